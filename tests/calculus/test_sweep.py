"""The backward walk gives the rates that the partials say."""

import math

import pytest
from hypothesis import given, settings

from gradcli.calculus.numbers.duals import OutsideError
from gradcli.calculus.numbers.sweep import rates
from gradcli.calculus.rules.gradient import gradient
from gradcli.field.scalar_field import ScalarField
from gradcli.language.reading import read_expression
from tests.fields import fields


@pytest.mark.parametrize(
    ("text", "at", "value", "expected"),
    [
        ("x^2 y", (2, 3), 12, (12, 4)),
        ("x*x*x*y", (2, 3), 24, (36, 8)),
        ("x^x", (2, 0), 4, (4 * (1 + math.log(2)), 0)),
        ("(-x)^3/y + 5", (2, -4), 7, (3, 8 / 16)),
        ("max(x, y) + atan2(y, x)", (1, 2), 2 + math.atan2(2, 1), (-0.4, 1.2)),
        ("{x y if x < 0, x + y otherwise}", (1, 2), 3, (1, 1)),
        ("0 sqrt(x - 2) + ln(e) y", (3, 2), 2, (0, 1)),
    ],
)
def test_rates(
    text: str, at: tuple[float, float], value: float, expected: tuple[float, float]
) -> None:
    tree = read_expression(text, variables=("x", "y")).tree
    found, slopes = rates(tree, dict(zip("xy", at, strict=True)))
    assert math.isclose(found, value)
    for name, slope in zip("xy", expected, strict=True):
        assert math.isclose(slopes.get(name, 0.0), slope, abs_tol=1e-12)


def test_no_rate_at_a_corner() -> None:
    with pytest.raises(OutsideError):
        rates(read_expression("abs(x - 1)").tree, {"x": 1.0})


@settings(max_examples=40, deadline=None)
@given(fields(largest=12))
def test_the_sweep_agrees_with_each_partial(whole: ScalarField) -> None:
    at = {name: 0.7 + 0.2 * place for place, name in enumerate(whole.variables)}
    try:
        _, slopes = rates(whole.tree, at)
        expected = {each.variable: rates(each.written, at)[0] for each in gradient(whole).partials}
    except (OutsideError, OverflowError, ZeroDivisionError, ValueError):
        return
    for name, slope in expected.items():
        assert math.isclose(slopes.get(name, 0.0), slope, rel_tol=1e-6, abs_tol=1e-6)


def test_partials_are_derived_when_asked_for() -> None:
    text = " + ".join(f"x{place} x{place + 1}" for place in range(1, 200))
    reading = read_expression(text)
    partials = gradient(ScalarField.of_tree(reading.tree)).partials
    assert len(partials) == 200
    assert partials[0] is partials[0]
    assert str(partials[-1].derivative) == "x199"
    assert [each.variable for each in partials[1:3]] == ["x2", "x3"]
