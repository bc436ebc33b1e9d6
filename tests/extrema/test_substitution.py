"""One equation of two gives a variable, and is put into the other one."""

from __future__ import annotations

import pytest
import sympy

import gradcli
from gradcli.calculus.answers.extrema.substitution import substitution

X, Y = sympy.symbols("x y", real=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x^3 - 3x + y^2 - x y", "∂f/∂y = 0 gives x = 2y. Put into ∂f/∂x = 0, it gives 12y² − y"),
        (
            "x^2 + x y + y^2",
            "∂f/∂x = 0 gives y = −2x. Put into ∂f/∂y = 0, it gives x = 0. Solution:",
        ),
        (
            "x^4 + y^4 - 4x y + 1",
            "∂f/∂x = 0 gives y = x³. Put into ∂f/∂y = 0, it gives x⁹ − x = 0, that",
        ),
        ("x + y^2 + x y", "∂f/∂x = 0 gives y = −1. Put into ∂f/∂y = 0, it gives x − 2 = 0."),
        ("x^2 + y^2", "The equations come to y = 0 and x = 0."),
        ("x^2 - 2x y + y^2", "By elimination the equations come to x − y = 0."),
    ],
)
def test_the_page_shows_what_is_put_into_what(text: str, told: str) -> None:
    assert told in " ".join(gradcli.critical(text).text().split())


@pytest.mark.parametrize(
    "equations",
    [
        (3 * X**2 - Y - 3, 2 * Y - X),
        (2 * X + 3 * Y - 2, 3 * X + 10 * Y + 1),
        (2 * X * Y + 1, X**2 - 2 * Y),
        (X / 2 + Y**2 / 3 - 1, X * Y - 5),
        (-X - Y + 7, X**3 - X * Y),
    ],
)
def test_the_other_equation_is_what_it_was_but_for_a_number(
    equations: tuple[sympy.Expr, sympy.Expr],
) -> None:
    found = substitution(equations, (X, Y))
    assert found is not None
    put_in = [sympy.expand(each.subs(found.name, found.value)) for each in equations]
    assert put_in[found.place] == 0
    ratio = sympy.cancel(put_in[1 - found.place] / found.left)
    assert ratio.is_Rational and ratio != 0


@pytest.mark.parametrize(
    "equations",
    [
        (2 * X, 2 * Y),  # each alone
        (X**2 - Y**2, X * Y - 1),  # none gives a variable
        (X - Y, 2 * Y - 2 * X),  # the same equation twice
        (sympy.exp(X) - Y, X - Y),  # no polynomials
        (X**4 - Y, Y**4 - X + Y**3 * X),  # too high a degree
        (X - Y,),
    ],
)
def test_nothing_is_shown_where_it_would_not_help(equations: tuple[sympy.Expr, ...]) -> None:
    assert substitution(equations, (X, Y)) is None
