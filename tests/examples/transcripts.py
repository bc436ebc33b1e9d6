"""Transcripts: `$ command` and, below it, exactly what it prints.

Lines before the first command are a comment. A command goes on over the next line while a quote
is open. What goes to standard error stands after what goes to standard output.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from gradcli.commands.main import run

PROMPT = "$ "
ENVIRONMENT = {
    **{
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "FORCE_COLOR", "TERM", "PYTHONIOENCODING")
    },
    "COLUMNS": "80",
    "LC_ALL": "C.UTF-8",
    "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
}


@dataclass(frozen=True)
class Exchange:
    """One command, and what it printed."""

    command: str
    output: str

    def __str__(self) -> str:
        return f"{PROMPT}{self.command}\n{self.output}"


@dataclass(frozen=True)
class Transcript:
    """A comment and some exchanges, as they stand in a file."""

    comment: str
    exchanges: tuple[Exchange, ...]

    def __str__(self) -> str:
        return self.comment + "".join(map(str, self.exchanges))


def read(text: str) -> Transcript:
    """The transcript that a text holds."""
    comment: list[str] = []
    exchanges: list[Exchange] = []
    lines = text.splitlines(keepends=True)
    while lines:
        line = lines.pop(0)
        if not line.startswith(PROMPT):
            comment.append(line)
            continue
        command = line.removeprefix(PROMPT)
        while _is_open(command):
            command += lines.pop(0)
        output: list[str] = []
        while lines and not lines[0].startswith(PROMPT):
            output.append(lines.pop(0))
        exchanges.append(Exchange(command.rstrip("\n"), "".join(output)))
    return Transcript("".join(comment), tuple(exchanges))


def _is_open(command: str) -> bool:
    try:
        shlex.split(command)
    except ValueError:
        return True
    return False


def replay(command: str, folder: Path) -> str:
    """What the command prints now, in a terminal of 80 columns that is no terminal."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    # Everything that is more than the words of one command goes through a shell.
    has_operator = any(set(token) <= set("|&;<>") for token in lexer)
    words = shlex.split(command)
    simple = not has_operator and not set("$`") & set(command)
    if simple and words[0] == "gradcli":
        with contextlib.chdir(folder):
            return _in_this_process(words[1:])
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if words[0].startswith("./") and not has_operator:
        # A script that stands beside the transcript comes to its end, and complains of nothing.
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
    return done.stdout + done.stderr


def _in_this_process(words: list[str]) -> str:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        patch.dict(os.environ, ENVIRONMENT, clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        run(words)
    written = []
    for stream in (out, err):
        stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        written.append(buffer.getvalue().decode("utf-8"))
    return "".join(written)
