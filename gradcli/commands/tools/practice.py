"""`gradcli practice`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from gradcli.commands.clock import within_limits
from gradcli.commands.output.lesson import refuse_what_does_nothing, write_lesson
from gradcli.commands.output.pager import pager
from gradcli.commands.parameters.helping import GroupedCommand, examples
from gradcli.commands.parameters.numbers import whole
from gradcli.commands.parameters.options import Options, shared_options
from gradcli.questions.learning.practice import KEYS, LEVELS, TOPICS, new_seed

if TYPE_CHECKING:
    from collections.abc import Callable

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Exercises whose answers come out clean: asked one at a time at a terminal, a sheet otherwise.

No two of them are alike up to the names of variables and to numbers, and the same seed gives the
same exercises. How hard one is, is told by the rules that its derivation needs. -q prints them as
lines that batch and worksheet read.
"""
_DEFAULT_COUNT: Final = "10"
_MOST: Final = 1_000
_LARGEST_SEED: Final = 2**63 - 1


@click.command(
    "practice",
    cls=GroupedCommand,
    help=_HELP,
    epilog=examples(
        "practice --topic chain --seed 1",
        "practice --level 3 --count 20 --seed 5 --key full -f latex --standalone -o sheet.tex",
        "practice --topic steepest --seed 2 -q | gradcli worksheet - --key short",
    ),
)
@click.option(
    "--topic", type=click.Choice(TOPICS), help="What is practised (default: all in turn)."
)
@click.option(
    "--level",
    type=click.Choice([str(each) for each in range(1, LEVELS + 1)]),
    default="1",
    show_default=True,
    help="How hard: by the rules that are needed.",
)
@click.option(
    "--seed",
    type=str,
    callback=whole(0, _LARGEST_SEED),
    metavar="S",
    help="The same seed, the same exercises (default: a new one).",
)
@click.option(
    "--count",
    type=str,
    callback=whole(1, _MOST),
    default=_DEFAULT_COUNT,
    show_default=True,
    metavar="N",
    help="How many.",
)
@click.option(
    "--key",
    type=click.Choice(KEYS),
    default="none",
    show_default=True,
    help="The answers behind the exercises: a line each, or worked.",
)
@shared_options
def command(
    options: Options, topic: str | None, level: str, seed: int | None, count: int, key: str
) -> int:
    """Ask, or write the sheet."""
    refuse_what_does_nothing(
        options,
        "practice",
        (("--vars", options.variables is not None), ("--let", options.let is not None)),
    )
    drawn = new_seed() if seed is None else seed

    def work(to_file: Callable[[str], None]) -> int:
        from gradcli.questions.learning.practice import practice  # noqa: PLC0415

        sheet = practice(topic, int(level), seed=drawn, count=count, key=key, steps=options.steps)
        return write_lesson(sheet, options, to_file)

    to_terminal = options.output is None and sys.stdout.isatty() and not options.no_pager
    return within_limits(options, work, pager() if to_terminal else None)
