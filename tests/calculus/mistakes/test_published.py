"""Wrong answers that no twin has made: from lists of mistakes that were published, or written down
before the twins were looked at.

Each has the cause that its source states; None where that is no pattern. What is named must be the
cause, or be among what is said to give the same; silence is no mistake, a wrong name is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

import pytest

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

# What others wrote as wrong answers. The lists name a cause for the first six; for the rest it is
# what the answer shows by itself, and None where it shows no one mistake.
# asymptotestudios.com, "7 Common Derivative Mistakes".
SEVEN: Final = "seven mistakes"
# derivativecalculus.com, "10 Common Derivative Mistakes".
TEN: Final = "ten mistakes"
# dmccreary/calculus, docs/chapters/08-... and 09-.../quiz.md: the choices that are wrong.
QUIZ: Final = "quizzes of a textbook"
# Questions on differentiation rules and on partial derivatives, of a course on machine learning.
COURSE: Final = "course questions"
OUTSIDE: Final = (
    Wrong("sin(2x)", "cos(2x)", "chain_inner_missing", SEVEN),
    Wrong("2^x", "x*2^(x - 1)", "exp_power_rule", SEVEN),
    Wrong("cos(x)", "sin(x)", "sign_cos", SEVEN),
    Wrong("x^2 sin(x)", "2x cos(x)", "product_of_derivatives", SEVEN),
    Wrong("x^3", "3x^3", "power_not_lowered", TEN),
    Wrong("7x^4", "28x^4", "power_not_lowered", TEN),
    Wrong("7", "7", "constant_kept", QUIZ),
    Wrong("x^5", "5x^5", "power_not_lowered", QUIZ),
    Wrong("x^5", "x^4", "power_coefficient_lost", QUIZ),
    Wrong("x^5", "4x^5", None, QUIZ),
    Wrong("3x^4 - 2x^2 + 5x - 1", "12x^3 - 4x + 5 - 1", "constant_kept", QUIZ),
    Wrong("3x^4 - 2x^2 + 5x - 1", "3x^3 - 2x + 5", "power_coefficient_lost", QUIZ),
    Wrong("3x^4 - 2x^2 + 5x - 1", "12x^4 - 4x^2 + 5x", "power_not_lowered", QUIZ),
    Wrong("x^(-3)", "-3x^(-2)", "power_raised", QUIZ),
    Wrong("x^(-3)", "3x^(-4)", "power_sign", QUIZ),
    Wrong("x^(-3)", "-4x^(-3)", None, QUIZ),
    Wrong("sqrt(x)", "2sqrt(x)", "inverted_derivative", QUIZ),
    Wrong("sqrt(x)", "1/sqrt(x)", "power_coefficient_lost", QUIZ),
    Wrong("sqrt(x)", "sqrt(x)/2", "power_not_lowered", QUIZ),
    Wrong("4x^3 - 7x + 2", "12x^2 - 7x", "term_not_differentiated", QUIZ),
    Wrong("4x^3 - 7x + 2", "4x^2 - 7", "power_coefficient_lost", QUIZ),
    Wrong("4x^3 - 7x + 2", "12x^3 - 7", "power_not_lowered", QUIZ),
    Wrong("x^(3/2)", "(3/2)x^(5/2)", "power_raised", QUIZ),
    Wrong("x^(3/2)", "(1/2)x^(3/2)", None, QUIZ),
    Wrong("x^(3/2)", "(2/3)x^(1/2)", None, QUIZ),
    Wrong("x^2 sin(x)", "x^2 cos(x)", "product_term_missing", QUIZ),
    Wrong("x^2 sin(x)", "2x cos(x) - x^2 sin(x)", "function_miscopied", QUIZ),
    Wrong("sin(x)", "-cos(x)", "sign_sin", QUIZ),
    Wrong("sin(x)", "-sin(x)", "elementary_confused", QUIZ),
    Wrong("sin(x)", "tan(x)", "elementary_confused", QUIZ),
    Wrong("cos(x)", "cos(x)", "original_function", QUIZ),
    Wrong("cos(x)", "-cos(x)", "elementary_confused", QUIZ),
    Wrong("tan(x)", "sec(x)", "elementary_confused", QUIZ),
    Wrong("tan(x)", "cot(x)", "elementary_confused", QUIZ),
    Wrong("tan(x)", "-csc(x)^2", "elementary_confused", QUIZ),
    Wrong("e^x", "e^(x - 1)", "exp_power_rule", QUIZ),
    Wrong("e^x", "ln(x) e^x", None, QUIZ),
    Wrong("ln(x)", "ln(x)/x", "log_derivative_wrong", QUIZ),
    Wrong("ln(x)", "x", "log_inverted", QUIZ),
    Wrong("ln(x)", "e^x", "elementary_confused", QUIZ),
    Wrong("x/sin(x)", "cos(x)/sin(x)^2", None, QUIZ),
    Wrong("x/sin(x)", "1/cos(x)", "quotient_of_derivatives", QUIZ),
    Wrong("x/sin(x)", "(sin(x) + x cos(x))/sin(x)^2", "quotient_sign", QUIZ),
    Wrong("sec(x)", "-sec(x)tan(x)", "sign_other", QUIZ),
    Wrong("sec(x)", "csc(x)cot(x)", "elementary_confused", QUIZ),
    Wrong("sec(x)", "sec(x)^2", "elementary_confused", QUIZ),
    Wrong("x^2 e^x", "2x e^x", "product_of_derivatives", COURSE),
    Wrong("x^2 e^x", "x^2 e^x", "original_function", COURSE),
    Wrong("x^2 e^x", "2x + e^x", "sum_of_derivatives", COURSE),
    Wrong("sin(3x^2)", "cos(3x^2)", "chain_inner_missing", COURSE),
    Wrong("sin(3x^2)", "3x cos(3x^2)", "power_coefficient_lost", COURSE),
    Wrong("sin(3x^2)", "cos(6x)", "outer_at_inner_derivative", COURSE),
    Wrong("3x^2 y + y^3", "6x y + 3y^2", "other_variable_not_held", COURSE, "x"),
    Wrong("3x^2 y + y^3", "3x^2", None, COURSE, "x"),
    Wrong("3x^2 y + y^3", "3x^2 + y^3", None, COURSE, "x"),
)


@pytest.mark.parametrize("answers", [ANSWERS, OUTSIDE], ids=["listed", "outside"])
def test_most_causes_are_named_and_hardly_one_is_named_wrong(answers: Sequence[Wrong]) -> None:
    said: Counter[str] = Counter()
    wrong: list[str] = []
    for each in answers:
        constant = "x" if each.wrt is None and each.function.isdigit() else None
        found = gradcli.check(
            each.function, each.answer, wrt=each.wrt or constant, variables=constant
        ).answer
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
    stated = sum(each.cause is not None for each in answers)
    assert len(answers) >= 50
    assert said["right"] >= 0.8 * stated, (said, wrong)
    assert said["wrong"] <= 0.02 * len(answers), (said, wrong)
