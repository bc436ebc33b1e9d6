"""One partial at a point: by its formula, by the definition, or not at all."""

from __future__ import annotations

import json

import pytest

import gradcli
from gradcli.codes import Code
from gradcli.questions.result import Result

# (function, by, point, value, why)
VALUES = [
    ("x^2 y", "x", "2,3", "12", "2xy"),
    ("x^2 y", "x,y", "2,3", "4", "2x"),
    ("x^2 y", "x,x", "2,3", "6", "2y"),
    ("x^2 y", "x,y", "sqrt(2),0", "2*sqrt(2)", "2x"),
    ("x^3 - 3x", "x,x", "1", "6", "6x"),
    ("x |x|", "x", "0", "0", "by the definition: |h| -> 0"),
    ("|x| + y", "y", "0,0", "1", "f has no gradient there, and this partial"),
    ("|x| + y^2", "y", "0,3", "6", "the same"),
    ("{x y/(x^2 + y^2) if x != 0 or y != 0, 0 otherwise}", "x", "0,0", "0", "f is 0 on the axis"),
    ("{x^3/(x^2 + y^2) if x != 0 or y != 0, 0 otherwise}", "x", "0,0", "1", "h^3/h^2/h"),
    ("x^2 + y", "x,y", "1,1", "0", "2x has no y in it"),
]


@pytest.mark.parametrize(("text", "by", "at", "value", "why"), VALUES)
def test_the_value(text: str, by: str, at: str, value: str, why: str) -> None:
    result = gradcli.partial(text, by, at)
    assert result.error is None
    assert result.lines() == (value,), why
    assert result.answer.verified, why
    body = result.json()
    assert body["value"] == body["partials"][-1]["value"] == value
    assert body["input"]["at"] == json.loads(json.dumps(at.split(",")))


# (function, by, point, code)
REFUSED: list[tuple[str, str, str, Code]] = [
    ("|x| + y", "x", "0,0", "kink"),
    ("|x| + |y|", "y", "0,0", "kink"),
    ("|x|", "x", "0", "kink"),
    ("ln(x) y", "y", "-1,2", "outside-domain"),
    ("x/(x y)", "x,y", "0,0", "undefined-at-the-point"),
    # x|x| derives to 2|x|, at 0 by the definition, and that has a corner.
    ("x |x|", "x,x", "0", "kink"),
    # It is 0, and the formula of the first partial has no value on x = 0.
    ("max(x, 0)^2 + y", "x,y", "0,0", "not-decided"),
]


@pytest.mark.parametrize(("text", "by", "at", "code"), REFUSED)
def test_no_value(text: str, by: str, at: str, code: Code) -> None:
    result = gradcli.partial(text, by, at)
    assert result.error is not None
    assert result.error.code == code
    assert result.lines() == ()
    assert "value" not in result.json()


def test_which_partial_is_missing_is_said() -> None:
    error = gradcli.partial("|x| + |y|", "y", "0,0").error
    assert error is not None
    assert "no partial derivative with respect to y" in error.message


def page(result: Result) -> str:
    return " ".join(result.text().split())


def test_the_page_says_what_the_number_means() -> None:
    told = page(gradcli.partial("x^2 y", "x", "2,3"))
    assert "A nudge of 0.01 in x changes f by about 0.12." in told
    assert "f(2 + h, 3)" in told
    told = page(gradcli.partial("x^2 y", "x,y", "2,3"))
    assert "A nudge of 0.01 in y changes ∂f/∂x by about 0.04." in told
    assert "∂f/∂x(2, 3 + h)" in told


def test_of_a_derivative_that_is_not_known_nothing_is_said_of_the_function() -> None:
    told = page(gradcli.partial("max(x, 0)^2 + y", "x,y", "0,0"))
    assert "not differentiable" not in told
    assert "It could not be decided whether ∂²f/∂y∂x exists at this point." in told


def test_of_a_derivative_that_does_not_exist_it_is_said_which() -> None:
    told = page(gradcli.partial("x |x|", "x,x,x", "0"))
    assert "not differentiable" not in told
    assert "d²f/dx² does not exist at this point, and so neither does d³f/dx³." in told
