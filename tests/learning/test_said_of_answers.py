"""What a page says of an answer that is no mistake in a law: a part of it, or a formula still."""

from __future__ import annotations

import pytest

import gradcli as library
from tests.commands.conftest import Gradcli, gradcli

__all__ = ["gradcli"]


@pytest.mark.parametrize(
    ("expr", "answer", "at", "said"),
    [
        ("3x y^3", "3 y y^2", None, "3y · y² is ∂f/∂x alone, and the gradient has 2 components."),
        ("3x y^3", "9.6", None, "9.6 is one number, and the gradient has 2 components."),
        ("3x y^3", "x + 1", None, "x + 1 is one formula, and the gradient has 2 components."),
        # 12 is the value of f too: neither is named.
        ("x^2 y", "12", "2,3", "12 is ∂f/∂x(2, 3) alone, and the gradient has 2 components."),
        ("x^2 y", "2xy, x^2", "2,3", "2xy and x² are formulas; their values are asked for at"),
        ("x^2 y", "12, x^2", "2,3", "x² is a formula; its value is asked for at (x, y) = (2, 3)."),
        (
            "x^2 y",
            "4, 12",
            "2,3",
            "comes out when the components of the gradient change places",
        ),
    ],
)
def test_of_an_answer_that_is_not_of_the_kind_asked_for(
    expr: str, answer: str, at: str | None, said: str
) -> None:
    result = library.check(expr, answer, at=at)
    page = " ".join(result.text().split())
    assert said in page
    assert "At x = 1" not in page
    assert ("Where this comes from" in page) == (answer == "4, 12")


def test_of_a_number_that_is_given_for_a_formula() -> None:
    page = library.check("x^2 y", "1", wrt="y").text()
    assert "The given 1 is the same everywhere; at x = 2 ∂f/∂y is 4." in page


def test_of_formulas_for_a_direction_no_mistake_is_named() -> None:
    result = library.check("x^2 + y^2", "2x + 1, 2y", at="1,2", kind="steepest")
    assert result.lines() == ("wrong",)
    assert "mistake" not in result.json()["check"]


def test_of_a_step_in_which_a_derivative_still_stands() -> None:
    work = "d/dy(3x y^3) = 3x * d/dy(y^3)\n= 3x * 3y^2\n= 9x y^3"
    page = library.check("3x y^3", wrt="y", work=work).text()
    assert [page.count(each) for each in ("not compared", "does not follow")] == [3, 1]
    assert "Wrong in line 3: 9xy³ is not the partial derivative." in page
    assert "A step in which a derivative still stands" in page


def test_an_exercise_asks_for_one_rate(gradcli: Gradcli) -> None:
    sheet = gradcli("practice", "--topic", "directional", "--count", "2", "--seed", "5")
    assert sheet.out.count("not divided by its length") == 2


def test_the_worked_answer_does_not_say_how_an_exercise_is_read() -> None:
    sheet = library.practice("partial", 1, seed=3, count=4, key="full")
    assert "cos x" in sheet.text()
    assert "Read as" not in sheet.text()


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("x^2 y", "g(x, y) = 3xy³"),
        ("g(x, y) = 3x*y^3", "h(x, y) = x²y"),
        ("g(x, y) = x y", "h(x, y) = 3xy³"),
    ],
)
def test_the_lesson_practises_another_function(own: str, other: str) -> None:
    lesson = library.learn(own, at="1,2", w="1,1")
    asked = [each["question"] for each in lesson.json()["screens"]]
    assert f"What is the gradient of {other}?" in asked
    assert f"The same with another function, {other}." in lesson.text()


@pytest.mark.parametrize(("expr", "answer", "said"), [("x^2/x", "x/x", False), ("x", "x/x", True)])
def test_no_value_is_said_to_be_missing_where_the_function_has_none(
    expr: str, answer: str, said: bool
) -> None:
    result = library.check(expr, answer)
    assert result.lines() == ("right",)
    assert ("has values where" in result.text()) == said
