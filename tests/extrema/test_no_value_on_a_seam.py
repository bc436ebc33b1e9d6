"""Where a case has no value on a seam there is no point of f, and nothing that SymPy can compare.

By hand: {y if x > 3} has no value at x = 3, so that no critical point lies there; max(y, x²) has a
corner where y = x², as far as x > 3.
"""

from __future__ import annotations

import pytest
import sympy

import gradcli
from gradcli.calculus.extrema.found import put_in


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("max({y if 3 < x}, x^2)", "x,y"),
        ("min({y if 3 < x}, log_2(x) + e^(-20))", "x,y,z"),
        ("max({y if 3 < x}, x^2) + |z|", "x,y,z"),
        ("{x^2 if 3 < x} + y^2", "x,y"),
    ],
)
def test_no_critical_point_is_where_f_has_no_value(text: str, variables: str) -> None:
    result = gradcli.critical(text, variables=variables)
    assert result.error is None
    found = result.json()["critical"]
    assert not any(each["at"][0] == "3" for each in (*found["points"], *found["families"]))


def test_what_has_no_value_is_not_compared() -> None:
    x, y = sympy.symbols("x y", real=True)
    case = sympy.Piecewise((y, x > 3))
    assert put_in(sympy.Max(case, x**2) + y, {x: sympy.Integer(3)}) is sympy.nan
    assert put_in(sympy.Max(case, x**2) + y, {x: sympy.Integer(4), y: sympy.Integer(1)}) == 17
    # Both letters at once, and none that was put in again.
    assert put_in(x - 2 * y, {x: y, y: x}) == y - 2 * x
