"""Signs of constants: decided, and rightly; decimals: correctly rounded."""

from __future__ import annotations

import time
from fractions import Fraction
from math import inf

import mpmath
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import (
    Expr,
    Integer,
    Rational,
    asinh,
    atan,
    cos,
    cosh,
    exp,
    log,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
)

import gradcli
from gradcli.calculus.numbers.algebraic import separation_bits
from gradcli.calculus.numbers.constants import (
    Sign,
    compare,
    decimal,
    enclosure,
    is_zero,
    nearest_float,
    sign_of,
)
from gradcli.field.to_sympy import ToSympy
from gradcli.language.reading import read_expression

TWO_THIRDS = Rational(2, 3)
FAR = Rational(2003, 3000)

ZEROS: list[tuple[Expr, str]] = [
    (sqrt(2) * sqrt(3) - sqrt(6), "folded"),
    (sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)), "square both sides"),
    (sin(pi / 5) - sqrt(10 - 2 * sqrt(5)) / 4, "the regular pentagon"),
    (cos(pi / 7) * cos(2 * pi / 7) * cos(3 * pi / 7) - Rational(1, 8), "Morrie's law"),
    (tan(3 * pi / 11) + 4 * sin(2 * pi / 11) - sqrt(11), "a Gauss sum"),
    ((1 + sqrt(5)) / 2 - 2 * cos(pi / 5), "the golden ratio"),
    (log(6) - log(2) - log(3), "ln ab = ln a + ln b"),
    (log(sqrt(2) + 1) + log(sqrt(2) - 1), "the product is 1"),
    (atan(Rational(1, 2)) + atan(Rational(1, 3)) - pi / 4, "Euler"),
    (4 * atan(Rational(1, 5)) - atan(Rational(1, 239)) - pi / 4, "Machin"),
    (cosh(1) ** 2 - sinh(1) ** 2 - 1, "cosh^2 - sinh^2 = 1"),
    (sin(1) ** 2 + cos(1) ** 2 - 1, "Pythagoras"),
    (sympy.sech(TWO_THIRDS) ** 2 + sympy.tanh(TWO_THIRDS) ** 2 - 1, "divided by cosh^2"),
    (sympy.sech(TWO_THIRDS) ** 2 / (1 - sympy.tanh(TWO_THIRDS) ** 2) - 1, "the same"),
    (sympy.sech(FAR) ** 2 + sympy.tanh(FAR) ** 2 - 1, "at a number with large parts"),
    (sympy.coth(TWO_THIRDS) ** 2 - sympy.csch(TWO_THIRDS) ** 2 - 1, "divided by sinh^2"),
    (exp(TWO_THIRDS) * exp(Rational(1, 2)) - exp(Rational(7, 6)), "exponents add"),
    (sin(2) - 2 * sin(1) * cos(1), "double angle"),
    (log(1 + sympy.E) - 1 - log(1 + exp(-1)), "ln(1 + e^u) = u + ln(1 + e^(-u))"),
    (log(1 + exp(sqrt(2))) - log(1 + exp(-sqrt(2))) - sqrt(2), "the same at an irrational u"),
    (sympy.sinc(1) - sin(1), "the sinc of 1"),
    (sqrt(2) * sympy.sinc(sqrt(2)) - sin(sqrt(2)), "sinc u = sin(u)/u"),
    (exp(Rational(1, 2)) ** 2 - sympy.E, "exp(a)^2 = exp(2a)"),
    (sympy.cbrt(2 + sqrt(5)) - (1 + sqrt(5)) / 2, "cube the golden ratio"),
    (atan(atan(asinh(1) + 1)) + atan(1 / atan(asinh(1) + 1)) - pi / 2, "of three in one another"),
    (exp(exp(-20) + 1) - exp(exp(-20)) * sympy.E, "at digits of which mpmath loses some"),
]

