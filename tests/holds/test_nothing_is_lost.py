"""No command ends with 0 before its answer is written: whatever its input and output are like."""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradcli.bulk.records.descriptors import is_ready
from gradcli.commands import apart
from gradcli.commands.ending import ended
from gradcli.commands.main import cli, run
from gradcli.commands.tools import batch
from gradcli.errors import ReaderHasLeft
from tests.holds import limits


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe at which nothing waits, and that is full."""
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    fcntl.fcntl(writes, fcntl.F_SETPIPE_SZ, 4096)
    with pytest.raises(BlockingIOError):
        while True:
            os.write(writes, b".")
    yield reads, writes
    os.close(reads)


def all_of(descriptor: int) -> bytes:
    """What comes until its end."""
    return b"".join(iter(lambda: os.read(descriptor, 65536), b""))


@pytest.mark.parametrize(
    ("words", "end"),
    [
        (("grad", "x^2 y", "-q"), b"2*x*y\nx**2\n"),
        (("schema",), b"}\n"),
        (("batch", "-", "-q"), b'"notes": []}\n'),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_an_output_that_takes_nothing_now_is_waited_for(
    pipe: tuple[int, int], words: tuple[str, ...], end: bytes
) -> None:
    """Python's own streams lose what is not taken, and say nothing of it."""
    reads, writes = pipe
    process = subprocess.Popen([*limits.GRADCLI, *words], stdin=subprocess.PIPE, stdout=writes)
    os.close(writes)
    assert process.stdin is not None
    process.stdin.write(b'{"expr": "x"}\n')
    process.stdin.close()
    time.sleep(1)
    assert process.poll() is None  # it waits
    written = all_of(reads)
    assert process.wait(30) == 0
    assert written.startswith(b".") and written.endswith(end)


@pytest.mark.parametrize(
    ("words", "parts", "end"),
    [
        (("grad", "-", "-q"), (b"x^2", b" y"), b"2*x*y\nx**2\n"),
        (("batch", "-", "-q"), (b'{"ex', b'pr": "x"}'), b'"notes": []}\n'),
    ],
    ids=lambda each: each[0] if isinstance(each[0], str) else "",
)
def test_an_input_in_which_nothing_has_come_yet_is_waited_for(
    words: tuple[str, ...], parts: tuple[bytes, ...], end: bytes
) -> None:
    reads, writes = os.pipe()
    os.set_blocking(reads, False)
    process = subprocess.Popen([*limits.GRADCLI, *words], stdin=reads, stdout=subprocess.PIPE)
    os.close(reads)
    for part in parts:
        time.sleep(0.7)
        os.write(writes, part)
    os.close(writes)
    out, _ = process.communicate(timeout=30)
    assert (process.returncode, out[-len(end) :]) == (0, end)


def test_a_process_with_many_files_open_works_as_any() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(2048, hard), hard))
    held = [os.dup(0) for _ in range(1100)]
    try:
        for each in held:
            os.set_inheritable(each, True)
        for words in (("grad", "x^2", "-q"), ("batch", "-q", "--jobs", "1")):
            done = subprocess.run(
                [*limits.GRADCLI, *words], input=b"", capture_output=True, check=False,
                close_fds=False,
            )  # fmt: skip
            assert (done.returncode, done.stderr) == (0, b"")
    finally:
        for each in held:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_broken_pipe_is_the_end_only_where_it_is_the_readers() -> None:
    def break_another() -> int:
        raise BrokenPipeError

    def leave() -> int:
        raise ReaderHasLeft

    reads, writes = os.pipe()
    with os.fdopen(writes, "w") as out, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        patch.setattr("gradcli.commands.ending.write_no_more", lambda: None)
        assert ended(break_another, as_json=False, debug=False) == 70
        assert ended(leave, as_json=False, debug=False) == 0
        os.close(reads)
        assert ended(break_another, as_json=False, debug=False) == 0


def test_a_command_that_gives_no_code_is_a_defect(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "invoke", lambda context: None)
    assert run(["version"]) == 70
    assert "this is a defect" in capfd.readouterr().err


def test_a_batch_whose_work_breaks_off_is_no_success(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def break_off(*_: object) -> None:
        raise BrokenPipeError

    questions = tmp_path / "q.jsonl"
    questions.write_text('{"expr": "x"}\n')
    monkeypatch.setattr(batch, "answers", break_off)
    assert run(["batch", str(questions), "--jobs", "1", "-q"]) == 70
    assert "this is a defect" in capfd.readouterr().err


def test_what_comes_late_in_parts_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine under load looks only when the time is over, and finds half of the answer."""
    reads, writes = os.pipe()
    message = apart._HEAD.pack(apart._OUT, 4) + b"2*x\n"
    parts = iter((message[:5], message[5:]))

    def late(descriptor: int, seconds: float) -> bool:
        time.sleep(0.15)
        os.write(writes, next(parts))
        return is_ready(descriptor, seconds)

    monkeypatch.setattr(apart, "is_ready", late)
    heard = apart._heard(reads, 0.1, None, None)
    assert next(heard) == (b"o", "2*x\n")
    os.close(writes)
    os.close(reads)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_from_outside_is_no_defect(number: signal.Signals) -> None:
    error = apart._gone(number, 0)
    assert (error.exit_code, str(signal.strsignal(number)) in error.message) == (3, True)
    assert apart._gone(signal.SIGSEGV, 0).exit_code == 70
