"""`gradcli hint`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from gradcli.commands.asking import are_short, expression_text
from gradcli.commands.clock import within_limits
from gradcli.commands.output.lesson import refuse_what_does_nothing, write_lesson
from gradcli.commands.output.pager import pager
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_function, complete_variable
from gradcli.commands.parameters.helping import examples
from gradcli.commands.parameters.options import Options, shared_options
from gradcli.language.lex.limits import Limits
from gradcli.questions.function import Function
from gradcli.questions.learning.hint import told, tried, understood

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradcli.questions.asking import Read

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Hints for a derivative of EXPR: the next thing to think of, and no more.

Level 1 says what kind of expression it is, 2 which rule to use, 3 what the letters of the rule
stand for, 4 the derivatives of the parts. Without --wrt it is the first partial of the gradient.
-q prints the last hint alone.
"""
_LEVELS: Final = ("1", "2", "3", "4")


@click.command(
    "hint",
    cls=ExpressionCommand,
    help=_HELP,
    epilog=examples(
        'hint "x^2 sin(x y)" --wrt x',
        'hint "x^2 sin(x y)" --wrt x --level 3',
        'hint "sin(x)/x" --level 2 -q',
        'hint "x^2 sin(3x)" --after "2x sin(3x) + x^2 cos(3x)"',
        'hint "3x y^3" --after "3y^3, 9y^2"',
    ),
)
@click.argument("expression", metavar="EXPR", shell_complete=complete_function)
@click.option(
    "--wrt", metavar="x", shell_complete=complete_variable, help="The variable that moves."
)
@click.option(
    "--level",
    type=click.Choice(_LEVELS),
    default="1",
    show_default=True,
    help="How much the hints say; those below come with it.",
)
@click.option(
    "--after",
    metavar="LINE",
    help="What you have so far: the hints begin at the step where it goes wrong.",
)
@shared_options
def command(
    options: Options, expression: str, wrt: str | None, level: str, after: str | None
) -> int:
    """Print the hints."""
    without = (("--steps", options.steps_given),)
    refuse_what_does_nothing(options, "hint", without, of_a_function=True)
    function = Function(expression_text(expression, options.output), options.variables, options.let)
    limits = Limits() if options.max_size is None else Limits(size=options.max_size)
    names = None if wrt is None else tuple(wrt.split(","))

    def texts() -> tuple[Read, Read | None]:
        return understood(function, names, limits), tried(function, names, after, limits)

    # Long texts are read under the clock.
    known = texts() if are_short((function.text, function.let, after)) else None

    def work(to_file: Callable[[str], None]) -> int:
        asked, line = known or texts()
        lesson = told(asked, int(level), of_gradient=wrt is None, line=line)
        return write_lesson(lesson, options, to_file)

    to_terminal = options.output is None and sys.stdout.isatty() and not options.no_pager
    return within_limits(options, work, pager() if to_terminal else None)
