"""The language's operations and functions on expansions: one row a function.

What is analytic is expanded by Taylor's formula; what is not (|u|, max, floor, roots at 0, the
inverse sines at 1) by the sign of the first coefficient, or not at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache, partial, reduce
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr, Integer, Rational, Symbol

from gradcli.calculus.domain.smoothness import floor_of
from gradcli.calculus.limits.expansion import (
    FLAT,
    ZERO,
    Expansion,
    NoExpansionError,
    Obstruction,
    Signs,
    UniformSign,
    absolute,
    add,
    constant,
    greatest,
    logarithm,
    multiply,
    negative,
    odd_root,
    power_series,
    remainder,
    sign_near,
    to_constant,
    unknown,
)
from gradcli.calculus.numbers.constants import Sign, compare
from gradcli.calculus.numbers.orders import EPSILON, split
from gradcli.field.fast_sympy.sympy_build import HALF, product
from gradcli.field.forms import CONSTRUCTORS
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import Between, Function, Through
from gradcli.field.functions.tables import tabulate
from gradcli.field.special import RealRoot

_ONE: Final = constant(Integer(1))
_ARGUMENT: Final = Symbol("u", real=True)


def divide(a: Expansion, b: Expansion, signs: Signs) -> Expansion:
    """a / b."""
    if b.is_zero:
        raise NoExpansionError(Obstruction.NOWHERE)
    try:
        inverse = to_constant(b, Integer(-1), signs)
    except NoExpansionError as error:
        order = signs.quotient(a, b) if error.trouble is Obstruction.UNKNOWN else None
        if order is None:
            raise
        return remainder(order)
    ratio = _ratio(a, b, signs)
    return multiply(a, inverse, signs) if ratio is None else constant(ratio)


def _ratio(a: Expansion, b: Expansion, signs: Signs) -> Expr | None:
    """c, where a is exactly c b: then no remainder is left of a/b."""
    if a.order is not None or b.order is not None or len(a.terms) != len(b.terms):
        return None
    ratio = a.terms[0][1] / b.terms[0][1]
    for (i, x), (j, y) in zip(a.terms, b.terms, strict=True):
        if i != j or signs.tidy(x - ratio * y) != 0:
            return None
    return ratio


def _value_of(a: Expansion, signs: Signs) -> tuple[Expr, Expansion]:
    """v and u with a = v + u and u -> 0."""
    if a.terms and a.terms[0][0] == 0:
        value, rest = a.terms[0][1], Expansion(a.terms[1:], a.order)
    else:
        value, rest = Integer(0), a
    if not rest.is_zero and rest.start <= 0:
        raise unknown()
    return value, rest


def _fixed(a: Expansion) -> Expr | None:
    """The number that `a` is, if it does not vary."""
    if a.is_zero:
        return Integer(0)
    if len(a.terms) == 1 and a.order is None and a.terms[0][0] == 0:
        value = a.terms[0][1]
        return None if value.free_symbols else value
    return None


def power(base: Expansion, exponent: Expansion, signs: Signs) -> Expansion:
    """a ^ b."""
    fixed = _fixed(exponent)
    if fixed is not None:
        # A product of no factors is 1, also of factors that are 0.
        return to_constant(base, fixed, signs) if fixed != 0 else _ONE
    return varying_power(base, exponent, signs)


def varying_power(base: Expansion, exponent: Expansion, signs: Signs) -> Expansion:
    """u^v with a v that varies: defined for u > 0, and for u = 0 where v > 0."""
    if base.is_zero:
        match sign_near(exponent, signs):
            case UniformSign.POSITIVE:
                return ZERO
            case UniformSign.NEGATIVE | UniformSign.NOT_POSITIVE | UniformSign.ZERO:
                raise NoExpansionError(Obstruction.NOWHERE)
            case UniformSign.MIXED:
                raise NoExpansionError(Obstruction.PARTLY)
            case UniformSign.NOT_NEGATIVE | UniformSign.UNKNOWN:
                raise unknown()
    fixed = _fixed(exponent)
    if fixed is None:
        return _exp(signs, multiply(exponent, logarithm(base, CONSTRUCTORS["log"], signs), signs))
    match sign_near(base, signs):
        case UniformSign.POSITIVE:
            return to_constant(base, fixed, signs)
        case UniformSign.NEGATIVE:
            raise NoExpansionError(Obstruction.NOWHERE)
        case UniformSign.MIXED:
            raise NoExpansionError(Obstruction.PARTLY)
        case _:
            raise unknown()


def power_at_least(base: Expansion, least: Fraction, signs: Signs) -> Expansion:
    """u^v where u -> 0 and all that is known of v is that it is bounded, and at least `least` > 0.

    Where 0 < u < 1, u^v is at most u^least, and 0^v is 0.
    """
    match sign_near(base, signs):
        case UniformSign.ZERO:
            return ZERO
        case UniformSign.POSITIVE | UniformSign.NOT_NEGATIVE if base.start > 0:
            return remainder(base.start * least)
        case UniformSign.NEGATIVE:
            raise NoExpansionError(Obstruction.NOWHERE)
        case UniformSign.MIXED:
            raise NoExpansionError(Obstruction.PARTLY)
        case _:
            raise unknown()


@lru_cache(maxsize=512)
def _derivative(function: str, order: int) -> Expr:
    if order == 0:
        return getattr(sympy, function)(_ARGUMENT)
    form = sympy.diff(_derivative(function, order - 1), _ARGUMENT)
    # tanh' = 1 - tanh^2: a polynomial in tanh, which left as it is would grow to fill books.
    return sympy.expand(form) if function == "tanh" else form


def _taylor(function: str, a: Expansion, signs: Signs) -> Expansion:
    """A function of SymPy's, by its name, that is analytic on all of the real line."""
    value, rest = _value_of(a, signs)

    def coefficient(j: int) -> Expr:
        return _derivative(function, j).xreplace({_ARGUMENT: value}) / sympy.factorial(j)

    return power_series(coefficient, rest, signs)


