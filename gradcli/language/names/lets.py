"""Names for parts: `let u = x^2 + 1; let v = sin u; u v`, read as if each were written out.

The parts are shared and not copied, so that a text may stand for a formula that is far larger: it
is in this form that long results are written.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from gradcli.codes import NameCode
from gradcli.errors import Source, Span
from gradcli.field.expression import Node, operands, postorder
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import refuse
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import END, Token, full_name, nesting
from gradcli.language.lex.vocabulary import CONSTANT_SPELLINGS, FUNCTION_SPELLINGS, WORDS
from gradcli.language.messages import say

WRITTEN_OUT: Final = 10_000_000
"""The most parts that a text with names may stand for."""


@dataclass(frozen=True, slots=True)
class Let:
    """let `name` = `body`; the body is tokens up to an END."""

    name: Token
    body: tuple[Token, ...]


def lets_of(tokens: Sequence[Token], source: Source) -> tuple[tuple[Let, ...], list[Token]]:
    """The names that a text begins with, and the tokens behind them.

    Every later token that is one of the names is marked as one whole name, however long.

    Raises:
        GradcliError: SYNTAX where no expression follows, NAME for a name that is given twice or
            has a meaning in the language.
    """
    rest = list(tokens)
    found: dict[str, Let] = {}
    _refuse_slip_of_let(rest, source)
    while _begins_with_let(rest):
        name = rest[1]
        _refuse_taken(name, found, source)
        end = _end_of_let(rest)
        if rest[end].kind == END or rest[end + 1].kind == END:
            raise say.failure(
                "nothing-after-let",
                Span(rest[0].span.start, rest[end].span.end),
                source,
                name=full_name(name),
            )
        body = (*rest[3:end], Token(END, "", rest[end].span))
        found[full_name(name)] = Let(name, body)
        rest = _as_whole_names(rest[end + 1 :], full_name(name))
        _refuse_slip_of_let(rest, source)
    return tuple(found.values()), rest


def _begins_with_let(tokens: Sequence[Token]) -> bool:
    return (
        len(tokens) > 3
        and tokens[0].kind == tokens[1].kind == "name"
        and tokens[0].text == "let"
        and tokens[2].kind in ("relation", ":=")
        and tokens[2].text in ("=", ":=")
    )


def _refuse_slip_of_let(tokens: Sequence[Token], source: Source) -> None:
    """Refuse lett a = x y; a^2, whose semicolon says what is meant."""
    is_like_one = (
        len(tokens) > 3 and tokens[0].text.lower() != "let" and nearest(tokens[0].text, ("let",))
    )
    if not is_like_one or not _begins_with_let([replace(tokens[0], text="let"), *tokens[1:]]):
        return
    if tokens[_end_of_let(tokens)].kind == ";":
        typed, meant = full_name(tokens[0]), say.advice("did-you-mean", meant="let")
        raise say.failure("not-a-word", tokens[0].span, source, "", meant, name=typed)


def _refuse_taken(name: Token, found: Collection[str], source: Source) -> None:
    written = full_name(name)
    if written in found:
        code: NameCode = "part-named-twice"
    elif written in CONSTANT_SPELLINGS or written in FUNCTION_SPELLINGS or written in WORDS:
        code = "name-with-a-meaning"
    else:
        return
    raise say.failure(code, name.span, source, name=written)


def _end_of_let(tokens: Sequence[Token]) -> int:
    """The place of the semicolon that ends a name's meaning, or of the text's end."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += nesting(token.kind)
        if token.kind == END or (token.kind == ";" and depth <= 0):
            return place
    raise AssertionError(tokens)


def _as_whole_names(tokens: Sequence[Token], name: str) -> list[Token]:
    return [
        replace(token, whole=True) if token.kind == "name" and full_name(token) == name else token
        for token in tokens
    ]


def check_written_out(tree: Node, source: Source) -> None:
    """Refuse what stands for more than could ever be worked on."""
    sizes: dict[Node, int] = {}
    for node in postorder(tree):
        sizes[node] = min(1 + sum(sizes[part] for part in operands(node)), WRITTEN_OUT + 1)
    if sizes[tree] > WRITTEN_OUT:
        refuse("too-many-parts-written-out", Span(0, len(source.text)), source, limit=WRITTEN_OUT)
