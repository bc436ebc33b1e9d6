"""sin^2 + cos^2 = 1 and its kin: p P^2 + q Q^2 = 1, with p and q 1 or -1.

Of the three, 1, p P^2 and q Q^2, two in one sum with the same factor become the third. All hold
wherever the left side has a value; `sec^2 - tan^2` has none where the cosine is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.clean_up.walk import number_and_factors
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import ONE, TWO, power, product, total


class Squares(StrEnum):
    """Which two functions: the first square is the positive one."""

    CIRCULAR = "circular"  # sin^2 + cos^2 = 1
    SECANT = "secant"  # sec^2 - tan^2 = 1
    COSECANT = "cosecant"  # csc^2 - cot^2 = 1
    HYPERBOLIC = "hyperbolic"  # cosh^2 - sinh^2 = 1
    HYPERBOLIC_SECANT = "hyperbolic-secant"  # tanh^2 + sech^2 = 1
    HYPERBOLIC_COSECANT = "hyperbolic-cosecant"  # coth^2 - csch^2 = 1


# The two functions of each, and the sign of the second square.
_PAIRS: Final = MappingProxyType(
    {
        Squares.CIRCULAR: ("sin", "cos", 1),
        Squares.SECANT: ("sec", "tan", -1),
        Squares.COSECANT: ("csc", "cot", -1),
        Squares.HYPERBOLIC: ("cosh", "sinh", -1),
        Squares.HYPERBOLIC_SECANT: ("tanh", "sech", 1),
        Squares.HYPERBOLIC_COSECANT: ("coth", "csch", -1),
    }
)

# By the name of a function: its identity, its own sign in it, its partner and the sign of that.
_PARTNERS: Final = MappingProxyType(
    {
        name: row
        for squares, (one, other, sign) in _PAIRS.items()
        for name, row in (
            (one, (squares, 1, other, sign)),
            (other, (squares, sign, one, 1)),
        )
    }
)

OF_FUNCTIONS: Final = frozenset(_PARTNERS)


def functions_of(squares: Squares) -> tuple[str, str, int]:
    """The two functions of an identity, and the sign of the second square."""
    return _PAIRS[squares]


def squares_that_may(squared: frozenset[str]) -> list[Squares]:
    """The identities of which a function is raised to a power."""
    return [
        squares for squares, (one, other, _) in _PAIRS.items() if one in squared or other in squared
    ]


def by(squares: Squares) -> Callable[[Expr], Expr]:
    """What writes two squares of a sum as one, by that identity alone."""
    return lambda terms: _as_one(terms, frozenset({squares}))


def squares_as_one(terms: Expr) -> Expr:
    """A sum in which no two of 1, p P^2 and q Q^2 have the same factor."""
    return _as_one(terms, frozenset(_PAIRS))


def _as_one(terms: Expr, allowed: frozenset[Squares]) -> Expr:
    while terms.is_Add:
        shorter = _one_step(terms, allowed)
        if shorter is None:
            break
        terms = shorter
    return terms


# What stands in a sum: by the factors of a term, but for its number, that number and the term.
_Terms = dict[frozenset[Expr], tuple[Expr, Expr]]


def _one_step(terms: Expr, allowed: frozenset[Squares]) -> Expr | None:
    among: _Terms = {}
    squares: list[tuple[frozenset[Expr], Expr]] = []
    for term in terms.args:
        number, parts = number_and_factors(term)
        among[frozenset(parts)] = (number, term)
        for factor in parts:
            if factor.is_Pow and factor.args[1].is_Integer and factor.args[1] > 1:
                row = _PARTNERS.get(head(factor.args[0]))
                if row is not None and row[0] in allowed:
                    squares.append((frozenset(parts), factor))
    # The square of a partner, by the partner's name and what it is taken of.
    known = {
        (head(function), function.args): function
        for function in (factor.args[0] for _, factor in squares)
    }
    for factors, square in squares:
        function, exponent = square.args
        _, own, name, others = _PARTNERS[head(function)]
        number, term = among[factors]
        more = () if exponent == TWO else (power(function, exponent - TWO),)
        rest = factors.difference((square,)).union(more)
        # The term is c own P^2; what is looked for is c others Q^2, or -c.
        number = number if own == 1 else -number
        partner = known.get((name, function.args))
        if partner is not None:
            found = among.get(_times(rest, power(partner, TWO)))
            if found is not None and found[0] == number * others:
                return _replaced(terms, (term, found[1]), product(number, *rest))
        found = among.get(rest)
        if found is not None and found[0] == -number:
            made = power(getattr(sympy, name)(*function.args), TWO)
            return _replaced(terms, (term, found[1]), product(-number * others, made, *rest))
    return None


def _times(factors: frozenset[Expr], square: Expr) -> frozenset[Expr]:
    """The factors of a product with a square of a function, which may be in it already."""
    function = square.args[0]
    for factor in factors:
        base, exponent = factor.args if factor.is_Pow else (factor, ONE)
        if base == function:
            return factors - {factor} | {power(function, exponent + TWO)}
    return factors | {square}


def _replaced(terms: Expr, gone: tuple[Expr, Expr], new: Expr) -> Expr:
    return total(*(term for term in terms.args if term not in gone), new)
