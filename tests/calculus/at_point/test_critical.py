"""The second-derivative test, and the certificates."""

from __future__ import annotations

import pytest
import sympy
from sympy import Expr, Integer, Rational, sqrt

import gradcli
from gradcli.calculus.check.certificate import (
    certify_partials,
    certify_rate,
    certify_steepest,
    certify_value,
)
from gradcli.calculus.domain.verdict import Exists, NoLimit, OneSided
from gradcli.calculus.point.critical import CriticalKind, classify
from gradcli.calculus.point.differentiability import rate_along
from gradcli.field.scalar_field import Direction
from tests.calculus.at_point.examined import point
from tests.calculus.at_point.test_table import constant, is_equal, is_side
from tests.fields import field

MIN, MAX, SADDLE, _, OPEN = CriticalKind

CRITICAL = [
    ("x^2 + y^2", "0, 0", MIN, "a bowl"),
    ("-x^2 - 3y^2 + x y", "0, 0", MAX, "12 - 1 > 0, -2 < 0"),
    ("x^2 - y^2", "0, 0", SADDLE, "up along x, down along y"),
    ("x y", "0, 0", SADDLE, "up along (1, 1), down along (1, -1)"),
    ("x^2 + 3x y + y^2", "0, 0", SADDLE, "4 - 9 < 0"),
    ("x^3 - 3x y^2", "0, 0", OPEN, "the monkey saddle: H = 0"),
    ("x^4 + y^4", "0, 0", OPEN, "H = 0, though it is a minimum"),
    ("x^2 + y^3", "0, 0", OPEN, "H is only semidefinite"),
    ("(x - y)^2", "1, 1", OPEN, "flat along (1, 1)"),
    ("x^3 - 3x + y^2", "1, 0", MIN, "6 and 2"),
    ("x^3 - 3x + y^2", "-1, 0", SADDLE, "-6 and 2"),
    ("sin(x) sin(y)", "pi/2, pi/2", MAX, "-1 and -1"),
    ("x^4", "0", OPEN, "the test is silent"),
    ("cos x", "pi", MIN, "-cos pi = 1"),
    ("x^2 + y^2 + z^2 + x y + y z", "0, 0, 0", MIN, "minors 2, 3, 4"),
    ("x y + z^2", "0, 0, 0", SADDLE, "as xy"),
    ("x y + y z + z x", "0, 0, 0", SADDLE, "eigenvalues 2, -1, -1"),
    ("sqrt(2) x^2 + 2 sqrt(6) x y + 3 sqrt(2) y^2", "0, 0", OPEN, "12 - 12: exactly semidefinite"),
]


@pytest.mark.parametrize(("text", "at", "kind", "why"), CRITICAL, ids=str)
def test_critical_points(text: str, at: str, kind: CriticalKind, why: str) -> None:
    whole = field(text)
    values = dict(zip(whole.symbols, point(at).coordinates, strict=True))
    second = sympy.hessian(whole.expression, whole.symbols).subs(values)
    found = classify(second.tolist())
    assert found.kind is kind, why
    for direction, sign in ((found.up, 1), (found.down, -1)):
        if direction is not None:
            vector = sympy.Matrix(direction)
            assert (vector.T * second * vector)[0] * sign > 0


RATES = [
    ("x^2 y", "2, 3", "3, 5", "56", "56/sqrt(34)"),
    ("{x^3/(x^2+y^2) if x^2+y^2>0, 0 otherwise}", "0, 0", "1, 1", "1/2", "1/(2sqrt(2))"),
    ("{x^3/(x^2+y^2) if x^2+y^2>0, 0 otherwise}", "0, 0", "3, 5", "27/34", "27/(34 sqrt(34))"),
    ("|x| + y", "0, 1", "0, 2", "2", "1"),
    ("x |x|", "0", "-3", "0", "0"),
    ("|x - y|", "1, 1", "2, 2", "0", "0"),
]


@pytest.mark.parametrize(("text", "at", "w", "rate", "per_unit"), RATES)
def test_rates_by_definition(text: str, at: str, w: str, rate: str, per_unit: str) -> None:
    direction = Direction((), point(w).coordinates)
    found = rate_along(field(text), point(at), direction)
    assert isinstance(found, Exists)
    assert is_equal(found.value, rate)
    assert is_equal(found.per_unit, per_unit)
    assert certify_rate(field(text), point(at), direction, found.value) is True
    assert certify_rate(field(text), point(at), direction, found.value + Rational(1, 50)) is False


@pytest.mark.parametrize(
    ("text", "at", "w", "left", "right"),
    [
        ("sqrt(x^2+y^2)", "0, 0", "3, 4", "-5", "5"),
        ("max(x, y)", "0, 0", "1, 2", "1", "2"),
        ("sqrt(x)", "0", "2", "nowhere", "oo"),
        ("floor(x + y)", "1, 1", "1, 0", "oo", "0"),
    ],
)
def test_one_sided_rates(text: str, at: str, w: str, left: str, right: str) -> None:
    found = rate_along(field(text), point(at), Direction((), point(w).coordinates))
    assert isinstance(found, OneSided)
    assert is_side(found.left, left)
    assert is_side(found.right, right)


def test_no_rate_where_there_is_no_value() -> None:
    found = rate_along(field("1/x"), point("0"), Direction((), (Integer(1),)))
    assert isinstance(found, NoLimit)


