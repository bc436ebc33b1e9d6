"""The inside cover of the calculus book: the derivative of each elementary function of one u.

Structural rules (sum, product, chain, ...) stand in `gradcli.calculus.rules.rules`; here is one
line a function. Source of the laws: any table of derivatives, for example NIST DLMF 4.20, 4.24,
4.34, 4.38 and 7.2; the inverse functions with SymPy's (principal, real) branches.

Each law is given the function's own value where a rule has it: (e^u)' is that value, and what
SymPy kept as it stands in the value (sin u, u^(1/2)) it keeps in the derivative (cos u, u^(-1/2)).
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never

import sympy
from sympy import Expr

from gradcli.field.fast_sympy.sympy_build import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    apply,
    below_root,
    cofunction,
    difference,
    like_power,
    negate,
    power,
    product,
    total,
)
from gradcli.field.to_sympy import CONSTRUCTORS
from gradcli.frozen import dataclass

THREE: Final = sympy.Integer(3)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One function's derivative with respect to its argument u, from u and the function's value.

    `where` says on which arguments the law holds, when that is not all on which the function is
    defined and SymPy's formula would hide it.
    """

    derivative: Callable[[Expr, Expr], Expr]
    where: str = ""


def _gaussian(u: Expr) -> Expr:
    return product(TWO, power(sympy.pi, -HALF), apply(sympy.exp, negate(_square(u))))


def _zero(_: Expr, __: Expr) -> Expr:
    return ZERO


def _one_less_square(u: Expr) -> Expr:
    return difference(ONE, _square(u))


def _one_more_square(u: Expr) -> Expr:
    return total(ONE, _square(u))


def _square_less_one(u: Expr) -> Expr:
    return total(_square(u), MINUS_ONE)


def _square(u: Expr) -> Expr:
    return power(u, TWO)


def _one_over_root(v: Expr) -> Expr:
    return power(v, -HALF)


def _one_over(v: Expr) -> Expr:
    return power(v, MINUS_ONE)


def _minus_one_over(v: Expr) -> Expr:
    return negate(_one_over(v))


