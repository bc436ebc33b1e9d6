"""`gradcli batch`."""

from __future__ import annotations

import os
import re
import sys
from typing import Final

import click

from gradcli.bulk.output import WholeLines, open_output, pass_over
from gradcli.bulk.pool import Pool, cores
from gradcli.bulk.question import Settings
from gradcli.bulk.records import InputFormat, format_of, source_of
from gradcli.bulk.stream import answers
from gradcli.commands.options import DETAILS
from gradcli.commands.progress import Progress
from gradcli.errors import GradcliError, Kind

_SIZE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]?)i?B?", re.IGNORECASE)
_UNITS: Final = ("", "K", "M", "G", "T")


def _bytes(context: click.Context, parameter: click.Parameter, value: str) -> int:
    """The number of bytes that a text such as `512M` or `2G` says."""
    found = _SIZE.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter(f"{value} is not a size such as 512M or 2G", context, parameter)
    return int(float(found[1]) * 1024 ** _UNITS.index(found[2].upper()))


@click.command(
    "batch",
    epilog="Example: gradcli batch questions.jsonl --jobs 4 -o answers.jsonl",
)
@click.argument("file", metavar="[FILE|-]", default="-")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that work at the same time (default: the cores of this machine).",
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file.")
@click.option("--resume", is_flag=True, help="Go on after the last whole line of the output.")
@click.option(
    "--input-format",
    type=click.Choice([each.value for each in InputFormat]),
    help="How the questions are written (default: by the ending of the file, else jsonl).",
)
@click.option(
    "--steps",
    type=click.Choice(DETAILS),
    default="none",
    show_default=True,
    help="How much of the derivation is told, for lines that do not say.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="Stop a line after so long (0: never).",
)
@click.option(
    "--memory",
    callback=_bytes,
    default="1G",
    show_default=True,
    metavar="SIZE",
    help="Stop a line that needs more (0: no limit).",
)
@click.option(
    "--max-size",
    type=click.IntRange(1),
    metavar="NODES",
    help="Refuse an expression with more different parts than this.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def command(
    file: str,
    jobs: int | None,
    output: str | None,
    resume: bool,
    input_format: str | None,
    steps: str,
    timeout: float,
    memory: int,
    max_size: int | None,
    quiet: bool,
    debug: bool,
) -> int:
    """Answer many questions: JSON Lines, CSV or TSV in, JSON Lines out, in order.

    A line is an object such as {"id": 1, "command": "dir", "expr": "x^2 y", "at": "2,3",
    "w": "3,5"}; a table has these names as its columns. Without a command, a line with w asks for
    `dir`, one with wrt for `partial`, any other for `grad`. What is wrong with a line becomes its
    answer; the others are answered all the same.
    """
    settings = Settings(steps=steps, timeout=timeout, memory=memory, size=max_size)
    if resume and output is None:
        raise GradcliError(Kind.USAGE, "--resume goes on with a file", help="name it with -o FILE")
    descriptor = _open_input(file)
    chosen = InputFormat(input_format) if input_format else format_of(file)
    source, lines = source_of(descriptor, chosen)
    target, answered = sys.stdout.fileno(), 0
    if output is not None:
        _refuse_same(descriptor, file, output)
        target, answered = open_output(output, resume=resume)
        pass_over(source, answered, output)
    pool = Pool(jobs or cores(), settings)
    try:
        with WholeLines(target) as writer, Progress(descriptor, quiet=quiet) as progress:
            for answer in answers(source, pool):
                writer.write(answer.text)
                progress.update(lines.consumed, pool.tally)
    finally:
        pool.close()
    return 1 if pool.tally.errors else 0


def _open_input(file: str) -> int:
    if file == "-":
        return sys.stdin.fileno()
    try:
        descriptor = os.open(file, os.O_RDONLY)
        if os.path.isdir(file):
            raise IsADirectoryError(0, "it is a folder")
    except OSError as error:
        raise GradcliError(
            Kind.USAGE,
            f"{file} cannot be read: {(error.strerror or str(error)).lower()}",
            help="name a file of JSON Lines, CSV or TSV, or - for standard input",
        ) from error
    return descriptor


def _refuse_same(descriptor: int, file: str, output: str) -> None:
    """Writing over the questions before they are read would lose them."""
    try:
        same = os.path.samestat(os.fstat(descriptor), os.stat(output))
    except FileNotFoundError:
        return
    if same and os.path.isfile(output):
        raise GradcliError(
            Kind.USAGE, f"{output} is both the input and the output", help="name another file"
        )
