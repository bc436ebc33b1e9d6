"""What a shell offers when Tab is pressed, and the man pages."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from gradcli.commands.main import cli, run
from gradcli.commands.names import COMMANDS
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import complete_function
from gradcli.commands.tools.completion import _CHANGES
from gradcli.commands.topics import TOPICS
from gradcli.errors import EXIT_CODES
from gradcli.field.functions import FUNCTIONS, SHORTHANDS, SPELLINGS
from tests.commands.conftest import Gradcli
from tests.forked import Beginning

LOADED = "import os, sys; from gradcli.commands.main import main; sys.argv[0] = 'gradcli'"
# A completion ends by SystemExit, past which it is told what was loaded for it.
ASKED = """
os.environ.update({environment!r})
try:
    main()
finally:
    print("sympy" in sys.modules)
"""
Complete = Callable[..., list[str]]


@pytest.fixture(scope="module")
def complete() -> Iterator[Complete]:
    """What the script of bash is told for the last of the words; SymPy is not loaded for it."""
    with Beginning(LOADED) as beginning:

        def lines(*words: str) -> list[str]:
            environment = {
                "_GRADCLI_COMPLETE": "bash_complete",
                "COMP_WORDS": " ".join(["gradcli", *words]),
                "COMP_CWORD": str(len(words)),
            }
            done = beginning.then(ASKED.format(environment=environment))
            assert done.code == 0, done.err
            *lines, sympy_loaded = done.out.splitlines()
            assert sympy_loaded == "False"
            return lines

        yield lines


@pytest.mark.parametrize(
    "words",
    [
        ("batch", ""), ("batch", "q.jsonl", "q"), ("batch", "-o", "a"), ("grad", "x", "-o", ""),
        ("manual", "m"),
    ],
)  # fmt: skip
def test_files_are_offered(complete: Complete, words: tuple[str, ...]) -> None:
    assert [line.partition(",")[0] for line in complete(*words) if line] == ["file"]


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
        # Every function that is read, and every command by each of its names.
        (("grad", "sigm"), ["sigmoid("]),
        (("grad", "'x + rel"), ["x + relu("]),
        (("gradi",), ["grad"]),
        (("directi",), ["dir"]),
        (("help", "pa"), ["partial"]),
        (("'x^2 y'", "--ste"), ["--steps"]),
        (("grad", "-f", "m"), ["markdown"]),
        (("grad", "-f", "te"), ["tex", "text"]),
        # Variables of the expression, and the words of a point.
        (("partial", "'x^2 y'", "--wrt", ""), ["x", "y"]),
        (("partial", "'x^2 y'", "--wrt", "x,"), ["x,x", "x,y"]),
        (("partial", "--vars", "rate,t", "'rate t'", "--wrt", "r"), ["rate"]),
        (("grad", "'f(x, y) = x^2'", "--at", ""), ["x=", "y="]),
        (("grad", "'x^2 y'", "--at", "x=2,"), ["x=2,y="]),
        (("grad", "'x^2 y'", "--at", "'x=2, "), ["x=2, y="]),
        (("grad", "'x^2 y'", "--at", "2,"), ["2,x=", "2,y="]),
        (("dir", "'x^2 y'", "-w", "y"), ["y="]),
        (("dir", "'x^2 +'", "--w", ""), []),
        (("dir", "--w", ""), []),
    ],
)
def test_what_is_offered(complete: Complete, words: tuple[str, ...], expected: list[str]) -> None:
    lines = complete(*words)
    offered = [line.removeprefix("plain,") for line in lines if line.startswith("plain,")]
    assert sorted(offered) == sorted(expected)


def test_every_function_is_offered_and_no_other() -> None:
    argument = click.Argument(["expression"])
    context = click.Context(click.Command("any"))
    assert [item.value for item in complete_function(context, argument, "")] == [
        *(f"{name}(" for name in FUNCTIONS),
        *(f"{spelling}(" for spelling, each in SHORTHANDS.items() if spelling == each.name),
    ]
    for spelling in SHORTHANDS:
        items = complete_function(context, argument, f"2 + {spelling}")
        assert f"2 + {spelling}(" in [item.value for item in items]
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
        assert [item.value for item in expression.shell_complete(context, "x sqr")] == [
            "x sqrt(",
            "x sqr(",
        ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_names_gradcli(gradcli: Gradcli, shell: str) -> None:
    outcome = gradcli("completion", shell)
    assert outcome.code == 0
    assert f"_GRADCLI_COMPLETE={shell}_complete" in outcome.out
    program = shutil.which(shell)
    if program is not None:
        subprocess.run([program, "-n"], input=outcome.out, text=True, check=True)


# A line as it is typed, and what it is after Tab; `|` is the end of what was typed.
TYPED = [
    ("gradcli stee", "gradcli steepest "),
    ("gradcli grad 'x sigm", "gradcli grad 'x sigmoid("),
    ("gradcli partial 'a^2' --wrt ", "gradcli partial 'a^2' --wrt a "),
    ("gradcli grad 'a^2' --at ", "gradcli grad 'a^2' --at a="),
    ("gradcli grad 'x y' --at x=2,", "gradcli grad 'x y' --at x=2,y="),
    ("gradcli grad x --format=js", "gradcli grad x --format=json "),
    ("gradcli batch quest", "gradcli batch questions.jsonl "),
    ("gradcli grad x -o quest", "gradcli grad x -o questions.jsonl "),
]
# What each shell is started as: without the files of whoever runs the test, zsh without compinit.
SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}


def completed(shell: str, typed: str, folder: Path) -> str:
    """What stands on the command line of a shell when Tab was pressed; `echo` shows it."""
    ours, theirs = pty.openpty()
    scripts = sysconfig.get_path("scripts")
    environment = os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "TERM": "dumb",
        "HOME": str(folder),
        "PS1": "> ",
    }
    process = subprocess.Popen(
        SHELLS[shell], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        os.write(ours, f"eval \"$(gradcli completion {shell})\"; echo rea''dy\n".encode())
        _seen_until(ours, "ready")
        os.write(ours, f"{typed}\t".encode())
        return _seen_until(ours, None)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _seen_until(ours: int, word: str | None) -> str:
    """What a terminal shows until a word is there, or nothing more comes for two seconds."""
    seen = ""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (word is None or word not in seen):
        ready, _, _ = select.select([ours], [], [], 3 if word is None else 30)
        if not ready:
            break
        seen += os.read(ours, 4096).decode(errors="replace")
    return seen


def offered_by_fish(typed: str, folder: Path) -> list[str]:
    """The words that fish offers for a line."""
    script = f'gradcli completion fish | source; complete -C "{typed}"'
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        cwd=folder,
        env=os.environ
        | {
            "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return [row.partition("\t")[0] for row in done.stdout.splitlines()]


@pytest.mark.parametrize(("typed", "line"), TYPED)
@pytest.mark.parametrize("shell", [each for each in ("bash", "zsh", "fish") if shutil.which(each)])
def test_tab_in_a_shell(shell: str, typed: str, line: str, tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").touch()
    if shell == "fish":
        # The last word, without the quote before it.
        *_, last = line.split("'") if line.count("'") == 1 else line.split()
        assert last in offered_by_fish(typed, tmp_path)
    else:
        seen = completed(shell, typed, tmp_path)
        assert line.rstrip() in seen, seen


def test_the_scripts_of_click_are_changed_where_they_have_to_be(gradcli: Gradcli) -> None:
    for shell, changes in _CHANGES.items():
        script = gradcli("completion", shell).out
        for _, after in changes:
            assert after in script


def test_another_shell_is_refused(gradcli: Gradcli) -> None:
    assert gradcli("completion", "tcsh").code == 2


@pytest.mark.parametrize(
    ("folder", "said"),
    [("", "give the name of a folder"), ("/dev/null", "/dev/null cannot be written")],
)
def test_a_folder_that_takes_no_pages(gradcli: Gradcli, folder: str, said: str) -> None:
    outcome = gradcli("manual", folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_the_man_pages(gradcli: Gradcli, tmp_path: Path) -> None:
    folder = tmp_path / "man" / "man1"
    outcome = gradcli("manual", str(folder))
    assert outcome.code == 0
    found = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    pages = {name.removesuffix(".1"): page for name, page in found.items() if name != "gradcli.7"}
    assert set(pages) == {"gradcli", *(f"gradcli-{name}" for name in COMMANDS)}
    assert found["gradcli.7"].startswith('.TH "GRADCLI" 7 ')
    for topic in TOPICS.values():
        for part in topic.parts:
            assert f".SH {part.title.upper()}\n" in found["gradcli.7"]
    for heading in ("NAME", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"):
        assert f"\n.SH {heading}\n" in found["gradcli.7"]
    assert len(outcome.lines) == len(found)
    for page in pages.values():
        for heading in (
            "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES",
            "EXAMPLES", "SEE ALSO",
        ):  # fmt: skip
            assert f"\n.SH {heading}\n" in page
        assert "\\fBgradcli\\fR(7)" in page
        assert all(f"\\fB{code}\\fR" in page for code in {0, 130, *EXIT_CODES.values()})
    for name in COMMANDS:
        assert f"gradcli\\-{name}" in pages["gradcli"]
    # A dash that is an option is one that can be pasted.
    assert "\\-\\-at P" in pages["gradcli-grad"]
    assert "x\\(ha2 y" in pages["gradcli-grad"]


@pytest.fixture(scope="module")
def man_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of them: every run of the command writes all."""
    folder = tmp_path_factory.mktemp("man")
    assert run(["manual", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("name", ["gradcli.7", "gradcli.1", *(f"gradcli-{n}.1" for n in COMMANDS)])
def test_a_man_page_is_sound_roff(man_pages: Path, name: str) -> None:
    groff = shutil.which("groff")
    if groff is None:
        # Where no roff is installed, at least no line is taken for a request by chance.
        lines = (man_pages / name).read_text("utf-8").splitlines()
        assert {line.split()[0] for line in lines if line.startswith(".")} <= {
            ".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi",
        }  # fmt: skip
        return
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-ww", "-z", str(man_pages / name)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
