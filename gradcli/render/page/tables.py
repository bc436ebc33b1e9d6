"""A table in lines of text: columns side by side, or one record under another when too wide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gradcli.narrative.document import Sentence, Table
from gradcli.render.formula.breaking import sentence_runs, wrap
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.runs import Run, Runs, Style, blank, text_of, width_of

_GAP: Final = 3
_RULE: Final = {Charset.UNICODE: "─", Charset.ASCII: "-"}
_NUMBER: Final = re.compile(r"[≈~=]*\s*[−-]?[\d√(π][\d\s.,/√()πe·*×⁰¹²³⁴-⁹⁻^%°-]*(deg)?")


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
    if sum(widths) + _GAP * (len(widths) - 1) > width:
        return [*caption, *_records(table, width, charset)]
    right = right_aligned(table)
    lines = [_line(header, widths, right)]
    if ruled:
        rule = [(Run(_RULE[charset] * each, Style.GUTTER),) for each in widths]
        lines.append(_line(rule, widths, right))
    return [*caption, *lines, *(_line(row, widths, right) for row in rows)]


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
