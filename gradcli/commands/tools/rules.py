"""`gradcli rules`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from gradcli.commands.clock import within_limits
from gradcli.commands.output.lesson import refuse_what_does_nothing, write_lesson
from gradcli.commands.output.pager import pager
from gradcli.commands.parameters.helping import GroupedCommand, examples
from gradcli.commands.parameters.options import Options, shared_options
from gradcli.questions.learning.rules import chosen

if TYPE_CHECKING:
    from collections.abc import Callable

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
The rule book: every law of differentiation that gradcli works with.

With NAME, or several, why the law holds, an example that is worked, and where it does not hold. A
law goes by its name in the table, by what people call it ("product rule"), or by its function;
`all` is the whole book. -q prints the names, or the laws themselves.
"""


def _complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    from gradcli.narrative.book.names import ALL, NAMES  # noqa: PLC0415  for the shell alone

    return [name for name in (*NAMES, ALL) if name.startswith(incomplete.lower())]


@click.command(
    "rules",
    cls=GroupedCommand,
    help=_HELP,
    epilog=examples(
        "rules",
        "rules product",
        'rules "chain rule" sin',
        "rules product quotient chain -f latex --standalone -o handout.tex",
        "rules all -o book.html",
    ),
)
@click.argument("laws", metavar="[NAME]...", nargs=-1, shell_complete=_complete)
@shared_options
def command(options: Options, laws: tuple[str, ...]) -> int:
    """Print the book, or some laws of it."""
    refuse_what_does_nothing(options, "rules", (("--steps", options.steps_given),))
    asked = chosen(laws)

    def work(to_file: Callable[[str], None]) -> int:
        from gradcli.questions.learning.rules import rules  # noqa: PLC0415  loads the mathematics

        return write_lesson(rules(*asked), options, to_file)

    to_terminal = options.output is None and sys.stdout.isatty() and not options.no_pager
    return within_limits(options, work, pager() if to_terminal else None)
