"""Where a case has no value on a seam there is no point of f, and nothing that SymPy can compare.

By hand: {y if x > 3} has no value at x = 3, so that no critical point lies there; max(y, x²) has a
corner where y = x², as far as x > 3. arccos 2 is no real number, nor is what rests on it.
"""

from __future__ import annotations

import pytest
import sympy

import gradcli
from gradcli.calculus.numbers.put_in import put_in


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
    anything = sympy.Symbol("u")  # of which SymPy does not know whether it is real
    unreal = sympy.Piecewise((y, anything + sympy.acos(2) > 0), (x, True))
    assert put_in(unreal, {anything: x}) is sympy.nan
    # Both letters at once, and none that was put in again.
    assert put_in(x - 2 * y, {x: y, y: x}) == y - 2 * x


RESTING = [
    ("{arccos(2) if x > 1, x^2 otherwise}", ["0", "1"], []),
    ("{x^2 if x > 1, max(x, arccos(2)) otherwise}", [], []),
    ("{{ln(-1) if x > 0, 3 otherwise} if x < 1, |x| otherwise}", ["0", "1"], ["t: t < 0"]),
    ("{|cbrt(x)| if z > 1, max(z, arccos(pi)) otherwise}", [], ["0,t: t > 1"]),
    (
        "{|x| if y > 1, |y| + |x-1| otherwise}",
        ["0,1", "1,1"],
        ["0,t: t > 1", "t,0: ", "1,t: t < 1", "t,1: t != 1"],
    ),
]


@pytest.mark.parametrize(("text", "points", "families"), RESTING)
def test_a_case_counts_where_it_is_f(text: str, points: list[str], families: list[str]) -> None:
    found = gradcli.critical(text).json()["critical"]
    assert [",".join(each["at"]) for each in found["points"]] == points
    told = [f"{','.join(each['at'])}: {each.get('where', '')}" for each in found["families"]]
    assert told == families


@pytest.mark.parametrize(
    "text",
    [
        "{|cbrt(x)| if y > 1e-9, max(y, acos(pi), y) otherwise}",
        "max({sin(x) if x > 1}, {sqrt(x) if y > 1, x-y if x < 2, atanh(2) otherwise})",
        "{min(sin(x), sqrt(x), y) if x > min(y, x-y), |ln(-1)| otherwise}",
        "min({y if y > 1, x^2 if x < 2, root(-1,4) otherwise}, x, y)",
        "max(|y|, {x-y if y > 1, asin(10^40) if x < 2, sqrt(x) otherwise})",
        "max(min(e^y, |x|, y), {x^2 if x > x^2, log(2,1) otherwise})",
    ],
)
@pytest.mark.parametrize("box", [None, "x=-1:1,y=0:2^(1/3)"])
def test_what_is_not_real_is_compared_with_nothing(text: str, box: str | None) -> None:
    found = gradcli.critical(text, variables="x,y", box=box).json()["critical"]
    assert found["complete"] is not False
    assert not any(each in str(found) for each in ("acos", "asin", "atanh", "log", "root"))
