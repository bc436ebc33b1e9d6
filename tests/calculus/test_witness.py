"""Numbers that speak against a witness, and numbers that do not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from sympy import Integer, Rational

import gradcli
from gradcli.calculus.check.rest import is_bounded
from gradcli.calculus.check.witness import is_refuted
from gradcli.calculus.domain.verdict import (
    Approach,
    Curved,
    Discontinuous,
    EdgeAlongCurve,
    EdgeOfDomain,
    Exists,
    Finite,
    Infinite,
    NonSmooth,
    NotDifferentiable,
    NotLinear,
    Nowhere,
    OneSided,
    PartialMissing,
    Reason,
    Side,
)
from gradcli.calculus.numbers.orders import TIME
from gradcli.field.scalar_field import Point
from tests.fields import field

NOUGHT, ONE = Integer(0), Integer(1)
ORIGIN = Point((), (NOUGHT, NOUGHT))
FLAT = (Exists(NOUGHT, NOUGHT), Exists(NOUGHT, NOUGHT))
ROUGH = NonSmooth(field("x").tree, field("x").tree, NOUGHT)
ALONG_T2 = Approach((ONE, ONE), (1, 2), Finite(NOUGHT))
HALF_WAY = replace(ALONG_T2, curve=(TIME, TIME**2 / 2))


@pytest.mark.parametrize(
    ("text", "limit", "refuted"),
    [
        ("{1 if y = x^2, 0 otherwise}", Finite(ONE), False),
        ("{1 if y = x^2, 0 otherwise}", Finite(Integer(2)), True),
        ("{1 if y = x^2, 0 otherwise}", Infinite(positive=True), True),
        ("{1/x if y = x^2, 0 otherwise}", Infinite(positive=True), False),
        ("{0 if y != x^2, 0 if x = 0}", Finite(ONE), True),
    ],
)
def test_a_jump(text: str, limit: Side, refuted: bool) -> None:
    verdict = Discontinuous(NOUGHT, FLAT, ROUGH, replace(ALONG_T2, limit=limit))
    assert is_refuted(field(text), ORIGIN, verdict) is refuted


@pytest.mark.parametrize(
    ("text", "reason", "refuted"),
    [
        ("sqrt(|x y|)", NotLinear((ONE, ONE), Finite(ONE), NOUGHT), False),
        ("|x y|", NotLinear((ONE, ONE), Finite(ONE), NOUGHT), True),
        ("{x if y = x^2/2, 0 otherwise}", Curved(replace(HALF_WAY, limit=Finite(ONE))), False),
        ("{x if y = x^2, 0 otherwise}", Curved(replace(HALF_WAY, limit=Finite(ONE))), True),
        ("{0 if y != x^2, 0 if x = 0}", EdgeAlongCurve(replace(ALONG_T2, limit=Nowhere())), False),
        ("x y", EdgeAlongCurve(replace(ALONG_T2, limit=Nowhere())), True),
        ("sqrt(x) y", EdgeOfDomain((-ONE, NOUGHT)), False),
        ("x y", EdgeOfDomain((-ONE, NOUGHT)), True),
        # Whether y = x/3 holds at t/3 is a matter of rounding.
        ("x y", EdgeOfDomain((ONE, Rational(1, 3))), False),
    ],
)
def test_a_reason(text: str, reason: Reason, refuted: bool) -> None:
    verdict = NotDifferentiable(NOUGHT, FLAT, ROUGH, reason, None)
    assert is_refuted(field(text), ORIGIN, verdict) is refuted


@pytest.mark.parametrize(("left", "refuted"), [(-1, False), (1, True)])
def test_a_partial_that_is_missing(left: int, refuted: bool) -> None:
    partials = (OneSided(Finite(Integer(left)), Finite(ONE)), FLAT[1])
    verdict = NotDifferentiable(NOUGHT, partials, ROUGH, PartialMissing(), None)
    assert is_refuted(field("|x| + y^2"), ORIGIN, verdict) is refuted


@pytest.mark.parametrize(
    ("text", "exponent", "bounded"),
    [
        ("x y", 2, True),
        ("|x y|^(3/4)", Fraction(3, 2), True),
        ("|x y|^(3/4)", 2, False),
        ("{x if y = 0, 0 otherwise}", 2, False),
        ("{x y if x != 0, 0 if y = 1}", 2, False),
    ],
)
def test_what_is_left_over(text: str, exponent: Fraction, bounded: bool) -> None:
    tree = field(text).tree
    order = Fraction(exponent)
    names, at = ("x", "y"), (NOUGHT, NOUGHT)
    assert is_bounded(tree, names, at, NOUGHT, at, order) is bounded


def test_rounding_leads_nowhere() -> None:
    # 1 + x - x is 1, and in digits it may be a little more or less.
    body = gradcli.gradient("acsc((y/y)^2 + x - x)", at="pi/2,e").json(steps="none")
    assert body["differentiable"] is True


# The same function a million times larger or smaller, or beside something large: a corner, a bound,
# a logarithm, a slope without bound.
SCALED = [
    ("10^9 x|x| + y", "0,1", True),
    ("exp(w) + |b| b", "w=1000,b=0", True),
    ("10^30 |x|", "0", False),
    ("10^(-100) cbrt(x)", "0", False),
    ("10^(-30) {x ln(x) if x > 0, 0 otherwise}", "0", False),
    ("{x ln(x) if x > 0, 0 otherwise} + 10^30 x", "0", False),
    ("{x ln(x) if x > 0, 0 otherwise} + e^100 x^2", "0", False),
]


@pytest.mark.parametrize(("text", "at", "is_differentiable"), SCALED)
def test_the_size_of_a_number_is_no_evidence(text: str, at: str, is_differentiable: bool) -> None:
    body = gradcli.gradient(text, at=at).json(steps="none")
    assert body["differentiable"] is is_differentiable


@pytest.mark.parametrize("size", ["10^100", "10^400", "10^900", "-(10^400)"])
@pytest.mark.parametrize(
    "text", ["|y| + round(x)", "|y| + x", "max(x, x + y)", "|x| + |y| + y^2", "x |y|/10^300"]
)
def test_a_corner_is_seen_beside_large_numbers(text: str, size: str) -> None:
    """Beside 10^400 a step of 2^-800 is 640 digits away, and 500 digits showed no rate."""
    answer = gradcli.gradient(text, variables="x,y", at=f"{size},0").answer
    assert isinstance(answer.at.verdict, NotDifferentiable)  # type: ignore[union-attr]
