"""The answers to the questions that the commands ask: everything computed, nothing put in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import sympy
from sympy import Expr

from gradcli.calculus.check.certificate import (
    certify_partials,
    certify_rate,
    certify_steepest,
    certify_value,
)
from gradcli.calculus.check.verification import Check, Outcome, verify
from gradcli.calculus.domain.refusal import DerivationRefuted, NumbersRefuted, RefusedError
from gradcli.calculus.domain.verdict import Differentiable, Exists, Rate, Smooth, Verdict
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point import differentiability
from gradcli.calculus.point.critical import CriticalPoint, classify
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.rules.directional import RateAlong, directional_derivative, rate_along
from gradcli.calculus.rules.gradient import (
    Gradient,
    Partial,
    gradient,
    refuse_nowhere,
    repeated_partial,
)
from gradcli.calculus.rules.nudges import Nudges, nudges
from gradcli.calculus.rules.steepest import Steepest, steepest
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.frozen import dataclass

ZERO: Final = sympy.Integer(0)


@dataclass(frozen=True, slots=True, eq=False)
class AtPoint:
    """What is true at the point.

    `value` is f(P) and `slopes` are the partials there; both are None where f is not
    differentiable: there the verdict itself says what exists. `certified` says whether difference
    quotients of f confirm the numbers (None: they could not be formed), `critical` what the
    second-derivative test says where all slopes are 0.
    """

    point: Point
    verdict: Verdict
    value: Expr | None
    slopes: tuple[Expr, ...] | None
    certified: bool | None = None
    critical: CriticalPoint | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PartialAnswer:
    """One partial, or a mixed or repeated one: `stages` are differentiated one after the other."""

    field: ScalarField
    stages: tuple[Partial, ...]
    check: Check


@dataclass(frozen=True, slots=True, eq=False)
class GradientAnswer:
    """The gradient, and what it is at the point that was asked for."""

    field: ScalarField
    gradient: Gradient
    check: Check
    at: AtPoint | None

    @property
    def nudges(self) -> tuple[Nudges, ...]:
        """Small steps around the point along each variable, worked out when they are asked for."""
        at = self.at
        if at is None or at.value is None or at.slopes is None:
            return ()
        return nudges(self.field, at.point, at.value, at.slopes)


@dataclass(frozen=True, slots=True, eq=False)
class DirectionalAnswer:
    """The rate along `direction`, as a function of the point and at the point asked for.

    `along_at` is the dot product at the point, where f is differentiable there; where it is not,
    `by_limit` is the rate by its definition, the limit of (f(P + t w) - f(P)) / t.
    """

    field: ScalarField
    gradient: Gradient
    check: Check
    direction: Direction
    along: RateAlong
    at: AtPoint | None
    along_at: RateAlong | None
    by_limit: Rate | None
    certified: bool | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SteepestAnswer:
    """The direction of steepest ascent at a point; `steepest` is None where there is none."""

    field: ScalarField
    gradient: Gradient
    check: Check
    at: AtPoint
    steepest: Steepest | None
    certified: bool | None = None


Derived: TypeAlias = Callable[[Partial, int], None]
"""Who wants to know of each partial when it is derived: the partial, and its place from 1."""

Answer: TypeAlias = PartialAnswer | GradientAnswer | DirectionalAnswer | SteepestAnswer


def _confirmed(check: Check, field: ScalarField) -> Check:
    """A derivation that fails its check is never given out, nor one of what is real nowhere."""
    if check.outcome is Outcome.NO_POINT:
        refuse_nowhere(field)
    if check.outcome is Outcome.FAILED:
        raise RefusedError(DerivationRefuted(check.where or {}))
    return check


def _checked_gradient(field: ScalarField, derived: Derived | None) -> tuple[Gradient, Check]:
    """The gradient and its check; with `derived`, each partial is checked and given out at once."""
    whole = gradient(field)
    if derived is not None:
        for place, partial in enumerate(whole.partials, start=1):
            _confirmed(verify(field, [(partial.variable, partial.written)]), field)
            derived(partial, place)
    pairs = [(partial.variable, partial.written) for partial in whole.partials]
    return whole, _confirmed(verify(field, pairs), field)


def _at(whole: Gradient, point: Point, asked: Direction | None = None) -> AtPoint:
    verdict = examine(whole.field, point, asked=asked)
    match verdict:
        case Smooth(value):
            slopes = _with_zeros(whole.at(point))
        case Differentiable(value, gradient_there):
            slopes = _with_zeros(gradient_there)
        case _:
            return AtPoint(point, verdict, None, None)
    confirmed = [certify_value(whole.field, point, value)]
    confirmed.append(certify_partials(whole.field, point, slopes))
    critical = None
    if isinstance(verdict, Smooth) and all(slope == 0 for slope in slopes):
        critical = _critical_point(whole, point)
    return AtPoint(point, verdict, value, slopes, _certified(confirmed), critical)


def _certified(confirmed: Sequence[bool | None]) -> bool | None:
    """Whether all was confirmed; what was refuted is never given out."""
    if any(each is False for each in confirmed):
        raise RefusedError(NumbersRefuted())
    return None if any(each is None for each in confirmed) else True


def _critical_point(whole: Gradient, point: Point) -> CriticalPoint:
    """The second-derivative test, on second partials derived by the same rules."""
    return classify([gradient(partial.as_field()).at(point) for partial in whole.partials])


def _with_zeros(slopes: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """The components, those that are 0 written as 0: sin(pi/5) identities hide a zero well."""
    return tuple(ZERO if is_zero(slope) else slope for slope in slopes)


def answer_partial(field: ScalarField, variables: tuple[str, ...]) -> PartialAnswer:
    """The partial by the first variable, the result's by the second, and so on; each checked."""
    stages = repeated_partial(field, variables)
    checks = [
        _confirmed(verify(stage.field, [(stage.variable, stage.written)]), field)
        for stage in stages
    ]
    return PartialAnswer(field, stages, min(checks, key=lambda check: (check.passed, check.digits)))


