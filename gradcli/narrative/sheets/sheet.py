"""A sheet of exercises, and its key: a line each, or worked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from string import ascii_uppercase

from gradcli.frozen import dataclass, replace
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box, Glyph, Role
from gradcli.narrative.phrases import sentence


class Key(Enum):
    """How much the key tells."""

    NONE = "none"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Exercise:
    """What is asked, and what the key says: one line of it, or the whole worked answer.

    `choices` are answers of which one is right, where there is a choice: the one at `right`.
    """

    task: doc.Sentence
    short: doc.Sentence
    worked: doc.Document | None = None
    choices: tuple[Box, ...] = ()
    right: int | None = None


def sheet(exercises: Sequence[Exercise], title: str, key: Key) -> doc.Document:
    """The exercises, numbered, and behind them the key under the same numbers."""
    blocks: list[doc.Block] = [doc.Heading(sentence(title), 1)]
    for number, exercise in enumerate(exercises, start=1):
        blocks.append(_numbered(number, exercise.task))
        if exercise.choices:
            blocks.append(_choice(exercise.choices))
    if key is not Key.NONE:
        blocks.append(doc.Heading(sentence("Key"), 1))
    for number, exercise in enumerate(exercises, start=1):
        if key is Key.SHORT:
            blocks.append(_numbered(number, (*_which(exercise), *exercise.short)))
        elif key is Key.FULL:
            assert exercise.worked is not None
            blocks.append(doc.Heading(sentence(f"Exercise {number}"), 2))
            if exercise.right is not None:
                said = sentence("The right one is ", doc.Strong(letter_of(exercise.right)), ".")
                blocks.append(doc.Paragraph(said))
            blocks.extend(map(_one_level_down, exercise.worked.blocks))
    return doc.Document(tuple(blocks), title=title)


def letter_of(place: int) -> str:
    """What a choice is called: A, B, C, ..."""
    return ascii_uppercase[place]


def _which(exercise: Exercise) -> doc.Sentence:
    """Which of the choices it is, before the answer itself."""
    return () if exercise.right is None else sentence(f"{letter_of(exercise.right)}: ")


def _choice(choices: Sequence[Box]) -> doc.Equations:
    """The answers to choose among, a line each."""
    return doc.Equations(
        tuple(
            doc.Line(Glyph(letter_of(place), Role.NUMBER), ":", choice)
            for place, choice in enumerate(choices)
        )
    )


def _numbered(number: int, said: doc.Sentence) -> doc.Paragraph:
    return doc.Paragraph((doc.Strong(f"{number}."), doc.Words(" "), *said))


def _one_level_down(block: doc.Block) -> doc.Block:
    return replace(block, level=block.level + 1) if isinstance(block, doc.Heading) else block
