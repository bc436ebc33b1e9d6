"""Roots that would be long in the making stay as they stand, and are worth what they are worth."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
import sympy
from sympy import Pow, Rational

from gradcli import gradient
from gradcli.calculus.numbers.constants import Sign, compare, decimal, sign_of
from gradcli.calculus.rules.gradient import norm
from gradcli.field.fast_sympy.held_roots import HeldRoot, held, is_costly
from gradcli.field.fast_sympy.sympy_build import (
    HALF,
    MINUS_ONE,
    apply,
    power,
    product,
    quotient,
)
from gradcli.field.from_sympy import from_sympy
from gradcli.field.to_sympy import ToSympy

LONG = sympy.Integer(10**3999 - 1)
FINE = Rational(3007**2, 7000**2)


@pytest.mark.parametrize(
    ("base", "exponent", "costly"),
    [
        (12, Fraction(1, 3), False),
        (Fraction(5, 11), Fraction(25, 121), False),
        (2**1023, Fraction(1, 2), False),
        (2**1024, Fraction(1, 2), True),
        (Fraction(3007, 7000), Fraction(3007**2, 7000**2), True),
        (Fraction(3007, 7000), Fraction(-(3007**2), 7000**2), True),
    ],
)
def test_what_is_costly_is_told_by_bits(base: Fraction, exponent: Fraction, costly: bool) -> None:
    assert is_costly(Rational(base), Rational(exponent)) is costly


@pytest.mark.parametrize(
    ("base", "exponent"),
    [(LONG, HALF), (Rational(1, LONG), HALF), (LONG, Rational(-2, 3)), (Rational(3007, 7000), FINE),
     (Rational(3007, 7000), -FINE)],
    ids=["root", "below", "third", "fine", "minus"],
)  # fmt: skip
def test_a_costly_power_is_made_at_once_and_can_be_read_back(
    base: sympy.Rational, exponent: sympy.Rational
) -> None:
    before = time.perf_counter()
    form = power(base, exponent)
    assert time.perf_counter() - before < 0.5
    assert form.has(HeldRoot)
    assert ToSympy()(from_sympy(form)) == form
    assert sign_of(form) is Sign.POSITIVE
    assert compare(power(form, 1 / exponent), base) in (Sign.ZERO, Sign.UNDECIDED)
    # A number between two that are a millionth apart.
    exact = sympy.Float(base, 40) ** sympy.Float(exponent, 40)
    assert decimal(form, 6) == decimal(sympy.Rational(exact), 6)
    assert abs(form.evalf(30) / exact - 1) < 1e-25


def test_a_power_that_it_is_comes_out() -> None:
    assert held(Rational(LONG**2), HALF) == LONG
    assert held(Rational(LONG**2, 7**200), HALF) == Rational(LONG, 7**100)
    assert held(Rational(LONG**6), Rational(-2, 3)) == Rational(1, LONG**4)


def test_products_and_lengths_hold_it_whole() -> None:
    root = power(LONG, HALF)
    slope = quotient(HALF, root)
    assert norm((slope,)) == slope
    assert norm((slope, slope)) == product(slope, power(sympy.Integer(2), HALF))
    assert product(root, root, root) == Pow(root, 3)


def test_of_a_negative_number_it_is_no_real_one() -> None:
    assert power(-LONG, HALF).is_real is False


def test_held_roots_are_told_apart() -> None:
    root = power(LONG, HALF)
    assert compare(root, power(LONG + 10**2500, HALF)) is Sign.NEGATIVE
    assert compare(root, sympy.Integer(10) ** 1999) is Sign.POSITIVE
    assert power(root, MINUS_ONE) * root == 1


def test_what_an_exponential_of_a_logarithm_folds_to_is_one() -> None:
    argument = FINE * sympy.log(Rational(3007, 7000))
    assert apply(sympy.exp, argument) == power(Rational(3007, 7000), FINE)
    assert apply(sympy.exp, argument + sympy.pi) == sympy.exp(sympy.pi) * apply(sympy.exp, argument)


@pytest.mark.parametrize("vector", [(3, 4), (6, -2, 4), (Fraction(1, 2), Fraction(3, 7)), (0, -5)])
def test_what_components_share_stands_before_the_root(vector: tuple[Fraction, ...]) -> None:
    components = tuple(map(Rational, vector))
    assert norm(components) == Pow(sum(each**2 for each in components), HALF)
    assert norm(tuple(each * LONG for each in components)) == LONG * norm(components)


def test_the_length_of_nothing_is_nought() -> None:
    assert norm((sympy.S.Zero, sympy.S.Zero)) == 0


# SymPy's factoring refuses these numbers: two factors lie close to the root, and neither is prime.
CLOSE = ("4*10^200 + 1", "3(4*10^200 + 1)", "4 + 10^(-200)", "4*10^240 + 1")


@pytest.mark.parametrize("number", CLOSE)
@pytest.mark.parametrize("root", ["sqrt({})", "({})^(-1/4)", "cbrt({})", "1/sqrt(x^2 + ({}))"])
def test_what_is_left_unfactored_is_held(number: str, root: str) -> None:
    (slope,) = gradient(f"x*{root.format(number)}", at="2").lines()
    (again,) = gradient(f"x ({slope})", at="1").lines()
    assert again == slope
