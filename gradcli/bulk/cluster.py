"""Beyond one machine: the same work on Dask's distributed scheduler.

The unit of work is a hundred lines, or a shard. Each worker of the cluster supervises processes
of its own (`gradcli.bulk.pool`), so that deadlines, bounds on memory and errors are the same as on
one machine; Dask gives the work out and does it again when a worker is lost. An answer counts
once, when it has come back here.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from gradcli.bulk.messages import failure
from gradcli.bulk.pool import Pool, Tally
from gradcli.bulk.question import Answer, Settings, identity_of, lost, refused
from gradcli.bulk.records.record import Given, Record, Source
from gradcli.bulk.shards import Shard, answer_shard
from gradcli.bulk.stream import answers
from gradcli.codes import Code
from gradcli.errors import GradcliError

# Dask is an extra, and heavy: imported where the cluster is asked for.
# ruff: noqa: PLC0415

_LINES: Final = 100
_BYTES: Final = 1024 * 1024
_IDLE: Final = 30.0
_POLL: Final = 0.2
# After so long it is asked whether any worker is left.
_SILENCE: Final = 3.0
# A line by itself is given to Dask so often, which gives it to four workers before it lets it go.
# What it does to its process is seen there: a worker of the cluster is lost by something else.
_TRIES: Final = 5
FORKED: Final = MappingProxyType({"distributed.worker.multiprocessing-method": "forkserver"})
_LOST: Final = frozenset({"CancelledError", "FutureCancelledError", "CommClosedError"})


class Cluster:
    """A connection to a scheduler: `tcp://host:8786`, or `local` for one started here.

    `tell` is told when work waits and no worker is there for it. Certificates for a `tls://`
    address are those of Dask's own configuration.

    Raises:
        GradcliError: USAGE where Dask is not installed or no scheduler answers.
    """

    __slots__ = ("_address", "_client", "_local", "_settings", "_tell", "has_answers", "tally")

    def __init__(
        self,
        address: str,
        settings: Settings,
        jobs: int,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.tally = Tally()
        # Whether the next answer is there, or has to be waited for.
        self.has_answers = False
        self._settings = settings
        self._tell = tell
        self._address = address
        self._local: Any = None
        try:
            import dask

            if address == "local":
                # Forked from a process that has loaded Dask, a worker that was lost is back at
                # once. It is for the whole of this process: Dask looks when it is loaded.
                dask.config.set(FORKED)
            import distributed
        except ImportError as error:
            raise failure("dask-missing") from error
        if address == "local":
            self._local = distributed.LocalCluster(
                n_workers=jobs, threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
            # Dask itself does not start again what is lost while it starts.
            self._local.adapt(minimum=jobs, maximum=jobs)
            address = self._address = self._local.scheduler_address
        try:
            self._client = distributed.Client(address, timeout=10, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise failure("no-scheduler", address=address) from error

    def close(self) -> None:
        """Leave the scheduler, and end it if it was started here."""
        with suppress(OSError, TimeoutError):
            self._client.close(timeout=2)
        if self._local is not None:
            with suppress(OSError, TimeoutError):
                self._local.close(timeout=5)

    def answers(self, source: Source) -> Iterator[Answer]:
        """An answer a record, in order.

        No more is in flight than keeps every worker busy: memory stays flat here and there.

        Raises:
            GradcliError: the scheduler is lost, the workers cannot do the work, or the source
                cannot be read further.
        """
        flight: deque[tuple[Sequence[Record], Any]] = deque()
        part: list[Record] = []
        ended = False
        failed: GradcliError | None = None
        while not ended or part or flight:
            waiting = False
            while not ended and not _full(part):
                try:
                    waiting = source.waiting()
                    if waiting:
                        break
                    record = source.take()
                except GradcliError as error:
                    record, failed = None, error
                if record is None:
                    ended = True
                else:
                    part.append(record)
            if part and len(flight) < self._room():
                flight.append((part, self._submit(answer_records, tuple(part))))
                part = []
            elif flight and (not waiting or flight[0][1].done()):
                yield from self._told(self._outcome(*flight.popleft()))
            else:
                time.sleep(_POLL)
        if failed is not None:
            raise failed

    def answer_shards(self, shards: Iterable[Shard]) -> Iterator[Tally]:
        """Answer whole shards on the workers, which read and write them; a tally for each."""
        waiting = deque(shards)
        flight: deque[Any] = deque()
        while waiting or flight:
            while waiting and len(flight) < self._room():
                flight.append(self._submit(answer_whole_shard, waiting.popleft()))
            tally = self._result(flight.popleft())
            self.tally.add(tally)
            yield self.tally

    def _room(self) -> int:
        """How many tasks keep all workers busy; one at least, while there is no worker yet."""
        with self._connected(OSError):
            threads: dict[str, int] = self._client.nthreads()
        return 2 * sum(threads.values()) + 1

    def _submit(self, work: Any, given: object) -> Any:
        key = f"gradcli-{uuid.uuid4().hex}"
        with self._connected(OSError):
            return self._client.submit(work, given, self._settings, key=key, pure=False)

    @contextmanager
    def _connected(self, *lost: type[Exception]) -> Iterator[None]:
        """Say it in our own words where the scheduler is gone; `lost` are further signs of it.

        What is asked of the scheduler itself ends in an OSError too, if it does not answer. The
        OSError of a task would be the task's own.
        """
        try:
            yield
        except BaseException as error:
            # By name: Dask's own class for a cancelled task has changed its name and its base.
            if type(error).__name__ not in _LOST and not isinstance(error, lost):
                raise
            raise failure("scheduler-lost", address=self._address) from error

    def _told(self, given: Sequence[Answer]) -> Iterator[Answer]:
        for place, answer in enumerate(given, start=1):
            self.has_answers = place < len(given)
            self.tally.lines += 1
            self.tally.errors += answer.failed
            yield answer

    def _outcome(self, records: Sequence[Record], future: Any, tries: int = _TRIES) -> list[Answer]:
        from distributed import KilledWorker

        try:
            return list(self._result(future))
        except KilledWorker:
            alone = len(records) == 1
            if alone and tries == 1:
                record = records[0]
                identity = identity_of(record.text)
                return [refused(record.number, lost(0), self._settings, identity)]
        # Every worker that had these lines was lost: one at a time, so that each has its own tries.
        self.tally.retries += len(records)
        singles = [((record,), self._submit(answer_records, (record,))) for record in records]
        left = tries - 1 if alone else tries
        return [answer for single in singles for answer in self._outcome(*single, left)]

    def _result(self, future: Any) -> Any:
        try:
            outcome = self._awaited(future)
        except ModuleNotFoundError as error:
            raise failure("module-missing-on-workers", module=error.name) from error
        if isinstance(outcome, Refusal):
            raise GradcliError(outcome.code, outcome.message, help=outcome.help)
        return outcome

    def _awaited(self, future: Any) -> Any:
        """What a task comes to; it is said when all workers are gone, and when one is back."""
        from distributed import TimeoutError as DaskTimeout

        alone = False
        while True:
            try:
                with self._connected():
                    return future.result(timeout=_SILENCE)
            except DaskTimeout:
                with self._connected(OSError):
                    gone = not self._client.nthreads()
            if gone and not alone:
                self._tell(
                    f"the scheduler at {self._address} has no workers left: "
                    f"start one with dask worker {self._address}"
                )
            elif alone and not gone:
                self._tell(f"the scheduler at {self._address} has workers again")
            alone = gone


def _full(part: Sequence[Record]) -> bool:
    return len(part) >= _LINES or sum(len(record.text) for record in part) >= _BYTES


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a task could not do, in a form that travels between machines."""

    code: Code
    message: str
    help: str | None


