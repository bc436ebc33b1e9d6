"""Families of critical points that repeat themselves, in a box: the extremes are those of a grid.

The values of f are Python's own, at the places that are told and on a grid, which finds nothing
smaller than the least or larger than the greatest.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product

import pytest
from sympy import sympify

import gradcli

sin, cos, pi = math.sin, math.cos, math.pi

CASES: list[tuple[str, dict[str, tuple[float, float]], Callable[..., float]]] = [
    (
        "-3sin(x) - 3cos(x+y)",
        {"x": (0, 2), "y": (0, 2)},
        lambda x, y: -3 * sin(x) - 3 * cos(x + y),
    ),
    ("cos(x)^2/(1+x^2)", {"x": (-2, 3)}, lambda x: cos(x) ** 2 / (1 + x * x)),
    ("cos(x)^2/(2+x)", {"x": (-1, 1)}, lambda x: cos(x) ** 2 / (2 + x)),
    ("sin(x)^2/(1+x^2)", {"x": (-1, 1)}, lambda x: sin(x) ** 2 / (1 + x * x)),
    ("sin(x)+sin(x+y)", {"x": (0, 1), "y": (0, 1)}, lambda x, y: sin(x) + sin(x + y)),
    ("sin(x)sin(x+y)", {"x": (0, 1), "y": (0, 1)}, lambda x, y: sin(x) * sin(x + y)),
    ("sin(x)+cos(x+y)", {"x": (0, 2), "y": (0, 2)}, lambda x, y: sin(x) + cos(x + y)),
    (
        "-2cos(x)-3max(x,y)",
        {"x": (-2, 1), "y": (-3, 1)},
        lambda x, y: -2 * cos(x) - 3 * max(x, y),
    ),
    ("cos(x+y)", {"x": (0, 2), "y": (0, 1)}, lambda x, y: cos(x + y)),
    ("cos(x+y)", {"x": (0, 2), "y": (0, 2)}, lambda x, y: cos(x + y)),
    ("sin(2x)cos(y)", {"x": (-1, 2), "y": (0, 4)}, lambda x, y: sin(2 * x) * cos(y)),
    ("cos(x)cos(x-y)", {"x": (-3, 4), "y": (-2, 2)}, lambda x, y: cos(x) * cos(x - y)),
    ("sin(x)^3 + cos(y)", {"x": (-2, 2), "y": (1, 5)}, lambda x, y: sin(x) ** 3 + cos(y)),
]


@pytest.mark.parametrize(("text", "box", "function"), CASES)
def test_no_value_of_a_grid_is_beyond_the_extremes(
    text: str, box: dict[str, tuple[float, float]], function: Callable[..., float]
) -> None:
    sides = ",".join(f"{name}={low}:{high}" for name, (low, high) in box.items())
    found = gradcli.critical(text, sides).json()["critical"]["extremes"]
    steps = 400 if len(box) == 1 else 120
    lines = (
        [low + (high - low) * k / steps for k in range(steps + 1)] for low, high in box.values()
    )
    grid = [function(*place) for place in product(*lines)]
    for name, best, sense in (("minimum", min(grid), 1), ("maximum", max(grid), -1)):
        value = found[name]["value_approx"]
        assert sense * (best - value) >= -1e-9
        assert abs(best - value) < 0.02
        for place in found[name]["at"]:
            at = [float(sympify(each)) for each in place]
            assert function(*at) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "box", "fills"),
    [("cos(x)", "x=0:5000", False), ("cos(x+y)", "x=0:2,y=0:2", True)],
)
def test_points_that_repeat_themselves_fill_no_curve(text: str, box: str, fills: bool) -> None:
    page = " ".join(gradcli.critical(text, box).text().split())
    assert "other points" in page
    assert ("which fill a curve" in page) is fills
