"""Level curves that the function touches from one side are drawn, and said to be touched."""

from __future__ import annotations

import itertools
import math

import pytest

import gradcli
from gradcli.calculus.levels.shapes import Level
from gradcli.narrative.document import Panel
from gradcli.render.formula.words import plainly
from tests.pictures.claims import broken_in
from tests.schema import VALIDATOR

# Where a level is touched: the places of its curve that are looked for, in any order.
TOUCHED: list[tuple[str, str, str | None, float, list[tuple[float, float]]]] = [
    ("x^2 y", "1,1/2", None, 0.0, [(0, 1), (0, -0.3), (0, 1.3)]),
    ("(x - y)^2", "1,1", None, 0.0, [(1, 1), (-0.5, -0.5), (2, 2)]),
    ("x^2 - 2x y + y^2", "1,1", None, 0.0, [(1, 1), (-0.5, -0.5), (2, 2)]),
    ("-(x - y)^2", "1,1", None, 0.0, [(1, 1), (2, 2)]),
    ("|x| e^y", "1,0", "0,1", 0.0, [(0, 0), (0, 0.5)]),
    ("x^2 y^2", "1,1", "0,1", 0.0, [(0, 1), (1, 0), (0, 0)]),
    ("(x^2 + y^2 - 1)^2", "1,0", None, 0.0, [(1, 0), (0, 1), (-0.6, 0.8), (0, -1)]),
    ("cos(x - y)", "1,1", None, 1.0, [(1, 1), (0, 0)]),
    ("||x| - |y||", "1,1/3", "0,1", 0.0, [(0.5, 0.5), (-1, 1), (-0.3, -0.3)]),
    ("sqrt|x + y|", "1,1/3", "0,1", 0.0, [(0.5, -0.5)]),
    ("|x| + 0 floor(y)", "1,1/3", "0,1", 0.0, [(0, -1), (0, 1.5)]),
    ("floor(x) + y^2", "1/2,1", "0,1", 0.0, [(0.1, 0), (0.9, 0)]),
    ("(y - x^2)^4", "0,0", None, 0.0, [(0, 0), (1, 1)]),
]
# Points that are reached alone, values that are nearly reached, areas, and what is crossed.
UNTOUCHED: list[tuple[str, str]] = [
    ("x^2 + y^2", "0,0"),
    ("|x| + |y|", "0,0"),
    ("(x - y)^2 + 10^-6", "1,0"),
    ("sqrt((x - y)^2 + 10^-8)", "1,0"),
    ("e^(-30x^2) (2 + cos(5y))", "0,0"),
    ("x y", "1,1"),
    # Approached at a jump and not reached, or taken on the jump alone.
    ("{x if x < 1, y otherwise}", "3/2,1/3"),
    ("{x if x < 1, 0 if x = 1, 1/2 otherwise} + 0y", "1/2,1/3"),
    ("x^3 y", "1/2,1/2"),
    ("relu(x) + relu(y)", "1,1"),
]


def _drawn(text: str, at: str, levels: str | None) -> tuple[Panel, list[Level], list[str]]:
    window = "x=-2:2,y=-1.5:2"
    result = gradcli.plot(text, at=at, levels=levels, window=window, variables="x,y")
    figure = result.figure()
    assert figure is not None
    panel = figure.panels[0]
    body = result.json()
    VALIDATOR.validate(body)
    found = body["figures"][0]["levels"]
    assert [each.get("touching", 0) for each in found] == [each.touching for each in panel.levels]
    return panel, list(panel.levels), broken_in(result, panel)


@pytest.mark.parametrize(("text", "at", "levels", "value", "places"), TOUCHED, ids=str)
def test_a_curve_that_is_touched_is_drawn(
    text: str, at: str, levels: str | None, value: float, places: list[tuple[float, float]]
) -> None:
    panel, drawn, wrong = _drawn(text, at, levels)
    assert wrong == []
    level = next(each for each in drawn if each.value == value)
    assert level.touching
    for place in places:
        distance = min(_from(place, line) for line in level.lines[-level.touching :])
        assert distance < 0.01 * panel.window.width, place
    assert "is larger on both sides, or smaller on both" in plainly(panel.alt)


