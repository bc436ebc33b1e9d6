"""The picture of a function around a point, worked out when it is asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.domain.refusal import (
    ConstantBeyondFloats,
    PointBeyondFloats,
    RefusedError,
    TooFarForFloats,
)
from gradcli.calculus.levels.contour import Asked, At, Contour, along_path, contour
from gradcli.calculus.levels.curve import Graph, graph, graph_of_path
from gradcli.calculus.levels.middle import middle
from gradcli.calculus.levels.plateaus import steps_on
from gradcli.calculus.levels.section import (
    Plane,
    Values,
    along_axes,
    along_vectors,
    closed_values_on,
    drawable,
    values_on,
)
from gradcli.calculus.levels.shapes import Place, Window
from gradcli.calculus.levels.turning import Turning, turning
from gradcli.calculus.numbers.constants import nearest_float
from gradcli.calculus.numbers.numeric import context_of, evaluate, multiprecision
from gradcli.field.expression import Node
from gradcli.field.scalar_field import Direction, ScalarField
from gradcli.frozen import dataclass, replace

_LONGEST_PATH: Final = 2000  # points that are drawn one by one
_APART: Final = 1 / 1000  # of the window
_NOISE: Final = 1e-14
_DIGITS: Final = 30
_LOOKED_AT: Final = 40
_FAR: Final = 1e100  # further off products of coordinates are soon beyond floats
_LONG: Final = 1e150  # the longest vector that is drawn, and one through the shortest

OF_VECTORS: Final = ("gradient", "w")
"""The plane through the point along the gradient and w, in the place of two variables."""


@dataclass(frozen=True, slots=True)
class View:
    """What of the function is to be drawn.

    `plane` are the variables along the axes, or `OF_VECTORS`; without it the first two variables,
    or with a direction in three and more the plane of the gradient and it.
    """

    asked: Asked = Asked()
    plane: tuple[str, str] | None = None


USUAL: Final = View()


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Level curves in a plane of the space of the variables, and the rates in it at a point.

    `field` has numbers for all that stands still. `axes` are the variables along the axes, or
    None where the axes are those of the gradient and w. `others` are the variables that are held
    at the point, with their values. In one variable there is a `graph` in the place of the rest.
    `path` is that of a descent. `spans` is False where the plane of the gradient and w was asked
    for and the two span none: they are parallel, or there is no gradient. `beyond` says that in
    a part that is told to be without a value there is one, which is beyond floats.
    """

    field: ScalarField
    at: AtPoint | None
    direction: Direction | None
    axes: tuple[str, ...] | None
    others: Mapping[str, Node]
    contour: Contour | None = None
    path: tuple[Place, ...] = ()
    spans: bool = True
    turning: Turning | None = None
    graph: Graph | None = None
    beyond: bool = False


def picture(
    field: ScalarField,
    at: AtPoint | None,
    direction: Direction | None = None,
    view: View = USUAL,
) -> Picture | None:
    """The picture; None where a constant has no value.

    Raises:
        RefusedError: a constant or a coordinate is beyond what can be drawn with floats.
    """
    if at is not None:
        held = {name: node for name, node in at.point.whole.items() if name in field.held}
        field = field.with_let(held) if held else field
    if field.held:
        return None
    point = [0.0] * len(field.variables)
    value, slopes, w = None, None, None
    if at is not None:
        found = _floats(at.point.coordinates)
        if found is None:
            raise RefusedError(PointBeyondFloats())
        if max(map(abs, found), default=0.0) > _FAR:
            raise RefusedError(TooFarForFloats())
        point = found
        near = None if at.value is None else nearest_float(at.value)
        value = None if near is None else _finite(drawable(near))
        slopes = None if at.slopes is None or value is None else _vector(at.slopes)
        w = None if direction is None else _vector(direction.components)
    if len(field.variables) == 1:
        return _on_a_line(field, at, At((point[0], value or 0.0), value, _pair(slopes)), view)
    plane, axes = _plane(field, point, slopes, w, view)
    values = _values_on(field, plane)
    place = plane.place(point)
    if at is None and view.asked.window is None:
        place = middle(values) or place
    if at is not None and value is None:
        # At a kink there is a value, and no gradient.
        value = _finite(values(*place))
    there = At(place, value, _in(plane, slopes), _in(plane, w))
    steps = steps_on(field.tree, field.variables, plane)
    closed = closed_values_on(field.tree, field.variables, plane)
    drawn = contour(values, there, view.asked, steps, closed)
    around = None
    if there.slopes is not None and any(there.slopes):
        around = turning(there.slopes, there.w)
    spans = view.plane != OF_VECTORS or axes is None
    others: dict[str, Node] = {}
    if at is not None and len(field.variables) > 2:
        named = dict(zip(field.variables, at.point.written, strict=True))
        others = {name: node for name, node in named.items() if name not in (axes or ())}
    beyond = _is_beyond(field, plane, drawn.outside)
    return Picture(
        field, at, direction, axes, others, drawn, turning=around, spans=spans, beyond=beyond
    )


