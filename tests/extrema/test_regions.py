"""Extreme values in a region that one inequality gives (Stewart, Calculus, 14.7 and 14.8)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
import sympy

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
    assert "not known to be bounded" in str(gradcli.critical("x y", box="x <= y").text())
    assert "the region is empty" in str(gradcli.critical("x y", box="x^2 + y^2 <= -1").text())
    jump = gradcli.critical("1/x + y", box="x^2 + y^2 <= 1").text()
    assert "not seen to be continuous" in " ".join(str(jump).split())


def test_a_curve_of_which_no_point_is_known_has_no_extremes() -> None:
    found = gradcli.critical("x^4 - x y + y^4", constraint="x^4 - x y + y^4 = -5")
    extremes = found.json()["critical"]["extremes"]
    assert extremes["minimum"] is None
    assert extremes["maximum"] is None


# Functions and constraints with corners, beside the same in floats: looked at on 4,000 rays.

_F = Callable[[float, float], float]

CORNERS: list[tuple[str, str, _F, _F, dict[str, str]]] = [
    (
        "|x| + |y|",
        "x^2 + y^2 = 1",
        lambda x, y: abs(x) + abs(y),
        lambda x, y: x * x + y * y - 1,
        {"-1,0": "minimum", "0,-1": "minimum", "0,1": "minimum", "1,0": "minimum"},
    ),
    (
        "x + 2y",
        "|x| + |y| = 1",
        lambda x, y: x + 2 * y,
        lambda x, y: abs(x) + abs(y) - 1,
        {"-1,0": "neither", "0,-1": "minimum", "0,1": "maximum", "1,0": "neither"},
    ),
    (
        "x^2 + 3y^2 - x y",
        "max(|x|, |y|) = 1",
        lambda x, y: x * x + 3 * y * y - x * y,
        lambda x, y: max(abs(x), abs(y)) - 1,
        {"-1,-1": "maximum", "-1,1": "maximum", "1,-1": "maximum", "1,1": "maximum"},
    ),
    (
        "max(x, y)",
        "x^2 + y^2 = 1",
        max,
        lambda x, y: x * x + y * y - 1,
        {"-sqrt(2)/2,-sqrt(2)/2": "minimum", "sqrt(2)/2,sqrt(2)/2": "minimum"},
    ),
    (
        "min(x, y) + x",
        "x^2 + 2y^2 = 3",
        lambda x, y: min(x, y) + x,
        lambda x, y: x * x + 2 * y * y - 3,
        {"-1,-1": "neither", "1,1": "neither"},
    ),
    (
        "|x - y| + y",
        "x^2 + 2y^2 = 3",
        lambda x, y: abs(x - y) + y,
        lambda x, y: x * x + 2 * y * y - 3,
        {"-1,-1": "minimum", "1,1": "minimum"},
    ),
    (
        "x y",
        "|x|^3 + |y|^3 = 1",
        lambda x, y: x * y,
        lambda x, y: abs(x) ** 3 + abs(y) ** 3 - 1,
        {"-1,0": "neither", "0,-1": "neither", "0,1": "neither", "1,0": "neither"},
    ),
    (
        "{x + y if x < 0; 2x + y}",
        "x^2 + y^2 = 2",
        lambda x, y: x + y if x < 0 else 2 * x + y,
        lambda x, y: x * x + y * y - 2,
        {"0,-sqrt(2)": "neither", "0,sqrt(2)": "neither"},
    ),
]


@pytest.mark.parametrize(
    ("text", "on", "f", "g", "met"), CORNERS, ids=[f"{e[0]} on {e[1]}" for e in CORNERS]
)
def test_corners_under_a_constraint(text: str, on: str, f: _F, g: _F, met: dict[str, str]) -> None:
    found = gradcli.critical(text, constraint=on, variables=["x", "y"]).json(steps="none")
    body = found["critical"]
    assert body["complete"] is True
    told = {
        ",".join(each["at"]): each.get("extremum")
        for each in body["points"]
        if each.get("pieces_meet")
    }
    assert told == met
    values = [f(x, y) for x, y in _on(g)]
    for each, seen in (("minimum", min(values)), ("maximum", max(values))):
        extreme = body["extremes"][each]
        (a, b) = (float(sympy.sympify(c)) for c in extreme["at"][0])
        assert abs(g(a, b)) < 1e-9
        assert f(a, b) == pytest.approx(extreme["value_approx"], abs=1e-9)
        assert extreme["value_approx"] == pytest.approx(seen, abs=1e-4)
        sense = 1 if each == "minimum" else -1
        assert all((value - extreme["value_approx"]) * sense > -1e-9 for value in values)


# On a surface: f and g in absolute values, and what f has where pieces meet, worked by hand.
SURFACES: list[tuple[str, str, dict[str, set[str]]]] = [
    # The axes have the least value; between two of them |z| rises and |x| + |y| falls.
    (
        "|x| + |y| + |z|",
        "x^2 + y^2 + z^2 = 1",
        {"minimum": {"1,0,0", "0,-1,0"}, "neither": {"sqrt(2)/2,sqrt(2)/2,0"}},
    ),
    # The octahedron: its tips are farthest from 0, the middles of its edges nearest on the edge.
    (
        "x^2 + y^2 + z^2",
        "|x| + |y| + |z| = 1",
        {"maximum": {"1,0,0", "0,0,-1"}, "neither": {"1/2,1/2,0"}},
    ),
    (
        "x + 2y + 4z",
        "|x| + |y| + |z| = 1",
        {"maximum": {"0,0,1"}, "minimum": {"0,0,-1"}, "neither": {"0,1,0", "1,0,0"}},
    ),
    # The slope is 0 on one side: e^x - x rises to second order.
    ("e^x + |x|", "|x| + |y| = 1", {"minimum": {"0,1", "0,-1"}, "maximum": {"-1,0"}}),
    ("e^x + |x|", "x^2 + y^2 = 1", {"minimum": {"0,1", "0,-1"}}),
]


@pytest.mark.parametrize(
    ("text", "on", "known"), SURFACES, ids=[f"{e[0]} on {e[1]}" for e in SURFACES]
)
def test_corners_on_a_surface(text: str, on: str, known: dict[str, set[str]]) -> None:
    names = [each for each in "xyz" if each in on]
    result = gradcli.critical(text, constraint=on, variables=names)
    told: dict[str, set[str]] = {}
    for each in result.json(steps="none")["critical"]["points"]:
        if each.get("pieces_meet"):
            told.setdefault(each.get("extremum", ""), set()).add(",".join(each["at"]))
    assert all(points <= told[kind] for kind, points in known.items())
    assert set(told) - {"maximum"} == set(known) - {"maximum"}
    assert "by its slopes along all ways that leave the point" in " ".join(result.text().split())


def _on(g: _F) -> Iterator[tuple[float, float]]:
    """Points of a curve around the origin, one a ray."""
    for k in range(4_000):
        a, b = math.cos(k * math.pi / 2_000), math.sin(k * math.pi / 2_000)
        low, high = 0.0, 4.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if g(a * middle, b * middle) < 0 else (low, middle)
        yield a * low, b * low


@pytest.mark.parametrize(
    ("text", "region", "least", "greatest"),
    [
        ("x^2 + y^2 - x", "|x| + |y| <= 1", "-1/4", "2"),
        ("x y", "|x - 1| + |y| <= 2", "-9/4", "9/4"),
        ("|x| - y", "x^2 + y^2 <= 4", "-2", "2*sqrt(2)"),
        ("|x - y| + x^2 + y^2 - y", "x^2 + y^2 <= 2", "-1/8", "2 + sqrt(10)"),
        ("max(x, y) + x^2", "x^2 + y^2 <= 1", "-1/4", "2"),
    ],
)
def test_corners_in_a_region(text: str, region: str, least: str, greatest: str) -> None:
    extremes = gradcli.critical(text, box=region).json(steps="none")["critical"]["extremes"]
    assert (extremes["minimum"]["value"], extremes["maximum"]["value"]) == (least, greatest)


def test_where_a_root_ends_a_point_is_compared() -> None:
    found = gradcli.critical("x + y", constraint="sqrt(x) + sqrt(y) = 1").json()["critical"]
    assert [",".join(each["at"]) for each in found["points"]] == ["0,1", "1/4,1/4", "1,0"]
    jump = gradcli.critical("x + y", constraint="{x^2 + y^2 if x < 0; x^2 + 4y^2} = 1")
    assert "0,1" not in [",".join(each["at"]) for each in jump.json()["critical"]["points"]]
    assert jump.json()["constraint"]["compact"] is False
    page = " ".join(gradcli.critical("|x| + |y|", constraint="x^2 + y^2 = 1").text().split())
    assert "local minimum, pieces meet" in page
    assert "Pieces meet or end where x = 0: (0, 1) and (0, −1)." in page


@pytest.mark.parametrize(
    ("text", "on", "least", "greatest"),
    [
        # Stewart, Calculus, 14.8: the least distances, and products on surfaces without an end.
        ("x^2 + y^2 + z^2", "x + y + z = 1", "1/3", None),
        ("sqrt((x-1)^2 + y^2 + z^2)", "z^2 = x y + 1", "sqrt(6)/3", None),
        ("(x-1)^2 + (y-2)^2 + z^2", "z^2 = x^2 + y^2", "5/2", None),
        ("x^2 + y^2 + z^2", "x y^2 z^3 = 2", "2*sqrt(3)", None),
        ("-(x^2 + y^2)", "x y = 1", None, "-2"),
        ("x^2 y^2 z^2", "x^2 + y^2 + z^2 = 1", "0", "1/27"),
        ("x + y + z", "x y z = 1", None, None),
        ("x^2 - y^2", "x y = 1", None, None),
        # There is no point on it.
        ("x^2 + y^2", "x^2 + y^2 + x y = -1", None, None),
    ],
)
def test_a_function_that_grows_is_least_on_what_has_no_end(
    text: str, on: str, least: str | None, greatest: str | None
) -> None:
    result = gradcli.critical(text, constraint=on)
    extremes = result.json(steps="none")["critical"]["extremes"]
    told = [extremes[each] and extremes[each]["value"] for each in ("minimum", "maximum")]
    assert told == [least, greatest]
    assert ("without bound" in result.text()) == (on[:11] != "x^2 + y^2 +" and told != [None] * 2)


def test_a_piece_of_a_curve_that_is_empty_is_not_told() -> None:
    # Where x + 2y > 0 the function is y^2 + x + 2y; its curve lies where that is negative.
    found = gradcli.critical("y^2 + |x + 2y|", constraint="sqrt(|x|) + |y| = 1").json()["critical"]
    assert found["families"] == []
    assert found["complete"] is True
    assert found["extremes"]["minimum"]["value"] == "7 - 4*sqrt(3)"


def test_a_box_with_more_points_than_an_index_counts_keeps_the_family() -> None:
    answer = gradcli.critical("cos(x)", box="x=0:10^30")
    assert answer.lines() == ("2*pi*k", "2*pi*k + pi")


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("sech(tan(x))", "x=-2:2"),
        ("e^(-tan(x)^2)", "x=-2:2"),
        ("sech(e^(tan(x)))", "x=0:2"),
        ("x e^(-cosh(tan(x)))", "x=1:2"),
        ("sech(tan(x) + y)", "x=-2:2,y=-1:1"),
    ],
)
def test_slopes_beside_a_pole_may_be_too_small_for_a_fraction(text: str, box: str) -> None:
    """Of tan near pi/2 such a function makes e^(-10^300): no bounds, and no defect."""
    found = gradcli.critical(text, box=box)
    assert found.error is None
    extremes = found.json(steps="none")["critical"]["extremes"]
    assert (extremes["minimum"], extremes["maximum"]) == (None, None)  # no value at pi/2
