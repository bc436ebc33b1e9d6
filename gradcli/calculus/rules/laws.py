"""The laws of elementary functions of one u, which go together with the chain rule.

Structural rules (sum, product, chain, ...) stand in `gradcli.calculus.rules.rules`; the derivative
of a named function stands in its record (`gradcli.field.functions`). Here is how that is read, and
what goes by a number beside the argument: a power, a base, a degree. Source of the laws: any table
of derivatives, for example NIST DLMF 4.20, 4.24, 4.34, 4.38 and 7.2; the inverse functions with
SymPy's (principal, real) branches.

Each law is given the function's own value where a rule has it: (e^u)' is that value, and what
SymPy kept as it stands in the value (sin u, u^(1/2)) it keeps in the derivative (cos u, u^(-1/2)).
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

import sympy
from sympy import Expr

from gradcli.field.fast_sympy.sympy_build import (
    MINUS_ONE,
    like_power,
    power,
    product,
    total,
)
from gradcli.field.forms import CONSTRUCTORS, FORMS
from gradcli.field.functions import FUNCTIONS
from gradcli.frozen import dataclass


def _one_over(v: Expr) -> Expr:
    return power(v, MINUS_ONE)


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
    """The derivative of a named function, from its record: (sin u)' = cos u."""

    function: str

    def value(self, u: Expr) -> Expr:
        """The function of u."""
        return CONSTRUCTORS[self.function](u)

    def derivative(self, u: Expr, value: Expr | None = None) -> Expr:
        """What the function's record says."""
        kept = self.value(u) if value is None else value
        derivative = FUNCTIONS[self.function].derivative
        assert derivative is not None, self.function
        slope: Expr = derivative(FORMS, u, kept)
        return slope


ElementaryLaw: TypeAlias = (
    PowerLaw | ExponentialLaw | LogarithmLaw | LogarithmOfSizeLaw | RootLaw | TableLaw
)


def steep_at(law: ElementaryLaw) -> tuple[Expr, ...]:
    """The arguments at which the function may have a value and its law has none."""
    match law:
        case PowerLaw(exponent):
            flat = exponent.is_Integer or (exponent.is_Rational and exponent > 1)
            return () if flat else (sympy.S.Zero,)
        case RootLaw():
            return (sympy.S.Zero,)
        case TableLaw(function):
            return tuple(map(sympy.Integer, FUNCTIONS[function].steep_at))
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
