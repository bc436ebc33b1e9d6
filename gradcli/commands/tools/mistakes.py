"""`gradcli mistakes`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from gradcli.commands.clock import within_limits
from gradcli.commands.output.lesson import refuse_what_does_nothing, write_lesson
from gradcli.commands.output.pager import pager
from gradcli.commands.parameters.helping import GroupedCommand, examples
from gradcli.commands.parameters.options import Options, shared_options
from gradcli.questions.learning.mistakes import chosen_mistakes

if TYPE_CHECKING:
    from collections.abc import Callable

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
The known mistakes that `gradcli check` can name, each with an example.

With NAME, or several, what comes out by it and an example that is checked as `check` does. -q
prints the names.
"""


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from gradcli.narrative.book.mistakes import (  # noqa: PLC0415  for the shell alone
        CLAUSES,
    )

    return [name for name in CLAUSES if name.startswith(incomplete.lower())]


@click.command(
    "mistakes",
    cls=GroupedCommand,
    help=_HELP,
    epilog=examples("mistakes", "mistakes chain_inner_missing", "mistakes -q"),
)
@click.argument("known", metavar="[NAME]...", nargs=-1, shell_complete=_complete)
@shared_options
def command(options: Options, known: tuple[str, ...]) -> int:
    """Print the list, or some of its mistakes."""
    refuse_what_does_nothing(options, "mistakes", (("--steps", options.steps_given),))
    asked = chosen_mistakes(known)

    def work(to_file: Callable[[str], None]) -> int:
        from gradcli.questions.learning.mistakes import mistakes  # noqa: PLC0415  the mathematics

        return write_lesson(mistakes(*asked), options, to_file)

    to_terminal = options.output is None and sys.stdout.isatty() and not options.no_pager
    return within_limits(options, work, pager() if to_terminal else None)
