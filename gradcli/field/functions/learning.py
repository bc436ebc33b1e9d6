"""Functions of machine learning and of signals, each defined by others, and names for formulas."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, Final

from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import (
    EVERYWHERE,
    Between,
    Elsewhere,
    Function,
    Growth,
    Monotony,
    Parity,
    Shorthand,
    Through,
    Zeros,
)

_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)


def _exp_of_opposite(of: Algebra[Any], u: Any) -> Any:
    return of.call("exp", of.negative(u))


def _sigmoid_of_negative(of: Algebra[Any], u: Any) -> Any:
    # e^(-u) is too large for a float where u is far below 0.
    small = of.call("exp", u)
    return of.divide(small, of.one_plus(small))


def _softplus_of_positive(of: Algebra[Any], u: Any) -> Any:
    return of.add(u, of.call("log", of.one_plus(_exp_of_opposite(of, u))))


# 1 - u^2/3! + u^4/5! - ...
_SERIES_OF_SINC: Final = tuple(
    Fraction((-1) ** (power // 2), math.factorial(power + 1)) if power % 2 == 0 else _ZERO
    for power in range(16)
)


def _slope_of_sinc(of: Algebra[Any], u: Any, y: Any) -> Any:
    return of.at_zero(
        u, Removable(_ZERO), lambda v: of.divide(of.subtract(of.call("cos", v), y), v)
    )


LEARNING: Final = (
    Function(
        "sigmoid",
        "σ",
        r"\sigma",
        "the logistic function 1/(1 + e^(-x)), between 0 and 1",
        ("logistic", "expit"),
        foreign=("LogisticSigmoid",),
        definition=lambda of, u: of.by_sign(
            u,
            lambda v: of.reciprocal(of.one_plus(_exp_of_opposite(of, v))),
            -1,
            lambda v: _sigmoid_of_negative(of, v),
        ),
        domain=EVERYWHERE,
        image=Through(_ZERO, _ONE, _ZERO, Fraction(1, 2)),
        growth=Growth.BOUNDED,
        monotony=Monotony.RISING,
        zeros=Zeros.NEVER,
        derivative=lambda of, _, y: of.multiply(y, of.one_less(y)),
    ),
    Function(
        "softplus",
        "softplus",
        r"\operatorname{softplus}",
        "ln(1 + e^x), a smooth max(0, x)",
        definition=lambda of, u: of.by_sign(
            u,
            lambda v: of.call("log", of.one_plus(of.call("exp", v))),
            1,
            lambda v: _softplus_of_positive(of, v),
        ),
        domain=EVERYWHERE,
        image=Between(_ZERO, math.inf),
        growth=Growth.LIKE_ARGUMENT,
        monotony=Monotony.RISING,
        zeros=Zeros.NEVER,
        convex=True,
        derivative=lambda of, u, _: of.call("sigmoid", u),
    ),
    Function(
        "sinc",
        "sinc",
        r"\operatorname{sinc}",
        "sin(x)/x, and 1 at 0",
        ("Sinc",),
        elsewhere=Elsewhere(
            frozenset({"np", "numpy", "jnp", "cp", "cupy", "torch", "special"}),
            elementwise=True,
            shown="sin(pi x)/(pi x)",
            definition=lambda of, u: of.call("sinc", of.multiply(of.pi, u)),
            here="sin(x)/x",
        ),
        sympy="sinc",
        parity=Parity.EVEN,
        definition=lambda of, u: of.at_zero(
            u,
            Removable(_ONE, slope=_ZERO, bend=Fraction(1, 3), series=_SERIES_OF_SINC),
            lambda v: of.divide(of.call("sin", v), v),
        ),
        domain=EVERYWHERE,
        # The least value is at 4.49, where tan x = x.
        image=Between(Fraction(-218, 1000), _ONE),
        growth=Growth.BOUNDED,
        derivative=_slope_of_sinc,
    ),
)


def _gelu(of: Algebra[Any], x: Any) -> Any:
    normal = of.one_plus(of.call("erf", of.divide(x, of.call("sqrt", of.whole(2)))))
    return of.multiply(of.divide(x, of.whole(2)), normal)


def _length(of: Algebra[Any], x: Any, y: Any) -> Any:
    two = of.whole(2)
    return of.call("sqrt", of.add(of.power(x, two), of.power(y, two)))


FORMULAS: Final = (
    Shorthand("relu", "max(0, x)", lambda of, x: of.call("max", of.whole(0), x), ("ramp",)),
    Shorthand(
        "silu",
        "x/(1 + exp(-x))",
        lambda of, x: of.divide(x, of.one_plus(_exp_of_opposite(of, x))),
        ("swish",),
    ),
    Shorthand("gelu", "x/2*(1 + erf(x/sqrt(2)))", _gelu),
    Shorthand(
        "logit",
        "log(x/(1 - x))",
        lambda of, x: of.call("log", of.divide(x, of.one_less(x))),
    ),
    Shorthand("log1p", "log(1 + x)", lambda of, x: of.call("log", of.one_plus(x))),
    Shorthand("expm1", "exp(x) - 1", lambda of, x: of.subtract(of.call("exp", x), of.one)),
    Shorthand("exp2", "2^x", lambda of, x: of.power(of.whole(2), x)),
    Shorthand("exp10", "10^x", lambda of, x: of.power(of.whole(10), x)),
    Shorthand("erfc", "1 - erf(x)", lambda of, x: of.one_less(of.call("erf", x))),
    Shorthand("hypot", "sqrt(x^2 + y^2)", _length, count=2),
    Shorthand("rsqrt", "1/sqrt(x)", lambda of, x: of.reciprocal(of.call("sqrt", x))),
    Shorthand("square", "", lambda of, x: of.power(x, of.whole(2)), ("sqr",)),
    Shorthand(
        "clip",
        "min(max(x, low), high)",
        lambda of, x, low, high: of.call("min", of.call("max", x, low), high),
        ("clamp",),
        count=3,
    ),
    Shorthand("rational", "", lambda of, x, y: of.divide(x, y), count=2),
    Shorthand("integer", "", lambda _, x: x, ("float",)),
)
