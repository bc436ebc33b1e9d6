"""The supervisor: every line is answered once and in order, whatever becomes of the workers."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from gradcli.bulk.pool import Pool
from gradcli.bulk.records.record import Given, Record
from gradcli.bulk.stream import answers
from tests.batch.conftest import MakePool, jsonl


def quick(count: int) -> Iterator[Record]:
    for number in range(1, count + 1):
        yield record(number, {"id": number, "expr": f"x^{number % 5 + 2}"})


def record(number: int, question: dict[str, Any]) -> Record:
    return Record(number, json.dumps(question).encode())


def told(pool: Pool, records: Iterator[Record]) -> list[dict[str, Any]]:
    return [json.loads(answer.text) for answer in answers(Given(records), pool)]


@contextmanager
def meanwhile(pool: Pool, deed: Callable[[int], None], every: float) -> Iterator[list[int]]:
    """Do something to a worker now and then; the process numbers that it was done to."""
    over = threading.Event()
    done: list[int] = []

    def work() -> None:
        while not over.wait(every):
            for pid in pool.workers[:1]:
                with suppress(ProcessLookupError):
                    deed(pid)
                    done.append(pid)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        over.set()
        thread.join()


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def wait_until_stopped(pid: int) -> None:
    """Until each thread of a process stands still: the signal reaches one after the other."""
    states = {""}
    while states != {"T"}:
        time.sleep(0.01)
        states = {
            status.read_text(encoding="ascii").rpartition(")")[2].split()[0]
            for status in Path(f"/proc/{pid}/task").glob("*/stat")
        }


def test_answers_come_in_order_from_several_processes(make_pool: MakePool) -> None:
    pool = make_pool(3)
    bodies = told(pool, quick(500))
    assert [body["id"] for body in bodies] == list(range(1, 501))
    assert not [body for body in bodies if "error" in body]
    assert len(set(pool.workers)) == 3
    assert (pool.tally.lines, pool.tally.errors, pool.tally.replaced) == (500, 0, 0)


def test_nothing_is_lost_and_nothing_twice_where_workers_are_killed(make_pool: MakePool) -> None:
    pool = make_pool(2)
    with meanwhile(pool, kill, every=0.2) as killed:
        bodies = told(pool, quick(1500))
    assert [body["id"] for body in bodies] == list(range(1, 1501))
    assert not [body for body in bodies if "error" in body]
    assert killed
    assert pool.tally.replaced > 0


def test_the_nursery_itself_may_be_killed(make_pool: MakePool) -> None:
    pool = make_pool(1)
    assert len(told(pool, quick(3))) == 3
    (worker,) = pool.workers
    with open(f"/proc/{worker}/stat", encoding="ascii") as stat:
        nursery = int(stat.read().rpartition(")")[2].split()[1])
    assert nursery != os.getpid()
    kill(nursery)
    kill(worker)
    assert [body["id"] for body in told(pool, quick(3))] == [1, 2, 3]


def test_a_process_that_is_stuck_is_ended_at_the_deadline(make_pool: MakePool) -> None:
    """A stopped process runs no line of Python: what ends it works from outside."""
    pool = make_pool(1, timeout=1.0)
    assert len(told(pool, quick(1))) == 1
    (stuck,) = pool.workers
    os.kill(stuck, signal.SIGSTOP)
    wait_until_stopped(stuck)
    began = time.monotonic()
    bodies = told(pool, quick(20))
    assert time.monotonic() - began < 10
    assert bodies[0]["error"]["kind"] == "limit"
    assert bodies[0]["error"]["message"] == "no answer within 1 seconds"
    assert (bodies[0]["id"], bodies[0]["line"]) == (1, 1)
    assert [body["id"] for body in bodies] == list(range(1, 21))
    assert not [body for body in bodies[1:] if "error" in body]
    assert stuck not in pool.workers
    assert pool.tally.timeouts == 1


SLOW = "+".join("*".join(f"sin({n}x+{c})" for n in range(1, 900)) for c in range(4))


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGXCPU])
def test_a_line_that_its_process_dies_on_twice_is_an_error_and_no_other(
    make_pool: MakePool, number: signal.Signals
) -> None:
    """Such an end is the work of the line: a crash, or processor time that the system refuses."""
    pool = make_pool(1, timeout=0)
    assert len(told(pool, quick(1))) == 1
    # This line takes seconds, so a kill every third of a second always finds it being worked on.
    slow = {"id": "a", "expr": SLOW, "steps": "full"}
    with meanwhile(pool, lambda pid: os.kill(pid, number), every=0.3) as killed:
        bodies = told(pool, iter([record(1, slow)]))
    assert bodies[0]["id"] == "a"
    assert bodies[0]["error"]["kind"] == "limit"
    assert "so did the next" in bodies[0]["error"]["message"]
    assert killed
    assert pool.tally.retries == 1
    assert "error" not in told(pool, quick(1))[0]


def test_a_line_whose_process_others_end_is_tried_until_it_is_answered(
    make_pool: MakePool,
) -> None:
    pool = make_pool(1, timeout=0)
    assert len(told(pool, quick(1))) == 1
    left = 4

    def kill_some(pid: int) -> None:
        nonlocal left
        if left:
            left -= 1
            os.kill(pid, (signal.SIGKILL, signal.SIGTERM, signal.SIGUSR1)[left % 3])

    # An innocent line that takes a second or two.
    slow = {"id": "a", "expr": "*".join(f"(x{n}+y{n})^2" for n in range(60)), "steps": "full"}
    with meanwhile(pool, kill_some, every=0.1):
        bodies = told(pool, iter([record(1, slow), *quick(2)]))
    assert not [body["error"] for body in bodies if "error" in body]
    assert pool.tally.retries == pool.tally.replaced == 4


def test_what_others_end_without_end_is_let_go(
    make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gradcli.bulk.pool._KILLS", 3)
    pool = make_pool(1, timeout=0)
    assert len(told(pool, quick(1))) == 1
    with meanwhile(pool, kill, every=0.3):
        bodies = told(pool, iter([record(1, {"id": "a", "expr": SLOW, "steps": "full"})]))
    assert (bodies[0]["id"], bodies[0]["error"]["code"]) == ("a", "worker-lost-twice")
    assert "was ended from outside" in bodies[0]["error"]["message"]
    assert pool.tally.retries == 2


def test_a_kill_for_want_of_memory_is_the_work_of_the_line(
    make_pool: MakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel counts such kills; where it tells of none, any kill may have been one."""
    for counts in (itertools.count(), itertools.repeat(None)):
        monkeypatch.setattr(
            "gradcli.bulk.pool.kills_for_memory", lambda counts=counts: next(counts)
        )
        pool = make_pool(1, timeout=0)
        assert len(told(pool, quick(1))) == 1
        with meanwhile(pool, kill, every=0.3):
            bodies = told(pool, iter([record(1, {"id": "a", "expr": SLOW, "steps": "full"})]))
        assert "so did the next" in bodies[0]["error"]["message"]
        assert pool.tally.retries == 1


