"""How far a long run is: a bar on a terminal, one line at the end elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Final

from gradcli.bulk.pool import Tally
from gradcli.commands.process import write_stderr
from gradcli.errors import ReaderHasLeft

# Rich is loaded only where there is a terminal to draw on.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_PERIOD: Final = 0.2


class Progress:
    """Progress on standard error towards a total (lines answered, shards done); a context.

    `total` is asked only where there is a bar to draw.
    """

    __slots__ = ("_bar", "_next", "_quiet", "_start", "_tally", "_task", "_total")

    def __init__(self, total: Callable[[], int | None], *, quiet: bool) -> None:
        self._total = total
        self._quiet = quiet
        self._tally: Tally | None = None
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        self._start = self._next = time.monotonic()
        on_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        if on_terminal and not self._quiet:
            self._bar = _bar()
            self._task = self._bar.add_task("", total=self._total(), told="")
            self._bar.start()
        return self

    def update(self, done: int, tally: Tally) -> None:
        """Tell how far it is, a few times a second."""
        self._tally = tally
        if self._bar is None or self._task is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PERIOD
        self._bar.update(self._task, completed=done, told=self._told(tally))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            # The bar leaves no trace; the summary takes its place.
            self._bar.stop()
        if not self._quiet and not isinstance(error, ReaderHasLeft):
            seconds = time.monotonic() - self._start
            told = self._told(self._tally or Tally())
            ending = "" if error is None else "interrupted after "
            write_stderr(f"{ending}{told} in {seconds:.1f} s\n")

    def _told(self, tally: Tally) -> str:
        rate = tally.lines / max(time.monotonic() - self._start, 1e-9)
        parts = [
            f"{_count(tally.lines, 'line')} ({rate:,.0f} a second)",
            _count(tally.errors, "error"),
        ]
        if tally.retries:
            parts.append(_count(tally.retries, "line") + " tried again")
        if tally.replaced:
            parts.append(_count(tally.replaced, "process", "processes") + " replaced")
        return ", ".join(parts)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
