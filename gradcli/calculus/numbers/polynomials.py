"""A polynomial in small steps: f(2 + h, 3 + k) - f(2, 3), multiplied out, where f is one.

Exact, with rational coefficients, and small: what would be long to read is not worked out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from gradcli.field import expression as ex

Polynomial: TypeAlias = Mapping[tuple[int, ...], Fraction]
"""The coefficient of each product of powers of the steps, by the exponents; none of them is 0."""

_MOST_TERMS: Final = 12
_LARGEST_EXPONENT: Final = 12
_LARGEST_NODES: Final = 60


def in_steps(
    tree: ex.Node, variables: Sequence[str], start: Sequence[Fraction], moving: Sequence[str]
) -> Polynomial | None:
    """`tree` at the point `start`, of which the coordinates of `moving` have a step added.

    The exponents are those of the steps, in the order of `moving`. None where the function is no
    polynomial with rational coefficients there, or not a short one.
    """
    count = len(moving)
    here = dict(zip(variables, start, strict=True))
    nodes = list(ex.postorder(tree))
    if len(nodes) > _LARGEST_NODES:
        return None
    done: dict[ex.Node, Polynomial] = {}
    for node in nodes:
        value = _worked_out(node, done, here, moving, count)
        if value is None or len(value) > _MOST_TERMS:
            return None
        done[node] = value
    return done[tree]


def _worked_out(
    node: ex.Node,
    done: Mapping[ex.Node, Polynomial],
    here: Mapping[str, Fraction],
    moving: Sequence[str],
    count: int,
) -> Polynomial | None:
    match node:
        case ex.Number(value):
            return _constant(value, count)
        case ex.Variable(name) if name not in here:
            return None  # a constant without a value
        case ex.Variable(name):
            if name not in moving:
                return _constant(here[name], count)
            step = tuple(int(each == name) for each in moving)
            return _added(_constant(here[name], count), {step: Fraction(1)})
        case ex.Negative(operand):
            return {powers: -each for powers, each in done[operand].items()}
        case ex.Sum(terms):
            total: Polynomial = {}
            for term in terms:
                total = _added(total, done[term])
            return total
        case ex.Product(factors):
            return _multiplied([done[factor] for factor in factors], count)
        case ex.Quotient(numerator, denominator):
            by = _as_constant(done[denominator])
            if not by:
                return None
            return {powers: each / by for powers, each in done[numerator].items()}
        case ex.Power(base, exponent):
            times = _as_constant(done[exponent])
            if times is None or times.denominator != 1 or not 1 <= times <= _LARGEST_EXPONENT:
                return None
            return _multiplied([done[base]] * int(times), count)
        case ex.Constant() | ex.Call() | ex.Piecewise():
            return None
    assert_never(node)


def _constant(value: Fraction, count: int) -> Polynomial:
    return {(0,) * count: value} if value else {}


def _as_constant(one: Polynomial) -> Fraction | None:
    """The number that this is, if it has no step in it."""
    if any(any(powers) for powers in one):
        return None
    return next(iter(one.values()), Fraction(0))


def _added(one: Polynomial, other: Polynomial) -> Polynomial:
    total = dict(one)
    for powers, value in other.items():
        total[powers] = total.get(powers, Fraction(0)) + value
    return {powers: value for powers, value in total.items() if value}


def _multiplied(factors: Sequence[Polynomial], count: int) -> Polynomial | None:
    """The product; None where it is long on the way."""
    whole = _constant(Fraction(1), count)
    for factor in factors:
        product: dict[tuple[int, ...], Fraction] = {}
        for left, one in whole.items():
            for right, other in factor.items():
                powers = tuple(map(sum, zip(left, right, strict=True)))
                product[powers] = product.get(powers, Fraction(0)) + one * other
        whole = {powers: value for powers, value in product.items() if value}
        if len(whole) > _MOST_TERMS:
            return None
    return whole