def answer_records(records: Sequence[Record], settings: Settings) -> list[Answer] | Refusal:
    """Answer some lines; runs on a worker of the cluster."""
    try:
        with _lent(settings) as pool:
            return list(answers(Given(records), pool))
    except GradcliError as error:
        return Refusal(error.code, error.message, error.help)


def answer_whole_shard(shard: Shard, settings: Settings) -> Tally | Refusal:
    """Answer a shard, read and written here; runs on a worker of the cluster."""
    try:
        with _lent(settings) as pool:
            pool.tally = Tally()
            answer_shard(shard, pool, lambda _: None)
            return pool.tally
    except GradcliError as error:
        return Refusal(error.code, error.message, error.help)


@contextmanager
def _lent(settings: Settings) -> Iterator[Pool]:
    """A pool of one process, kept on the worker from one task to the next."""
    from distributed import get_worker

    kept: _Kept = get_worker().__dict__.setdefault(f"gradcli-{settings}", _Kept())
    pool = kept.take() or Pool(1, settings)
    try:
        yield pool
    except BaseException:
        pool.close()
        raise
    kept.give(pool)


class _Kept:
    """Pools that wait for their next task; those that wait in vain are ended."""

    __slots__ = ("_lock", "_pools", "_timer")

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pools: list[Pool] = []
        self._timer: threading.Timer | None = None

    def take(self) -> Pool | None:
        """A pool that waits, if there is one."""
        with self._lock:
            return self._pools.pop() if self._pools else None

    def give(self, pool: Pool) -> None:
        """Put a pool back."""
        with self._lock:
            self._pools.append(pool)
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(_IDLE, self._end)
            self._timer.daemon = True
            self._timer.start()

    def _end(self) -> None:
        while (pool := self.take()) is not None:
            pool.close()
