"""A derivation that was given line by line: which steps follow, and what is wrong in the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from gradcli.calculus.answers.check import (
    CheckAnswer,
    Given,
    Task,
    WorkedStep,
    answer_check,
    solve,
)
from gradcli.calculus.answers.diagnosis.diagnose import diagnosed, slip_in_numbers
from gradcli.calculus.equality.compare import compare, decimals_in
from gradcli.calculus.mistakes.naming import Mistake
from gradcli.field.expression import Node, variables_of
from gradcli.field.scalar_field import ScalarField
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass, replace

_OF_A_LINE: Final = frozenset({"term_sign", "term_dropped", "sign_flipped"})

Step: TypeAlias = tuple[int, str, Node | None]
"""The number of its line, its text, and the formula, where it is one."""


def answer_work(
    field: ScalarField, task: Task, steps: Sequence[Step], *, two: bool = False
) -> CheckAnswer:
    """The answer is the first step that does not follow, or else the last one."""
    work = worked_steps(field, task, steps)
    place = next(
        (place for place, step in enumerate(work) if step.follows is False),
        max(place for place, (_, _, node) in enumerate(steps) if node is not None),
    )
    _, text, node = steps[place]
    assert node is not None
    is_formula = bool(variables_of(node) & {*field.variables})
    if work and work[place].follows is False and is_formula:
        # It stands before the point was put in.
        task = replace(task, point=None)
    answer = answer_check(field, task, Given((node,), decimals_in(node, text)))
    before = _right_before(work, steps, place, field, task)
    if before is None:
        return replace(diagnosed(answer, two=two), work=work)
    mistake = slip_in_numbers(answer, before) or _of_the_line(diagnosed(answer).mistake)
    return replace(answer, mistake=mistake, work=work)


def _of_the_line(mistake: Mistake | None) -> Mistake | None:
    """What may go wrong below a line in which everything was differentiated, and rightly.

    That no law was mistaken the line above shows, whatever else comes to the same.
    """
    names = () if mistake is None else (mistake.name, *mistake.also)
    kept = [name for name in names if name in _OF_A_LINE]
    if mistake is None or not kept:
        return None
    return replace(mistake, name=kept[0], also=tuple(kept[1:]))


def _right_before(
    work: Sequence[WorkedStep],
    steps: Sequence[Step],
    place: int,
    field: ScalarField,
    task: Task,
) -> Node | None:
    """The formula above a step, where all above it are right; with the point put in, if it is."""
    above = [
        (step, node)
        for step, (_, _, node) in zip(work[:place], steps, strict=False)
        if node is not None
    ]
    if not above or not all(step.is_right for step, _ in above):
        return None
    node = above[-1][1]
    return node if task.point is None else with_values(node, task.point.named(field))


@dataclass(frozen=True, slots=True, eq=False)
class _Aim:
    """What a derivation should come to: the derivative, and its value where a point was given."""

    formula: Node
    value: Node
    at: Mapping[str, Node]

    def of(self, node: Node) -> Node:
        """What a formula should be: one in the variables stands before the point was put in."""
        return self.formula if self._moves(node) else self.value

    def alike(self, one: Node, other: Node) -> tuple[Node, Node]:
        """Both with the point put in, where it is put into one of them."""
        if self._moves(one) == self._moves(other):
            return one, other
        return with_values(one, self.at), with_values(other, self.at)

    def _moves(self, node: Node) -> bool:
        return bool(variables_of(node) & self.at.keys())


def worked_steps(field: ScalarField, task: Task, steps: Sequence[Step]) -> tuple[WorkedStep, ...]:
    """Each step of a derivation held against the one before it, the first against what is right."""
    values = solve(field, task).trees()
    if not values:
        return ()
    aim = _Aim(values[0], values[0], {})
    if task.point is not None:
        formulas = solve(field, replace(task, point=None)).trees()
        aim = _Aim(formulas[0], values[0], task.point.named(field))
    done: list[WorkedStep] = []
    before: Node | None = None
    for line, text, node in steps:
        if node is None:
            done.append(WorkedStep(line, text, None, None, is_formula=False))
            continue
        decimals = decimals_in(node, text)
        right = aim.of(node)
        one, other = (right, node) if before is None else aim.alike(before, node)
        found = compare(one, other, field.letters, decimals=decimals)
        is_right = compare(right, node, field.letters, decimals=decimals).equal
        beside = None if before is None else found
        done.append(WorkedStep(line, text, found.equal, is_right, beside))
        before = node
    return tuple(done)
