"""Whether a change f - f(P) has one sign by its form, wherever it is defined."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.domain.of_parts import range_of_tree
from gradcli.calculus.limits.uniform_sign import is_never_negative
from gradcli.calculus.point.critical import CriticalKind
from gradcli.field.fast_sympy.sympy_build import negate
from gradcli.field.from_sympy import from_sympy


def extremum_by_form(change: Expr, names: Sequence[Symbol]) -> CriticalKind | None:
    """What a point is at which the change is 0, if that is seen in the formula.

    As squares and sums of squares are nowhere negative, a function that is at the end of its range
    (cos(x y) - 1 is nowhere positive), and one less its tangent: e^(x y) - 1 - x y.
    """
    if change == 0:
        return None
    letters = tuple(names)
    if is_never_negative(change, letters):
        return CriticalKind.MINIMUM
    if is_never_negative(negate(change), letters):
        return CriticalKind.MAXIMUM
    whole = range_of_tree(from_sympy(change))
    if whole.low == 0:
        return CriticalKind.MINIMUM
    return CriticalKind.MAXIMUM if whole.high == 0 else _beside_a_tangent(change)


def _beside_a_tangent(change: Expr) -> CriticalKind | None:
    """Of a multiple of e^u - 1 - u, or of u - 1 - ln u: a convex function is above its tangent."""
    parts = sorted(change.atoms(sympy.exp, sympy.log), key=str)
    for part in parts:
        (u,) = part.args
        number = sympy.expand(change).coeff(part)
        above = part - 1 - u if isinstance(part, sympy.exp) else part + 1 - u
        if not number.is_Rational or number == 0 or sympy.expand(change - number * above) != 0:
            continue
        is_low = (number > 0) == isinstance(part, sympy.exp)
        return CriticalKind.MINIMUM if is_low else CriticalKind.MAXIMUM
    return None
