"""How small a quotient is near a point where its denominator's first term may vanish.

x^2 y^2 / (x^2 + y^4): on the y-axis the x^2 of the denominator is 0, and no expansion in t along
(x, y) = t (c_1, c_2) is uniform. But a bound is: near 0 write |x| = r^p and |y| = r^q with
r = |h|, up to constants, where min(p, q) = 1. A denominator D of terms that are not negative is at
least each of them, so |x^a y^b / D| is at most a constant times r^e with

    e(p, q) = a p + b q - min over the terms x^i y^j of D of (i p + j q),

and the least e over all such (p, q) holds everywhere. On p = 1, q = s >= 1 (and the other way
round) e is convex and piecewise linear in s, so its least value is at s = 1 or where two terms
of D balance, unless it falls for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, combinations_with_replacement

import sympy
from sympy import Symbol

from gradcli.calculus.limits.expansion import Expansion

Monomial = tuple[int, ...]


def order_of_quotient(
    above: Expansion, below: Expansion, names: tuple[Symbol, ...]
) -> Fraction | None:
    """r with above/below = O(|h|^r); None where this argument gives none.

    The coefficients are polynomials in the components `names` of the direction.
    """
    if below.order is not None:
        return None
    terms = _monomials(below, names)
    over = _monomials(above, names)
    if terms is None or over is None or not _is_sum_of_even_monomials(below, names):
        return None
    pure = [[sum(m) for m in terms if sum(m) == m[k]] for k in range(len(names))]
    if not all(pure):
        # D vanishes on an axis.
        return None
    least = _least_exponent if len(names) == 2 else _by_means
    orders = [least(monomial, terms) for monomial in over]
    if above.order is not None:
        orders.append(above.order - max(min(degrees) for degrees in pure))
    known = [order for order in orders if order is not None]
    return min(known) if known and len(known) == len(orders) else None


def _monomials(a: Expansion, names: tuple[Symbol, ...]) -> list[Monomial] | None:
    found: set[Monomial] = set()
    for _, coefficient in a.terms:
        if not coefficient.is_polynomial(*names):
            return None
        found.update(sympy.Poly(coefficient, *names).monoms())
    return sorted(found)


def is_positive_sum(a: Expansion, names: tuple[Symbol, ...]) -> bool:
    """Whether `a` is a sum of even powers and products of them, and 0 at the point alone."""
    terms = _monomials(a, names)
    return (
        a.order is None
        and terms is not None
        and _is_sum_of_even_monomials(a, names)
        and all(any(0 < sum(m) == m[k] for m in terms) for k in range(len(names)))
    )


def _by_means(over: Monomial, terms: Sequence[Monomial]) -> Fraction | None:
    """The degree of x^a y^b z^c / (u^s v^(1-s)) for two of the terms u, v of D, at its greatest.

    u^s v^(1-s) is at most u + v (the weighted means), and so at most D.
    """
    best: Fraction | None = None
    for first, second in combinations_with_replacement(terms, 2):
        low, high = Fraction(0), Fraction(1)
        for a, u, v in zip(over, first, second, strict=True):
            # s u + (1 - s) v is at most a.
            if u > v:
                high = min(high, Fraction(a - v, u - v))
            elif u < v:
                low = max(low, Fraction(v - a, v - u))
            elif v > a:
                high = Fraction(-1)
        if low > high:
            continue
        for s in (low, high):
            degree = sum(over) - s * sum(first) - (1 - s) * sum(second)
            best = degree if best is None else max(best, degree)
    return best


def _is_sum_of_even_monomials(a: Expansion, names: tuple[Symbol, ...]) -> bool:
    return all(
        factor.is_Rational and factor > 0 and all(power % 2 == 0 for power in monomial)
        for _, coefficient in a.terms
        for monomial, factor in sympy.Poly(coefficient, *names).terms()
    )


def _least_exponent(over: Monomial, terms: Iterable[Monomial]) -> Fraction | None:
    """The least e(1, s) and e(s, 1) over s >= 1; None where e falls for ever."""
    least: list[Fraction] = []
    for turn in (False, True):
        # e(1, s) is the greatest of the lines A + B s.
        lines = []
        for i, j in terms:
            first, second = over[0] - i, over[1] - j
            lines.append((second, first) if turn else (first, second))
        if max(slope for _, slope in lines) < 0:
            return None
        balances = [Fraction(a - c, d - b) for (a, b), (c, d) in combinations(lines, 2) if b != d]
        for s in (Fraction(1), *(s for s in balances if s > 1)):
            least.append(max(a + b * s for a, b in lines))
    return min(least)
