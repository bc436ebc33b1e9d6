"""The names of arrows: none lies on an arrow, nor on P's own curve, nor on another name."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

import gradcli
from gradcli.render.picture.scene import compass

_WIDE, _HIGH = 3.0, 4.0  # of a letter, from its middle: what is seen of it

CASES = [
    ("x^2 y", "2,3", "3,5"),
    ("x^2 y", "-2,-3", "3,5"),
    ("x^2 + y^2", "-1,-1", "-1,-3"),
    ("x^2 + y^2", "0,-1", "1,0"),
    ("x^2 + y^2", "0,-1", "0,-1"),
    ("x^2 y", "2,-3", "-3,1"),
    ("sin(x) cos(y)", "3,1", "-1,1"),
    ("-x", "1,1", "1,2"),
    ("x/y", "1/2,-1/3", "1,2"),
    ("-x - y", "0,0", None),
    ("y - x", "0,0", None),
]


@pytest.mark.parametrize(("text", "at", "w"), CASES, ids=str)
def test_the_names_lie_on_nothing(text: str, at: str, w: str | None) -> None:
    result = gradcli.plot(text, at=at, w=w, variables="x,y")
    root = ElementTree.fromstring(result.plot().svg())
    (panel, *_) = (each for each in root if each.tag.endswith("}g"))
    names = []
    for each in panel.iter("{http://www.w3.org/2000/svg}text"):
        if each.text in ("∇f", "w") and each.get("font-weight") == "bold":
            half = _WIDE * len(each.text)
            names.append((float(each.get("x", "")), float(each.get("y", "")) - 4.5, half))
    assert len(names) == (2 if w else 1)
    for x, y, half in names:
        for name in ("gradient", "direction", "projection", "ink"):
            for path in panel.iter("{http://www.w3.org/2000/svg}path"):
                if path.get("class") == f"gc-{name}" and "dasharray" not in str(path.attrib):
                    for a, b in _places(path.get("d", "")):
                        assert abs(a - x) > half or abs(b - y) > _HIGH, (name, a, b)
    for (x, y, half), (a, b, other) in pairwise(names):
        assert abs(x - a) >= half + other or abs(y - b) >= 2 * _HIGH


def _places(d: str) -> list[tuple[float, float]]:
    """Places along the straight lines of a path."""
    found = []
    for part in d.split("M")[1:]:
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", part)]
        line = list(zip(numbers[::2], numbers[1::2], strict=True))
        for (x0, y0), (x1, y1) in pairwise(line):
            found += [(x0 + k / 40 * (x1 - x0), y0 + k / 40 * (y1 - y0)) for k in range(41)]
    return found


def test_the_two_ends_of_the_axis_of_angles_are_two_numbers() -> None:
    assert [tick.text for tick in compass(18.43)] == [
        "−161.6°",
        "−71.6°",
        "18.4°",
        "108.4°",
        "198.4°",
    ]
    assert [tick.text for tick in compass(-90)] == ["−270°", "−180°", "−90°", "0°", "90°"]
