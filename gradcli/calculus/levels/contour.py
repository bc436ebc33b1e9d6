"""The picture of a function around a point: its level curves, the gradient, and a direction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from gradcli.calculus.levels import shapes
from gradcli.calculus.levels.choice import USUAL, Chosen, choose, is_constant
from gradcli.calculus.levels.contours import level_curves
from gradcli.calculus.levels.edge import edge_values
from gradcli.calculus.levels.grid import Grid, grid
from gradcli.calculus.levels.plateaus import Steps, is_flat_around, jumps, plateaus
from gradcli.calculus.levels.resolution import crossings, tells
from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.touching import with_touching
from gradcli.calculus.levels.window import SHAPE, Chart, around, drawn_length, holding, told_apart
from gradcli.calculus.levels.window import USUAL as USUAL_HEIGHT
from gradcli.frozen import dataclass, replace

CELLS: Final = 40
"""So many cells the longer side of a window is cut into."""
_FINER: Final = 127
"""The same where so many do not tell what the function does: no multiple of them."""
_MOST_CROSSED: Final = 8_000  # pieces of curves: with more a picture is grey
_AROUND: Final = 1.4  # of what a path takes: the room around it
_FLAT: Final = 30
_SAME: Final = 1e-13
_MARK: Final = 0.05  # of the window: a side of the sign for a right angle


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for beside the function: a window, and how many levels or which."""

    window: shapes.Window | None = None
    count: int | None = None
    levels: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class At:
    """The point of interest in the plane: the value there and the slopes, where they exist."""

    place: shapes.Place
    value: float | None = None
    slopes: shapes.Place | None = None
    w: shapes.Place | None = None


@dataclass(frozen=True, slots=True)
class Contour:
    """The picture: `radius` is the drawn length of a step of length 1, where that is drawn.

    `constant` says that the function is one value in the whole window; all levels but the own one
    are multiples of `step`, where there is one. `flat` says that the function is proved to be
    one number around P, and `seems_flat` that floats tell no difference and nothing is proved.
    `unclear` says that the function changes faster than the picture can follow, or that floats do
    not tell its values: then no curve is drawn.
    """

    window: shapes.Window
    equal: bool
    at: At | None
    levels: tuple[shapes.Level, ...]
    spacing: shapes.Spacing
    step: float | None
    constant: bool
    outside: tuple[shapes.Window, ...]
    plateaus: tuple[shapes.Plateau, ...] = ()
    flat: bool = False
    seems_flat: bool = False
    unclear: bool = False
    arrows: tuple[shapes.Arrow, ...] = ()
    strokes: tuple[shapes.Stroke, ...] = ()
    dots: tuple[shapes.Dot, ...] = ()
    radius: float | None = None

    @property
    def plateau(self) -> shapes.Plateau | None:
        """The area on which the function has the value at P."""
        return next((each for each in self.plateaus if each.own), None)

    @property
    def jumps(self) -> bool:
        """Whether there are lines across which the function jumps."""
        return any(each.trace is shapes.Trace.JUMP for each in self.strokes)

    def arrow(self, role: shapes.Role) -> shapes.Arrow | None:
        """The first arrow of a role."""
        return next((each for each in self.arrows if each.role is role), None)


def contour(
    values: Values,
    at: At,
    asked: Asked = Asked(),  # noqa: B008  frozen
    steps: Steps | None = None,
    closed: Values | None = None,
) -> Contour:
    """The picture around a point; the window is chosen where none is asked for.

    `steps` are those of the function, where it has any; `closed` is the function with a value at
    the edge of its domain, where it has one there.
    """
    chart = told_apart(around(values, at.place, at.value, at.slopes), at.place)
    if asked.window is not None:
        chart = Chart(asked.window, _is_square_enough(asked.window))
    arrows: tuple[shapes.Arrow, ...] = ()
    strokes: tuple[shapes.Stroke, ...] = ()
    radius = None
    if at.slopes is not None:
        units = _units_of(chart)
        radius = drawn_length(1.0 / units[1], 0.12, 0.75)
        arrows = _arrows(at, units, radius, chart.equal)
        if asked.window is None:
            held = [at.place, *(each.end for each in arrows)]
            if chart.equal:
                x, y = at.place
                held += [(x - radius, y - radius), (x + radius, y + radius)]
            chart = Chart(holding(held, chart.window, equal=chart.equal), chart.equal)
        if any(at.slopes):
            strokes = _strokes(at, arrows, radius, chart)
    window = chart.window
    traced = _traced(values, chart, asked, steps, at.value, at.place, closed)
    # Where f has no value there is no area of one value around the point: step(x^y) at 0, 0.
    flat = at.value is not None and steps is not None and is_flat_around(steps, at.place, window)
    return Contour(
        window,
        chart.equal,
        at,
        traced.levels,
        traced.chosen.spacing,
        traced.chosen.step,
        traced.constant,
        traced.outside,
        traced.areas,
        flat,
        not (flat or traced.constant or traced.unclear) and _seems_flat(values, at, window),
        traced.unclear,
        arrows,
        strokes + traced.jumps,
        (shapes.Dot(shapes.Mark.POINT, at.place),),
        radius if any(each.trace is shapes.Trace.CIRCLE for each in strokes) else None,
    )


