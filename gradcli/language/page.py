"""What belongs to the page that a formula was copied from, and not to the formula.

The number of an exercise, a comment, quotation marks, where a function maps from and to: they are
blanked, so that every other character keeps its place.
"""

from __future__ import annotations

import html
import re
from typing import Final

from gradcli.errors import Span
from gradcli.language.characters import GREEK_LETTERS, fold

_HEADER: Final = r"(?=[A-Za-zα-ωΑ-Ω\\]\w*\s*(?:\{?\s*(?:\\left\s*)?\([^()]*\)\s*\}?\s*)?:?=[^=])"
_MARK: Final = (
    r"(?:\(?[0-9]{1,3}(?:\.[0-9]{1,3})?[.):]*|\[[0-9]{1,3}\]|\(?(?:[a-z]|[ivx]{1,4})\)|[*-](?=\s))"
)
# 5. f(x, y) = ..., 1) z = ..., Example 3: g(t) = ...: the number of an exercise.
_EXERCISE: Final = re.compile(
    rf"(?:(?:Exercise|Example|Problem|Question|Beispiel|Aufgabe)\b:?(?:\s++{_MARK})?|{_MARK})\s++"
    + _HEADER
)
# 3) x^2 + y: a bracket that nothing opened.
_NUMBER: Final = re.compile(r"(?:[0-9]{1,3}\)|[ivx]{1,4}\))\s*(?=[^\s=])")
_NUMBER_AND_POINT: Final = re.compile(r"\s*+[0-9]{1,3}\.\s++(?=[A-Za-z\\(|√])")
# f: R^2 -> R, before the formula: it names no variable.
_REALS: Final = r"(?:\\mathbb\s*+(?:\{\s*+R\s*+\}|R)|R)"
_DOMAIN: Final = re.compile(
    r"[$\s]*+[A-Za-z]\w*\s*+(?::|\\colon\b)\s*+"
    r"(?:[A-Z](?![A-Za-z(])|\\mathbb\b|[\[\](]?-?[0-9∞]|\\left)[^→,;:\n]{0,60}?"
    r"(?:,[^→,;:\n()]{0,30}[\[\])][^→,;:\n]{0,20}?)?"
    rf"(?:→|->|\\(?:to|rightarrow|longrightarrow)\b)\s*+{_REALS}\s*+(?:[,;:.]|\\quad\b|\n)"
)
# ..., (x, y) ∈ R^2 at the end: every variable is real.
_REAL_VARIABLES: Final = re.compile(
    r"(?:[,;]|\\q?quad\b|\bfor\b|\bwhere\b|\\text\s*\{\s*(?:for|where)\s*\}|\s)+"
    r"(?:\(\s*)?[A-Za-z]\w*(?:\s*,\s*[A-Za-z]\w*)*(?:\s*\))?\s*(?:∈|\\in\b)\s*"
    rf"{_REALS}\s*(?:\^\s*(?:\w|\{{\s*\w\s*\}})|[²³⁴ⁿ])?\s*[.$]*\s*\Z"
)
_LET: Final = re.compile(r"(?:Let|let)\s+(?=[A-Za-z]\w*\s*\()")
_COMMENT: Final = re.compile(r"#[^\n]*|(?<=;)\s*(?:%|//)[^\n]*")
_PROMPT: Final = re.compile(r"(?:>>>|In\s*\[[0-9]*\]:|return\b|=(?!=))\s*")
_QUOTES: Final = re.compile(r"\A\s*([\"'`])(.*)\1\s*\Z", re.DOTALL)
_SOURCE: Final = re.compile(r"(?=[\w\\(]).*(?:[\^_]|\\[A-Za-z])", re.DOTALL)
_COMMAND: Final = re.compile(r"\\([A-Za-z]*)")
_LETTERS: Final = (
    {name: letter for letter, name in GREEK_LETTERS.items()}
    | {"pi": "π"}
    | {name: name for name in ("sin", "cos", "tan", "ln", "log", "exp", "max", "min")}
)
# x<sup>2</sup> and x &minus; y, copied from the source of a page; %pi, as Maxima has it.
_MARKUP: Final = re.compile(r"</?su[pb]>|&#?[A-Za-z0-9]{1,8};|%(?=(?:e|pi)\b)", re.IGNORECASE)
_TAGS: Final = {"<sup>": "^(", "</sup>": ")", "<sub>": "_{", "</sub>": "}"}
_UNIT: Final = re.compile(
    r"\s(\\(?:text|mathrm|textrm|mbox)\s*\{\s*[A-Za-z]{1,3}(?:[ /·^][^{}]*)?\})\s*[.$]?\s*\Z"
)
_POINT: Final = re.compile(r"[,;][\s\\]*([A-Z]\w*\s*=?\s*\([^()]*,[^()]*\))[\s.$]*\Z")
# What is longer is not looked at: these patterns may take a time that grows with its square.
_LONGEST_COPY: Final = 2_000
_LONGEST_REMARK: Final = 200


