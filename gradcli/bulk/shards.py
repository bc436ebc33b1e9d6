"""Shards: many files of questions, one file of answers each, written whole or not at all.

A shard is one unit of work: it is there, complete, or it is not there. That is what lets many
machines share a folder without one reader, and what makes going on after an interruption as
simple as leaving out the shards whose answers are there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradcli.bulk.asked import Asked, beside, check_same
from gradcli.bulk.drafts import clear_drafts, place_of, whole
from gradcli.bulk.messages import failure
from gradcli.bulk.pool import Pool, Tally
from gradcli.bulk.records.formats import InputFormat, format_of, source_of
from gradcli.bulk.records.lines import open_questions
from gradcli.bulk.records.same_file import identities
from gradcli.bulk.rows import OutputFormat, header
from gradcli.bulk.stream import answers
from gradcli.errors import unwritable


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of questions, and the file that its answers go to."""

    questions: str
    answers: str
    format: InputFormat | None
    output: OutputFormat = OutputFormat.JSONL


def plan(
    files: Sequence[str],
    folder: str,
    chosen: InputFormat | None,
    *,
    resume: bool,
    output: OutputFormat = OutputFormat.JSONL,
) -> tuple[Shard, ...]:
    """The shards to be answered; with `resume`, those whose answers are not there yet.

    Answers of which nothing tells what was asked are not taken for those.

    Raises:
        GradcliError: two files would have the same answers, the folder cannot be made, or there
            are answers to other questions in it.
    """
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    shards = [
        Shard(
            os.path.abspath(file),
            os.path.abspath(Path(folder) / Path(file).with_suffix(f".{output}").name),
            chosen or format_of(file),
            output,
        )
        for file in files
    ]
    _refuse_same(shards)
    if not resume:
        return tuple(shards)
    for shard in shards:
        clear_drafts(Path(os.path.realpath(shard.answers)))
        clear_drafts(beside(Path(shard.answers)))
    return tuple(shard for shard in shards if not _is_answered(shard))


def _refuse_same(shards: Sequence[Shard]) -> None:
    """What is written is no other shard's, and nobody's questions, by whatever name.

    Raises:
        GradcliError: it is.
    """
    taken = {each for shard in shards for each in identities(shard.questions)}
    for shard in shards:
        written = identities(shard.answers) | identities(beside(Path(shard.answers)))
        if taken & written:
            raise failure("same-output")
        taken |= written


def _is_answered(shard: Shard) -> bool:
    answers = Path(shard.answers)
    if not (answers.exists() and beside(answers).exists()):
        return False
    descriptor = open_questions(shard.questions)
    try:
        source, _ = source_of(descriptor, shard.format)
        return check_same(source, answers)
    finally:
        os.close(descriptor)


def answer_shard(shard: Shard, pool: Pool, told: Callable[[Tally], None]) -> None:
    """Answer a whole shard; its file of answers appears when the last line is written.

    `told` is called with the tally now and then.

    Raises:
        GradcliError: the questions cannot be read or the answers not written.
    """
    descriptor = open_questions(shard.questions)
    try:
        source, _ = source_of(descriptor, shard.format)
        beside_it = beside(Path(shard.answers))
        target = place_of(shard.answers)
        # Between the one file and the other nothing is said of what was asked.
        beside_it.unlink(missing_ok=True)
        with whole(beside_it) as digests, whole(target) as file:
            asked = Asked(source, digests)
            file.write(header(shard.output))
            for answer in answers(asked, pool):
                told(pool.tally)
                asked.write(1)
                file.write(answer.text + b"\n")
    except OSError as error:
        raise unwritable(shard.answers, error) from error
    finally:
        os.close(descriptor)