def test_memory_is_bounded_line_by_line(make_pool: MakePool) -> None:
    pool = make_pool(1, memory=6 * 1024**2)
    # Four bytes a character as soon as one of them needs them.
    large = json.dumps({"id": 2, "expr": "x" * 900_000 + "𝑥"}, ensure_ascii=False).encode()
    bodies = told(
        pool,
        iter([*quick(1), Record(2, large), record(3, {"id": 3, "expr": "x^3"})]),
    )
    assert [body.get("error", {}).get("kind") for body in bodies] == [None, "limit", None]
    assert "6 MB" in bodies[1]["error"]["message"]
    assert (bodies[1]["line"], bodies[1]["id"], bodies[2]["id"]) == (2, 2, 3)
    # A process that had done nothing before was asked as well. Both left of their own will: nobody
    # is to blame.
    assert (pool.tally.replaced, pool.tally.retries) == (2, 0)


def test_a_line_that_is_nested_without_end_is_too_deep_for_json(make_pool: MakePool) -> None:
    pool = make_pool(1)
    deep, other = told(pool, iter([Record(1, b"[" * 900_000), *quick(1)]))
    assert (deep["error"]["kind"], deep["line"]) == ("limit", 1)
    assert "error" not in other
    assert pool.tally.replaced == 0


def test_a_line_that_was_refused_has_its_turn(make_pool: MakePool) -> None:
    pool = make_pool(2)
    bodies = told(pool, iter([record(1, {"expr": "x"}), Record(2, b""), record(3, {"expr": "y"})]))
    assert [body.get("line") for body in bodies] == [1, 2, 3]


def test_no_more_is_read_ahead_than_there_is_room_for(make_pool: MakePool) -> None:
    taken = 0

    def endless() -> Iterator[Record]:
        nonlocal taken
        while True:
            taken += 1
            yield record(taken, {"id": taken, "expr": "x"})

    stream = answers(Given(endless()), make_pool(1))
    for number in range(1, 601):
        assert json.loads(next(stream).text)["id"] == number
        assert taken <= number + 256


def test_long_answers_pass_whole(make_pool: MakePool) -> None:
    long = " + ".join(f"{n} x^{n} sin(y)" for n in range(2, 120))
    bodies = told(make_pool(2), (record(n, {"id": n, "expr": long}) for n in range(4)))
    assert [body["id"] for body in bodies] == [0, 1, 2, 3]
    assert all(body["partials"] == bodies[0]["partials"] for body in bodies)


def test_processes_end_with_the_one_that_supervises() -> None:
    program = (
        "import os, time; from gradcli.bulk.pool import Pool; "
        "from gradcli.bulk.question import Settings; from gradcli.bulk.records.record import *; "
        "from gradcli.bulk.stream import answers; p = Pool(2, Settings()); "
        f"list(answers(Given([Record(1, {jsonl({'expr': 'x'})!r}[:-1])] * 9), p)); "
        "print(*p.workers, flush=True); time.sleep(60)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert supervisor.stdout is not None
    workers = [int(word) for word in supervisor.stdout.readline().split()]
    supervisor.kill()
    supervisor.communicate()
    assert workers
    until = time.monotonic() + 10
    while any(os.path.exists(f"/proc/{pid}") for pid in workers):
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("seconds", "lines"),
    [(0.0, 64), (1e-9, 64), (0.001, 40), (0.01, 4), (0.02, 2), (1.0, 2), (1e9, 2)],
)
def test_a_worker_holds_what_lasts_it_a_moment(
    make_pool: MakePool, seconds: float, lines: int
) -> None:
    (worker,) = make_pool(1)._workers
    worker.pace = seconds
    assert worker.depth == lines


def test_the_pace_of_a_worker_is_that_of_its_lines(make_pool: MakePool) -> None:
    workforce = make_pool(1)
    (worker,) = workforce._workers
    worker.pace = 1e6
    told(workforce, quick(50))
    assert worker.pace < 1e6 * 0.91**50
