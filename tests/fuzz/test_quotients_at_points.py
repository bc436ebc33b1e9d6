"""The short run of the oracle at corners, seams and poles; and that it can say no."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer

from gradcli.calculus.domain.verdict import Exists, Finite, Infinite, Nowhere, OneSided
from tests.fuzz import quotients_in_space
from tests.fuzz.quotients_at_points import (
    MP,
    Drawn,
    Oracle,
    denied_gradient,
    denied_rate,
    denied_side,
    logarithm,
    root,
    run,
)

ORIGIN = (MP.mpf(0), MP.mpf(0))


def test_numbers_say_nothing_against_the_verdicts() -> None:
    judged, found = run(40, 20260101)
    assert found == []
    assert sum(judged.values()) == 40
    assert judged["Undecided"] < 20


@pytest.mark.parametrize(
    ("drawn", "gradient"),
    [
        (Drawn("|x|", lambda x, _: abs(x)), (0, 0)),
        (Drawn("x + y", lambda x, y: x + y), (1, 2)),
        (Drawn("sqrt(x^2 + y^2)", lambda x, y: MP.sqrt(x * x + y * y)), (0, 0)),
        (Drawn("1 on y = x^2", lambda x, y: MP.mpf(y == x * x and x != 0)), (0, 0)),
        (Drawn("sqrt(x)", lambda x, _: root(x) ** 4), (0, 0)),
    ],
)
def test_a_wrong_gradient_is_denied(drawn: Drawn, gradient: tuple[int, int]) -> None:
    assert list(denied_gradient(Oracle(drawn, ORIGIN), tuple(map(Integer, gradient)), MP.mpf(0)))


def test_a_right_gradient_is_not() -> None:
    oracle = Oracle(Drawn("x|x| + 3y", lambda x, y: x * abs(x) + 3 * y), ORIGIN)
    assert not list(denied_gradient(oracle, (Integer(0), Integer(3)), MP.mpf(0)))


def test_wrong_sides_are_denied() -> None:
    oracle = Oracle(Drawn("|x|", lambda x, _: abs(x)), ORIGIN)
    right = oracle.quotients((1, 0), MP.mpf(0))
    assert denied_side(Finite(Integer(1)), right) is None
    for wrong in (Finite(Integer(-1)), Infinite(positive=True), Nowhere()):
        assert denied_side(wrong, right) is not None
    zero: Expr = Integer(0)
    assert list(denied_rate(oracle, (1, 0), Exists(zero, zero), MP.mpf(0)))
    both = OneSided(Finite(Integer(-1)), Finite(Integer(1)))
    assert not list(denied_rate(oracle, (1, 0), both, MP.mpf(0)))


def test_numbers_say_nothing_against_the_verdicts_in_space() -> None:
    judged, found = quotients_in_space.run(14, 20260103)
    assert found == []
    assert sum(judged.values()) == 14


@pytest.mark.parametrize(
    ("drawn", "gradient"),
    [
        (Drawn("|z|", lambda _, __, z: abs(z)), (0, 0, 0)),
        (Drawn("1 on z = x^2", lambda x, _, z: MP.mpf(z == x * x and x != 0)), (0, 0, 0)),
        (Drawn("x + 2u", lambda x, _, __, u: x + 2 * u), (1, 0, 0, 1)),
    ],
)
def test_a_wrong_gradient_is_denied_in_space(drawn: Drawn, gradient: tuple[int, ...]) -> None:
    count = len(gradient)
    oracle = Oracle(drawn, (MP.mpf(0),) * count)
    ways = quotients_in_space.ways_in(count)
    assert list(denied_gradient(oracle, tuple(map(Integer, gradient)), MP.mpf(0), ways))


# Of numbers in base 10 the logarithm on this ray is off 0 by rounding, and the parabola missed.
def test_what_is_exactly_zero_on_a_way_is_so_in_numbers() -> None:
    line = Oracle(Drawn("ln(x - y)", lambda x, y: logarithm(x - y)), (MP.mpf(2), MP.mpf(1)))
    assert line.along((1, 1)) == [0, 0, 0]
    seam = Oracle(Drawn("y = x^2", lambda x, y: MP.mpf(y == x * x)), (MP.mpf(-1), MP.mpf(1)))
    assert seam.at((MP.mpf(2) ** -300, -(MP.mpf(2) ** -299) + MP.mpf(2) ** -600)) == 1
