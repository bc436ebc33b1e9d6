"""A page begins with the answer: what was asked, what it is, and what it means."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.narrative.document import Equations, Steps
from gradcli.questions.result import Result

ANSWERS: dict[str, tuple[Result, tuple[str, ...]]] = {
    "partial": (gradcli.partial("x^2 y", wrt="x"), ("∂f/∂x = 2xy",)),
    "grad": (gradcli.gradient("x^2 y"), ("∂f/∂x = 2xy", "∂f/∂y = x²", "∇f    = (2xy, x²)")),
    "grad at a point": (
        gradcli.gradient("x^2 y", at="2,3"),
        (
            "∂f/∂x    = 2xy = 12",
            "∇f(2, 3) = (12, 4)",
            "A nudge of 0.01 in x changes f by about 0.12; the same nudge in y, by about 0.04.",
        ),
    ),
    "a nudge that is small there": (
        gradcli.gradient("1/x + y", at="1/1000,2"),
        ("A nudge of 0.00001 in x changes f by about −10;",),
    ),
    "no nudge that is small": (
        gradcli.gradient("sin(10^9 x) + y", at="0,2"),
        ("a small enough nudge in that variable",),
    ),
    "grad in one variable": (gradcli.gradient("x^2", at="3"), ("df/dx = 2x = 6",)),
    "a critical point": (
        gradcli.gradient("x^2 - y^2", at="0,0"),
        ("This is a critical point: the gradient is zero", "It is a saddle: nearby,"),
    ),
    "no gradient": (gradcli.gradient("|x|", at="0"), ("✗ f is not differentiable here",)),
    "dir": (
        gradcli.directional("x^2 y", w="3,5", at="2,3"),
        (
            "w                = (3, 5)",
            "∇f(2, 3) · w     = 56",
            "28√34/17",
            "The highest rate per unit of distance is the length of the gradient, 4√10, along the "
            "gradient (gradcli steepest shows why). The rate along w is 76% of it: the cosine of "
            "40.6°, the angle between w and the gradient.",
        ),
    ),
    "dir downhill": (
        gradcli.directional("x^2 y", w="-3,-5", at="2,3"),
        ("Along w the function falls at 76% of it: minus the cosine of 139.4°, the angle between",),
    ),
    "dir nearly along the level curve": (
        gradcli.directional("x + y", w="1,-1-10^(-4)", at="0,0"),
        ("about 90.003°", "under 1%"),
    ),
    "dir nearly the best": (
        gradcli.directional("x + y", w="1,99/100", at="0,0"),
        ("over 99% of it: the cosine of 0.3°, the angle",),
    ),
    "dir along the level curve": (
        gradcli.directional("x^2 y", w="-1,3", at="2,3"),
        ("w is at right angles to the gradient",),
    ),
    "dir where the gradient is zero": (
        gradcli.directional("x^2 + y^2", w="1,1", at="0,0"),
        ("The gradient is zero here, and so is the rate in every direction.",),
    ),
    "dir by its limit": (
        gradcli.directional("{x^3/(x^2+y^2) if x != 0, 0 otherwise}", w="1,1", at="0,0"),
        ("✗ f is not differentiable here", "D_w f(0, 0) = 1/2"),
    ),
    "steepest": (
        gradcli.steepest("x^2 y", at="2,3"),
        ("(3√10/10, √10/10)", "‖∇f(2, 3)‖          = 4√10", "zero (90°)"),
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_stands_on_the_first_screen(name: str) -> None:
    result, expected = ANSWERS[name]
    lines = result.text("plain", width=80).splitlines()[:18]
    words = " ".join(" ".join(lines).split())
    for text in expected:
        assert " ".join(text.split()) in words


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_stands_before_the_steps(name: str) -> None:
    blocks = ANSWERS[name][0].document().blocks
    (first, *_) = [place for place, block in enumerate(blocks) if isinstance(block, Steps)]
    answers = [
        place for place, block in enumerate(blocks) if isinstance(block, Equations) and block.result
    ]
    assert not answers or answers[0] < first or name == "no gradient"


def test_of_many_variables_only_the_gradient_is_given_first() -> None:
    page = gradcli.gradient("a b c d k").text("plain").splitlines()
    assert page[2].strip() == "∇f = (bcdk, acdk, abdk, abck, abcd)"
    long = " + ".join(f"sin(x{i} x{i + 1})" for i in range(1, 30))
    assert "The gradient has 30 components" in gradcli.gradient(long).text("plain")


def test_no_angle_is_read_off_digits_that_cancel() -> None:
    # The slope of sinc at a is -a/3 + ...: of (cos a)/a - (sin a)/a^2 no digit is left here.
    page = gradcli.directional("sinc(x) + y", w="1,1", at="10^(-200),0").text("plain")
    assert "°" not in page
    assert "%" not in page
    assert "No direction has a higher rate per unit of distance than" in page


def test_a_value_that_no_formula_gives_names_its_point() -> None:
    page = gradcli.gradient("x |x| + y", at="0,1").text("plain").splitlines()
    assert [line.split(" =")[0].strip() for line in page[2:4]] == ["∂f/∂x(0, 1)", "∂f/∂y(0, 1)"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("tan(x) + |x|", ("df/dx = sec² x + sign x   where x ≠ 0",)),
        ("x step(x)", ("df/dx = step x   where x ≠ 0",)),
        ("floor(x) + x", ("df/dx = 1   where x is not a whole number",)),
        ("round(x y)", ("∂f/∂x = 0   where xy is not halfway between whole numbers",)),
        ("|x| y", ("∂f/∂x = y sign x   where x ≠ 0", "∂f/∂y = |x|")),
        # Of these the formula is true at 0 too, or has no value there.
        ("x |x|", ("df/dx = 2|x|",)),
        ("sqrt(x^2)", ("df/dx = x/|x|",)),
    ],
)
def test_a_formula_with_values_that_are_no_derivatives_says_where_it_holds(
    text: str, lines: tuple[str, ...]
) -> None:
    page = gradcli.gradient(text).text("plain").splitlines()
    assert [line.strip() for line in page[2 : 2 + len(lines)]] == list(lines)
