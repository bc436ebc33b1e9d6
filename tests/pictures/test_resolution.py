"""Where the values at the nodes of a grid do not tell what f does, no curve is drawn from them."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.calculus.levels.shapes import Trace
from gradcli.render.formula.words import plainly
from tests.pictures.claims import broken

WINDOW = "x=-2:2,y=-1.5:1.5"
# As long as a cell, or as two; too many for a picture; what floats leave of 0.
UNCLEAR: list[str] = [
    "cos(20pi x) + 0y",
    "cos(20pi x) cos(20pi y)",
    "sin(20pi x) + y",
    "sin(300x) y",
    "sin(31x) cos(29y)",
    "sin(x)^2 + cos(x)^2 - 1 + 0y",
    "ln(e^x) - x + 0y",
    "(x + y)^2 - x^2 - 2x y - y^2",
]
CLEAR: list[str] = [
    "x^2 y",
    "sin(10x) + y",
    "cos(10pi x) + y",
    "1/(x y)",
    "floor(x) + y",
    "sin(1/x) y",
]


@pytest.mark.parametrize("text", UNCLEAR)
def test_no_curve_is_drawn_that_only_the_grid_sees(text: str) -> None:
    result = gradcli.plot(text, at="1/10,1/5", window=WINDOW)
    figure = result.figure()
    assert figure is not None
    panel = figure.panels[0]
    assert not any(level.lines for level in panel.levels)
    assert "changes faster from place to place" in plainly(panel.alt)
    assert "is constant" not in " ".join(map(plainly, figure.notes))


@pytest.mark.parametrize("text", CLEAR)
def test_what_the_grid_tells_is_drawn(text: str) -> None:
    figure = gradcli.plot(text, at="1/10,1/5", window=WINDOW, variables="x,y").figure()
    assert figure is not None
    assert any(level.lines for level in figure.panels[0].levels)
    assert "changes faster" not in plainly(figure.panels[0].alt)


@pytest.mark.parametrize("text", ["sin(1000x)", "ln(e^x) - x", "sin(1/x^9)"])
def test_no_graph_is_drawn_that_only_the_samples_see(text: str) -> None:
    figure = gradcli.plot(text, at="1/10", window="x=-3:3").figure()
    assert figure is not None
    (panel,) = figure.panels
    assert not any(each.trace is Trace.CURVE for each in panel.strokes)
    assert "changes faster than" in plainly(panel.alt)


@pytest.mark.parametrize(
    "text",
    [
        "sin(x)",
        "sin(100x)",
        "cos(80pi x)",
        "tan(x)",
        "1/x",
        "floor(9x)",
        "|x|",
        "e^x",
        "sqrt(x)",
        "7",
        "sin(1/x)",
    ],
)
def test_a_graph_that_the_samples_tell_is_drawn(text: str) -> None:
    figure = gradcli.plot(text, at="1/10", window="x=-3:3", variables="x").figure()
    assert figure is not None
    (panel,) = figure.panels
    assert any(each.trace is Trace.CURVE for each in panel.strokes)
    assert "changes faster than" not in plainly(panel.alt)


def test_a_wave_that_the_finer_grid_follows_is_drawn_truly() -> None:
    assert broken("sin(50x) + y", "1,1") == []


def test_the_value_of_a_constant_that_is_zero_is_zero() -> None:
    figure = gradcli.plot("sin(x)^2 + cos(x)^2 - 1 + y^2", at="3/2,0", window=WINDOW).figure()
    assert figure is not None
    (own,) = (level for level in figure.panels[0].levels if level.own)
    assert own.value == 0


@pytest.mark.parametrize(
    ("text", "at"),
    [
        # An arrow that stands upright, far from 0: beside it floats tell no place from another.
        ("(x/y)^2 + x/(671009624338y)", "10^9,pi/2"),
        ("(y/x)^2 + y/(671009624338x)", "pi/2,10^9"),
        ("x/10^30 + y^2", "10^9,1"),
    ],
)
def test_a_window_has_two_sides(text: str, at: str) -> None:
    figure = gradcli.plot(text, at=at, variables="x,y").figure()
    assert figure is not None
    window = figure.panels[0].window
    assert window.width > 0
    assert window.height > 0
