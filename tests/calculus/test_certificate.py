"""The numbers at a point, held against difference quotients: of few variables and of very many."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational

from gradcli.calculus.check.certificate import certify_partials
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression
from tests.calculus.at_point.test_table import constant, point
from tests.fields import field

COUNTS = [3, 41]


def field_and_point(count: int, corner: str = "") -> tuple[ScalarField, Point, list[Expr]]:
    """The sum of k 10^k' x_k^2 / 2, where k' goes from -6 to 6: slopes of very different sizes."""
    sizes = [Rational(10) ** (place % 13 - 6) for place in range(count)]
    terms = [f"{size} x_{place + 1}^2/2" for place, size in enumerate(sizes)]
    text = " + ".join(terms) + corner
    reading = read_expression(text, limits=Limits(characters=10**6, tokens=10**5))
    whole = ScalarField.of_tree(reading.tree, variables=reading.variables)
    at = Point.of_trees(
        tuple(read_expression(f"f(t) = {place + 1}").tree for place in range(count))
    )
    slopes: list[Expr] = [size * (place + 1) for place, size in enumerate(sizes)]
    return whole, at, slopes


@pytest.mark.parametrize("count", COUNTS)
def test_slopes_that_are_right_are_confirmed(count: int) -> None:
    whole, at, slopes = field_and_point(count)
    assert certify_partials(whole, at, slopes) is True


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("place", [0, -1])
def test_one_slope_that_is_a_little_wrong_is_found_among_all(count: int, place: int) -> None:
    whole, at, slopes = field_and_point(count)
    slopes[place] += Rational(1, 10**9)
    assert certify_partials(whole, at, slopes) is False


@pytest.mark.parametrize("count", COUNTS)
def test_where_there_is_a_corner_nothing_is_confirmed(count: int) -> None:
    whole, at, slopes = field_and_point(count, " + |x_2 - 2|")
    assert certify_partials(whole, at, slopes) is not True
    assert certify_partials(whole, at, [*slopes[:1], Integer(1), *slopes[2:]]) is not True


@pytest.mark.parametrize("size", ["1/150!", "10^-316", "10^40"])
@pytest.mark.parametrize(
    ("text", "at", "slope", "wrong"),
    [
        ("x^2", "3", "6", ("3", "0", "-6", "6.000001")),
        ("sin(x)", "1", "cos(1)", ("1", "0", "-cos(1)")),
        ("x + |x|^3", "0", "1", ("0", "2", "-1")),
        ("cbrt(x^3)", "0", "1", ("0", "1/2")),
        ("x^2 - 6x", "3", "0", ("1", "10^-9")),
    ],
)
def test_a_slope_is_held_to_its_own_size(
    size: str, text: str, at: str, slope: str, wrong: tuple[str, ...]
) -> None:
    whole, start, unit = field(f"{size} ({text})"), point(at), constant(size)
    assert certify_partials(whole, start, (unit * constant(slope),)) is True
    for each in wrong:
        assert certify_partials(whole, start, (unit * constant(each),)) is False
