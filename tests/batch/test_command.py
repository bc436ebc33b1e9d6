"""`gradcli batch` as people run it: a process among pipes, files and signals."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from gradcli.bulk.pool import Tally
from gradcli.bulk.records.lines import LONGEST_LINE
from gradcli.commands.output.progress import Progress
from tests.batch.conftest import GRADCLI, finished, jsonl, start, told
from tests.schema import VALIDATOR

QUESTIONS = [{"id": n, "expr": f"x^{n} y", "at": [2, 3]} for n in range(1, 41)]


def test_jsonl_in_jsonl_out() -> None:
    done = finished("--jobs", "2", given=jsonl(*QUESTIONS))
    bodies = told(done.stdout)
    assert done.returncode == 0
    assert [body["id"] for body in bodies] == list(range(1, 41))
    for body in bodies:
        VALIDATOR.validate(body)
    assert done.stderr.startswith(b"40 lines (")
    assert b" 0 errors in " in done.stderr


def test_every_bad_line_is_one_error_with_its_number() -> None:
    given = jsonl(
        {"expr": "x"},
        b"{",
        b'{"expr": "\xff"}',
        b"",
        b'{"expr": "' + b"x" * (10 * LONGEST_LINE) + b'"}',
        {"id": 6, "expr": "x^"},
        {"id": 7, "expr": "y"},
    )
    done = finished("--jobs", "2", given=given)
    bodies = told(done.stdout)
    assert done.returncode == 1
    assert [body.get("line") for body in bodies] == [1, 2, 3, 4, 5, 6, 7]
    kinds = [body.get("error", {}).get("kind") for body in bodies]
    assert kinds == [None, "syntax", "syntax", "syntax", "limit", "syntax", None]
    assert b"7 lines (" in done.stderr
    assert b"5 errors" in done.stderr
    for body in bodies:
        VALIDATOR.validate(body)


def test_a_table_in(tmp_path: Path) -> None:
    table = tmp_path / "q.csv"
    table.write_text('id,command,expr,at,w\na,,x^2 y,"2,3","3,5"\nb,grad,x^2 y,,\n', "utf-8")
    output = tmp_path / "a.jsonl"
    done = finished(str(table), "-o", str(output), "-q")
    first, second = told(output.read_bytes())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (first["id"], first["directional"]["value"]) == ("a", "56")
    assert (second["id"], second["gradient"]["symbolic"]) == ("b", ["2*x*y", "x**2"])
    piped = finished("-", "--input-format", "csv", given=table.read_bytes())
    assert told(piped.stdout) == [first, second]


def test_nothing_in_nothing_out() -> None:
    done = finished(given=b"")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(b"0 lines")


def test_the_first_answer_comes_before_the_second_question() -> None:
    process = start("--jobs", "2")
    assert process.stdin is not None
    assert process.stdout is not None
    for question in QUESTIONS[:3]:
        process.stdin.write(jsonl(question))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == question["id"]
    out, _ = process.communicate()
    assert out == b""
    assert process.returncode == 0


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_bytes(jsonl(*QUESTIONS * 100))
    process = start(str(questions), "--jobs", "2")
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["id"] == 1
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


def interrupted(tmp_path: Path, number: int) -> tuple[Path, Path]:
    """The questions, and the answers of a run that a signal ended after a few of them."""
    questions = tmp_path / "q.jsonl"
    output = tmp_path / "a.jsonl"
    questions.write_bytes(jsonl(*({**each, "id": n} for n, each in enumerate(QUESTIONS * 50))))
    process = start(str(questions), "--jobs", "2", "-o", str(output))
    while not output.exists() or output.stat().st_size < 5_000:
        assert process.poll() is None
        time.sleep(0.01)
    began = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert time.monotonic() - began < 5
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert b"Traceback" not in err
        assert b"interrupted after" in err
        assert output.read_bytes().endswith(b"\n")
    return questions, output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_is_taken_up_where_it_was(tmp_path: Path, number: int) -> None:
    questions, output = interrupted(tmp_path, number)
    whole = output.read_bytes().rpartition(b"\n")[0].count(b"\n") + 1
    with output.open("ab") as file:
        file.write(b'{"id": 99, "sch')
    kept = output.read_bytes().rpartition(b"\n")[0]
    short = tmp_path / "short.jsonl"
    # Only so many questions more, for the sake of time.
    short.write_bytes(b"".join(questions.read_bytes().splitlines(keepends=True)[: whole + 30]))
    done = finished(str(short), "-o", str(output), "--resume", "--jobs", "2")
    assert done.returncode == 0
    assert b"30 lines (" in done.stderr
    assert output.read_bytes().startswith(kept)
    assert [body["id"] for body in told(output.read_bytes())] == list(range(whole + 30))
    again = finished(str(short), "-o", str(output), "--resume", "--jobs", "2")
    assert (again.returncode, told(output.read_bytes())[-1]["id"]) == (0, whole + 29)
    assert again.stderr.startswith(b"0 lines")


def test_other_questions_are_not_taken_for_those_that_were_answered(tmp_path: Path) -> None:
    output = tmp_path / "a.jsonl"
    words = ("-o", str(output), "--resume")
    assert finished(*words, given=jsonl(*QUESTIONS[:3])).returncode == 0
    before = output.read_bytes()
    other = jsonl(QUESTIONS[0], {"id": 7, "expr": "x"}, *QUESTIONS[2:5])
    done = finished(*words, given=other)
    assert done.returncode == 2
    assert b"a.jsonl answers other questions: the question of its line 2 is not" in done.stderr
    assert b"resume with the same input" in done.stderr
    assert output.read_bytes() == before
    # An answer that was cut off may be one to another question, and more may be asked.
    output.write_bytes(before.splitlines(keepends=True)[0])
    done = finished(*words, given=other)
    assert (done.returncode, done.stderr[:9]) == (0, b"4 lines (")
    done = finished(*words, given=jsonl(*QUESTIONS[:5]))
    assert b"of its line 2 is not" in done.stderr
    # A table asks the same in another form.
    table = tmp_path / "t.csv"
    table.write_text("expr\nx^2\nx^3\n")
    made = ("-o", str(tmp_path / "b.jsonl"), "--resume")
    assert finished(str(table), *made).returncode == 0
    assert finished(*made, given=jsonl({"expr": "x^2"}, {"expr": "x^3"})).stderr[:7] == b"0 lines"
    # Without its neighbour, a file does not say what it answers; from then on it does.
    (tmp_path / ".b.jsonl.questions").unlink()
    done = finished(*made, given=jsonl({"expr": "x"}, {"expr": "x^3"}))
    assert done.returncode == 0
    assert b"b.jsonl answers; the last 2 of its lines are taken for answers to" in done.stderr
    assert b"of its line 1 is not" in finished(str(table), *made).stderr


def test_the_file_beside_the_answers_is_no_place_for_questions(tmp_path: Path) -> None:
    questions = tmp_path / ".a.jsonl.questions"
    questions.write_bytes(jsonl(*QUESTIONS))
    done = finished(str(questions), "-o", str(tmp_path / "a.jsonl"))
    assert (done.returncode, questions.read_bytes()) == (2, jsonl(*QUESTIONS))
    assert b"both the input and the output" in done.stderr


def test_answers_are_written_where_nothing_can_stand_beside_them(tmp_path: Path) -> None:
    output = tmp_path / "a.jsonl"
    (tmp_path / ".a.jsonl.questions").mkdir()
    done = finished("-o", str(output), given=jsonl(*QUESTIONS[:2]))
    assert (done.returncode, len(told(output.read_bytes()))) == (0, 2)


def test_without_resume_the_output_is_begun_anew(tmp_path: Path) -> None:
    output = tmp_path / "a.jsonl"
    output.write_text("old\n" * 1000)
    assert finished("-o", str(output), given=jsonl(*QUESTIONS[:2])).returncode == 0
    assert [body["id"] for body in told(output.read_bytes())] == [1, 2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--resume"], b"name it with -o FILE"),
        (["missing.jsonl"], b"missing.jsonl cannot be read"),
        (["{folder}"], b"it is a folder"),
        (["-o", "{folder}/no/where"], b"cannot be written"),
        (["{questions}", "-o", "{questions}"], b"both the input and the output"),
        (["{questions}", "{questions}"], b"name a folder"),
        (["{questions}", "-o", "{other}", "--resume"], b"does not hold the answers"),
        (["-", "-o", "{longer}", "--resume"], b"holds 3 answers, and the input has 2 questions"),
        (["-o", ""], b"give the name of a file"),
        (["-o", "{folder}"], b"standard input has no name"),
        (["-o", "{folder}/"], b"standard input has no name"),
        (["-", "{questions}", "-o", "{folder}"], b"standard input has no name"),
        (["-o", "{questions}/x"], b"cannot be written: not a directory"),
        (["-o", "/dev/full"], b"error: /dev/full cannot be written: no space left"),
        (["-o", "/dev/full"], b"help: make room, or name a file in another place"),
        (["--jobs", "0"], b"jobs"),
        (["--memory", "much"], b"give a size such as 512M or 2G"),
        (["{other}", "--input-format", "csv"], b"column expr"),
        (["--cluster", "tcp://127.0.0.1:9"], b"no scheduler answers at tcp://127.0.0.1:9"),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_not_understood_ends_with_2(words: list[str], said: bytes, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_bytes(jsonl(*QUESTIONS[:2]))
    (tmp_path / "other").write_text("text\n")
    (tmp_path / "longer").write_bytes(b'{"id": 1}\n' * 3)
    places = {
        "folder": str(tmp_path),
        "questions": str(tmp_path / "q.jsonl"),
        "other": str(tmp_path / "other"),
        "longer": str(tmp_path / "longer"),
    }
    done = finished(*(word.format(**places) for word in words), given=jsonl(*QUESTIONS[:2]))
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr
    assert b"Traceback" not in done.stderr
    assert (tmp_path / "q.jsonl").read_bytes() == jsonl(*QUESTIONS[:2])


@pytest.mark.parametrize(
    "words", [["--cluster", "tcp://127.0.0.1:9"], ["--input-format", "csv"], ["--resume"]]
)
def test_what_fails_before_the_first_answer_leaves_the_file(
    words: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "a.jsonl"
    output.write_text("old\n")
    assert finished("-o", str(output), *words, given=b"x\n").returncode == 2
    assert output.read_text() == "old\n"


def test_shards_are_there_whole_or_not_at_all(tmp_path: Path) -> None:
    shards = [tmp_path / f"{n}.jsonl" for n in range(3)]
    for n, shard in enumerate(shards):
        shard.write_bytes(jsonl(*({"id": [], "expr": "x"} for _ in range(n)), *QUESTIONS[:5]))
    folder = tmp_path / "answers"
    done = finished(*map(str, shards), "-o", str(folder), "--jobs", "2")
    assert done.returncode == 1
    assert done.stderr.startswith(b"18 lines (")
    names = ["0.jsonl", "1.jsonl", "2.jsonl"]
    hidden = [f".{name}.questions" for name in names]
    assert sorted(path.name for path in folder.iterdir()) == hidden + names
    assert [len(told((folder / f"{n}.jsonl").read_bytes())) for n in range(3)] == [5, 6, 7]
    # With --resume, only the one that is missing is made.
    before = (folder / "0.jsonl").stat().st_mtime_ns
    (folder / "2.jsonl").unlink()
    done = finished(*map(str, shards), "-o", str(folder), "--resume")
    assert done.stderr.startswith(b"7 lines (")
    assert (folder / "0.jsonl").stat().st_mtime_ns == before
    assert len(told((folder / "2.jsonl").read_bytes())) == 7
    # Nor is a file of answers to other questions taken for one to these.
    good = shards[1].read_bytes()
    for asked, line in ((good + b"{}\n", 7), (jsonl({"expr": "x"}) + good, 1), (good[:-9], 6)):
        shards[1].write_bytes(asked)
        done = finished(*map(str, shards), "-o", str(folder), "--resume")
        assert done.returncode == 2
        assert f"the question of its line {line} is not".encode() in done.stderr
    shards[1].write_bytes(good)
    # Of which nothing is told, that is answered again.
    (folder / ".1.jsonl.questions").unlink()
    done = finished(*map(str, shards), "-o", str(folder), "--resume")
    assert done.stderr.startswith(b"6 lines (")
    # A run that is ended on the way leaves no part of a shard.
    shards[0].write_bytes(jsonl(*QUESTIONS * 4000))
    other = tmp_path / "other"
    process = start(*map(str, shards), "-o", str(other), "--jobs", "2")
    while not other.exists():
        time.sleep(0.01)
    time.sleep(3)  # by now some lines are answered, and most are not
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 130
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("second", ["sub/0.jsonl", "0.csv"])
def test_two_shards_are_not_written_to_one_place(tmp_path: Path, second: str) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("0.jsonl", second):
        (tmp_path / name).write_bytes(jsonl(*QUESTIONS[:1]))
    words = [str(tmp_path / "0.jsonl"), str(tmp_path / second), "-o", str(tmp_path / "answers")]
    assert finished(*words).returncode == 2
    assert finished(str(tmp_path / "0.jsonl"), "-o", str(tmp_path)).returncode == 2


def test_a_terminal_sees_a_bar() -> None:
    ours, theirs = pty.openpty()
    chunks: list[bytes] = []

    def watch() -> None:
        # The other side of a pseudo-terminal is closed: Linux says EIO.
        with suppress(OSError):
            while chunk := os.read(ours, 4096):
                chunks.append(chunk)

    process = start("--jobs", "1", stderr=theirs)
    os.close(theirs)
    # A terminal takes some kilobytes that nobody reads, and a slow machine draws the bar often.
    watcher = Thread(target=watch)
    watcher.start()
    out, _ = process.communicate(jsonl(*QUESTIONS))
    watcher.join()
    os.close(ours)
    shown = b"".join(chunks)
    assert len(told(out)) == 40
    assert "━".encode() in shown
    assert b"40 lines (" in shown.splitlines()[-1]


def test_the_summary_tells_of_lost_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    stderr = io.StringIO()
    monkeypatch.setattr("sys.stderr", stderr)
    with Progress(None, quiet=False) as progress:
        progress.update(0, Tally(lines=1234, errors=1, retries=2, replaced=1))
    told_: str = stderr.getvalue()
    assert told_.startswith("1,234 lines (")
    assert "1 error, 2 lines tried again, 1 process replaced in 0.0 s\n" in told_


def test_memory_is_taken_in_human_sizes() -> None:
    questions: list[Any] = [{"expr": "x", "steps": "none"}]
    for size in ("512M", "1.5G", "0", "700 MB", "2gib"):
        assert finished("--memory", size, given=jsonl(*questions)).returncode == 0


def test_more_processes_than_the_system_has_room_for() -> None:
    words = ["bash", "-c", 'ulimit -n 60; exec "$@"', "-", *GRADCLI, "batch", "--jobs", "200"]
    done = subprocess.run(words, input=b"", capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: 200 processes are more than this system lets one")
