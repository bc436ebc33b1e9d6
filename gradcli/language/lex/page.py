"""What belongs to the page that a formula was copied from, and not to the formula.

The number of an exercise, a comment, quotation marks, where a function maps from and to: they are
blanked, so that every other character keeps its place. The patterns stand as text: `re` makes each
when it is first tried, and most never are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gradcli.errors import Span
from gradcli.language.lex.characters import GREEK_LETTERS, fold
from gradcli.language.lex.token import nesting

# What follows the mark: f(x, y) = ..., z = ..., and a Let before it.
_NAME: Final = r"\$?[A-Za-zα-ωΑ-Ω\\]\w*\s*"
_HEADER: Final = rf"(?=(?:[Ll]et\s+)?{_NAME}(?:\{{?\s*(?:\\left\s*)?\([^()]*\)\s*\}}?\s*)?:?=[^=])"
_COUNT: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3})?"
_MARK: Final = (
    rf"(?:\(?{_COUNT}[.):]+|\[[0-9]{{1,3}}\]|\(?(?:[A-Za-z]|[ivx]{{1,4}})\)|(?:[a-h]|[ivx]{{2,4}})\."
    r"|\*(?=\s))"
)
_WORDS: Final = ("Exercise", "Example", "Ex.", "Problem", "Question", "Q", "Beispiel", "Aufgabe")
# 5. f(x, y) = ..., 1) z = ..., Example 3: g(t) = ...: the number of an exercise.
_EXERCISE: Final = (
    rf"(?:(?:{'|'.join(map(re.escape, _WORDS))}):?(?:\s*+{_COUNT}[.):]*+)?|{_MARK})\s++" + _HEADER
)
# 3) x^2 + y: a bracket that nothing opened.
_NUMBER: Final = r"(?:[0-9]{1,3}|[ivx]{2,4})\)\s++(?=[^\s=])"
_NUMBER_AND_POINT: Final = r"\s*+[0-9]{1,3}\.\s++(?=[A-Za-z\\(|√])"
# f: R^2 -> R, before the formula: it names no variable.
_REALS: Final = r"(?:\\mathbb\s*+(?:\{\s*+R\s*+\}|R)|\\?R)"
_DOMAIN: Final = (
    r"[$\s]*+[A-Za-z]\w*\s*+(?::|\\colon\b)\s*+(?!\(?\s*[a-z])[^→=;\n]{1,80}?"
    rf"(?:→|->|\\(?:to|rightarrow|longrightarrow)\b)\s*+(?:{_REALS}(?:_\{{?\+\}}?)?|[\[(][^→=]{{1,20}}?[\])])"
    r"[ \t]*+(?:[,;:.]|\\quad\b|\n)"
)
# ..., (x, y) ∈ R^2 at the end: every variable is real.
_LISTED: Final = r"[A-Za-z][A-Za-z0-9_]*(?:\s*,\s*[A-Za-z][A-Za-z0-9_]*)*"
_IN_THE_REALS: Final = rf"\s*(?:∈|\\in\b)\s*{_REALS}\s*(?:\^\s*(?:\w|\{{\s*\w\s*\}})|[²³⁴ⁿ])?\s*"
_REAL_VARIABLES: Final = (
    r"(?:(?:[,;]|\\q?quad\b|\bfor\b|\bwhere\b|\\text\s*\{\s*(?:for|where)\s*\})"
    rf"(?:\s|\\q?quad\b|\bfor\b|\bwhere\b)*(?:{_LISTED}|\(\s*{_LISTED}\s*\)){_IN_THE_REALS}"
    rf"|\s[A-Za-z]\w*(?:,[A-Za-z]\w*)+{_IN_THE_REALS}"
    rf"|\s\(\s*{_LISTED}\s*\){_IN_THE_REALS}|\s\(\s*{_LISTED}{_IN_THE_REALS}\))[.$\s]*\Z"
)
_LET: Final = rf"(?:[Ll]et\s++(?={_NAME}\()|Let\s++(?={_NAME}(?:=|:(?!=))))"
# f(x) \overset{\text{def}}{=} x^2. Over a letter such a sign means more: \overset{\cdot}{x}.
_BY_DEFINITION: Final = (
    r"\\(?:overset|stackrel)\s{0,9}\{(?:[^{}]|\{[^{}]{0,40}\}){0,40}\}\s{0,9}"
    r"\{\s{0,9}(:?=)\s{0,9}\}"
)
_COMMENT: Final = r"#[^\n]*|(?<=;)\s*(?:%|//)[^\n]*"
# These make a function faster, and no other one.
DECORATOR: Final = (
    r"@(?:\w+\.)*(?:n?jit|\w*vectorize|function|script|(?:lru_)?cache|staticmethod)\b"
)
# A docstring, dots at the end of a line that goes on, a line that is a comment of MATLAB or C.
_OF_PROGRAMS: Final = (
    r"(?m)[rRuU]?\"{3}(?:.|\n)*?\"{3}|[rRuU]?'{3}(?:.|\n)*?'{3}"
    r"|^[ \t]*[rRuU]?(?:\"[^\"\n]*\"|'[^'\n]*')[ \t]*$|\.\.\.[ \t]*(?:%.*)?$"
    r"|^[ \t]*(?:%|//).*$|[ \t]//[ \t].*$"
    # Behind the prompt of Python a line that goes on begins with dots; ```python stands around it.
    r"|^[ \t]*\.\.\.:?[ \t]|^```\w*[ \t]*$"
    rf"|^[ \t]*{DECORATOR}[^\n]*$"
)
_PROMPT: Final = r"(?:>>>|In\s*\[[0-9]*\]:=?|return\b|=(?!=))\s*"
_DECLARED: Final = r"(?:(?:const|var)\s+(?=\w+\s*=)|let\s+(?=\w+\s*=\s*\(?[\w\s,]*\)?\s*=>))"
_QUOTES: Final = r"(?s)\A\s*([\"'`])(.*)\1[\s,;.]*\Z"
_COMMAND: Final = r"\\([A-Za-z]*)"
_LETTERS: Final = {name: letter for letter, name in GREEK_LETTERS.items()} | {"pi": "π"}
_SPOKEN: Final = ("sin", "cos", "tan", "ln", "log", "exp", "max", "min")
_AS_READ: Final = _LETTERS | {name: name for name in _SPOKEN}
# A sum, an equation or a comparison, or a sign that the source has in another spelling.
_NO_FACTOR: Final = r"(?s).*(?:[=+\-<>]|[α-ωΓ-Ω]|" + "|".join(_SPOKEN) + ")"
# x<sup>2</sup> and x &minus; y, copied from the source of a page; %pi, as Maxima has it.
_MARKUP: Final = r"(?i)</?(?:su[pb]|i|b|em|var)>|&#?[A-Za-z0-9]{1,8};|%(?=(?:e|pi)\b)"
_TAGS: Final = {"<sup>": "^(", "</sup>": ")", "<sub>": "_{", "</sub>": "}"}
# Find the gradient of ..., and ... at (1, 1), ...; (x_0, y_0) = (2, 1): what a command is told.
_REQUEST: Final = (
    r"\s*((?:(?:Find|Compute|Calculate|Determine|Evaluate|Work\s+out|What\s+is)\s+)?(?:[Tt]he\s+)?"
    r"(?:gradient|partial\s+derivatives?|derivatives?)(?:\s+vector)?"
    r"(?:\s+of\s+(?:the\s+function\s+)?:?|\s*:))\s*"
)
_NUMBERED: Final = ("Question", "Problem", "Exercise", "Example", "Task")
_LABEL: Final = r"[A-Z][a-z]+\s+[0-9]+[a-z]?\s*[:.](?![0-9])"
_WHAT_IS: Final = r"\s*(?:What|what)\s+is\b"
_GRAD: Final = r"\s*(Grad\[)(.*?)(,\s*\{[^{}]*\}\s*\])\s*"
# d/dx, \\frac{d}{dx}, \\frac{\\partial}{\\partial x} and ∂/∂x before a formula.
_D: Final = r"(?:d|∂|\\partial|\\(?:mathrm|text|operatorname)\s*\{\s*d\s*\}|\\mathrm\s+d)"
_BY: Final = r"(?P<{}>\\?[A-Za-zα-ω]+(?:_?\{{?[0-9]+\}}?)?)"
_OPERATOR: Final = (
    rf"[\s$]*+(?:\\displaystyle\s*)?(\\[dt]?frac\s*\{{\s*{_D}\s*\}}\s*\{{\s*{_D}\s*{_BY.format('one')}\s*\}}"
    rf"|{_D}\s?/\s?{_D}\s?{_BY.format('other')}(?![A-Za-z0-9_^²³]))\s*(?:\\,|\\[;:!])?"
)
_SIZES: Final = r"\\(?:left|right|[bB]igg?[lrm]?)\b"
_GIVEN_POINT: Final = (
    r"((?:\s[,;]?\s*at\s+(?:the\s+point\s+)?|[,;]\s*at\s+(?:the\s+point\s+)?"
    r"|;\s*\([^()=]*\)\s*=\s*)"
    r"(?:[A-Z](?:_?\{?[0-9]\}?)?\s*=?\s*)?\(([^()]*,[^()]*)\))[\s.$]*\Z"
)
_UNIT: Final = (
    r"\s(\\(?:text|mathrm|textrm|mbox)\s*\{\s*[A-Za-z]{1,3}(?:[ /·^][^{}]*)?\})\s*[.$]?\s*\Z"
)
_POINT: Final = r",[\s\\]*([A-Z](?:_?\{?[0-9]\}?)?\s*=?\s*\([^()]*,[^()]*\))[\s.$]*\Z"
# What is longer is not looked at: these patterns may take a time that grows with its square.
_LONGEST_COPY: Final = 2_000
_LONGEST_REMARK: Final = 200


def without_page(
    text: str, *, has_marks: bool = False, left_out: Span | None = None, is_formula: bool = True
) -> str:
    """`text` (folded) with blanks for all that belongs to its page, and for what is left out.

    `has_marks` says that a browser's marks of no width stood in it; what is no formula may be the
    point that a formula has behind it.
    """
    if left_out is not None:
        text = _blank(text, left_out.start, left_out.end)
    if "</" in text or "&" in text or "%" in text:
        text = re.sub(_MARKUP, _plainly, text)
    if "\\overset" in text or "\\stackrel" in text:
        text = re.sub(_BY_DEFINITION, lambda found: found.group(1).rjust(len(found.group())), text)
    if "#" in text or ";" in text:
        text = re.sub(_COMMENT, lambda found: " " * len(found.group()), text)
    if "\n" in text or '"""' in text:
        text = re.sub(_OF_PROGRAMS, _blanks_for, text)
    for opening, closing in (("/*", "*/"), ("(*", "*)")):
        while (start := text.find(opening)) >= 0 and (end := text.find(closing, start + 2)) >= 0:
            text = _blank(text, start, end + 2)
    quoted = re.match(_QUOTES, text) if text.lstrip()[:1] in "\"'`" else None
    if quoted and quoted.group(1) not in quoted.group(2):
        text = _blank(text, 0, quoted.start(2))
        text = _blank(text, quoted.end(2), len(text))
    if text.rstrip().endswith("?") and re.match(_WHAT_IS, text):
        text = _blank(text, text.rindex("?"), len(text))
    for span in (request_before(text), *point_given(text)[:1]):
        if span is not None and is_formula:
            text = _blank(text, span.start, span.end)
    if grad_around(text) and (grad := re.fullmatch(_GRAD, text)):
        text = _blank(_blank(text, *grad.span(1)), *grad.span(3))
    for mark in _at_the_beginning(text.lstrip()):
        start = len(text) - len(text.lstrip())
        found = re.match(mark, text[start:])
        if found:
            text = _blank(text, start, start + found.end())
    if "∈" in text or "\\in" in text:
        remark = _at_the_end(_REAL_VARIABLES, text)
        if remark:
            text = _blank(text, remark.start, remark.end)
    return _without_copies(text, has_marks=has_marks)


