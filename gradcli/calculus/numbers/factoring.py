"""Factors and remainders of formulas, also where numbers such as 1/pi stand in them."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.numbers.constants import is_zero


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


def remainder(form: Expr, divisors: Sequence[Expr], letters: Sequence[Symbol]) -> Expr:
    """What is left of a polynomial where the divisors are 0: equal to it there.

    The polynomial itself where a leading coefficient may be 0. All are polynomials in `letters`.
    SymPy puts sqrt(2) + sqrt(3) and pi + sqrt(2) into its domain EX, in which it does not see that
    a coefficient is 0, and divides by it: here such a number is a letter beside the rational ones.
    """
    numbers: dict[Expr, Symbol] = {}
    plain = [_with_letters(each, letters, numbers) for each in (form, *divisors)]
    if not numbers:
        return sympy.reduced(form, list(divisors), *letters)[1]
    back = {letter: number for number, letter in numbers.items()}
    leading = [sympy.Poly(each, *letters).LC().xreplace(back) for each in plain[1:]]
    if any(is_zero(each) is not False for each in leading):
        return form
    domain = sympy.QQ.frac_field(*numbers.values())
    return sympy.reduced(plain[0], plain[1:], *letters, domain=domain)[1].xreplace(back)


def _with_letters(form: Expr, letters: Sequence[Symbol], numbers: dict[Expr, Symbol]) -> Expr:
    """The polynomial with one letter for each of its coefficients that is no rational number."""
    terms = sympy.Poly(form, *letters).as_dict().items()
    return sympy.Add(
        *(
            (number if number.is_Rational else numbers.setdefault(number, sympy.Dummy()))
            * sympy.Mul(*(letter**power for letter, power in zip(letters, powers, strict=True)))
            for powers, number in terms
        )
    )
