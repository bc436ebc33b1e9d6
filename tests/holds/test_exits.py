"""What is no defect does not end as one, and what is printed can be typed again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import gradcli
from gradcli.commands.names import COMMANDS
from gradcli.errors import GradcliError, Kind
from tests.forked import Beginning
from tests.holds import limits

LOADED = "import sys; from gradcli.commands.main import run"
RUN = "sys.exit(run(sys.argv[1:]))"


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*limits.GRADCLI, *words],
        capture_output=True,
        text=True,
        env=os.environ | more,
        check=False,
    )


def test_a_vector_whose_part_has_a_name() -> None:
    assert gradcli.gradient("let u = x_1^2 + 1; f(x) = x_2 u").lines() == (
        "2*x_1*x_2",
        "x_1**2 + 1",
    )
    # Beside a plain x the header names no vector: x_1 is another letter, and so a constant.
    beside = gradcli.gradient("let u = x^2 + 1; f(x) = x_1 u")
    assert beside.lines() == ("2*x*x_1",)
    assert [note.code for note in beside.notes] == ["name-held"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SYMPY_CACHE_SIZE", "evil"),
        ("SYMPY_CACHE_SIZE", ""),
        ("SYMPY_CACHE_SIZE", "None"),
        ("SYMPY_CACHE_SIZE", "17"),
        ("SYMPY_USE_CACHE", "perhaps"),
        ("SYMPY_USE_CACHE", "debug"),
        ("SYMPY_CACHE_SIZE", "9" * 50),
        ("SYMPY_CACHE_SIZE", "9" * 19),
        ("SYMPY_CACHE_SIZE", "9" * 18),
        ("SYMPY_CACHE_SIZE", "0"),
        ("SYMPY_CACHE_SIZE", "-3"),
        ("SYMPY_CACHE_SIZE", "²"),
        ("SYMPY_DEBUG", "perhaps"),
        ("SYMPY_DEBUG", "True"),
        ("SYMPY_GROUND_TYPES", ""),
        ("SYMPY_GROUND_TYPES", "perhaps"),
        ("SYMPY_GROUND_TYPES", "gmpy"),
        ("SYMPY_GROUND_TYPES", "GMPY2"),
        ("SYMPY_GROUND_TYPES", "flint"),
        ("SYMPY_GROUND_TYPES", "python"),
        ("PYTHONIOENCODING", "idna"),
        ("PYTHONIOENCODING", "punycode"),
        ("PYTHONIOENCODING", "undefined"),
    ],
)
def test_the_environment_of_sympy(name: str, value: str) -> None:
    done = run("grad", "x^2", "-q", **{name: value})
    assert (done.returncode, done.stdout, done.stderr) == (0, "2*x\n", "")
    wrong = run("grad", "x^2 +", **{name: value})
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("error: there is nothing after the +\n  |")


def test_an_environment_in_which_numbers_are_short() -> None:
    """A number of 2,000 digits ended with 70; also in the processes of a batch."""
    nines = "9" * 2000
    done = run("grad", f"{nines} x", "-q", PYTHONINTMAXSTRDIGITS="640")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{nines}\n", "")
    lines = subprocess.run(
        [*limits.GRADCLI, "batch", "-q", "--jobs", "1"],
        input=f'{{"expr": "{nines} x"}}\n',
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONINTMAXSTRDIGITS": "640"},
        check=False,
    )
    assert (lines.returncode, nines in lines.stdout) == (0, True)


@pytest.mark.parametrize(
    "more",
    [{}, {"COMP_WORDS": "gradcli"}, {"COMP_WORDS": "gradcli", "COMP_CWORD": "one"}],
    ids=str,
)
def test_a_completion_of_nothing(more: dict[str, str]) -> None:
    done = run(_GRADCLI_COMPLETE="bash_complete", **more)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: _GRADCLI_COMPLETE asks for a completion")


@pytest.mark.parametrize("asked", ["x", "evil_complete", "bash_evil", "1", "complete_bash"])
def test_a_completion_that_no_shell_asks(asked: str) -> None:
    done = run("grad", "x", "-q", _GRADCLI_COMPLETE=asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: _GRADCLI_COMPLETE is {asked}, which no shell asks")


def test_a_terminal_wider_than_any_has_a_picture_all_the_same() -> None:
    done = run("plot", "x^2", "--at", "1", "-q", COLUMNS="99999999")
    assert (done.returncode, done.stderr) == (0, "")
    assert 500 < max(map(len, done.stdout.splitlines())) < 1100


def test_answers_to_a_folder(tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"expr": "x"}\n')
    assert run("batch", str(questions), "-q", "-o", f"{tmp_path}/out/").returncode == 0
    (tmp_path / "file").touch()
    assert run("batch", str(questions), "-q", "-o", f"{tmp_path}/file/").returncode == 2


def test_a_number_beyond_floats_is_refused() -> None:
    with pytest.raises(GradcliError) as failure:
        gradcli.numeric_gradient("x")(10**400)
    assert failure.value.kind is Kind.LIMIT


def test_help_is_in_one_line() -> None:
    done = run("grad", "x y", "--at", "(1,2) (3,4\n)")
    assert done.returncode == 2
    assert not [line for line in done.stderr.splitlines() if line.startswith(")")]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x exp(-3^(-2pi))", None),
        ("x exp(-csc(2)^2)", None),
        ("x^2 exp(-pi^(-20 sqrt(2)))", None),
        ("x exp(-e^(-50 pi))", None),
        ("7^(-1/(1 - 3^(-pi))) x", None),
        ("x^x", "1/3"),
        ("x^(x^2)", "3/7"),
        ("sqrt(x)", "9" * 1000),
        ("exp(-exp(x^2))", "5"),
    ],
)
def test_every_value_that_is_printed_can_be_typed(text: str, at: str | None) -> None:
    for line in gradcli.gradient(text, at=at).lines():
        assert line in gradcli.gradient(f"q ({line})", variables=["q", "x"]).lines()


def test_what_is_too_large_is_refused_all_the_same() -> None:
    for text in ("x exp(3^(pi*9^9))", "x exp(3^(-pi*(-9)^9))", "x exp((1/3)^(-pi*9^9))"):
        with pytest.raises(GradcliError) as failure:
            gradcli.gradient(text)
        assert failure.value.kind is Kind.LIMIT


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("erf(10^40 x)", "sqrt(2)"),
        ("sech(x) + x", "1e400"),
        ("e^(x^2)", "10^10"),
        ("x^y", "pi, 200000"),
        ("(|y|)^(|x|)", "1e400, cbrt(2)"),
        ("x^(ceil(146686877945))", None),
        ("(x - 2/3)^floor(100001.5)", "pi/2"),
    ],
)
def test_what_could_not_be_typed_again_is_not_printed(text: str, at: str | None) -> None:
    with pytest.raises(GradcliError) as failure:
        gradcli.gradient(text, at=at)
    assert failure.value.kind is Kind.LIMIT


def test_what_is_nothing_is_no_reason_to_refuse() -> None:
    (slope,) = gradcli.gradient("e^(-x^2)", at="10^9").lines()
    assert slope == "-2000000000*exp(-1000000000000000000)"


@pytest.fixture(scope="module")
def as_ever() -> Iterator[Beginning]:
    """Where the command line is loaded, and Python has left out nothing."""
    with Beginning(LOADED) as beginning:
        yield beginning


@pytest.fixture(scope="module")
def without_docstrings() -> Iterator[Beginning]:
    """Where Python was started so that it leaves out docstrings."""
    with Beginning(LOADED, os.environ | {"PYTHONOPTIMIZE": "2"}) as beginning:
        yield beginning


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_stands_also_where_docstrings_are_left_out(
    as_ever: Beginning, without_docstrings: Beginning, command: str
) -> None:
    words = [command] * bool(command) + ["--help"]
    helped = as_ever.then(RUN, *words)
    assert helped.out.startswith("Usage: gradcli")
    assert without_docstrings.then(RUN, *words) == helped
    assert without_docstrings.then("print(sys.flags.optimize)").out == "2\n"


# Every question's example, and what else there is; as a page and as JSON, and a complaint of each.
EVERYTHING = r"""
import os, shlex, sys
from gradcli.commands.main import run
from gradcli.commands.names import TOOLS
from gradcli.questions.registry import QUESTIONS, command_of

