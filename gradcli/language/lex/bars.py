"""Bars: of a size, |x|, of a norm, ||(x, y)||, and of a condition, x > 0 || y > 0."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from gradcli.language.lex import patterns
from gradcli.language.lex.token import Token


@dataclasses.dataclass(slots=True)
class Bars:
    """What is known of the bars of a text up to a place: how many single ones, the open norms.

    `closing` are the places where the two bars of a norm stand that close it.
    """

    single: int = 0
    open_norms: int = 0
    closing: set[int] = dataclasses.field(default_factory=set)

    def norm(self, kind: str) -> str:
        """The kind of a sign of a norm: one that may open or close closes what is open."""
        if kind == "norm":
            kind = "norm>" if self.open_norms else "norm<"
        self.open_norms += 1 if kind == "norm<" else -1
        return kind

    def two(self, text: str, start: int, tokens: Sequence[Token]) -> str:
        """The kind of the token that || is: a sign of a norm, the word `or`, or the first bar."""
        if start in self.closing:
            return self.norm("norm>")
        in_condition = _is_condition(tokens)
        found = None if self.single % 2 or in_condition else patterns.NORM.match(text, start)
        if found is not None:
            self.closing.add(found.start(1))
            return self.norm("norm<")
        apart = text[start - 1 : start].isspace() and text[start + 2 : start + 3].isspace()
        return "word" if apart or in_condition else "|"


def _is_condition(tokens: Sequence[Token]) -> bool:
    """Whether a comparison stands before, in the same brackets and the same case: x>0||y>0."""
    for token in reversed(tokens):
        if token.kind in ("(", "[", "{", "|", "norm<", "norm>", ",", ";", "row"):
            return False
        if token.kind == "relation":
            return token.text != "="
    return False
