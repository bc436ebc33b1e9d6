"""The claims of a picture: its points have their level's value, and the right angle is one."""

from __future__ import annotations

import math

import pytest

import gradcli
from tests.pictures.claims import broken

CASES: list[tuple[str, str | None, str | None]] = [
    ("x^2 y", "2,3", "3,5"),
    ("x^2 y", "2,3", None),
    ("x^2 + y^2", "1,1", "1,0"),
    ("sin(x) cos(y)", "1,1/2", "1,-1"),
    ("x^2 - y^2", None, None),
    ("x + 2 y", "1,1", "-2,1"),
    ("exp(x y)", "1,-1", None),
    # Poles and edges.
    ("x/y", "1,1", None),
    ("1/(x^2 - y)", "0,1", None),
    ("sqrt(x - y^2)", "2,1", None),
    ("ln(x y)", "1,2", None),
    ("tan(x) + y", "0,0", None),
    ("sqrt(1 - x^2 - y^2)", "1/2,1/2", None),
    ("x/(x^2 + y^2)", "1/10,1/10", None),
    # Kinks and jumps.
    ("|x| + |y|", "1,2", None),
    ("max(x, y^2)", "2,0", "1,1"),
    ("floor(x) + y", "1/2,0", None),
    ("min(x^2, y)", "1,2", None),
    ("{x^2 if x < y, y otherwise}", "0,1", None),
    # Far away, flat, crowded, of very different scales.
    ("x^2 y", "1000000,1000000", None),
    ("x^2 + y^2", "1/1000000000,1/1000000000", None),
    ("exp(-1000 (x^2 + y^2))", "1/100,0", None),
    ("x^2 + 1000000 y^2", "1,1/1000", None),
    ("exp(x^2 + y^2)", "1,1", None),
    ("sin(50 x) + y", "1,1", None),
]


def test_a_curve_along_the_cells_turns_its_corner() -> None:
    figure = gradcli.plot("min(x^2, y)", at="1,2").figure()
    assert figure is not None
    (own,) = (level.lines for level in figure.panels[0].levels if level.own)
    (line,) = own
    assert min(math.hypot(x - 1, y - 1) for x, y in line) < 1e-9


@pytest.mark.parametrize(
    ("text", "at"),
    [("sqrt(4 - x^2 - y^2)", "1,2"), ("y sqrt(x)", "-1,2"), ("y sqrt(x - 100)", "-1,2")],
)
def test_around_a_point_without_a_value_there_is_something_to_see(text: str, at: str) -> None:
    figure = gradcli.plot(text, at=at, variables="x,y").figure()
    assert figure is not None
    assert sum(bool(level.lines) for level in figure.panels[0].levels) > 3
    assert broken(text, at, variables="x,y") == []


@pytest.mark.parametrize(("text", "at", "w"), CASES, ids=str)
def test_a_picture_keeps_what_it_claims(text: str, at: str | None, w: str | None) -> None:
    assert broken(text, at, w) == []
