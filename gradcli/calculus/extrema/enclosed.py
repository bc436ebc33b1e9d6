"""Values, slopes and the second-derivative test at a point that is known to lie in a small box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from mpmath.ctx_mp import MPContext

from gradcli.calculus.extrema.found import Coordinate, Enclosed, Place
from gradcli.calculus.numbers.constants import enclosure
from gradcli.calculus.numbers.determinants import determinant
from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import OutsideRealsError, evaluate, fraction_from
from gradcli.calculus.point.critical import CriticalKind
from gradcli.field.expression import Node

DIGITS: Final = 50
_CANNOT: Final = (OutsideRealsError, UndecidedError, OverflowError, ZeroDivisionError)

Interval = Any
"""An interval of mpmath, which has no types."""


def interval(low: Fraction, high: Fraction, digits: int = DIGITS) -> Interval:
    """An interval around all numbers from one to another."""
    numbers = intervals(digits)
    return numbers.merge([numbers.of.number(low), numbers.of.number(high)])


def box_of(names: Sequence[str], place: Place, digits: int = DIGITS) -> Mapping[str, Interval]:
    """An interval for each variable.

    Raises:
        UndecidedError: a coordinate cannot be enclosed.
    """
    box: dict[str, Interval] = {}
    for name, each in zip(names, place, strict=True):
        box[name] = interval(*bounds_of(each, digits), digits)
    return box


def bounds_of(coordinate: Coordinate, digits: int = DIGITS) -> tuple[Fraction, Fraction]:
    """Two rational numbers between which a number lies.

    Raises:
        UndecidedError: it cannot be enclosed.
    """
    if isinstance(coordinate, Enclosed):
        return coordinate.low, coordinate.high
    if coordinate.is_Rational:
        value = Fraction(int(coordinate.p), int(coordinate.q))
        return value, value
    found = enclosure(coordinate, digits)
    if found is None:
        raise UndecidedError
    try:
        low, high = (fraction_from(end._mpf_) for end in found)
    except OverflowError as error:
        raise UndecidedError from error
    return low, high


def value_in(tree: Node, box: Mapping[str, Interval], digits: int = DIGITS) -> Enclosed | None:
    """Bounds of the function on a box; None where it has no value somewhere in it."""
    try:
        return Enclosed(*ends(evaluate(tree, box, intervals(digits))))
    except _CANNOT:
        return None


def holds_in(formula: Node, relation: str, box: Mapping[str, Interval]) -> bool | None:
    """Whether `formula` `relation` 0 in all of a box; None where that is not so for all or none."""
    try:
        numbers = intervals(DIGITS)
        value = evaluate(formula, box, numbers)
        return numbers.holds(value, relation, numbers.of.number(Fraction(0)))
    except _CANNOT:
        return None


def kind_in(
    second: Sequence[Sequence[Node]], box: Mapping[str, Interval], digits: int = DIGITS
) -> CriticalKind:
    """What a critical point in the box is, by the signs of the second-derivative test there.

    By the leading minors (Sylvester), or two directions along which the bends differ.
    """
    try:
        rows = [[evaluate(entry, box, intervals(digits)) for entry in row] for row in second]
    except _CANNOT:
        return CriticalKind.NOT_DECIDED
    return kind_of(rows, digits)


def kind_of(rows: Sequence[Sequence[Interval]], digits: int = DIGITS) -> CriticalKind:
    """The same for a matrix of intervals."""
    try:
        return _kind_of(rows, digits)
    except OverflowError:
        # An entry of the size of e^(10^300) or its inverse.
        return CriticalKind.NOT_DECIDED


def _kind_of(rows: Sequence[Sequence[Interval]], digits: int) -> CriticalKind:
    size = len(rows)
    signs = [_sign(determinant([row[:k] for row in rows[:k]])) for k in range(1, size + 1)]
    if all(sign == 1 for sign in signs):
        return CriticalKind.MINIMUM
    if all(sign == (-1) ** k for k, sign in enumerate(signs, start=1)):
        return CriticalKind.MAXIMUM
    if size == 2 and signs[1] == -1:
        return CriticalKind.SADDLE
    if size > 1 and {1, -1} <= {_sign(_form(rows, way, digits)) for way in _ways(rows)}:
        return CriticalKind.SADDLE
    return CriticalKind.NOT_DECIDED


def _sign(of: Interval) -> int:
    low, high = ends(of)
    return 1 if low > 0 else -1 if high < 0 else 0


def _form(rows: Sequence[Sequence[Interval]], way: Sequence[Fraction], digits: int) -> Interval:
    number = intervals(digits).of.number
    total = number(Fraction(0))
    for one, row in zip(way, rows, strict=True):
        for other, entry in zip(way, row, strict=True):
            total = total + number(one) * entry * number(other)
    return total


def _ways(rows: Sequence[Sequence[Interval]]) -> list[list[Fraction]]:
    """Rational directions near the eigenvectors of the matrix in the middle."""
    context = MPContext()
    middle = [[float(sum(ends(entry), Fraction(0)) / 2) for entry in row] for row in rows]
    symmetric = context.matrix(
        [[(middle[i][j] + middle[j][i]) / 2 for j in range(len(rows))] for i in range(len(rows))]
    )
    _, vectors = context.eigsy(symmetric)
    return [
        [Fraction(float(vectors[i, k])).limit_denominator(10**6) for i in range(len(rows))]
        for k in range(len(rows))
    ]


def in_order(places: Sequence[Place]) -> list[Place]:
    """Points by their first coordinate, then the second, and so on."""
    return sorted(places, key=lambda place: [_low(each) for each in place])


def _low(coordinate: Any) -> Fraction:
    if isinstance(coordinate, Enclosed):
        return coordinate.middle
    if coordinate.free_symbols:
        return Fraction(0)
    if coordinate.is_Rational:
        return Fraction(int(coordinate.p), int(coordinate.q))
    try:
        return sum(bounds_of(coordinate, 30), Fraction(0)) / 2
    except UndecidedError:
        return Fraction(0)


def apart(one: Place, other: Place) -> bool:
    """Whether two points are seen to differ."""
    return any(
        abs(_low(a) - _low(b)) > _slack(a) + _slack(b) for a, b in zip(one, other, strict=True)
    )


def _slack(coordinate: Any) -> Fraction:
    return coordinate.error if isinstance(coordinate, Enclosed) else Fraction(1, 10**25)


__all__ = [
    "DIGITS",
    "Interval",
    "apart",
    "box_of",
    "in_order",
    "interval",
    "kind_in",
    "kind_of",
    "value_in",
]
