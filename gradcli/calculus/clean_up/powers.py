"""Powers of one base in one product: u^a u^b = u^(a + b), also where the exponents are letters.

It holds wherever the left side has a value. SymPy adds exponents only where they differ by a
number: x^y x^2 and x^(y - 1)/x^y stay with it as they are.
"""

from __future__ import annotations

from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.clean_up.walk import everywhere
from gradcli.field.fast_sympy.heads import is_exponential
from gradcli.field.fast_sympy.sympy_build import ONE, power, product, total

_LONGEST_NUMBER: Final = 10**12


def powers_merged(form: Expr) -> Expr:
    """A form in which each base stands once in each product.

    In a term of a sum x x^y stays: what it shares with the others is seen more easily.
    """
    return _merged(everywhere(form, lambda part: _merged(part, longer=False), under_roots=False))


def _merged(factors: Expr, *, longer: bool = True) -> Expr:
    """A product in which each base stands once, unless its exponent would be a `longer` sum."""
    if not factors.is_Mul:
        return factors
    exponents: dict[Expr, list[Expr]] = {}
    numbers: list[Expr] = []
    for factor in factors.args:
        base, exponent = factor.args if factor.is_Pow else (factor, ONE)
        if base.is_number and exponent.is_Rational:
            # 2 2^x stays: the 2 is a number before the power.
            numbers.append(factor)
        else:
            exponents.setdefault(base, []).append(exponent)
    is_changed = False
    parts: list[Expr] = []
    for base, several in exponents.items():
        together = several
        letters = [each for each in several if not each.is_Rational]
        if letters and len(several) > 1:
            sum_of_all = total(*several)
            if longer or len(letters) > 1 or _terms(sum_of_all) <= _terms(letters[0]):
                is_changed = True
                together = [sum_of_all]
        parts.extend(power(base, each) for each in together)
    merged = product(*numbers, *parts) if is_changed else factors
    return _numbers_merged(_exponentials_merged(merged) if longer else merged)


def _exponentials_merged(factors: Expr) -> Expr:
    """e^x/e^y as e^(x - y); a product e^x e^y stays."""
    if not factors.is_Mul:
        return factors
    exponentials = [factor for factor in factors.args if is_exponential(factor)]
    falling = [factor.args[-1].could_extract_minus_sign() for factor in exponentials]
    if len(set(falling)) < 2:
        return factors
    others = [factor for factor in factors.args if not is_exponential(factor)]
    return product(*others, sympy.exp(total(*(each.args[-1] for each in exponentials))))


def _terms(exponent: Expr) -> int:
    return len(exponent.args) if exponent.is_Add else 1


def _numbers_merged(factors: Expr) -> Expr:
    """6^x/9^x as (2/3)^x: numbers to powers of one letter, one of them below the line."""
    if not factors.is_Mul:
        return factors
    bases: dict[Expr, Expr] = {}
    counts: dict[Expr, int] = {}
    below: set[Expr] = set()
    others: list[Expr] = []
    for factor in factors.args:
        base, exponent = factor.args if factor.is_Pow else (factor, ONE)
        times, letter = exponent.as_coeff_Mul()
        fits = base.is_Rational and base.p > 0 and times.is_Integer and not letter.is_number
        if not fits or abs(times) > 64 or max(base.p, base.q) > _LONGEST_NUMBER:
            others.append(factor)
            continue
        bases[letter] = bases.get(letter, ONE) * base**times
        counts[letter] = counts.get(letter, 0) + 1
        if times < 0:
            below.add(letter)
    if not any(counts[letter] > 1 for letter in below):
        return factors
    return product(*others, *(power(base, letter) for letter, base in bases.items()))
