"""The readers of other languages know the precedence that their manuals have."""

import pytest

from tests.fuzz.program_readers import (
    DIALECTS,
    NoExpressionError,
    Operation,
    expressions_in,
    read,
    value_of,
)

VALUES = {"x": 2.0, "y": 3.0, "e": 5.0, "x_1": 7.0, "mu": 11.0}


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("Julia", "-x^2", -4),
        ("Julia", "1/2x", 0.25),
        ("Julia", "2^3x", 64),
        ("Julia", "2x^2", 8),
        ("Julia", "2^-1", 0.5),
        ("Julia", "2^3^2", 512),
        ("Julia", "2(x + 1)y", 18),
        ("Julia", "x .+ 1f0 .* y", 5),
        ("Julia", "e * x[1]", 35),
        ("Julia", "2μ - log(x, x^3)", 19),
        ("MATLAB", "-x^2", -4),
        ("MATLAB", "2^3^2", 64),
        ("MATLAB", "2^-1", 0.5),
        ("MATLAB", "x(1) ...\n + e", 12),
        ("MATLAB", "y.^2./x", 4.5),
        ("Maxima", "-x^2", -4),
        ("Maxima", "2^3**2", 512),
        ("Maxima", "x^-1*y", 1.5),
        ("Maxima", "3!*x_1", 42),
        ("Maxima", "x - y - 1", -2),
        ("Maxima", "x/y/2", 1 / 3),
        ("R", "-x^2 + 2L*y", 2),
        ("R", "2^-1 * x**2^1 / x[1]", 2 / 7),
        ("R", "log(x^3, x)", 3),
    ],
)
def test_an_expression_has_the_value_that_its_language_gives_it(
    language: str, text: str, value: float
) -> None:
    assert value_of(read(text, DIALECTS[language]), VALUES) == pytest.approx(value)


@pytest.mark.parametrize(
    ("language", "text"),
    [("Julia", "foo(x)"), ("Julia", "x +"), ("MATLAB", "2i"), ("MATLAB", "x'"), ("Maxima", "%i*x")],
)
def test_what_is_no_arithmetic_is_not_read(language: str, text: str) -> None:
    with pytest.raises(NoExpressionError):
        read(text, DIALECTS[language])


@pytest.mark.parametrize(
    ("language", "program", "written"),
    [
        ("Julia", 'f(x) = x^2 + 1 # x - 3\ns = "x - 1"\nreturn 2x - y', ["x^2 + 1", "2x - y"]),
        ("MATLAB", "y = [1 -x];\nz = max(x, y) - 'a-b';\nw = sin(x)/2 % c-d", ["sin(x)/2"]),
        ("R", "f <- function(x) {\n  y <- x^2 - 1 # x-2\n  a$b*2\n}", ["x^2 - 1", "b*2"]),
        ("Maxima", "f(x) := x^2 - 1$ /* x-2 */ g: if x > 0 then x/2 else -y;", [
            "x^2 - 1", "x/2", "-y",
        ]),
    ],
)  # fmt: skip
def test_the_expressions_of_a_file_are_found(
    language: str, program: str, written: list[str]
) -> None:
    found = expressions_in(program, DIALECTS[language])
    assert [text for text, meant in found if isinstance(meant, Operation)] == written
