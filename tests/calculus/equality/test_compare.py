"""Equal or not: identities that a learner may use, and what only looks alike."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from gradcli.calculus.equality.compare import Comparison, compare, decimals_in
from gradcli.calculus.equality.domains import have_one_domain
from gradcli.calculus.equality.identity import is_identity
from gradcli.field.to_sympy import ToSympy
from gradcli.language.reading import read_expression

# Each pair is one function written twice.
EQUAL = (
    ("2x y", "x y + y x"),
    ("sin(2x)", "2 sin x cos x"),
    ("cos(2x)", "1 - 2sin(x)^2"),
    ("tan(x)^2 + 1", "1/cos(x)^2"),
    ("sec(x)tan(x)", "sin(x)/cos(x)^2"),
    ("ln(x^2)", "2ln(x)"),
    ("ln(6x)", "ln 2 + ln 3 + ln x"),
    ("1/(1+e^(-x))", "e^x/(1+e^x)"),
    ("sqrt(x^2-1)", "sqrt(x-1)sqrt(x+1)"),
    ("x/sqrt(x)", "sqrt(x)"),
    ("1/sqrt(2)", "sqrt(2)/2"),
    ("1/(sqrt(3)-1)", "(sqrt(3)+1)/2"),
    ("cos(x+y)", "cos x cos y - sin x sin y"),
    ("2^x ln 4", "2^(x+1) ln 2"),
    ("x^y y/x", "y x^(y-1)"),
    ("sigmoid(x)(1-sigmoid(x))", "e^(-x)/(1+e^(-x))^2"),
    ("tanh(x)", "(e^(2x)-1)/(e^(2x)+1)"),
    ("arccos(x)", "pi/2 - arcsin(x)"),
    ("sin(x)^3", "(3 sin x - sin 3x)/4"),
    ("sin(x+pi/3)", "sin(x)/2 + sqrt(3)cos(x)/2"),
    ("x/|x|", "sign(x)"),
    ("cbrt(x)^2 x", "cbrt(x)^5"),
    ("1/(1+cos x)", "(1-cos x)/sin(x)^2"),
    ("1/(2sqrt(x+1))", "sqrt(x+1)/(2(x+1))"),
    ("arsinh(x)", "ln(x+sqrt(x^2+1))"),
    ("tan(x/2)", "sin x/(1+cos x)"),
    ("(1-x^2)^(-3/2)(1-x)", "(1-x)/((1-x^2)sqrt(1-x^2))"),
    ("ln(tan(x))", "ln(sin(x)) - ln(cos(x))"),
    ("1/(x+sqrt(x^2+1))", "sqrt(x^2+1) - x"),
)
DIFFERENT = (
    ("3y^3", "9y^2"),
    ("x^2", "x^2 + 1/10^12"),
    ("sin x", "cos x"),
    ("ln(2x)", "ln x"),
    ("sqrt(x+1)", "sqrt(x)+1"),
    ("sqrt(x^2)", "x"),
    ("|x|", "max(x, 0)"),
    ("2 pi", "6.1"),
)


# A root or a logarithm was taken apart as if what it is of were positive.
NOT_PROVED = (
    ("sqrt(x^2-2x+1)", "1-x"),
    ("sqrt(x^2-2x+1)", "x-1"),
    ("sqrt(x^2-2x+1) + ln(sqrt(x^2-2x+1))", "x-1 + ln(sqrt(x^2-2x+1))"),
    ("sqrt(x^2 y)", "x sqrt(y)"),
    ("sqrt(x y)", "x sqrt(y/x)"),
    ("sqrt((x-1)^2 (x+2))", "(1-x) sqrt(x+2)"),
    ("e^(ln((x-5)^2)/2)", "x-5"),
    ("(x^2-2x+1)^(3/2)", "(x-1)^3"),
    ("sqrt(1-cos(x)^2)", "sin(x)"),
    ("sqrt(2+2cos(x))", "2cos(x/2)"),
    ("sqrt(e^(2x)-2e^x+1)", "e^x-1"),
)
# These were, but are seen to be equal nevertheless.
PROVED = (
    ("sqrt(x^2-2x+1)", "|x-1|"),
    ("sqrt(x y)", "x y/sqrt(x y)"),
    ("sqrt(x^2-y^2)", "sqrt(x-y)sqrt(x+y)"),
    ("sqrt(x^4+2x^2+1)", "x^2+1"),
    ("sqrt(x^2-2x+2)^3", "(x^2-2x+2) sqrt(x^2-2x+2)"),
    ("sqrt(e^(2x)+2e^x+1)", "e^x+1"),
    ("e^(ln((x-5)^2)/2)", "|x-5|"),
    ("sqrt(sin(x))", "sin(x)/sqrt(sin(x))"),
    ("sqrt(-x)", "-x/sqrt(-x)"),
    ("sqrt(x^3)", "x sqrt(x)"),
)


class Case(NamedTuple):
    """A given formula beside the expected one, and what is said of it."""

    expected: str
    given: str
    equal: bool | None
    decided_by: str | None
    domain: str | None = None
    rounded: bool = False


SAID = (
    Case("x", "x^2/x", True, "algebra", "narrower"),
    Case("ln(x)", "ln|x|", True, "algebra", "wider"),
    Case("28sqrt(34)/17", "9.604", True, "intervals", rounded=True),
    Case("28sqrt(34)/17", "9.60", True, "intervals", rounded=True),
    Case("28sqrt(34)/17", "9.62", False, "intervals"),
    Case("x/3", "0.333x", True, "intervals", rounded=True),
    Case("x/2", "0.5x", True, "algebra"),
    Case("max(x, 0)", "(x + |x|)/2", True, "numbers"),
    # Another formula holds on a half-line that is far away, or beyond a half turn.
    Case("sqrt(x^2-2000x+10^6)", "1000-x", False, "intervals"),
    Case("abs(x-1000)", "1000-x", False, "intervals"),
    Case("max(x, 1000)", "1000", False, "intervals"),
    Case("{x if x<1000; 0}", "x", False, "intervals"),
    Case("sign(x-10^9)", "-1", False, "intervals"),
    Case("floor(x/10^4)", "(sign(x)-1)/2", False, "intervals"),
    Case("asin(sin(x/100))", "x/100", False, "intervals"),
    Case("acos(cos(x/100))", "|x/100|", False, "intervals"),
    Case("atan(tan(x/100))", "x/100", False, "intervals"),
    Case("|e^x - 10^9|", "10^9 - e^x", False, "intervals"),
    Case("|x^2 + y^2 - 10^8|", "10^8 - x^2 - y^2", False, "intervals"),
    Case("|x-1000| + |x-1001|", "|2x-2001|", False, "intervals"),
    Case("sqrt(2+2cos(x/100))", "2cos(x/200)", False, "intervals"),
    Case("sqrt(e^(2x)-2e^x 10^20+10^40)", "10^20-e^x", False, "intervals"),
    Case("e^(x-1000)", "0", False, "intervals"),
    # Both sides of all seams agree, or there is one side only.
    Case("sqrt(x) |x|", "x sqrt(x)", True, "numbers"),
    Case("max(x^2+1, 0) + max(x, 0)", "x^2+1 + (x+|x|)/2", True, "numbers"),
    Case("max(x, 1000) + min(x, 1000)", "x + 1000", True, "numbers"),
    # x < e^x: nobody has looked beyond, as nothing lies there.
    Case("max(e^x, x)", "e^x", None, None),
    # Where there are values, however far away, and what is merely too large or too small.
    Case("ln((x-1000)^2)", "2ln(1000-x)", True, "algebra", "narrower"),
    Case("sqrt(x-1000)^2 x/x", "sqrt(x-1000)^2", None, None),
    Case("e^x", "e^(200x)/e^(199x)", True, "algebra"),
    Case("e^(-x)", "e^(199x)/e^(200x)", True, "algebra"),
    # They have no value in common: proved, so that they are not equal.
    Case("ln(-x)", "ln(x)", False, "algebra"),
)


def said(expected: str, given: str) -> Comparison:
    one, other = read_expression(expected), read_expression(given)
    letters = sorted({*one.variables, *other.variables})
    return compare(one.tree, other.tree, letters, decimals=decimals_in(other.tree, given))


@pytest.mark.parametrize(("one", "other"), NOT_PROVED)
def test_a_root_of_what_may_be_negative_proves_nothing(one: str, other: str) -> None:
    forms = [ToSympy()(read_expression(text).tree) for text in (one, other)]
    assert not is_identity(*forms)
    assert not is_identity(*forms[::-1])


@pytest.mark.parametrize(("one", "other"), (*EQUAL, *PROVED))
def test_identities_are_seen(one: str, other: str) -> None:
    forms = [ToSympy()(read_expression(text).tree) for text in (one, other)]
    assert is_identity(*forms)
    assert said(one, other).equal is True


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_difference_is_proved_at_a_point(one: str, other: str) -> None:
    found = said(one, other)
    assert (found.equal, found.decided_by) == (False, "intervals")
    assert found.differs is not None
    assert found.differs.expected != found.differs.given


@pytest.mark.parametrize("case", SAID, ids=lambda case: f"{case.expected} or {case.given}")
def test_what_is_said(case: Case) -> None:
    found = said(case.expected, case.given)
    assert (found.equal, found.decided_by, found.domain, found.rounded) == case[2:]


# What has a value nowhere is not equal to anything that has one.
VALUELESS = (
    ("2x", "1/0"),
    ("2x", "2x/0 + 1"),
    ("2x", "x/(x - x)"),
    ("2x", "ln(-x^2)"),
    ("2x", "sqrt(-1 - x^2)"),
    ("2x", "arcsin(2 + x^2)"),
    ("12", "sqrt(-1)"),
)
# Nothing of the kind is proved: values elsewhere, or at one point.
NOT_VALUELESS = (("2x", "2x^2/x"), ("2x", "sqrt(-x^2)"), ("1/x", "1/x + 0*ln(-x)"), ("12", "1/0.5"))


@pytest.mark.parametrize(("expected", "given"), VALUELESS)
def test_what_has_no_value_is_wrong(expected: str, given: str) -> None:
    found = said(expected, given)
    assert (found.equal, found.valueless) == (False, True)


@pytest.mark.parametrize(("expected", "given"), NOT_VALUELESS)
def test_what_has_a_value_somewhere_has_one(expected: str, given: str) -> None:
    assert not said(expected, given).valueless


def test_what_has_a_value_at_one_point_is_not_right_for_it() -> None:
    assert said("2x", "2x + 0*sqrt(-x^2)").equal is None


# Whether both have values at the same points, as their operations tell it.
ONE_DOMAIN = (
    ("x^2 + y", "x y - 7", True),
    ("1/x", "(x + 1)/x^3", True),
    ("1/(x - y)", "3/(y - x)^2", True),
    ("ln x", "1/x + ln x", True),
    ("1/(2sqrt x)", "ln x", True),
    ("tan x", "sec(x)^2", True),
    ("tan x", "tan(x)^2 + 1", True),
    ("e^(-x)", "e^(x y)", True),
    ("x^2/x", "x", False),
    ("sqrt x", "1/sqrt x", False),
    ("x^y", "y x^(y-1)", False),
    ("max(1/x, 2)", "1/x", False),
    ("step(x)/x", "1/x", True),
    ("2^(1/x)", "1/x", True),
    ("x^0", "1", False),
    ("0^x", "1", False),
)


@pytest.mark.parametrize(("one", "other", "same"), ONE_DOMAIN)
def test_one_domain_is_told_by_what_operations_ask(one: str, other: str, same: bool) -> None:
    first, second = (read_expression(text, variables=("x", "y")).tree for text in (one, other))
    canonical = ToSympy()
    assert have_one_domain(first, second, canonical) is same
    assert have_one_domain(second, first, canonical) is same
