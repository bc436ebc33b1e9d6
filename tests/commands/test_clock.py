"""Where nothing can fork: a thread whose time is over is ended, and says nothing after it."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import pytest

from gradcli.bulk.confines import end_deep, start_deep
from tests.commands.conftest import Gradcli, gradcli

__all__ = ["gradcli"]


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


@pytest.mark.parametrize(
    "words",
    [
        ("critical", "e^(x y) sin(x + y)"),
        ("practice", "--count", "200", "--seed", "1"),
        ("mistakes",),
    ],
    ids=" ".join,
)
def test_nothing_goes_on_behind_a_refusal(gradcli: Gradcli, words: tuple[str, ...]) -> None:
    outcome = gradcli(*words, "--timeout", "0.01")
    assert (outcome.code, outcome.out) == (3, "")
    deadline = time.monotonic() + 10
    while any(each.name == "gradcli-work" for each in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
