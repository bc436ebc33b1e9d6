"""What JSON says of differentiability is what is known: true, false, or null."""

from __future__ import annotations

from fractions import Fraction

import pytest

import gradcli
from tests.schema import VALIDATOR


@pytest.mark.parametrize(
    ("text", "at", "known"),
    [
        ("x^2 y", "2,3", True),
        ("x|x| + y", "0,0", True),
        ("|x| + y", "0,0", False),
        ("floor(x) + y", "1,0", False),
        ("ln(x) + y", "-1,0", False),
        ("x y/(x^2+y^2)", "0,0", False),
        ("{0 if x^2+y^2=0, x^2+y^2 if sin(1/(x^2+y^2))>0}", "0,0", False),
        ("{y^2 if y=0, x^2 + y^2 if sin(1/y) > 0}", "0,0", False),
        ("{|y|^(3+sin(1/x)) if x!=0, y^2 otherwise}", "0,0", True),
        ("{x^2 + 0^(2+sin(1/x)) + y if x!=0, y otherwise}", "0,0", True),
        # Not known: x^2/sin(1/x) is unbounded near points that gather at 0, and of the last two no
        # case holds on a curve that is not found.
        ("{0 if x=0, x^2/sin(1/x) + y if sin(1/x)!=0, 0 otherwise}", "0,0", None),
        ("{0 if x y=0, x^2 y^2/sin(1/(x y)) if sin(1/(x y))!=0, 0 otherwise}", "0,0", None),
        ("{x y if y + y^3 != x + x^5, 0 if x = 0 and y = 0}", "0,0", None),
        ("{x y if y + e^y != x + cos(x), 0 if x = 0 and y = 0}", "0,0", None),
    ],
)
def test_differentiable(text: str, at: str, known: bool | None) -> None:
    for body in (
        gradcli.gradient(text, at=at).json(),
        gradcli.directional(text, "1,2", at=at).json(),
        gradcli.steepest(text, at=at).json(),
    ):
        VALIDATOR.validate(body)
        assert body["differentiable"] is known
        assert body["verified"] or body["notes"] or body["error"]


@pytest.mark.parametrize("at", ["0", "1"])
def test_what_is_not_verified_has_a_reason(at: str) -> None:
    body = gradcli.gradient("{x^2 sin(1/x) if x != 0, 0 otherwise}", at=at).json()
    VALIDATOR.validate(body)
    assert body["verified"] or body["notes"]


def test_what_the_page_shows_of_the_check_and_of_the_step_is_in_the_object() -> None:
    result = gradcli.steepest("x^2 y", at="2,3")
    body = result.json()
    VALIDATOR.validate(body)
    assert body["checked"] == {"points": 3, "digits": 15}
    assert body["gradient"]["difference_quotients"] is True
    rows = body["steepest"]["step_lengths"]
    assert [each["rate"] for each in rows] == ["1/2", "1/4", "1/8", "1/16"]
    for row in rows:
        eta = float(Fraction(row["rate"]))
        # f((2, 3) - eta (12, 4)) - f(2, 3), and what the slope predicts of it: -160 eta.
        change = (2 - 12 * eta) ** 2 * (3 - 4 * eta) - 12
        assert row["change"] == pytest.approx(change)
        assert row["predicted"] == pytest.approx(-160 * eta)
        assert row["share"] == pytest.approx(change / (-160 * eta))
        assert row["short_enough"] == (row["share"] >= 1 / 2)
    bare = result.json(steps="none")
    assert "checked" not in bare
    assert "step_lengths" not in bare["steepest"]


def test_a_step_to_where_there_is_no_value_has_no_change() -> None:
    body = gradcli.steepest("sqrt(x) y", at="1,1").json()
    VALIDATOR.validate(body)
    outside = [each for each in body["steepest"]["step_lengths"] if "change" not in each]
    assert all(not each["short_enough"] and "share" not in each for each in outside)
    assert outside
