"""The answers that were given: one, or several of which each has to be right, as of ±."""

from __future__ import annotations

from collections.abc import Mapping

from gradcli.calculus.answers.check import CheckAnswer
from gradcli.field.expression import Node
from gradcli.narrative.box import Box
from gradcli.narrative.document import Sentence, Table
from gradcli.narrative.notation import typeset, vector
from gradcli.narrative.phrases import enumerated, equals, sentence


def given_of(answer: CheckAnswer) -> Box:
    """The answer that was given."""
    boxes = [typeset(node) for node in answer.given.nodes]
    if answer.given.height is not None:
        return equals(*boxes)
    return boxes[0] if len(boxes) == 1 else vector(boxes)


def all_given(answer: CheckAnswer) -> Sentence:
    """All of several: (3, 1) and (−3, −1)."""
    return enumerated([_drawn(nodes) for nodes, _ in answer.each])


def table_of_all(answer: CheckAnswer, words: Mapping[bool | None, str]) -> Table:
    """Each of several, and the verdict on it."""
    rows = tuple((sentence(_drawn(nodes)), sentence(words[right])) for nodes, right in answer.each)
    return Table((sentence("answer"), sentence("verdict")), rows)


def _drawn(nodes: tuple[Node, ...]) -> Box:
    boxes = [typeset(node) for node in nodes]
    return boxes[0] if len(boxes) == 1 else vector(boxes)
