"""Many questions to processes of their own that begin alike: one runs the beginning, then forks.

A fork is in the state of a process that has just run the beginning: what it loads and leaves behind
is its own. What is not shared is the start of Python and the imports, nearly all of the time. Where
the start itself is what a test is about (the environment, closed streams, signals), it starts one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

# It uses nothing but what every Python process has loaded, so that a fork can tell what came.
_FORKS = """
import os, sys

def _answer(program, words, out, err, scope):
    for stream, path in ((0, os.devnull), (1, out), (2, err)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, stream)
        os.close(opened)
    sys.argv[:] = ["-c", *words]
    code = 1
    try:
        exec(program, scope)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)

def _serve():
    scope = {"__name__": "__main__"}
    exec(eval(sys.stdin.readline()), scope)
    while asked := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            _answer(*eval(asked), scope)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(code, flush=True)

_serve()
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a fork ended, and what it wrote on its two streams."""

    code: int
    written: bytes
    complained: bytes

    @property
    def out(self) -> str:
        """What it printed."""
        return self.written.decode("utf-8")

    @property
    def err(self) -> str:
        """What it said on standard error."""
        return self.complained.decode("utf-8")


@dataclass(frozen=True, slots=True)
class Beginning:
    """A process that has run a beginning, and forks for each program that goes on from there."""

    program: str
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    _running: list[subprocess.Popen[str]] = field(default_factory=list)

    def __enter__(self) -> Beginning:
        """Nothing is started before the first question."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self._running:
            process.communicate()
        self._running.clear()

    def _process(self) -> subprocess.Popen[str]:
        if not self._running:
            process = subprocess.Popen(
                [sys.executable, "-c", _FORKS],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self.environment,
                encoding="ascii",
            )
            assert process.stdin is not None
            process.stdin.write(f"{self.program!a}\n")
            self._running.append(process)
        return self._running[0]

    def then(self, program: str, *words: str) -> Ended:
        """What comes of a program, with words of a command line, that goes on from here."""
        process = self._process()
        assert process.stdin is not None
        assert process.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            process.stdin.write(f"{(program, words, str(out), str(err))!a}\n")
            process.stdin.flush()
            code = process.stdout.readline()
            assert code, "the beginning does not run"
            return Ended(int(code), out.read_bytes(), err.read_bytes())
