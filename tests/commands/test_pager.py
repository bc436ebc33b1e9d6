"""A long page goes through a pager, chosen and run as git's is."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-c", "from gradcli.commands.main import main; main()")
FOREGROUND = (
    sys.executable,
    "-c",
    "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "from gradcli.commands.main import main; main()",
)
QUESTION = ("grad", "x^2 y", "--at", "2,3")
LONG = "*".join(f"(sin(x{n})+cos(x{n + 1}*y)^2)" for n in range(400))
UNWANTED = ("LESS", "LV", "PAGER", "GRADCLI_PAGER", "COLUMNS", "FORCE_COLOR")


class Terminal:
    """A terminal of 24 lines and what gradcli writes there, as the foreground of its session."""

    def __init__(self, *words: str, **environment: str) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        inherited = {name: value for name, value in os.environ.items() if name not in UNWANTED}
        self.process = subprocess.Popen(
            [*FOREGROUND, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**inherited, "TERM": "xterm", "LANG": "C.UTF-8", "NO_COLOR": "1", **environment},
            start_new_session=True,
        )
        os.close(theirs)
        self._bytes = b""

    @property
    def written(self) -> str:
        """What stands on the terminal; a sign that has come in part is left out."""
        return self._bytes.decode("utf-8", "ignore").replace("\r\n", "\n")

    def until(self, text: str) -> None:
        """Wait for a text to appear."""
        deadline = time.monotonic() + 60
        while text not in self.written:
            assert time.monotonic() < deadline, self.written
            if select.select([self.ours], [], [], 1)[0]:
                try:
                    part = os.read(self.ours, 65536)
                except OSError:  # Linux's word for the end of a terminal
                    part = b""
                assert part, self.written
                self._bytes += part

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.ours, keys)

    def ended(self) -> int:
        """Read to the end; the exit code."""
        while True:
            try:
                part = os.read(self.ours, 65536)
            except OSError:
                break
            if not part:
                break
            self._bytes += part
        os.close(self.ours)
        return self.process.wait(timeout=60)


def piped(*words: str) -> str:
    environment = {**os.environ, "LANG": "C.UTF-8", "COLUMNS": "80"}
    done = subprocess.run(
        [*COMMAND, *words, "-f", "plain"],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    return done.stdout


def program(folder: Path, name: str, script: str) -> str:
    """A pager of our own, found by its name on the PATH that is given back."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize(
    ("chosen", "first"),
    [
        ({}, "less FRX"),
        ({"LESS": "-S"}, "less -S"),
        ({"PAGER": "other"}, "other FRX"),
        ({"PAGER": "nothing-such", "GRADCLI_PAGER": "other"}, "other FRX"),
        ({"PAGER": "other | cat"}, "other FRX"),
        ({"PAGER": "cat", "GRADCLI_PAGER": "less"}, "less FRX"),
    ],
    ids=str,
)
def test_which_pager(tmp_path: Path, chosen: dict[str, str], first: str) -> None:
    for name in ("less", "other"):
        path = program(tmp_path, name, f'echo "{name} $LESS"; cat')
    terminal = Terminal(*QUESTION, "-f", "plain", PATH=path, **chosen)
    assert terminal.ended() == 0
    assert terminal.written == f"{first}\n{piped(*QUESTION)}"


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ((*QUESTION, "--no-pager"), {}),
        (QUESTION, {"PAGER": "cat"}),
        (QUESTION, {"PAGER": "loud", "GRADCLI_PAGER": ""}),
        (QUESTION, {"TERM": "dumb"}),
        ((*QUESTION, "-q"), {}),
        ((*QUESTION, "-f", "json"), {}),
        ((*QUESTION, "-f", "latex"), {}),
        ((*QUESTION, "-o", "answer.html"), {}),
        (("grad", "x +", "--at", "2"), {}),
    ],
    ids=str,
)
def test_no_pager(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    chosen: dict[str, str],
) -> None:
    monkeypatch.chdir(tmp_path)
    path = program(tmp_path, "less", "echo paged; cat")
    terminal = Terminal(*words, **{"PATH": path, **chosen})
    terminal.ended()
    assert "paged" not in terminal.written


