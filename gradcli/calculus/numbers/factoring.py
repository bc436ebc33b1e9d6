"""The factors of a formula, also where numbers such as 1/pi stand in it."""

from __future__ import annotations

import sympy
from sympy import Expr


def factors_of(form: Expr, *letters: Expr) -> tuple[Expr, list[tuple[Expr, int]]]:
    """A constant and the irreducible factors of a formula, each with its power.

    SymPy's `factor_list` takes 1/pi and 1/sqrt(pi) for no numbers of a polynomial, and fails: such
    a number is set apart, and what has one within its terms is told as one factor.
    """
    number, rest = form.as_independent(*(letters or form.free_symbols), as_Add=False)
    try:
        content, factors = sympy.factor_list(rest, *letters)
    except sympy.PolynomialError:
        return number, [(rest, 1)]
    return number * content, factors
