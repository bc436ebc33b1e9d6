"""Open sets on a line: a few open intervals between rational numbers, in rising order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import Final, TypeAlias

import sympy
from sympy import Expr, Rational, Symbol
from sympy.logic.boolalg import Boolean

Bound: TypeAlias = Fraction | float
"""A rational number, or an infinity."""

Intervals: TypeAlias = tuple[tuple[Bound, Bound], ...]
"""Open intervals without a common point, from left to right."""

LINE: Final[Intervals] = ((-inf, inf),)


def common(some: Intervals, others: Intervals) -> Intervals:
    """The points in both."""
    return tuple(_common(some, others))


def _common(some: Intervals, others: Intervals) -> Iterator[tuple[Bound, Bound]]:
    one = other = 0
    while one < len(some) and other < len(others):
        low = max(some[one][0], others[other][0])
        high = min(some[one][1], others[other][1])
        if low < high:
            yield low, high
        # What ends first has nothing more in common with what is to come.
        if some[one][1] < others[other][1]:
            one += 1
        else:
            other += 1


def without(some: Intervals) -> Intervals:
    """The interior of the points outside."""
    ends = [-inf, *(end for interval in some for end in interval), inf]
    return tuple((low, high) for low, high in zip(ends[::2], ends[1::2], strict=True) if low < high)


def condition_of(some: Intervals, letter: Symbol) -> Boolean:
    """`x > 0`, `(x > 1) & (x < 2)`, `Ne(x, 0)`: the condition that `letter` is in the set."""
    parts: list[Boolean] = []
    start = 0
    for place, (now, then) in enumerate(pairwise((*some, (None, None)))):
        if now[1] != then[0]:
            parts.append(_between(some[start : place + 1], letter))
            start = place + 1
    return sympy.Or(*parts)


def _between(some: Intervals, letter: Symbol) -> Boolean:
    """Of intervals of which each begins where the one before ends."""
    low, high = some[0][0], some[-1][1]
    parts: list[Boolean] = [sympy.Ne(letter, _number(end), evaluate=False) for _, end in some[:-1]]
    if low != -inf:
        parts.append(sympy.StrictGreaterThan(letter, _number(low), evaluate=False))
    if high != inf:
        parts.append(sympy.StrictLessThan(letter, _number(high), evaluate=False))
    return sympy.And(*parts)


def _number(bound: Bound) -> Expr:
    assert isinstance(bound, Fraction)
    return Rational(bound.numerator, bound.denominator)