@dataclass(frozen=True, slots=True)
class _Traced:
    """What is drawn of the function whatever else is: its levels, areas and jumps."""

    levels: tuple[shapes.Level, ...]
    chosen: Chosen
    constant: bool
    unclear: bool
    outside: tuple[shapes.Window, ...]
    areas: tuple[shapes.Plateau, ...]
    jumps: tuple[shapes.Stroke, ...]


def _traced(
    values: Values,
    chart: Chart,
    asked: Asked,
    steps: Steps | None,
    own: float | None,
    place: shapes.Place,
    closed: Values | None,
) -> _Traced:
    """The levels, areas and jumps in a window; around `place`, where the value is `own`."""
    sampled, clear = _sampled(values, chart, steps)
    known = sampled.finite()
    constant = clear and bool(known) and is_constant(known)
    areas: tuple[shapes.Plateau, ...] = ()
    strokes: tuple[shapes.Stroke, ...] = ()
    if steps is not None and not constant:
        areas = plateaus(values, steps, sampled, own, place)
        strokes = tuple(
            shapes.Stroke(shapes.Trace.JUMP, line) for line in jumps(values, steps, sampled)
        )
    reach = () if closed is None else edge_values(closed, sampled)
    chosen = _levels(_off(areas, known), own, asked, reach)
    if not clear or crossings(sampled, chosen.values) > _MOST_CROSSED:
        clear, chosen = False, Chosen((), shapes.Spacing.EVEN)
    flat = steps is not None
    if steps is not None and steps.alone:
        # There are areas and jumps, and no curve.
        chosen = replace(chosen, values=() if own is None else (own,))
    found = level_curves(values, sampled, chosen.values, own, flat=flat, closed=closed)
    levels = tuple(
        replace(level, lines=(*rims, *level.lines), rims=len(rims)) if rims else level
        for level, rims in zip(
            with_touching(values, sampled, found.levels), found.rims, strict=True
        )
    )
    if chosen.spacing is not shapes.Spacing.GIVEN:
        levels = tuple(each for each in levels if each.lines or each.own)
    return _Traced(levels, chosen, constant, not clear, found.outside, areas, strokes)


def _seems_flat(values: Values, at: At, window: shapes.Window) -> bool:
    """Whether floats tell the value at the point from none beside it."""
    if at.value is None:
        return False
    x, y = at.place
    ways = [(math.cos(turn), math.sin(turn)) for turn in (math.tau * k / 16 for k in range(16))]
    places = (
        (x + share * window.width * u, y + share * window.height * v)
        for share in (0.01, 0.004)
        for u, v in ways
    )
    return all(math.isclose(values(*place), at.value, rel_tol=_SAME) for place in places)


def _off(areas: Sequence[shapes.Plateau], known: Sequence[float]) -> list[float]:
    """The values but those of whole areas, on which there is no curve."""
    heights = {each.value for each in areas}
    return [each for each in known if each not in heights]


