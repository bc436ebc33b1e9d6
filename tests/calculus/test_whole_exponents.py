"""Exponents that are whole numbers and do not look it: decided, then worked with as such."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.calculus.domain.verdict import OutsideDomain, Smooth

WHOLE = [
    # (function, point, derivative there, why)
    ("x^(ln 4/ln 2)", "-1", "-2", "ln 4 = 2 ln 2: x^2"),
    ("x^((sqrt(3)+1)(sqrt(3)-1))", "-1", "-2", "3 - 1 = 2: x^2"),
    ("x^(sin(1)^2+cos(1)^2+1)", "-1", "-2", "Pythagoras: x^2"),
    ("root(x, log(8)/log(2))", "-1", "1/3", "ln 8 = 3 ln 2: the cube root"),
    ("x^(1/(sqrt(2)-1)-sqrt(2))", "0", "1", "1/(sqrt(2)-1) = sqrt(2)+1: x"),
    ("(-8)^(ln 9/ln 3)+x", "1", "1", "64 + x"),
    ("x^(ln 8/ln 2)", "0", "0", "x^3"),
    ("x^(ln 27/ln 3)", "-2", "12", "x^3"),
    ("x^(-ln 4/ln 2)", "-2", "1/4", "x^-2"),
    ("root(x, sqrt(9))", "-8", "1/12", "the cube root"),
    ("x^(e^(ln 3))", "-1", "3", "x^3"),
    ("x^(2 cos(pi/5) - 2 cos(2 pi/5) + 1)", "-1", "-2", "cos(pi/5) - cos(2pi/5) = 1/2: x^2"),
    ("x^(tan(pi/8) + cot(pi/8) - 2 sqrt(2) + 4)", "-1", "-4", "2/sin(pi/4) = 2 sqrt(2): x^4"),
    ("(ln 8/ln 2)! x", "5/2", "6", "ln 8 = 3 ln 2: 3! = 6"),
    ("((sqrt(3)+1)(sqrt(3)-1))! x", "7", "2", "3 - 1 = 2"),
    ("(ln(1024)/ln(4) - 1)! x^2", "1", "48", "1024 = 4^5: 4! = 24"),
    ("sqrt(16)! + x", "1", "1", "24 + x"),
    ("x^(cosh(1)^2 - sinh(1)^2 + 1)", "-3", "-6", "1 + 1: x^2"),
    (
        "x^(cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5)) + 1)",
        "-1",
        "-2",
        "(1 +- sqrt 5)/2: their sum is 1",
    ),
    ("x^(3^(ln 2/ln 3))", "-1", "-2", "e^(ln 2): x^2"),
    ("x^(log_2(5) log_5(8))", "-2", "12", "log_2(8): x^3"),
    ("x^((1+sqrt(5))/2 - 2/(1+sqrt(5)))", "-4", "1", "phi - 1/phi = 1: x"),
    ("x^(4 atan(1)/pi + 1)", "-5", "-10", "atan 1 = pi/4: x^2"),
    ("(-2)^(sqrt(2) sqrt(8)) x", "3", "16", "2 * 2: (-2)^4 x"),
]


@pytest.mark.parametrize(("text", "at", "slope", "why"), WHOLE)
def test_whole(text: str, at: str, slope: str, why: str) -> None:
    result = gradcli.gradient(text, at=at)
    assert result.lines() == (slope,), why
    assert isinstance(result.answer.at.verdict, Smooth)
    assert result.answer.at.certified


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x^(ln 4/ln 2 + 1/10^30)", "-1"),
        ("x^sqrt(2)", "-1"),
        ("x^(ln 3/ln 2)", "-1"),
        ("x^(2 + 10^(-40))", "-1"),
    ],
)
def test_not_whole(text: str, at: str) -> None:
    assert isinstance(gradcli.gradient(text, at=at).answer.at.verdict, OutsideDomain)


MOVING_DEGREES = [
    # (function, point, gradient, why)
    ("root(x, y)", "8,3", ("1/12", "-2*log(8)/9"), "x^(1/y): x^(1/y - 1)/y, -x^(1/y) ln(x)/y^2"),
    ("root(x^2 + 1, y) + x", "0,3", ("1", "0"), "slope 2x is 0, and ln 1 is 0"),
    ("root(x, y)", "1,-2", ("-1/2", "0"), "x^(-1/2), and ln 1 is 0"),
    ("f(x, y) = root(x, 2y + 1) + y", "1,1", ("1/3", "1"), "the cube root has slope 1/3 at 1"),
]


@pytest.mark.parametrize(("text", "at", "slopes", "why"), MOVING_DEGREES)
def test_a_degree_that_varies(text: str, at: str, slopes: tuple[str, ...], why: str) -> None:
    result = gradcli.gradient(text, at=at)
    assert result.lines() == slopes, why
    assert result.answer.at.certified


def test_a_root_of_such_a_degree_is_taken_of_what_is_above_0() -> None:
    assert gradcli.gradient("root(x, y)", at="-8,3").error is not None
    assert gradcli.gradient("root(x, 3)", at="-8").lines() == ("1/12",)


@pytest.mark.parametrize("text", ["(ln 9/ln 2)! x", "(-ln 8/ln 2)! x", "(2/ln(2) - 1)! x"])
def test_no_factorial_of_what_is_not_whole(text: str) -> None:
    with pytest.raises(gradcli.GradcliError, match="factorial needs a whole number"):
        gradcli.gradient(text)


@pytest.mark.parametrize("text", ["(ln(2^2000)/ln 2)! x", "(1/ln(1 + 1/10^9))! x"])
def test_no_factorial_that_fills_books(text: str) -> None:
    with pytest.raises(gradcli.GradcliError, match="1,000 at most"):
        gradcli.gradient(text)


def test_the_same_constant_stays_as_it_is_elsewhere() -> None:
    found = gradcli.gradient("x^(ln 4/ln 2) ln 4/ln 2", at="-1")
    # In the formula; the number at the point is the whole number that it is.
    assert found.json()["gradient"]["symbolic"] == ["2*log(4)*x/log(2)"]
    assert found.lines() == ("-4",)
