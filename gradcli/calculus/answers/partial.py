"""One partial derivative, or several taken one after the other, and its value at a point."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from sympy import Expr

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.checked import (
    certified,
    checked_graph,
    confirmed,
    require_writable,
)
from gradcli.calculus.check.certificate import certify_rate
from gradcli.calculus.check.instances import for_constants
from gradcli.calculus.check.verification import Check, verify
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.numbers.constants import exactly_at
from gradcli.calculus.point import differentiability
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.rules.gradient import Partial, coordinates, repeated_partial
from gradcli.calculus.rules.graph import Graph
from gradcli.calculus.rules.nudges import Nudges, nudges_along
from gradcli.field.expression import Node, Number
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class PartialAtPoint:
    """The partial at a point: `value`, or None where there is none or that is not known.

    `verdict` is on the function that `stage` differentiates: the last one, or the first of which
    the rules do not hold at the point, where what follows is not known. `certified` says whether
    difference quotients of that function confirm the value (None: they could not be formed).
    """

    point: Point
    stage: Partial
    verdict: verdicts.Verdict
    value: Expr | None
    certified: bool | None = None

    @property
    def has_values(self) -> bool:
        """Whether the function that is differentiated has a value at the point."""
        return not isinstance(self.verdict, verdicts.OutsideDomain | verdicts.Undefined)

    @property
    def nudges(self) -> Nudges | None:
        """Small steps along the variable, and what they do to the function that is differentiated.

        Worked out when they are asked for; None where that function has no value, or a constant in
        it has none.
        """
        match self.verdict:
            case verdicts.Smooth(before) | verdicts.Differentiable(before):
                start = before
            case verdicts.NotDifferentiable(before) | verdicts.Discontinuous(before):
                start = before
            case verdicts.OutsideDomain() | verdicts.Undefined() | verdicts.Undecided():
                return None
            case _:
                assert_never(self.verdict)
        if self.value is None or self.point.without_value(self.stage.field):
            return None
        return nudges_along(self.stage.field, self.point, start, self.stage.variable, self.value)


@dataclass(frozen=True, slots=True, eq=False)
class PartialAnswer:
    """One partial, or a mixed or repeated one: `stages` are differentiated one after the other.

    `graph` has a first partial in the names that the text gives to parts, where it names any.
    """

    field: ScalarField
    stages: tuple[Partial, ...]
    check: Check
    graph: Graph | None = None
    at: PartialAtPoint | None = None

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        if self.at is None or self.at.value is None:
            return self.check.passed
        return self.check.passed and self.at.certified is True

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return tuple(stage.derivative for stage in self.stages)

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The last derivative: at the point where there is one, else as a formula."""
        if self.at is not None:
            return () if self.at.value is None else (self.at.value,)
        return (self.stages[-1].derivative,)

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        if self.at is not None:
            return tuple(from_sympy(value) for value in self.values())
        return (self.stages[-1].written,)

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        variables = (stage.variable for stage in self.stages)
        return (partial_name(self.field.function, *variables),)


def answer_partial(
    field: ScalarField, variables: tuple[str, ...], point: Point | None = None
) -> PartialAnswer:
    """The partial by the first variable, the result's by the second, and so on; each checked."""
    stages = repeated_partial(field, variables)
    checks = [
        confirmed(verify(stage.field, [(stage.variable, stage.written)]), field) for stage in stages
    ]
    weakest = min(checks, key=lambda check: (check.passed, check.digits))
    at = None if point is None else _at_point(stages, point)
    graph = checked_graph(field, variables) if len(stages) == 1 else None
    return PartialAnswer(field, stages, weakest, graph, at)


def _at_point(stages: tuple[Partial, ...], point: Point) -> PartialAtPoint:
    """The value of the last stage: by its formula, or else by the definition."""
    for stage in stages[:-1]:
        verdict = examine(stage.field, point)
        if not isinstance(verdict, verdicts.Smooth):
            # The formula need not be the derivative here, and so cannot be differentiated.
            return PartialAtPoint(point, stage, verdict, None)
    last = stages[-1]
    axis = _axis(last)
    verdict = examine(last.field, point, asked=axis)
    value = _value(last, verdict, point, axis)
    if value is None:
        return PartialAtPoint(point, last, verdict, None)
    require_writable(stages[0].field, (value,))
    confirmed = certified(
        [for_constants(last.field, lambda f, put: certify_rate(f, point, axis, put(value)))]
    )
    return PartialAtPoint(point, last, verdict, value, confirmed)


def _value(stage: Partial, verdict: verdicts.Verdict, point: Point, axis: Direction) -> Expr | None:
    match verdict:
        case verdicts.Smooth():
            return exactly_at(coordinates(stage.field, point))(stage.written)
        case verdicts.Differentiable(gradient=slopes):
            return slopes[stage.field.variables.index(stage.variable)]
        case (
            verdicts.NotDifferentiable(partials=partials)
            | verdicts.Discontinuous(partials=partials)
        ):
            partial = partials[stage.field.variables.index(stage.variable)]
            return partial.value if isinstance(partial, verdicts.Exists) else None
        case verdicts.Undecided():
            rate = differentiability.rate_along(stage.field, point, axis)
            return rate.value if isinstance(rate, verdicts.Exists) else None
        case verdicts.OutsideDomain() | verdicts.Undefined():
            return None
    assert_never(verdict)


def _axis(stage: Partial) -> Direction:
    """One step in the variable of the stage, none in the others."""
    steps = (1 if name == stage.variable else 0 for name in stage.field.variables)
    return Direction.of_trees(tuple(Number(Fraction(step)) for step in steps))
