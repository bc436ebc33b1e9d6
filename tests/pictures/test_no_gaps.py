"""A level curve ends at the side of the window, at a jump or a pole, at the edge of the domain, or
where other curves of its level are: anywhere else an end is a gap."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import pytest

import gradcli
from gradcli.narrative.document import Panel, PanelKind
from tests.pictures.claims import PIXELS, broken_in, value_of

# Where curves cross or touch one another, of smooth functions: the number of branches at the point.
CROSSING = (
    ("x y", "0,0"),  # 4
    ("x^3 - 3x y^2", "0,0"),  # 6
    ("x^4 - 6x^2 y^2 + y^4", "0,0"),  # 8
    ("(y - x^2)(y - 2x^2)", "0,0"),  # 4, which touch
    ("y^2 - x^3", "0,0"),  # a cusp
    ("y^2 - x^5", "0,0"),
    ("x^2 - x^4 - y^2", "0,0"),  # a figure of eight
    ("y^2 - x^2 (x + 1)", "0,0"),  # a loop
    ("x^3 + y^3 - 3x y", "0,0"),  # the folium of Descartes
    ("sin(x) sin(y)", "1,1"),
    ("(x^2 + y^2 - 1)(x^2 + y^2 - 1.01)", "1,1/2"),  # 200 of the other circle's width apart
    ("(x^2 + y^2)^2 - 2(x^2 - y^2)", "0,0"),  # Bernoulli's lemniscate
)
KINKED = (
    ("|x| - |y|", "0,0"),
    ("|x| - |y|", "1/3,1/3"),
    ("||x| - |y||", "1,2"),
    ("min(x^2 - y, y^2 - x)", "1,1"),
    ("min(x^2, y)", "1/2,-1/3"),
    ("max(x y, x - y)", "1,1"),
    ("|x - y| + |x + y| - |x|", "1,1/2"),
)
BROKEN = (
    ("y (3x^2 + 2x - 2)/(x^3 - 1)", "-1,2"),
    ("sign(x - y) + x", "1,2"),
    ("{x^2 if x < 1, y otherwise}", "1/2,-1/3"),
    ("atan2(y, x)", "1/2,-1/3"),
    ("round(x) y", "0.2,2"),
    ("y cos(ln x)", "-1,2"),
    # A pole on a line of the grid, at a curve that is there on both sides of it.
    ("y x^4/(x^4 - 1)", "-1,2"),
    ("y/(x - 1)", "0,2"),
    ("y/(x^2 - 1)", "1/2,1"),
    ("(y - x)/(x + y)", "1,2"),
)


def _ends(panel: Panel) -> Iterator[tuple[float, float, float]]:
    """The ends of curves amid the window that are not on another curve of their level."""
    window = panel.window
    wide, tall = window.width / PIXELS, window.height / PIXELS

    def pixels(one: Any, other: Any) -> float:
        return math.hypot((one[0] - other[0]) / wide, (one[1] - other[1]) / tall)

    for level in panel.levels:
        for number, line in enumerate(level.lines[level.rims :], level.rims):
            others = [each for k, each in enumerate(level.lines) if k != number]
            if pixels(line[0], line[-1]) < 0.5:
                continue
            for x, y in (line[0], line[-1]):
                at_side = min(x - window.left, window.right - x) < 1.5 * wide
                at_side = at_side or min(y - window.bottom, window.top - y) < 1.5 * tall
                pieces = (piece for each in others for piece in itertools.pairwise(each))
                if not at_side and not any(_beside(pixels, (x, y), piece) for piece in pieces):
                    yield level.value, x, y


def _beside(pixels: Any, at: Any, piece: Any) -> bool:
    """Whether a place is within a pixel of a piece of a curve."""
    (x, y), (to_x, to_y) = piece
    count = 1 + round(pixels(*piece))
    places = ((x + (to_x - x) * k / count, y + (to_y - y) * k / count) for k in range(count + 1))
    return any(pixels(at, place) < 1.0 for place in places)


def _is_broken(result: Any, x: float, y: float, panel: Panel) -> bool:
    """Whether two pixels from a place f has no value, jumps, or takes the values of all levels.

    It jumps where it changes by most of its range there in one step. Or an area of one value is
    there.
    """
    wide, tall = panel.window.width / PIXELS, panel.window.height / PIXELS
    turns = [math.tau * k / 24 for k in range(25)]
    ring = [value_of(result, x + 2 * wide * math.cos(t), y + 2 * tall * math.sin(t)) for t in turns]
    if any(map(math.isnan, ring)):
        return True
    for box in (box for plateau in panel.plateaus for box in plateau.boxes):
        across = max(box.left - x, x - box.right) / wide
        if max(across, max(box.bottom - y, y - box.top) / tall) < 2:
            return True
    low, high = min(ring), max(ring)
    if all(low < level.value < high for level in panel.levels):
        return True
    return max(abs(b - a) for a, b in itertools.pairwise(ring)) > 0.6 * (high - low)


@pytest.mark.parametrize(("text", "at"), [*CROSSING, *KINKED, *BROKEN], ids=str)
def test_no_curve_ends_amid_the_window(text: str, at: str) -> None:
    result = gradcli.plot(text, at=at, variables="x,y")
    figure = result.figure()
    assert figure is not None
    panel = next(each for each in figure.panels if each.kind is PanelKind.CONTOUR)
    assert not [end for end in _ends(panel) if not _is_broken(result, *end[1:], panel)]
    assert not broken_in(result, panel)


@pytest.mark.parametrize(
    ("text", "branches"),
    [
        ("x y", [0, 90, 180, 270]),
        ("x^2 - 3y^2", [30, 150, 210, 330]),
        ("x^3 - 3x y^2", [30, 90, 150, 210, 270, 330]),
        ("|x| - |y|", [45, 135, 225, 315]),
        ("y^2 - x^2 (x + 1)", [45, 135, 225, 315]),
    ],
)
def test_all_branches_reach_the_point_where_they_meet(text: str, branches: list[int]) -> None:
    """Within two pixels of the point a curve runs out in each direction."""
    figure = gradcli.plot(text, at="0,0").figure()
    assert figure is not None
    panel = next(each for each in figure.panels if each.kind is PanelKind.CONTOUR)
    pixel = panel.window.width / PIXELS
    own = next(level for level in panel.levels if level.own)
    pieces = [piece for line in own.lines for piece in itertools.pairwise(line)]
    for degrees in branches:
        turn = math.radians(degrees)
        at = (4 * pixel * math.cos(turn), 4 * pixel * math.sin(turn))
        near = lambda one, other: math.dist(one, other) / pixel  # noqa: E731  as _ends has it
        assert any(_beside(near, at, piece) for piece in pieces), degrees
