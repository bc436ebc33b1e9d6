"""Where parts of a function cancel at a kink the page says by which identity."""

from __future__ import annotations

import pytest

import gradcli

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
