"""The tangent plane: textbook answers, and what makes it the best linear approximation."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import gradcli
from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.point.approximation import Tangent, misses

# (function, point, L, source)
PLANES = [
    ("x^2 y", "2,3", "12*x + 4*y - 24", "12 + 12(x - 2) + 4(y - 3)"),
    ("2x^2 + y^2", "1,1", "4*x + 2*y - 3", "Stewart, Calculus, 14.4, example 1"),
    ("x e^(x y)", "1,0", "x + y", "Stewart, Calculus, 14.4, example 2"),
    ("sqrt(x^2 + y^2)", "3,4", "3*x/5 + 4*y/5", "of degree 1 (Euler): no constant is left"),
    ("x^2 + y^2", "0,0", "0", "level at the minimum"),
    ("sin(x)", "0", "x", "the small-angle approximation"),
    ("sqrt(x)", "4", "x/4 + 1", "2 + (x - 4)/4"),
    ("1/x", "-1", "-x - 2", "-1 - (x + 1)"),
    ("x y z", "1,2,3", "6*x + 3*y + 2*z - 12", "6 + 6(x-1) + 3(y-2) + 2(z-3)"),
    ("ln(x - 3y)", "7,2", "x - 3*y - 1", "Stewart, Calculus, 14.4, exercise: ln 1 = 0"),
    ("{x^2 sin(1/x) if x != 0, 0 otherwise}", "0", "0", "|f| <= x^2"),
    ("cbrt(x^3)", "0", "x", "cbrt(x^3) is x"),
    ("7", "3", "7", "a constant is its own approximation"),
]


def tangent_of(text: str, at: str) -> Tangent:
    variables = None if text != "7" else ("x",)
    answer = gradcli.tangent(text, at=at, variables=variables).answer
    assert isinstance(answer, TangentAnswer)
    assert answer.tangent is not None
    return answer.tangent


@pytest.mark.parametrize(("text", "at", "plane", "source"), PLANES)
def test_the_tangent_plane(text: str, at: str, plane: str, source: str) -> None:
    variables = None if text != "7" else ("x",)
    assert gradcli.tangent(text, at=at, variables=variables).lines() == (plane,), source


@pytest.mark.parametrize(
    ("text", "at"),
    [("|x| + y", "0,1"), ("sqrt(x^2 + y^2)", "0,0"), ("cbrt(x)", "0"), ("ln(x)", "-1")],
)
def test_where_f_is_not_differentiable_there_is_none(text: str, at: str) -> None:
    result = gradcli.tangent(text, at=at)
    assert result.error is not None
    assert result.lines() == ()
    body = result.json()
    assert "tangent" not in body
    assert body["exit_code"] == 1


@pytest.mark.parametrize(("text", "at"), [row[:2] for row in PLANES])
def test_what_is_left_over_shrinks_faster_than_the_distance(text: str, at: str) -> None:
    rows = misses(tangent_of(text, at).approximation)
    shares = [abs(float(row.share)) for row in rows if row.share is not None]
    assert len(shares) == 3
    assert shares[2] <= shares[1] / 5 <= shares[0] / 25 or max(shares) == 0


@given(
    st.lists(st.fractions(-5, 5, max_denominator=7), min_size=6, max_size=6),
    st.tuples(st.integers(-4, 4), st.integers(-4, 4)),
)
def test_it_is_the_part_of_degree_one_of_a_quadratic(
    numbers: list[Fraction], at: tuple[int, int]
) -> None:
    """By Taylor's formula f(P + s) is L(P + s) and a form of degree 2 in s."""
    a, b, c, d, e, f = (sympy.Rational(each.numerator, each.denominator) for each in numbers)
    x, y = sympy.symbols("x y", real=True)
    whole = a * x**2 + b * x * y + c * y**2 + d * x + e * y + f
    text = f"({a})x^2 + ({b})x y + ({c})y^2 + ({d})x + ({e})y + ({f})"
    result = gradcli.tangent(text, at=f"{at[0]},{at[1]}", variables=("x", "y"))
    (linear,) = result.values()
    s, t = sympy.symbols("s t", real=True)
    rest = sympy.expand((whole - linear).subs({x: at[0] + s, y: at[1] + t}))
    assert sympy.expand(rest - (a * s**2 + b * s * t + c * t**2)) == 0


@pytest.mark.parametrize(
    ("text", "at", "exact"),
    [
        ("x - 2y + 3", "1,1", True),
        ("(x + 1)(x - 1) - x^2 + y", "1,1", True),
        ("x^2 y", "2,3", False),
        # No difference at the three steps that the table shows, and yet no straight line.
        ("x + x(x - 1/10)(x - 1/100)(x - 1/1000)x", "0", False),
        ("floor(x)", "1/2", False),
    ],
)
def test_only_what_is_linear_is_called_its_own_approximation(
    text: str, at: str, exact: bool
) -> None:
    assert tangent_of(text, at).approximation.is_exact is exact
    assert ("its own approximation" in gradcli.tangent(text, at=at).text()) is exact


def test_of_many_variables_no_line_is_too_long() -> None:
    text = " + ".join(f"x{i}^2" for i in range(1, 81))
    result = gradcli.tangent(text, at=",".join("1" for _ in range(80)))
    assert "80 terms" in result.text()
    assert result.lines()[0].startswith("2*x1 + 2*x2")
