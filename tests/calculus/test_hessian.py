"""The matrix of second partials: hand-worked answers, the order of differentiation, eigenvalues."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import gradcli
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.rules.hessian import determinant, eigenvalues

# (function, point, rows, why)
AT_POINTS = [
    ("x^2 y", "2,3", (("6", "4"), ("4", "0")), "2y, 2x; 2x, 0"),
    ("x^3 + x^2 y^3 - 2 y^2", "1,1", (("8", "6"), ("6", "2")), "Stewart 14.3, example 6"),
    ("sin(x y)", "0,0", (("0", "1"), ("1", "0")), "xy to second order"),
    ("e^x", "0", (("1",),), "its own derivative"),
    (
        "{x y (x^2 - y^2)/(x^2 + y^2) if (x,y) != (0,0), 0 otherwise}",
        "0,0",
        (("0", "-1"), ("1", "0")),
        "Stewart 14.3, exercise: f_xy = -1 and f_yx = 1, by the definition",
    ),
    (
        "{x^4 y/(x^2 + y^2) if (x,y) != (0,0), 0 otherwise}",
        "0,0",
        (("0", "0"), ("0", "0")),
        "the first partials are of degree 2",
    ),
    ("{x^4 sin(1/x) if x != 0, 0 otherwise}", "0", (("0",),), "f'/h = 4h^2 sin - h cos"),
    ("|x|^3 + y", "0,1", (("0", "0"), ("0", "0")), "3 x|x| has slope 0 at 0"),
    ("sinc(x)", "0", (("-1/3",),), "1 - x^2/6 + ..."),
]


@pytest.mark.parametrize(("text", "at", "rows", "why"), AT_POINTS)
def test_the_matrix_at_a_point(
    text: str, at: str, rows: tuple[tuple[str, ...], ...], why: str
) -> None:
    body = gradcli.hessian(text, at=at).json()["hessian"]
    assert tuple(map(tuple, body["value"])) == rows, why


def test_the_order_matters_where_the_theorem_does_not_hold() -> None:
    text = "{x y (x^2 - y^2)/(x^2 + y^2) if (x,y) != (0,0), 0 otherwise}"
    result = gradcli.hessian(text, at="0,0")
    assert result.json()["hessian"]["symmetric"] is False
    assert "The matrix is not symmetric" in result.text()


@pytest.mark.parametrize(
    ("text", "at", "missing"),
    [("x |x|", "0", 1), ("max(x, 0)^2 + y", "0,0", 2), ("|x|^(3/2)", "0", 1)],
)
def test_a_second_partial_that_does_not_exist(text: str, at: str, missing: int) -> None:
    result = gradcli.hessian(text, at=at)
    assert result.error is not None
    assert result.error.code == "second-partial-missing"
    assert sum(row.count(None) for row in result.json()["hessian"]["value"]) == missing
    # Of max(x, 0)^2 the formula of the first partial has no value on x = 0: f_xy is left open.
    assert "does not exist" in result.text()


@pytest.mark.parametrize(
    "text",
    ["x^3 y^2 + sin(x y)", "e^(x^2 - y)/(1 + y^2)", "x y z + ln(1 + x^2) z", "sqrt(1 + x^2 + y^4)"],
)
def test_the_formulas_are_those_of_sympy(text: str) -> None:
    result = gradcli.hessian(text)
    answer = result.answer
    assert isinstance(answer, HessianAnswer)
    expected = sympy.hessian(answer.field.expression, answer.field.symbols)
    draw = random.Random(text)
    at = {each: sympy.Rational(draw.randint(1, 30), 10) for each in answer.field.symbols}
    for ours, theirs in zip(result.values(), expected, strict=True):
        assert abs(sympy.N((ours - theirs).subs(at), 40)) < 1e-30
    assert answer.symmetric in (True, None)


small = st.integers(-6, 6)


@given(st.lists(small, min_size=4, max_size=4))
def test_eigenvalues_add_up_to_the_trace_and_multiply_to_the_determinant(
    numbers: list[int],
) -> None:
    a, b, c, d = numbers
    for matrix in ([[a, b], [b, c]], [[a, b, 0], [b, c, 0], [0, 0, d]]):
        rows = [[sympy.Integer(each) for each in row] for row in matrix]
        found = eigenvalues(rows)
        assert len(found) == len(rows)
        trace = sum(row[place] for place, row in enumerate(rows))
        assert sympy.expand(sum(found) - trace) == 0
        product = determinant(rows)
        assert product is not None
        assert sympy.simplify(sympy.prod(found) - product) == 0
        assert all(float(one) >= float(two) - 1e-12 for one, two in pairwise(found))


@given(st.tuples(small, small, small), st.tuples(small, small))
def test_curvature_is_the_second_derivative_along_the_line(
    form: tuple[int, int, int], way: tuple[int, int]
) -> None:
    """Of a quadratic form, f(P + t w) has the second derivative w H w at every t."""
    if way == (0, 0):
        return
    a, b, c = form
    text = f"({a})x^2 + ({b})x y + ({c})y^2"
    result = gradcli.hessian(text, at="1,2", w=f"{way[0]},{way[1]}", variables=("x", "y"))
    answer = result.answer
    assert isinstance(answer, HessianAnswer)
    assert answer.along is not None
    value = 2 * (a * way[0] ** 2 + b * way[0] * way[1] + c * way[1] ** 2)
    assert answer.along.value == value
    length = way[0] ** 2 + way[1] ** 2
    assert Fraction(str(answer.along.per_unit)) == Fraction(value, length)


def test_the_rows_of_the_answer_alone() -> None:
    result = gradcli.hessian("x^2 y", at="2,3")
    assert result.lines() == ("6", "4", "4", "0")
    assert result.forms.columns == 2


def test_there_are_too_many_of_a_function_of_many_variables() -> None:
    text = " + ".join(f"x{i}^2" for i in range(1, 32))
    with pytest.raises(gradcli.GradcliError) as error:
        gradcli.hessian(text)
    assert error.value.code == "too-many-second-partials"
