"""Files are written whole or not at all, and stay what else they are."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gradcli.bulk import drafts
from gradcli.bulk.drafts import clear_drafts, replace_or_write_over, whole
from tests.holds import limits


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_an_error_half_way_leaves_all_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    with pytest.raises(ZeroDivisionError), whole(file) as draft:
        draft.write(b"new")
        raise ZeroDivisionError
    assert (names(tmp_path), file.read_text()) == (["a.txt"], "old")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_no_signal_leaves_a_draft(tmp_path: Path, number: int) -> None:
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from gradcli.bulk.drafts import whole\n"
        "with whole(Path(sys.argv[1])) as draft:\n"
        "    draft.write(b'half')\n"
        "    draft.flush()\n"
        "    print('written', flush=True)\n"
        "    time.sleep(60)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "a.txt")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(number)
    process.wait(10)
    process.stdout.close()
    assert names(tmp_path) == []


def test_the_moment_of_writing_is_not_cut_short(tmp_path: Path) -> None:
    """Signals of all kinds at all moments: the file is there whole, or not there."""
    for wait in range(12):
        file = tmp_path / f"{wait}.html"
        process = subprocess.Popen([*limits.GRADCLI, "grad", "x", "-o", str(file)])
        time.sleep(0.25 + wait / 30)
        process.send_signal((signal.SIGTERM, signal.SIGINT, signal.SIGKILL)[wait % 3])
        process.wait(10)
        if file.exists():
            assert file.read_text().rstrip().endswith("</html>")
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_where_a_draft_must_have_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE")
    file = tmp_path / "a.txt"
    with whole(file) as draft:
        draft.write(b"new")
        assert len(names(tmp_path)) == 1
    assert (names(tmp_path), file.read_text()) == (["a.txt"], "new")
    with pytest.raises(ZeroDivisionError), whole(file):
        raise ZeroDivisionError
    assert names(tmp_path) == ["a.txt"]


def test_drafts_of_earlier_runs_are_taken_away_and_nothing_else(tmp_path: Path) -> None:
    kept = (".s1.jsonl.notes", ".s1.jsonl.0123456789abcdef", ".s2.jsonl.0123456789ab", "s1.jsonl")
    for name in (*kept, ".s1.jsonl.0123456789ab"):
        (tmp_path / name).touch()
    clear_drafts(tmp_path / "s1.jsonl")
    assert names(tmp_path) == sorted(kept)


def test_owner_permissions_and_other_names_stay(tmp_path: Path) -> None:
    file, other = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text("a long text that was there")
    file.chmod(0o4640)
    if os.geteuid() == 0:
        os.chown(file, 1234, 4321)
        file.chmod(0o640)
    before = file.stat()
    replace_or_write_over(file, b"new")
    after = file.stat()
    assert stat.S_IMODE(after.st_mode) == stat.S_IMODE(before.st_mode)
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    os.link(file, other)
    replace_or_write_over(file, b"newer")
    assert other.read_bytes() == file.read_bytes() == b"newer"
    assert other.stat().st_ino == file.stat().st_ino
    assert names(tmp_path) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("number", [errno.EBUSY, errno.EPERM, errno.EACCES, errno.EROFS])
def test_what_cannot_be_replaced_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """As a file that is mounted, or one of another owner in a sticky folder."""

    def refuse(self: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refuse)
    file = tmp_path / "a.txt"
    file.write_text("a long text that was there")
    replace_or_write_over(file, b"new")
    assert (names(tmp_path), file.read_text()) == (["a.txt"], "new")
    with pytest.raises(OSError, match=os.strerror(number)):
        replace_or_write_over(tmp_path / "b.txt", b"new")
    assert names(tmp_path) == ["a.txt"]


def test_a_disk_that_is_full_leaves_what_is_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", full)
    file = tmp_path / "a.txt"
    file.write_text("old")
    with pytest.raises(OSError, match="No space"):
        drafts.write_over(file, b"much longer than it was")
    assert file.read_text() == "old"


@pytest.mark.parametrize(
    "words", [("--help",), ("grad", "x^2"), ("grad", "x^2", "-q"), ("schema",)]
)
def test_a_reader_that_has_left_is_no_failure(words: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*limits.GRADCLI, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(30) == 0
    process.stderr.close()
