"""Convexity that is seen from how a function is written."""

from __future__ import annotations

import pytest

from gradcli.calculus.point.convexity import is_convex
from tests.fields import field

CONVEX = [
    "|x|",
    "max(x, 0)",
    "max(x, 2x - 1, 3) + x^2",
    "|2x - 3|/2 + exp(x)",
    "3|x| - x",
    "sqrt(2)|x|",
    "-2x/3",
    "(x - 1)^4",
]
NOT_SEEN = ["-|x|", "|x|/(-2)", "x|x|", "min(x, 0)", "x^3", "|x^2 - 1|", "(1-sqrt(2))|x|", "sin x"]


@pytest.mark.parametrize("text", CONVEX)
def test_convex(text: str) -> None:
    assert is_convex(field(text).tree)


@pytest.mark.parametrize("text", NOT_SEEN)
def test_not_seen(text: str) -> None:
    assert not is_convex(field(text).tree)