def picture_of_path(field: ScalarField, points: Sequence[Sequence[float]]) -> Picture | None:
    """The level curves, or of one variable the graph, under a path; None of more than two.

    Raises:
        RefusedError: a constant in the function is beyond floats.
    """
    if field.held or len(field.variables) > 2:
        return None
    if len(field.variables) == 1:
        return _path_on_a_line(field, [x for (x,) in points if math.isfinite(x)])
    path = _thinned([(x, y) for x, y in points if math.isfinite(x) and math.isfinite(y)])
    if not path:
        return None
    plane = along_axes((0.0, 0.0), 0, 1)
    steps = steps_on(field.tree, field.variables, plane)
    closed = closed_values_on(field.tree, field.variables, plane)
    drawn = along_path(_values_on(field, plane), path, steps=steps, closed=closed)
    beyond = _is_beyond(field, plane, drawn.outside)
    return Picture(field, None, None, field.variables, {}, drawn, path, beyond=beyond)


def _thinned(path: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Of a long path the points that lie apart, and the last one."""
    if len(path) <= _LONGEST_PATH:
        return tuple(path)
    xs, ys = [x for x, _ in path], [y for _, y in path]
    across, up = (_APART * (max(each) - min(each)) for each in (xs, ys))
    kept = [path[0]]
    for x, y in path:
        if abs(x - kept[-1][0]) > across or abs(y - kept[-1][1]) > up:
            kept.append((x, y))
    return (*kept, path[-1])


def _on_a_line(field: ScalarField, at: AtPoint | None, there: At, view: View) -> Picture:
    line = along_axes((0.0,), 0, None)
    values = _values_on(field, line)
    if at is not None and there.value is None:
        there = replace(there, value=_finite(values(there.place[0], 0.0)))
    drawn = graph(lambda s: values(s, 0.0), there, view.asked)
    beyond = _is_beyond(field, line, drawn.outside)
    return Picture(field, at, None, field.variables, {}, graph=drawn, beyond=beyond)


def _path_on_a_line(field: ScalarField, xs: Sequence[float]) -> Picture | None:
    if not xs:
        return None
    line = along_axes((0.0,), 0, None)
    values = _values_on(field, line)
    drawn, path = graph_of_path(lambda s: values(s, 0.0), xs)
    beyond = _is_beyond(field, line, drawn.outside)
    return Picture(field, None, None, field.variables, {}, path=path, graph=drawn, beyond=beyond)


def _values_on(field: ScalarField, plane: Plane) -> Values:
    try:
        return values_on(field.tree, field.variables, plane)
    except OverflowError:
        raise RefusedError(ConstantBeyondFloats()) from None


def _is_beyond(field: ScalarField, plane: Plane, outside: Sequence[Window]) -> bool:
    """Whether the function has a value after all in the middle of one of these boxes."""
    arithmetic, context = multiprecision(_DIGITS), context_of(_DIGITS)
    for box in outside[:_LOOKED_AT]:
        middle = plane.point((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        at = dict(zip(field.variables, map(context.mpf, middle), strict=True))
        try:
            evaluate(field.tree, at, arithmetic)
        except OverflowError:
            return True
        except (ArithmeticError, ValueError):
            continue
        return True
    return False


def _plane(
    field: ScalarField,
    point: Sequence[float],
    slopes: Sequence[float] | None,
    w: Sequence[float] | None,
    view: View,
) -> tuple[Plane, tuple[str, str] | None]:
    """The plane that is drawn, and the variables along its axes."""
    names = field.variables
    wants_vectors = view.plane == OF_VECTORS or (view.plane is None and len(names) > 2)
    if wants_vectors and slopes is not None and w is not None:
        found = along_vectors(point, slopes, w)
        if found is not None:
            return found, None
    first, second = names[:2] if view.plane in (None, OF_VECTORS) else view.plane
    return along_axes(point, names.index(first), names.index(second)), (first, second)


def _finite(value: float) -> float | None:
    return None if math.isnan(value) else value


def _pair(slopes: Sequence[float] | None) -> Place | None:
    return None if slopes is None else (slopes[0], 0.0)


def _in(plane: Plane, vector: Sequence[float] | None) -> Place | None:
    if vector is None:
        return None
    x, y = plane.components(vector)
    # What floats leave of 0 is 0.
    least = _NOISE * math.hypot(*vector)
    return (0.0 if abs(x) <= least else x, 0.0 if abs(y) <= least else y)


def _vector(components: Sequence[Expr]) -> list[float] | None:
    """A vector in floats; None where it is too long or too short to be drawn with them."""
    found = _floats(components)
    if found is None or not any(components):
        return found
    return found if 1 / _LONG <= math.hypot(*found) <= _LONG else None


def _floats(numbers: Sequence[Expr]) -> list[float] | None:
    found = [nearest_float(each) for each in numbers]
    return None if None in found else [each for each in found if each is not None]
