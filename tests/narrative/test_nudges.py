"""What the numbers at a point say: nudges multiplied out, all at once, and at critical points."""

from __future__ import annotations

import pytest

import gradcli

# (function, point, what the page says, what it does not say)
SAID: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "a polynomial": (
        "x^2 y",
        "2,3",
        (
            "f(2 + h, 3) − f(2, 3) = (2 + h)² · 3 − 12 = 12h + 3h² for small h nearly 12h",
            "f(2, 3 + h) − f(2, 3) = 2²(3 + h) − 12 = 4h multiply out",
            "f(2 + h_x, 3 + h_y) − 12 = 12h_x + 4h_y + 3h_x² + 4h_x h_y + h_x² h_y",
            "Each term after 12h_x + 4h_y has at least two small nudges as factors",
            "0.1 1.671 1.6 0.071 0.502046",
            "It goes to 0 even divided by the distance",
            "about 12h_x + 4h_y, each nudge times its own rate.",
        ),
        (),
    ),
    "no polynomial": (
        "exp(x) y",
        "0,1",
        ("It goes to 0 even divided by the distance",),
        ("multiply out", "Each term"),
    ),
    "a linear function": (
        "3x - y",
        "1,1",
        ("The effects are the whole change: nothing is left over.", "about 3h_x − h_y"),
        ("Each term",),
    ),
    "one variable": (
        "x^3",
        "2",
        ("f(2 + h) − f(2) = (2 + h)³ − 8 = 12h + 6h² + h³", "approaches the derivative df/dx"),
        ("left over",),
    ),
    "a rate that is 0": (
        "x^2 + y",
        "0,1",
        (
            "A nudge of 0.01 in y changes f by about 0.01; the same nudge in x, by far less, since "
            "its rate is 0.",
            "f(h, 1)",
        ),
        ("by about 0;", "by about 0.\n", "0 + h"),
    ),
    "an irrational point": ("x^2 y", "sqrt(2),1", ("√2 + h",), ("multiply out",)),
    "a letter that is taken": ("h^2 x", "1,1", ("change / k",), ("change / h",)),
    "small numbers": ("x^4 + y", "0,0", ("10⁻¹²",), ("*10^",)),
    "a minimum": (
        "x^2 + 3y^2",
        "0,0",
        (
            "This is a critical point: the gradient is zero",
            "It is a local minimum: nearby, the function is larger in every direction.",
            "[2, 0; 0, 6]",
            "det H > 0 and ∂²f/∂x² = 2 > 0, so f curves up in every direction",
            "∂²f/∂x² · (u · Hu) = (2u_x)² + 12u_y²",
            "no nudge changes f in proportion to its size",
            "Each term has at least two small nudges as factors",
        ),
        ("by about 0",),
    ),
    "a maximum": (
        "-x^2 - y^2",
        "0,0",
        ("local maximum", "∂²f/∂x² = −2 < 0, so f curves down in every direction"),
        ("by about 0",),
    ),
    "a saddle": (
        "x y",
        "0,0",
        ("It is a saddle", "[0, 1; 1, 0]", "curves up in some directions and down in others"),
        ("by about 0",),
    ),
    "not decided by the test": (
        "x^4 + y^4",
        "0,0",
        ("[0, 0; 0, 0]", "decides nothing", "It is a local minimum"),
        ("by about 0",),
    ),
    "a minimum on a line": (
        "x^3 - 3x",
        "1",
        ("Second-derivative test: d²f/dx²(1) = 6 > 0, so this is a local minimum.",),
        ("matrix", "minors", "by about 0", "gradient is zero"),
    ),
    "a maximum on a line": (
        "x^3 - 3x",
        "-1",
        ("d²f/dx²(−1) = −6 < 0, so this is a local maximum.",),
        ("matrix",),
    ),
    "constant near the point": (
        "min(1, sqrt(x^2 + y^2))",
        "pi/2,1/2",
        ("Near the point f is constant, since its partials are 0 there",),
        ("may be one that is not strict",),
    ),
    "constant near the point on a line": (
        "relu(x)",
        "-1",
        ("Near the point f is constant, since its derivative is 0 there",),
        ("may be one that is not strict",),
    ),
    "not constant, but flat": (
        "max(0, x)^2 x",
        "0",
        ("This is a critical point",),
        ("f is constant",),
    ),
    "not decided on a line": (
        "x^3",
        "0",
        ("d²f/dx²(0) = 0, which decides nothing.",),
        ("matrix", "saddle"),
    ),
}


