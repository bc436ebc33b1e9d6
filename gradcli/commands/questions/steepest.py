"""`gradcli steepest`."""

from __future__ import annotations

import click

from gradcli import api
from gradcli.commands.asking import answer, expression_text, limits
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_function
from gradcli.commands.parameters.options import Options, shared_options


@click.command(
    "steepest",
    cls=ExpressionCommand,
    epilog='Example: gradcli steepest "x^2 y" --at 2,3',
)
@shared_options
@click.argument("expression", metavar="EXPR", shell_complete=complete_function)
@click.option("--at", metavar="P", help="The point: 2,3 or x=2, y=3; entries are exact constants.")
def command(options: Options, expression: str, at: str | None) -> int:
    """The direction in which EXPR rises fastest at a point, and an argument why.

    Also the largest, the smallest and the zero rate, and in two variables a table of the rates
    in the directions between.
    """
    text = expression_text(expression)
    return answer(
        options,
        lambda watcher: api.steepest(
            text, at, variables=options.variables, limits=limits(options), watcher=watcher
        ),
    )
