"""What stands over and below the letter of a name: ŷ, \\bar{x}, x_{i,j}, a₁.

A mark over a letter is the first index of its name: ŷ is y_hat, \\bar{x}_i is x_bar_i.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from gradcli import late
from gradcli.errors import Source
from gradcli.language.lex.characters import GREEK_LETTERS, GREEK_NAMES, SUBSCRIPTS, SUPERSCRIPTS
from gradcli.language.lex.patterns import (
    BARRED,
    ELEMENT,
    ELEMENT_OF_MATLAB,
    LATEX_SUBSCRIPT,
    RAISED_INDEX,
    SUBSCRIPT,
)
from gradcli.language.lex.token import END, Token, full_name
from gradcli.language.lex.vocabulary import CONSTANT_SPELLINGS, FUNCTION_SPELLINGS, NO_VARIABLES
from gradcli.language.messages import say

MARKS: Final = MappingProxyType(
    {
        "hat": "hat",
        "widehat": "hat",
        "bar": "bar",
        "overline": "bar",
        "tilde": "tilde",
        "widetilde": "tilde",
        "dot": "dot",
        "ddot": "ddot",
    }
)
"""The LaTeX commands for a mark over a letter, and how a name says it."""

# The diaeresis is left out: ä, ö and ü are letters of words.
COMBINING: Final = MappingProxyType(
    {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde", "\u0307": "dot"}
)

_LETTERS_AFTER_NUMBER: Final = late.pattern(r"\A([0-9]+)(?=[A-Za-z])")
# The names between the brackets of f(x_max, y) before its sign of equality.
_ARGUMENTS: Final = late.pattern(r"\(([^()]*)\)\s*:?\s*\Z")
_STYLE: Final = r"(?:\\(?:mathbf|boldsymbol|bm|mathrm|mathit|mathcal)\s*)?"
_MARKED: Final = late.pattern(
    rf"\s*(?:\{{\s*{_STYLE}(?:\{{\s*(\\?[A-Za-z]+)\s*\}}|(\\?[A-Za-z]+))\s*"
    r"(?P<inside>_[^{}]*|_\s*\{[^{}]*\})?\s*\}"
    rf"|(\\[A-Za-z]+|[A-Za-z]))"
)


def marked(text: str, at: int) -> tuple[str, str, int] | None:
    """The letter that stands after the command for a mark, the indices with it, and its end.

    Nothing where something else than one letter stands there.
    """
    match = _MARKED.match(text, at)
    if match is None:
        return None
    letter = match.group(1) or match.group(2) or match.group(4)
    name = letter.removeprefix("\\")
    is_letter = name in {*GREEK_NAMES, "imath", "jmath"} if letter != name else len(name) == 1
    return (name, match.group("inside") or "", match.end()) if is_letter else None


def marked_letter(character: str) -> tuple[str, str] | None:
    """The letter and its mark in one sign, ŷ; nothing for any other sign."""
    letter, mark = (*unicodedata.normalize("NFD", character), "", "")[:2]
    if unicodedata.normalize("NFC", letter + mark) != character or mark not in COMBINING:
        return None
    if letter in GREEK_LETTERS or (letter.isascii() and letter.isalpha()):
        return GREEK_LETTERS.get(letter, letter), COMBINING[mark]
    return None


def indices_behind(
    text: str, at: int, elements: Collection[int] | None, *, is_latex: bool
) -> tuple[list[str], int]:
    """The indices of a name that ends at `at`, and their end.

    Of an array those of the element as well, x[0]; `elements` are the places of brackets as in
    x(1), and None says that the name is no array.
    """
    if elements is not None and (found := _elements(text, at, elements))[0]:
        return found
    below, end = indices(text, at, is_latex=is_latex)
    if below and not is_latex:  # image_shape[0]
        more, end = _elements(text, end, elements or ())
        below.extend(more)
    return below, end


def _elements(text: str, at: int, brackets: Collection[int]) -> tuple[list[str], int]:
    """The indices in brackets that stand at `at`, and where they end: of A[0][1] there are two."""
    below: list[str] = []
    while match := (ELEMENT_OF_MATLAB if at in brackets else ELEMENT).match(text, at):
        below.append(match.group(1))
        at = match.end()
    return below, at


def indices(text: str, at: int, *, is_latex: bool) -> tuple[list[str], int]:
    """The indices of a name that ends at `at`, and where they end: of x_{i,j} there are two.

    Also those that are raised in brackets, x^{(1)}.
    """
    parts: list[str] = []
    pattern = LATEX_SUBSCRIPT if is_latex else SUBSCRIPT
    while match := pattern.match(text, at):
        parts.extend(listed(match))
        at = match.end()
    if lowered := lowered_signs(text, at):
        parts.append(lowered)
        at += len(lowered)
    raised = RAISED_INDEX.match(text, at)
    if raised:
        parts.append(next(filter(None, raised.groups())))
        at = raised.end()
        if match := pattern.match(text, at):
            parts.extend(listed(match))
            at = match.end()
    return ["".join(map(_plain, part)) for part in parts], at


def _plain(letter: str) -> str:
    return SUPERSCRIPTS.get(letter, letter)


def listed(match: re.Match[str]) -> list[str]:
    """The parts of a subscript: x_{i,j} has two."""
    parts = re.split(r"\s*,\s*", next(filter(None, match.groups())))
    return [GREEK_LETTERS.get(part, part) for part in parts]


def joined(parts: Sequence[str]) -> str:
    """The indices as one subscript: a_{2n} is a_2_n, which is read again."""
    return "_".join(_LETTERS_AFTER_NUMBER.sub(r"\1_", part) for part in parts)


def barred_names(text: str, declared: Collection[str]) -> frozenset[str]:
    """The names with an underscore that are declared, or stand in the header of the text."""
    header, sign, _ = text.partition("=")
    arguments = _ARGUMENTS.search(header) if sign else None
    listed_there = BARRED.findall(arguments.group(1)) if arguments else []
    return frozenset(name for name in (*declared, *listed_there) if "_" in name)


def raised_signs(text: str, start: int) -> list[str]:
    """The run of raised signs that begins at `start`, made plain: a number, or one sign each."""
    end = start
    while end < len(text) and text[end] in SUPERSCRIPTS:
        end += 1
    plain = "".join(SUPERSCRIPTS[letter] for letter in text[start:end])
    return re.findall(r"[0-9]+|[^0-9]", plain)


def lowered_signs(text: str, start: int) -> str:
    """The run of lowered signs that begins at `start`, made plain."""
    end = start
    while end < len(text) and text[end] in SUBSCRIPTS:
        end += 1
    return "".join(SUBSCRIPTS[letter] for letter in text[start:end])


# -- bars around a name --

_WITH_A_MEANING: Final = frozenset({*CONSTANT_SPELLINGS, *NO_VARIABLES})
# Where a value begins, so that a bar shows no index of what stands before, and where one ends.
_BEFORE_A_VALUE: Final = frozenset({
    "(", "[", "{", "+", "-", "*", "/", "^", ",", ";", ":", ":=", "relation", "row", "?",
})  # fmt: skip
_BEHIND_A_VALUE: Final = (_BEFORE_A_VALUE - {"(", "[", "{"}) | {")", "]", "}", "!", END}
_WORDS_BETWEEN: Final = frozenset({"return", "lambda", "if", "else", "and", "or"})


def without_outer_bars(tokens: Sequence[Token], source: Source) -> list[Token]:
    """_x, x_ and max_ of programs as the names x and max, with the bars in their places.

    Only where a bar can be no sign of an index, and the name is one letter, Greek, a function or
    has an index: of others it would not be told, without its bars, that they are names.

    Raises:
        GradcliError: NAME where the name stands without its bars as well.
    """
    read: list[Token] = []
    index = 0
    while index < len(tokens):
        end = index
        while tokens[end].kind == "_" and (end == index or not tokens[end].spaced):
            end += 1
        if end == index:
            read.append(tokens[index])
            index += 1
            continue
        bars, behind = tokens[index], tokens[end]
        before = read[-1] if read else None
        if (
            before is not None
            and before.span.end == bars.span.start
            and _takes_bars(before)
            and _is_behind_a_value(behind, source.text[tokens[end - 1].span.end :][:1])
        ):
            read[-1] = replace(before, span=before.span.to(tokens[end - 1].span))
        elif (
            _takes_bars(behind)
            and not (behind.spaced or _is_function(behind) or tokens[end + 1].kind == "(")
            and (before is None or _is_before_a_value(before, bars, source.text))
        ):
            read.append(replace(behind, span=bars.span.to(behind.span), spaced=bars.spaced))
            end += 1
        else:
            read.extend(tokens[index:end])
        index = end
    _refuse_both(read[_end_of_blanks(read) :], source)
    return read


def _refuse_both(tokens: Sequence[Token], source: Source) -> None:
    """x_ beside x and x__1 beside x_1, two names of a program."""
    seen: dict[str, tuple[str, bool]] = {}
    for token in tokens:
        typed = source.text[token.span.start : token.span.end]
        this = (typed, typed != typed.strip("_").replace("__", "_"))
        name, has_bars = seen.setdefault(full_name(token), this)
        if token.kind == "name" and this[1] != has_bars:
            raise say.failure("printed-alike", token.span, source, name=typed, twin=name)


def _end_of_blanks(tokens: Sequence[Token]) -> int:
    """Where the header ends in which x_ is the blank of Mathematica: f[x_, y_] := x^2 y."""
    if len(tokens) < 2 or tokens[0].kind != "name" or tokens[1].kind not in ("(", "["):
        return 0
    end = next((i for i, token in enumerate(tokens) if token.kind in (")", "]")), 0)
    return end if tokens[end + 1].text in ("=", ":=") else 0


def _takes_bars(token: Token) -> bool:
    """Whether a name is one also without its bars, and no constant and no word."""
    stem = token.text.rstrip("0123456789")
    is_one = len(stem) == 1 or stem in GREEK_NAMES or bool(token.subscript) or _is_function(token)
    return token.kind == "name" and is_one and full_name(token) not in _WITH_A_MEANING


def _is_before_a_value(before: Token, bars: Token, text: str) -> bool:
    is_free = before.kind in _BEFORE_A_VALUE or before.text in _WORDS_BETWEEN
    return is_free or "\n" in text[before.span.end : bars.span.start]


def _is_behind_a_value(behind: Token, sign: str) -> bool:
    return behind.kind in _BEHIND_A_VALUE or behind.text in _WORDS_BETWEEN or sign == "\n"


def _is_function(token: Token) -> bool:
    return token.text in FUNCTION_SPELLINGS or token.text.lower() in FUNCTION_SPELLINGS
