"""Reading: whatever pieces the bytes come in, and whatever stands in a table."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from gradcli.bulk.records.formats import InputFormat, format_of, source_of
from gradcli.bulk.records.lines import LONGEST_LINE, Lines, lines_in, open_questions
from gradcli.bulk.records.record import Record, Source
from gradcli.errors import GradcliError, Kind


class Pipe:
    """A pipe that is written to piece by piece."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()

    def __enter__(self) -> Pipe:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.reading)
        if self.writing >= 0:
            os.close(self.writing)

    def write(self, data: bytes) -> None:
        os.write(self.writing, data)

    def end(self) -> None:
        os.close(self.writing)
        self.writing = -1


def records(data: bytes, chosen: InputFormat | None, tmp_path: Path) -> list[Record]:
    path = tmp_path / "questions"
    path.write_bytes(data)
    descriptor = open_questions(str(path))
    try:
        return list(_all(source_of(descriptor, chosen)[0]))
    finally:
        os.close(descriptor)


def _all(source: Source) -> Iterator[Record]:
    while (record := source.take()) is not None:
        yield record


@settings(max_examples=50)
@example([b"\xef\xbb\xbf"])  # a mark and nothing else: no line
@given(st.lists(st.binary(max_size=12), max_size=12))
def test_lines_are_the_same_in_whatever_pieces_they_come(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    # Lines that \r alone ends are those of old Macs, and read as such.
    assume(b"\r" not in data.replace(b"\r\n", b""))
    expected = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    expected = [line.removesuffix(b"\r") for line in expected]
    with Pipe() as pipe:
        lines = Lines(pipe.reading)
        got: list[bytes | None] = []
        for piece in pieces:
            if piece:
                pipe.write(piece)
            while not lines.waiting():
                got.append(next(lines))
        pipe.end()
        got.extend(lines)
    assert got == expected
    assert lines.consumed == len(data)


def test_a_line_is_there_before_the_next_is_written() -> None:
    with Pipe() as pipe:
        source, _ = source_of(pipe.reading, InputFormat.JSONL)
        assert source.waiting()
        pipe.write(b'{"expr"')
        assert source.waiting()
        pipe.write(b': "x"}\n{"ex')
        assert not source.waiting()
        assert source.take() == Record(1, b'{"expr": "x"}')
        assert source.waiting()
        pipe.end()
        assert not source.waiting()
        assert source.take() == Record(2, b'{"ex')
        assert source.take() is None


def test_a_line_that_is_too_long_costs_itself_alone(tmp_path: Path) -> None:
    data = b"a\n" + b"x" * (10 * LONGEST_LINE) + b"\nb\n" + b"y" * LONGEST_LINE + b"\n"
    first, second, third, fourth = records(data, InputFormat.JSONL, tmp_path)
    assert (first.text, third.text, len(fourth.text)) == (b"a", b"b", LONGEST_LINE)
    assert second.number == 2
    assert second.text == b""
    assert second.refusal is not None
    assert second.refusal.kind is Kind.LIMIT


@pytest.mark.parametrize(
    ("chosen", "data", "expected"),
    [
        (
            InputFormat.CSV,
            b'id,expr,at\n1,x^2 y,"2,3"\n2,"max(x, y)","1,\n1"\n',
            [
                (2, {"id": "1", "expr": "x^2 y", "at": "2,3"}),
                (3, {"id": "2", "expr": "max(x, y)", "at": "1,\n1"}),
            ],
        ),
        (InputFormat.CSV, b"\xef\xbb\xbfexpr\r\nx\r\n", [(2, {"expr": "x"})]),
        (InputFormat.CSV, b'expr,id\nx,"a ""b"""\n', [(2, {"expr": "x", "id": 'a "b"'})]),
        (InputFormat.CSV, b" expr , w\nx,\n", [(2, {"expr": "x", "w": ""})]),
        (InputFormat.TSV, b"expr\tat\nx y\t2,3\n", [(2, {"expr": "x y", "at": "2,3"})]),
        (InputFormat.CSV, b"expr\n", []),
    ],
)  # fmt: skip
def test_tables(
    chosen: InputFormat, data: bytes, expected: list[tuple[int, dict[str, str]]], tmp_path: Path
) -> None:
    got = records(data, chosen, tmp_path)
    assert [(record.number, json.loads(record.text)) for record in got] == expected
    assert all(record.refusal is None for record in got)


X_AND_Y = [{"expr": "x y"}, {"expr": "y"}]
WITH_POINTS = [{"expr": "x", "at": "2,3"}, {"expr": "y", "at": ""}]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"x y\ny\n", X_AND_Y),
        (b"\n# two functions\n  x y \r\n\ny", X_AND_Y),
        (b"expr\nx y\ny\n", X_AND_Y),
        # The ends of lines of old Macs.
        (b"x y\ry\r", X_AND_Y),
        (b"\xef\xbb\xbfx y\r\ry", X_AND_Y),
        (b"expr\rx y\ry\r", X_AND_Y),
        (b'{"expr": "x y"}\r{"expr": "y"}\r', X_AND_Y),
        (b"expr;at\rx;2,3\ry;\r", WITH_POINTS),
        (b"x y\r\ny\r\n", X_AND_Y),
        (b"x y\r", X_AND_Y[:1]),
        (b'{"expr": "x y"}\n{"expr": "y"}\n', X_AND_Y),
        (b'expr,at\nx,"2,3"\ny,\n', WITH_POINTS),
        (b'expr, at\nx, "2,3"\ny,\n', WITH_POINTS),
        (b"expr;at\nx;2,3\ny;\n", WITH_POINTS),
        (b"at;expr\n2,3;x\n;y\n", WITH_POINTS),
        (b"expr\tat\nx\t2,3\ny\t\n", WITH_POINTS),
        (b"expr|at\nx|2,3\ny|\n", WITH_POINTS),
        (b'"expr";"at"\r\n"x";"2,3"\r\n"y";\r\n', WITH_POINTS),
        (b"\xef\xbb\xbfexpr;at\nx;2,3\ny;\n", WITH_POINTS),
        # A formula that begins as an object does, and a name that is nearly the column's.
        (b"{x if x > 0, -x otherwise}\n", [{"expr": "{x if x > 0, -x otherwise}"}]),
        (b"exprs + 1\n", [{"expr": "exprs + 1"}]),
        (b"f(x, y) = x y\n", [{"expr": "f(x, y) = x y"}]),
        (b"", []),
        (b"\n\n", None),
    ],
)
def test_the_first_line_shows_what_the_lines_are(
    data: bytes, expected: list[dict[str, str]] | None, tmp_path: Path
) -> None:
    got = records(data, None, tmp_path)
    if expected is None:
        assert [record.text for record in got] == [b"", b""]
    else:
        assert [json.loads(record.text) for record in got] == expected


