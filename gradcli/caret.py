"""A line of somebody's text and the carets under a place in it.

Nothing of the text reaches a terminal as a command, and a caret stands under the place whatever
the width of the signs before it. This is a room of its own below the errors, which show the place
that they speak of.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from gradcli.frozen import dataclass

_TAB: Final = 4
_LINE_ENDS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def pointed(text: str, start: int, end: int, *, room: int, in_ascii: bool) -> tuple[str, str]:
    """The line of the text that holds the place, cut to fit the room, and the carets under it."""
    start = min(max(start, 0), len(text))
    begin = start
    while begin and text[begin - 1] not in _LINE_ENDS:
        begin -= 1
    stop = begin
    while stop < len(text) and text[stop] not in _LINE_ENDS:
        stop += 1
    cells = _cells(text[begin:stop], start - begin, min(end, stop) - begin, in_ascii)
    cells = _window(cells, room, in_ascii)
    line = "".join(cell.text for cell in cells)
    before = 0
    marked = 0
    for cell in cells:
        if cell.marked:
            marked += cell.width
        elif not marked:
            before += cell.width
    return line, " " * before + "^" * max(marked, 1)


def column_width(character: str) -> int:
    """0, 1 or 2. Hangul vowels and finals that join the syllable before take none."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character != "\u00ad":
        return 0
    if "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def harmless(text: str) -> str:
    """Words with nothing in them that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    if sign.isspace():
        return " "
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"


@dataclass(frozen=True, slots=True)
class _Cell:
    """One character of the text as it is shown: its columns, and whether the span covers it."""

    text: str
    width: int
    marked: bool


def _cells(line: str, start: int, end: int, in_ascii: bool) -> list[_Cell]:
    """The characters of the line; the last cell is the empty place behind it."""
    cells: list[_Cell] = []
    column = 0
    for place, sign in enumerate(line):
        text, width = _shown_sign(sign, column, in_ascii)
        # A combining mark is drawn on the sign before it: a caret under it is a caret there.
        marked = start <= place < max(end, start + 1)
        if width == 0 and cells:
            last = cells.pop()
            text, width, marked = last.text + text, last.width, last.marked or marked
            column -= last.width
        cells.append(_Cell(text, width, marked))
        column += width
    cells.append(_Cell("", 1, start >= len(line)))
    return cells


def _shown_sign(sign: str, column: int, in_ascii: bool) -> tuple[str, int]:
    """What is printed for one character, and how many columns that takes."""
    if sign == "\t":
        width = _TAB - column % _TAB
        return " " * width, width
    if in_ascii and not sign.isascii():
        text = f"\\u{ord(sign):04x}"
        return text, len(text)
    category = unicodedata.category(sign)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        text = f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"
        return text, len(text)
    if category == "Zs":
        return " ", 1
    if category in ("Mn", "Me") and column == 0:
        return f"\u25cc{sign}", 1
    return sign, column_width(sign)


def _window(cells: list[_Cell], room: int, in_ascii: bool) -> list[_Cell]:
    """The part of a long line around the place, with an ellipsis where something is left out."""
    if sum(cell.width for cell in cells) <= room + 1:
        return cells
    dots = "..." if in_ascii else "…"
    marker = _Cell(dots, len(dots), marked=False)
    room -= 2 * len(dots)
    first = next(place for place, cell in enumerate(cells) if cell.marked)
    # A third of the room shows what leads to the place, the rest what comes of it.
    left = right = first
    used = 0
    while left and used + cells[left - 1].width <= room // 3:
        left -= 1
        used += cells[left].width
    while right < len(cells) and used + cells[right].width <= room:
        used += cells[right].width
        right += 1
    while left and used + cells[left - 1].width <= room:
        left -= 1
        used += cells[left].width
    shown_cells = cells[left:right]
    if left:
        shown_cells = [marker, *shown_cells]
    if right < len(cells):
        shown_cells = [*shown_cells, marker]
    return shown_cells
