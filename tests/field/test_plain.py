"""The plain way of using SymPy: chosen by a variable or by a version, or where the fast one fails.

Questions are asked in processes of their own, since the way is chosen when SymPy is loaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sympy
from sympy import Add, Expr, Mul, Pow

from gradcli.field.fast_sympy import choice, plain, sympy_build
from gradcli.field.to_sympy import symbol
from tests.benchmarks.corpus import corpus
from tests.calculus.at_point.cases import CASES

X, Y = symbol("x"), symbol("y")
PAIRS = Path(__file__).parents[1] / "data" / "derivative_pairs.jsonl"


def test_what_the_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for asked, of_one_tried, of_a_new_one in [
        (None, False, True),
        ("", False, True),
        ("1", True, True),
        ("yes", True, True),
        ("0", False, False),
    ]:
        if asked is None:
            monkeypatch.delenv(choice.VARIABLE, raising=False)
        else:
            monkeypatch.setenv(choice.VARIABLE, asked)
        assert choice.is_plain("1.14.0") is of_one_tried
        assert choice.is_plain("1.99.0") is of_a_new_one


def run(*command: str, way: str, text: str = "") -> str:
    """What a process prints that was asked to go one of the ways."""
    done = subprocess.run(
        [sys.executable, *command],
        input=text,
        capture_output=True,
        text=True,
        env={**os.environ, choice.VARIABLE: way},
        check=False,
    )
    # A batch of which some lines have no answer ends with 1.
    assert done.returncode <= 1, done.stderr
    assert not done.stderr
    return done.stdout


# In so many tests, which are run side by side.
PARTS = 6


def questions(part: int) -> str:
    """Of every fourth antiderivative, an eighth of the benchmarks' formulas and every case at a
    point those of a part.
    """
    pairs = map(json.loads, PAIRS.read_text("utf-8").splitlines()[::4])
    asked = [
        *({"command": "partial", "expr": p["antiderivative"], "wrt": p["var"]} for p in pairs),
        *({"command": "partial", "expr": text, "wrt": "x"} for text in corpus(250)),
        *({"command": "steepest", "expr": case.text, "at": case.at} for case in CASES),
    ]
    return "".join(f"{json.dumps(each)}\n" for each in asked[part::PARTS])


@pytest.mark.parametrize("part", range(PARTS))
def test_the_answers_are_the_same_to_the_letter(part: int) -> None:
    asked = questions(part)
    # As it is used by itself, which is the fast way if this SymPy was tried; and in the plain way.
    fast, slow = (
        run("-m", "gradcli", "batch", "-q", "--steps", "full", "--jobs", "1", way=way, text=asked)
        for way in (os.environ.get(choice.VARIABLE, ""), "1")
    )
    assert len(fast.splitlines()) == len(asked.splitlines())
    for question, one, other in zip(
        asked.splitlines(), fast.splitlines(), slow.splitlines(), strict=True
    ):
        assert one == other, question


_WAYS = """
import json, sys
from gradcli.field.fast_sympy import choice
{spoiled}
from gradcli.field.fast_sympy import core_first
core_first.arrange()
import sympy
is_whole = "sympy.geometry" in sys.modules
from gradcli.field.fast_sympy import heads, plain, sympy_build
x = sympy.Symbol("x")
print(json.dumps([
    is_whole, plain.IS_PLAIN, sympy_build.product is plain.product, heads.head(sympy.exp(x)),
]))
"""


@pytest.mark.parametrize(
    ("way", "spoiled", "is_plain"),
    [
        pytest.param("", "choice.TRIED = ('1.',)", False, id="a version that was tried"),
        pytest.param("1", "", True, id="asked for"),
        pytest.param("", "choice.TRIED = ('99.',)", True, id="a version that was not tried"),
        pytest.param("0", "choice.TRIED = ('99.',)", False, id="and is tried now"),
    ],
)
def test_all_of_it_is_off_or_none(way: str, spoiled: str, is_plain: bool) -> None:
    told = json.loads(run("-c", _WAYS.format(spoiled=spoiled), way=way))
    assert told == [is_plain, is_plain, is_plain, "exp"]


_RENAMED = """
import sympy
for name in ("Abs", "Max", "exp", "log", "cos"):
    getattr(sympy, name).__name__ = "Another"
