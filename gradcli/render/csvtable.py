"""A table as CSV: a header, and a row a line; and what somebody typed as a cell of one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from gradcli.late import pattern
from gradcli.render.jsonline import disarmed

CsvTable: TypeAlias = tuple[Sequence[str], Iterable[Sequence[str]]]
"""The header, and the rows as texts."""

# What a spreadsheet takes for the beginning of a formula, and runs; of full width too.
_STARTS: Final = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_FORMULA: Final = pattern(rf"'*\s*[{_STARTS}]")
_GUARDED: Final = pattern(rf"'(?='*\s*[{_STARTS}])")
_NUMBER: Final = pattern(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, separator: str = ",") -> str:
    """The table as text, each of its lines ended."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n", delimiter=separator)
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue()


def typed(text: str) -> str:
    """A text that somebody typed, in one line, with nothing in it that is run or obeyed.

    An apostrophe before it has a spreadsheet take it for a text; of numbers there is no need.
    """
    line = disarmed(" ".join(text.splitlines()).replace("\t", " "))
    return f"'{line}" if _FORMULA.match(line) and not _NUMBER.fullmatch(line) else line


def as_typed(cell: str) -> str:
    """What stood in a cell before `typed` put an apostrophe there, or a spreadsheet did."""
    return _GUARDED.sub("", cell, count=1) if cell.startswith("'") else cell
