"""A function on a plane (or a line) through the space of its variables, in floats."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import Final, TypeAlias

from gradcli.calculus.levels.shapes import Place
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.values import value_at
from gradcli.field import expression as ex
from gradcli.field.expression import Node
from gradcli.field.substitution import with_parts
from gradcli.frozen import dataclass

Values: TypeAlias = Callable[[float, float], float]
"""The value at a place of the plane; not-a-number where the function has none."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A plane of R^n: `base` + s `first` + t `second`, the last two at right angles, of length 1.

    Along axes s and t are the coordinates themselves: `base` is 0 in them. On a line `second` is
    zero.
    """

    base: tuple[float, ...]
    first: tuple[float, ...]
    second: tuple[float, ...]

    def point(self, s: float, t: float) -> tuple[float, ...]:
        """The point of the space at a place of the plane."""
        return tuple(
            b + s * u + t * v for b, u, v in zip(self.base, self.first, self.second, strict=True)
        )

    def place(self, point: Sequence[float]) -> Place:
        """The place of a point of the plane, or of the point of it that is nearest."""
        return self.components([p - b for p, b in zip(point, self.base, strict=True)])

    def components(self, vector: Sequence[float]) -> Place:
        """How far a vector leads along the two directions of the plane."""
        along = sum(v * u for v, u in zip(vector, self.first, strict=True))
        across = sum(v * u for v, u in zip(vector, self.second, strict=True))
        return along, across


def along_axes(point: Sequence[float], first: int, second: int | None) -> Plane:
    """The plane (without a `second` axis, the line) through a point along axes."""
    axes = [tuple(float(i == axis) for i in range(len(point))) for axis in (first, second)]
    base = tuple(0.0 if i in (first, second) else x for i, x in enumerate(point))
    return Plane(base, axes[0], axes[1])


def along_vectors(
    point: Sequence[float], first: Sequence[float], second: Sequence[float]
) -> Plane | None:
    """The plane through a point along two vectors, the first to the right; None of parallel ones.

    Its origin is the point.
    """
    size = math.hypot(*first)
    if size == 0:
        return None
    right = tuple(x / size for x in first)
    share = sum(a * b for a, b in zip(right, second, strict=True))
    rest = [b - share * a for a, b in zip(right, second, strict=True)]
    height = math.hypot(*rest)
    if height <= 1e-9 * math.hypot(*second):
        return None
    return Plane(tuple(point), right, tuple(x / height for x in rest))


def on_the_plane(value: Callable[[Sequence[float]], float], plane: Plane) -> Values:
    """A function of a point, of the places on a plane."""
    if plane == _IN_THE_PLANE:
        return lambda s, t: value((s, t))
    return lambda s, t: value(plane.point(s, t))


def values_on(tree: Node, variables: Sequence[str], plane: Plane) -> Values:
    """The function on a plane; not-a-number also where differences of values would overflow.

    Raises:
        OverflowError: a constant is too large for a float.
    """
    value = value_at(program_of(tree, variables))
    if plane != _IN_THE_PLANE:
        return lambda s, t: drawable(value(plane.point(s, t)))

    def in_the_plane(s: float, t: float) -> float:
        found = value((s, t))
        # Of thousands of values nearly all are of this kind, and a call less is made for each.
        return found if _SMALLEST < abs(found) < _LARGEST else drawable(found)

    return in_the_plane


def closed_values_on(tree: Node, variables: Sequence[str], plane: Plane) -> Values:
    """The same with a value just beyond an edge of the domain that belongs to it: that on it."""
    # Few pictures have an edge.
    value = cache(lambda: value_at(program_of(_closed(tree), variables)))
    return lambda s, t: drawable(value()(plane.point(s, t)))


def _closed(tree: Node) -> Node:
    """The function with roots of what is below 0 as 0: sqrt u, root(u, 4), u^(3/2).

    Of what has a value where it ends these alone end. Where a logarithm ends there is none.
    """
    done: dict[Node, Node] = {}
    for node in ex.postorder(tree):
        whole = with_parts(node, done) if ex.operands(node) else node
        inner = _under_a_root(whole)
        if inner is not None:
            zero = ex.Number(Fraction(0))
            inside = ex.Branch(whole, ex.Comparison(inner, ">", zero))
            whole = ex.Piecewise((inside, ex.Branch(zero, None)))
        done[node] = whole
    return done[tree]


def _under_a_root(node: Node) -> Node | None:
    """u, where the node has a value for u >= 0 alone, and is 0 for u = 0."""
    match node:
        case ex.Call("sqrt", (inner,)):
            return inner
        case ex.Call("root", (inner, ex.Number(degree))) if degree % 2 == 0:
            return inner
        case ex.Power(base, exponent) if not ex.variables_of(exponent):
            power = value_at(program_of(exponent, ("x",)))((0.0,))
            return base if power > 0 and not power.is_integer() else None
    return None


def drawable(value: float) -> float:
    """A value that a picture may reckon with: neither near to overflow nor to underflow."""
    size = abs(value)
    return value if _SMALLEST < size < _LARGEST else 0.0 if size <= _SMALLEST else math.nan


_LARGEST: Final = 1e300
_SMALLEST: Final = 1e-290
_IN_THE_PLANE: Final = Plane((0.0, 0.0), (1.0, 0.0), (0.0, 1.0))
