"""A function in all directions at once, for each of some scalings of the variables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, permutations
from math import gcd
from typing import Final

from sympy import Expr, Poly

from gradcli.calculus.limits.expand import expand
from gradcli.calculus.limits.expansion import (
    Expansion,
    NoExpansionError,
    Signs,
    add,
    constant,
    negative,
)
from gradcli.calculus.limits.limits import (
    Neighbourhood,
    straight,
)
from gradcli.calculus.limits.uniform_sign import in_all_directions, letters
from gradcli.field.expression import Sum, postorder, variables_of
from gradcli.field.to_sympy import ToSympy, symbol

# Scalings (x, y) -> (t^a x, t^b y), for functions in which x^2 and y, say, are of equal weight.
_WEIGHTS: Final = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2))

_LARGEST: Final = 10
_LARGEST_WEIGHT: Final = 12
_MOST_TERMS: Final = 8
_MOST_BALANCED: Final = 4

Sweep = tuple[tuple[int, ...], Expansion, Signs]
"""The powers of a scaling, the expansion, and how its coefficients are judged."""


def scalings(near: Neighbourhood) -> tuple[tuple[int, ...], ...]:
    """The scalings of the variables that are tried."""
    return (straight(len(near.variables)), *weights(near))


def weights(near: Neighbourhood) -> tuple[tuple[int, int], ...]:
    """In the plane: some that are always tried, and those at which terms of a sum balance."""
    if len(near.variables) != 2:
        return ()
    return tuple(dict.fromkeys((*_WEIGHTS, *islice(_balanced(near), _MOST_BALANCED))))


def _balanced(near: Neighbourhood) -> Iterator[tuple[int, int]]:
    """The weights of the edges of Newton polygons: (1, 4) of x^8 + y^2."""
    symbols = tuple(map(symbol, near.variables))
    canonical = ToSympy()
    put = {each: at + each for each, at in zip(symbols, near.point, strict=True)}
    for node in postorder(near.tree):
        if not isinstance(node, Sum) or len(variables_of(node)) < len(symbols):
            continue
        form = canonical(node)
        if not form.is_polynomial(*symbols):
            continue
        powers = Poly(form.xreplace(put), *symbols).monoms()
        for (i, j), (k, m) in permutations(powers if len(powers) <= _MOST_TERMS else (), 2):
            if i < k and j > m:
                scale = gcd(j - m, k - i)
                p, q = (j - m) // scale, (k - i) // scale
                least = p * i + q * j
                is_edge = all(p * one + q * other >= least for one, other in powers)
                if is_edge and 1 < max(p, q) <= _LARGEST_WEIGHT:
                    yield p, q


def sweeps(near: Neighbourhood, scalings: tuple[tuple[int, ...], ...], reach: int) -> list[Sweep]:
    """Expansions in all directions at once, for each of the scalings that allows one."""
    dimension = len(near.variables)
    names = letters(dimension)
    found: list[Sweep] = []
    for powers in scalings:
        signs = in_all_directions(names, reach, plain=powers == straight(dimension))
        try:
            expansion = expand(near.tree, near.variables, near.point, names, powers, signs)
        except NoExpansionError:
            continue
        found.append((powers, expansion, signs))
        if powers == straight(dimension) and expansion.order is None:
            # Nothing is gained by another scaling where the plain one gives the whole.
            break
    return found


def tends_to(found: Expansion, value: Expr, signs: Signs) -> bool:
    """Whether f tends to the value in all directions at once."""
    try:
        change = add(found, negative(constant(value)), signs)
    except NoExpansionError:
        return False
    return change.start > 0


def exponent_of_rest(
    powers: tuple[int, ...],
    found: Expansion,
    value: Expr,
    gradient: tuple[Expr, ...],
    signs: Signs,
) -> Fraction | None:
    """An exponent p > 1 with |f - f(P) - grad . h| <= C |h|^p, proved in all directions at once.

    |h| is at least a constant times t^max(powers), uniformly.
    """
    try:
        change = add(found, negative(constant(value)), signs)
        for name, slope, power in zip(letters(len(powers)), gradient, powers, strict=True):
            if slope != 0:
                change = add(change, Expansion(((Fraction(power), -slope * name),)), signs)
    except NoExpansionError:
        return None
    exponent = change.start / max(powers)
    if exponent > _LARGEST:
        # Of what is 0, or smaller than every power, less than that is said.
        return Fraction(2)
    return exponent if exponent > 1 else None
