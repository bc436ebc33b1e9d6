"""What the page of a Hessian says of its numbers."""

from __future__ import annotations

import pytest

import gradcli


def page_of(text: str, at: str | None = None) -> str:
    return " ".join(gradcli.hessian(text, at=at).text("plain").split())


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("x^2 y", "2,3", "A small nudge h in x changes ∂f/∂x by about 6h and ∂f/∂y by about 4h."),
        (
            "x^2 y",
            "2,3",
            "There are eigenvalues of both signs: f curves up in some directions and",
        ),
        ("x + y^3", "1,1", "A small nudge h in y changes ∂f/∂y by about 6h."),
        ("x + y", "2,3", "All entries are 0: no small nudge changes the gradient in proportion"),
        ("x^2 + x y + y^2", "1,1", "All eigenvalues are positive: f curves up in every"),
        ("-x^2 - y^2", "1,1", "All eigenvalues are negative: f curves down in every"),
        ("x^2 + y^2", "1,1", "The rate is the same for every u. It is the eigenvalue of H: λ = 2"),
        ("x^3", "2", "A small nudge h in x changes df/dx by about 12h."),
        ("x^3", "2", "The second derivative is positive: the slope grows, and f bends upwards."),
        (
            "ln(x)",
            "2",
            "The second derivative is negative: the slope falls, and f bends downwards.",
        ),
        (
            "x^2 y",
            None,
            "The first row holds the partials of ∂f/∂x: they say how fast ∂f/∂x changes when",
        ),
    ],
)
def test_the_numbers_are_told_in_words(text: str, at: str | None, said: str) -> None:
    assert said in page_of(text, at)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x^2 + y^2", "0,0"),  # a critical point: the test says what it is
        ("x^3", "0"),
        ("{x y (x^2 - y^2)/(x^2 + y^2) if (x,y) != (0,0), 0 otherwise}", "0,0"),
    ],
)
def test_at_a_zero_gradient_nothing_is_said_of_another(text: str, at: str) -> None:
    assert "The gradient is not zero here" not in page_of(text, at)


def test_without_differentiable_slopes_no_rate_is_told() -> None:
    # The second partials exist at (0, 0), and the first ones are not differentiable there.
    text = "x + {x y (x^2 - y^2)/(x^2 + y^2) if (x,y) != (0,0), 0 otherwise}"
    page = page_of(text, "0,0")
    assert "H(0, 0) = [0, −1; 1, 0]" in page
    assert "of length 1 the slope" not in page
    assert "bends" not in page


TURNING = "{x y (x^2 - y^2)/(x^2 + y^2) if (x,y) != (0,0), 0 otherwise}"


@pytest.mark.parametrize(
    ("text", "at", "w", "value"),
    [
        # Along (3, 5) it is f(3t, 5t) = 15t² (9 − 25)/34, and w · Hw is 0.
        (TURNING, "0,0", "3,5", None),
        (f"x + {TURNING}", "0,0", "3,5", None),
        (TURNING, "1,0", "0,1", "0"),
        ("x^2 y", "2,3", "3,5", "174"),
        ("x^2|x| y", "0,2", "3,5", "0"),
        ("x^2 y", None, "3,5", "60*x + 18*y"),
    ],
)
def test_the_curvature_along_w_is_given_where_it_is_that_of_the_matrix(
    text: str, at: str | None, w: str, value: str | None
) -> None:
    result = gradcli.hessian(text, at=at, w=w)
    body, page = result.json(), " ".join(result.text("plain").split())
    assert body["input"]["w"] == w.split(",")
    assert ("No second derivative along w is given" in page) == (value is None)
    assert ("the second derivative along w" in page) == (value is not None)
    assert body["hessian"].get("along", {}).get("value") == value
    if value is not None:
        assert ("where the second partials are continuous. Each" in page) == (at is None)


def test_the_curvature_along_w_is_worked_term_by_term() -> None:
    answer = gradcli.hessian("x^2 + 3x y + y^3", at="1,2", w="1,-1")
    page = " ".join(answer.text("plain").split())
    assert "where D = (2 − λ) · (12 − λ) − 3 · 3. So there is such a u other than 0" in page
    assert "exactly where D = 0, that is λ² − 14λ + 15 = 0" in page
    # Along u the first partials change at these rates.
    assert "u · Hu = u_x (2u_x + 3u_y) + u_y (3u_x + 12u_y)" in page
    assert "divide twice by the length ‖w‖" in page
    # Each row of H dotted with w, times the component of w: −1 · 1 + (−9)(−1) is 8.
    assert "∂f/∂x 2 · 1 + 3 · (−1) = −1 1 (−1) · 1 = −1" in page
    assert "∂f/∂y 3 · 1 + 12 · (−1) = −9 −1 (−9) · (−1) = 9" in page
    assert "sum 8 w · Hw has w in it twice." in page
    assert "w · Hw = 8 the second derivative along w w · Hw/‖w‖² = 4" in page
    alone = " ".join(gradcli.hessian("x^3", at="2", w="3").text("plain").split())
    assert "contribution" not in alone


def test_equations_that_split_show_their_products() -> None:
    page = gradcli.critical("x^3 - 3x + y^2").text("plain")
    assert "∂f/∂x = 3x² − 3 = 3(x + 1)(x − 1) = 0" in page
    assert "∂f/∂y = 2y = 0" in page
    # Where nothing splits there is none.
    assert "= 2x = 0" in gradcli.critical("x^2 + y^2").text("plain")
