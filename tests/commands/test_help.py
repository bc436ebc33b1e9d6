"""Each command explains itself: what it answers, its options, and an example that works."""

from __future__ import annotations

import shlex

import pytest

from gradcli.commands.main import cli
from gradcli.commands.names import COMMANDS, TOOLS
from tests.commands.conftest import Gradcli

# The commands that answer no single question about an expression.
AROUND = tuple(TOOLS)


def example_of(help_: str) -> list[str]:
    """The words of the example that stands at the end of a help text."""
    lines = [line.strip() for line in help_.splitlines() if line.strip()]
    assert lines[-1].startswith("Example: gradcli ")
    return shlex.split(lines[-1].removeprefix("Example: "))


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)])
def test_help_ends_with_an_example(gradcli: Gradcli, words: list[str]) -> None:
    outcome = gradcli(*words, "--help")
    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.lines[0].startswith("Usage: gradcli")
    example = example_of(outcome.out)
    assert not words or example[1] == words[0]
    assert gradcli(*words, "-h") == outcome


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in AROUND])
def test_the_example_of_the_help_runs(gradcli: Gradcli, name: str) -> None:
    example = example_of(gradcli(name, "--help").out)
    outcome = gradcli(*example[1:])
    assert outcome.code == 0
    assert "Checked" in outcome.out
    assert outcome.err == ""


def test_the_example_of_gradcli_itself_runs(gradcli: Gradcli) -> None:
    assert gradcli(*example_of(gradcli("--help").out)[1:]).code == 0


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
    assert gradcli("--version").out == "gradcli, version 0.2.0\n"