@pytest.mark.parametrize(
    ("text", "at", "slopes", "certified"),
    [
        ("x^2 y", "2, 3", "12, 4", True),
        ("x^2 y", "2, 3", "12, 5", False),
        ("exp(sin(x y)) ln(x^2+y^2+1)", "0, 0", "0, 0", True),
        ("|x|", "0", "0", False),
        ("x |x|", "0", "0", True),
        ("ln x", "-1", "-1", None),
        ("sqrt(x)", "0", "0", None),
    ],
)
def test_partials_are_certified(text: str, at: str, slopes: str, certified: bool | None) -> None:
    assert certify_partials(field(text), point(at), point(slopes).coordinates) is certified


def test_values_are_certified() -> None:
    assert certify_value(field("x^y"), point("2, 1/2"), sqrt(2)) is True
    assert certify_value(field("x^y"), point("2, 1/2"), Rational(99, 70)) is False
    assert certify_value(field("1/x"), point("0"), Integer(0)) is None


def test_the_steepest_direction_is_certified() -> None:
    slopes = (Integer(12), Integer(4))
    best: tuple[Expr, ...] = (3 / sqrt(10), 1 / sqrt(10))
    assert certify_steepest(slopes, best, constant("4sqrt(10)")) is True
    # The x-axis is not the steepest direction, though its rate is rightly 12.
    assert certify_steepest(slopes, (Integer(1), Integer(0)), Integer(12)) is False
    assert certify_steepest(slopes, best, Integer(13)) is False
    assert certify_steepest(slopes, best, constant("-4sqrt(10)")) is False
    # The same, with slopes that no float holds.
    for size in (Integer(10) ** 320, Integer(10) ** -320):
        scaled = tuple(slope * size for slope in slopes)
        assert certify_steepest(scaled, best, constant("4sqrt(10)") * size) is True
        assert certify_steepest(scaled, best, 13 * size) is False
    assert certify_steepest((Integer(0),) * 2, best, Integer(0)) is None


def _many(terms: str, count: int) -> str:
    return " + ".join(terms.format(k) for k in range(1, count + 1))


def _beside(count: int) -> str:
    return " + ".join(f"x_{k} x_{k + 1}" for k in range(1, count))


@pytest.mark.parametrize(
    ("text", "count", "kind"),
    [
        # A sum of squares, its opposite, both together; fourth powers, for which H = 0.
        (_many("x_{0}^2", 9), 9, "minimum"),
        (f"-({_many('{0} x_{0}^2', 12)})", 12, "maximum"),
        (_many("x_{0}^2", 9) + " - 3 x_1 x_2", 9, "saddle"),
        (_many("x_{0}^2", 20) + " + x_1 x_2", 20, "minimum"),
        (_many("x_{0}^4", 9), 9, "minimum"),
        # Eight squares, and x_9^4 >= 0; or x_9^3, which is no square and has both signs.
        (_many("x_{0}^2", 8) + " + x_9^4", 9, "minimum"),
        (_many("x_{0}^2", 8) + " + x_9^3", 9, "not decided"),
        # No square at all: 2 along (1, 1, 0, ...), -2 along (1, -1, 0, ...).
        ("x_1 x_2 + x_3 x_4 + x_5 x_6 + x_7 x_8 + x_9^2", 9, "saddle"),
        ("x_1 x_2 + x_3 x_4 + x_5 x_6 + x_7 x_8 + x_9 x_10", 10, "saddle"),
        # H has 2 on the diagonal and c beside it, so the eigenvalues 2 + 2c cos(k pi/12).
        (_many("x_{0}^2", 11) + " + " + _beside(11), 11, "minimum"),
        (_many("x_{0}^2", 11) + f" + 2({_beside(11)})", 11, "saddle"),
        # The square of the sum has rank 1, and is nowhere negative.
        (f"({_many('x_{0}', 9)})^2", 9, "minimum"),
        (f"cos({_many('x_{0}^2', 10)})", 10, "maximum"),
    ],
)
def test_many_variables(text: str, count: int, kind: str) -> None:
    result = gradcli.gradient(text, at=",".join("0" * count))
    assert result.json()["critical_point"] == kind
    if kind != "not decided":
        assert "not decided" not in result.text()


def test_what_was_not_done_is_told_as_not_done() -> None:
    count = 41
    page = gradcli.gradient(_many("x_{0}^2", count), at=",".join("0" * count)).text(width=200)
    assert "With so many variables the second-derivative test is not made" in page
    assert "not decided by" not in page


def test_minors_of_numbers_with_roots_are_told_as_not_worked() -> None:
    text = _many("x_{0}^2", 8) + " + sqrt(2) x_9^2"
    page = gradcli.gradient(text, at=",".join("0" * 9)).text(width=200)
    assert "With so many variables the second-derivative test is not made" in page


def test_in_nine_variables_the_second_derivatives_are_looked_at_too() -> None:
    text = "a^2 + b^2 + c^2 + d^2 + g^2 + h^2 + k^2 + l^2 + m^2"
    page = " ".join(gradcli.gradient(text, at=",".join("0" * 9)).text(steps="none").split())
    assert "It is a local minimum" in page
    saddle = text.replace("+ m^2", "- m^2")
    page = " ".join(gradcli.gradient(saddle, at=",".join("0" * 9)).text(steps="none").split())
    assert "saddle" in page
