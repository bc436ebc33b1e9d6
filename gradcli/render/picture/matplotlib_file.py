"""A figure through matplotlib: PNG and PDF for slides and print, GIF of w turning once round.

Matplotlib is an extra (`pip install "gradcli[plot]"`), and is imported nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

from gradcli.calculus.levels import shapes
from gradcli.frozen import replace
from gradcli.narrative.box import Box
from gradcli.narrative.document import Figure, Panel, PanelKind
from gradcli.render.formula.linear import linear
from gradcli.render.formula.words import plainly
from gradcli.render.picture import scene
from gradcli.render.picture.labels import Name, Sheet, names_of_arrows
from gradcli.render.picture.svg import PENS

_SOFT: Final = "#6b7380"
_FRAMES: Final = 48
_INSIDE: Final = 0.92  # of the room around the point: how long the turning direction may be
_PAUSE: Final = 90  # milliseconds
_DOTS: Final = 160  # an inch
_COARSE: Final = 90
_PAPER: Final = 247  # from here on a colour of few is white
_DASHES: Final = MappingProxyType(
    {
        shapes.Role.LEG: (0, (5, 4)),
        shapes.Role.PROJECTION: (0, (6, 2, 1.5, 2)),
        shapes.Trace.CIRCLE: (0, (1, 3)),
        shapes.Trace.FOOT: (0, (2, 3)),
        shapes.Trace.SECANT: (0, (5, 3)),
        shapes.Trace.JUMP: (0, (6, 2)),
    }
)


def is_there() -> bool:
    """Whether matplotlib is installed."""
    from importlib.util import find_spec  # noqa: PLC0415

    return find_spec("matplotlib") is not None


def still(figure: Figure, form: str, title: str) -> bytes:
    """The figure as `png` or `pdf`."""
    drawn, axes = _sheet(figure, legend=True)
    for each, panel in zip(axes, figure.panels, strict=True):
        _panel(each, panel)
    out = BytesIO()
    words = " ".join(plainly(panel.alt) for panel in figure.panels)
    # No date: the same question gives the same file.
    said = {"Title": title, "Subject" if form == "pdf" else "Description": words}
    if form == "pdf":
        said["CreationDate"] = None  # type: ignore[assignment]
    drawn.savefig(out, format=form, dpi=_DOTS, metadata=said)
    return out.getvalue()


def turning(figure: Figure) -> bytes:
    """The figure as `gif`: the direction turns once round the point, and its rate with it."""
    from PIL import Image  # noqa: PLC0415  matplotlib asks for it

    drawn, axes = _sheet(figure, legend=False)
    drawn.set_dpi(_COARSE)
    canvas = drawn.canvas
    for each, panel in zip(axes, turned_by(figure, 0.0).panels, strict=True):
        _resting(each, _without_direction(panel))
    # What rests is drawn once: most of the time is spent on the curves, their labels and the ticks.
    canvas.draw()
    resting = canvas.copy_from_bbox(drawn.bbox)
    frames: list[Any] = []
    for place in range(_FRAMES):
        canvas.restore_region(resting)
        turned = turned_by(figure, math.tau * place / _FRAMES)
        for each, panel in zip(axes, turned.panels, strict=True):
            _draw_moving(each, panel)
        size = canvas.get_width_height()
        frame = Image.frombytes("RGBA", size, bytes(canvas.buffer_rgba())).convert("RGB")
        if not frames:
            colours = frame.quantize()
            paper = [255 if each > _PAPER else each for each in colours.getpalette() or ()]
            colours.putpalette(paper)
        # All have the colours of the first, so that what rests does not flicker.
        frames.append(frame.quantize(palette=colours, dither=Image.Dither.NONE))
    first, *others = frames
    out = BytesIO()
    first.save(out, "GIF", save_all=True, append_images=others, duration=_PAUSE, loop=0)
    return out.getvalue()


def _without_direction(panel: Panel) -> Panel:
    """What rests while the direction turns."""
    arrows = tuple(each for each in panel.arrows if each.role is not shapes.Role.DIRECTION)
    return replace(panel, arrows=arrows)


def _draw_moving(axes: Any, panel: Panel) -> None:
    """Onto the resting picture: the direction, its name and the dots, which lie over both."""
    known = set(axes.get_children())
    for name in names_of_arrows(panel, _sheet_of(axes, panel)):
        if name.arrow.role is shapes.Role.DIRECTION:
            _named(axes, name, _sheet_of(axes, panel))
    for arrow in panel.arrows:
        if arrow.role is shapes.Role.DIRECTION:
            _arrow(axes, arrow)
    _dots(axes, panel)
    moving = [each for each in axes.get_children() if each not in known]
    for artist in sorted(moving, key=lambda each: each.get_zorder()):
        axes.draw_artist(artist)
        artist.remove()


def turned_by(figure: Figure, turn: float) -> Figure:
    """The figure with the direction turned by an angle from the gradient, and its rate there."""
    first, *others = figure.panels
    gradient = next((each for each in first.arrows if each.role is shapes.Role.GRADIENT), None)
    if gradient is None:
        return figure
    length = min(_length(first, gradient), _INSIDE * _room(first, gradient.start))
    angle = math.atan2(gradient.vector[1], gradient.vector[0]) + turn
    u = (math.cos(angle), math.sin(angle))
    end = (gradient.start[0] + length * u[0], gradient.start[1] + length * u[1])
    kept = tuple(
        each for each in first.arrows if each.role in (shapes.Role.GRADIENT, shapes.Role.LEVEL)
    )
    strokes = tuple(each for each in first.strokes if each.trace is not shapes.Trace.FOOT)
    arrow = shapes.Arrow(shapes.Role.DIRECTION, gradient.start, end, u, length)
    rate = gradient.vector[0] * u[0] + gradient.vector[1] * u[1]
    panels = [replace(first, arrows=(*kept, arrow), strokes=strokes)]
    for other in others:
        # The window has the gradient in its middle: the dot leaves at the right and comes back.
        at = math.degrees(turn)
        middle = (other.window.left + other.window.right) / 2
        place = middle + (at if at <= 180 else at - 360)
        dots = tuple(dot for dot in other.dots if dot.mark is not shapes.Mark.DIRECTION)
        panels.append(
            replace(other, dots=(*dots, shapes.Dot(shapes.Mark.DIRECTION, (place, rate))))
        )
    return replace(figure, panels=tuple(panels))


def _room(panel: Panel, at: shapes.Place) -> float:
    """How far a place is from the nearest side of the window."""
    (x, y), window = at, panel.window
    return min(x - window.left, window.right - x, y - window.bottom, window.top - y)


def _length(panel: Panel, gradient: shapes.Arrow) -> float:
    """How long the turning direction is drawn: as w was, or as the circle of all directions is."""
    for each in panel.arrows:
        if each.role is shapes.Role.DIRECTION:
            return math.dist(each.start, each.end)
    circle = next((each for each in panel.strokes if each.trace is shapes.Trace.CIRCLE), None)
    if circle is not None:
        return math.dist(circle.line[0], gradient.start)
    return math.dist(gradient.start, gradient.end)


def _sheet(figure: Figure, *, legend: bool) -> tuple[Any, Sequence[Any]]:
    """A sheet with axes for each panel, and with the legend below them."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure as Sheet  # noqa: PLC0415

    several = len(figure.panels) > 1
    width = 10.0 if several else 7.0
    signs = 130 if several else 90
    lines = [
        line
        for text in (*(each.text for each in figure.legend), *figure.notes)
        for line in scene.wrapped(text, signs)
    ]
    below = 0.3 + 0.2 * len(lines) if legend else 0.0
    height = 4.6 + below
    sheet = Sheet(figsize=(width, height))
    FigureCanvasAgg(sheet)
    room = {"left": 0.07, "right": 0.955, "top": 1 - 0.3 / height, "bottom": (below + 0.5) / height}
    ratios = [1.45, 1.0] if several else [1.0]
    spec = sheet.add_gridspec(1, len(figure.panels), width_ratios=ratios, wspace=0.2, **room)
    axes = [sheet.add_subplot(spec[0, place]) for place in range(len(figure.panels))]
    if legend:
        _legend(sheet, figure, signs, below / height, height)
    return sheet, axes


