"""Extreme values in a region that one inequality gives (Stewart, Calculus, 14.7 and 14.8)."""

from __future__ import annotations

from typing import Any, Final

import pytest

import gradcli


def asked(expression: str, region: str) -> dict[str, Any]:
    found = gradcli.critical(
        expression, box=region, variables=["x", "y", "z"][: 2 + ("z" in region)]
    )
    body: dict[str, Any] = found.json(steps="none")
    assert body["verified"] is True
    return body


def told(extreme: dict[str, Any] | None) -> str | None:
    if extreme is None:
        return None
    more = " ..." if extreme.get("more") else ""
    return f"{extreme['value']}: {' '.join(sorted(','.join(at) for at in extreme['at']))}{more}"


REGIONS: Final[list[tuple[str, str, str | None, str | None]]] = [
    ("x^2 + 2y^2", "x^2 + y^2 <= 1", "0: 0,0", "2: 0,-1 0,1"),
    (
        "e^(-x y)",
        "x^2 + 4y^2 <= 1",
        "exp(-1/4): -sqrt(2)/2,-sqrt(2)/4 sqrt(2)/2,sqrt(2)/4",
        "exp(1/4): -sqrt(2)/2,sqrt(2)/4 sqrt(2)/2,-sqrt(2)/4",
    ),
    ("2x^2 + 3y^2 - 4x - 5", "16 >= x^2 + y^2", "-7: 1,0", "47: -2,-2*sqrt(3) -2,2*sqrt(3)"),
    (
        "x^2 + y^2 + 4x - 4y",
        "x^2 + y^2 ≤ 9",
        "-8: -2,2",
        "9 + 12*sqrt(2): 3*sqrt(2)/2,-3*sqrt(2)/2",
    ),
    ("x^2 y", r"x^2 + 2y^2 \le 6", "-4: -2,-1 2,-1", "4: -2,1 2,1"),
    ("2x + 3y", "x^2 + y^2 <= 13", "-13: -2,-3", "13: 2,3"),
    # Attained along a circle, inside and on the boundary.
    ("(x^2 + y^2 - 1)^2", "x^2 + y^2 <= 4", "0: -1,0 ...", "9: -2,0 ..."),
    ("sqrt(x^2 + y^2)", "x^2 + y^2 <= 1", "0: 0,0", "1: -1,0 ..."),
    # The region is a point.
    ("x + y", "x^2 + y^2 <= 0", "0: 0,0", "0: 0,0"),
    (
        "x y z",
        "x^2 + y^2 + z^2 <= 3",
        "-1: -1,-1,-1 -1,1,1 1,-1,1 1,1,-1",
        "1: -1,-1,1 -1,1,-1 1,-1,-1 1,1,1",
    ),
    # Not bounded, not continuous, empty.
    ("x y", "x^2 - y <= 0", None, None),
    ("x y", "x^2 + y^2 >= 1", None, None),
    ("1/x + y", "x^2 + y^2 <= 1", None, None),
    ("sign(x) + y", "x^2 + y^2 <= 1", None, None),
    ("x^2 + y^2", "x^2 + y^2 <= -1", None, None),
    ("x^4 - x y + y^4", "x^4 - x y + y^4 <= -5", None, None),
]


@pytest.mark.parametrize(
    ("text", "region", "least", "greatest"), REGIONS, ids=[" in ".join(e[:2]) for e in REGIONS]
)
def test_extremes_in_a_region(
    text: str, region: str, least: str | None, greatest: str | None
) -> None:
    extremes = asked(text, region)["critical"]["extremes"]
    assert (told(extremes["minimum"]), told(extremes["maximum"])) == (least, greatest)


def test_points_outside_the_region_are_left_out() -> None:
    found = asked("x^3 - 12x + y^2", "x^2 + y^2 <= 9")
    points = found["critical"]["points"]
    assert [(each["at"], each["class"]) for each in points] == [
        (["-2", "0"], "saddle"),
        (["2", "0"], "minimum"),
    ]
    assert asked("x^3 - 12x + y^2", "x^2 + y^2 <= 1")["critical"]["points"] == []
    assert found["constraint"]["relation"] == "<="
    assert found["input"]["in"] == "x^2 + y^2 <= 9"


def test_numbers_without_a_formula_are_enclosed() -> None:
    extremes = asked("1/x + y", "(x - 3)^2 + y^2 <= 1")["critical"]["extremes"]
    # On the circle 1/(3 + cos t) + sin t.
    assert extremes["minimum"]["value_approx"] == pytest.approx(-0.6724131, abs=1e-6)
    assert extremes["maximum"]["value_approx"] == pytest.approx(1.3400001, abs=1e-5)


@pytest.mark.parametrize("region", ["x^2 + y^2 < 1", "0 <= x <= 1", "<= 1", "x <= y >= 0"])
def test_what_is_no_closed_region_is_refused(region: str) -> None:
    with pytest.raises(gradcli.GradcliError) as refused:
        gradcli.critical("x y", box=region)
    assert refused.value.code == "box-not-understood"


def test_the_page_says_why_nothing_is_extreme() -> None:
    assert "not seen to be bounded" in str(gradcli.critical("x y", box="x <= y").text())
    assert "the region is empty" in str(gradcli.critical("x y", box="x^2 + y^2 <= -1").text())
    jump = gradcli.critical("1/x + y", box="x^2 + y^2 <= 1").text()
    assert "not seen to be continuous" in " ".join(str(jump).split())


def test_a_curve_of_which_no_point_is_known_has_no_extremes() -> None:
    found = gradcli.critical("x^4 - x y + y^4", constraint="x^4 - x y + y^4 = -5")
    extremes = found.json()["critical"]["extremes"]
    assert extremes["minimum"] is None
    assert extremes["maximum"] is None
    # Where the slopes jump the equations are not solved, and that is said.
    body = gradcli.critical("|x| + y", constraint="x^2 + y^2 = 1").json()["critical"]
    assert body["complete"] is None
