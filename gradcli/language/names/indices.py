"""The index of a sum or a product: where it stands in a term, and its values put in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from gradcli.errors import Source, Span
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.token import Token, full_name, nesting
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS, WORDS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.name_notes import INDEXED

_INDICES: Final = frozenset("ijklmn")


def occurs(body: Sequence[Token], index: str) -> bool:
    """Whether an index stands in a term: below a name, in a run of letters or by itself."""
    return any(_has_index(token, index) for token in body)


def _has_index(token: Token, index: str) -> bool:
    return token.kind == "name" and _replaced(token, index, 1) != [token]


def notes_on_index(body: Sequence[Token], index: str, source: Source) -> Iterator[Note]:
    """What is said of a term without the index, and of ξ in a sum over i.

    Raises:
        GradcliError: SYNTAX where a name ends in the index that stands nowhere else: xi, pi.
    """
    is_repeated = not occurs(body, index)
    for token in body:
        typed = source.text[token.span.start : token.span.end]
        if not _ends_in_index(token, typed, index):
            continue
        if is_repeated:
            raise say.failure(
                "index-at-the-end",
                token.span,
                source,
                typed=typed,
                letter=typed[: -len(index)],
                index=index,
            )
        if typed == "xi" and not INDEXED.search(source.text):  # beside yi that is said elsewhere
            yield say.note("greek-xi", token.span)
    if is_repeated and body:
        place = _place(body)
        yield say.note("index-not-in-the-term", place, index=index, typed=_typed(place, source))


def _ends_in_index(token: Token, typed: str, index: str) -> bool:
    """Whether a letter and the index make the name of another thing: the xi of ξ, the pi of π."""
    is_letter = len(typed) == len(index) + 1 and typed[0].isalpha() and typed.endswith(index)
    return token.kind == "name" and is_letter and not _has_index(token, index)


def _place(tokens: Sequence[Token]) -> Span:
    """What tokens span, also those of a sum inside that was written out."""
    return Span(min(t.span.start for t in tokens), max(t.span.end for t in tokens))


def _typed(place: Span, source: Source) -> str:
    typed = " ".join(source.text[place.start : place.end].split())
    return typed if len(typed) <= 40 else f"{typed[:18]}...{typed[-18:]}"


def notes_on_reach(body: Sequence[Token], index: str, sign: str, source: Source) -> Iterator[Note]:
    """A factor without the index behind one that has it: the y of \\prod x_i y."""
    with_it = [place for place, token in enumerate(body) if _has_index(token, index)]
    if sign != "*" or not with_it:
        return
    end = _end_of_factor(body, with_it[-1])
    if end < len(body):
        place = _place(body[end:])
        yield say.note("end-of-a-product", place, typed=_typed(place, source))


def _end_of_factor(body: Sequence[Token], last: int) -> int:
    """Where the factor ends in which a token stands: with its brackets, bars and powers."""
    depth = sum(nesting(t.kind) for t in body[: last + 1])
    bars = sum(token.kind == "|" for token in body[: last + 1]) % 2
    end = last + 1
    while end < len(body):
        kind = body[end].kind
        goes_on = kind in ("^", "!", "_", "{") or body[end - 1].kind in ("^", "_")
        if not (depth or bars or goes_on):
            break
        if depth == 0 and body[end - 1].kind == "^" and kind == "-":
            end += 1  # x_i^-2
        depth += nesting(kind)
        bars ^= kind == "|"
        end += 1
    return end


# -- its values --


def with_index(body: Sequence[Token], index: str, value: int) -> list[Token]:
    """The term for one value of the index."""
    written: list[Token] = []
    for token in body:
        if token.kind != "name":
            written.append(token)
        else:
            written += _replaced(token, index, value)
        _join_index(written)
    return written


def _replaced(token: Token, index: str, value: int) -> list[Token]:
    """A name for one value of the index: x_2 for x_i, 2*x for ix."""
    below = [part for whole in token.subscript.split("_") for part in indices(whole, index)]
    if index in below:
        figures = [str(value) if part == index else part for part in below]
        return [replace(token, subscript="_".join(figures))]
    if full_name(token) == index:
        return _bracketed(value, token.span)
    is_word = token.text in FUNCTION_SPELLINGS or token.text in GREEK_NAMES or token.text in WORDS
    if index not in token.text or token.whole or is_word or not token.text.isalpha():
        return [token]
    parts: list[Token] = []
    for place, letter in enumerate(token.text):
        span = Span(token.span.start + place, token.span.start + place + 1)
        if place:
            parts.append(Token("*", "*", Span(span.start, span.start)))
        own = replace(token, text=letter, span=span, subscript="")
        parts += _bracketed(value, span) if letter == index else [own]
    if token.subscript and parts[-1].kind == "name":
        parts[-1] = replace(parts[-1], subscript=token.subscript)
    return parts


def indices(below: str, index: str) -> Sequence[str]:
    """a_{ij} has the indices i and j, where one of them runs."""
    return list(below) if index in below and set(below) <= _INDICES else [below]


def _bracketed(value: int, span: Span) -> list[Token]:
    number = [figure(abs(value), span)]
    sign = [Token("-", "-", span)] if value < 0 else []
    return [Token("(", "(", span, spaced=True), *sign, *number, Token(")", ")", span)]


def figure(value: int, span: Span) -> Token:
    """A whole number as a token."""
    sign = "-" if value < 0 else ""
    return Token("number", f"{sign}{abs(value)}", span, value=Fraction(value))


def _join_index(written: list[Token]) -> None:
    """x_{i+1} and x[i + 1] with a number for i: one name."""
    if written[-1].kind not in ("]", "}"):
        return
    opening = {"]": "[", "}": "{"}[written[-1].kind]
    start = next((i for i in range(len(written) - 1, -1, -1) if written[i].kind == opening), 0)
    has_bar = opening == "{" and written[start - 1].kind == "_"
    name = start - 1 - has_bar
    if name < 0 or written[name].kind != "name" or (opening == "{" and not has_bar):
        return
    total, sign = 0, 1
    for token in written[start + 1 : -1]:
        if token.kind == "number" and token.value is not None:
            total += sign * int(token.value)
        elif token.kind in ("+", "-"):
            sign = 1 if token.kind == "+" else -1
        elif token.kind not in ("(", ")"):
            return
    if total >= 0 and not (written[start].spaced and opening == "["):
        joined = replace(written[name], subscript=str(total))
        written[name:] = [joined]
