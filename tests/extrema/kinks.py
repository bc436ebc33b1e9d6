"""Kinks that a list of critical points tells of, held against numbers near them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from sympy import Expr, Symbol

from gradcli.calculus.answers.extrema.critical import CriticalAnswer
from gradcli.calculus.extrema.found import Enclosed, Family
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    context_of,
    evaluate,
    multiprecision,
)
from gradcli.field.scalar_field import ScalarField

PARAMETERS = (-3.7, -1.3, -0.45, 0.6, 1.4, 2.9, 4.3)
STEP = 1e-6
WAYS = ((1.0, 0.0), (0.0, 1.0), (0.6, 0.8), (0.8, -0.6))


def members(family: Family, symbols: tuple[Symbol, ...]) -> Iterator[tuple[float, ...]]:
    """Points of a family, as floats."""
    for values in product(PARAMETERS, repeat=len(family.parameters)):
        at = dict(zip(family.parameters, values, strict=True))
        if all(_holds(each.formula, each.relation, at) for each in family.where):
            yield tuple(float(each.xreplace(at)) for each in family.at)


def _holds(formula: Expr, relation: str, at: Mapping[Symbol, float]) -> bool:
    value = float(formula.xreplace(at))
    return {
        "=": abs(value) < 1e-9,
        "!=": abs(value) > 1e-9,
        "<": value < 0,
        ">": value > 0,
        "<=": value <= 0,
        ">=": value >= 0,
    }[relation]


def value_at(field: ScalarField, at: tuple[float, ...]) -> float:
    numbers = map(context_of(30).mpf, at)
    values = dict(zip(field.variables, numbers, strict=True))
    return float(evaluate(field.tree, values, multiprecision(30)))


def bend(field: ScalarField, at: tuple[float, ...]) -> float:
    """By how much the slopes on both sides of a point differ, along the way on which it is most."""
    here = value_at(field, at)
    gaps = []
    for way in WAYS:
        ahead = value_at(field, tuple(c + STEP * w for c, w in zip(at, way, strict=True)))
        behind = value_at(field, tuple(c - STEP * w for c, w in zip(at, way, strict=True)))
        gaps.append(abs(ahead - 2 * here + behind) / STEP)
        # A sign of 0 lies in the middle of what it jumps over.
        gaps.append(abs(ahead - behind) if abs(ahead - behind) > 1e-3 else 0.0)
    return max(gaps)


def is_on(family: Family, at: tuple[float, ...]) -> bool:
    """Whether a point is of a family of which one coordinate is the parameter."""
    if len(family.parameters) != 1:
        return True  # a surface: not looked at
    (letter,) = family.parameters
    for place, form in enumerate(family.at):
        if form in (letter, -letter):
            value = at[place] if form == letter else -at[place]
            put = {letter: value}
            same = all(
                abs(float(each.xreplace(put)) - c) < 1e-9
                for each, c in zip(family.at, at, strict=True)
            )
            return same and all(_holds(w.formula, w.relation, put) for w in family.where)
    return all(c not in (letter, -letter) for c in family.at)  # not looked at


BENT = 1e-2


def smooth_ones(answer: CriticalAnswer) -> Iterator[tuple[float, ...]]:
    """Points of which it is said that f has no gradient, and where it seems to have one."""
    for family in answer.families:
        if family.part.differentiable is False:
            for at in members(family.part.family, answer.field.symbols):
                if not bend(answer.field, at) > BENT:
                    yield at


def left_out(answer: CriticalAnswer, grid: tuple[float, ...]) -> Iterator[tuple[float, ...]]:
    """Points of a grid at which f is bent, and that are none of those that are told."""
    places = [
        tuple(float(c) for c in each.place if not isinstance(c, Enclosed)) for each in answer.points
    ]
    for at in product(grid, repeat=len(answer.field.symbols)):
        try:
            bent = bend(answer.field, at)
        except OutsideRealsError:
            continue
        is_told = at in places or any(is_on(each.part.family, at) for each in answer.families)
        if bent > BENT and not is_told:
            yield at
