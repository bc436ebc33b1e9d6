"""Bounds found by hand: they hold at random steps, and come out as on paper."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
import sympy

from gradcli.calculus.point.squeeze import squeezed
from gradcli.field.to_sympy import symbol
from tests.fields import MANY, field, value_of

# (what is left over, the bound, the constant, the exponent)
BY_HAND = [
    ("h^2 k^2/(h^2+k^2)", "k^2", "1", "2"),
    ("h^4 k/(h^4+k^2)", "h^2/2", "1/2", "2"),
    ("h^6 k/(h^8+k^2)", "h^2/2", "1/2", "2"),
    ("h k (h^2-k^2)/(h^2+k^2)", "|h| |k| + k^2/2", "3/2", "2"),
    ("(h^2+k^2) sin(1/(h^2+k^2))", "h^2+k^2", "1", "2"),
    ("{h^2 sin(1/k) if k != 0, 0 otherwise}", "h^2", "1", "2"),
    ("{h^2 atan(k/h) if h != 0, 0 otherwise}", "pi h^2/2", "pi/2", "2"),
    ("{h^2 k^2 floor(1/(h k)) if h k != 0, 0 otherwise}", "h^2 k^2 + |h| |k|", "2", "2"),
    ("2sin(h) - 2h + h^2 k cos(1/k)", "|h|^3/3 + h^2 |k|", "4/3", "3"),
    ("5 - 5cos(h) + k^3", "5h^2/2 + |k|^3", "7/2", "2"),
    ("{e^k - 1 - k + h^2 sin(1/h) if h != 0, e^k - k - 1 otherwise}", "h^2 + k^2", "2", "2"),
    ("{h - 3k - h + 3k + h^3 cos(1/k) if k != 0, k otherwise}", "|h|^3", "1", "3"),
    ("|h - k|^(3/2)", "2^(3/2) (h^2+k^2)^(3/4)", "2^(3/2)", "3/2"),
    ("sqrt(h^4 + k^4)", "sqrt(2) (h^2+k^2)", "sqrt(2)", "2"),
    ("max(0, k - h^2)^2", "h^4 + 2h^2 |k| + k^2", "4", "2"),
    ("h^2 tanh(k)/2", "h^2 |k|/2", "1/2", "3"),
]


@pytest.mark.parametrize(("text", "bound", "constant", "exponent"), BY_HAND)
def test_a_bound_is_that_of_a_hand(text: str, bound: str, constant: str, exponent: str) -> None:
    names = ("h", "k")
    found = squeezed(field(text, names).expression, tuple(map(symbol, names)))
    assert found is not None
    assert sympy.simplify(found.bound - field(bound, names).expression) == 0
    assert found.constant == field(constant, names).expression
    assert found.exponent == field(exponent, names).expression


@pytest.mark.parametrize("text", ["a h^2", "h^2 k^2/(a (h^2+k^2))", "h^2 k^2/a"])
def test_a_letter_that_is_no_step_has_no_bound(text: str) -> None:
    whole = field(text, ("h", "k", "a"))
    assert squeezed(whole.expression, tuple(map(symbol, ("h", "k")))) is None


IN_SPACE = ("h^2 k m/(h^4+k^2+m^2)", "h^2 k^2 m/(h^2+k^4+m^2)", "h k m sin(1/(h k))", "|h k m|")


@pytest.mark.parametrize("text", [*(row[0] for row in BY_HAND), *IN_SPACE])
def test_a_bound_holds(text: str) -> None:
    names = ("h", "k", "m") if text in IN_SPACE else ("h", "k")
    whole = field(text, names)
    found = squeezed(whole.expression, tuple(map(symbol, names)))
    assert found is not None
    draw = random.Random(text)
    for _ in range(40):
        size = 10.0 ** draw.uniform(-6, -0.3)
        at = {name: Fraction(draw.uniform(-1, 1) * size) for name in names}
        left = abs(value_of(whole.expression, at))
        bound = value_of(found.bound, at)
        length = MANY.sqrt(sum(MANY.mpf(float(each)) ** 2 for each in at.values()))
        most = value_of(found.constant, {}) * length ** MANY.mpf(float(found.exponent))
        assert left <= bound * (1 + MANY.mpf(10) ** -12)
        assert bound <= most * (1 + MANY.mpf(10) ** -12)


UNBOUNDED = (
    "h k ln(h + k)",
    "h/k",
    "h^2 k/(h^2-k^2)",
    "e^(5k) - 1 - 5k",
    "h^(2 + sin(k))",
    "h+k^2",
)


@pytest.mark.parametrize("text", UNBOUNDED)
def test_where_no_rule_applies_nothing_is_said(text: str) -> None:
    names = ("h", "k")
    assert squeezed(field(text, names).expression, tuple(map(symbol, names))) is None