def _at_the_beginning(text: str) -> Iterator[str]:
    """The patterns that may fit how a text begins; to look is cheaper than to try."""
    first, ahead = text[:1], text[1:6]
    if text.startswith((">>>", "In", "return", "=")):
        yield _PROMPT
    if text.startswith(("const ", "var ", "let ")):
        yield _DECLARED
    if "=" in text and (
        first in "0123456789([*" or ")" in ahead or "." in ahead or text.startswith(_WORDS)
    ):
        yield _EXERCISE
    elif text.startswith(_NUMBERED):
        yield _LABEL
    if ")" in ahead:
        yield _NUMBER
    if "et" in text[:40]:
        yield _LET
    if "→" in text or "->" in text or "\\to" in text or "arrow" in text:
        yield _DOMAIN


def _at_the_end(pattern: str, text: str, group: int = 0) -> Span | None:
    """Where a pattern stands at the end of a text."""
    start = max(0, len(text) - _LONGEST_REMARK)
    found = re.search(pattern, text[start:])
    return Span(start + found.start(group), start + found.end(group)) if found else None


def _plainly(found: re.Match[str]) -> str:
    """The sign that a piece of markup stands for, and blanks in the place of the rest."""
    import html  # noqa: PLC0415  its table of two thousand signs is hardly ever asked

    written = found.group()
    sign = _TAGS.get(written.lower())
    if sign is None:
        sign = fold(html.unescape(written)) if written[0] == "&" else ""
    return sign.ljust(len(written)) if len(sign) < 2 or sign in _TAGS.values() else written


