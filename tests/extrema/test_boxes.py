"""The search in boxes: no zero is lost, however boxes are narrowed, and each is there once."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Final

import pytest
import sympy

import gradcli
from gradcli.calculus.extrema.found import Enclosed
from gradcli.calculus.extrema.newton import Bounds, Swept, sweep, system_of
from gradcli.calculus.rules.gradient import gradient
from tests.fields import field

_SIDE: Final = Fraction(2)
_BOX: Final = ((-_SIDE, _SIDE), (-_SIDE, _SIDE))
_STEPS: Final = 30

FUNCTIONS: Final = [
    "cos(2*x)*sin(y) + x*y/4",
    "e^(x*y/2)*sin(x + y)",
    "ln(1 + x^2 + y^2) - cos(x*y)",
    "sin(x) + y^4/2 + x*y - cos(x + 3*y)",
    "e^x*cos(3*y) + x^2/4",
    "sin(x)*sin(y)*sin(x + y) + x/4",
]


def _by_newton(text: str) -> list[tuple[float, float]]:
    """Zeros of the slopes well inside the box: SymPy's slopes, in floats, from a grid."""
    x, y = symbols = sympy.symbols("x y", real=True)
    f = sympy.sympify(text.replace("^", "**"), locals={"x": x, "y": y, "e": sympy.E})
    slopes = [f.diff(v) for v in symbols]
    first = sympy.lambdify(symbols, slopes, "math")
    second = sympy.lambdify(symbols, [[s.diff(v) for v in symbols] for s in slopes], "math")
    found: list[tuple[float, float]] = []
    for start in product([k / 2 for k in range(-4, 5)], repeat=2):
        u, v = map(float, start)
        for _ in range(_STEPS):
            (g, h), ((a, b), (c, d)) = first(u, v), second(u, v)
            size = a * d - b * c
            if abs(size) < 1e-9 or max(abs(u), abs(v)) > 10:
                break
            u, v = u - (d * g - b * h) / size, v - (a * h - c * g) / size
        else:
            g, h = first(u, v)
            if max(abs(g), abs(h)) < 1e-12 and max(abs(u), abs(v)) < 2 - 1e-6:
                found.append((u, v))
    return found


def _swept(text: str) -> Swept:
    made = sweep(system_of(gradient(field(text, ("x", "y")))), _BOX)
    assert made is not None
    return made


def _boxes(found: Swept) -> list[Bounds]:
    assert all(isinstance(each, Enclosed) for place in found.places for each in place)
    told = [
        tuple((each.low, each.high) for each in place if isinstance(each, Enclosed))
        for place in found.places
    ]
    return [*told, *found.left]


def _is_in(zero: tuple[float, float], box: Bounds) -> bool:
    return all(low - 1e-7 <= u <= high + 1e-7 for u, (low, high) in zip(zero, box, strict=True))


@pytest.mark.parametrize("text", FUNCTIONS)
def test_no_zero_is_lost(text: str) -> None:
    boxes = _boxes(_swept(text))
    zeros = _by_newton(text)
    assert zeros
    for zero in zeros:
        assert any(_is_in(zero, box) for box in boxes), zero


def test_few_boxes_are_looked_at() -> None:
    """The mean value form and narrowing do their part: it was 377 without them."""
    assert _swept("e^(x y) sin(x + y)").looked_at < 320


# (function, box, a point that is there, what it is): slopes that are told by cases, as sinc's is.
APART: Final = [
    ("sinc(x)", "x=-1:1", "0", "maximum"),  # sin x < x for x > 0
    ("sinc(x - 1) + y^2", "x=0:2,y=-1:1", "1,0", None),
]


@pytest.mark.parametrize(("text", "box", "at", "kind"), APART)
def test_where_a_slope_has_a_value_of_its_own(
    text: str, box: str, at: str, kind: str | None
) -> None:
    result = gradcli.critical(text, box)
    points = result.json(steps="none")["critical"]["points"]
    told = {",".join(each["at"]): each["class"] for each in points}
    assert at in told
    assert kind is None or kind == told[at]
    page = " ".join(result.text().split())
    assert "has a value of its own; there the equation" in page


@pytest.mark.parametrize(
    ("box", "greatest"),
    [("x=-1:max(pi, 3)", "pi**2"), ("x=-1:log(8, 2), y=0:1", "9"), ("-1:root(8, 3)", "4")],
)
def test_a_comma_in_brackets_separates_no_bounds(box: str, greatest: str) -> None:
    result = gradcli.critical("x^2", variables="x,y" if "y" in box else "x", box=box)
    assert result.json()["critical"]["extremes"]["maximum"]["value"] == greatest
