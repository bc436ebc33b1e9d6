"""On a terminal the page is written while the answer is worked out; it is the same page."""

from __future__ import annotations

import codecs
import os
import pty
import shlex
import subprocess
import sys

import pytest

from gradcli.questions.registry import QUESTIONS, command_of

COMMAND = [sys.executable, "-c", "from gradcli.commands.main import main; main()"]
ENVIRONMENT = {**os.environ, "COLUMNS": "80", "TERM": "xterm", "NO_COLOR": "1", "PAGER": "cat"}


def on_a_terminal(*arguments: str) -> list[str]:
    """What the terminal was given, piece by piece."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=ENVIRONMENT,
    ):
        os.close(theirs)
        pieces: list[bytes] = []
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            pieces.append(piece)
    os.close(ours)
    # A character, and a line end, may be read in two pieces.
    decoder = codecs.getincrementaldecoder("utf-8")()
    return [decoder.decode(piece).replace("\r", "") for piece in pieces]


def through_a_pipe(*arguments: str) -> str:
    done = subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("grad", "x^2 y", "--at", "2,3"),
        ("grad", "x^2/x + y", "--steps", "none"),
        ("dir", "x^2 y", "--at", "2,3", "--w", "3,5", "--steps", "brief"),
        ("steepest", "x^2 + y^2", "--at", "0,0"),
        ("partial", "x^2 y", "--wrt", "x,y"),
        # A page on which P is dragged is a file.
        *(tuple(shlex.split(command_of(name).example)) for name in QUESTIONS if name != "explore"),
    ],
    ids=" ".join,
)
def test_the_page_is_the_same_as_through_a_pipe(arguments: tuple[str, ...]) -> None:
    arguments = (*arguments, "-f", "plain")
    pieces = on_a_terminal(*arguments)
    assert "".join(pieces) == through_a_pipe(*arguments)
    # The function as it was read came first, alone: before any derivative was there.
    assert pieces[0].lstrip().startswith("f(")
    assert "Partial derivative" not in pieces[0]
    assert "Stage" not in pieces[0]
