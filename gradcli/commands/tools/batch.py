"""`gradcli batch`."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from gradcli.bulk.asked import Asked, beside, open_digests, pass_over
from gradcli.bulk.bounds import MOST_JOBS
from gradcli.bulk.cluster import Cluster
from gradcli.bulk.output import Interrupts, WholeLines, open_output, write_header
from gradcli.bulk.pool import Pool, Tally, cores
from gradcli.bulk.question import Settings
from gradcli.bulk.records.formats import InputFormat, format_of, source_of
from gradcli.bulk.records.lines import lines_in, open_questions
from gradcli.bulk.records.record import Source
from gradcli.bulk.rows import OutputFormat, output_format_of
from gradcli.bulk.shards import answer_shard, plan
from gradcli.bulk.stream import answers
from gradcli.commands.messages import failure
from gradcli.commands.output.files import refuse_overwriting
from gradcli.commands.output.progress import Progress
from gradcli.commands.parameters.helping import GroupedCommand, examples
from gradcli.commands.parameters.numbers import MOST_PARTS, memory, seconds, whole
from gradcli.commands.parameters.options import DETAILS, Options, to_file
from gradcli.commands.process import tell_of_waiting, write_stderr


@dataclass(frozen=True, slots=True)
class _Work:
    """What the options come to."""

    settings: Settings
    jobs: int
    cluster: str | None
    output: str | None
    resume: bool
    format: InputFormat | None
    output_format: OutputFormat
    quiet: bool


_AT_THE_TERMINAL: Final = (
    "note: the questions are read from this terminal, one a line, to Ctrl-D; "
    "a file is named behind gradcli batch\n"
)

if TYPE_CHECKING:
    from gradcli.questions.registry import Name


# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Answer many questions: JSON Lines, a table or plain lines in, JSON Lines or a table out, in order.

A line is an object such as {"id": 1, "command": "dir", "expr": "x^2 y", "at": "2,3", "w":
"3,5"}; a table has these names as its columns, with commas, semicolons, tabs or bars between;
and a file of plain lines has an expression a line. The first line shows which of them it is.

Without a command, a line with w asks for `dir`, one with wrt for `partial`, any other for `grad`.
What is wrong with a line becomes its answer, and so does a key that is not known; the others are
answered all the same.
"""


@click.command(
    "batch",
    cls=GroupedCommand,
    help=_HELP,
    epilog=examples(
        "batch questions.jsonl --jobs 4 -o answers.jsonl",
        "batch functions.txt -o answers.csv",
        "batch table.csv --lenient --output-format jsonl",
        "batch part*.jsonl -o answers/ --resume",
    ),
)
@click.argument(
    "files", metavar="[FILE|-]...", nargs=-1, type=click.Path(allow_dash=True, readable=False)
)
@click.option(
    "--jobs",
    type=str,
    callback=whole(1, MOST_JOBS),
    metavar="N",
    help="Processes that work at the same time (default: the cores of this machine).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    callback=to_file,
    metavar="FILE",
    help="Write to a file; for several files of questions, to a folder, one file each.",
)
@click.option("--resume", is_flag=True, help="Go on after the last whole line of the output.")
@click.option(
    "--input-format",
    type=click.Choice([each.value for each in InputFormat]),
    help="How the questions are written (default: by the ending of the file, or the first line).",
)
@click.option(
    "--output-format",
    type=click.Choice([each.value for each in OutputFormat]),
    help="How the answers are written (default: by the ending of the file, else jsonl).",
)
@click.option("--lenient", is_flag=True, help="Let keys pass that are not known; a note says so.")
@click.option(
    "--steps",
    type=click.Choice(DETAILS),
    default="none",
    show_default=True,
    help="How much detail to show, for lines that do not say.",
)
@click.option(
    "--timeout",
    type=str,
    callback=seconds,
    default="10",
    show_default=True,
    metavar="SECONDS",
    help="Stop a line after so long (0: never).",
)
@click.option(
    "--memory",
    type=str,
    callback=memory,
    default="1G",
    show_default=True,
    metavar="SIZE",
    help="Stop a line that needs more, 16M or more (0: no limit).",
)
@click.option(
    "--max-size",
    type=str,
    callback=whole(1, MOST_PARTS),
    metavar="NODES",
    help="Refuse an expression with more different parts than this.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Work on Dask's scheduler at tcp://HOST:8786, or tls:// with the certificates that Dask's "
    "configuration names, or on one started here: local.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def command(
    files: tuple[str, ...],
    jobs: int | None,
    output: str | None,
    resume: bool,
    input_format: str | None,
    output_format: str | None,
    lenient: bool,
    steps: str,
    timeout: float,
    memory: int,
    max_size: int | None,
    cluster: str | None,
    quiet: bool,
    debug: bool,
) -> int:
    """Answer what stands in files, or in standard input."""
    writes = OutputFormat(output_format) if output_format else output_format_of(output)
    work = _Work(
        settings=Settings(
            steps=steps,
            timeout=timeout,
            memory=memory,
            size=max_size,
            lenient=lenient,
            output=writes,
        ),
        jobs=jobs or cores(),
        cluster=cluster,
        output=output,
        resume=resume,
        format=InputFormat(input_format) if input_format else None,
        output_format=writes,
        quiet=quiet,
    )
    if resume and output is None:
        raise failure("resume-without-file")
    if output is not None and (len(files) > 1 or _is_folder(output)):
        if not files or "-" in files:
            raise failure("standard-input-into-folder")
        return _answer_shards(files, output, work)
    if len(files) > 1:
        raise failure("folder-missing")
    return _answer_one(files[0] if files else "-", work)


