"""Functions that the table has not and that a formula says: sigmoid(x) is 1/(1 + exp(-x)).

They are read as their formulas, and a note says so; the derivation then shows each rule at work,
where a law for each of them would have to be believed.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from gradcli.errors import Span
from gradcli.field.expression import Node
from gradcli.frozen import dataclass
from gradcli.language.lex.build import Builder


@dataclass(frozen=True, slots=True)
class _Arithmetic:
    """The builder at one place of the text."""

    builder: Builder
    span: Span

    def number(self, value: int) -> Node:
        return self.builder.number(Fraction(value), self.span)

    def plus(self, *terms: Node) -> Node:
        return self.builder.sum(list(terms), self.span)

    def minus(self, operand: Node) -> Node:
        return self.builder.negative(operand, self.span)

    def times(self, *factors: Node) -> Node:
        return self.builder.product(list(factors), self.span)

    def over(self, above: Node, below: Node) -> Node:
        return self.builder.quotient(above, below, self.span)

    def power(self, base: Node, exponent: Node) -> Node:
        return self.builder.power(base, exponent, self.span)

    def of(self, function: str, *arguments: Node) -> Node:
        return self.builder.call(function, arguments, self.span)

    def one_plus(self, term: Node) -> Node:
        return self.plus(self.number(1), term)


@dataclass(frozen=True, slots=True)
class Formula:
    """A function by its formula: how many arguments it takes, the formula in words of the language.

    `shown` is nothing where the formula is what the name says: square(x).
    """

    count: int
    shown: str
    build: Callable[..., Node]


def _logistic(a: _Arithmetic, x: Node) -> Node:
    return a.over(a.number(1), a.one_plus(a.of("exp", a.minus(x))))


def _silu(a: _Arithmetic, x: Node) -> Node:
    return a.over(x, a.one_plus(a.of("exp", a.minus(x))))


def _gelu(a: _Arithmetic, x: Node) -> Node:
    normal = a.one_plus(a.of("erf", a.over(x, a.of("sqrt", a.number(2)))))
    return a.times(a.over(x, a.number(2)), normal)


_LOGISTIC: Final = Formula(1, "1/(1 + exp(-x))", _logistic)
_RELU: Final = Formula(1, "max(0, x)", lambda a, x: a.of("max", a.number(0), x))
_SILU: Final = Formula(1, "x/(1 + exp(-x))", _silu)
_SQUARE: Final = Formula(1, "", lambda a, x: a.power(x, a.number(2)))
_NUMBER: Final = Formula(1, "", lambda a, x: x)
_CLIP: Final = Formula(
    3, "min(max(x, low), high)", lambda a, x, low, high: a.of("min", a.of("max", x, low), high)
)

FORMULAS: Final = MappingProxyType(
    {
        "sigmoid": _LOGISTIC,
        "logistic": _LOGISTIC,
        "expit": _LOGISTIC,
        "relu": _RELU,
        "ramp": _RELU,
        "softplus": Formula(
            1, "log(1 + exp(x))", lambda a, x: a.of("log", a.one_plus(a.of("exp", x)))
        ),
        "silu": _SILU,
        "swish": _SILU,
        "gelu": Formula(1, "x/2*(1 + erf(x/sqrt(2)))", _gelu),
        "logit": Formula(
            1,
            "log(x/(1 - x))",
            lambda a, x: a.of("log", a.over(x, a.one_plus(a.minus(x)))),
        ),
        "log1p": Formula(1, "log(1 + x)", lambda a, x: a.of("log", a.one_plus(x))),
        "expm1": Formula(
            1, "exp(x) - 1", lambda a, x: a.plus(a.of("exp", x), a.minus(a.number(1)))
        ),
        "exp2": Formula(1, "2^x", lambda a, x: a.power(a.number(2), x)),
        "exp10": Formula(1, "10^x", lambda a, x: a.power(a.number(10), x)),
        "erfc": Formula(1, "1 - erf(x)", lambda a, x: a.one_plus(a.minus(a.of("erf", x)))),
        "hypot": Formula(
            2,
            "sqrt(x^2 + y^2)",
            lambda a, x, y: a.of("sqrt", a.plus(a.power(x, a.number(2)), a.power(y, a.number(2)))),
        ),
        "rsqrt": Formula(1, "1/sqrt(x)", lambda a, x: a.over(a.number(1), a.of("sqrt", x))),
        "square": _SQUARE,
        "sqr": _SQUARE,
        "clip": _CLIP,
        "clamp": _CLIP,
        "rational": Formula(2, "", lambda a, x, y: a.over(x, y)),
        "integer": _NUMBER,
        "float": _NUMBER,
    }
)
"""By their names in small letters; capitals are accepted."""


def formula_of(name: str, builder: Builder, arguments: tuple[Node, ...], span: Span) -> Node:
    """The formula of the function `name` at its arguments, which are as many as it takes."""
    return FORMULAS[name].build(_Arithmetic(builder, span), *arguments)
