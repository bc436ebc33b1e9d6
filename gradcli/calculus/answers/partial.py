"""One partial derivative, or several taken one after the other, and its value at a point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
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
from gradcli.calculus.point.repeated.as_function import as_function
from gradcli.calculus.point.repeated.beside import (
    Sides,
    as_known,
    by_formula,
    is_smooth_on,
    sides_of,
)
from gradcli.calculus.point.repeated.in_series import has_no_value
from gradcli.calculus.rules.gradient import Partial, coordinates, repeated_partial
from gradcli.calculus.rules.graph import Graph
from gradcli.calculus.rules.nudges import Nudges, nudges_along
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True, eq=False)
class PartialAtPoint:
    """The partial at a point: `entry` says what is known of it; None: f has no value there.

    `stage`, in its `place` among the stages, is the last of them, or the first that has no
    derivative at the point, or none that is known. `verdict` is on the function that it
    differentiates; `by_definition` says that the formula of that does not hold at the point itself,
    where `stage` has it by the definition. `by_series` says that the value is taken from a power
    series, its formula being 0/0. `certified` says whether difference quotients of the function
    confirm the value (None: they could not be formed).
    """

    point: Point
    place: int
    stage: Partial
    verdict: verdicts.Verdict
    entry: verdicts.Rate | None
    by_definition: bool = False
    certified: bool | None = None
    by_series: bool = False

    @property
    def value(self) -> Expr | None:
        """The number; None where there is none or that is not known."""
        return self.entry.value if isinstance(self.entry, verdicts.Exists) else None

    @property
    def exists(self) -> bool | None:
        """Whether there is one; None where that is not known."""
        match self.entry:
            case verdicts.Exists():
                return True
            case verdicts.OneSided() | verdicts.NoLimit() | None:
                return False
            case verdicts.Undecided():
                return None
        assert_never(self.entry)

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
        if not self.values():
            return ()
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
    """The value of the last stage: by its formula, or else by the definition, stage by stage."""
    last = stages[-1]
    rough: list[Partial] = []
    at = _of_first(stages[0], point)
    for place, (before, stage) in enumerate(pairwise(stages), start=1):
        if at.value is None:
            return at
        if rough or not isinstance(at.verdict, verdicts.Smooth):
            rough.append(before)
        at = _of_later(place, stage, before, at.value, point, rough)
    if at.value is None:
        return at
    require_writable(stages[0].field, (at.value,))
    value, axis = at.value, Direction.along_axis(last.field.variables, last.variable)
    confirmed = certified(
        [for_constants(at.stage.field, lambda f, put: certify_rate(f, point, axis, put(value)))]
    )
    return replace(at, certified=confirmed)


def _of_first(stage: Partial, point: Point) -> PartialAtPoint:
    axis = Direction.along_axis(stage.field.variables, stage.variable)
    verdict = examine(stage.field, point, asked=axis)
    return PartialAtPoint(point, 0, stage, verdict, _entry(stage, verdict, point, axis))


def _of_later(
    place: int,
    stage: Partial,
    before: Partial,
    value: Expr,
    point: Point,
    rough: Sequence[Partial],
) -> PartialAtPoint:
    """A stage at the point, where the stage `before` has this value.

    `rough` are the stages before it, from the first for which the rules do not hold there: the
    formula of such a one need not be the derivative beside the point either.
    """
    axis = Direction.along_axis(stage.field.variables, stage.variable)
    found = as_function(before, value, point, asked=axis)
    own = replace(stage, field=found.field)
    if found.slopes is not None:
        slope = found.slopes[stage.field.variables.index(stage.variable)]
        exists = verdicts.Exists(slope, slope)
        lost = has_no_value(stage, point)
        return PartialAtPoint(point, place, own, found.verdict, exists, by_series=lost)
    entry = by_formula(_entry(own, found.verdict, point, axis))
    if rough:
        entry = as_known(entry, _sides(rough, point, stage.variable))
    return PartialAtPoint(point, place, own, found.verdict, entry, found.by_definition)


def _sides(rough: Sequence[Partial], point: Point, axis: str) -> Sides:
    """Whether what the stages before came to is its formula, on each side along the axis."""
    *earlier, last = rough
    if all(is_smooth_on(each.field, point, axis) for each in earlier):
        return sides_of(last, point, axis)
    return None, None


def _entry(
    stage: Partial, verdict: verdicts.Verdict, point: Point, axis: Direction
) -> verdicts.Rate | None:
    """What is known of the derivative of a stage; None where it has no value to begin with."""
    place = stage.field.variables.index(stage.variable)
    match verdict:
        case verdicts.Smooth():
            value = exactly_at(coordinates(stage.field, point))(stage.written)
            return verdicts.Exists(value, value)
        case verdicts.Differentiable(gradient=slopes):
            return verdicts.Exists(slopes[place], slopes[place])
        case (
            verdicts.NotDifferentiable(partials=partials)
            | verdicts.Discontinuous(partials=partials)
        ):
            return partials[place]
        case verdicts.Undecided():
            return differentiability.rate_along(stage.field, point, axis)
        case verdicts.OutsideDomain() | verdicts.Undefined():
            return None
    assert_never(verdict)
