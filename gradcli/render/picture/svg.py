"""A panel as SVG, drawn without any other program: it stands in a page or is a file of its own.

Every line has its colour for print as an attribute; style sheets, which go before attributes, give
other ones where the reader's page is dark. What is told apart by a colour is told apart by its
breadth and its dashes too. (Colours of Okabe and Ito, 2008, darkened for thin lines.)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

from gradcli.calculus.levels import shapes
from gradcli.frozen import dataclass
from gradcli.late import pattern
from gradcli.narrative.box import Box
from gradcli.narrative.document import Panel, PanelKind
from gradcli.render.formula.linear import linear
from gradcli.render.formula.words import plainly
from gradcli.render.picture import scene
from gradcli.render.picture.labels import Sheet, names_of_arrows

_INDEX: Final = pattern(r"_(\w)\b")
_DOT: Final = 4.2
_LETTER: Final = 7.2  # how wide a sign is, about, in the size of the labels


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn: its class, its colour in print, its breadth, its dashes."""

    name: str
    colour: str
    breadth: float
    dashes: str = ""


_INK: Final = "#1d2125"
_SOFT: Final = "#6b7380"
_ORANGE: Final = "#c44e00"
_BLUE: Final = "#0072b2"
_PURPLE: Final = "#8a3a8a"
_GREEN: Final = "#00755a"

PENS: Final[MappingProxyType[shapes.Sign, Pen]] = MappingProxyType(
    {
        shapes.Curve.OTHER: Pen("soft", _SOFT, 1.1),
        shapes.Curve.OWN: Pen("ink", _INK, 2.4),
        shapes.Role.GRADIENT: Pen("gradient", _ORANGE, 3.2),
        shapes.Role.DIRECTION: Pen("direction", _BLUE, 2.4),
        shapes.Role.LEG: Pen("direction", _BLUE, 1.3, "5 4"),
        shapes.Role.PROJECTION: Pen("projection", _PURPLE, 2.2, "9 3 2 3"),
        shapes.Role.LEVEL: Pen("ink", _INK, 1.4),
        shapes.Trace.CIRCLE: Pen("soft", _SOFT, 1, "2 4"),
        shapes.Trace.FOOT: Pen("projection", _PURPLE, 1.2, "3 4"),
        shapes.Trace.RIGHT_ANGLE: Pen("ink", _INK, 1.2),
        shapes.Trace.RATE: Pen("curve", _GREEN, 2.4),
        shapes.Trace.CURVE: Pen("curve", _GREEN, 2.4),
        shapes.Trace.TANGENT: Pen("gradient", _ORANGE, 2),
        shapes.Trace.SECANT: Pen("projection", _PURPLE, 1.3, "6 4"),
        shapes.Trace.PATH: Pen("direction", _BLUE, 2),
        shapes.Trace.JUMP: Pen("curve", _GREEN, 1.8, "8 3"),
        shapes.Area.PLATEAU: Pen("ink", _INK, 0.7),
        shapes.Mark.POINT: Pen("ink", _INK, 0),
        shapes.Mark.TOP: Pen("gradient", _ORANGE, 0),
        shapes.Mark.ZERO: Pen("ink", _INK, 0),
        shapes.Mark.LOWEST: Pen("soft", _SOFT, 0),
        shapes.Mark.DIRECTION: Pen("direction", _BLUE, 0),
        shapes.Mark.NUDGE: Pen("projection", _PURPLE, 0),
        shapes.Mark.STEP: Pen("direction", _BLUE, 0),
        shapes.Mark.END: Pen("gradient", _ORANGE, 0),
    }
)

# On a dark page; names as in `PENS`.
DARK: Final = MappingProxyType(
    {
        "ink": "#e4e6ea",
        "soft": "#98a1ae",
        "gradient": "#f5934e",
        "direction": "#62bdf0",
        "projection": "#d79bd7",
        "curve": "#4cc9a4",
    }
)
FONT: Final = "font-family:system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif"


