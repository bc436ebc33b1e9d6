"""What JSON says of differentiability is what is known: true, false, or null."""

from __future__ import annotations

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


@pytest.mark.parametrize("at", ["0", "1"])
def test_what_is_not_verified_has_a_reason(at: str) -> None:
    body = gradcli.gradient("{x^2 sin(1/x) if x != 0, 0 otherwise}", at=at).json()
    VALIDATOR.validate(body)
    assert body["verified"] or body["notes"]
