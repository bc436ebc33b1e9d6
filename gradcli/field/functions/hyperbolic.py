"""The hyperbolic functions, out of exponentials, and their inverses, out of logarithms."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, Final

from gradcli.field.functions.algebra import Algebra
from gradcli.field.functions.circular import (
    one_less_square,
    one_over_root,
    square,
    square_less_one,
)
from gradcli.field.functions.record import (
    EDGE,
    EVERYWHERE,
    OUTSIDE,
    ROUGH,
    SMOOTH,
    AgainstOne,
    Between,
    BySign,
    BySize,
    Domain,
    Family,
    Function,
    Growth,
    Monotony,
    Parity,
    Requirement,
    Through,
    Zeros,
    ZeroToOne,
)

_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)
_HALF: Final = Fraction(1, 2)
_NOT_ZERO: Final = Domain(Requirement.NOT_ZERO, BySign(SMOOTH, EDGE, SMOOTH))
_ANY_SIZE: Final = Through(-math.inf, math.inf, _ZERO, _ZERO)
_ANY: Final = Between(-math.inf, math.inf)


def _both(of: Algebra[Any], u: Any) -> tuple[Any, Any]:
    return of.call("exp", u), of.call("exp", of.negative(u))


def _sinh(of: Algebra[Any], u: Any) -> Any:
    return of.half(of.subtract(*_both(of, u)))


def _cosh(of: Algebra[Any], u: Any) -> Any:
    return of.half(of.add(*_both(of, u)))


def _tanh(of: Algebra[Any], u: Any) -> Any:
    # sinh/cosh overflows before the quotient is taken.
    def of_positive(v: Any) -> Any:
        small = of.call("exp", of.multiply(of.whole(-2), v))
        return of.divide(of.one_less(small), of.one_plus(small))

    return of.by_sign(u, of_positive, -1, lambda v: of.negative(of_positive(of.negative(v))))


def _asinh(of: Algebra[Any], u: Any) -> Any:
    # Of u < 0 the logarithm of a difference of near equals would lose its digits.
    def of_positive(v: Any) -> Any:
        root = of.call("sqrt", of.add(of.square(v), of.one))
        return of.call("log", of.add(v, root))

    return of.by_sign(u, of_positive, -1, lambda v: of.negative(of_positive(of.negative(v))))


def _acosh(of: Algebra[Any], u: Any) -> Any:
    root = of.call("sqrt", of.subtract(of.square(u), of.one))
    return of.call("log", of.add(u, root))


def _atanh(of: Algebra[Any], u: Any) -> Any:
    return of.half(of.call("log", of.divide(of.one_plus(u), of.one_less(u))))


HYPERBOLIC: Final = (
    (
        Function(
            "sinh",
            "sinh",
            r"\sinh",
            "hyperbolic sine",
            foreign=("senh",),
            in_runs=True,
            sympy="sinh",
            family=Family.HYPERBOLIC,
            parity=Parity.ODD,
            definition=_sinh,
            domain=EVERYWHERE,
            image=_ANY_SIZE,
            growth=Growth.EXPONENTIAL,
            monotony=Monotony.RISING,
            zeros=Zeros.WITH_ARGUMENT,
            derivative=lambda of, u, y: of.beside(y, "cosh", u),
        ),
        Function(
            "asinh",
            "arsinh",
            r"\operatorname{arsinh}",
            "inverse hyperbolic sine",
            ("arsinh", "arcsinh"),
            foreign=("arsenh", "arcsenh"),
            in_runs=True,
            sympy="asinh",
            family=Family.INVERSE_HYPERBOLIC,
            parity=Parity.ODD,
            definition=_asinh,
            domain=EVERYWHERE,
            image=_ANY_SIZE,
            growth=Growth.LOGARITHMIC,
            monotony=Monotony.RISING,
            zeros=Zeros.WITH_ARGUMENT,
            derivative=lambda of, u, _: one_over_root(of, of.one_plus(square(of, u))),
        ),
    ),
    (
        Function(
            "cosh",
            "cosh",
            r"\cosh",
            "hyperbolic cosine",
            in_runs=True,
            sympy="cosh",
            family=Family.HYPERBOLIC,
            parity=Parity.EVEN,
            definition=_cosh,
            domain=EVERYWHERE,
            image=Between(_ONE, math.inf),
            growth=Growth.EXPONENTIAL,
            zeros=Zeros.NEVER,
            derivative=lambda of, u, y: of.beside(y, "sinh", u),
        ),
        Function(
            "acosh",
            "arcosh",
            r"\operatorname{arcosh}",
            "inverse hyperbolic cosine",
            ("arcosh", "arccosh"),
            in_runs=True,
            sympy="acosh",
            family=Family.INVERSE_HYPERBOLIC,
            definition=_acosh,
            domain=Domain(Requirement.AT_LEAST_ONE, AgainstOne(OUTSIDE, ROUGH, SMOOTH)),
            image=Between(_ZERO, math.inf),
            growth=Growth.LOGARITHMIC,
            monotony=Monotony.RISING,
            derivative=lambda of, u, _: one_over_root(of, square_less_one(of, u)),
            steep_at=(1,),
            derivative_holds="u > 1",
        ),
    ),
    (
        Function(
            "tanh",
            "tanh",
            r"\tanh",
            "hyperbolic tangent",
            ("tgh",),
            in_runs=True,
            sympy="tanh",
            family=Family.HYPERBOLIC,
            parity=Parity.ODD,
            definition=_tanh,
            domain=EVERYWHERE,
            image=Through(-_ONE, _ONE, _ZERO, _ZERO),
            growth=Growth.BOUNDED,
            monotony=Monotony.RISING,
            zeros=Zeros.WITH_ARGUMENT,
            derivative=lambda of, u, y: square(of, of.beside(y, "sech", u)),
        ),
        Function(
            "atanh",
            "artanh",
            r"\operatorname{artanh}",
            "inverse hyperbolic tangent",
            ("artanh", "arctanh"),
            in_runs=True,
            sympy="atanh",
            family=Family.INVERSE_HYPERBOLIC,
            parity=Parity.ODD,
            definition=_atanh,
            domain=Domain(Requirement.STRICTLY_WITHIN_ONE, BySize(SMOOTH, EDGE, OUTSIDE)),
            image=_ANY_SIZE,
            growth=Growth.LOGARITHMIC,
            monotony=Monotony.RISING,
            derivative=lambda of, u, _: of.reciprocal(one_less_square(of, u)),
        ),
    ),
    (
        Function(
            "coth",
            "coth",
            r"\coth",
            "hyperbolic cotangent",
            ("ctgh", "cotgh", "cotanh"),
            in_runs=True,
            sympy="coth",
            family=Family.HYPERBOLIC,
            parity=Parity.ODD,
            definition=lambda of, u: of.reciprocal(of.call("tanh", u)),
            domain=_NOT_ZERO,
            image=_ANY,
            growth=Growth.EXPONENTIAL,
            zeros=Zeros.NEVER,
            derivative=lambda of, u, y: of.negative(square(of, of.beside(y, "csch", u))),
        ),
        Function(
            "acoth",
            "arcoth",
            r"\operatorname{arcoth}",
            "inverse hyperbolic cotangent",
            ("arcoth", "arccoth"),
            in_runs=True,
            sympy="acoth",
            family=Family.INVERSE_HYPERBOLIC,
            parity=Parity.ODD,
            definition=lambda of, u: of.call("atanh", of.reciprocal(u)),
            domain=Domain(Requirement.STRICTLY_OUTSIDE_ONE, BySize(OUTSIDE, EDGE, SMOOTH)),
            image=_ANY,
            growth=Growth.LOGARITHMIC,
            derivative=lambda of, u, _: of.reciprocal(one_less_square(of, u)),
        ),
    ),
    (
        Function(
            "sech",
            "sech",
            r"\operatorname{sech}",
            "hyperbolic secant",
            in_runs=True,
            sympy="sech",
            family=Family.HYPERBOLIC,
            parity=Parity.EVEN,
            definition=lambda of, u: of.reciprocal(of.call("cosh", u)),
            domain=EVERYWHERE,
            image=Between(_ZERO, _ONE),
            growth=Growth.EXPONENTIAL,
            zeros=Zeros.NEVER,
            derivative=lambda of, u, y: of.negative(of.multiply(y, of.beside(y, "tanh", u))),
        ),
        Function(
            "asech",
            "arsech",
            r"\operatorname{arsech}",
            "inverse hyperbolic secant",
            ("arsech", "arcsech"),
            in_runs=True,
            sympy="asech",
            family=Family.INVERSE_HYPERBOLIC,
            definition=lambda of, u: of.call("acosh", of.reciprocal(u)),
            domain=Domain(Requirement.ZERO_TO_ONE, ZeroToOne()),
            image=Between(_ZERO, math.inf),
            growth=Growth.LOGARITHMIC,
            derivative=lambda of, u, _: of.negative(
                of.reciprocal(of.multiply(u, of.power(one_less_square(of, u), of.number(_HALF))))
            ),
            steep_at=(1,),
            derivative_holds="0 < u < 1",
        ),
    ),
    (
        Function(
            "csch",
            "csch",
            r"\operatorname{csch}",
            "hyperbolic cosecant",
            ("cosech",),
            in_runs=True,
            sympy="csch",
            family=Family.HYPERBOLIC,
            parity=Parity.ODD,
            definition=lambda of, u: of.reciprocal(of.call("sinh", u)),
            domain=_NOT_ZERO,
            image=_ANY,
            growth=Growth.EXPONENTIAL,
            zeros=Zeros.NEVER,
            derivative=lambda of, u, y: of.negative(of.multiply(y, of.beside(y, "coth", u))),
        ),
        Function(
            "acsch",
            "arcsch",
            r"\operatorname{arcsch}",
            "inverse hyperbolic cosecant",
            ("arcsch", "arccsch"),
            in_runs=True,
            sympy="acsch",
            family=Family.INVERSE_HYPERBOLIC,
            parity=Parity.ODD,
            definition=lambda of, u: of.call("asinh", of.reciprocal(u)),
            domain=_NOT_ZERO,
            image=_ANY,
            growth=Growth.LOGARITHMIC,
            derivative=lambda of, u, _: of.negative(
                of.reciprocal(
                    of.multiply(
                        of.call("abs", u),
                        of.power(of.one_plus(square(of, u)), of.number(_HALF)),
                    )
                )
            ),
            derivative_holds="u != 0",
        ),
    ),
)
