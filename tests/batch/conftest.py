"""How the tests of batch run it: as a process, and as a pool within this one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gradcli.bulk.pool import Pool
from gradcli.bulk.question import Settings

GRADCLI = (
    sys.executable,
    "-c",
    "import sys; from gradcli.commands.main import main; sys.argv[0] = 'gradcli'; main()",
)

MakePool = Callable[..., Pool]


@pytest.fixture
def make_pool() -> Iterator[MakePool]:
    """Pools that are closed when the test has ended."""
    pools: list[Pool] = []

    def make(jobs: int = 1, **settings: Any) -> Pool:
        pool = Pool(jobs, Settings(**settings))
        pools.append(pool)
        return pool

    yield make
    for pool in pools:
        pool.close()


def start(*words: str, **how: Any) -> subprocess.Popen[bytes]:
    """A running `gradcli batch`, its standard streams at hand."""
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
    }
    return subprocess.Popen([*GRADCLI, "batch", *words], **(pipes | how))


def finished(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What `gradcli batch` came to."""
    return subprocess.run(
        [*GRADCLI, "batch", *words], input=given, capture_output=True, check=False, timeout=120
    )


def jsonl(*questions: Any) -> bytes:
    """Questions as lines; bytes stand for themselves."""
    return b"".join(
        (each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n"
        for each in questions
    )


def told(output: bytes) -> list[dict[str, Any]]:
    """The answers that stand in an output, each on a whole line."""
    assert output == b"" or output.endswith(b"\n")
    return [json.loads(line) for line in output.splitlines()]
