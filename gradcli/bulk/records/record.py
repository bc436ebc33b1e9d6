"""What is read: a record, and where records come from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from gradcli.errors import GradcliError
from gradcli.frozen import dataclass


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
