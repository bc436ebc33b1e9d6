"""What stands before a sign of equality in an answer: f_x = ..., ∂f/∂y = ..., ∇f(2, 3) = ...

A label is text, and no formula: the language has no derivatives. It is told by its end, the
variables by which is differentiated, and taken out of the text before that is read, a blank for
each sign, so that every place in the text stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gradcli import late
from gradcli.frozen import dataclass

_SIGN: Final = late.pattern(
    r"(?P<equality>(?<![<>=!:≤≥≠])(?:=|≈|\\approx(?![A-Za-z]))(?![=]))"
    r"|[,;\n]|\\\\|(?<![A-Za-z])and(?![A-Za-z])"
)
# The quantifiers are possessive: a text of many spaces is not tried in every way.
_DIFFERENTIAL: Final = r"(?:∂|\\partial(?![A-Za-z])|\\mathrm\s*+\{\s*+d\s*+\}|d)"
_NAME: Final = r"(?P<{}>\\?[A-Za-zα-ωΑ-Ω]\w*)"
_POWER: Final = r"(?:\s*+(?:\^\s*+\{?\s*+2\s*+\}?|²))?"
_BEHIND: Final = r"\s*+(?:\([^()]*\))?(?:\|.*)?\s*+"
_BY: Final = (
    # ∂f/∂x, \frac{\partial f}{\partial x}, ∂²f/∂y∂x: the last one stands first.
    rf"/\s*+\(?\s*+{_DIFFERENTIAL}\s*+{_NAME.format('second')}??{_POWER}\s*+"
    rf"(?:{_DIFFERENTIAL}\s*+{_NAME.format('first')})?\s*+\)?{_BEHIND}",
    rf"\}}\s*+\{{\s*+{_DIFFERENTIAL}\s*+{_NAME.format('second')}??{_POWER}\s*+"
    rf"(?:{_DIFFERENTIAL}\s*+{_NAME.format('first')})?\s*+\}}{_BEHIND}",
)
_SUBSCRIPT: Final = late.pattern(
    rf"(?:_\s*+\{{\s*+(?P<several>[^{{}}]*)\}}|_(?P<one>\w+)|"
    rf"^\s*+[A-Za-z](?P<run>[a-z]{{1,2}})){_BEHIND}\Z"
)
_UNDER_BAR: Final = late.pattern(_BY[0] + r"\Z"), late.pattern(_BY[1] + r"\Z")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, between separators: the label ends where the value begins."""

    start: int
    value: int
    end: int

    @property
    def has_label(self) -> bool:
        """Whether a sign of equality stands in it."""
        return self.value > self.start


def pieces(text: str, *, in_one: bool = False) -> list[Piece]:
    """The parts of a text between the separators outside of all brackets; `in_one`, the whole."""
    found: list[Piece] = []
    start = value = 0
    for place, sign in _outside(text):
        if sign is None:
            if not in_one:
                found.append(Piece(start, value, place[0]))
                start = value = place[1]
        else:
            value = place[1]
    found.append(Piece(start, value, len(text)))
    return [each for each in found if text[each.start : each.end].strip()]


def chain(text: str) -> list[str]:
    """The parts of a text between the signs of equality outside of all brackets."""
    parts: list[str] = []
    start = 0
    for place, sign in _outside(text):
        if sign is not None:
            parts.append(text[start : place[0]])
            start = place[1]
    return [*parts, text[start:]]


def _outside(text: str) -> Iterator[tuple[tuple[int, int], str | None]]:
    """The signs of equality and the separators (None) outside of brackets, in order."""
    return ((found.span(), found["equality"]) for found in outside(text, _SIGN))


def outside(
    text: str, pattern: re.Pattern[str], start: int = 0, end: int | None = None, angles: str = "⟨⟩"
) -> Iterator[re.Match[str]]:
    """What fits a pattern outside of all brackets, `angles` among them, in order."""
    opening, closing = "([{" + angles[::2], ")]}" + angles[1::2]
    depth, place, end = 0, start, len(text) if end is None else end
    while place < end:
        if text[place] in opening or text.startswith(r"\begin", place):
            depth += 1
        elif text[place] in closing or text.startswith(r"\end", place):
            depth = max(depth - 1, 0)
        elif depth == 0 and (match := pattern.match(text, place, end)):
            yield match
            place = match.end()
            continue
        place += 1


def only(text: str, start: int, end: int) -> str:
    """A stretch of the text, with blanks before and behind, so that every place stays."""
    return "".join(
        sign if start <= place < end or sign == "\n" else " " for place, sign in enumerate(text)
    )


def differentiated_by(label: str, variables: Sequence[str]) -> tuple[str, ...]:
    """The variables by which a label says that is differentiated; none where it says nothing.

    f_xy is first by x, then by y, which ∂²f/∂y∂x says as well.
    """
    label = label.rstrip(" =≈").removesuffix(r"\approx").rstrip()
    for pattern in _UNDER_BAR:
        match = pattern.search(label)
        if match:
            names = _in_order(match, label)
            return names if set(names) <= set(variables) else ()
    match = _SUBSCRIPT.search(label)
    if match is None:
        stem = label.strip().lstrip("\\")
        return (stem,) if stem in variables else ()
    text = (match["several"] or match["one"] or match["run"] or "").replace("\\", "")
    return _names_in(text, variables)


def _in_order(match: re.Match[str], label: str) -> tuple[str, ...]:
    second, first = (match[name] and match[name].lstrip("\\") for name in ("second", "first"))
    if first:
        return (first, second)
    is_twice = re.search(rf"{_DIFFERENTIAL}\s*+(?:\^\s*+\{{?\s*+2|²)", label) is not None
    return (second, second) if is_twice else (second,)


def _names_in(text: str, variables: Sequence[str]) -> tuple[str, ...]:
    """xy as x, y; the longest names first, so that x10 is not x1."""
    rest, found = re.sub(r"[\s,_]", "", text), []
    names = {name.replace("_", ""): name for name in sorted(variables, key=len)}
    while rest:
        name = next((each for each in reversed(names) if rest.startswith(each)), None)
        if name is None:
            return ()
        found.append(names[name])
        rest = rest[len(name) :]
    return tuple(found)
