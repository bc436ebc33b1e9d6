"""Real roots of polynomials with rational coefficients: isolated, and written where that is short.

Isolation is exact (continued fractions, Vincent's theorem), so that none is missed and none is
found twice. A root of a factor of degree two, of x^n = a and of what is made of these by x -> x^n
has a formula; others are known as the root of their polynomial between two numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr, Poly

from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.field.fast_sympy.sympy_build import negate
from gradcli.field.forms import CONSTRUCTORS
from gradcli.frozen import dataclass

_LARGEST_ROOT: Final = 8  # degree of a root sign that is written


@dataclass(frozen=True, slots=True, eq=False)
class RealRoot:
    """The one root of `poly` between `low` and `high`; `exact` is its formula, if that is short.

    `poly` is irreducible over the rationals, so the root is no multiple one.
    """

    poly: Poly
    low: Fraction
    high: Fraction
    exact: Expr | None

    def within(self, width: Fraction) -> tuple[Fraction, Fraction]:
        """Two numbers so near to one another with the root between them."""
        low, high = self.low, self.high
        if low == high:
            return low, high
        coefficients = [_fraction(each) for each in self.poly.all_coeffs()]
        rises = _value(coefficients, high) > 0
        while high - low > width:
            middle = (low + high) / 2
            if (_value(coefficients, middle) > 0) is rises:
                high = middle
            else:
                low = middle
        return low, high


def _value(coefficients: Sequence[Fraction], at: Fraction) -> Fraction:
    """Horner's rule, in whole numbers: the value times a positive number."""
    total, scale = Fraction(0), 1
    for each in coefficients:
        total = total * at.numerator + each * scale
        scale *= at.denominator
    return total


def real_roots(poly: Poly) -> tuple[RealRoot, ...]:
    """All different real roots, the least first. `poly` has rational coefficients and is not 0."""
    found: list[RealRoot] = []
    for factor, _ in poly.factor_list()[1]:
        ends = [(_fraction(low), _fraction(high)) for (low, high), _ in factor.intervals()]
        formulas = _formulas(factor)
        if formulas is None or len(formulas) != len(ends):
            formulas = [None] * len(ends)
        found.extend(
            RealRoot(factor, low, high, exact)
            for (low, high), exact in zip(ends, formulas, strict=True)
        )
    return tuple(sorted(found, key=lambda root: root.within(_NEAR)))


_NEAR: Final = Fraction(1, 10**30)


def _formulas(factor: Poly) -> list[Expr | None] | None:
    """The real roots of an irreducible polynomial as formulas, in their order; None without."""
    degree = factor.degree()
    if degree == 1:
        a, b = factor.all_coeffs()
        return [-b / a]
    powers = [exponent for (exponent,) in factor.monoms() if exponent]
    step = powers[0]
    for each in powers[1:]:
        step = sympy.igcd(step, each)
    if step > 1 and step <= _LARGEST_ROOT:
        x = factor.gen
        inner = Poly({(e // step,): c for (e,), c in factor.terms()}, x)
        below = _formulas(inner)
        return None if below is None else _rooted(below, int(step))
    if degree != 2:
        return None
    a, b, c = factor.all_coeffs()
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return []
    half = sympy.sqrt(discriminant) / (2 * abs(a))
    middle = -b / (2 * a)
    return [middle - half, middle + half]


def _rooted(values: Sequence[Expr | None], degree: int) -> list[Expr | None] | None:
    """The real numbers whose power of this degree is one of the values."""
    found: list[Expr | None] = []
    for value in values:
        if value is None:
            return None
        if degree % 2:
            found.append(CONSTRUCTORS["root"](value, sympy.Integer(degree)))
            continue
        match sign_of(value):
            case Sign.POSITIVE:
                size = value ** sympy.Rational(1, degree)
                found.extend((size, negate(size)))
            case Sign.NEGATIVE | Sign.ZERO:
                pass
            case Sign.UNDECIDED:
                return None
    return sorted(found, key=lambda each: sympy.N(each, 30))


def _fraction(number: Expr) -> Fraction:
    return Fraction(int(number.p), int(number.q))
