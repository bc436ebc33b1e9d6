"""Comparisons of SymPy forms that may be piecewise: true only where both sides have a value.

SymPy makes `a if c else b` of a comparison with a piecewise form, and raises where its pieces do
not cover all numbers. Here each piece is compared where it counts; where none does, nothing holds.
"""

from __future__ import annotations

import sympy
from sympy import Expr
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from gradcli.field.fast_sympy.sympy_build import UNREAL


def compared(
    relation: type[Relational], left: Expr, right: Expr, *, evaluate: bool = True
) -> Boolean:
    """`left relation right` as a condition in which no piecewise form is left."""
    if left.has(sympy.Piecewise):
        cases = _cases(left)
        return _somewhere([(compared(relation, part, right), holds) for part, holds in cases])
    if right.has(sympy.Piecewise):
        cases = _cases(right)
        return _somewhere([(compared(relation, left, part), holds) for part, holds in cases])
    if is_unreal(left) or is_unreal(right):
        return sympy.false
    if left.is_Symbol and right.is_Rational:
        # SymPy looks long for what decides x < 3, and nothing does.
        evaluate = False
    found = relation(left, right) if evaluate else relation(left, right, evaluate=False)
    return found if _settles(found) else relation(left - right, 0).canonical


def is_unreal(form: Expr) -> bool:
    """Whether a form is seen to have no real value: SymPy does not compare it, but raises."""
    return form in UNREAL or form.is_extended_real is False


def _settles(condition: Boolean) -> bool:
    """Whether SymPy's canonical form of a comparison stays as it is.

    Of x - y < z - 3x it makes 3x - z < y - x, and of that the first again: a piecewise form, which
    is made anew until nothing changes, is never done.
    """
    if not isinstance(condition, Relational):
        return True
    left, right = condition.args
    if left.is_number or right.is_number or not (left.is_Add or right.is_Add):
        return True
    once = condition.canonical
    return not isinstance(once, Relational) or once.canonical == once


def _cases(form: Expr) -> list[tuple[Expr, Boolean]]:
    """The pieces of a form that holds a piecewise one, and where each counts."""
    whole = form if form.is_Piecewise else sympy.piecewise_fold(form)
    if not whole.has(sympy.Piecewise):
        # The pieces are equal: max({1 if y > 0, 2 otherwise}, 3) is 3.
        return [(whole, sympy.true)]
    assert whole.is_Piecewise, "SymPy brings every piecewise part out"
    return [(pair.args[0], pair.args[1]) for pair in whole.args]


def _somewhere(cases: list[tuple[Boolean, Boolean]]) -> Boolean:
    """Whether the first of the cases that counts is true."""
    parts: list[Boolean] = []
    before: list[Boolean] = []
    for truth, holds in cases:
        parts.append(sympy.And(*before, holds, truth))
        before.append(sympy.Not(holds))
    return sympy.Or(*parts)
