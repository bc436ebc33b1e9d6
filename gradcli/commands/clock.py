"""The clock of a command: work is done on a deep stack, and stopped when its time is over."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Final, TypeVar

from gradcli.commands.parameters.options import Options
from gradcli.errors import GradcliError

# An expression nested a thousand deep needs a deeper stack than a process
# is born with, because SymPy recurses.
_STACK: Final = 512 * 1024 * 1024
_RECURSION: Final = 200_000

Answered = TypeVar("Answered")


def within_time(options: Options, work: Callable[[], Answered]) -> Answered:
    """Do the work on a deep stack, and stop when its time is over.

    Raises:
        GradcliError: LIMIT when the time is over.
    """
    outcome: list[Answered] = []
    failure: list[BaseException] = []

    def do() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            failure.append(error)

    before = threading.stack_size(_STACK)
    sys.setrecursionlimit(_RECURSION)
    worker = threading.Thread(target=do, name="gradcli-work", daemon=True)
    worker.start()
    threading.stack_size(before)
    worker.join(options.timeout or None)
    if worker.is_alive():
        raise GradcliError(
            "time-limit",
            f"no answer within {options.timeout:g} seconds",
            help="give it longer with --timeout SECONDS (0: no limit), or a smaller expression",
        )
    if failure:
        raise failure[0]
    return outcome[0]
