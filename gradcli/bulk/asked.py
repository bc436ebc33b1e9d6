"""Which questions a file of answers answers: a digest of each, a line a question, in a file beside.

The digest of a question is written before its answer is, so that going on after an interruption
finds one for every answer. Where there is none (the file was moved alone, or is the output of a
pipe) nothing tells of other questions, and that is said.
"""

from __future__ import annotations

import os
from collections import deque
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final

from gradcli.bulk.messages import failure
from gradcli.bulk.records.record import Record, Source

_BYTES: Final = 8
_LINE: Final = 2 * _BYTES + 1


def beside(answers: Path) -> Path:
    """The file of the digests."""
    return answers.with_name(f".{answers.name}.questions")


class Asked:
    """A source, and the digests of what was taken from it, until its answers are written."""

    __slots__ = ("_digests", "_file", "_source")

    def __init__(self, source: Source, file: IO[bytes]) -> None:
        self._source = source
        self._file = file
        self._digests: deque[bytes] = deque()

    @property
    def descriptor(self) -> int | None:
        """What to wait for."""
        return self._source.descriptor

    def waiting(self) -> bool:
        """Whether taking a question now would block."""
        return self._source.waiting()

    def take(self) -> Record | None:
        """The next question."""
        record = self._source.take()
        if record is not None:
            self._digests.append(_digest(record))
        return record

    def write(self, answers: int) -> None:
        """Write the digests of so many questions more."""
        for _ in range(answers):
            self._file.write(self._digests.popleft())

    def flush(self) -> None:
        """Let what was written be in the file."""
        self._file.flush()


def open_digests(answers: str) -> IO[bytes] | None:
    """The file of the digests, from its beginning; None where there can be none."""
    if not Path(answers).is_file():
        return None
    try:
        descriptor = os.open(beside(Path(answers)), os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        # The answers may be written into a folder that takes no other file.
        return None
    return open(descriptor, "r+b")


def pass_over(source: Source, answered: int, name: str, digests: IO[bytes] | None) -> int:
    """Take the questions that an earlier run has answered; how many nothing is known of.

    What is missing of the digests is added, and what there is beyond them goes.

    Raises:
        GradcliError: there are fewer questions than answers, or they are other ones.
    """
    unknown = bytearray()
    for passed in range(answered):
        record = source.take()
        if record is None:
            raise failure(
                "more-answers-than-questions", name=name, answered=answered, passed=passed
            )
        before = b"" if digests is None else digests.read(_LINE)
        if len(before) < _LINE:
            unknown += _digest(record)
        elif before != _digest(record):
            raise failure("other-questions", name=name, line=passed + 1)
    if digests is not None:
        digests.seek(answered * _LINE - len(unknown))
        digests.write(unknown)
        digests.truncate()
        digests.flush()
    return len(unknown) // _LINE


def check_same(source: Source, answers: Path) -> bool:
    """Whether it is known that these are all the questions that a file answers.

    Raises:
        GradcliError: they are others.
    """
    line = 0
    try:
        with beside(answers).open("rb") as digests:
            for line, before in enumerate(digests, start=1):
                record = source.take()
                if record is None or before != _digest(record):
                    raise failure("other-questions", name=answers, line=line)
    except FileNotFoundError:
        return False
    if source.take() is not None:
        raise failure("other-questions", name=answers, line=line + 1)
    return True


def _digest(record: Record) -> bytes:
    return blake2b(record.text, digest_size=_BYTES).hexdigest().encode() + b"\n"