def _legend(sheet: Any, figure: Figure, signs: int, top: float, height: float) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415

    y, step = top - 0.12 / height, 0.2 / height
    for entry in figure.legend:
        pen = PENS[entry.sign]
        look: dict[str, Any] = {"color": pen.colour, "lw": pen.breadth * 0.75}
        if isinstance(entry.sign, shapes.Mark):
            look |= {"ls": "", "ms": 5, **_shape(entry.sign)}
            ends = [0.05]
        elif isinstance(entry.sign, shapes.Area):
            look |= {"marker": "$///$", "ls": "", "ms": 12}
            ends = [0.05]
        else:
            look["ls"] = _DASHES.get(entry.sign, "-")
            ends = [0.03, 0.07]
        sheet.add_artist(Line2D(ends, [y] * len(ends), **look))
        for line in scene.wrapped(entry.text, signs):
            sheet.text(0.085, y, line, fontsize=8.5, va="center")
            y -= step
    for note in figure.notes:
        for line in scene.wrapped(note, signs):
            sheet.text(0.03, y, line, fontsize=8.5, va="center")
            y -= step


def _panel(axes: Any, panel: Panel) -> None:
    _resting(axes, panel)
    _dots(axes, panel)


def _resting(axes: Any, panel: Panel) -> None:
    """All but the dots, which lie over it."""
    window = panel.window
    for box in panel.outside:
        axes.fill_between(
            (box.left, box.right), box.bottom, box.top, color="#6b7380", alpha=0.22, lw=0
        )
    axes.set_xlim(window.left, window.right)
    axes.set_ylim(window.bottom, window.top)
    axes.set_aspect("equal" if panel.equal else "auto")
    axes.apply_aspect()
    sheet = _sheet_of(axes, panel)
    names = names_of_arrows(panel, sheet)
    back = axes.transData.inverted().transform
    _plateaus(axes, panel)
    _levels(axes, panel, [tuple(back(each.at)) for each in names])
    if panel.kind is not PanelKind.CONTOUR:
        axes.axhline(0, color=_SOFT, lw=0.7, ls=(0, (2, 4)))
    for stroke in panel.strokes:
        _line(axes, stroke.line, stroke.trace)
    for arrow in panel.arrows:
        _arrow(axes, arrow)
    for name in names:
        _named(axes, name, sheet)
    for axis, ticks in (
        (axes.xaxis, scene.ticks_across(panel)),
        (axes.yaxis, scene.ticks_up(panel)),
    ):
        axis.set_ticks([each.at for each in ticks], [each.text for each in ticks])
    axes.tick_params(labelsize=8, colors="#4a525e")
    axes.set_xlabel(linear(panel.across), loc="right")
    axes.set_title(linear(panel.up), loc="left", fontsize=10)


