"""Functions of very many pieces: the formula that it should be, and in a moment."""

from __future__ import annotations

import time
from fractions import Fraction
from math import inf

import pytest
import sympy

import gradcli
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.rules.line import LINE, Intervals, common, condition_of, without
from gradcli.calculus.rules.pieces import interiors
from gradcli.errors import GradcliError, Kind

X = sympy.Symbol("x", real=True)


def F(number: int) -> Fraction:  # noqa: N802
    return Fraction(number)


@pytest.mark.parametrize(
    ("some", "others", "both"),
    [
        (LINE, ((F(0), F(1)),), ((F(0), F(1)),)),
        (((-inf, F(1)),), ((F(0), inf),), ((F(0), F(1)),)),
        (((-inf, F(0)), (F(0), inf)), ((F(-1), F(1)),), ((F(-1), F(0)), (F(0), F(1)))),
        (((-inf, F(0)),), ((F(0), inf),), ()),
    ],
)
def test_common(some: Intervals, others: Intervals, both: Intervals) -> None:
    assert common(some, others) == common(others, some) == both


@pytest.mark.parametrize(
    ("some", "outside"),
    [
        (LINE, ()),
        ((), LINE),
        (((F(0), F(1)),), ((-inf, F(0)), (F(1), inf))),
        (((-inf, F(0)), (F(0), inf)), ()),
        (((F(0), inf),), ((-inf, F(0)),)),
    ],
)
def test_without(some: Intervals, outside: Intervals) -> None:
    assert without(some) == outside


@pytest.mark.parametrize(
    ("some", "condition"),
    [
        (LINE, sympy.true),
        ((), sympy.false),
        (((-inf, F(0)), (F(0), inf)), sympy.Ne(X, 0)),
        (((F(0), F(1)),), sympy.And(X > 0, X < 1)),
        (((F(0), F(1)), (F(1), F(2))), sympy.And(X > 0, X < 2, sympy.Ne(X, 1))),
        (((-inf, F(0)), (F(1), inf)), sympy.Or(X < 0, X > 1)),
    ],
)
def test_condition_of(some: Intervals, condition: object) -> None:
    assert condition_of(some, X) == condition


def test_each_piece_counts_between_the_bounds_before_it_and_its_own() -> None:
    holds = interiors([X < 0, sympy.And(X >= 0, X < 1), X <= 3, sympy.Eq(X, 5), sympy.true])
    assert holds == (
        X < 0,
        sympy.And(X > 0, X < 1),
        # 1 itself is at the edge of what the second piece leaves.
        sympy.And(X > 1, X < 3),
        sympy.false,
        sympy.And(X > 3, sympy.Ne(X, 5)),
    )


STEPS = "{" + ",".join(f"{i} x if x<{i}" for i in range(1000)) + ",x^2 otherwise}"
ELSE = " else ".join(f"x if x>{i}" for i in range(1000)) + " else 0"
MANY = [
    # (the function, the point, its gradient there, seconds that a square would exceed by far)
    (STEPS, "999/2", ("500",)),
    (STEPS, "2000", ("4000",)),
    (ELSE, "1/2", ("1",)),
    (ELSE, "-1", ("0",)),
    ("max(" + ",".join(f"x_{i}" for i in range(60)) + ")", "0," * 59 + "1", ("0",) * 59 + ("1",)),
]


@pytest.mark.parametrize(("text", "at", "expected"), MANY)
def test_very_many_pieces(text: str, at: str, expected: tuple[str, ...]) -> None:
    start = time.process_time()
    assert gradcli.gradient(text, at=at).lines() == expected
    assert time.process_time() - start < 8


TOO_MANY = [
    ("min(" + ",".join(f"x^{i}" for i in range(500)) + ")", None, "125,000 comparisons"),
    (
        "{" + ",".join(f"{i} if x<{i} y" for i in range(200)) + ",x otherwise}",
        None,
        "20,000 conditions",
    ),
    ("x^2", "sqrt(" * 500 + "2" + ")" * 500, "a root of degree 2^500"),
]


@pytest.mark.parametrize(("text", "at", "why"), TOO_MANY)
def test_what_grows_as_the_square_is_refused_before_the_work(
    text: str, at: str | None, why: str
) -> None:
    start = time.process_time()
    with pytest.raises(GradcliError) as raised:
        gradcli.gradient(text, at=at)
    assert raised.value.kind is Kind.LIMIT, why
    assert time.process_time() - start < 5


def test_a_tower_of_powers_has_a_sign() -> None:
    # A product of positive numbers, none of which could be written out.
    tower = sympy.pi ** (sympy.pi ** (sympy.pi ** (sympy.pi**2)))
    assert sign_of(tower * sympy.log(sympy.pi) ** 4) is Sign.POSITIVE
    # So it has a sign, and is refused where it would be an exponent, or be printed.
    with pytest.raises(GradcliError) as refused:
        gradcli.gradient("pi^pi^pi^pi^x", at="2").values()
    assert refused.value.code == "power-too-long"


@pytest.mark.parametrize(
    ("text", "at", "values"),
    [
        ("max({z if x <= y, acos(2) otherwise}, x)", "1,2,3", ("0", "0", "1")),
        ("max({z if x <= y, acos(2) otherwise}, x)", "4,5,3", ("1", "0", "0")),
        ("min({acos(2) if x > y, ln(-1) if x > 0, z otherwise}, x)", "-1,2,3", ("1", "0", "0")),
        ("min({acos(2) if x > y, ln(-1) if x > 0, z otherwise}, x)", "-1,2,-3", ("0", "0", "1")),
    ],
)
def test_a_case_that_is_not_real_is_compared_with_nothing(
    text: str, at: str, values: tuple[str, ...]
) -> None:
    assert gradcli.gradient(text, at=at).lines() == values
    refused = gradcli.gradient(text, at="3,-2,1").error
    assert refused is not None and refused.kind is Kind.DOMAIN
