"""Where the mathematics says no: the error that goes with an answer that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.domain.verdict import Exists, Nowhere, OneSided
from gradcli.calculus.point.critical import CriticalKind, CriticalPoint
from gradcli.errors import GradcliError
from gradcli.field.scalar_field import ScalarField
from gradcli.language.writing import write
from gradcli.narrative.point.clauses import as_text
from gradcli.narrative.point.held import how_to_give, listed
from gradcli.narrative.point.kinks import missing
from gradcli.narrative.point.verdicts import complaint, partial_complaint

# What computes the answers of other questions is not loaded for one of them.
if TYPE_CHECKING:
    from gradcli.calculus.answers.hessian import HessianAnswer
    from gradcli.calculus.answers.taylor import TaylorAnswer


def no_gradient(field: ScalarField, at: AtPoint | None) -> GradcliError | None:
    """Why there is no gradient at the point that was asked for, or None."""
    if at is None or at.slopes is not None:
        return None
    return complaint(at.verdict, field, at.point)


def no_partial(answer: PartialAnswer) -> GradcliError | None:
    """Why the partial has no value at the point that was asked for, or None."""
    at = answer.at
    if at is None or at.value is not None:
        return None
    if at.place == 0 and (len(answer.stages) == 1 or not at.has_values):
        return partial_complaint(at.verdict, answer.field, at.stage.variable, at.point)
    if isinstance(at.entry, OneSided):
        *before, last = (each.variable for each in answer.stages[: at.place + 1])
        name = partial_name(answer.field.function, *before, last)
        why = as_text(missing(last, at.entry))
        if before and Nowhere() in (at.entry.left, at.entry.right):
            there = partial_name(answer.field.function, *before)
            why = f"beside the point, along {last}, {there} does not exist"
        return GradcliError(
            "kink",
            f"{name} does not exist here: {why}",
            help="the full answer shows the limits from both sides",
        )
    return GradcliError(
        "not-decided",
        "it could not be decided whether this derivative exists here",
        help="ask at a point around which the rules of derivation hold",
    )


def no_second_partials(answer: HessianAnswer) -> GradcliError | None:
    """Why there is no matrix of second partials at the point, or None."""
    second = answer.second
    if answer.at is None or second is None:
        return no_gradient(answer.field, answer.at)
    if second.entries is not None:
        return None
    if any(isinstance(each, OneSided) for row in second.rows for each in row.entries):
        return GradcliError(
            "second-partial-missing",
            "not all second partials exist at this point, so there is no matrix of them",
            help="the full answer shows which ones do",
        )
    return GradcliError(
        "second-partial-not-decided",
        "it could not be decided whether all second partials exist at this point",
        help="write the point in a simpler form, or the function in one formula",
    )


def no_polynomial(answer: TaylorAnswer) -> GradcliError | None:
    """Why there is no Taylor polynomial at the point, or None."""
    if answer.taylor is not None:
        return None
    return no_gradient(answer.field, answer.at) or GradcliError(
        "taylor-not-smooth",
        "it was not seen that all derivatives up to this order exist near the point",
        help="ask for the linear approximation: gradcli tangent",
    )


def no_rate(answer: DirectionalAnswer) -> GradcliError | None:
    """Why there is no rate along the direction, or None: by its definition it may exist alone."""
    if isinstance(answer.by_limit, Exists):
        return None
    return no_gradient(answer.field, answer.at)


def no_direction(answer: SteepestAnswer) -> GradcliError | None:
    """Why no direction is the steepest, or None."""
    at = answer.at
    if at.slopes is None or answer.steepest is not None:
        return no_gradient(answer.field, at)
    if at.depends_on:
        names = at.depends_on
        return GradcliError(
            "direction-without-value",
            f"the direction of steepest ascent depends on {listed(names)}",
            help=how_to_give(names),
        )
    if any(slope != 0 for slope in at.slopes):
        return GradcliError(
            "zero-gradient-not-decided",
            "it could not be decided whether the gradient is zero here",
            help="write the point in a simpler form",
        )
    where = ", ".join(write(node) for node in at.point.written)
    on_a_line = len(answer.field.arguments) == 1
    what = f"derivative at {where}" if on_a_line else f"gradient at ({where})"
    return GradcliError(
        "zero-gradient",
        f"the {what} is zero, so no direction is the steepest",
        help=_critical_help(at.critical),
    )


def _critical_help(critical: CriticalPoint | None) -> str:
    if critical is not None and critical.constant:
        return "every direction has rate 0 here: the function is constant near the point"
    match None if critical is None else critical.kind:
        case None | CriticalKind.NOT_DECIDED:
            return "every direction has rate 0 here: the point is a critical point"
        case CriticalKind.MINIMUM:
            return "every direction has rate 0 here: the point is a critical point, a local minimum"
        case CriticalKind.MAXIMUM:
            return "every direction has rate 0 here: the point is a critical point, a local maximum"
        case CriticalKind.SADDLE:
            return "every direction has rate 0 here: the point is a critical point, a saddle"
        case CriticalKind.NEITHER:
            return "the rate is 0 both ways: the point is critical, and no minimum or maximum"
