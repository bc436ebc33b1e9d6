"""The command that asks a question, made of what is said of the question itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, assert_never

import click

from gradcli.commands.asking import answer, expression_text
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_function
from gradcli.commands.parameters.options import Options, shared_options
from gradcli.questions.command import Parameter, Shape
from gradcli.questions.function import Function
from gradcli.questions.registry import command_of

if TYPE_CHECKING:
    from gradcli.questions.registry import Name

_UNIT: Final = click.option("--unit", is_flag=True, help="With -q: the rate per unit of distance.")


def question_command(name: Name) -> click.Command:
    """The click command: the expression, the parameters of the question, the shared options."""
    asked = command_of(name)

    def ask(options: Options, expression: str, **given: Any) -> int:
        unit = bool(given.pop("unit", False))
        values = {
            each.name: _read(each, given[each.name])
            for each in asked.parameters
            if given[each.name] is not None
        }
        function = Function(expression_text(expression), options.variables)
        return answer(options, asked.question(function, **values), unit=unit)

    wrapped: Any = ask
    # Decorators pile up from the inside: the last one applied is shown first in --help.
    if asked.is_a_rate:
        wrapped = _UNIT(wrapped)
    for parameter in reversed(asked.parameters):
        wrapped = _option(parameter)(wrapped)
    wrapped = click.argument("expression", metavar="EXPR", shell_complete=complete_function)(
        wrapped
    )
    made = click.command(
        name,
        cls=ExpressionCommand,
        help=asked.help,
        epilog=f"Example: gradcli {asked.example}",
    )
    return made(shared_options(wrapped))


def _option(parameter: Parameter) -> Callable[[Any], Any]:
    return click.option(f"--{parameter.name}", metavar=parameter.metavar, help=parameter.help)


def _read(parameter: Parameter, given: str) -> str | tuple[str, ...]:
    """What stands behind an option, as the question takes it."""
    match parameter.shape:
        case Shape.NAMES:
            return tuple(given.split(","))
        case Shape.COORDINATES | Shape.TEXT:
            return given
    assert_never(parameter.shape)
