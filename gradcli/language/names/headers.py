"""The header of a function: f(x, y) = ..., z = ..., f: (x, y) -> ..., lambda x, y: ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gradcli.errors import Source, Span
from gradcli.field.expression import natural_order
from gradcli.frozen import dataclass
from gradcli.language.lex.token import END, Token, full_name
from gradcli.language.lex.vocabulary import NO_NUMBERS, NO_VARIABLES
from gradcli.language.messages import say

_NUMBERED: Final = re.compile(r"(?:(?<=\A)|(?<=[0-9]))[A-Za-z][0-9]+(?=\Z|[A-Za-z][0-9])")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the formula: its name, the variables if listed, how many tokens it took.

    `is_equation` marks the form z = ..., which defines a function only where z is not in it.
    """

    function: str = "f"
    variables: tuple[str, ...] | None = None
    length: int = 0
    is_equation: bool = False


def header_of(tokens: Sequence[Token], source: Source) -> Header:
    """The header at the beginning of the tokens; an empty one where there is none.

    Raises:
        GradcliError: NAME for a variable that is listed twice, SYNTAX for f() = ...
    """
    header = Header()
    while True:
        found = _one_header(tokens, header.length, source)
        if found is None or (header.length and found.variables is None):
            return header
        # z = f(x, y) = ...: the later name goes with the variables.
        variables = found.variables if found.variables is not None else header.variables
        function = found.function or header.function
        header = Header(function, variables, found.length, variables is None)


def _one_header(tokens: Sequence[Token], at: int, source: Source) -> Header | None:
    first = tokens[at]
    if first.kind == "name" and first.text == "lambda" and not first.whole:
        names, end = _names(tokens, at + 1)
        if names and tokens[end].kind == ":":
            return Header("", _distinct(names, source), end + 1)
    if first.kind == "name" and first.text == "def" and tokens[at + 1].kind == "name":
        names, end = _bracketed(tokens, at + 2)
        if tokens[end].kind == "->":
            end = _behind(tokens, end + 1, (":",))  # the type of the value
        if names and tokens[end].kind == ":":
            end += 1 + (tokens[end + 1].text == "return")
            return Header(full_name(tokens[at + 1]), _distinct(names, source), end)
    if first.kind == "@":
        names, end = _bracketed(tokens, at + 1)
        return Header("", _distinct(names, source), end) if names else None
    if first.kind == "(":
        names, end = _bracketed(tokens, at)
        if names and tokens[end].kind == "->":
            return Header("", _distinct(names, source), end + 1)
        return None
    if first.kind != "name":
        return None
    function = full_name(first)
    after = tokens[at + 1]
    if _defines(after):
        return Header(function, None, at + 2)
    if after.kind == "->":
        return Header("", _distinct([first], source), at + 2)
    if after.kind == ":":
        names, end = _bracketed(tokens, at + 2)
        if not names:
            names, end = _names(tokens, at + 2)
        if names and tokens[end].kind == "->":
            return Header(function, _distinct(names, source), end + 1)
        # f: x^2 of Maxima; what stands before the -> of a map is none.
        is_map = any(token.kind == "->" for token in tokens)
        return None if is_map else Header(function, None, at + 2)
    if after.kind in ("(", "[", "{"):
        braced = after.kind == "{" and tokens[at + 2].kind == "("  # f{\\left(x \\right)}, by SymPy
        names, end = _bracketed(tokens, at + 1 + braced)
        end += braced and tokens[end].kind == "}"
        unclosed, stop = _names(tokens, at + 2)
        if len(unclosed) > 1 and _defines(tokens[stop]):
            raise say.failure(
                "unclosed-bracket",
                after.span,
                source,
                "header",
                function=function,
                variables=", ".join(map(full_name, unclosed)),
            )
        if names and (_defines(tokens[end]) or tokens[end].kind == "->"):
            return Header(function, _distinct(names, source), end + 1)
        if tokens[at + 2].kind == ")" and _defines(tokens[at + 3]):
            raise say.failure(
                "no-variables-listed", first.span.to(tokens[at + 2].span), source, function=function
            )
    return None


def _defines(token: Token) -> bool:
    return token.kind == ":=" or (
        token.kind == "relation" and token.text == "=" and token.span.end - token.span.start == 1
    )


def _bracketed(tokens: Sequence[Token], at: int) -> tuple[list[Token], int]:
    """Names in brackets and the index after them; no names where it is not that."""
    closer = {"(": ")", "[": "]"}.get(tokens[at].kind)
    if closer is None:
        return [], at
    names, end = _names(tokens, at + 1, typed=True)
    return (names, end + 1) if names and tokens[end].kind == closer else ([], at)


def _names(tokens: Sequence[Token], at: int, *, typed: bool = False) -> tuple[list[Token], int]:
    names: list[Token] = []
    while tokens[at].kind == "name":
        names.append(tokens[at])
        at += 1
        if tokens[at].kind == "_":
            at += 1  # the blank of Mathematica, f[x_, y_]
        if typed and tokens[at].kind == ":" and tokens[at + 1].kind == "name":
            stop = _behind(tokens, at + 1, (",", ")"))  # the type of a parameter
            at = stop if tokens[stop].kind in (",", ")") else at
        if tokens[at].kind not in (",", ";"):
            break
        at += 1
    return names, at


def _behind(tokens: Sequence[Token], at: int, kinds: Sequence[str]) -> int:
    """The next place of a token of one of the kinds, or the last place."""
    while tokens[at].kind not in (*kinds, END):
        at += 1
    return at


def components(names: Sequence[str], body: Sequence[Token], source: Source) -> tuple[str, ...]:
    """The variables of a header, and in the place of a vector x the x_1 and x_2 of the formula.

    `body` is all of it, the parts with names included: where one of them holds x, it is no vector.
    """
    runs = [
        full_name(token)
        for token in body
        if token.kind == "name" and "^" not in source.text[token.span.start : token.span.end]
    ]
    written = [each for run in runs for each in (_NUMBERED.findall(run) or [run])]  # x1x2 is two
    found: list[str] = []
    for name in names:
        parts = dict.fromkeys(
            each
            for each in written
            if each not in (*names, *found)
            and re.fullmatch(rf"{re.escape(name)}(?:_?[0-9]+|_[ijkn])", each)
        )
        # f(x) = x2^2 is more likely to have lost a power.
        counts = len(parts) > 1 or any(each[-1] in "01ijkn" or "_" in each for each in parts)
        is_vector = parts and name not in written and counts
        found.extend(sorted(parts, key=natural_order) if is_vector else [name])
    return tuple(found)


def refuse_reserved(name: str, span: Span, source: Source) -> None:
    """A variable called `if` or `nan` would be read as something else wherever it stands.

    Raises:
        GradcliError: NAME.
    """
    if name not in NO_VARIABLES:
        return
    form = "number" if name in NO_NUMBERS else "condition"
    raise say.failure("reserved-name", span, source, form, name=name)


def _distinct(names: Sequence[Token], source: Source) -> tuple[str, ...]:
    read: dict[str, None] = {}
    for token in names:
        name = full_name(token)
        refuse_reserved(name, token.span, source)
        if name in read:
            raise say.failure(
                "variable-listed-twice", Span(token.span.start, token.span.end), source, name=name
            )
        read[name] = None
    return tuple(read)
