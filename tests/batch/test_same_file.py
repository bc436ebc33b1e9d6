"""What is read is not written over, by whatever name the output is called."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from gradcli.bulk.drafts import place_of, replace_or_write_over, whole
from gradcli.bulk.records.same_file import identities, written_over
from gradcli.bulk.shards import plan
from gradcli.errors import GradcliError
from tests.batch.conftest import GRADCLI, finished, told
from tests.commands.conftest import Gradcli, gradcli

__all__ = ["gradcli"]

PLAIN = "x^2\n"
TABLE = "x,y\n1,2\n2,3\n"
ANSWERS = "student,expr,answer\nAda,x^2,2x\n"


def same_name(file: Path) -> Path:
    return file


def through_a_folder(file: Path) -> Path:
    (file.parent / "link").symlink_to(".")
    return file.parent / "link" / file.name


def through_itself(file: Path) -> Path:
    return file.parent / ".." / file.parent.name / file.name


def symbolic(file: Path) -> Path:
    (file.parent / f"other{file.suffix}").symlink_to(file.name)
    return file.parent / f"other{file.suffix}"


def hard(file: Path) -> Path:
    os.link(file, file.parent / f"other{file.suffix}")
    return file.parent / f"other{file.suffix}"


NAMES = (same_name, through_a_folder, through_itself, symbolic, hard)

# The words of a command line, the file that it reads and what stands there.
READS = (
    (("batch", "{file}"), "q.txt", PLAIN),
    (("check", "--answers", "{file}"), "q.csv", ANSWERS),
    (("check", "x^2", "--work", "{file}"), "q.txt", "2x\n"),
    (("worksheet", "{file}"), "q.txt", PLAIN),
    (("grad", "(w x - y)^2", "--mean", "--data", "{file}"), "q.csv", TABLE),
    (("descend", "(w x - y)^2", "--from", "0", "--mean", "--data", "{file}"), "q.csv", TABLE),
    (("backprop", "(w x - y)^2", "--row", "1", "--data", "{file}"), "q.html", TABLE),
    (("practice", "--review", "{file}"), "q.txt", "{}\n"),
)


@pytest.mark.parametrize("other", NAMES)
@pytest.mark.parametrize(("words", "name", "content"), READS, ids=lambda each: str(each)[:24])
def test_no_command_writes_over_what_it_reads(
    tmp_path: Path,
    gradcli: Gradcli,
    words: tuple[str, ...],
    name: str,
    content: str,
    other: Callable[[Path], Path],
) -> None:
    file = tmp_path / name
    file.write_text(content)
    output = other(file)
    done = gradcli(*(word.format(file=file) for word in words), "-o", str(output))
    assert (done.code, done.out) == (2, "")
    assert f"{output} is both the input and the output" in done.err
    assert file.read_text() == content


@pytest.mark.parametrize("command", ["grad", "explore", "hint", "learn", "batch", "worksheet"])
def test_nor_over_standard_input(tmp_path: Path, command: str) -> None:
    file = tmp_path / "q.txt"
    file.write_text(PLAIN)
    more = {"explore": ["--at", "1"], "learn": ["--at", "1"]}.get(command, [])
    words = [*GRADCLI, command, "-", *more, "-o", str(hard(file))]
    with file.open() as given:
        done = subprocess.run(words, stdin=given, capture_output=True, check=False, timeout=120)
    assert (done.returncode, file.read_text()) == (2, PLAIN)
    assert b"both the input and the output" in done.stderr


@pytest.mark.parametrize("other", NAMES)
def test_shards_do_not_write_over_questions(tmp_path: Path, other: Callable[[Path], Path]) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    questions = [folder / "a.jsonl", folder / "b.jsonl"]
    for each in questions:
        each.write_text(PLAIN)
    other(questions[0])
    names = [str(each) for each in questions]
    # In the folder itself, by another name of it, and by a link in another folder.
    (tmp_path / "same").symlink_to("answers")
    (tmp_path / "third").mkdir()
    os.link(questions[1], tmp_path / "third" / "a.jsonl")
    for output in (folder, tmp_path / "same", tmp_path / "third"):
        for resume in (False, True):
            with pytest.raises(GradcliError) as caught:
                plan(names, str(output), None, resume=resume)
            assert caught.value.code == "same-output"
    assert [each.read_text() for each in questions] == [PLAIN, PLAIN]


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_two_shards_that_a_link_makes_one(
    tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.jsonl").write_text("old\n")
    link(tmp_path / "out" / "b.jsonl", tmp_path / "out" / "a.jsonl")
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    for each in names:
        Path(each).write_text(PLAIN)
    done = finished(*names, "-o", str(tmp_path / "out"))
    assert done.returncode == 2
    assert b"written to the same place" in done.stderr
    assert (tmp_path / "out" / "a.jsonl").read_text() == "old\n"


def test_shards_keep_the_other_names_of_their_files(tmp_path: Path) -> None:
    """A hard link, a symbolic one, one to what is not there yet, one to a device, and no link."""
    out = tmp_path / "out"
    out.mkdir()
    for name in ("other", "a.jsonl", "e.jsonl"):
        (out / name).write_text("old\n" * 1000)
    os.link(out / "a.jsonl", out / "again")
    (out / "e.jsonl").chmod(0o640)
    for name, target in (("b", "other"), ("c", "later"), ("d", os.devnull)):
        (out / f"{name}.jsonl").symlink_to(target)
    names = [str(tmp_path / f"{name}.txt") for name in "abcde"]
    for each in names:
        Path(each).write_text("x^2\nx^3\n")
    for words in ((), ("--resume",), ()):
        assert finished(*names, "-o", str(out), *words).returncode == 0
        for name in ("a.jsonl", "again", "b.jsonl", "other", "later", "e.jsonl"):
            assert len(told((out / name).read_bytes())) == 2
        assert os.path.samefile(out / "a.jsonl", out / "again")
        links = [os.readlink(out / f"{name}.jsonl") for name in "bcd"]
        assert links == ["other", "later", os.devnull]
        assert (out / "e.jsonl").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("writes", ["whole", "at once"])
def test_what_has_other_names_is_written_over(tmp_path: Path, writes: str) -> None:
    file = tmp_path / "a"
    file.write_text("much longer than what is to come")
    os.link(file, tmp_path / "b")
    if writes == "whole":
        with pytest.raises(ZeroDivisionError), whole(file) as draft:
            draft.write(b"half")
            raise ZeroDivisionError
        assert file.read_text() == "much longer than what is to come"
        with whole(file) as draft:
            draft.write(b"new")
    else:
        replace_or_write_over(file, b"new")
    assert (tmp_path / "b").read_text() == "new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "b"]


def test_where_what_is_written_belongs(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "loop").symlink_to("loop")
    assert place_of(str(tmp_path / "a")) == (tmp_path / "b").resolve()
    assert place_of(os.devnull) == Path(os.devnull)
    with pytest.raises(OSError, match="symbolic"):
        place_of(str(tmp_path / "loop"))
    with pytest.raises(IsADirectoryError):
        place_of(f"{tmp_path}/c/")


def test_pipes_and_devices_are_no_files_that_are_lost(tmp_path: Path) -> None:
    assert identities(os.devnull) == identities(tmp_path) == frozenset()
    read, write = os.pipe()
    assert written_over([read, os.devnull], os.devnull, tmp_path / "a") is None
    assert written_over([99_999], str(tmp_path / "a")) is None
    os.close(read)
    os.close(write)
