"""Equations of a gradient, solved over the reals: every solution, and whether these are all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, assert_never

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.found import (
    Coordinate,
    Enclosed,
    Family,
    Place,
    Solved,
    Where,
    Worked,
)
from gradcli.calculus.extrema.ideals import TooHardError
from gradcli.calculus.extrema.roots import RealRoot, real_roots
from gradcli.calculus.extrema.split import Case, Explicit, Finite, Implicit, cases

_WIDTH: Final = Fraction(1, 10**40)
_LARGEST_DEGREE: Final = 24
_MOST_TERMS: Final = 80
_MOST_LETTERS: Final = 8

NOTHING_KNOWN: Final = Solved((), None)


def solve(
    equations: Sequence[Expr], variables: Sequence[Symbol], letters: Sequence[Symbol]
) -> Solved:
    """All real points where the equations are 0. `letters` are names for parameters, free ones."""
    if not all(_is_polynomial(each, variables) for each in equations):
        return NOTHING_KNOWN
    try:
        found = cases(equations, variables, [False] * len(variables))
    except TooHardError:
        return NOTHING_KNOWN
    worked = tuple(_worked(case, variables, letters) for case in found)
    return Solved(worked, complete=True)


def _is_polynomial(equation: Expr, variables: Sequence[Symbol]) -> bool:
    """With rational coefficients, and of a size that is worked on."""
    if len(variables) > _MOST_LETTERS or not equation.is_polynomial(*variables):
        return False
    poly = sympy.Poly(equation, *variables)
    return (
        bool(poly.domain.is_ZZ or poly.domain.is_QQ)
        and poly.total_degree() <= _LARGEST_DEGREE
        and len(poly.terms()) <= _MOST_TERMS
    )


def _worked(case: Case, variables: Sequence[Symbol], letters: Sequence[Symbol]) -> Worked:
    match case:
        case Finite(equations, places, rows, solutions):
            if len(places) == len(variables):
                points = tuple(tuple(map(coordinate, row)) for row in rows)
                return Worked(equations, points, solutions=solutions)
            if any(root.exact is None for row in rows for root in row):
                return Worked(equations, families=(implicit(equations, variables),))
            families = [
                {place: root.exact for place, root in zip(places, row, strict=True)} for row in rows
            ]
            return Worked(
                equations,
                families=tuple(_explicit(each, variables, letters) for each in families),
            )
        case Explicit(equations, values):
            return Worked(equations, families=(_explicit(dict(values), variables, letters),))
        case Implicit(equations):
            return Worked(equations, families=(implicit(equations, variables),))
    assert_never(case)


def coordinate(root: RealRoot) -> Coordinate:
    """A root as a coordinate: its formula, or bounds."""
    return root.exact if root.exact is not None else Enclosed(*root.within(_WIDTH))


def _explicit(
    values: dict[int, Expr], variables: Sequence[Symbol], letters: Sequence[Symbol]
) -> Family:
    free = [place for place in range(len(variables)) if place not in values]
    names = dict(zip((variables[place] for place in free), letters, strict=False))
    at = tuple(
        values[place].xreplace(names) if place in values else names[variable]
        for place, variable in enumerate(variables)
    )
    return Family(at, tuple(names.values()))


def implicit(equations: Sequence[Expr], variables: Sequence[Symbol]) -> Family:
    """The points at which the equations are 0, told by these."""
    return Family(
        tuple(variables), tuple(variables), where=tuple(Where(each, "=") for each in equations)
    )


def at_zeros(family: Family, formula: Expr) -> tuple[Place, ...] | None:
    """The points of a family of one parameter where a polynomial in it is 0; None of others."""
    if (
        len(family.parameters) != 1
        or family.integers
        or not formula.is_polynomial(*family.parameters)
    ):
        return None
    (parameter,) = family.parameters
    poly = sympy.Poly(formula, parameter)
    if not (poly.domain.is_ZZ or poly.domain.is_QQ):
        return None
    found: list[Place] = []
    for root in real_roots(poly):
        if root.exact is None:
            return None
        found.append(
            tuple(sympy.expand(each.xreplace({parameter: root.exact})) for each in family.at)
        )
    return tuple(found)
