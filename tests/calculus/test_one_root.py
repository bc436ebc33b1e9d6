"""Constants with one square root: multiplied out, and the same numbers as before."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Expr, Integer, Rational, sqrt

import gradcli
from gradcli.calculus.numbers.one_root import multiplied_out

GOLDEN = (1 + sqrt(5)) / 2

# The golden ratio: x^2 = x + 1, so x^3 = 2x + 1, and 1/x = x - 1. The others multiplied by hand.
CASES = {
    "golden square": (GOLDEN**2, Rational(3, 2) + sqrt(5) / 2),
    "golden cube": (GOLDEN**3, 2 + sqrt(5)),
    "a sum that is rational": (GOLDEN**3 - 1 - sqrt(5), Integer(1)),
    "below the line": (sympy.Pow(GOLDEN, -1, evaluate=False), sqrt(5) / 2 - Rational(1, 2)),
    "a product": (3 * sqrt(2) * (1 + sqrt(2)) ** 2, 12 + 9 * sqrt(2)),
    "an odd power of the root": (sqrt(3) ** 3 + 1, 1 + 3 * sqrt(3)),
    "two roots are left": (sqrt(2) * (1 + sqrt(3)) ** 2, sqrt(2) * (1 + sqrt(3)) ** 2),
    "a logarithm is left": ((1 + sympy.log(2)) ** 2, (1 + sympy.log(2)) ** 2),
    "a root of a sum is left": (sqrt(1 + sqrt(2)) ** 3, sqrt(1 + sqrt(2)) ** 3),
    "a long one is left": ((1 + sqrt(2)) ** 40, (1 + sqrt(2)) ** 40),
    "a high power is left": ((1 + sqrt(2)) ** 1000, (1 + sqrt(2)) ** 1000),
    "a letter is left": ((1 + sympy.Symbol("a", real=True)) * sqrt(2), None),
}


@pytest.mark.parametrize("case", CASES)
def test_numbers_with_one_root(case: str) -> None:
    constant, expected = CASES[case]
    assert multiplied_out(constant) == (constant if expected is None else expected)


def test_a_pole_has_no_value() -> None:
    nothing = sympy.Pow(
        sympy.Add(3, -sympy.Pow(sqrt(3), 2, evaluate=False), evaluate=False), -1, evaluate=False
    )
    assert multiplied_out(nothing) == nothing


_RATIONALS = st.fractions(-9, 9, max_denominator=9)


@given(_RATIONALS, _RATIONALS, st.sampled_from((2, 3, 5, 6, 145)), st.integers(-4, 4), _RATIONALS)
def test_it_stays_the_same_number(
    a: Fraction, b: Fraction, n: int, power: int, c: Fraction
) -> None:
    def exact(number: Fraction) -> Expr:
        return Rational(number.numerator, number.denominator)

    base = exact(a) + exact(b) * sqrt(n)
    if base == 0:
        return
    constant = exact(c) * base**power + base - exact(a) * sqrt(n)
    result = multiplied_out(constant)
    assert abs(sympy.N(constant - result, 50, maxn=400)) < 10**-40


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        ("x^3 - 3x + x y", "(1+sqrt(5))/2, 1", "1"),  # x^3 = 2 + sqrt(5), 2x = 1 + sqrt(5)
        ("x^2/(x - 1)", "sqrt(2)", "2 + 2*sqrt(2)"),  # 2 (sqrt(2) + 1)
    ],
)
def test_the_value_at_a_point(text: str, at: str, value: str) -> None:
    assert gradcli.gradient(text, at=at).json()["value"] == value