@dataclass(frozen=True, slots=True)
class Drawing:
    """The elements of a panel, and how much room they take."""

    body: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Frame:
    """How places of a window become places of the drawing."""

    window: shapes.Window
    left: float
    top: float
    width: float
    height: float

    def at(self, place: shapes.Place) -> shapes.Place:
        """The place in the drawing, whose second axis points down."""
        window = self.window
        return (
            self.left + (place[0] - window.left) / window.width * self.width,
            self.top + (window.top - place[1]) / window.height * self.height,
        )

    def back(self, at: shapes.Place) -> shapes.Place:
        """The place of the window that is drawn there."""
        window = self.window
        return (
            window.left + (at[0] - self.left) / self.width * window.width,
            window.top - (at[1] - self.top) / self.height * window.height,
        )

    def sheet(self) -> Sheet:
        """The drawing, for what stands in it."""
        corner = (self.left + self.width + 10, self.top + self.height)
        return Sheet(self.at, (self.left, self.top), corner, _half)


def _half(label: Box) -> shapes.Place:
    """Half the size of a label."""
    return _LETTER * len(linear(label)) / 2 + 1, 7.0


def drawing(panel: Panel, width: float, height: float | None = None) -> Drawing:
    """A panel of this width; with equal axes its height follows, else it is as given."""
    up = scene.ticks_up(panel)
    left = 14 + _LETTER * max((len(tick.text) for tick in up), default=1)
    across = width - left - (30 if panel.kind is PanelKind.RATE else 12)
    down = across * panel.window.height / panel.window.width
    if not panel.equal:
        down = (height or 0.75 * width) - 64
    frame = _Frame(panel.window, left, 26, across, down)
    return Drawing("".join(_elements(panel, frame)), width, down + 64)


def _elements(panel: Panel, frame: _Frame) -> Iterator[str]:
    yield from _outside(panel, frame)
    yield from _hatched(panel, frame)
    yield from _axes(panel, frame)
    names = names_of_arrows(panel, frame.sheet())
    yield from _levels(panel, frame, [frame.back(each.at) for each in names])
    for stroke in panel.strokes:
        for part in scene.clipped(stroke.line, panel.window):
            yield _path([frame.at(each) for each in part], PENS[stroke.trace])
    for arrow in panel.arrows:
        start, end = frame.at(arrow.start), frame.at(arrow.end)
        yield from _arrow(start, end, PENS[arrow.role], head=arrow.role is not shapes.Role.LEG)
    for name in names:
        x, y = name.at
        pen = PENS[name.arrow.role]
        yield _text(x, y + 4.5, spelled(name.label), pen.name, anchor="middle", bold=True)
    yield from _heights(panel, frame)
    yield from _dots(panel, frame)


def _outside(panel: Panel, frame: _Frame) -> Iterator[str]:
    if not panel.outside:
        return
    made = []
    for box in panel.outside:
        (x0, y0), (x1, y1) = frame.at((box.left, box.top)), frame.at((box.right, box.bottom))
        made.append(f"M{x0:.2f} {y0:.2f}H{x1:.2f}V{y1:.2f}H{x0:.2f}Z")
    yield (
        f'<path class="gc-soft-area" d="{"".join(made)}" fill="{_SOFT}" fill-opacity=".22" '
        'shape-rendering="crispEdges"/>\n'
    )


def _hatched(panel: Panel, frame: _Frame) -> Iterator[str]:
    for plateau in panel.plateaus:
        if plateau.own:
            lines = scene.hatching(plateau.boxes, panel.window)
            yield _paths(
                [[frame.at(each) for each in line] for line in lines], PENS[shapes.Area.PLATEAU]
            )


def _heights(panel: Panel, frame: _Frame) -> Iterator[str]:
    """The value of each area on which there is one alone."""
    for plateau in panel.plateaus:
        x, y = frame.at(plateau.at)
        own = panel.label(shapes.Area.PLATEAU) if plateau.own else None
        text = escape(scene.number(plateau.value)) if own is None else spelled(own)
        if own is not None:
            half = _LETTER * len(linear(own)) / 2 + 3
            yield (
                f'<rect class="gc-paper" x="{x - half:.1f}" y="{y - 10:.1f}" '
                f'width="{2 * half:.1f}" height="19" fill="#ffffff"/>\n'
            )
        name = "soft" if own is None else "ink"
        yield _text(x, y + 4, text, name, anchor="middle", bold=own is not None)


