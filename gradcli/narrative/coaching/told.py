"""Hints as a page."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from gradcli.calculus.rules.gradient import Partial
from gradcli.calculus.rules.rules import Derivation
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass
from gradcli.narrative import document as doc
from gradcli.narrative.coaching.hints import Hint, hints
from gradcli.narrative.notation import derivative_of, typeset, variable
from gradcli.narrative.phrases import enumerated, sentence
from gradcli.narrative.stories.common import derivative_name
from gradcli.narrative.stories.partials import reading

_TONES: Final = MappingProxyType(
    {True: doc.Tone.CHECKED, False: doc.Tone.REFUSED, None: doc.Tone.WARNING}
)


def hint_story(
    partial: Partial, level: int, *, of_gradient: bool, after: After | None = None
) -> doc.Document:
    """The hints up to a level, for one partial; of a gradient it is the first that is worked.

    `after` is a line that was tried: the hints begin at the step where it goes wrong.
    """
    blocks: list[doc.Block] = [*reading(partial.field)]
    blocks.append(doc.Paragraph(_which(partial.field, partial.variable, of_gradient=of_gradient)))
    derivation = partial.derivation
    if after is not None:
        blocks.append(doc.Remark(_TONES[after.right], said_of(after, partial)))
        if after.right:
            return doc.Document(tuple(blocks), title="Hints")
        derivation = after.step or derivation
    for place, each in enumerate(hints(derivation, partial.field)[:level], start=1):
        blocks.extend(blocks_of(each, f"Hint {place}."))
    return doc.Document(tuple(blocks), title="Hints")


@dataclass(frozen=True, slots=True, eq=False)
class After:
    """A line that was tried: whether it is right, and the step where a known mistake enters."""

    right: bool | None
    step: Derivation | None


def said_of(after: After, partial: Partial) -> doc.Sentence:
    """What is said of the line before the hints."""
    name = derivative_name(partial.field, (partial.variable,))
    if after.right:
        return sentence("The line is right: it is ", name, ".")
    if after.right is None:
        return sentence("It could not be decided whether the line is ", name, ".")
    if after.step is None:
        return sentence("The line is not ", name, ". Begin with the whole function:")
    several = len(partial.field.arguments) > 1
    step = derivative_of(after.step.variable, typeset(after.step.function), partial=several)
    return sentence("The line is not ", name, ". It goes wrong in this step: ", step, ".")


def blocks_of(hint: Hint, called: str) -> Iterator[doc.Block]:
    """One hint, under its name."""
    yield doc.Paragraph((doc.Strong(called), doc.Words(" "), *hint.text))
    if hint.lines:
        yield doc.Equations(hint.lines)


def _which(field: ScalarField, moving: str, *, of_gradient: bool) -> doc.Sentence:
    """Which derivative it is about, and what is constant in it."""
    name = derivative_name(field, (moving,))
    others = [each for each in field.arguments if each != moving]
    if not others:
        return sentence("The derivative to find is ", name, ".")
    still = (
        *enumerated([variable(each) for each in others]),
        *sentence(" is constant" if not others[1:] else " are constant"),
    )
    if not of_gradient:
        return (*sentence("The derivative to find is ", name, ". "), *still, *sentence("."))
    return (
        *sentence("The gradient has one component for each variable. Begin with ", name),
        *sentence(", where "),
        *still,
        *sentence("; ", doc.Code(f"--wrt {others[0]}"), " goes on with "),
        *sentence(derivative_name(field, (others[0],)), "."),
    )
