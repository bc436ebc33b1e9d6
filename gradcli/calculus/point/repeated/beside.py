"""Whether the formula of a partial derivative is that partial beside a point, too.

The formula is that of the rules. Where no rule holds it need not be the derivative, and may have a
value all the same: y sign x is 0 on all of the line x = 0, on which y|x| has no partial by x. A
second partial at P is the limit of the change of a first one along an axis (Rudin, Principles,
9.39), and so asks for the first one on that axis near P.

What is smooth at P is so around it, so that kinks near P are those of pieces with a kink at P, each
of them where something analytic is 0: on all of a side of the axis, or nowhere on it near P. So on
each side one place is looked at, with a coordinate at which nothing else happens.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, assert_never

from sympy import Expr, Rational

from gradcli.calculus.domain.domain import FaultError, TooLargeError, UnsureError, evaluate_exactly
from gradcli.calculus.domain.verdict import (
    Cause,
    Exists,
    Finite,
    NoLimit,
    Nowhere,
    OneSided,
    PartialAtPoint,
    Question,
    Rate,
    Side,
    Undecided,
    Unknown,
)
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.differentiability import rate_along
from gradcli.calculus.rules.gradient import Partial
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.sympy_build import difference, total
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField

_STEPS: Final = (Rational(-1, 1013), Rational(1, 1009))
_MOST_VARIABLES: Final = 2
_OPEN: Final = Unknown(Cause.NEITHER_PROOF_NOR_COUNTEREXAMPLE)

NOT_SEEN: Final = Undecided(Question.PARTIALS, Cause.NEITHER_PROOF_NOR_COUNTEREXAMPLE)
"""A second partial of which neither is seen, that it exists or that it does not."""

Sides: TypeAlias = tuple[bool | None, bool | None]
"""What is seen on the left of a point, and on its right."""


def is_smooth_on(field: ScalarField, point: Point, axis: str) -> bool:
    """Whether the rules hold for a function beside the point, on the line along an axis."""
    return all(_is_smooth_at(field, beside) for beside in _places(field, point, axis))


def sides_of(partial: Partial, point: Point, axis: str) -> Sides:
    """Whether the formula is the partial beside the point, on each side along an axis.

    False on a side on which there is no partial; None where neither is seen, as where a constant
    has no value.
    """
    left, right = (_is_partial_at(partial, each) for each in _places(partial.field, point, axis))
    return left, right


def as_known(entry: PartialAtPoint, sides: Sides) -> PartialAtPoint:
    """What is known of a second partial of which the formula of the first says this."""
    if sides == (True, True):
        return entry
    if None in sides and False not in sides:
        return NOT_SEEN
    match entry:
        case Exists(value):
            told: tuple[Side, Side] = Finite(value), Finite(value)
        case OneSided(left, right):
            told = left, right
        case Undecided():
            told = _OPEN, _OPEN
    left, right = (
        limit if is_formula else Nowhere() if is_formula is False else _OPEN
        for limit, is_formula in zip(told, sides, strict=True)
    )
    return OneSided(left, right)


def by_formula(entry: Rate | None) -> PartialAtPoint:
    """A second partial as far as the formula of a first one can tell; None: this has no value.

    Where that has no value on an axis the first partial itself may have one: |x|^3 on x = 0.
    """
    match entry:
        case OneSided(left, right):
            is_seen = not any(isinstance(side, Nowhere | Unknown) for side in (left, right))
            return entry if is_seen else NOT_SEEN
        case NoLimit() | None:
            return NOT_SEEN
        case Exists() | Undecided():
            return entry
    assert_never(entry)


def is_partial_around(partial: Partial, point: Point) -> bool:
    """Whether the formula is the partial all around the point.

    Seen where each kink is one in a single variable, and there are no more than two: then all of
    the kinks lie on the axes.
    """
    field = partial.field
    variables = {*field.variables}
    if len(variables) > _MOST_VARIABLES:
        return False
    try:
        rough = evaluate_exactly(field.tree, point.values(field)).rough
    except (FaultError, UnsureError, TooLargeError):
        return False
    return all(len(variables & _occurring(each.piece)) < _MOST_VARIABLES for each in rough) and all(
        sides_of(partial, point, axis) == (True, True) for axis in field.variables
    )


def _occurring(piece: ex.Node | ex.Comparison) -> frozenset[str]:
    if isinstance(piece, ex.Comparison):
        return ex.variables_of(piece.left) | ex.variables_of(piece.right)
    return ex.variables_of(piece)


def _places(field: ScalarField, point: Point, axis: str) -> list[Point]:
    """One on each side of the point, near it: on the left, and on the right."""
    place = field.variables.index(axis)
    found: list[Point] = []
    for step in _STEPS:
        coordinates = [*point.coordinates]
        coordinates[place] = total(coordinates[place], step)
        written = [*point.written]
        written[place] = from_sympy(coordinates[place])
        whole = {**point.whole, axis: written[place]} if point.whole else point.whole
        found.append(Point(tuple(written), tuple(coordinates), whole))
    return found


def _is_smooth_at(field: ScalarField, point: Point) -> bool:
    try:
        return not evaluate_exactly(field.tree, point.values(field)).rough
    except (FaultError, UnsureError, TooLargeError):
        return False


def _is_partial_at(partial: Partial, point: Point) -> bool | None:
    field = partial.field
    if _is_smooth_at(field, point):
        return True
    rate = rate_along(field, point, Direction.along_axis(field.variables, partial.variable))
    match rate:
        case Exists(value):
            return _has_value(partial, point, value)
        case OneSided():
            return False
        case NoLimit() | Undecided():
            return None
    assert_never(rate)


def _has_value(partial: Partial, point: Point, value: Expr) -> Literal[True] | None:
    """Whether the formula of a partial is seen to have a value."""
    try:
        told = evaluate_exactly(partial.written, point.values(partial.field)).value
    except (FaultError, UnsureError, TooLargeError):
        return None
    return is_zero(difference(told, value)) or None
