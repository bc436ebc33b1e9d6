"""`gradcli learn`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from gradcli.commands.asking import are_short, expression_text
from gradcli.commands.clock import within_limits
from gradcli.commands.output.lesson import refuse_what_does_nothing, write_lesson
from gradcli.commands.output.pager import pager
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_coordinate, complete_function
from gradcli.commands.parameters.helping import examples
from gradcli.commands.parameters.options import Options, shared_options
from gradcli.commands.session.terminal import is_session
from gradcli.language.lex.limits import Limits
from gradcli.questions.function import Function
from gradcli.questions.learning.learn import as_lesson, understood

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradcli.questions.learning.learn import Topics

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Why the gradient is the steepest way up: a lesson of ten short screens, a question at each end.

The lesson is about EXPR at the point P and along W; without them about x^2 y at 2,3 along 3,5. At a
terminal the questions are asked and the answers marked, and the steepest way is drawn (--no-plot
leaves the picture out); elsewhere it is a page with questions and answers. -q prints the answers
alone.
"""


@click.command(
    "learn",
    cls=ExpressionCommand,
    help=_HELP,
    epilog=examples(
        "learn",
        'learn "x^2 + 3y^2" --at 2,1 --w 1,1',
        'learn "x^2 y" --at 2,3 --w 3,5 -o lesson.html',
    ),
)
@click.argument("expression", metavar="[EXPR]", required=False, shell_complete=complete_function)
@click.option("--at", metavar="P", shell_complete=complete_coordinate, help="The point: 2,3.")
@click.option(
    "--w",
    "-w",
    "w",
    metavar="W",
    shell_complete=complete_coordinate,
    help="The direction: 3,5 (default: one step in each variable).",
)
@shared_options
def command(options: Options, expression: str | None, at: str | None, w: str | None) -> int:
    """Give the lesson, or print it."""
    at_terminal = is_session(options) and expression != "-"
    nothing = (("--steps", options.steps_given),)
    refuse_what_does_nothing(
        options, "learn", nothing, pictures=at_terminal, of_a_function=expression is not None
    )
    function = None
    if expression is not None:
        function = Function(
            expression_text(expression, options.output), options.variables, options.let
        )
    limits = Limits() if options.max_size is None else Limits(size=options.max_size)

    def texts() -> Topics:
        return understood(function, at, w, limits)

    # Long texts are read under the clock.
    given = () if function is None else (function.text, function.let)
    known = texts() if are_short((*given, at, w)) else None
    if at_terminal:
        from gradcli.commands.session.learn import lesson_session  # noqa: PLC0415

        return lesson_session(options, lambda: known or texts())

    def work(to_file: Callable[[str], None]) -> int:
        return write_lesson(as_lesson(known or texts()), options, to_file)

    to_terminal = options.output is None and sys.stdout.isatty() and not options.no_pager
    return within_limits(options, work, pager() if to_terminal else None)
