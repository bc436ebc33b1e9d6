"""Reading: JSON Lines, CSV and TSV as records, one at a time, however long the file is.

A record is the text of one JSON object. Nothing is parsed that need not be: a line of JSON goes
on as it is; a row of a table becomes an object with the names of the header as its keys.
"""

from __future__ import annotations

import csv
import errno
import json
import os
import select
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, Protocol

from gradcli.bulk.messages import failure
from gradcli.errors import GradcliError
from gradcli.frozen import dataclass

STANDARD_INPUT: Final = "standard input"
LONGEST_LINE: Final = 1024 * 1024
_CHUNK: Final = 64 * 1024
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class InputFormat(StrEnum):
    """How the questions are written."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


@dataclass(frozen=True, slots=True)
class Record:
    """One question: the number of its first line, and its text, or why it cannot be one."""

    number: int
    text: bytes
    refusal: GradcliError | None = None


class Source(Protocol):
    """Where records come from.

    `waiting()` is true where the next record has not arrived yet; then `descriptor` is what to
    wait for. A source without a descriptor never waits.
    """

    @property
    def descriptor(self) -> int | None:
        """What to wait for."""

    def waiting(self) -> bool:
        """Whether taking a record now would block."""

    def take(self) -> Record | None:
        """The next record, or None at the end."""


class Given:
    """Records that are made by a program."""

    __slots__ = ("_records",)

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = iter(records)

    @property
    def descriptor(self) -> None:
        """There is nothing to wait for."""
        return

    def waiting(self) -> bool:
        """Never: a program gives its next question when it is asked."""
        return False

    def take(self) -> Record | None:
        """The next record."""
        return next(self._records, None)


class Lines:
    """The lines of a file or pipe, without their ends; None for one that is too long.

    `consumed` is the number of bytes read.
    """

    __slots__ = ("_ended", "_lines", "_overlong", "_partial", "_started", "consumed", "descriptor")

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.consumed = 0
        self._lines: deque[bytes | None] = deque()
        self._partial = bytearray()
        self._overlong = False
        self._started = False
        self._ended = False

    def waiting(self) -> bool:
        """Whether no line is there, and none can be had without waiting."""
        while not self._lines and not self._ended:
            if not select.select([self.descriptor], [], [], 0)[0]:
                return True
            self._read()
        return False

    def __iter__(self) -> Iterator[bytes | None]:
        return self

    def __next__(self) -> bytes | None:
        while not self._lines and not self._ended:
            self._read()
        if not self._lines:
            raise StopIteration
        return self._lines.popleft()

    def _read(self) -> None:
        try:
            data = os.read(self.descriptor, _CHUNK)
        except OSError as error:
            raise unreadable("the input" if self.descriptor else STANDARD_INPUT, error) from error
        self.consumed += len(data)
        if not data:
            self._ended = True
            # The last line may lack its end.
            if self._partial or self._overlong:
                self._end_line()
            return
        if not self._started:
            self._started = True
            data = data.removeprefix(_BYTE_ORDER_MARK)
        *whole, rest = data.split(b"\n")
        for piece in whole:
            self._add(piece)
            self._end_line()
        self._add(rest)

    def _add(self, piece: bytes) -> None:
        if len(self._partial) + len(piece) > LONGEST_LINE:
            # Its beginning is not kept either: memory does not grow with the line.
            self._overlong = True
            self._partial.clear()
        elif not self._overlong:
            self._partial += piece

    def _end_line(self) -> None:
        self._lines.append(None if self._overlong else bytes(self._partial.removesuffix(b"\r")))
        self._partial.clear()
        self._overlong = False


class JsonLines:
    """A question a line."""

    __slots__ = ("_lines", "_number")

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._number = 0

    @property
    def descriptor(self) -> int:
        """The file that is read."""
        return self._lines.descriptor

    def waiting(self) -> bool:
        """Whether the next line has not arrived."""
        return self._lines.waiting()

    def take(self) -> Record | None:
        """The next line."""
        try:
            line = next(self._lines)
        except StopIteration:
            return None
        self._number += 1
        return (
            Record(self._number, b"", _too_long()) if line is None else Record(self._number, line)
        )


class Table:
    """A question a row; the first row names the columns.

    Raises:
        GradcliError: the header has no column `expr`, or names one twice.
    """

    __slots__ = ("_at_end", "_header", "_lines", "_number", "_overlong", "_rows")

    def __init__(self, lines: Lines, separator: str) -> None:
        self._lines = lines
        self._number = 0
        self._overlong = False
        self._rows = csv.reader(self._texts(), delimiter=separator, strict=True)
        try:
            header = next(self._rows, None)
        except csv.Error as error:
            raise failure("header-not-readable", error=error) from error
        self._header = [name.strip() for name in header or ()]
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
        number = self._number + 1
        try:
            cells = next(self._rows, None)
        except csv.Error as error:
            return Record(number, b"", _unreadable(str(error)))
        if cells is None:
            return None
        if self._overlong:
            self._overlong = False
            return Record(number, b"", _too_long())
        if not cells:
            return Record(number, b"", failure("empty-line", "row"))
        if len(cells) != len(self._header):
            return Record(number, b"", _ragged(len(cells), len(self._header)))
        row = dict(zip(self._header, cells, strict=True))
        # A byte that is not UTF-8 stands as half of a surrogate pair; back to bytes it is reported
        # as in a line of JSON.
        text = json.dumps(row, ensure_ascii=False)
        return Record(number, text.encode(errors="surrogateescape"))

    def _texts(self) -> Iterator[str]:
        for line in self._lines:
            self._number += 1
            if line is None:
                self._overlong = True
                yield "\n"
            else:
                yield line.decode(errors="surrogateescape") + "\n"


def open_questions(name: str) -> int:
    """A descriptor of a file of questions.

    Raises:
        GradcliError: it cannot be read.
    """
    try:
        descriptor = os.open(name, os.O_RDONLY)
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
    except OSError as error:
        raise unreadable(name, error) from error
    return descriptor


def unreadable(name: str, error: OSError) -> GradcliError:
    """What is said of a file, or of standard input, that gives nothing."""
    if name == STANDARD_INPUT:
        why = "it is closed" if error.errno == errno.EBADF else _reason(error)
        return failure("cannot-be-read", "input", name=name, reason=why)
    return failure("cannot-be-read", "file", name=name, reason=_reason(error))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def source_of(descriptor: int, chosen: InputFormat) -> tuple[Source, Lines]:
    """The records of an open file or pipe, and its lines, which know how far they were read."""
    lines = Lines(descriptor)
    match chosen:
        case InputFormat.JSONL:
            return JsonLines(lines), lines
        case InputFormat.CSV:
            return Table(lines, ","), lines
        case InputFormat.TSV:
            return Table(lines, "\t"), lines


def format_of(name: str) -> InputFormat:
    """The format that the ending of a file's name says; JSON Lines where it says nothing."""
    ending = os.path.splitext(name)[1].lower()
    return {".csv": InputFormat.CSV, ".tsv": InputFormat.TSV}.get(ending, InputFormat.JSONL)


def _too_long() -> GradcliError:
    return failure("line-too-long", kilobytes=LONGEST_LINE // 1024)


def _unreadable(reason: str) -> GradcliError:
    return failure("row-not-readable", reason=reason)


def _ragged(cells: int, columns: int) -> GradcliError:
    form = "one" if cells == 1 else "several"
    return failure("wrong-number-of-cells", form, cells=cells, columns=columns)
