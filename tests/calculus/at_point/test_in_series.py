"""Derivatives of sinc(u) where u is 0: there its own formulas are 0/0, and its series has them.

By hand, with sinc u = 1 - u²/6 + u⁴/120 - ...: of 1 - (x - y)²/6 the second partials are -1/3 and
1/3; of 1 - (xy)²/6 at (0, 2) ∂²f/∂x² is -y²/3 = -4/3. Apart from that by differences of f in a
hundred digits, from the function alone.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import mpmath
import pytest

import gradcli
from gradcli.calculus.answers.hessian import HessianAnswer

MATRICES = [
    ("sinc(x - y)", "0,0", [["-1/3", "1/3"], ["1/3", "-1/3"]]),
    ("sinc(x - y)", "2,2", [["-1/3", "1/3"], ["1/3", "-1/3"]]),
    ("sinc(x) sinc(y)", "0,0", [["-1/3", "0"], ["0", "-1/3"]]),
    ("sinc(x y)", "0,2", [["-4/3", "0"], ["0", "0"]]),
    ("sinc(x y) e^y", "0,0", [["0", "0"], ["0", "1"]]),
    ("x sinc(x^2 - y)", "1,1", [["-4/3", "2/3"], ["2/3", "-1/3"]]),
    ("sinc(x/y)", "0,pi", [["-1/(3*pi**2)", "0"], ["0", "0"]]),
    ("ln(sinc(x + y))", "0,0", [["-1/3", "-1/3"], ["-1/3", "-1/3"]]),
]


@pytest.mark.parametrize(("text", "at", "rows"), MATRICES)
def test_the_matrix(text: str, at: str, rows: list[list[str]]) -> None:
    body = gradcli.hessian(text, at=at).json()
    assert body["hessian"]["value"] == rows
    assert body["verified"]


@pytest.mark.parametrize(("text", "at", "rows"), MATRICES)
def test_a_partial_in_turn_says_the_same(text: str, at: str, rows: list[list[str]]) -> None:
    found = [[*gradcli.partial(text, wrt=both, at=at).lines()] for both in product("xy", repeat=2)]
    assert found == [[each] for row in rows for each in row]


def _sinc(u: Any) -> Any:
    return mpmath.sin(u) / u if u else mpmath.mpf(1)


@pytest.mark.parametrize(
    ("text", "at", "function"),
    [
        ("sinc(x - y)", (0, 0), lambda x, y: _sinc(x - y)),
        ("sinc(x y) e^y", (0, 0), lambda x, y: _sinc(x * y) * mpmath.e**y),
        ("x sinc(x^2 - y)", (1, 1), lambda x, y: x * _sinc(x * x - y)),
        ("sinc(x) cos(y)", (0, 0), lambda x, y: _sinc(x) * mpmath.cos(y)),
        ("sinc(x) + sinc(y)^2", (0, 0), lambda x, y: _sinc(x) + _sinc(y) ** 2),
        ("sinc(sin(x) y)", (0, 3), lambda x, y: _sinc(mpmath.sin(x) * y)),
        ("1/sinc(x y - 2)", (1, 2), lambda x, y: 1 / _sinc(x * y - 2)),
    ],
)  # fmt: skip
def test_differences_say_the_same(
    text: str, at: tuple[int, int], function: Callable[[Any, Any], Any]
) -> None:
    answer = gradcli.hessian(text, at=at).answer
    assert isinstance(answer, HessianAnswer)
    assert answer.second is not None
    assert answer.second.entries is not None
    with mpmath.workdps(100):
        h = mpmath.mpf(10) ** -20
        for i, j in product(range(2), repeat=2):
            steps = [[h * (k == place) for k in range(2)] for place in (i, j)]
            change = sum(
                s * t * function(*(a + s * u + t * v for a, u, v in zip(at, *steps, strict=True)))
                for s, t in product((1, -1), repeat=2)
            )
            told = mpmath.mpf(str(answer.second.entries[i][j].evalf(40)))
            assert abs(change / (4 * h * h) - told) < 1e-15


@pytest.mark.parametrize(
    ("text", "at", "order", "polynomial"),
    [
        ("sinc(x) sinc(y)", "0,0", 2, "-x**2/6 - y**2/6 + 1"),
        ("sinc(x)", "0", 6, "-x**6/5040 + x**4/120 - x**2/6 + 1"),
        ("sinc(x/y)", "0,pi", 2, "1 - x**2/(6*pi**2)"),
        ("sinc(x - y)", "0,0", 3, "-x**2/6 + x*y/3 - y**2/6 + 1"),
    ],
)
def test_the_taylor_polynomial(text: str, at: str, order: int, polynomial: str) -> None:
    assert gradcli.taylor(text, at=at, order=order).lines() == (polynomial,)


def test_what_the_critical_point_is() -> None:
    body = gradcli.grad("sinc(x) sinc(y)", at="0,0").json()
    assert body["critical_point"] == "maximum"


@pytest.mark.parametrize(
    "asked",
    [
        lambda: gradcli.hessian("sinc(x - y)", at="0,0"),
        lambda: gradcli.partial("sinc(x)", wrt="x,x", at="0"),
        lambda: gradcli.taylor("sinc(x)", at="0", order=4),
    ],
)
def test_the_page_says_where_the_numbers_come_from(asked: Callable[[], gradcli.Result]) -> None:
    text = " ".join(asked().text().split())
    assert "sinc u = 1 − u²/6 + u⁴/120 and terms of higher order" in text


@pytest.mark.parametrize("at", ["1,2", "0.5,0.5"])
def test_elsewhere_the_formulas_have_them(at: str) -> None:
    page = gradcli.hessian("sinc(x + y)", at=at).text()
    assert "terms of higher order" not in page


@pytest.mark.parametrize(
    "asked",
    [
        lambda: gradcli.partial("sinc(x) + y^2", wrt="y,y", at="0,1"),
        lambda: gradcli.taylor("x y + sinc(x)", at="0,1", order=1),
    ],
)
def test_a_formula_with_a_value_is_not_called_0_over_0(asked: Callable[[], gradcli.Result]) -> None:
    assert "0/0" not in asked().text()
