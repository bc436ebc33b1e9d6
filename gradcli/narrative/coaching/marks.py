"""What is said of an answer while the right one is still to be found."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile
from types import MappingProxyType
from typing import Final

from gradcli.narrative import document as doc
from gradcli.narrative.notation import variable
from gradcli.narrative.phrases import enumerated, joined, sentence

_TONES: Final = MappingProxyType(
    {True: doc.Tone.CHECKED, False: doc.Tone.REFUSED, None: doc.Tone.WARNING}
)

_WORDS: Final = MappingProxyType(
    {
        True: "Right.",
        False: "Wrong: that is not the number.",
        None: "It could not be decided whether this is right.",
    }
)


def without_the_answer(page: doc.Document) -> doc.Document:
    """Of a marked answer the verdict and what is said of it, without the right one.

    The function has been seen; of the step at which a mistake enters its left side is told, and
    its rule.
    """
    blocks = list(dropwhile(lambda block: not isinstance(block, doc.Remark), page.blocks))
    last = blocks[-1] if blocks[1:] else None
    if isinstance(last, doc.Remark) and last.tone is doc.Tone.CHECKED:
        blocks.pop()
    told: list[doc.Block] = []
    for block in blocks:
        match block:
            case doc.Heading():
                continue
            case doc.Equations(lines=lines):
                steps = [line for line in lines if line.left is not None]
                told.extend(doc.Paragraph(_left_of(line)) for line in steps)
            case _:
                told.append(block)
    return doc.Document(tuple(told))


def _left_of(line: doc.Line) -> doc.Sentence:
    """`d/dx [sin(3x)]: chain rule`, and not what it gives."""
    assert line.left is not None
    return joined((sentence(line.left), line.reason), ": ")


def of_coordinates(names: Sequence[str], right: Sequence[bool | None], given: int) -> doc.Document:
    """The verdict on a point, coordinate by coordinate."""
    if len(right) != len(names):
        said = f"The point has {len(names)} coordinates, and {given} were given."
        return doc.Document((doc.Remark(doc.Tone.REFUSED, sentence(said)),))
    wrong = [variable(name) for name, each in zip(names, right, strict=True) if each is False]
    if wrong:
        what = "coordinate" if len(wrong) == 1 else "coordinates"
        parts = (*sentence(f"Wrong: the {what} "), *enumerated(wrong), *sentence("."))
        return doc.Document((doc.Remark(doc.Tone.REFUSED, parts),))
    return of_number(None if None in right else True)


def of_number(right: bool | None) -> doc.Document:
    """The verdict on a number, or on all of them."""
    return doc.Document((doc.Remark(_TONES[right], sentence(_WORDS[right])),))


def of_line(right: bool | None) -> doc.Document:
    """The verdict on a guess at a line of a derivation."""
    if right is not False:
        return of_number(right)
    said = sentence("Wrong: it comes to something else. Try again; Enter shows the line.")
    return doc.Document((doc.Remark(doc.Tone.REFUSED, said),))
