"""Where each function is defined and where it is smooth: one row a function.

A row says what the function requires of its argument, and where an exact value lies with respect
to that: where the function is smooth, where it has a value but its rule of derivation does not
hold, or where it has no value.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from types import MappingProxyType
from typing import Final, assert_never

import sympy
from sympy import Expr, Integer, Rational

from gradcli.calculus.domain.verdict import Requirement
from gradcli.calculus.numbers.constants import Sign, compare, enclosure, sign_of


class Regularity(Enum):
    """Where an argument lies with respect to an operation."""

    SMOOTH = auto()  # the operation is smooth there
    ROUGH = auto()  # defined, but the rule does not hold
    EDGE = auto()  # not defined, at the edge of the domain
    OUTSIDE = auto()  # not defined
    UNSURE = auto()


SMOOTH, ROUGH, EDGE, OUTSIDE, UNSURE = Regularity
Row = tuple[Requirement, Callable[[Expr], Regularity]]


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


def _by_size(
    inside: Regularity, at_one: Regularity, outside: Regularity
) -> Callable[[Expr], Regularity]:
    """By |u| against 1."""
    return lambda u: regularity_of(sign_of(u * u - 1), inside, at_one, outside)


def _everywhere(_: Expr) -> Regularity:
    return SMOOTH


def _unless_zero(function: str) -> Callable[[Expr], Regularity]:
    """Smooth but where the circular `function` is 0; of rational angles 0 alone is such a zero."""

    def place(u: Expr) -> Regularity:
        if u.is_Rational:
            return EDGE if function == "sin" and u == 0 else SMOOTH
        return regularity_of(sign_of(getattr(sympy, function)(u)), SMOOTH, EDGE, SMOOTH)

    return place


def _zero_to_one(u: Expr) -> Regularity:
    sign = sign_of(u)
    if sign is not Sign.POSITIVE:
        return regularity_of(sign, OUTSIDE, EDGE, SMOOTH)
    return regularity_of(compare(u, Integer(1)), SMOOTH, ROUGH, OUTSIDE)


def _unless_whole(shift: Expr) -> Callable[[Expr], Regularity]:
    """Smooth but where u + shift is a whole number."""

    def place(u: Expr) -> Regularity:
        below = floor_of(u + shift)
        if below is None:
            return UNSURE
        return regularity_of(compare(u + shift, Integer(below)), SMOOTH, ROUGH, SMOOTH)

    return place


def _whole(u: Expr) -> Regularity:
    return SMOOTH if u.is_Integer and u >= 0 else OUTSIDE


_R = Requirement
_ANYWHERE: Final[Row] = (_R.NONE, _everywhere)

SMOOTHNESS: Final[MappingProxyType[str, Row]] = MappingProxyType(
    {
        "sqrt": (_R.NOT_NEGATIVE, by_sign(OUTSIDE, ROUGH, SMOOTH)),
        "cbrt": (_R.NONE, by_sign(SMOOTH, ROUGH, SMOOTH)),
        "log": (_R.POSITIVE, by_sign(OUTSIDE, EDGE, SMOOTH)),
        "tan": (_R.COSINE_NOT_ZERO, _unless_zero("cos")),
        "sec": (_R.COSINE_NOT_ZERO, _unless_zero("cos")),
        "cot": (_R.SINE_NOT_ZERO, _unless_zero("sin")),
        "csc": (_R.SINE_NOT_ZERO, _unless_zero("sin")),
        "asin": (_R.WITHIN_ONE, _by_size(SMOOTH, ROUGH, OUTSIDE)),
        "acos": (_R.WITHIN_ONE, _by_size(SMOOTH, ROUGH, OUTSIDE)),
        # The branch that is odd and jumps at 0, where it is pi/2.
        "acot": (_R.NONE, by_sign(SMOOTH, ROUGH, SMOOTH)),
        "asec": (_R.OUTSIDE_ONE, _by_size(OUTSIDE, ROUGH, SMOOTH)),
        "acsc": (_R.OUTSIDE_ONE, _by_size(OUTSIDE, ROUGH, SMOOTH)),
        "coth": (_R.NOT_ZERO, by_sign(SMOOTH, EDGE, SMOOTH)),
        "csch": (_R.NOT_ZERO, by_sign(SMOOTH, EDGE, SMOOTH)),
        "acosh": (
            _R.AT_LEAST_ONE,
            lambda u: regularity_of(compare(u, Integer(1)), OUTSIDE, ROUGH, SMOOTH),
        ),
        "atanh": (_R.STRICTLY_WITHIN_ONE, _by_size(SMOOTH, EDGE, OUTSIDE)),
        "acoth": (_R.STRICTLY_OUTSIDE_ONE, _by_size(OUTSIDE, EDGE, SMOOTH)),
        "asech": (_R.ZERO_TO_ONE, _zero_to_one),
        "acsch": (_R.NOT_ZERO, by_sign(SMOOTH, EDGE, SMOOTH)),
        "abs": (_R.NONE, by_sign(SMOOTH, ROUGH, SMOOTH)),
        "sign": (_R.NONE, by_sign(SMOOTH, ROUGH, SMOOTH)),
        "step": (_R.NONE, by_sign(SMOOTH, ROUGH, SMOOTH)),
        "floor": (_R.NONE, _unless_whole(Integer(0))),
        "ceil": (_R.NONE, _unless_whole(Integer(0))),
        "round": (_R.NONE, _unless_whole(Rational(1, 2))),
        "factorial": (_R.WHOLE, _whole),
        **dict.fromkeys(
            ("exp", "sin", "cos", "atan", "sinh", "cosh", "tanh", "sech", "asinh", "erf"), _ANYWHERE
        ),
    }
)


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
