"""One story a question: the order in which a reader is told, and the sentences between."""

from __future__ import annotations

from typing import assert_never

from gradcli.calculus.answers import (
    Answer,
    DirectionalAnswer,
    GradientAnswer,
    PartialAnswer,
    SteepestAnswer,
)
from gradcli.language.writing import write
from gradcli.narrative.document import Document
from gradcli.narrative.stories.common import FULLY, Telling
from gradcli.narrative.stories.directional import directional_story
from gradcli.narrative.stories.gradient import gradient_story, partial_story
from gradcli.narrative.stories.steepest import steepest_story


def story(answer: Answer, telling: Telling = FULLY) -> Document:
    """The document that tells an answer."""
    field = answer.field
    names = ", ".join(field.variables)
    title = f"{field.function}({names}) = {write(field.tree, field.variables)}"
    return Document(_told(answer, telling).blocks, title)


def _told(answer: Answer, telling: Telling) -> Document:
    match answer:
        case PartialAnswer():
            return partial_story(answer, telling)
        case GradientAnswer():
            return gradient_story(answer, telling)
        case DirectionalAnswer():
            return directional_story(answer, telling)
        case SteepestAnswer():
            return steepest_story(answer, telling)
    assert_never(answer)
