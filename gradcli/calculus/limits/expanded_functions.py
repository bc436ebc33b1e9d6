"""The language's operations and functions on expansions: one row a function.

What is analytic is expanded by Taylor's formula; what is not (|u|, max, floor, roots at 0, the
inverse sines at 1) by the sign of the first coefficient, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache, reduce
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr, Integer, Symbol

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
    scaled,
    sign_near,
    to_constant,
    unknown,
)
from gradcli.calculus.numbers.constants import Sign, compare
from gradcli.field.fast_sympy.sympy_build import HALF, product
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
    if fixed is not None and (fixed != 0 or not base.is_zero):
        return to_constant(base, fixed, signs)
    return varying_power(base, exponent, signs)


def varying_power(base: Expansion, exponent: Expansion, signs: Signs) -> Expansion:
    """u^v with a v that varies: defined for u > 0, and for u = 0 where v > 0."""
    if base.is_zero:
        if sign_near(exponent, signs) is UniformSign.POSITIVE:
            return ZERO
        raise NoExpansionError(Obstruction.NOWHERE)
    fixed = _fixed(exponent)
    if fixed is None:
        return _exp(signs, multiply(exponent, logarithm(base, sympy.log, signs), signs))
    match sign_near(base, signs):
        case UniformSign.POSITIVE:
            return to_constant(base, fixed, signs)
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


_sin, _cos = _bounded("sin"), _bounded("cos")


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
_tanh = _levels_off("tanh", Integer(1), lambda _, __: remainder(FLAT))
_erf = _levels_off("erf", Integer(1), lambda _, __: remainder(FLAT))


def _over(
    above: Callable[..., Expansion], below: Callable[..., Expansion]
) -> Callable[..., Expansion]:
    return lambda signs, a: divide(above(signs, a), below(signs, a), signs)


def _one(_: Signs, __: Expansion) -> Expansion:
    return _ONE


def _hyperbolic(sense: int) -> Callable[..., Expansion]:
    def expand_hyperbolic(signs: Signs, a: Expansion) -> Expansion:
        both = add(
            _exp(signs, a),
            scaled(_exp(signs, negative(a)), Integer(sense), Fraction(0), signs),
            signs,
        )
        return scaled(both, HALF, Fraction(0), signs)

    return expand_hyperbolic


_sinh, _cosh = _hyperbolic(-1), _hyperbolic(1)


def _sqrt(signs: Signs, a: Expansion) -> Expansion:
    return to_constant(a, HALF, signs)


def _square_minus_one(signs: Signs, a: Expansion) -> Expansion:
    return add(multiply(a, a, signs), constant(Integer(-1)), signs)


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


def _asin(signs: Signs, a: Expansion) -> Expansion:
    # The angle whose sine is a: atan2(a, sqrt(1 - a^2)).
    return _atan2(signs, a, _sqrt(signs, negative(_square_minus_one(signs, a))))


def _acos(signs: Signs, a: Expansion) -> Expansion:
    return add(constant(_PI_HALF), negative(_asin(signs, a)), signs)


def _log(signs: Signs, a: Expansion, base: Expansion | None = None) -> Expansion:
    whole = logarithm(a, sympy.log, signs)
    return whole if base is None else divide(whole, logarithm(base, sympy.log, signs), signs)


def _acosh(signs: Signs, a: Expansion) -> Expansion:
    if sign_near(add(a, constant(Integer(-1)), signs), signs) is UniformSign.NEGATIVE:
        raise NoExpansionError(Obstruction.NOWHERE)
    return _log(signs, add(a, _sqrt(signs, _square_minus_one(signs, a)), signs))


def _atanh(signs: Signs, a: Expansion) -> Expansion:
    up, down = add(_ONE, a, signs), add(_ONE, negative(a), signs)
    both = add(_log(signs, up), negative(_log(signs, down)), signs)
    return scaled(both, HALF, Fraction(0), signs)


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


def _of_inverse(function: Callable[..., Expansion]) -> Callable[..., Expansion]:
    def expand_inverse(signs: Signs, a: Expansion) -> Expansion:
        return function(signs, divide(_ONE, a, signs))

    return expand_inverse


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
        if a.start < 0:
            raise
        return remainder(Fraction(0))
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
    if number is None or not number.is_Integer or number < 0:
        raise NoExpansionError(Obstruction.NOWHERE)
    return constant(sympy.factorial(number))


EXPANSIONS: Final[MappingProxyType[str, Callable[..., Expansion]]] = MappingProxyType(
    {
        "sqrt": _sqrt,
        "cbrt": lambda signs, a: _root(signs, a, constant(Integer(3))),
        "root": _root,
        "exp": _exp,
        "log": _log,
        "sin": _sin,
        "cos": _cos,
        "tan": _over(_sin, _cos),
        "cot": _over(_cos, _sin),
        "sec": _over(_one, _cos),
        "csc": _over(_one, _sin),
        "asin": _asin,
        "acos": _acos,
        "atan": _atan,
        "acot": _acot,
        "asec": _of_inverse(_acos),
        "acsc": _of_inverse(_asin),
        "sinh": _sinh,
        "cosh": _cosh,
        "tanh": _tanh,
        "coth": _over(_one, _tanh),
        "sech": _over(_one, _cosh),
        "csch": _over(_one, _sinh),
        "asinh": _asinh,
        "acosh": _acosh,
        "atanh": _atanh,
        "acoth": _of_inverse(_atanh),
        "asech": _of_inverse(_acosh),
        "acsch": _of_inverse(_asinh),
        "atan2": _atan2,
        "erf": _erf,
        "abs": lambda signs, a: absolute(a, signs),
        "sign": _step_by_sign(0, -1),
        "step": _step_by_sign(1, 0),
        "min": _least,
        "max": _greatest,
        "floor": _floor,
        "ceil": lambda signs, a: negative(_floor(signs, negative(a))),
        "round": _nearest,
        "factorial": _factorial,
    }
)
