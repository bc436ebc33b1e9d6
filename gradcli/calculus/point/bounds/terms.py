"""Sums of products of powers of the |h_i| and of |h|, the length of the step, with numbers before.

Each number is at least 0, so that a sum bounds what each of its parts bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from sympy import Expr

from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.field.fast_sympy.sympy_build import ZERO, total

Powers: TypeAlias = tuple[Expr, ...]
# By the powers of the |h_i| and, last, of |h|: the number before their product.
Terms: TypeAlias = Mapping[Powers, Expr]

_MOST_TERMS: Final = 12


class UnboundedError(Exception):
    """No rule applies."""


def added(all_terms: Iterable[Terms]) -> Terms:
    """The sum of bounds."""
    found: dict[Powers, Expr] = {}
    for terms in all_terms:
        for powers, number in terms.items():
            found[powers] = found.get(powers, ZERO) + number
    return _few(found)


def greatest(all_terms: Iterable[Terms]) -> Terms:
    """At least each of several bounds."""
    found: dict[Powers, Expr] = {}
    for terms in all_terms:
        for powers, number in terms.items():
            known = found.get(powers)
            if known is None or sign_of(number - known) is Sign.POSITIVE:
                found[powers] = number
    return _few(found)


def multiplied(one: Terms, other: Terms) -> Terms:
    """The product of two bounds."""
    return added(
        {tuple(a + b for a, b in zip(u, v, strict=True)): number * times}
        for u, number in one.items()
        for v, times in other.items()
    )


def least_degree(terms: Terms) -> Expr:
    """The power of |h| that the bound is at most a number times, for short steps."""
    return min(total(*powers) for powers in terms)


def has_poles(terms: Terms) -> bool:
    """Whether a letter stands below the line; |h| may, being at least each of them."""
    return any(each < 0 for *powers, _ in terms for each in powers)


def _few(terms: dict[Powers, Expr]) -> Terms:
    if len(terms) > _MOST_TERMS:
        raise UnboundedError
    return terms