def without_page(text: str) -> str:
    """`text` (folded) with blanks for all that belongs to its page."""
    if "<s" in text or "&" in text or "%" in text:
        text = _MARKUP.sub(_plainly, text)
    quoted = _QUOTES.match(text)
    if quoted and quoted.group(1) not in quoted.group(2):
        text = _blank(text, 0, quoted.start(2))
        text = _blank(text, quoted.end(2), len(text))
    if "#" in text or ";" in text:
        text = _COMMENT.sub(lambda found: " " * len(found.group()), text)
    for opening, closing in (("/*", "*/"), ("(*", "*)")):
        while (start := text.find(opening)) >= 0 and (end := text.find(closing, start + 2)) >= 0:
            text = _blank(text, start, end + 2)
    for mark in (_PROMPT, _LET, _EXERCISE, _NUMBER, _DOMAIN):
        found = mark.match(text, len(text) - len(text.lstrip()))
        if found:
            text = _blank(text, *found.span())
    if "∈" in text or "\\in" in text:
        found = _REAL_VARIABLES.search(text, max(0, len(text) - _LONGEST_REMARK))
        if found:
            text = _blank(text, *found.span())
    return _without_copies(text)


def _plainly(found: re.Match[str]) -> str:
    """The sign that a piece of markup stands for, and blanks in the place of the rest."""
    written = found.group()
    sign = _TAGS.get(written.lower())
    if sign is None:
        sign = fold(html.unescape(written)) if written[0] == "&" else ""
    return sign.ljust(len(written)) if len(sign) < 2 or sign in _TAGS.values() else written


def _blank(text: str, start: int, end: int) -> str:
    kept = "".join(sign if sign == "\n" else " " for sign in text[start:end])
    return text[:start] + kept + text[end:]


def _without_copies(text: str) -> str:
    """f(x)=x2f(x)=x^2f(x)=x2, as a formula of a web page is copied: its source alone."""
    if len(text) > _LONGEST_COPY or not ("^" in text or "\\" in text or "_" in text):
        return text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    for length in range(1, (end - start) // 2 + 1):
        if text[start] != text[end - length]:
            continue
        flat, source = text[start : start + length], text[start + length : end - length]
        if (
            source
            and text.startswith(flat, end - length)
            and _SOURCE.match(source)
            and _signs(source) == _signs(flat)
        ):
            return _blank(_blank(text, 0, start + length), end - length, len(text))
    return text


def _signs(text: str) -> list[str]:
    """The letters and figures of a formula, without what only sets them, in some order."""
    bare = _COMMAND.sub(lambda found: _LETTERS.get(found.group(1), ""), text)
    return sorted(sign for sign in bare if sign.isalnum())


def point_behind(text: str) -> Span | None:
    """Where a point stands behind the formula: x^2 y, P(1, 2)."""
    found = _POINT.search(text, max(0, len(text) - _LONGEST_REMARK))
    return Span(*found.span(1)) if found else None


def unit_at_end(text: str) -> Span | None:
    """Where upright letters stand at the end, which are read as factors: 9.8t \\text{ m/s}."""
    found = _UNIT.search(text, max(0, len(text) - _LONGEST_REMARK))
    return Span(*found.span(1)) if found else None


def number_of_exercise(text: str) -> Span | None:
    """Where a number stands that is read as a factor and may be that of an exercise: 12. x^2 y."""
    number = _NUMBER_AND_POINT.match(text)
    if number is None or _EXERCISE.match(text, number.start()):
        return None
    return Span(
        number.end() - len(number.group().lstrip()), number.start() + len(number.group().rstrip())
    )
