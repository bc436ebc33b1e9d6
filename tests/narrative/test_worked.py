"""What a "no" rests on is worked: f on the way that shows it, with these numbers."""

from __future__ import annotations

import pytest
import sympy

import gradcli
from gradcli.calculus.domain.verdict import Discontinuous, Finite
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.point.quotients import on_the_way
from gradcli.narrative.point.one_sided import curve
from tests.calculus.at_point.cases import JUMPS
from tests.calculus.at_point.examined import point
from tests.calculus.at_point.witnesses import CURVES
from tests.fields import field

ZERO = "if (x,y) != (0,0), 0 otherwise}"

# (function, point, what the page works)
WORKED = [
    (f"{{x^2 y/(x^4+y^2) {ZERO}", "0,0", "f(t, t²) = t² · t²/(t⁴ + (t²)²) for small t > 0 = 1/2"),
    (f"{{x y^2/(x^2+y^4) {ZERO}", "0,0", "f(t², t) = t² · t²/((t²)² + t⁴) for small t > 0 = 1/2"),
    (f"{{sin(x) y/(x^2+y^2) {ZERO}", "0,0", "= (sin t)/(2t) → 1/2 as t → 0 from above"),
    (f"{{sin(x) y/(x^2+y^2) {ZERO}", "0,0", "t f(t, t) 0.1 0.499167 0.01 0.499992"),
    (
        f"{{x^3 y/(x^4+y^2) {ZERO}",
        "0,0",
        "(f(t, t²) − 0)/√(t² + (t²)²) = t/(2√(t⁴ + t²)) left over / distance → 1/2",
    ),
    (f"{{x^3 y/(x^4+y^2) {ZERO}", "0,0", "left over / distance 0.1 0.497519 0.01 0.499975"),
    (
        f"{{x^3/(x^2+y^2) {ZERO}",
        "0,0",
        "f(t, t) = t³/(t² + t²) for small t > 0 = t/2 (f(t, t) − 0)/t = 1/2",
    ),
    ("{x if y = x^2, 0 otherwise}", "0,0", "f(t, t²) = t for small t > 0"),
    ("{(max(0, y/x^2 (1 - y/x^2)))^2 if x != 0, 0 otherwise}", "0,0", "= 1/16"),
    ("cbrt(x y)", "0,0", "(f(t, t) − 0)/t = 1/t^(1/3) → +∞"),
    # off the origin, with a value and a gradient that are not 0
    (
        "{3 + 2x + (x-1)^3/((x-1)^2+y^2) if (x,y) != (1,0), 5 otherwise}",
        "1,0",
        "(f(t + 1, t) − 5)/t = 5/2",
    ),
    # in one variable, from both sides
    ("|x|", "0", "(f(0 + h) − 0)/h = |h|/h for small h ≠ 0 → 1 as h → 0 from above → −1"),
    ("{x sin(1/x) if x != 0, 0 otherwise}", "0", "(f(0 + h) − 0)/h = sin(1/h)"),
    ("{x/(1+e^(1/x)) if x != 0, 0 otherwise}", "0", "= 1/(e^(1/h) + 1) for small h ≠ 0 → 0"),
]


@pytest.mark.parametrize(("text", "at", "line"), WORKED)
def test_a_no_is_worked(text: str, at: str, line: str) -> None:
    page = " ".join(gradcli.gradient(text, at=at).text(width=400, steps="none").split())
    assert line in page


def test_a_case_that_holds_only_nearer_is_not_taken_for_f_farther_away() -> None:
    text = "{x^3 y/(x^4+y^2) if (x,y) != (0,0) and |x| < 1/20, 7 if x >= 1/20, 0 otherwise}"
    page = " ".join(gradcli.gradient(text, at="0,0").text(width=400, steps="none").split())
    assert "f(t, t²) = t³ · t²/(t⁴ + (t²)²) for small t > 0 = t/2" in page
    # At t = 0.1 f is 7.
    assert "left over / distance 0.1 69.65" in page
    assert "0.01 0.499975 0.001 0.500000" in page


def test_the_numbers_tend_to_what_is_claimed() -> None:
    seen = 0
    for case in (*JUMPS, *CURVES):
        if "," not in case.at:
            continue
        whole, where = field(case.text), point(case.at)
        verdict = examine(whole, where)
        if not (isinstance(verdict, Discontinuous) and isinstance(verdict.approach.limit, Finite)):
            continue
        named = curve(verdict.approach, whole, where)
        way, letter = named["curve"], named["letter"]
        assert isinstance(way, tuple) and isinstance(letter, str)
        found = on_the_way(whole, way, letter)
        if found is None:
            continue
        seen += 1
        t = sympy.Symbol(letter, real=True)
        near = sympy.Rational(1, 10**12)
        rest = found.formula.xreplace({t: near}) - verdict.approach.limit.value
        assert abs(rest.evalf(30)) < 1e-3, case.text
    assert seen >= 5, seen


