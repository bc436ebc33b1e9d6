"""A row for each function of the language: what the tests know of it, in numbers of their own.

A function that is made of others needs its record and this row, and its name in the README.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

HALVES: Final = ("-3/2", "-1/3", "2/5", "7/4")
ABOVE_ZERO: Final = ("1/3", "4/5", "7/2")
INSIDE_ONE: Final = ("-4/5", "-1/7", "1/3", "5/6")
BEYOND_ONE: Final = ("-7/3", "-8/7", "5/4", "3")


@dataclass(frozen=True)
class Example:
    """An expression with the function, the rule for it, and where it is smooth.

    `number` works the function out by the module `math`, or by another with the same names: the
    first argument is the module.
    """

    text: str
    rule: str
    places: tuple[str, ...]
    number: Callable[..., Any]


def _of_x(name: str, places: tuple[str, ...], number: Callable[..., Any]) -> Example:
    """Of a function of one argument, whose law has its name."""
    return Example(f"{name}(x)", name, places, number)


EXAMPLES: Final[Mapping[str, Example]] = MappingProxyType(
    {
        "sqrt": _of_x("sqrt", ABOVE_ZERO, lambda m, x: m.sqrt(x)),
        "cbrt": _of_x("cbrt", HALVES, lambda m, x: m.cbrt(x)),
        "root": Example("root(x, 5)", "root", HALVES, lambda m, x, n: x ** (1 / n)),
        "exp": Example("exp(x)", "exponential", HALVES, lambda m, x: m.exp(x)),
        "log": Example("ln(x)", "logarithm", ABOVE_ZERO, lambda m, *x: m.log(*x)),
        "sin": _of_x("sin", HALVES, lambda m, x: m.sin(x)),
        "cos": _of_x("cos", HALVES, lambda m, x: m.cos(x)),
        "tan": _of_x("tan", HALVES, lambda m, x: m.tan(x)),
        "cot": _of_x("cot", HALVES, lambda m, x: 1 / m.tan(x)),
        "sec": _of_x("sec", HALVES, lambda m, x: 1 / m.cos(x)),
        "csc": _of_x("csc", HALVES, lambda m, x: 1 / m.sin(x)),
        "asin": _of_x("asin", INSIDE_ONE, lambda m, x: m.asin(x)),
        "acos": _of_x("acos", INSIDE_ONE, lambda m, x: m.acos(x)),
        "atan": _of_x("atan", HALVES, lambda m, x: m.atan(x)),
        "acot": _of_x("acot", HALVES, lambda m, x: m.atan(1 / x)),
        "asec": _of_x("asec", BEYOND_ONE, lambda m, x: m.acos(1 / x)),
        "acsc": _of_x("acsc", BEYOND_ONE, lambda m, x: m.asin(1 / x)),
        "sinh": _of_x("sinh", HALVES, lambda m, x: m.sinh(x)),
        "cosh": _of_x("cosh", HALVES, lambda m, x: m.cosh(x)),
        "tanh": _of_x("tanh", HALVES, lambda m, x: m.tanh(x)),
        "coth": _of_x("coth", HALVES, lambda m, x: 1 / m.tanh(x)),
        "sech": _of_x("sech", HALVES, lambda m, x: 1 / m.cosh(x)),
        "csch": _of_x("csch", HALVES, lambda m, x: 1 / m.sinh(x)),
        "asinh": _of_x("asinh", HALVES, lambda m, x: m.asinh(x)),
        "acosh": _of_x("acosh", ("8/7", "5/4", "3"), lambda m, x: m.acosh(x)),
        "atanh": _of_x("atanh", INSIDE_ONE, lambda m, x: m.atanh(x)),
        "acoth": _of_x("acoth", BEYOND_ONE, lambda m, x: m.atanh(1 / x)),
        "asech": _of_x("asech", ("1/7", "1/2", "5/6"), lambda m, x: m.acosh(1 / x)),
        "acsch": _of_x("acsch", HALVES, lambda m, x: m.asinh(1 / x)),
        "atan2": Example("atan2(x, 3)", "atan2", HALVES, lambda m, y, x: m.atan2(y, x)),
        "erf": _of_x("erf", HALVES, lambda m, x: m.erf(x)),
        "abs": _of_x("abs", HALVES, lambda m, x: abs(x)),
        "sign": _of_x("sign", HALVES, lambda m, x: (x > 0) - (x < 0)),
        "min": Example("min(x, x^2)", "min", HALVES, lambda m, *x: min(x)),
        "max": Example("max(x, x^2)", "max", HALVES, lambda m, *x: max(x)),
        "floor": _of_x("floor", HALVES, lambda m, x: m.floor(x)),
        "ceil": _of_x("ceil", HALVES, lambda m, x: m.ceil(x)),
        "round": _of_x("round", ("-4/3", "-1/3", "2/5", "7/4"), lambda m, x: round(x)),
        "step": _of_x("step", HALVES, lambda m, x: float(x >= 0)),
        "factorial": Example(
            "factorial(3) x", "constant_multiple", HALVES, lambda m, x: m.gamma(x + 1)
        ),
        "sigmoid": _of_x("sigmoid", HALVES, lambda m, x: 1 / (1 + m.exp(-x))),
        "softplus": _of_x("softplus", HALVES, lambda m, x: m.log(1 + m.exp(x))),
        "sinc": _of_x("sinc", HALVES, lambda m, x: m.sin(x) / x if x else 1),
    }
)
