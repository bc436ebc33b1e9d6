"""Hints as a page."""

from __future__ import annotations

from collections.abc import Iterator

from gradcli.calculus.rules.gradient import Partial
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative.coaching.hints import Hint, hints
from gradcli.narrative.document import (
    Block,
    Document,
    Equations,
    Paragraph,
    Sentence,
    Strong,
    Words,
)
from gradcli.narrative.notation import variable
from gradcli.narrative.phrases import enumerated, joined, sentence
from gradcli.narrative.stories.common import derivative_name
from gradcli.narrative.stories.partials import reading


def hint_story(
    partial: Partial, level: int, *, of_gradient: bool, right: Sentence = ()
) -> Document:
    """The hints up to a level, for one partial; of a gradient it is the first that is worked."""
    blocks: list[Block] = [*reading(partial.field)]
    said = _which(partial.field, partial.variable, of_gradient=of_gradient)
    blocks.append(Paragraph(joined((right, said))))
    for place, each in enumerate(hints(partial.derivation, partial.field)[:level], start=1):
        blocks.extend(blocks_of(each, f"Hint {place}."))
    return Document(tuple(blocks), title="Hints")


def blocks_of(hint: Hint, called: str) -> Iterator[Block]:
    """One hint, under its name."""
    yield Paragraph((Strong(called), Words(" "), *hint.text))
    if hint.lines:
        yield Equations(hint.lines)


def _which(field: ScalarField, moving: str, *, of_gradient: bool) -> Sentence:
    """Which derivative it is about, and what stands still."""
    name = derivative_name(field, (moving,))
    others = [variable(each) for each in field.arguments if each != moving]
    about = sentence("The derivative to find is ", name, ".")
    if of_gradient and others:
        about = sentence("The gradient has one component a variable. Begin with ", name, ".")
    if not others:
        return about
    still = joined(
        (enumerated(others), sentence(" stands still." if not others[1:] else " stand still.")), ""
    )
    return joined((about, still))
