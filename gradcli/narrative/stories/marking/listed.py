"""The known mistakes as a table, or each with its example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from gradcli.calculus.answers.check import CheckAnswer
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.notation import typeset, vector
from gradcli.narrative.phrases import sentence
from gradcli.narrative.stories.common import function_value
from gradcli.narrative.stories.marking.check import check_task
from gradcli.narrative.stories.marking.explained import explained
from gradcli.narrative.stories.marking.several import given_of

TITLE: Final = "Known mistakes"

_MEANS: Final = (
    "Each is a law with a wrong right side, put in its place in the derivation. A mistake is named "
    "only where no other one explains the answer, and it is said of the line: it may have come "
    "about in another way."
)


def listing(checked: Mapping[str, CheckAnswer]) -> doc.Document:
    """The table: the name, a function, and what comes out."""
    rows = tuple(
        (
            sentence(doc.Code(name)),
            sentence(typeset(answer.field.tree)),
            sentence(given_of(answer)),
        )
        for name, answer in checked.items()
    )
    header = (sentence("mistake"), sentence("of"), sentence("comes out"))
    blocks: tuple[doc.Block, ...] = (
        doc.Heading(sentence(TITLE), 1),
        doc.Paragraph(sentence(_MEANS)),
        doc.Table(header, rows, folds=True),
        doc.Paragraph(
            sentence(
                doc.Code("gradcli mistakes NAME"),
                " says what it is, with its example: ",
                doc.Code("gradcli mistakes chain_inner_missing"),
                ".",
            )
        ),
    )
    return doc.Document(blocks, title=TITLE)


def described(checked: Mapping[str, CheckAnswer]) -> doc.Document:
    """Each mistake with its example, as that is checked."""
    blocks = [block for name, answer in checked.items() for block in _entry(name, answer)]
    return doc.Document(tuple(blocks), title=TITLE)


def _entry(name: str, answer: CheckAnswer) -> Iterator[doc.Block]:
    yield doc.Heading(sentence(doc.Code(name)), 2)
    yield doc.Paragraph(check_task(answer))
    yield doc.Equations(
        (
            doc.Line(function_value(answer.field), "=", typeset(answer.field.tree)),
            doc.Line(None, "→", given_of(answer), sentence("what comes out")),
            doc.Line(None, "→", _right(answer), sentence("what is right")),
        )
    )
    # The heading is that of the entry.
    yield from explained(answer)[1:]


def _right(answer: CheckAnswer) -> Box:
    boxes = [typeset(node) for node in answer.expected]
    return boxes[0] if len(boxes) == 1 else vector(boxes)
