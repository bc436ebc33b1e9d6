"""What becomes of input that has no end, how long that takes, and what memory it takes.

    python -m tests.holds.endless

Lines that are answered one by one may go on for ever; whatever else has no end has to be refused,
within a few seconds and a fixed memory, with what to do.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

GRADCLI = (sys.executable, "-m", "gradcli")
LONGEST = 5.0
"""In seconds, more than the start of a process."""

LARGEST = 400
"""In megabytes, of all processes together: a table may have 256 of them."""

_ENOUGH = 2_000_000


@dataclass(frozen=True, slots=True)
class Endless:
    """A command, and what makes its input in a shell; `says` is a part of the refusal.

    Without one its lines are answered for ever.
    """

    words: tuple[str, ...]
    feed: str = ""
    says: str | None = None


_LOSS = ("grad", "w x", "--wrt", "w", "--mean", "--data")
ENDLESS = (
    Endless(("batch", "-q"), "cat /dev/zero", "not made of lines"),
    Endless(("batch", "-q"), "echo x; cat /dev/zero", "not made of lines"),
    Endless(("batch", "-q", "/dev/zero"), "", "not made of lines"),
    Endless(("batch", "-q"), "yes x^2 | tr -d '\\n'", "not made of lines"),
    Endless(("batch", "-q", "--input-format", "text"), "yes ''", "no question"),
    Endless(("batch", "-q", "--input-format", "text"), "yes '# x'", "no question"),
    Endless(("batch", "-q", "--input-format", "csv"), "cat /dev/zero", "first row"),
    Endless(("batch", "-q", "--input-format", "csv"), "echo '\"expr'; yes ''", "first row"),
    Endless(("worksheet", "/dev/zero"), "", "not made of lines"),
    Endless(("worksheet", "/dev/urandom"), "", "has room for"),
    Endless(("worksheet", "-"), "yes x^2", "has room for"),
    Endless(("worksheet", "-"), 'yes \'{"expr": "x^2"}\'', "has room for"),
    Endless(("worksheet", "-", "--input-format", "text"), "yes ''", "no question"),
    Endless(("check", "--answers", "/dev/zero"), "", "not made of lines"),
    Endless((*_LOSS, "/dev/zero"), "", "holds more than 256 MB"),
    Endless((*_LOSS, "/dev/urandom"), "", "holds more than 256 MB"),
    Endless((*_LOSS, "/dev/stdin"), "echo x; yes 1", "holds more than 256 MB"),
    Endless(("check", "x^2", "--work", "/dev/zero"), "", "more than a derivation may"),
    Endless(("check", "x^2", "--work", "-"), "yes 2x", "more than a derivation may"),
    Endless(("check", "x^2", "--work", "-"), "cat /dev/urandom", "more than a derivation may"),
    Endless(("practice", "--review", "/dev/zero"), "", "holds more than 16 MB"),
    Endless(("practice", "--review", "/dev/stdin"), "yes ''", "holds more than 16 MB"),
    Endless(("practice", "--review", "/dev/urandom"), "", "holds more than 16 MB"),
    Endless(("grad", "-"), "cat /dev/zero", "more than an expression may"),
    Endless(("hint", "-"), "yes", "more than an expression may"),
    Endless(("learn", "-", "--at", "1"), "cat /dev/urandom", "more than an expression may"),
    Endless(("explore", "-", "--at", "1"), "yes x", "more than an expression may"),
    Endless(("batch", "-q"), 'yes \'{"expr": "x^2"}\''),
    Endless(("batch", "-q"), "yes ''"),
    Endless(("batch", "-q"), "cat /dev/urandom"),
    Endless(("batch", "-q"), "echo expr; yes '\"'"),
    Endless(("batch", "-q"), "echo expr; echo '\"'; yes '\",\"'"),
    Endless(("check", "--answers", "/dev/stdin", "-q"), "echo expr,answer; yes x^2,2x"),
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: nothing for an exit code where it was still answering when it was stopped."""

    exit_code: int | None
    seconds: float
    megabytes: float
    out: bytes
    err: str

    def holds(self, asked: Endless) -> bool:
        """Whether it was refused as it should be, or went on answering."""
        if self.megabytes > LARGEST:
            return False
        if asked.says is None:
            return self.exit_code is None
        return asked.says in self.err and self.exit_code in (2, 3) and self.seconds < LONGEST


def run(asked: Endless) -> Ended:
    """One command, until it has ended or has answered a great deal."""
    command = shlex.join([*GRADCLI, *asked.words])
    if asked.feed:
        command = f"({asked.feed}) 2>/dev/null | {command}"
    before = time.monotonic()
    with subprocess.Popen(
        ["bash", "-c", f"set -o pipefail; {command}; exit ${{PIPESTATUS[-1]}}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        os.set_blocking(process.stdout.fileno(), False)
        out, peak, stopped = b"", 0.0, False
        while process.poll() is None:
            peak = max(peak, megabytes(process.pid))
            out += process.stdout.read() or b""
            if len(out) > _ENOUGH or time.monotonic() - before > 20 * LONGEST:
                os.killpg(process.pid, signal.SIGKILL)
                stopped = len(out) > _ENOUGH
                break
            time.sleep(0.02)
        seconds = time.monotonic() - before
        out += process.stdout.read() or b""
        err = process.stderr.read().decode(errors="replace")
        code = process.wait()
    return Ended(None if stopped else code, seconds, peak, out, err)


def megabytes(pid: int) -> float:
    """What a process and all below it have taken at most; nothing of those that have ended."""
    total, waiting = 0, [pid]
    while waiting:
        at = Path(f"/proc/{waiting.pop()}")
        try:
            waiting.extend(map(int, (at / f"task/{at.name}/children").read_text().split()))
            for line in (at / "status").read_text().splitlines():
                if line.startswith("VmHWM"):
                    total += int(line.split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total / 1024


def main() -> int:
    """Print the table; 1 where something was not refused as it should be."""
    worst = 0
    for asked in ENDLESS:
        ended = run(asked)
        bad = not ended.holds(asked)
        worst |= bad
        shown = f"{asked.feed} | {' '.join(asked.words)}" if asked.feed else " ".join(asked.words)
        code = "on" if ended.exit_code is None else str(ended.exit_code)
        print(
            f"{'BAD' if bad else '   '} {code:>3} {ended.seconds:5.1f} s "
            f"{ended.megabytes:4.0f} MB  {shown}",
            flush=True,
        )
    return worst


if __name__ == "__main__":
    sys.exit(main())
