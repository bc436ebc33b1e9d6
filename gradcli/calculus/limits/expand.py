"""A function near a point, expanded: along one curve, or in all directions at once.

The curve is P + (c_1 t^p_1, ..., c_n t^p_n), t -> 0+; with all p_i = 1 it is the ray along c. On a
curve the function has one variable, signs are those of constants, and so the right branch of
every |u|, max and piecewise function is chosen before any limit is taken. In all directions at
once the c_i are letters, and a sign counts only where it is the same for all (`everywhere`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from types import MappingProxyType
from typing import Final, assert_never

import sympy
from sympy import Expr, Integer

from gradcli.calculus.limits.expanded_functions import (
    algebra_of,
    power_at_least,
    varying_power,
)
from gradcli.calculus.limits.expansion import (
    ZERO,
    Expansion,
    NoExpansionError,
    Obstruction,
    Signs,
    UniformSign,
    add,
    common,
    constant,
    negative,
    remainder,
    sign_near,
    unknown,
)
from gradcli.calculus.limits.swings import Swings, with_swings
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.numbers.folding import fold
from gradcli.calculus.numbers.numeric import has_varying_exponent
from gradcli.field import expression as ex
from gradcli.field.functions.algebra import Algebra
from gradcli.field.size import size

_SIGNS: Final = MappingProxyType(
    {
        Sign.NEGATIVE: UniformSign.NEGATIVE,
        Sign.ZERO: UniformSign.ZERO,
        Sign.POSITIVE: UniformSign.POSITIVE,
        Sign.UNDECIDED: UniformSign.UNKNOWN,
    }
)

_LARGEST_COEFFICIENT: Final = 100  # nodes


def _tidy_constant(value: Expr) -> Expr:
    if value.is_Rational:
        return value
    # Coefficients of a tangled formula grow at every step; what they decide is not worth minutes.
    if size(value) > _LARGEST_COEFFICIENT:
        raise unknown()
    sign = sign_of(value)
    if sign is Sign.UNDECIDED:
        raise unknown()
    return Integer(0) if sign is Sign.ZERO else value


def along_a_curve(reach: int) -> Signs:
    """Coefficients are constants."""
    return Signs(lambda c: _SIGNS[sign_of(c)], _tidy_constant, lambda _: True, Fraction(reach))


def expand(
    tree: ex.Node,
    variables: Sequence[str],
    point: Sequence[Expr],
    coefficients: Sequence[Expr],
    powers: Sequence[int],
    signs: Signs,
) -> Expansion:
    """`tree` on the way to `point` along P + (c_i t^p_i).

    Raises `NoExpansionError` where there is none, or none that is certain.
    """
    try:
        return _expand(Swings(tree, {}), variables, point, coefficients, powers, signs)
    except NoExpansionError as error:
        if error.trouble not in (Obstruction.UNKNOWN, Obstruction.PARTLY):
            raise
        swings = with_swings(tree)
        if not swings.letters:
            raise
    return _expand(swings, variables, point, coefficients, powers, signs)


def _expand(
    swings: Swings,
    variables: Sequence[str],
    point: Sequence[Expr],
    coefficients: Sequence[Expr],
    powers: Sequence[int],
    signs: Signs,
) -> Expansion:
    start = {
        name: add(constant(value), Expansion(((Fraction(power), c),)) if c != 0 else ZERO, signs)
        for name, value, c, power in zip(variables, point, coefficients, powers, strict=True)
    }

    start.update(dict.fromkeys(swings.letters, remainder(Fraction(0))))
    of = algebra_of(signs)

    def at(node: ex.Node, parts: tuple[Expansion, ...]) -> Expansion:
        if isinstance(node, ex.Variable):
            return start[node.name]
        if isinstance(node, ex.Power) and has_varying_exponent(node):
            exponent = node.exponent
            least = swings.letters.get(exponent.name) if isinstance(exponent, ex.Variable) else None
            if least is not None:
                return power_at_least(parts[0], least, signs)
            return varying_power(parts[0], parts[1], signs)
        return operate(node, parts, of)

    def holds(comparison: ex.Comparison, left: Expansion, right: Expansion) -> bool | None:
        sign = sign_near(add(left, negative(right), signs), signs)
        return _holds(comparison.relation, sign)

    def merge(_: ex.Piecewise, possible: Sequence[Expansion], covered: bool) -> Expansion:
        if not possible:
            raise NoExpansionError(Obstruction.NOWHERE)
        if not covered:
            raise unknown()
        return common(list(possible), signs)

    return fold(swings.tree, at, holds, merge)


def _holds(relation: str, sign: UniformSign) -> bool | None:
    match sign:
        case UniformSign.POSITIVE:
            return Sign.POSITIVE.meets(relation)
        case UniformSign.NEGATIVE:
            return Sign.NEGATIVE.meets(relation)
        case UniformSign.ZERO:
            return Sign.ZERO.meets(relation)
        case UniformSign.NOT_NEGATIVE:
            return {"<": False, ">=": True}.get(relation)
        case UniformSign.NOT_POSITIVE:
            return {">": False, "<=": True}.get(relation)
        case UniformSign.MIXED | UniformSign.UNKNOWN:
            return None
    assert_never(sign)


def operate(node: ex.Node, parts: tuple[Expansion, ...], of: Algebra[Expansion]) -> Expansion:
    """The expansion of an operation or a function, from those of its operands."""
    match node:
        case ex.Number(value):
            return of.number(value)
        case ex.Constant(name):
            return constant(sympy.E) if name == "e" else of.pi
        case ex.Negative():
            return of.negative(parts[0])
        case ex.Sum():
            return reduce(of.add, parts)
        case ex.Product():
            return reduce(of.multiply, parts)
        case ex.Quotient():
            return of.divide(parts[0], parts[1])
        case ex.Power():
            return of.power(parts[0], parts[1])
        case ex.Call(function):
            return of.functions[function](*parts)
        case ex.Variable() | ex.Piecewise():
            # Variables are given, cases are chosen.
            raise AssertionError(node)
    assert_never(node)
