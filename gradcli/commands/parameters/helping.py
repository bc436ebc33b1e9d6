"""How --help shows a command: its options by what they are for, and several examples."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import click

# The options that commands share, by what they are for; any other belongs to the question.
_QUESTION: Final = "The question"
_GROUPS: Final = MappingProxyType(
    {
        "The answer": (
            *("--format", "--quiet", "--names", "--unit", "--decimal", "--steps", "--notation"),
            *("--vectors", "--verbose"),
        ),
        "Where it goes": ("--output", "--standalone", "--color", "--no-pager"),
        "The lines": ("--input-format", "--output-format", "--lenient"),
        "The work": ("--jobs", "--cluster", "--resume"),
        "Limits": ("--timeout", "--memory", "--max-size"),
        "Other": ("--debug", "--help"),
    }
)
_GROUP_OF: Final = MappingProxyType(
    {option: group for group, options in _GROUPS.items() for option in options}
)


def grouped(context: click.Context) -> dict[str, list[tuple[str, str]]]:
    """The options of a command, each with its help, by what they are for."""
    groups: dict[str, list[tuple[str, str]]] = {each: [] for each in (_QUESTION, *_GROUPS)}
    for param in context.command.get_params(context):
        record = param.get_help_record(context)
        # Later versions of click have a record of arguments too; the usage shows those.
        if record is not None and isinstance(param, click.Option):
            names = [_GROUP_OF[name] for name in param.opts if name in _GROUP_OF]
            groups[names[0] if names else _QUESTION].append(record)
    return {name: records for name, records in groups.items() if records}


def write_options(context: click.Context, formatter: click.HelpFormatter) -> None:
    """The options as --help shows them."""
    for name, records in grouped(context).items():
        with formatter.section(name):
            formatter.write_dl(records)


class GroupedCommand(click.Command):
    """A command that is no question, whose options stand in groups."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words; of what does not fit it is known of which command it is said."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options by what they are for."""
        write_options(ctx, formatter)


def examples(*lines: str) -> str:
    """The end of a help text: command lines that work, without `gradcli` before them."""
    # A \b keeps click from filling the lines.
    return "\n".join(("\b", "Examples:", *(f"  gradcli {line}" for line in lines)))


def examples_of(epilog: str | None) -> Sequence[str]:
    """The command lines at the end of a help text."""
    return [line.strip() for line in (epilog or "").splitlines() if line.startswith("  ")]
