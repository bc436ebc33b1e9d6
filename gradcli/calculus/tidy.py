"""The light clean-up that people expect of a result, and never more.

SymPy's constructors already collect like terms and powers. What is added here is bounded by the
size of the expression and kept only where the result is shorter: multiply out a numerator, take a
common factor out of a sum, and cos^2 + sin^2 = 1. `simplify` is never called.
"""

from __future__ import annotations

from typing import Final

import sympy
from sympy import Expr, Pow

# Beyond this many nodes a result is left as the rules gave it: nobody reads it for its beauty.
LARGEST: Final = 120


def size(expression: Expr, bound: int = LARGEST + 1) -> int:
    """The number of nodes of the expression, counted up to `bound`."""
    count = 0
    stack = [expression]
    while stack and count < bound:
        count += 1
        stack.extend(stack.pop().args)
    return count


def _multiplied_out(expression: Expr) -> Expr:
    """A sum with its products of sums multiplied out once, where that makes it shorter."""
    if not expression.is_Add:
        return expression
    # Only shallow products: (x + 1)(x - 2) y, never a power of a sum.
    expanded = sympy.Add(*(sympy.expand_mul(term, deep=False) for term in expression.args))
    return expanded if size(expanded) < size(expression) else expression


def quotient(numerator: Expr, denominator: Expr) -> Expr:
    """numerator / denominator, the numerator multiplied out where that makes it shorter."""
    if size(numerator) <= LARGEST:
        numerator = _multiplied_out(numerator)
        if numerator.is_Add:
            common, rest = numerator.primitive()
            if rest.is_Add:
                rest = _pythagoras(rest)
            # In one product: a number times a sum alone would be multiplied out again.
            return sympy.Mul(common, rest, Pow(denominator, -1))
    return sympy.Mul(numerator, Pow(denominator, -1))


def _pythagoras(total: Expr) -> Expr:
    """A sum with `c cos^2 u + c sin^2 u` written as c, and `cosh^2 - sinh^2` likewise."""
    if not total.has(sympy.sin, sympy.sinh):
        return total
    for term in total.args:
        coefficient, square = term.as_coeff_Mul()
        if not (square.is_Pow and square.exp == 2):
            continue
        function = square.base
        if isinstance(function, sympy.sin):
            partner = coefficient * sympy.cos(function.args[0]) ** 2
            value = coefficient
        elif isinstance(function, sympy.sinh):
            partner = -coefficient * sympy.cosh(function.args[0]) ** 2
            value = -coefficient
        else:
            continue
        if partner in total.args:
            return _pythagoras_again(total - term - partner + value)
    return total


def _pythagoras_again(rest: Expr) -> Expr:
    return _pythagoras(rest) if rest.is_Add else rest


def _is_rational_in_letters(expression: Expr) -> bool:
    return all(
        base.is_Symbol or base.is_number
        for factor in sympy.Mul.make_args(expression)
        for base in (factor.base if factor.is_Pow else factor,)
    )


def tidy(expression: Expr) -> Expr:
    """The form in which a result is given.

    A sum whose terms share a factor that is more than a letter (`x e^x + e^x`) gives it up when
    that is shorter; sums of plain monomials stay multiplied out, as a book prints them.
    """
    if not expression.is_Add or size(expression) > LARGEST:
        return expression
    total = _pythagoras(expression)
    if not total.is_Add or all(_is_rational_in_letters(term) for term in total.args):
        return total
    factored = sympy.factor_terms(total)
    if factored.is_Mul and size(factored) < size(total):
        return factored
    return total
