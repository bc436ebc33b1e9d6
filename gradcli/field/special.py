"""Two real functions that SymPy has no name for: the real root and the nearest whole number.

`Pow(-8, Rational(1, 3))` is complex in SymPy; in a book on real calculus the cube root of -8 is
-2. `RealRoot(x, n)`, n odd, is that root. Both are inert symbols that fold on numbers; what they
are worth elsewhere (a derivative, a domain) is said by `gradcli.calculus`.
"""

from __future__ import annotations

import sympy
from sympy import Expr, Function, Integer, Rational

from gradcli.field.fast_sympy.sympy_build import power


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
        """Fold numbers whose floor SymPy can decide."""
        if not number.is_number or not number.is_real:
            return None
        below = sympy.floor(number)
        if not below.is_Integer:
            return None
        rest = number - below
        if rest == Rational(1, 2):
            return below if below % 2 == 0 else below + 1
        above = rest > Rational(1, 2)
        if above == True:  # noqa: E712  a SymPy relation may stay undecided, and then is neither
            return below + Integer(1)
        if above == False:  # noqa: E712
            return below
        return None

    def fdiff(self, argindex: int = 1) -> Expr:
        """0, between the halves."""
        return Integer(0)

    def _eval_is_real(self) -> bool:
        return True
