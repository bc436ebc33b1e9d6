"""Where nothing can fork: a thread whose time is over is ended, and says nothing after it."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress

import pytest

from gradcli.bulk.confines import end_deep, start_deep


def test_work_is_ended_before_its_next_line() -> None:
    written: list[int] = []

    def work() -> None:
        with suppress(SystemExit):
            while True:
                # As much of SymPy does.
                with suppress(Exception):
                    time.sleep(0.001)
                    written.append(len(written))

    thread = start_deep(work, "gradcli-work")
    while not written:
        time.sleep(0.001)
    end_deep(thread)
    assert not thread.is_alive()


def test_work_that_is_done_is_left_alone() -> None:
    thread = start_deep(lambda: None, "gradcli-work")
    thread.join()
    end_deep(thread)
    assert not thread.is_alive()


# As on a system on which nothing forks.
_WITHOUT_FORK = """
import os, sys
del os.fork
from gradcli.commands.main import main
sys.argv = ["gradcli", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("critical", "e^(x y) sin(x + y)", "--timeout", "0.2"), 3),
        (("mistakes", "--timeout", "0.5"), 3),
        (("grad", "x^2 y", "-q"), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_there_is_an_answer_or_a_refusal(words: tuple[str, ...], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_FORK, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert bool(done.stdout) is (code == 0)
    assert bool(done.stderr) is (code == 3)
    assert "Traceback" not in done.stderr
    assert "ignored" not in done.stderr
