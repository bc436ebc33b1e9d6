"""Hints as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from gradcli.calculus.rules.gradient import Partial
from gradcli.narrative.coaching.hints import Hint, hints
from gradcli.narrative.coaching.told import After, said_of
from gradcli.narrative.document import Code, Formula, Inline, Strong, Words
from gradcli.render.failure import Json
from gradcli.render.formula.linear import linear
from gradcli.render.json.common import head


def hint_body(partial: Partial, level: int, after: After | None = None) -> Json:
    """The hints up to a level: what is said, and the lines below it; none after a right line."""
    body = head("hint", partial.field)
    body["input"]["wrt"] = [partial.variable]
    derivation = partial.derivation
    if after is not None:
        body["after"] = {"right": after.right, "said": in_words(said_of(after, partial))}
        derivation = after.step or derivation
    told = () if after is not None and after.right else hints(derivation, partial.field)[:level]
    body["hints"] = [
        {"level": place, "text": in_words(each.text), "lines": lines_of(each)}
        for place, each in enumerate(told, start=1)
    ]
    return body


def lines_of(hint: Hint) -> list[str]:
    """The lines of a hint in one line of text each."""
    return [
        f"{'' if line.left is None else linear(line.left)} {line.relation} {linear(line.right)}"
        for line in hint.lines
    ]


def in_words(said: Iterable[Inline]) -> str:
    """A sentence as plain text."""
    parts: list[str] = []
    for each in said:
        match each:
            case Words(text) | Strong(text) | Code(text):
                parts.append(text)
            case Formula(box):
                parts.append(linear(box))
    return "".join(parts)
