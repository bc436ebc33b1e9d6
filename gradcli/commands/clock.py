"""The clock of a command: work is done on a deep stack, and stopped when its time is over.

Where the system can fork, it is done by a process apart (`gradcli.commands.apart`), which can be
ended within any instruction; elsewhere by a thread, which is ended between two of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from gradcli.bulk.confines import end_deep, start_deep
from gradcli.commands.apart import run_apart, too_slow, within_memory
from gradcli.commands.parameters.options import Options

if TYPE_CHECKING:
    from gradcli.commands.output.pager import Pager
    from gradcli.commands.pace import Pace

Answered = TypeVar("Answered")


def within_limits(
    options: Options,
    work: Callable[[Callable[[str | bytes], None]], int],
    pager: Pager | None = None,
    take: Callable[[str | bytes], None] | None = None,
    pace: Pace | None = None,
) -> int:
    """Do the work, within its time and its memory; the exit code.

    The work is given what takes the text of the file that was asked for, which `take` is given
    instead where there is one. Where another process does it, what it writes goes through the
    `pager`, if there is one. Work that asks `pace` after each step may be ended by Ctrl-C and still
    say what there is.

    Raises:
        GradcliError: LIMIT when the time is over or the memory used up.
    """
    context = click.get_current_context(silent=True)
    is_all = context is not None and bool(context.find_root().obj)
    if is_all and hasattr(os, "fork"):
        return run_apart(
            options,
            lambda to_file: _on_deep_stack(
                # A deep stack is no memory until it is used.
                lambda: within_memory(options, lambda: work(to_file)),
                None,
            ),
            pager,
            take,
            pace,
        )

    def to_file(text: str | bytes) -> None:
        from gradcli.commands.output.files import write_file  # noqa: PLC0415  seldom asked for

        assert options.output is not None
        write_file(options.output, text)

    return _on_deep_stack(lambda: work(take or to_file), options.timeout or None, is_all=is_all)


def _on_deep_stack(
    work: Callable[[], Answered], seconds: float | None, *, is_all: bool = False
) -> Answered:
    """What the work comes to; where it is all that this process does, it is ended with its time.

    Elsewhere it is left to itself: ended within an import it would leave half a module behind.
    """
    outcome: list[Answered] = []
    failure: list[BaseException] = []

    def do() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            failure.append(error)

    worker = start_deep(do, "gradcli-work")
    worker.join(seconds)
    if worker.is_alive():
        assert seconds is not None
        if is_all:
            # There is an answer or a refusal, and never both.
            end_deep(worker)
        raise too_slow(seconds)
    if failure:
        raise failure[0]
    return outcome[0]
