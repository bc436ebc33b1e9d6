"""Where a piece of a piecewise function is the function, and stays so for a little while.

A derivative looks at a neighbourhood. So a piece's own derivative holds in the *interior* of the
set on which the piece counts, never on its boundary: of `x^2 if x >= 0, -x otherwise` the pieces
hold for x > 0 and for x < 0, and the rule is silent at 0; of `sin(x)/x if x != 0, 1 otherwise` the
second piece has no interior at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import inf
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, BooleanAtom, Or, to_nnf

from gradcli.calculus.domain.refusal import RefusedError, TooManyPieces
from gradcli.calculus.rules.line import LINE, Intervals, common, condition_of, without
from gradcli.calculus.rules.regions import is_same, is_seen_to_vanish, resolved, simplified

_OPEN: Final = MappingProxyType(
    {
        sympy.GreaterThan: sympy.StrictGreaterThan,
        sympy.StrictGreaterThan: sympy.StrictGreaterThan,
        sympy.LessThan: sympy.StrictLessThan,
        sympy.StrictLessThan: sympy.StrictLessThan,
        sympy.Unequality: sympy.Unequality,
    }
)

_CLOSED: Final = frozenset({sympy.GreaterThan, sympy.LessThan, sympy.Equality})

_TURNED: Final = MappingProxyType(
    {
        sympy.GreaterThan: sympy.LessThan,
        sympy.StrictGreaterThan: sympy.StrictLessThan,
        sympy.LessThan: sympy.GreaterThan,
        sympy.StrictLessThan: sympy.StrictGreaterThan,
    }
)

# Each piece says of all before it that they do not hold: the formula grows as the square.
_MOST_PIECES: Final = 100


def interior(condition: Boolean) -> Boolean:
    """Points that have a neighbourhood on which the condition holds.

    An equation that is not always true has none. Of an `or` those of its parts are given, which
    may leave out a seam between them: nothing is claimed that does not hold. Where it could not be
    decided whether two sides are equal on a whole region, the condition stays as it is written,
    and it is its interior that is meant.
    """
    if isinstance(condition, BooleanAtom):
        return condition
    if isinstance(condition, And):
        return sympy.And(*(interior(part) for part in condition.args))
    if isinstance(condition, Or):
        return sympy.Or(*(interior(part) for part in condition.args))
    assert isinstance(condition, Relational)
    opened = _OPEN.get(type(condition))
    if type(condition) in _CLOSED and is_seen_to_vanish(condition):
        return condition
    return sympy.false if opened is None else opened(condition.lhs, condition.rhs)


def interiors(conditions: Sequence[Boolean]) -> tuple[Boolean, ...]:
    """For each piece in turn the interior of where it counts: its condition, and none before it."""
    written, conditions = (
        conditions,
        [resolved(to_nnf(condition, simplify=False)) for condition in conditions],
    )
    on_a_line = _on_a_line(conditions)
    if on_a_line is not None:
        return on_a_line
    if len(conditions) > _MOST_PIECES:
        raise RefusedError(TooManyPieces(_MOST_PIECES))
    holds: list[Boolean] = []
    before: list[Boolean] = []
    for told, condition in zip(written, conditions, strict=True):
        own = sympy.And(interior(condition), *before)
        holds.append(own if condition is told else simplified(own))
        before.append(interior(to_nnf(sympy.Not(condition), simplify=False)))
    return tuple(holds)


def by_pieces(cases: Sequence[tuple[Expr, Boolean]]) -> Expr:
    """The piecewise formula with these values, as they are written.

    SymPy would merge pieces of equal value into one with an unreadable condition.
    """
    told = [(value, _apart(condition)) for value, condition in cases]
    kept = [(value, condition) for value, condition in told if condition != sympy.false]
    if any(value.is_Piecewise for value, _ in kept):
        kept = [
            (part, holds) for value, condition in kept for part, holds in _within(value, condition)
        ]
    if not kept:
        return sympy.nan
    value, condition = kept[0]
    if condition == sympy.true:
        return value
    return sympy.Piecewise(*kept, evaluate=False)


def _apart(condition: Boolean) -> Boolean:
    """A condition without pieces in what it compares: each piece is compared where it counts."""
    if not condition.has(sympy.Piecewise):
        return condition
    if isinstance(condition, sympy.And | sympy.Or | sympy.Not):
        return condition.func(*(_apart(part) for part in condition.args))
    found: list[Boolean] = []
    before: list[Boolean] = []
    compared = condition.replace(lambda part: part.is_Piecewise, _that_are_real)
    whole = sympy.piecewise_fold(compared, evaluate=False)
    if not isinstance(whole, sympy.Piecewise):
        return condition
    for holds, counts in whole.args:
        found.append(sympy.And(holds, counts, *before))
        before.append(sympy.Not(counts))
    return sympy.Or(*found)


def _that_are_real(cases: Expr) -> Expr:
    """A function by cases without those that have no real value: SymPy compares none of them."""
    kept: list[tuple[Expr, Boolean]] = []
    before: list[Boolean] = []
    for value, condition in cases.args:
        if value.is_extended_real is False:
            before.append(sympy.Not(condition))
        else:
            kept.append((value, sympy.And(condition, *before)))
    return sympy.Piecewise(*kept, evaluate=False) if before and kept else cases


def joined_pieces(cases: Sequence[tuple[Expr, Boolean]]) -> list[tuple[Expr, Boolean]]:
    """Pieces with the same value as one, where it counts told together."""
    together: dict[Expr, Boolean] = {}
    for value, condition in cases:
        known = together.get(value)
        together[value] = condition if known is None else sympy.Or(known, condition)
    return [(value, simplified(condition)) for value, condition in together.items()]


def inside(value: Expr, condition: Boolean) -> Expr:
    """A value where a condition holds: of one made of pieces the one that counts all over it."""
    found = [part for part, holds in _within(value, condition) if holds == condition]
    return found[0] if found else value


def _within(value: Expr, condition: Boolean) -> list[tuple[Expr, Boolean]]:
    """A piece that is made of pieces: the one of them that counts all over it, if it is seen."""
    if not value.is_Piecewise or condition == sympy.true:
        return [(value, condition)]
    for part, holds in value.args:
        both = _both(condition, resolved(holds, always=True))
        if both == condition:
            return _within(part, condition)
        if both != sympy.false:
            break
    return [(value, condition)]


def _both(outer: Boolean, inner: Boolean) -> Boolean:
    """The condition that both hold; equal to the outer one where it entails the inner."""
    letters = outer.free_symbols | inner.free_symbols
    if len(letters) == 1:
        own, other = _intervals(outer), _intervals(inner)
        if own is not None and other is not None:
            inside = common(own, other)
            return outer if inside == own else condition_of(inside, letters.pop())
    both = simplified(sympy.And(outer, inner))
    return outer if is_same(both, outer) else both


def _on_a_line(conditions: Sequence[Boolean]) -> tuple[Boolean, ...] | None:
    """The same where all conditions are bounds on one letter by rational numbers.

    There each condition is a few intervals, and so is what they leave over.
    """
    letters = {letter for condition in conditions for letter in condition.free_symbols}
    if len(letters) != 1:
        return None
    (letter,) = letters
    holds: list[Boolean] = []
    left = LINE
    for condition in conditions:
        own = _intervals(condition)
        rest = _intervals(to_nnf(sympy.Not(condition), simplify=False))
        if own is None or rest is None:
            return None
        holds.append(condition_of(common(own, left), letter))
        left = common(left, rest)
    return tuple(holds)


def _intervals(condition: Boolean) -> Intervals | None:
    """The interior of the set on which a condition on one letter holds."""
    if isinstance(condition, BooleanAtom):
        return LINE if condition == sympy.true else ()
    if isinstance(condition, And | Or):
        parts = [_intervals(part) for part in condition.args]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        if isinstance(condition, And):
            return reduce(common, known, LINE)
        # The complement of what the complements have in common.
        return without(reduce(common, map(without, known), LINE))
    if not isinstance(condition, Relational):
        return None
    below, above = condition.lhs, condition.rhs
    kind = type(condition)
    if above.is_Symbol and below.is_Rational:
        below, above, kind = above, below, _TURNED.get(kind, kind)
    if not (below.is_Symbol and above.is_Rational):
        return None
    bound = Fraction(int(above.p), int(above.q))
    match _OPEN.get(kind):
        case sympy.StrictGreaterThan:
            return ((bound, inf),)
        case sympy.StrictLessThan:
            return ((-inf, bound),)
        case sympy.Unequality:
            return ((-inf, bound), (bound, inf))
    return ()
