"""The program that a long page is read in, screen by screen: chosen and run as git's is."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from gradcli.commands.process import write_stderr
from gradcli.errors import ReaderHasLeft
from gradcli.late import pattern

# Loaded in the process that waits for the answer, and only where there is a terminal.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    import subprocess

# As git has them: less leaves at once where all fits on the screen (F), lets colours through (R),
# and what was read stays on the screen (X); lv lets colours through.
_OPTIONS: Final = (("LESS", "FRX"), ("LV", "-c"))
_FOR_A_SHELL: Final = pattern(r"[|&;<>()$`\\\"'*?\[#~=%]")
# What a shell ends with where a program cannot be run, or is not there.
_NOT_STARTED: Final = (126, 127)


class Pager:
    """A pager that is started with the first text for it.

    Where it cannot be started, all that was meant for it is written to standard output. What goes
    to standard error meanwhile is `kept` until the pager has ended, since both share a screen.
    """

    __slots__ = ("_given", "_kept", "_process", "_program")

    def __init__(self, program: str) -> None:
        self._program: str | None = program
        self._process: subprocess.Popen[bytes] | None = None
        self._given = ""
        self._kept = ""

    def write(self, text: str) -> None:
        """Show more of the page.

        Raises:
            ReaderHasLeft: the reader has left the pager.
        """
        self._given += text
        if self._program is not None and self._process is None:
            self._start(self._program)
        if self._process is None:
            sys.stdout.write(text)
            sys.stdout.flush()
            return
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(text.encode(sys.stdout.encoding, sys.stdout.errors or ""))
            self._process.stdin.flush()
        except BrokenPipeError:
            self._process.wait()
            self.check()

    def keep(self, text: str) -> bool:
        """Keep what goes to standard error; False where no pager is in the way."""
        if self._process is None:
            return False
        self._kept += text
        return True

    def check(self) -> None:
        """See whether the pager still runs; one that never did has its text written plainly.

        Raises:
            ReaderHasLeft: the reader has left the pager.
        """
        if self._process is None or (code := self._process.poll()) is None:
            return
        self._process = self._program = None
        if code not in _NOT_STARTED:
            raise ReaderHasLeft
        sys.stdout.write(self._given)
        sys.stdout.flush()
        self._say_kept()

    def finish(self) -> None:
        """All of the page is given: wait until it has been read; Ctrl-C is the pager's now."""
        if self._process is None:
            return
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        if self._process.wait() in _NOT_STARTED:
            self.check()
            return
        self._process = None
        self._say_kept()

    def end(self) -> None:
        """End the pager, which leaves the terminal as it was; a signal may ask for it any time."""
        if self._process is not None:
            # Not by methods of Popen: the one that is interrupted may hold its lock.
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._process.pid, signal.SIGTERM)
                os.waitpid(self._process.pid, 0)

    def _start(self, program: str) -> None:
        import subprocess

        environment = {**dict(_OPTIONS), **os.environ}
        through_a_shell = _FOR_A_SHELL.search(program) is not None
        words = ["sh", "-c", program] if through_a_shell else program.split()
        sys.stdout.flush()
        try:
            self._process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)
        except OSError:
            self._program = None

    def _say_kept(self) -> None:
        if self._kept:
            write_stderr(self._kept)
            self._kept = ""


def pager() -> Pager | None:
    """The pager of this terminal: GRADCLI_PAGER, PAGER or less; None where none is wanted."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return None
    program = os.environ.get("GRADCLI_PAGER", os.environ.get("PAGER", "less")).strip()
    return None if program in ("", "cat") else Pager(program)
