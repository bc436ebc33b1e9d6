"""Answers as a table: one header, a row a question, whatever the command and the mistakes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import time
from pathlib import Path

import pytest

from gradcli.bulk.question import Settings, answer_line
from gradcli.bulk.rows import COLUMNS, OutputFormat, header, output_format_of
from tests.batch.conftest import GRADCLI, finished, jsonl

QUESTIONS = [
    {"id": "a", "expr": "x^2 y", "at": [2, 3], "w": [3, 5]},
    {"id": 7, "expr": "x^2 y"},
    {"expr": "x^2 y", "at": "1/3, 2"},
    {"expr": "x +"},
    {"expr": "|x|", "at": "0"},
    {"id": "line\nend", "expr": "1/2x"},
]


def rows(data: bytes, separator: str = ",") -> list[dict[str, str]]:
    table = csv.DictReader(io.StringIO(data.decode()), delimiter=separator, strict=True)
    assert tuple(table.fieldnames or ()) == COLUMNS
    return list(table)


@pytest.mark.parametrize(("output", "separator"), [("csv", ","), ("tsv", "\t")])
def test_the_rows(output: str, separator: str) -> None:
    done = finished("--output-format", output, "-q", given=jsonl(*QUESTIONS))
    assert (done.returncode, done.stderr) == (1, b"")
    along, formulas, at_thirds, mistake, corner, last = rows(done.stdout, separator)
    assert (along["line"], along["id"], along["command"]) == ("1", "a", "dir")
    assert (along["expr"], along["at"], along["w"]) == ("x^2 y", "2,3", "3,5")
    assert (along["value"], along["approx"], along["unit"]) == ("56", "56.0", "28*sqrt(34)/17")
    assert (along["verified"], along["differentiable"], along["error"]) == ("true", "true", "")
    assert (formulas["id"], formulas["value"], formulas["approx"]) == ("7", "2*x*y; x**2", "")
    assert at_thirds["value"] == "4/3; 1/9"
    near = [float(each) for each in at_thirds["approx"].split(";")]
    assert near == pytest.approx([4 / 3, 1 / 9])
    assert (mistake["line"], mistake["error"]) == ("4", "nothing-after-operator")
    assert mistake["message"] == "there is nothing after the +"
    assert (corner["error"], corner["differentiable"]) == ("kink", "false")
    assert (last["id"], "read as" in last["notes"]) == ("line end", True)


def test_a_table_goes_out_and_comes_back_in(tmp_path: Path) -> None:
    table, again = tmp_path / "a.csv", tmp_path / "b.csv"
    assert finished("-q", "-o", str(table), given=jsonl(*QUESTIONS[:3])).returncode == 0
    assert finished("-q", "--lenient", str(table), "-o", str(again)).returncode == 0
    assert [row["value"] for row in rows(table.read_bytes())] == [
        row["value"] for row in rows(again.read_bytes())
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.csv", "csv"), ("a.TSV", "tsv"), ("a.jsonl", "jsonl"), ("a", "jsonl"), (None, "jsonl")],
)
def test_the_ending_of_the_file_chooses(name: str | None, expected: str) -> None:
    assert output_format_of(name) == expected


def test_going_on_with_a_table(tmp_path: Path) -> None:
    output = tmp_path / "a.csv"
    words = ("-q", "-o", str(output), "--resume")
    finished(*words, given=jsonl(*QUESTIONS))
    whole = output.read_bytes()
    first, second, third, *_ = whole.splitlines(keepends=True)
    for left in (b"", first[:9], first, first + second, first + second + third[:5]):
        output.write_bytes(left)
        finished(*words, given=jsonl(*QUESTIONS))
        assert output.read_bytes() == whole
    # Other columns are those of something else.
    output.write_bytes(b"a,b\n1,2\n")
    done = finished(*words, given=jsonl(*QUESTIONS))
    assert (done.returncode, b"does not hold the answers" in done.stderr) == (2, True)


def test_several_files_of_answers_are_tables_too(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("x^2\nx^3\n", "utf-8")
    files = [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]
    done = finished("-q", "--output-format", "csv", *files, "-o", str(tmp_path / "out"))
    assert done.returncode == 0
    for name in ("one", "two"):
        written = rows((tmp_path / "out" / f"{name}.csv").read_bytes())
        assert [row["value"] for row in written] == ["2*x", "3*x**2"]


def test_nothing_asked_is_a_header_alone() -> None:
    done = finished("-q", "--output-format", "csv", given=b"")
    assert done.stdout == header(OutputFormat.CSV) == ",".join(COLUMNS).encode() + b"\n"
    assert header(OutputFormat.JSONL) == b""


def test_a_text_that_is_no_text_is_a_cell_all_the_same_and_no_id() -> None:
    settings = Settings(output=OutputFormat.CSV, lenient=True)
    answer = answer_line(1, b'{"pupil": "", "id": 3, "expr": "x", "\\ud800": 1}', settings)
    assert "the key \\ud800 was not used" in answer.text.decode()
    answer = answer_line(1, b'{"id": "\\ud800", "expr": "x"}', settings)
    assert answer.text.decode().startswith("1,,,,")
    assert "id-of-another-type" in answer.text.decode()


# What was typed, and the cell that it becomes.
TYPED = [
    ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    ("@SUM(1+1)*cmd|' /C calc'!A0", "'@SUM(1+1)*cmd|' /C calc'!A0"),
    ('+HYPERLINK("https://example.org")', '\'+HYPERLINK("https://example.org")'),
    ("-2+3", "'-2+3"),
    ("\t=1", "' =1"),
    ("\r=1", "' =1"),
    ("\n=1\n", "' =1"),
    ("\x0b=1", "' =1"),
    ("\uff1d1+1", "'\uff1d1+1"),
    ("\u00a0-x", "'\u00a0-x"),
    ("-3", "-3"),
    ("+3.25e-7", "+3.25e-7"),
    ("-.5", "-.5"),
    ("a=b", "a=b"),
    ("'x'", "'x'"),
    ("'=x", "''=x"),
    ("\x1b[31mred\x1b]0;title\x07", r"\u001b[31mred\u001b]0;title\u0007"),
    ("\x00\x7f\x9b31m", r"\u0000\u007f\u009b31m"),
    ("a\u202eb\u2066", r"a\u202eb\u2066"),
    ("a\tb\x85c\u2028d", "a b c d"),
    ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
    ('O\'Brien, "Al"', 'O\'Brien, "Al"'),
]


@pytest.mark.parametrize("output", ["csv", "tsv"])
@pytest.mark.parametrize(("given", "cell"), TYPED)
def test_what_was_typed_is_not_run(output: str, given: str, cell: str) -> None:
    settings = Settings(output=OutputFormat(output), lenient=True)
    separator = {"csv": ",", "tsv": "\t"}[output]
    for key in ("id", "student", given):
        question = {key: given, "command": "grad", "expr": given, "at": "1"}
        text = answer_line(1, json.dumps(question).encode(), settings).text
        answer = dict(
            zip(COLUMNS, next(csv.reader([text.decode()], delimiter=separator)), strict=True)
        )
        assert key == given or answer["id"] == cell
        assert answer["expr"] in ("", cell)
        for free in ("message", "notes", "expr", "id"):
            assert answer[free][:1] not in "=@" or not answer[free]
            assert all(sign.isprintable() or sign in "\u00a0\u200c" for sign in answer[free])


@pytest.mark.parametrize("identity", ["9" * 5000, "-" + "9" * 5000, "1.50", "-0", "1e999", "true"])
def test_an_id_stands_in_a_table_as_it_was_written(identity: str) -> None:
    settings = Settings(output=OutputFormat.CSV)
    line = f'{{"id": {identity}, "expr": "x"}}'.encode()
    assert answer_line(1, line, settings).text.decode().split(",")[1] == identity


def test_values_and_numbers_are_no_text() -> None:
    settings = Settings(output=OutputFormat.CSV)
    answer = answer_line(1, b'{"id": -3, "expr": "-x^2 y", "at": "-1, 2"}', settings)
    assert answer.text.decode().startswith('1,-3,grad,\'-x^2 y,"-1,2",,4; -1,4.0; -1.0,')


def test_what_a_spreadsheet_would_run_comes_back_as_it_was_typed() -> None:
    asked = [{"id": "-a", "expr": "-x^2"}, {"id": "'=b", "expr": " - x^3"}, {"expr": "x'"}]
    table = finished("--output-format", "csv", "-q", given=jsonl(*asked)).stdout
    again = finished("--lenient", "-q", given=table).stdout
    first, second, third = map(json.loads, again.splitlines())
    assert (first["id"], first["input"]["text"]) == ("-a", "-x^2")
    assert (second["id"], second["input"]["text"]) == ("'=b", " - x^3")
    assert "error" in third


def test_a_csv_in_a_pipe_without_an_option() -> None:
    done = finished("-q", given=b'expr;at\nx^2 y;"2,3"\n')
    (body,) = map(json.loads, done.stdout.splitlines())
    assert body["gradient"]["value"] == ["12", "4"]


def on_terminal(*words: str, typed: bytes) -> tuple[bytes, bytes]:
    """What gradcli says when its standard input is a terminal at which somebody thinks."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*GRADCLI, *words], stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    os.close(theirs)
    time.sleep(4)
    os.write(ours, typed + b"\x04")
    out, err = process.communicate(timeout=60)
    os.close(ours)
    return out, err


def test_a_terminal_that_is_waited_for() -> None:
    out, err = on_terminal("batch", "-q", typed=b"x^2\n")
    assert err.decode().startswith("note: the questions are read from this terminal")
    assert b'"2*x"' in out
    out, err = on_terminal("grad", "-", "-q", typed=b"x^2\n")
    assert err.decode().startswith("note: the expression is read from this terminal")
    assert out == b"2*x\n"
