"""Sine, cosine and what is made of them, their inverses, and the angle of a point."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, Final

from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import (
    EVERYWHERE,
    OUTSIDE,
    ROUGH,
    SMOOTH,
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
    Turning,
    UnlessZero,
    Zeros,
)

_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)
_HALF: Final = Fraction(1, 2)
# A little more than pi and pi/2.
_PI: Final = Fraction(3142, 1000)
_QUARTER: Final = Fraction(1571, 1000)
_OVER_COSINE: Final = Domain(Requirement.COSINE_NOT_ZERO, UnlessZero("cos"))
_OVER_SINE: Final = Domain(Requirement.SINE_NOT_ZERO, UnlessZero("sin"))
_WITHIN_ONE: Final = Domain(Requirement.WITHIN_ONE, BySize(SMOOTH, ROUGH, OUTSIDE))
_OUTSIDE_ONE: Final = Domain(Requirement.OUTSIDE_ONE, BySize(OUTSIDE, ROUGH, SMOOTH))


def square(of: Algebra[Any], a: Any) -> Any:
    """The power a^2, as a derivative is written."""
    return of.power(a, of.whole(2))


def one_less_square(of: Algebra[Any], u: Any) -> Any:
    """1 - u^2, as a derivative is written."""
    return of.subtract(of.one, square(of, u))


def square_less_one(of: Algebra[Any], u: Any) -> Any:
    """u^2 - 1, as a derivative is written."""
    return of.add(square(of, u), of.whole(-1))


def one_over_root(of: Algebra[Any], v: Any) -> Any:
    """v^(-1/2)."""
    return of.power(v, of.number(-_HALF))


def _complement(of: Algebra[Any], u: Any) -> Any:
    """sqrt(1 - u^2): the cosine of the angle whose sine is u."""
    return of.call("sqrt", of.one_less(of.square(u)))


def _below_of_asec(of: Algebra[Any], u: Any) -> Any:
    return of.multiply(of.call("abs", u), of.power(square_less_one(of, u), of.number(_HALF)))


CIRCULAR: Final = (
    (
        Function(
            "sin",
            "sin",
            r"\sin",
            "sine of an angle in radians",
            foreign=("sen",),
            in_runs=True,
            sympy="sin",
            family=Family.CIRCULAR,
            parity=Parity.ODD,
            domain=EVERYWHERE,
            image=Between(-_ONE, _ONE),
            growth=Growth.BOUNDED,
            derivative=lambda of, u, y: of.beside(y, "cos", u),
        ),
        Function(
            "asin",
            "arcsin",
            r"\arcsin",
            "inverse sine, in radians",
            ("arcsin",),
            foreign=("arcsen",),
            in_runs=True,
            sympy="asin",
            family=Family.INVERSE_CIRCULAR,
            parity=Parity.ODD,
            definition=lambda of, u: of.call("atan2", u, _complement(of, u)),
            domain=_WITHIN_ONE,
            image=Through(-_QUARTER, _QUARTER, _ZERO, _ZERO),
            growth=Growth.ANGLE,
            monotony=Monotony.RISING,
            derivative=lambda of, u, _: one_over_root(of, one_less_square(of, u)),
            steep_at=(-1, 1),
            derivative_holds="-1 < u < 1",
        ),
    ),
    (
        Function(
            "cos",
            "cos",
            r"\cos",
            "cosine of an angle in radians",
            in_runs=True,
            sympy="cos",
            family=Family.CIRCULAR,
            parity=Parity.EVEN,
            domain=EVERYWHERE,
            image=Between(-_ONE, _ONE),
            growth=Growth.BOUNDED,
            derivative=lambda of, u, y: of.negative(of.beside(y, "sin", u)),
        ),
        Function(
            "acos",
            "arccos",
            r"\arccos",
            "inverse cosine, in radians",
            ("arccos",),
            in_runs=True,
            sympy="acos",
            family=Family.INVERSE_CIRCULAR,
            definition=lambda of, u: of.call("atan2", _complement(of, u), u),
            domain=_WITHIN_ONE,
            image=Between(_ZERO, _PI),
            growth=Growth.ANGLE,
            monotony=Monotony.FALLING,
            derivative=lambda of, u, _: of.negative(one_over_root(of, one_less_square(of, u))),
            steep_at=(-1, 1),
            derivative_holds="-1 < u < 1",
        ),
    ),
    (
        Function(
            "tan",
            "tan",
            r"\tan",
            "tangent of an angle in radians",
            ("tg",),
            in_runs=True,
            sympy="tan",
            family=Family.CIRCULAR,
            parity=Parity.ODD,
            definition=lambda of, u: of.divide(of.call("sin", u), of.call("cos", u)),
            domain=_OVER_COSINE,
            image=Between(-math.inf, math.inf),
            growth=Growth.POLES,
            derivative=lambda of, u, y: square(of, of.beside(y, "sec", u)),
        ),
        Function(
            "atan",
            "arctan",
            r"\arctan",
            "inverse tangent, in radians",
            ("arctan", "arctg"),
            in_runs=True,
            sympy="atan",
            family=Family.INVERSE_CIRCULAR,
            parity=Parity.ODD,
            definition=lambda of, u: of.call("atan2", u, of.one),
            domain=EVERYWHERE,
            image=Through(-_QUARTER, _QUARTER, _ZERO, _ZERO),
            growth=Growth.ANGLE,
            monotony=Monotony.RISING,
            derivative=lambda of, u, _: of.reciprocal(of.one_plus(square(of, u))),
        ),
    ),
    (
        Function(
            "cot",
            "cot",
            r"\cot",
            "cotangent of an angle in radians",
            ("ctg", "cotg", "cotan"),
            in_runs=True,
            sympy="cot",
            family=Family.CIRCULAR,
            parity=Parity.ODD,
            definition=lambda of, u: of.divide(of.call("cos", u), of.call("sin", u)),
            domain=_OVER_SINE,
            image=Between(-math.inf, math.inf),
            growth=Growth.POLES,
            derivative=lambda of, u, y: of.negative(square(of, of.beside(y, "csc", u))),
        ),
        Function(
            "acot",
            "arccot",
            r"\operatorname{arccot}",
            "inverse cotangent, in radians",
            ("arccot", "arcctg", "arccotg", "arccotan"),
            in_runs=True,
            sympy="acot",
            family=Family.INVERSE_CIRCULAR,
            parity=Parity.ODD,
            # SymPy's branch, and Mathematica's: odd, with a jump at 0, where it is pi/2.
            definition=lambda of, u: of.at_zero(
                u, Removable(_HALF, of_pi=True), lambda v: of.call("atan", of.reciprocal(v))
            ),
            domain=Domain(Requirement.NONE, BySign(SMOOTH, ROUGH, SMOOTH)),
            image=Between(-_QUARTER, _QUARTER),
            growth=Growth.ANGLE,
            derivative=lambda of, u, _: of.negative(of.reciprocal(of.one_plus(square(of, u)))),
            derivative_holds="u != 0",
        ),
    ),
    (
        Function(
            "sec",
            "sec",
            r"\sec",
            "secant of an angle in radians",
            in_runs=True,
            sympy="sec",
            family=Family.CIRCULAR,
            parity=Parity.EVEN,
            definition=lambda of, u: of.reciprocal(of.call("cos", u)),
            domain=_OVER_COSINE,
            image=Between(-math.inf, math.inf),
            growth=Growth.POLES,
            zeros=Zeros.NEVER,
            derivative=lambda of, u, y: of.multiply(y, of.beside(y, "tan", u)),
        ),
        Function(
            "asec",
            "arcsec",
            r"\operatorname{arcsec}",
            "inverse secant, in radians",
            ("arcsec",),
            in_runs=True,
            sympy="asec",
            family=Family.INVERSE_CIRCULAR,
            definition=lambda of, u: of.call("acos", of.reciprocal(u)),
            domain=_OUTSIDE_ONE,
            image=Between(_ZERO, _PI),
            growth=Growth.ANGLE,
            derivative=lambda of, u, _: of.reciprocal(_below_of_asec(of, u)),
            steep_at=(-1, 1),
            derivative_holds="u < -1 or u > 1",
        ),
    ),
    (
        Function(
            "csc",
            "csc",
            r"\csc",
            "cosecant of an angle in radians",
            ("cosec",),
            in_runs=True,
            sympy="csc",
            family=Family.CIRCULAR,
            parity=Parity.ODD,
            definition=lambda of, u: of.reciprocal(of.call("sin", u)),
            domain=_OVER_SINE,
            image=Between(-math.inf, math.inf),
            growth=Growth.POLES,
            zeros=Zeros.NEVER,
            derivative=lambda of, u, y: of.negative(of.multiply(y, of.beside(y, "cot", u))),
        ),
        Function(
            "acsc",
            "arccsc",
            r"\operatorname{arccsc}",
            "inverse cosecant, in radians",
            ("arccsc", "arccosec"),
            in_runs=True,
            sympy="acsc",
            family=Family.INVERSE_CIRCULAR,
            parity=Parity.ODD,
            definition=lambda of, u: of.call("asin", of.reciprocal(u)),
            domain=_OUTSIDE_ONE,
            image=Between(-_QUARTER, _QUARTER),
            growth=Growth.ANGLE,
            derivative=lambda of, u, _: of.negative(of.reciprocal(_below_of_asec(of, u))),
            steep_at=(-1, 1),
            derivative_holds="u < -1 or u > 1",
        ),
    ),
)

ANGLE_OF_A_POINT: Final = Function(
    "atan2",
    "atan2",
    r"\operatorname{atan2}",
    "atan2(y, x): the angle of the point (x, y), in radians",
    ("arctan2",),
    least=2,
    most=2,
    sympy="atan2",
    domain=Domain(Requirement.NOT_BOTH_ZERO, Turning()),
    image=Between(-_PI, _PI),
    growth=Growth.ANGLE,
    has_rule=True,
)
