"""What the README shows is what gradcli does."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from gradcli.commands.names import COMMANDS
from gradcli.errors import EXIT_CODES
from gradcli.field.functions import FUNCTIONS
from tests.examples.transcripts import Exchange, read, replay

HOUSE = Path(__file__).parents[1]
README = HOUSE / "README.md"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_every_transcript_is_real(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    text = README.read_text("utf-8")

    def played(block: re.Match[str]) -> str:
        exchanges = read(block[1]).exchanges
        now = (Exchange(each.command, replay(each.command, tmp_path)) for each in exchanges)
        return f"```console\n{''.join(map(str, now))}```"

    now = CONSOLE.sub(played, text)
    if request.config.getoption("--update-examples"):
        README.write_text(now, "utf-8")
    else:
        assert now == text
    assert len(CONSOLE.findall(text)) >= 3


def test_every_python_session_is_real() -> None:
    sessions = PYTHON.findall(README.read_text("utf-8"))
    assert sessions
    for session in sessions:
        example = doctest.DocTestParser().get_doctest(session, {}, "README", "README.md", 0)
        assert example.examples
        runner = doctest.DocTestRunner()
        runner.run(example)
        assert runner.summarize(verbose=False).failed == 0


def test_every_function_exit_code_and_command_is_told() -> None:
    text = README.read_text("utf-8")
    for function in FUNCTIONS:
        assert f"`{function}`" in text
    for code in {0, 130, *EXIT_CODES.values()}:
        assert f"| {code} |" in text
    for name in COMMANDS:
        assert f"`gradcli {name}" in text


def test_links_and_files_that_are_named_exist() -> None:
    text = README.read_text("utf-8")
    named = re.findall(r"\]\(([\w./-]+)\)", text) + re.findall(
        r"`((?:gradcli|tests)/[\w./]+)`", text
    )
    assert named
    for name in named:
        assert (HOUSE / name).exists(), name


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    (command,) = [line for line in README.read_text("utf-8").splitlines() if "-m pytest -q" in line]
    assert command in (HOUSE / ".ci" / "run").read_text("utf-8")
