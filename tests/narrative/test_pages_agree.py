"""No page is at odds with itself: lines are read back, verdicts held against the numbers below."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

import pytest
from sympy import Add

import gradcli
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.domain.verdict import (
    Differentiable,
    Discontinuous,
    Exists,
    Finite,
    NotDifferentiable,
    NotLinear,
    Smooth,
    Undecided,
)
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    context_of,
    evaluate,
    multiprecision,
)
from gradcli.language.reading import read_expression
from tests.calculus.at_point.cases import CASES
from tests.calculus.at_point.table import Case
from tests.narrative.lines import DIGITS, chains_of, lines_of, value_of

EXACT = [case for case in CASES if case.verdict in (Smooth, Differentiable)]


@pytest.mark.parametrize("case", EXACT, ids=lambda case: f"{case.text} at {case.at}")
def test_every_line_with_a_number_has_the_value_of_its_chain(case: Case) -> None:
    page = gradcli.gradient(case.text, at=case.at).document()
    read = 0
    for chain in chains_of(page):
        values = [value_of(line) for line in chain if line.relation == "="]
        exact = [value for value in values if value is not None]
        read += len(exact)
        for one in exact[1:]:
            assert abs(one - exact[0]) < 1e-40 * max(1, abs(one)), chain
    assert read


def test_a_division_by_0_would_be_seen() -> None:
    page = gradcli.gradient("x^2 y", at="2,3").document()
    lines = [line for line in lines_of(page) if line.right is not None]
    assert any(value_of(line) == 12 for line in lines)
    with pytest.raises(OutsideRealsError):
        evaluate(read_expression("0²/(∛(0³))²", variables=()).tree, {}, multiprecision(DIGITS))


SEVERAL = [case for case in CASES if case.at.count(",") == 1]


@pytest.mark.parametrize("case", SEVERAL, ids=lambda case: f"{case.text} at {case.at}")
def test_no_rate_denies_the_verdict_above_it(case: Case) -> None:
    for w in ("1,3", "2,5", "-3,1"):
        answer = gradcli.directional(case.text, w, at=case.at).answer
        assert isinstance(answer, DirectionalAnswer)
        assert answer.at is not None
        verdict = answer.at.verdict
        if isinstance(verdict, Smooth | Differentiable):
            assert answer.along_at is not None
            continue
        if not isinstance(answer.by_limit, Exists):
            continue
        match verdict:
            case NotDifferentiable(partials=partials) | Discontinuous(partials=partials):
                assert partials
            case Undecided():
                # The rate along w is no evidence against a gradient, or the verdict would say so.
                slopes = rates_along_axes(case)
                if slopes is not None:
                    parts = zip(slopes, answer.direction.components, strict=True)
                    dot = Add(*(slope * entry for slope, entry in parts))
                    assert is_zero(dot - answer.by_limit.value) is not False


# The reader's own direction is evidence: (function, w, the rate along w), the partials are 0.
READERS_OWN = [
    (
        "{x^2 y (x^2-y^2)(x^2-4y^2)(4x^2-y^2)/(x^2+y^2)^4 if (x,y)!=(0,0), 0 otherwise}",
        "1,3",
        "-21/50",
    ),
    ("{x if y = 5x, 0 otherwise}", "1,5", "1"),
    ("{y if 7y = 11x, 0 otherwise}", "7,11", "11"),
    ("{x if y = 3x and z = 5x, 0 otherwise}", "1,3,5", "1"),
    ("{z if x = 4z and y = -9z, 0 otherwise}", "4,-9,1", "1"),
    (
        "{x y (x-y)(x+y)(x-2y)(x+2y)(2x-y)(2x+y)(x-3y)/(x^2+y^2)^4 if (x,y)!=(0,0), 0 otherwise}",
        "4,1",
        "45360/17^4",
    ),
]


@pytest.mark.parametrize(("text", "w", "rate"), READERS_OWN)
def test_the_direction_that_was_asked_for_is_tried(text: str, w: str, rate: str) -> None:
    at = ",".join("0" * (w.count(",") + 1))
    answer = gradcli.directional(text, w, at=at).answer
    assert isinstance(answer, DirectionalAnswer)
    assert answer.at is not None
    verdict = answer.at.verdict
    assert isinstance(verdict, NotDifferentiable)
    assert isinstance(verdict.reason, NotLinear)
    assert isinstance(verdict.reason.rate, Finite)
    found = value_of_text(str(verdict.reason.rate.value))
    assert abs(found - value_of_text(rate)) < 1e-40
    assert verdict.reason.dot == 0


def rates_along_axes(case: Case) -> list[Any] | None:
    found: list[Any] = []
    for axis in ("1,0", "0,1"):
        answer = gradcli.directional(case.text, axis, at=case.at).answer
        assert isinstance(answer, DirectionalAnswer)
        if not isinstance(answer.by_limit, Exists):
            return None
        found.append(answer.by_limit.value)
    return found


SHOWN = [
    # (function, point, what decided it, on the page)
    ("cbrt(x^3)", "0", "∛(h³)/h"),
    ("cbrt(x - sin(x))", "0", "∛(h − sin h)/h"),
    ("sqrt(x^4+y^4)", "0,0", "= h"),
    ("cos(sqrt(x^2+y^2))", "0,0", "(cos|h| − 1)/h"),
    ("acos(1-x^4)", "0", "arccos(1 − h⁴)/h"),
    ("(x^2+y^4)^(3/4)", "0,0", "h · |h|"),
    ("{x^2 sin(1/x) if x != 0, 0 otherwise}", "0", "≤ |h|"),
    ("{x^3 cos(1/x) if x != 0, 0 otherwise}", "0", "≤ h²"),
    ("{x^2 if x < 1, 2x - 1 otherwise}", "1", "= h + 2"),
    ("x|x|", "0", "= |h|"),
    ("sqrt(x^4+y^4)", "0,0", "|√(h⁴ + k⁴)|/√(h² + k²) ≤ √2 · √(h² + k²)"),
    ("cos(sqrt(x^2+y^2))", "0,0", "= cos(√(h² + k²)) − 1"),
    ("(x^2+y^4)^(3/4)", "0,0", "≤ 2^(3/4) (h² + k²)^(1/4)"),
    ("3x + |x y| + 2", "0,0", "f(0 + h, 0 + k) − 2 − 3h = |hk|"),
    ("{x^2 y^0 cos(1/x) if x!=0, 0 otherwise}", "0,0", "≤ h²"),
    ("h(x, k) = |x k|", "0,0", "|mn|"),
    ("|x y z|", "0,0,0", "≤ h² + k² + m²"),
    ("{x^2 sin(1/x^3) + x if x != 0, 0 otherwise}", "0", "|h sin(1/h³)|"),
]


@pytest.mark.parametrize(("text", "at", "shown"), SHOWN)
def test_what_decided_is_shown(text: str, at: str, shown: str) -> None:
    page = gradcli.gradient(text, at=at).text()
    assert shown in page
    assert "numbers put in" not in page


IN_SEVERAL = [case for case in EXACT if case.verdict is Differentiable and "," in case.at]


# Directions of four components; of fewer variables the first of them.
WAYS: Final = (
    *((1, 1, 1, 1), (1, -2, 3, 2), (-3, 1, -1, 1)),
    *((5, 7, 2, -3), (0, 1, 1, 0), (-1, 0, 0, 0)),
)


@pytest.mark.parametrize("case", IN_SEVERAL, ids=lambda case: f"{case.text} at {case.at}")
def test_what_the_partials_leave_over_is_as_small_as_is_said(case: Case) -> None:
    result = gradcli.gradient(case.text, at=case.at)
    verdict = result.answer.at.verdict  # type: ignore[union-attr]  # a gradient's
    assert isinstance(verdict, Differentiable)
    assert verdict.exponent is not None or verdict.factors
    field, of = result.answer.field, multiprecision(DIGITS)
    mpf = context_of(DIGITS).mpf
    at = [value_of_text(entry) for entry in case.at.split(",")]
    slopes = [value_of_text(str(slope)) for slope in verdict.gradient]
    value = value_of_text(str(verdict.value))
    power = verdict.exponent or Fraction(1)
    exponent = mpf(power.numerator) / power.denominator
    bounds: list[Any] = []
    for step in (15, 20, 25):
        ratios = []
        for way in WAYS:
            h = [mpf(c) / 10**step for c in way[: len(at)]]
            moved = [start + entry for start, entry in zip(at, h, strict=True)]
            try:
                there = evaluate(field.tree, dict(zip(field.variables, moved, strict=True)), of)
            except OverflowError:
                # sin(1/y^4) has an angle with more digits there than are reduced.
                continue
            rest = there - value
            rest -= sum(slope * entry for slope, entry in zip(slopes, h, strict=True))
            ratios.append(abs(rest) / mpf(sum(entry**2 for entry in h)) ** (exponent / 2))
        bounds.append(max(ratios))
    if verdict.exponent is None:
        # No power bounds it, as of x/ln|y|: over the length of the step it tends to 0 all the same.
        assert bounds[2] < bounds[1] < bounds[0] < 0.1 or max(bounds) < mpf(10) ** -9
        return
    # One constant for all steps: it does not grow as they shrink.
    assert max(bounds) <= 10 * (bounds[0] + mpf(10) ** -9)


def value_of_text(text: str) -> Any:
    return evaluate(read_expression(text, variables=()).tree, {}, multiprecision(DIGITS))


def test_a_jump_with_partials_says_which_gradient_is_meant() -> None:
    page = gradcli.gradient("{x y/(x^2+y^2) if x^2+y^2>0, 0 otherwise}", at="0,0").text(width=500)
    assert "not continuous here, so it is not differentiable" in page
    assert "All partials exist all the same" in page
    assert "All partials" not in gradcli.gradient("floor(x) + y", at="0,0").text(width=500)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(x^(1/3))^3", "takes a power with a fractional exponent of x"),
        ("(x^(2/5))^5", "takes a power with a fractional exponent of x"),
        ("sqrt(x)^2", "takes an even root of x"),
        ("(x^(1/4))^4", "takes an even root of x"),
        ("(x^2-4)/(x+2)", "divides by x + 2: it has values only where x + 2 ≠ 0"),
        ("(x+1)^2/(x^2-1)", "divides by x² − 1: it has values only where x² − 1 ≠ 0"),
        ("sin((x^3-1)/(x-1)) + y", "divides by x − 1: it has values only where x − 1 ≠ 0"),
        ("e^x (x^2-4) sin(y)/(x+2)", "divides by x + 2: it has values only where x + 2 ≠ 0"),
        ("root(x, 4)^4", "takes an even root of x: it has values only where x ≥ 0"),
        ("sin(arcsin x)", "takes arcsin of x: it has values only where |x| ≤ 1"),
        ("cos(arccos(2x))", "takes arccos of 2x: it has values only where |2x| ≤ 1"),
        ("arcsin(x) - arcsin(x) + y", "takes arcsin of x: it has values only where |x| ≤ 1"),
        ("tanh(artanh x)", "takes artanh of x: it has values only where |x| < 1"),
        ("cosh(arcosh x)", "takes arcosh of x: it has values only where x ≥ 1"),
        ("coth(arcoth x)", "takes arcoth of x: it has values only where |x| > 1"),
        ("sec(arcsec x)", "takes arcsec of x: it has values only where |x| ≥ 1"),
        ("0^x", "raises 0 to the power x: it has values only where x > 0"),
        ("x + 0^(x y)", "raises 0 to the power xy: it has values only where xy > 0"),
        ("ln(x^y)", "raises x to a power that varies: a shortened formula for its derivatives"),
        ("log((x+1)^n, 2)", "derivatives holds only where x + 1 > 0"),
        ("f(x) = x^n/x^m", "divides by x: it has values only where x ≠ 0"),
        ("f(t) = (t+1)^a/(t+1)^b", "divides by t + 1: it has values only where t + 1 ≠ 0"),
        ("|x|/x", "divides by x: it has values only where x ≠ 0"),
        ("x/|x| + y", "divides by |x|: it has values only where |x| ≠ 0"),
        ("|x^2-y|/(x^2-y)", "divides by x² − y: it has values only where x² − y ≠ 0"),
        ("arctan(tan x)", "takes tan of x: it has values only where cos x ≠ 0"),
        ("sec(2x)^2 y - tan(2x)^2 y", "takes sec of 2x: it has values only where cos(2x) ≠ 0"),
        ("arccot(cot x)", "takes cot of x: it has values only where sin x ≠ 0"),
        ("log(x, x)", "takes a logarithm to the base x: it has values only where x ≠ 1"),
        ("log(x, y) log(y, x)", "a logarithm to the base x: it has values only where x ≠ 1"),
        ("log(x, y) log(y, x)", "a logarithm to the base y: it has values only where y ≠ 1"),
        ("log(3, x) ln(x)", "a logarithm to the base x: it has values only where x ≠ 1"),
        ("log(x, x) y + 1/ln(x)", "to the base x: it has values only where x ≠ 1"),
        ("log(x, y)/log(z, y)", "to the base y: it has values only where y ≠ 1"),
        ("log(x-y, x-y) z", "to the base x − y: it has values only where x − y ≠ 1"),
        ("x^log(y, x)", "to the base x: it has values only where x ≠ 1"),
        ("f(x) = log(x, a)/log(3, a)", "to the base a: it has values only where a ≠ 1"),
    ],
)
def test_what_a_cancelled_power_asked_for(text: str, said: str) -> None:
    assert said in gradcli.gradient(text).text(width=500)


@pytest.mark.parametrize(
    "text",
    [
        "cos(arcsin x)",
        "sin(arccos x)",
        "tan(arcsin x)",
        "sinh(arcosh x)",
        "arcsin(-x)",
        "arccos(x) + arcsin(x)",
        "arcsec(x)",
        "arccoth(x)",
        "arctanh(x)^2",
        "sin(arctan x)",
        "0^(x^2 + 1)",
        "sqrt(x) root(x, 4)",
        "cosh(arcsin x)",
        "x/(1-x)^2",
        "(x^2-4)/(x+3)",
        "log(x, y)",
        "log(3, x^2)",
        "log(3, x) + y",
        "log(x^2, x)",
        "log(3, x^2 + 2) ln(x^2 + 2)",
    ],
)
def test_what_the_formula_still_asks_for_is_not_said_beside_it(text: str) -> None:
    assert "As typed" not in gradcli.gradient(text).text(width=500)


@pytest.mark.parametrize(
    ("text", "typed", "step"),
    [
        ("x^(ln 4/ln 2)", "f(x) = x^((ln 4)/ln 2)", "f(x) = x² since (ln 4)/ln 2 = 2"),
        (
            "x^((sqrt(3)+1)(sqrt(3)-1))",
            "f(x) = x^((√3 + 1)(√3 − 1))",
            "f(x) = x² since (√3 + 1)(√3 − 1) = 2",
        ),
        ("(ln 8/ln 2)! x", "f(x) = ((ln 8)/ln 2)! · x", "f(x) = 3! · x since (ln 8)/ln 2 = 3"),
        ("root(x, ln 8/ln 2) y", "f(x, y) =", "since (ln 8)/ln 2 = 3"),
    ],
)
def test_an_exponent_that_is_whole_is_seen_to_be_it(text: str, typed: str, step: str) -> None:
    page = " ".join(gradcli.gradient(text).text(width=500).split())
    assert page.startswith(typed)
    assert step in page
    assert "since" not in gradcli.gradient("x^2 y").text(width=500)
