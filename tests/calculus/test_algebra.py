"""The laws that every derivation keeps, on functions drawn at random."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gradcli.calculus.check.verification import Outcome, verify
from gradcli.calculus.rules.gradient import gradient, partial
from gradcli.calculus.rules.steepest import angle_table, steepest
from gradcli.field.expression import Call, Node, Number, Power, Product, Quotient, Sum
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from tests.fields import MANY, assert_close, fields, points, slope_by_differences, trees, value_of

DRAWN = settings(max_examples=40)
XY = ("x", "y")
Place = tuple[Fraction, ...]


def slope(tree: Node, at: dict[str, Fraction]) -> Any:
    """The derivative by x, as a number."""
    return value_of(partial(ScalarField.of_tree(tree, variables=XY), "x").derivative, at)


def number(tree: Node, at: dict[str, Fraction]) -> Any:
    return value_of(ScalarField.of_tree(tree, variables=XY).expression, at)


def named(place: Place) -> dict[str, Fraction]:
    return dict(zip(XY, place, strict=True))


@DRAWN
@given(trees(), trees(), st.integers(-4, 4), st.integers(-4, 4), points())
def test_linearity(u: Node, v: Node, a: int, b: int, place: Place) -> None:
    at = named(place)
    c, k = Number(Fraction(abs(a))), Number(Fraction(abs(b)))
    both = Sum((Product((c, u)), Product((k, v))))
    assert_close(slope(both, at), abs(a) * slope(u, at) + abs(b) * slope(v, at))


@DRAWN
@given(trees(), trees(), points())
def test_the_product_rule(u: Node, v: Node, place: Place) -> None:
    at = named(place)
    expected = slope(u, at) * number(v, at) + number(u, at) * slope(v, at)
    assert_close(slope(Product((u, v)), at), expected)


@DRAWN
@given(trees(), trees(), points())
def test_the_quotient_rule(u: Node, v: Node, place: Place) -> None:
    at = named(place)
    below = Sum((Power(v, Number(Fraction(2))), Number(Fraction(1))))
    expected = (slope(u, at) * number(below, at) - number(u, at) * slope(below, at)) / number(
        below, at
    ) ** 2
    assert_close(slope(Quotient(u, below), at), expected)


@DRAWN
@given(trees(), points())
def test_the_chain_rule(u: Node, place: Place) -> None:
    at = named(place)
    outer = Call("sin", (u,))
    assert_close(slope(outer, at), MANY.cos(number(u, at)) * slope(u, at))


@DRAWN
@given(fields(), points())
def test_every_partial_is_the_slope_that_differences_approach(
    whole: ScalarField, place: Place
) -> None:
    at = named(place)
    for derived in gradient(whole).partials:
        expected = slope_by_differences(whole.expression, derived.variable, at)
        assert_close(value_of(derived.derivative, at), expected, digits=18)


@DRAWN
@given(fields(("x", "y", "z"), 10), points(3))
def test_every_partial_is_the_derivative_of_sympy(whole: ScalarField, place: Place) -> None:
    at = dict(zip(whole.variables, place, strict=True))
    for derived in gradient(whole).partials:
        expected = sympy.diff(whole.expression, symbol(derived.variable))
        assert_close(value_of(derived.derivative, at), value_of(expected, at))


@DRAWN
@given(fields(largest=12))
def test_every_derivation_passes_its_check(whole: ScalarField) -> None:
    pairs = [(derived.variable, derived.written) for derived in gradient(whole).partials]
    assert verify(whole, pairs).outcome is Outcome.PASSED


slopes = st.lists(st.integers(-9, 9), min_size=1, max_size=5).filter(any)


@DRAWN
@given(slopes, st.data())
def test_the_maximiser_beats_every_direction(components: list[int], data: st.DataObject) -> None:
    best = steepest(tuple(map(sympy.Integer, components)))
    assert sympy.expand(sum(part**2 for part in best.direction)) == 1
    assert sympy.expand(sum(a * b for a, b in zip(components, best.direction, strict=True))) == (
        best.rate
    )
    drawn = data.draw(
        st.lists(st.floats(-1, 1), min_size=len(components), max_size=len(components))
    )
    length = math.hypot(*drawn)
    assume(length > 1e-3)
    rate = sum(slope * part / length for slope, part in zip(components, drawn, strict=True))
    assert abs(rate) <= float(best.rate) * (1 + 1e-12)


@DRAWN
@given(slopes.filter(lambda drawn: len(drawn) > 1))
def test_the_level_direction_is_a_unit_vector_at_right_angles(components: list[int]) -> None:
    level = steepest(tuple(map(sympy.Integer, components))).level
    assert level is not None
    assert sympy.expand(sum(part**2 for part in level)) == 1
    assert sum(a * b for a, b in zip(components, level, strict=True)) == 0


@DRAWN
@given(st.tuples(st.integers(-9, 9), st.integers(-9, 9)).filter(any))
def test_the_rates_of_the_table_fall_as_the_cosine_does(components: tuple[int, int]) -> None:
    rows = angle_table((float(components[0]), float(components[1])))
    assert [row.degrees for row in rows] == [0, 30, 60, 90, 120, 150, 180]
    for row in rows:
        assert math.isclose(math.hypot(*row.direction), 1)
        assert math.isclose(row.rate, row.predicted, abs_tol=1e-9)
    assert [row.rate for row in rows] == sorted((row.rate for row in rows), reverse=True)


@DRAWN
@given(trees(), points(), st.tuples(st.integers(-5, 5), st.integers(-5, 5)).filter(any))
def test_the_rate_per_unit_distance_is_at_most_the_length_of_the_gradient(
    tree: Node, place: Place, w: tuple[int, int]
) -> None:
    whole = ScalarField.of_tree(tree, variables=XY)
    at = named(place)
    numbers = [value_of(part, at) for part in gradient(whole).components]
    length = math.hypot(*w)
    rate = abs(sum(float(slope) * part for slope, part in zip(numbers, w, strict=True))) / length
    assert rate <= math.hypot(*map(float, numbers)) * (1 + 1e-12)
