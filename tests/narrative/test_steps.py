"""What the steps say: the law with the signs of the sum, what was done last, the named parts."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.narrative.steps.pen import MOST_TERMS

SAID = {
    "x^2 - sin x": ("(u − v)′ = u′ − v′", "d/dx [x²] − d/dx [sin x]"),
    "x^2 - 5": ("d/dx [x²] − d/dx [5]", "5 contains no x", "= 2x − 0", "add"),
    "-x^2 + sin x - 1": ("(−u + v − w)′ = −u′ + v′ − w′",),
    "x^4 - x^3 + x^2 - x": ("(u ± v)′ = u′ ± v′",),
    "x^4 + x^3 + x^2 + x": ("(u + v)′ = u′ + v′",),
    "x - (x - sin x)": ("= 1 − (1 − cos x)", "= cos x add"),
    "x(1 - x)": ("= 1 · (1 − x) + x · (−1)", "= 1 − 2x multiply and collect like terms"),
    "x sin x": ("= x cos x + sin x multiply df/dx",),
    "sin(x)/x": ("= (x cos x − sin x)/x² simplify",),
    "cos(x) + x^2": ("= −sin x + 2x", "= 2x − sin x reorder"),
    "(1 - 2x)^2": ("= 2(1 − 2x) · (−2) combine, and write u out",),
    "(x^2 + 3x)^2 e^x": ("= 2(x² + 3x) · (2x + 3) combine",),
    "k^x": ("a = k; it holds where k > 0",),
    "asec(x)": ("it holds where x < −1 or x > 1",),
    "x^(3/2)": ("n = 3/2; it holds where x > 0",),
    "x^pi": ("n = π; it holds where x > 0",),
    "x^y": ("n = y; it holds where x > 0",),
    "log_y x": ("a = y; it holds where x > 0, y > 0 and y ≠ 1",),
    "log_(y^2) x": ("a = y²; it holds where x > 0, y² > 0 and y² ≠ 1",),
    "root(x, y)": ("n = 1/y; it holds where x > 0",),
    "root(x, 4)": ("n = 4; it holds where x > 0",),
    "root(x, 5)": ("n = 5; it holds where x ≠ 0",),
    "arccot(x)": ("it holds where x ≠ 0",),
    "atan2(y, x)": ("v = y and u = x; it holds where u > 0 or v ≠ 0",),
    "cos(arcsin x)/sqrt(1 - x^2)": ("= −x/√(1 − x²) simplify",),
    "e^(ln x + y)/x": ("= eʸ simplify",),
    "x sin(x^2)": ("= 2x cos(x²) multiply",),
    "sin(x^2)": ("F′ that of an outer function by its own argument.",),
}


def _run_together(page: str) -> str:
    return " ".join(page.split())


@pytest.mark.parametrize("typed", SAID)
def test_the_words_of_a_step(typed: str) -> None:
    page = _run_together(gradcli.partial(typed, wrt="x").text("plain"))
    for said in SAID[typed]:
        assert said in page


def test_the_sign_of_an_outer_function_is_explained_only_where_it_stands() -> None:
    assert "F′" not in gradcli.partial("x sin x", wrt="x").text("plain")


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
    assert "outer sin q, inner q\n" in page
    assert "worked out above, as the part q" in page


def test_a_check_of_one_derivative_speaks_of_one() -> None:
    def page(text: str) -> str:
        return " ".join(gradcli.gradient(text).text("plain", verbose=True).split())

    assert "the derivative was compared" in page("x^2")
    assert "the partial derivatives were compared" in page("x^2 y")


def test_the_letters_of_the_laws_are_not_those_of_the_parts() -> None:
    page = gradcli.partial("let v = x^2 + y^2; let u = v^2; u e^(-v)", wrt="x").text("plain")
    assert "product rule: (ws)′ = w′s + ws′" in page


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
