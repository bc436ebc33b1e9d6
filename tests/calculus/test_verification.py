"""A wrong derivative does not get out: tampered with, it is found, and loudly."""

from __future__ import annotations

import dataclasses

import pytest
import sympy

import gradcli
from gradcli.calculus.answers import checked
from gradcli.calculus.answers.gradient import answer_gradient
from gradcli.calculus.check.verification import POINTS, Outcome, verify
from gradcli.calculus.domain.refusal import DerivationRefuted, RefusedError
from gradcli.calculus.rules import gradient as gradients
from gradcli.calculus.rules.gradient import Gradient, gradient, partial
from gradcli.commands.main import run
from gradcli.errors import GradcliError, Kind
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import ScalarField
from tests.fields import field

TAMPERED = [
    # The derivative that a mistake would give: a lost factor, a lost sign, a lost inner function.
    ("x^2 y", "x", "x y"),
    ("x^2 y", "y", "x^2 + 1/1000000"),
    ("cos(x)", "x", "sin(x)"),
    ("sin(x^2)", "x", "cos(x^2)"),
    ("x/(x^2 + 1)", "x", "1/(2x)"),
    ("e^(2x)", "x", "e^(2x)"),
    ("x^x", "x", "x x^(x - 1)"),
    ("atan2(y, x)", "x", "y/(x^2 + y^2)"),
    ("|x|", "x", "1"),
    ("max(x, 2)", "x", "1"),
    # No smaller number is easier to be right about.
    ("x/10^100", "x", "2/10^100"),
    ("x^2 y/10^316", "y", "x/10^316"),
    ("sin(x)/10^400", "x", "-cos(x)/10^400"),
    ("e^x y/1000!", "x", "e^x/1000!"),
    ("ln(1 + e^x)/10^2000", "x", "1/(1 + e^x)/10^2000"),
    # Nor beside a larger one.
    ("x + y/10^40", "y", "0"),
    ("x + y/10^40", "y", "2/10^40"),
    ("x + y/10^400", "y", "0"),
    ("x^2 + max(y, 0)/10^60", "y", "0"),
    ("10^30 x + sin(y)", "y", "1"),
    # Nor where y is in it for show, and f is no float.
    ("exp(|(x - y^2) + (y^2 + x^2)|^(3/2))", "y", "1"),
    ("exp(|(x - y^2) + (y^2 + x^2)|^(3/2))", "x", "e^x"),
    ("e^(x^3 + y - y) + y/10^40", "y", "0"),
    ("tanh(30 x) + |y| - |y|", "x", "1"),
    ("tanh(30 x) + |y| - |y|", "y", "1"),
    # A step that is over soon.
    ("tanh(10^6 x)", "x", "0"),
    ("x + tanh(10^6 x)", "x", "1"),
    ("x + sigmoid(x/10^(-8))", "x", "1"),
    ("x + erf(100000 x)", "x", "1"),
]


@pytest.mark.parametrize(("text", "variable", "wrong"), TAMPERED)
def test_a_wrong_partial_is_found(text: str, variable: str, wrong: str) -> None:
    names = ("x", "y")
    whole = field(text, names)
    pairs = [
        (name, field(wrong, names).tree if name == variable else partial.written)
        for name, partial in zip(names, gradient(whole).partials, strict=True)
    ]
    check = verify(whole, pairs)
    assert check.outcome is Outcome.FAILED
    assert not check.passed
    assert check.where is not None


@pytest.mark.parametrize(("text", "variable", "wrong"), TAMPERED)
def test_the_right_partials_pass(text: str, variable: str, wrong: str) -> None:
    whole = field(text, ("x", "y"))
    check = verify(whole, [(part.variable, part.written) for part in gradient(whole).partials])
    assert check.outcome is Outcome.PASSED
    assert check.points == POINTS
    assert check.digits >= 8


# Functions that live in a small or distant part of the plane: there they are looked for.
FAR_OR_SMALL = [
    "asin(45x)",
    "2 atanh(32x) y",
    "acos(x + y + 7)",
    "ln(-x - 8)",
    "sqrt(x - 50)",
    "ln(1 - 20|x|)",
    "arcosh(x/30) y",
]


@pytest.mark.parametrize("text", FAR_OR_SMALL)
def test_a_function_is_compared_where_it_has_values(text: str) -> None:
    """A point is looked for near 0, to the left and far away, and further ones where one was."""
    whole = field(text)
    check = verify(whole, [("x", partial(whole, "x").written)])
    assert (check.outcome, check.points) == (Outcome.PASSED, POINTS)


def test_where_no_value_is_found_nothing_is_claimed() -> None:
    whole = field("ln(-1 - x^2)")
    check = verify(whole, [("x", from_sympy(sympy.Integer(0)))])
    assert check.outcome is Outcome.NO_POINT
    assert not check.passed


def test_the_same_question_is_checked_in_the_same_way() -> None:
    whole = field("sin(x y) / (1 + x^2)")
    pairs = [(part.variable, part.written) for part in gradient(whole).partials]
    assert verify(whole, pairs) == verify(whole, pairs)


def _off_by_a_factor(whole: ScalarField) -> Gradient:
    right = gradients.gradient(whole)
    first = right.partials[0]
    wrong = 2 * first.derivative
    broken = dataclasses.replace(first, derivative=wrong, written=from_sympy(wrong))
    return Gradient(whole, (broken, *right.partials[1:]))


def test_a_failed_check_is_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "gradient", _off_by_a_factor)
    with pytest.raises(RefusedError) as refused:
        answer_gradient(field("x^2 y"))
    assert isinstance(refused.value.refusal, DerivationRefuted)
    with pytest.raises(GradcliError) as raised:
        gradcli.gradient("x^2 y")
    assert raised.value.kind is Kind.INTERNAL
    assert raised.value.exit_code == 70


def test_a_failed_check_prints_no_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checked, "gradient", _off_by_a_factor)
    assert run(["grad", "x^2 y"]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert "does not agree with its check" in err


def test_what_is_too_large_for_floats_is_compared_in_digits() -> None:
    whole = field("*".join(f"(x + {place})" for place in range(1_000, 1_200)))
    check = verify(whole, [("x", partial(whole, "x").written)])
    assert (check.outcome, check.points) == (Outcome.PASSED, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("x asin(1)", "x acos(-1)", "x + sqrt(0)", "x + cbrt(0)", "x root(0, 3)", "x + acosh(1)"),
        *("x + sqrt(4 - 4)", "x atan2(0, -1)", "x + asin(-1) y", "x 0^(1/2) + y"),
    ],
)
def test_a_constant_without_a_rate_is_a_number(text: str) -> None:
    # The inverse sine has no rate at 1, and asin(1) is pi/2 wherever x is.
    assert gradcli.gradient(text, variables="x,y").json()["verified"]
