"""Finite sums and products, written out before anything is read: \\sum_{i=1}^{3} x_i^2.

sum(x_i^2, i=1..3)     Sum[x[i]^2, {i, 1, 3}]     sum(x[i]**2 for i in range(3))

The numbers of terms and of signs are held against the limits before the first term is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NoReturn

from gradcli.errors import Source, Span
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits, refuse
from gradcli.language.lex.token import (
    CLOSING,
    END,
    OPENING,
    Token,
    behind_bracket,
    full_name,
    nesting,
    split,
)
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.indices import (
    figure,
    indices,
    notes_on_index,
    notes_on_reach,
    occurs,
    with_index,
)

NAMES: Final = {
    **dict.fromkeys(("sum", "Sum", "summation", "SUM"), "+"),
    **dict.fromkeys(("prod", "Product", "product", "PRODUCT"), "*"),
}
"""What a sum or a product is called where it is a function, and the sign between its terms."""

_ENDS_TERM: Final = frozenset({"+", "-", "relation", ",", ";", "row", "&", "end", ":", END})
_MOST_SUMS: Final = 100
_MOST_TERMS: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Series:
    """An index that runs over whole numbers, what is added or multiplied, and where it ends."""

    index: str
    first: int
    last: int
    body: Sequence[Token]
    end: int


def written_out(
    tokens: Sequence[Token], source: Source, limits: Limits
) -> tuple[list[Token], list[Note]]:
    """The tokens with every sum and product written out, and what is said of those.

    Raises:
        GradcliError: SYNTAX for a sum without numbers as its limits, LIMIT for too many terms.
    """
    read = list(tokens)
    notes: list[Note] = []
    begun = [token for token in read if token.kind == "series" or token.text in NAMES]
    if len(begun) > _MOST_SUMS:
        refuse("too-many-sums", begun[_MOST_SUMS].span, source, limit=_MOST_SUMS)
    for at in range(len(read) - 1, -1, -1):
        token = read[at]
        if token.kind == "series":
            series = _of_sign(read, at, source)
            notes.extend(notes_on_reach(series.body, series.index, token.text, source))
            if read[series.end].kind in ("+", "-"):
                place = Span(token.span.start, read[series.end - 1].span.end)
                typed = " ".join(source.text[place.start : place.end].split())
                notes.append(
                    say.note("end-of-a-sum", place, typed=typed, sign=read[series.end].kind)
                )
        elif token.kind == "name" and token.text in NAMES and read[at + 1].kind in ("(", "["):
            found = _of_call(read, at, source)
            if found is None:
                continue
            series = found
        else:
            continue
        sign = token.text if token.kind == "series" else NAMES[token.text]
        _check(series, len(read), token, source, limits)
        _check_indices(series, source)
        if series.first <= series.last:
            notes.extend(notes_on_index(series.body, series.index, source))
        read[at : series.end] = _terms(series, sign, token.span)
    return read, notes


def _check(series: _Series, length: int, token: Token, source: Source, limits: Limits) -> None:
    count = series.last - series.first + 1
    if count > _MOST_TERMS:
        refuse("too-many-terms", token.span, source, limit=_MOST_TERMS)
    if length + count * (3 * len(series.body) + 3) > limits.tokens:
        refuse("too-many-tokens", token.span, source, limit=limits.tokens)


def _check_indices(series: _Series, source: Source) -> None:
    """Refuse x_i where i runs below zero."""
    for token in series.body:
        below = [
            part for whole in token.subscript.split("_") for part in indices(whole, series.index)
        ]
        if series.first < 0 and series.index in below:
            raise say.failure("index-of-an-element", token.span, source)


# -- where the limits stand --


def _of_sign(tokens: Sequence[Token], at: int, source: Source) -> _Series:
    """\\sum_{i=1}^{3} and the term behind it, up to a sign of a sum."""
    index, first, last = "", None, None
    place = at + 1
    while tokens[place].kind in ("_", "^"):
        inside, behind = _group(tokens, place + 1)
        if tokens[place].kind == "_":
            index, first = _assigned(inside)
        else:
            last = inside
        place = behind
    if first is None or last is None:
        whole = tokens[at].span.to(tokens[place - 1].span)
        _refuse(replace(tokens[at], span=whole), source)
    lower, upper = _number(first), _number(last)
    if lower is None or upper is None:
        _refuse_letter(tokens[at], [*first, *last], source)
    end, depth = place + (tokens[place].kind in ("-", "+")), 0
    while depth or tokens[end].kind not in _ENDS_TERM | CLOSING:
        depth += nesting(tokens[end].kind)
        end += 1
        if tokens[end - 1].kind == END:
            _refuse(tokens[at], source)
    if end == place:
        _refuse(tokens[at], source)
    return _Series(index, lower, upper, tokens[place:end], end)


def _group(tokens: Sequence[Token], at: int) -> tuple[Sequence[Token], int]:
    """What stands in brackets at a place, or the one token there, and what is behind."""
    if at >= len(tokens):
        return (), at - 1
    if tokens[at].kind == END:
        return (), at
    if tokens[at].kind not in OPENING:
        length = 2 if tokens[at].kind in ("-", "+") and tokens[at + 1].kind != END else 1
        return tokens[at : at + length], at + length
    end = behind_bracket(tokens, at)
    return tokens[at + 1 : end - 1], end


def _of_call(tokens: Sequence[Token], at: int, source: Source) -> _Series | None:
    """sum(x_i, i=1..3) and its like; nothing for a sum of a list."""
    inside, end = _group(tokens, at + 1)
    if inside and inside[0].kind == "[" and _group(inside, 0)[1] == len(inside):
        inside = inside[1:-1]  # sum([x[i] for i in range(3)])
    body, *rest = split(inside)
    word = next((i for i, token in enumerate(body) if token.text == "for"), None)
    if word is not None and not rest:
        limits = _of_generator(body[word + 1 :])
        body = body[:word]
    elif len(rest) == 1:
        limits = _of_range(rest[0])
    elif (
        len(rest) == 3
        and len(rest[0]) == 1
        and not tokens[at].text.isupper()  # SUM(x, y, 1, 3) of a spreadsheet is a sum of four
        and occurs(body, full_name(rest[0][0]))
    ):
        limits = (rest[0], rest[1], rest[2])
    else:
        limits = None
    if limits is None:
        return None
    index, lower, upper = limits
    first, last = _number(lower), _number(upper)
    if first is None or last is None:
        _refuse_letter(tokens[at], [*lower, *upper], source)
    return _Series(full_name(index[0]), first, last, body, end)


_Limits = tuple[Sequence[Token], Sequence[Token], Sequence[Token]]


def _of_range(tokens: Sequence[Token]) -> _Limits | None:
    """i=1..3, {i, 1, 3} and (i, 1, 3)."""
    if tokens and tokens[0].kind in ("{", "(") and _group(tokens, 0)[1] == len(tokens):
        parts = split(tokens[1:-1])
        if len(parts) == 3 and len(parts[0]) == 1 and parts[0][0].kind == "name":
            return parts[0], parts[1], parts[2]
        return None
    index, first = _assigned(tokens)
    return _of_dots(tokens[:1], first) if index and first is not None else None


def _of_dots(index: Sequence[Token], tokens: Sequence[Token]) -> _Limits | None:
    """1..3 and 1:3."""
    dots = next((i for i, token in enumerate(tokens) if token.kind in ("..", ":")), None)
    return None if dots is None else (index, tokens[:dots], tokens[dots + 1 :])


def _of_generator(tokens: Sequence[Token]) -> _Limits | None:
    """for i in range(1, 4), and for i in 1:3."""
    if len(tokens) < 3 or tokens[0].kind != "name" or tokens[1].text not in ("in", "="):
        return None
    index, rest = tokens[:1], tokens[2:]
    if rest[0].text != "range" or len(rest) < 2:
        return _of_dots(index, rest)
    parts = split(_group(rest, 1)[0])
    first = parts[0] if len(parts) > 1 else [figure(0, rest[0].span)]
    stop = _number(parts[-1])
    if stop is None:
        return index, first, parts[-1]
    return index, first, [figure(stop - 1, rest[0].span)] if len(parts) < 3 else []


def _assigned(tokens: Sequence[Token]) -> tuple[str, Sequence[Token] | None]:
    """The index and its first value in i=1."""
    if len(tokens) > 2 and tokens[0].kind == "name" and tokens[1].text == "=":
        return full_name(tokens[0]), tokens[2:]
    return "", None


def _number(tokens: Sequence[Token]) -> int | None:
    """A whole number, perhaps with a sign; nothing for anything else."""
    sign = -1 if tokens and tokens[0].kind == "-" else 1
    rest = tokens[1:] if tokens and tokens[0].kind in ("-", "+") else tokens
    if len(rest) != 1 or rest[0].value is None or rest[0].value.denominator != 1:
        return None
    return sign * rest[0].value.numerator


def _refuse(token: Token, source: Source) -> NoReturn:
    sign = token.text if token.kind == "series" else NAMES[token.text]
    if sign == "+":
        raise say.failure("summation-sign", token.span, source)
    raise say.failure("product-sign", token.span, source)


def _refuse_letter(token: Token, limits: Sequence[Token], source: Source) -> NoReturn:
    letter = next((full_name(each) for each in limits if each.kind == "name"), "")
    if not letter:
        _refuse(token, source)
    raise say.failure("sum-to-a-letter", token.span, source, letter=letter)


# -- the terms --


def _terms(series: _Series, sign: str, place: Span) -> list[Token]:
    """((first term) + (second term) + ...)"""
    written = [Token("(", "(", place, spaced=True)]
    for value in range(series.first, series.last + 1):
        if len(written) > 1:
            written.append(Token(sign, sign, place))
        written.append(Token("(", "(", place))
        written += with_index(series.body, series.index, value)
        written.append(Token(")", ")", place))
    if len(written) == 1:  # an empty sum is 0, an empty product 1
        written.append(figure(0 if sign == "+" else 1, place))
    return [*written, Token(")", ")", place)]
