"""The wrong twins of the laws: the same left side, and what comes out where it goes wrong.

A twin is a line: the name of the mistake, and the wrong right side in the letters of the law. It is
written as laws are (`gradcli.field.template`), and wherever the law is used in a derivation the
twin can stand in its place. More specific mistakes stand before more general ones: of two with the
same result at the same place the first is named.

Letters beside those of the laws: x is the variable, s is u'. In the law of a sum or product u is
one part and v all others together; of a power with a fraction p/q in it m is (p - 1)/q. In that of
a sum c is a term that stands still, elsewhere the
constant factor, k its number; c' is its derivative by a letter of its own, and h what is left of it
without one of its own factors: 3y^3 is y^3 without its number.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Twin:
    """What a law is mistaken for: the name of the mistake, and its right side."""

    name: str
    gives: str


def _twins(*pairs: tuple[str, str]) -> tuple[Twin, ...]:
    return tuple(Twin(*pair) for pair in pairs)


OF_RULES: Final[Mapping[str, tuple[Twin, ...]]] = MappingProxyType(
    {
        "sum": _twins(
            ("constant_kept", "u' + v' + c"),
            ("other_variable_not_held", "u' + v' + c'"),
            ("treated_as_variable", "u' + v' + c/c"),
            ("term_not_differentiated", "u + v'"),
            ("treated_as_constant", "v'"),
            ("term_dropped", "v'"),
            ("term_sign", "v' - u'"),
        ),
        "constant_multiple": _twins(
            ("held_variable_moved", "c' u'"),
            ("other_variable_not_held", "c u' + c' u"),
            ("wrong_factor_held", "u u'"),
            ("wrong_factor_held", "k u u'"),
            ("constant_multiple_lost", "u'"),
            ("constant_multiple_lost", "h u'"),
            ("term_not_differentiated", "c u"),
            ("treated_as_variable", "c u' + u"),
        ),
        "product": _twins(
            ("product_of_derivatives", "u' v'"),
            ("product_pairing", "u u' + v v'"),
            ("product_sign", "u' v - u v'"),
            ("product_term_missing", "u' v"),
            ("product_term_missing", "u v'"),
            ("product_factor_missing", "u' v + v'"),
            ("sum_of_derivatives", "u' + v'"),
            ("one_factor_only", "u'"),
        ),
        "quotient": _twins(
            ("quotient_of_derivatives", "u' / v'"),
            ("quotient_sign", "(u' v + u v') / v^2"),
            ("quotient_order", "(u v' - u' v) / v^2"),
            ("quotient_denominator_not_squared", "(u' v - u v') / v"),
            ("quotient_wrong_denominator", "(u' v - u v') / u^2"),
            ("quotient_denominator_missing", "u' v - u v'"),
            ("quotient_numerator_without_factors", "(u' - v') / v^2"),
            ("quotient_inverted", "(u v' - u' v) / u^2"),
            ("one_factor_only", "u' / v"),
            ("product_term_missing", "u' v / v^2"),
            ("product_term_missing", "(-u v') / v^2"),
            ("product_factor_missing", "(u' v - v') / v^2"),
            ("product_factor_missing", "(u' - u v') / v^2"),
        ),
        "reciprocal": _twins(
            ("reciprocal_differentiated", "c / v'"),
            ("power_sign", "c v' / v^2"),
            ("quotient_order", "c v' / v^2"),
            ("quotient_sign", "c v' / v^2"),
            ("quotient_denominator_not_squared", "-c v' / v"),
            ("quotient_denominator_missing", "-c v'"),
            ("power_not_lowered", "-c v' / v"),
            ("chain_inner_missing", "-c / v^2"),
            ("power_raised", "-c v'"),
            ("integrated_instead", "c ln|v|"),
            ("constant_multiple_lost", "-v' / v^2"),
        ),
        # c/v as a power of what is below the line.
        "power-below": _twins(("reciprocal_differentiated", "c / v'")),
        "chain": _twins(
            ("chain_inner_missing", "F'(u)"),
            ("chain_argument_lost", "F'(x) u'"),
            ("chain_ignored", "F'(x)"),
            ("outer_at_inner_derivative", "F'(s)"),
            ("outer_at_inner_derivative", "F'(s) u'"),
            ("inner_derivative_inside", "F(s)"),
            ("inner_only", "u'"),
            ("inner_not_differentiated", "F'(u) u"),
            ("inner_factor_squared", "F'(u) u' u'"),
            ("inner_added", "F'(u) + u'"),
            ("inner_divided", "F'(u) / u'"),
        ),
        "logarithmic": _twins(
            ("exp_power_rule", "v u^(v-1) u'"),
            ("exp_power_rule", "v u^(v-1)"),
            ("exp_power_rule", "u^(v-1) u'"),
            ("treated_as_constant", "u^v v' ln u"),
            ("logarithmic_factor_missing", "(v ln u)'"),
            ("product_of_derivatives", "u^v v' u'/u"),
        ),
        "atan2": _twins(("quotient_order", "(v u' - u v') / (u^2 + v^2)")),
        "identity": _twins(
            ("power_not_lowered", "x"),
            ("term_not_differentiated", "x"),
            ("treated_as_constant", "0"),
        ),
    }
)
"""By the name of the law in the rule book."""

OF_FUNCTIONS: Final[Mapping[str, tuple[Twin, ...]]] = MappingProxyType(
    {
        "power": _twins(
            ("power_not_lowered", "n u^n"),
            ("power_coefficient_lost", "u^(n-1)"),
            ("power_coefficient_lowered", "(n-1) u^(n-1)"),
            ("power_raised", "n u^(n+1)"),
            ("power_lowered_wrongly", "n u^(n-2)"),
            ("power_lowered_wrongly", "n u^m"),
            ("power_sign", "-n u^(n-1)"),
            ("power_coefficient_lost", "-u^(n-1)"),
            ("integrated_instead", "u^(n+1) / (n+1)"),
            ("power_as_exponential", "u^n ln u"),
        ),
        "sqrt": _twins(
            ("power_coefficient_lost", "1 / sqrt u"),
            ("power_not_lowered", "sqrt u / 2"),
            ("power_raised", "u sqrt u / 2"),
            ("power_lowered_wrongly", "1 / (2 u sqrt u)"),
            ("power_lowered_wrongly", "1 / 2"),
            ("root_missing", "1 / (2 u)"),
            ("integrated_instead", "2 u sqrt u / 3"),
        ),
        "exponential": _twins(
            ("exp_power_rule", "u a^(u-1)"),
            ("base_log_divided", "a^u / ln a"),
            ("base_log_missing", "a^u"),
        ),
        "logarithm": _twins(
            ("base_log_missing", "1 / u"),
            ("base_log_divided", "ln a / u"),
            ("log_inverted", "u"),
            ("log_derivative_wrong", "1 / ln u"),
            ("log_derivative_wrong", "1 / u^2"),
            ("log_derivative_wrong", "ln u / u"),
            ("elementary_confused", "e^u"),
        ),
        "logarithm_of_size": _twins(("sign_other", "1 / |u|"), ("log_inverted", "u")),
        "root": _twins(("power_coefficient_lost", "1 / root(u, n)^(n-1)")),
        "sin": _twins(
            ("sign_sin", "-cos u"),
            ("elementary_confused", "-sin u"),
            ("elementary_confused", "sin u / cos u"),
        ),
        "cos": _twins(("sign_cos", "sin u"), ("elementary_confused", "-cos u")),
        "tan": _twins(
            ("elementary_confused", "1 / cos u"),
            ("elementary_confused", "-1 / (sin u)^2"),
            ("elementary_confused", "cos u / sin u"),
            ("elementary_confused", "sin u / (cos u)^2"),
            ("elementary_confused", "1 / (1 + u^2)"),
        ),
        "sec": _twins(
            ("elementary_confused", "1 / (cos u)^2"),
            ("elementary_confused", "sin u / cos u"),
            ("elementary_confused", "-cos u / (sin u)^2"),
        ),
        "csc": _twins(
            ("elementary_confused", "-1 / (sin u)^2"),
            ("elementary_confused", "-1 / sin u"),
            ("elementary_confused", "cos u / sin u"),
            ("elementary_confused", "sin u / (cos u)^2"),
        ),
        "cot": _twins(
            ("elementary_confused", "-cos u / (sin u)^2"),
            ("elementary_confused", "-1 / sin u"),
            ("elementary_confused", "1 / (cos u)^2"),
            ("elementary_confused", "sin u / cos u"),
        ),
        "asin": _twins(
            ("elementary_confused", "1 / sqrt(1 + u^2)"),
            ("elementary_confused", "1 / (1 + u^2)"),
            ("root_missing", "1 / (1 - u^2)"),
            ("elementary_confused", "-1 / sqrt(1 - u^2)"),
            ("elementary_confused", "cos u"),
            ("elementary_confused", "-cos u / (sin u)^2"),
        ),
        "acos": _twins(
            ("elementary_confused", "1 / sqrt(1 - u^2)"),
            ("elementary_confused", "-1 / sqrt(1 + u^2)"),
            ("elementary_confused", "1 / (1 + u^2)"),
            ("elementary_confused", "-1 / (1 + u^2)"),
            ("root_missing", "-1 / (1 - u^2)"),
            ("elementary_confused", "-sin u"),
            ("elementary_confused", "sin u / (cos u)^2"),
        ),
        "atan": _twins(
            ("elementary_confused", "1 / sqrt(1 - u^2)"),
            ("elementary_confused", "1 / (1 - u^2)"),
            ("elementary_confused", "1 / sqrt(1 + u^2)"),
            ("elementary_confused", "1 / (cos u)^2"),
            ("elementary_confused", "-1 / (sin u)^2"),
        ),
        "sinh": _twins(("sign_other", "-cosh u")),
        "cosh": _twins(("sign_other", "-sinh u")),
    }
)
"""What the derivative of an elementary function of u is mistaken for; the chain rule stays."""

NO_EVIDENCE_IN_A_NUMBER: Final = frozenset({"u' + v' + c/c", "F'(s) u'"})
"""What changes a number by 1, whatever the function is: a slip of counting does so as well; and a
formula of the inner derivative alone, which gives as many numbers as it has readings.
"""

OF_NEGATIVE_POWERS: Final = frozenset({"-n u^(n-1)", "-u^(n-1)"})
"""A minus is lost, or kept alone, of a negative exponent only."""

OF_A_MOVING_NUMERATOR: Final = frozenset({"quotient_order", "quotient_sign"})
"""What is made of c/v where c has letters: the quotient rule is used, with c' = 0."""

