"""Reading and writing by the number of a file, however it was opened and whatever its number.

Who gives a process its input and output may have opened them so that nothing waits (O_NONBLOCK).
Python's own streams lose then what cannot be written at once, and take what has not come yet for
the end; these wait.
"""

from __future__ import annotations

import io
import os
import select
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import TextIO


def is_ready(descriptor: int, seconds: float | None = None, *, to_write: bool = False) -> bool:
    """Whether it can be read (or written) within so many seconds; None waits as long as it takes.

    What is at its end, or broken, is ready: reading or writing tells of it.
    """
    if not hasattr(select, "poll"):
        given = ([], [descriptor]) if to_write else ([descriptor], [])
        return any(select.select(*given, [], seconds))
    # Not by `select.select`, which refuses the numbers of a process with many files open.
    asked = select.poll()
    asked.register(descriptor, select.POLLOUT if to_write else select.POLLIN)
    return bool(asked.poll(None if seconds is None else seconds * 1000))


def read_some(descriptor: int, size: int) -> bytes:
    """What there is, after waiting for something; nothing at the end."""
    while True:
        try:
            return os.read(descriptor, size)
        except BlockingIOError:
            is_ready(descriptor)


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """Write all of it, as fast as it is taken."""
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            is_ready(descriptor, to_write=True)


class _Waiting(io.RawIOBase):
    """The bytes beneath: each call waits until something can be read or written."""

    def __init__(self, descriptor: int, *, writes: bool) -> None:
        self._descriptor = descriptor
        self._writes = writes

    def readable(self) -> bool:
        """Whether it is an input."""
        return not self._writes

    def writable(self) -> bool:
        """Whether it is an output."""
        return self._writes

    def fileno(self) -> int:
        """The number of the stream."""
        return self._descriptor

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._descriptor)

    def readinto(self, room: Any) -> int:
        """Read what there is, once there is something."""
        view = memoryview(room)
        found = read_some(self._descriptor, len(view))
        view[: len(found)] = found
        return len(found)

    def write(self, data: Any) -> int:
        """Write as much as is taken, once something is."""
        while True:
            try:
                return os.write(self._descriptor, data)
            except BlockingIOError:
                is_ready(self._descriptor, to_write=True)


def patient(stream: TextIO) -> TextIO:
    """A stream like this one, over the same file, that waits."""
    writes = stream.writable()
    raw = _Waiting(stream.fileno(), writes=writes)
    return io.TextIOWrapper(
        io.BufferedWriter(raw) if writes else io.BufferedReader(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=bool(stream.line_buffering),
    )
