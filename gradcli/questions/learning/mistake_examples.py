"""An example of each known mistake: a question, and what is answered by it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A question about a function, and a wrong answer to it."""

    function: str
    answer: str
    wrt: str | None = None
    at: str | None = None
    w: str | None = None
    scale: str | None = None
    kind: str | None = None


_P: Final = "2,3"

EXAMPLES: Final[Mapping[str, Example]] = MappingProxyType(
    {
        "chain_inner_missing": Example("sin(x^2)", "cos(x^2)"),
        "chain_argument_lost": Example("sin(x^2)", "2x cos(x)"),
        "chain_ignored": Example("(x^2 + 3x)^4", "4x^3"),
        "outer_at_inner_derivative": Example("sin(x^2)", "cos(2x)"),
        "inner_derivative_inside": Example("sin(x^2)", "sin(2x)"),
        "inner_only": Example("sin(x^2)", "2x"),
        "inner_not_differentiated": Example("sin(x^2)", "x^2 cos(x^2)"),
        "inner_derivative_wrong": Example("sin(x^2) + x^5", "5x^4 cos(x^2) + 5x^4"),
        "inner_factor_squared": Example("sin(x^2)", "4x^2 cos(x^2)"),
        "inner_added": Example("sin(x^2)", "cos(x^2) + 2x"),
        "inner_divided": Example("sin(x^2)", "cos(x^2)/(2x)"),
        "sum_split": Example("(x^2 + y)^3", "6x^5", "x"),
        "product_of_derivatives": Example("x^2 sin x", "2x cos x"),
        "product_pairing": Example("x^2 sin x", "x^2 (2x) + sin x cos x"),
        "product_sign": Example("x^2 ln x", "2x ln x - x"),
        "product_term_missing": Example("x^2 ln x", "2x ln x"),
        "product_factor_missing": Example("x^2 sin x", "2x sin x + cos x"),
        "sum_of_derivatives": Example("x^2 sin x", "2x + cos x"),
        "one_factor_only": Example("x^2 sin x", "2x"),
        "quotient_of_derivatives": Example("sin(x)/x^2", "cos(x)/(2x)"),
        "quotient_sign": Example("sin(x)/x^2", "(x^2 cos x + 2x sin x)/x^4"),
        "quotient_order": Example("sin(x)/x^2", "(2x sin x - x^2 cos x)/x^4"),
        "quotient_denominator_not_squared": Example("sin(x)/x^2", "(x^2 cos x - 2x sin x)/x^2"),
        "quotient_wrong_denominator": Example("sin(x)/x^2", "(x^2 cos x - 2x sin x)/sin(x)^2"),
        "quotient_denominator_missing": Example("sin(x)/x^2", "x^2 cos x - 2x sin x"),
        "quotient_numerator_without_factors": Example("sin(x)/x^2", "(cos x - 2x)/x^4"),
        "quotient_inverted": Example("sin(x)/x^2", "(2x sin x - x^2 cos x)/sin(x)^2"),
        "power_not_lowered": Example("x^5", "5x^5"),
        "power_coefficient_lost": Example("x^5", "x^4"),
        "power_coefficient_lowered": Example("x^5 + x^3", "4x^4 + 2x^2"),
        "power_raised": Example("x^5", "5x^6"),
        "power_lowered_wrongly": Example("x^5 + x^3", "5x^3 + 3x"),
        "power_as_exponential": Example("x^5", "x^5 ln x"),
        "power_sign": Example("x^(-3) + x", "3x^(-4) + 1"),
        "reciprocal_differentiated": Example("1/(x^2 + 1)", "1/(2x)"),
        "sign_cos": Example("x + cos x", "1 + sin x"),
        "sign_sin": Example("x + sin x", "1 - cos x"),
        "sign_other": Example("tan x", "-1/cos(x)^2"),
        "sign_flipped": Example("x^2 + x", "-2x - 1"),
        "term_sign": Example("x^3 + x^2 + x", "3x^2 + 2x - 1"),
        "term_dropped": Example("x^4 + x^2 sin x", "4x^3"),
        "exp_power_rule": Example("e^x", "x e^(x-1)"),
        "base_log_missing": Example("2^x + x", "2^x + 1"),
        "base_log_divided": Example("2^x", "2^x/ln 2"),
        "log_derivative_wrong": Example("x + ln x", "1 + 1/ln x"),
        "log_inverted": Example("ln(y/x)", "y/x", "x"),
        "elementary_confused": Example("arctan x", "1/sqrt(1 - x^2)"),
        "logarithmic_factor_missing": Example("x^x", "ln x + 1"),
        "function_not_changed": Example("x + tan x", "1 + tan x"),
        "constant_kept": Example("x^2 + 5", "2x + 5"),
        "term_not_differentiated": Example("x^4 + x sin x", "4x^3 + x sin x"),
        "constant_multiple_lost": Example("7x^4", "4x^3"),
        "treated_as_constant": Example("x^3 + sin(x^2) + 1", "3x^2"),
        "treated_as_variable": Example("f(x) = a x^2", "2a x + x^2"),
        "other_variable_not_held": Example("x^2 + y^3", "2x + 3y^2", "x"),
        "held_variable_moved": Example("3x y^3", "9y^2", "x"),
        "wrong_variable": Example("x^2 y", "x^2", "x"),
        "wrong_factor_held": Example("7y^3 sin x", "7 sin(x) cos(x)", "x"),
        "integrated_instead": Example("x^4 + 1", "x^5/5 + x"),
        "inverted_derivative": Example("x^3 + x", "1/(3x^2 + 1)"),
        "second_derivative_instead": Example("x^4 + x^2", "12x^2 + 2"),
        "first_derivative_instead": Example("x^4 + x^2", "4x^3 + 2x", "x,x"),
        "derivative_squared": Example("x^4 + x^2", "(4x^3 + 2x)^2", "x,x"),
        "original_function": Example("x^4 + x^2", "x^4 + x^2"),
        "value_instead": Example("x^2 y^2 + x", "38", "x", _P),
        "evaluated_first": Example("x^3 y^2", "0, 0", None, _P),
        "function_miscopied": Example("x^4 y^2 + 3x", "4x^3 y^3 + 3, 3x^4 y^2"),
        "components_swapped": Example("x^2 y", "x^2, 2x y"),
        "wrong_point": Example("x^2 y^3", "48, 108", None, _P),
        "point_instead": Example("x^2 y", "2, 3", None, _P),
        "w_not_normalised": Example("x^2 y", "56", None, _P, "3,5", "unit"),
        "w_normalised_though_not_asked": Example(
            "x^2 y", "56/sqrt 34", None, _P, "3,5", "as-given"
        ),
        "gradient_normalised": Example("x^2 y", "56/sqrt 160", None, _P, "3,5", "unit"),
        "w_as_end_point": Example("x^2 y", "20", None, _P, "3,5"),
        "w_components_swapped": Example("x^2 y", "72", None, _P, "3,5"),
        "direction_reversed": Example("x^2 y", "-3, -1", None, _P, None, None, "steepest"),
        "gradient_instead": Example("x^2 y", "(12, 4)", None, _P, "3,5"),
        "gradient_norm_instead": Example("x^2 y", "4 sqrt 10", None, _P, "3,5"),
        "level_direction_instead": Example("x^2 y", "1, -3", None, _P, None, None, "steepest"),
        "steepest_direction_instead": Example("x^2 y", "3, 1", None, _P, None, None, "level"),
        "root_missing": Example("x^2 y", "56/34", None, _P, "3,5", "unit"),
        "components_added": Example("x^2 y", "56/8", None, _P, "3,5", "unit"),
        "arithmetic_slip": Example("x^3 + y^2", "36", "x", "2,1"),
        "tangent_value_missing": Example("x^2 y", "12x + 4y - 36", None, _P, kind="tangent"),
        "tangent_point_not_subtracted": Example("x^2 y", "12x + 4y + 12", None, _P, kind="tangent"),
        "tangent_point_added": Example(
            "x^2 y", "12 + 12(x + 2) + 4(y + 3)", None, _P, kind="tangent"
        ),
        "tangent_slope_not_evaluated": Example(
            "x^2 y", "12 + 2x y(x - 2) + x^2 (y - 3)", None, _P, kind="tangent"
        ),
    }
)
