"""Results as a teacher leaves them: what they are by hand, and what they are in numbers.

Each row is held twice: its form is no longer than that of a book, and its value is that of the
difference quotient of the function in sixty digits, at points drawn from where it is real.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
import sympy

import gradcli
from gradcli.calculus.clean_up.pieces import cases_in_cases
from gradcli.calculus.clean_up.squares import Squares
from gradcli.calculus.clean_up.sums import multiplied_out
from gradcli.calculus.clean_up.tidy import Clean, Reason, tidy_steps
from gradcli.calculus.rules.gradient import partial, repeated_partial
from gradcli.field.scalar_field import ScalarField
from gradcli.field.size import size
from tests.fields import MANY, field, value_of

# (function, variable, its derivative as a book gives it, the last step but cancelling)
POWERS = [
    ("ln(x^y)", "x", "y/x"),
    ("x x^y", "x", "(y+1) x^y"),
    ("x x^y", "y", "x^(y+1) ln(x)"),
    ("x^n/x^m", "x", "(n-m) x^(n-m-1)"),
    ("x^n/x^m", "n", "x^(n-m) ln(x)"),
    ("x^n/x^m", "m", "-x^(n-m) ln(x)"),
    ("a^x/b^x", "x", "a^x (ln(a) - ln(b))/b^x"),
    ("a^x/b^x", "b", "-a^x b^(-x-1) x"),
    (r"\log_{61}(b^{2c})", "b", "2c/(b ln(61))"),
    # siblings
    ("ln(x^(y z))", "x", "y z/x"),
    ("log(x^y, 2)", "x", "y/(x ln(2))"),
    ("x^(y+1)/x", "x", "x^(y-1) y"),
    ("x^(y+1)/x", "y", "x^y ln(x)"),
    ("x^y y^x", "x", "x^(y-1) y^x (x ln(y) + y)"),
    ("e^x x^y", "x", "x^(y-1) (x+y) e^x"),
    ("2^x/3^x", "x", "(2/3)^x (ln(2) - ln(3))"),
    ("sin(x)^y/sin(x)", "y", "sin(x)^(y-1) ln(sin(x))"),
    ("(x+1)^n/(x+1)", "n", "(x+1)^(n-1) ln(x+1)"),
    ("2^x x", "x", "2^x (x ln(2) + 1)"),
    ("e^x/e^y", "x", "e^(x-y)"),
    ("e^(x y)/e^x", "y", "x e^(x y - x)"),
    ("x^(2n)/x^n", "x", "n x^(n-1)"),
    ("x^a x^b", "x", "(a+b) x^(a+b-1)"),
    ("(2^x)^2/2^x", "x", "2^x ln(2)"),
    ("ln(x^2 y^3)", "x", "2/x"),
    ("a^x/b^(2x)", "x", "a^x (ln(a) - 2ln(b))/b^(2x)"),
]

# (function, variable, its derivative as it is written): b^(-x) stands below the line beside a^x.
WRITTEN = [
    ("a^x/b^x", "x", "a**x*(log(a) - log(b))/b**x"),
    ("a^x/b^x", "b", "-x*a**x/b**(x + 1)"),
    ("x^y/y^x", "y", "x**y*(y*log(x) - x)/y**(x + 1)"),
    ("e^x/2^x", "x", "(1 - log(2))*exp(x)/2**x"),
    ("a^x/b^(2x)", "x", "a**x*(log(a) - 2*log(b))/b**(2*x)"),
    # Alone it stays as it was typed.
    ("2^(-x) y", "x", "-log(2)*y*2**(-x)"),
    ("e^x e^y", "x", "exp(x)*exp(y)"),
]


@pytest.mark.parametrize(("text", "variable", "wanted"), WRITTEN)
def test_a_power_that_is_divided_by_stands_below_the_line(
    text: str, variable: str, wanted: str
) -> None:
    assert gradcli.partial(text, wrt=variable).lines() == (wanted,)


FACTORS = [
    ("t cos(t)/(1-t)^2", "t", "(t^2 sin(t) - t sin(t) + t cos(t) + cos(t))/(1-t)^3"),
    ("sin(x)/(y-x)^2", "x", "((y-x) cos(x) + 2sin(x))/(y-x)^3"),
    # siblings
    ("e^x/(1-x)^2", "x", "(3-x) e^x/(1-x)^3"),
    ("ln(x)/(1-x)^2", "x", "(2ln(x) + (1-x)/x)/(1-x)^3"),
    ("tan(y)/(x-y)^3", "y", "((x-y) sec(y)^2 + 3tan(y))/(x-y)^4"),
    ("sin(x)/x^2", "x", "(x cos(x) - 2sin(x))/x^3"),
    ("sqrt(y) (y-x)/(x-y)", "y", "-1/(2sqrt(y))"),
    ("ln(x + sqrt(x^2+1))", "x", "1/sqrt(x^2+1)"),
    ("ln(x + sqrt(x^2-1))", "x", "1/sqrt(x^2-1)"),
    ("ln(x - sqrt(x^2-y^2))", "x", "-1/sqrt(x^2-y^2)"),
    ("ln(sqrt(x) + y/x)", "y", "1/(x sqrt(x) + y)"),
    ("(x^3-8)/(x-2)", "x", "2x+2"),
    ("(x^2-y^2)/(x+y)", "x", "1"),
    ("(x^4-1)/(x^2+1)", "x", "2x"),
    ("x (2x x^x + 3x)", "x", "2x (x x^x (ln(x) + 1) + 2x^x + 3)"),
]

SIGNS = [
    ("|x|/x", "x", "0"),
    ("|x|^2", "x", "2x"),
    ("|x| x", "x", "2|x|"),
    ("sign(x)^2", "x", "0"),
    ("|x| sign(x)", "x", "1"),
    ("sign(x)|x|^3", "x", "3x^2"),
    ("x sign(x)^2", "x", "1"),
    ("sign(x)^3 x", "x", "sign(x)"),
    ("x/sign(x)", "x", "sign(x)"),
    ("sqrt(|x|) sign(x)", "x", "1/(2sqrt(|x|))"),
    ("|x|^n sign(x)", "x", "n|x|^(n-1)"),
    ("|x y| sign(x)", "x", "|y|"),
    ("|x y| sign(x y)", "x", "y"),
    ("|x - 1| sign(1 - x)", "x", "-1"),
    ("sign(x)^2 sin(x)", "x", "cos(x)"),
    ("|x|^3", "x", "3x |x|"),
    ("x/|x|", "x", "0"),
    # siblings
    ("|x^2-y|/(x^2-y)", "x", "0"),
    ("|x^2-y|/(x^2-y)", "y", "0"),
    ("|sin(x)|/sin(x)", "x", "0"),
    ("x^2 |x|", "x", "3x |x|"),
    ("|x|^5", "x", "5x^3 |x|"),
    ("x/|x|^3", "x", "-2|x|/x^4"),
    ("|x y| x y", "x", "2y |x y|"),
    ("|y-x| (x-y)", "x", "2|x-y|"),
    ("|sin(x)|^2", "x", "2sin(x) cos(x)"),
]

SQUARES = [
    ("arctan(tan(x))", "x", "1"),
    ("arcsin(sin(x))", "x", "cos(x)/|cos(x)|"),
    ("arsinh(sinh(x))", "x", "1"),
    ("arccos((1-x^2)/(1+x^2))", "x", "2x/((1+x^2) |x|)"),
    ("sech(x)^2/(1-tanh(x)^2)", "x", "0"),
    ("ln(sech(x)^2 + tanh(x)^2)", "x", "0"),
    ("cos(arcsin(x))/sqrt(1-x^2)", "x", "0"),
    ("cosh(x)^2 - sinh(x)^2", "x", "0"),
    ("1 + tan(x)^2", "x", "2tan(x) sec(x)^2"),
    ("sqrt(cos(x)^2)", "x", "-sin(x) cos(x)/|cos(x)|"),
    # siblings
    ("arccos(cos(x))", "x", "sin(x)/|sin(x)|"),
    ("arcosh(cosh(x))", "x", "sinh(x)/|sinh(x)|"),
    ("artanh(tanh(x))", "x", "1"),
    ("arcsin(2x/(1+x^2))", "x", "(1-x^2)/((1+x^2) |x^2-1|)*2"),
    ("sqrt(1-sin(x)^2)", "x", "-sin(x) cos(x)/|cos(x)|"),
    ("sqrt(1+sinh(x)^2)", "x", "sinh(x)"),
    ("arctan(sinh(x))", "x", "1/cosh(x)"),
    ("sin(x)/(1-cos(x)^2)", "x", "-cos(x)/sin(x)^2"),
    ("arccot(cot(x))", "x", "1"),
    ("x/(sec(x)^2 - tan(x)^2)", "x", "1"),
    ("x coth(x)^2 - x csch(x)^2", "x", "1"),
    ("y/(x - x sin(x)^2)", "y", "1/(x cos(x)^2)"),
    ("ln(sin(x)^2 + cos(x)^2 + x)", "x", "1/(x+1)"),
    ("arctan(cot(x))", "x", "-1"),
    ("arsinh(tan(x))", "x", "|sec(x)|"),
    ("arcsin(tanh(x))", "x", "sech(x)"),
    ("cosh(x)^2/(1+sinh(x)^2)", "x", "0"),
]

BELOW = [
    # a denominator that comes to a number, to a power, or to what stands above
    ("arctan(2x/(1-x^2))", "x", "2/(x^2+1)"),
    ("arctan((1+x)/(1-x))", "x", "1/(x^2+1)"),
    ("arctan((1-x^2)/(2x))", "x", "-2/(x^2+1)"),
    ("arctan((x+y)/(1-x y))", "y", "1/(y^2+1)"),
    ("artanh(2x/(1+x^2))", "x", "-2/(x^2-1)"),
    ("x/(x^2+2x+1)", "x", "(1-x)/(x+1)^3"),
    ("(x+1)/(x^2+2x+1)", "x", "-1/(x+1)^2"),
    ("ln(x^2+2x+1)", "x", "2/(x+1)"),
    ("1/(x^3+3x^2+3x+1)", "x", "-3/(x+1)^4"),
    ("x y/(x^2-2x y+y^2)", "x", "-y (x+y)/(x-y)^3"),
    ("x^2/(x-1)^3", "x", "-x (x+2)/(x-1)^4"),
    # the root of a fraction whose denominator is a sum of squares
    ("arcsin(x/sqrt(1+x^2))", "x", "1/(x^2+1)"),
    ("arcsin(x/sqrt(x^2+4))", "x", "2/(x^2+4)"),
    ("arccos(x/sqrt(x^2+y^2))", "x", "-|y|/(x^2+y^2)"),
    ("arccos(x/sqrt(x^2+y^2))", "y", "x y/((x^2+y^2) |y|)"),
    ("arccos(x/sqrt(x^2+y^2+z^2))", "x", "-sqrt(y^2+z^2)/(x^2+y^2+z^2)"),
]


def number(form: sympy.Expr, at: dict[str, Fraction]) -> Any:
    """The value of a form where it has a real one."""
    try:
        found = value_of(form, at)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    if isinstance(found, MANY.mpc):
        return found.real if found.imag == 0 else None
    return found if MANY.isfinite(found) else None


def in_numbers(whole: ScalarField, name: str, derivative: sympy.Expr) -> int:
    """At how many points the derivative agreed with the difference quotient of the function."""
    draw = random.Random(whole.source.text)
    step = Fraction(1, 10**20)
    agreed = 0
    for _ in range(60):
        at = {each: Fraction(draw.uniform(-2.5, 2.5)) for each in whole.variables}
        sides = [number(whole.expression, {**at, name: at[name] + side}) for side in (-step, step)]
        if None in sides:
            continue
        below, above = sides
        rate = (above - below) / 2 * step.denominator
        found = number(derivative, at)
        assert found is not None, at
        assert abs(found - rate) <= 1e-30 * max(1, abs(rate)), (at, found, rate)
        agreed += 1
    return agreed


@pytest.mark.parametrize(("text", "name", "wanted"), [*POWERS, *FACTORS, *SIGNS, *SQUARES, *BELOW])
def test_a_result_as_a_book_gives_it(text: str, name: str, wanted: str) -> None:
    whole = field(text)
    found = partial(whole, name).derivative
    expected = field(wanted, whole.variables).expression
    assert size(found) <= size(expected)
    assert in_numbers(whole, name, found) >= 3
    assert in_numbers(whole, name, expected) >= 3


SECOND = [
    # (function, by what in turn, as a book gives it)
    ("x/(1-x)^2", "xx", "(2x+4)/(1-x)^4"),
    ("1/(x^2+y^2)", "xy", "8x y/(x^2+y^2)^3"),
    ("x y/(x^2+y^2)", "xx", "2x y (x^2-3y^2)/(x^2+y^2)^3"),
    ("x y/(x^2+y^2)", "xy", "(6x^2 y^2 - x^4 - y^4)/(x^2+y^2)^3"),
    ("(x-y)/(x+y)", "xy", "2(x-y)/(x+y)^3"),
    ("1/(1-x y)", "xy", "(x y+1)/(1-x y)^3"),
    ("x/(x+y)", "xy", "(x-y)/(x+y)^3"),
    ("(x^2-y^2)/(x^2+y^2)", "xy", "8x y (x^2-y^2)/(x^2+y^2)^3"),
    ("x y/(x-y)", "xy", "-2x y/(x-y)^3"),
    ("e^x/(x+y)^2", "xy", "2(3-x-y) e^x/(x+y)^4"),
    ("e^x/(1-x)", "xx", "(x^2-4x+5) e^x/(1-x)^3"),
    ("x^2/(x-1)", "xx", "2/(x-1)^3"),
    ("arctan(y/x)", "xy", "(y^2-x^2)/(x^2+y^2)^2"),
    ("sin(x)/(y-x)^2", "xy", "(-(y-x) cos(x) - 3sin(x))/(y-x)^4*2"),
    ("|x|^3", "xx", "6|x|"),
    ("x^y", "xx", "x^(y-2) y (y-1)"),
    ("x^3 sin(1/x)", "xx", "6x sin(1/x) - 4cos(1/x) - sin(1/x)/x"),
    ("x^2 cos(y/x)", "xx", "2cos(y/x) + 2y sin(y/x)/x - y^2 cos(y/x)/x^2"),
    ("(x - 5) x ln(x)", "xx", "2ln(x) + 3 - 5/x"),
    ("x^2 e^(1/x)", "xx", "(2 - 2/x + 1/x^2) e^(1/x)"),
]


@pytest.mark.parametrize(("text", "order", "wanted"), SECOND)
def test_a_second_partial_as_a_book_gives_it(text: str, order: str, wanted: str) -> None:
    whole = field(text)
    *_, before, last = repeated_partial(whole, tuple(order))
    expected = field(wanted, whole.variables).expression
    assert size(last.derivative) <= size(expected)
    assert in_numbers(before.as_field(), order[-1], last.derivative) >= 3
    assert in_numbers(before.as_field(), order[-1], expected) >= 3


STEPS: list[tuple[str, list[Reason]]] = [
    ("ln(x^y)", [Clean.POWERS]),
    ("|x|/x", [Clean.SIGNS]),
    ("|x| sign(x)", [Clean.SIGNS_AS_ONE]),
    ("sign(x)|x|^3", [Clean.SIGNS]),
    ("x/sign(x)", [Clean.SIGNS_AS_ONE]),
    # By x it is 0; and by y, where x may be 0, it stays.
    ("y sign(x)^2", []),
    ("arctan(tan(x))", [Squares.SECANT]),
    ("arcsin(sin(x))", [Squares.CIRCULAR]),
    ("arsinh(sinh(x))", [Squares.HYPERBOLIC]),
    ("sech(x)^2/(1-tanh(x)^2)", [Squares.HYPERBOLIC_SECANT]),
    ("arccot(cot(x))", [Squares.COSECANT]),
    ("coth(x)^2 x - csch(x)^2 x", [Squares.HYPERBOLIC_COSECANT]),
    ("arccos((1-x^2)/(1+x^2))", [Clean.ROOTS]),
    ("arcsin(x/sqrt(1+x^2))", [Clean.FRACTIONS]),
    ("x x^y", [Clean.POWERS, Clean.FACTORS]),
    ("{x sinc(x) if x != 0, 1 otherwise}", [Clean.CASES]),
    ("sinc(x)", []),
    ("sin(x) y", []),
]


@pytest.mark.parametrize(("text", "reasons"), STEPS)
def test_each_step_has_its_reason(text: str, reasons: list[Reason]) -> None:
    given = partial(field(text), "x").derivation.derivative
    assert [step.reason for step in tidy_steps(given, "x")] == reasons


CASES: list[tuple[str, str]] = [
    # In a piece its own condition holds, and each of its parts.
    ("{{x if x > 0, -x otherwise} y if x > 0, y otherwise}", "{x y if x > 0, y otherwise}"),
    (
        "{{x if x > 0, -x otherwise} y if x > 0 and y > 0, y otherwise}",
        "{x y if x > 0 and y > 0, y otherwise}",
    ),
    # Behind it, it does not; nor what failed before.
    ("{y if x > 0, {x if x > 0, -x otherwise} otherwise}", "{y if x > 0, -x otherwise}"),
    (
        "{y if x > 0, {2 if x > 0, x if y > 0, -x otherwise} if y > 0, 1 otherwise}",
        "{y if x > 0, x if y > 0, 1 otherwise}",
    ),
    ("{{x if x != 0, y otherwise} if x = 0, 1 otherwise}", "{y if x = 0, 1 otherwise}"),
    # What another condition says is not known.
    (
        "{{x if x > 1, -x otherwise} if x > 0, y otherwise}",
        "{{x if x > 1, -x otherwise} if x > 0, y otherwise}",
    ),
    (
        "{{x if x > 0, -x otherwise} if x > 0 or y > 0, y otherwise}",
        "{{x if x > 0, -x otherwise} if x > 0 or y > 0, y otherwise}",
    ),
    (
        "{{x if y > 0, 2 if x > 0, -x otherwise} if x > 0, y otherwise}",
        "{{x if y > 0, 2 if x > 0, -x otherwise} if x > 0, y otherwise}",
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_cases_in_a_case_that_decides_them(text: str, wanted: str) -> None:
    names = ("x", "y")
    found = cases_in_cases(field(text, names).expression, lambda form: form)
    assert found == field(wanted, names).expression


def test_derivatives_of_a_sinc_are_short() -> None:
    for times in range(2, 7):
        *_, last = repeated_partial(field("sinc(x)"), ("x",) * times)
        assert str(last.derivative).count("Piecewise") == 1
        assert size(last.derivative) < 40 + 20 * times


# x sign(u)^2 along a line: where u is 0 all along it, the whole is, and so is its slope. Where u is
# 0 for an instant alone, the whole is x but there: its slope is 1, or it has none.
SIGNS_SQUARED = (
    ("x sign(x y)^2", "x", "sign(x*y)**2"),  # 0 on y = 0
    ("x sign(x y^2)^2", "x", "sign(x*y**2)**2"),
    ("x/sign(x y)", "x", "sign(x*y)"),  # no value on y = 0
    ("x/sign(x y)^2", "x", "1"),
    ("x sign(x y)^3", "x", "sign(x*y)"),
    ("|x y| sign(x y)", "x", "y"),  # and what stands beside it too
    ("|x y z| sign(x y z)", "x", "y*z"),
    ("x sign(x - y)^2", "x", "1"),
    ("x sign(y x - y)^2", "x", "sign(x*y - y)**2"),  # 0 on y = 0
    ("x sign(x^2 + y x + 1)^2", "x", "1"),
    ("x sign(x^2 y + x y + y)^2", "x", "sign(x**2*y + x*y + y)**2"),
    ("x sign((x - y)(x + 2))^2", "x", "1"),
    ("x sign(sin(x y))^2", "x", "sign(sin(x*y))**2"),
    ("x sign(sin(x - y))^2", "x", "1"),
    ("x sign(max(x, 0))^2", "x", "sign(max(x, 0))**2"),  # 0 for x < 0
    ("x sign(floor(x))^2", "x", "sign(floor(x))**2"),  # 0 for 0 < x < 1
    ("x sign(sqrt(x^2 - 2x + 1) - x + 1)^2", "x", "sign(-x + sqrt(x**2 - 2*x + 1) + 1)**2"),
    ("x^2 sign(x y)^2", "x,x", "2*sign(x*y)**2"),
)


@pytest.mark.parametrize(("text", "order", "slope"), SIGNS_SQUARED)
def test_the_square_of_a_sign_is_one_only_where_that_is_0_for_an_instant(
    text: str, order: str, slope: str
) -> None:
    assert gradcli.partial(text, order).lines() == (slope,)


def test_the_square_of_a_sign_is_one_only_where_the_sign_has_a_rate() -> None:
    assert gradcli.partial("y sign(x)^2", "y").lines() == ("sign(x)**2",)
    assert gradcli.partial("y x sign(x)^2", "x").lines() == ("y",)
    assert gradcli.gradient("y |x| sign(x)", "0, 3").lines() == ("3", "0")


# Numbers of hundreds of digits below the line.
LONG = [
    "1/((100!)^2 + y)",
    "x/(10^(-400) x^2 + y)",
    "acot(10^240 y)",
    "(x + y)/(x^2 + 2x y + y^2 + 10^(-500))",
    "y/(10^400 x^2 + 2*10^200 x + 1)",
]


@pytest.mark.parametrize("text", LONG)
def test_long_numbers_are_no_hindrance(text: str) -> None:
    assert gradcli.partial(text, wrt="y,y").lines()


KEPT = [
    # What holds of no more numbers than it did: the sign of 0 is 0, and its square too.
    "y sign(x)^2",
    "sign(x)/x^2",
    "1 - 2sin(x)^2",
    "sin(x)^2 + cos(y)^2",
    "cosh(x)^2 + sinh(x)^2",
    "sqrt(1 - x^2/y^2)",
    "2*2^x",
    "x^2 + x",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_identity_is_left_alone(text: str) -> None:
    assert not list(tidy_steps(field(text).expression))


# What is shared by terms in which the letters above a base add up: y^(z - 1) y^z is y^(2z - 1).
LETTERS_ABOVE = (
    ("sqrt(y^(2z) + x)", ("y", "z")),
    ("sqrt((y^z)^2 + x)", ("z", "y")),
    ("y^(z - 1)/sqrt(x + y^z)", ("z",)),
    ("y^(z - 1) (y^z + x)^2/(x y^z + y^(2z))", ("y",)),
    ("(x y^z + y^(z + 1))^2/(1 + y^z)", ("z", "z")),
)


@pytest.mark.parametrize(("text", "by"), LETTERS_ABOVE)
def test_letters_above_a_base_add_up(text: str, by: tuple[str, ...]) -> None:
    result = gradcli.partial(text, by, variables=("x", "y", "z"))
    x, y, z = names = sympy.symbols("x y z", real=True)
    at = {x: sympy.Rational(27, 100), y: sympy.Rational(67, 100), z: sympy.Rational(21, 100)}
    expected = result.answer.field.expression
    for name in by:
        expected = expected.diff(names["xyz".index(name)])
    (found,) = result.values()
    assert abs((found - expected).subs(at).evalf(30)) < 1e-20


MULTIPLIED_OUT = [
    "(x + y)**2 - x**2 - y**2",
    "(x + y)**3 - x**3 - 3*x**2*y - 3*x*y**2",
    "(2*x - y/3 + 1)**3 + y**3/27 - 1 - 8*x**3 + 4*x**2*y - 2*x*y**2/3 + y**2/3*(-1) - 6*x + y",
    "(x + 1)**2*(x - 1)*y - x**3*y - x**2*y + x*y",
    "(x + sin(y))**2*(x - sin(y))**2 - x**4 + 2*x**2*sin(y)**2",
]


@pytest.mark.parametrize("text", MULTIPLIED_OUT)
def test_powers_of_sums_are_multiplied_out_to_the_same(text: str) -> None:
    """By the multinomial theorem, against SymPy's own expansion."""
    letters = {name: sympy.Symbol(name, real=True) for name in "xy"}
    form = sympy.sympify(text, locals=letters)
    assert multiplied_out(form) == form.expand()
