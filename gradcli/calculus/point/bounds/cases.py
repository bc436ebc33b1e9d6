"""The cases of a formula in the components of a step, and what the condition of each says."""

from __future__ import annotations

from typing import Any, Final

import sympy
from sympy import Expr, Symbol
from sympy.core.relational import Relational

from gradcli.calculus.point.bounds.terms import Terms, added
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import ONE, total
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What a condition says: |k| <= |h|^p for each (k, h, p) of `order`, u > 0 of `positive`."""

    order: tuple[tuple[Symbol, Symbol, Expr], ...] = ()
    positive: tuple[Expr, ...] = ()

    def without_poles(
        self, terms: Terms, steps: tuple[Symbol, ...]
    ) -> tuple[Terms, tuple[tuple[Symbol, Symbol, Expr], ...]]:
        """|k|^3/|h| as k^2 where |k| <= |h|, and what was used."""
        found: list[Terms] = []
        used: dict[tuple[Symbol, Symbol, Expr], None] = {}
        for powers, number in terms.items():
            left = list(powers)
            for row in self.order:
                small, large = steps.index(row[0]), steps.index(row[1])
                if left[large] < 0:
                    # |h|^p for each |k| is smaller where p > 1.
                    most = left[small]
                    taken = most if row[2] > 1 else min(-left[large] / row[2], most)
                    if taken > 0:
                        left[small] -= taken
                        left[large] += taken * row[2]
                        used[row] = None
            found.append({tuple(left): number})
        return added(found), tuple(used)


NOTHING_KNOWN: Final = Known()


def known_of(condition: Any) -> Known:
    """What a condition of a case says of the sizes of the components."""
    parts = condition.args if isinstance(condition, sympy.And) else (condition,)
    pairs = [
        (part.lts, part.gts, isinstance(part, sympy.Lt | sympy.Gt))
        for part in parts
        if isinstance(part, sympy.Lt | sympy.Gt | sympy.Le | sympy.Ge)
    ]
    not_negative = {large for small, large, _ in pairs if small == 0 and large.is_Symbol}
    order: list[tuple[Symbol, Symbol, Expr]] = []
    for small, large, _ in pairs:
        low, high = _power_of_a_letter(small), _power_of_a_letter(large)
        if low is None or high is None or not (low[2] or low[0] in not_negative):
            continue
        order.append((low[0], high[0], high[1] / low[1]))
    positive = tuple(sympy.expand(large - small) for small, large, strict in pairs if strict)
    return Known(tuple(order), positive)


def _power_of_a_letter(form: Expr) -> tuple[Symbol, Expr, bool] | None:
    """h, p and whether the form is |h|^p, be h below 0 or not."""
    base, exponent = form.args if form.is_Pow else (form, ONE)
    inside = head(base) == "Abs"
    letter = base.args[0] if inside else base
    if not letter.is_Symbol or not exponent.is_Rational or exponent <= 0:
        return None
    return letter, exponent, inside or exponent.p % 2 == 0


def cases_of(pieces: sympy.Piecewise, others: Expr) -> list[Expr]:
    """Each case with the other terms added; where one is for h = 0 or h = k alone, h is that."""
    found: list[Expr] = []
    put: dict[Expr, Expr] = {}
    for value, condition in pieces.args:
        own = {condition.lhs: condition.rhs} if _is_line(condition, sympy.Eq) else put
        found.append(total(value, others).xreplace(own))
        parts = condition.args if isinstance(condition, sympy.Or) else (condition,)
        if all(_is_line(each, sympy.Ne) for each in parts):
            put = {**put, **{each.lhs: each.rhs for each in parts}}
    return found


def _is_line(condition: Any, relation: type[Relational]) -> bool:
    if not isinstance(condition, relation) or not condition.lhs.is_Symbol:
        return False
    return bool(condition.rhs == 0 or condition.rhs.is_Symbol)