def _axes(panel: Panel, frame: _Frame) -> Iterator[str]:
    bottom, right = frame.top + frame.height, frame.left + frame.width
    box = f"M{frame.left:.1f} {frame.top:.1f}V{bottom:.1f}H{right:.1f}"
    if panel.equal:
        box += f"V{frame.top:.1f}Z"
    yield f'<path class="gc-soft" d="{box}" fill="none" stroke="{_SOFT}"/>\n'
    used = 0.0
    for tick in scene.ticks_across(panel):
        x, _ = frame.at((tick.at, panel.window.bottom))
        half = _LETTER * len(tick.text) / 2
        if x - half < used and used:
            continue
        used = x + half + 6
        yield _line(x, bottom, x, bottom + 4)
        yield _text(x, bottom + 17, escape(tick.text), "soft", anchor="middle")
    for tick in scene.ticks_up(panel):
        _, y = frame.at((panel.window.left, tick.at))
        yield _line(frame.left - 4, y, frame.left, y)
        yield _text(frame.left - 7, y + 4, escape(tick.text), "soft", anchor="end")
    yield _text(frame.left - 4, frame.top - 10, spelled(panel.up), "ink", anchor="start")
    yield _text(right, bottom + 35, spelled(panel.across), "ink", anchor="end")
    if panel.kind is not PanelKind.CONTOUR and panel.window.bottom < 0 < panel.window.top:
        _, y = frame.at((0, 0.0))
        pen = Pen("soft", _SOFT, 1, "2 4")
        yield _path([(frame.left, y), (right, y)], pen)


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    d = f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}"
    return f'<path class="gc-soft" d="{d}" stroke="{_SOFT}"/>\n'


def _levels(panel: Panel, frame: _Frame, names: Sequence[shapes.Place]) -> Iterator[str]:
    """The curves, each open where its value stands on it."""
    avoid = [*scene.obstacles(panel), *names]
    for level in sorted(panel.levels, key=lambda each: not each.own):
        pen = PENS[shapes.Curve.OWN if level.own else shapes.Curve.OTHER]
        own = panel.label(shapes.Curve.OWN) if level.own else None
        text = escape(scene.number(level.value)) if own is None else spelled(own)
        signs = len(scene.number(level.value)) if own is None else len(linear(own))
        places = scene.label_places(level, panel.window, avoid)
        hole = None
        if places:
            place = places[0]
            x, y = frame.at(place.at)
            to = frame.at((place.at[0] + place.along[0], place.at[1] + place.along[1]))
            turn = math.degrees(math.atan2(to[1] - y, to[0] - x))
            turn = turn - 180 if turn > 90 else turn + 180 if turn < -90 else turn
            avoid.append(place.at)
            hole = (x, y, _LETTER * signs / 2 + 3)
            yield _text(
                x, y + 4, text, pen.name, anchor="middle", turn=(turn, x, y), bold=level.own
            )
        yield from _curve(level, frame, pen, hole)


def _curve(
    level: shapes.Level, frame: _Frame, pen: Pen, hole: tuple[float, float, float] | None
) -> Iterator[str]:
    parts: list[list[shapes.Place]] = []
    for line in level.lines:
        part: list[shapes.Place] = []
        for at in map(frame.at, line):
            if hole is not None and math.hypot(at[0] - hole[0], at[1] - hole[1]) < hole[2]:
                if len(part) > 1:
                    parts.append(part)
                part = []
            else:
                part.append(at)
        if len(part) > 1:
            parts.append(part)
    if parts:
        yield _paths(parts, pen)


def _d(line: Sequence[shapes.Place]) -> str:
    (x, y), *rest = line
    closed = len(line) > 3 and line[0] == line[-1]
    places = rest[:-1] if closed else rest
    return f"M{x:.1f} {y:.1f}L{' '.join(f'{a:.1f} {b:.1f}' for a, b in places)}" + (
        "Z" if closed else ""
    )


def _path(line: shapes.Polyline | Sequence[shapes.Place], pen: Pen) -> str:
    return _paths([line], pen)


def _paths(lines: Sequence[Sequence[shapes.Place]], pen: Pen) -> str:
    dashes = f' stroke-dasharray="{pen.dashes}"' if pen.dashes else ""
    return (
        f'<path class="gc-{pen.name}" d="{"".join(map(_d, lines))}" fill="none" '
        f'stroke="{pen.colour}" stroke-width="{pen.breadth:g}"{dashes} stroke-linejoin="round"/>\n'
    )


def _arrow(start: shapes.Place, end: shapes.Place, pen: Pen, *, head: bool) -> Iterator[str]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length < 0.5:
        return
    if not head:
        yield _path([start, end], pen)
        return
    size = min(5 + 2.6 * pen.breadth, length)
    u, v = dx / length, dy / length
    base = (end[0] - size * u, end[1] - size * v)
    half = 0.42 * size
    yield _path([start, (end[0] - 0.7 * size * u, end[1] - 0.7 * size * v)], pen)
    corners = (
        end,
        (base[0] - half * v, base[1] + half * u),
        (base[0] + half * v, base[1] - half * u),
    )
    d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z"
    yield f'<path class="gc-{pen.name}-area" d="{d}" fill="{pen.colour}"/>\n'


