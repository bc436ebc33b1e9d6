"""The square root of a fraction that is a square, or has a sum of squares below its line.

sqrt(1 - (1 - x^2)^2/(1 + x^2)^2) is 2|x|/(1 + x^2), and sqrt(1 - x^2/(1 + x^2)) is 1/sqrt(1 + x^2).
"""

from __future__ import annotations

import math
from typing import Final

import sympy
from sympy import Expr, Integer, Mul

from gradcli.calculus.clean_up.polynomials import is_sum_of_squares
from gradcli.calculus.clean_up.sums import common_denominator, multiplied_out
from gradcli.field.fast_sympy.sympy_build import ONE, power, product, total
from gradcli.field.size import size

_LARGEST: Final = 60  # nodes of a radicand
_HIGHEST: Final = 8  # its degree


def roots_of_squares(root: Expr) -> Expr:
    """A power with half a whole number as its exponent, of a sum of fractions that is a square."""
    common = _common_below(root)
    if common is None or not all(map(_is_even_power, Mul.make_args(common))):
        return root
    above = _above(root.base, common)
    square = _as_square(above) if above.is_Add else above
    return root if square is None else product(power(square, root.exp), power(common, -root.exp))


def roots_of_fractions(root: Expr) -> Expr:
    """The same of a sum of fractions over a sum of squares: the root of each part of it."""
    common = _common_below(root)
    if common is None or not (common.is_Add and is_sum_of_squares(common)):
        return root
    above = _above(root.base, common)
    apart = product(power(above, root.exp), power(common, -root.exp))
    # In a product one of the two roots goes into another.
    return root if size(apart) > size(root) + 1 else apart


def _common_below(root: Expr) -> Expr | None:
    """The common denominator of the sum that such a power is taken of."""
    if not (root.is_Pow and root.base.is_Add and root.exp.is_Rational and root.exp.q == 2):
        return None
    return None if size(root.base) > _LARGEST else common_denominator(root.base)


def _above(terms: Expr, common: Expr) -> Expr:
    return multiplied_out(total(*(product(term, common) for term in terms.args)))


def _is_even_power(factor: Expr) -> bool:
    exponent = factor.exp if factor.is_Pow else ONE
    return bool(exponent.is_Integer and exponent % 2 == 0)


def _as_square(polynomial: Expr) -> Expr | None:
    """c s^2, of a polynomial that is one with a square c > 0: x^4 - 2x^2 + 1 is (x^2 - 1)^2."""
    letters = sorted(polynomial.free_symbols, key=lambda letter: letter.name)
    if not polynomial.is_polynomial(*letters) or not all(
        number.is_Rational for number in polynomial.atoms(sympy.Number)
    ):
        return None
    form = sympy.Poly(polynomial, *letters)
    if form.total_degree() > _HIGHEST:
        return None
    content, factors = form.sqf_list()
    # The content of a sum with ln 2 in it may be no number.
    rational = content.is_Rational and content > 0 and _is_square(content)
    if not (rational and all(count % 2 == 0 for _, count in factors)):
        return None
    side = product(*(power(factor.as_expr(), Integer(count // 2)) for factor, count in factors))
    return product(content, power(side, Integer(2)))


def _is_square(number: Expr) -> bool:
    return all(math.isqrt(part) ** 2 == part for part in (int(number.p), int(number.q)))
