"""Sums of products of powers with rational exponents, over the rational numbers.

x^(1/2) y^-1 + 3 is a sum of two terms. A letter of it is a number that stands for whatever
`gradcli.calculus.equality.canonical` has given it to: a variable, ln x, e^(xy), i, the root of 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, TypeAlias

Monomial: TypeAlias = tuple[tuple[int, Fraction], ...]
"""The letters with their exponents, none of them 0, in the order of the letters."""

Terms: TypeAlias = Mapping[Monomial, Fraction]
"""Each product of powers with its coefficient, none of them 0."""

UNIT: Final[Monomial] = ()
ONE: Final = Fraction(1)

_MOST_TERMS: Final = 1_500
_HIGHEST: Final = 64


class TooLargeError(ArithmeticError):
    """The sum would have more terms than it is worth."""


def constant(number: Fraction) -> Terms:
    """A rational number."""
    return {UNIT: number} if number else {}


def letter(name: int, exponent: Fraction = ONE) -> Terms:
    """A power of one letter."""
    return {((name, exponent),): ONE}


def add(*sums: Terms) -> Terms:
    """The sum of sums."""
    found: dict[Monomial, Fraction] = {}
    for each in sums:
        for monomial, coefficient in each.items():
            together = found.get(monomial, 0) + coefficient
            if together:
                found[monomial] = together
            else:
                found.pop(monomial, None)
    _bounded(found)
    return found


def scale(terms: Terms, by: Fraction) -> Terms:
    """A rational multiple."""
    return {monomial: coefficient * by for monomial, coefficient in terms.items()} if by else {}


def joined(left: Monomial, right: Monomial) -> Monomial:
    """The product of two products of powers."""
    if not left or not right:
        return left or right
    exponents = dict(left)
    for name, exponent in right:
        exponents[name] = exponents.get(name, 0) + exponent
    return monomial_of(exponents)


def monomial_of(exponents: Mapping[int, Fraction]) -> Monomial:
    """The product of these powers."""
    return tuple(sorted(pair for pair in exponents.items() if pair[1]))


def multiply(left: Terms, right: Terms) -> Terms:
    """The product of two sums, multiplied out."""
    if len(left) * len(right) > 4 * _MOST_TERMS:
        raise TooLargeError
    found: dict[Monomial, Fraction] = {}
    for one, its in left.items():
        for other, coefficient in right.items():
            monomial = joined(one, other)
            together = found.get(monomial, 0) + its * coefficient
            if together:
                found[monomial] = together
            else:
                found.pop(monomial, None)
    _bounded(found)
    return found


def product(sums: Iterable[Terms]) -> Terms:
    """The product of sums."""
    found: Terms = constant(ONE)
    for each in sums:
        found = multiply(found, each)
    return found


def raised(terms: Terms, exponent: int) -> Terms:
    """A sum to a power, which is a whole number and not negative."""
    if exponent > _HIGHEST:
        raise TooLargeError
    found: Terms = constant(ONE)
    square = terms
    while exponent:
        if exponent & 1:
            found = multiply(found, square)
        exponent >>= 1
        if exponent:
            square = multiply(square, square)
    return found


def powers(monomial: Monomial, exponent: Fraction) -> Monomial:
    """A product of powers, raised."""
    return tuple((name, power * exponent) for name, power in monomial)


def shared(terms: Terms) -> Monomial:
    """The product of powers that every term holds: the lowest of each letter."""
    lowest: dict[int, Fraction] | None = None
    for monomial in terms:
        here = dict(monomial)
        if lowest is None:
            lowest = here
            continue
        for name in {*lowest, *here}:
            lowest[name] = min(lowest.get(name, Fraction(0)), here.get(name, Fraction(0)))
    return monomial_of(lowest or {})


def _bounded(terms: Terms) -> None:
    if len(terms) > _MOST_TERMS:
        raise TooLargeError
