"""A function a line, as a person writes it down."""

from __future__ import annotations

import json
from typing import Final

from gradcli.bulk.messages import failure
from gradcli.bulk.records.lines import Lines, too_long, without_end
from gradcli.bulk.records.record import Record

_COMMENT: Final = b"#"
# After so many empty lines one behind the other there are no questions in it.
_MOST_EMPTY: Final = 1_000_000


class PlainLines:
    """An expression a line; an empty line, and one that begins with #, is none."""

    __slots__ = ("_empty", "_ended", "_lines", "_number", "_ready")

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._number = 0
        self._empty = 0
        self._ended = False
        self._ready: Record | None = None

    @property
    def descriptor(self) -> int:
        """The file that is read."""
        return self._lines.descriptor

    def waiting(self) -> bool:
        """Whether the next expression has not arrived."""
        while self._ready is None and not self._ended:
            if self._lines.waiting():
                return True
            self._look()
        return False

    def take(self) -> Record | None:
        """The next expression."""
        while self._ready is None and not self._ended:
            self._look()
        record, self._ready = self._ready, None
        return record

    def _look(self) -> None:
        """Read a line, which may hold an expression."""
        try:
            line = next(self._lines)
        except StopIteration:
            self._ended = True
            return
        self._number += 1
        if line is None:
            self._ready = Record(self._number, b"", too_long())
        elif line.strip() and not line.lstrip().startswith(_COMMENT):
            self._ready = _record(self._number, line)
        else:
            self._empty += 1
            if self._empty > _MOST_EMPTY:
                raise without_end(self.descriptor, "empty", self._number)
            return
        self._empty = 0


def _record(number: int, line: bytes) -> Record:
    try:
        text = line.decode().strip()
    except UnicodeDecodeError as error:
        return Record(number, b"", failure("line-not-utf-8", byte=error.start + 1))
    return Record(number, json.dumps({"expr": text}, ensure_ascii=False).encode())
