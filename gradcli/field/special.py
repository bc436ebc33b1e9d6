"""Real functions that SymPy has no name for, or gets wrong: roots, and whole parts of constants.

`Pow(-8, Rational(1, 3))` is complex in SymPy; in a book on real calculus the cube root of -8 is
-2. `RealRoot(x, n)`, n odd, is that root. Both are inert symbols that fold on numbers; what they
are worth elsewhere (a derivative, a domain) is said by `gradcli.calculus`.
"""

from __future__ import annotations

from typing import Final

import sympy
from sympy import Expr, Function, Integer, Rational
from sympy.core.evalf import PrecisionExhausted

from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import power

_MOST_DIGITS: Final = 100
# Of the distance of a constant to the whole number that it looks like.
_DIGITS: Final = (25, 150, 600, 2400)
_CLOSE: Final = Rational(1, 10**8)


class WholePartError(ArithmeticError):
    """A constant is so near a whole number that no digits tell on which side of it."""


def whole_part(constant: Expr) -> Integer | None:
    """The greatest whole number that is not above a constant; None for what is no real number.

    SymPy takes tanh(1000) for 1, leaves floor(exp(1000)) as it is and raises when it is asked
    whether that is positive, or does not where it has been asked before.

    Raises:
        PrecisionExhausted: it has more than a hundred digits.
        WholePartError: it looks like a whole number, is not proved to be one, and nothing tells
            on which side of it it lies.
    """
    with sympy.evaluate(True):  # also in a form that is left unfolded a comparison is one
        return _whole_part(constant)


def _whole_part(constant: Expr) -> Integer | None:
    about = constant.evalf(_DIGITS[0])
    if not about.is_Float or not about.is_finite:
        return None
    if abs(about) >= Integer(10) ** _MOST_DIGITS:
        raise PrecisionExhausted
    digits = constant.evalf(_MOST_DIGITS + _DIGITS[0])
    value = Rational(digits)
    nearest = sympy.floor(value + Rational(1, 2))
    rest = value - nearest
    if digits and abs(value) >= _CLOSE * 2**digits._prec:
        raise WholePartError
    if abs(rest) < _CLOSE:
        rest = _told_apart(constant, nearest)
    return nearest - 1 if rest < 0 else nearest


def _told_apart(constant: Expr, whole: Integer) -> Expr:
    """The distance of a constant to a whole number that it looks like, with its sign."""
    distance = sympy.expand_mul(_by_rests(constant)) - whole
    for digits in _DIGITS:
        rest = distance.evalf(2, maxn=digits)
        if rest.is_Float and rest._prec > 1 and rest != 0:
            return rest
        if digits == _DIGITS[1] and (constant - whole).equals(0):
            return Integer(0)
    raise WholePartError


def _by_rests(constant: Expr) -> Expr:
    """The same with what tends to 1 told by what is left to 1, of which few digits tell much."""
    rests = {
        "erf": lambda u: 1 - sympy.erfc(u),
        "tanh": lambda u: 1 - 2 / (sympy.exp(2 * u) + 1),
    }
    return constant.replace(
        lambda part: head(part) in rests, lambda part: rests[head(part)](*part.args)
    )


class RealRoot(Function):  # type: ignore[misc]  # SymPy has no types
    """The real n-th root of a real number, n odd: RealRoot(-8, 3) = -2."""

    nargs = 2

    @classmethod
    def eval(cls, radicand: Expr, degree: Expr) -> Expr | None:
        """Fold numbers, and draw the sign out: the root is an odd function."""
        if degree == 1:
            return radicand
        if radicand.is_Number or radicand.is_NumberSymbol:
            if radicand.is_negative:
                return -cls(-radicand, degree)
            return power(radicand, 1 / degree)
        if radicand.could_extract_minus_sign():
            return -cls(-radicand, degree)
        if radicand.is_positive:
            return power(radicand, 1 / degree)
        return None

    def fdiff(self, argindex: int = 1) -> Expr:
        """1 / (n root(x, n)^(n-1)), for SymPy's own derivative, which the tests use as oracle."""
        radicand, degree = self.args
        return 1 / (degree * RealRoot(radicand, degree) ** (degree - 1))

    def _eval_is_real(self) -> bool | None:
        return self.args[0].is_real  # type: ignore[no-any-return]  # SymPy has no types

    def _eval_evalf(self, prec: int) -> Expr | None:
        radicand = self.args[0]._eval_evalf(prec)
        if radicand is None or not radicand.is_Float:
            return None
        exponent = Rational(1, self.args[1])
        if radicand < 0:
            return -((-radicand) ** exponent)._eval_evalf(prec)
        return (radicand**exponent)._eval_evalf(prec)


class Nearest(Function):  # type: ignore[misc]  # SymPy has no types
    """The nearest whole number; a half goes to the even neighbour, as in IEEE 754 and Python."""

    nargs = 1

    @classmethod
    def eval(cls, number: Expr) -> Expr | None:
        """Fold numbers whose whole part is told."""
        if not number.is_number or not number.is_real or (below := whole_part(number)) is None:
            return None
        halves = whole_part(2 * number)
        is_half = halves != 2 * below and whole_part(-2 * number) == 2 * -below - 1
        if halves == 2 * below or (is_half and below % 2 == 0):
            return below
        return below + Integer(1)

    def fdiff(self, argindex: int = 1) -> Expr:
        """0, between the halves."""
        return Integer(0)

    def _eval_is_real(self) -> bool:
        return True