def _blank(text: str, start: int, end: int) -> str:
    kept = "".join(sign if sign == "\n" else " " for sign in text[start:end])
    return text[:start] + kept + text[end:]


def _blanks_for(found: re.Match[str]) -> str:
    return _blank(found.group(), 0, len(found.group()))


def _without_copies(text: str, *, has_marks: bool) -> str:
    """f(x)=x2f(x)=x^2f(x)=x2, as a formula of a web page is copied: its source alone.

    A product such as x √x x has the same form, so that more must speak for a copy: what stands
    twice is no factor, or has in words what the source has as a command.
    """
    if len(text) > _LONGEST_COPY or not ("^" in text or "\\" in text or "_" in text):
        return text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    for length in range(1, (end - start) // 2 + 1):
        if text[start] != text[end - length]:
            continue
        flat, source = text[start : start + length], text[start + length : end - length]
        if (
            text.startswith(flat, end - length)
            and {"^", "_", "\\", "{"}.isdisjoint(flat)
            and not {"^", "_", "\\"}.isdisjoint(source)
            and not re.match(r"\s*(?:[\^_]|\\(?:cdot|times|over)\b)", source)
            and (has_marks or re.match(_NO_FACTOR, flat))
            and _signs(source, in_order=not has_marks) == _signs(flat, in_order=not has_marks)
        ):
            return _blank(_blank(text, 0, start + length), end - length, len(text))
    return text


def _signs(text: str, *, in_order: bool) -> list[str]:
    """The letters and figures of a formula, without what only sets them."""
    bare = re.sub(_COMMAND, lambda found: _AS_READ.get(found.group(1), ""), text)
    signs = [sign for sign in bare if sign.isalnum() or sign in "=+-<>"]
    return signs if in_order else sorted(signs)


def request_before(text: str) -> Span | None:
    """Where it is said before the formula what is asked of it: Find the gradient of."""
    if not (" of " in text or ":" in text):
        return None
    found = re.match(_REQUEST, text)
    return Span(*found.span(1)) if found else None


def grad_around(text: str) -> Span | None:
    """Where Grad[ of Mathematica stands around the formula."""
    is_short = len(text) <= _LONGEST_COPY and text.lstrip().startswith("Grad[")
    found = re.fullmatch(_GRAD, text) if is_short else None
    return Span(*found.span(1)) if found else None


def operator_before(text: str) -> tuple[Span, str] | None:
    """Where d/dx stands before a formula that it is taken of whole, and the letter x.

    Of d/dx (x^2) + y that cannot be said: the derivative may end with the bracket.
    """
    if not ("/" in text or "frac" in text) or len(text) > _LONGEST_COPY:
        return None
    found = re.match(_OPERATOR, text)
    if found is None:
        return None
    rest = re.sub(_SIZES, "", text[found.end() :]).strip(" $\n\t.,")
    if not rest or (rest[0] in "([{" and re.search(r"[-+=]", behind_brackets(rest))):
        return None
    return Span(*found.span(1)), (found["one"] or found["other"]).lstrip("\\")


def behind_brackets(text: str) -> str:
    """What stands outside of brackets behind the bracket that a text begins with."""
    depth, outside = 0, []
    for sign in text:
        depth += nesting(sign)
        if depth == 0:
            outside.append(sign)
    return "".join(outside)


def point_given(text: str) -> tuple[Span, str] | tuple[()]:
    """Where a point stands behind the formula that is given apart, and its coordinates."""
    if ")" not in text[-8:] or "," not in text or not ("at" in text or ";" in text):
        return ()
    place = _at_the_end(_GIVEN_POINT, text, 1)
    inside = _at_the_end(_GIVEN_POINT, text, 2)
    if place is None or inside is None or place.start == 0:
        return ()
    return place, text[inside.start : inside.end].replace(" ", "")


def point_behind(text: str) -> Span | None:
    """Where a point stands behind the formula: x^2 y, P(1, 2)."""
    return _at_the_end(_POINT, text, 1) if ")" in text[-8:] and ("," in text) else None


def unit_at_end(text: str) -> Span | None:
    """Where upright letters stand at the end, which are read as factors: 9.8t \\text{ m/s}."""
    return _at_the_end(_UNIT, text, 1) if "}" in text[-8:] and "\\" in text else None


def number_of_exercise(text: str) -> Span | None:
    """Where a number stands that is read as a factor and may be that of an exercise: 12. x^2 y."""
    if "." not in text[:40]:
        return None
    number = re.match(_NUMBER_AND_POINT, text)
    if number is None or re.match(_EXERCISE, text.lstrip()):
        return None
    return Span(
        number.end() - len(number.group().lstrip()), number.start() + len(number.group().rstrip())
    )
