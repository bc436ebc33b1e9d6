"""How long hard questions to every command take, how soon Ctrl-C ends each, and with what memory.

    python -m tests.holds.commands [SECONDS [WORD]]

An answer or a refusal has to come within the time limit and half a second, counted from when the
process has started; Ctrl-C has to end it within half a second; and with a memory limit it takes
little more than that. With a WORD only the commands that hold it are run.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.holds.endless import megabytes
from tests.holds.hard_questions import QUESTIONS
from tests.holds.limits import GRACE, GRADCLI, shown, started

MEMORY = 300
"""The limit on memory, in megabytes, beyond what a process starts with."""

# What two processes start with, and what one may take between two looks at it.
_BESIDE = 250
_HARD = "sin(x) cos(y) tan(x y) exp(x-y) ln(2 + sin(x y))/(1 + x^2 + y^2)"


def files(folder: Path) -> dict[str, str]:
    """What stands for the names between braces."""
    questions = [{"command": "hessian", "expr": _HARD, "at": "1/3,2/7"}] * 200
    written = {
        "work": "\n".join([_HARD] * 100),
        "sheet": "\n".join(map(json.dumps, questions)),
        "long": "\n".join([f"x^{n} sin(x)" for n in range(9000)]),
        "rows": "x,y\n" + "".join(f"{n},{n}.5\n" for n in range(200_000)),
        "picture": "",
        "gif": "",
        "page": "",
    }
    endings = {"sheet": "jsonl", "long": "txt", "rows": "csv", "picture": "svg", "gif": "gif"}
    made = {}
    for name, text in written.items():
        path = folder / f"{name}.{endings.get(name, 'html' if name == 'page' else 'txt')}"
        if text:
            path.write_text(text, "utf-8")
        made[name] = str(path)
    return made


def filled(words: Sequence[str], made: dict[str, str]) -> list[str]:
    """The words, with the files in their places."""
    return [made.get(word[1:-1], word) if word[:1] == "{" else word for word in words]


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended: its code, its seconds, its most megabytes, and what it said."""

    code: int
    seconds: float
    megabytes: float
    err: str


def run(words: Sequence[str], *options: str, folder: Path, interrupt: float | None = None) -> Run:
    """One command; `interrupt` sends Ctrl-C after so many seconds, and counts from there."""
    said = folder / "err"
    with (
        said.open("wb") as err,
        subprocess.Popen(
            [*GRADCLI, *words, *options],
            stdout=subprocess.DEVNULL,
            stderr=err,
            stdin=subprocess.DEVNULL,
        ) as process,
    ):
        before, peak, sent = time.monotonic(), 0.0, False
        while process.poll() is None:
            now = time.monotonic()
            peak = max(peak, megabytes(process.pid))
            if interrupt is not None and not sent and now - before > interrupt:
                process.send_signal(signal.SIGINT)
                before, sent = time.monotonic(), True
            time.sleep(0.01)
        return Run(
            process.returncode,
            time.monotonic() - before,
            peak,
            said.read_text(errors="replace"),
        )


def main() -> int:
    """Print the table; 1 where something does not hold."""
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    start = started()
    print(f"limit {limit:g} s, start {start:.2f} s, memory {MEMORY} MB", flush=True)
    worst = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = files(folder)
        for asked in QUESTIONS:
            if word not in " ".join(asked):
                continue
            words = filled(asked, made)
            timed = run(words, "--timeout", str(limit), folder=folder)
            bounded = run(
                words, "--timeout", str(2 * limit), "--memory", f"{MEMORY}M", folder=folder
            )
            stopped = run(words, "--timeout", "0", folder=folder, interrupt=limit)
            drafts = [each.name for each in folder.iterdir() if each.name.startswith(".")]
            late = (
                timed.seconds > limit + GRACE + start
                or timed.code not in (0, 1, 2, 3)
                or bounded.megabytes > MEMORY + _BESIDE
                or bounded.code not in (0, 1, 2, 3)
                or (stopped.code == 130 and stopped.seconds > GRACE)
                or stopped.code not in (0, 1, 2, 3, 130)
                or "Traceback" in timed.err + bounded.err + stopped.err
                or bool(drafts)
            )
            worst |= late
            print(
                f"{'LATE' if late else '    '} {timed.code} {timed.seconds - start:6.2f} s  "
                f"{bounded.code} {bounded.megabytes:4.0f} MB  "
                f"Ctrl-C {stopped.code:3} {stopped.seconds:5.2f} s  {shown(asked)} {drafts or ''}",
                flush=True,
            )
    return worst


if __name__ == "__main__":
    sys.exit(main())
