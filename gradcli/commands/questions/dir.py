"""`gradcli dir`."""

from __future__ import annotations

import click

from gradcli import api
from gradcli.commands.asking import answer, expression_text, limits
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_function
from gradcli.commands.parameters.options import Options, shared_options


@click.command(
    "dir",
    cls=ExpressionCommand,
    epilog='Example: gradcli dir "x^2 y" --at 2,3 --w 3,5',
)
@shared_options
@click.argument("expression", metavar="EXPR", shell_complete=complete_function)
@click.option("--at", metavar="P", help="The point: 2,3 or x=2, y=3; entries are exact constants.")
@click.option("--w", metavar="W", help="The direction, one component a variable: 3,5.")
@click.option("--toward", metavar="Q", help="The direction from P to Q, instead of --w.")
@click.option("--angle", metavar="ANGLE", help="In two variables: 60deg or pi/3, instead of --w.")
@click.option("--unit", is_flag=True, help="With -q: the rate per unit of distance.")
def command(
    options: Options,
    expression: str,
    at: str | None,
    w: str | None,
    toward: str | None,
    angle: str | None,
    unit: bool,
) -> int:
    """The directional derivative of EXPR, as a dot product laid out term by term.

    Two rates are given, each with its name: the rate along w as given, and the rate per unit of
    distance, which divides by the length of w.
    """
    text = expression_text(expression)
    return answer(
        options,
        lambda watcher: api.directional(
            text,
            w,
            at,
            toward=toward,
            angle=angle,
            variables=options.variables,
            limits=limits(options),
            watcher=watcher,
        ),
        unit=unit,
    )
