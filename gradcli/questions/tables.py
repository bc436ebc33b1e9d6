"""A table of numbers: CSV, or TSV, whose first row names the columns."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from gradcli.field.expression import variables_of
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.late import pattern
from gradcli.questions.function import Function
from gradcli.questions.messages import failure

_NAME: Final = pattern(r"[^\W\d_]\w*")
_NUMBER: Final = pattern(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?0*\d{1,3})?\s*", re.ASCII)
_FRACTION: Final = pattern(r"\s*[+-]?\d+/0*[1-9]\d*\s*", re.ASCII)
_LONG_EXPONENT: Final = pattern(r"[eE][+-]?0*[1-9]\d{3}", re.ASCII)
_LONGEST_CELL: Final = Limits().digits
REDUCTIONS: Final = ("mean", "sum")
"""What the values of all rows become."""

_SEPARATORS: Final = ("\t", ";")
_MEGABYTE: Final = 2**20
_MOST: Final[Mapping[str, int]] = MappingProxyType({"data": 256, "log": 16})

# A table of so many bytes is read within some milliseconds.
_SHORT: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file of which the bytes were read, and nothing else was done with them."""

    name: str
    content: bytes


Data: TypeAlias = str | OpenedFile | Mapping[str, Sequence[Any]]
"""The name of a file, what stands in one, or columns by their names."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The columns of a table as texts, by their names in order; `count` rows.

    `text` is that of a file, in which a cell has its line.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    count: int
    text: str | None = None
    separator: str = ","

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that a formula can speak of."""
        return tuple(name for name in self.columns if _NAME.fullmatch(name))

    def numbers(self, names: Sequence[str]) -> dict[str, Sequence[str]]:
        """Some of the columns; each of their cells holds a number.

        Raises:
            GradcliError: a cell is empty, or is no finite number.
        """
        from gradcli.calculus.data.table import floats_in  # noqa: PLC0415  few questions have one

        for name in names:
            cells = self.columns[name]
            try:
                are_numbers = all(map(math.isfinite, floats_in(cells)))
            except (ValueError, ArithmeticError):
                are_numbers = False
            if not are_numbers or _may_be_none(cells):
                self._complain(name, cells)
        return {name: self.columns[name] for name in names}

    def _complain(self, name: str, cells: Sequence[str]) -> None:
        for row, cell in enumerate(cells):
            if not self._is_number(cell):
                form = "bad" if cell.strip() else "missing"
                where = f"row {row + 1}" if self.text is None else f"line {self._line_of(row)}"
                raise failure(
                    "cell-not-a-number",
                    None,
                    None,
                    form,
                    cell=cell.strip()[:40],
                    file=self.name,
                    where=where,
                    column=name,
                )

    def _is_number(self, cell: str) -> bool:
        """Whether it is a finite number as it stands in a file; a program has fractions too."""
        from gradcli.calculus.data.table import floats_in  # noqa: PLC0415

        if len(cell) > _LONGEST_CELL:
            return False
        if _NUMBER.fullmatch(cell):
            return math.isfinite(float(cell))
        if self.text is not None or not _FRACTION.fullmatch(cell):
            return False
        try:
            (number,) = floats_in([cell])
        except OverflowError:
            return False
        return math.isfinite(number)

    def _line_of(self, row: int) -> int:
        assert self.text is not None
        rows = _reader(self.text, self.separator)
        next(_filled(rows))
        for place, _ in enumerate(_filled(rows)):
            if place == row:
                break
        return int(rows.line_num)


def _cells(count: int) -> str:
    return "one cell" if count == 1 else f"{count} cells"


def _may_be_none(cells: Sequence[str]) -> bool:
    """Whether one of the cells that float() takes may still be no number, and all are looked at.

    It takes 1_000, figures of other scripts, and 1e-9999999, which is 0 in floats and as a fraction
    has a denominator of so many digits.
    """
    joined = " ".join(cells)
    return (
        not joined.isascii()
        or "_" in joined
        or "/" in joined
        or _LONG_EXPONENT.search(joined) is not None
        or max(map(len, cells)) > _LONGEST_CELL
    )


