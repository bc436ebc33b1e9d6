"""What comes out by each known mistake, said of the line and never of who wrote it.

Each clause goes on from "this is what comes out when".
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CLAUSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "chain_inner_missing": "the derivative of the inner function is left out",
        "chain_argument_lost": "the outer derivative is taken at the variable itself, "
        "and not at the inner function",
        "chain_ignored": "the outer derivative is taken at the variable itself, "
        "and the inner derivative is left out",
        "outer_at_inner_derivative": "the outer derivative is taken at the derivative of the inner "
        "function",
        "inner_derivative_inside": "the derivative of the inner function is put inside, "
        "and the outer function is left as it is",
        "inner_only": "only the inner function is differentiated",
        "inner_not_differentiated": "the inner function itself is the factor, "
        "and not its derivative",
        "inner_derivative_wrong": "the chain rule is used, with another factor than the derivative "
        "of the inner function",
        "inner_factor_squared": "the inner derivative is a factor twice",
        "inner_added": "the inner derivative is added, and not multiplied",
        "inner_divided": "the outer derivative is divided by the inner one",
        "sum_split": "the function of a sum is written as the sum of its values",
        "product_of_derivatives": "the derivatives of the parts are multiplied",
        "product_pairing": "each factor is multiplied by its own derivative, "
        "and not by that of the other",
        "product_sign": "the two terms of the product rule are subtracted",
        "product_term_missing": "one of the terms of the rule is left out",
        "product_factor_missing": "one of the terms of the rule is left without its other factor",
        "sum_of_derivatives": "the derivatives of the factors are added",
        "one_factor_only": "one part is differentiated and the other left aside",
        "quotient_of_derivatives": "the derivative of the numerator is divided by that of the "
        "denominator",
        "quotient_sign": "the terms in the numerator of the quotient rule are added",
        "quotient_order": "the terms in the numerator of the quotient rule change places",
        "quotient_denominator_not_squared": "the denominator of the quotient rule is not squared",
        "quotient_wrong_denominator": "the quotient rule is divided by the square of the numerator",
        "quotient_denominator_missing": "the quotient rule is not divided by the square of the "
        "denominator",
        "quotient_numerator_without_factors": "the derivatives alone are subtracted in the "
        "numerator of the quotient rule",
        "quotient_inverted": "the reciprocal fraction is differentiated",
        "power_not_lowered": "the exponent is not lowered by 1",
        "power_coefficient_lost": "the exponent is not brought down as a factor",
        "power_coefficient_lowered": "the lowered exponent is brought down as the factor",
        "power_raised": "the exponent is raised by 1, and not lowered",
        "power_lowered_wrongly": "the exponent is lowered by another number than 1",
        "power_as_exponential": "a power of the variable is differentiated as an exponential",
        "power_sign": "the minus of a negative exponent is lost",
        "reciprocal_differentiated": "the denominator is replaced by its derivative",
        "sign_cos": "the derivative of the cosine is taken without its minus",
        "sign_sin": "the derivative of the sine is taken with a minus",
        "sign_other": "the derivative of this function has the opposite sign",
        "sign_flipped": "the whole derivative has the opposite sign",
        "term_sign": "one term has the opposite sign",
        "term_dropped": "one term is left out",
        "exp_power_rule": "an exponential is differentiated by the power rule",
        "base_log_missing": "the logarithm of the base is left out",
        "base_log_divided": "the logarithm of the base stands on the wrong side of the fraction",
        "log_derivative_wrong": "the derivative of the logarithm is another than 1/u",
        "log_inverted": "the derivative of the logarithm stands upside down",
        "elementary_confused": "the derivative of another function is taken for that of this one",
        "logarithmic_factor_missing": "the function itself is left out in logarithmic "
        "differentiation",
        "function_not_changed": "the function is left undifferentiated",
        "constant_kept": "a constant is kept, where its derivative is 0",
        "term_not_differentiated": "one part is copied as it is",
        "constant_multiple_lost": "a constant factor is left out",
        "treated_as_constant": "a part that moves is treated as a constant",
        "treated_as_variable": "a constant is differentiated as if it were a variable",
        "other_variable_not_held": "another variable is not held constant",
        "held_variable_moved": "a factor that is constant here is differentiated too",
        "wrong_variable": "the derivative is taken with respect to another variable",
        "wrong_factor_held": "the other letter of a product is left over",
        "integrated_instead": "the antiderivative is taken",
        "inverted_derivative": "the reciprocal of the derivative is taken",
        "second_derivative_instead": "it is differentiated once more",
        "first_derivative_instead": "it is differentiated once, and not twice",
        "derivative_squared": "the first derivative is squared",
        "original_function": "the function itself is given",
        "value_instead": "the value of the function at the point is given",
        "evaluated_first": "the point is put in first, and the number differentiated",
        "function_miscopied": "a slightly different function is differentiated",
        "components_swapped": "the components of the gradient change places",
        "wrong_point": "the coordinates of the point change places",
        "point_instead": "the point itself is taken for the gradient there",
        "w_not_normalised": "the vector is not divided by its length",
        "w_normalised_though_not_asked": "w is divided by its length",
        "gradient_normalised": "the gradient is divided by its length, and w is not",
        "w_as_end_point": "w is taken for the end point, and the point is subtracted from it",
        "w_components_swapped": "the components of w change places",
        "direction_reversed": "the direction is the opposite one",
        "gradient_instead": "the gradient is given, and not its dot product with w",
        "gradient_norm_instead": "the length of the gradient is given",
        "level_direction_instead": "the direction is the one along the level curve",
        "steepest_direction_instead": "the direction is the one of steepest ascent or descent",
        "root_missing": "the square root is left out",
        "components_added": "the components are added up as they are",
        "arithmetic_slip": "the derivative is right, and a number in it is worked out wrongly",
        "tangent_value_missing": "the value of the function at the point is left out",
        "tangent_point_not_subtracted": "the slopes are multiplied by the variables, and not by "
        "the steps from the point",
        "tangent_point_added": "the coordinates of the point are added to the variables",
        "tangent_slope_not_evaluated": "the slopes are left as formulas, and not taken at the "
        "point",
    }
)
"""In the order of the list that `gradcli mistakes` prints."""

GENERAL: Final = frozenset({"inner_derivative_wrong"})
"""Said on a page only where nothing more specific is: the step that is shown says it as well."""


def explanation(name: str) -> str:
    """The sentence for JSON."""
    return f"this is what comes out when {CLAUSES[name]}"
