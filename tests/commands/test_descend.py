"""A descent as a command: what is left by the end of its time and by Ctrl-C, and its bar."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from gradcli.calculus.descent.path import Ending, Path, Visit
from tests.commands.conftest import Gradcli
from tests.schema import VALIDATOR

COMMAND = [sys.executable, "-c", "from gradcli.commands.main import main; main()"]
LONG = [
    *("descend", "(1 - x)^2 + 100 (y - x^2)^2", "--from=-1,1"),
    *("--rate", "0.0001", "-n", "100000000", "--tol", "0"),
]
COLOUR = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


def test_the_end_of_the_time_leaves_what_there_is() -> None:
    done = subprocess.run(
        [*COMMAND, *LONG, "--timeout", "4", "--steps", "none"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "The time ran out after" in done.stdout
    assert "The first three steps" in done.stdout
    assert done.stderr.startswith("error: the time is over after")


# A page that takes seconds to write: the derivative of each of sixty pieces.
NESTED = "x^2 + y^2"
for number in range(60):
    NESTED = f"{{{NESTED} if x > {-number - 3}, x^2 + {number} y^2 otherwise}}"
SLOW = [*("descend", NESTED, "--from=1,1"), *LONG[3:]]


def interrupted(*words: str, times: int = 1) -> tuple[int, str, str, float]:
    """What a descent came to that was interrupted when its bar stood: code, output, error, time."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *words, "--timeout", "0"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "TERM": "xterm"},
    ) as process:
        os.close(theirs)
        begun, told = time.monotonic(), b""
        while b"/100000000 steps" not in COLOUR.sub(b"", told):
            told += os.read(ours, 65536)
        assert time.monotonic() - begun > 2
        told = b""
        asked = time.monotonic()
        for _ in range(times):
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        out, _ = process.communicate(timeout=30)
        took = time.monotonic() - asked
        with suppress(OSError):
            while chunk := os.read(ours, 65536):
                told += chunk
    os.close(ours)
    said = COLOUR.sub(b"", told).decode().replace("\r\n", "\n")
    return process.returncode, out, said[said.find("error:") :], took


@pytest.mark.parametrize("more", [(), ("--every", "1"), ("--every", "7")], ids=repr)
def test_a_bar_stands_on_a_terminal_and_ctrl_c_leaves_what_there_is(more: tuple[str, ...]) -> None:
    code, out, said, _ = interrupted(*LONG, "-f", "csv", *more)
    assert code == 130
    header, *rows = out.splitlines()
    assert header == "step,x,y,f,f_x,f_y,norm,rate"
    steps = [int(row.split(",")[0]) for row in rows]
    apart = steps[1]
    assert steps[:-1] == list(range(0, steps[-1], apart))
    assert 3 < len(steps) <= 1002
    assert f"interrupted after {steps[-1]:,} steps" in said
    assert steps[-1] <= 1000 or f"every {apart:,}th" in said or apart in (1, 7)


@pytest.mark.parametrize("words", [("plain",), ("plain", "--every", "1"), ("html",), ("json",)])
def test_what_there_is_does_not_take_longer_the_more_it_is(words: tuple[str, ...]) -> None:
    code, out, said, took = interrupted(*LONG, "-f", *words)
    assert code == 130
    assert took < 5  # on a machine that does ten things; half a second of its computing
    if words == ("json",):
        body = json.loads(out)
        VALIDATOR.validate(body)
        assert body["error"]["code"] == "descent-interrupted"
        found = body["descend"]
        places = [each["step"] for each in found["steps"]]
        assert places[:-1] == list(range(0, places[-1], found.get("every", 1)))
        assert (found["ended"], "claim" in found) == ("interrupted", False)
        assert len(places) <= 1002
    else:
        assert "It was interrupted after" in out.replace("\n", " ")
        assert said.startswith("error: interrupted after")


@pytest.mark.parametrize("form", ["plain", "html", "json"])
def test_what_takes_too_long_to_write_is_not_waited_for(form: str) -> None:
    code, out, said, took = interrupted(*SLOW, "-f", form)
    assert code == 130
    assert took < 6
    if form == "json":
        # It takes a fifth of a page: where it can be written in time it is, and whole.
        body = json.loads(out)
        is_written = body["error"]["code"] == "descent-interrupted"
        assert is_written or body["error"]["code"] == "interrupted-before-it-was-written"
        assert ("descend" in body) is is_written
        assert not is_written or body["descend"]["ended"] == "interrupted"
    else:
        assert out == ""
        assert said.startswith("error: interrupted, and what there is by then takes too long")
    # The advice holds.
    code, out, _, _ = interrupted(*SLOW, "-q")
    assert (code, len(out.splitlines())) == (130, 2)


def test_a_second_ctrl_c_ends_it_at_once() -> None:
    code, out, _, took = interrupted(*SLOW, times=2)
    assert (code, out) == (130, "")
    assert took < 1


def test_of_an_interrupted_run_there_is_not_more_to_write_the_longer_it_was() -> None:
    visit = Visit((1.0,), 1.0, (2.0,))
    for steps in (0, 1, 999, 1000, 1001, 9_999, 10_001, 100_001):
        whole = Path([visit] * (steps + 1), Ending.ITERATIONS)
        assert (whole.apart, len(whole.written)) == (1, steps + 1)
        left = Path([visit] * (steps + 1), Ending.INTERRUPTED)
        assert left.written[0] == 0
        assert left.written[-1] == steps
        assert len(left.written) <= min(steps + 1, 1002)


@pytest.mark.parametrize(
    ("function", "start", "code"),
    [
        # Steps that grow and grow are a descent that diverges; one step is a number of a limit.
        ("x^4", "3", 1),
        ("x^2 - x^4", "2", 1),
        ("x^6", "2", 1),
        ("x^100", "1.5", 3),
        ("(x^2-1)^10", "1.5", 3),
        ("e^(x^2)", "20", 3),
        ("x^4", "10^200", 3),
    ],
)
def test_how_a_descent_ends_that_leaves_the_floats(
    gradcli: Gradcli, function: str, start: str, code: int
) -> None:
    outcome = gradcli("descend", function, "--from", start, "-q")
    assert outcome.code == code
    assert ("diverges" in outcome.err) is (code == 1)
