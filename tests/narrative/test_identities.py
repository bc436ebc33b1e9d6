"""Where parts of a function cancel at a kink the page says by which identity."""

from __future__ import annotations

from fractions import Fraction

import pytest

import gradcli
from gradcli.calculus.equality.identities import identities
from gradcli.calculus.numbers.intervals import ends, intervals
from gradcli.calculus.numbers.numeric import evaluate
from tests.fields import field

IDENTITIES = [
    ("max(x, y) + min(x, y)", "max(x, y) + min(x, y) = x + y."),
    ("3 + min(x, y) + x + max(y, x)", "min(x, y) + max(y, x) = y + x."),
    ("2 min(y, x) max(x, y)", "min(y, x) max(x, y) = xy."),
    ("cbrt(x^3) + y", "∛(x³) = x."),
    ("root(x^5, 5) + y", "⁵√(x⁵) = x."),
    ("max(x, -x) - |x| + y", "max(x, −x) = |x|."),
    ("max(-y, y) - |y| + x", "max(−y, y) = |y|."),
]
NONE = ["x|x| + y", "max(x, y)^2 + min(x, 2y)^2", "cbrt(x^5) + y", "max(x, 0)^2 + min(y, 0)^2"]


@pytest.mark.parametrize(("text", "said"), IDENTITIES)
def test_an_identity_is_said_once(text: str, said: str) -> None:
    page = " ".join(gradcli.gradient(text, at="0,0").text().split())
    assert page.count(said) == 1


@pytest.mark.parametrize("text", NONE)
def test_where_there_is_none_none_is_said(text: str) -> None:
    page = gradcli.gradient(text, at="0,0").text()
    assert not any(word in page for word in ("undoes", "their maximum", "its opposite"))


@pytest.mark.parametrize("text", [text for text, _ in IDENTITIES])
def test_an_identity_holds_in_numbers(text: str) -> None:
    """Of numbers on both sides of 0 and of one another; an enclosure of the difference holds 0."""
    numbers = intervals(30)
    (found,) = identities(field(text).tree)
    for x in (-2, Fraction(-1, 3), 1, Fraction(5, 2)):
        for y in (-3, Fraction(-1, 3), 1, 4):
            at = {name: numbers.of.number(Fraction(each)) for name, each in (("x", x), ("y", y))}
            left, right = (ends(evaluate(side, at, numbers)) for side in (found.left, found.right))
            assert left[0] <= right[1] and right[0] <= left[1]
            assert left[1] - left[0] < Fraction(1, 10**20)


@pytest.mark.parametrize("text", [*(text for text, _ in IDENTITIES), "x|x| + y"])
def test_rules_that_do_hold_are_not_denied(text: str) -> None:
    """One rule fails at the kink; the sum rule and that of y hold there as elsewhere."""
    page = " ".join(gradcli.gradient(text, at="0,0").text().split())
    assert "no rule" not in page
    assert "the rules alone do not give the gradient here" in page
