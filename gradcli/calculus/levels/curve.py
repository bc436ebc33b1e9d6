"""The picture of a function of one variable: its graph, the tangent, the secants of small steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import isnan
from typing import Final, TypeAlias

from gradcli.calculus.levels.choice import nice
from gradcli.calculus.levels.contour import Asked, At
from gradcli.calculus.levels.resolution import tells_on_a_line
from gradcli.calculus.levels.shapes import Dot, Mark, Place, Polyline, Stroke, Trace, Window
from gradcli.calculus.levels.window import USUAL, Chart, around, told_apart
from gradcli.frozen import dataclass, replace

OnLine: TypeAlias = Callable[[float], float]

NUDGES: Final = (0.1, 0.01, 0.001)
"""The steps of the nudge table."""
_SAMPLES: Final = 240
_MORE: Final = 2003  # where so many do not tell what the function does
_TAIL: Final = 0.04
_STEEP: Final = 0.05  # of the height: between two samples, to be looked at for a jump
_HALVINGS: Final = 30
_NEAR: Final = 48  # halvings of the way to the edge of the domain
_OFF: Final = 0.004  # of the height: how far the graph may be from a line between two of its points
_DEEPEST: Final = 14
_ROOM: Final = 0.12
_AROUND: Final = 1.4  # of what a path takes: the room around it
_FLAT: Final = 1e-12
_TOLD_APART: Final = 2.0**-40  # of the place: a smaller step is lost in what floats round


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture; `slope` and `secants` are the numbers of the lines through P, where it has a
    tangent: each secant as its step and its slope. `unclear` says that the function changes faster
    than the picture can follow, or that floats do not tell its values: then no curve is drawn.
    """

    window: Window
    at: At | None
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    outside: tuple[Window, ...]
    slope: float | None
    secants: tuple[tuple[float, float], ...]
    unclear: bool = False


def graph(value: OnLine, at: At, asked: Asked = Asked()) -> Graph:  # noqa: B008  frozen
    """The graph around a point; `at.place` has the point first, and then its value or 0."""
    x = at.place[0]
    window = asked.window
    if window is None:
        slopes = None if at.slopes is None else (at.slopes[0], 0.0)
        chart = around(lambda s, _: value(s), (x, 0.0), at.value, slopes)
        window = told_apart(chart, (x, 0.0)).window
    left, right = window.left, window.right
    clear = False
    for samples in (_SAMPLES, _MORE):
        if not clear:
            places = [left + (right - left) * k / samples for k in range(samples + 1)]
            values = [value(each) for each in places]
            clear = tells_on_a_line(value, places, values)
    ends = _ends(value, places, values)
    if asked.window is None or not math.isfinite(asked.window.bottom):
        bottom, top = _heights(_known(values, ends), at.value)
        window = Window(left, right, bottom, top)
    strokes: list[Stroke] = []
    if clear:
        pieces = _lines(value, places, values, ends, window)
        strokes = [Stroke(Trace.CURVE, _bent(value, line, window)) for line in pieces]
    dots: list[Dot] = []
    secants: list[tuple[float, float]] = []
    if at.value is not None:
        slope = None if at.slopes is None else at.slopes[0]
        if slope is not None:
            for step in _steps(x, right - x):
                there = value(x + step)
                start, end = (x, at.value), (x + step, there)
                if isnan(there) or _jumps(value, start, end, window):
                    continue
                rate = (there - at.value) / step
                secants.append((step, rate))
                line = _through(x, at.value, rate, window)
                strokes.append(Stroke(Trace.SECANT, line, step))
                dots.append(Dot(Mark.NUDGE, (x + step, there)))
            strokes.append(Stroke(Trace.TANGENT, _through(x, at.value, slope, window), slope))
        dots.append(Dot(Mark.POINT, (x, at.value)))
    slope = None if at.slopes is None else at.slopes[0]
    shown = tuple(dot for dot in dots if window.holds(dot.at))
    return Graph(
        window,
        at,
        tuple(strokes),
        shown,
        _outside(places, values, window),
        slope,
        tuple(secants),
        not clear,
    )


def graph_of_path(value: OnLine, xs: Sequence[float]) -> tuple[Graph, Polyline]:
    """The graph under the points of a path, and over it the path: its places on the graph."""
    middle, wide = (max(xs) + min(xs)) / 2, _AROUND * (max(xs) - min(xs)) / 2
    usual = Window(middle - (wide or USUAL), middle + (wide or USUAL), -1.0, 1.0)
    window = told_apart(Chart(usual, equal=False), (middle, 0.0)).window
    asked = Asked(Window(window.left, window.right, -math.inf, math.inf))
    drawn = graph(value, At((xs[0], 0.0)), asked)
    path = tuple((x, there) for x in xs if not isnan(there := value(x)))
    if not path:
        return drawn, ()
    window = drawn.window
    low, high = min(y for _, y in path), max(y for _, y in path)
    room = _ROOM * (max(high, window.top) - min(low, window.bottom))
    bottom = window.bottom if window.bottom <= low else low - room
    top = window.top if window.top >= high else high + room
    dots = [Dot(Mark.STEP, each) for each in path[1:-1]]
    dots += [Dot(Mark.END, path[-1]), Dot(Mark.POINT, path[0])]
    strokes = (*drawn.strokes, Stroke(Trace.PATH, path)) if len(path) > 1 else drawn.strokes
    window = replace(window, bottom=bottom, top=top)
    outside = tuple(replace(each, bottom=bottom, top=top) for each in drawn.outside)
    drawn = replace(drawn, window=window, strokes=strokes, dots=tuple(dots), outside=outside)
    return drawn, path


