"""A file that is dropped into examples/ is a test: every command prints what stands there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.transcripts import ENVIRONMENT, Exchange, Transcript, read, replay

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(EXAMPLES.rglob("*.txt"))


def name(file: Path) -> str:
    return str(file.relative_to(EXAMPLES))


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the folder in which the example stands, so that nothing is left behind."""
    file: Path = request.getfixturevalue("file")
    shutil.copytree(file.parent, tmp_path / "examples")
    return tmp_path / "examples"


@pytest.mark.parametrize("file", FILES, ids=name)
def test_every_command_prints_what_stands_there(
    file: Path, folder: Path, request: pytest.FixtureRequest
) -> None:
    written = file.read_text("utf-8")
    transcript = read(written)
    assert transcript.exchanges, "no command in it"
    now = Transcript(
        transcript.comment,
        tuple(
            Exchange(exchange.command, replay(exchange.command, folder))
            for exchange in transcript.exchanges
        ),
    )
    if request.config.getoption("--update-examples"):
        file.write_text(str(now), "utf-8")
    else:
        assert str(now) == written


def test_there_are_examples() -> None:
    assert FILES


def scripts() -> list[Path]:
    """Those that no transcript beside them runs."""
    played = {
        file.parent / exchange.command.removeprefix("./")
        for file in FILES
        for exchange in read(file.read_text("utf-8")).exchanges
    }
    return sorted({*EXAMPLES.rglob("*.sh"), *EXAMPLES.rglob("*.py")} - played)


@pytest.mark.parametrize("file", scripts(), ids=name)
def test_every_script_runs(file: Path, folder: Path) -> None:
    interpreter = "bash" if file.suffix == ".sh" else sys.executable
    done = subprocess.run(
        [interpreter, file.name],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert done.stderr == ""
    assert os.access(file, os.X_OK)


def test_a_transcript_is_read_and_written_back_as_it_was() -> None:
    text = 'What this shows.\n\n$ gradcli grad "x +\n  y"\nsomething\n\n$ echo\n\n$ true\n'
    transcript = read(text)
    assert str(transcript) == text
    assert [exchange.command for exchange in transcript.exchanges] == [
        'gradcli grad "x +\n  y"', "echo", "true",
    ]  # fmt: skip
    assert transcript.exchanges[0].output == "something\n\n"


def test_a_wrong_line_is_found(tmp_path: Path) -> None:
    assert replay('gradcli grad "x^2" -q', tmp_path) == "2*x\n"
    assert replay('gradcli grad "x^2" -q | tr x t', tmp_path) == "2*t\n"
    assert replay("gradcli grad 'x^2 +' -q; echo $?", tmp_path).startswith("2\nerror: ")
