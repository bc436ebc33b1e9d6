"""The numbers at a point, held against difference quotients: of few variables and of very many."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational

from gradcli.calculus.check.certificate import certify_partials
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression

COUNTS = [3, 41]


def field_and_point(count: int, corner: str = "") -> tuple[ScalarField, Point, list[Expr]]:
    """The sum of k 10^k' x_k^2 / 2, where k' goes from -6 to 6: slopes of very different sizes."""
    sizes = [Rational(10) ** (place % 13 - 6) for place in range(count)]
    terms = [f"{size} x_{place + 1}^2/2" for place, size in enumerate(sizes)]
    text = " + ".join(terms) + corner
    reading = read_expression(text, limits=Limits(characters=10**6, tokens=10**5))
    field = ScalarField.of_tree(reading.tree, variables=reading.variables)
    point = Point.of_trees(
        tuple(read_expression(f"f(t) = {place + 1}").tree for place in range(count))
    )
    slopes: list[Expr] = [size * (place + 1) for place, size in enumerate(sizes)]
    return field, point, slopes


@pytest.mark.parametrize("count", COUNTS)
def test_slopes_that_are_right_are_confirmed(count: int) -> None:
    field, point, slopes = field_and_point(count)
    assert certify_partials(field, point, slopes) is True


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("place", [0, -1])
def test_one_slope_that_is_a_little_wrong_is_found_among_all(count: int, place: int) -> None:
    field, point, slopes = field_and_point(count)
    slopes[place] += Rational(1, 10**9)
    assert certify_partials(field, point, slopes) is False


@pytest.mark.parametrize("count", COUNTS)
def test_where_there_is_a_corner_nothing_is_confirmed(count: int) -> None:
    field, point, slopes = field_and_point(count, " + |x_2 - 2|")
    assert certify_partials(field, point, slopes) is not True
    assert certify_partials(field, point, [*slopes[:1], Integer(1), *slopes[2:]]) is not True
