"""What belongs to the page that a formula was copied from, and not to the formula.

The number of an exercise, a comment, quotation marks, where a function maps from and to: they are
blanked, so that every other character keeps its place. `_ROWS` is the table of what is looked for.
The patterns stand as text: `re` makes each when it is first tried, and most never are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final, Literal

from gradcli.codes.notes import NoteCode
from gradcli.errors import Span
from gradcli.frozen import dataclass, field
from gradcli.language.lex.characters import GREEK_LETTERS, fold
from gradcli.language.lex.token import nesting
from gradcli.language.messages import say
from gradcli.language.messages.note import Note

# What follows the mark: f(x, y) = ..., z = ..., and a Let before it.
_NAME: Final = r"\$?[A-Za-zα-ωΑ-Ω\\]\w*\s*"
_HEADER: Final = rf"(?=(?:[Ll]et\s+)?{_NAME}(?:\{{?\s*(?:\\left\s*)?\([^()]*\)\s*\}}?\s*)?:?=[^=])"
_COUNT: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3})?"
_MARK: Final = (
    rf"(?:\(?{_COUNT}[.):]+|\[[0-9]{{1,3}}\]|\(?(?:[A-Za-z]|[ivx]{{1,4}})\)|(?:[a-h]|[ivx]{{2,4}})\."
    r"|\*(?=\s))"
)
_WORDS: Final = ("Exercise", "Example", "Ex.", "Problem", "Question", "Q", "Beispiel", "Aufgabe")
_STARTS_OF_EXERCISES: Final = tuple(word[:6] for word in _WORDS)
# 5. f(x, y) = ..., 1) z = ..., Example 3: g(t) = ...: the number of an exercise.
_EXERCISE: Final = (
    rf"(?:(?:{'|'.join(map(re.escape, _WORDS))}):?(?:\s*+{_COUNT}[.):]*+)?|{_MARK})\s++" + _HEADER
)
# 3) x^2 + y: a bracket that nothing opened.
_NUMBER: Final = r"(?:[0-9]{1,3}|[ivx]{2,4})\)\s++(?=[^\s=])"
_NUMBER_AND_POINT: Final = rf"(?!{_EXERCISE})([0-9]{{1,3}}\.)\s++(?=[A-Za-z\\(|√])"
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
_FOR: Final = "(?:for|where|with|mit|für|avec|pour|con|per|para|com|met)"
_REAL_VARIABLES: Final = (
    rf"(?:(?:[,;]|\\q?quad\b|\b{_FOR}\b|\\text\s*\{{\s*{_FOR}\s*\}})"
    rf"(?:\s|\\q?quad\b|\b{_FOR}\b|\\text\s*\{{\s*{_FOR}\s*\}})*(?:{_LISTED}|\(\s*{_LISTED}\s*\)){_IN_THE_REALS}"
    rf"|\s[A-Za-z]\w*(?:,[A-Za-z]\w*)+{_IN_THE_REALS}"
    rf"|\s\(\s*{_LISTED}\s*\){_IN_THE_REALS}|\s\(\s*{_LISTED}{_IN_THE_REALS}\))[.$\s]*\Z"
)
_LET: Final = (
    rf"(?:[Ll]et\s++(?={_NAME}\()|Let\s++(?={_NAME}(?:=|:(?!=)))"
    rf"|(?:Given|Consider|Suppose|If)\s++(?:that\s++)?{_HEADER})"
)
# f(x) \overset{\text{def}}{=} x^2. Over a letter such a sign means more: \overset{\cdot}{x}.
_BY_DEFINITION: Final = (
    r"\\(?:overset|stackrel)\s{0,9}\{(?:[^{}]|\{[^{}]{0,40}\}){0,40}\}\s{0,9}"
    r"\{\s{0,9}(:?=)\s{0,9}\}"
)
_COMMENT: Final = r"#[^\n]*|(?<=;)\s*(?:%|//)[^\n]*"
_COMMENT_OF_C: Final = r"(?s)/\*.*?(?:\*/|\Z)"
_COMMENT_OF_MATHEMATICA: Final = r"(?s)\(\*.*?(?:\*\)|\Z)"
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
# $A$1 of a spreadsheet.
_CELL: Final = (
    r"(?:(?<=[-+*/^=(,;<>])|(?<=[-+*/^=(,;<>] ))"
    r"(\$?)([A-Z]{1,3})\$([0-9]{1,5})(?![A-Za-z0-9$\\{])"
)
_PROMPT: Final = r"(?:>>>|In\s*\[[0-9]*\]:=?|return\b|=(?!=))\s*"
_DECLARED: Final = r"(?:(?:const|var)\s+(?=\w+\s*=)|let\s+(?=\w+\s*=\s*\(?[\w\s,]*\)?\s*=>))"
_QUOTES: Final = r"(?s)(([\"'`]))(?:(?!\2).)*(\2[\s,;.]*)\Z"
_COMMAND: Final = r"\\([A-Za-z]*)"
_LETTERS: Final = {name: letter for letter, name in GREEK_LETTERS.items()} | {"pi": "π"}
_SPOKEN: Final = ("sin", "cos", "tan", "ln", "log", "exp", "max", "min")
_AS_READ: Final = _LETTERS | {name: name for name in _SPOKEN}
# A sum, an equation or a comparison, or a sign that the source has in another spelling.
_NO_FACTOR: Final = r"(?s).*(?:[=+\-<>]|[α-ωΓ-Ω]|" + "|".join(_SPOKEN) + ")"
_LABEL: Final = r"(?:Question|Problem|Exercise|Example|Task)\s+[0-9]+[a-z]?\s*[:.](?![0-9])"
# x<sup>2</sup> and x &minus; y, copied from the source of a page; %pi, as Maxima has it.
_MARKUP: Final = r"(?i)</?(?:su[pb]|i|b|em|var)>|&#?[A-Za-z0-9]{1,8};|%(?=(?:e|pi)\b)"
_TAGS: Final = {"<sup>": "^(", "</sup>": ")", "<sub>": "_{", "</sub>": "}"}
# Find the gradient of ..., and ... at (1, 1), ...; (x_0, y_0) = (2, 1): what a command is told.
_FIND: Final = r"(?i:find|compute|calculate|determine|evaluate|work\s+out)"
_WHAT: Final = r"(?i:gradient|partial\s+derivatives?|derivatives?)(?:\s+vector)?"
_REQUEST: Final = (
    rf"((?:{_FIND}\s+|(?i:what\s+is)\s+|(?i:how\s+(?:do|can)\s+(?:i|you|we))\s+{_FIND}\s+)?"
    rf"(?:[Tt]he\s+)?{_WHAT}(?:\s+of\s+(?:the\s+function\s+)?:?|\s*:))\s*"
)
_REQUEST_BEHIND: Final = (
    rf"((?:[,;.:]\s*|\s)(?:and\s+)?{_FIND}\s+(?:(?:the|its)\s+)?{_WHAT}"
    r"(?:\s+of\s+[A-Za-z](?:\([^()]*\))?)?)[\s.?$]*\Z"
)
_ONE: Final = r"\\?[A-Za-zα-ω]\w*"
_BY_A_VARIABLE: Final = (
    r"\s((?:with\s+respect\s+to|wrt|w\.r\.t\.)\s+"
    rf"(?P<by>{_ONE})(?:\s*(?:,|and)\s*{_ONE})*)[\s.?$]*\Z"
)
# ∇(x^2 y) and grad x^2 y; of ∇f = (2x, 2y) the gradient is said.
_OF_A_FORMULA: Final = (
    r"[\s$]*((?:∇|\\nabla\b|[Gg]rad(?:ient)?\b)"
    r"(?=\s*(?:\\left\s*)?[(\[{][^=]*\Z|\s+[A-Za-z0-9\\(√∛|][^=,]+\Z))"
)
_GRAD: Final = r"\s*(Grad\[)(?:.*?)(,\s*\{[^{}]*\}\s*\])\s*\Z"
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
    r"(?:[A-Z](?:_?\{?[0-9]\}?)?\s*=?\s*|\([^()=]*\)\s*=\s*)?\((?P<point>[^()]*,[^()]*)\))[\s.?$]*\Z"
)
_UNIT: Final = (
    r"\s(\\(?:text|mathrm|textrm|mbox)\s*\{\s*[A-Za-z]{1,3}(?:[ /·^][^{}]*)?\})\s*[.$]?\s*\Z"
)
_POINT: Final = (
    r",[\s\\]*([A-Z](?:_?\{?[0-9]\}?)?\s*=?\s*\([^()]*,[^()]*\)"
    r"|\(\s*-?[0-9./]+\s*,\s*-?[0-9./]+\s*(?:,\s*-?[0-9./]+\s*)?\))[\s.$]*\Z"
)
# What is longer is not looked at: these patterns may take a time that grows with its square.
_LONGEST_COPY: Final = 2_000
_LONGEST_REMARK: Final = 200


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


def _blanks_for(found: re.Match[str]) -> str:
    return _blank(found.group(), 0, len(found.group()))


def _if_closed(found: re.Match[str]) -> str:
    """Blanks for a comment that ends; what is opened and not closed is none."""
    return _blanks_for(found) if found.group()[2:].endswith(("*/", "*)")) else found.group()


def is_whole(rest: str) -> bool:
    """Whether what stands behind an operator is all of it under the operator.

    Of d/dx (x^2) + y that cannot be said: the derivative may end with the bracket.
    """
    rest = re.sub(_SIZES, "", rest).strip(" $\n\t.,")
    return bool(rest) and not (rest[0] in "([{" and re.search(r"[-+=]", behind_brackets(rest)))


@dataclass(frozen=True, slots=True)
class _Row:
    """What may stand beside a formula, and how it is found.

    One of `signs` stands in each text that has it, among its first characters (or its last, for a
    number below 0) where `among` says so, and `beside` stands in it, too: to look is cheaper than
    to try. The groups of the pattern are what is left out, or else all of it; `put` says what
    stands in its place where that is not blank, and `is_it` what must hold of the text behind.
    """

    pattern: str
    signs: tuple[str, ...]
    place: Literal["beginning", "anywhere", "end"] = "beginning"
    among: int = 0
    beside: str = ""
    put: Callable[[re.Match[str]], str] = _blanks_for
    is_it: Callable[[str], bool] | None = None
    note: NoteCode | None = None
    is_left_out: bool = True
    begins_with: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """What the signs begin with: most texts have none of it, and are asked no more."""
        object.__setattr__(self, "begins_with", frozenset(sign[0] for sign in self.signs))

    def may_fit(self, text: str) -> bool:
        """Whether a text has the signs."""
        part = text[self.among :] if self.among <= 0 else text.lstrip()[: self.among]
        return self.beside in text and any(map(part.__contains__, self.signs))

    def found_in(self, text: str) -> tuple[re.Match[str], int] | None:
        """Where it stands at the beginning or the end, counted from the second number on."""
        if self.place == "beginning":
            start = len(text) - len(text.lstrip())
            found = re.match(self.pattern, text[start:])
        else:
            start = max(0, len(text) - _LONGEST_REMARK)
            found = re.search(self.pattern, text[start:])
        is_it = found and (self.is_it is None or self.is_it(text[start + found.end() :]))
        return (found, start) if found and is_it else None


_ROWS: Final = (
    _Row(_MARKUP, ("</", "&", "%"), "anywhere", put=_plainly),
    _Row(
        _BY_DEFINITION,
        ("\\overset", "\\stackrel"),
        "anywhere",
        put=lambda found: found.group(1).rjust(len(found.group())),
    ),
    _Row(
        _CELL,
        ("$",),
        "anywhere",
        put=lambda found: " " * len(found[1]) + f"{found[2]}{found[3]} ",
    ),
    _Row(_COMMENT, ("#", ";"), "anywhere"),
    _Row(_OF_PROGRAMS, ("\n", '"""'), "anywhere"),
    _Row(_COMMENT_OF_C, ("*/",), "anywhere", put=_if_closed),
    _Row(_COMMENT_OF_MATHEMATICA, ("*)",), "anywhere", put=_if_closed),
    _Row(_QUOTES, ('"', "'", "`"), among=1),
    _Row(r"(?is)(?:what|how)\b.*(\?)\s*\Z", ("?",)),
    _Row(_REQUEST, ("of ", ":"), note="request-left-out"),
    _Row(_GIVEN_POINT, (")",), "end", -8, ",", note="point-left-out"),
    _Row(_BY_A_VARIABLE, (" respect ", "wrt", "w.r.t."), "end", note="request-left-out"),
    _Row(_REQUEST_BEHIND, ("gradient", "derivative"), "end", note="request-left-out"),
    # In the other order: at (1, 2) with respect to y.
    _Row(_GIVEN_POINT, (")",), "end", beside=",", note="point-left-out"),
    _Row(_BY_A_VARIABLE, (" respect ", "wrt", "w.r.t."), "end", note="request-left-out"),
    _Row(_GRAD, ("Grad[",), among=5, note="request-left-out"),
    _Row(_OF_A_FORMULA, ("∇", "nabla", "rad"), among=7, is_it=is_whole, note="request-left-out"),
    _Row(_PROMPT, (">", "I", "r", "="), among=1),
    _Row(_DECLARED, ("const ", "var ", "let "), among=6),
    _Row(_EXERCISE, (*"0123456789([*).", *_STARTS_OF_EXERCISES), among=6, beside="="),
    _Row(_LABEL, ("Questi", "Proble", "Exerci", "Exampl", "Task"), among=6),
    _Row(_NUMBER, (")",), among=6),
    _Row(_LET, ("et ", "Given", "Consid", "Suppos", "If "), among=6),
    _Row(_DOMAIN, ("→", "->", "\\to", "arrow")),
    _Row(_REAL_VARIABLES, ("∈", "\\in"), "end"),
    # What is read as factors, and may be a unit or the number of an exercise.
    _Row(_UNIT, ("}",), "end", -8, "\\", note="unit-at-the-end", is_left_out=False),
    _Row(_NUMBER_AND_POINT, (".",), among=40, note="number-at-the-beginning", is_left_out=False),
)


