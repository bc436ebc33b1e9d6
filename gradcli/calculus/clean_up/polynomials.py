"""Polynomials that share a factor: what is above the line, divided by a sum below it.

What stands below is made ready for that: (1 + x)^2 + (1 - x)^2 is 2(x^2 + 1), and x^2 + 2x + 1 is
(x + 1)^2.
"""

from __future__ import annotations

import math
import operator
from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr, Integer, Mul

from gradcli.calculus.clean_up.sums import (
    content_and_rest,
    minus_inside,
    multiplied_out,
    shared_and_rest,
)
from gradcli.field.fast_sympy.sympy_build import MINUS_ONE, ONE, power, product
from gradcli.field.size import size

# Whole numbers for the letters of a polynomial, at which a divisor is seldom 1.
_PRIMES: Final = (101, 211, 307, 401)
# Others, some of them even: x^2 + y^2 and x^2 - y^2 share a 2 at all odd numbers.
_MIXED: Final = (103, 210, 308, 397)
_LARGEST_DIVIDED: Final = 60  # nodes
_HIGHEST_DIVIDED: Final = 12


def cancelled(factors: Expr, *, wholly: bool = False) -> Expr:
    """A product in which a sum below the line is divided out of one above, but for its last power.

    (1 - x^2)/(1 - x)^4 is (1 + x)/(1 - x)^3. One power stays below, and with it what it asks of x,
    unless `wholly` says that (x^2 + 4x + 4)/(x + 2)^2 may become 1.
    """
    if not factors.is_Mul:
        return factors
    wholly = wholly and all(
        factor.is_Pow or factor.is_Rational or factor.is_polynomial() for factor in factors.args
    )
    below = {
        factor.base: -int(factor.exp) - (0 if wholly else 1)
        for factor in factors.args
        if factor.is_Pow and factor.base.is_Add and factor.exp.is_Integer and factor.exp < -1
    }
    if not below:
        return factors
    parts: list[Expr] = []
    for factor in factors.args:
        left = factor
        for divisor in below if factor.is_Add else ():
            while below[divisor] and (ratio := divided(left, divisor)) is not None:
                left = ratio
                below[divisor] -= 1
                parts.append(divisor)
        # y^3 - x^2 y over x - y is -y(x + y).
        is_split = left is not factor and left.is_Add
        parts.extend(shared_and_rest(left) if is_split else (left,))
    if len(parts) == len(factors.args):
        return factors
    # Each divisor taken out above is one power less below.
    common = {divisor: parts.count(divisor) for divisor in below}
    kept = [part for part in parts if part not in below]
    shorter = minus_inside(
        product(*kept, *(power(divisor, Integer(n)) for divisor, n in common.items()))
    )
    if not wholly:
        still = {factor.base for factor in Mul.make_args(shorter) if factor.is_Pow}
        if not still.issuperset(divisor for divisor, n in common.items() if n):
            return factors
    return shorter if size(shorter) < size(factors) else factors


def powers_below(factors: Expr) -> Expr:
    """A product whose denominators are multiplied out, where that is shorter, and are powers.

    Only what is above the line and shares a factor with them makes the whole shorter for it.
    """
    if not factors.is_Mul:
        return factors
    parts: list[Expr] = []
    for factor in factors.args:
        if factor.is_Pow and factor.base.is_Add and factor.exp.is_Integer and factor.exp < 0:
            parts.extend(power(each, factor.exp) for each in _number_and_power(factor.base))
        else:
            parts.append(factor)
    return product(*parts)


def _number_and_power(below: Expr) -> tuple[Expr, Expr]:
    """A sum multiplied out, if that is shorter, as a power if it is one, and the number before it.

    The value at one whole point rules out nearly all polynomials that are no power.
    """
    letters = sorted(below.free_symbols, key=operator.attrgetter("name"))
    at = dict(zip(letters, _PRIMES, strict=False))
    if not letters or len(at) < len(letters) or size(below) > _LARGEST_DIVIDED:
        return ONE, below
    content, rest = content_and_rest(multiplied_out(below))
    value = _value_at(rest, at)
    if value is not None and _may_be_a_power(abs(int(value))):
        number, powers = sympy.Poly(rest, *letters).sqf_list()
        if len(powers) == 1 and number.is_Rational and powers[0][1] > 1:
            base, times = powers[0]
            return product(content, number), power(base.as_expr(), Integer(times))
    return content, rest


def _may_be_a_power(number: int) -> bool:
    return any(sympy.integer_nthroot(number, degree)[1] for degree in (2, 3))


