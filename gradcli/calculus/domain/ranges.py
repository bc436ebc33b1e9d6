"""Between which numbers a piece lies, wherever in R^n the point is: x^2 >= 0, -1 <= sin u <= 1.

Bounds are exact rational numbers or infinities, and always on the safe side: an operand that is
bounded badly gives a range that is too wide, never one that is too narrow. Only the values that
exist are bounded: sqrt(u) >= 0 wherever it has a value.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Final, assert_never

from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import (
    Between,
    Bound,
    Function,
    Greatest,
    Least,
    Requirement,
    Size,
    Stepwise,
    Through,
)
from gradcli.field.functions.tables import tabulate
from gradcli.frozen import dataclass

_LARGEST = 2000  # bits: a bound with more is let go


@dataclass(frozen=True, slots=True)
class Range:
    """low <= v <= high for every value v."""

    low: Bound
    high: Bound


def range_of(low: Bound, high: Bound) -> Range:
    """The range between two bounds; what is too long to calculate with is let go."""
    return Range(
        low if _is_short(low) else -math.inf,
        high if _is_short(high) else math.inf,
    )


def _is_short(bound: Bound) -> bool:
    if isinstance(bound, float):
        return True
    return max(bound.numerator.bit_length(), bound.denominator.bit_length()) <= _LARGEST


EVERYTHING: Final = Range(-math.inf, math.inf)
_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)
_NOT_NEGATIVE: Final = Range(_ZERO, math.inf)


def exactly(value: Bound) -> Range:
    """One number."""
    return Range(value, value)


def opposite(a: Range) -> Range:
    """-a."""
    return Range(-a.high, -a.low)


def plus(a: Range, b: Range) -> Range:
    """a + b."""
    return range_of(_sum(a.low, b.low), _sum(a.high, b.high))


def _sum(a: Bound, b: Bound) -> Bound:
    # Two lower ends, or two upper ends: never one infinity and the opposite one.
    return a if isinstance(a, float) else b if isinstance(b, float) else a + b


def _product(a: Bound, b: Bound) -> Bound:
    # 0 times an end at infinity: every finite number times 0 is 0.
    if a == 0 or b == 0:
        return _ZERO
    if isinstance(a, float) or isinstance(b, float):
        return math.inf if (a > 0) == (b > 0) else -math.inf
    return a * b


def times(a: Range, b: Range) -> Range:
    """a b."""
    ends = [_product(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return range_of(min(ends), max(ends))


def inverse(a: Range) -> Range:
    """1/a."""
    if a.low <= 0 <= a.high:
        return (
            _NOT_NEGATIVE if a.low == 0 else opposite(_NOT_NEGATIVE) if a.high == 0 else EVERYTHING
        )
    return Range(*sorted(_ZERO if isinstance(end, float) else 1 / end for end in (a.low, a.high)))


def whole_power(a: Range, exponent: int) -> Range:
    """a^n, n = 1, 2, 3, ..."""
    if exponent % 2 == 0:
        a = size(a)
    return Range(_power(a.low, exponent, is_low=True), _power(a.high, exponent, is_low=False))


def _power(a: Bound, exponent: int, *, is_low: bool) -> Bound:
    """A number not above a^n, or not below it; a < 0 for odd n only."""
    if isinstance(a, float):
        return a
    if max(a.numerator.bit_length(), a.denominator.bit_length()) * exponent <= _LARGEST:
        return a**exponent
    # Too long to be written out: a^n > a for a > 1, and a^n < a below 1.
    if a < 0:
        return -_power(-a, exponent, is_low=not is_low)
    if is_low:
        return a if a >= 1 else _ZERO
    return math.inf if a > 1 else a


def size(a: Range) -> Range:
    """|a|."""
    if a.low >= 0:
        return a
    return Range(_ZERO, max(-a.low, a.high)) if a.high > 0 else opposite(a)


def around(ranges: Sequence[Range]) -> Range:
    """The least range around all."""
    return Range(min(a.low for a in ranges), max(a.high for a in ranges))


def _greatest(*among: Range) -> Range:
    return Range(max(a.low for a in among), max(a.high for a in among))


def _least(*among: Range) -> Range:
    return Range(min(a.low for a in among), min(a.high for a in among))


def image(function: str, among: Sequence[Range]) -> Range:
    """Where the values of a function lie, its arguments lying in these ranges."""
    return _ALGEBRA.call(function, *among)


def _image(record: Function) -> Callable[..., Range]:
    """What the record of a function says of its values."""
    told = record.image
    assert told is not None

    def of(a: Range, *others: Range) -> Range:
        match told:
            case Between(low, high):
                return Range(low, high)
            case Through(low, high, at, value):
                if others:
                    return EVERYTHING
                return Range(
                    value if a.low >= at else low,
                    value if a.high <= at else high,
                )
            case Stepwise(function):
                return Range(_stepped(function, a.low), _stepped(function, a.high))
            case Size():
                return size(a)
            case Least():
                return _least(a, *others)
            case Greatest():
                return _greatest(a, *others)
        assert_never(told)

    return of


def _stepped(function: Callable[[Fraction], int], end: Bound) -> Bound:
    return end if isinstance(end, float) else Fraction(function(end))


def _raised(base: Range, exponent: Range) -> Range:
    n = exponent.low
    if exponent.low != exponent.high or isinstance(n, float):
        return _varying(base, exponent)
    if n.denominator != 1:
        return _NOT_NEGATIVE
    if n == 0:
        return exactly(_ONE)
    return whole_power(base, int(n)) if n > 0 else inverse(whole_power(base, -int(n)))


def _varying(base: Range, exponent: Range) -> Range:
    """A power of a positive base, on which side of 1 = b^0 it lies."""
    if not base.low > 0:
        return EVERYTHING
    grows, falls = base.low >= 1, base.high <= 1
    if (grows and exponent.low >= 0) or (falls and exponent.high <= 0):
        return Range(_ONE, math.inf)
    if (grows and exponent.high <= 0) or (falls and exponent.low >= 0):
        return Range(_ZERO, _ONE)
    return _NOT_NEGATIVE


def _by_sign(
    a: Range, formula: Callable[[Range], Range], sign: int, other: Callable[[Range], Range]
) -> Range:
    return other(a) if (a.high < 0 if sign < 0 else a.low > 0) else formula(a)


def _at_zero(a: Range, known: Removable, formula: Callable[[Range], Range]) -> Range:
    if known.of_pi:
        return EVERYTHING
    value = exactly(known.value)
    if a.low == a.high == 0:
        return value
    elsewhere = formula(a)
    return around((value, elsewhere)) if a.low <= 0 <= a.high else elsewhere


def algebra_of(records: Iterable[Function] = FUNCTIONS.values()) -> Algebra[Range]:
    """The operations and functions on ranges, where no record says more by their definitions."""
    known = tuple(records)
    return tabulate(
        known,
        {record.name: _image(record) for record in known if record.image is not None},
        lambda functions: Algebra(
            number=exactly,
            pi=Range(Fraction(3141, 1000), Fraction(3142, 1000)),
            negative=opposite,
            add=plus,
            multiply=times,
            divide=lambda a, b: times(a, inverse(b)),
            power=_raised,
            by_sign=_by_sign,
            at_zero=_at_zero,
            functions=functions,
        ),
    )


_ALGEBRA: Final = algebra_of()


def is_outside(a: Range, requirement: Requirement) -> bool:
    """Whether no number of the range is as it is required to be."""
    low, high = a.low, a.high
    match requirement:
        case Requirement.NOT_ZERO:
            return low == high == 0
        case Requirement.POSITIVE | Requirement.POSITIVE_BASE:
            return high <= 0
        case Requirement.NOT_NEGATIVE:
            return high < 0
        case Requirement.WITHIN_ONE:
            return low > 1 or high < -1
        case Requirement.STRICTLY_WITHIN_ONE:
            return low >= 1 or high <= -1
        case Requirement.AT_LEAST_ONE:
            return high < 1
        case Requirement.OUTSIDE_ONE:
            return low > -1 and high < 1
        case Requirement.STRICTLY_OUTSIDE_ONE:
            return low >= -1 and high <= 1
        case Requirement.ZERO_TO_ONE:
            return high <= 0 or low > 1
        case _:
            return False


def touched(a: Range, requirement: Requirement) -> Fraction | None:
    """The one number of a range that is as it is required to be, if there is only one."""
    low, high = a.low, a.high
    match requirement:
        case Requirement.NOT_NEGATIVE if high == 0:
            return _ZERO
        case Requirement.WITHIN_ONE if low == 1:
            return _ONE
        case Requirement.WITHIN_ONE if high == -1:
            return -_ONE
        case Requirement.AT_LEAST_ONE if high == 1:
            return _ONE
        case Requirement.OUTSIDE_ONE if high == 1 and low > -1:
            return _ONE
        case Requirement.OUTSIDE_ONE if low == -1 and high < 1:
            return -_ONE
        case Requirement.ZERO_TO_ONE if low == 1:
            return _ONE
        case _:
            return None
