"""A figure in lines of text: its panels on canvases of characters, and its legend in words."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final, assert_never

from gradcli.calculus.levels import shapes
from gradcli.frozen import dataclass
from gradcli.narrative.document import Entry, Figure, Panel, PanelKind
from gradcli.render.formula.breaking import wrap
from gradcli.render.formula.glyphs import Charset, in_ascii, shown
from gradcli.render.formula.linear import linear
from gradcli.render.formula.runs import Run, Runs, Style, blank, columns, width_of
from gradcli.render.picture import scene
from gradcli.render.picture.canvas import ACROSS, DOWN, Canvas, Layer

_ROWS: Final = 15
_ROWS_OF_WIDE: Final = 20
_WIDE: Final = 110
_WIDEST: Final = 1000
_LEAST_COLUMNS: Final = 24  # of a panel: with fewer it stands below the other
_LEAST_ROWS: Final = 4
_BETWEEN: Final = 3
_LOW: Final = 7  # rows of a panel that stands below
_AXES: Final = 2  # rows that the name of an axis and the numbers of the other take
_REACHES: Final = (6.0, 8.0, 10.0, 12.0)  # dots from the point to the number of its right angle

_LAYERS: Final[dict[shapes.Sign, Layer]] = {
    shapes.Curve.OWN: Layer.OWN,
    shapes.Curve.OTHER: Layer.LEVEL,
    shapes.Role.GRADIENT: Layer.GRADIENT,
    shapes.Role.DIRECTION: Layer.DIRECTION,
    shapes.Role.LEG: Layer.DIRECTION,
    shapes.Role.PROJECTION: Layer.PROJECTION,
    shapes.Role.LEVEL: Layer.OWN,
    shapes.Trace.CIRCLE: Layer.GUIDE,
    shapes.Trace.FOOT: Layer.PROJECTION,
    shapes.Trace.RIGHT_ANGLE: Layer.OWN,
    shapes.Trace.RATE: Layer.CURVE,
    shapes.Trace.CURVE: Layer.CURVE,
    shapes.Trace.TANGENT: Layer.GRADIENT,
    shapes.Trace.SECANT: Layer.PROJECTION,
    shapes.Trace.PATH: Layer.DIRECTION,
    shapes.Trace.JUMP: Layer.CURVE,
    shapes.Area.PLATEAU: Layer.AREA,
}
# How many dots of a line are set in a row, and how many left out: what is dotted is less than what
# is drawn through, and no two lines of one drawing are alike but by colour.
_SOLID: Final = (1, 0)
_DASHES: Final[dict[shapes.Sign, tuple[int, int]]] = {
    shapes.Curve.OTHER: (1, 1),
    shapes.Role.LEG: (1, 2),
    shapes.Role.PROJECTION: (3, 2),
    shapes.Trace.CIRCLE: (1, 3),
    shapes.Trace.FOOT: (1, 2),
    shapes.Trace.TANGENT: (4, 2),
    shapes.Trace.SECANT: (1, 1),
    shapes.Trace.JUMP: (3, 2),
}


def figure_lines(figure: Figure, width: int, charset: Charset) -> list[Runs]:
    """The panels, and below them the legend."""
    lines = picture_lines(figure, width, charset)
    if figure.legend or figure.notes:
        lines.append(())
    for entry in figure.legend:
        # The arrow along the level curve would hide it.
        if entry.sign is shapes.Role.LEVEL:
            continue
        lines.extend(_entry(entry, figure, width, charset))
    for note in figure.notes:
        lines.extend(wrap(note, width, charset=charset))
    return lines


def picture_lines(figure: Figure, width: int, charset: Charset) -> list[Runs]:
    """The panels side by side, or one below the other where they are too narrow for that."""
    first, *others = figure.panels
    rows = _ROWS_OF_WIDE if width >= _WIDE else _ROWS
    width = min(width, _WIDEST)
    if figure.size is not None:
        width, rows = min(figure.size[0], _WIDEST), max(figure.size[1] - _AXES, _LEAST_ROWS)
    if not others:
        return _panel(first, width, rows, charset)
    main = _panel(first, width, rows, charset)
    used = max(map(width_of, main), default=0)
    rest = width - used - _BETWEEN
    if rest < _LEAST_COLUMNS:
        if figure.size is not None and rows < 2 * _LOW:
            return main
        if figure.size is not None:
            main = _panel(first, width, rows - _LOW - _AXES, charset)
        lines = main
        for other in others:
            lines = [*lines, *_panel(other, width, _LOW, charset)]
        return lines
    for other in others:
        beside = _panel(other, rest, len(main) - _AXES, charset)
        main = [
            (*left, *blank(used + _BETWEEN - width_of(left)), *right)
            for left, right in zip(main, beside, strict=True)
        ]
    return main


@dataclass(frozen=True, slots=True)
class _Frame:
    """How places of a window become dots of a canvas."""

    window: shapes.Window
    width: int
    height: int

    def dot(self, at: shapes.Place) -> shapes.Place:
        """The place in dots from the lower left."""
        window = self.window
        return (
            (at[0] - window.left) / window.width * (self.width - 1) + 0.5,
            (at[1] - window.bottom) / window.height * (self.height - 1) + 0.5,
        )


def _panel(panel: Panel, width: int, rows: int, charset: Charset) -> list[Runs]:
    """One panel with its axes: the numbers of one at the left, of the other below."""
    up = scene.ticks_up(panel, max(rows // 4, 2))
    margin = max((columns(tick.text) for tick in up), default=0) + 1
    room = max(width - margin - 1, _LEAST_COLUMNS // 2)
    if panel.equal:
        shape = panel.window.width / panel.window.height
        per_row = DOWN * shape / ACROSS
        if rows * per_row > room:
            rows = max(round(room / per_row), _LEAST_ROWS)
        room = min(max(round(rows * per_row), 2), room)
    canvas = Canvas(room, rows, charset)
    frame = _Frame(panel.window, canvas.width, canvas.height)
    _draw(panel, canvas, frame, charset)
    marks = {}
    for tick in up:
        row, _ = canvas.cell_of(0, frame.dot((panel.window.left, tick.at))[1])
        marks[row] = tick.text
    name = shown(linear(panel.up, charset), charset)
    made: list[Runs] = [(Run(f"{name:>{margin}}"[: margin + room], Style.TEXT),)]
    wall = "│" if charset is Charset.UNICODE else "|"
    for row, line in enumerate(canvas.lines()):
        text = marks.get(row, "")
        text = text if charset is Charset.UNICODE else in_ascii(text)
        tee = ("┤" if charset is Charset.UNICODE else "+") if text else wall
        made.append((Run(f"{text:>{margin}}{tee}", Style.GUTTER), *line))
    made.append(_axis(panel, frame, margin + 1, room, charset))
    return made


def _axis(panel: Panel, frame: _Frame, margin: int, room: int, charset: Charset) -> Runs:
    """The line below a canvas: the numbers of the axis, and its name at the right."""
    name = shown(linear(panel.across, charset), charset)
    line = [" "] * (margin + room)
    free = margin + room - len(name) - 1
    used = 0
    for tick in scene.ticks_across(panel, max(room // 9, 2)):
        text = tick.text if charset is Charset.UNICODE else in_ascii(tick.text)
        text = text.replace(" deg", "")
        at = margin + int(frame.dot((tick.at, panel.window.bottom))[0]) // ACROSS
        begin = max(min(at - len(text) // 2, margin + room - len(text)), 0)
        if begin < used or begin + len(text) > free:
            continue
        line[begin : begin + len(text)] = text
        used = begin + len(text) + 1
    return (Run("".join(line[: free + 1]), Style.GUTTER), Run(name, Style.TEXT))


def _draw(panel: Panel, canvas: Canvas, frame: _Frame, charset: Charset) -> None:
    for plateau in panel.plateaus:
        for box in plateau.boxes if plateau.own else ():
            canvas.area(frame.dot((box.left, box.bottom)), frame.dot((box.right, box.top)))
    if panel.kind is PanelKind.RATE:
        zero = ((panel.window.left, 0.0), (panel.window.right, 0.0))
        _line(canvas, frame, zero, Layer.GUIDE, (1, 2))
    for level in sorted(panel.levels, key=lambda each: each.own):
        sign = shapes.Curve.OWN if level.own else shapes.Curve.OTHER
        for line in level.lines:
            _line(canvas, frame, line, _LAYERS[sign], _DASHES.get(sign, _SOLID))
    for stroke in panel.strokes:
        # A right angle of four dots is a blot: it is written as a number.
        if stroke.trace is not shapes.Trace.RIGHT_ANGLE:
            dashes = _DASHES.get(stroke.trace, _SOLID)
            for part in scene.clipped(stroke.line, panel.window):
                _line(canvas, frame, part, _LAYERS[stroke.trace], dashes)
    for arrow in panel.arrows:
        if arrow.role is shapes.Role.LEVEL:
            continue
        layer, dashes = _LAYERS[arrow.role], _DASHES.get(arrow.role, _SOLID)
        for part in scene.clipped((arrow.start, arrow.end), panel.window):
            _line(canvas, frame, part, layer, dashes)
            if arrow.role is shapes.Role.GRADIENT:
                _line(canvas, frame, part, layer, dashes, beside=1)
    for arrow in panel.arrows:
        if arrow.role in (shapes.Role.LEG, shapes.Role.LEVEL):
            continue
        tip, tail = frame.dot(arrow.end), frame.dot(arrow.start)
        if panel.window.holds(arrow.end):
            canvas.head(*tip, tip[0] - tail[0], tip[1] - tail[1], _LAYERS[arrow.role])
        label = panel.label(arrow.role)
        if label is not None:
            _label(canvas, tip, tip[0] - tail[0], linear(label, charset), _LAYERS[arrow.role])
    _dots(panel, canvas, frame, charset)
    for stroke in panel.strokes:
        if stroke.trace is shapes.Trace.RIGHT_ANGLE:
            _right_angle(canvas, frame, stroke.line, charset)
    _values(panel, canvas, frame, charset)


def _right_angle(canvas: Canvas, frame: _Frame, line: shapes.Polyline, charset: Charset) -> None:
    """The right angle as a number between its sides, where there is room."""
    text = "90°" if charset is Charset.UNICODE else in_ascii("90°")
    (x0, y0), (x, y), (x1, y1) = (frame.dot(each) for each in line)
    at, one, other = (x0 + x1 - x, y0 + y1 - y), (x - x1, y - y1), (x - x0, y - y0)
    size = math.hypot(x - at[0], y - at[1])
    for reach in _REACHES if size else ():
        for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            by = reach / size
            row, column = canvas.cell_of(
                at[0] + by * (a * one[0] + b * other[0]), at[1] + by * (a * one[1] + b * other[1])
            )
            begin = column - len(text) // 2
            if canvas.is_free(row, begin, len(text), Layer.GUIDE):
                canvas.write(row, begin, text, Style.STRONG)
                return


def _line(
    canvas: Canvas,
    frame: _Frame,
    line: shapes.Polyline,
    layer: Layer,
    dashes: tuple[int, int] = _SOLID,
    beside: int = 0,
) -> None:
    count = 0
    dots = [frame.dot(each) for each in line]
    for (x0, y0), (x1, y1) in pairwise(dots):
        # A line of two dots' breadth, beside itself on the longer side.
        dx, dy = (0, beside) if abs(x1 - x0) >= abs(y1 - y0) else (beside, 0)
        count = canvas.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy, layer, count, dashes)


_TEXT_STYLES: Final = {
    Layer.GRADIENT: Style.GRADIENT,
    Layer.DIRECTION: Style.DIRECTION,
    Layer.OWN: Style.OWN_LEVEL,
    Layer.LEVEL: Style.LEVEL,
}


def _label(canvas: Canvas, tip: shapes.Place, onward: float, text: str, layer: Layer) -> None:
    """The name of an arrow beside its head, where there is room."""
    row, column = canvas.cell_of(*tip)
    after, before = column + 1, column - len(text)
    beside = (after, before) if onward >= 0 else (before, after)
    places = [(row, each) for each in beside]
    places += [(each, column - len(text) // 2) for each in (row - 1, row + 1)]
    for place in places:
        if canvas.is_free(*place, len(text), Layer.CURVE):
            canvas.write(*place, text, _TEXT_STYLES.get(layer, Style.TEXT))
            return


def _dots(panel: Panel, canvas: Canvas, frame: _Frame, charset: Charset) -> None:
    for dot in panel.dots:
        row, column = canvas.cell_of(*frame.dot(dot.at))
        match dot.mark:
            case shapes.Mark.POINT:
                sign, style = "●", Style.STRONG
            case shapes.Mark.TOP:
                sign, style = "▲", Style.GRADIENT
            case shapes.Mark.END:
                sign, style = "◆", Style.GRADIENT
            case shapes.Mark.STEP:
                sign, style = "•", Style.DIRECTION
            case shapes.Mark.DIRECTION:
                sign, style = "■", Style.DIRECTION
            case shapes.Mark.LOWEST:
                sign, style = "▼", Style.OWN_LEVEL
            case shapes.Mark.ZERO | shapes.Mark.NUDGE:
                sign, style = "○", Style.OWN_LEVEL
            case _:
                assert_never(dot.mark)
        canvas.write(row, column, sign if charset is Charset.UNICODE else _ASCII_DOTS[sign], style)
        label = panel.label(dot.mark)
        if label is not None:
            text = linear(label, charset)
            for place in ((row, column + 2), (row, column - len(text) - 1), (row + 1, column)):
                if canvas.is_free(*place, len(text), Layer.GUIDE):
                    canvas.write(*place, text, style)
                    break


_ASCII_DOTS: Final = {"●": "@", "▲": "A", "▼": "V", "◆": "E", "■": "W", "○": "0", "•": "*"}


def _values(panel: Panel, canvas: Canvas, frame: _Frame, charset: Charset) -> None:
    """The value of each level on its curve or area, where nothing else stands."""
    for plateau in panel.plateaus:
        own = panel.label(shapes.Area.PLATEAU) if plateau.own else None
        text = scene.number(plateau.value) if own is None else linear(own, charset)
        text = text if charset is Charset.UNICODE else in_ascii(text)
        row, column = canvas.cell_of(*frame.dot(plateau.at))
        begin = column - (len(text) + 2) // 2
        if canvas.is_free(row, begin, len(text) + 2, Layer.AREA):
            style = Style.LEVEL if own is None else Style.OWN_LEVEL
            canvas.write(row, begin, f" {text} ", style)
    avoid = scene.obstacles(panel)
    for level in sorted(panel.levels, key=lambda each: not each.own):
        text = scene.number(level.value)
        own = panel.label(shapes.Curve.OWN) if level.own else None
        text = text if own is None else linear(own, charset)
        text = text if charset is Charset.UNICODE else in_ascii(text)
        style = Style.OWN_LEVEL if level.own else Style.LEVEL
        above = Layer.OWN if level.own else Layer.GUIDE
        for place in scene.label_places(level, panel.window, avoid)[:12]:
            row, column = canvas.cell_of(*frame.dot(place.at))
            begin = column - len(text) // 2
            padded = canvas.is_free(row, begin - 1, len(text) + 2, above)
            if padded:
                canvas.write(row, begin - 1, f" {text} ", style)
                avoid.append(place.at)
                break


# The legend.

_SAMPLES: Final[dict[shapes.Sign, tuple[str, str]]] = {
    shapes.Mark.POINT: ("●", "@"),
    shapes.Mark.TOP: ("▲", "A"),
    shapes.Mark.ZERO: ("○", "0"),
    shapes.Mark.LOWEST: ("▼", "V"),
    shapes.Mark.NUDGE: ("○", "0"),
    shapes.Mark.STEP: ("•", "*"),
    shapes.Mark.END: ("◆", "E"),
    shapes.Mark.DIRECTION: ("■", "W"),
    shapes.Curve.OWN: ("⠤⠤⠤", "ooo"),
    shapes.Curve.OTHER: ("⠄⠄⠄", "..."),
    shapes.Role.GRADIENT: ("⠶⠶→", "##>"),
    shapes.Role.DIRECTION: ("⠤⠤→", "++>"),
    shapes.Role.LEG: ("⠄⠠⠄", "++"),
    shapes.Role.PROJECTION: ("⠤ ⠤→", "==>"),
    shapes.Role.LEVEL: ("⠤⠤→", "oo>"),
    shapes.Trace.CIRCLE: ("⠂⠐⠂", ":::"),
    shapes.Trace.FOOT: ("⠄⠠⠄", "=="),
    shapes.Trace.RIGHT_ANGLE: ("", ""),
    shapes.Trace.RATE: ("⡠⠊⠑⢄", "***"),
    shapes.Trace.CURVE: ("⡠⠊⠑⢄", "***"),
    shapes.Trace.TANGENT: ("⠤ ⠤ ⠤", "###"),
    shapes.Trace.SECANT: ("⠄⠄⠄", "==="),
    shapes.Trace.PATH: ("⠤⠤→", "++>"),
    shapes.Trace.JUMP: ("⠤ ⠤ ⠤", "***"),
    shapes.Area.PLATEAU: ("░░░", "~~~"),
}
_KEY: Final = 7


def _entry(entry: Entry, figure: Figure, width: int, charset: Charset) -> list[Runs]:
    """A sample of what is drawn, and what it is."""
    sign = entry.sign
    sample = _SAMPLES[sign][charset is Charset.ASCII]
    if sign in _LAYERS:
        style = _TEXT_STYLES.get(_LAYERS[sign], None)
        layer = _LAYERS[sign]
        style = {Layer.PROJECTION: Style.PROJECTION, Layer.CURVE: Style.CURVE}.get(layer, style)
    else:
        style = Style.STRONG
    lead = (Run(f"{sample:<{_KEY - 2}}  ", style or Style.LEVEL),)
    first, *others = wrap(entry.text, width - _KEY, charset=charset)
    return [(*lead, *first), *((*blank(_KEY), *each) for each in others)]