def _grows(a: Expansion) -> bool:
    return bool(a.terms) and a.terms[0][0] < 0


def _exp(signs: Signs, a: Expansion) -> Expansion:
    if a.terms and a.terms[0][0] == -EPSILON and a.terms[0][1].is_Rational:
        # e^(c ln(1/t) + rest) is t^-c e^rest.
        c, rest = a.terms[0][1], Expansion(a.terms[1:], a.order)
        if rest.is_zero or rest.start >= 0:
            power = Expansion(((Fraction(-int(c.p), int(c.q)), Integer(1)),))
            return multiply(power, _exp(signs, rest), signs)
        raise unknown()
    if _grows(a) and split(a.terms[0][0])[0] == 0:
        raise unknown()
    if _grows(a):
        sign = signs.of(a.terms[0][1])
        if sign is UniformSign.NEGATIVE:
            return remainder(FLAT)
        raise NoExpansionError(
            Obstruction.UNBOUNDED if sign is UniformSign.POSITIVE else Obstruction.UNKNOWN
        )
    if a.order is not None and a.order <= 0:
        if a.order < 0:
            raise unknown()
        return remainder(Fraction(0))
    return _taylor("exp", a, signs)


def _bounded(function: str) -> Callable[..., Expansion]:
    """sin and cos: at worst they stay between -1 and 1."""

    def expand_bounded(signs: Signs, a: Expansion) -> Expansion:
        if _grows(a) or (a.order is not None and a.order <= 0):
            return remainder(Fraction(0))
        return _taylor(function, a, signs)

    return expand_bounded


def _levels_off(
    function: str, limit: Expr, rest: Callable[[Signs, Expansion], Expansion]
) -> Callable[..., Expansion]:
    """Odd functions with the limits -limit and limit: limit - `rest` far to the right."""

    def expand_levelling(signs: Signs, a: Expansion) -> Expansion:
        if _grows(a):
            sign = signs.of(a.terms[0][1])
            if sign is UniformSign.POSITIVE:
                return add(constant(limit), negative(rest(signs, a)), signs)
            if sign is UniformSign.NEGATIVE:
                return negative(add(constant(limit), negative(rest(signs, negative(a))), signs))
            return remainder(Fraction(0))
        if a.order is not None and a.order <= 0:
            return remainder(Fraction(0))
        return _taylor(function, a, signs)

    return expand_levelling


_PI_HALF: Final = product(HALF, sympy.pi)


def _inverse(signs: Signs, a: Expansion) -> Expansion:
    return to_constant(a, Integer(-1), signs)


_atan = _levels_off("atan", _PI_HALF, lambda signs, a: _taylor("atan", _inverse(signs, a), signs))


def _rest_of_tanh(_: Signs, a: Expansion) -> Expansion:
    """1 - tanh u, which is smaller than 2 e^(-2u)."""
    power, of_logarithm = split(a.start)
    if power < 0 or of_logarithm > 1:
        return remainder(FLAT)
    c = a.terms[0][1]
    if of_logarithm == 1 and c.is_Rational:
        # Half of the exponent is left for what follows the first term.
        return remainder(abs(Fraction(int(c.p), int(c.q))))
    raise unknown()


