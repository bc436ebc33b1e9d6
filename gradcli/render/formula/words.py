"""A sentence as one line of text: what is read aloud, or stands in a file of data."""

from __future__ import annotations

from typing import assert_never

from gradcli.narrative.document import Code, Formula, Sentence, Strong, Words
from gradcli.render.formula.glyphs import Charset, shown
from gradcli.render.formula.linear import linear


def plainly(sentence: Sentence) -> str:
    """The words of a sentence, and its formulas in one line each."""
    said = []
    for inline in sentence:
        match inline:
            case Words(text) | Strong(text) | Code(text):
                said.append(shown(text, Charset.UNICODE))
            case Formula(box):
                said.append(linear(box))
            case _:
                assert_never(inline)
    return "".join(said)
