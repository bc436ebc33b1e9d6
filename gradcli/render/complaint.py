"""A complaint as a reader sees it: what, where (a caret under the text as typed), what to do.

The text comes from outside: nothing in it reaches the terminal as a command, and a caret stands
under the place whatever the width of the signs before it.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from gradcli.errors import NO_SOURCE, GradcliError, Source, Span
from gradcli.frozen import dataclass
from gradcli.render.formula.glyphs import Charset, shown
from gradcli.render.formula.runs import (
    Run,
    Runs,
    Style,
    blank,
    column_width,
    columns,
    text_of,
    width_of,
)

_THE_EXPRESSION: Final = "the expression"
_TAB: Final = 4
_LEAST_WINDOW: Final = 20
_GUTTER: Final = Run("  | ", Style.GUTTER)
_BARE_GUTTER: Final = Run("  |", Style.GUTTER)
_A_COMMAND: Final = ": gradcli "
_LINE_ENDS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def complaint(error: GradcliError, *, width: int = 80, charset: Charset = Charset.UNICODE) -> str:
    """The error as plain text that ends with a newline; what is said stays on one line."""
    return as_text(_lines(_of_error(error), width, charset))


def remark(
    message: str,
    *,
    span: Span | None = None,
    source: Source | None = None,
    help: str | None = None,  # noqa: A002  the field is called `help` in the JSON interface
    word: str = "note",
    width: int = 80,
    charset: Charset = Charset.UNICODE,
) -> str:
    """A note (or with `word` a warning) in the layout of a complaint, as plain text."""
    look = Style.WARNING if word == "warning" else Style.NOTE
    return as_text(_lines(_Said(word, look, message, span, source, help), width, charset))


def remark_lines(
    message: str,
    *,
    span: Span | None = None,
    source: Source | None = None,
    help: str | None = None,  # noqa: A002  the field is called `help` in the JSON interface
    word: str = "note",
    width: int = 80,
    charset: Charset = Charset.UNICODE,
) -> list[Runs]:
    """The same as `remark` in lines of runs, for the terminal: none is longer than it need be."""
    look = Style.WARNING if word == "warning" else Style.NOTE
    return _broken(_lines(_Said(word, look, message, span, source, help), width, charset), width)


def complaint_lines(
    error: GradcliError, *, width: int = 80, charset: Charset = Charset.UNICODE
) -> list[Runs]:
    """The error in lines of runs, broken between words; the terminal gives them their colours."""
    return _broken(_lines(_of_error(error), width, charset), width)


def _of_error(error: GradcliError) -> _Said:
    return _Said("error", Style.ERROR, error.message, error.span, error.source, error.help)


def as_text(lines: list[Runs]) -> str:
    """The lines without their looks."""
    return "".join(f"{text_of(line).rstrip()}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said, and about which place."""

    word: str
    look: Style
    message: str
    span: Span | None
    source: Source | None
    advice: str | None


def _lines(said: _Said, width: int, charset: Charset) -> list[Runs]:
    message = Run(shown(said.message, charset), Style.STRONG)
    lines: list[Runs] = [(Run(f"{said.word}: ", said.look), message)]
    source = said.source
    if said.span is not None and source is not None and source != NO_SOURCE:
        if source.name and source.name != _THE_EXPRESSION:
            lines.append((_GUTTER, Run(f"in {shown(source.name, charset)}:", Style.TEXT)))
        else:
            lines.append((_BARE_GUTTER,))
        lines.extend(_where(source, said.span, width, charset))
    if said.advice:
        advice = Run(shown(said.advice, charset), Style.TEXT)
        lines.append((Run("  = ", Style.GUTTER), Run("help: ", Style.HELP), advice))
    return lines


def _broken(lines: list[Runs], width: int) -> list[Runs]:
    """The lines with those that say something broken between words, under their first word.

    A command line is there to be pasted, and stays whole.
    """
    broken: list[Runs] = []
    for line in lines:
        *before, last = line
        if last.look not in (Style.STRONG, Style.TEXT) or width_of(line) <= width:
            broken.append(line)
            continue
        indent = width_of(before)
        first, *others = _filled(last.text, max(width - indent, _LEAST_WINDOW))
        broken.append((*before, Run(first, last.look)))
        broken.extend((*blank(indent), Run(each, last.look)) for each in others)
    return broken


def _filled(text: str, room: int) -> list[str]:
    said, colon, command = text.partition(_A_COMMAND)
    lines: list[str] = []
    words = (said + colon[:1]).split(" ")
    line = words.pop(0)
    for word in words:
        if columns(f"{line} {word}") <= room:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = word
    lines.append(line)
    return [*lines, f"{_A_COMMAND[2:]}{command}"] if colon else lines


@dataclass(frozen=True, slots=True)
class _Cell:
    """One character of the text as it is shown: its columns, and whether the span covers it."""

    text: str
    width: int
    marked: bool


def _where(source: Source, span: Span, width: int, charset: Charset) -> list[Runs]:
    """The line that holds the span, and the carets under it."""
    text = source.text
    start = min(max(span.start, 0), len(text))
    begin = start
    while begin and text[begin - 1] not in _LINE_ENDS:
        begin -= 1
    end = begin
    while end < len(text) and text[end] not in _LINE_ENDS:
        end += 1
    cells = _cells(text[begin:end], start - begin, min(span.end, end) - begin, charset)
    cells = _window(cells, max(width - len(_GUTTER.text), _LEAST_WINDOW), charset)
    line = "".join(cell.text for cell in cells)
    before = 0
    marked = 0
    for cell in cells:
        if cell.marked:
            marked += cell.width
        elif not marked:
            before += cell.width
    carets = " " * before + "^" * max(marked, 1)
    return [(_GUTTER, Run(line, Style.CODE)), (_GUTTER, Run(carets, Style.CARET))]


def _cells(line: str, start: int, end: int, charset: Charset) -> list[_Cell]:
    """The characters of the line; the last cell is the empty place behind it."""
    cells: list[_Cell] = []
    column = 0
    for place, sign in enumerate(line):
        text, width = _shown_sign(sign, column, charset)
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


def _shown_sign(sign: str, column: int, charset: Charset) -> tuple[str, int]:
    """What is printed for one character, and how many columns that takes."""
    if sign == "\t":
        width = _TAB - column % _TAB
        return " " * width, width
    if charset is Charset.ASCII and not sign.isascii():
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


def _window(cells: list[_Cell], room: int, charset: Charset) -> list[_Cell]:
    """The part of a long line around the place, with an ellipsis where something is left out."""
    if sum(cell.width for cell in cells) <= room + 1:
        return cells
    dots = "…" if charset is Charset.UNICODE else "..."
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
