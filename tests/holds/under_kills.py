"""A long batch whose processes are killed again and again: each line is answered once, in order.

    python -m tests.holds.under_kills COUNT [FOLDER] [--cluster]

The same questions are answered undisturbed, and then with a worker killed every second and the
supervisor killed ten times, by each of three signals, now and then together with a worker or with
the process that forks them; each time it is told to go on with `--resume`. With `--cluster` the
work is done by processes of a Dask cluster: one of those that work for it is killed every second,
and every ten seconds one of its workers, with all that work for that.

The two files have to be equal, but for lines that were ended at the time limit, whose number is
printed. Nothing is left behind: no file beside
the answers, no process. The memory printed is the most that any process had at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from gradcli.bulk.cluster import FORKED
from tests.benchmarks.corpus import corpus
from tests.holds.limits import GRADCLI

KILLS: Final = 10
EVERY: Final = 1.0
EVERY_OF_A_CLUSTER: Final = 10.0
SIGNALS: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
_LOOK: Final = 0.05
_LONGEST: Final = 40
_EXCUSED: Final = frozenset({"time-limit"})
_POINTS: Final = ("1,2,3", "1/2,1/3,2", "0.3,0.7,1", "2,1,1/5")


def questions(count: int) -> Iterator[bytes]:
    """Short questions of several kinds, one in twenty of them no question."""
    texts = [text for text in corpus() if len(text) < _LONGEST]
    draw = random.Random(count)
    for number in range(count):
        text = draw.choice(texts)
        asked: dict[str, Any] = {"id": number, "expr": text, "vars": ["x", "y", "z"]}
        match draw.randrange(20):
            case 0:
                asked["expr"] = text + " +"
            case 1 | 2:
                asked |= {"command": "partial", "wrt": "x"}
            case 3 | 4:
                asked |= {"at": draw.choice(_POINTS), "w": "3,5,1"}
            case 5 | 6 | 7:
                asked |= {"at": draw.choice(_POINTS)}
            case _:
                pass
        yield json.dumps(asked).encode() + b"\n"


def parents() -> dict[int, int]:
    """Each process that runs, and the one that it came from."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with suppress(OSError, IndexError):
                stat = Path("/proc", entry, "stat").read_text()
                found[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    return found


def below(root: int, generations: int) -> list[int]:
    """The processes so many generations below one."""
    of, found = parents(), [root]
    for _ in range(generations):
        found = [pid for pid, parent in of.items() if parent in found]
    return found


def peak_of(pid: int) -> int:
    """The most memory that a process has had, in kilobytes."""
    with suppress(OSError):
        for line in Path("/proc", str(pid), "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


@dataclass(slots=True)
class Watch:
    """What has been done to a run, and how large its processes were."""

    killed: Counter[str] = field(default_factory=Counter)
    peaks: dict[str, int] = field(default_factory=dict)

    def look(self, supervisor: int) -> None:
        """Note what the processes of this machine have taken."""
        for generation, name in enumerate(("supervisor", "forks workers", "worker")):
            for pid in below(supervisor, generation):
                self.peaks[name] = max(self.peaks.get(name, 0), peak_of(pid))

    def kill(self, name: str, pids: Sequence[int], number: signal.Signals = signal.SIGKILL) -> None:
        """Send one process of these a signal, if there is one."""
        if pids:
            with suppress(ProcessLookupError):
                os.kill(random.choice(pids), number)
                self.killed[f"{name} by {number.name}"] += 1


def lines_of(file: Path) -> int:
    """The whole lines in a file."""
    if not file.exists():
        return 0
    with file.open("rb") as opened:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: opened.read(1 << 20), b""))


def start(asked: Path, answers: Path, words: Sequence[str]) -> subprocess.Popen[bytes]:
    """A run that goes on where the last one ended."""
    return subprocess.Popen(
        [*GRADCLI, "batch", str(asked), "-o", str(answers), "--resume", "-q", *words],
        stdin=subprocess.DEVNULL,
    )


