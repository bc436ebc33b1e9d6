"""Several answers in one text: ±(3, 1), (±3, 1), (3, 1) or (-3, -1), {(3, 1), (-3, -1)}.

Each is the text with blanks in the place of all that is not of it, so that every place stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gradcli.frozen import dataclass
from gradcli.language.answers.labels import only, outside, pieces
from gradcli.late import pattern

_SIGNS: Final = pattern(r"\s*(±|\\pm(?![A-Za-z])|\+\s?/\s?-|\+-|\+−)")
# ± and ∓ within an answer: the upper signs of all of them are one answer, the lower ones another.
_WITHIN: Final = pattern(r"±|∓|\\(?:pm|mp)(?![A-Za-z])")
_LOWER_FIRST: Final = ("∓", "\\mp")
_OR: Final = pattern(r"(?<![A-Za-z\\])or(?![A-Za-z])|\\text\s*\{\s*or\s*\}|\\lor(?![A-Za-z])")
_BRACES: Final = pattern(r"\s*\\?\{(.*?)\\?\}\s*", re.DOTALL)
_VECTOR: Final = pattern(r"\s*(?:±|\\pm\s*)?(?:\\left\s*)?[(\[<⟨]")
_TYPED: Final = ("±", "\\pm")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several answers: its text, and whether it is the opposite of what stands there.

    `typed` is the place of what was read as ±, where that is no sign of its own. `together` is the
    stretch of several signs ± and ∓ that are taken together.
    """

    text: str
    is_opposite: bool = False
    typed: tuple[int, int] | None = None
    together: tuple[int, int] | None = None


def alternatives(text: str) -> list[Alternative]:
    """The answers in a text: one, where it is not said that there are several."""
    found: list[Alternative] = []
    for start, end in _parts(text):
        part = only(text, start, end)
        (piece,) = pieces(part, in_one=True) or (None,)
        begin = start if piece is None else max(piece.value, start)
        sign = None if piece is None else _SIGNS.match(part, begin)
        typed = None if sign is None or sign[1] in _TYPED else sign.span(1)
        within = list(_WITHIN.finditer(part, begin if sign is None else sign.end(1)))
        if within:
            signs = within if sign is None else [sign, *within]
            places = [each.span(1 if each is sign else 0) for each in signs]
            together = (places[0][0], places[-1][1]) if len(places) > 1 else None
            found.append(Alternative(_signed(part, places), typed=typed, together=together))
            found.append(Alternative(_signed(part, places, is_lower=True)))
            continue
        if sign is None:
            found.append(Alternative(part))
            continue
        rest = part[: sign.start(1)] + " " * len(sign[1]) + part[sign.end(1) :]
        found.append(Alternative(rest, typed=typed))
        found.append(Alternative(rest, is_opposite=True))
    return found


def _signed(text: str, places: Sequence[tuple[int, int]], *, is_lower: bool = False) -> str:
    """The text with the upper signs in these places, or with the lower ones."""
    for start, end in places:
        is_minus = (text[start:end] in _LOWER_FIRST) != is_lower
        text = text[:start] + ("-" if is_minus else "+").rjust(end - start) + text[end:]
    return text


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The places of the answers between the words "or", or within the braces of a set."""
    braces = _BRACES.fullmatch(text)
    if braces:
        parts = list(_between(text, re.compile(r","), *braces.span(1)))
        if len(parts) > 1 and all(_VECTOR.match(text, start, end) for start, end in parts):
            yield from parts
            return
    yield from _between(text, _OR, 0, len(text))


def _between(
    text: str, separator: re.Pattern[str], start: int, end: int
) -> Iterator[tuple[int, int]]:
    """The stretches between separators outside of all brackets."""
    begin = start
    for found in outside(text, separator, start, end, "⟨⟩<>"):
        yield begin, found.start()
        begin = found.end()
    yield begin, end
