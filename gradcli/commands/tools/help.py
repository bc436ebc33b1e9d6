"""`gradcli help`."""

from __future__ import annotations

import click

from gradcli.commands.messages import failure
from gradcli.commands.names import COMMANDS, command_named, commands_near
from gradcli.commands.parameters.helping import examples
from gradcli.commands.topics import TOPICS, Topic


def _topics(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in (*COMMANDS, *TOPICS) if name.startswith(incomplete)]


@click.command(
    "help",
    help="Print the help of a command, as its --help does, or of expressions and points.",
    epilog=examples("help", "help grad", "help batch", "help expressions", "help points"),
)
@click.argument("topic", metavar="[COMMAND|TOPIC]", required=False, shell_complete=_topics)
def command(topic: str | None) -> int:
    """Print the help."""
    root = click.get_current_context().find_root()
    if topic is None:
        click.echo(root.get_help())
        return 0
    if topic in TOPICS:
        click.echo(_text(topic, TOPICS[topic], root), nl=False)
        return 0
    group = root.command
    assert isinstance(group, click.Group)
    name = command_named(topic)
    asked = None if name is None else group.get_command(root, name)
    if name is None or asked is None:
        begun = [each for each in TOPICS if each.startswith(topic)]
        near = " or ".join(f"gradcli help {each}" for each in begun or commands_near(topic))
        raise failure("unknown-command", "near" if near else "", name=topic, meant=near)
    click.echo(asked.get_help(click.Context(asked, info_name=name, parent=root)))
    return 0


def _text(name: str, topic: Topic, root: click.Context) -> str:
    """A topic as text."""
    formatter = root.make_formatter()
    formatter.write_text(f"gradcli help {name}: {topic.summary}")
    for part in topic.parts:
        with formatter.section(part.title):
            if part.text:
                formatter.write_text(part.text)
            if part.text and part.rows:
                formatter.write_paragraph()
            if part.rows:
                formatter.write_dl(list(part.rows))
    with formatter.section("Examples"):
        formatter.write("".join(f"  gradcli {each}\n" for each in topic.examples))
    return formatter.getvalue()
