"""`import gradcli`: the same answers as objects."""

from __future__ import annotations

import doctest
import importlib
import math
import re
import subprocess
import sys
from pathlib import Path

import pytest
import sympy

import gradcli
from gradcli.errors import Kind

X, Y = sympy.symbols("x y", real=True)


def test_the_gradient() -> None:
    answer = gradcli.gradient("x^2 y", at="2,3")
    assert answer.lines() == ("12", "4")
    assert answer.values() == (12, 4)
    assert answer.error is None
    assert gradcli.gradient("x^2 y").values() == (2 * X * Y, X**2)


def test_the_directional_derivative() -> None:
    answer = gradcli.directional("x^2 y", "3,5", at="2,3")
    assert answer.lines() == ("56",)
    assert answer.lines(unit=True) == ("28*sqrt(34)/17",)
    assert gradcli.directional("x^2 y", w="3,5").values() == (6 * X * Y + 5 * X**2,)
    assert gradcli.directional("x y", toward="3,4", at="1,2").lines() == ("6",)
    assert gradcli.directional("x y", angle="60deg").lines() == ("sqrt(3)*x/2 + y/2",)


def test_the_steepest_direction() -> None:
    answer = gradcli.steepest("x^2 y", at="2,3")
    assert answer.lines() == ("3*sqrt(10)/10", "sqrt(10)/10")


def test_a_partial_derivative() -> None:
    assert gradcli.partial("3x y^3", "y").values() == (9 * X * Y**2,)
    assert gradcli.partial("3x y^3", ["x", "y"]).values() == (9 * Y**2,)
    assert gradcli.partial("3x y^3", "x,y").values() == (9 * Y**2,)
    assert gradcli.partial("x^3").values() == (3 * X**2,)


def test_variables_and_limits() -> None:
    assert gradcli.gradient("x", variables=["x", "y"]).lines() == ("1", "0")
    with pytest.raises(gradcli.GradcliError) as raised:
        gradcli.gradient("x^2 y + 3", limits=gradcli.Limits(size=3))
    assert raised.value.kind is Kind.LIMIT


@pytest.mark.parametrize(
    ("ask", "kind"),
    [
        (lambda: gradcli.gradient("x +"), Kind.SYNTAX),
        (lambda: gradcli.gradient("sim(x)"), Kind.NAME),
        (lambda: gradcli.gradient("x y", at="1"), Kind.DIMENSION),
        (lambda: gradcli.directional("x y"), Kind.USAGE),
        (lambda: gradcli.directional("x y", "1,2", angle="60deg"), Kind.USAGE),
        (lambda: gradcli.directional("x y", "0,0"), Kind.ZERO_DIRECTION),
        (lambda: gradcli.steepest("x y"), Kind.USAGE),
        (lambda: gradcli.partial("x y", "z"), Kind.NAME),
        (lambda: gradcli.partial("x y"), Kind.USAGE),
    ],
)
def test_what_is_not_understood_is_raised(ask: object, kind: Kind) -> None:
    assert callable(ask)
    with pytest.raises(gradcli.GradcliError) as raised:
        ask()
    assert raised.value.kind is kind
    assert raised.value.message


def test_a_no_from_the_mathematics_is_a_result() -> None:
    answer = gradcli.gradient("|x|", at="0")
    assert answer.error is not None
    assert answer.error.kind is Kind.NOT_DIFFERENTIABLE
    assert answer.lines() == ()
    assert "not differentiable" in str(answer)
    flat = gradcli.steepest("x^2 + y^2", at="0,0")
    assert flat.error is not None
    assert flat.error.kind is Kind.NO_DIRECTION


def test_json_is_what_the_command_prints() -> None:
    body = gradcli.gradient("x^2 y", at="2,3").json()
    assert body["schema"] == "gradcli/1"
    assert body["gradient"]["value"] == ["12", "4"]
    assert body["verified"] is True
    assert "steps" not in gradcli.gradient("x^2 y").json(steps="none")["partials"][0]


def test_text_in_every_format() -> None:
    answer = gradcli.gradient("x^2 y", at="2,3")
    assert answer.text() == str(answer)
    assert answer.text("latex").count(r"\frac") > 3
    assert len(answer.text(steps="none")) < len(answer.text(steps="brief")) < len(answer.text())
    assert max(map(len, answer.text(width=60).splitlines())) <= 60
    with pytest.raises(gradcli.GradcliError, match="text\\(\\) does not write the format 'json'"):
        answer.text("json")


