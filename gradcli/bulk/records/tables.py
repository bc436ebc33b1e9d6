"""A question a row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Final

from gradcli.bulk.messages import failure
from gradcli.bulk.records.lines import LONGEST_LINE, Lines, too_long
from gradcli.bulk.records.record import Record
from gradcli.errors import GradcliError
from gradcli.render.csvtable import as_typed

SEPARATORS: Final = (",", ";", "\t", "|")
"""What may stand between the cells of a row."""


def separator_of(header: str) -> str | None:
    """What stands between the names of a header; None for a line that names no `expr`."""
    for separator in SEPARATORS:
        if "expr" in cells_of(header, separator):
            return separator
    return None


def cells_of(row: str, separator: str) -> list[str]:
    """The cells of one row, without the spaces around them; none where it is not readable."""
    try:
        found = next(csv.reader([row], delimiter=separator, strict=True), [])
    except csv.Error:
        return []
    return [cell.strip() for cell in found]


class Table:
    """A question a row; the first row names the columns.

    Raises:
        GradcliError: the header has no column `expr`, or names one twice.
    """

    __slots__ = ("_header", "_lines", "_rows", "_texts")

    def __init__(self, lines: Lines, separator: str) -> None:
        self._lines = lines
        self._texts = _Texts(lines)
        # In a, "2,3" the quotes mean a cell although a space stands before them.
        self._rows = csv.reader(
            self._texts, delimiter=separator, strict=True, skipinitialspace=True
        )
        try:
            header = next(self._rows, None)
        except csv.Error as error:
            raise failure("header-not-readable", error=error) from error
        self._header = [name.strip() for name in header or ()]
        if any(_is_of_another_encoding(name) for name in self._header):
            raise failure("line-not-utf-8", "row")
        if "expr" not in self._header or len(set(self._header)) != len(self._header):
            raise failure("column-twice" if "expr" in self._header else "column-missing")

    @property
    def descriptor(self) -> int:
        """The file that is read."""
        return self._lines.descriptor

    def waiting(self) -> bool:
        """Whether the next row has not begun to arrive."""
        return self._lines.waiting()

    def take(self) -> Record | None:
        """The next row."""
        number = self._texts.begin_row() + 1
        try:
            cells = next(self._rows, None)
        except _RowTooLongError:
            return Record(number, b"", too_long())
        except csv.Error as error:
            return Record(number, b"", _unreadable(str(error)))
        if cells is None:
            return None
        if self._texts.overlong:
            return Record(number, b"", too_long())
        if not cells:
            return Record(number, b"", failure("empty-line", "row"))
        if len(cells) != len(self._header):
            return Record(number, b"", _ragged(len(cells), len(self._header)))
        row = dict(zip(self._header, map(as_typed, cells), strict=True))
        text = json.dumps(row, ensure_ascii=False)
        try:
            return Record(number, text.encode())
        except UnicodeEncodeError:
            # A byte that is not UTF-8 stands as half of a surrogate pair.
            return Record(number, b"", failure("line-not-utf-8", "row"))


def _is_of_another_encoding(text: str) -> bool:
    """Whether bytes stand in it that are not UTF-8, or the zeros of UTF-16."""
    return any(sign == "\0" or "\udc80" <= sign <= "\udcff" for sign in text)


class _RowTooLongError(csv.Error):
    """A row whose cells hold more lines than a row may have."""


class _Texts:
    """The lines as texts; no more of them are given to one row than a line may be long.

    A generator would be at its end with the first error.
    """

    __slots__ = ("_length", "_lines", "_number", "overlong")

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._number = 0
        self.begin_row()

    def begin_row(self) -> int:
        """Begin to count anew; the number of lines before this row."""
        self._length = 0
        self.overlong = False
        return self._number

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._length > LONGEST_LINE:
            raise _RowTooLongError("it is longer than a line may be")
        line = next(self._lines)
        self._number += 1
        if line is None:
            self.overlong = True
            return "\n"
        self._length += len(line) + 1
        return line.decode(errors="surrogateescape") + "\n"


def _unreadable(reason: str) -> GradcliError:
    return failure("row-not-readable", reason=reason)


def _ragged(cells: int, columns: int) -> GradcliError:
    form = "one" if cells == 1 else "several"
    return failure("wrong-number-of-cells", form, cells=cells, columns=columns)
