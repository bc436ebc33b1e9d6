"""An answer may be that there is none: "does not exist", and whether that is true."""

from __future__ import annotations

from typing import Any

import pytest

import gradcli
from gradcli.errors import GradcliError
from tests.schema import VALIDATOR

# (function, rest of the question, verdict, by which definition)
DENIED: list[tuple[str, dict[str, Any], str, str]] = [
    ("|x|", {"at": "0"}, "right", "the slopes on both sides are -1 and 1"),
    ("|x|", {"at": "1"}, "wrong", "it is 1"),
    ("x^2", {}, "wrong", "2x exists everywhere"),
    ("ln x", {"at": "-1"}, "right", "ln has no value there"),
    ("cbrt(x)", {"at": "0"}, "right", "h^(1/3)/h has no bound"),
    ("cbrt(x^3)", {"at": "0"}, "wrong", "it is x"),
    ("|x| + y", {"at": "0,1", "wrt": "x"}, "right", "in x it is |x| + 1"),
    ("|x| + y", {"at": "0,1", "wrt": "y"}, "wrong", "in y it is a line"),
    ("|x| + y", {"at": "0,1"}, "right", "one of the partials does not exist"),
    ("sqrt(x^2 + y^2)", {"at": "0,0", "w": "1,1"}, "right", "|h| sqrt(2)/h has two sides"),
    # f(h, h) = h/2: along w there is a rate, though f is not differentiable.
    (
        "{x^2 y/(x^2 + y^2) if x^2 + y^2 > 0, 0 otherwise}",
        {"at": "0,0", "w": "1,1"},
        "wrong",
        "1/2",
    ),
    ("{x^2 y/(x^2 + y^2) if x^2 + y^2 > 0, 0 otherwise}", {"at": "0,0"}, "right", "not linear"),
    ("x^2 y", {"at": "0,0", "kind": "steepest"}, "right", "the gradient is zero"),
    ("x^2 y", {"at": "1,1", "kind": "steepest"}, "wrong", "(2, 1)"),
    ("x^2 y", {"at": "0,0", "kind": "level"}, "undecided", "a zero gradient says nothing of it"),
    ("x^2 y", {"at": "1,1", "kind": "hessian"}, "wrong", "[[2, 2], [2, 0]]"),
    ("|x|", {"at": "0", "kind": "tangent"}, "right", "no derivative, no tangent"),
    ("|x|", {"at": "0", "wrt": "x,x"}, "right", "there is not even f'(0)"),
    ("x^2 |x|", {"at": "0", "wrt": "x,x"}, "wrong", "3x|x| has the slope 0"),
    (
        "max(x, 0)^2 + y",
        {"at": "0,0", "wrt": "x,y"},
        "undecided",
        "the formula of f_x has no value",
    ),
]


@pytest.mark.parametrize(("text", "rest", "verdict", "why"), DENIED)
def test_that_there_is_none_is_right_where_there_is_none(
    text: str, rest: dict[str, Any], verdict: str, why: str
) -> None:
    result = gradcli.check(text, "does not exist", **rest)
    assert result.lines() == (verdict,), why
    body = result.json()
    assert not list(VALIDATOR.iter_errors(body))
    assert body["input"]["answer"] == ["does not exist"]
    assert body["check"]["right"] is {"right": True, "wrong": False, "undecided": None}[verdict]
    page = " ".join(result.text().split())
    says = {"right": "does not exist", "wrong": "exists", "undecided": "could not be decided"}
    assert says[verdict] in page
    for name in ("latex", "markdown", "html"):
        assert result.text(name)


@pytest.mark.parametrize(
    "answer",
    [
        *("DNE", "dne", "D.N.E.", "undefined", "Undefined.", "not defined", "is not defined"),
        *("doesn't exist", "It does not exist.", "f'(0) does not exist", "f' = DNE", "∄"),
        *("the derivative does not exist", "df/dx = undefined", "there is none", "none"),
    ],
)
def test_it_is_said_in_many_ways(answer: str) -> None:
    assert gradcli.check("|x|", answer, at="0").lines() == ("right",)


@pytest.mark.parametrize("answer", ["does exist", "not", "3 undefined 4", "no", "exist", "nan"])
def test_what_says_something_else_is_no_denial(answer: str) -> None:
    with pytest.raises(GradcliError):
        gradcli.check("|x|", answer, at="0")


def test_a_number_where_there_is_none_is_refused_as_before() -> None:
    result = gradcli.check("|x|", "1", at="0")
    assert result.error is not None
    assert result.error.exit_code == 1


def test_a_letter_of_that_name_is_a_letter() -> None:
    assert gradcli.check("none^2", "2none", variables="none").lines() == ("right",)
    assert gradcli.check("none", "none", variables="none", at="none=1").lines() == ("wrong",)