def disturbed(
    asked: Path,
    answers: Path,
    count: int,
    words: Sequence[str],
    victims: Mapping[str, tuple[float, Callable[[int], Sequence[int]]]],
    kills: int,
) -> Watch:
    """Answer under kills, so many of the supervisor at even distances.

    `victims` are what else is killed: the seconds between, and what finds it.
    """
    watch = Watch()
    left = [(count * each // (kills + 1), SIGNALS[each % 3]) for each in range(1, kills + 1)]
    process = start(asked, answers, words)
    next_look = time.monotonic() + EVERY
    next_kill = {name: time.monotonic() + every for name, (every, _) in victims.items()}
    while True:
        time.sleep(_LOOK)
        if (code := process.poll()) is not None:
            if code in (0, 1):
                return watch
            assert code in (130, -signal.SIGKILL, -signal.SIGTERM), code
            process = start(asked, answers, words)
        now = time.monotonic()
        if now < next_look:
            continue
        next_look = now + EVERY
        watch.look(process.pid)
        done = lines_of(answers)
        if left and done >= left[0][0]:
            _, number = left.pop(0)
            together = len(left) % 3
            if together == 1:
                for name, (_, find) in victims.items():
                    watch.kill(name, find(process.pid))
            elif together == 2:
                watch.kill("what forks workers", below(process.pid, 1))
            watch.kill("supervisor", [process.pid], number)
            process.wait()
            print(f"{done:,} lines, {dict(watch.killed)}", flush=True)
            continue
        for name, (every, find) in victims.items():
            if now >= next_kill[name]:
                next_kill[name] = now + every
                watch.kill(name, find(process.pid))


def differences(one: Path, other: Path) -> tuple[int, Counter[str]]:
    """The lines, and how many of them differ, by the reason that one of the files gives."""
    told: Counter[str] = Counter()
    count = 0
    with one.open("rb") as first, other.open("rb") as second:
        for count, (a, b) in enumerate(zip(first, second, strict=True), start=1):
            if a != b:
                bodies = json.loads(a), json.loads(b)
                assert bodies[0]["id"] == bodies[1]["id"] == count - 1
                codes = {each.get("error", {}).get("code", "an answer") for each in bodies}
                both = " and ".join(sorted(codes))
                told[max(codes & _EXCUSED, default=f"line {count}: {both}")] += 1
    return count, told


@contextmanager
def cluster(jobs: int) -> Iterator[tuple[str, Callable[[int], Sequence[int]]]]:
    """A Dask cluster of processes; its address, and what its workers are."""
    import dask  # noqa: PLC0415  heavy

    dask.config.set(FORKED)
    from distributed import LocalCluster  # noqa: PLC0415

    with LocalCluster(
        n_workers=jobs, threads_per_worker=1, dashboard_address=None, protocol="tcp://",
        silence_logs=50,
    ) as started:  # fmt: skip
        # As whoever runs a cluster does: one that is lost while it starts is not started by Dask.
        started.adapt(minimum=jobs, maximum=jobs)

        def workers(_: int) -> Sequence[int]:
            processes = [nanny.process for nanny in list(started.workers.values())]
            return [each.pid for each in processes if each and each.status.name == "running"]

        yield started.scheduler_address, workers


def compared(
    folder: Path, count: int, *, on_cluster: bool = False, jobs: int = 2, kills: int = KILLS
) -> bool:
    """Both runs; whether they came to the same."""
    asked, calm, rough = (folder / f"{name}.jsonl" for name in ("asked", "calm", "rough"))
    with asked.open("wb") as file:
        file.writelines(questions(count))
    before = time.monotonic()
    if lines_of(calm) < count:
        assert start(asked, calm, ("--jobs", str(jobs))).wait() in (0, 1)
    print(f"undisturbed: {count:,} lines in {time.monotonic() - before:.0f} s", flush=True)
    before = time.monotonic()
    if on_cluster:
        with cluster(jobs) as (address, workers):
            words = ("--cluster", address)

            def below_workers(_: int) -> list[int]:
                return [pid for worker in workers(0) for pid in below(worker, 2)]

            victims = {
                "worker": (EVERY, below_workers),
                "worker of the cluster": (EVERY_OF_A_CLUSTER, workers),
            }
            watch = disturbed(asked, rough, count, words, victims, kills)
    else:
        words = ("--jobs", str(jobs))
        victims = {"worker": (EVERY, lambda pid: below(pid, 2))}
        watch = disturbed(asked, rough, count, words, victims, kills)
    seconds = time.monotonic() - before
    lines, told = differences(calm, rough)
    expected = {f"{kind}{each.name}{end}" for each in (calm, rough)
                for kind, end in (("", ""), (".", ".questions"))} | {asked.name}  # fmt: skip
    beside = sorted(each.name for each in folder.iterdir() if each.name not in expected)
    print(f"under kills: {lines:,} lines in {seconds:.0f} s, {dict(watch.killed)}")
    print(f"most memory: { {name: f'{peak // 1024} MB' for name, peak in watch.peaks.items()} }")
    print(f"lines that differ: {dict(told) or 'none'}; files left: {beside or 'none'}", flush=True)
    return lines == count and not beside and not set(told) - _EXCUSED


def main() -> int:
    """Both runs in a folder; 1 where they differ."""
    words = argparse.ArgumentParser()
    words.add_argument("count", type=int)
    words.add_argument("folder", nargs="?")
    words.add_argument("--cluster", action="store_true")
    given = words.parse_args()
    # What a shell starts with & ignores Ctrl-C, and so would what we start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(given.folder or made)
        folder.mkdir(parents=True, exist_ok=True)
        return 0 if compared(folder, given.count, on_cluster=given.cluster) else 1


if __name__ == "__main__":
    sys.exit(main())
