"""Numbers that floats do not hold: no picture fails on them, and none says more than it knows."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

import gradcli
from gradcli.errors import GradcliError
from tests.schema import VALIDATOR

UNDRAWN = [
    ("x + e^1000", {"at": "1"}, "a constant in the function is too large"),
    ("x + 10^400", {"at": "1"}, "a constant in the function is too large"),
    ("x y + e^1000", {"at": "1,2"}, "a constant in the function is too large"),
    ("x y z + e^1000", {"at": "1,2,3", "w": "1,2,1"}, "a constant in the function is too large"),
    ("x y", {"at": "10^400,1"}, "a coordinate of the point is too large"),
    ("x^2", {"at": "10^400"}, "a coordinate of the point is too large"),
    ("x y", {"at": "10^300,1"}, "so far from 0 that floats cannot tell it from its neighbours"),
    ("x y", {"at": "1,-10^300", "w": "1,1"}, "so far from 0 that floats cannot tell"),
    ("x^2", {"at": "10^300"}, "so far from 0 that floats cannot tell"),
]


@pytest.mark.parametrize(("text", "asked", "why"), UNDRAWN)
def test_what_floats_cannot_draw_is_refused_beside_the_answer(
    text: str, asked: dict[str, Any], why: str
) -> None:
    body = gradcli.plot(text, **asked).json()
    VALIDATOR.validate(body)
    assert (body["error"]["code"], body["exit_code"]) == ("beyond-floats", 3)
    assert why in body["error"]["message"]
    assert "value" in body["gradient"]


PAGES: list[tuple[Callable[..., Any], str, dict[str, str]]] = [
    (gradcli.gradient, "x + e^1000", {"at": "1"}),
    (gradcli.gradient, "x y", {"at": "10^300,1"}),
    (gradcli.directional, "x y", {"at": "10^300,1", "w": "1,1"}),
    (gradcli.steepest, "x y + e^1000", {"at": "1,1"}),
    (gradcli.tangent, "x y + e^1000", {"at": "1,1"}),
]


@pytest.mark.parametrize(("ask", "text", "asked"), PAGES)
def test_a_page_goes_without_a_picture_unless_it_is_asked_for(
    ask: Callable[..., Any], text: str, asked: dict[str, str]
) -> None:
    result = ask(text, **asked)
    assert result.error is None
    assert "<svg" not in result._repr_html_()
    assert "figures" not in result.json()
    with pytest.raises(GradcliError) as caught:
        result.plot()
    assert caught.value.code == "beyond-floats"


def all_numbers(body: Any) -> list[float]:
    if isinstance(body, (list, tuple)):
        return [number for each in body for number in all_numbers(each)]
    if isinstance(body, dict):
        return all_numbers(list(body.values()))
    return [body] if isinstance(body, float) else []


DRAWN = [
    ("x^2 + y^2", {"at": "10^12,1"}),
    ("x^2 + y^2", {"at": "10^90,10^90", "w": "3,2"}),
    ("cosh(y) - coth(y) * {100! - y if x != y, asin(10) otherwise}", {"at": "10^9,ln 3"}),
    ("sin(10^12 x) + y", {"at": "10^9,1", "w": "3,2"}),
    ("10^(-140) x + 10^(-140) y", {"at": "1,1", "w": "10^120,1"}),
    ("10^140 x^2 + 10^140 y", {"at": "1,1", "w": "10^(-140),1"}),
    ("10^(-200) x y", {"at": "1,1", "w": "10^200,10^180"}),
    ("10^200 x y", {"at": "1,1", "w": "10^(-200),1"}),
    ("10^307 x - 10^307 y", {"window": "x=-9:9,y=-9:9"}),
    ("10^(-310) x + 10^(-310) y", {"window": "x=-9:9,y=-9:9"}),
    ("exp(x) + y", {"window": "x=-1:1000,y=0:1"}),
    ("x^2", {"at": "10^17"}),
    ("x^2", {"at": "-10^90"}),
    ("x y z", {"at": "10^(-90),10^(-90),10^80", "w": "1,2,3"}),
]


@pytest.mark.parametrize(("text", "asked"), DRAWN)
def test_large_and_small_numbers_are_drawn(text: str, asked: dict[str, Any]) -> None:
    body = gradcli.plot(text, variables=None if "z" in text else _letters(text), **asked).json()
    VALIDATOR.validate(body)
    assert "error" not in body
    assert all(map(math.isfinite, all_numbers(body["figures"])))
    for figure in body["figures"]:
        (left, right), x = figure["window"][0], asked.get("at", "0").split(",")[0]
        if figure["kind"] != "rate" and x.startswith("10^"):
            # So many floats, at the least, lie between its sides.
            assert right - left > 2.0**-30 * max(abs(left), abs(right))


def _letters(text: str) -> str:
    return "x,y" if "y" in text else "x"


def test_the_projection_of_a_long_gradient_is_drawn() -> None:
    (figure, _) = gradcli.plot("10^(-140) (x + y)", at="1,1", w="2,0").json()["figures"]
    (shadow,) = [each["vector"] for each in figure["arrows"] if each["role"] == "projection"]
    assert shadow == pytest.approx([1, 1])


def test_no_secant_has_a_step_that_floats_lose() -> None:
    (curve,) = gradcli.plot("x", at="10^17").json()["figures"]
    secants = [each["value"] for each in curve["curves"] if each["role"] == "secant"]
    assert secants
    assert min(secants) > 1


def test_a_piece_without_a_value_spoils_no_other() -> None:
    (figure, _) = gradcli.plot("x y {1 if x < 9, asin(10) otherwise}", at="2,3").json()["figures"]
    assert any(level.get("own") and level["lines"] for level in figure["levels"])
    assert "has no value" not in figure["alt"]
    slopes = gradcli.numeric_gradient("x y {1 if x < 9, asin(10) otherwise}")
    assert slopes(2, 3) == (3, 2)
    with pytest.raises(GradcliError):
        slopes(10, 3)


@pytest.mark.parametrize(
    ("text", "window", "told"),
    [
        ("exp(x)", "x=0:1000", "has no value, or one too large for a float"),
        ("exp(x) + y", "x=0:1000,y=0:1", "has no value, or one too large for a float"),
        ("ln(x)", "x=-1:1", "has no value."),
        ("ln(x) + y", "x=-1:1,y=0:1", "has no value."),
    ],
)
def test_a_value_beyond_floats_is_not_told_as_none(text: str, window: str, told: str) -> None:
    assert told in gradcli.plot(text, window=window).json()["figures"][0]["alt"]


def test_a_bound_is_looked_at_from_nearer_than_a_jump_that_is_near() -> None:
    text = "floor({y if x = x, x otherwise}) / acosh(x) + acoth(507188490769)"
    result = gradcli.plot(text, at="10^9,10^(-30)", variables="x,y")
    assert result.error is None
    assert result.lines() == ("0", "0")
