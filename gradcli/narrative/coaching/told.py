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
from gradcli.narrative.notation import derivative_of, gradient_symbol, typeset, variable
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
    whole = None if after is None else after.moving
    if whole is None or after is None or not after.right:
        named = _which(partial.field, partial.variable, of_gradient=of_gradient and whole is None)
        blocks.append(doc.Paragraph(named))
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
    """A line that was tried: whether it is right, and the step where a known mistake enters.

    Of a whole gradient `moving` is the variable of the first component that is not right.
    """

    right: bool | None
    step: Derivation | None
    moving: str | None = None


def said_of(after: After, partial: Partial) -> doc.Sentence:
    """What is said of the line before the hints."""
    name = derivative_name(partial.field, (partial.variable,))
    if after.right and after.moving is not None:
        return sentence("The line is right: it is ", gradient_symbol(partial.field.function), ".")
    if after.right:
        return sentence("The line is right: it is ", name, ".")
    what = "line"
    if after.moving is not None:
        what = f"component for {after.moving}"
    if after.right is None:
        return sentence(f"It could not be decided whether the {what} is ", name, ".")
    if after.step is None:
        return sentence(f"The {what} is not ", name, ". Begin with the whole function:")
    several = len(partial.field.arguments) > 1
    step = derivative_of(after.step.variable, typeset(after.step.function), partial=several)
    return sentence(f"The {what} is not ", name, ". It goes wrong in this step: ", step, ".")


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
