"""`gradcli manual`: the man pages, made from what the commands say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

import gradcli
from gradcli.commands.output.files import write_file
from gradcli.commands.parameters.helping import examples
from gradcli.errors import unwritable

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Write the man pages, one a command, into FOLDER.

They are read with man -l FILE, or with man once FOLDER is man1 in a directory on MANPATH.
"""


@click.command("manual", help=_HELP, epilog=examples("manual man/man1"))
@click.argument("folder", type=click.Path())
def command(folder: str) -> int:
    """Write the pages into a folder."""
    if not folder:
        raise click.BadParameter("nothing is not the name of a folder", param_hint="'FOLDER'")
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    context = click.get_current_context().find_root()
    for name, page in pages(context):
        write_file(str(Path(folder) / f"{name}.1"), page)
        click.echo(Path(folder) / f"{name}.1")
    return 0


def pages(root: click.Context) -> Iterator[tuple[str, str]]:
    """The name and the text of each page: of gradcli, and of each of its commands."""
    group = root.command
    assert isinstance(group, click.Group)
    commands = [(name, group.get_command(root, name)) for name in group.list_commands(root)]
    known = [(name, each) for name, each in commands if each is not None]
    yield "gradcli", _page(root, "gradcli", [(f"gradcli-{name}", each) for name, each in known])
    for name, each in known:
        context = click.Context(each, info_name=name, parent=root)
        yield f"gradcli-{name}", _page(context, f"gradcli-{name}", [])


def _page(context: click.Context, name: str, commands: list[tuple[str, click.Command]]) -> str:
    command = context.command
    first, *others = (command.help or "").split("\n\n")
    usage = command.collect_usage_pieces(context)
    lines = [
        f'.TH "{name.upper()}" 1 "" "gradcli {gradcli.__version__}" "gradcli"',
        *(".SH NAME", f"{name} \\- {_plain(first)}"),
        *(".SH SYNOPSIS", f".B {_plain(context.command_path)}", _plain(" ".join(usage))),
        *(".SH DESCRIPTION", _plain(first)),
    ]
    for paragraph in others:
        lines += [".PP", _plain(paragraph)]
    if commands:
        lines.append(".SH COMMANDS")
        for each, what in commands:
            lines += [".TP", f"\\fB{_plain(each)}\\fR(1)", _plain(what.get_short_help_str(200))]
    lines.append(".SH OPTIONS")
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            lines += [".TP", f"\\fB{_plain(record[0])}\\fR", _plain(record[1])]
    if command.epilog:
        lines += [".SH EXAMPLES", ".nf", _plain(command.epilog.removeprefix("Example: ")), ".fi"]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text as roff reads it: one line, no sign that it takes for its own."""
    line = re.sub(r"\s+", " ", text).strip()
    line = line.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha").replace("~", "\\(ti")
    return f"\\&{line}" if line.startswith((".", "'")) else line
