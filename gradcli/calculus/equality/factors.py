"""The factors of sums and of whole numbers, as far as they are found in a moment."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd, lcm
from typing import Final

import sympy

from gradcli.calculus.equality.sums import Monomial, Terms, TooLargeError, monomial_of
from gradcli.frozen import dataclass

_MOST_TERMS: Final = 14
_HIGHEST: Final = 12
_MOST_LETTERS: Final = 4
_LARGEST_FACTORED: Final = 10**24


@dataclass(frozen=True, slots=True)
class Factors:
    """sign number x^n y^m ...: the number is positive, the letters are generators."""

    sign: int
    number: Fraction
    factors: tuple[tuple[int, Fraction], ...]


def primes(number: Fraction) -> Iterator[tuple[int, int]]:
    """The primes of a positive rational number, and how often it has each."""
    for part, sign in ((number.numerator, 1), (number.denominator, -1)):
        if part > _LARGEST_FACTORED:
            raise TooLargeError
        if part > 1:
            for prime, times in sympy.factorint(part).items():
                yield int(prime), sign * int(times)


def irreducible(terms: Terms, *, whole: bool) -> tuple[int, Fraction, list[tuple[Terms, int]]]:
    """A sum as a sign, a number and its factors with their exponents.

    Of what is needed to a `whole` power nothing but the number is drawn out: it will be multiplied
    out again.
    """
    sign, number, primitive = _primitive(terms)
    found = None if whole else _factors_of(primitive)
    if found is None:
        return sign, number, [(primitive, 1)]
    for part, _ in found[1]:
        assert part
    return sign * found[0], number, found[1]


def _primitive(terms: Terms) -> tuple[int, Fraction, Terms]:
    """The sum with whole coefficients that share nothing, the first of them positive."""
    above = gcd(*(each.numerator for each in terms.values()))
    below = lcm(*(each.denominator for each in terms.values()))
    number = Fraction(above, below)
    sign = 1 if terms[min(terms)] > 0 else -1
    return sign, number, {monomial: each / number * sign for monomial, each in terms.items()}


def _factors_of(terms: Terms) -> tuple[int, list[tuple[Terms, int]]] | None:
    """The sign and the factors of a small polynomial; None for anything else."""
    names = sorted({name for monomial in terms for name, _ in monomial})
    if len(terms) > _MOST_TERMS or len(names) > _MOST_LETTERS:
        return None
    # The root of x is a letter of its own: x - 1 is (x^(1/2) - 1)(x^(1/2) + 1) no more than it is
    # a difference of higher roots, and is left whole unless a root of x stands in it.
    parts = {
        name: lcm(*(e.denominator for monomial in terms for n, e in monomial if n == name))
        for name in names
    }
    exponents = [e * parts[name] for monomial in terms for name, e in monomial]
    if any(each < 0 or each > _HIGHEST for each in exponents):
        return None
    ring = sympy.ring([f"x{name}" for name in names], sympy.ZZ)[0]
    polynomial = ring.from_dict(
        {
            tuple(int(dict(monomial).get(name, 0) * parts[name]) for name in names): int(each)
            for monomial, each in terms.items()
        }
    )
    content, factors = polynomial.factor_list()
    sign = 1 if content > 0 else -1
    found: list[tuple[Terms, int]] = []
    for factor, times in factors:
        made: dict[Monomial, Fraction] = {
            monomial_of(
                {name: Fraction(int(e), parts[name]) for name, e in zip(names, powers, strict=True)}
            ): Fraction(int(each))
            for powers, each in factor.terms()
        }
        turn, _, primitive = _primitive(made)
        sign *= turn if times % 2 else 1
        found.append((primitive, int(times)))
    return sign, found
