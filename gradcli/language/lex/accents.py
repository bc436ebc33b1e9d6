"""What stands over and below the letter of a name: ŷ, \\bar{x}, x_{i,j}, a₁.

A mark over a letter is the first index of its name: ŷ is y_hat, \\bar{x}_i is x_bar_i.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from types import MappingProxyType
from typing import Final

from gradcli.language.lex.characters import GREEK_LETTERS, GREEK_NAMES, SUBSCRIPTS, SUPERSCRIPTS
from gradcli.language.lex.patterns import BARRED, LATEX_SUBSCRIPT, RAISED_INDEX, SUBSCRIPT

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

_LETTERS_AFTER_NUMBER: Final = re.compile(r"\A([0-9]+)(?=[A-Za-z])")
# The names between the brackets of f(x_max, y) before its sign of equality.
_ARGUMENTS: Final = re.compile(r"\(([^()]*)\)\s*:?\s*\Z")
_STYLE: Final = r"(?:\\(?:mathbf|boldsymbol|bm|mathrm|mathit|mathcal)\s*)?"
_MARKED: Final = re.compile(
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


def elements(pattern: re.Pattern[str], text: str, at: int) -> tuple[list[str], int]:
    """The indices in brackets that stand at `at`, and where they end: of A[0][1] there are two."""
    below: list[str] = []
    while match := pattern.match(text, at):
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
    low = at
    while at < len(text) and text[at] in SUBSCRIPTS:
        at += 1
    if at > low:
        parts.append("".join(SUBSCRIPTS[letter] for letter in text[low:at]))
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
    return re.split(r"\s*,\s*", next(filter(None, match.groups())))


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