def test_a_pipe_is_not_paged(tmp_path: Path) -> None:
    path = program(tmp_path, "less", "echo paged; cat")
    done = subprocess.run(
        [*COMMAND, *QUESTION],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "LANG": "C.UTF-8"},
        check=True,
    )
    assert "paged" not in done.stdout


@pytest.mark.parametrize("pager", ["head -n 2", "true", "sh -c 'head -n 1; exit 3'"])
def test_a_pager_that_is_left_early_ends_quietly(pager: str) -> None:
    terminal = Terminal(*QUESTION, PAGER=pager)
    assert terminal.ended() == 0
    assert piped(*QUESTION).startswith(terminal.written)


def test_a_pager_that_is_left_ends_the_work() -> None:
    begin = time.monotonic()
    terminal = Terminal("grad", LONG, "--timeout", "0", PAGER="head -n 1")
    assert terminal.ended() == 0
    assert time.monotonic() - begin < 20
    assert "Traceback" not in terminal.written


@pytest.mark.parametrize(
    ("pager", "said"),
    [
        ("/nothing/such", ""),
        ("nothing-such -R", ""),
        ("exit 126; #", ""),
        ("exec 2>&1 nothing-such '-R'", "not found\n"),
    ],
)
def test_a_pager_that_cannot_be_started(pager: str, said: str) -> None:
    terminal = Terminal(*QUESTION, "-f", "plain", PAGER=pager)
    assert terminal.ended() == 0
    # What a shell says of its own stands before the page.
    assert said in terminal.written
    assert terminal.written.endswith(piped(*QUESTION))
    assert said or terminal.written == piped(*QUESTION)


def test_reading_takes_none_of_the_time() -> None:
    terminal = Terminal(*QUESTION, "-f", "plain", "--timeout", "6", PAGER="sleep 8; cat")
    assert terminal.ended() == 0
    assert terminal.written == piped(*QUESTION)


def test_the_page_comes_as_it_is_worked_out() -> None:
    terminal = Terminal("grad", LONG, "--timeout", "0", PAGER="cat -")
    terminal.until("f(")
    assert terminal.process.poll() is None
    assert "Partial derivative" not in terminal.written
    # Ctrl-C while it is being worked out ends all of it.
    terminal.type(b"\x03")
    assert terminal.ended() == 130
    assert "Traceback" not in terminal.written


def test_an_interruption_in_the_pager_is_the_pagers() -> None:
    reads = "trap 'echo heard' INT; cat; echo ready; sleep 3; echo end"
    terminal = Terminal(*QUESTION, PAGER=reads)
    terminal.until("ready")
    time.sleep(0.5)
    terminal.type(b"\x03")
    assert terminal.ended() == 0
    assert "heard" in terminal.written
    assert "end" in terminal.written.rpartition("heard")[2]


def test_a_signal_that_ends_gradcli_ends_its_pager(tmp_path: Path) -> None:
    path = program(tmp_path, "less", "cat; echo $$ ready; exec sleep 60")
    terminal = Terminal(*QUESTION, PATH=path)
    terminal.until("ready")
    pager = int(terminal.written.rpartition(" ready")[0].rpartition("\n")[2])
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.ended() == -signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(pager, 0)


def test_what_is_said_of_a_failure_stands_below_the_page() -> None:
    question = ("grad", "abs(x)", "--at", "0")
    terminal = Terminal(*question, "-f", "plain", PAGER="cat -; sleep 0.5; echo left")
    assert terminal.ended() == 1
    page, _, complaint = terminal.written.partition("left\n")
    assert page == piped(*question)
    assert complaint.startswith("error: ")


def test_a_note_stands_above_the_page() -> None:
    terminal = Terminal("grad", "sin x y", "-f", "plain", PAGER="echo begun; cat")
    assert terminal.ended() == 0
    note, _, page = terminal.written.partition("begun\n")
    assert page == piped("grad", "sin x y")
    assert note.startswith("note: ")
