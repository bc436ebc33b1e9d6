"""`gradcli help`."""

from __future__ import annotations

import click

from gradcli.commands.messages import failure
from gradcli.commands.names import COMMANDS, command_named, commands_near
from gradcli.commands.parameters.helping import examples


def _topics(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in COMMANDS if name.startswith(incomplete)]


@click.command(
    "help",
    help="Print the help of a command, as its --help does; without one, that of gradcli.",
    epilog=examples("help grad", "help batch"),
)
@click.argument("topic", metavar="[COMMAND]", required=False, shell_complete=_topics)
def command(topic: str | None) -> int:
    """Print the help."""
    root = click.get_current_context().find_root()
    if topic is None:
        click.echo(root.get_help())
        return 0
    group = root.command
    assert isinstance(group, click.Group)
    name = command_named(topic)
    asked = None if name is None else group.get_command(root, name)
    if name is None or asked is None:
        near = " or ".join(f"gradcli help {each}" for each in commands_near(topic))
        raise failure("unknown-command", "near" if near else "", name=topic, meant=near)
    click.echo(asked.get_help(click.Context(asked, info_name=name, parent=root)))
    return 0
