"""What stands before a sign of equality in an answer: f_x = ..., ∂f/∂y = ..., ∇f(2, 3) = ...

A label is text, and no formula: the language has no derivatives. It is told by its end, the
variables by which is differentiated, and taken out of the text before that is read, a blank for
each sign, so that every place in the text stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gradcli.frozen import dataclass

_OPENING: Final = "([{⟨"
_CLOSING: Final = ")]}⟩"
_EQUALITY: Final = re.compile(r"(?<![<>=!:≤≥≠])(?:=|≈|\\approx(?![A-Za-z]))(?![=])")
_SEPARATOR: Final = re.compile(r"[,;\n]|\\\\|(?<![A-Za-z])and(?![A-Za-z])")
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
_SUBSCRIPT: Final = re.compile(
    rf"(?:_\s*+\{{\s*+(?P<several>[^{{}}]*)\}}|_(?P<one>\w+)|"
    rf"^\s*+[A-Za-z](?P<run>[a-z]{{1,2}})){_BEHIND}\Z"
)
_UNDER_BAR: Final = re.compile(_BY[0] + r"\Z"), re.compile(_BY[1] + r"\Z")


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
    depth, place = 0, 0
    while place < len(text):
        sign = text[place]
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(depth - 1, 0)
        elif text.startswith(r"\begin", place):
            depth += 1
        elif text.startswith(r"\end", place):
            depth = max(depth - 1, 0)
        elif depth == 0:
            equality = _EQUALITY.match(text, place)
            separator = None if equality else _SEPARATOR.match(text, place)
            match = equality or separator
            if match is not None:
                yield (match.start(), match.end()), equality and equality.group()
                place = match.end()
                continue
        place += 1


def without_label(text: str, until: int) -> str:
    """The text with blanks in the place of what stands before."""
    return "".join("\n" if sign == "\n" else " " for sign in text[:until]) + text[until:]


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
