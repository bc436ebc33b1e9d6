"""Derivatives worked by hand, in the manner of the exercises of the calculus books.

Each row: the function, the variable, the answer as a person would write it, and where exercises of
that kind stand. The functions are our own.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from gradcli.calculus.answers.directional import answer_directional
from gradcli.calculus.answers.gradient import answer_gradient
from gradcli.calculus.answers.steepest import answer_steepest
from gradcli.calculus.rules.gradient import gradient, partial, repeated_partial
from gradcli.field.scalar_field import Direction, Point
from gradcli.language.vectors.points import read_direction, read_point
from tests.fields import assert_close, field, value_of

BY_HAND = [
    # The chain of ideas of the README.
    ("x^2 y", "x", "2x y"),
    ("x^2 y", "y", "x^2"),
    ("3x y^3", "x", "3y^3"),
    ("3x y^3", "y", "9x y^2"),
    # Power rule, sums (Stewart, Calculus, 3.1).
    ("4x^3 - 5x + 7", "x", "12x^2 - 5"),
    ("2/x^3 + 3sqrt(x)", "x", "-6/x^4 + 3/(2 sqrt(x))"),
    ("(x^2 + 1)/sqrt(x)", "x", "(3/2) sqrt(x) - 1/(2 x^(3/2))"),
    # Products and quotients (Stewart 3.2).
    ("(x^2 + 3) e^x", "x", "(x^2 + 2x + 3) e^x"),
    ("(2x - 1)/(x + 4)", "x", "9/(x + 4)^2"),
    ("x/(x^2 + 1)", "x", "(1 - x^2)/(x^2 + 1)^2"),
    # Trigonometric functions (Stewart 3.3).
    ("x^2 sin x", "x", "2x sin(x) + x^2 cos(x)"),
    ("sec x tan x", "x", "sec(x) tan(x)^2 + sec(x)^3"),
    ("sin x / (1 + cos x)", "x", "1/(1 + cos(x))"),
    # The chain rule (Stewart 3.4).
    ("(x^3 - 1)^100", "x", "300 x^2 (x^3 - 1)^99"),
    ("sin(cos(tan x))", "x", "-cos(cos(tan(x))) sin(tan(x)) sec(x)^2"),
    ("e^(sec(3x))", "x", "3 e^(sec(3x)) sec(3x) tan(3x)"),
    ("5^(x^2)", "x", "2x * 5^(x^2) ln(5)"),
    # Inverse trigonometric functions (Stewart 3.5).
    ("x atan(sqrt(x))", "x", "atan(sqrt(x)) + sqrt(x)/(2(1 + x))"),
    ("asin(x/2)", "x", "1/sqrt(4 - x^2)"),
    # Logarithms and logarithmic differentiation (Stewart 3.6).
    ("ln(x^3 + 1)", "x", "3x^2/(x^3 + 1)"),
    ("ln|x|", "x", "1/x"),
    ("log(2 + sin x, 10)", "x", "cos(x)/((2 + sin(x)) ln(10))"),
    ("x^(sqrt(x))", "x", "x^(sqrt(x)) (2 + ln(x))/(2 sqrt(x))"),
    # Hyperbolic functions (Stewart 3.11).
    ("x sinh x - cosh x", "x", "x cosh(x)"),
    ("atanh(sin x)", "x", "sec(x)"),
    # Partial derivatives (Stewart 14.3).
    ("x^3 + x^2 y^3 - 2y^2", "x", "3x^2 + 2x y^3"),
    ("x^3 + x^2 y^3 - 2y^2", "y", "3x^2 y^2 - 4y"),
    ("sin(x/(1 + y))", "x", "cos(x/(1 + y))/(1 + y)"),
    ("sin(x/(1 + y))", "y", "-cos(x/(1 + y)) x/(1 + y)^2"),
    ("e^(x y) ln z", "z", "e^(x y)/z"),
    ("sqrt(x^2 + y^2)", "y", "y/sqrt(x^2 + y^2)"),
    ("atan2(y, x)", "x", "-y/(x^2 + y^2)"),
    ("atan2(y, x)", "y", "x/(x^2 + y^2)"),
]
PLACES = [("3/4", "2/3", "5/4"), ("4/3", "-1/2", "2"), ("1/5", "7/5", "1/3")]


@pytest.mark.parametrize(("text", "variable", "answer"), BY_HAND)
def test_the_derivative_worked_by_hand(text: str, variable: str, answer: str) -> None:
    names = ("x", "y", "z")
    derivative = partial(field(text, names), variable).derivative
    expected = field(answer, names).expression
    for place in PLACES:
        at = dict(zip(names, map(Fraction, place), strict=True))
        assert_close(value_of(derivative, at), value_of(expected, at))


def at(text: str, names: tuple[str, ...]) -> Point:
    return Point.of_trees(read_point(text, names).nodes)


GRADIENTS_AT = [
    ("x^2 y", "2,3", ("12", "4")),
    ("3x y^3", "1,-1", ("-3", "9")),
    # Stewart 14.6 asks for such gradients at a point.
    ("x sin(y z)", "1,3,0", ("0", "0", "3")),
    ("sin x + e^(x y)", "0,1", ("2", "0")),
    ("x^2 + y^2 + z^2", "1,2,3", ("2", "4", "6")),
    ("ln(x^2 + y^2)", "3,4", ("6/25", "8/25")),
]


@pytest.mark.parametrize(("text", "point", "expected"), GRADIENTS_AT)
def test_the_gradient_at_a_point(text: str, point: str, expected: tuple[str, ...]) -> None:
    whole = field(text)
    answer = answer_gradient(whole, at(point, whole.variables))
    assert answer.at is not None
    assert answer.at.slopes == tuple(field(each).expression for each in expected)


# f, P, w, the rate along w as given, the rate per unit of distance (Stewart 14.6).
RATES = [
    ("x^2 y", "2,3", "3,5", "56", "28 sqrt(34)/17"),
    ("x^2 y^3 - 4y", "2,-1", "2,5", "32", "32/sqrt(29)"),
    ("x y z", "1,2,3", "2,-1,2", "13", "13/3"),
]


@pytest.mark.parametrize(("text", "point", "w", "rate", "unit"), RATES)
def test_both_rates_along_a_direction(text: str, point: str, w: str, rate: str, unit: str) -> None:
    whole = field(text)
    direction = Direction.of_trees(read_direction(w, whole.variables).nodes)
    answer = answer_directional(whole, direction, at(point, whole.variables))
    assert answer.along_at is not None
    assert answer.along_at.rate == field(rate).expression
    assert answer.along_at.unit_rate - field(unit).expression == 0


@pytest.mark.parametrize(
    ("text", "point", "direction", "rate"),
    [
        ("x^2 y", "2,3", ("3/sqrt(10)", "1/sqrt(10)"), "4 sqrt(10)"),
        ("x e^y", "2,0", ("1/sqrt(5)", "2/sqrt(5)"), "sqrt(5)"),
        ("x^2", "-3", ("-1",), "6"),
    ],
)
def test_the_steepest_direction(
    text: str, point: str, direction: tuple[str, ...], rate: str
) -> None:
    whole = field(text)
    best = answer_steepest(whole, at(point, whole.variables)).steepest
    assert best is not None
    assert best.rate == field(rate).expression
    for component, expected in zip(best.direction, direction, strict=True):
        assert component - field(expected).expression == 0


@pytest.mark.parametrize(
    ("text", "wrt", "answer"),
    [
        ("3x y^3", ("x", "y"), "9y^2"),
        ("x^4", ("x", "x"), "12x^2"),
        ("sin(3x + y z)", ("x", "x", "y", "z"), "-9cos(3x + y z) + 9y z sin(3x + y z)"),
    ],
)
def test_mixed_and_repeated_partials(text: str, wrt: tuple[str, ...], answer: str) -> None:
    whole = field(text, ("x", "y", "z"))
    derivative = repeated_partial(whole, wrt)[-1].derivative
    expected = field(answer, ("x", "y", "z")).expression
    for place in PLACES:
        values = dict(zip(whole.variables, map(Fraction, place), strict=True))
        assert_close(value_of(derivative, values), value_of(expected, values))


def test_the_gradient_keeps_the_order_of_the_variables() -> None:
    whole = field("f(y, x) = x^2 y")
    assert [partial.variable for partial in gradient(whole).partials] == ["y", "x"]