def _reader(text: str, separator: str) -> Any:
    import csv  # noqa: PLC0415  every gradient comes by here, few with a table

    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _filled(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows without empty lines."""
    return (row for row in rows if row)


def table_of(data: Data) -> Table:
    """The table that a file or a program gives.

    Raises:
        GradcliError: it cannot be read, or is no table with a header.
    """
    if isinstance(data, OpenedFile):
        return _read_table(data)
    # A shell has opened its file, and needs nothing of what a program may hand over.
    from gradcli.questions.given.columns import columns_of, file_name_of  # noqa: PLC0415

    if not isinstance(data, Mapping):
        return _read_table(opened_file(file_name_of(data)))
    columns = columns_of(data)
    lengths = {len(cells) for cells in columns.values()}
    if len(lengths) != 1:
        raise failure("table-not-readable", None, None, "lengths", file="data")
    (count,) = lengths
    return _with_rows(Table("data", columns, count))


def table_for(data: Data, reduce: str | None) -> Table:
    """The table of which the rows are summed, or averaged.

    Raises:
        GradcliError: it cannot be read, or it is not said what becomes of its rows.
    """
    if reduce is None:
        raise failure("reduce-missing", None, None, "missing")
    if reduce not in REDUCTIONS:
        form = "both" if reduce in (",".join(REDUCTIONS), "sum,mean") else "unknown"
        raise failure("reduce-missing", None, None, form, given=reduce)
    return table_of(data)


def with_columns(function: Function, table: Table) -> Function:
    """The function, in which the names of the columns are constants.

    Raises:
        GradcliError: one of them is declared as a variable.
    """
    for name in function.variables or ():
        if name in table.columns:
            raise failure("column-is-a-variable", None, None, name=name, file=table.name)
    return replace(function, held=(*function.held, *table.names))


def columns_in(reading: Reading, table: Table) -> tuple[str, ...]:
    """The columns that a function speaks of, in their order in the table.

    Raises:
        GradcliError: it speaks of none.
    """
    names = variables_of(reading.tree)
    used = tuple(name for name in table.columns if name in names and name in reading.held)
    if not used:
        columns = ", ".join(table.columns)
        raise failure("no-column-in-it", None, None, file=table.name, columns=columns)
    return used


def _with_rows(table: Table) -> Table:
    if not table.count:
        raise failure("table-not-readable", None, None, "rows", file=table.name)
    return table


def is_short(data: object) -> bool:
    """Whether it takes no time to read a table; columns that a program gives are there already."""
    return not isinstance(data, OpenedFile) or len(data.content) <= _SHORT


def opened_file(name: str) -> OpenedFile:
    """The file of a table.

    Raises:
        GradcliError: it cannot be read, or is larger than it may be.
    """
    return OpenedFile(name, whole_file(name, "data"))


def whole_file(name: str, holds: str) -> bytes:
    """What stands in a file of `data`, or in a `log`.

    Raises:
        GradcliError: it cannot be read, or is larger than such a file may be.
    """
    most = _MOST[holds]
    found = bytes_of(name, most * _MEGABYTE + 1)
    if len(found) > most * _MEGABYTE:
        raise failure("file-too-large", None, None, holds, file=name, megabytes=most)
    return found


def bytes_of(name: str, most: int) -> bytes:
    """The first bytes of a file; a device such as /dev/zero has no end.

    Raises:
        GradcliError: it cannot be read.
    """
    try:
        with open(name, "rb") as file:
            return file.read(most)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise failure("data-cannot-be-read", None, None, file=name, reason=reason) from error
    except ValueError as error:  # a null, or half of a character
        reason = "no file has such a name"
        raise failure("data-cannot-be-read", None, None, file=repr(name), reason=reason) from error


def _read_table(file: OpenedFile) -> Table:
    """The table in a file; tabs or semicolons separate the cells where the header has no comma.

    Raises:
        GradcliError: it is no table with a header.
    """
    name = file.name
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise failure("table-not-readable", None, None, "encoding", file=name) from error
    head = text.lstrip("\r\n").split("\n", 1)[0]
    separator = next((each for each in _SEPARATORS if each in head and "," not in head), ",")
    if name.lower().endswith(".tsv"):
        separator = "\t"
    import csv  # noqa: PLC0415

    rows = _reader(text, separator)
    try:
        header, *cells = _filled(rows)
    except csv.Error as error:
        line = rows.line_num
        raise failure(
            "table-not-readable", None, None, "line", file=name, line=line, reason=error
        ) from error
    except ValueError as error:
        raise failure("table-not-readable", None, None, "header", file=name) from error
    names = [each.strip() for each in header]
    if all(map(_NUMBER.fullmatch, names)):
        raise failure("table-not-readable", None, None, "header", file=name)
    twice = next((each for each in names if names.count(each) > 1), None)
    if twice is not None:
        raise failure("table-not-readable", None, None, "twice", file=name, column=twice)
    ragged = next((place for place, row in enumerate(cells) if len(row) != len(names)), None)
    table = Table(name, {}, len(cells), text, separator)
    if ragged is not None:
        raise failure(
            "table-not-readable",
            None,
            None,
            "ragged",
            file=name,
            line=table._line_of(ragged),
            cells=_cells(len(cells[ragged])),
            columns=len(names),
        )
    columns = dict(zip(names, zip(*cells, strict=True), strict=True)) if cells else {}
    return _with_rows(Table(name, columns, len(cells), text, separator))
