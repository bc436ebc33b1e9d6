"""A question a line, as JSON."""

from __future__ import annotations

from gradcli.bulk.records.lines import Lines, too_long
from gradcli.bulk.records.record import Record


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
        return Record(self._number, b"", too_long()) if line is None else Record(self._number, line)
