"""Descents: their tables, how they end, and that what is claimed of them is so."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

import pytest

import gradcli
from gradcli import GradcliError
from gradcli.calculus.answers.descent.answer import DescendAnswer
from gradcli.calculus.descent.path import Ending
from gradcli.questions.asking import ask
from gradcli.questions.function import Function
from gradcli.questions.kinds.descent.descend import Descend


def told(text: str, start: str, **given: Any) -> dict[str, Any]:
    """What JSON has of a descent."""
    body = gradcli.descend(text, start, **given).json(steps="none")
    return {**body["descend"], "error": body.get("error", {}).get("code")}


# A f(x) = a x^2 + b y^2 has the points (x_0 (1 - 2 a eta)^k, y_0 (1 - 2 b eta)^k).
@pytest.mark.parametrize(
    ("a", "b", "rate"),
    [
        (Fraction(1), Fraction(6), Fraction(1, 10)),
        (Fraction(1), Fraction(3), Fraction(1, 4)),
        (Fraction(1, 2), Fraction(2, 3), Fraction(1, 3)),
        (Fraction(1), Fraction(6), Fraction(3, 5)),
    ],
)
def test_the_table_of_a_quadratic_is_its_closed_form(
    a: Fraction, b: Fraction, rate: Fraction
) -> None:
    count = 12
    found = told(
        f"({a}) x^2 + ({b}) y^2", "4,1", rate=str(rate), iterations=count, tolerance=0, exact=True
    )
    assert [each["step"] for each in found["steps"]] == [*range(len(found["steps"]))]
    assert len(found["steps"]) > 9
    for each in found["steps"]:
        k = each["step"]
        x, y = 4 * (1 - 2 * a * rate) ** k, (1 - 2 * b * rate) ** k
        assert [Fraction(entry) for entry in each["at"]] == [x, y]
        assert Fraction(each["value"]) == a * x * x + b * y * y
        assert [Fraction(entry) for entry in each["gradient"]] == [2 * a * x, 2 * b * y]


ENDINGS: list[tuple[str, str, dict[str, Any], str, str | None]] = [
    ("(x - 1)^2 + 6y^2", "4,1", {}, "tolerance", "converges"),
    ("(x - 1)^2 + 6y^2", "4,1", {"iterations": 5}, "iterations", "converges"),
    ("(x - 1)^2 + 6y^2", "4,1", {"rate": 0.6}, "diverges", "diverges"),
    ("(x - 1)^2 + 6y^2", "4,0", {"rate": 0.6}, "tolerance", "converges"),
    ("(x - 1)^2 + 6y^2", "4,1", {"rate": "1/6"}, "iterations", "alternates"),
    ("x^2", "3", {"rate": 1}, "cycle", "alternates"),
    ("x^4/4", "1", {"rate": 2}, "cycle", None),
    ("x^2 - y^2", "1,0", {}, "tolerance", "converges"),
    ("x^2 - y^2", "1,1", {}, "diverges", "diverges"),
    ("x + y", "1,1", {}, "iterations", "diverges"),
    ("x^2 + y", "1,1", {"iterations": 5}, "iterations", "diverges"),
    ("x^2 + y^2", "1,1", {"rate": 2, "iterations": 1}, "iterations", "diverges"),
    ("x^2 - y^2", "1,0", {"rate": 1, "iterations": 5}, "cycle", "alternates"),
    ("x y", "1,-1", {"rate": 2, "ascend": True}, "cycle", "alternates"),
    ("x^2 - y^2", "1,0", {"rate": 2}, "diverges", "diverges"),
    ("-x^2", "3", {}, "diverges", "diverges"),
    ("-x^2", "3", {"ascend": True}, "tolerance", "converges"),
    ("x^2", "0", {}, "zero_gradient", None),
    ("x^3", "0", {}, "zero_gradient", None),
    ("e^(-x)", "0", {"rate": 1, "tolerance": 0.01, "iterations": 200}, "tolerance", "falls"),
    ("|x|", "1", {}, "not_differentiable", None),
    ("|x|", "1", {"subgradient": True}, "zero_gradient", None),
    ("ln(x)", "1", {}, "domain", "falls"),
    # Quadratic where it has a value, which is not everywhere.
    ("x^2 + sqrt(x)^2", "1", {"rate": 0.3}, "domain", "falls"),
    ("x^2 + sqrt(x)^2", "1", {"rate": 0.6}, "domain", None),
    ("x^3/x", "1", {"rate": 0.5}, "domain", None),
    ("x^2 log(x)/log(x)", "2", {"rate": 0.5}, "domain", None),
    ("x^2 log(x)/log(x)", "2", {"rate": 0.1}, "tolerance", None),
    ("x^2 + asin(x) - asin(x)", "1/2", {"rate": 1.7}, "domain", None),
    ("x^2 y/y", "1,0.1", {"rate": 0.3}, "tolerance", "falls"),
    # A denominator, a radicand and a logarithm that are everywhere as they have to be.
    ("x^2 (x^2+1)/(x^2+1)", "1", {"rate": 0.3}, "tolerance", "converges"),
    ("x^2 + sqrt(x^2+1)^2", "1", {"rate": 0.3}, "tolerance", "converges"),
    ("ln(e^(x^2))", "1", {"rate": 0.3}, "tolerance", "converges"),
    ("x^4", "5", {}, "diverges", None),
    ("ln(1 + x^2)", "1", {"rate": "10^20"}, "tolerance", None),
    ("x^4", "10^200", {}, "limit", None),
    ("x^2 + y^3", "1,0", {"method": "newton"}, "stalled", None),
    ("-x^2", "3", {"method": "newton", "rate": "auto"}, "stalled", None),
    # 2|x| has no derivative at 0, |x|^3 has a second one there.
    ("x|x| + y^2", "0,1", {"method": "newton"}, "stalled", None),
    ("|x|^3 + x^2 + x", "0", {"method": "newton"}, "tolerance", None),
    ("(1-x)^2 + 100(y-x^2)^2", "-1,1", {"method": "newton"}, "zero_gradient", None),
    ("(1-x)^2 + 100(y-x^2)^2", "-1.2,1", {"rate": "auto", "iterations": 20}, "iterations", None),
]


@pytest.mark.parametrize(("text", "start", "given", "ended", "claim"), ENDINGS)
def test_how_it_ends_and_what_is_claimed(
    text: str, start: str, given: dict[str, Any], ended: str, claim: str | None
) -> None:
    found = told(text, start, **given)
    assert (found["ended"], found.get("claim")) == (ended, claim)
    # What is claimed has a proof, and nothing else has: on the page as in JSON.
    assert ("claim" in found) == ("because" in found)
    page = " ".join(gradcli.descend(text, start, **given).text().split())
    assert ("converges to" in page) == (claim == "converges")
    assert ("Why it diverges" in page) == (claim == "diverges")
    assert ("and no proof." in page) == (ended == "diverges" and claim is None)


def test_a_message_names_the_last_point_in_the_digits_of_the_page() -> None:
    result = gradcli.descend("x^2 + 10y^2", start="3.1,1.7", rate="0.61", iterations=500)
    assert result.error is not None
    assert "it is at about (-0.0000773251, -37581584)" in str(result.error)
    assert "7 steps, at (−0.0000773251, −37581584)" in " ".join(result.text().split())


@pytest.mark.parametrize(
    ("text", "start", "rate", "message", "said"),
    [
        (
            "x^4 - x",
            "2",
            "0.5",
            "after 4 steps it is at about x = 2.64279 · 10³⁴",
            "than the one before, and step 5 leads to numbers larger than a float holds",
        ),
        (
            "x^4 + y^2",
            "5,1",
            "0.1",
            "after 4 steps it is at about (2.87534 · 10³⁹, 0.4096)",
            "step 5 leads to numbers larger than a float holds",
        ),
        ("x^4", "10^70", "0.1", "step 1 leads to numbers larger", "It stopped: step 1 leads to"),
        (
            "e^x + x^2",
            "1000",
            "0.1",
            "the start has numbers larger",
            "the start has numbers larger",
        ),
    ],
)
def test_what_is_too_large_is_the_step_behind_the_last_one_with_numbers(
    text: str, start: str, rate: str, message: str, said: str
) -> None:
    result = gradcli.descend(text, start=start, rate=rate)
    assert message in str(result.error)
    assert said in " ".join(result.text().split())


@pytest.mark.parametrize(
    ("text", "start"), [("10^170 x^2", "1"), ("x y + 10^200 y", "2,pi/2"), ("e^(400x)", "1")]
)
@pytest.mark.parametrize("exact", [False, True])
def test_adam_ends_where_the_square_of_a_slope_is_too_large(
    text: str, start: str, exact: bool
) -> None:
    # The root of an endless square would make a step of 0, and a page without the number.
    result = gradcli.descend(text, start=start, rate="0.1", method="adam", exact=exact)
    assert result.error is not None
    assert result.error.code == "descent-too-large"
    assert "step 1 needs the square of a slope" in str(result.error)
    assert "It stopped: step 1 needs" in " ".join(result.text().split())


@pytest.mark.parametrize(
    ("text", "start", "rate", "claim", "of_eigenvalues", "below"),
    [
        (
            "a^2 + b^2 + c^2 + a b + b c/3",
            "1,1,1",
            "1/10",
            "converges",
            ["(6 + sqrt(10))/3", "2", "(6 - sqrt(10))/3"],
            "(18 - 3*sqrt(10))/13",
        ),
        # Checked with mpmath's eigsy.
        (
            "177a^2/2 + 15b^2/2 + c^2 + 50a b + 15a c + 5b c",
            "1,0,0",
            "0.0103",
            "converges",
            ["192.498963074641", "1.46559162750080", "0.0354452978575154"],
            "0.01038966635484",
        ),
        ("177a^2/2 + 15b^2/2 + c^2 + 50a b + 15a c + 5b c", "1,0,0", "0.0104", "diverges", [], ""),
    ],
)
def test_eigenvalues_without_a_short_form_decide_too(
    text: str, start: str, rate: str, claim: str, of_eigenvalues: list[str], below: str
) -> None:
    found = told(text, start, rate=rate, iterations=1)
    assert found["claim"] == claim
    values = [each["value"] for each in found["because"]["eigenvalues"]]
    for value, known in zip(values, of_eigenvalues, strict=False):
        assert value.startswith(known)
    assert found["because"]["rates_below"].startswith(below)


def _squares(count: int) -> str:
    return " + ".join(f"{k} x{k}^2" for k in range(1, count + 1))


@pytest.mark.parametrize("count", [7, 8, 15])
def test_a_quadratic_in_many_variables_has_its_claim(count: int) -> None:
    ones = ",".join("1" * count)
    # The largest second derivative is 2 count.
    for rate, claim in ((f"1/{count + 1}", "converges"), (f"1/{count}", "alternates")):
        found = told(_squares(count), ones, rate=rate, iterations=1)
        assert (found["claim"], found["because"]["rates_below"]) == (claim, f"1/{count}")
    assert told(_squares(count), ones, rate=f"1/{count - 1}", iterations=1)["claim"] == "diverges"
    # Without a part along the last variable it does not matter there.
    from_zero = ",".join("1" * (count - 1) + "0")
    found = told(_squares(count), from_zero, rate=f"1/{count}", iterations=1)
    assert (found["claim"], found["because"]["from_every_start"]) == ("converges", False)


ROWS = {"x": [1, 2, 3, -1], "y": [2, 4, 5, 0]}


def test_a_loss_over_rows_is_descended_on_its_formula_or_row_by_row() -> None:
    square = "(w x + b - y)^2"
    found = told(square, "w=0,b=0", data=ROWS, reduce="mean", iterations=1000)
    assert (found["ended"], found["claim"]) == ("tolerance", "converges")
    assert found["because"]["limit"] == ["8/7", "9/7"]
    # The same function, in a form that has no short sum.
    by_rows = told(f"softplus({square}) - softplus(-{square})", "w=0,b=0", data=ROWS, reduce="mean")
    exact = told(square, "w=0,b=0", data=ROWS, reduce="mean")
    assert "claim" not in by_rows
    for one, other in zip(by_rows["steps"], exact["steps"], strict=True):
        assert one["approx"] == pytest.approx(other["approx"], rel=1e-12)


def test_a_kink_of_a_row_stops_it_unless_a_subgradient_is_asked_for() -> None:
    loss = {"data": ROWS, "reduce": "sum", "iterations": 3}
    assert told("|w x - y|", "0", **loss)["ended"] == "not_differentiable"
    found = told("|w x - y|", "0", subgradient=True, **loss)
    assert found["ended"] == "iterations"
    assert found["steps"][0]["by_convention"] is True


def test_values_of_variables_that_are_held() -> None:
    there = told("(w x - y)^2", "0", wrt="w", at={"x": 2, "y": 3})
    assert there["because"]["limit"] == ["3/2"]
    assert told("f(w) = (w x - y)^2", "0", let={"x": 2, "y": 3})["steps"] == there["steps"]


@pytest.mark.parametrize(
    ("ending", "code", "exit_code"),
    [
        (Ending.INTERRUPTED, "descent-interrupted", 130),
        (Ending.LIMIT, "descent-out-of-time", 3),
    ],
)
def test_whoever_waits_may_end_it_and_has_what_there_is(
    ending: Ending, code: str, exit_code: int
) -> None:
    question = Descend(Function("x^2"), start="1", tolerance="0")
    result = ask(question, pace=lambda steps, _: ending if steps == 7 else None)
    body = result.json(steps="none")
    assert body["descend"]["ended"] == ending.value
    assert len(body["descend"]["steps"]) == 8
    assert result.error is not None
    assert (result.error.code, result.error.exit_code) == (code, exit_code)


def test_a_start_beyond_floats_is_refused_as_such() -> None:
    with pytest.raises(GradcliError) as caught:
        gradcli.descend("x^2 y", "1e400,1", rate="1/10")
    assert caught.value.code == "beyond-floats"
    assert "coordinate" in caught.value.message


@pytest.mark.parametrize(
    ("text", "start", "given", "said"),
    [
        (
            "x^2 - y^2",
            "1,0",
            {"rate": 1},
            "with η = 1 each step multiplies a part of the gradient by 1 − ηλ = −1, where λ = 2.",
        ),
        ("x^2 + 3y^2", "1,0", {"rate": 1}, "by 1 − ηλ = −1, where λ = 2."),
        ("x^2 + 3y^2", "0,1", {"rate": "1/3"}, "η = 1/3 is exactly 2/6 = 1/3."),
        ("x y", "1,-1", {"rate": 2, "ascend": True}, "by 1 + ηλ = −1, where λ = −1."),
        (
            "x^2 - y^2",
            "1,0",
            {"rate": 2},
            "by 1 − ηλ = −3, where λ = 2. It was stopped after 13 steps, at (−1594323, 0)",
        ),
        # The gradient is zero nowhere: there is neither a maximum nor a saddle.
        ("x - y^2", "1,1", {"iterations": 5}, "it has no bound below: each rate leads on and on."),
        (
            "x^2 + y",
            "1,1",
            {"iterations": 5},
            "on and on. It stopped after the 5 steps that you asked for.",
        ),
        ("2x + y", "1,1", {}, "The descent diverges: f is linear, and it has no bound below"),
        ("2x + y", "1,1", {}, "All second partials of f are zero: f is linear. The gradient never"),
        ("-x^2", "1", {"ascend": True, "rate": 1}, "from one side of the hill to the same height"),
        ("x^2", "1", {"rate": 1}, "from one side of the valley to the same height"),
        ("3", "1", {"variables": "x"}, "the derivative is exactly zero here: f is constant."),
        ("ln(x)", "1", {}, "where ln needs x > 0. f fell"),
        ("asin(x)", "0.9", {}, "where arcsin is defined from −1 to 1 only."),
        ("|x|", "1", {}, "where f is not differentiable: as x passes"),
        (
            "x|x| + y^2",
            "0,1",
            {"method": "newton"},
            "because the second partials of f are not known here",
        ),
        (
            "-x^2",
            "3",
            {"method": "newton", "rate": "auto"},
            "does not make f fall here: the second derivative is not positive.",
        ),
        (
            "x^2 + y^2",
            "3,4",
            {"rate": "1e-9"},
            "It crawls: the last 10 steps changed ‖∇f‖ by less than 1%.",
        ),
        (
            "(x - 1)^2 + 6y^2",
            "4,1",
            {"rate": "0.6"},
            "∂f/∂y − 12 · η · ∂f/∂y = (1 − 12 · η) · ∂f/∂y = (−6.2) · ∂f/∂y η = 0.6",
        ),
        (
            "x^2 + x y + y^2",
            "4,1",
            {},
            "H(1, 1) = (2 · 1 + 1 · 1, 1 · 1 + 2 · 1) = 3 · (1, 1)",
        ),
        # The largest of the factors is not the one that decides: 0.1 and -0.8.
        (
            "x^2 + 2y^2",
            "1,1",
            {"rate": "0.45"},
            "The factors are at most 0.8 in size. So after k steps the gradient is at most 0.8ᵏ",
        ),
        (
            "x^2 + y^2",
            "1,1",
            {"rate": "0.5"},
            "So the gradient is zero after one step. That step leads to (0, 0), a minimum.",
        ),
        ("x^2 + y^2", "1,1", {"rate": "1e-9"}, "0.999999998"),
        # Float ends are rounded outwards: all points lie in the box that is shown.
        ("x^4 - x^2 + y^2", "0,1", {}, "in the box x = 0 and 4.01734 · 10⁻⁷ ≤ y ≤ 1. On it"),
    ],
)
def test_the_sentences_on_how_it_ends(
    text: str, start: str, given: dict[str, Any], said: str
) -> None:
    page = " ".join(gradcli.descend(text, start, **given).text().replace("✗", "").split())
    assert said in page


def test_where_divergence_is_proved_the_exit_code_says_so_however_few_the_steps() -> None:
    assert told("x^2 + y", "1,1", iterations=1)["error"] == "descent-diverges"
    assert told("x^2 + y^2", "1,1", iterations=1)["error"] is None


@pytest.mark.parametrize(
    ("text", "start", "given", "said"),
    [
        (
            "sqrt(x)",
            "1",
            {"rate": 3},
            "This is the last point at which f has a value, on the way against the derivative, "
            "from P₀ = 1, with the rate η = 3.",
        ),
        (
            "sqrt(x)",
            "1",
            {"rate": 3},
            "It stopped: step 1 leads to x = −0.5, where sqrt needs x ≥ 0.",
        ),
        (
            "ln(x) + y^2",
            "1,1",
            {"rate": 3},
            "It stopped: step 1 leads to (−2, −5), where ln needs x > 0.",
        ),
        ("|x|", "1", {"rate": 1}, "This is the point after 1 step against the derivative"),
        ("|x|", "1", {"rate": 1}, "the slope jumps from −1 to 1."),
    ],
)
def test_where_a_path_leaves_the_domain_the_page_speaks_of_the_last_value(
    text: str, start: str, given: dict[str, Any], said: str
) -> None:
    page = " ".join(gradcli.descend(text, start=start, **given).text("plain").split())
    assert said in page
    assert "x = -" not in page


def test_the_picture_of_a_long_path_takes_no_longer_than_the_path() -> None:
    # The place of each label was held against every step: minutes, in which Ctrl-C lost the page.
    result = gradcli.descend(
        "(1-x)^2 + 100(y-x^2)^2", "-1,1", rate=0.0001, iterations=10_000, tolerance=0
    )
    answer = result.answer
    assert isinstance(answer, DescendAnswer)
    picture = answer.picture
    assert picture is not None
    assert picture.path is not None
    assert picture.path[0] == (-1.0, 1.0)
    assert picture.path[-1] == answer.points[-1]
    assert len(picture.path) < 3_000
    begun = time.process_time()
    assert "f(P_10000)" in result.text(plot=True)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("text", "rate", "line"),
    [
        ("x^2 + 2y^2", "0.6", "= (−1.4) · ∂f/∂y η = 0.6"),
        ("x^2 + 2y^2", "1/3", "≈ (−0.333333) · ∂f/∂y η = 1/3"),  # 1 − 4/3 = −1/3
        ("x^2/3 + 2y^2", "0.1", "≈ 0.933333 · ∂f/∂x η = 0.1"),  # 1 − 0.2/3
    ],
)
def test_what_a_step_multiplies_by_is_exact_or_about(text: str, rate: str, line: str) -> None:
    page = gradcli.descend(text, start=(4, 1), rate=rate, iterations=3).text()
    assert line in " ".join(page.split())


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("(x - 100!)/(z y)", "ln 3,cbrt(2),pi/2"),
        ("(x - 10^200)/y", "pi,sqrt(2)"),
        ("10^180 x y", "e,pi"),
    ],
)
@pytest.mark.parametrize("form", ["plain", "latex", "html"])
def test_steps_whose_squares_are_beyond_floats_are_told(text: str, start: str, form: str) -> None:
    """The gradient has a length of 10^157, and its square no float."""
    result = gradcli.descend(text, start=start, rate="1/3", iterations=2)
    assert result.text(form)
    assert result.json()["descend"]
