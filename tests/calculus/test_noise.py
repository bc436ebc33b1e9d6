"""Numbers that tell nothing of a constant do not refute what is known of it exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from sympy.core.cache import clear_cache

import gradcli
from gradcli.calculus.check.verification import Outcome, verify
from gradcli.calculus.domain.decide_jumps import decide_jumps
from gradcli.errors import GradcliError, Kind
from gradcli.field.from_sympy import from_sympy
from gradcli.narrative.refusals import in_words
from tests.fields import field

PI = (
    "3"
    + "141592653589793238462643383279502884197169399375105820974944592307816406286208998628034825"
)

# (the function, the point, its derivative there, and why)
EXACT = [
    ("sign(sin(pi)) x", "2", "0", "sin(pi) = 0"),
    ("sign(sqrt(2)+sqrt(3)-sqrt(5+2sqrt(6)))x", "2", "0", "(sqrt 2 + sqrt 3)^2 = 5 + 2 sqrt 6"),
    ("floor(6 cos(pi/3)) x", "2", "3", "cos(pi/3) = 1/2"),
    ("floor(0.3/0.1) x", "2", "3", "decimals are exact"),
    ("step(-sin(pi)) x", "2", "1", "step(0) = 1"),
    ("round(cos(pi/3)) x", "2", "0", "a half goes to the even neighbour"),
    ("sign(tan(pi/4) - 1) x + x^2", "2", "4", "tan(pi/4) = 1"),
    (
        "{x if sqrt(2)+sqrt(3) > sqrt(5+2sqrt(6)), 2x otherwise}",
        "2",
        "2",
        "the two sides are equal",
    ),
    ("{x if cos(pi/3) >= 1/2 and x > 0, 2x otherwise}", "2", "1", "the two sides are equal"),
    ("tan(10^100 pi/7)*x", "2", "-tan(3*pi/7)", "10^100 = 4 mod 7, and tan(4pi/7) = -tan(3pi/7)"),
]


@pytest.mark.parametrize(("text", "at", "slope", "why"), EXACT)
def test_a_constant_is_what_it_is(text: str, at: str, slope: str, why: str) -> None:
    answer = gradcli.gradient(text, at=at)
    assert answer.lines() == (slope,), why
    assert answer.json()["verified"] is ("10^100" not in text)


def test_a_wrong_derivative_is_found_beside_a_large_angle() -> None:
    # The numbers are refuted in a hundred digits, and again in four hundred.
    whole = field("tan(10^100 pi/7) x")
    check = verify(whole, [("x", field("2 tan(10^100 pi/7)", ["x"]).tree)])
    assert check.outcome is Outcome.FAILED
    right = verify(whole, [("x", from_sympy(field("tan(3 pi/7)", ["x"]).expression))])
    assert right.outcome is Outcome.FAILED  # the sign is wrong


@pytest.mark.parametrize("text", ["x sin(y)", "floor(x) + 2", "{x if x > 1, 2 otherwise}"])
def test_what_has_no_jumping_constant_is_left_alone(text: str) -> None:
    tree = field(text).tree
    if "{" not in text:
        assert decide_jumps(tree) is tree


TOO_LARGE = [
    ("atan2(10^3999, x)", "(x^2 + 10^7998) below the line"),
    ("x*x*y + 10^3999*10^3999*x/(1 + 10^3999)", "a product of numbers"),
    ("floor(exp(10^6))*x", "434,295 digits"),
]


@pytest.mark.parametrize(("text", "why"), TOO_LARGE)
def test_numbers_too_long_to_be_written_are_a_limit(text: str, why: str) -> None:
    with pytest.raises(GradcliError) as raised:
        gradcli.gradient(text).lines()
    assert raised.value.kind is Kind.LIMIT, why


MANY_DIGITS = ("floor(exp(1000))", "ceil(-pi^300)", "floor(sqrt(10^300 + 1))", "floor(10^150 e)")
WAYS: tuple[tuple[str, str | None], ...] = (
    ("({}) x", None),
    ("({}) x", "2"),
    ("x^2 + ({})", "1"),
    ("exp(x)/({})", "1"),
)


@pytest.mark.parametrize("constant", MANY_DIGITS)
@pytest.mark.parametrize("first", range(len(WAYS)))
def test_whole_parts_of_many_digits_are_a_limit(constant: str, first: int) -> None:
    """Whatever was asked before: SymPy keeps what it has found out of a constant."""
    clear_cache()
    for text, at in (*WAYS[first:], *WAYS[:first]):
        with pytest.raises(GradcliError) as raised:
            gradcli.gradient(text.format(constant), at=at).json()
        assert raised.value.code == "constant-too-long"


@pytest.mark.parametrize(
    ("constant", "slope"),
    [
        ("floor(tanh(1000))", "0"),
        ("floor(erf(100))", "0"),
        ("ceil(-tanh(1000))", "0"),
        ("ceil(erf(100))", "1"),
        ("floor(-erf(100))", "-1"),
        ("floor(1 - exp(-1000))", "0"),
        ("ceil(exp(-1000))", "1"),
        ("floor(sin(1)^2 + cos(1)^2)", "1"),
        ("floor(10^90 pi)/10^90", str(Fraction(int(PI), 10**90))),
        ("floor(-sqrt(2))", "-2"),
        ("floor(tanh(10^6))", "0"),
    ],
)
def test_whole_parts_are_those_of_the_number_and_not_of_its_digits(
    constant: str, slope: str
) -> None:
    assert gradcli.gradient(f"{constant} x").lines() == (slope,)
    assert gradcli.gradient(f"{constant} x", at="2").lines() == (slope,)


def test_a_whole_part_that_no_digits_tell_is_refused() -> None:
    """It is 1 less something in the 8,686th place; SymPy says that its floor is 1."""
    with pytest.raises(GradcliError) as raised:
        gradcli.gradient("floor(cos(exp(-10^4))) x")
    assert raised.value.code == "constant-at-a-jump"


def test_an_exponent_past_every_float_is_no_crash() -> None:
    assert gradcli.gradient("x^0.1^1000", at="2").error is None


@pytest.mark.parametrize(
    ("text", "at", "lines"),
    [
        # arcosh(1 + u) is nearly sqrt(2u), and no 0; artanh(1 - u) is -ln(u)/2 nearly.
        ("sign(acosh(1 + 10^(-30))) x", "1/2", ("1",)),
        ("x^2 floor(1 - acosh(1 + 10^(-30)) + 0x)", "1/2", ("0",)),
        ("ceil(acos(1 - 10^(-45))) x", "2", ("1",)),
        ("ceil(asec(1 + 10^(-45))) x", "2", ("1",)),
        ("floor(-asech(1 - 10^(-45))) x", "2", ("-1",)),
        ("floor(2atanh(1 - 10^(-45))) x", "2", ("104",)),
        ("floor(2acoth(-1 - 10^(-45))) x", "2", ("-105",)),
        ("ceil(ln(1 + 10^(-40))) x", "2", ("1",)),
        ("floor(1/log_2(1 + 10^(-30))) x", "2", ("693147180559945309417232121458",)),
        # softplus(-100) is e^(-100) nearly, and 1/sinc(pi + u) -(pi + u)/sin(u).
        ("sign(softplus(-100)) x", "2", ("1",)),
        ("round(1/sinc(pi + 10^(-30))) x", "2", ("-3141592653589793238462643383281",)),
        ("sigmoid(ceil(y)/acoth(829229154994))", "pi/2 + 1e-60", ("0",)),
        # No number of digits that the check takes tells tanh(1000) from 1.
        ("x^2 floor(tanh(1000) + 0x)", "1/2", ("0",)),
        ("{x if tanh(1000) + x - x >= 1, 2x otherwise}", "1/2", ("2",)),
    ],
)
def test_constants_beside_the_edge_of_a_function_are_no_noise(
    text: str, at: str, lines: tuple[str, ...]
) -> None:
    assert gradcli.gradient(text, at=at).lines() == lines


@pytest.mark.parametrize(
    ("number", "nearest"),
    [("5/2", "2"), ("-7/2", "-4"), ("sin(1)^2 + cos(1)^2 + 1/2", "2"), ("sqrt(2) + 1", "2"),
     ("sin(1)^2 + cos(1)^2 + 3/2", "2"), ("3/2 - exp(-200)", "1"), ("1/2 + exp(-200)", "1")],
)  # fmt: skip
def test_halves_go_to_the_even_neighbour(number: str, nearest: str) -> None:
    assert gradcli.gradient(f"round({number}) x").lines() == (nearest,)


def test_digits_that_are_lost_in_a_denominator_are_a_limit_and_no_defect() -> None:
    """SymPy divides by the digits of a number, which for so few digits are those of 0."""
    little = sympy.log(1 + sympy.Rational(1, 10**45))
    with pytest.raises(ZeroDivisionError) as raised:
        (1 / little).evalf(2)
    refusal = in_words(raised.value)
    assert refusal is not None
    assert refusal.code == "constant-near-zero"
    assert in_words(ZeroDivisionError()) is None
