"""The light clean-up that people expect of a result, and never more.

SymPy's constructors already collect like terms and powers. What is added here is bounded by the
size of the expression and kept only where the result is shorter: multiply out a numerator, clear
fractions within a fraction, take a common factor out of a sum, and cos^2 + sin^2 = 1. `simplify`
is never called.
"""

from __future__ import annotations

import itertools
import math
import operator
from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr, Integer, Mul

from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import (
    MINUS_ONE,
    ONE,
    TWO,
    like_power,
    power,
    product,
    total,
)
from gradcli.field.size import LARGEST, size

# Whole numbers for the letters of a polynomial, at which a divisor is seldom 1.
_PRIMES: Final = (101, 211, 307, 401)
_LARGEST_DIVIDED: Final = 60  # nodes
_HIGHEST_DIVIDED: Final = 12


def quotient(numerator: Expr, denominator: Expr) -> Expr:
    """numerator / denominator, tidied above the line where that makes the whole shorter."""
    below = power(denominator, MINUS_ONE)
    plain = product(numerator, below)
    if not numerator.is_Add or size(plain) > LARGEST:
        return plain
    candidates = [_over(_multiplied_out(numerator), below)]
    common = _common_denominator(numerator)
    if common is not None:
        cleared = total(*(product(term, common) for term in numerator.args))
        candidates.append(
            _over(_multiplied_out(cleared), power(product(denominator, common), MINUS_ONE))
        )
    # A power below the line leaves one factor of itself in each term above: (x - 1) of (x - 1)^2.
    shared, rest = _shared_and_rest(numerator)
    if shared is not ONE:
        candidates.append(product(shared, *_content_and_rest(_multiplied_out(rest)), below))
    # Wholly only of a quotient that is a polynomial itself: then that is warned of.
    return _cancelled(min(candidates, key=size), wholly=True)


def _cancelled(factors: Expr, *, wholly: bool = False) -> Expr:
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
        parts.append(left)
    if len(parts) == len(factors.args):
        return factors
    # Each divisor taken out above is one power less below.
    common = {divisor: parts.count(divisor) for divisor in below}
    kept = [part for part in parts if part not in below]
    shorter = product(*kept, *(power(divisor, Integer(n)) for divisor, n in common.items()))
    if not wholly:
        still = {factor.base for factor in Mul.make_args(shorter) if factor.is_Pow}
        if not still.issuperset(divisor for divisor, n in common.items() if n):
            return factors
    return shorter if size(shorter) < size(factors) else factors


def divided(whole: Expr, divisor: Expr) -> Expr | None:
    """The polynomial that is whole/divisor, if it is one with rational coefficients."""
    letters = sorted(whole.free_symbols | divisor.free_symbols, key=operator.attrgetter("name"))
    at = dict(zip(letters, _PRIMES, strict=False))
    if len(at) < len(letters) or size(whole) > _LARGEST_DIVIDED:
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


def _content_and_rest(factor: Expr) -> tuple[Expr, Expr]:
    """The common number of a sum's terms, and the sum without it: 3/2 x + 2 is 1/2 (3x + 4)."""
    if not factor.is_Add:
        return ONE, factor
    content, rest = factor.primitive()
    return content, rest


def _over(numerator: Expr, below: Expr) -> Expr:
    common, rest = _content_and_rest(numerator)
    # In one product: a number times a sum alone would be multiplied out again.
    return product(common, _pythagoras(rest), below)


def _multiplied_out(expression: Expr) -> Expr:
    """A sum with the products among its terms multiplied out, where that makes it shorter."""
    if not expression.is_Add:
        return expression
    expanded = [_term_multiplied_out(term) for term in expression.args]
    if all(one == (term,) for one, term in zip(expanded, expression.args, strict=True)):
        return expression
    whole = total(*(part for parts in expanded for part in parts))
    return whole if size(whole) < size(expression) else expression


def _term_multiplied_out(term: Expr) -> tuple[Expr, ...]:
    """The terms of (x + 1)(x - 2) y and of (x + 1)^2, but not what is inside a function."""
    sums: list[tuple[Expr, ...]] = []
    others: list[Expr] = []
    for factor in Mul.make_args(term):
        base, exponent = factor.args if factor.is_Pow else (factor, ONE)
        if base.is_Add and exponent in (1, 2, 3):
            sums.extend([base.args] * int(exponent))
        else:
            others.append(factor)
    if not sums or math.prod(map(len, sums)) > LARGEST:
        return (term,)
    return tuple(product(*others, *chosen) for chosen in itertools.product(*sums))


def _common_denominator(terms: Expr) -> Expr | None:
    """The product of the powers that stand below the line in the terms of a sum, if any do."""
    below: dict[Expr, Expr] = {}
    for term in terms.args:
        for factor in Mul.make_args(term):
            if factor.is_Pow and factor.exp.is_Rational and factor.exp < 0 and factor.free_symbols:
                known = below.get(factor.base)
                if known is None or factor.exp < known.exp:
                    below[factor.base] = factor
    if not below:
        return None
    return product(*(like_power(factor, base, -factor.exp) for base, factor in below.items()))


def _cleared_below(factors: Expr) -> Expr:
    """A product whose denominator holds fractions, 1/(1 + y^2/x^2), without them."""
    parts: list[Expr] = []
    # Where SymPy has added up the exponents of (x/y)^(1/2) to 1, it leaves a product in a product.
    is_changed = False
    for factor in factors.args:
        common = None
        if factor.is_Pow and factor.base.is_Add and factor.exp.is_Integer and factor.exp < 0:
            common = _common_denominator(factor.base)
        if common is None:
            parts.append(factor)
        else:
            whole = total(*(product(term, common) for term in factor.base.args))
            parts.extend((power(whole, factor.exp), power(common, -factor.exp)))
        is_changed = is_changed or common is not None or factor.is_Mul
    return product(*parts) if is_changed else factors


