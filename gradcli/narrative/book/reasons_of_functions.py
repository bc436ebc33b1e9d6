"""Why the law of each named function holds; written as `reasons.py` says."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.narrative.book.reasons import Reason


def _inverse(
    name: str, back: str, lines: tuple[str, ...], example: str, at: str = "1/2", silent: str = ""
) -> Reason:
    """The reason of a function that undoes another: y = asin u means sin y = u."""
    first = f"{{y = {name} u}} means {{{back} y = u}}. Differentiate both sides:"
    return Reason((first, *lines), example, silent, MappingProxyType({"u": at, "y": f"{name} u"}))


def _of_one_over(name: str, of: str, lines: tuple[str, ...], example: str, silent: str) -> Reason:
    """The reason of a function of 1/u: arcsec u is arccos of it."""
    first = f"{{{name} u = {of}(1/u)}}, and the chain rule gives"
    return Reason((first, *lines), example, silent, MappingProxyType({"u": "3/2"}))


def _still(why: str, name: str, example: str, silent: str) -> Reason:
    """The reason of a function with steps: between them nothing changes."""
    line = f"> ({name}(u + h) - {name} u)/h = 0 | for every small h"
    return Reason((why, line), example, silent, MappingProxyType({"u": "2/3"}))


_UPRIGHT: Final = "At u = −1 and u = 1 the tangent is upright: a value and no derivative."
_STEPS: Final = "At a step there is a jump, and no derivative."
_POLES: Final = "At its poles it has no value."

OF_FUNCTIONS: Final[Mapping[str, Reason]] = MappingProxyType(
    {
        "sqrt": Reason(
            (
                "> (sqrt(u + h) - sqrt u)/h = 1/(sqrt(u + h) + sqrt u) "
                "| times the sum of the roots, above and below",
                "> -> 1/(2 sqrt u) | as h → 0",
            ),
            "sqrt(x^2 + 1)",
            "At u = 0 the tangent is upright: the root has a value and no derivative.",
        ),
        "cbrt": Reason(
            (
                "{y = cbrt u} means {y^3 = u}. Differentiate both sides:",
                "> 3 y^2 y' = 1 | chain rule and power rule",
                "> y' = 1/(3 y^2)",
            ),
            "cbrt(x)",
            "At u = 0 the tangent is upright: the root has a value and no derivative.",
            MappingProxyType({"y": "cbrt u"}),
        ),
        "sin": Reason(
            (
                "> (sin(u + h) - sin u)/h = sin u ((cos h - 1)/h) + cos u (sin h / h) "
                "| addition theorem",
                "> -> cos u | {(cos h - 1)/h} → 0 and {sin h / h} → 1",
                "Both limits hold for angles in radians; in degrees a factor π/180 would come in.",
            ),
            "sin(3x)",
        ),
        "cos": Reason(
            (
                "> (cos(u + h) - cos u)/h = cos u ((cos h - 1)/h) - sin u (sin h / h) "
                "| addition theorem",
                "> -> -sin u | {(cos h - 1)/h} → 0 and {sin h / h} → 1",
            ),
            "cos(3x)",
        ),
        "tan": Reason(
            (
                "tan is the quotient {sin u / cos u}:",
                "> (sin u / cos u)' = (cos u cos u + sin u sin u)/(cos u)^2 | quotient rule",
                "> = 1/(cos u)^2 | since {(sin u)^2 + (cos u)^2 = 1}",
                "> = (sec u)^2",
            ),
            "tan(3x)",
            _POLES,
        ),
        "cot": Reason(
            (
                "cot is the quotient {cos u / sin u}:",
                "> (cos u / sin u)' = (-sin u sin u - cos u cos u)/(sin u)^2 | quotient rule",
                "> = -1/(sin u)^2 | since {(sin u)^2 + (cos u)^2 = 1}",
                "> = -(csc u)^2",
            ),
            "cot(3x)",
            _POLES,
        ),
        "sec": Reason(
            (
                "sec is {1/cos u}:",
                "> (1/cos u)' = sin u / (cos u)^2 | reciprocal rule",
                "> = sec u tan u",
            ),
            "sec(3x)",
            _POLES,
        ),
        "csc": Reason(
            (
                "csc is {1/sin u}:",
                "> (1/sin u)' = -cos u / (sin u)^2 | reciprocal rule",
                "> = -cot u csc u",
            ),
            "csc(3x)",
            _POLES,
        ),
        "asin": _inverse(
            "asin",
            "sin",
            (
                "> cos y y' = 1 | chain rule",
                "> y' = 1/cos y",
                "> = 1/sqrt(1 - u^2) | cos y = √(1 − sin² y), which is not negative there",
            ),
            "arcsin(3x)",
            silent=_UPRIGHT,
        ),
        "acos": _inverse(
            "acos",
            "cos",
            (
                "> -sin y y' = 1 | chain rule",
                "> y' = -1/sin y",
                "> = -1/sqrt(1 - u^2) | sin y = √(1 − cos² y), which is not negative there",
            ),
            "arccos(3x)",
            silent=_UPRIGHT,
        ),
        "atan": _inverse(
            "atan",
            "tan",
            (
                "> (1 + (tan y)^2) y' = 1 | chain rule",
                "> y' = 1/(1 + (tan y)^2)",
                "> = 1/(1 + u^2) | since {tan y = u}",
            ),
            "arctan(3x)",
        ),
        "acot": _of_one_over(
            "acot",
            "atan",
            (
                "> (atan(1/u))' = (-1/u^2)/(1 + (1/u)^2)",
                "> = -1/(u^2 + 1) | times u² above and below",
            ),
            "arccot(3x)",
            "At u = 0 it jumps from −π/2 to π/2.",
        ),
        "asec": _of_one_over(
            "asec",
            "acos",
            (
                "> (acos(1/u))' = (1/u^2)/sqrt(1 - (1/u)^2)",
                "> = 1/(|u| sqrt(u^2 - 1)) | times u² above and below, and √u² = |u|",
            ),
            "arcsec(3x)",
            _UPRIGHT,
        ),
        "acsc": _of_one_over(
            "acsc",
            "asin",
            (
                "> (asin(1/u))' = (-1/u^2)/sqrt(1 - (1/u)^2)",
                "> = -1/(|u| sqrt(u^2 - 1)) | times u² above and below, and √u² = |u|",
            ),
            "arccsc(3x)",
            _UPRIGHT,
        ),
        "sinh": Reason(
            (
                "sinh is {(e^u - e^(-u))/2}:",
                "> ((e^u - e^(-u))/2)' = (e^u + e^(-u))/2 | exponential rule, term by term",
                "> = cosh u",
            ),
            "sinh(3x)",
        ),
        "cosh": Reason(
            (
                "cosh is {(e^u + e^(-u))/2}:",
                "> ((e^u + e^(-u))/2)' = (e^u - e^(-u))/2 | exponential rule, term by term",
                "> = sinh u | with a plus: cos has a minus here",
            ),
            "cosh(3x)",
        ),
        "tanh": Reason(
            (
                "tanh is the quotient {sinh u / cosh u}:",
                "> (sinh u / cosh u)' = (cosh u cosh u - sinh u sinh u)/(cosh u)^2 | quotient rule",
                "> = 1/(cosh u)^2 | since {(cosh u)^2 - (sinh u)^2 = 1}",
                "> = (sech u)^2",
            ),
            "tanh(3x)",
        ),
        "coth": Reason(
            (
                "coth is the quotient {cosh u / sinh u}:",
                "> (cosh u / sinh u)' = (sinh u sinh u - cosh u cosh u)/(sinh u)^2 | quotient rule",
                "> = -1/(sinh u)^2 | since {(cosh u)^2 - (sinh u)^2 = 1}",
                "> = -(csch u)^2",
            ),
            "coth(3x)",
            "At u = 0 it has no value.",
        ),
        "sech": Reason(
            (
                "sech is {1/cosh u}:",
                "> (1/cosh u)' = -sinh u / (cosh u)^2 | reciprocal rule",
                "> = -sech u tanh u",
            ),
            "sech(3x)",
        ),
        "csch": Reason(
            (
                "csch is {1/sinh u}:",
                "> (1/sinh u)' = -cosh u / (sinh u)^2 | reciprocal rule",
                "> = -coth u csch u",
            ),
            "csch(3x)",
            "At u = 0 it has no value.",
        ),
        "asinh": _inverse(
            "asinh",
            "sinh",
            (
                "> cosh y y' = 1 | chain rule",
                "> y' = 1/cosh y",
                "> = 1/sqrt(u^2 + 1) | since {(cosh y)^2 = 1 + (sinh y)^2}",
            ),
            "asinh(3x)",
        ),
        "acosh": _inverse(
            "acosh",
            "cosh",
            (
                "> sinh y y' = 1 | chain rule",
                "> y' = 1/sinh y",
                "> = 1/sqrt(u^2 - 1) | since {(sinh y)^2 = (cosh y)^2 - 1}, and y is not negative",
            ),
            "acosh(3x)",
            "3/2",
            "At u = 1 the tangent is upright: a value and no derivative.",
        ),
        "atanh": _inverse(
            "atanh",
            "tanh",
            (
                "> (1 - (tanh y)^2) y' = 1 | chain rule",
                "> y' = 1/(1 - (tanh y)^2)",
                "> = 1/(1 - u^2) | since {tanh y = u}",
            ),
            "atanh(3x)",
        ),
        "acoth": _of_one_over(
            "acoth",
            "atanh",
            (
                "> (atanh(1/u))' = (-1/u^2)/(1 - (1/u)^2)",
                "> = 1/(1 - u^2) | times u² above and below",
            ),
            "acoth(3x)",
            "From u = −1 to u = 1 it has no value.",
        ),
        "asech": Reason(
            (
                "{asech u = acosh(1/u)}, and the chain rule gives",
                "> (acosh(1/u))' = (-1/u^2)/sqrt((1/u)^2 - 1)",
                "> = -1/(u sqrt(1 - u^2)) | times u² above and below, where u > 0",
            ),
            "asech(3x)",
            "At u = 1 the tangent is upright: a value and no derivative.",
            MappingProxyType({"u": "1/2"}),
        ),
        "acsch": _of_one_over(
            "acsch",
            "asinh",
            (
                "> (asinh(1/u))' = (-1/u^2)/sqrt(1 + (1/u)^2)",
                "> = -1/(|u| sqrt(u^2 + 1)) | times u² above and below, and √u² = |u|",
            ),
            "acsch(3x)",
            "At u = 0 it has no value.",
        ),
        "erf": Reason(
            (
                "erf u is 2/√π times the area under {e^(-t^2)} from 0 to u. From u to u + h that "
                "area grows by nearly h times the height at u:",
                "> (erf(u + h) - erf u)/h -> (2/sqrt(pi)) e^(-u^2) | the fundamental theorem",
            ),
            "erf(3x)",
        ),
        "abs": Reason(
            (
                "For {u > 0}, |u| is u, and for every small h",
                "> ((u + h) - u)/h = 1",
                "For {u < 0} it is −u, and the same comes out with a minus: −1. Together that is "
                "the sign of u.",
            ),
            "|x^2 - 1|",
            "At u = 0 the slope jumps from −1 to 1: a corner, and no derivative.",
        ),
        "sign": _still("On each side of 0 the sign does not change:", "sign", "sign(x)", _STEPS),
        "floor": _still(
            "Between two whole numbers the floor does not change:", "floor", "floor(x)", _STEPS
        ),
        "ceil": _still(
            "Between two whole numbers the ceiling does not change:", "ceil", "ceil(x)", _STEPS
        ),
        "round": _still(
            "Between two halves the nearest whole number does not change:",
            "round",
            "round(x)",
            _STEPS,
        ),
        "step": _still("On each side of 0 the step does not change:", "step", "step(x)", _STEPS),
        "factorial": Reason(
            (
                "n! has a value for whole numbers n only. So its argument cannot move a little; "
                "while it is constant, n! is too.",
            ),
            "floor(x)!",
            "Where its argument jumps there is no derivative.",
        ),
        "sigmoid": Reason(
            (
                "σ(u) is {1/(1 + e^(-u))}:",
                "> (1/(1 + e^(-u)))' = -(-e^(-u))/(1 + e^(-u))^2 | "
                "{(1/v)' = -v'/v^2} (reciprocal rule) for {v = 1 + e^(-u)}, where {v' = -e^(-u)} "
                "(chain rule: inner {-u})",
                "> = e^(-u)/(1 + e^(-u))^2",
                "> = sigmoid u (1 - sigmoid u) | since {1 - sigmoid u = e^(-u)/(1 + e^(-u))}",
            ),
            "sigmoid(3x)",
        ),
        "softplus": Reason(
            (
                "softplus is {ln(1 + e^u)}:",
                "> (ln(1 + e^u))' = e^u/(1 + e^u) | chain rule",
                "> = sigmoid u | divide above and below by {e^u}",
            ),
            "softplus(3x)",
        ),
        "sinc": Reason(
            (
                "Where u ≠ 0, sinc is {sin u / u}:",
                "> (sin u / u)' = (u cos u - sin u)/u^2 | quotient rule",
                "> = (cos u - sinc u)/u",
                "At 0 it is 1, and {(sin h / h - 1)/h} → 0: the slope is 0.",
            ),
            "sinc(3x)",
        ),
    }
)
