"""What a page, Python or MATLAB puts around a vector: arrows, bold letters, a transposition.

Taken out of the text before it is read, sign for sign, so that every place in the text stays.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from gradcli.errors import GradcliError, Source
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.token import Token
from gradcli.language.lex.tokens import tokenize

_LETTERS: Final = str.maketrans("\u20d7\u20d1\u20d0ıȷ", "   ij")
"""Arrows over a letter, and the letters without a dot that stand under a hat."""

_SET: Final = frozenset("\\^ᵀᵗ'′’‘\"“”∘") | frozenset(map(chr, _LETTERS))
# The patterns stand as text: `re` makes each when it is first tried.
# \mathbf{e}_1: in braces the letter would be a factor of its own.
_STYLED: Final = (
    r"\\(?:vec|overrightarrow|mathbf|boldsymbol|bm|textbf|mathrm|mathsf)\s*+"
    r"\{\s*+(?P<letter>\\[ij]math|[A-Za-z])\s*+\}(?P<index>(?=\s*+_))?"
)
# **i** of Markdown, and i-hat as it is spoken.
_BOLD: Final = r"\*\*([ijk])\*\*"
_HAT: Final = r"\b([ijk])-hat\b"
_ARROW: Final = r"\\(?:vec|overrightarrow)(?![A-Za-z])"
_TRANSPOSED: Final = (
    r"(?P<kept>(?:[)\]}>⟩]|\\rangle)\s*+)"
    r"(?:\^\s*+(?:\{\s*+)?(?:\\(?:top|intercal|prime)\b|[Tt]\b|'"
    r"|\\(?:mathrm|mathsf|mathit|mathbf|text|textrm|rm|sf)\b\s*+\{?\s*+[Tt]\s*+\}?)"
    r"(?:\s*+\})?|[ᵀᵗ'′’]|\.T\b)"
)
_KEY: Final = r"""["'“”‘’](?P<name>\w+)["'“”‘’](?=\s*+[:=])"""
_INSIDE: Final = r"(?:[^{}]|\{[^{}]*\})*+"
_BINOMIAL: Final = (
    rf"\\[dt]?binom\s*+\{{(?P<above>{_INSIDE})\}}(?P<gap>\s*+)\{{(?P<below>{_INSIDE})\}}"
)
# A raised o, and the ring that a browser copies for \circ, but no product.
_RING: Final = r"(?<=\d)\s*+(?:\^\s*+(?:o\b|\{\s*+o\s*+\}|∘)|∘(?!\s*+[\w(]))"


def tokens_of(source: Source, limits: Limits) -> list[Token]:
    """The tokens of a point, a direction or an angle, the last of kind END.

    Raises:
        GradcliError: as `tokenize`.
    """
    try:
        tokens = tokenize(replace(source, text=plain(source.text)), limits, is_formula=False)
    except GradcliError as error:
        error.source = source  # the reader typed that
        raise
    return [
        replace(token, kind="relation", text="=") if token.text in ("is", "equals") else token
        for token in tokens
    ]


def plain(text: str) -> str:
    """The text without what only sets it, of the same length."""
    if "-hat" in text or "**" in text:
        text = re.sub(_HAT, r"\1_hat", re.sub(_BOLD, r"  \1  ", text))
    if _SET.isdisjoint(text) and ".T" not in text:
        return text
    text = text.translate(_LETTERS)
    text = re.sub(_STYLED, _letter, text)
    text = re.sub(_ARROW, lambda match: r"\bm".ljust(len(match.group())), text)
    text = re.sub(_TRANSPOSED, lambda match: match["kept"].ljust(len(match.group())), text)
    text = re.sub(_KEY, lambda match: f" {match['name']} ", text)
    text = re.sub(_BINOMIAL, _column, text)
    return re.sub(_RING, lambda match: "°".ljust(len(match.group())), text)


def _letter(match: re.Match[str]) -> str:
    """The letter alone: at the end where its index follows, else with a blank on either side."""
    width = len(match.group())
    if match["index"] is not None:
        return match["letter"].rjust(width)
    return f" {match['letter']}".ljust(width)


def _column(match: re.Match[str]) -> str:
    """\\binom{1}{2}, which is how a column is often set."""
    inside = f"{match['above']} {match['gap']},{match['below']})"
    return f"({inside}".rjust(len(match.group()))
