"""A table as CSV: a header, and a row a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TypeAlias

CsvTable: TypeAlias = tuple[Sequence[str], Iterable[Sequence[str]]]
"""The header, and the rows as texts."""


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table as text, each of its lines ended."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return written.getvalue()
