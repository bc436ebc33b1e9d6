"""What the steps say: the law with the signs of the sum, what was done last, the named parts."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.narrative.steps.pen import MOST_TERMS

SAID = {
    # What a teacher does in one line.
    "x^2": ("1 d/dx [x²] = 2x power rule df/dx",),
    "x y": ("1 ∂/∂x [xy] = y constant multiple rule ∂f/∂x",),
    "3x^2 y": ("1 ∂/∂x [3x²y] = 3y · 2x = 6xy constant multiple rule, power rule ∂f/∂x",),
    "-x^2": ("1 d/dx [−x²] = −2x constant multiple rule, power rule df/dx",),
    "3 sin x": ("1 d/dx [3 sin x] = 3 cos x constant multiple rule, derivative of sin df/dx",),
    "x^2 - sin x": ("[x² − sin x] = 2x − cos x sum rule, power rule, derivative of sin",),
    "x^2 - 5": ("= 2x − 0 = 2x sum rule, power rule, constant rule",),
    "x^2 + 3y^2": ("[x² + 3y²] = 2x + 0 = 2x sum rule, power rule, constant rule",),
    "y (x^2 + 3)": ("= y · 2x = 2xy constant multiple rule, sum rule, power rule, constant rule",),
    "(3x + y)^2": ("chain rule, power rule, sum rule, constant multiple rule, constant rule",),
    "x sin(x) + 3y^2": (
        "3y² contains no x: it is constant here, so its derivative is 0 (constant rule)",
    ),
    "x - (x - sin x)": ("= 1 − (1 − cos x) = cos x sum rule, derivative of sin",),
    "cos(x) + x^2": ("= −sin x + 2x = 2x − sin x sum rule, derivative of cos, power rule",),
    "2x^3 + x y - y^2": ("= 2 · 3x² + y − 0 = 6x² + y sum rule, constant multiple rule, power",),
    "(1 - 2x)^2": (
        "= 2(1 − 2x) · (−2) = −4(1 − 2x) chain rule, power rule, sum rule, constant rule, constant "
        "multiple rule outer u², inner u = 1 − 2x",
    ),
    "e^(-x y)": (
        "= e^(−xy) · (−y) = −y e^(−xy) chain rule, exponential rule, constant multiple rule "
        "outer eᵘ, inner u = −xy",
    ),
    "x^(3/2)": ("power rule it holds where x > 0",),
    "x^pi": ("power rule it holds where x > 0",),
    "x^y": ("power rule it holds where x > 0",),
    # What has parts, each a line.
    "x^5 - x^4 + x^3 - x^2 + 3": (
        "[x⁵] − d/dx [x⁴] + d/dx [x³] − d/dx [x²] + d/dx [3] sum rule 3 contains no x",
        "1.4 d/dx [x²] = 2x power rule",
        "1 d/dx [x⁵ − x⁴ + x³ − x² + 3] = 5x⁴ − 4x³ + 3x² − 2x + 0 combine",
        "= 5x⁴ − 4x³ + 3x² − 2x add",
    ),
    "y sin(x^2)": (
        "[y sin(x²)] = y · ∂/∂x [sin(x²)] constant multiple rule y contains no x and is constant",
        "1 ∂/∂x [y sin(x²)] = y · 2x cos(x²) combine",
    ),
    "x(1 - x)": (
        "(uv)′ = u′v + uv′ u = x and v = 1 − x; u′ means du/dx 1.1",
        "= (1 − x) + x · (−1) combine",
        "= 1 − 2x multiply and collect like terms",
    ),
    "x sin x": ("1 d/dx [x sin x] = sin x + x cos x combine", "= x cos x + sin x reorder"),
    "sin(x)/x": ("1 d/dx [(sin x)/x] = (x cos x − sin x)/x² combine df/dx",),
    "(x^2 + 3x)^2 e^x": ("1.1 d/dx [(x² + 3x)²] = 2(x² + 3x)(2x + 3) combine, with w = x² + 3x",),
    "x^(x^2)": ("(uᵛ)′ = uᵛ · (v ln u)′ u = x and v = x²; take", "(v ln u)′ means d/dx [v ln u]"),
    "x^x": (
        "logarithmic differentiation take the logarithm, x ln x,",
        "1 d/dx [xˣ] = xˣ(ln x + 1)",
    ),
    "k^x": ("exponential rule: d/dx [aˣ] = aˣ ln a a = k; it holds where k > 0",),
    "|x|": ("absolute value rule: sign x = x/|x| it holds where x ≠ 0",),
    "asec(x)": ("it holds where x < −1 or x > 1",),
    "log_y x": ("a = y; it holds where x > 0, y > 0 and y ≠ 1",),
    "log_(y^2) x": ("a = y²; it holds where x > 0, y² > 0 and y² ≠ 1",),
    "root(x, y)": ("power rule it holds where x > 0",),
    "root(x, 4)": ("n = 4; it holds where x > 0",),
    "root(x, 5)": ("n = 5; it holds where x ≠ 0",),
    "arccot(x)": ("it holds where x ≠ 0",),
    "atan2(y, x)": ("v = y and u = x; it holds where u > 0 or v ≠ 0; u′ means ∂u/∂x",),
    "cos(arcsin x)/sqrt(1 - x^2)": ("= −x/√(1 − x²) simplify",),
    "e^(ln x + y)/x": ("= eʸ simplify",),
    "x sin(x^2)": ("= 2x cos(x²) combine, with w = x²", "= 2x² cos(x²) + sin(x²) multiply"),
    "sin(x^2)": (
        "1 d/dx [sin(x²)] = d/du [sin u] · d/dx [x²] chain rule outer sin u, inner u = x²",
        "1.1 d/du [sin u] = cos u derivative of sin",
    ),
    "1/(x^2 + x)": ("(1/v)′ = −v′/v² v = x² + x; v′ means dv/dx",),
    "c/(x^2 + x)": ("= −c · ∂/∂x [x² + x]/(x² + x)² reciprocal rule: (k/v)′ = −kv′/v² k = c and",),
}


def _run_together(page: str) -> str:
    return " ".join(page.split())


@pytest.mark.parametrize("typed", SAID)
def test_the_words_of_a_step(typed: str) -> None:
    page = _run_together(gradcli.partial(typed, wrt="x").text("plain"))
    for said in SAID[typed]:
        assert said in page


BRIEF = {
    "x y^2": ("1 ∂/∂x [xy²] = y² constant multiple rule",),
    "y x^2 sin(x^2 y)": (
        "1.1 ∂/∂x [x²] = 2x power rule "
        "1.2 ∂/∂x [x²y] = 2xy constant multiple rule, power rule "
        "1.3 ∂/∂x [sin(x²y)] = 2xy cos(x²y) chain rule, derivative of sin, from 1.2 "
        "1.4 ∂/∂x [x² sin(x²y)] = 2x³y cos(x²y) + 2x sin(x²y) product rule, from 1.1 and 1.3 "
        "1.5 ∂/∂x [yx² sin(x²y)] ",
        "constant multiple rule, from 1.4",
    ),
    # Terms that are one line each have no line of their own.
    "x^5 + x^4 + x^3 + x^2 + x + e^(x^2)": (
        "1.1 d/dx [x²] = 2x power rule 1.2 d/dx [e^(x²)] = 2x e^(x²) chain rule, exponential rule, "
        "from 1.1 1.3 d/dx [x⁵ + x⁴ + x³ + x² + x + e^(x²)]",
        "sum rule, from 1.2",
    ),
}


@pytest.mark.parametrize("typed", BRIEF)
def test_in_brief_inner_rules_stand_before_outer_ones(typed: str) -> None:
    page = _run_together(gradcli.partial(typed, wrt="x").text("plain", steps="brief"))
    for said in BRIEF[typed]:
        assert said in page


@pytest.mark.parametrize("typed", ["x^2 y", "sin(x^2)", "e^(-x) + x^3", "max(x, 1)"])
def test_no_prime_is_printed_where_no_law_needs_one(typed: str) -> None:
    assert "′" not in gradcli.partial(typed, wrt="x").text("plain")


def test_a_prime_is_explained_once_at_its_first_use() -> None:
    page = gradcli.partial("x sin(x) + x cos(x)", wrt="x").text("plain")
    assert page.count("means") == 1
    assert page.index("(uv)′") < page.index("u′ means du/dx") < page.index("(uw)′")


def test_of_a_very_long_sum_not_all_terms_are_worked_out() -> None:
    page = gradcli.partial(
        "+".join(f"{place}x^{place}" for place in range(2, 2 * MOST_TERMS)), wrt="x"
    ).text("plain")
    worked = [line for line in page.splitlines() if line.lstrip().startswith("1.") and "[" in line]
    tops = {line.split()[0] for line in worked if line.split()[0].count(".") == 1}
    assert tops == {f"1.{place}" for place in range(1, MOST_TERMS + 1)}
    assert (
        "of the 198 terms the first 100 are worked out below, all others likewise"
        in _run_together(page)
    )


LOGISTIC = (
    "let a = r x (1 - x); let b = r a (1 - a); let c = r b (1 - b); let d = r c (1 - c); "
    "let p = r d (1 - d); let q = r p (1 - p); sin(q)"
)


def test_named_parts_have_headings_and_their_results_stand_together() -> None:
    page = gradcli.partial(LOGISTIC, wrt="x", variables=("r", "x")).text("plain")
    lines = page.splitlines()
    assert "The part a" in lines
    assert "The whole function, made of its parts" in lines
    last = page.index("The results together:")
    assert "∂q/∂x = r(1 − 2p) · ∂p/∂x\n    ∂f/∂x = cos q · ∂q/∂x\n" in page[last:]
    # The name of the part is the letter of the chain rule.
    assert "∂/∂x [sin q] = d/dq [sin q] · ∂/∂x [q]" in page
    assert "outer sin q, inner q; d/dq since q is the only variable in sin q\n" in page
    assert "worked out above, as the part q" in page


def test_a_check_of_one_derivative_speaks_of_one() -> None:
    def page(text: str) -> str:
        return " ".join(gradcli.gradient(text).text("plain", verbose=True).split())

    assert "the derivative was compared" in page("x^2")
    assert "the partial derivatives were compared" in page("x^2 y")
    assert page("x^2 y").endswith("The function was read as x^2*y.")


def test_the_letters_of_the_laws_are_not_those_of_the_parts() -> None:
    named = gradcli.partial("let v = x^2 + y^2; let u = v^2; u e^(-v)", wrt="x")
    page = named.text("plain", expand=True)
    assert "product rule: (wp)′ = w′p + wp′" in page


def test_a_gradient_that_is_too_long_for_a_line_is_said_to_stand_above() -> None:
    page = gradcli.gradient("1/(1+e^(-(w x+b)))").text("plain")
    assert "they stand above, too long for one line." in page
    assert "too long" not in gradcli.gradient("x^2 y").text("plain")


def test_on_a_line_there_are_two_directions_to_try() -> None:
    page = " ".join(gradcli.steepest("x^2 - 4x", at="1").text("plain", verbose=True).split())
    assert "Both directions were tried" in page
    assert "A thousand random directions" not in page


@pytest.mark.parametrize(
    ("typed", "left", "right"),
    [("sqrt(|x y|)", "−1", "1"), ("cbrt(x y)", "−∞", "+∞"), ("min(|x|, |y|)", "−1", "1")],
)
def test_a_slope_from_one_side_is_not_called_the_rate(typed: str, left: str, right: str) -> None:
    answer = gradcli.directional(typed, w="1,1", at="0,0")
    page = " ".join(answer.text("plain").split())
    assert f"slope from the left, along (1, 1) {left} slope from the right" in page
    assert f"slope from the right, along (1, 1) {right} the dot product of the partials" in page
    assert "from the limit that defines it" not in page
    assert answer.error is not None
    assert "along w = (1, 1) the slope from the right " in answer.error.message


def test_the_steepest_direction_in_brief_fits_two_screens() -> None:
    page = gradcli.steepest("x^2 y", at="2,3").text("plain", steps="brief")
    assert len(page.splitlines()) <= 40
    assert "∇f(2, 3) · u = ‖∇f(2, 3)‖ · ‖u‖ · cos θ" in page


@pytest.mark.parametrize(
    "answer",
    [
        gradcli.gradient("x^2 y", at="2,3"),
        gradcli.gradient("x y z"),
        gradcli.partial("x^2 y", wrt="x,y", at="2,3"),
        gradcli.directional("x^2 y", "3,5", "2,3"),
        gradcli.steepest("x^2 y", "2,3"),
        gradcli.hessian("x^2 y"),
        gradcli.descend("x^2 + y^2", "1,1"),
        gradcli.gradient("x^2"),
        gradcli.gradient("x^2", at="3"),
    ],
    ids=lambda answer: repr(answer)[:40],
)
def test_what_was_checked_takes_one_line_and_the_rest_is_verbose(answer: gradcli.Result) -> None:
    *_, before, last = answer.text("plain", width=80).splitlines()
    assert before == ""
    assert last.startswith("  ✓ Checked: ")
    assert len(last) <= 80
    assert "dual numbers" in " ".join(answer.text("plain", verbose=True).split())


@pytest.mark.parametrize(
    ("typed", "at", "set_as"),
    [
        ("w e^(-x)", "w=2,x=-1", "−2e^(−(−1)) = −2e"),
        ("x^3 - 3x", "-2", "3(−2)² − 3 = 9"),
        ("x^2 y", "-2,3", "2 · (−2) · 3 = −12"),
        ("x cos x", "0", "cos 0 − 0 sin 0 = 1"),
    ],
)
def test_numbers_that_are_put_in_are_set_as_a_book_sets_them(
    typed: str, at: str, set_as: str
) -> None:
    assert set_as in _run_together(gradcli.gradient(typed, at=at).text("plain"))