def _rest_of_erf(_: Signs, a: Expansion) -> Expansion:
    """1 - erf u, which is smaller than e^(-u^2)."""
    power, of_logarithm = split(a.start)
    if power < 0 or of_logarithm > Fraction(1, 2):
        return remainder(FLAT)
    raise unknown()


_tanh = _levels_off("tanh", Integer(1), _rest_of_tanh)
_erf = _levels_off("erf", Integer(1), _rest_of_erf)


def _sqrt(signs: Signs, a: Expansion) -> Expansion:
    return to_constant(a, HALF, signs)


def _atan2(signs: Signs, y: Expansion, x: Expansion) -> Expansion:
    across, above = sign_near(x, signs), sign_near(y, signs)
    if x.is_zero and y.is_zero:
        raise NoExpansionError(Obstruction.NOWHERE)
    if across is UniformSign.POSITIVE:
        return _atan(signs, divide(y, x, signs))
    if above in (UniformSign.POSITIVE, UniformSign.NEGATIVE):
        quarter = _PI_HALF if above is UniformSign.POSITIVE else -_PI_HALF
        turned = ZERO if x.is_zero else _atan(signs, divide(x, y, signs))
        return add(constant(quarter), negative(turned), signs)
    if above is UniformSign.ZERO and across is UniformSign.NEGATIVE:
        return constant(sympy.pi)
    apart = add(multiply(x, x, signs), multiply(y, y, signs), signs)
    if sign_near(apart, signs) is not UniformSign.POSITIVE:
        # Both may be 0 in some direction, and there the angle is not defined.
        raise unknown()
    return remainder(Fraction(0))


def _log(signs: Signs, a: Expansion, base: Expansion | None = None) -> Expansion:
    whole = logarithm(a, CONSTRUCTORS["log"], signs)
    return (
        whole if base is None else divide(whole, logarithm(base, CONSTRUCTORS["log"], signs), signs)
    )


def _asinh(signs: Signs, a: Expansion) -> Expansion:
    return _taylor("asinh", a, signs)


def _acot(signs: Signs, a: Expansion) -> Expansion:
    if a.is_zero:
        return constant(_PI_HALF)
    sign = sign_near(a, signs)
    if sign not in (UniformSign.POSITIVE, UniformSign.NEGATIVE):
        return remainder(Fraction(0))
    quarter = _PI_HALF if sign is UniformSign.POSITIVE else -_PI_HALF
    return add(constant(quarter), negative(_atan(signs, a)), signs)


def _step_by_sign(at_zero: int, below: int) -> Callable[..., Expansion]:
    def expand_step(signs: Signs, a: Expansion) -> Expansion:
        match sign_near(a, signs):
            case UniformSign.POSITIVE:
                return _ONE
            case UniformSign.ZERO:
                return constant(Integer(at_zero))
            case UniformSign.NEGATIVE:
                return constant(Integer(below))
            case UniformSign.NOT_NEGATIVE if at_zero == 1:
                return _ONE
            case _:
                return remainder(Fraction(0))

    return expand_step


def _floor(signs: Signs, a: Expansion) -> Expansion:
    try:
        value, rest = _value_of(a, signs)
    except NoExpansionError:
        # The whole part is u less a number from 0 to 1, however fast u grows.
        return add(a, remainder(Fraction(0)), signs)
    if not signs.constant(value):
        return remainder(Fraction(0))
    below = floor_of(value)
    if below is None:
        raise unknown()
    match compare(value, Integer(below)):
        case Sign.UNDECIDED:
            raise unknown()
        case Sign.ZERO:
            match sign_near(rest, signs):
                case UniformSign.NEGATIVE:
                    return constant(Integer(below - 1))
                case UniformSign.POSITIVE | UniformSign.ZERO | UniformSign.NOT_NEGATIVE:
                    return constant(Integer(below))
                case _:
                    return remainder(Fraction(0))
        case _:
            return constant(Integer(below))


def _nearest(signs: Signs, a: Expansion) -> Expansion:
    shifted = add(a, constant(HALF), signs)
    number = _fixed(shifted)
    if number is not None and number.is_Integer and number % 2 == 1:
        return constant(number - 1)
    whole = _floor(signs, shifted)
    parity = _fixed(whole)
    if parity is not None and parity % 2 == 1:
        rest = add(shifted, negative(whole), signs)
        if sign_near(rest, signs) is UniformSign.NOT_NEGATIVE:
            # Exactly a half in some direction: there the even neighbour is one below.
            return remainder(Fraction(0))
    return whole