# Of which part of a level it is told that it is touched: x^2 sin y changes its sign where y is pi.
@pytest.mark.parametrize(
    ("text", "window", "told"),
    [
        (
            "x^2 sin(y)",
            "x=-1:3,y=1:4",
            "the part of the curve of the value 0 that leads",
        ),
        ("x^2 y", "x=-2:2,y=1/2:2", "the curve of the value 0, f is"),
        (
            "x^2 (x - 1)",
            "x=-2:2,y=-1:1",
            "the part of the curve of the value 0 that leads",
        ),
        (
            "x^2 (y - 2)^2 (x + y)",
            "x=-1:1,y=-1:3",
            "the parts of the curve of the value 0 that",
        ),
        ("sin(4x)^2 (x - y)", "x=-2:2,y=-1:1", "parts of the curves of the value 0, f is"),
        ("sin(x)^2 (y^2 - 4)^2", "x=-1:1,y=-3:3", "curves of the value 0, f is"),
    ],
    ids=str,
)
def test_a_level_is_told_to_be_touched_only_where_it_is(text: str, window: str, told: str) -> None:
    result = gradcli.plot(text, window=window, levels="0,1/3", variables="x,y")
    figure = result.figure()
    assert figure is not None
    assert f"Beside {told}" in plainly(figure.panels[0].alt)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "sqrt(x) (1 + sqrt(y))",
            "An edge of the domain on which f is 0 is drawn as a level curve.",
        ),
        ("sqrt(1 - x^2) + 0y", "An edge of the domain on which f is 0 is drawn as a level curve."),
    ],
    ids=str,
)
def test_one_edge_is_not_told_to_be_all(text: str, told: str) -> None:
    figure = gradcli.plot(text, at="1/2,1", window="x=-2:2,y=-1:2", levels="0,1").figure()
    assert figure is not None
    assert told in plainly(figure.panels[0].alt)


@pytest.mark.parametrize(
    ("text", "touched", "crossed"),
    [
        ("(x - y)^2 (x + y - 1)", [(0.45, 0.45), (0.5, 0.5), (0.56, 0.56)], [(0.45, 0.55)]),
        ("(x^2 + y^2 - 1)^2 (x - 1/2)", [(0.5, 0.75**0.5)], [(0.5, 0.8), (0.5, 0.9)]),
        ("(y - x^2)^2 (y - x - 1/7)", [(-0.12, 0.0144)], [(-0.1, 3 / 70), (-0.2, -2 / 35)]),
        ("(y - x/5)^2 (y - x/10 + 1/30)", [(-0.4, -0.08), (0.1, 0.02)], [(-0.9, -0.37 / 3)]),
    ],
    ids=str,
)
def test_nothing_is_left_open_where_curves_of_one_level_cross(
    text: str, touched: list[tuple[float, float]], crossed: list[tuple[float, float]]
) -> None:
    panel, drawn, wrong = _drawn(text, "1,1/2", "0,1")
    assert [each for each in wrong if "arrow" not in each] == []
    level = next(each for each in drawn if each.value == 0)
    assert level.touching == 1
    for place in touched:
        assert _from(place, level.lines[-1]) < 0.002 * panel.window.width, place
    for place in crossed:
        distance = min(_from(place, line) for line in level.lines[:-1])
        assert distance < 0.004 * panel.window.width, place


@pytest.mark.parametrize(("text", "at"), UNTOUCHED, ids=str)
def test_what_is_not_touched_along_a_curve_is_not_drawn(text: str, at: str) -> None:
    panel, drawn, wrong = _drawn(text, at, "0,1")
    assert wrong == []
    assert not any(each.touching for each in drawn)
    assert "touches" not in plainly(panel.alt)


def test_no_piece_of_a_curve_is_drawn_twice() -> None:
    for text, at in (("x^2 y", "1/2,1/2"), ("-(x - y)^2", "1,1"), ("-x^2", "0,0")):
        panel, drawn, _ = _drawn(text, at, "0,1")
        pieces = [
            (min(start, end), max(start, end))
            for level in drawn
            for line in level.lines
            for start, end in itertools.pairwise(line)
        ]
        long = [each for each in pieces if math.dist(*each) > 1e-6 * panel.window.width]
        assert len(long) == len(set(long))


def _from(place: tuple[float, float], line: tuple[tuple[float, float], ...]) -> float:
    """How far a place is from a line."""
    return min(_from_piece(place, start, end) for start, end in itertools.pairwise(line))


def _from_piece(
    place: tuple[float, float], start: tuple[float, float], end: tuple[float, float]
) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(place, (start[0] + share * dx, start[1] + share * dy))
