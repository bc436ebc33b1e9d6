"""A token: a sign or a name of a text, with its place in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import Final

from gradcli.errors import Span
from gradcli.frozen import dataclass

END: Final = "end of text"

OPENING: Final = frozenset({"(", "[", "{", "|<", "floor<", "ceil<", "norm<"})
CLOSING: Final = frozenset({")", "]", "}", "|>", "floor>", "ceil>", "norm>"})

ENDS: Final = frozenset({"number", "fraction", "name", ")", "]", "}", "!", "°"})
"""The kinds of tokens that an operand ends with, bars apart."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token; `kind` is the sign itself for punctuation, else `number`, `name`, `word`, ...

    `text` is the plain spelling; `spaced`: white space stands before it; `whole`: a name is one
    name however long (θ, \\theta); `subscript`: what follows a name's first underscore.
    """

    kind: str
    text: str
    span: Span
    spaced: bool = False
    value: Fraction | None = None
    whole: bool = False
    subscript: str = ""


def full_name(token: Token) -> str:
    """The name that a token is when it is taken whole: `x_1`, `rate`."""
    return f"{token.text}_{token.subscript}" if token.subscript else token.text


def nesting(sign: str) -> int:
    """1 for a sign that opens a bracket, -1 for one that closes one, 0 for any other."""
    return (sign in OPENING) - (sign in CLOSING)


def behind_bracket(tokens: Sequence[Token], at: int) -> int:
    """The place behind what begins at a place: a bracket with all in it, or a single token.

    Where nothing closes the bracket it is the end of the text.
    """
    depth = 0
    for place in range(at, len(tokens)):
        if tokens[place].kind == END:
            return place
        depth += nesting(tokens[place].kind)
        if depth <= 0:
            return place + 1
    return len(tokens)


def split(tokens: Sequence[Token], separators: Collection[str] = (",",)) -> list[list[Token]]:
    """The tokens between separators outside of all brackets."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += nesting(token.kind)
        if depth == 0 and token.kind in separators:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def holds_several(tokens: Sequence[Token], at: int) -> bool:
    """Whether a parenthesis opens at a place, and several stand in it: (x > 0, x, 0)."""
    inside = tokens[at + 1 : behind_bracket(tokens, at) - 1]
    return tokens[at].kind == "(" and len(split(inside, (",", ";"))) > 1