def without_positive_sums(factors: Expr) -> Expr:
    """A product with y^2 + 1 divided out of a sum below the line, where it stands above."""
    if not factors.is_Mul:
        return factors
    parts = list(factors.args)
    for place, below in enumerate(factors.args):
        if not (below.is_Pow and below.base.is_Add and below.exp is MINUS_ONE):
            continue
        for other, above in enumerate(factors.args):
            if above.is_Add and is_sum_of_squares(above, positive=True):
                ratio = divided(below.base, above)
                if ratio is not None:
                    parts[place], parts[other] = power(ratio, MINUS_ONE), ONE
                    return product(*parts)
    return factors


def without_common_factors(factors: Expr) -> Expr:
    """A product without what a sum above the line and one below it have in common.

    (x + 1)^2/(x^2 - 1)^2 is 1/(x - 1)^2; that x = -1 is none of f's points is said elsewhere.
    """
    if not factors.is_Mul:
        return factors
    powers = [factor.args if factor.is_Pow else (factor, ONE) for factor in factors.args]
    sums = [each for each in powers if each[0].is_Add and each[1].is_Integer]
    for above, m in sums:
        for below, n in sums:
            shared = shared_factor(above, below) if m > 0 > n else None
            if shared is not None:
                g, one, other = shared
                rest = [each for each in powers if each not in ((above, m), (below, n))]
                return product(
                    *(power(base, exponent) for base, exponent in rest),
                    *(power(part, m) for part in (shared_and_rest(one) if one.is_Add else (one,))),
                    power(other, n),
                    power(g, m + n),
                )
    return factors


def shared_factor(one: Expr, other: Expr) -> tuple[Expr, Expr, Expr] | None:
    """The polynomial that two sums have as a factor, and what it leaves of each."""
    letters = sorted(one.free_symbols & other.free_symbols, key=operator.attrgetter("name"))
    all_letters = sorted(one.free_symbols | other.free_symbols, key=operator.attrgetter("name"))
    if not letters or max(map(size, (one, other))) > _LARGEST_DIVIDED:
        return None
    for numbers in (_PRIMES, _MIXED):
        at = dict(zip(all_letters, numbers, strict=False))
        if len(at) < len(all_letters):
            return None
        values = [_value_at(each, at) for each in (one, other)]
        if None in values or math.gcd(*(int(each) for each in values if each is not None)) == 1:
            return None
    left, right = (sympy.Poly(each, *all_letters) for each in (one, other))
    g = left.gcd(right)
    if g.is_ground:
        return None
    return g.as_expr(), left.quo(g).as_expr(), right.quo(g).as_expr()


def is_sum_of_squares(form: Expr, *, positive: bool = False) -> bool:
    """Whether every term is seen to be at least 0, and one of them `positive`."""
    terms = form.args if form.is_Add else (form,)
    return all(map(_is_a_square, terms)) and (
        not positive or any(term.is_Rational and term.p > 0 for term in terms)
    )


def _is_a_square(term: Expr) -> bool:
    return all(
        factor.p > 0
        if factor.is_Rational
        else factor.is_Pow and factor.base.is_real and factor.exp.is_Integer and factor.exp % 2 == 0
        for factor in Mul.make_args(term)
    )


def divided(whole: Expr, divisor: Expr) -> Expr | None:
    """The polynomial that is whole/divisor, if it is one with rational coefficients."""
    letters = sorted(whole.free_symbols | divisor.free_symbols, key=operator.attrgetter("name"))
    at = dict(zip(letters, _PRIMES, strict=False))
    if not letters or len(at) < len(letters) or size(whole) > _LARGEST_DIVIDED:
        return None
    # If it is one, with a divisor of whole coefficients without a common factor, then so at each
    # whole point (Gauss): one point rules out nearly all that is none.
    value, share = _value_at(whole, at), _value_at(divisor.primitive()[1], at)
    if not value or not share or (value / share).denominator != 1:
        return None
    ratio, rest = sympy.div(sympy.Poly(whole, *letters), sympy.Poly(divisor, *letters))
    return ratio.as_expr() if rest.is_zero else None


def _value_at(form: Expr, at: dict[Expr, int]) -> Fraction | None:
    """The value of a polynomial with whole coefficients; None of what is none."""
    if form.is_Integer:
        return Fraction(int(form))
    if form.is_Symbol:
        return Fraction(at[form])
    if form.is_Pow:
        raised = form.exp.is_Integer and 0 < form.exp <= _HIGHEST_DIVIDED
        base = _value_at(form.base, at) if raised else None
        return None if base is None else base ** int(form.exp)
    if not (form.is_Add or form.is_Mul):
        return None
    values = [_value_at(part, at) for part in form.args]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return sum(known, Fraction(0)) if form.is_Add else math.prod(known, start=Fraction(1))