SIGNS: list[tuple[Expr, Sign]] = [
    (pi - Rational(355, 113), Sign.NEGATIVE),
    (exp(pi * sqrt(163)) - 262537412640768744, Sign.NEGATIVE),
    (sqrt(10**40 + 1) - 10**20, Sign.POSITIVE),
    (sqrt(2) - Rational(99, 70), Sign.NEGATIVE),
    (sin(Integer(10) ** 30), Sign.NEGATIVE),
    (log(2) - Rational(25, 36), Sign.NEGATIVE),
    (sympy.erf(1) - Rational(4, 5), Sign.POSITIVE),
    (Integer(0), Sign.ZERO),
    (Rational(-1, 10**50), Sign.NEGATIVE),
    (pi, Sign.POSITIVE),
]

NOT_REAL: list[Expr] = [sympy.zoo, sympy.nan, sympy.oo, sympy.I, log(-1), sqrt(-2)]

DECIMALS: list[tuple[Expr, int, str]] = [
    (28 * sqrt(34) / 17, 4, "9.604"),
    (Rational(1, 3), 4, "0.3333"),
    (Rational(1, 2), 4, "0.5"),
    (Rational(-7, 4), 4, "-1.75"),
    (Integer(12345678), 4, "12345678"),
    (sqrt(2) * 10**6, 4, "1414214"),
    (Rational(99996, 100000), 4, "1.000"),
    (Rational(25, 1000), 1, "0.02"),
    (-pi, 10, "-3.141592654"),
    (sqrt(2) / 10**9, 4, "1.414*10^(-9)"),
    (Integer(10) ** 30, 4, "1*10^30"),
    (exp(100), 4, "2.688*10^43"),
    (exp(10**6), 6, "3.03322*10^434294"),
    (-exp(-(10**9)), 4, "-1.250*10^(-434294482)"),
    (Integer(2) ** 14000, 4, "2.630*10^4214"),
    (Rational(1, 3**8000), 3, "1.07*10^(-3817)"),
    (sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)), 4, "0"),
]


# (a function at 1, its value and its slope as they are printed, exactly)
SETTLED = [
    ("|x - tanh(1000)|", "1 - tanh(1000)", "1"),
    ("x sign(tanh(1000) - x)", "-1", "-1"),
    ("x^2 sign(x - erf(50))", "1", "2"),
    ("max(x, tanh(1000)) + |sigmoid(800) - x|", "2 - sigmoid(800)", "2"),
    ("ln(sech(x)^2 + tanh(x)^2) + x", "1", "1"),
    ("sech(x)^2/(1 - tanh(x)^2)", "1", "0"),
    ("sqrt(cosh(x)^2 - sinh(x)^2) x", "1", "1"),
    ("x (cos(x)^2 + sin(x)^2)", "1", "1"),
]


@pytest.mark.parametrize(("text", "value", "slope"), SETTLED)
def test_what_is_a_whole_number_is_printed_as_one(text: str, value: str, slope: str) -> None:
    found = gradcli.gradient(text, at="1").json()
    assert found["value"] == value
    assert found["gradient"]["value"] == [slope]


@pytest.mark.parametrize(("constant", "why"), ZEROS, ids=str)
def test_zero_is_proved(constant: Expr, why: str) -> None:
    assert sign_of(constant) is Sign.ZERO, why
    # Close to it is not on it.
    assert sign_of(constant + Rational(1, 10**60)) is Sign.POSITIVE


@pytest.mark.parametrize(("constant", "sign"), SIGNS, ids=str)
def test_sign(constant: Expr, sign: Sign) -> None:
    assert sign_of(constant) is sign


# A hair from a number that is short: at some number of digits both ends were that number.
A_HAIR_FROM_IT = (
    "exp(10^(-{}))",
    "2^(1/10^{})",
    "(1 + 10^(-{}) sqrt(2))^7",
    "(1 + 10^(-{}) sqrt(2))^(-50)",
    "ln(1 + 10^(-{}))",
    "cos(10^(-{}))",
    "sin(10^(-{}))",
    "sinh(10^(-{}))",
    "tanh(10^(-{}))",
    "sqrt(1 + 10^(-{}))",
    "(10^{} + sqrt(2))^(10^(-{}))",
    "sigmoid(10^(-{}))",
)


