"""Powers that were lost on the way from a page, as in a copied PDF: x2, sin2 x, tan-1(y/x).

What can only be such a loss, or is as likely to be, is refused; the rest is noted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NoReturn

from gradcli.errors import Source, Span
from gradcli.language.lex.token import Token
from gradcli.language.lex.vocabulary import ROMANCE, STARTERS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.late import pattern

# sen2 x: the figure of a function that is never one of several letters with their argument.
_ROMANCE: Final = pattern(rf"\A({'|'.join(ROMANCE)})([2-9])\Z")


def refuse_lost_powers(tokens: Sequence[Token], source: Source) -> None:
    """Refuse sin2 x, which may be sin^2 x, and tan-1(x), which may be tan^(-1) x.

    `tokens` are those of the grammar, each name decided.

    Raises:
        GradcliError: SYNTAX.
    """
    for name, argument in pairwise(tokens):
        romance = _ROMANCE.match(name.text) if name.kind == "variable" else None
        if romance and _begins_argument(argument):
            raise say.failure(
                "lost-power",
                name.span,
                source,
                typed=name.text,
                name=romance[1],
                figures=romance[2],
            )
    for function, first, second, third in zip(
        tokens, tokens[1:], tokens[2:], tokens[3:], strict=False
    ):
        if function.kind != "function" or function.span.end != first.span.start:
            continue
        if first.kind == "number" and _begins_argument(second):
            _refuse(function, first, source)
        is_minus = first.kind == "-" and second.kind == "number" and second.text == "1"
        if is_minus and second.span.start == first.span.end and _begins_argument(third):
            _refuse_minus_one(function, second, source)


def _begins_argument(token: Token) -> bool:
    """Whether a token behind figures begins what the function is taken of."""
    return token.kind in ("(", "[") or (token.spaced and token.kind in STARTERS)


def _refuse(function: Token, figures: Token, source: Source) -> NoReturn:
    typed = source.text[function.span.start : figures.span.end]
    name = source.text[function.span.start : function.span.end]
    if function.text == "log":
        raise say.failure(
            "base-at-the-end-of-a-run",
            Span(function.span.start, figures.span.end),
            source,
            typed=typed,
            figures=figures.text,
        )
    raise say.failure(
        "lost-power",
        Span(function.span.start, figures.span.end),
        source,
        typed=typed,
        name=name,
        figures=figures.text,
    )


def _refuse_minus_one(function: Token, one: Token, source: Source) -> NoReturn:
    typed = source.text[function.span.start : one.span.end]
    name = source.text[function.span.start : function.span.end]
    raise say.failure(
        "lost-minus-one", Span(function.span.start, one.span.end), source, typed=typed, name=name
    )


def notes_on_lost_powers(spans: Mapping[str, Span]) -> Iterator[Note]:
    """x2 beside x, or with no x1, is often x^2 with its raised 2 lost on the way.

    `spans` are the variables, each with a place where it stands.
    """
    numbered = sorted(each for each in spans.items() if each[0][-1:] in "23456789")
    counts = any(name[1:] in ("0", "1", "_0", "_1") for name in spans)  # h1 w2: names have numbers
    for name, span in numbered:
        stem = name[:-1]
        others = {stem, *(f"{stem}{before}" for before in ("0", "1", "10", "_0", "_1"))}
        if name[1:] in ("2", "3") and spans.keys().isdisjoint(others) and not counts:
            yield say.note("numbered-name", span, name=name, stem=stem, figure=name[-1])
    for name, span in numbered:
        if name[:-1] in spans and name[:-1].isalpha():
            yield say.note(
                "numbered-name-beside-another", span, name=name, stem=name[:-1], figure=name[-1]
            )
