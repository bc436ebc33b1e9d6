"""Numbers that are worked out here look as SymPy has them, to the last node."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Mul, Pow, Rational, srepr

from gradcli.field.fast_sympy.roots import power_of_rational, times_root, without_squares
from gradcli.field.fast_sympy.sympy_build import power, product

EXPONENTS = [Rational(each, 2) for each in (-7, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 8)]


@pytest.mark.parametrize("exponent", EXPONENTS, ids=str)
def test_powers_of_all_small_rationals(exponent: Rational) -> None:
    for base in {Rational(top, below) for top in range(-12, 41) for below in range(1, 25)}:
        assert srepr(power(base, exponent)) == srepr(Pow(base, exponent))


@pytest.mark.parametrize(
    "base",
    [0, -3, Fraction(-2, 3), 10**6 + 3, 2**40, Fraction(25_006_001, 10**6), Fraction(1, 10**9)],
)
@pytest.mark.parametrize("exponent", EXPONENTS, ids=str)
def test_powers_of_others(base: Fraction, exponent: Rational) -> None:
    assert srepr(power(Rational(base), exponent)) == srepr(Pow(Rational(base), exponent))


ROOTS = st.builds(
    lambda top, below, radicand, exponent: Mul(
        Rational(top, below), Pow(sympy.Integer(radicand), exponent)
    ),
    st.integers(-30, 30).filter(bool),
    st.integers(1, 30),
    st.integers(1, 90),
    st.sampled_from([Rational(-3, 2), Rational(-1, 2), Rational(1, 2), Rational(5, 2)]),
)


@given(st.lists(ROOTS, min_size=1, max_size=4))
def test_products_of_square_roots(factors: list[sympy.Expr]) -> None:
    assert srepr(product(*factors)) == srepr(Mul(*factors))


@given(ROOTS, st.integers(-4, 4))
def test_whole_powers_of_square_roots(root: sympy.Expr, exponent: int) -> None:
    whole = sympy.Integer(exponent)
    assert srepr(power(root, whole)) == srepr(Pow(root, whole))


@pytest.mark.parametrize(
    ("number", "outside", "inside"),
    # 1728 = 24^2 * 3; 999983 is the largest prime below a million; 5477^2 = 29997529.
    [
        (1, 1, 1),
        (2, 1, 2),
        (4, 2, 1),
        (12, 2, 3),
        (1728, 24, 3),
        (999_983, 1, 999_983),
        (5477**2, 5477, 1),
    ],
)
def test_squares_drawn_out(number: int, outside: int, inside: int) -> None:
    assert without_squares(number) == (outside, inside)


def test_squares_are_not_looked_for_in_large_numbers() -> None:
    assert without_squares(4 * 10**8) is None
    assert power_of_rational(sympy.Integer(4 * 10**8), sympy.S.Half) is None
    assert power_of_rational(Rational(1, 4 * 10**8), sympy.S.Half) is None


def test_what_is_left_to_sympy() -> None:
    assert power_of_rational(sympy.Integer(-4), sympy.S.Half) is None
    assert power_of_rational(sympy.Integer(8), Rational(1, 3)) is None
    assert power_of_rational(sympy.Integer(0), sympy.Integer(-1)) is None


def test_a_number_times_a_root() -> None:
    assert times_root(Rational(2, 3), 1) == Rational(2, 3)
    assert times_root(sympy.Integer(1), 3) == sympy.sqrt(3)
    assert times_root(Rational(2, 3), 3) == 2 * sympy.sqrt(3) / 3
