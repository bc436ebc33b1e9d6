"""`gradcli grad`."""

from __future__ import annotations

import click

from gradcli import api
from gradcli.commands.asking import answer, expression_text, limits
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_function
from gradcli.commands.parameters.options import Options, shared_options


@click.command(
    "grad",
    cls=ExpressionCommand,
    epilog='Example: gradcli grad "x^2 y" --at 2,3',
)
@shared_options
@click.argument("expression", metavar="EXPR", shell_complete=complete_function)
@click.option("--at", metavar="P", help="The point: 2,3 or x=2, y=3; entries are exact constants.")
def command(options: Options, expression: str, at: str | None) -> int:
    """Every partial derivative of EXPR, the gradient, and with --at its value and meaning there.

    EXPR is an expression such as "x^2 y" or "f(x, y) = x^2 y"; `-` reads it from standard input.
    """
    text = expression_text(expression)
    return answer(
        options,
        lambda watcher: api.gradient(
            text, at, variables=options.variables, limits=limits(options), watcher=watcher
        ),
    )
