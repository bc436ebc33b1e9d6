"""Where a piece of a piecewise function is the function, and stays so for a little while.

A derivative looks at a neighbourhood. So a piece's own derivative holds in the *interior* of the
set on which the piece counts, never on its boundary: of `x^2 if x >= 0, -x otherwise` the pieces
hold for x > 0 and for x < 0, and the rule is silent at 0; of `sin(x)/x if x != 0, 1 otherwise` the
second piece has no interior at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, BooleanAtom, Or, to_nnf

_OPEN: Final = MappingProxyType(
    {
        sympy.GreaterThan: sympy.StrictGreaterThan,
        sympy.StrictGreaterThan: sympy.StrictGreaterThan,
        sympy.LessThan: sympy.StrictLessThan,
        sympy.StrictLessThan: sympy.StrictLessThan,
        sympy.Unequality: sympy.Unequality,
    }
)

_MOST_BOUNDS: Final = 6


def interior(condition: Boolean) -> Boolean:
    """Points that have a neighbourhood on which the condition holds.

    An equation that is not always true has none. Of an `or` those of its parts are given, which
    may leave out a seam between them: nothing is claimed that does not hold.
    """
    if isinstance(condition, BooleanAtom):
        return condition
    if isinstance(condition, And):
        return sympy.And(*(interior(part) for part in condition.args))
    if isinstance(condition, Or):
        return sympy.Or(*(interior(part) for part in condition.args))
    assert isinstance(condition, Relational)
    opened = _OPEN.get(type(condition))
    return sympy.false if opened is None else opened(condition.lhs, condition.rhs)


def interiors(conditions: Sequence[Boolean]) -> tuple[Boolean, ...]:
    """For each piece in turn the interior of where it counts: its condition, and none before it."""
    holds: list[Boolean] = []
    before: list[Boolean] = []
    for condition in conditions:
        holds.append(_without_repetition(sympy.And(interior(condition), *before)))
        before.append(interior(to_nnf(sympy.Not(condition), simplify=False)))
    return tuple(holds)


def by_pieces(cases: Sequence[tuple[Expr, Boolean]]) -> Expr:
    """The piecewise formula with these values, as they are written.

    SymPy would merge pieces of equal value into one with a condition that nobody can read.
    """
    kept = [(value, condition) for value, condition in cases if condition != sympy.false]
    if not kept:
        return sympy.nan
    value, condition = kept[0]
    if condition == sympy.true:
        return value
    return sympy.Piecewise(*kept, evaluate=False)


def _without_repetition(condition: Boolean) -> Boolean:
    """x > 1 for x > 0 and x > 1: bounds on one letter by numbers, which SymPy settles at once."""
    plain = isinstance(condition, And) and all(
        isinstance(part, Relational) and part.lhs.is_Symbol and part.rhs.is_Rational
        for part in condition.args
    )
    if plain and len(condition.free_symbols) == 1 and len(condition.args) <= _MOST_BOUNDS:
        return condition.simplify()
    return condition
