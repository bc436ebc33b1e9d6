"""A derivation in brief: a line for each rule, each worked out from those before it."""

from __future__ import annotations

from typing import Final

from gradcli.calculus.rules.laws import name_of
from gradcli.calculus.rules.rules import (
    ChainRule,
    ConstantRule,
    Derivation,
    SumRule,
    parts_of,
    rule_name,
)
from gradcli.narrative import rulebook
from gradcli.narrative.document import Line, Step
from gradcli.narrative.steps.folding import in_one_line
from gradcli.narrative.steps.pen import StepWriter

MOST_NAMED: Final = 3
"""Of more lines it is not said, one by one, that a line follows from them."""


def in_brief(pen: StepWriter, derivation: Derivation, number: str) -> tuple[Step, ...]:
    """The lines, inner rules before outer ones: `number`.1 and so on, or one line `number`."""
    order = _inner_first(pen, derivation)
    numbers = {rule: f"{number}.{place}" for place, rule in enumerate(order, start=1)}
    if len(order) == 1:
        numbers[derivation] = number
    return tuple(_line(pen, rule, numbers) for rule in order)


def _inner_first(pen: StepWriter, derivation: Derivation) -> list[Derivation]:
    """The rules that have a line of their own, each behind those that it uses."""
    order: dict[Derivation, None] = {}
    stack = [(derivation, False)]
    while stack:
        rule, ready = stack.pop()
        if rule in order:
            continue
        if ready:
            order[rule] = None
            continue
        stack.append((rule, True))
        stack.extend((part, False) for part in reversed(_parts(pen, rule)))
    return list(order)


def _parts(pen: StepWriter, rule: Derivation) -> tuple[Derivation, ...]:
    """The parts that have a line of their own: none for what is one line, and in a sum no such."""
    if in_one_line(pen, rule) is not None:
        return ()
    parts = parts_of(rule)
    if isinstance(rule, SumRule):
        return tuple(part for part in parts if in_one_line(pen, part) is None)
    return parts


def _line(pen: StepWriter, rule: Derivation, numbers: dict[Derivation, str]) -> Step:
    folded = in_one_line(pen, rule)
    title = (folded and folded.titles) or rulebook.title(rule_name(rule))
    if folded is None and isinstance(rule, ChainRule):
        title += f", {rulebook.title(name_of(rule.outer))}"
    if folded is None and isinstance(rule, SumRule) and rule.constants:
        title += f", {rulebook.title(ConstantRule.LAW.name)}"
    uses = [numbers[part] for part in _parts(pen, rule)]
    if 0 < len(uses) <= MOST_NAMED:
        *first, last = dict.fromkeys(uses)
        before = f"{', '.join(first)} and " if first else ""
        title += f", from {before}{last}"
    line = Line(pen.derivative(rule), "=", pen.result(rule))
    return Step(numbers[rule], title, None, (line,), (), (), ())
