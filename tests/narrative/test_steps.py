"""What the steps say: the law with the signs of the sum, what was done last, the named parts."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.narrative.steps.pen import MOST_TERMS

SAID = {
    "x^2 - sin x": ("(u − v)′ = u′ − v′", "d/dx [x²] − d/dx [sin x]"),
    "x^2 - 5": ("d/dx [x²] − d/dx [5]", "5 contains no x", "= 2x − 0", "added up"),
    "-x^2 + sin x - 1": ("(−u + v − w)′ = −u′ + v′ − w′",),
    "x^4 - x^3 + x^2 - x": ("(u ± v)′ = u′ ± v′",),
    "x^4 + x^3 + x^2 + x": ("(u + v)′ = u′ + v′",),
    "x - (x - sin x)": ("= 1 − (1 − cos x)", "= cos x added up"),
    "x(1 - x)": ("= 1 · (1 − x) + x · (−1)", "= 1 − 2x multiplied and collected"),
    "x sin x": ("= x cos x + sin x multiplied df/dx",),
    "sin(x)/x": ("= (x cos x − sin x)/x² simplified",),
    "sin(x^2)": ("F′ that of an outer function F by its own argument.",),
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
    assert "the derivative was compared" in gradcli.gradient("x^2").text("plain")
    assert "the partial derivatives were compared" in gradcli.gradient("x^2 y").text("plain")
