"""Level curves reach the edge of the domain, and run along it where that is one of them."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest

import gradcli
from gradcli.calculus.levels.shapes import Place, Trace, Window
from gradcli.narrative.document import Panel, PanelKind
from gradcli.render.formula.words import plainly
from tests.pictures.claims import broken_in, value_of

ACROSS = ("x + sqrt(y)", "asin(x/2) y + x", "x + y ln y", "y/2 + sqrt(4 - x^2 - y^2)")
ALONG = (
    ("sqrt(x^2 + y^2 - 4)", "-1,2", 0.0, 4 * math.pi),
    ("3 - sqrt(1 - x^2 - y^2)", "1/2,-1/4", 3.0, 2 * math.pi),
    ("sqrt(x^2 - y)", "-1,-1", 0.0, 9.293567520),  # y = x^2 below 4
    ("y sqrt(x)", "1,1", 0.0, 6.0),
)

# Every root that ends, and slow ones, where level 0 is asked for.
ROOTS = (
    ("(x^2 + y^2 - 4)^(1/2)", 4 * math.pi),
    ("root(x^2 + y^2 - 4, 4)", 4 * math.pi),
    ("(x^2 + y^2 - 4)^(3/2)", 4 * math.pi),
    ("x^0.3 + 0 y", 6.0),
    ("x^0.02 + 0 y", 6.0),
)


def drawn(text: str, at: str, **asked: Any) -> tuple[Any, Panel]:
    """The answer and the drawing of level curves."""
    result = gradcli.plot(text, at=at, window="x=-3:3,y=-2:4", **asked)
    figure = result.figure()
    assert figure is not None
    return result, next(each for each in figure.panels if each.kind is PanelKind.CONTOUR)


@pytest.mark.parametrize("text", ACROSS)
def test_a_curve_that_runs_into_the_edge_reaches_it(text: str) -> None:
    result, panel = drawn(text, "1/2,1")
    assert broken_in(result, panel) == []
    within = 0.01 * panel.window.width / 40  # of a cell
    reached = 0
    for level in panel.levels:
        ends = [end for line in level.lines for end in (line[0], line[-1])]
        for end in ends:
            # Small cells meet large ones: a line may go on as another.
            goes_on = sum(math.dist(end, each) <= within for each in ends) > 1
            inside = abs(end[0]) < 3 and -2 < end[1] < 4
            if inside and not goes_on and is_near_the_edge(result, panel.window, end, 25 * within):
                assert is_near_the_edge(result, panel.window, end, within), (level.value, end)
                reached += 1
    assert reached >= 4


def is_near_the_edge(result: Any, window: Window, at: Place, within: float) -> bool:
    """Whether so near to a place there is one outside of the domain."""
    turns = [math.tau * k / 16 for k in range(16)]
    places = [(at[0] + within * math.cos(t), at[1] + within * math.sin(t)) for t in turns]
    return any(math.isnan(value_of(result, *each)) for each in places if window.holds(each))


@pytest.mark.parametrize(("text", "at", "level", "length"), ALONG)
def test_an_edge_on_which_the_function_has_one_value_is_a_curve(
    text: str, at: str, level: float, length: float
) -> None:
    result, panel = drawn(text, at)
    assert broken_in(result, panel) == []
    found = next(each for each in panel.levels if each.value == level)
    assert found.rims
    along = sum(math.dist(a, b) for line in found.lines[: found.rims] for a, b in pairwise(line))
    assert math.isclose(along, length, rel_tol=2e-3), along
    assert f"An edge of the domain on which f is {level:g} is drawn" in plainly(panel.alt)
    levels = result.json()["figures"][0]["levels"]
    assert next(each for each in levels if each["value"] == level)["rims"] == found.rims


@pytest.mark.parametrize(("text", "length"), ROOTS)
def test_every_root_that_ends_has_its_edge(text: str, length: float) -> None:
    # Floats have no place at which a slow root is near to 0: of its curve the length tells.
    _, panel = drawn(text, "2,2", levels="0,1")
    found = next(each for each in panel.levels if each.value == 0)
    along = sum(math.dist(a, b) for line in found.lines[: found.rims] for a, b in pairwise(line))
    assert math.isclose(along, length, rel_tol=2e-3), along


@pytest.mark.parametrize(
    "text",
    [
        "x ln x + 0 y",
        "sqrt(x)/x + 0 y",
        "e^(-1/sqrt(x)) + 0 y",
        "x^(1/4)/x + 0 y",
        "e^(ln x) + 0 y",
    ],
)
def test_an_edge_that_is_not_in_the_domain_is_none(text: str) -> None:
    result, panel = drawn(text, "1,1", levels="0,1/2")
    assert not any(each.rims for each in panel.levels)
    assert "dge of the domain" not in plainly(panel.alt)
    assert broken_in(result, panel) == []


# Graphs, and the ends of their domains; at some of them the tangent is vertical.
@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("x^(1/3) + x^2", (0.0, None)),
        ("asin(x)", (-1.0, 1.0)),
        ("sqrt(x) e^(-x)", (0.0, None)),
        ("sqrt(1 - x^2)", (-1.0, 1.0)),
        ("x^(1/4)", (0.0, None)),
    ],
)
def test_a_graph_reaches_both_ends_of_its_domain(
    text: str, ends: tuple[float | None, float | None]
) -> None:
    result = gradcli.plot(text, at="1/8", window="-2:2")
    figure = result.figure()
    assert figure is not None
    panel = figure.panels[0]
    (line,) = (each.line for each in panel.strokes if each.trace is Trace.CURVE)
    for end, (x, _) in zip(ends, (line[0], line[-1]), strict=True):
        assert end is None or abs(x - end) < 1e-12
    # Nowhere a straight piece cuts off a bend.
    for (x, y), (to_x, to_y) in pairwise(line):
        middle = value_of(result, (x + to_x) / 2)
        assert abs(middle - (y + to_y) / 2) < 0.01 * panel.window.height, (x, to_x)
