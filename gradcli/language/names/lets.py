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
    found: dict[str, Let] = {}
    marked = list(tokens)
    place = 0
    _refuse_slip_of_let(tokens, place, source)
    while _begins_with_let(tokens[place : place + 4]):
        let, name = tokens[place], marked[place + 1]
        _refuse_taken(name, found, source)
        end = _end_of_let(tokens, place, found, marked)
        if tokens[end].kind == END or tokens[end + 1].kind == END:
            span = Span(let.span.start, tokens[end].span.end)
            raise say.failure("nothing-after-let", span, source, name=full_name(name))
        body = (*marked[place + 3 : end], Token(END, "", tokens[end].span))
        found[full_name(name)] = Let(name, body)
        place = end + 1
        _refuse_slip_of_let(tokens, place, source)
    rest = tokens[place:]
    # Most texts name no part.
    whole = [_as_whole_name(token, found) for token in rest] if found else list(rest)
    return tuple(found.values()), whole


def _begins_with_let(tokens: Sequence[Token]) -> bool:
    return (
        len(tokens) > 3
        and tokens[0].kind == tokens[1].kind == "name"
        and tokens[0].text == "let"
        and tokens[2].kind in ("relation", ":=")
        and tokens[2].text in ("=", ":=")
    )


def _refuse_slip_of_let(tokens: Sequence[Token], place: int, source: Source) -> None:
    """Refuse lett a = x y; a^2, whose semicolon says what is meant."""
    first, *others = tokens[place : place + 4]
    if len(others) < 3 or first.text.lower() == "let" or not nearest(first.text, ("let",)):
        return
    if not _begins_with_let([replace(first, text="let"), *others]):
        return
    if tokens[_end_of_let(tokens, place, (), list(tokens))].kind == ";":
        typed, meant = full_name(first), say.advice("did-you-mean", meant="let")
        raise say.failure("not-a-word", first.span, source, "", meant, name=typed)


def _refuse_taken(name: Token, found: Collection[str], source: Source) -> None:
    written = full_name(name)
    if written in found:
        code: NameCode = "part-named-twice"
    elif written in CONSTANT_SPELLINGS or written in FUNCTION_SPELLINGS or written in WORDS:
        code = "name-with-a-meaning"
    else:
        return
    raise say.failure(code, name.span, source, name=written)


def _end_of_let(
    tokens: Sequence[Token], start: int, found: Collection[str], marked: list[Token]
) -> int:
    """The place of the semicolon that ends a name's meaning, or of the text's end.

    On the way there the names that were found before are marked.
    """
    depth = 0
    for place in range(start, len(tokens)):
        token = tokens[place]
        marked[place] = _as_whole_name(token, found)
        depth += nesting(token.kind)
        if token.kind == END or (token.kind == ";" and depth <= 0):
            return place
    raise AssertionError(tokens)


def _as_whole_name(token: Token, names: Collection[str]) -> Token:
    is_one = token.kind == "name" and full_name(token) in names
    return replace(token, whole=True) if is_one else token


def check_written_out(tree: Node, source: Source) -> None:
    """Refuse what stands for more than could ever be worked on."""
    sizes: dict[Node, int] = {}
    for node in postorder(tree):
        sizes[node] = min(1 + sum(sizes[part] for part in operands(node)), WRITTEN_OUT + 1)
    if sizes[tree] > WRITTEN_OUT:
        refuse("too-many-parts-written-out", Span(0, len(source.text)), source, limit=WRITTEN_OUT)
