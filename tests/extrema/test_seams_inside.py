"""Points without a gradient where one bend stands in another: each of them has none, by numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from sympy import Expr, Symbol

import gradcli
from gradcli.calculus.answers.extrema.critical import CriticalAnswer
from gradcli.calculus.extrema.found import Enclosed, Family
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    context_of,
    evaluate,
    multiprecision,
)
from gradcli.field.scalar_field import ScalarField

# How many points of families are looked at, at least.
NESTED = {
    "||x| - y|": 10,
    "max(|x|, y)": 6,
    "|max(x, y) - 1|": 8,
    "sqrt(1 + |x - |y||)": 8,
    "|x y - |x||": 8,
    "max(x^2, |y|)": 8,
    "max(x, y, |x - y|)": 4,
    "| |x - y| - |x + y| |": 8,
    "|{y if x > 3, 2y otherwise} - x^2|": 6,
    "max({y if x > 3}, x^2)": 1,
    "{|y| if 1 < x < 2}": 1,
    "|x| max(y, |x|)": 4,
    "min(|x - 1|, |x + 1|) + y^2": 3,
    "|relu(x) - y|": 6,
    "|sign(x) y - 1|": 4,
    "|y - floor(2)x| + ||x| - 2|": 6,
}
PARAMETERS = (-3.7, -1.3, -0.45, 0.6, 1.4, 2.9, 4.3)
STEP = 1e-6
WAYS = ((1.0, 0.0), (0.0, 1.0), (0.6, 0.8), (0.8, -0.6))


def _members(family: Family, symbols: tuple[Symbol, ...]) -> Iterator[tuple[float, ...]]:
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


def _value(field: ScalarField, at: tuple[float, ...]) -> float:
    numbers = map(context_of(30).mpf, at)
    values = dict(zip(field.variables, numbers, strict=True))
    return float(evaluate(field.tree, values, multiprecision(30)))


def _bend(field: ScalarField, at: tuple[float, ...]) -> float:
    """By how much the slopes on both sides of a point differ, along the way on which it is most."""
    here = _value(field, at)
    gaps = []
    for way in WAYS:
        ahead = _value(field, tuple(c + STEP * w for c, w in zip(at, way, strict=True)))
        behind = _value(field, tuple(c - STEP * w for c, w in zip(at, way, strict=True)))
        gaps.append(abs(ahead - 2 * here + behind) / STEP)
    return max(gaps)


@pytest.mark.parametrize("text", NESTED)
def test_where_there_is_no_gradient_there_is_none(text: str) -> None:
    answer = gradcli.critical(text).answer
    assert isinstance(answer, CriticalAnswer)
    field = answer.field
    looked_at = 0
    for family in answer.families:
        if family.part.differentiable is not False:
            continue
        for at in _members(family.part.family, field.symbols):
            looked_at += 1
            assert _bend(field, at) > 1e-2, at
            if family.part.value is not None:
                assert math.isfinite(_value(field, at))
    assert looked_at >= NESTED[text]


@pytest.mark.parametrize("text", NESTED)
def test_where_pieces_meet_the_list_leaves_nothing_out(text: str) -> None:
    """On a grid of points no kink lies off the families and the points."""
    answer = gradcli.critical(text).answer
    assert isinstance(answer, CriticalAnswer)
    field = answer.field
    places = [
        tuple(float(c) for c in each.place if not isinstance(c, Enclosed)) for each in answer.points
    ]
    on = [each.part.family for each in answer.families]
    for at in product((-2.0, -1.0, 0.0, 1.0, 2.0, 4.0), repeat=2):
        try:
            bend = _bend(field, at)
        except OutsideRealsError:
            continue
        if not bend > 1e-2:
            continue
        assert at in places or any(_is_on(family, at) for family in on), at


def _is_on(family: Family, at: tuple[float, ...]) -> bool:
    """Whether a point is of a family of which one coordinate is the parameter."""
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
    return False