"""
_ASKED = """
import gradcli
print(gradcli.gradient("max(x, y) + abs(x) e^y + log(x) cos(y)", at="2,1").lines())
print(gradcli.gradient("abs(x) e^y + log(x) cos(y)").lines())
"""


def test_functions_are_told_by_their_classes_whatever_these_are_called() -> None:
    assert run("-c", _RENAMED + _ASKED, way="1") == run("-c", _ASKED, way="0")


class Lacking:
    """Stands for a class or module of SymPy that has all but one of its names."""

    def __init__(self, whole: Any, name: str) -> None:
        self._whole, self._name = whole, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self._name in kwargs:
            raise TypeError(f"no keyword {self._name}")
        return self._whole(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            raise AttributeError(f"no attribute {name}")
        return getattr(self._whole, name)


def refusing(*args: object) -> Expr:
    raise NotImplementedError


MADE: dict[str, tuple[Callable[[], Expr], Expr]] = {
    "product": (lambda: sympy_build.product(Y, X, Y, sympy.Integer(2)), 2 * X * Y**2),
    "number times sum": (lambda: sympy_build.product(sympy.Integer(2), X + Y), 2 * X + 2 * Y),
    "total": (lambda: sympy_build.total(Y, X, Y, sympy.S.One), X + 2 * Y + 1),
    "difference": (lambda: sympy_build.difference(Y, X), Y - X),
    "power": (lambda: sympy_build.power(X, sympy.Integer(3)), X**3),
    "quotient": (lambda: sympy_build.quotient(X, Y), X / Y),
    "root": (lambda: sympy_build.power(sympy.Integer(12), sympy.S.Half), 2 * sympy.sqrt(3)),
    "like_power": (
        lambda: sympy_build.like_power(sympy.sqrt(X + 1), X + 1, -sympy.S.Half),
        (X + 1) ** -sympy.S.Half,
    ),
    "below_root": (lambda: sympy_build.below_root(sympy.sqrt(X + 1), X + 1), 1 / sympy.sqrt(X + 1)),
    "apply": (lambda: sympy_build.apply(sympy.sin, X - Y), sympy.sin(X - Y)),
    "cofunction": (lambda: sympy_build.cofunction(sympy.sin(X), X, sympy.cos), sympy.cos(X)),
    "negate": (lambda: sympy_build.negate(X - Y), Y - X),
}

SPOILED: dict[str, tuple[str, Any, tuple[str, ...]]] = {
    "no Mul._from_args": (
        "Mul",
        Lacking(Mul, "_from_args"),
        ("product", "quotient", "number times sum", "total"),
    ),
    "no Add._from_args": (
        "Add",
        Lacking(Add, "_from_args"),
        ("total", "number times sum", "negate"),
    ),
    "no Basic.compare": ("Basic", Lacking(sympy.Basic, "compare"), ("product", "total")),
    "no global_parameters": ("sympy", Lacking(sympy, "core"), tuple(MADE)),
    "no powers left unevaluated": ("Pow", Lacking(Pow, "evaluate"), ("power", "like_power")),
    "nobody tells a number's root": ("power_of_rational", refusing, ("root",)),
    "nobody tells a sign": ("begins_with_minus", refusing, ("apply",)),
}


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("spoiled", SPOILED)
def test_a_sympy_that_is_made_otherwise(
    spoiled: str, made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, other, needing_it = SPOILED[spoiled]
    make, expected = MADE[made]
    monkeypatch.setattr(sympy_build, name, other)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert make() == expected
    assert all("was left to SymPy" in str(each.message) for each in told)
    if made in needing_it and not plain.IS_PLAIN:
        assert told


def test_what_sympy_itself_raises_is_raised() -> None:
    class Raising(sympy.Function):  # type: ignore[misc]  # SymPy has no types
        @classmethod
        def eval(cls, argument: Expr) -> Expr:
            raise TypeError("of no argument")

    with pytest.raises(TypeError, match="of no argument"):
        sympy_build.apply(Raising, X)
