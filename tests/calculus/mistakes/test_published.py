"""Wrong answers that no twin has made: from lists of mistakes that were published, or written down
before the twins were looked at.

Each has the cause that its source states; None where that is no pattern. What is named must be the
cause, or be among what is said to give the same; silence is no mistake, a wrong name is one.
"""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

import gradcli

# "Common Mistakes", Grade 12, Calculus Introduction, of public-textbooks.pages.dev.
TEXTBOOK: Final = "public textbooks"
# derivativecalculus.com, "Troubleshooting" and "Top 10 Derivative Mistakes".
EXAMS: Final = "exam mistakes"
# USAFA-AI-Center/fair_llm_tutor, course_materials/calculus_derivatives.md.
TUTOR: Final = "tutor"
# Issue texts and articles on what is done wrong in several variables.
LISTED: Final = "listed"
# Written for this table, as distractors of a multiple choice are, before the twins were seen.
BLIND: Final = "blind"


class Wrong(NamedTuple):
    """A wrong answer, its cause, and where it stands."""

    function: str
    answer: str
    cause: str | None
    source: str
    wrt: str | None = None


ANSWERS: Final = (
    Wrong("(3x + 1)^5", "5(3x + 1)^4", "chain_inner_missing", TEXTBOOK),
    Wrong("x^2 sin(x)", "2x cos(x)", "product_of_derivatives", TEXTBOOK),
    Wrong("1/x^3", "1/(3x^2)", "reciprocal_differentiated", TEXTBOOK),
    Wrong("1/x^3", "-3x^2", None, TEXTBOOK),
    Wrong("sin(x^2)", "cos(x^2)", "chain_inner_missing", EXAMS),
    Wrong("sin(x)^2", "2x sin(x)", None, EXAMS),
    Wrong("x sin(x)", "1 + cos(x)", "sum_of_derivatives", EXAMS),
    Wrong("cos(3x)", "-sin(3x)", "chain_inner_missing", EXAMS),
    Wrong("e^(x^2)", "e^(x^2)", "chain_inner_missing", EXAMS),
    Wrong("(x^3 + 1)^5", "5(x^3 + 1)^4", "chain_inner_missing", EXAMS),
    Wrong("ln(2x + 1)", "1/(2x + 1)", "chain_inner_missing", EXAMS),
    Wrong("3x^2", "6x^2", "power_not_lowered", TUTOR),
    Wrong("3x^2", "3x", "power_coefficient_lost", TUTOR),
    Wrong("3x^2", "6", None, TUTOR),
    Wrong("e^x", "x e^(x - 1)", "exp_power_rule", LISTED),
    Wrong("ln(y/x)", "y/x", "log_inverted", LISTED, "x"),
    Wrong("e^(x^2)", "x^2 e^(x^2 - 1)", "exp_power_rule", LISTED),
    Wrong("3x y^3", "9y^2", "held_variable_moved", LISTED, "x"),
    Wrong("x^2 + y^2", "2x + 2y", "other_variable_not_held", LISTED, "x"),
    Wrong("sin(5x)", "cos(5x)", "chain_inner_missing", BLIND),
    Wrong("sin(5x)", "-5cos(5x)", "sign_sin", BLIND),
    Wrong("cos(2x)", "2sin(2x)", "sign_cos", BLIND),
    Wrong("tan(4x)", "1/cos(4x)^2", "chain_inner_missing", BLIND),
    Wrong("x^7", "7x^7", "power_not_lowered", BLIND),
    Wrong("x^7", "x^6", "power_coefficient_lost", BLIND),
    Wrong("x^7", "7x^8", "power_raised", BLIND),
    Wrong("x^7", "x^8/8", "integrated_instead", BLIND),
    Wrong("2x^5 - 3x", "10x^4", "term_dropped", BLIND),
    Wrong("2x^5 - 3x + 7", "10x^4 - 3 + 7", "constant_kept", BLIND),
    Wrong("x^(-2)", "-2x^(-1)", "power_raised", BLIND),
    Wrong("x^(-2)", "2x^(-3)", "power_sign", BLIND),
    Wrong("sqrt(x)", "1/sqrt(x)", "power_coefficient_lost", BLIND),
    Wrong("sqrt(x^2 + 1)", "1/(2sqrt(x^2 + 1))", "chain_inner_missing", BLIND),
    Wrong("sqrt(x^2 + 1)", "sqrt(2x)", "inner_derivative_inside", BLIND),
    Wrong("sqrt(x^2 + 1)", "1/(2sqrt(2x))", "outer_at_inner_derivative", BLIND),
    Wrong("x^3 e^x", "3x^2 e^x", "product_of_derivatives", BLIND),
    Wrong("x^3 ln(x)", "3x^2/x", "product_of_derivatives", BLIND),
    Wrong("x^3 ln(x)", "3x^2 ln(x) - x^2", "product_sign", BLIND),
    Wrong("x^3 cos(x)", "3x^2 cos(x)", "product_term_missing", BLIND),
    Wrong("x^3 cos(x)", "3x^2 cos(x) + x^3 sin(x)", "sign_cos", BLIND),
    Wrong("x^3 cos(x)", "3x^2 - sin(x)", "sum_of_derivatives", BLIND),
    Wrong("x^2/(x + 1)", "2x", "quotient_of_derivatives", BLIND),
    Wrong("x^2/(x + 1)", "(x^2 - 2x(x + 1))/(x + 1)^2", "quotient_order", BLIND),
    Wrong("x^2/(x + 1)", "(2x(x + 1) + x^2)/(x + 1)^2", "quotient_sign", BLIND),
    Wrong("x^2/(x + 1)", "(2x(x + 1) - x^2)/(x + 1)", "quotient_denominator_not_squared", BLIND),
    Wrong("x^2/(x + 1)", "2x(x + 1) - x^2", "quotient_denominator_missing", BLIND),
    Wrong("sin(x)/x^2", "cos(x)/(2x)", "quotient_of_derivatives", BLIND),
    Wrong("1/(x^2 + 3)", "1/(2x)", "reciprocal_differentiated", BLIND),
    Wrong("1/(x^2 + 3)", "-1/(x^2 + 3)^2", "chain_inner_missing", BLIND),
    Wrong("1/(x^2 + 3)", "2x/(x^2 + 3)^2", "power_sign", BLIND),
    Wrong("5^x", "x*5^(x - 1)", "exp_power_rule", BLIND),
    Wrong("5^x", "5^x", "base_log_missing", BLIND),
    Wrong("e^(-x)", "e^(-x)", "chain_inner_missing", BLIND),
    Wrong("e^(4x)", "4x e^(4x - 1)", "exp_power_rule", BLIND),
    Wrong("ln(x^2 + 1)", "1/(2x)", "outer_at_inner_derivative", BLIND),
    Wrong("(2x + 1)^3", "3 * 2^2", "outer_at_inner_derivative", BLIND),
    Wrong("(2x + 1)^3", "3(2x + 1)^2 + 2", "inner_added", BLIND),
    Wrong("(x^2 + 1)^3", "(2x)^3", "inner_derivative_inside", BLIND),
    Wrong("(x^2 + 1)^3", "3(x^2 + 1)^2 (x^2 + 1)", "inner_not_differentiated", BLIND),
    Wrong("(x^2 + 1)^3", "6x(x^2 + 1)^3", "power_not_lowered", BLIND),
    Wrong("x^2 y + y^3", "2x y + 3y^2", "other_variable_not_held", BLIND, "x"),
    Wrong("x^2 y + y^3", "2x y + y^3", "constant_kept", BLIND, "x"),
    Wrong("x^2 y + y^3", "x^2 + 3y^2", "wrong_variable", BLIND, "x"),
    Wrong("x^2 y^3", "2x", "constant_multiple_lost", BLIND, "x"),
    Wrong("x^2 y^3", "6x y^2", "held_variable_moved", BLIND, "x"),
    Wrong("x^2 y^3", "2x y^3 + 3x^2 y^2", "other_variable_not_held", BLIND, "x"),
    Wrong("e^(x y)", "e^(x y)", "chain_inner_missing", BLIND, "x"),
    Wrong("e^(x y)", "x e^(x y)", "wrong_variable", BLIND, "x"),
    Wrong("sin(x y)", "cos(x y)", "chain_inner_missing", BLIND, "x"),
    Wrong("x^2 y", "2y, 2x", None, BLIND),
    Wrong("x^2 + 3y", "2x, 3y", "term_not_differentiated", BLIND),
    Wrong("x^2 y^3", "3x^2 y^2, 2x y^3", "components_swapped", BLIND),
)


def test_most_causes_are_named_and_hardly_one_is_named_wrong() -> None:
    said: Counter[str] = Counter()
    wrong: list[str] = []
    for each in ANSWERS:
        found = gradcli.check(each.function, each.answer, wrt=each.wrt).answer
        assert found.right is False, each
        if found.mistake is None:
            said["silent" if each.cause else "rightly silent"] += 1
            continue
        names = (found.mistake.name, *found.mistake.also)
        if each.cause in names:
            said["right"] += 1
        else:
            said["wrong"] += 1
            wrong.append(f"{each}: {names}")
    stated = sum(each.cause is not None for each in ANSWERS)
    assert len(ANSWERS) >= 60
    assert said["right"] >= 0.8 * stated, (said, wrong)
    assert said["wrong"] <= 0.02 * len(ANSWERS), (said, wrong)