def _root(signs: Signs, a: Expansion, degree: Expansion) -> Expansion:
    count = _fixed(degree)
    if count is None or not count.is_Integer or count < 1:
        raise NoExpansionError(Obstruction.NOWHERE)
    if count % 2 == 0:
        return to_constant(a, 1 / count, signs)
    return odd_root(a, int(count), lambda c: RealRoot(c, count), signs)


def _greatest(signs: Signs, *arguments: Expansion) -> Expansion:
    return reduce(lambda a, b: greatest(a, b, signs), arguments)


def _least(signs: Signs, *arguments: Expansion) -> Expansion:
    return negative(_greatest(signs, *(negative(a) for a in arguments)))


def _factorial(_: Signs, a: Expansion) -> Expansion:
    number = _fixed(a)
    if number is None:
        raise unknown()
    if not number.is_Integer or number < 0:
        raise NoExpansionError(Obstruction.NOWHERE)
    return constant(sympy.factorial(number))


def _by_sign(
    signs: Signs,
    a: Expansion,
    formula: Callable[[Expansion], Expansion],
    sign: int,
    other: Callable[[Expansion], Expansion],
) -> Expansion:
    wanted = UniformSign.POSITIVE if sign > 0 else UniformSign.NEGATIVE
    return other(a) if sign_near(a, signs) is wanted else formula(a)


def _at_zero(
    signs: Signs, a: Expansion, known: Removable, formula: Callable[[Expansion], Expansion]
) -> Expansion:
    value = Rational(known.value.numerator, known.value.denominator)
    if a.is_zero:
        return constant(product(value, sympy.pi) if known.of_pi else value)
    if known.slope is None or a.start <= 0:
        return formula(a)
    # The power series about 0 is that along one straight line, as far as it is known.
    along = formula(Expansion(((Fraction(1), Integer(1)),)))
    series = dict(along.terms)

    def coefficient(j: int) -> Expr:
        return series.get(Fraction(j), Integer(0))

    if along.order is None:
        return power_series(coefficient, a, signs, int(along.terms[-1][0]))
    known_part = power_series(coefficient, a, signs, math.ceil(along.order) - 1)
    return add(known_part, remainder(along.order * a.start), signs)


def _or_bounded(record: Function, composed: Callable[..., Expansion]) -> Callable[..., Expansion]:
    """A composition; of a bounded function it is known at worst that it stays within bounds."""
    image = record.image
    is_bounded = isinstance(image, Between | Through) and max(-image.low, image.high) < math.inf
    if not (record.is_entire and is_bounded):
        return composed

    def expand_bounded(*among: Expansion) -> Expansion:
        try:
            return composed(*among)
        except NoExpansionError as error:
            if error.trouble not in (Obstruction.UNKNOWN, Obstruction.UNBOUNDED):
                raise
            return remainder(Fraction(0))

    return expand_bounded


_OWN: Final[MappingProxyType[str, Callable[..., Expansion]]] = MappingProxyType(
    {
        "sqrt": _sqrt,
        "root": _root,
        "exp": _exp,
        "log": _log,
        "sin": _bounded("sin"),
        "cos": _bounded("cos"),
        "atan": _atan,
        "acot": _acot,
        "atan2": _atan2,
        "tanh": _tanh,
        "asinh": _asinh,
        "erf": _erf,
        "abs": lambda signs, a: absolute(a, signs),
        "sign": _step_by_sign(0, -1),
        "step": _step_by_sign(1, 0),
        "min": _least,
        "max": _greatest,
        "floor": _floor,
        "round": _nearest,
        "factorial": _factorial,
    }
)


def algebra_of(
    signs: Signs, records: Iterable[Function] = FUNCTIONS.values()
) -> Algebra[Expansion]:
    """The operations and functions on expansions: those here, and all others by definition."""
    return tabulate(
        records,
        {name: partial(function, signs) for name, function in _OWN.items()},
        lambda functions: Algebra(
            number=lambda value: constant(Rational(value.numerator, value.denominator)),
            pi=constant(sympy.pi),
            negative=negative,
            add=lambda a, b: add(a, b, signs),
            multiply=lambda a, b: multiply(a, b, signs),
            divide=lambda a, b: divide(a, b, signs),
            power=lambda a, b: power(a, b, signs),
            by_sign=partial(_by_sign, signs),
            at_zero=partial(_at_zero, signs),
            functions=functions,
        ),
        _or_bounded,
    )
