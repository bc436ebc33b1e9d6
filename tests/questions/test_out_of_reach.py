"""Numbers at a point that nothing works out: refused before the work begins, or answered."""

from __future__ import annotations

from typing import Final

import pytest

import gradcli
from gradcli.errors import GradcliError

TOWER: Final = "e^(x e^(y e^(x y)))"
REFUSED: Final = ("power-too-long", "number-too-large-at-the-point")


@pytest.mark.parametrize("at", ["10^30,1/3", "10^20,1/3", "1/3,10^30", "-10^30,1/3", "10^9,2"])
@pytest.mark.parametrize(
    "command",
    [
        gradcli.gradient,
        gradcli.steepest,
        gradcli.hessian,
        gradcli.tangent,
        gradcli.taylor,
        gradcli.plot,
        gradcli.explore,
        gradcli.backprop,
    ],
)
def test_a_tower_of_powers(command: object, at: str) -> None:
    assert callable(command)
    with pytest.raises(GradcliError) as caught:
        command(TOWER, at=at)
    assert (caught.value.code in REFUSED, caught.value.exit_code) == (True, 3)


@pytest.mark.parametrize("at", ["10^10", "10^20", "10^30 + sqrt(2)", "sqrt(10^41)"])
@pytest.mark.parametrize(
    "text",
    [
        "exp(x)^exp(x)^exp(x)",
        "sin(exp(exp(x)))",
        "tanh(exp(exp(x)))",
        "e^(-e^(e^x))",
        "cosh(cosh(cosh(x)))",
        "2^(3^(x + 1/2))",
        "erf(e^(e^x))",
        "sqrt(e^(e^(e^x)))",
        "pi^pi^x",
        "floor(e^(e^x))",
        "max(e^e^x, e^e^e^x)",
    ],
)
def test_functions_of_what_is_too_large(text: str, at: str) -> None:
    with pytest.raises(GradcliError) as caught:
        gradcli.gradient(text, at=at)
    assert (caught.value.code in REFUSED, caught.value.exit_code) == (True, 3)


@pytest.mark.parametrize(
    ("text", "at", "first"),
    [
        ("ln(e^(e^x))", "5", "exp(5)"),
        ("e^(-e^x)", "9", "-exp(9 - exp(9))"),
        ("x + floor(e^e^x)", "1", "1"),
        ("e^x", "-10^9", "exp(-1000000000)"),
        ("pi^pi^x", "3", "pi**(3 + pi**3)*log(pi)**2"),
    ],
)
def test_what_is_large_and_can_be_worked_out(text: str, at: str, first: str) -> None:
    found = gradcli.gradient(text, at=at).json()
    assert found["gradient"]["value"] == [first]


@pytest.mark.parametrize("at", ["10^20", "10^40", "10^100"])
@pytest.mark.parametrize(
    "text", ["sqrt(x + 2) + sqrt(x + 3)", "sqrt(x + 2)/sqrt(x + 3)", "sqrt(x^2 + 1) - x"]
)
def test_the_error_of_an_approximation_is_told_without_factoring(text: str, at: str) -> None:
    page = str(gradcli.taylor(text, at=at, order=3))
    assert "differ by" in page or "but for" in page


def test_the_length_of_a_gradient_can_be_typed_again() -> None:
    # Its square doubles the exponent, which the components have not.
    near = gradcli.gradient("e^(500000000 x) + y", at="1,1").json()["gradient"]["norm"]
    assert gradcli.gradient(f"z {near}").lines() == (near,)
    with pytest.raises(GradcliError) as caught:
        gradcli.gradient("e^(1000000000 x) + y", at="1,1")
    assert caught.value.code in REFUSED