open("q.jsonl", "w").write('{"expr": "x^2 y", "at": "2,3"}\n{"expr": "x^"}\n')
open("a.csv", "w").write("expr,answer\nx^2,2x\nx^2,x\n")
open("d.csv", "w").write("u,v\n1,2\n2,3\n")
tools = {
    "hint": ('"x^2 y"', '"x^2 +"'),
    "practice": ("--seed 3 --count 2 --key short", "--count 0"),
    "rules": ("product", "nosuch"),
    "mistakes": ("", "--nosuch"),
    "functions": ("", "--nosuch"),
    "learn": ('"x^2 y" --at 2,3 --w 3,5', '"x^"'),
    "worksheet": ("a.csv --key short --lenient", "q.jsonl"),
    "batch": ("q.jsonl -q --jobs 1", "nosuch.jsonl"),
    "schema": ("", "--nosuch"),
    "completion": ("bash", "nosuch"),
    "manual": ("man", '""'),
    "help": ("points", "nosuch"),
    "version": ("", "--nosuch"),
}
assert set(tools) == set(TOOLS), set(TOOLS) ^ set(tools)
asked = [f"{name} {words}" for name, given in tools.items() for words in given]
for name in QUESTIONS:
    example = command_of(name).example.replace(" -o page.html", " -f plain")
    assert example.startswith(name)
    asked += [example, f"{name} 'x^2 +'", f"{name} x --nosuch"]
    if name not in ("explore", "plot"):
        asked += [f"{example} -f json", f"{name} 'x^2 +' -f json"]
asked += ["grad '(v - w u)^2' --data d.csv --mean", "grad 'x^2' -q", "hint 'x^2 y' -f json"]
for each in asked:
    print("$", each, flush=True)
    sys.stderr.flush()
    code = run(shlex.split(each))
    print("#", code, flush=True)
    if code not in (0, 1, 2, 3):
        print("DEFECT", each, flush=True)
"""


def test_every_command_answers_where_assertions_and_docstrings_are_left_out(tmp_path: Path) -> None:
    found = []
    for level in ("", "2"):
        folder = tmp_path / f"at{level}"
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", EVERYTHING],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env=os.environ | {"PYTHONOPTIMIZE": level},
            check=True,
        )
        found.append(done.stdout)
    assert "DEFECT" not in found[0]
    assert found[1] == found[0]


@pytest.mark.parametrize("text", ["exp(x) + y", "cbrt(y) - exp(x)"])
def test_a_direction_that_could_not_be_typed_again_is_refused(text: str) -> None:
    # The length of the gradient holds e^(2 10^9), where e^(10^9) is a value like others.
    with pytest.raises(GradcliError) as caught:
        gradcli.steepest(text, at="10^9,8")
    assert caught.value.kind is Kind.LIMIT
    nearer = gradcli.steepest(text, at="10^8,8")
    assert nearer.error is None
    for line in nearer.lines():
        assert gradcli.gradient(f"({line}) z", variables="z").lines()
