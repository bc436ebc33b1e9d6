"""In one variable a page speaks of the derivative, as a book does, and not of a gradient."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import gradcli
from gradcli.errors import GradcliError

# The one page that was asked for the gradient says what that is here; the method has its name.
_ALLOWED = re.compile(
    r"The gradient In one variable the gradient has one component, the derivative itself\. "
    r"∇f = \(df/dx\) = \([^)]*\)"
    r"|[Gg]radient (?:descent|ascent)"
)

PAGES: dict[str, Callable[[], str]] = {
    "grad": lambda: gradcli.gradient("x^3 - 3x").text(),
    "grad at a point": lambda: gradcli.gradient("x^3 - 3x", at="2").text(),
    "grad at a critical point": lambda: gradcli.gradient("x^3 - 3x", at="1").text(),
    "dir": lambda: gradcli.directional("x^3", w="3").text(),
    "dir at a point": lambda: gradcli.directional("x^3", at="2", w="-3").text(),
    "dir at a critical point": lambda: gradcli.directional("x^3", at="0", w="1").text(),
    "steepest": lambda: gradcli.steepest("1 - x^3", at="2", w="1").text(),
    "tangent": lambda: gradcli.tangent("x^3", at="2").text(),
    "taylor": lambda: gradcli.taylor("x^3", at="2").text(),
    "hessian": lambda: gradcli.hessian("x^3", at="2").text(),
    "critical": lambda: gradcli.critical("x^3 - 3x").text(),
    "descend": lambda: gradcli.descend("x^4 - 3x", start="3", rate="0.01", iterations=3).text(),
    "descend over a kink": lambda: gradcli.descend(
        "|x|", start="1/3", rate="1/3", subgradient=True
    ).text(),
    "backprop": lambda: gradcli.backprop("x^2 + sin(x)", at="1").text(),
}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_one_variable_speaks_of_a_gradient(page: str) -> None:
    told = _ALLOWED.sub("", " ".join(PAGES[page]().split()))
    # A subgradient is called so on a line as well.
    assert re.search(r"\b[Gg]radient|∇", told) is None


SAID = {
    "dir at a point": "df/dx(2) · w = −36 the rate along w as given",
    "dir at a critical point": "The derivative is zero here, and so is the rate in either",
    "steepest": "u = −1 the direction of steepest ascent, of length 1 |df/dx(2)| = 12",
    "tangent": "The derivative at x = 2 df/dx(2) = 12",
    "hessian": "The derivative is not zero here, so this is neither a minimum nor a maximum.",
    "descend": "It stopped after the 3 steps that you asked for.",
    "descend over a kink": "there is a kink and no derivative. By convention a subgradient",
}


@pytest.mark.parametrize("page", SAID)
def test_what_it_says_instead(page: str) -> None:
    assert SAID[page] in " ".join(PAGES[page]().split())


def test_no_steepest_direction_where_the_derivative_is_zero() -> None:
    error = gradcli.steepest("x^3", at="0").error
    assert isinstance(error, GradcliError)
    assert error.message == "the derivative at 0 is zero, so no direction is the steepest"