def answer_gradient(
    field: ScalarField, point: Point | None = None, derived: Derived | None = None
) -> GradientAnswer:
    """The gradient, and with a point its value there.

    `derived` is told each partial, with its place from 1, as soon as it is derived and checked.
    """
    whole, check = _checked_gradient(field, derived)
    return GradientAnswer(field, whole, check, None if point is None else _at(whole, point))


def answer_directional(
    field: ScalarField,
    direction: Direction,
    point: Point | None = None,
    derived: Derived | None = None,
) -> DirectionalAnswer:
    """The rate along a direction that is not zero, and with a point its value there."""
    whole, check = _checked_gradient(field, derived)
    along = directional_derivative(whole, direction)
    at = None if point is None else _at(whole, point, direction)
    along_at = by_limit = rate = None
    if at is not None and at.slopes is not None:
        along_at = rate_along(at.slopes, direction.components)
        rate = along_at.rate
    elif at is not None:
        by_limit = differentiability.rate_along(field, at.point, direction)
        rate = by_limit.value if isinstance(by_limit, Exists) else None
    confirmed = None
    if at is not None and rate is not None:
        confirmed = _certified([certify_rate(field, at.point, direction, rate)])
    return DirectionalAnswer(
        field, whole, check, direction, along, at, along_at, by_limit, confirmed
    )


def answer_steepest(
    field: ScalarField, point: Point, derived: Derived | None = None
) -> SteepestAnswer:
    """The direction of steepest ascent at a point, where the gradient exists and is not zero."""
    whole, check = _checked_gradient(field, derived)
    at = _at(whole, point)
    best = confirmed = None
    if at.slopes is not None and any(is_zero(slope) is False for slope in at.slopes):
        best = steepest(at.slopes)
        confirmed = _certified([certify_steepest(at.slopes, best.direction, best.rate)])
    return SteepestAnswer(field, whole, check, at, best, confirmed)


def is_verified(answer: Answer) -> bool:
    """Whether every check that the answer calls for was made and passed."""
    if not answer.check.passed:
        return False
    match answer:
        case PartialAnswer() | GradientAnswer(at=None) | DirectionalAnswer(at=None):
            return True
        case GradientAnswer(at=AtPoint(slopes=slopes, certified=certified)):
            return slopes is None or certified is True
        case DirectionalAnswer(certified=certified):
            return certified is True
        case SteepestAnswer(steepest=best, at=AtPoint(certified=certified)):
            return certified is True and (best is None or answer.certified is True)
        case _:
            # mypy cannot see that the two cases of a gradient answer are all of them.
            raise AssertionError(answer)


def values_of(answer: Answer, *, unit: bool = False) -> tuple[Expr, ...]:
    """The answer alone: at the point where there is one, else formulas.

    One value for `partial` and `dir` (there `unit` asks for the rate per unit of distance), n for
    `grad` and `steepest`. Empty where the mathematics says no. Formulas may speak of the parts
    that have names (`Partial.named`); `trees_of` gives them in the variables alone.
    """
    match answer:
        case PartialAnswer(stages=stages):
            return (stages[-1].derivative,)
        case GradientAnswer(at=None, gradient=whole):
            return whole.components
        case GradientAnswer(at=AtPoint(slopes=slopes)):
            return slopes or ()
        case DirectionalAnswer(at=None, along=along):
            return (along.unit_rate if unit else along.rate,)
        case DirectionalAnswer(along_at=RateAlong(rate=rate, unit_rate=unit_rate)):
            return (unit_rate if unit else rate,)
        case DirectionalAnswer(by_limit=Exists(rate, per_unit)):
            return (per_unit if unit else rate,)
        case DirectionalAnswer():
            return ()
        case SteepestAnswer(steepest=best):
            return () if best is None else best.direction
        case _:
            # mypy cannot see that the two cases of a gradient answer are all of them.
            raise AssertionError(answer)


def formulas_of(answer: Answer) -> tuple[Expr, ...]:
    """The derivatives on which an answer rests, as formulas."""
    if isinstance(answer, PartialAnswer):
        return tuple(stage.derivative for stage in answer.stages)
    return answer.gradient.components


def trees_of(answer: Answer, *, unit: bool = False) -> tuple[Node, ...]:
    """The same as `values_of`, as graphs in the variables alone."""
    match answer:
        case PartialAnswer(stages=stages):
            return (stages[-1].written,)
        case GradientAnswer(at=None, gradient=whole):
            return tuple(partial.written for partial in whole.partials)
        case DirectionalAnswer(at=None, gradient=whole):
            return tuple(whole.written(value) for value in values_of(answer, unit=unit))
        case _:
            return tuple(from_sympy(value) for value in values_of(answer, unit=unit))