@pytest.mark.parametrize("case", SAID, ids=str)
def test_what_the_numbers_say(case: str) -> None:
    text, at, said, unsaid = SAID[case]
    told = gradcli.gradient(text, at=at).text(width=100)
    words = " ".join(told.split())
    for each in said:
        assert each in words
    for each in unsaid:
        assert each not in told


def test_the_level_curve_has_its_equation() -> None:
    told = " ".join(gradcli.steepest("x^2 y", at="2,3").text().split())
    assert "along the tangent of the level curve x²y = 12. On that curve f keeps" in told
    told = " ".join(gradcli.steepest("x y z", at="1,2,3").text().split())
    assert "tangent to the level surface xyz = 6." in told


MATRICES = {
    "plain": "H = [",
    "rich": "⎡",
    "latex": r"\begin{bmatrix} 2 & 0 \\ 0 & 6 \end{bmatrix}",
    "markdown": "\\begin{bmatrix} 2 & 0 \\\\\n0 & 6 \\end{bmatrix}",
    "html": "<mtable><mtr><mtd><mn>2</mn></mtd><mtd><mn>0</mn></mtd></mtr>",
}


@pytest.mark.parametrize("form", MATRICES)
def test_the_matrix_in_every_format(form: str) -> None:
    assert MATRICES[form] in gradcli.gradient("x^2 + 3y^2", at="0,0").text(form)


# (function, what is said of where it has values)
DIVIDES = [
    ("sin(x)/x", "f has values only where x ≠ 0."),
    ("x^(-2) + y", "f has values only where x ≠ 0."),
    ("1/(x - y) + 1/x", "f has values only where x − y ≠ 0 and x ≠ 0."),
    ("e^(-x^2) sqrt(1+y)/x", "f has values only where 1 + y ≥ 0 and x ≠ 0."),
    ("ln(x)/(1+x) + y", "f has values only where x > 0 and 1 + x ≠ 0."),
    ("1/sqrt(x) + ln|y|", "f has values only where x > 0 and y ≠ 0."),
    ("sqrt(x^2 y)", "f has values only where x²y ≥ 0."),
    ("x^y", "f has values only where x > 0 (or x = 0 with a positive exponent)."),
    ("x^y + ln(x)", "f has values only where x > 0."),
    ("x^y + 1/x", "f has values only where x > 0."),
    (
        "x^y + sqrt(x) + 1/z",
        "f has values only where x > 0 (or x = 0 with a positive exponent) and z ≠ 0.",
    ),
    ("atan2(y, x)", "f has values only where y and x are not both 0."),
    (
        "atan2(y - 1, x) + 1/z",
        "f has values only where y − 1 and x are not both 0, and z ≠ 0.",
    ),
    ("atan2(y, x) + ln(x)", "f has values only where x > 0."),
    ("ln(x y) + 1/x", "f has values only where xy > 0."),
    ("arcsin(x) + tan(y)", "f has values only where |x| ≤ 1 and cos y ≠ 0."),
    ("x^(1/3) + x^(-1/2) + root(y, 4)", "f has values only where x > 0 and y ≥ 0."),
    ("sqrt(4 - 2x) coth(y)", "f has values only where 4 − 2x ≥ 0 and y ≠ 0."),
    ("x^2 sqrt(y)/x", "f has values only where y ≥ 0 and x ≠ 0."),
    ("log(x, y)", "f has values only where x > 0, y > 0 and y ≠ 1."),
    ("log(3, x^2)", "f has values only where x ≠ 0 and x² ≠ 1."),
    ("log(x, x) + ln(x)", "f has values only where x > 0 and x ≠ 1."),
    ("1/log(3, x)", "f has values only where x > 0 and x ≠ 1."),
    ("log(3, x^2 + 2)", None),  # no base below 2
    ("sqrt(x^2+y^2) + ln(x^2 - 2x + 3)", None),
    ("arcsin(sin x) + root(x, 3) + sqrt(x^2 - 2x + 1) + 2^y", None),
    ("x/(x^2 + 1) + atan2(y, x^2 + 1) + (x^2 + 1)^y", None),
    ("x/2", None),
    ("{sin(x)/x if x != 0, 1 otherwise}", None),
    ("x^2/x", None),  # that it was cancelled is a warning of its own
]


@pytest.mark.parametrize(("text", "said"), DIVIDES)
def test_where_a_function_divides_by_0_is_said(text: str, said: str | None) -> None:
    told = " ".join(gradcli.gradient(text).text().split())
    if said is None:
        assert "has values only where" not in told.replace("it has values only where", "")
    else:
        assert said in told
