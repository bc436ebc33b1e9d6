"""Writing: whole lines only, and going on where an earlier run was interrupted."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final

from gradcli.bulk.asked import Asked
from gradcli.bulk.messages import failure
from gradcli.bulk.records.descriptors import write_all
from gradcli.bulk.rows import OutputFormat, header
from gradcli.errors import ReaderHasLeft, unwritable

_CHUNK: Final = 1024 * 1024


class Interrupts:
    """Ctrl-C as an exception that is not lost. Used as a context, on the main thread.

    Python drops an exception that is raised while it collects garbage; so it is raised again at
    the next `check`. While `held`, it waits for that; a second Ctrl-C does not.
    """

    __slots__ = ("_asked", "_before", "held")

    def __init__(self) -> None:
        self.held = False
        self._asked = False

    def __enter__(self) -> Interrupts:
        self._before = signal.getsignal(signal.SIGINT)
        if self._before is not signal.SIG_IGN:  # as under nohup: what is ignored stays so
            signal.signal(signal.SIGINT, self._interrupted)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def check(self) -> None:
        """Raise what was asked for and has not ended the program yet."""
        if self._asked:
            raise KeyboardInterrupt

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        again, self._asked = self._asked, True
        if again or not self.held:
            raise KeyboardInterrupt


class WholeLines:
    """Writes lines to a descriptor; Ctrl-C ends the program between two lines, never within one.

    A second Ctrl-C does not wait, even if what is written is not being read.
    """

    __slots__ = ("_asked", "_descriptor", "_gathered", "_interrupts", "_lines", "_name")

    def __init__(
        self,
        descriptor: int,
        interrupts: Interrupts,
        asked: Asked | None = None,
        name: str | None = None,
    ) -> None:
        self._descriptor = descriptor
        self._name = name
        self._asked = asked
        self._lines = 0
        self._interrupts = interrupts
        self._gathered = bytearray()

    def write(self, line: bytes, *, more: bool) -> None:
        """Write a line, with `more` to come at this moment together with those.

        A reader has each while the next is worked on, and is not woken once for each.

        Raises:
            GradcliError: the file of this name takes no more; an OSError where it has no name.
        """
        self._interrupts.held = True
        self._gathered += line
        self._gathered += b"\n"
        self._lines += 1
        if more and len(self._gathered) < _CHUNK:
            return
        gathered = bytes(self._gathered)
        self._gathered.clear()
        try:
            if self._asked is not None:
                self._asked.write(self._lines)
                self._asked.flush()
            self._lines = 0
            _write(self._descriptor, gathered)
        except OSError as error:
            if self._name is None:
                raise
            raise unwritable(self._name, error) from error
        self._interrupts.held = False
        self._interrupts.check()


def write_header(descriptor: int, output: OutputFormat) -> None:
    """The line that names the columns, where the answers are a table."""
    _write(descriptor, header(output))


def _write(descriptor: int, data: bytes) -> None:
    """Write all of it.

    Raises:
        ReaderHasLeft: whoever reads it has enough, as `| head`.
    """
    try:
        write_all(descriptor, data)
    except BrokenPipeError as error:
        raise ReaderHasLeft from error


def open_output(
    name: str, *, resume: bool, output: OutputFormat = OutputFormat.JSONL
) -> tuple[int, int]:
    """A file to write answers to, and the number of answers that it holds already.

    With `resume` the whole lines of an earlier run stay and a partial last line goes; without it
    the file is begun anew, a table with its header.

    Raises:
        GradcliError: the file cannot be opened, or does not hold answers.
    """
    try:
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT, 0o666)
        if not resume:
            # A pipe or a device is written to as it is.
            if Path(name).is_file():
                os.ftruncate(descriptor, 0)
            write_header(descriptor, output)
            return descriptor, 0
        lines = _keep_whole_lines(descriptor, name, header(output) or b"{")
        if output is OutputFormat.JSONL:
            return descriptor, lines
        if not lines:
            write_header(descriptor, output)
        return descriptor, max(lines - 1, 0)
    except OSError as error:
        raise unwritable(name, error) from error


def _keep_whole_lines(descriptor: int, name: str, beginning: bytes) -> int:
    """Count the whole lines, and cut off what stands behind the last of them."""
    lines = position = end = 0
    while chunk := os.read(descriptor, _CHUNK):
        if position == 0 and not chunk.startswith(beginning[: len(chunk)]):
            raise failure("not-earlier-answers", name=name)
        lines += chunk.count(b"\n")
        last = chunk.rfind(b"\n")
        if last >= 0:
            end = position + last + 1
        position += len(chunk)
    os.ftruncate(descriptor, end)
    os.lseek(descriptor, end, os.SEEK_SET)
    return lines