def _steps(x: float, room: float) -> list[float]:
    """A step that is seen in the window, and those of the nudge table that are smaller."""
    nudges = [each for each in NUDGES if each >= _TOLD_APART * abs(x)]
    if room <= 0:
        return nudges
    first = nice(0.6 * room)
    return [first, *(each for each in nudges if each < 0.9 * first)]


def _through(x: float, y: float, slope: float, window: Window) -> Polyline:
    """A line through a place, from one side of the window to the other."""
    return tuple((each, y + slope * (each - x)) for each in (window.left, window.right))


def _ends(
    value: OnLine, places: Sequence[float], values: Sequence[float]
) -> dict[tuple[int, int], Place]:
    """The last places with a value between one sample that has one and a neighbour without."""
    found = {}
    for k, (one, other) in enumerate(pairwise(values)):
        if isnan(one) != isnan(other):
            inside, outside = (k, k + 1) if isnan(other) else (k + 1, k)
            start = (places[inside], values[inside])
            found[inside, outside] = _edge(value, start, places[outside])
    return found


def _known(values: Sequence[float], ends: Mapping[tuple[int, int], Place]) -> list[float]:
    """The values, with those at ends of the domain at which the function does not run away."""
    known = [each for each in values if not isnan(each)]
    span = max(known, default=0.0) - min(known, default=0.0)
    return known + [y for (k, _), (_, y) in ends.items() if abs(y - values[k]) <= span]


def _heights(values: list[float], own: float | None) -> tuple[float, float]:
    """From where to where the values are shown: near a pole not as far as they reach."""
    if not values:
        return -1.0, 1.0
    values.sort()
    last = len(values) - 1
    low, high = values[0], values[-1]
    inner_low, inner_high = values[round(_TAIL * last)], values[round((1 - _TAIL) * last)]
    if high - low > 4 * (inner_high - inner_low) > 0:
        low, high = inner_low, inner_high
    if own is not None:
        low, high = min(low, own), max(high, own)
    if high - low <= _FLAT * max(abs(low), abs(high)):
        half = abs(low) / 2 or 1.0
        return low - half, high + half
    room = _ROOM * (high - low)
    return low - room, high + room


def _lines(
    value: OnLine,
    places: Sequence[float],
    values: Sequence[float],
    ends: Mapping[tuple[int, int], Place],
    window: Window,
) -> list[Polyline]:
    """The graph in pieces: it is open at a pole, at a jump and where there is no value."""
    lines: list[Polyline] = []
    line: list[Place] = []
    before: Place | None = None
    for k, (x, y) in enumerate(zip(places, values, strict=True)):
        if isnan(y):
            if before is not None:
                line.append(ends[k - 1, k])
        elif before is None and k:
            line = [ends[k, k - 1], (x, y)]
        elif before is not None and _jumps(value, before, (x, y), window):
            lines.append(tuple(line))
            line = [(x, y)]
        else:
            line.append((x, y))
        if isnan(y) and line:
            lines.append(tuple(line))
            line = []
        before = None if isnan(y) else (x, y)
    lines.append(tuple(line))
    return [each for each in lines if len(each) > 1]


def _bent(value: OnLine, line: Sequence[Place], window: Window) -> Polyline:
    """The piece with the points that it needs where it is steep and bends, as a root does at 0."""
    bent = [line[0]]
    for start, end in pairwise(line):
        bent += (*_between(value, start, end, window, _DEEPEST), end)
    return tuple(bent)


def _between(value: OnLine, start: Place, end: Place, window: Window, depth: int) -> Polyline:
    """The points that the graph needs between two of its points."""
    x = (start[0] + end[0]) / 2
    y = value(x)
    is_out = all(each > window.top for each in (start[1], y, end[1])) or all(
        each < window.bottom for each in (start[1], y, end[1])
    )
    if isnan(y) or is_out or abs(y - (start[1] + end[1]) / 2) <= _OFF * window.height:
        return ()
    if not depth:
        return ((x, y),)
    before = _between(value, start, (x, y), window, depth - 1)
    return (*before, (x, y), *_between(value, (x, y), end, window, depth - 1))


def _edge(value: OnLine, inside: Place, outside: float) -> Place:
    """The last place towards the edge of the domain that has a value."""
    a, b = inside[0], outside
    last = inside
    for _ in range(_NEAR):
        middle = (a + b) / 2
        there = value(middle)
        if not isnan(there):
            a, last = middle, (middle, there)
        else:
            b = middle
    return last


def _jumps(value: OnLine, start: Place, end: Place, window: Window) -> bool:
    """Whether the function jumps between two places, and is not only steep."""
    rise = abs(end[1] - start[1])
    if rise <= _STEEP * window.height:
        return False
    (a, at_a), (b, at_b) = start, end
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        there = value(middle)
        if isnan(there):
            return True
        if abs(there - at_a) >= abs(at_b - there):
            b, at_b = middle, there
        else:
            a, at_a = middle, there
    return abs(at_b - at_a) > rise / 2


def _outside(places: list[float], values: list[float], window: Window) -> tuple[Window, ...]:
    """The stretches without a value, as boxes from the bottom to the top."""
    boxes = []
    begin = None
    for k in range(len(places) - 1):
        empty = isnan(values[k]) and isnan(values[k + 1])
        if empty and begin is None:
            begin = places[k]
        if begin is not None and not empty:
            boxes.append(Window(begin, places[k], window.bottom, window.top))
            begin = None
    if begin is not None:
        boxes.append(Window(begin, places[-1], window.bottom, window.top))
    return tuple(boxes)
