"""Constants with one square root in them, a + b sqrt(n): multiplied out, as a teacher leaves them.

With x = (1 + sqrt(5))/2 the value of x^3 is 2 + sqrt(5), and that of x^3 - 1 - sqrt(5) is 1. Sums,
products and whole powers of such numbers are such numbers again (the field Q(sqrt(n))).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeAlias

from sympy import Expr, Integer, Rational

from gradcli.field.fast_sympy.sympy_build import HALF, power, product, total
from gradcli.field.size import LARGEST, size

_LARGEST_POWER: Final = 64
_LARGEST_WRITTEN: Final = 10**8

_Pair: TypeAlias = tuple[Fraction, Fraction]
"""a + b sqrt(n)."""


def multiplied_out(constant: Expr) -> Expr:
    """The constant as a + b sqrt(n) with a and b rational, where it is one and that is short."""
    if constant.is_Rational or not constant.is_number or size(constant) > LARGEST:
        return constant
    radicand = _radicand(constant)
    pair = None if radicand is None else _pair(constant, radicand)
    if radicand is None or pair is None:
        return constant
    if any(max(abs(each.numerator), each.denominator) > _LARGEST_WRITTEN for each in pair):
        return constant
    whole, part = (Rational(each.numerator, each.denominator) for each in pair)
    return total(whole, product(part, power(Integer(radicand), HALF)))


def _radicand(constant: Expr) -> int | None:
    """The number under the one square root of a constant; None where there is none, or more."""
    found: set[int] = set()
    stack = [constant]
    while stack:
        part = stack.pop()
        if part.is_Rational:
            continue
        if part.is_Pow and part.args[1].is_Rational and part.args[1].q == 2:
            if not (part.args[0].is_Integer and part.args[0].p > 0):
                return None
            found.add(int(part.args[0]))
        elif part.is_Add or part.is_Mul:
            stack.extend(part.args)
        elif part.is_Pow and part.args[1].is_Integer:
            stack.append(part.args[0])
        else:
            return None
    return found.pop() if len(found) == 1 else None


def _pair(constant: Expr, radicand: int) -> _Pair | None:
    """The rational numbers a and b; None where a power is too high, or has no value."""
    if constant.is_Rational:
        return Fraction(int(constant.p), int(constant.q)), Fraction(0)
    if constant.is_Pow:
        base, exponent = constant.args
        if exponent.q == 2:
            return _to((Fraction(0), Fraction(1)), int(exponent.p), radicand)
        inner = _pair(base, radicand)
        return None if inner is None else _to(inner, int(exponent), radicand)
    pairs = [_pair(part, radicand) for part in constant.args]
    first, *others = pairs
    for other in others:
        if first is None or other is None:
            return None
        first = (
            (first[0] + other[0], first[1] + other[1])
            if constant.is_Add
            else _times(first, other, radicand)
        )
    return first


def _times(one: _Pair, other: _Pair, radicand: int) -> _Pair:
    return (
        one[0] * other[0] + radicand * one[1] * other[1],
        one[0] * other[1] + one[1] * other[0],
    )


def _to(base: _Pair, exponent: int, radicand: int) -> _Pair | None:
    """A whole power; below the line by way of a^2 - n b^2."""
    if abs(exponent) > _LARGEST_POWER:
        return None
    if exponent < 0:
        norm = base[0] ** 2 - radicand * base[1] ** 2
        if not norm:
            return None
        base = base[0] / norm, -base[1] / norm
    raised = Fraction(1), Fraction(0)
    for _ in range(abs(exponent)):
        raised = _times(raised, base, radicand)
    return raised
