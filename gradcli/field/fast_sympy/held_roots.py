"""Roots that stay as they stand: to write them SymPy's way would cost more than an answer may.

SymPy takes the powers that it finds out of every root of a number, and looks for them by factoring;
and of a^(p/q) it multiplies a^p out where the factors of a go into q unevenly. For a number of a
thousand digits the first takes seconds, for p of nine million the second takes minutes, all of it
within one instruction. What that would cost is known beforehand, by bits.
"""

from __future__ import annotations

from typing import Final

from sympy import Add, Expr, Float, Function, Integer, Mul, Pow, Rational
from sympy.core.intfunc import integer_nthroot

_SURELY_FACTORED: Final = 60  # bits: two factors of at most 30 bits are found by trial
# What is factored in some five milliseconds.
_LARGEST_FACTORED: Final = 1_024  # bits
# No number of more bits is written, 4,000 digits: none is multiplied out under a root.
_LARGEST_POWER: Final = 13_288  # bits
# A root of such a degree is 1 and a little, whatever it is the root of.
_HIGHEST_DEGREE: Final = 2**16


def is_costly(base: Rational, exponent: Rational) -> bool:
    """Whether it would take long to write a power of a rational number, to no whole exponent.

    Or whether SymPy fails to.
    """
    bits = max(abs(base.p).bit_length(), base.q.bit_length())
    if bits > _LARGEST_FACTORED or bits * abs(exponent.p) > _LARGEST_POWER:
        return True
    return bits > _SURELY_FACTORED and _is_left_unfactored(base, exponent)


def costly_power(base: Expr, exponent: Expr) -> Expr | None:
    """A power of two rational numbers that would be long in the making; None for any other."""
    if not (base.is_Rational and base.p and exponent.is_Rational) or exponent.is_Integer:
        return None
    if not is_costly(base, exponent):
        return None
    if base.p > 0:
        return held(base, exponent)
    return Mul(Pow(Integer(-1), exponent), held(-base, exponent))


def _is_left_unfactored(base: Rational, exponent: Rational) -> bool:
    """Whether SymPy fails to factor a number.

    Of 4 10^200 + 1 it finds two factors, looks no further, and then refuses them: they are not
    prime.
    """
    try:
        # Made once more in a moment, SymPy has it at hand.
        Pow(base, exponent)
    except ValueError:
        return True
    return False


def held(base: Rational, exponent: Rational) -> Expr:
    """A power of a positive rational number, without looking for powers that it holds.

    One that it *is* comes out: the square root of a square.
    """
    size, degree = abs(exponent), int(exponent.q)
    if degree < _HIGHEST_DEGREE:
        above, is_power = integer_nthroot(int(base.p), degree)
        below, is_power_too = integer_nthroot(int(base.q), degree) if is_power else (1, False)
        if is_power_too:
            return Rational(above, below) ** int(exponent.p)
    if exponent.p > 0:
        return HeldRoot(base, exponent)
    # One root and one form for both signs, as SymPy has it: the root below the line.
    return Pow(HeldRoot(base, size), Integer(-1), evaluate=False)


class HeldRoot(Function):  # type: ignore[misc]  # SymPy has no types
    """base^exponent for positive rationals, an inert symbol for SymPy: it looks into none."""

    nargs = 2
    is_positive = True
    is_finite = True

    @classmethod
    def eval(cls, base: Expr, exponent: Expr) -> Expr | None:
        """Nothing is folded."""
        return None

    def _eval_evalf(self, prec: int) -> Expr | None:
        base, exponent = (part._eval_evalf(prec + 10) for part in self.args)
        return Float(base**exponent, precision=prec)


def costly_exponential(argument: Expr) -> tuple[Expr, Expr] | None:
    """e^(q log b + r), of which SymPy makes b^q e^r, as that power and r, where it is costly."""
    if not argument.is_number:
        return None
    for term in Add.make_args(argument):
        coefficient, rest = term.as_coeff_Mul()
        if type(rest).__name__ == "log" and (kept := costly_power(rest.args[0], coefficient)):
            return kept, Add(*(each for each in Add.make_args(argument) if each is not term))
    return None
