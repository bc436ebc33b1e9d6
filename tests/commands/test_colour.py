"""What is said on standard error: in colour and broken between words for eyes, not for logs."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from tests.commands.conftest import Gradcli

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
MISTAKE = ("grad", "x^2 y", "--at", "1,2,3")


def on_terminal(*words: str, **environment: str) -> str:
    """What a command writes to standard error that is a terminal."""
    ours, theirs = pty.openpty()
    os.set_inheritable(theirs, True)
    variables = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.Popen(
        [sys.executable, "-m", "gradcli", *words],
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=variables | {"TERM": "xterm", "COLUMNS": "40"} | environment,
    )
    os.close(theirs)
    gathered = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        gathered += piece
    os.close(ours)
    done.wait()
    return gathered.decode().replace("\r\n", "\n")


def test_an_error_on_a_terminal() -> None:
    shown = on_terminal(*MISTAKE)
    assert shown.startswith("\x1b[1;38;5;160merror: ")
    lines = COLOUR.sub("", shown).splitlines()
    assert lines == [
        "error: the function has two variables",
        "       (x, y), and the point has three",
        "       coordinates",
        "  | in --at:",
        "  | 1,2,3",
        "  | ^^^^^",
        "  = help: write one coordinate for each",
        "          variable: 2,3",
    ]


def test_a_terminal_whose_reader_wants_no_colour() -> None:
    shown = on_terminal(*MISTAKE, NO_COLOR="1")
    assert not COLOUR.search(shown)
    assert shown.splitlines()[1] == "       (x, y), and the point has three"
    assert not COLOUR.search(on_terminal(*MISTAKE, "--color", "never"))


@pytest.mark.parametrize("asked", [("--color", "always"), ("--color=always",)])
@pytest.mark.parametrize(
    "words",
    [
        MISTAKE,
        ("grad", "x^2 +"),
        ("grad", "x", "--no-such-option"),
        ("grad", "|x|", "--at", "0", "-q"),
        ("gard",),
    ],
)
def test_an_error_in_colour_where_it_is_asked_for(
    gradcli: Gradcli, words: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    outcome = gradcli(*words, *asked)
    assert outcome.err.startswith("\x1b[1;38;5;160merror: ")
    plain = gradcli(*words, "--color", "never").err
    assert not COLOUR.search(plain)
    assert COLOUR.sub("", outcome.err).split() == plain.replace(" never", " always").split()


def test_a_note_in_colour(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "1/2x", "-q", "--color", "always")
    assert outcome.err.startswith("\x1b[1;38;5;31mnote: ")
    assert not COLOUR.search(outcome.out)


def test_a_log_has_each_sentence_in_one_line(
    gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    first, *_ = gradcli(*MISTAKE).err.splitlines()
    assert (
        first == "error: the function has two variables (x, y), and the point has three coordinates"
    )


def test_a_command_line_is_not_broken(gradcli: Gradcli) -> None:
    words = ["x"] + ["+ x"] * 30
    outcome = gradcli("grad", *" ".join(words).split(), "--color", "always")
    *_, last = COLOUR.sub("", outcome.err).splitlines()
    assert last.strip() == f'gradcli grad "{" ".join(words)}" --color always'


def test_no_sympy_for_a_complaint_in_colour() -> None:
    probe = (
        "import sys\n"
        "from gradcli.commands.main import run\n"
        "run(['grad', 'x^2 +', '--color', 'always'])\n"
        "assert 'sympy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True)
