"""What is said where nothing is proved: which question is open, and why; never a certainty."""

from __future__ import annotations

import pytest
from sympy import Integer

from gradcli.calculus.domain.refusal import PowerTooLarge, RefusedError
from gradcli.calculus.domain.verdict import (
    Cause,
    Finite,
    Infinite,
    NotDifferentiable,
    NotLinear,
    OneSided,
    Question,
    Undecided,
    Unknown,
)
from gradcli.calculus.point.differentiability import examine, rate_along
from gradcli.field.expression import operands
from gradcli.field.scalar_field import Direction, Point
from tests.fields import field

NOUGHT, ONE = Integer(0), Integer(1)

# x^2/sin(1/x) is unbounded near each zero of the sine, and these gather at 0; gradcli has no
# expansion of what grows again and again.
OPEN = [
    (
        "{x if x <= 0, x^2/sin(1/x) if sin(1/x) != 0, 0 otherwise}",
        Undecided(Question.DIFFERENTIABLE, Cause.ONE_SIDED_LIMIT),
    ),
    (
        "{x^2/sin(1/x) if x < 0 and sin(1/x) != 0, 3x otherwise}",
        Undecided(Question.DIFFERENTIABLE, Cause.ONE_SIDED_LIMIT),
    ),
    (
        "{0 if x = 0, x^2/sin(1/x) if sin(1/x) != 0, 0 otherwise}",
        Undecided(Question.DIFFERENTIABLE, Cause.EXPANSION),
    ),
    (
        "{0 if x = 0, (x^2 + y^2)/sin(1/x) if sin(1/x) != 0, 0 otherwise}",
        Undecided(Question.PARTIALS, Cause.LIMIT_ALONG_AN_AXIS),
    ),
    (
        "{0 if x y = 0, x^2 y^2/sin(1/(x y)) if sin(1/(x y)) != 0, 0 otherwise}",
        Undecided(Question.DIFFERENTIABLE, Cause.NEITHER_PROOF_NOR_COUNTEREXAMPLE),
    ),
]


@pytest.mark.parametrize(("text", "verdict"), OPEN)
def test_the_question_that_is_open_at_a_point(text: str, verdict: Undecided) -> None:
    function = field(text)
    assert examine(function, Point((), (NOUGHT,) * len(function.variables))) == verdict


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        (
            "{2x if x <= 0, x^2/sin(1/x) if sin(1/x) != 0, 0 otherwise}",
            OneSided(Finite(Integer(2)), Unknown(Cause.EXPANSION)),
        ),
        (
            "{x^2/sin(1/x) if x < 0 and sin(1/x) != 0, 3x otherwise}",
            OneSided(Unknown(Cause.EXPANSION), Finite(Integer(3))),
        ),
        (
            "{0 if x = 0, x^2/sin(1/x) if sin(1/x) != 0, 0 otherwise}",
            Undecided(Question.RATE, Cause.EXPANSION),
        ),
    ],
)
def test_one_side_may_be_known_and_the_other_not(text: str, rate: object) -> None:
    assert rate_along(field(text), Point((), (NOUGHT,)), Direction((), (ONE,))) == rate


def test_a_rate_at_a_point_where_a_power_cannot_be_written_out_names_that_power() -> None:
    function = field("x^(x^2) + x")
    with pytest.raises(RefusedError) as refused:
        rate_along(function, Point((), (Integer(10**6),)), Direction((), (ONE,)))
    refusal = refused.value.refusal
    assert isinstance(refusal, PowerTooLarge)
    assert refusal.field is function
    assert refusal.piece is operands(function.tree)[0]


@pytest.mark.parametrize(
    ("text", "from_the_left"),
    [
        # Along (1, 1): the root of |t| over t; and the cube root of t over t, the same from both.
        ("root(|x y|, 4)", Infinite(positive=False)),
        ("cbrt(cbrt(x^2 y))", None),
    ],
)
def test_a_rate_that_is_infinite_is_told_from_both_sides_where_they_differ(
    text: str, from_the_left: Infinite | None
) -> None:
    verdict = examine(field(text), Point((), (NOUGHT, NOUGHT)))
    assert isinstance(verdict, NotDifferentiable)
    assert isinstance(verdict.reason, NotLinear)
    assert verdict.reason.rate == Infinite(positive=True)
    assert verdict.reason.left == from_the_left
