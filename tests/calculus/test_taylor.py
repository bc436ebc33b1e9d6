"""Taylor polynomials: series that everybody knows, and what makes them the best."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import gradcli
from gradcli.calculus.answers.taylor import TaylorAnswer
from gradcli.calculus.point.approximation import misses

X, Y = sympy.symbols("x y", real=True)

# (function, point, order, polynomial, source)
KNOWN = [
    ("cos(x)", "0", 4, 1 - X**2 / 2 + X**4 / 24, "the cosine series"),
    ("sin(x)", "0", 5, X - X**3 / 6 + X**5 / 120, "the sine series"),
    ("e^x", "0", 3, 1 + X + X**2 / 2 + X**3 / 6, "the exponential series"),
    ("ln(x)", "1", 3, (X - 1) - (X - 1) ** 2 / 2 + (X - 1) ** 3 / 3, "the logarithm series"),
    ("1/(1 - x)", "0", 4, 1 + X + X**2 + X**3 + X**4, "the geometric series"),
    ("sqrt(x)", "4", 2, 2 + (X - 4) / 4 - (X - 4) ** 2 / 64, "Stewart 11.11"),
    ("e^x sin(y)", "0,0", 3, Y + X * Y + X**2 * Y / 2 - Y**3 / 6, "the product of the series"),
    ("x^2 y", "2,3", 3, X**2 * Y, "a polynomial is its own"),
    ("cos(x + y)", "0,0", 2, 1 - (X + Y) ** 2 / 2, "in x + y"),
    ("sinc(x)", "0", 2, 1 - X**2 / 6, "sin(x)/x"),
]


def answered(text: str, at: str, order: int) -> TaylorAnswer:
    answer = gradcli.taylor(text, at=at, order=order).answer
    assert isinstance(answer, TaylorAnswer)
    return answer


@pytest.mark.parametrize(("text", "at", "order", "polynomial", "source"), KNOWN)
def test_a_known_series(
    text: str, at: str, order: int, polynomial: sympy.Expr, source: str
) -> None:
    (found,) = gradcli.taylor(text, at=at, order=order).values()
    assert sympy.expand(found - polynomial) == 0, source


@pytest.mark.parametrize(("text", "at", "order"), [row[:3] for row in KNOWN])
def test_the_rest_is_of_higher_order(text: str, at: str, order: int) -> None:
    found = answered(text, at, order).taylor
    assert found is not None
    shares = [abs(float(row.share)) for row in misses(found.approximation) if row.share is not None]
    assert shares[2] <= shares[1] / 5 <= shares[0] / 25 or max(shares) == 0


@given(
    st.lists(st.integers(-5, 5), min_size=4, max_size=4),
    st.integers(-3, 3),
    st.integers(1, 3),
)
def test_of_a_cubic_it_is_the_first_terms_of_the_shifted_cubic(
    numbers: list[int], at: int, order: int
) -> None:
    a, b, c, d = numbers
    text = f"({a})x^3 + ({b})x^2 + ({c})x + ({d})"
    (found,) = gradcli.taylor(text, at=str(at), order=order, variables=("x",)).values()
    h = sympy.Symbol("h", real=True)
    shifted = sympy.Poly((a * X**3 + b * X**2 + c * X + d).subs(X, at + h), h)
    kept = sum(shifted.coeff_monomial(h**k) * h**k for k in range(order + 1))
    assert sympy.expand(found.subs(X, at + h) - kept) == 0


@pytest.mark.parametrize(
    ("text", "order"),
    [("x |x|", 2), ("{x^2 sin(1/x) if x != 0, 0 otherwise}", 2), ("|x|^3", 3)],
)
def test_what_is_not_differentiable_so_often_has_none(text: str, order: int) -> None:
    assert gradcli.taylor(text, at="0", order=order - 1).lines() == ("0",)
    result = gradcli.taylor(text, at="0", order=order)
    assert result.error is not None
    assert result.error.code == "taylor-not-smooth"
    assert result.lines() == ()


def test_the_terms_have_a_bound() -> None:
    with pytest.raises(gradcli.GradcliError) as error:
        gradcli.taylor("x y z", at="1,1,1", order=7)
    assert error.value.code == "too-many-taylor-terms"
    assert gradcli.taylor("x y z", at="1,1,1", order=6).lines()
