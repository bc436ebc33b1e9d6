"""The bound on quotients whose denominator vanishes faster in one direction than in another."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradcli.calculus.limits.expansion import Expansion
from gradcli.calculus.limits.growth import order_of_quotient
from gradcli.calculus.limits.uniform_sign import letters

X, Y = letters(2)
Exponents = tuple[int, int]


def monomial(exponents: Exponents) -> Expansion:
    return Expansion(((Fraction(sum(exponents)), X ** exponents[0] * Y ** exponents[1]),))


def denominator(p: int, q: int) -> Expansion:
    """x^p + y^q."""
    if p == q:
        return Expansion(((Fraction(p), X**p + Y**q),))
    terms = ((Fraction(p), X**p), (Fraction(q), Y**q))
    return Expansion(terms if p < q else terms[::-1])


@pytest.mark.parametrize(
    ("over", "p", "q", "order"),
    [
        ((2, 1), 4, 2, 0),  # at most 1/2, and that on y = x^2
        ((3, 1), 4, 2, 1),  # x/2 on y = x^2
        ((2, 2), 2, 4, 2),  # at most y^2
        ((1, 3), 2, 6, 0),  # 1/2 on x = y^3
        ((1, 1), 4, 2, -1),  # 1/(2x) on y = x^2
        ((4, 0), 4, 2, 0),  # 1 on the x-axis
        ((0, 3), 4, 2, 1),  # y on the y-axis
    ],
)
def test_orders(over: Exponents, p: int, q: int, order: int) -> None:
    assert order_of_quotient(monomial(over), denominator(p, q), (X, Y)) == order


def test_nothing_is_said_of_what_may_vanish_elsewhere() -> None:
    difference = Expansion(((Fraction(2), X**2), (Fraction(4), -(Y**4))))
    on_an_axis = Expansion(((Fraction(2), X**2),))
    for below in (difference, on_an_axis):
        assert order_of_quotient(monomial((4, 4)), below, (X, Y)) is None


EXPONENT = st.integers(0, 5)
EVEN = st.sampled_from((2, 4, 6))


# 0, or nothing so small that a negative power of it leaves the floats.
NEARBY = st.just(0.0) | st.floats(1e-6, 1)


@given(EXPONENT, EXPONENT, EVEN, EVEN, NEARBY, NEARBY, st.integers(1, 8))
def test_the_bound_holds(a: int, b: int, p: int, q: int, u: float, v: float, k: int) -> None:
    order = order_of_quotient(monomial((a, b)), denominator(p, q), (X, Y))
    x, y = u * 2.0**-k, v * 2.0**-k
    below = x**p + y**q
    if order is not None and below > 1e-250:
        assert x**a * y**b / below <= 1.01 * (x * x + y * y) ** (float(order) / 2) * 8
