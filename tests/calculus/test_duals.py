"""The second way to a derivative, held against SymPy: it is what the answers are checked with."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from gradcli.calculus.numbers.duals import OutsideError, dual_value, multiprecision
from gradcli.field.functions import FUNCTIONS
from gradcli.field.scalar_field import ScalarField
from tests.fields import assert_close, field, fields, points, slope_by_differences, value_of
from tests.functions import EXAMPLES

REAL = multiprecision(60)


def duals(whole: ScalarField, at: dict[str, Fraction], variable: str) -> tuple[Any, Any]:
    """The value and the rate by one variable, in many digits."""
    moving = {
        name: (REAL.of_ratio(value.numerator, value.denominator), 1 if name == variable else 0)
        for name, value in at.items()
    }
    return dual_value(whole.tree, moving, REAL)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_value_and_rate_of_every_function(function: str) -> None:
    example = EXAMPLES[function]
    whole = field(example.text)
    for place in example.places:
        at = {"x": Fraction(place)}
        value, rate = duals(whole, at, "x")
        assert_close(value, value_of(whole.expression, at))
        assert_close(rate, slope_by_differences(whole.expression, "x", at))


@settings(max_examples=40)
@given(fields(largest=10), points())
def test_value_and_rate_of_any_tree(whole: ScalarField, place: tuple[Fraction, ...]) -> None:
    at = dict(zip(whole.variables, place, strict=True))
    for variable in whole.variables:
        value, rate = duals(whole, at, variable)
        assert_close(value, value_of(whole.expression, at))
        expected = slope_by_differences(whole.expression, variable, at)
        assert_close(rate, expected, digits=18)


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("1/x", 0.0),
        ("ln(x)", -1.0),
        ("ln(x)", 0.0),
        ("sqrt(x)", 0.0),
        ("sqrt(x)", -2.0),
        ("|x|", 0.0),
        ("sign(x)", 0.0),
        ("max(x, -x)", 0.0),
        ("floor(x)", 2.0),
        ("asin(x)", 1.0),
        ("acosh(x)", 1.0),
        ("x^(1/2)", -1.0),
        ("atan2(0*x, x)", -1.0),
        ("1/x^2", 0.0),
        ("{x if x > 0, 0 otherwise}", 0.0),
    ],
)
def test_where_there_is_no_rate_there_is_none(text: str, x: float) -> None:
    with pytest.raises((OutsideError, ZeroDivisionError)):
        dual_value(field(text).tree, {"x": (x, 1.0)})


def test_a_piece_that_does_not_count_may_be_outside_its_domain() -> None:
    whole = field("{ln(x) if x > 0, x otherwise}")
    assert dual_value(whole.tree, {"x": (-2.0, 1.0)}) == (-2.0, 1.0)