def _sums_tidied(factors: Expr) -> Expr:
    """A product with the sums among its factors tidied, and the numbers of their terms before it.

    r((1 - a) s - a s) is r s (1 - 2a), and x(2a x + 2b)/4 is x(a x + b)/2.
    """
    tidied: list[Expr] = []
    for factor in factors.args:
        parts = _content_and_rest(tidy(factor)) if factor.is_Add else (ONE, factor)
        tidied.extend(part for part in parts if part is not ONE)
    if len(tidied) == len(factors.args) and all(map(operator.is_, tidied, factors.args)):
        return factors
    return product(*tidied)


def _sign_absorbed(term: Expr) -> Expr:
    """A product with |u| sign u in it written with u, and one with u sign u with |u|."""
    if not term.is_Mul:
        return term
    for factor in term.args:
        if head(factor) != "sign":
            continue
        inner = factor.args[0]
        size_of = sympy.Abs(inner)
        for partner, value in ((size_of, inner), (inner, size_of)):
            if partner in term.args:
                rest = [part for part in term.args if part not in (factor, partner)]
                return product(value, *rest)
    return term


def _pythagoras(terms: Expr) -> Expr:
    """A sum with `c cos^2 u + c sin^2 u` written as c, and `c cosh^2 u - c sinh^2 u` too."""
    if not terms.is_Add:
        return terms
    for term in terms.args:
        coefficient, square = term.as_coeff_Mul()
        if not (square.is_Pow and square.exp == 2):
            continue
        function = square.base
        if head(function) == "sin":
            partner = product(coefficient, power(sympy.cos(function.args[0]), TWO))
            value = coefficient
        elif head(function) == "sinh":
            partner = product(-coefficient, power(sympy.cosh(function.args[0]), TWO))
            value = -coefficient
        else:
            continue
        if partner in terms.args:
            return _pythagoras(terms - term - partner + value)
    return terms


def _is_monomial(expression: Expr) -> bool:
    return all(
        base.is_Symbol or base.is_number
        for factor in Mul.make_args(expression)
        for base in (factor.base if factor.is_Pow else factor,)
    )


def tidy(expression: Expr) -> Expr:
    """The form in which a result is given.

    A sum whose terms share a factor that is more than a letter (`x e^x + e^x`) gives it up when
    that is shorter; sums of plain monomials stay multiplied out, as a book prints them.
    """
    if expression.is_Mul and size(expression) <= LARGEST:
        cleared = _sums_tidied(_sign_absorbed(expression))
        if cleared.is_Mul:
            cleared = _cancelled(_cleared_below(cleared))
        if cleared is expression or size(cleared) >= size(expression):
            return expression
        return cleared
    if not expression.is_Add or size(expression) > LARGEST:
        return expression
    terms = [_sign_absorbed(term) for term in expression.args]
    is_same = all(map(operator.is_, terms, expression.args))
    signed = expression if is_same else total(*terms)
    # What cancels altogether would no longer show where it holds: of |x|/x it is x != 0.
    whole = _pythagoras(expression if signed == 0 else signed)
    if not whole.is_Add or all(_is_monomial(term) for term in whole.args):
        return whole
    shared, rest = _shared_and_rest(whole)
    if shared is ONE:
        return whole
    factored = product(shared, _pythagoras(rest))
    return factored if size(factored) < size(whole) else whole


_Powers = dict[Expr, Expr]


def _shared_and_rest(whole: Expr) -> tuple[Expr, Expr]:
    """What all terms of a sum share, numbers and powers, and the sum without it.

    Sums among the factors are split in the same way first: (2x + 2) a + (x + 1) b shares x + 1.
    """
    terms = [_coefficient_and_powers(term) for term in whole.args]
    content = _common_content([coefficient for coefficient, _ in terms])
    first, *others = (powers for _, powers in terms)
    shared: _Powers = {}
    for base, exponent in first.items():
        if all(base in powers for powers in others):
            shared[base] = min(exponent, *(powers[base] for powers in others))
    if content == 1 and not shared:
        return ONE, whole
    rest = total(
        *(
            product(coefficient / content, *_factors_of(powers, shared))
            for coefficient, powers in terms
        )
    )
    return product(content, *_factors_of(shared, {})), rest


def _coefficient_and_powers(term: Expr) -> tuple[Expr, _Powers]:
    """The number before a term, and its other factors as powers with rational exponents."""
    number, factors = term.as_coeff_mul()
    powers: _Powers = {}
    for factor in factors:
        base, exponent = factor.args if factor.is_Pow else (factor, ONE)
        if not exponent.is_Rational:
            base, exponent = factor, ONE
        if base.is_Add and exponent.is_Integer:
            shared, base = _shared_and_rest(base)
            if shared is not ONE:
                content, inner = _coefficient_and_powers(shared)
                number *= content**exponent
                for each, power in inner.items():
                    powers[each] = powers.get(each, 0) + power * exponent
        powers[base] = powers.get(base, 0) + exponent
    return number, powers


def _common_content(numbers: list[Expr]) -> Expr:
    """The largest rational number of which all are whole multiples."""
    return sympy.Rational(
        math.gcd(*(number.p for number in numbers)), math.lcm(*(number.q for number in numbers))
    )


def _factors_of(powers: _Powers, without: _Powers) -> list[Expr]:
    """The powers as factors, each less what is taken out."""
    return [
        power(base, exponent - without[base] if base in without else exponent)
        for base, exponent in powers.items()
    ]
