"""The supervisor: lines to worker processes, a clock for each, a new process for each lost one.

It has one thread and waits in one place. Each worker holds a few lines at a time, the first of
which is the one it works on: its answers come in order, so the first line without an answer is
the one that a worker was busy with when its time was over or when it died.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from gradcli.bulk.confines import FAULTS, kills_for_memory
from gradcli.bulk.forkserver import Nursery
from gradcli.bulk.messages import failure
from gradcli.bulk.question import (
    Answer,
    Settings,
    identity_of,
    lost,
    refused,
    too_much_memory,
    too_slow,
)
from gradcli.bulk.records.record import Record
from gradcli.bulk.worker import ANSWERED, FAILED, LEAVING
from gradcli.errors import GradcliError

# What a worker holds, in seconds of work by its own pace: enough that it never waits for the next
# line, and of slow lines so few that none waits behind another while some other worker is free.
_AHEAD: Final = 0.04
_FEWEST, _MOST = 2, 64
# The pace before any is known, and how much of it each line makes.
_PACE: Final = 0.005
_WEIGHT: Final = 0.1
# While every worker has plenty to do, answers are let gather for so long: a turn for each of them
# would take a processor from a worker as often.
_NAP: Final = 0.01
# Lines read ahead of the first that is not answered, for each worker, and the bytes of answers
# that may wait for an earlier one.
_WINDOW: Final = 256
_WAITING_BYTES: Final = 64 * 1024 * 1024
# Below what the C library maps afresh for each call.
_CHUNK: Final = 64 * 1024
_STARTS: Final = 5
# A line whose worker is lost is tried again: so many in all by its own work, and by others.
_LOSSES: Final = 2
_KILLS: Final = 20


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _or(refusal: GradcliError) -> Iterator[None]:
    """What the system refuses of files and processes, in our words."""
    try:
        yield
    except OSError as error:
        raise refusal from error


@dataclass(slots=True)
class Tally:
    """What has happened so far."""

    lines: int = 0
    errors: int = 0
    timeouts: int = 0
    retries: int = 0
    replaced: int = 0

    def add(self, other: Tally) -> None:
        """Count what another tally has counted."""
        self.lines += other.lines
        self.errors += other.errors
        self.timeouts += other.timeouts
        self.retries += other.retries
        self.replaced += other.replaced


@dataclass(slots=True, eq=False)
class _Task:
    """A line; `losses` of a worker are its own work's, `kills` somebody else's."""

    index: int
    record: Record
    losses: int = 0
    kills: int = 0


@dataclass(slots=True, eq=False)
class _Worker:
    """A worker process: `since` is when its first task began, as far as can be known.

    It is `fresh` while it has answered nothing, and `leaving` when its memory is used up.
    """

    channel: socket.socket
    nursery: Nursery
    pid: int | None = None
    tasks: deque[_Task] = field(default_factory=deque)
    incoming: bytearray = field(default_factory=bytearray)
    outgoing: bytearray = field(default_factory=bytearray)
    since: float = 0.0
    pace: float = _PACE
    fresh: bool = True
    leaving: bool = False

    @property
    def depth(self) -> int:
        """How many lines it may hold."""
        return max(_FEWEST, int(_AHEAD / max(self.pace, _AHEAD / _MOST)))

    @property
    def is_hungry(self) -> bool:
        """Whether it holds no more than half of them."""
        return len(self.tasks) <= self.depth // 2


class Pool:
    """`jobs` worker processes; close it when done."""

    __slots__ = (
        "_answers",
        "_failed_starts",
        "_first",
        "_kills_for_memory",
        "_next",
        "_nursery",
        "_pending",
        "_selector",
        "_settings",
        "_waiting_bytes",
        "_window",
        "_workers",
        "tally",
    )

    def __init__(self, jobs: int, settings: Settings) -> None:
        self.tally = Tally()
        self._settings = settings
        self._window = _WINDOW * jobs
        self._pending: deque[_Task] = deque()
        self._answers: dict[int, Answer] = {}
        self._waiting_bytes = 0
        self._next = 0  # the index of the next task put in
        self._first = 0  # the index of the next answer given out
        self._failed_starts = 0
        self._kills_for_memory = kills_for_memory()
        self._workers: list[_Worker] = []
        # What is refused is told with what is left of the process's files.
        several = jobs > 1
        refusal = failure("too-many-processes", jobs=jobs) if several else failure("no-worker")
        with _or(refusal), ExitStack() as unless_all:
            self._selector = unless_all.enter_context(closing(selectors.DefaultSelector()))
            self._nursery = unless_all.enter_context(closing(Nursery(settings)))
            unless_all.callback(self._end_workers)
            for _ in range(jobs):
                self._start_worker()
            unless_all.pop_all()

    @property
    def workers(self) -> tuple[int, ...]:
        """The process numbers of the workers that have started."""
        return tuple(worker.pid for worker in self._workers if worker.pid is not None)

    @property
    def has_room(self) -> bool:
        """Whether another record may be put in."""
        return self._next - self._first < self._window and self._waiting_bytes < _WAITING_BYTES

    @property
    def busy(self) -> bool:
        """Whether records that were put in are without an answer, or their answers not taken."""
        return self._first < self._next

    @property
    def has_answers(self) -> bool:
        """Whether the next answer is there, or has to be waited for."""
        return self._first in self._answers

    def put(self, record: Record) -> None:
        """Take a record in; a record that was refused by its reader has its answer already."""
        task = _Task(self._next, record)
        self._next += 1
        if record.refusal is not None:
            self._settle(task, refused(record.number, record.refusal, self._settings))
        else:
            self._pending.append(task)

    def ready(self) -> Iterator[Answer]:
        """The answers whose turn it is, in the order of the records."""
        while self.has_answers:
            answer = self._answers.pop(self._first)
            self._first += 1
            self._waiting_bytes -= len(answer.text)
            self.tally.lines += 1
            self.tally.errors += answer.failed
            yield answer

    def turn(self, also: int | None = None) -> None:
        """Give out work, and wait until something has happened (or `also` can be read)."""
        self._give_out()
        if self.has_answers:
            return
        if not any(worker.is_hungry for worker in self._workers):
            time.sleep(_NAP)
        if also is not None:
            self._selector.register(also, selectors.EVENT_READ)
        try:
            events = self._selector.select(self._patience())
        finally:
            if also is not None:
                self._selector.unregister(also)
        for key, event in events:
            worker = key.data
            if worker is None:
                continue
            if event & selectors.EVENT_WRITE:
                self._send(worker)
            if event & selectors.EVENT_READ:
                self._receive(worker)
        # Only now: an answer that has arrived is never too late, however long we were kept
        # from looking (a reader that stalls, a process that was stopped and continued).
        self._end_overdue()

    def close(self) -> None:
        """End all processes."""
        self._end_workers()
        self._nursery.close()
        self._selector.close()

    def _end_workers(self) -> None:
        for worker in self._workers:
            self._kill(worker)
            worker.channel.close()
        self._workers.clear()

    def _start_worker(self) -> _Worker:
        worker = _Worker(self._nursery.new_worker(), self._nursery)
        self._workers.append(worker)
        self._selector.register(worker.channel, selectors.EVENT_READ, worker)
        return worker

    def _give_out(self) -> None:
        """Spread the pending lines, each to the worker with fewest; several in one message.

        A worker with more than half of what it may hold is left to work: a message for each line
        would cost as much as all else that is done here.
        """
        hungry = [worker for worker in self._workers if worker.is_hungry]
        open_to_more = list(hungry)
        while self._pending and open_to_more:
            worker = min(open_to_more, key=lambda each: len(each.tasks))
            if len(worker.tasks) >= worker.depth:
                open_to_more.remove(worker)
                continue
            self._hand(self._pending.popleft(), worker)
        for worker in hungry:
            if worker.outgoing:
                self._send(worker)

    def _hand(self, task: _Task, worker: _Worker) -> None:
        """Give a line to a worker, with the next message to it."""
        if not worker.tasks:
            worker.since = time.monotonic()
        worker.tasks.append(task)
        worker.outgoing += b"%d %s\n" % (task.record.number, task.record.text)

    def _send(self, worker: _Worker) -> None:
        try:
            sent = worker.channel.send(worker.outgoing)
            del worker.outgoing[:sent]
        except BlockingIOError:
            pass
        except OSError:
            # It is gone; reading its channel will tell.
            worker.outgoing.clear()
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.outgoing else 0)
        if self._selector.get_key(worker.channel).events != events:
            self._selector.modify(worker.channel, events, worker)

    def _receive(self, worker: _Worker) -> None:
        try:
            data = worker.channel.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lost(worker)
            return
        searched = len(worker.incoming)
        worker.incoming += data
        start = 0
        while (end := worker.incoming.find(b"\n", max(start, searched))) >= 0:
            self._reply(worker, bytes(worker.incoming[start:end]))
            start = end + 1
        del worker.incoming[:start]

    def _reply(self, worker: _Worker, reply: bytes) -> None:
        now = time.monotonic()
        took, worker.since = now - worker.since, now
        if worker.pid is None:
            worker.pid = int(reply)
            self._failed_starts = 0
            return
        kind, text = reply[:1], reply[1:]
        if kind == LEAVING:
            worker.leaving = True
            return
        assert kind in (ANSWERED, FAILED)
        worker.fresh = False
        worker.pace += _WEIGHT * (took - worker.pace)
        self._settle(worker.tasks.popleft(), Answer(text, kind == FAILED))

    def _settle(self, task: _Task, answer: Answer) -> None:
        self._answers[task.index] = answer
        self._waiting_bytes += len(answer.text)

    def _lost(self, worker: _Worker) -> None:
        """A worker's channel is at its end: its lines go to others, and a new one starts."""
        if worker.pid is None:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise failure("no-worker")
            if worker.nursery is self._nursery:
                # It was lost before it could fork this worker.
                self._nursery.close()
                with _or(failure("no-worker")):
                    self._nursery = Nursery(self._settings)
        elif worker.tasks and worker.leaving:
            self._starved(worker)
            return
        elif worker.tasks:
            end = worker.nursery.end_of(worker.pid)
            if end is not None:
                self._blame(worker.tasks[0], is_own=not self._is_from_outside(end))
        self._replace(worker)

    def _starved(self, worker: _Worker) -> None:
        """The memory of a worker is used up: its line is the first of the one in its place."""
        task = worker.tasks.popleft()
        if worker.fresh:
            error = too_much_memory(self._settings)
            self._settle(task, self._refused(task, error))
            self._replace(worker)
        else:
            self._hand(task, self._replace(worker))

    def _is_from_outside(self, end: int) -> bool:
        """Whether somebody has ended a process: not the kernel for memory, not a crash."""
        before, self._kills_for_memory = self._kills_for_memory, kills_for_memory()
        if not os.WIFSIGNALED(end):
            return False
        number = os.WTERMSIG(end)
        if number == signal.SIGKILL:
            return before is not None and before == self._kills_for_memory
        # A worker has an alarm of its own, and may have a bound on its time.
        return number not in FAULTS | {signal.SIGALRM, signal.SIGXCPU}

    def _blame(self, task: _Task, *, is_own: bool) -> None:
        """The line that a worker ended on is tried again: once, and more often if others end them.

        That has an end too: a machine may have reasons of its own to end what works on a line.
        """
        task.losses += is_own
        task.kills += not is_own
        if task.losses < _LOSSES and task.kills < _KILLS:
            self.tally.retries += 1
            return
        self._settle(task, self._refused(task, lost(task.losses)))

    def _refused(self, task: _Task, error: GradcliError) -> Answer:
        record = task.record
        return refused(record.number, error, self._settings, identity_of(record.text))

    def _replace(self, worker: _Worker) -> _Worker:
        self.tally.replaced += 1
        self._selector.unregister(worker.channel)
        worker.channel.close()
        self._workers.remove(worker)
        waiting = [task for task in worker.tasks if task.index not in self._answers]
        self._pending.extendleft(reversed(waiting))
        with _or(failure("no-worker")):
            return self._start_worker()

    def _patience(self) -> float | None:
        """How long until the first deadline."""
        begun = [each.since for each in self._workers if each.tasks and each.pid is not None]
        if not self._settings.timeout or not begun:
            return None
        return max(0.0, min(begun) + self._settings.timeout - time.monotonic())

    def _end_overdue(self) -> None:
        if not self._settings.timeout:
            return
        latest = time.monotonic() - self._settings.timeout
        for worker in [each for each in self._workers if each.tasks and each.pid is not None]:
            if worker.since <= latest:
                task = worker.tasks[0]
                error = too_slow(self._settings)
                self._settle(task, self._refused(task, error))
                self.tally.timeouts += 1
                self._kill(worker)
                self._replace(worker)

    def _kill(self, worker: _Worker) -> None:
        if worker.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