# (function, rest of the question, answer, verdict, the verdicts on the components, why)
OF_COMPONENTS: list[tuple[str, dict[str, Any], str, str, list[bool | None], str]] = [
    ("|x| + y^2", {"at": "0,1"}, "does not exist, 2", "right", [True, True], "|h|/h has two sides"),
    ("|x| + y^2", {"at": "0,1"}, "f_x = DNE, f_y = 2", "right", [True, True], "by their names"),
    ("|x| + y^2", {"at": "0,1"}, "(undefined, 2)", "right", [True, True], "in brackets"),
    ("|x| + y^2", {"at": "0,1"}, "f_x does not exist, f_y = 2", "right", [True, True], "no ="),
    ("|x| + y^2", {"at": "0,1"}, "f_x(0,1) DNE; f_y(0,1) = 2", "right", [True, True], "at P"),
    ("|x| + y^2", {"at": "0,1"}, "df/dx is undefined, df/dy = 2", "right", [True, True], "is"),
    ("|x| + y^2", {"at": "0,1"}, "(∄, 2)", "right", [True, True], "in a sign"),
    ("|x| + y^2", {"at": "0,1"}, "DNE, 3", "wrong", [True, False], "2y is 2"),
    ("|x| + y^2", {"at": "0,1"}, "DNE, DNE", "wrong", [True, False], "2y is 2"),
    ("|x| + y^2", {"at": "0,1"}, "1, DNE", "wrong", [False, False], "the wrong way round"),
    ("|x| + y^2", {"at": "3,1"}, "DNE, 2", "wrong", [False, True], "it is 1"),
    ("x^2 y", {}, "DNE, x^2", "wrong", [False, True], "2xy is everywhere"),
    ("1/x + y", {"at": "0,1"}, "DNE, 1", "wrong", [True, False], "f has no value there"),
    ("cbrt(x) + cbrt(y)", {"at": "0,1"}, "DNE, 1/3", "right", [True, True], "h^(1/3)/h, and 1/3"),
    (
        "y |x|",
        {"at": "0,0", "kind": "hessian"},
        "[[0, DNE], [DNE, 0]]",
        "right",
        [True, True, True, True],
        "y sign x is on x = 0 at the origin alone",
    ),
    (
        "max(x, 0)^2 + y",
        {"at": "0,0", "kind": "hessian"},
        "[[DNE, 0], [0, 0]]",
        "undecided",
        [True, None, True, True],
        "the slope in x goes from 0 to 2; the formula of f_x has no value on x = 0",
    ),
]


@pytest.mark.parametrize(("text", "rest", "answer", "verdict", "each", "why"), OF_COMPONENTS)
def test_it_may_be_said_of_a_component(
    text: str, rest: dict[str, Any], answer: str, verdict: str, each: list[bool | None], why: str
) -> None:
    result = gradcli.check(text, answer, **rest)
    assert result.lines() == (verdict,), why
    body = result.json()
    assert not list(VALIDATOR.iter_errors(body))
    assert "does not exist" in body["input"]["answer"]
    assert [one["right"] for one in body["check"]["components"]] == each
    for name in ("text", "latex", "markdown", "html"):
        page = result.text() if name == "text" else result.text(name)
        assert page
    assert "∂" in result.text()


@pytest.mark.parametrize(
    ("answer", "rest"),
    [
        ("3 DNE, 2", {}),
        ("DNE, 2, 3", {}),
        ("DNE, 1, 2, 3", {}),
        ("[[DNE, 0], [0, 2]]", {}),
        ("DNE, 2", {"kind": "hessian"}),
        ("(DNE, 2) or (1, 2)", {}),
        ("(1, 2) or (DNE, 2)", {}),
        ("DNE + 1, 2", {}),
        ("DNE, 2", {"kind": "steepest"}),
        ("DNE, 2", {"wrt": "x"}),
        ("±(DNE, 2)", {}),
    ],
)
def test_what_says_it_of_no_component_is_refused(answer: str, rest: dict[str, Any]) -> None:
    with pytest.raises(GradcliError) as caught:
        gradcli.check("|x| + y^2", answer, at="0,1", **rest)
    assert caught.value.exit_code == 2


def test_a_complaint_beside_it_names_no_letter_that_nobody_typed() -> None:
    with pytest.raises(GradcliError) as caught:
        gradcli.check("|x| + y^2", "DNE, 2q", at="0,1")
    error = caught.value
    assert error.message == "the name q is not one of the variables x, y"
    assert error.span is not None
    assert "DNE, 2q"[error.span.start : error.span.end] == "q"
