"""A function in all directions at once, for each of some scalings of the variables."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from sympy import Expr

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

# Scalings (x, y) -> (t^a x, t^b y), for functions in which x^2 and y, say, are of equal weight.
WEIGHTS: Final = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2))

_LARGEST: Final = 10

Sweep = tuple[tuple[int, ...], Expansion, Signs]
"""The powers of a scaling, the expansion, and how its coefficients are judged."""


def scalings(dimension: int) -> tuple[tuple[int, ...], ...]:
    """The scalings of so many variables that are tried."""
    return (straight(dimension), *(WEIGHTS if dimension == 2 else ()))


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
