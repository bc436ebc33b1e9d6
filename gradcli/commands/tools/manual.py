"""`gradcli manual`: the man pages, made from what the commands say of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

import gradcli
from gradcli.caret import harmless
from gradcli.commands.output.files import write_file
from gradcli.commands.parameters.helping import examples, examples_of, grouped
from gradcli.commands.topics import TOPICS
from gradcli.errors import unwritable

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Write the man pages, one a command, into FOLDER.

They are read with man -l FILE, or with man once those that end with .1 are in man1 of a directory
on MANPATH, and gradcli.7, on the language, in man7.
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
        write_file(str(Path(folder) / name), page)
        click.echo(harmless(str(Path(folder) / name)))
    return 0


def pages(root: click.Context) -> Iterator[tuple[str, str]]:
    """The name, with its section, and the text of each page: of gradcli, commands and language."""
    group = root.command
    assert isinstance(group, click.Group)
    commands = [(name, group.get_command(root, name)) for name in group.list_commands(root)]
    known = [(name, each) for name, each in commands if each is not None]
    yield "gradcli.1", _page(root, "gradcli", [(f"gradcli-{name}", each) for name, each in known])
    for name, each in known:
        context = click.Context(each, info_name=name, parent=root)
        yield f"gradcli-{name}.1", _page(context, f"gradcli-{name}", [])
    yield "gradcli.7", _language()


def _head(name: str, section: int) -> str:
    return f'.TH "{name.upper()}" {section} "" "gradcli {gradcli.__version__}" "gradcli"'


def _page(context: click.Context, name: str, commands: list[tuple[str, click.Command]]) -> str:
    command = context.command
    first, *others = (command.help or "").split("\n\n")
    usage = command.collect_usage_pieces(context)
    lines = [
        _head(name, 1),
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
    for title, records in grouped(context).items():
        lines += [f".SS {_plain(title)}", *_rows(records)]
    lines += [*_around(), ".SH EXAMPLES", *_verbatim(examples_of(command.epilog))]
    others_of_all = [f"\\fB{_plain(each)}\\fR(1)" for each, _ in commands] or ["\\fBgradcli\\fR(1)"]
    lines += [".SH SEE ALSO", ", ".join((*others_of_all, "\\fBgradcli\\fR(7)"))]
    return "\n".join(lines) + "\n"


def _language() -> str:
    """gradcli(7): the language of expressions and points."""
    lines = [
        _head("gradcli", 7),
        *(".SH NAME", "gradcli \\- the language of expressions, points and directions"),
        *(".SH DESCRIPTION", _plain(_ABOUT)),
    ]
    for topic in TOPICS.values():
        for part in topic.parts:
            lines.append(f".SH {_plain(part.title).upper()}")
            if part.text:
                lines.append(_plain(part.text))
            lines += _rows(part.rows)
    lines += [
        *_around(),
        ".SH EXAMPLES",
        *_verbatim([f"gradcli {each}" for topic in TOPICS.values() for each in topic.examples]),
        *(".SH SEE ALSO", "\\fBgradcli\\fR(1), \\fBgradcli\\-functions\\fR(1)"),
    ]
    return "\n".join(lines) + "\n"


def _around() -> Iterator[str]:
    """What every page has: how a command ends, and what else it looks at."""
    yield from (".SH EXIT STATUS", *_rows(_EXITS))
    yield from (".SH ENVIRONMENT", *_rows(_ENVIRONMENT))
    yield from (".SH FILES", *_rows(_FILES))


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for what, meaning in rows:
        yield from (".TP", f"\\fB{_plain(what)}\\fR", _plain(meaning))


def _verbatim(lines: Iterable[str]) -> Iterator[str]:
    """Command lines as they are typed."""
    yield from (".nf", *map(_plain, lines), ".fi")


_ABOUT: Final = (
    "What gradcli(1) takes for EXPR, for a point and for a direction. The text is never run as a "
    "program: it is read by a grammar of gradcli's own, and what is not understood is refused with "
    "its place."
)
_EXITS: Final = (
    ("0", "answered"),
    (
        "1",
        "the mathematics says no: no gradient there, a zero direction, no steepest direction, a "
        "descent that diverges",
    ),
    ("2", "the input is not understood, or the answer cannot be written"),
    ("3", "refused or stopped by a limit: time, memory, size or the numbers that a float holds"),
    ("70", "a defect of gradcli; please report it"),
    ("130", "interrupted"),
)
_ENVIRONMENT: Final = (
    ("NO_COLOR, FORCE_COLOR", "no colours, or colours everywhere; --color is stronger"),
    ("COLUMNS", "the width to write for"),
    ("GRADCLI_PAGER, PAGER", "the program that shows a long page on a terminal"),
    ("TERM", "dumb: no colours, no pager"),
    ("GRADCLI_PLAIN_SYMPY", "1: the same answers without what leans on how SymPy is made"),
)
_FILES: Final = (
    ("FILE of -o", "written whole or not at all"),
    (".NAME.questions", "beside the answers of a batch: which questions they answer, for --resume"),
)


def _plain(text: str) -> str:
    """Text as roff reads it: one line, no sign that it takes for its own."""
    line = re.sub(r"\s+", " ", text).strip()
    line = line.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha").replace("~", "\\(ti")
    # A roff that is not told of an encoding takes signs beyond ASCII for bytes.
    line = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in line)
    return f"\\&{line}" if line.startswith((".", "'")) else line
