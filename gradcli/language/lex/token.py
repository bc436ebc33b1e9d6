"""A token: a sign or a name of a text, with its place in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from gradcli.errors import Span
from gradcli.frozen import dataclass

END: Final = "end of text"

OPENING: Final = frozenset({"(", "[", "{", "|<", "floor<", "ceil<", "norm<"})
CLOSING: Final = frozenset({")", "]", "}", "|>", "floor>", "ceil>", "norm>"})


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