_POINT_BEHIND: Final = _Row(_POINT, (")",), "end", -8, ",")


def _without_rows(
    text: str, notes: list[Note], declared: Collection[str], *, is_formula: bool
) -> str:
    """The text without what `_ROWS` finds; what is to be said of it is put to the notes.

    What begins with a declared name stays: grad x^2 is a product where grad is a variable.
    """
    requests: list[tuple[Span, str, str]] = []
    before = 0
    present = set(text)
    for row in _ROWS:
        if row.begins_with.isdisjoint(present) or (row.note and not is_formula):
            continue
        if not row.may_fit(text):
            continue
        if row.place == "anywhere":
            text = re.sub(row.pattern, row.put, text)
            present = set(text)
            continue
        place = row.found_in(text)
        if place is None:
            continue
        found, start = place
        spans = [found.span(group) for group in range(1, found.re.groups + 1)] or [found.span()]
        first, last = start + spans[0][0], start + spans[0][1]
        typed = text[first:last].lstrip(" ,;.:")
        at = Span(last - len(typed), last)
        typed = typed.rstrip(" ,;")
        word = re.match(r"\w{2,}|", typed)
        if word and word[0] in declared:
            continue
        groups = found.groupdict("")
        if row.note == "request-left-out":
            before = before if requests else len(notes)
            requests.append((at, typed, groups.get("by", "").lstrip("\\")))
        elif row.note:
            point = groups.get("point", "").replace(" ", "")
            notes.append(say.note(row.note, at, typed=typed, point=point))
        for left in spans if row.is_left_out else ():
            text = _blank(text, start + left[0], start + left[1])
    if requests:
        notes.insert(before, _note_on_requests(requests))
    return text