TABLE: Final[MappingProxyType[str, TableRow]] = MappingProxyType(
    {
        "sqrt": TableRow(lambda u, y: product(HALF, below_root(y, u)), "u > 0"),
        "cbrt": TableRow(lambda _, y: _one_over(product(THREE, _square(y))), "u != 0"),
        "exp": TableRow(lambda _, y: y),
        "log": TableRow(lambda u, _: _one_over(u)),
        "sin": TableRow(lambda u, y: cofunction(y, u, sympy.cos)),
        "cos": TableRow(lambda u, y: negate(cofunction(y, u, sympy.sin))),
        "tan": TableRow(lambda u, y: _square(cofunction(y, u, sympy.sec))),
        "cot": TableRow(lambda u, y: negate(_square(cofunction(y, u, sympy.csc)))),
        "sec": TableRow(lambda u, y: product(y, cofunction(y, u, sympy.tan))),
        "csc": TableRow(lambda u, y: product(MINUS_ONE, y, cofunction(y, u, sympy.cot))),
        "asin": TableRow(lambda u, _: _one_over_root(_one_less_square(u)), "-1 < u < 1"),
        "acos": TableRow(lambda u, _: negate(_one_over_root(_one_less_square(u))), "-1 < u < 1"),
        "atan": TableRow(lambda u, _: _one_over(_one_more_square(u))),
        "acot": TableRow(lambda u, _: _minus_one_over(_one_more_square(u))),
        "asec": TableRow(
            lambda u, _: _one_over(product(sympy.Abs(u), power(_square_less_one(u), HALF))),
            "u < -1 or u > 1",
        ),
        "acsc": TableRow(
            lambda u, _: _minus_one_over(product(sympy.Abs(u), power(_square_less_one(u), HALF))),
            "u < -1 or u > 1",
        ),
        "sinh": TableRow(lambda u, y: cofunction(y, u, sympy.cosh)),
        "cosh": TableRow(lambda u, y: cofunction(y, u, sympy.sinh)),
        "tanh": TableRow(lambda u, y: _square(cofunction(y, u, sympy.sech))),
        "coth": TableRow(lambda u, y: negate(_square(cofunction(y, u, sympy.csch)))),
        "sech": TableRow(lambda u, y: product(MINUS_ONE, y, cofunction(y, u, sympy.tanh))),
        "csch": TableRow(lambda u, y: product(MINUS_ONE, y, cofunction(y, u, sympy.coth))),
        "asinh": TableRow(lambda u, _: _one_over_root(_one_more_square(u))),
        "acosh": TableRow(lambda u, _: _one_over_root(_square_less_one(u)), "u > 1"),
        "atanh": TableRow(lambda u, _: _one_over(_one_less_square(u))),
        "acoth": TableRow(lambda u, _: _one_over(_one_less_square(u))),
        "asech": TableRow(
            lambda u, _: _minus_one_over(product(u, power(_one_less_square(u), HALF))), "0 < u < 1"
        ),
        "acsch": TableRow(
            lambda u, _: _minus_one_over(product(sympy.Abs(u), power(_one_more_square(u), HALF))),
            "u != 0",
        ),
        "erf": TableRow(lambda u, _: _gaussian(u)),
        "abs": TableRow(lambda u, _: sympy.sign(u), "u != 0"),
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
        return power(u, self.exponent)

    def derivative(self, u: Expr, value: Expr | None = None) -> Expr:
        """n u^(n-1)."""
        kept = self.value(u) if value is None else value
        return product(self.exponent, like_power(kept, u, total(self.exponent, MINUS_ONE)))


@dataclass(frozen=True, slots=True)
class ExponentialLaw:
    """(a^u)' = a^u ln a, a > 0 constant; (e^u)' = e^u."""

    base: Expr

    def value(self, u: Expr) -> Expr:
        """a^u."""
        return power(self.base, u)

    def derivative(self, u: Expr, value: Expr | None = None) -> Expr:
        """a^u ln a."""
        return product(self.value(u) if value is None else value, sympy.log(self.base))


@dataclass(frozen=True, slots=True)
class LogarithmLaw:
    """(log_b u)' = 1 / (u ln b), b > 0 constant and not 1; (ln u)' = 1/u. Both where u > 0."""

    base: Expr

    def value(self, u: Expr) -> Expr:
        """log_b u."""
        return sympy.log(u, self.base)

    def derivative(self, u: Expr, value: Expr | None = None) -> Expr:
        """1 / (u ln b)."""
        return _one_over(product(u, sympy.log(self.base)))


@dataclass(frozen=True, slots=True)
class LogarithmOfSizeLaw:
    """(ln|u|)' = 1/u, where u != 0: the logarithm's own law for u > 0, and again for u < 0."""

    def value(self, u: Expr) -> Expr:
        """ln|u|."""
        return sympy.log(sympy.Abs(u))

    def derivative(self, u: Expr, value: Expr | None = None) -> Expr:
        """1/u."""
        return _one_over(u)


@dataclass(frozen=True, slots=True)
class RootLaw:
    """(root_n u)' = 1 / (n (root_n u)^(n-1)), n whole; where u > 0, or n odd and u != 0."""

    degree: Expr

    def value(self, u: Expr) -> Expr:
        """The real n-th root of u."""
        return CONSTRUCTORS["root"](u, self.degree)

    def derivative(self, u: Expr, value: Expr | None = None) -> Expr:
        """1 / (n (root_n u)^(n-1))."""
        kept = self.value(u) if value is None else value
        below = product(self.degree, power(kept, total(self.degree, MINUS_ONE)))
        return _one_over(below)


@dataclass(frozen=True, slots=True)
class TableLaw:
    """The derivative of a named function, from the table: (sin u)' = cos u."""

    function: str

    def value(self, u: Expr) -> Expr:
        """The function of u."""
        return CONSTRUCTORS[self.function](u)

    def derivative(self, u: Expr, value: Expr | None = None) -> Expr:
        """What the table says."""
        kept = self.value(u) if value is None else value
        return TABLE[self.function].derivative(u, kept)


ElementaryLaw: TypeAlias = (
    PowerLaw | ExponentialLaw | LogarithmLaw | LogarithmOfSizeLaw | RootLaw | TableLaw
)


# Functions with a value where their law has none: sqrt u at 0, asin u at 1.
_STEEP: Final = MappingProxyType(
    {
        "sqrt": (ZERO,),
        "cbrt": (ZERO,),
        **dict.fromkeys(("asin", "acos", "asec", "acsc"), (MINUS_ONE, ONE)),
        **dict.fromkeys(("acosh", "asech"), (ONE,)),
    }
)


def steep_at(law: ElementaryLaw) -> tuple[Expr, ...]:
    """The arguments at which the function may have a value and its law has none."""
    match law:
        case PowerLaw(exponent):
            flat = exponent.is_Integer or (exponent.is_Rational and exponent > 1)
            return () if flat else (ZERO,)
        case RootLaw():
            return (ZERO,)
        case TableLaw(function):
            return _STEEP.get(function, ())
        case ExponentialLaw() | LogarithmLaw() | LogarithmOfSizeLaw():
            return ()
    assert_never(law)


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