@pytest.mark.parametrize("text", A_HAIR_FROM_IT)
def test_an_enclosure_holds_its_number(text: str) -> None:
    for power in range(4, 48):
        constant = ToSympy()(read_expression(text.replace("{}", str(power)), variables=()).tree)
        narrow = enclosure(constant, 150)
        for digits in (12, 25):
            wide = enclosure(constant, digits)
            assert wide is not None and narrow is not None
            assert wide[0] <= narrow[0] <= narrow[1] <= wide[1], (power, digits)


def test_arcosh_near_1() -> None:
    with mpmath.workdps(500):
        for power in range(2, 400, 6):
            small = mpmath.ldexp(1, -power)
            # arcosh x = ln(x + sqrt(x^2 - 1)).
            true = mpmath.log1p(small + mpmath.sqrt(small * (2 + small)))
            for digits in (12, 25, 60, 150):
                ends = enclosure(sympy.acosh(1 + Rational(1, 2**power)), digits)
                assert ends is not None
                assert mpmath.mpf(ends[0]) <= true <= mpmath.mpf(ends[1]), (power, digits)


@pytest.mark.parametrize("text", A_HAIR_FROM_IT)
def test_it_does_where_mpmath_loses_digits(text: str) -> None:
    for power in (3, 6, 9, 12):
        constant = ToSympy()(read_expression(text.replace("{}", str(power)), variables=()).tree)
        narrow = enclosure(constant, 6000)
        for digits in (1000, 2400, 4800):
            wide = enclosure(constant, digits)
            assert wide is not None and narrow is not None
            assert wide[0] <= narrow[0] <= narrow[1] <= wide[1], (power, digits)


def test_a_denominator_that_is_a_hair_from_0_is_divided_by() -> None:
    for power in range(24, 36):
        assert gradcli.gradient(f"x/(2^(1/10^{power}) - 1)", at="3").lines()


@pytest.mark.parametrize("constant", NOT_REAL, ids=str)
def test_what_is_not_real_has_no_sign(constant: Expr) -> None:
    assert sign_of(constant) is Sign.UNDECIDED
    assert is_zero(constant) is None
    assert decimal(constant) is None


def test_what_cannot_be_proved_is_left_undecided() -> None:
    # e^(i pi) is hidden well enough here: 1 + 10^-200 looks like 1 to 150 digits.
    assert sign_of(exp(Rational(1, 10**200)) - 1) is Sign.UNDECIDED


def test_where_sympy_divides_by_what_it_takes_for_0_nothing_is_proved() -> None:
    small = asinh(Rational(1, 10**20))
    assert sign_of(atan(small) + atan(1 / small) - pi / 2) is Sign.UNDECIDED


def test_bounded_in_time() -> None:
    tower = exp(exp(exp(exp(Integer(10)))))
    nested: Expr = Integer(2)
    for k in range(2, 12):
        nested = sqrt(nested + sqrt(Integer(k)))
    power = (1 + pi) ** 3000 - sympy.exp(3000 * log(1 + pi))
    semiprime = (10**30 + 57) * (10**30 + 87)
    start = time.perf_counter()
    assert sign_of(power) in Sign
    assert sign_of(log(semiprime) - log(10**30 + 57) - log(10**30 + 87)) in Sign
    assert sign_of(tower) is Sign.POSITIVE
    assert sign_of(tower - 1) is Sign.UNDECIDED
    assert sign_of(nested - sympy.N(nested, 300).round(250)) in Sign
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(("constant", "digits", "text"), DECIMALS, ids=str)
def test_decimal(constant: Expr, digits: int, text: str) -> None:
    assert decimal(constant, digits) == text


@given(st.fractions(), st.fractions())
def test_rationals_compare_as_numbers_do(a: Fraction, b: Fraction) -> None:
    left, right = Rational(a.numerator, a.denominator), Rational(b.numerator, b.denominator)
    assert compare(left, right).value == (a > b) - (a < b)


