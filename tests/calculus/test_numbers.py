"""What stands beside the formulas: nudges, contributions, tidied results."""

from __future__ import annotations

import pytest
import sympy

from gradcli.calculus.answers.gradient import answer_gradient
from gradcli.calculus.clean_up.tidy import tidy
from gradcli.calculus.rules.directional import rate_along
from gradcli.calculus.rules.gradient import gradient
from gradcli.field.scalar_field import Point
from gradcli.field.size import size
from gradcli.language.vectors.points import read_point
from tests.fields import field


def test_the_nudges_are_worked_out_with_real_numbers() -> None:
    whole = field("x^2 y")
    answer = answer_gradient(whole, Point.of_trees(read_point("2,3", whole.variables).nodes))
    in_x, in_y = answer.nudges
    tenth = in_x.rows[0]
    assert (in_x.variable, in_x.partial, in_y.partial) == ("x", 12, 4)
    assert tenth.value == sympy.Rational(1323, 100)
    assert tenth.change == sympy.Rational(123, 100)
    assert [row.per_step for row in in_x.rows] == [
        sympy.Rational(123, 10),
        sympy.Rational(1203, 100),
        sympy.Rational(12003, 1000),
    ]
    assert {row.per_step for row in in_y.rows} == {4}


@pytest.mark.parametrize("text", ["sin(x) y", "e^(x y)", "x^3/(1 + y^2)", "ln(x + 2y)"])
def test_the_change_per_step_approaches_the_partial(text: str) -> None:
    whole = field(text)
    answer = answer_gradient(whole, Point.of_trees(read_point("1,2", whole.variables).nodes))
    for nudges in answer.nudges:
        errors = [abs(float(row.per_step - nudges.partial)) for row in nudges.rows]
        assert errors == sorted(errors, reverse=True)
        assert errors[-1] <= errors[0] / 50 or errors[0] == 0


def test_a_nudge_that_leaves_the_domain_has_no_value() -> None:
    whole = field("asin(x)")
    answer = answer_gradient(whole, Point.of_trees(read_point("0.95", whole.variables).nodes))
    (nudges,) = answer.nudges
    assert nudges.rows[0].value is None
    assert nudges.rows[0].per_step is None
    assert nudges.rows[1].value is not None


def test_the_parts_of_a_direction_bring_their_shares() -> None:
    along = rate_along((sympy.Integer(12), sympy.Integer(4)), (sympy.Integer(3), sympy.Integer(5)))
    assert along.contributions == (36, 20)
    assert along.rate == 56
    assert along.length == sympy.sqrt(34)
    assert along.unit_rate == 28 * sympy.sqrt(34) / 17


TIDY = [
    # Given as the rules give it; wanted as people write it.
    ("x e^x + e^x", "(x + 1) e^x"),
    ("sin(x)^2 + cos(x)^2 + x", "1 + x"),
    ("3cosh(x)^2 - 3sinh(x)^2", "3"),
    ("x^2 + 2x", "x^2 + 2x"),
    ("6x y + 5x^2", "5x^2 + 6x y"),
    # The sums among the factors of a product too.
    ("2y (x e^x + e^x)", "2y (x + 1) e^x"),
    ("(y cos(x)^2 - y sin(x)^2)/y", "cos(x)^2 - sin(x)^2"),
    ("x (y sin(x)^2 + y cos(x)^2)/y", "x"),
    ("y (x^2 + x)", "y (x^2 + x)"),
    # |u| sign u is u, and u sign u is |u|, also where u is 0.
    ("2 |x| sign(x)", "2x"),
    ("x sign(x) + |x|", "2|x|"),
    ("|x - y| sign(x - y) sin(x)", "(x - y) sin(x)"),
    ("x^2 sign(x) + y", "x |x| + y"),
    ("x sign(x) - |x|", "0"),
    # A sum below the line divides one above, but for its last power.
    ("(1 - x^2)/(1 - x)^4", "(1 + x)/(1 - x)^3"),
    ("(x^2 - y^2)/(x - y)^3", "(x + y)/(x - y)^2"),
    ("(x^2 - 2)/(x - 1)^3", "(x^2 - 2)/(x - 1)^3"),
    ("(x^2 + 4x + 4)/(x + 2)^2", "(x^2 + 4x + 4)/(x + 2)^2"),
]


@pytest.mark.parametrize(("raw", "wanted"), TIDY)
def test_the_light_clean_up(raw: str, wanted: str) -> None:
    assert tidy(field(raw, ("x", "y")).expression) == field(wanted, ("x", "y")).expression


def test_large_results_are_left_as_they_are() -> None:
    whole = field("+".join(f"sin(x)^2 x^{n} + cos(x)^2 x^{n}" for n in range(2, 60)))
    assert tidy(whole.expression) == whole.expression


DIVIDED = [
    # (function, its derivative by x as a book gives it, by hand)
    ("x/(1-x)^2", "(1 + x)/(1 - x)^3"),
    ("(x^2-4)/(x+2)", "1"),
    ("x (x^2-4)/(x+2)", "2x - 2"),
    ("(x+1)^2/(x^2-1)", "-2/(x-1)^2"),
    ("(x+1)/(x^2-1)", "-1/(x-1)^2"),
    ("(x^2+x)/(x^2-1)", "-1/(x-1)^2"),
    ("(x+1)^3/(x^2-1)^2", "-(x+3)/(x-1)^3"),
    ("x^2/(2-2x)^2", "4x/(2-2x)^3"),
    ("y x/(x-y)^2", "y (-x-y)/(x-y)^3"),
]


@pytest.mark.parametrize(("text", "wanted"), DIVIDED)
def test_what_polynomials_share_is_divided_out(text: str, wanted: str) -> None:
    whole = field(text, ("x", "y"))
    found, expected = gradient(whole).components[0], field(wanted, ("x", "y")).expression
    assert size(found) <= size(expected)
    assert sympy.simplify(found - expected) == 0


def test_the_quotient_of_a_book() -> None:
    (slope,) = gradient(field("(2x - 1)/(x + 4)")).components
    assert slope == field("9/(x + 4)^2").expression
