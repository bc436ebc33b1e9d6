"""Ways to a point along the seams of a function, and between them.

A condition such as y > 3x changes on a line through the point, one such as y = x^2 on a curve. Two
directions that everybody would try first tell nothing of what happens there: so the first
coefficient of (left - right) along (c_1 t^p_1, ..., c_n t^p_n) is set to 0, and solved for c.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, combinations, islice, pairwise
from typing import Final

import sympy
from sympy import Expr, Integer, Rational

from gradcli.calculus.limits.expand import expand
from gradcli.calculus.limits.expansion import Expansion, NoExpansionError
from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.calculus.limits.uniform_sign import directions, in_all_directions, letters
from gradcli.calculus.numbers.factoring import factors_of
from gradcli.field import expression as ex

_REACH: Final = 4
_MOST_CONDITIONS: Final = 8
_MOST_WAYS: Final = 16
_MOST_TRIED: Final = 80


def along_seams(near: Neighbourhood, powers: tuple[int, ...]) -> tuple[tuple[Expr, ...], ...]:
    """The coefficients of curves along the seams, and of others between them, each both ways."""
    dimension = len(near.variables)
    found: dict[tuple[Expr, ...], None] = {}
    for form in islice(_first_coefficients(near, powers), _MOST_CONDITIONS):
        for one, other in combinations(range(dimension), 2):
            pairs = list(_pairs(form, one, other, dimension))
            if not any(here != 0 != there for here, there in pairs):
                # Of 2x = y^3 one sees x = 1/2 at y = 1, and not y where x is 1.
                turned = _pairs(form, other, one, dimension)
                pairs.extend((here, there) for there, here in turned)
            for here, there in pairs:
                way = [Integer(0)] * dimension
                way[one], way[other] = here, there
                found[tuple(way)] = None
    return tuple(islice(found, _MOST_WAYS))


def _first_coefficients(near: Neighbourhood, powers: tuple[int, ...]) -> Iterator[Expr]:
    names = letters(len(near.variables))
    signs = in_all_directions(names, _REACH, plain=False)
    for node in _differences(near.tree):
        try:
            found = expand(node, near.variables, near.point, names, powers, signs)
        except NoExpansionError:
            continue
        if found.terms and found.terms[0][1].is_polynomial(*names):
            yield found.terms[0][1]


def _differences(tree: ex.Node) -> Iterator[ex.Node]:
    for node in ex.postorder(tree):
        if isinstance(node, ex.Piecewise):
            for branch in node.branches:
                if branch.condition is not None:
                    yield from _compared(branch.condition)


def _compared(condition: ex.Condition) -> Iterator[ex.Node]:
    match condition:
        case ex.Comparison(left, _, right):
            yield ex.Sum((left, ex.Negative(right)))
        case ex.Every(parts) | ex.Some(parts):
            for part in parts:
                yield from _compared(part)


def _pairs(form: Expr, one: int, other: int, dimension: int) -> Iterator[tuple[Expr, Expr]]:
    """Values of two of the letters, the rest 0, at which the form is 0, and some between these."""
    names = letters(dimension)
    rest = {name: Integer(0) for place, name in enumerate(names) if place not in (one, other)}
    plane = form.xreplace(rest)
    for sense in (Integer(1), Integer(-1)):
        line = plane.xreplace({names[one]: sense})
        if not line.has(names[other]):
            continue
        roots = [root for root in _real_roots(line, names[other]) if root != 0]
        yield from ((sense, root) for root in roots)
        steps = sorted(Fraction(float(root)).limit_denominator(1000) for root in roots)
        for low, high in pairwise(sorted({Fraction(0), *steps})):
            middle = (low + high) / 2
            yield sense, Rational(middle.numerator, middle.denominator)
    if plane.xreplace({names[one]: Integer(0)}) == 0:
        yield from ((Integer(0), Integer(sense)) for sense in (1, -1))


def _real_roots(line: Expr, letter: Expr) -> list[Expr]:
    """The real roots that are rational or of degree 2."""
    found: list[Expr] = []
    for factor, _ in factors_of(line, letter)[1]:
        if sympy.degree(factor, letter) <= 2:
            found.extend(root for root in sympy.roots(factor, letter) if root.is_real)
    return found


def off_plane(found: Expansion, gradient: Sequence[Expr]) -> tuple[Expr, ...] | None:
    """A direction in which the first-order term of a sweep is not grad . direction."""
    names = letters(len(gradient))
    rest = dict(found.terms).get(Fraction(1), Integer(0))
    rest -= sympy.Add(*(slope * name for slope, name in zip(gradient, names, strict=True)))
    for direction in chain(directions(len(gradient)), many_directions(len(gradient))):
        value = rest.xreplace(dict(zip(names, direction, strict=True)))
        if value.is_Rational and value != 0:
            return direction
    return None


def many_directions(dimension: int) -> Iterator[tuple[Expr, ...]]:
    """Directions with whole components of all ratios."""
    for turn in range(1, _MOST_TRIED if dimension > 1 else 0):
        yield tuple(
            Integer((turn * (place + 1) ** 2 + place * 7) % 23 - 11 or 5)
            for place in range(dimension)
        )