def test_notes_say_how_the_text_was_read() -> None:
    (note,) = gradcli.gradient("1/2x").notes
    assert "1/2" in note.message


def test_notebooks_show_formulas() -> None:
    answer = gradcli.gradient("x^2 y", at="2,3")
    html, latex = answer._repr_html_(), answer._repr_latex_()
    assert "<math" in html
    assert "<html" not in html
    assert latex.startswith("$")
    assert r"\nabla f" in latex


def test_a_notebook_gives_the_colours() -> None:
    fragment, page = gradcli.gradient("x")._repr_html_(), gradcli.gradient("x").text("html")
    style = fragment.partition("</style>")[0]
    assert "prefers-color-scheme" not in style
    assert "color-scheme:light dark" in page
    # What is set is the notebook's, or mixed with the colour of its text.
    set_to = re.findall(r"--(\w+):(.*?)(?=;|})", style)
    assert {name for name, _ in set_to} == {*re.findall(r"var\(--(\w+)\)", style)}
    assert all("currentColor" in value or "var(--jp-" in value for _, value in set_to)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("x^2 y", 0), ("sin sin sin sin sin sin(x y)", 2), ("sin sin sin sin sin sin x + y", 1)],
)
def test_a_long_derivation_is_folded_and_printed_open(text: str, folded: int) -> None:
    answer = gradcli.gradient(text)
    for shown in (answer._repr_html_(), answer.text("html")):
        assert shown.count("<details><summary>") == shown.count("</details>") == folded
        assert "::details-content{content-visibility:visible" in shown.partition("@media print")[2]
    assert answer.text("html").count("beforeprint") == bool(folded)
    # A script in a notebook's cell is not run, or not wanted.
    assert "<script" not in answer._repr_html_()


