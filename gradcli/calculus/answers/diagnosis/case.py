"""An answer in numbers: its formulas at a few points, or at the point that was asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Final, TypeAlias

from gradcli.calculus.answers.absence import Answered
from gradcli.calculus.answers.check import CheckAnswer, Task
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.equality.sample_points import points
from gradcli.calculus.mistakes.scene import Scene, numbers_at
from gradcli.calculus.numbers.numeric import FLOATS, OutsideRealsError, evaluate
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.expression import Node
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass

_POINTS: Final = 4
_ATTEMPTS: Final = 80
NO_NUMBER: Final = (OutsideRealsError, UnrealError, OverflowError, ZeroDivisionError, ValueError)
"""What is raised by the evaluation of a formula that has no value, or none that a float holds."""

Values: TypeAlias = list[float]
At: TypeAlias = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """An answer with the points at which it is looked at: one where the question has one."""

    answer: CheckAnswer
    at: Sequence[At]
    scenes: Sequence[Scene[float]]
    near: float

    @property
    def field(self) -> ScalarField:
        """The function."""
        return self.answer.field

    @property
    def solved(self) -> Answered:
        """The answer to the question itself."""
        return self.answer.solved

    @property
    def task(self) -> Task:
        """What was asked."""
        return self.answer.task

    @property
    def gradient(self) -> Gradient | None:
        """All first partials, where the answer has them."""
        return None if isinstance(self.solved, PartialAnswer) else self.solved.gradient

    def values(self, tree: Node) -> Values:
        """A formula at each of the points."""
        return [*self.values_in_turn(tree)]

    def values_in_turn(self, tree: Node) -> Iterator[float]:
        """The same, each when it is asked for."""
        return (float(evaluate(tree, at, FLOATS)) for at in self.at)

    def columns(self, trees: Iterable[Node]) -> list[Values] | None:
        """Several formulas at each of the points; None where one has no value."""
        try:
            return [self.values(tree) for tree in trees]
        except NO_NUMBER:
            return None

    def slopes(self, tree: Node, name: str) -> Values:
        """The derivative of a formula at each of the points, by no rule."""
        return [scene.slope(tree, name) for scene in self.scenes]


def case_of(answer: CheckAnswer) -> Case | None:
    """Points at which everything has a value; None where there are none."""
    field, point = answer.field, answer.task.point
    trees = [field.tree, *answer.given.nodes]
    if point is None:
        trees.extend(each.expected for each in answer.components)
    try:
        fixed = {} if point is None else coordinates_of(answer)
    except NO_NUMBER:
        # Beyond the floats, as 10^400, nothing is calculated.
        return None
    # A tangent plane is a formula, whose numbers come from the point.
    is_formula = point is None or isinstance(answer.solved, TangentAnswer) or bool(field.held)
    found: list[At] = []
    for drawn in points(field.letters, _ATTEMPTS):
        at = {name: float(value) for name, value in drawn.items()}
        if fixed and not isinstance(answer.solved, TangentAnswer):
            at |= fixed
        if _all_have_values(trees, at):
            found.append(at)
        if len(found) == (_POINTS if is_formula else 1):
            break
    if not found:
        return None
    near = max((10.0**-places for places in answer.given.decimals.values()), default=0.0)
    return Case(answer, found, [numbers_at(at) for at in found], 0.0 if is_formula else near)


def coordinates_of(answer: CheckAnswer) -> dict[str, float]:
    """The coordinates of the point."""
    assert answer.task.point is not None
    values = answer.task.point.values(answer.field)
    return {
        name: float(evaluate(from_sympy(each), {}, FLOATS))
        for name, each in values.items()
        if not each.free_symbols
    }


def _all_have_values(trees: Sequence[Node], at: At) -> bool:
    try:
        return all(isfinite(evaluate(tree, at, FLOATS)) for tree in trees)
    except NO_NUMBER:
        return False


def direction_of(case: Case) -> list[float]:
    """The components of w."""
    assert case.task.direction is not None
    return [
        float(evaluate(from_sympy(each), {}, FLOATS)) for each in case.task.direction.components
    ]


def added(*columns: Values) -> Values:
    """The sum of columns, point by point."""
    return [sum(row) for row in zip(*columns, strict=True)]


def are_near(some: Sequence[float], others: Sequence[float], near: float) -> bool:
    """Whether numbers are the same but for rounding, or but for `near`."""
    return all(
        isfinite(one) and abs(one - other) <= max(near, 1e-9 * max(abs(one), abs(other), 1e-9))
        for one, other in zip(some, others, strict=True)
    )
