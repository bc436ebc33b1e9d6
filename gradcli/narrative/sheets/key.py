"""The answer in one line, as a key gives it."""

from __future__ import annotations

from gradcli.calculus.answers import Answer
from gradcli.calculus.answers.check import CheckAnswer
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.extrema.critical import CriticalAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.errors import GradcliError
from gradcli.narrative.box import Box
from gradcli.narrative.document import Sentence
from gradcli.narrative.phrases import formula, sentence
from gradcli.narrative.stories.common import direction_letter
from gradcli.narrative.stories.extrema.critical import critical_in_short
from gradcli.narrative.stories.marking.check import verdict_on


def in_one_line(answer: Answer, headline: Box, error: GradcliError | None) -> Sentence:
    """The headline, with both rates where there are two; else what the mathematics says no to."""
    if error is not None:
        return sentence(f"No answer: {error.message}.")
    said = sentence(headline)
    if isinstance(answer, CheckAnswer):
        return verdict_on(answer)
    if isinstance(answer, CriticalAnswer):
        return critical_in_short(answer)
    if isinstance(answer, DirectionalAnswer):
        (rate,) = answer.values(unit=True)
        return (*said, *sentence(" as given; per unit of distance ", formula(rate)))
    if isinstance(answer, SteepestAnswer) and answer.steepest and answer.along:
        w = direction_letter(answer.field)
        highest, along = formula(answer.steepest.rate), formula(answer.along.unit_rate)
        return (*said, *sentence("; per unit of distance ", highest, ", along ", w, " ", along))
    if isinstance(answer, HessianAnswer) and answer.along:
        given, per_unit = formula(answer.along.value), formula(answer.along.per_unit)
        w = direction_letter(answer.field)
        return (
            *said,
            *sentence("; along ", w, " ", given, " as given, per unit of distance ", per_unit),
        )
    return said
