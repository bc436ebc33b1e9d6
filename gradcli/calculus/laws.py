"""The inside cover of the calculus book: the derivative of each elementary function of one u.

Structural rules (sum, product, chain, ...) stand in `gradcli.calculus.rules`; here is one line a
function. Source of the laws: any table of derivatives, for example NIST DLMF 4.20, 4.24, 4.34,
4.38 and 7.2; the inverse functions with SymPy's (principal, real) branches.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never

import sympy
from sympy import Expr, Pow

from gradcli.field.canonical import CONSTRUCTORS
from gradcli.field.special import RealRoot
from gradcli.frozen import dataclass

HALF: Final = sympy.Rational(1, 2)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One function's derivative with respect to its argument.

    `where` says on which arguments the law holds, when that is not all on which the function is
    defined and SymPy's formula would hide it.
    """

    derivative: Callable[[Expr], Expr]
    where: str = ""


def _zero(_: Expr) -> Expr:
    return sympy.Integer(0)


TABLE: Final[MappingProxyType[str, TableRow]] = MappingProxyType(
    {
        "sqrt": TableRow(lambda u: HALF * Pow(u, -HALF), "u > 0"),
        "cbrt": TableRow(lambda u: 1 / (3 * RealRoot(u, sympy.Integer(3)) ** 2), "u != 0"),
        "exp": TableRow(sympy.exp),
        "log": TableRow(lambda u: 1 / u),
        "sin": TableRow(sympy.cos),
        "cos": TableRow(lambda u: -sympy.sin(u)),
        "tan": TableRow(lambda u: sympy.sec(u) ** 2),
        "cot": TableRow(lambda u: -(sympy.csc(u) ** 2)),
        "sec": TableRow(lambda u: sympy.sec(u) * sympy.tan(u)),
        "csc": TableRow(lambda u: -sympy.csc(u) * sympy.cot(u)),
        "asin": TableRow(lambda u: Pow(1 - u**2, -HALF), "-1 < u < 1"),
        "acos": TableRow(lambda u: -Pow(1 - u**2, -HALF), "-1 < u < 1"),
        "atan": TableRow(lambda u: 1 / (1 + u**2)),
        "acot": TableRow(lambda u: -1 / (1 + u**2)),
        "asec": TableRow(lambda u: 1 / (sympy.Abs(u) * Pow(u**2 - 1, HALF)), "u < -1 or u > 1"),
        "acsc": TableRow(lambda u: -1 / (sympy.Abs(u) * Pow(u**2 - 1, HALF)), "u < -1 or u > 1"),
        "sinh": TableRow(sympy.cosh),
        "cosh": TableRow(sympy.sinh),
        "tanh": TableRow(lambda u: sympy.sech(u) ** 2),
        "coth": TableRow(lambda u: -(sympy.csch(u) ** 2)),
        "sech": TableRow(lambda u: -sympy.sech(u) * sympy.tanh(u)),
        "csch": TableRow(lambda u: -sympy.csch(u) * sympy.coth(u)),
        "asinh": TableRow(lambda u: Pow(u**2 + 1, -HALF)),
        "acosh": TableRow(lambda u: Pow(u**2 - 1, -HALF), "u > 1"),
        "atanh": TableRow(lambda u: 1 / (1 - u**2)),
        "acoth": TableRow(lambda u: 1 / (1 - u**2)),
        "asech": TableRow(lambda u: -1 / (u * Pow(1 - u**2, HALF)), "0 < u < 1"),
        "acsch": TableRow(lambda u: -1 / (sympy.Abs(u) * Pow(u**2 + 1, HALF)), "u != 0"),
        "erf": TableRow(lambda u: 2 / sympy.sqrt(sympy.pi) * sympy.exp(-(u**2))),
        "abs": TableRow(sympy.sign, "u != 0"),
        "sign": TableRow(_zero, "u != 0"),
        "step": TableRow(_zero, "u != 0"),
        "floor": TableRow(_zero, "u is not a whole number"),
        "ceil": TableRow(_zero, "u is not a whole number"),
        "round": TableRow(_zero, "u is not halfway between whole numbers"),
    }
)


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """(u^n)' = n u^(n-1), n constant."""

    exponent: Expr

    def value(self, u: Expr) -> Expr:
        """u^n."""
        return Pow(u, self.exponent)

    def derivative(self, u: Expr) -> Expr:
        """n u^(n-1)."""
        return self.exponent * Pow(u, self.exponent - 1)


@dataclass(frozen=True, slots=True)
class ExponentialLaw:
    """(a^u)' = a^u ln a, a > 0 constant; (e^u)' = e^u."""

    base: Expr

    def value(self, u: Expr) -> Expr:
        """a^u."""
        return Pow(self.base, u)

    def derivative(self, u: Expr) -> Expr:
        """a^u ln a."""
        return Pow(self.base, u) * sympy.log(self.base)


@dataclass(frozen=True, slots=True)
class LogarithmLaw:
    """(log_b u)' = 1 / (u ln b), b > 0 constant and not 1; (ln u)' = 1/u. Both where u > 0."""

    base: Expr

    def value(self, u: Expr) -> Expr:
        """log_b u."""
        return sympy.log(u, self.base)

    def derivative(self, u: Expr) -> Expr:
        """1 / (u ln b)."""
        return 1 / (u * sympy.log(self.base))


@dataclass(frozen=True, slots=True)
class LogarithmOfSizeLaw:
    """(ln|u|)' = 1/u, where u != 0: the logarithm's own law for u > 0, and again for u < 0."""

    def value(self, u: Expr) -> Expr:
        """ln|u|."""
        return sympy.log(sympy.Abs(u))

    def derivative(self, u: Expr) -> Expr:
        """1/u."""
        return 1 / u


@dataclass(frozen=True, slots=True)
class RootLaw:
    """(root_n u)' = 1 / (n (root_n u)^(n-1)), n whole; where u > 0, or n odd and u != 0."""

    degree: Expr

    def value(self, u: Expr) -> Expr:
        """The real n-th root of u."""
        return CONSTRUCTORS["root"](u, self.degree)

    def derivative(self, u: Expr) -> Expr:
        """1 / (n (root_n u)^(n-1))."""
        return 1 / (self.degree * self.value(u) ** (self.degree - 1))


@dataclass(frozen=True, slots=True)
class TableLaw:
    """The derivative of a named function, from the table: (sin u)' = cos u."""

    function: str

    def value(self, u: Expr) -> Expr:
        """The function of u."""
        return CONSTRUCTORS[self.function](u)

    def derivative(self, u: Expr) -> Expr:
        """What the table says."""
        return TABLE[self.function].derivative(u)


ElementaryLaw: TypeAlias = (
    PowerLaw | ExponentialLaw | LogarithmLaw | LogarithmOfSizeLaw | RootLaw | TableLaw
)


def name_of(law: ElementaryLaw) -> str:
    """The stable name of a law: `power`, `logarithm`, ..., or the function's own."""
    match law:
        case PowerLaw():
            return "power"
        case ExponentialLaw():
            return "exponential"
        case LogarithmLaw():
            return "logarithm"
        case LogarithmOfSizeLaw():
            return "logarithm_of_size"
        case RootLaw():
            return "root"
        case TableLaw(function):
            return function
    assert_never(law)
