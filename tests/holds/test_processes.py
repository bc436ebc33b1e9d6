"""Processes: none is left behind, and none reads or takes more than it may."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gradcli.bulk.confines import bound_memory
from gradcli.bulk.forkserver import Nursery
from gradcli.bulk.pool import Pool
from gradcli.bulk.question import Settings
from gradcli.bulk.records.record import Given, Record
from gradcli.bulk.stream import answers
from gradcli.commands.apart import _gone
from gradcli.commands.process import lacks
from tests.holds import limits
from tests.holds.under_kills import compared

# It stays within SymPy for minutes; so no worker reads its channel meanwhile.
ENDLESS = json.dumps({"id": 7, "expr": "*".join(f"(x{n}+y{n})^2" for n in range(900))})


def processes_of(group: str) -> set[int]:
    """All that run with this mark in their environment."""
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and group.encode() in (entry / "environ").read_bytes():
                found.add(int(entry.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_workers_end_with_their_supervisor(number: int) -> None:
    mark = f"GRADCLI_TEST_MARK={os.getpid()}-{number}-{time.monotonic_ns()}"
    name, _, value = mark.partition("=")
    process = subprocess.Popen(
        [*limits.GRADCLI, "batch", "-q", "--timeout", "0", "--jobs", "2"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {name: value},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b'{"expr": "x"}\n' + ENDLESS.encode() + b"\n")
    process.stdin.flush()
    assert process.stdout.readline().startswith(b"{")
    # The supervisor, the one that forks and a worker: how soon there are more, the machine decides.
    deadline = time.monotonic() + 10
    while len(processes_of(mark)) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(processes_of(mark)) >= 3
    process.send_signal(number)
    process.wait(10)
    deadline = time.monotonic() + 3
    while (left := processes_of(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not left
    process.stdin.close()
    process.stdout.close()


def test_a_line_is_not_refused_for_what_lines_before_it_took() -> None:
    """Each takes some megabytes that SymPy keeps, none of them all that a line may take."""
    lines = [
        json.dumps({"id": f"n{n}", "expr": f"sin({n}x)^3 exp(x y/{n + 1}) + atan({n + 2}x y)",
                    "at": f"1/{n + 1},{n}", "steps": "full"})
        for n in range(250)
    ]  # fmt: skip
    source = Given(Record(n, line.encode()) for n, line in enumerate(lines, start=1))
    pool = Pool(1, Settings(memory=16 * 1024**2))
    try:
        given = [json.loads(answer.text) for answer in answers(source, pool)]
    finally:
        pool.close()
    assert [each["id"] for each in given] == [f"n{n}" for n in range(250)]
    assert not [each["error"] for each in given if "error" in each]
    assert pool.tally.replaced


def test_a_refusal_for_memory_says_of_which_line() -> None:
    terms = "+".join(f"x{n}^2" for n in range(2500))
    source = Given(
        Record(n, json.dumps({"id": n, "expr": text, "steps": "full"}).encode())
        for n, text in enumerate(("x^2", terms, "x^3"))
    )
    pool = Pool(1, Settings(memory=24 * 1024**2, timeout=60))
    try:
        first, refused, last = (json.loads(answer.text) for answer in answers(source, pool))
    finally:
        pool.close()
    assert (first["id"], refused["id"], last["id"]) == (0, 1, 2)
    assert refused["error"]["code"] == "memory-limit"
    assert "error" not in first
    assert "error" not in last


@pytest.mark.parametrize("sign", ["\n", "x", "é"])
def test_standard_input_is_not_read_beyond_what_an_expression_may_be(sign: str) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    program = f"import sys\nfor _ in range(2000): sys.stdout.write({sign!r} * 50_000)"
    writer = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    done = subprocess.run(
        [*limits.GRADCLI, "grad", "-"],
        stdin=writer.stdout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert writer.stdout is not None
    writer.stdout.close()
    writer.wait()
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: standard input holds more than an expression may")
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert after <= max(before, 60_000)  # kilobytes


def test_memory_is_refused_by_the_kernel() -> None:
    child = os.fork()
    if child == 0:
        bound_memory(64 * 1024**2)
        try:
            bytearray(128 * 1024**2)
        except MemoryError:
            os._exit(3)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


def test_where_the_system_allows_little_memory_the_stack_is_less_deep() -> None:
    """A thread of 512 MB cannot be started there, which was told as a defect."""
    for words, given in (("grad", "x^2 y", "-q"), ""), (("batch", "-q", "--jobs", "1"), "{}\n"):
        done = subprocess.run(
            [*limits.GRADCLI, *words],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (300 * 1024**2,) * 2),
        )
        assert done.returncode == len(given[:1]), done.stderr
        assert done.stdout.startswith('{"line": 1' if given else "2*x*y")


@pytest.mark.parametrize(
    ("bound", "value", "what"),
    [(resource.RLIMIT_NOFILE, 5, "open files"), (resource.RLIMIT_AS, 22_000 * 1024, "memory")],
    ids=str,
)
def test_where_the_system_gives_too_little_it_is_said(bound: int, value: int, what: str) -> None:
    """These ended in a traceback, or with 70: what would say it could not be loaded either."""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-m", "gradcli", "grad", "x^2", "-q"],
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(bound, (value, value)),
        )
        # With so little Python itself dies once in hundreds of times: not twice in a row.
        if done.returncode != -signal.SIGSEGV:
            break
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"error: gradcli needs more {what} than the system gives it\n")


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (MemoryError(), "memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory"),
        (OSError(errno.EMFILE, "Too many open files"), "files"),
        (BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"), "processes"),
        (ImportError("math.so: failed to map segment from shared object"), "memory"),
        (SystemError("error return without exception set"), "memory"),
        (ModuleNotFoundError("No module named 'sympy'"), ""),
        (OSError(errno.ENOSPC, "No space left on device"), ""),
        (SystemError("bad argument"), ""),
    ],
    ids=repr,
)
def test_what_the_system_does_not_give(error: Exception, what: str) -> None:
    assert lacks(error) == what


def test_files_that_a_batch_could_not_have_are_given_back() -> None:
    """Else there is none left to load the words for it: a traceback."""
    for files in range(5, 9):
        done = subprocess.run(
            [*limits.GRADCLI, "batch", "-q", "--jobs", "1"],
            input="{}",
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files)),  # noqa: B023
        )
        assert (done.returncode, done.stdout) == (3, ""), files
        assert done.stderr.startswith("error: no worker process can be started\n")


def test_a_worker_may_outlast_what_forks_workers() -> None:
    """Asking for its end was told as `standard output is closed`."""
    nursery = Nursery(Settings())
    nursery.close()
    assert nursery.end_of(1) is None


@pytest.mark.parametrize(
    ("number", "code", "told"),
    [
        (signal.SIGUSR1, "ended-by-the-system", "a signal from outside ended the process"),
        (signal.SIGALRM, "ended-by-the-system", "a signal from outside ended the process"),
        (signal.SIGRTMIN + 3, "ended-by-the-system", "a signal from outside ended the process"),
        (signal.SIGXCPU, "ended-by-the-system", "has used up the system's bound on processor time"),
        (signal.SIGSEGV, "ended-without-an-answer", "ended without an answer"),
    ],
)
def test_how_the_process_of_a_command_ended_is_told(number: int, code: str, told: str) -> None:
    """Others' signals were told as a defect; a real-time signal has no name in Python."""
    error = _gone(number, 0)
    assert error.code == code
    assert told in error.message


def test_what_forks_workers_ends_while_it_still_loads() -> None:
    mark = f"GRADCLI_TEST_MARK={os.getpid()}-{time.monotonic_ns()}"
    name, _, value = mark.partition("=")
    process = subprocess.Popen(
        [*limits.GRADCLI, "batch", "-q"], stdin=subprocess.PIPE, env=os.environ | {name: value}
    )
    deadline = time.monotonic() + 20
    while len(processes_of(mark)) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.1)  # it starts, and has SymPy before it
    process.kill()
    process.wait(10)
    deadline = time.monotonic() + 1
    while (left := processes_of(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not left
    assert process.stdin is not None
    process.stdin.close()


def test_what_the_system_allows_is_what_a_refusal_for_memory_tells() -> None:
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (8 * 1024**3,) * 2)
        bounds = (bound_memory(1024**2), 1024**2 < bound_memory(0) < 8 * 1024**3)
        os._exit(0 if bounds == (1024**2, True) else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_each_line_is_answered_once_whatever_is_killed(tmp_path: Path) -> None:
    """A little of `tests.holds.under_kills`, which is run by hand."""
    assert compared(tmp_path, 150, kills=2)
