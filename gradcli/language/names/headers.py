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
from gradcli.late import pattern

_NUMBERED: Final = pattern(r"(?:(?<=\A)|(?<=[0-9]))[A-Za-z][0-9]+(?=\Z|[A-Za-z][0-9])")


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
    if _SIGNS.isdisjoint([token.kind for token in tokens]):
        return header
    while True:
        found = _one_header(tokens, header.length, source)
        if found is None or (header.length and found.variables is None):
            return header
        # z = f(x, y) = ...: the later name goes with the variables.
        variables = found.variables if found.variables is not None else header.variables
        function = found.function or header.function
        header = Header(function, variables, found.length, variables is None)


# How a function begins: f is its name and X its variables, y a variable that stands alone, T the
# type of a value up to a colon; `=` is any sign that defines, all others stand for themselves.
_FORMS: Final = tuple(
    form.split()
    for form in (
        "lambda X :",
        "def f ( X ) T : return",
        "def f ( X ) T :",
        "@ ( X )",
        "( X ) ->",
        "f = function ( X )",
        "f < - function ( X )",
        "f : ( X ) ->",
        "f : X ->",
        "f ( X ) =",
        "f ( X ) ->",
        "f [ X ] =",
        "f [ X ] ->",
        "f { ( X ) } =",  # by SymPy
        "f =",
        "y ->",
        "f :",  # of Maxima
    )
)

# One of these stands in each.
_SIGNS: Final = frozenset({"relation", ":=", "->", ":", "@"})


def _one_header(tokens: Sequence[Token], at: int, source: Source) -> Header | None:
    for form in _FORMS:
        header = _matched(form, tokens, at, source)
        # What stands before the -> of a map is no value of Maxima.
        if header and not (form[-1] == ":" == form[1] and any(t.kind == "->" for t in tokens)):
            return header
    if tokens[at].kind == "name" and tokens[at + 1].kind in ("(", "[", "{"):
        _refuse_broken(tokens, at, source)
    return None


def _matched(
    form: Sequence[str], tokens: Sequence[Token], at: int, source: Source
) -> Header | None:
    """The header that a form makes of the tokens at a place."""
    function, names = "", None
    for part in form:
        token = tokens[at]
        match part:
            case "f" | "y":
                if token.kind != "name":
                    return None
                function, names = (full_name(token), names) if part == "f" else ("", [token])
                at += 1
            case "X":
                names, at = _names(tokens, at, typed=form[0] != "lambda")
                if not names:
                    return None
            case "T":
                at = _behind(tokens, at, (":",)) if token.kind == "->" else at
            case _:
                is_it = _defines(token) if part == "=" else part in (token.kind, token.text)
                if not is_it or (token.kind == "name" and token.whole):
                    return None
                at += 1
    variables = None if names is None else _distinct(names, source)
    return Header(function, variables, at)


def _refuse_broken(tokens: Sequence[Token], at: int, source: Source) -> None:
    """f(x, y = x y and f() = x.

    Raises:
        GradcliError: SYNTAX.
    """
    function, opening = full_name(tokens[at]), tokens[at + 1]
    unclosed, stop = _names(tokens, at + 2)
    if len(unclosed) > 1 and _defines(tokens[stop]):
        names = ", ".join(map(full_name, unclosed))
        raise say.failure(
            "unclosed-bracket", opening.span, source, "header", function=function, variables=names
        )
    if tokens[at + 2].kind == ")" and _defines(tokens[at + 3]):
        place = tokens[at].span.to(tokens[at + 2].span)
        raise say.failure("no-variables-listed", place, source, function=function)


def _defines(token: Token) -> bool:
    return token.kind == ":=" or (
        token.kind == "relation" and token.text == "=" and token.span.end - token.span.start == 1
    )


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
        if tokens[at].kind not in (",", ";", "|"):  # f(x | mu, sigma)
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
