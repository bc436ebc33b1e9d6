"""Critical points of a function with constants that have no value: one formula for all values."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.found import Solved, Worked
from gradcli.calculus.extrema.ideals import TooHardError
from gradcli.calculus.extrema.split import Explicit, cases


def solve_for_all(
    equations: Sequence[Expr], variables: Sequence[Symbol], held: Sequence[Symbol]
) -> Solved | None:
    """The one solution that holds whatever the constants are; None where there is no such.

    It has no denominators, and no case depends on the constants.
    """
    letters = (*variables, *held)
    polynomial = all(each.is_polynomial(*letters) for each in equations)
    if not polynomial or any(each.atoms(sympy.NumberSymbol) for each in equations):
        return None
    try:
        found = cases(equations, letters, [False] * len(letters))
    except (TooHardError, sympy.CoercionFailed):
        return None
    match found:
        case (Explicit(told, values),):
            solved = dict(values)
            if set(solved) != set(range(len(variables))):
                return None
            place = tuple(solved[k] for k in range(len(variables)))
            return Solved((Worked(told, (place,)),), complete=True)
        case ():
            return Solved((), complete=True)
        case _:
            return None
