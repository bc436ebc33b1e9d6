"""Cases inside a case, of which that one says which holds.

Where u is not 0, {v if u is not 0; w otherwise} is v.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import sympy
from sympy import Expr
from sympy.logic.boolalg import Boolean

from gradcli.field.fast_sympy.heads import head

_CASES: Final = "Piecewise"


def cases_in_cases(form: Expr, finish: Callable[[Expr], Expr]) -> Expr:
    """The form without cases that are decided where they stand; `finish` is for what is left."""
    made = {each: _outer(each, finish) for each in _outermost(form)}
    changed = {each: new for each, new in made.items() if new is not each}
    return form.xreplace(changed) if changed else form


def _outermost(form: Expr) -> Iterator[Expr]:
    """The piecewise parts that stand in no other."""
    seen: set[Expr] = set()
    stack = [form]
    while stack:
        part = stack.pop()
        if part in seen:
            continue
        seen.add(part)
        if head(part) == _CASES:
            yield part
        else:
            stack.extend(part.args)


def _outer(cases: Expr, finish: Callable[[Expr], Expr]) -> Expr:
    failed: set[Boolean] = set()
    kept: list[tuple[Expr, Boolean]] = []
    is_changed = False
    for value, condition in cases.args:
        holds = {*sympy.And.make_args(condition)}
        inner = {each: _decided(each, holds, failed) for each in _outermost(value)}
        chosen = {each: new for each, new in inner.items() if new is not each}
        is_changed = is_changed or bool(chosen)
        kept.append((finish(value.xreplace(chosen)) if chosen else value, condition))
        failed.add(condition)
    return sympy.Piecewise(*kept) if is_changed else cases


def _decided(cases: Expr, holds: set[Boolean], failed: set[Boolean]) -> Expr:
    """The value of the first case, where it is known that it holds, or fails as all before it."""
    for value, condition in cases.args:
        if condition == sympy.true or condition in holds:
            return value
        if condition not in failed and sympy.Not(condition) not in holds:
            return cases
    return cases
