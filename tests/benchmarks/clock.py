"""Two things timed side by side: in turn, several times, the best of each; kept in pyperf's form.

pyperf measures one thing after the other, each in processes of its own, and a ratio of two numbers
is off by whatever the machine did in between. Here the works take turns; pyperf keeps the book:
`python -m pyperf stats FILE` and `compare_to` read what `--output FILE` wrote.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyperf

GRADCLI: Final = str(Path(sys.executable).with_name("gradcli"))

# An installed program has its byte code beside it; a start that compiles first is no measure.
_ENVIRONMENT: Final = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@dataclass(slots=True)
class Book:
    """All times that were taken, by what was timed."""

    times: dict[str, list[float]] = field(default_factory=dict)

    def best_of(self, rounds: int, works: Mapping[str, Callable[[], object]]) -> list[float]:
        """The least time of each, taken in turn, so that a busy moment strikes all of them."""
        taken: dict[str, list[float]] = {name: [] for name in works}
        for _ in range(rounds):
            for name, work in works.items():
                taken[name].append(seconds(work))
        for name, values in taken.items():
            self.times.setdefault(name, []).extend(values)
        return [min(values) for values in taken.values()]

    def once(self, name: str, work: Callable[[], object]) -> float:
        """The time of what takes long enough by itself."""
        return self.best_of(1, {name: work})[0]

    def write(self, path: str) -> None:
        """Everything in the file format of pyperf."""
        benchmarks = [
            pyperf.Benchmark([pyperf.Run(values, metadata={"name": name, "unit": "second"})])
            for name, values in self.times.items()
        ]
        pyperf.BenchmarkSuite(benchmarks).dump(path, replace=True)


def process(
    *command: str, text: bytes = b"", environment: Mapping[str, str] = MappingProxyType({})
) -> Callable[[], object]:
    """A process from its start to its end, with what is added to its environment."""

    def run() -> object:
        return subprocess.run(
            command,
            input=text,
            # Reading what it writes would take a processor from it.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**_ENVIRONMENT, **environment},
            check=False,
        )

    return run


@contextmanager
def running_batch(
    *options: str, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Callable[[Sequence[bytes]], object]]:
    """A batch that runs: what it gives takes lines, and is done when their answers are there."""
    with subprocess.Popen(
        [GRADCLI, "batch", "-", "-q", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**_ENVIRONMENT, **environment},
    ) as running:
        asked, answers = running.stdin, running.stdout
        assert asked is not None
        assert answers is not None

        def answer(lines: Sequence[bytes]) -> None:
            asked.write(b"".join(lines))
            asked.flush()
            for _ in lines:
                assert answers.readline()

        yield answer
        asked.close()


def python(code: str) -> Callable[[], object]:
    """A Python of its own that runs one line."""
    return process(sys.executable, "-c", code)


def loops(count: int) -> Callable[[], object]:
    """So many bare loops of Python beside each other: what the machine itself gains by cores."""
    code = "s = 0\nfor i in range(8_000_000): s += i * i"

    def run() -> object:
        running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(count)]
        return [each.wait() for each in running]

    return run


def completion(words: str) -> Callable[[], object]:
    """The process that bash runs when somebody presses Tab behind the words."""
    asked = {"_GRADCLI_COMPLETE": "bash_complete", "COMP_WORDS": words}
    environment = {**_ENVIRONMENT, **asked, "COMP_CWORD": str(words.count(" "))}

    def run() -> object:
        return subprocess.run([GRADCLI], capture_output=True, env=environment, check=False)

    return run


def first_line(command: Sequence[str]) -> tuple[float, float]:
    """Seconds until a process writes on its terminal, and until it ends."""
    # Through a pager that asks for no key, which is a process more and not only a name.
    environment = {**_ENVIRONMENT, "GRADCLI_PAGER": "cat -u"}
    screen, terminal = os.openpty()
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=terminal, stderr=subprocess.DEVNULL, env=environment
    ) as running:
        os.close(terminal)
        os.read(screen, 1)
        first = time.perf_counter() - start
        # The end of a terminal that nobody writes to any more is an error, not an empty read.
        with suppress(OSError):
            while os.read(screen, 65536):
                pass
        running.wait()
    os.close(screen)
    return first, time.perf_counter() - start


def peak_memory(command: Sequence[str]) -> int:
    """The largest memory (kilobytes) of a process and of those that it started, added up.

    Read from Linux's own book of each process's peak while they run: what `wait4` tells begins
    with the memory of the process that asks, and leaves out children that nobody waited for.
    """
    most = 0
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
    ) as running:
        while running.poll() is None:
            most = max(most, sum(map(_peak, _family(running.pid))))
            time.sleep(0.05)
    return most


def _family(root: int) -> Iterator[int]:
    """A process and all that it started."""
    yield root
    # One that ends meanwhile has no children any more.
    with suppress(OSError):
        for children in Path(f"/proc/{root}/task").glob("*/children"):
            for child in children.read_text(encoding="ascii").split():
                yield from _family(int(child))


def _peak(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0