@given(st.fractions(-1000, 1000, max_denominator=10**6), st.integers(2, 12))
def test_decimals_are_the_nearest(number: Fraction, digits: int) -> None:
    text = decimal(Rational(number.numerator, number.denominator), digits)
    assert text is not None
    found = Fraction(text.split("*")[0]) * (
        Fraction(10) ** int(text.split("^")[1].strip("()")) if "^" in text else 1
    )
    if number:
        size = max(abs(number), Fraction(1, 10**9))
        assert abs(found - number) <= size / Fraction(10) ** (digits - 1) / 2
    else:
        assert found == 0


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 50))
def test_sums_of_roots_against_integers(a: int, b: int, c: int) -> None:
    # sqrt(a) + sqrt(b) - sqrt(c) has the sign that squaring twice gives: integers alone.
    sign = sign_of(sqrt(a) + sqrt(b) - sqrt(c))
    rest = c - a - b
    expected = 1 if rest < 0 else (4 * a * b > rest * rest) - (4 * a * b < rest * rest)
    assert sign.value == expected


def test_floats() -> None:
    assert nearest_float(Rational(1, 3)) == 1 / 3
    assert nearest_float(sqrt(2)) == 2**0.5
    assert nearest_float(sqrt(2) * 10**20) == 2**0.5 * 10**20
    assert nearest_float(Integer(0)) == 0
    assert nearest_float(Integer(10) ** 400) is None
    assert nearest_float(exp(1000)) is None
    assert nearest_float(sympy.zoo) is None


@pytest.mark.parametrize("power", [300, 1000, 5000])
def test_a_small_difference_of_large_numbers(power: int) -> None:
    # The whole part of e^power, by mpmath, and what is left: digits before the point cancel.
    with mpmath.workdps(power):
        below = Integer(int(mpmath.floor(mpmath.exp(power))))
    assert sign_of(exp(power) - below) is Sign.POSITIVE
    assert sign_of(exp(power) - below - 1) is Sign.NEGATIVE


@pytest.mark.parametrize(
    "exponent", [Rational(1, 10**1000), Rational(10**30, 10**30 + 1)], ids=("tiny", "near 1")
)
def test_exponents_past_every_float_are_no_crash(exponent: Expr) -> None:
    # A root of so high a degree has no bound that could be waited for.
    assert separation_bits(2**exponent - 1) == inf


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("sigmoid(400) (1 - sigmoid(400))", "1.91517*10^(-174)"),
        ("1 - sigmoid(800)", "3.66787*10^(-348)"),
        ("1 - tanh(400)", "7.33575*10^(-348)"),
        ("1 - 1/(1 + exp(-800))", "3.66787*10^(-348)"),
        ("erf(30) - 1", "-2.56466*10^(-393)"),
        # 2/(e^2000 + 1), and e^(-10^4)/(100 sqrt(pi)) (1 - 1/(2 10^4) + ...).
        ("tanh(1000) - 1", "-5.15307*10^(-869)"),
        ("1 - erf(100)", "6.40596*10^(-4346)"),
        ("atan(10^400) - pi/2", "-1.00000*10^(-400)"),
        ("softplus(1000) - 1000", "5.07596*10^(-435)"),
        ("tanh(1000) + tanh(500) - 2", "-1.01519*10^(-434)"),
    ],
)
def test_the_rest_of_what_has_nearly_reached_its_bound(text: str, digits: str) -> None:
    constant = ToSympy({})(read_expression(text).tree)
    assert decimal(constant, 6) == digits
    assert sign_of(constant) is (Sign.NEGATIVE if digits.startswith("-") else Sign.POSITIVE)


def test_the_steepest_direction_where_a_sigmoid_is_saturated() -> None:
    assert gradcli.steepest("sigmoid(x)", at="800").lines() == ("1",)
    assert gradcli.steepest("-sigmoid(x)", at="800").lines() == ("-1",)