def answer_table(command: Name, file: str, options: Options) -> int:
    """Answer what stands in one file, with the options that every command shares.

    A row asks for what the command answers, unless it names another.
    """
    if options.format not in (None, "csv", "tsv", "json"):
        raise failure(
            "command-line", "not with", option=f"--format {options.format}", other="a table"
        )
    writes = output_format_of(options.output)
    if options.format is not None:
        writes = OutputFormat.JSONL if options.format == "json" else OutputFormat(options.format)
    settings = Settings(
        steps=options.steps if options.steps_given else "none",
        timeout=options.timeout,
        memory=options.memory,
        size=options.max_size,
        lenient=True,
        output=writes,
        command=command,
    )
    work = _Work(
        settings=settings,
        jobs=cores(),
        cluster=None,
        output=options.output,
        resume=False,
        format=None,
        output_format=writes,
        quiet=options.quiet,
    )
    return _answer_one(file, work)


def _answer_one(file: str, work: _Work) -> int:
    descriptor = sys.stdin.fileno() if file == "-" else open_questions(file)
    if file == "-":
        tell_of_waiting(_AT_THE_TERMINAL)
    source, _ = source_of(descriptor, work.format or format_of(file))
    if work.output is not None:
        refuse_overwriting([descriptor], work.output, beside(Path(work.output)))
    with _workforce(work) as workforce:
        # Only when all is ready: the answers that are there already are lost by this.
        target, asked, passed = sys.stdout.fileno(), None, 0
        if work.output is not None:
            target, asked, passed = _go_on(source, work.output, work)
        else:
            write_header(target, work.output_format)
        with (
            Interrupts() as interrupts,
            Progress(lambda: lines_in(descriptor), quiet=work.quiet) as progress,
        ):
            given = (
                answers(asked or source, workforce)
                if isinstance(workforce, Pool)
                else workforce.answers(asked or source)
            )
            writer = WholeLines(target, interrupts, asked, work.output)
            for answer in given:
                writer.write(answer.text, more=workforce.has_answers)
                progress.update(passed + workforce.tally.lines, workforce.tally)
    return 1 if workforce.tally.errors else 0


def _go_on(source: Source, output: str, work: _Work) -> tuple[int, Asked | None, int]:
    """The file to write to, the source behind the questions that it answers, and their number."""
    target, answered = open_output(output, resume=work.resume, output=work.output_format)
    digests = open_digests(output)
    unknown = pass_over(source, answered, output, digests)
    if unknown:
        write_stderr(
            f"note: nothing tells which questions {output} answers; "
            f"the last {unknown:,} of its lines are taken for answers to this input\n"
        )
    return target, None if digests is None else Asked(source, digests), answered


def _answer_shards(files: tuple[str, ...], folder: str, work: _Work) -> int:
    shards = plan(files, folder, work.format, resume=work.resume, output=work.output_format)
    with (
        _workforce(work) as workforce,
        Interrupts() as interrupts,
        Progress(lambda: len(shards), quiet=work.quiet) as progress,
    ):

        def told(done: int, tally: Tally) -> None:
            interrupts.check()
            progress.update(done, tally)

        if isinstance(workforce, Pool):
            for done, shard in enumerate(shards):
                answer_shard(shard, workforce, partial(told, done))
        else:
            for done, tally in enumerate(workforce.answer_shards(shards), start=1):
                told(done, tally)
    return 1 if workforce.tally.errors else 0


@contextmanager
def _workforce(work: _Work) -> Iterator[Pool | Cluster]:
    """The processes of this machine, or a cluster."""
    if work.cluster is None:
        workforce: Pool | Cluster = Pool(work.jobs, work.settings)
    else:
        # A lost worker is Dask's to bring back; its log would stand between the answers.
        logging.disable(logging.CRITICAL)
        workforce = Cluster(
            work.cluster,
            work.settings,
            work.jobs,
            lambda text: write_stderr(f"note: {text}\n"),
        )
    try:
        yield workforce
    finally:
        workforce.close()


def _is_folder(name: str) -> bool:
    return os.path.isdir(name) or name.endswith(os.sep)
