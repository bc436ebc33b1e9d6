"""A function a line, as a person writes it down."""

from __future__ import annotations

import json
from typing import Final

from gradcli.bulk.records.lines import Lines, too_long
from gradcli.bulk.records.record import Record

_COMMENT: Final = b"#"


class PlainLines:
    """An expression a line; an empty line, and one that begins with #, is none."""

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
        """The next expression."""
        for line in self._lines:
            self._number += 1
            if line is None:
                return Record(self._number, b"", too_long())
            if line.strip() and not line.lstrip().startswith(_COMMENT):
                # As in a row of a table, a byte that is not UTF-8 goes on as it is.
                text = line.strip().decode(errors="surrogateescape")
                question = json.dumps({"expr": text}, ensure_ascii=False)
                return Record(self._number, question.encode(errors="surrogateescape"))
        return None