IN_THE_CHAIN: Final[Mapping[str, tuple[Twin, ...]]] = MappingProxyType(
    {
        "logarithm": _twins(("log_inverted", "u / u'")),
        "exponential": _twins(("exp_power_rule", "a^(u-1) u'")),
    }
)
"""What the chain rule with this outer function is mistaken for."""

OF_ANY_FUNCTION: Final = _twins(
    ("function_not_changed", "F(u)"),
    ("sign_other", "-F'(u)"),
)

INNER_WRONG: Final = "inner_derivative_wrong"
"""The name of what is seen of a chain rule whose inner derivative is another."""

SPECIFIC_FIRST: Final = (
    "w_not_normalised",
    "w_components_swapped",
    "components_swapped",
    "wrong_point",
    "components_added",
    "chain_inner_missing",
    "other_variable_not_held",
    "wrong_variable",
    "sign_cos",
    "sign_sin",
    "exp_power_rule",
    "base_log_missing",
    "base_log_divided",
    "product_factor_missing",
    "log_inverted",
    "log_derivative_wrong",
    "elementary_confused",
    "logarithmic_factor_missing",
    "sum_split",
    "chain_argument_lost",
    "chain_ignored",
    "inner_derivative_inside",
    "outer_at_inner_derivative",
    "inner_factor_squared",
    "inner_not_differentiated",
    "inner_added",
    "inner_only",
    "product_of_derivatives",
    "product_pairing",
    "product_sign",
    "product_term_missing",
    "sum_of_derivatives",
    "quotient_of_derivatives",
    "quotient_sign",
    "quotient_order",
    "quotient_denominator_not_squared",
    "quotient_wrong_denominator",
    "quotient_denominator_missing",
    "quotient_numerator_without_factors",
    "quotient_inverted",
    "reciprocal_differentiated",
    "power_not_lowered",
    "power_sign",
    "power_coefficient_lost",
    "power_coefficient_lowered",
    "power_raised",
    "power_lowered_wrongly",
    "power_as_exponential",
    "root_missing",
    "one_factor_only",
    "constant_kept",
    "wrong_factor_held",
    "treated_as_variable",
    "constant_multiple_lost",
    "held_variable_moved",
    "term_sign",
    "sign_other",
    "first_derivative_instead",
    "value_instead",
    "original_function",
    "treated_as_constant",
    "function_not_changed",
    "term_not_differentiated",
    "term_dropped",
)
"""Of several mistakes with one result the first is named; those that are not here come last."""


LAST: Final = frozenset(
    {
        "chain_ignored",
        "inner_added",
        "inner_divided",
        "inner_factor_squared",
        "inner_not_differentiated",
        "inverted_derivative",
        "power_as_exponential",
        "power_coefficient_lowered",
        "power_lowered_wrongly",
        "treated_as_variable",
        "wrong_factor_held",
    }
)
"""What answers of others were seldom said to come of: named behind all others."""


def rank(name: str) -> tuple[bool, int]:
    """The place of a mistake among those, the more specific first, and rare ones behind all."""
    place = SPECIFIC_FIRST.index(name) if name in SPECIFIC_FIRST else len(SPECIFIC_FIRST)
    return name in LAST, place
