"""The lines of a file or a pipe, as they arrive."""

from __future__ import annotations

import errno
import os
import stat
from collections import deque
from collections.abc import Iterator
from typing import Final

from gradcli.bulk.messages import failure
from gradcli.bulk.records.descriptors import is_ready, read_some
from gradcli.errors import GradcliError

STANDARD_INPUT: Final = "standard input"
LONGEST_LINE: Final = 1024 * 1024
ENDLESS: Final = 256 * LONGEST_LINE
"""After so many bytes without the end of a line, what is read holds no lines."""

_CHUNK: Final = 64 * 1024
_LARGE_CHUNK: Final = 4 * 1024 * 1024
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class Lines:
    """The lines of a file or pipe, without their ends; None for one that is too long.

    A line is known to be too long before its end has come. `consumed` is the number of bytes read.
    On old Macs a line ended with a carriage return: where what comes first has those alone, that is
    how all of it is written.
    """

    __slots__ = (
        "_end",
        "_ended",
        "_lines",
        "_number",
        "_overlong",
        "_partial",
        "_passed",
        "_started",
        "consumed",
        "descriptor",
    )

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.consumed = 0
        self._lines: deque[bytes | None] = deque()
        self._partial = bytearray()
        self._overlong = False
        self._number = 1
        self._passed = 0
        self._started = False
        self._ended = False
        self._end = b"\n"

    def waiting(self) -> bool:
        """Whether no line is there, and none can be had without waiting."""
        while not self._lines and not self._ended:
            if not is_ready(self.descriptor, 0):
                return True
            self._read()
        return False

    def __iter__(self) -> Iterator[bytes | None]:
        return self

    def first(self) -> bytes | None:
        """The first line that holds anything, which stays to be read; None where there is none.

        There is none in so much as one line may have, either.
        """
        place = 0
        while True:
            while place < len(self._lines):
                line = self._lines[place]
                if line is None or line.strip():
                    return line
                place += 1
            if self._ended or self.consumed > LONGEST_LINE:
                return None
            self._read()

    def __next__(self) -> bytes | None:
        while not self._lines and not self._ended:
            self._read()
        if not self._lines:
            raise StopIteration
        return self._lines.popleft()

    def _read(self) -> None:
        try:
            data = read_some(self.descriptor, _CHUNK)
        except OSError as error:
            raise unreadable("the input" if self.descriptor else STANDARD_INPUT, error) from error
        self.consumed += len(data)
        if not data:
            self._ended = True
            # The last line may lack its end.
            if self._partial:
                self._end_line()
            return
        if not self._started:
            self._started = True
            data = data.removeprefix(_BYTE_ORDER_MARK)
            # Behind one at the end there may be the other half of \r\n.
            if b"\r" in data[:-1] and b"\n" not in data:
                self._end = b"\r"
        *whole, rest = data.split(self._end)
        for piece in whole:
            self._add(piece)
            self._end_line()
        self._add(rest)

    def _add(self, piece: bytes) -> None:
        if self._overlong:
            self._passed += len(piece)
            if self._passed > ENDLESS:
                raise without_end(self.descriptor, "line", self._number)
        elif len(self._partial) + len(piece) > LONGEST_LINE:
            # Its beginning is not kept either: memory does not grow with the line.
            self._lines.append(None)
            self._overlong = True
            self._passed = len(self._partial) + len(piece)
            self._partial.clear()
        else:
            self._partial += piece

    def _end_line(self) -> None:
        if not self._overlong:
            self._lines.append(bytes(self._partial.removesuffix(b"\r")))
        self._partial.clear()
        self._overlong = False
        self._number += 1


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


def lines_in(descriptor: int) -> int | None:
    """How many lines a file has, for whoever wants to know how far it is; None for a pipe.

    Where the descriptor stands in the file is not changed.
    """
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        return None
    count = place = 0
    last = b"\n"
    while chunk := os.pread(descriptor, _LARGE_CHUNK, place):
        count += chunk.count(b"\n")
        place += len(chunk)
        last = chunk[-1:]
    return count + (last != b"\n")


def unreadable(name: str, error: OSError) -> GradcliError:
    """What is said of a file, or of standard input, that gives nothing."""
    if name == STANDARD_INPUT:
        why = "it is closed" if error.errno == errno.EBADF else _reason(error)
        return failure("cannot-be-read", "input", name=name, reason=why)
    return failure("cannot-be-read", "file", name=name, reason=_reason(error))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def without_end(descriptor: int, form: str, line: int) -> GradcliError:
    """What is said of an input that gives no more questions, and does not end."""
    name = "the input" if descriptor else STANDARD_INPUT
    return failure("input-without-end", form, name=name, line=line, megabytes=ENDLESS // 1024**2)


def too_long() -> GradcliError:
    """What is said of a line that is too long."""
    return failure("line-too-long", kilobytes=LONGEST_LINE // 1024)