def test_the_names_of_the_library_are_there_and_no_others() -> None:
    for name in gradcli.__all__:
        assert getattr(gradcli, name) is not None
        assert getattr(gradcli, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'hessean'"):
        gradcli.hessean  # noqa: B018


@pytest.mark.parametrize(
    "name", ["gradcli", "gradcli.questions.kinds.gradient", "gradcli.bulk.library"]
)
def test_the_examples_of_the_docstrings(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried > 0
    assert failed == 0


SCRIPT = """
from decimal import Decimal
from fractions import Fraction

import numpy as np
from sympy import pi, sqrt, symbols

import gradcli
from gradcli import GradcliError, Limits, NumericGradient, Result, Worksheet

answer: Result = gradcli.gradient("x^2 y", at="2,3", variables=["x", "y"], limits=Limits(size=50))
lines: tuple[str, ...] = answer.lines()
page: str = answer.text("markdown", steps="brief", width=60)
body: dict[str, object] = answer.json()
rate: str = gradcli.directional("x^2 y", "3,5", at="2,3").lines(unit=True)[0]
best: Result = gradcli.steepest("x^2 y", "2,3")
mixed: Result = gradcli.partial("x^2 y", ["x", "y"])

x, y = symbols("x y")
half, third = Fraction(1, 2), Decimal("0.3")


def loss(w: float, b: float) -> float:
    return w**2 * b


forms: list[Result] = [
    gradcli.gradient(x**2 * y, at=(2, 3)),
    gradcli.gradient(lambda x, y: x**2 * y, at={"x": 2, "y": half}),
    gradcli.gradient(loss, at=[third, 0.1], variables=("w", "b")),
    gradcli.grad("x^2", 2),
    gradcli.grad("x^2", at=half),
    gradcli.grad("x y", at={x: 2, y: sqrt(2)}),
    gradcli.grad("x y", at=np.array([2.0, 3.0]), variables=[x, y]),
    gradcli.grad("x y", at=[np.int64(2), "1/2"]),
    gradcli.dir("x y", w=(3, 5), at="2,3"),
    gradcli.dir("x y", toward=[half, 1], at=(0, 0)),
    gradcli.dir("x y", angle=pi / 3),
    gradcli.steepest(loss, (1, 2)),
    gradcli.explore("x y z", (1, 2, 3), plane="x,z"),
    gradcli.partial("x y", wrt=x),
    gradcli.partial("x y", wrt=[x, y]),
    gradcli.backprop("let z = x y; z^2", at=(1, 2), wrt="x"),
]
slope: NumericGradient = gradcli.numeric_gradient(loss)
rates: list[tuple[float, ...]] = [
    slope(2, 3), slope([2, 3]), slope({"w": 2, "b": 3}), slope("2,3"), slope(half, third),
]
known: set[Result] = {*forms}
same: bool = forms[0] == forms[1]
line: str = repr(forms[0])
sheet: Worksheet = gradcli.worksheet([{"expr": "x^2", "at": half}, '{"expr": "y"}'], key="full")
tex: str = sheet.text("latex", steps="brief", standalone=True)
try:
    gradcli.gradient("x +")
except GradcliError as error:
    code: int = error.exit_code
    message: str = error.message
"""

WRONG = """
import gradcli

gradcli.gradient(2)
gradcli.gradient(["x"])
gradcli.gradient("x", at=None).lines().append("y")
gradcli.gradient("x", at=object())
gradcli.gradient("x y", at={1, 2})
gradcli.dir("x y", w=1j)
gradcli.partial("x y", wrt=1)
gradcli.numeric_gradient("x y")(None, 2)
gradcli.numeric_gradient(3)
"""


def check_types(script: Path) -> subprocess.CompletedProcess[str]:
    """mypy on somebody's own script, in strict mode."""
    root = Path(gradcli.__file__).parents[1]
    return subprocess.run(
        [
            sys.executable, "-m", "mypy", "--strict", "--config-file", str(root / "pyproject.toml"),
            "--cache-dir", str(root / ".mypy_cache"), str(script),
        ],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_library_is_typed_for_those_who_use_it(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.py", tmp_path / "wrong.py"
    right.write_text(SCRIPT)
    wrong.write_text(WRONG)
    checked = check_types(right)
    assert checked.returncode == 0, checked.stdout
    assert check_types(wrong).stdout.count("error:") == 9


@pytest.mark.parametrize(
    ("text", "point", "expected"),
    [
        ("x^2 y", (2, 3), (12, 4)),
        ("f(x, y, z) = x y", (2, 3, 5), (3, 2, 0)),
        ("{x^2 if x > 0, -x otherwise}", (-2,), (-1,)),
        ("sigmoid(w x)", (0, 7), (7 / 4, 0)),
    ],
)
def test_the_gradient_in_numbers(
    text: str, point: tuple[float, ...], expected: tuple[float, ...]
) -> None:
    assert gradcli.numeric_gradient(text)(*point) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "point", "kind"),
    [
        ("|x|", (0,), Kind.NOT_DIFFERENTIABLE),
        ("x^3/(x^2 + y^2)", (0, 0), Kind.NOT_DIFFERENTIABLE),
        ("ln x", (-1,), Kind.NOT_DIFFERENTIABLE),
        ("x^2 y", (1,), Kind.DIMENSION),
        ("x^2", (float("nan"),), Kind.USAGE),
        ("exp(exp(exp(x)))", (10,), Kind.LIMIT),
    ],
)
def test_where_there_is_no_gradient_in_numbers(
    text: str, point: tuple[float, ...], kind: Kind
) -> None:
    with pytest.raises(gradcli.GradcliError) as caught:
        gradcli.numeric_gradient(text)(*point)
    assert caught.value.kind is kind


def test_the_gradient_at_many_points() -> None:
    slope = gradcli.numeric_gradient("{x y if x > 0, ln(y) otherwise}")
    assert slope([2, 3]) == slope(2, 3) == (3.0, 2.0)
    found = slope.many([[2, 3], [0, 1], [-1, 2], [-1, -1]])
    assert {row: reason.value for row, reason in found.reasons.items()} == {
        1: "no slope",
        3: "no value",
    }
    assert [list(row) for row in found.gradients[::2]] == [[3.0, 2.0], [0.0, 0.5]]
    assert list(found.values[::2]) == pytest.approx([6.0, math.log(2)])
    assert gradcli.numeric_gradient("x^2").many([1.0, 2.0]).gradients.tolist() == [[2.0], [4.0]]


@pytest.mark.parametrize(
    ("points", "kind"),
    [([[1, 2], [3]], Kind.DIMENSION), ([[1, float("inf")]], Kind.USAGE)],
)
def test_points_that_are_none(points: list[list[float]], kind: Kind) -> None:
    with pytest.raises(gradcli.GradcliError) as caught:
        gradcli.numeric_gradient("x y").many(points)
    assert caught.value.kind is kind


def test_numbers_too_large_for_a_float() -> None:
    for text, point in (("x", 10**400), ("x + e^1000", 1)):
        with pytest.raises(gradcli.GradcliError) as caught:
            gradcli.numeric_gradient(text)(point)
        assert caught.value.kind is Kind.LIMIT


def test_numbers_need_no_sympy() -> None:
    code = "import gradcli, sys; gradcli.numeric_gradient('x^2')(2); print('sympy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
