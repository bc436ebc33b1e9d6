"""`gradcli worksheet`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from gradcli.bulk.records.formats import InputFormat, source_of
from gradcli.bulk.records.formats import format_of as format_of_questions
from gradcli.bulk.records.lines import STANDARD_INPUT, open_questions
from gradcli.bulk.records.record import Given, Record
from gradcli.bulk.worksheets.worksheet import KEYS, TITLE, Worksheet, answered, made
from gradcli.commands.clock import within_limits
from gradcli.commands.messages import failure
from gradcli.commands.output.answer import drawn, format_of
from gradcli.commands.output.files import refuse_overwriting
from gradcli.commands.output.messages import complain, tell_notes, tell_shortly
from gradcli.commands.output.pager import pager
from gradcli.commands.output.together import check_together
from gradcli.commands.parameters.helping import examples
from gradcli.commands.parameters.options import DEFAULT_DIGITS, Options, shared_options
from gradcli.language.lex.limits import Limits
from gradcli.render.format import Format

if TYPE_CHECKING:
    from collections.abc import Callable

# A sheet is read by people, and all of it is kept until it is written.
_MOST_QUESTIONS: Final = 10_000
_MOST_BYTES: Final = 16 * 1024**2

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
A sheet of exercises from a file of questions, with its key if one is asked for.

The file is one that `gradcli batch` reads: lines such as {"command": "dir", "expr": "x^2 y",
"at": "2,3", "w": "3,5"}, a table with these names as its columns, or an expression a line; `-` is
standard input.

Each line that is not understood is named, and then there is no sheet. --steps says how much of
the derivations a full key tells; the time is that of all exercises together.
"""


@click.command(
    "worksheet",
    help=_HELP,
    epilog=examples(
        "worksheet questions.jsonl",
        "worksheet questions.jsonl --key short -o sheet.md",
        "worksheet functions.txt --key full --steps brief -f latex --standalone -o sheet.tex",
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option(
    "--key",
    type=click.Choice(KEYS),
    default="none",
    show_default=True,
    help="The answers behind the exercises: a line each, or worked.",
)
@click.option("--title", default=TITLE, show_default=True, metavar="TEXT", help="Its heading.")
@click.option(
    "--input-format",
    type=click.Choice([each.value for each in InputFormat]),
    help="How the questions are written (default: by the ending of the file, or the first line).",
)
@click.option("--lenient", is_flag=True, help="Let keys pass that are not known; a note says so.")
@shared_options
def command(
    options: Options, file: str, key: str, title: str, input_format: str | None, lenient: bool
) -> int:
    """Make the sheet of a file."""
    _refuse_what_does_nothing(options)
    if options.output is not None:
        refuse_overwriting([file], options.output)
    records = _records(file, InputFormat(input_format) if input_format else None)
    name = STANDARD_INPUT if file == "-" else file

    def work(to_file: Callable[[str], None]) -> int:
        limits = Limits() if options.max_size is None else Limits(size=options.max_size)
        exercises, failures = answered(
            Given(records), lambda number: f"{name}, line {number}", limits, lenient=lenient
        )
        for error in failures:
            complain(error, options.color)
        if failures:
            return failures[0].exit_code
        return _write(made(exercises, key, title), options, to_file)

    to_terminal = options.output is None and sys.stdout.isatty() and not options.no_pager
    return within_limits(options, work, pager() if to_terminal else None)


def _refuse_what_does_nothing(options: Options) -> None:
    """A sheet has no answer alone, and each of its lines says what its variables are."""
    for option, given in (
        ("-q", options.quiet),
        ("--names", options.names),
        ("--vars", options.variables is not None),
        ("--let", options.let is not None),
        ("-f json", format_of(options) is Format.JSON),
    ):
        if given:
            raise failure("command-line", "not with", option=option, other="worksheet")
    check_together(options, format_of(options), unit=False)


def _records(file: str, chosen: InputFormat | None) -> list[Record]:
    """The questions, read before the clock begins to run."""
    descriptor = sys.stdin.fileno() if file == "-" else open_questions(file)
    try:
        source, lines = source_of(descriptor, chosen or format_of_questions(file))
        records: list[Record] = []
        while (record := source.take()) is not None:
            if len(records) == _MOST_QUESTIONS or lines.consumed > _MOST_BYTES:
                raise failure(
                    "too-many-questions",
                    most=_MOST_QUESTIONS,
                    megabytes=_MOST_BYTES // 1024**2,
                    name=STANDARD_INPUT if file == "-" else file,
                )
            records.append(record)
        return records
    finally:
        if file != "-":
            os.close(descriptor)


def _write(sheet: Worksheet, options: Options, to_file: Callable[[str], None]) -> int:
    for each in sheet.exercises:
        warning = () if each.result.warning is None else (each.result.warning,)
        tell_shortly(each.notes, options.color)
        tell_notes((*each.result.notes, *warning), each.result.answer.field.source, options.color)
    digits = options.decimal or DEFAULT_DIGITS
    document = sheet.document(
        options.steps,
        digits,
        verbose=options.verbose,
        expand=options.expand,
        notation=options.notation,
        vectors=options.vectors,
    )
    text = drawn(document, options, format_of(options))
    if options.output is None:
        sys.stdout.write(text)
    else:
        to_file(text)
    return 0
