"""`gradcli partial`."""

from __future__ import annotations

import click

from gradcli import api
from gradcli.commands.asking import answer, expression_text, limits
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_function
from gradcli.commands.parameters.options import Options, shared_options


@click.command(
    "partial",
    cls=ExpressionCommand,
    epilog='Example: gradcli partial "3x y^3" --wrt y',
)
@shared_options
@click.argument("expression", metavar="EXPR", shell_complete=complete_function)
@click.option("--wrt", metavar="x[,y,...]", help="The variable, or several to take in turn.")
def command(options: Options, expression: str, wrt: str | None) -> int:
    """One partial derivative of EXPR, worked: `--wrt x,y` for a mixed one, `--wrt x,x` again.

    EXPR is an expression such as "x^2 y" or "f(x, y) = x^2 y"; `-` reads it from standard input.
    """
    text = expression_text(expression)
    return answer(
        options,
        lambda watcher: api.partial(
            text, wrt, variables=options.variables, limits=limits(options), watcher=watcher
        ),
    )
