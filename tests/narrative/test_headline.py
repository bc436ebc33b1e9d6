"""The answer in one formula: what a notebook shows of a result."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.linear import linear

KINK = "{x^3/(x^2+y^2) if x != 0, 0 otherwise}"


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        (lambda: gradcli.partial("x^2 y", "x"), "∂f/∂x = 2xy"),
        (lambda: gradcli.partial("x^2 y", "x,y"), "∂²f/∂y∂x = 2x"),
        (lambda: gradcli.gradient("x^2 y"), "∇f = (2xy, x²)"),
        (lambda: gradcli.gradient("x^2 y", at="2,3"), "∇f(2, 3) = (12, 4)"),
        (lambda: gradcli.directional("x^2 y", "3,5", "2,3"), "∇f(2, 3) · (3, 5) = 56"),
        # Not differentiable at the origin: the rate is D_w f, and no dot product.
        (lambda: gradcli.directional(KINK, "1,1", "0,0"), "D_(1, 1) f(0, 0) = 1/2"),
        (
            lambda: gradcli.steepest("x^2 y", "2,3"),
            "∇f(2, 3)/‖∇f(2, 3)‖ = (3√10/10, √10/10)",
        ),
        # No direction is the steepest there: the function itself.
        (lambda: gradcli.steepest("x^2 + y^2", "0,0"), "f(x, y) = x² + y²"),
    ],
)
def test_the_answer_in_one_formula(result, shown) -> None:
    assert linear(result().headline(), Charset.UNICODE) == shown


def test_a_notebook_gets_one_displayed_formula() -> None:
    shown = gradcli.gradient("x^2 y", at="2,3")._repr_latex_()
    assert shown == r"$\displaystyle \nabla f(2, 3) = (12, 4)$"
