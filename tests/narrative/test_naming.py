"""Long parts that occur again have a letter in the steps: E = e^(sin xy), R = sqrt(x^2 + z^4)."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

import gradcli
from gradcli.calculus.rules.gradient import gradient
from gradcli.narrative.steps.naming import names_of
from tests.fields import field, value_of

NAMED = [
    # (function, the lines that introduce the letters, a line of the steps with them)
    (
        "e^(sin(x y)) sqrt(x^2+z^4)/(1+x)",
        ("E = e^(sin(xy))", "R = √(x² + z⁴)", "f(x, y, z) = ER/(1 + x)"),
        "∂f/∂z = 2Ez³/(R(1 + x))",
    ),
    (
        "e^(sin(x y)) sqrt(x^2+z^4)",
        ("E = e^(sin(xy))", "R = √(x² + z⁴)", "f(x, y, z) = ER"),
        "∂f/∂z = 2Ez³/R",
    ),
    (
        "ln(x^2+y^2) sqrt(x^2+y^2)",
        ("R = √(x² + y²)", "f(x, y) = ln(x² + y²) · R"),
        "= 2x · (1/(2R)) combine, with w = x² + y² = x/R multiply",
    ),
    # a letter of the reader's own is never taken: R and S are variables here
    (
        "S e^(sin(x R)) sqrt(x^2+R^4)/(1+x)",
        ("E = e^(sin(xR))", "Q = √(x² + R⁴)"),
        "∂/∂x [Q]",
    ),
    # one inside another
    (
        "x e^(x sqrt(x^2+y^4)) sqrt(x^2+y^4)",
        ("R = √(x² + y⁴)", "E = e^(xR)", "f(x, y) = xER"),
        "· ∂/∂x [xR]",
    ),
]


def words(page: str) -> str:
    return " ".join(page.split())


@pytest.mark.parametrize(("text", "introduced", "line"), NAMED)
def test_long_parts_have_letters_in_the_steps(
    text: str, introduced: tuple[str, ...], line: str
) -> None:
    page = words(gradcli.gradient(text).text(width=500))
    summary, _, steps = page.partition("Long parts that occur again have a letter in the steps:")
    for each in introduced:
        assert each in steps
        assert each not in summary
    assert line in steps


@pytest.mark.parametrize("text", [text for text, _, _ in NAMED])
def test_with_the_letters_put_back_the_results_are_what_they_were(text: str) -> None:
    whole = field(text)
    found = gradient(whole)
    names = names_of(tuple(found.partials))
    assert names.parts
    draw = random.Random(text)
    for _ in range(3):
        at = {each: Fraction(draw.uniform(0.2, 2)) for each in whole.variables}
        letters = {part.name: value_of(part.form, at) for part in names.parts}
        for partial in found.partials:
            for form in (partial.derivation.derivative, partial.derivative):
                short = names.in_short(form)
                assert short.free_symbols <= form.free_symbols | {
                    symbol for symbol in short.free_symbols if symbol.name in letters
                }
                given = {
                    **at,
                    **{name: Fraction(str(value)) for name, value in letters.items()},
                }
                expected = value_of(form, at)
                assert abs(value_of(short, given) - expected) < 1e-40 * max(1, abs(expected))


@pytest.mark.parametrize(
    "text",
    ["x e^(x^2)", "sqrt(x^2+y^2)", "x/sqrt(x^2+y^2)", "e^(x y) sin(x)", "ln(x^2+y^2)", "x^2 y"],
)
def test_what_fits_in_a_line_has_no_letters(text: str) -> None:
    assert not names_of(tuple(gradient(field(text)).partials)).parts
    assert "Long parts" not in gradcli.gradient(text).text(width=500)


def test_the_answer_alone_has_no_letters() -> None:
    text = "e^(sin(x y)) sqrt(x^2+z^4)"
    answer = gradcli.gradient(text)
    assert "E" not in words(answer.text(width=500, steps="none"))
    assert answer.lines()[2] == "2*z**3*exp(sin(x*y))/sqrt(x**2 + z**4)"
    assert "R" not in str(answer.json())


def test_a_later_stage_differentiates_a_partial_and_not_the_function() -> None:
    page = gradcli.partial("e^(sin(x y)) x", "x,x").text("plain")
    assert "∂f/∂x = (xy cos(xy) + 1)E" in page
    assert "f(x, y) = (xy cos(xy) + 1)E" not in page
