"""Work that goes step by step in another process: how far it is, and whether it was let go."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Final

# Rich is loaded only where there is something to draw.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from gradcli.commands.output.pager import Pager

_PATIENCE: Final = 2.0  # seconds without a bar
# Seconds of computing in which a process that was let go says what there is; a second Ctrl-C takes
# them. Where a machine is busy, or the process is stopped, they take longer, but not for ever.
_GRACE: Final = 0.4
_LONGEST_GRACE: Final = 4.0


class Steps:
    """What is known of the other process: a bar on a terminal, from two seconds on."""

    __slots__ = ("_bar", "_begun", "_child", "_let_go", "_pager", "_spent", "_start", "_task")

    def __init__(self, pager: Pager | None, child: int) -> None:
        self._pager = pager
        self._child = child
        self._spent = 0.0
        self._start = time.monotonic()
        self._begun = False
        self._let_go: float | None = None
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    @property
    def is_let_go(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self._let_go is not None

    @property
    def is_overdue(self) -> bool:
        """Whether it was let go and had its time to say what there is."""
        if self._let_go is None:
            return False
        waited = time.monotonic() - self._let_go
        if waited <= _GRACE:
            return False
        spent = _computed(self._child)
        return spent is None or spent - self._spent > _GRACE or waited > _LONGEST_GRACE

    def let_go(self) -> bool:
        """Ctrl-C was pressed: whether the other process may end by itself."""
        if not self._begun or self._let_go is not None:
            return False
        self._let_go = time.monotonic()
        self._spent = _computed(self._child) or 0.0
        return True

    def tell(self, text: str) -> None:
        """So many steps are done, of so many: `120 10000`."""
        done, total = map(int, text.split())
        self._begun = True
        if self._bar is None and self._wants_a_bar():
            self._bar = _bar()
            self._task = self._bar.add_task("", total=total)
            self._bar.start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)

    def end(self) -> None:
        """The bar leaves no trace."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _wants_a_bar(self) -> bool:
        if time.monotonic() - self._start < _PATIENCE or not sys.stderr.isatty():
            return False
        # A pager that runs has the screen.
        running = self._pager is not None and self._pager.keep("")
        return os.environ.get("TERM") != "dumb" and not running


def _computed(process: int) -> float | None:
    """How many seconds a process has computed; None where the system does not tell it."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
            # Behind the name, which may hold anything: its times are the 14th and 15th field.
            told = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("steps"),
        console=Console(stderr=True),
        transient=True,
    )