def _sampled(values: Values, chart: Chart, steps: Steps | None) -> tuple[Grid, bool]:
    """The values at the corners of the cells, which are squares where the axes are equal.

    And whether they tell what the function does; where it has steps, these are found.
    """
    window = chart.window
    longer = max(window.width, window.height)
    for cells in (CELLS, _FINER):
        columns, rows = (
            max(round(cells * side / longer), cells // 3) if chart.equal else cells
            for side in (window.width, window.height)
        )
        sampled = grid(values, window, columns, rows)
        if steps is not None or tells(values, sampled):
            return sampled, True
    return sampled, False


def _is_square_enough(window: shapes.Window) -> bool:
    """Whether a window can be drawn with one scale for both axes."""
    return 1 / 4 <= window.width / window.height <= 4


def _units_of(chart: Chart) -> shapes.Place:
    """What arrows are measured by along the axes: half of a side, with equal axes the shorter."""
    wide, high = chart.window.width / 2, chart.window.height / 2
    return (min(wide, high), min(wide, high)) if chart.equal else (wide, high)


def _levels(
    known: Sequence[float], own: float | None, asked: Asked, reach: Sequence[float]
) -> Chosen:
    if not asked.levels:
        return choose(known, own, asked.count or USUAL, reach)
    given = {*asked.levels} if own is None else {*asked.levels, own}
    return Chosen(tuple(sorted(given)), shapes.Spacing.GIVEN)


def _moved(place: shapes.Place, by: shapes.Place, scale: float) -> shapes.Place:
    return (place[0] + scale * by[0], place[1] + scale * by[1])


def _arrows(at: At, units: shapes.Place, radius: float, equal: bool) -> tuple[shapes.Arrow, ...]:
    """The gradient, w with its legs and its projection, and the level direction."""
    assert at.slopes is not None
    length = math.hypot(*at.slopes)
    shown = math.hypot(at.slopes[0] / units[0], at.slopes[1] / units[1])
    made: list[shapes.Arrow] = []
    w_scale = 1.0
    if at.w is not None and any(at.w):
        long = math.hypot(at.w[0] / units[0], at.w[1] / units[1])
        w_scale = drawn_length(long, 0.2, 2.6)
        first, second = (at.w[0], 0.0), (0.0, at.w[1])
        if all(at.w):
            corner = _moved(at.place, first, w_scale)
            made.append(shapes.Arrow(shapes.Role.LEG, at.place, corner, first, w_scale))
            made.append(
                shapes.Arrow(
                    shapes.Role.LEG, corner, _moved(corner, second, w_scale), second, w_scale
                )
            )
        made.append(
            shapes.Arrow(
                shapes.Role.DIRECTION, at.place, _moved(at.place, at.w, w_scale), at.w, w_scale
            )
        )
    if length == 0:
        return tuple(made)
    if at.w is not None and equal:
        # By the gradient of length 1: its square may be too small or too large for a float.
        toward = (at.slopes[0] / length, at.slopes[1] / length)
        share = at.w[0] * toward[0] + at.w[1] * toward[1]
        along = (share * toward[0], share * toward[1])
        if math.hypot(*along) > 1e-9 * math.hypot(*at.w):
            end = _moved(at.place, along, w_scale)
            made.append(shapes.Arrow(shapes.Role.PROJECTION, at.place, end, along, w_scale))
    scale = drawn_length(shown, 0.35, 1.1)
    made.append(
        shapes.Arrow(
            shapes.Role.GRADIENT, at.place, _moved(at.place, at.slopes, scale), at.slopes, scale
        )
    )
    across = (-at.slopes[1] / length, at.slopes[0] / length)
    if equal:
        made.append(
            shapes.Arrow(
                shapes.Role.LEVEL, at.place, _moved(at.place, across, radius), across, radius
            )
        )
    return tuple(made)


def _strokes(
    at: At, arrows: Sequence[shapes.Arrow], radius: float, chart: Chart
) -> tuple[shapes.Stroke, ...]:
    """The circle of all directions, the foot of the projection, the sign of the right angle."""
    if not chart.equal:
        return ()
    x, y = at.place
    turns = [math.tau * k / 72 for k in range(73)]
    circle = tuple((x + radius * math.cos(t), y + radius * math.sin(t)) for t in turns)
    made = [shapes.Stroke(shapes.Trace.CIRCLE, circle)]
    by_role = {each.role: each for each in arrows}
    w, projection = by_role.get(shapes.Role.DIRECTION), by_role.get(shapes.Role.PROJECTION)
    if w is not None and projection is not None:
        made.append(shapes.Stroke(shapes.Trace.FOOT, (w.end, projection.end)))
    level = by_role.get(shapes.Role.LEVEL)
    if level is not None:
        side = _MARK * min(chart.window.width, chart.window.height)
        u, v = (level.vector[1], -level.vector[0]), level.vector
        first, last = _moved(at.place, u, side), _moved(at.place, v, side)
        made.append(shapes.Stroke(shapes.Trace.RIGHT_ANGLE, (first, _moved(first, v, side), last)))
    return tuple(made)


def along_path(
    values: Values,
    path: Sequence[shapes.Place],
    asked: Asked = Asked(),  # noqa: B008  frozen
    steps: Steps | None = None,
    closed: Values | None = None,
) -> Contour:
    """The level curves under a path, and the path over them, one dot a point."""
    chart = told_apart(_around_path(path), path[0])
    if asked.window is not None:
        chart = Chart(asked.window, _is_square_enough(asked.window))
    traced = _traced(values, chart, asked, steps, None, path[0], closed)
    *inner, last = path
    dots = [shapes.Dot(shapes.Mark.STEP, at) for at in inner[1:]]
    dots += [shapes.Dot(shapes.Mark.END, last), shapes.Dot(shapes.Mark.POINT, path[0])]
    way = (shapes.Stroke(shapes.Trace.PATH, tuple(path)),) if inner else ()
    return Contour(
        chart.window,
        chart.equal,
        None,
        traced.levels,
        traced.chosen.spacing,
        traced.chosen.step,
        traced.constant,
        traced.outside,
        traced.areas,
        unclear=traced.unclear,
        strokes=(*traced.jumps, *way),
        dots=tuple(dots),
    )


def _around_path(path: Sequence[shapes.Place]) -> Chart:
    """A window that holds all points, with one scale for both axes unless that hides the path."""
    xs, ys = [x for x, _ in path], [y for _, y in path]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    equal = not (wide and high) or 1 / _FLAT <= wide / high <= _FLAT
    if equal:
        high = max(high, wide / SHAPE) or 2 * USUAL_HEIGHT
        wide = SHAPE * high
    x, y, right, up = *middle, _AROUND * wide / 2, _AROUND * high / 2
    return Chart(shapes.Window(x - right, x + right, y - up, y + up), equal)
