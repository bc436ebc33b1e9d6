"""What is answered with SymPy's core alone, and that the answers are those of the whole SymPy."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.forked import Beginning

# Sums, products, quotients and powers of letters, and square roots of the numbers that come out.
WITHIN_THE_CORE = (
    'grad "x^2 y" --at 2,3',
    'grad "x^2 y" --at 2,3 -q',
    'grad "x^2 y" --at 2,3 -f json',
    'grad "x^2 y" --at 2,3 -f latex',
    'grad "x^2 y" --at 2,3 -f markdown',
    'grad "x^2 y" --at 2,3 -f html',
    'grad "x^2 y" --at 2,3 -f latex --standalone',
    'grad "x^2 y" --steps brief',
    'grad "f(x, y) = x^2 y" --at "x = 1/2, y = -0.3"',
    'grad "x^2 + 3 x y - y^2 + 4" --at 1/2,-1',
    'grad "(x + 1)^3 (y - 2)^2" --at 1,1',
    'grad "x/(x^2 + y^2)" --at 1,2',
    'grad "1/x + 1/y" --at 1,2',
    'grad "(x + y)/(x - y)" --at 3,1',
    'grad "100(y - x^2)^2 + (1 - x)^2" --at -1,2',
    'grad "x y z" --at 1,2,3',
    'grad "4/3 pi r^3" --at 2',
    'grad "x1^2 + x2^2 + x3^2" --at 1,2,3 --decimal 3',
    'grad "-x^2 + 1.5 y" --at 0.5,0.25',
    'partial "x^5 y^3 z" --wrt x,x,y',
    'steepest "x y z" --at "1, 1/3, sqrt(5)"',
    'dir "x^2 y" --at 2,3 --w 3,5',
    'dir "x^2 y" --at 2,3 --w 3,4 --unit -q',
    'dir "x^2 y" --w 3,4',
    'dir "x/y" --at 1,2 --w 1,-2 -f json',
    'steepest "x^2 y" --at 2,3',
    'steepest "x^2 + y^2" --at 3,4 -f json',
    'steepest "x^2/4 + y^2/9" --at 1,2 -q',
)

# The rest of SymPy is asked for in the language, in a rule, at a point, in the words.
BEYOND_THE_CORE = (
    'grad "sin(x) y" --at 1,2',
    'grad "sqrt(x y)" --at 1,2',
    'grad "x^y" --at 1,2',
    'grad "x^2 + y^2" --at 0,0',
    'grad "sqrt(x^2 + y^2)" --at 0,0',
    'grad "abs(x) y" --at 0,2',
    'grad "(x^2 + 1)/(y - 1)" --at 1,1',
    'grad "{x^2 if x > 0, -x^2 otherwise}" --at 0 -f json',
    'grad "max(x, y)^2" --at 2,1',
    'grad "(x y/(2 pi))^3" --at 1/2,0',
    'grad "max(pi/2, y/(1/2))^3 x" --at "sqrt(2), 2"',
    'steepest "x ln(y) z" --at "1, 1/3, sqrt(5)"',
    'dir "x^3 y" --at 1,2 --angle 40deg',
)

_BEGINNING = """
import contextlib, io, json, sys
from gradcli.field.fast_sympy import core_first
from gradcli.commands.main import run
core_first.arrange()
"""
_WHOLE_BEGINNING = f"import sympy{_BEGINNING}"
_PROGRAM = """
told = []
for words in json.loads(sys.argv[1]):
    out, complaint = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaint):
        code = run(words)
    told.append([code, out.getvalue(), complaint.getvalue(), "sympy.functions" in sys.modules])
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def core() -> Iterator[Beginning]:
    """Where SymPy is arranged for, and nothing of it loaded."""
    with Beginning(_BEGINNING) as beginning:
        yield beginning


@pytest.fixture(scope="module")
def whole() -> Iterator[Beginning]:
    """Where all of SymPy was loaded before."""
    with Beginning(_WHOLE_BEGINNING) as beginning:
        yield beginning


def answered(
    beginning: Beginning, commands: tuple[str, ...]
) -> list[tuple[str, int, str, str, bool]]:
    """Command, exit code, what was printed on both streams, and whether SymPy was whole by then."""
    ended = beginning.then(_PROGRAM, json.dumps([shlex.split(each) for each in commands]))
    assert ended.code == 0, ended.err
    return [(command, *each) for command, each in zip(commands, json.loads(ended.out), strict=True)]


def test_within_the_core(core: Beginning, whole: Beginning) -> None:
    told = answered(core, WITHIN_THE_CORE)
    assert [command for command, *_, is_whole in told if is_whole] == []
    assert [each[:4] for each in told] == [each[:4] for each in answered(whole, WITHIN_THE_CORE)]
    assert {code for _, code, *_ in told} == {0}


@pytest.mark.parametrize("command", BEYOND_THE_CORE)
def test_beyond_the_core(core: Beginning, whole: Beginning, command: str) -> None:
    (told,) = answered(core, (command,))
    assert told[-1]
    assert told == answered(whole, (command,))[0]


_ANSWERS = "gradcli.calculus.answers."

_LOADED = """
import contextlib, io, sys
from gradcli.commands.main import run
with contextlib.redirect_stdout(io.StringIO()):
    code = run(["grad", "x^2 y", "--at", "2,3"])
print(code, *sorted(sys.modules))
"""


def test_what_other_answers_need_is_not_loaded() -> None:
    code, *loaded = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True
    ).stdout.split()
    assert code == "0"
    assert "gradcli.calculus.answers.gradient" in loaded
    assert {"csv", "numpy", "gradcli.render.page.html"}.isdisjoint(loaded)
    rooms = ("gradcli.calculus.program", "gradcli.render.picture")
    assert [name for name in loaded if name.startswith(rooms)] == []
    # What a refusal of the others says stands beside what this one says.
    beside = ("at_point", "checked", "directional", "partial", "steepest")
    answers = {name.rpartition(".")[2] for name in loaded if name.startswith(_ANSWERS)}
    assert answers <= {"gradient", *beside}
