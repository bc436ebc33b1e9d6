"""Two things timed side by side: in turn, several times, the best of each."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

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


def best_of(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The least time of each, taken in turn, so that a busy moment strikes all of them."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            best[place] = min(best[place], seconds(work))
    return best


def process(*command: str, text: bytes = b"") -> Callable[[], object]:
    """A process from its start to its end."""

    def run() -> object:
        return subprocess.run(
            command, input=text, capture_output=True, env=_ENVIRONMENT, check=False
        )

    return run


def python(code: str) -> Callable[[], object]:
    """A Python of its own that runs one line."""
    return process(sys.executable, "-c", code)


def first_line(command: Sequence[str]) -> tuple[float, float]:
    """Seconds until a process writes on its terminal, and until it ends."""
    screen, terminal = os.openpty()
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=terminal, stderr=subprocess.DEVNULL, env=_ENVIRONMENT
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