@pytest.mark.parametrize("first", [b"{", b"{}", b'{"expr": ', b"{'expr': 1}", b"{expr: 1}", b"["])
def test_an_object_that_is_not_whole_is_one_all_the_same(first: bytes, tmp_path: Path) -> None:
    (record,) = records(first + b"\n", None, tmp_path)
    assert record.text == first


def test_a_table_with_semicolons_by_its_ending(tmp_path: Path) -> None:
    first, second = records(b"expr;at\nx;2,3\ny;\n", InputFormat.CSV, tmp_path)
    assert [json.loads(first.text), json.loads(second.text)] == WITH_POINTS


def test_plain_lines_keep_their_numbers(tmp_path: Path) -> None:
    long = b"x" * (LONGEST_LINE + 1)
    got = records(b"# a\nx\n\n" + long + b"\nx\xff\n", InputFormat.TEXT, tmp_path)
    assert [record.number for record in got] == [2, 4, 5]
    assert got[1].refusal is not None
    assert got[2].refusal is not None
    assert "byte 2 cannot be read" in got[2].refusal.message


@pytest.mark.parametrize(
    ("data", "count"), [(b"", 0), (b"a", 1), (b"a\n", 1), (b"a\nb", 2), (b"\n\n", 2)]
)
def test_how_many_lines_a_file_has(data: bytes, count: int, tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(data)
    with path.open("rb") as file:
        assert lines_in(file.fileno()) == count
        assert file.read() == data
    with Pipe() as pipe:
        assert lines_in(pipe.reading) is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (b"x,2,3", "3 cells"),
        (b"x", "1 cell,"),
        (b"", "empty"),
        (b'x,"2"3', "not readable"),
        (b"x" * (LONGEST_LINE + 1), "longer"),
        (b"x," + b"y" * 200_000, "not readable"),
    ],
    ids=lambda value: repr(value[:10]),
)
def test_a_bad_row_costs_itself_alone(row: bytes, said: str, tmp_path: Path) -> None:
    data = b"expr,at\nx,1\n" + row + b"\ny,2\n"
    first, second, third = records(data, InputFormat.CSV, tmp_path)
    assert (first.refusal, third.refusal) == (None, None)
    assert (first.number, second.number, third.number) == (2, 3, 4)
    assert second.refusal is not None
    assert said in second.refusal.message


def test_a_row_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (record,) = records(b"expr\nx\xff\n", InputFormat.CSV, tmp_path)
    assert record.refusal is not None
    assert record.refusal.message == "the row is not UTF-8 text"


@pytest.mark.parametrize("header", [b"", b"\n", b"a,b\n", b"expr,at,at\n", b'expr,"a"b\n'])
def test_a_table_has_a_header(header: bytes, tmp_path: Path) -> None:
    with pytest.raises(GradcliError) as raised:
        records(header, InputFormat.CSV, tmp_path)
    assert raised.value.kind is Kind.USAGE


@pytest.mark.parametrize("name", ["", "missing"])
def test_what_cannot_be_read(name: str, tmp_path: Path) -> None:
    with pytest.raises(GradcliError) as raised:
        open_questions(str(tmp_path / name))
    assert raised.value.kind is Kind.USAGE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("q.csv", "csv"), ("q.TSV", "tsv"), ("q.jsonl", "jsonl"), ("q.txt", "text")),
        *(("-", None), ("csv", None), ("q.dat", None)),
    ],
)
def test_the_format_by_the_ending(name: str, expected: str | None) -> None:
    assert format_of(name) == expected
