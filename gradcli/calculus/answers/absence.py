"""Whether what was asked for is seen not to exist at the point: "does not exist" is an answer too.

Where only one side of a limit was decided, or the rules do not hold and the definition was not
followed through, nothing is said.
"""

from __future__ import annotations

from typing import TypeAlias, assert_never

from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.domain import verdict as verdicts

Answered: TypeAlias = (
    GradientAnswer
    | PartialAnswer
    | DirectionalAnswer
    | SteepestAnswer
    | HessianAnswer
    | TangentAnswer
)


def is_absent(solved: Answered, *, along_level: bool = False) -> bool | None:
    """Whether there is none at the point; None where that is not decided.

    Of a steepest answer the direction `along_level` may be what was asked for.
    """
    if solved.values():
        return False
    match solved:
        case GradientAnswer() | TangentAnswer():
            return None if solved.at is None else _has_no_gradient(solved.at.verdict)
        case SteepestAnswer():
            return _has_no_direction(solved, along_level)
        case DirectionalAnswer():
            return _has_no_rate(solved)
        case PartialAnswer():
            return _has_no_partial(solved)
        case HessianAnswer():
            return _has_no_matrix(solved)
    assert_never(solved)


def _has_no_gradient(verdict: verdicts.Verdict) -> bool | None:
    match verdict:
        case verdicts.OutsideDomain() | verdicts.Undefined():
            return True
        case verdicts.NotDifferentiable() | verdicts.Discontinuous():
            return True
        case verdicts.Smooth() | verdicts.Differentiable() | verdicts.Undecided():
            return None
    assert_never(verdict)


def _has_no_direction(solved: SteepestAnswer, along_level: bool) -> bool | None:
    """Where the gradient is zero no direction is the steepest; of the level set it says nothing."""
    slopes = solved.at.slopes
    if slopes is None:
        return _has_no_gradient(solved.at.verdict)
    return True if not along_level and all(slope == 0 for slope in slopes) else None


def _has_no_rate(solved: DirectionalAnswer) -> bool | None:
    match solved.by_limit:
        case verdicts.OneSided() | verdicts.NoLimit():
            return True
        case verdicts.Undecided():
            return None
        case verdicts.Exists():
            return False
        case None:
            return None if solved.at is None else _has_no_gradient(solved.at.verdict)
    assert_never(solved.by_limit)


def _has_no_partial(solved: PartialAnswer) -> bool | None:
    return None if solved.at is None or solved.at.exists is None else not solved.at.exists


def _has_no_matrix(solved: HessianAnswer) -> bool | None:
    if solved.second is None:
        return None if solved.at is None else _has_no_gradient(solved.at.verdict)
    entries = [each for row in solved.second.rows for each in row.entries]
    return True if any(isinstance(each, verdicts.OneSided) for each in entries) else None
