"""What has no end is refused in the end: some of `tests.holds.endless`, which is run by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gradcli.bulk.records.formats import InputFormat, source_of
from gradcli.bulk.records.lines import open_questions
from gradcli.bulk.records.record import Record
from gradcli.errors import GradcliError, Kind
from tests.holds.endless import ENDLESS, Endless, run

# One that a batch ends with behind an answer, one that is read by the lines, and the whole files.
SOME = [ENDLESS[1], ENDLESS[10], ENDLESS[14], ENDLESS[17], ENDLESS[18], ENDLESS[20], ENDLESS[23]]


@pytest.mark.parametrize("asked", SOME, ids=lambda each: " ".join((each.feed, *each.words)))
def test_what_has_no_end_is_refused(asked: Endless) -> None:
    ended = run(asked)
    assert ended.holds(asked), ended
    assert "= help: " in ended.err
    if asked.feed == "echo x; cat /dev/zero":
        first, second = ended.out.splitlines()
        assert b'"gradient"' in first
        assert b'"line-too-long"' in second


def test_a_line_is_refused_before_its_end_has_come() -> None:
    descriptor = open_questions("/dev/zero")
    source, lines = source_of(descriptor, InputFormat.JSONL)
    assert not source.waiting()
    record = source.take()
    assert record is not None
    assert record.refusal is not None
    assert (record.refusal.code, lines.consumed < 2 * 1024**2) == ("line-too-long", True)
    with pytest.raises(GradcliError, match="line 1 goes on for more than 256 MB") as raised:
        source.take()
    assert (raised.value.code, raised.value.kind) == ("input-without-end", Kind.LIMIT)
    os.close(descriptor)


def test_a_row_has_no_more_lines_than_a_line_is_long(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    # Each line ends one cell and begins the next, so that no cell is long.
    path.write_bytes(b'expr\nx\n"\n' + b'","\n' * 262_200 + b"\nx^2\n")
    descriptor = open_questions(str(path))
    source, _ = source_of(descriptor, InputFormat.CSV)
    records = []
    while (record := source.take()) is not None:
        records.append(record)
    os.close(descriptor)
    codes = [each.refusal and each.refusal.code for each in records]
    assert codes[:2] == [None, "line-too-long"]
    assert (records[-1].text, codes[-2]) == (b'{"expr": "x^2"}', "empty-line")


def test_an_expression_is_not_kept_waiting_by_empty_lines_behind_it() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"x^2\n\n# and then\n")
    source, _ = source_of(reading, InputFormat.TEXT)
    assert not source.waiting()
    assert source.take() == Record(1, b'{"expr": "x^2"}')
    assert source.waiting()
    os.write(writing, b"x^3")
    os.close(writing)
    assert not source.waiting()
    assert source.take() == Record(4, b'{"expr": "x^3"}')
    assert not source.waiting()
    assert source.take() is None
    os.close(reading)
