"""The numbers at a point, held against difference quotients: of few variables and of very many."""

from __future__ import annotations

import pytest
from sympy import Expr, Integer, Rational

from gradcli.calculus.check.certificate import certify_partials, certify_value
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression
from tests.calculus.at_point.examined import point
from tests.calculus.at_point.test_table import constant
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


# Where numbers of the formula are tiny, the slope that is right and those that are not. The slopes
# are the coefficients of the first power, or the limits of f(h)/h from the two sides.
TINY = [
    ("x/10^50 + x^2", "0", ("10^-50",), ("0", "2*10^-50", "-10^-50")),
    ("x^2 + e^(x - 1000)", "0", ("e^-1000",), ("0", "10^-400")),
    ("(x/10^20 + 10^-20)^5 + x^2", "0", ("5*10^-100",), ("0", "10^-100")),
    ("sin(x/10^40) + x^3", "0", ("10^-40",), ("0",)),
    ("x + sin(x)/10^60", "0", ("1 + 10^-60",), ("1",)),
    ("x^2 + x^20", "1/1000", ("1/500 + 20*10^-57",), ("1/500",)),
    ("x^2 y + y/10^60", "1, 0", ("0", "1 + 10^-60"), ("0", "1")),
    ("x^2 + x y/10^45", "0, 1", ("10^-45", "0"), ("0", "0")),
    ("x^2", "0", ("0",), ("10^-50", "10^-300")),
    ("x^2 10^60", "0", ("0",), ("10^-50", "1")),
]


@pytest.mark.parametrize(("text", "at", "slopes", "wrong"), TINY)
def test_no_slope_is_too_small_to_be_seen(
    text: str, at: str, slopes: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    whole, start = field(text), point(at)
    assert certify_partials(whole, start, [constant(each) for each in slopes]) is True
    others = [wrong] if len(slopes) > 1 else [(each,) for each in wrong]
    for each in others:
        assert certify_partials(whole, start, [constant(one) for one in each]) is False


# The slope on the left is another than on the right, or the value jumps: there is none.
TINY_CORNERS = [
    ("x^2 + |x|/10^50", "0", ("0",), ("10^-50",), ("-10^-50",)),
    ("x + |x|/10^50", "0", ("1",), ("1 + 10^-50",)),
    ("x^2 + |x|/10^90", "0", ("0",)),
    ("x^2 + max(x, 0) e^-700", "0", ("0",), ("e^-700",)),
    ("x^2 + floor(x)/10^50", "0", ("0",)),
    # What rounds to a smooth function: |x|/sqrt(2) nearly, |x|, 1 + x/2 + ..., x + 2
    ("sqrt(1 - cos(x))", "0", ("0",)),
    ("arccos(cos(x))", "0", ("0",)),
    ("{(e^x - 1)/x if x != 0, 1 otherwise}", "0", ("0",), ("1",)),
    ("{(e^x - 1 - x)/x^2 if x != 0, 1/2 otherwise}", "0", ("0",), ("1/2",)),
    ("{(x^2 - 4)/(x - 2) if x != 2, 4 otherwise}", "2", ("0",), ("2",)),
    ("x^2 + |x - 10^-200|^2 + |y|/10^70", "0, 0", ("-2*10^-200", "0")),
]


@pytest.mark.parametrize(
    ("text", "at", "claims"), [(row[0], row[1], row[2:]) for row in TINY_CORNERS]
)
def test_no_rounding_confirms_a_slope(
    text: str, at: str, claims: tuple[tuple[str, ...], ...]
) -> None:
    for claim in claims:
        slopes = [constant(each) for each in claim]
        assert certify_partials(field(text), point(at), slopes) is not True


@pytest.mark.parametrize("text", ["x^2 + x/10^1500", "x^2 + tanh(5000 + x)", "x^2 + tanh(5000)"])
def test_what_is_smaller_than_digits_show_is_left_open(text: str) -> None:
    """Of a slope that is 0 there are no first digits; of one that is not, those are held."""
    assert certify_partials(field(text), point("0"), [Integer(0)]) is None
    assert certify_partials(field(text), point("1"), [Integer(2)]) is True


@pytest.mark.parametrize("factor", ["0", "10^30"])
def test_a_gradient_of_many_that_is_zero_is_confirmed(factor: str) -> None:
    names = [f"x_{place}" for place in range(1, 42)]
    text = " + ".join(f"{factor} ({name} - 1)^2" for name in names)
    reading = read_expression(text, limits=Limits(characters=10**6, tokens=10**5))
    whole = ScalarField.of_tree(reading.tree, variables=reading.variables)
    ones = Point.of_trees(tuple(read_expression("f(t) = 1").tree for _ in names))
    zeros = [Integer(0) for _ in names]
    assert certify_partials(whole, ones, zeros) is True
    assert certify_partials(whole, ones, [*zeros[1:], Rational(1, 10**50)]) is False


@pytest.mark.parametrize(
    ("text", "at", "value", "wrong"),
    [
        ("x/10^50", "1", "10^-50", ("0", "2*10^-50", "10^-50 + 10^-80")),
        ("x e^-500", "2", "2e^-500", ("0", "e^-500")),
        ("x^40", "10^-9", "10^-360", ("0", "10^-359")),
        ("cos(x)", "pi/2", "0", ("10^-45", "10^-100")),
        ("sqrt(2) sqrt(3) - sqrt(6) + x", "0", "0", ("10^-50",)),
        ("sin(x)^2 + cos(x)^2 - 1 + y/10^70", "1, 1", "10^-70", ("0",)),
    ],
)
def test_a_value_is_held_to_its_own_size(
    text: str, at: str, value: str, wrong: tuple[str, ...]
) -> None:
    whole, start = field(text), point(at)
    assert certify_value(whole, start, constant(value)) is True
    for each in wrong:
        assert certify_value(whole, start, constant(each)) is False


@pytest.mark.parametrize(
    ("text", "at", "slope"),
    [
        ("{(e^x - 1)/x if x != 0, 1 otherwise}", "0", "1/2"),
        ("{(e^x - 1 - x)/x^2 if x != 0, 1/2 otherwise}", "0", "1/6"),
        ("{(1 - cos(x))/x if x != 0, 0 otherwise}", "0", "1/2"),
        ("{(x^2 - 4)/(x - 2) if x != 2, 4 otherwise}", "2", "1"),
    ],
)
def test_beside_a_hole_that_is_filled_there_are_digits_enough(
    text: str, at: str, slope: str
) -> None:
    assert certify_partials(field(text), point(at), [constant(slope)]) is True
