"""What `-q` prints is the right answer: `check` takes it, of functions with cases too."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Gradcli

FUNCTIONS = (
    "min(x, 1/x, x^3)",
    "max(x, 2)",
    "max(x, y)",
    "max(x, y, z)",
    "min(x, y, 2)",
    "max(0, x y)",
    "|x|",
    "|x - y|",
    "|x| + |y|",
    "x |y|",
    "clip(x, 0, 1)",
    "relu(x - y)",
    "sign(x) y^2",
    "{x y if x > y, y^2 if x < -1, 0 otherwise}",
    "{x^2 if x > 0 and y > 0, -x otherwise}",
    "{x^2 y if x > 0 or y < 1, y otherwise}",
    "{x^2 if 0 < x < 1, x otherwise}",
    "{x^3/(x^2 + y^2) if x != 0, 0 otherwise}",
    "{x y if x = 0 and y = 0, x^2 otherwise}",
    "max(x, min(y, z))",
    "max(x^2, y) + min(x, y)",
    "floor(x) x^2",
)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_gradient_that_is_printed_is_right(gradcli: Gradcli, function: str) -> None:
    lines = gradcli("grad", function, "-q").lines
    answer = lines[0] if len(lines) == 1 else f"({', '.join(lines)})"
    checked = gradcli("check", function, "-a", answer, "-q")
    assert (checked.out, checked.err.count("error"), checked.code) == ("right\n", 0, 0)
    # A component alone, which is no list of several.
    variable = "x"
    (partial,) = gradcli("partial", function, "--wrt", variable, "-q").lines
    checked = gradcli("check", function, "--wrt", variable, "-a", partial, "-q")
    assert (checked.out, checked.code) == ("right\n", 0)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("x^2 y",), "2x y and x^2"),
        (("x^2 y",), "<2x y and x^2>"),
        (("x^2 y",), "⟨2x y, x^2⟩"),
        (("x^2 y",), r"\begin{pmatrix} 2xy & x^2 \end{pmatrix}"),
        (("x^2 y",), r"f_x = 2xy and f_y = x^2"),
        (("|x|", "--wrt", "x"), "{1 if x > 0 and x < x + 1, -1 otherwise}"),
        (("|x|", "--wrt", "x"), "1 if x > 0 and x + 1 > 0 else -1"),
    ],
)
def test_and_between_components_and_between_conditions(
    gradcli: Gradcli, words: tuple[str, ...], answer: str
) -> None:
    checked = gradcli("check", *words, "-a", answer, "-q")
    assert (checked.out, checked.code) == ("right\n", 0)
