"""Where the mathematics says no: the error that goes with an answer that has none."""

from __future__ import annotations

from gradcli.calculus.answers import Answer, DirectionalAnswer, PartialAnswer, SteepestAnswer
from gradcli.calculus.domain.verdict import Exists
from gradcli.calculus.point.critical import CriticalKind, CriticalPoint
from gradcli.errors import GradcliError, Kind
from gradcli.language.writing import write
from gradcli.narrative.point.verdicts import complaint


def refusal(answer: Answer) -> GradcliError | None:
    """What the mathematics refuses in this answer, or None."""
    if isinstance(answer, PartialAnswer) or answer.at is None:
        return None
    at = answer.at
    if at.slopes is None:
        if isinstance(answer, DirectionalAnswer) and isinstance(answer.by_limit, Exists):
            return None  # the rate asked for exists, by its definition
        return complaint(at.verdict, answer.field, at.point)
    if isinstance(answer, SteepestAnswer) and answer.steepest is None:
        if any(slope != 0 for slope in at.slopes):
            return GradcliError(
                Kind.NO_DIRECTION,
                "it could not be decided whether the gradient is zero here",
                help="write the point in a simpler form",
            )
        where = ", ".join(write(node) for node in at.point.written)
        return GradcliError(
            Kind.NO_DIRECTION,
            f"the gradient at ({where}) is zero, so no direction is the steepest",
            help=_critical_help(at.critical),
        )
    return None


def _critical_help(critical: CriticalPoint | None) -> str:
    match None if critical is None else critical.kind:
        case None | CriticalKind.NOT_DECIDED:
            return "every direction has rate 0 here: the point is a critical point"
        case CriticalKind.MINIMUM:
            return "every direction has rate 0 here: the point is a critical point, a local minimum"
        case CriticalKind.MAXIMUM:
            return "every direction has rate 0 here: the point is a critical point, a local maximum"
        case CriticalKind.SADDLE:
            return "every direction has rate 0 here: the point is a critical point, a saddle"
