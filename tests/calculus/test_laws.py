"""Every function of the language has its law, and the law is right."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from gradcli.calculus.rules.gradient import partial
from gradcli.calculus.rules.rules import rule_name
from gradcli.field.functions import FUNCTIONS
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative.document import Step, Steps
from gradcli.narrative.rulebook import title
from gradcli.narrative.stories.common import FULLY
from gradcli.narrative.stories.partials import working
from tests.fields import assert_close, field, slope_by_differences, value_of
from tests.functions import ABOVE_ZERO, EXAMPLES


def test_every_function_of_the_language_has_an_example_here() -> None:
    assert set(EXAMPLES) == set(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_its_law_gives_the_slope(function: str) -> None:
    example = EXAMPLES[function]
    whole = field(example.text)
    derived = partial(whole, "x")
    assert rule_name(derived.derivation) == example.rule
    for place in example.places:
        at = {"x": Fraction(place)}
        expected = slope_by_differences(whole.expression, "x", at)
        assert_close(value_of(derived.derivative, at), expected)


def _as_inner(text: str) -> str:
    """The same function of an inner function, whose slope at 1 is not 1: x -> (x^3 + 2x)/3."""
    return text.replace("x", "((x^3 + 2x)/3)").replace("ma((x^3 + 2x)/3)", "max")


@pytest.mark.parametrize("function", sorted(set(FUNCTIONS) - {"exp", "max", "factorial"}))
def test_its_law_holds_within_the_chain_rule(function: str) -> None:
    example = EXAMPLES[function]
    whole = field(_as_inner(example.text))
    derived = partial(whole, "x")
    held = 0
    for place in example.places:
        value = Fraction(place)
        inner = (value**3 + 2 * value) / 3
        if function in ("atanh", "acosh", "acoth", "asec", "acsc", "asin", "acos", "asech") and (
            (abs(inner) < 1) != (abs(value) < 1)
        ):
            continue
        at = {"x": value}
        assert_close(
            value_of(derived.derivative, at), slope_by_differences(whole.expression, "x", at)
        )
        held += 1
    assert held


@pytest.mark.parametrize("function", FUNCTIONS)
def test_its_rule_has_a_title_and_its_steps_state_a_law(function: str) -> None:
    text, rule = EXAMPLES[function].text, EXAMPLES[function].rule
    derived = partial(field(text), "x")
    steps = [block for block in working(derived, FULLY) if isinstance(block, Steps)]
    assert len(steps) == 1
    first: Step = steps[0].steps[0]
    assert first.rule == title(rule)
    # Where there are no parts the line itself is the law: (sin x)' = cos x. The pieces of max and
    # min are told by their conditions, and a function without a law by what it is made of.
    assert first.law is not None or not first.children or rule in ("min", "max", "rewrite")
    assert first.opening


@pytest.mark.parametrize(
    ("text", "by_hand"),
    [
        # The table inside the cover of any calculus book, in the form in which it stands there.
        ("sin(x)", "cos(x)"),
        ("cos(x)", "-sin(x)"),
        ("tan(x)", "sec(x)**2"),
        ("cot(x)", "-csc(x)**2"),
        ("sec(x)", "sec(x)*tan(x)"),
        ("csc(x)", "-csc(x)*cot(x)"),
        ("asin(x)", "1/sqrt(1 - x**2)"),
        ("acos(x)", "-1/sqrt(1 - x**2)"),
        ("atan(x)", "1/(x**2 + 1)"),
        ("acot(x)", "-1/(x**2 + 1)"),
        ("asec(x)", "1/(abs(x)*sqrt(x**2 - 1))"),
        ("acsc(x)", "-1/(abs(x)*sqrt(x**2 - 1))"),
        ("sinh(x)", "cosh(x)"),
        ("cosh(x)", "sinh(x)"),
        ("tanh(x)", "sech(x)**2"),
        ("coth(x)", "-csch(x)**2"),
        ("asinh(x)", "1/sqrt(x**2 + 1)"),
        ("acosh(x)", "1/sqrt(x**2 - 1)"),
        ("atanh(x)", "1/(1 - x**2)"),
        ("exp(x)", "exp(x)"),
        ("2^x", "2**x*log(2)"),
        ("ln(x)", "1/x"),
        ("log(x, 10)", "1/(x*log(10))"),
        ("ln|x|", "1/x"),
        ("sqrt(x)", "1/(2*sqrt(x))"),
        ("erf(x)", "2*exp(-x**2)/sqrt(pi)"),
        ("x^x", "x**x*(log(x) + 1)"),
    ],
)
def test_the_derivative_is_the_one_in_the_book(text: str, by_hand: str) -> None:
    derivative = partial(field(text), "x").derivative
    expected = field(by_hand).expression
    for place in ABOVE_ZERO if text not in ("acosh(x)", "asec(x)", "acsc(x)") else ("5/4", "3"):
        if text in ("asin(x)", "acos(x)", "atanh(x)") and Fraction(place) > 1:
            continue
        at = {"x": Fraction(place)}
        assert_close(value_of(derivative, at), value_of(expected, at))


def test_a_field_of_a_sympy_expression_is_derived_as_well() -> None:
    x, y = sympy.symbols("x y", real=True)
    whole = ScalarField.of_expression(x**2 * y)
    assert [partial(whole, name).derivative for name in whole.variables] == [2 * x * y, x**2]
