"""Between which numbers a piece lies, wherever in R^n the point is: x^2 >= 0, -1 <= sin u <= 1.

Bounds are exact rational numbers or infinities, and always on the safe side: an operand that is
bounded badly gives a range that is too wide, never one that is too narrow. Only the values that
exist are bounded: sqrt(u) >= 0 wherever it has a value.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from gradcli.calculus.domain.verdict import Requirement
from gradcli.frozen import dataclass

Bound: TypeAlias = Fraction | float
"""A rational number, or an infinity."""

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
# A little more than pi and pi/2.
_PI: Final = Fraction(3142, 1000)
_QUARTER: Final = Fraction(1571, 1000)


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


def _between(low: Bound, high: Bound) -> Callable[..., Range]:
    return lambda *_: Range(low, high)


def _with_sign(low: Bound, high: Bound) -> Callable[[Range], Range]:
    """Of a function from `low` to `high` that has the sign of its argument."""
    return lambda a: Range(_ZERO if a.low >= 0 else low, _ZERO if a.high <= 0 else high)


def _from_one_on(a: Range) -> Range:
    """Of a function that is not negative and on the same side of 1 as its argument."""
    return Range(_ONE if a.low >= 1 else _ZERO, _ONE if a.high <= 1 else math.inf)


def _logarithm(a: Range, *base: Range) -> Range:
    if base:
        return EVERYTHING
    return Range(_ZERO if a.low >= 1 else -math.inf, _ZERO if a.high <= 1 else math.inf)


def _exponential(a: Range) -> Range:
    return Range(_ONE if a.low >= 0 else _ZERO, _ONE if a.high <= 0 else math.inf)


def _by_steps(function: Callable[[Fraction], int]) -> Callable[[Range], Range]:
    """Of a rising function with whole values."""

    def image(a: Range) -> Range:
        low, high = (
            end if isinstance(end, float) else Fraction(function(end)) for end in (a.low, a.high)
        )
        return Range(low, high)

    return image


_IMAGES: Final[MappingProxyType[str, Callable[..., Range]]] = MappingProxyType(
    {
        "sqrt": _from_one_on,
        "cbrt": _with_sign(-math.inf, math.inf),
        "exp": _exponential,
        "log": _logarithm,
        "sin": _between(-_ONE, _ONE),
        "cos": _between(-_ONE, _ONE),
        "asin": _with_sign(-_QUARTER, _QUARTER),
        "acos": _between(_ZERO, _PI),
        "atan": _with_sign(-_QUARTER, _QUARTER),
        "acot": _between(-_QUARTER, _QUARTER),
        "asec": _between(_ZERO, _PI),
        "acsc": _between(-_QUARTER, _QUARTER),
        "atan2": _between(-_PI, _PI),
        "sinh": _with_sign(-math.inf, math.inf),
        "cosh": _between(_ONE, math.inf),
        "tanh": _with_sign(-_ONE, _ONE),
        "sech": _between(_ZERO, _ONE),
        "asinh": _with_sign(-math.inf, math.inf),
        "acosh": _between(_ZERO, math.inf),
        "atanh": _with_sign(-math.inf, math.inf),
        "asech": _between(_ZERO, math.inf),
        "erf": _with_sign(-_ONE, _ONE),
        "abs": size,
        "sign": _with_sign(-_ONE, _ONE),
        "step": _between(_ZERO, _ONE),
        "min": _least,
        "max": _greatest,
        "floor": _by_steps(math.floor),
        "ceil": _by_steps(math.ceil),
        "round": _by_steps(round),
    }
)


def image(function: str, among: Sequence[Range]) -> Range:
    """Where the values of a function lie, its arguments lying in these ranges."""
    rule = _IMAGES.get(function)
    return EVERYTHING if rule is None else rule(*among)


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
