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

from typing import Final, TypeAlias, assert_never

import sympy
from sympy import Expr

from gradcli.calculus.rules.law import WHOLE, Law
from gradcli.field.fast_sympy.sympy_build import ONE, ZERO
from gradcli.field.forms import CONSTRUCTORS, FORMS
from gradcli.field.functions import FUNCTIONS
from gradcli.frozen import dataclass

POWER: Final = Law("power", "(u^n)' = n u^(n-1)")
EXPONENTIAL: Final = Law("exponential", "(a^u)' = a^u ln a", where="a > 0")
NATURAL_EXPONENTIAL: Final = Law("exponential", "(e^u)' = e^u")
LOGARITHM: Final = Law("logarithm", "(log(u, a))' = 1 / (u ln a)", where="u > 0")
NATURAL_LOGARITHM: Final = Law("logarithm", "(ln u)' = 1 / u", where="u > 0")
LOGARITHM_OF_SIZE: Final = Law("logarithm_of_size", "(ln|u|)' = 1 / u", where="u != 0")
# Of a whole number n; where u > 0, and for odd n where u != 0.
ROOT: Final = Law("root", "(root(u, n))' = 1 / (n root(u, n)^(n-1))")


@dataclass(frozen=True, slots=True)
class FormulaLaw:
    """The law of a formula in u, and what the other letter in it stands for: n = 3 of (u^n)'."""

    stated: Law
    letter: str = ""
    constant: Expr = ONE

    def value(self, u: Expr) -> Expr:
        """What is differentiated."""
        return self.stated.value({"u": u, self.letter: self.constant})

    def derivative(self, u: Expr, value: Expr | None = None) -> Expr:
        """What the law makes of it."""
        kept = self.value(u) if value is None else value
        return self.stated.derivative({"u": u, self.letter: self.constant, WHOLE: kept})


def power_law(exponent: Expr) -> FormulaLaw:
    """The law of u^n."""
    return FormulaLaw(POWER, "n", exponent)


def exponential_law(base: Expr) -> FormulaLaw:
    """The law of a^u; of e^u, it is e^u again."""
    if base == sympy.E:
        return FormulaLaw(NATURAL_EXPONENTIAL)
    return FormulaLaw(EXPONENTIAL, "a", base)


def logarithm_law(base: Expr) -> FormulaLaw:
    """The law of log_a u; of the natural logarithm, it is 1/u."""
    if base == sympy.E:
        return FormulaLaw(NATURAL_LOGARITHM)
    return FormulaLaw(LOGARITHM, "a", base)


def root_law(degree: Expr) -> FormulaLaw:
    """The law of the real n-th root of u."""
    return FormulaLaw(ROOT, "n", degree)


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


ElementaryLaw: TypeAlias = FormulaLaw | TableLaw


def steep_at(law: ElementaryLaw) -> tuple[Expr, ...]:
    """The arguments at which the function may have a value and its law has none."""
    match law:
        case FormulaLaw(stated, _, exponent) if stated is POWER:
            flat = exponent.is_Integer or (exponent.is_Rational and exponent > 1)
            return () if flat else (ZERO,)
        case FormulaLaw(stated):
            return (ZERO,) if stated is ROOT else ()
        case TableLaw(function):
            return tuple(map(sympy.Integer, FUNCTIONS[function].steep_at))
    assert_never(law)


def base_of(law: ElementaryLaw) -> Expr | None:
    """The base of a^u, which may be 0 on a region; None of e^u and of other laws."""
    return law.constant if isinstance(law, FormulaLaw) and law.stated is EXPONENTIAL else None


def name_of(law: ElementaryLaw) -> str:
    """The stable name of a law: `power`, `logarithm`, ..., or the function's own."""
    match law:
        case FormulaLaw(stated):
            return stated.name
        case TableLaw(function):
            return function
    assert_never(law)
