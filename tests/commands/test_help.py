"""Each command explains itself: what it answers, its options, and an example that works."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from gradcli.commands.main import cli
from gradcli.commands.names import COMMANDS, TOOLS
from tests.commands.conftest import Gradcli

# The commands that answer no single question about an expression.
AROUND = tuple(TOOLS)


def examples_of(help_: str) -> list[list[str]]:
    """The words of the examples that stand at the end of a help text."""
    _, _, listed = help_.partition("\n  Examples:\n")
    lines = [line.strip() for line in listed.splitlines()]
    assert lines
    assert all(line.startswith("gradcli ") for line in lines)
    return [shlex.split(line) for line in lines]


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)])
def test_help_ends_with_examples(gradcli: Gradcli, words: list[str]) -> None:
    outcome = gradcli(*words, "--help")
    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.lines[0].startswith("Usage: gradcli")
    for example in examples_of(outcome.out):
        assert not words or example[1] == words[0]
    assert gradcli(*words, "-h") == outcome
    assert gradcli("help", *words) == outcome


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in AROUND])
def test_the_examples_of_the_help_run(
    gradcli: Gradcli, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table = tmp_path / "points.csv"
    table.write_text("x,y\n1,2\n2,4\n", "utf-8")
    first, *others = examples_of(gradcli(name, "--help").out)
    assert others
    outcome = gradcli(*first[1:])
    # What is a page of its own is written to a file.
    assert "Checked" in (outcome.out or Path(first[-1]).read_text("utf-8"))
    assert (outcome.code, outcome.err) == (0, "")
    for example in others:
        with monkeypatch.context() as at_terminal:
            if "--interactive" in example:
                session = "gradcli.commands.session.terminal.is_session"
                at_terminal.setattr(session, lambda options: True)
            outcome = gradcli(*example[1:])
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out or {*tmp_path.iterdir()} - {table}


def test_the_examples_of_gradcli_itself_run(gradcli: Gradcli) -> None:
    for example in examples_of(gradcli("--help").out):
        assert gradcli(*example[1:]).code == 0


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in AROUND])
def test_the_options_stand_in_groups(gradcli: Gradcli, name: str) -> None:
    lines = gradcli(name, "--help").lines
    titles = [line for line in lines if line.endswith(":") and not line.startswith(" ")]
    assert titles == ["The question:", "The answer:", "Where it goes:", "Limits:", "Other:"]
    place = {title: lines.index(title) for title in titles}

    def line_of(option: str) -> int:
        return next(n for n, line in enumerate(lines) if option in line and line.startswith("  -"))

    assert place["The question:"] < line_of("--vars") < place["The answer:"]
    assert place["The answer:"] < line_of("--quiet") < place["Where it goes:"]
    assert place["Where it goes:"] < line_of("--output") < place["Limits:"]
    assert place["Limits:"] < line_of("--timeout") < place["Other:"] < line_of("--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_help_text(name: str) -> None:
    command = cli.get_command(None, name)  # type: ignore[arg-type]  # it does not look at the context
    assert command is not None
    assert command.help
    for param in command.params:
        assert param.param_type_name == "argument" or getattr(param, "help", None), param.name


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in AROUND])
def test_every_command_has_the_shared_options(gradcli: Gradcli, name: str) -> None:
    help_ = gradcli(name, "--help").out
    for option in (
        "-f, --format", "-q, --quiet", "--decimal", "--steps", "--vars", "--timeout", "--max-size",
        "--color", "-o, --output", "--debug",
    ):  # fmt: skip
        assert option in help_


def test_every_command_is_listed_with_its_line(gradcli: Gradcli) -> None:
    listed = gradcli("--help").out
    for name, line in COMMANDS.items():
        assert f"  {name} " in listed
        assert line.split()[0] in listed


def test_version(gradcli: Gradcli) -> None:
    assert gradcli("--version").out == "gradcli, version 0.3.0\n"
