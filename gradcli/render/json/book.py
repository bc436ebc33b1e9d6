"""The rule book as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.field.functions import FUNCTIONS
from gradcli.narrative.book.chapter import as_formula, law_of, statement_of, twins_of
from gradcli.narrative.book.entries import BOOK, Entry
from gradcli.narrative.notation import relation
from gradcli.narrative.rulebook import title
from gradcli.render.failure import SCHEMA, Json
from gradcli.render.formula.latex import latex
from gradcli.render.json.common import text_of

if TYPE_CHECKING:
    from gradcli.calculus.answers import Answer


def book_body(names: Sequence[str], examples: Mapping[str, Answer]) -> Json:
    """The laws, each with its forms; those of `examples` with one that is worked."""
    rules = [_law(BOOK[name], examples.get(name)) for name in names]
    return {"schema": SCHEMA, "command": "rules", "rules": rules}


def _law(entry: Entry, example: Answer | None) -> Json:
    body: Json = {"name": entry.name, "title": title(entry.name)}
    body["laws"] = [statement_of(law) for law in entry.forms]
    typeset = [sides for law in entry.forms if (sides := law_of(law)) is not None]
    if typeset:
        body["latex"] = [latex(relation(left, "=", right)) for left, right in typeset]
    if entry.name in FUNCTIONS:
        body["function"] = FUNCTIONS[entry.name].summary
    if example is not None:
        body["mistakes"] = [
            {"name": twin.name, "gives": as_formula(twin)} for twin in twins_of(entry)
        ]
        assert isinstance(example, PartialAnswer)
        (stage,) = example.stages
        body["example"] = {
            "expr": entry.reason.example,
            "wrt": stage.variable,
            "derivative": text_of(stage.derivative, example.field.letters),
        }
    return body
