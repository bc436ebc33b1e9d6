"""A kink beside a smooth function: not differentiable, whatever the other is called."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import gradcli
from gradcli.field.functions import FUNCTIONS

KINKS = ("|x - 1|", "cbrt(x - 1)", "sign(x - 1)", "sqrt(|x - 1|)")


def _smooth() -> Iterator[str]:
    """The functions of one number that are smooth at 1/2, or at 2."""
    for name, record in FUNCTIONS.items():
        if record.least == record.most == 1 and name != "factorial":
            for text in (f"{name}(x/2)", f"{name}(2x)"):
                if gradcli.gradient(text, at=1).error is None:
                    yield text


SMOOTH = list(_smooth())


def test_the_smooth_functions_are_most() -> None:
    assert len(SMOOTH) > 40
    assert {"softplus(2x)", "sinc(x/2)", "asin(x/2)", "acosh(2x)"} <= {*SMOOTH}


@pytest.mark.parametrize("text", SMOOTH)
def test_a_kink_stays_one_beside_a_smooth_function(text: str) -> None:
    for kink in KINKS:
        error = gradcli.gradient(f"{text} + {kink}", at=1).error
        assert error is not None, kink
        assert error.kind == "not_differentiable", kink
        assert "decided" not in error.message, kink