def _dots(panel: Panel, frame: _Frame) -> Iterator[str]:
    for dot in panel.dots:
        x, y = frame.at(dot.at)
        pen = PENS[dot.mark]
        yield f"{_dot(dot.mark, x, y)}\n"
        label = panel.label(dot.mark)
        if label is not None:
            middle = frame.left + frame.width / 2
            anchor, by = (
                ("start", 9) if dot.mark is shapes.Mark.DIRECTION and x > middle else ("end", -9)
            )
            if dot.mark is shapes.Mark.TOP:
                anchor, by = "middle", 0
            yield _text(x + by, y - 8, spelled(label), pen.name, anchor=anchor, bold=True)


def _dot(mark: shapes.Mark, x: float, y: float) -> str:
    """A dot in the shape of its kind."""
    pen = PENS[mark]
    if mark in scene.RINGS:
        return (
            f'<circle class="gc-{pen.name}" cx="{x:.1f}" cy="{y:.1f}" r="{_DOT - 0.7:g}" '
            f'fill="none" stroke="{pen.colour}" stroke-width="1.8"/>'
        )
    corners = scene.CORNERS.get(mark)
    if corners is None:
        return (
            f'<circle class="gc-{pen.name}-area" cx="{x:.1f}" cy="{y:.1f}" r="{_DOT:g}" '
            f'fill="{pen.colour}"/>'
        )
    d = "M" + "L".join(f"{x + _DOT * a:.1f} {y - _DOT * b:.1f}" for a, b in corners) + "Z"
    return f'<path class="gc-{pen.name}-area" d="{d}" fill="{pen.colour}"/>'


def _text(
    x: float,
    y: float,
    text: str,
    name: str,
    *,
    anchor: str,
    turn: tuple[float, float, float] | None = None,
    bold: bool = False,
) -> str:
    colour = next(pen.colour for pen in PENS.values() if pen.name == name)
    turned = f' transform="rotate({turn[0]:.1f} {turn[1]:.1f} {turn[2]:.1f})"' if turn else ""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text class="gc-{name}-area" x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="13" '
        f'text-anchor="{anchor}"{weight}{turned}>{text}</text>\n'
    )


def spelled(box: Box) -> str:
    """A formula in one line of SVG's text: an index is lowered."""
    return _INDEX.sub(
        r'<tspan dy="3" font-size="75%">\1</tspan><tspan dy="-3">&#8203;</tspan>',
        escape(linear(box)),
    )


def sample(sign: shapes.Sign) -> str:
    """What a kind of thing looks like, 34 by 12, for a legend."""
    pen = PENS[sign]
    if isinstance(sign, shapes.Mark):
        return _dot(sign, 17, 6)
    if isinstance(sign, shapes.Area):
        slants = [((x, 11.0), (x + 10, 1.0)) for x in (1.0, 8.0, 15.0, 22.0)]
        return _paths([*slants, ((1, 1), (33, 1), (33, 11), (1, 11), (1, 1))], pen)
    if isinstance(sign, shapes.Role) and sign is not shapes.Role.LEG:
        return "".join(_arrow((1, 6), (33, 6), pen, head=True))
    return _path([(1, 6), (33, 6)], pen)


def dark(prefix: str = "") -> str:
    """The rules of a style sheet for a dark page."""
    return "".join(
        f"{prefix}.gc-{name}{{stroke:{colour}}}{prefix}.gc-{name}-area{{fill:{colour}}}"
        for name, colour in DARK.items()
    )


def inline(panel: Panel, width: float, height: float | None = None) -> str:
    """A panel as an element that stands in a page; its text alternative is its label."""
    made = drawing(panel, width, height)
    return (
        f'<svg role="img" aria-label="{escape(plainly(panel.alt))}" '
        f'viewBox="0 0 {made.width:.0f} {made.height:.0f}" width="{made.width:.0f}" '
        f'style="{FONT}">\n{made.body}</svg>'
    )


def alternative(panels: Sequence[Panel]) -> str:
    """The text alternative of all panels."""
    return " ".join(plainly(panel.alt) for panel in panels)
