"""A table in lines of text: columns side by side, or one record under another when too wide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from gradcli.late import pattern
from gradcli.narrative.document import Code, Sentence, Table
from gradcli.render.formula.breaking import sentence_runs, wrap
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.runs import Run, Runs, Style, blank, text_of, width_of

_GAP: Final = 3
_NARROWEST: Final = 12
_RULE: Final = {Charset.UNICODE: "─", Charset.ASCII: "-"}
_NUMBER: Final = pattern(r"[≈~=]*\s*[−-]?[\d√(π][\d\s.,/√()πe·*×⁰¹²³⁴-⁹⁻^%°-]*(deg)?")


def is_numeric(sentence: Sentence, charset: Charset = Charset.UNICODE) -> bool:
    """Whether a cell holds a number alone, and aligns right."""
    return _NUMBER.fullmatch(text_of(sentence_runs(sentence, charset=charset))) is not None


def right_aligned(table: Table) -> list[bool]:
    """Which columns hold numbers only."""
    return [
        any(row[place] for row in table.rows)
        and all(is_numeric(row[place]) for row in table.rows if row[place])
        for place in range(len(table.header))
    ]


def table_lines(table: Table, width: int, charset: Charset, *, ruled: bool) -> list[Runs]:
    """The table, its caption above it."""
    caption = (
        wrap(table.caption, width, look=Style.CAPTION, charset=charset) if table.caption else []
    )
    header = [sentence_runs(cell, Style.HEADER, charset) for cell in table.header]
    rows = [[sentence_runs(cell, charset=charset) for cell in row] for row in table.rows]
    widths = [max(map(width_of, column)) for column in zip(header, *rows, strict=True)]
    right = right_aligned(table)
    body = [_line(row, widths, right) for row in rows]
    if sum(widths) + _GAP * (len(widths) - 1) > width:
        narrow = _narrowed(widths, width) if table.folds else None
        if narrow is None:
            return [*caption, *_records(table, width, charset)]
        widths = narrow
        body = [line for row in table.rows for line in _folded(row, widths, charset)]
    lines = [_line(header, widths, right)]
    if ruled:
        rule = [(Run(_RULE[charset] * each, Style.GUTTER),) for each in widths]
        lines.append(_line(rule, widths, right))
    return [*caption, *lines, *body]


def _narrowed(widths: Sequence[int], width: int) -> list[int] | None:
    """The widths of columns that fit, the widest made narrower; None where they are too many."""
    room = width - _GAP * (len(widths) - 1)
    if room < _NARROWEST * len(widths):
        return None
    narrow = list(widths)
    while sum(narrow) > room:
        narrow[narrow.index(max(narrow))] -= 1
    return narrow


def _folded(row: Sequence[Sentence], widths: Sequence[int], charset: Charset) -> list[Runs]:
    """A row whose cells go over lines."""
    cells = [_cell(cell, width, charset) for cell, width in zip(row, widths, strict=True)]
    left = [False] * len(widths)
    return [_line(line, widths, left) for line in zip_longest(*cells, fillvalue=())]


def _cell(cell: Sentence, width: int, charset: Charset) -> list[Runs]:
    match cell:
        case (Code(text),) if len(text) > width:
            # A name is broken behind an underscore.
            parts = re.findall(r"[^_]+_?|_", text)
            lines = [""]
            for part in parts:
                indent = "  " * (len(lines) > 1)
                if len(indent + lines[-1] + part) > width:
                    lines.append(part)
                else:
                    lines[-1] += part
            return [
                (*blank(2 * bool(place)), Run(line, Style.CODE)) for place, line in enumerate(lines)
            ]
    return wrap(cell, width, charset=charset)


def _line(cells: Sequence[Runs], widths: Sequence[int], right: Sequence[bool]) -> Runs:
    runs: list[Run] = []
    for place, (cell, width, flush_right) in enumerate(zip(cells, widths, right, strict=True)):
        pad = blank(width - width_of(cell))
        runs.extend(blank(_GAP) if place else ())
        runs.extend((*pad, *cell) if flush_right else (*cell, *pad))
    return tuple(runs)


def _records(table: Table, width: int, charset: Charset) -> list[Runs]:
    """Each row as lines of `header: cell`, with an empty line between rows."""
    lines: list[Runs] = []
    for row in table.rows:
        if lines:
            lines.append(())
        for name, cell in zip(table.header, row, strict=True):
            if not cell:
                continue
            label = (*sentence_runs(name, Style.HEADER, charset), Run(": ", Style.HEADER))
            first = width - width_of(label)
            head, *rest = wrap(cell, max(width - 4, 1), charset=charset, first=first)
            lines.append((*label, *head))
            lines.extend((*blank(4), *line) for line in rest)
    return lines
