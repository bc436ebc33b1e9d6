"""Where an exact argument lies: where the function is smooth, has a value, or has none.

What a function requires of its argument, and where it is smooth, stands in its record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias, assert_never

import sympy
from sympy import Expr, Integer, Rational

from gradcli.calculus.numbers.constants import Sign, compare, enclosure, sign_of
from gradcli.field.functions.record import (
    EDGE,
    OUTSIDE,
    ROUGH,
    SMOOTH,
    UNSURE,
    AgainstOne,
    BySign,
    BySize,
    Counting,
    Entire,
    Regularity,
    UnlessWhole,
    UnlessZero,
    ZeroToOne,
)

OfOne: TypeAlias = (
    Entire | BySign | BySize | AgainstOne | ZeroToOne | UnlessZero | UnlessWhole | Counting
)
"""Places that one argument decides."""


def regularity_of(
    sign: Sign, negative: Regularity, zero: Regularity, positive: Regularity
) -> Regularity:
    """The place that belongs to a sign."""
    match sign:
        case Sign.NEGATIVE:
            return negative
        case Sign.ZERO:
            return zero
        case Sign.POSITIVE:
            return positive
        case Sign.UNDECIDED:
            return UNSURE
    assert_never(sign)


def by_sign(
    negative: Regularity, zero: Regularity, positive: Regularity
) -> Callable[[Expr], Regularity]:
    """The place of an argument by its sign."""
    return lambda u: regularity_of(sign_of(u), negative, zero, positive)


def place_of(places: OfOne, u: Expr) -> Regularity:
    """Where an exact argument lies with respect to a function, as its record has it."""
    match places:
        case Entire():
            return SMOOTH
        case BySign(negative, zero, positive):
            return regularity_of(sign_of(u), negative, zero, positive)
        case BySize(inside, at_one, outside):
            return regularity_of(sign_of(u * u - 1), inside, at_one, outside)
        case AgainstOne(below, at_one, above):
            return regularity_of(compare(u, Integer(1)), below, at_one, above)
        case ZeroToOne():
            return _zero_to_one(u)
        case UnlessZero(function):
            return _unless_zero(function, u)
        case UnlessWhole(shift):
            return _unless_whole(u + Rational(shift.numerator, shift.denominator))
        case Counting() if u.free_symbols:
            return UNSURE
        case Counting():
            return SMOOTH if u.is_Integer and u >= 0 else OUTSIDE
    assert_never(places)


def _unless_zero(function: str, u: Expr) -> Regularity:
    """Smooth but where the circular `function` is 0; of rational angles 0 alone is such a zero."""
    if u.is_Rational:
        return EDGE if function == "sin" and u == 0 else SMOOTH
    return regularity_of(sign_of(getattr(sympy, function)(u)), SMOOTH, EDGE, SMOOTH)


def _zero_to_one(u: Expr) -> Regularity:
    sign = sign_of(u)
    if sign is not Sign.POSITIVE:
        return regularity_of(sign, OUTSIDE, EDGE, SMOOTH)
    return regularity_of(compare(u, Integer(1)), SMOOTH, ROUGH, OUTSIDE)


def _unless_whole(u: Expr) -> Regularity:
    below = floor_of(u)
    if below is None:
        return UNSURE
    return regularity_of(compare(u, Integer(below)), SMOOTH, ROUGH, SMOOTH)


_MOST_DIGITS: Final = 4000


def floor_of(constant: Expr) -> int | None:
    """The greatest whole number that is not above a real constant; None where undecided."""
    if constant.is_Rational:
        return int(constant.p // constant.q)
    ends = enclosure(constant, 40)
    if ends is None:
        return None
    # As many digits as there are before the point, and some behind it.
    before = max(abs(end) for end in ends)
    if before > 10**20:
        digits = int(before.context.log10(before)) + 40
        ends = enclosure(constant, digits) if digits <= _MOST_DIGITS else None
        if ends is None:
            return None
    below, above = (int(end.context.floor(end)) for end in ends)
    if below == above:
        return below
    if above - below > 1:
        return None
    sign = compare(constant, Integer(above))
    return None if sign is Sign.UNDECIDED else below if sign is Sign.NEGATIVE else above
