"""How long hard inputs take, as commands and as lines of a batch, and how soon Ctrl-C ends them.

    python -m tests.holds.limits [SECONDS]

An answer or a refusal has to come within the time limit and half a second, counted from when the
process has started, which for a question that takes no time is measured first.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.holds.hard_inputs import HARD

GRADCLI = (sys.executable, "-m", "gradcli")
GRACE = 0.5
"""How much longer than its limit anything may take."""

ENDS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one input: the exit code, how long it took, whether it said one thing only."""

    words: tuple[str, ...]
    code: int
    seconds: float
    is_clear: bool


def started() -> float:
    """How long it takes to start, and to answer a question that takes no time."""
    return min(run(("grad", "x", "-q"), 60).seconds for _ in range(3))


def run(words: tuple[str, ...], limit: float) -> Run:
    """One command."""
    before = time.monotonic()
    done = subprocess.run(
        [*GRADCLI, *words, "--timeout", str(limit)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    seconds = time.monotonic() - before
    # An answer on standard output, or a limit on standard error.
    is_clear = (done.returncode == 3) == (done.stdout == "") or done.returncode in (1, 2)
    return Run(words, done.returncode, seconds, is_clear and done.returncode in ENDS)


def interrupted(words: tuple[str, ...], after: float) -> float | None:
    """How long it takes to end after Ctrl-C; nothing where it has answered before."""
    process = subprocess.Popen(
        [*GRADCLI, *words, "--timeout", "0"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        before = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        return time.monotonic() - before
    return None


def as_line(number: int, words: tuple[str, ...]) -> str:
    """A command as a line of a batch."""
    command, expression, *options = words
    given = {
        name.removeprefix("--"): value
        for name, value in zip(options[::2], options[1::2], strict=True)
    }
    return json.dumps(
        {"id": number, "command": command, "expr": expression, "steps": "full"} | given
    )


def batch(inputs: tuple[tuple[str, ...], ...], limit: float) -> Iterator[tuple[Run, dict]]:
    """Each input as a line, in one process; how long each took after the one before it."""
    with subprocess.Popen(
        [*GRADCLI, "batch", "--jobs", "1", "-q", "--timeout", str(limit)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        lines = process.stdout
        for number, words in enumerate((("grad", "x"), *inputs)):
            before = time.monotonic()
            os.write(process.stdin.fileno(), as_line(number, words).encode() + b"\n")
            answer = json.loads(lines.readline())
            seconds = time.monotonic() - before
            assert answer["id"] == number
            if number:
                yield Run(words, answer.get("exit_code", 0), seconds, True), answer
        process.stdin.close()


def shown(words: tuple[str, ...]) -> str:
    """A command, short enough to be read."""
    return " ".join(word if len(word) <= 44 else f"{word[:20]}..{word[-20:]}" for word in words)


def main() -> int:
    """Print the table; 1 where something took too long."""
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    start = started()
    print(f"limit {limit:g} s, start {start:.2f} s", flush=True)
    in_batch = batch(HARD, limit)
    worst = 0
    for words in HARD:
        command, (line, _), ended = run(words, limit), next(in_batch), interrupted(words, limit)
        late = (
            command.seconds > limit + GRACE + start
            or not command.is_clear
            or line.seconds > limit + GRACE
            or (ended or 0) > GRACE
        )
        worst |= late
        print(
            f"{'LATE' if late else '    '} {command.code} {command.seconds - start:6.2f}  "
            f"batch {line.code} {line.seconds:6.2f}  "
            f"Ctrl-C {'    ' if ended is None else f'{ended:.2f}'}  {shown(words)}",
            flush=True,
        )
    return worst


if __name__ == "__main__":
    sys.exit(main())
