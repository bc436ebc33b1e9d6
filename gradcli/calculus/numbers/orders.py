"""Orders of size on the way to a point: powers of t, and between them those of ln(1/t)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from gradcli.field.to_sympy import symbol

TIME: Final = symbol("t")
"""The letter of the time t > 0 at which a way to a point is."""

# L = ln(1/t) grows more slowly than every negative power of t. It is written t^-EPSILON, where
# EPSILON stands for a number that is smaller than every positive one: t^2 L^3 is t^(2 - 3 EPSILON).
EPSILON: Final = Fraction(1, 10**12)
# Powers of t have a smaller denominator.
_FINEST: Final = 10**4


def split(exponent: Fraction) -> tuple[Fraction, Fraction]:
    """k and j, where the exponent stands for t^k ln(1/t)^j."""
    power = exponent.limit_denominator(_FINEST)
    return power, (power - exponent) / EPSILON


def size_of(exponent: Fraction, t: Any, context: Any) -> Any:
    """t^k ln(1/t)^j of a number t of an mpmath context."""
    power, of_logarithm = split(exponent)
    size = t ** (context.mpf(power.numerator) / power.denominator)
    if of_logarithm == 0:
        return size
    times = context.mpf(of_logarithm.numerator) / of_logarithm.denominator
    return size * (-context.log(t)) ** times
