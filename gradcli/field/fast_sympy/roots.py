"""Powers of rational numbers, and square roots of small ones, as SymPy writes them.

sqrt(12) is 2 sqrt(3) and sqrt(2/3) is sqrt(6)/3: no square below the root, and no root below the
line. SymPy finds out by its theory of numbers, which is large; numbers that people write are small.
"""

from __future__ import annotations

from typing import Final

import sympy
from sympy import Expr, Mul, Pow, Rational

_LARGEST_RADICAND: Final = 30_000_000
_LARGEST_EXPONENT: Final = 100


def power_of_rational(base: Rational, exponent: Rational) -> Expr | None:
    """base^exponent for a whole exponent, or half of an odd number; None where SymPy is to say."""
    if base.p == 0:
        return sympy.S.Zero if exponent.p > 0 else None
    if exponent.q == 1:
        return _whole_power(base, exponent.p)
    if exponent.q != 2 or base.p < 0 or abs(exponent.p) > _LARGEST_EXPONENT:
        return None
    above, below = without_squares(base.p), without_squares(base.q)
    if above is None or below is None:
        return None
    # b^(k + 1/2) = b^k sqrt(b), and s sqrt(r) / (t sqrt(q)) = s sqrt(r q) / (t q).
    whole = _whole_power(base, (exponent.p - 1) // 2)
    outside = Rational(above[0], below[0] * below[1])
    return times_root(whole * outside, above[1] * below[1])


def times_root(coefficient: Rational, radicand: int) -> Expr:
    """coefficient sqrt(radicand), for a radicand without squares."""
    if radicand == 1:
        return coefficient
    root = Pow(sympy.Integer(radicand), sympy.S.Half, evaluate=False)
    return root if coefficient == 1 else Mul._from_args([coefficient, root], True)


def without_squares(number: int) -> tuple[int, int] | None:
    """(s, r) with number = s^2 r > 0 and no square in r; None where the search would be long."""
    if number > _LARGEST_RADICAND:
        return None
    outside, inside, rest, divisor = 1, 1, number, 2
    while divisor * divisor <= rest:
        times = 0
        while rest % divisor == 0:
            rest //= divisor
            times += 1
        outside *= divisor ** (times // 2)
        inside *= divisor ** (times % 2)
        divisor += 2 if divisor > 2 else 1
    return outside, inside * rest


def _whole_power(base: Rational, exponent: int) -> Rational:
    top, below = (base.p, base.q) if exponent >= 0 else (base.q, base.p)
    return Rational(top ** abs(exponent), below ** abs(exponent))
