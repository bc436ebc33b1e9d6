"""Families that repeat themselves, two of them told as one: 2 k pi and (2k + 1) pi."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.found import Family
from gradcli.calculus.numbers.constants import is_zero
from gradcli.frozen import replace


def merged(one: Family, other: Family) -> Family | None:
    """Both as one family, where they differ by half a period in one coordinate."""
    if not one.integers or one.integers != other.integers or one.where or other.where:
        return None
    if one.parameters != one.integers or other.parameters != other.integers:
        return None
    apart = [place for place, (a, b) in enumerate(zip(one.at, other.at, strict=True)) if a != b]
    if len(apart) != 1:
        return None
    (place,) = apart
    period = _period(one.at[place], one.integers)
    if period is None or period != _period(other.at[place], one.integers):
        return None
    letter, step = period
    halves = sympy.expand((one.at[place] - other.at[place]) / step * 2)
    if not halves.is_Integer or halves % 2 == 0:
        return None
    start = one.at[place].subs(letter, 0)
    lower = min((start, other.at[place].subs(letter, 0)), key=_size)
    at = list(one.at)
    at[place] = sympy.expand(lower + step / 2 * letter)
    return replace(one, at=tuple(at))


def _period(form: Expr, integers: Sequence[Symbol]) -> tuple[Symbol, Expr] | None:
    """The one whole number in a coordinate, and what stands before it."""
    own = [each for each in integers if form.has(each)]
    if len(own) != 1:
        return None
    step = form.coeff(own[0])
    rest = sympy.expand(form - step * own[0])
    if rest.free_symbols or step.free_symbols or is_zero(step) is not False:
        return None
    return own[0], step


def _size(number: Expr) -> float:
    return float(abs(sympy.N(number)))
