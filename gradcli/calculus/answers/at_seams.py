"""A given derivative at the seams of its function: there the definition tells, and no formula.

The formula of a derivative holds inside the pieces of its function. At a seam it may have a value
where f has no derivative (sign x at 0, for |x|), none where f has one (at 0, for max(x, 0)^2), or
another one. So where two formulas differ at such a point, or one has no value there, the point is
left out, and the derivative is found there by the limit that defines it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final, TypeAlias, assert_never

from gradcli.calculus.domain.refusal import RefusedError
from gradcli.calculus.domain.verdict import Exists, NoLimit, OneSided, Rate, Undecided
from gradcli.calculus.equality.compare import (
    Comparison,
    DecidedBy,
    Difference,
    Domain,
    LeaveOut,
    has_none,
    has_one,
    nowhere,
)
from gradcli.calculus.equality.sample_points import sample, value_at
from gradcli.calculus.equality.seams import Seam, is_on_a_seam, seams_of
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.differentiability import rate_along
from gradcli.field.expression import Node, Number
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.frozen import replace

_MOST: Final = 4
_LOOKED_THROUGH: Final = 24

At: TypeAlias = Mapping[str, Fraction]


def told_by_definition(
    compared: Callable[[LeaveOut], Comparison],
    field: ScalarField,
    of: tuple[str, ...],
    given: Node,
) -> Comparison:
    """How a given derivative of `field` by the variables `of` compares with the true one.

    `compared` compares the formulas, but for the points that are to be left out. Of a derivative of
    a higher order nothing is said at a seam.
    """
    found = compared(nowhere)
    at = _in_question(found)
    if at is None:
        return found
    seams = seams_of([field.tree])
    if not is_on_a_seam(seams, at):
        return found
    inside = compared(lambda each: is_on_a_seam(seams, each))
    if not inside.equal or len(of) > 1:
        return inside
    kinds = {inside.domain} - {None}
    where = inside.where
    for each in _on_seams(seams, at, field.letters):
        kind = _at_a_seam(field, of[0], given, each)
        if isinstance(kind, Difference):
            return Comparison(False, DecidedBy.ALGEBRA, kind)
        if kind is not None:
            kinds.add(kind)
            where = where or each
    domain = next(iter(kinds), None) if len(kinds) < 2 else Domain.OTHER
    return replace(inside, domain=domain, where=where)


def _in_question(found: Comparison) -> At | None:
    """The point at which the formulas differ, or only one of them has a value."""
    if found.differs is not None:
        return found.differs.at
    return found.where if found.equal and found.domain is not None else None


def _on_seams(seams: Sequence[Seam], first: At, letters: Sequence[str]) -> list[At]:
    """A few points on seams, with a coordinate for each letter."""
    whole = {name: first.get(name, Fraction(1)) for name in letters}
    drawn = (each for each in islice(sample(letters), _LOOKED_THROUGH) if is_on_a_seam(seams, each))
    return [whole, *(each for each in islice(drawn, _MOST) if each != whole)]


def _at_a_seam(field: ScalarField, name: str, given: Node, at: At) -> Difference | Domain | None:
    """How a given partial compares with the true one there; None where nothing is to be said."""
    slope = _slope(field, name, at)
    if slope is None:
        return None
    match slope:
        case Exists(value=value):
            if has_none(given, at):
                return Domain.NARROWER
            if not has_one(given, at):
                return None
            beside = value_at(given, at)
            differs = is_zero(value - beside) is False
            return Difference(at, value, beside, (value, beside)) if differs else None
        case OneSided() | NoLimit():
            return Domain.WIDER if has_one(given, at) else None
        case Undecided():
            return None
    assert_never(slope)


def _slope(field: ScalarField, name: str, at: At) -> Rate | None:
    """The partial by its definition; None where a power is too large to be looked at."""
    point = Point.of_trees(tuple(Number(at[each]) for each in field.variables))
    try:
        return rate_along(field, point, Direction.along_axis(field.variables, name))
    except RefusedError:
        return None
