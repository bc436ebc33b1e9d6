"""Random functions with kinks: no verdict is contradicted by numbers near the point."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Expr, Integer, Rational

from gradcli.calculus.domain.verdict import (
    Differentiable,
    Discontinuous,
    EdgeOfDomain,
    Exists,
    Finite,
    Infinite,
    NotDifferentiable,
    NotLinear,
    Nowhere,
    OneSided,
    OutsideDomain,
    Side,
    Smooth,
    Undecided,
    Undefined,
    Verdict,
)
from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.calculus.numbers.numeric import OutsideRealsError, context_of, evaluate, multiprecision
from gradcli.calculus.point.differentiability import examine, rate_along
from gradcli.field.expression import (
    Branch,
    Call,
    Comparison,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
)
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField

DIGITS = 200
STEP = context_of(DIGITS).mpf(10) ** -48
NEAR = 1e-6


FUNCTIONS = (
    *("abs", "abs", "sqrt", "sqrt", "cbrt", "sign", "step", "floor", "round", "acot"),
    *("sin", "cos", "tan", "exp", "log", "asin", "acosh", "atan", "tanh", "coth", "acsc"),
)


def _kinked(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(Sum),
        pair.map(Product),
        inner.map(Negative),
        pair.map(lambda drawn: Quotient(*drawn)),
        inner.map(lambda drawn: Power(drawn, Number(Fraction(2)))),
        st.tuples(
            st.sampled_from(FUNCTIONS),
            inner,
        ).map(lambda drawn: Call(drawn[0], (drawn[1],))),
        st.tuples(inner, st.sampled_from((Fraction(1, 2), Fraction(3, 2), Fraction(2, 3)))).map(
            lambda drawn: Power(drawn[0], Number(drawn[1]))
        ),
        st.tuples(st.sampled_from(("max", "min", "atan2")), pair).map(lambda drawn: Call(*drawn)),
        st.tuples(inner, inner, inner, st.sampled_from(("<", "<=", "=", "!="))).map(
            lambda drawn: Piecewise(
                (
                    Branch(drawn[0], Comparison(drawn[1], drawn[3], Number(Fraction(0)))),
                    Branch(drawn[2], None),
                )
            )
        ),
    )


def trees(names: tuple[str, ...]) -> st.SearchStrategy[Node]:
    leaves: st.SearchStrategy[Node] = st.one_of(
        st.sampled_from([Variable(name) for name in names]),
        st.sampled_from([Variable(name) for name in names]),
        st.integers(0, 2).map(lambda drawn: Number(Fraction(drawn))),
    )
    return st.recursive(leaves, _kinked, max_leaves=6)


COORDINATES = st.sampled_from((Integer(0), Integer(0), Integer(1), Integer(-1), Rational(1, 2)))


class Outside:
    """No value."""


def number(value: Expr) -> object:
    return evaluate(from_sympy(value), {}, multiprecision(DIGITS))


def value_at(near: Neighbourhood, direction: tuple[Expr, ...], t: object) -> object:
    """f(P + t direction), None where it is too large, `Outside` where there is none."""
    at = {
        name: number(start) + t * number(w)
        for name, start, w in zip(near.variables, near.point, direction, strict=True)
    }
    try:
        return evaluate(near.tree, at, multiprecision(DIGITS))
    except OutsideRealsError:
        return Outside
    except OverflowError:
        return None


def check_side(near: Neighbourhood, value: Expr, direction: tuple[Expr, ...], side: Side) -> None:
    """That quotients for small t > 0 bear out what is claimed of them."""
    found = value_at(near, direction, STEP)
    if found is None:
        return
    match side:
        case Nowhere():
            assert found is Outside
        case Finite(claimed):
            assert found is not Outside
            quotient = (found - number(value)) / STEP
            assert abs(quotient - number(claimed)) < NEAR * max(1, abs(number(claimed)))
        case Infinite(positive):
            assert found is not Outside
            quotient = (found - number(value)) / STEP
            assert quotient > 1000 if positive else quotient < -1000


def flipped(side: Side) -> Side:
    match side:
        case Finite(value):
            return Finite(-value)
        case Infinite(positive):
            return Infinite(not positive)
        case _:
            return side


def check(field: ScalarField, point: Point) -> Verdict:
    """Hold the verdict against numbers, and give it back."""
    near = Neighbourhood(field.tree, field.variables, point.coordinates)
    size = len(field.variables)
    axes = [tuple(Integer(i == k) for i in range(size)) for k in range(size)]
    verdict = examine(field, point)
    here = value_at(near, axes[0], context_of(DIGITS).mpf(0))
    match verdict:
        case OutsideDomain() | Undefined():
            assert here is Outside or here is None
            if isinstance(verdict, Undefined) and verdict.removable is not None:
                filled, slopes = verdict.removable.value, verdict.removable.gradient
                for axis in axes:
                    tending = value_at(near, axis, STEP)
                    assert tending is None or abs(tending - number(filled)) < NEAR
                for axis, slope in zip(axes, slopes or (), strict=False):
                    check_side(near, filled, axis, Finite(slope))
        case Undecided():
            pass
        case _:
            assert here is not Outside
            if here is not None:
                assert abs(here - number(verdict.value)) < 1e-30 * max(1, abs(here))
    check_slopes(field, point, near, axes, verdict)
    return verdict


def check_slopes(
    field: ScalarField,
    point: Point,
    near: Neighbourhood,
    axes: list[tuple[Expr, ...]],
    verdict: Verdict,
) -> None:
    size = len(axes)
    match verdict:
        case Smooth(value):
            for axis in axes:
                rate = rate_along(field, point, Direction((), axis))
                if isinstance(rate, Exists):
                    check_side(near, value, axis, Finite(rate.value))
                    check_side(near, value, tuple(-w for w in axis), Finite(-rate.value))
                else:
                    assert isinstance(rate, Undecided)
        case Differentiable(value, gradient):
            ways = [*axes, *(tuple(-w for w in axis) for axis in axes)]
            if size == 2:
                ways += [
                    (Integer(1), Integer(1)),
                    (Integer(2), Integer(-3)),
                    (Integer(-1), Integer(5)),
                ]
            for way in ways:
                slope = sum((a * b for a, b in zip(gradient, way, strict=True)), Integer(0))
                check_side(near, value, way, Finite(slope))
        case NotDifferentiable(value, partials, _, reason):
            for axis, partial in zip(axes, partials, strict=True):
                back = tuple(-w for w in axis)
                match partial:
                    case Exists(slope):
                        check_side(near, value, axis, Finite(slope))
                        check_side(near, value, back, Finite(-slope))
                    case OneSided(left, right):
                        check_side(near, value, axis, right)
                        check_side(near, value, back, flipped(left))
                        assert left != right or not isinstance(left, Finite)
            if isinstance(reason, NotLinear):
                check_side(near, value, reason.direction, reason.rate)
            if isinstance(reason, EdgeOfDomain):
                check_side(near, value, reason.direction, Nowhere())
        case Discontinuous(value, _, _, approach):
            curve = context_of(DIGITS).mpf(10) ** -40
            steps = tuple(
                c * Rational(1, 10**40) ** (p - 1)
                for c, p in zip(approach.coefficients, approach.powers, strict=True)
            )
            found = value_at(near, steps, curve)
            assert found is not Outside
            if found is not None and isinstance(approach.limit, Finite):
                assert abs(found - number(approach.limit.value)) < NEAR
                assert abs(found - number(value)) > NEAR


SETTINGS = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@SETTINGS
@given(trees(("x",)), COORDINATES)
def test_one_variable(tree: Node, x: Expr) -> None:
    check(ScalarField.of_tree(tree, variables=("x",)), Point((), (x,)))


@SETTINGS
@given(trees(("x", "y")), st.tuples(COORDINATES, COORDINATES))
def test_two_variables(tree: Node, at: tuple[Expr, ...]) -> None:
    check(ScalarField.of_tree(tree, variables=("x", "y")), Point((), at))


@pytest.mark.parametrize("wrong", [Finite(Integer(0)), Nowhere(), Infinite(positive=True)])
def test_the_check_catches_a_wrong_claim(wrong: Side) -> None:
    near = Neighbourhood(Call("abs", (Variable("x"),)), ("x",), (Integer(0),))
    with pytest.raises(AssertionError):
        check_side(near, Integer(0), (Integer(1),), wrong)
    assert math.isfinite(NEAR)
