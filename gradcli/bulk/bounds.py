"""What a run of many lines may be given, and what would make no sense.

It loads nothing, so that a wrong number on the command line is answered at once.
"""

from __future__ import annotations

from numbers import Integral, Real
from typing import Final

from gradcli.bulk.messages import failure

MOST_JOBS: Final = 1_000
# Eleven days: longer than any run, short enough for every clock that is set to it.
MOST_SECONDS: Final = 1_000_000
# What a clock counts at most finely; nothing is done in it.
LEAST_SECONDS: Final = 1e-6
_MEGABYTE: Final = 1024**2
# Below this a process has as much to spare from its own start, and the bound is none.
LEAST_MEMORY: Final = 16 * _MEGABYTE
MOST_MEMORY: Final = 1024**5

SECONDS: Final = f"a number of seconds up to {MOST_SECONDS:,}, or 0 for no limit"
MEMORY: Final = "between 16M and 1024T, or 0 for no limit"


def are_seconds(value: float) -> bool:
    """Whether it is a time to wait, or 0 for ever."""
    return 0 <= value <= MOST_SECONDS


def is_memory(value: float) -> bool:
    """Whether it is an amount of memory that bounds something, or 0 for no bound."""
    return value == 0 or LEAST_MEMORY <= value <= MOST_MEMORY


def check(jobs: int | None, timeout: float, memory: int) -> None:
    """What `gradcli.batch` was given.

    Raises:
        GradcliError: USAGE for what makes no sense.
    """
    for name, fits in (
        ("jobs", jobs is None or (isinstance(jobs, Integral) and 1 <= jobs <= MOST_JOBS)),
        ("timeout", isinstance(timeout, Real) and are_seconds(timeout)),
        ("memory", isinstance(memory, Integral) and is_memory(memory)),
    ):
        if not fits:
            raise failure("option-out-of-range", name, jobs=MOST_JOBS, seconds=MOST_SECONDS)