def _named(axes: Any, name: Name, sheet: Sheet) -> None:
    """The name of an arrow, beside its head."""
    head = sheet.at(name.arrow.end)
    off = [(there - here) / sheet.unit for there, here in zip(name.at, head, strict=True)]
    colour = PENS[name.arrow.role].colour
    _text(axes, linear(name.label), name.arrow.end, (off[0], off[1]), colour)


def _dots(axes: Any, panel: Panel) -> None:
    window = panel.window
    for dot in panel.dots:
        look = {"color": PENS[dot.mark].colour, "ms": 5.5, "ls": "", "zorder": 6}
        # One at the edge of the window is whole.
        look["clip_on"] = not window.holds(dot.at)
        axes.plot(*dot.at, **look, **_shape(dot.mark))
        label = panel.label(dot.mark)
        if label is not None:
            # The name of the top stands over it, that of w away from the middle.
            right = dot.at[0] > (window.left + window.right) / 2
            by, side = ((7.0, 4.0), "left") if right else ((-7.0, 4.0), "right")
            if dot.mark is shapes.Mark.TOP:
                by, side = (0.0, 7.0), "center"
            _text(axes, linear(label), dot.at, by, PENS[dot.mark].colour, side)


def _shape(mark: shapes.Mark) -> dict[str, Any]:
    """A dot in the shape of its kind."""
    if mark in scene.RINGS:
        return {"marker": "o", "mfc": "white", "mew": 1.4}
    corners = scene.CORNERS.get(mark)
    return {"marker": "o" if corners is None else list(corners)}


