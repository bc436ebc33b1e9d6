"""Functions with whole values inside one another, deeper than what is folded as a formula."""

from __future__ import annotations

from functools import reduce

import pytest

import gradcli


def nested(outer: str, inner: str, depth: int) -> str:
    return reduce(lambda inside, _: outer.format(inside), range(depth), inner)


@pytest.mark.parametrize(
    ("outer", "inner", "at"),
    [
        ("floor({}*1.1)", "x", "-7/3"),
        ("floor({}*1.1)", "sqrt(x)", "7/3"),
        ("floor({}*1.1)", "x", "pi"),
        ("ceil({}/2 + 1/7)", "x", "-7/3"),
        ("round({}*0.9 + 1/3)", "x", "22/7"),
        ("floor(sqrt({} + 7))", "x", "7/3"),
        ("floor({}*1.1) + sqrt(2)", "x", "7/3"),
    ],
)
def test_all_is_still_around_a_point(outer: str, inner: str, at: str) -> None:
    found = gradcli.gradient(nested(outer, inner, 100), at=at)
    assert found.json()["gradient"]["value"] == ["0"]
    assert str(found)


def test_their_taylor_polynomial_is_a_number() -> None:
    found = gradcli.taylor(nested("floor({}*1.1)", "x", 70), at="-7/3", order=2)
    assert str(found)
    assert "x" not in found.json()["taylor"]["symbolic"]
