"""`gradcli practice`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from gradcli.commands.clock import within_limits
from gradcli.commands.messages import failure
from gradcli.commands.output.files import refuse_overwriting
from gradcli.commands.output.lesson import refuse_what_does_nothing, write_lesson
from gradcli.commands.output.pager import pager
from gradcli.commands.parameters.helping import GroupedCommand, examples
from gradcli.commands.parameters.numbers import whole
from gradcli.commands.parameters.options import Options, shared_options
from gradcli.commands.session.terminal import is_session
from gradcli.errors import unwritable
from gradcli.questions.learning.exercises.shapes import LEVELS
from gradcli.questions.learning.practice import DEFAULT_KEY, KEYS, TOPICS, chosen, new_seed

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradcli.questions.learning.exercises.made import Exercise
    from gradcli.questions.learning.scores import Attempt

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Exercises whose answers come out clean: asked one at a time at a terminal, else a sheet and its key.

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
        "practice --topic chain --log progress.jsonl",
        "practice --review progress.jsonl",
        "practice --level 3 --count 20 --seed 5 --key full -f latex --standalone -o sheet.tex",
        "practice --topic product --seed 3 --choices --key short",
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
    "-n",
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
    help="The answers behind the exercises of a sheet: none, a line each (default), or worked.",
)
@click.option(
    "--choices",
    is_flag=True,
    help="Up to four answers below each exercise: the wrong ones come of known mistakes.",
)
@click.option(
    "--log",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write down how it went, a line of JSON for each exercise.",
)
@click.option(
    "--review",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="What did not go right at once in a log: the score, and these exercises again.",
)
@shared_options
def command(
    options: Options,
    topic: str | None,
    level: str,
    seed: int | None,
    count: int,
    key: str | None,
    choices: bool,
    log: str | None,
    review: str | None,
) -> int:
    """Ask, or write the sheet."""
    refuse_what_does_nothing(options, "practice")
    drawn = new_seed() if seed is None else seed
    if review is not None and options.output is not None:
        refuse_overwriting([review], options.output)
    before = None if review is None else _read_log(review)
    at_terminal = is_session(options) and key in (None, "none") and not choices
    if log is not None and not at_terminal:
        raise failure("command-line", "at a terminal", option="--log")
    _check_log(log)

    def exercises() -> list[Exercise]:
        from gradcli.questions.learning.scores import to_review  # noqa: PLC0415

        again = [] if before is None else to_review(before)[:count]
        return again or chosen(topic, int(level), drawn, count)

    if at_terminal:
        from gradcli.commands.session.practice import session  # noqa: PLC0415

        return session(options, exercises, drawn, int(level), log, before)

    def work(to_file: Callable[[str], None]) -> int:
        from gradcli.questions.learning.practice import sheet_of  # noqa: PLC0415

        made = exercises()
        wanted = count if before is None else len(made)
        sheet = sheet_of(
            made,
            drawn,
            int(level),
            key or DEFAULT_KEY,
            options.steps,
            wanted,
            before,
            choices=choices,
        )
        return write_lesson(sheet, options, to_file)

    to_terminal = options.output is None and sys.stdout.isatty() and not options.no_pager
    return within_limits(options, work, pager() if to_terminal else None)


def _read_log(name: str) -> list[Attempt]:
    """The attempts of a log.

    Raises:
        GradcliError: USAGE for a file that cannot be read, or is no log.
    """
    from gradcli.questions.learning.scores import attempts_in  # noqa: PLC0415
    from gradcli.questions.tables import whole_file  # noqa: PLC0415

    return attempts_in(whole_file(name, "log").decode("utf-8", "replace").split("\n"), name)


def _check_log(name: str | None) -> None:
    """Make sure that the log can be written before anything is asked."""
    if name is None:
        return
    try:
        with open(name, "a", encoding="utf-8"):
            pass
    except OSError as error:
        raise unwritable(name, error) from error