def _plateaus(axes: Any, panel: Panel) -> None:
    """The area with the value at P hatched, and on each the value that it has."""
    for plateau in panel.plateaus:
        own = panel.label(shapes.Area.PLATEAU) if plateau.own else None
        if plateau.own:
            for line in scene.hatching(plateau.boxes, panel.window):
                _line(axes, line, shapes.Area.PLATEAU, 1)
        axes.text(
            *plateau.at,
            scene.number(plateau.value) if own is None else linear(own),
            ha="center",
            va="center",
            fontsize=7.5 if own is None else 9.5,
            color=_SOFT if own is None else PENS[shapes.Area.PLATEAU].colour,
            zorder=3,
            clip_on=True,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
        )


def _line(axes: Any, line: Sequence[shapes.Place], sign: shapes.Sign, order: int = 2) -> None:
    pen = PENS[sign]
    xs, ys = zip(*line, strict=True)
    dashes = _DASHES.get(sign, "-")
    axes.plot(xs, ys, color=pen.colour, lw=0.75 * pen.breadth, ls=dashes, zorder=order)


def _sheet_of(axes: Any, panel: Panel) -> Sheet:
    """The drawing in the units of its screen, for what stands in it."""
    window, transform = panel.window, axes.transData.transform
    unit = axes.figure.dpi / 72

    def at(place: shapes.Place) -> shapes.Place:
        x, y = transform(place)
        return float(x), float(y)

    def half(label: Box) -> shapes.Place:
        return (3.1 * len(linear(label)) + 1) * unit, 6 * unit

    low, high = at((window.left, window.bottom)), at((window.right, window.top))
    return Sheet(at, low, high, half, unit)


def _levels(axes: Any, panel: Panel, names: Sequence[shapes.Place]) -> None:
    avoid = [*scene.obstacles(panel), *names]
    for level in sorted(panel.levels, key=lambda each: not each.own):
        sign = shapes.Curve.OWN if level.own else shapes.Curve.OTHER
        for line in level.lines:
            _line(axes, line, sign, 1)
        places = scene.label_places(level, panel.window, avoid)
        if not places:
            continue
        place = places[0]
        avoid.append(place.at)
        own = panel.label(shapes.Curve.OWN) if level.own else None
        text = scene.number(level.value) if own is None else linear(own)
        angle = math.degrees(math.atan2(place.along[1], place.along[0]))
        angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
        axes.text(
            *place.at,
            text,
            rotation=angle,
            rotation_mode="anchor",
            transform_rotates_text=True,
            ha="center",
            va="center",
            fontsize=7.5,
            color=PENS[sign].colour,
            zorder=3,
            clip_on=True,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
        )


def _arrow(axes: Any, arrow: shapes.Arrow) -> None:
    pen = PENS[arrow.role]
    if arrow.role is shapes.Role.LEG:
        _line(axes, (arrow.start, arrow.end), shapes.Role.LEG)
        return
    look = {
        "arrowstyle": "-|>",
        "color": pen.colour,
        "lw": 0.75 * pen.breadth,
        "ls": _DASHES.get(arrow.role, "-"),
        "shrinkA": 0,
        "shrinkB": 0,
        "mutation_scale": 11,
    }
    axes.annotate("", xy=arrow.end, xytext=arrow.start, arrowprops=look, zorder=5)


def _text(
    axes: Any, text: str, at: shapes.Place, by: shapes.Place, colour: str, side: str | None = None
) -> None:
    """Text beside a place, or with its middle there."""
    axes.annotate(
        text,
        xy=at,
        xytext=by,
        textcoords="offset points",
        color=colour,
        fontsize=9.5,
        weight="bold",
        ha=side or "center",
        va="center" if side is None else "baseline",
    )
