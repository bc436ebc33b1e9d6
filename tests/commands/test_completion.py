"""What a shell offers when Tab is pressed, and the man pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from gradcli.commands.main import cli
from gradcli.commands.names import COMMANDS
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_function
from gradcli.field.functions import FUNCTIONS, SPELLINGS
from tests.commands.conftest import Gradcli

PROGRAM = "import sys; from gradcli.commands.main import main; sys.argv[0] = 'gradcli'; main()"
WATCH = "import atexit, sys; atexit.register(lambda: print('sympy' in sys.modules)); "


def offered(*words: str) -> list[str]:
    """What bash would offer for the last of the words, and that SymPy was not loaded for it."""
    environment = os.environ | {
        "_GRADCLI_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["gradcli", *words]),
        "COMP_CWORD": str(len(words)),
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCH + PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    *lines, sympy_loaded = done.stdout.splitlines()
    assert sympy_loaded == "False"
    return [line.removeprefix("plain,") for line in lines if line]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("gr",), ["grad"]),
        (("s",), ["steepest", "schema"]),
        (("grad", "sin"), ["sin(", "sinc(", "sinh("]),
        (("grad", "x^2*arctan"), ["x^2*arctan(", "x^2*arctanh(", "x^2*arctan2("]),
        (("grad", "x^2"), []),
        (("grad", "x", "--for"), ["--format"]),
        (("grad", "--format", "l"), ["latex"]),
        (("batch", "--cl"), ["--cluster"]),
        (("completion", "z"), ["zsh"]),
    ],
)
def test_what_is_offered(words: tuple[str, ...], expected: list[str]) -> None:
    assert sorted(offered(*words)) == sorted(expected)


def test_every_function_is_offered_and_no_other() -> None:
    argument = click.Argument(["expression"])
    context = click.Context(click.Command("any"))
    assert [item.value for item in complete_function(context, argument, "")] == [
        f"{name}(" for name in FUNCTIONS
    ]
    for spelling, name in SPELLINGS.items():
        items = complete_function(context, argument, f"2 + {spelling}")
        assert f"2 + {spelling}(" in [item.value for item in items]
        assert FUNCTIONS[name].summary in [item.help for item in items]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_expression_is_completed(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    if isinstance(command, ExpressionCommand):
        (expression,) = [each for each in command.params if each.name == "expression"]
        context = click.Context(command)
        assert [item.value for item in expression.shell_complete(context, "x sq")] == ["x sqrt("]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_names_gradcli(gradcli: Gradcli, shell: str) -> None:
    outcome = gradcli("completion", shell)
    assert outcome.code == 0
    assert f"_GRADCLI_COMPLETE={shell}_complete" in outcome.out
    program = shutil.which(shell)
    if program is not None:
        subprocess.run([program, "-n"], input=outcome.out, text=True, check=True)


def test_another_shell_is_refused(gradcli: Gradcli) -> None:
    assert gradcli("completion", "tcsh").code == 2


@pytest.mark.parametrize(
    ("folder", "said"),
    [("", "nothing is not the name of a folder"), ("/dev/null", "/dev/null cannot be written")],
)
def test_a_folder_that_takes_no_pages(gradcli: Gradcli, folder: str, said: str) -> None:
    outcome = gradcli("manual", folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_the_man_pages(gradcli: Gradcli, tmp_path: Path) -> None:
    folder = tmp_path / "man" / "man1"
    outcome = gradcli("manual", str(folder))
    assert outcome.code == 0
    pages = {path.stem: path.read_text("utf-8") for path in folder.iterdir()}
    assert set(pages) == {"gradcli", *(f"gradcli-{name}" for name in COMMANDS)}
    assert len(outcome.lines) == len(pages)
    for name in COMMANDS:
        page = pages[f"gradcli-{name}"]
        for heading in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES"):
            assert f"\n.SH {heading}\n" in page
        assert f"gradcli\\-{name}" in pages["gradcli"]
    # A dash that is an option is one that can be pasted.
    assert "\\-\\-at P" in pages["gradcli-grad"]
    assert "x\\(ha2 y" in pages["gradcli-grad"]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_man_page_is_sound_roff(gradcli: Gradcli, tmp_path: Path, name: str) -> None:
    gradcli("manual", str(tmp_path))
    groff = shutil.which("groff")
    if groff is None:
        # Where no roff is installed, at least no line is taken for a request by chance.
        lines = (tmp_path / f"gradcli-{name}.1").read_text("utf-8").splitlines()
        assert {line.split()[0] for line in lines if line.startswith(".")} <= {
            ".TH", ".SH", ".PP", ".TP", ".B", ".nf", ".fi",
        }  # fmt: skip
        return
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", "-z", str(tmp_path / f"gradcli-{name}.1")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
