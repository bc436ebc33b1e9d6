"""Second and higher partials at a point, from the left and from the right, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from gradcli.calculus.domain.verdict import Exists, NoLimit, OneSided, Rate, Undecided
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.phrases import formula, sentence
from gradcli.narrative.point.one_sided import side_cell

_NOWHERE = "not defined"

Row: TypeAlias = tuple[doc.Sentence, doc.Sentence, doc.Sentence, doc.Sentence]


def table_of_sides(what: str, rows: Sequence[Row]) -> doc.Table:
    """The limits of each derivative from both sides, and what it is; `what` heads their names."""
    header = (
        sentence(what),
        sentence("from the left"),
        sentence("from the right"),
        sentence("value"),
    )
    return doc.Table(header, tuple(rows))


def row_of_sides(name: Box, entry: Rate) -> Row:
    """The limits of one derivative, and what it is."""
    match entry:
        case Exists(value):
            shown = sentence(formula(value))
            return sentence(name), shown, shown, shown
        case OneSided(left, right):
            sides = side_cell(left, _NOWHERE), side_cell(right, _NOWHERE)
            return sentence(name), *sides, sentence("does not exist")
        case NoLimit():
            nowhere = sentence(_NOWHERE)
            return sentence(name), nowhere, nowhere, sentence("does not exist")
        case Undecided():
            return sentence(name), sentence("?"), sentence("?"), sentence("not decided")
    assert_never(entry)
