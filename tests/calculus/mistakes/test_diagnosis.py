"""Which mistake is named for a wrong answer, and where nothing is said."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

import gradcli
from gradcli.calculus.answers.check import Scale, at_both_scales
from gradcli.calculus.answers.diagnosis.diagnose import diagnose
from gradcli.calculus.mistakes.naming import Found, named
from gradcli.calculus.mistakes.twins import (
    OF_ANY_FUNCTION,
    OF_FUNCTIONS,
    OF_RULES,
    SPECIFIC_FIRST,
)
from gradcli.field.template import read_side
from gradcli.language.writing import write
from gradcli.narrative.book.mistakes import CLAUSES

TWINS = [
    *OF_ANY_FUNCTION,
    *(twin for table in (OF_RULES, OF_FUNCTIONS) for twins in table.values() for twin in twins),
]


class Case(NamedTuple):
    """A wrong answer, what it is called, and the step at which it enters."""

    expression: str
    answer: str
    more: dict[str, Any]
    name: str
    where: tuple[int, ...]


BY_P = {"at": "2,3"}
NAMED = (
    Case("3x y^3", "9y^2, 9xy^2", {}, "held_variable_moved", (0,)),
    Case("3x y^3", "9y^2", {"wrt": "x"}, "held_variable_moved", (0,)),
    Case("3x y^3", "y^3, 9xy^2", {}, "constant_multiple_lost", (0,)),
    Case("3x y^3", "y^3, 3xy^2", {}, "constant_multiple_lost", (0,)),
    Case("3x y^3", "3, 9xy^2", {}, "constant_multiple_lost", (0,)),
    Case("5x y z^2", "y z^2", {"wrt": "x"}, "constant_multiple_lost", (0,)),
    Case("5x y z^2", "5y", {"wrt": "x"}, "constant_multiple_lost", (0,)),
    Case("2x y/3", "2y", {"wrt": "x"}, "constant_multiple_lost", (0,)),
    Case("2x y/3", "y/3", {"wrt": "x"}, "constant_multiple_lost", (0, 0)),
    Case("cos(3x y^3)", "-y^3 sin(3x y^3)", {"wrt": "x"}, "constant_multiple_lost", (0, 0)),
    # Both of the held letters are differentiated.
    Case("x^2 y^3 z^2", "12x y^2 z", {"wrt": "x"}, "held_variable_moved", (0,)),
    # The quotient rule in both components, of which one has a numerator that is held.
    Case("y/(x + y)", "y/(x+y)^2, -x/(x+y)^2", {}, "quotient_order", (0,)),
    Case("x/(x + 2y)", "2(x+y)/(x+2y)^2, 2x/(x+2y)^2", {}, "quotient_sign", (0,)),
    Case("1/x", "1/x^2", {}, "power_sign", (0, 0)),
    Case("x/y", "x", {"wrt": "y"}, "reciprocal_differentiated", (0,)),
    Case("y/x", "y, 1/x", {}, "reciprocal_differentiated", (0,)),
    Case("x^4 y", "3x^3 y", {"wrt": "x"}, "power_coefficient_lowered", (0, 0)),
    Case("x^4", "3x^3", {}, "power_coefficient_lowered", (0,)),
    Case("x^2 y", "x^2, 2xy", {}, "components_swapped", (0,)),
    Case("x^2 y", "x^2", {"wrt": "x"}, "wrong_variable", (0,)),
    Case("x^2 + y^2", "2x + 2y", {"wrt": "x"}, "other_variable_not_held", (0,)),
    Case("x^2 + y^3", "2x + y^3", {"wrt": "x"}, "constant_kept", (0,)),
    Case("ln(y/x)", "y/x", {"wrt": "x"}, "log_inverted", (0,)),
    Case("e^(x^2)", "2x e^(x^2 - 1)", {}, "exp_power_rule", (0,)),
    Case("3^(5x)", "5*3^(5x - 1)", {}, "exp_power_rule", (0,)),
    Case("x^x", "x^(x - 1)", {}, "exp_power_rule", (0,)),
    Case(
        "x^2 ln(x) sin(x)", "2x ln(x) sin(x) + x^2 ln(x) cos(x)", {}, "product_term_missing", (0,)
    ),
    Case(
        "x y sin(x) ln(x)",
        "y (sin(x) + x cos(x)) ln(x)",
        {"wrt": "x"},
        "product_term_missing",
        (0, 0),
    ),
    Case("9 - pi x + sqrt(2)", "9 - pi + sqrt(2)", {}, "constant_kept", (0,)),
    Case("x^2 + y + z^2 + 4", "2x + y + z^2 + 4", {"wrt": "x"}, "constant_kept", (0,)),
    Case("arccos(2x)", "-2/(1 + 4x^2)", {}, "elementary_confused", (0,)),
    Case("x + cot(x)", "1 + sec(x)^2", {}, "elementary_confused", (0, 1)),
    Case("csc(x)", "-csc(x)^2", {}, "elementary_confused", (0,)),
    Case("7x", "0", {}, "treated_as_constant", (0, 0)),
    Case("arctan(x y)", "1/(1 + x^2 y^2)", {"wrt": "x"}, "chain_inner_missing", (0,)),
    Case("y^3 + x y - 5y", "3y^2 + x + 5", {"wrt": "y"}, "term_sign", (0,)),
    Case("sin(x^2)", "cos(x^2)", {}, "chain_inner_missing", (0,)),
    Case("sin(3x)", "cos(3x)", {}, "chain_inner_missing", (0,)),
    Case("x sin(3x)", "sin(3x) + x cos(3x)", {}, "chain_inner_missing", (0, 1)),
    Case("x^2 sin x", "2x cos x", {}, "product_of_derivatives", (0,)),
    Case("x^2 ln x", "2x ln x", {}, "product_term_missing", (0,)),
    Case("x ln x", "ln x + 1/x", {}, "product_factor_missing", (0,)),
    Case("x/(x^2 + 4)", "(x^2 + 4 - 2x)/(x^2 + 4)^2", {}, "product_factor_missing", (0,)),
    Case("x/(x^2 + 4)", "(1 - 2x^2)/(x^2 + 4)^2", {}, "product_factor_missing", (0,)),
    Case("cos(x)^3", "-3x^2 sin(x^3)", {}, "function_miscopied", (0,)),
    Case("sin(x^2)", "2x cos(2x)", {}, "outer_at_inner_derivative", (0,)),
    Case("tan(4x)", "4/(1 + 16x^2)", {}, "elementary_confused", (0,)),
    Case("arctan(2x)", "-2csc(2x)^2", {}, "elementary_confused", (0,)),
    Case("1/(x^2 - 5)", "ln(x^2 - 5)", {}, "integrated_instead", (0,)),
    # No antiderivative of the whole; of sin(3x) that is -cos(3x)/3.
    Case("sin(3x)", "cos(3x)/3", {}, "inner_divided", (0,)),
    Case("sin(x^2)", "cos(x^2)/(2x)", {}, "inner_divided", (0,)),
    Case("(3x + 1)^4", "4(3x + 1)^3/3", {}, "inner_divided", (0,)),
    Case("x + cos(5x)", "1 - sin(5x)/5", {}, "inner_divided", (0, 1)),
    Case("sin(3x)", "-cos(3x)/3", {}, "integrated_instead", (0,)),
    Case("e^(3x)", "e^(3x)/3", {}, "integrated_instead", (0,)),
    # 1/(2u) for 1/(2 sqrt u): there is no denominator that would be differentiated.
    Case("sqrt(x^2 + y^2)", "x/(x^2 + y^2), y/(x^2 + y^2)", {}, "root_missing", (0,)),
    Case("sqrt(x)", "1/(2x)", {}, "root_missing", (0,)),
    Case("x^2 + sqrt(1 - x^2)", "2x - x/(1 - x^2)", {}, "root_missing", (0, 1)),
    Case("x y z", "y z + x z + x y", {"wrt": "z"}, "other_variable_not_held", (0,)),
    Case("7x^2 y", "7x^2", {"wrt": "x"}, "wrong_variable", (0,)),
    Case("sin(x)/x", "cos(x)", {}, "quotient_of_derivatives", (0,)),
    Case("sin(x)/x", "(sin(x) - x cos(x))/x^2", {}, "quotient_order", (0,)),
    Case("e^(x^2)", "x^2 e^(x^2-1)", {}, "exp_power_rule", (0,)),
    Case("2^x", "2^x", {}, "base_log_missing", (0,)),
    Case("x^5", "5x^6", {}, "power_raised", (0,)),
    Case("x^3", "3x^3", {}, "power_not_lowered", (0,)),
    Case("x^2 + x^3", "2x^2 + 3x^3", {}, "power_not_lowered", (0, 0)),
    Case("x^4", "x^5/5", {}, "integrated_instead", (0,)),
    Case("cos(x) + x", "sin(x) + 1", {}, "sign_cos", (0, 0)),
    Case("f(x) = a x^2", "2a x + x^2", {}, "treated_as_variable", (0,)),
    Case("x^2 y", "2y", {"wrt": "x,y"}, "wrong_variable", (1,)),
    Case("x^2 y", "12, 9", BY_P, "wrong_point", (1,)),
    Case("x^2 y", "72", {**BY_P, "w": "3,5"}, "w_components_swapped", (0,)),
    Case("x^2 + 3y z", "77", {"at": "1,2,3", "w": "1,2,7"}, "w_components_swapped", (0,)),
    Case("x^2 y", "72/5", {**BY_P, "w": "3,4", "scale": "unit"}, "wrong_point", (0,)),
    Case("x^2 y", "4sqrt(10)", {**BY_P, "w": "3,5"}, "gradient_norm_instead", (0,)),
    Case("x^2 y", "(12, 4)", {**BY_P, "w": "3,5"}, "gradient_instead", (0,)),
    Case("x^2 y", "56", {**BY_P, "w": "3,5", "scale": "unit"}, "w_not_normalised", (0,)),
    # Each partial with all of the variables moved.
    Case("x^3 y", "308", {**BY_P, "w": "3,4"}, "other_variable_not_held", (0,)),
    Case("(x + 3y)^2", "38", {"at": "1,1", "w": "1,2"}, "sum_split", (0,)),
    Case("(x + 3y)^2", "2, 18", {"at": "1,1", "kind": "steepest"}, "sum_split", (0,)),
    Case("x^3 + y^2", "36", {"at": "2,1", "wrt": "x"}, "arithmetic_slip", (0,)),
    Case("sqrt(x^2 + y^2)", "3/7", {"at": "3,4", "wrt": "x"}, "arithmetic_slip", (0,)),
    Case("sin(x^2) + x^5", "5x^4 cos(x^2) + 5x^4", {}, "inner_derivative_wrong", (0, 0)),
    Case("e^(2x) sin(3x)", "2e^(2x) (sin(3x) + cos(3x))", {}, "inner_derivative_wrong", (0, 1)),
    Case(
        "x^2 y",
        "12, 4",
        {**BY_P, "kind": "steepest", "scale": "unit"},
        "w_not_normalised",
        (0,),
    ),
    Case("x^2 y", "-1, 3", {**BY_P, "kind": "steepest"}, "level_direction_instead", (0,)),
    # A mistake in one partial, carried into the direction.
    Case("x^2 y", "6, 1", {**BY_P, "kind": "steepest"}, "power_not_lowered", (0, 0)),
    Case(
        "x^2 y",
        "(6, 1)/sqrt 37",
        {**BY_P, "kind": "steepest", "scale": "unit"},
        "power_not_lowered",
        (0, 0),
    ),
    # Where the rate is put together, and one mistake in all partials.
    Case("x^2 y", "4", {**BY_P, "w": "3,4", "scale": "unit"}, "term_sign", (0,)),
    Case("x e^y", "-37/5", {"at": "2,0", "w": "3,-4", "scale": "unit"}, "w_not_normalised", (0,)),
    Case(
        "ln(x^2 + y^2)",
        "7/25",
        {"at": "1,2", "w": "4,3", "scale": "unit"},
        "chain_inner_missing",
        (0,),
    ),
    Case(
        "x^2 + y^3",
        "(2, 1)/sqrt 5",
        {"at": "2,1", "kind": "steepest", "scale": "unit"},
        "power_coefficient_lost",
        (0, 0),
    ),
    Case("x^2 y", "2, 3", BY_P, "point_instead", (0,)),
    Case("x^2 y", "3, 1", {**BY_P, "kind": "level"}, "steepest_direction_instead", (0,)),
    Case("x^2 y", "1, 3", {**BY_P, "kind": "level"}, "components_swapped", (0,)),
    Case("x^2 y", "±(3, 1)", {**BY_P, "kind": "steepest"}, "direction_reversed", (0,)),
    Case("x^2 y", "-3, -1", {**BY_P, "kind": "steepest"}, "direction_reversed", (0,)),
    Case(
        "x^2 y", "12x + 4y + 12", {**BY_P, "kind": "tangent"}, "tangent_point_not_subtracted", (0,)
    ),
)
SILENT = (
    ("x^2 + 5x", "x^2", {}),
    ("x^3", "7x^2", {}),
    ("x^2 y", "1200, 4", BY_P),
    ("x^2 sin(3x)", "17", {}),
    # A number that many mistakes give, and a derivative of an inner function that none does.
    ("x cos x", "0", {"at": "0"}),
    ("x^2 + 3", "5", {"at": "2"}),
    ("cos(x^2)", "-3x sin(x^2)", {}),
    ("sqrt(x)", "2/sqrt(x)", {}),
    ("sqrt(x^2 + y^2)", "1", {"wrt": "x"}),
    ("x y + z^2", "13/3", {"at": "1,2,3", "w": "1,2,2", "scale": "unit"}),
    # Either partial, by mistakes of its own.
    ("x^3 y^2", "36, 48", {**BY_P, "kind": "steepest"}),
    ("x^2 y", "2, 3", {**BY_P, "kind": "level"}),
    # As well another number, or wrong algebra.
    ("x^2 y^3", "2x^2 y^2", {"wrt": "y"}),
    ("sqrt(4x + 1)", "8/sqrt(4x + 1)", {}),
    ("x^2 e^(3x)", "2x e^(3x) + 2x^2 e^(3x)", {}),
    ("sin(x)/x", "(cos(x) - sin(x))/x", {}),
    ("(x - y)/(x + y)", "0", {"wrt": "x"}),
    # A slip that no twin reproduces.
    ("x^2 y", "2xy, x^2 + 1", {}),
)


@pytest.mark.parametrize("case", NAMED, ids=lambda case: f"{case.expression}: {case.answer}")
def test_the_mistake_is_named_where_it_enters(case: Case) -> None:
    found = gradcli.check(case.expression, case.answer, **case.more).answer.mistake
    assert found is not None
    assert (found.name, found.where) == (case.name, case.where)


@pytest.mark.parametrize("scale", [None, "unit"])
@pytest.mark.parametrize(
    ("expression", "at", "w", "answer", "name"),
    [
        # By hand: the partials with the mistake, in the dot product with w/5, w/13 or w/sqrt 2.
        ("ln(x^2+y)", "1,1", "3,-4", "-1/10", "chain_inner_missing"),  # (3/2 - 4/2)/5
        ("sqrt(4x+y)", "2,1", "3,4", "7/30", "chain_inner_missing"),  # (3/6 + 4/6)/5
        ("y sin(2x)", "0,3", "1,1", "3/sqrt(2)", "chain_inner_missing"),  # (3 + 0)/sqrt 2
        ("x sqrt(y)", "3,4", "4,3", "5/2", "power_coefficient_lost"),  # (4*2 + 3*3/2)/5 = 2.5
        ("y e^(2x)", "0,3", "5,12", "27/13", "chain_inner_missing"),  # (5*3 + 12)/13
    ],
)
def test_a_rate_is_looked_at_per_unit_and_as_given(
    expression: str, at: str, w: str, answer: str, name: str, scale: str | None
) -> None:
    """A mistake in a partial is seen whichever of the two rates was meant, and that one is told."""
    found = gradcli.check(expression, answer, at=at, w=w, scale=scale).answer
    assert found.mistake is not None
    assert found.mistake.name == name
    assert found.scale is Scale.UNIT


def test_of_two_mistakes_at_two_scales_none_is_named() -> None:
    """7 is 1*3 + 1*4, the coefficients 3 and 2 lost, and per unit (3 + 2)(3 + 4)/5."""
    found = gradcli.check("x^3 + y^2", "7", at="1,1", w="3,4").answer
    both = [diagnose(each) for each in at_both_scales(found)]
    assert [each and each.name for each in both] == [
        "power_coefficient_lost",
        "other_variable_not_held",
    ]
    assert found.mistake is None


def test_of_one_mistake_at_two_scales_all_names_are_said() -> None:
    """2 is f(1, 2); and per unit (2*3 + 1*4)/5, the coefficient 2 of the partial 2xy lost."""
    found = gradcli.check("x^2 y", "2", at="1,2", w="3,4").answer.mistake
    assert found is not None
    assert found.name == "value_instead"
    assert "power_coefficient_lost" in found.also


@pytest.mark.parametrize(("expression", "answer", "more"), SILENT)
def test_nothing_is_said_of_what_no_mistake_explains(
    expression: str, answer: str, more: dict[str, Any]
) -> None:
    answered = gradcli.check(expression, answer, **more).answer
    assert answered.right is False
    assert answered.mistake is None


@pytest.mark.parametrize(
    ("expression", "answer", "more", "is_slip"),
    [
        ("x^3", "3x^3", {}, True),
        ("sin(x^2)", "cos(x^2)", {}, False),
        # Another letter; and a sign that is lost in the working, of a term or of a coordinate.
        ("7x y", "7x", {"wrt": "x"}, True),
        ("x y^2", "-14/5", {"at": "3,1", "w": "4,3", "scale": "unit"}, True),
        ("x^2 + y^2 + x y", "5, 4", {"at": "2,-1"}, True),
        ("x^2 y - x", "3, 1", {"at": "-1,2", "kind": "steepest"}, True),
        ("x^2 y", "9, 12", {"at": "3,2"}, False),
    ],
)
def test_what_one_sign_digit_or_letter_gives_too_may_be_a_slip(
    expression: str, answer: str, more: dict[str, Any], is_slip: bool
) -> None:
    assert gradcli.check(expression, answer, **more).answer.mistake.could_be_slip is is_slip


def test_what_was_worked_out_wrongly_is_said_where_it_shows() -> None:
    found = gradcli.check("x^3 + y^2", "36, 2", at="2,1").answer.mistake
    assert [write(each, ()) for each in (found.number.of, found.number.taken_as)] == [
        "3*2**2",
        "(3*2)**2",
    ]


# A derivation whose line 1 is right, and what is wrong in its last one.
IN_NUMBERS = (
    ("x^2 y", {"wrt": "x", "at": "2,3"}, "2x y\n2*2*3\n13", "arithmetic_slip"),
    ("x^2 y", {"wrt": "x", "at": "2,3"}, "2x y = 13", "arithmetic_slip"),
    ("x^2 y", {"w": "3,5", "at": "2,3"}, "12*3 + 4*5\n36 + 25", "arithmetic_slip"),
    ("3x^4 + x", {}, "3 * 4x^3 + 1\n7x^3 + 1", "arithmetic_slip"),
    ("x^2 sin x", {}, "2x sin x + x^2 cos x\nx^2 cos x + sin x", None),
    # No law was mistaken in what is right above.
    ("x^2 sin(x y)", {"wrt": "x"}, "2x sin(x y) + x^2 y cos(x y)\nx(2sin(x y) + x cos(x y))", None),
    ("x^2 + sin x", {}, "2x + cos x\n2x", "term_dropped"),
)


@pytest.mark.parametrize(("expression", "more", "work", "name"), IN_NUMBERS)
def test_of_a_line_below_a_right_one_only_the_number_is_wrong(
    expression: str, more: dict[str, Any], work: str, name: str | None
) -> None:
    answer = gradcli.check(expression, work=work, **more).answer
    assert [step.follows for step in answer.work][-1] is False
    assert all(step.is_right for step in answer.work[:-1])
    assert (answer.mistake and answer.mistake.name) == name


def test_two_mistakes_are_looked_for_when_asked() -> None:
    wrong = "cos(3x) + 5x^5"
    assert gradcli.check("sin(3x) + x^5", wrong).answer.mistake is None
    found = gradcli.check("sin(3x) + x^5", wrong, two=True).answer
    assert {found.mistake.name, found.second.name} == {"chain_inner_missing", "power_not_lowered"}


PAIRS = (
    # One of them within the other: the number of the held factor, and the exponent.
    ("3x y^3", "3y^3, xy^2", ("constant_multiple_lost", (1,)), ("power_coefficient_lost", (1, 0))),
    (
        "x^3 sin(5x)",
        "3x^2 cos(5x)",
        ("product_of_derivatives", (0,)),
        ("chain_inner_missing", (0, 1)),
    ),
    ("cos(x^3)", "x^2 sin(x^3)", ("sign_cos", (0,)), ("power_coefficient_lost", (0, 0))),
    (
        "x^4/sin(3x)",
        "4x^3/cos(3x)",
        ("quotient_of_derivatives", (0,)),
        ("chain_inner_missing", (0, 1)),
    ),
)


@pytest.mark.parametrize(("expression", "answer", "first", "second"), PAIRS)
def test_two_mistakes_of_which_one_is_within_the_other(
    expression: str, answer: str, first: tuple[str, Any], second: tuple[str, Any]
) -> None:
    assert gradcli.check(expression, answer).answer.mistake is None
    found = gradcli.check(expression, answer, two=True).answer
    assert [(each.name, each.where) for each in (found.mistake, found.second)] == [first, second]


UNIT = {**BY_P, "scale": "unit"}
PAIRS_OF_WHOLES = (
    ("x^2 y", "4, 12", {**UNIT, "kind": "steepest"}, "components_swapped", "w_not_normalised"),
    ("x^2 y", "6, 1", {**UNIT, "kind": "steepest"}, "power_not_lowered", "w_not_normalised"),
    ("x^2 y", "60", {**UNIT, "w": "3,4"}, "w_components_swapped", "w_not_normalised"),
    ("x^2 y + y^3", "2x, x^2 y + 3y^3", {}, "constant_multiple_lost", "power_not_lowered"),
)


@pytest.mark.parametrize(("expression", "answer", "more", "first", "second"), PAIRS_OF_WHOLES)
def test_two_mistakes_of_which_one_is_in_another_component_or_in_the_end(
    expression: str, answer: str, more: dict[str, Any], first: str, second: str
) -> None:
    assert gradcli.check(expression, answer, **more).answer.mistake is None
    found = gradcli.check(expression, answer, two=True, **more)
    assert (found.answer.mistake.name, found.answer.second.name) == (first, second)
    assert "And besides, " in found.text()


NO_PAIRS = (
    ("x^2 ln(x^3)", "7"),
    # A plus instead of a minus, and no square: both of them in the quotient rule itself.
    ("sin(x^2)/x^3", "(2x cos(x^2) x^3 + 3x^2 sin(x^2))/x^3"),
    # Several pairs, and none of their mistakes in all.
    ("x sin(x^3)", "x^3 cos(x^3)"),
)


@pytest.mark.parametrize(("expression", "answer"), NO_PAIRS)
def test_where_no_two_mistakes_stand_out_none_are_named(expression: str, answer: str) -> None:
    found = gradcli.check(expression, answer, two=True).answer
    assert (found.mistake, found.second) == (None, None)


@pytest.mark.parametrize(
    ("expression", "answer", "more", "names"),
    [
        ("x^2 y", "-56", {**BY_P, "w": "3,5"}, ("direction_reversed", "sign_flipped")),
        ("sin(x^2)", "2sin(x)cos(x)", {}, ("inner_derivative_inside", "function_miscopied")),
        ("1/(x^2 - 5)", "-2x", {}, ("quotient_denominator_missing", "power_raised")),
        ("x^2 + 3x y", "2x + 3x", {"wrt": "x"}, ("wrong_variable", "wrong_factor_held")),
        ("x^2 y", "2x", {"wrt": "x"}, ("constant_multiple_lost", "held_variable_moved")),
        ("x ln x", "ln x + 1/x", {}, ("product_factor_missing", "log_derivative_wrong")),
    ],
)
def test_what_gives_the_same_is_said_too(
    expression: str, answer: str, more: dict[str, Any], names: tuple[str, ...]
) -> None:
    found = gradcli.check(expression, answer, **more).answer.mistake
    assert found is not None
    assert (found.name, *found.also) == names


def test_in_different_places_nothing_is_named() -> None:
    assert named([Found("sign_sin", (0, 0)), Found("term_sign", (0, 1))]) is None
    found = named([Found("term_dropped", (0,)), Found("power_raised", (0, 1))])
    assert found is not None
    assert (found.name, found.also) == ("power_raised", ("term_dropped",))


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: f"{twin.name}: {twin.gives}")
def test_every_twin_is_read_and_has_words(twin: Any) -> None:
    read_side(twin.gives)
    assert twin.name in CLAUSES


def test_what_goes_first_is_a_mistake_that_there_is() -> None:
    assert set(SPECIFIC_FIRST) <= CLAUSES.keys()