# (function at 0,0, how what is left over is bounded)
BOUNDED = [
    (
        f"{{x^4 y/(x^4+y^2) {ZERO}",
        "≤ h²/2 since 2h²|k| ≤ h⁴ + k² ≤ (1/2)(h² + k²) since |h|, |k| ≤ √(h² + k²)",
    ),
    (
        f"{{x^2 y^2/(x^2+y^2) {ZERO}",
        "≤ k² since h² ≤ h² + k² ≤ h² + k² since |h|, |k| ≤ √(h² + k²)",
    ),
    ("{x^2 atan(y/x) if x != 0, 0 otherwise}", "≤ πh²/2 since |arctan u| ≤ π/2"),
    ("{x^2 sin(1/y) if y != 0, 0 otherwise}", "≤ h² since |sin u| ≤ 1"),
    # no power of the length bounds it
    (
        "{y + x atan(ln|x|) if x != 0, y otherwise}",
        "≤ |arctan(ln|h|) + π/2| since |h|, |k| ≤ √(h² + k²) arctan(ln|h|) + π/2 → 0 as h → 0",
    ),
    (
        "{|y|^(3+sin(1/x)) if x != 0, y^2 otherwise}",
        "≤ k² since |sin u| ≤ 1 and |k|^(sin(1/h) + 3) ≤ k², for steps no longer than 1",
    ),
    (
        f"{{e^x x^7 y/(x^10+y^2) {ZERO}",
        "≤ 3h²/2 since eʰ ≤ 3 and 2h⁴|h| · |k| ≤ h¹⁰ + k², for steps no longer than 1",
    ),
    (
        "sin(atan2(y, x-1))",
        "by Taylor's formula (no second partial is larger there than",
    ),
    ("{y^3/x if |y| < |x|, 0 otherwise}", "≤ k² since |k| ≤ |h| in that case"),
    ("{exp(-1/(x-y^2)) if x > y^2, 0 otherwise}", "since e⁻ᵘ ≤ 2/u²"),
    # a constant that is not known: what was proved, and that it is no more
    (
        f"{{x atan(ln(x^2 + y^2)) {ZERO}",
        "How large C is was not worked out: what is shown above is the claim, not its proof.",
    ),
    (
        "{(e^(x y)-1)/x if x != 0, y otherwise}",
        "≤ k²|h| since |−hk + e^(hk) − 1| ≤ h²k², for steps no longer than 1 ≤ (h² + k²)^(3/2)",
    ),
    (
        "{sin(x y)/x if x != 0, y otherwise}",
        "≤ h²k²|k|/6 since |sin(hk) − hk| ≤ h²k²|hk|/6",
    ),
    ("max(x, y) + min(x, y)", "− 0 − h − k = 0 for small (h, k) ≠ (0, 0)"),
    (
        "{x y ln(x^2+y^2) if (x,y) != (0,0), 0 otherwise}",
        "≤ 2|h| · |k|/(h² + k²)^(1/4) since |ln u| ≤ 1/√u, for steps no longer than 1 ≤ 2(h² + k²)"
        "^(3/4)",
    ),
    (
        "{sqrt(x^2+y^2)/ln(x^2+y^2) if (x,y) != (0,0), 0 otherwise}",
        "≤ 1/|ln(h² + k²)| which tends to 0",
    ),
]


@pytest.mark.parametrize(("text", "line"), BOUNDED)
def test_the_constant_of_a_bound_has_a_reason(text: str, line: str) -> None:
    page = " ".join(gradcli.gradient(text, at="0,0").text(width=400, steps="none").split())
    assert line in page


# (function, the side that swings, the sequences): what falls comes past the angles below 0.
SEQUENCES = [
    ("{x sin(1/x) if x != 0, 0 otherwise}", "h > 0", "where 1/h = 2πn it tends to 0"),
    ("{x if x >= 0, x sin(1/x) otherwise}", "h < 0", "where 1/h = −2πn it tends to 0"),
    ("{x cos(ln|x|) if x != 0, 0 otherwise}", "h > 0", "where ln|h| = −2πn it tends to 1"),
    ("{x if x >= 0, x sin(ln|x|) otherwise}", "h < 0", "where ln|h| = π/2 − 2πn it tends to 1"),
    ("{x floor(1/x) if x != 0, 1 otherwise}", "h > 0", "where 1/h = n + 1/4 it tends to −1/4"),
    ("{x if x >= 0, x ceil(1/x) - 1 otherwise}", "h < 0", "where 1/h = 1/4 − n it tends to"),
    ("{x if x >= 0, x cos(1/x^2) otherwise}", "h < 0", "where 1/h² = 2πn it tends to 1"),
]


@pytest.mark.parametrize(("text", "side", "where"), SEQUENCES)
def test_a_sequence_comes_to_the_point(text: str, side: str, where: str) -> None:
    page = " ".join(gradcli.gradient(text, at="0").text(width=400, steps="none").split())
    assert f"for steps {side} in x the change per step has no limit" in page
    assert where in page


APART = [
    ("|x| + tan(1 + x)", "0", "(tan(h + 1) − tan 1)/h → 1 + tan² 1", "= |h|/h + (tan(h + 1)"),
    ("|x - 2| + x^x", "2", "→ 4 + 4 ln 2", "= |h|/h + ((h + 2)"),
    ("max(x, 0) + e^(e^x)", "0", "→ e", "= max(h, 0)/h + ("),
    ("|x| + cbrt(y) + sin(x)", "0,1", "(sin h)/h → 1", "= |h|/h + (sin h)/h"),
]


@pytest.mark.parametrize(("text", "at", "tends", "apart"), APART)
def test_the_smooth_part_beside_a_corner_has_its_own_limit(
    text: str, at: str, tends: str, apart: str
) -> None:
    page = " ".join(gradcli.gradient(text, at=at).text(width=200).split())
    assert tends in page
    assert apart in page


def test_polynomials_beside_a_corner_are_not_set_apart() -> None:
    assert (
        "the derivative of" not in gradcli.gradient("|x| + x^2", at="0").text().split("At the")[1]
    )