def _note_on_requests(requests: list[tuple[Span, str, str]]) -> Note:
    """What is said of "derivative of" before a formula and of "with respect to y" behind it."""
    requests.sort(key=lambda request: request[0].start)
    typed = " ... ".join(typed for _, typed, _ in requests)
    variable = next((by for _, _, by in requests if by), "")
    by = f" --wrt {variable}" if variable else ""
    return say.note("request-left-out", requests[0][0], typed=typed, by=by)


def without_page(
    text: str,
    notes: list[Note] | None,
    declared: Collection[str] = (),
    *,
    left_out: Span | None = None,
    is_formula: bool = True,
) -> str:
    """`text`, folded, with blanks for all that belongs to its page, and for what is left out.

    What is to be said of it is put to the notes. What is no formula may be the point that a formula
    has behind it.
    """
    has_marks = "\u200b" in text  # a browser's, of no width
    text = fold(text)
    if left_out is not None:
        text = _blank(text, left_out.start, left_out.end)
    text = _without_rows(text, [] if notes is None else notes, declared, is_formula=is_formula)
    return _without_copies(text, has_marks=has_marks)


def operator_before(text: str) -> tuple[Span, str] | None:
    """Where d/dx stands before a formula that it is taken of whole, and the letter x."""
    if not ("/" in text or "frac" in text) or len(text) > _LONGEST_COPY:
        return None
    found = re.match(_OPERATOR, text)
    if found is None or not is_whole(text[found.end() :]):
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


def point_behind(text: str) -> Span | None:
    """Where a point stands behind the formula: x^2 y, P(1, 2)."""
    place = _POINT_BEHIND.found_in(text) if _POINT_BEHIND.may_fit(text) else None
    return Span(*(place[1] + at for at in place[0].span(1))) if place else None
