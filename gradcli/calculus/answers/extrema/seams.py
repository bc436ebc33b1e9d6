"""What a point is at which pieces meet, on a curve or a surface: by the slopes of f that leave it.

The constraint goes on in a piece where the conditions of this are about to hold: along one sense
of a curve, or in a cone of the tangent plane of a surface. Where f rises along all of a closed cone
but its tip, it has a strict minimum there: its slopes are continuous up to the edge. Along the edge
of a half plane the slope may be zero: then f rises near the point where it rises into the piece
and, to second order, along the edge. A slope that is zero elsewhere decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.answers.extrema.strata import Stratum, lies_beside
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.numbers.determinants import by_cramer, determinant
from gradcli.calculus.numbers.put_in import put_in
from gradcli.calculus.point.critical import CriticalKind, classify
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.frozen import dataclass

_SIGNED: Final = (Sign.POSITIVE, Sign.NEGATIVE)
_BOTH: Final = frozenset(_SIGNED)
_OPEN: Final = frozenset((Sign.UNDECIDED,))

At = Mapping[Symbol, Expr]
Way = tuple[Expr, ...]


class _OpenError(Exception):
    """A sign that is needed is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class _Leaving:
    """A piece beside the point: its slopes, those of its conditions, and the tangents.

    A condition is turned so that it holds where it is above 0.
    """

    piece: Stratum
    at: At
    slopes: Sequence[Expr]
    normals: Sequence[Sequence[Expr]]
    turns: Sequence[Sequence[Expr]]
    ways: Sequence[Sequence[Expr]]


def kind_where_pieces_meet(among: Sequence[Stratum], at: At, value: Expr) -> CriticalKind:
    """Whether f rises in all pieces beside the point, falls in all, or does both."""
    signs: set[Sign] = set()
    try:
        for each in among:
            leaving = _leaving(each, at, value)
            if leaving is not None:
                signs |= _signs(leaving)
    except _OpenError:
        return CriticalKind.NOT_DECIDED
    if signs >= _BOTH:
        return CriticalKind.NEITHER
    if signs == {Sign.POSITIVE}:
        return CriticalKind.MINIMUM
    return CriticalKind.MAXIMUM if signs == {Sign.NEGATIVE} else CriticalKind.NOT_DECIDED


def _leaving(each: Stratum, at: At, value: Expr) -> _Leaving | None:
    """None where that piece of the constraints does not come here."""
    known = dict(at)
    partials = each.slopes
    if partials is None:
        raise _OpenError
    rows = [[put_in(slope, known) for slope in row] for row in partials]
    levels = [is_zero(put_in(level, known)) for level in each.levels]
    if False in levels:
        return None
    same = is_zero(put_in(each.whole.field.expression, known) - value)
    if (
        None in (lies_beside(at, each), *levels)
        or same is not True
        or any(s.has(*UNREAL) for row in rows for s in row)
    ):
        raise _OpenError
    pivots = next((k for k, minor in minors(rows[1:]).items() if is_zero(minor) is False), None)
    if pivots is None:
        raise _OpenError
    turns = [
        [(1 if w.relation in (">", ">=") else -1) * w.formula.diff(v).xreplace(known) for v in at]
        for w in each.where
        if is_zero(w.formula.xreplace(known)) is True
    ]
    return _Leaving(each, at, rows[0], rows[1:], turns, tangents(rows[1:], pivots, sympy.Integer))


def _signs(leaving: _Leaving) -> frozenset[Sign]:
    """How f changes from the point into the piece; with UNDECIDED where that is not all."""
    ways = leaving.ways
    slope = tuple(_slope_along(leaving.slopes, way) for way in ways)
    cone = [tuple(_slope_along(turn, way) for way in ways) for turn in leaving.turns]
    if any(all(is_zero(entry) is not False for entry in turn) for turn in cone):
        raise _OpenError  # the seam touches the constraint
    if not cone:
        return _without_edge(leaving, slope)
    match len(ways):
        case 1:
            senses = [(sympy.Integer(1),), (sympy.Integer(-1),)]
            inside = [way for way in senses if _holds(cone, way, strictly=True)]
            return frozenset(_first(leaving, slope, way) for way in inside)
        case 2:
            return _in_a_plane(leaving, slope, cone)
        case _:
            return _OPEN


def _in_a_plane(leaving: _Leaving, slope: Way, cone: Sequence[Way]) -> frozenset[Sign]:
    rays: list[Way] = []
    for a, b in cone:
        for ray in ((-b, a), (b, -a)):
            if _holds(cone, ray) and not any(_is_along(ray, other) for other in rays):
                rays.append(ray)
    match rays:
        case []:
            return frozenset()  # no direction leads into the piece
        case [one, other] if _sign(_cross(one, other)) is not Sign.ZERO:
            middle = (one[0] + other[0], one[1] + other[1])
            if not _holds(cone, middle, strictly=True):
                raise _OpenError
            found = {_sign(_dot(slope, ray)) for ray in rays}
            return frozenset(Sign.UNDECIDED if each is Sign.ZERO else each for each in found)
        case [one, _]:
            inwards = cone[0]
            if not _holds(cone, inwards, strictly=True):
                return frozenset()  # two half planes with a line in common
            along = _sign(_dot(slope, one))
            if along is not Sign.ZERO:
                return _BOTH
            into = _sign(_dot(slope, inwards))
            edge = _along_the_edge(leaving, one)
            return frozenset(Sign.UNDECIDED if e is Sign.ZERO else e for e in (into, edge))
        case _:
            raise _OpenError


def _without_edge(leaving: _Leaving, slope: Way) -> frozenset[Sign]:
    """The whole neighbourhood is of this piece."""
    if any(_sign(each) is not Sign.ZERO for each in slope):
        return _BOTH
    form = _restricted(leaving, leaving.normals, leaving.ways, [])
    match None if form is None else classify(form).kind:
        case CriticalKind.MINIMUM:
            return frozenset((Sign.POSITIVE,))
        case CriticalKind.MAXIMUM:
            return frozenset((Sign.NEGATIVE,))
        case CriticalKind.SADDLE | CriticalKind.NEITHER:
            return _BOTH
        case CriticalKind.NOT_DECIDED | None:
            return _OPEN


def _first(leaving: _Leaving, slope: Way, way: Way) -> Sign:
    """Along one sense of a curve: the slope has the sign, or where that is 0 the second one."""
    own = _sign(_dot(slope, way))
    if own is not Sign.ZERO:
        return own
    form = _restricted(leaving, leaving.normals, leaving.ways, [])
    second = Sign.ZERO if form is None else _sign(form[0][0])
    return Sign.UNDECIDED if second is Sign.ZERO else second


def _along_the_edge(leaving: _Leaving, ray: Way) -> Sign:
    """The second derivative of f along the edge of the piece, of which the conditions are zero."""
    way = [
        sympy.expand(sum(share * each[k] for share, each in zip(ray, leaving.ways, strict=True)))
        for k in range(len(leaving.slopes))
    ]
    known = dict(leaving.at)
    edge = next(
        w.formula for w in leaving.piece.where if is_zero(w.formula.xreplace(known)) is True
    )
    slopes = [edge.diff(v).xreplace(known) for v in known]
    form = _restricted(leaving, [*leaving.normals, slopes], [way], [edge])
    return Sign.ZERO if form is None else _sign(form[0][0])


def _restricted(
    leaving: _Leaving,
    rows: Sequence[Sequence[Expr]],
    ways: Sequence[Sequence[Expr]],
    edges: Sequence[Expr],
) -> list[list[Expr]] | None:
    """The second partials less those of each constraint and edge times its multiplier, along ways.

    None where the gradients of these are dependent.
    """
    pivots = next((k for k, minor in minors(rows).items() if is_zero(minor) is False), None)
    if pivots is None:
        return None
    turned = [[row[k] for row in rows] for k in pivots]
    multipliers = by_cramer(turned, [leaving.slopes[k] for k in pivots])
    names, known = tuple(leaving.at), dict(leaving.at)
    partials = leaving.piece.slopes
    assert partials is not None
    second = second_partials(partials, names, multipliers[: len(leaving.normals)], known)
    for edge, multiplier in zip(edges, multipliers[len(leaving.normals) :], strict=True):
        for i, one in enumerate(names):
            for j, other in enumerate(names):
                second[i][j] -= multiplier * edge.diff(one, other).xreplace(known)
    return [[sympy.expand(entry) for entry in row] for row in along_ways(second, ways)]


def _holds(cone: Sequence[Way], way: Way, *, strictly: bool = False) -> bool:
    signs = [_sign(_dot(turn, way)) for turn in cone]
    return all(each is Sign.POSITIVE or (each is Sign.ZERO and not strictly) for each in signs)


def _is_along(one: Way, other: Way) -> bool:
    return _sign(_cross(one, other)) is Sign.ZERO and _sign(_dot(one, other)) is Sign.POSITIVE


def _cross(one: Way, other: Way) -> Expr:
    return one[0] * other[1] - one[1] * other[0]


def _dot(one: Sequence[Expr], other: Sequence[Expr]) -> Expr:
    return sum((a * b for a, b in zip(one, other, strict=True)), start=sympy.Integer(0))


def _sign(number: Expr) -> Sign:
    found = sign_of(sympy.expand(number))
    if found is Sign.UNDECIDED:
        raise _OpenError
    return found


def _slope_along(slopes: Sequence[Expr], way: Sequence[Expr]) -> Expr:
    return sympy.expand(sum(a * b for a, b in zip(slopes, way, strict=True)))


def minors(rows: Sequence[Sequence[Any]]) -> dict[tuple[int, ...], Any]:
    """The determinants of as many columns as there are rows, by the columns."""
    chosen = combinations(range(len(rows[0])), len(rows))
    return {columns: determinant([[row[k] for k in columns] for row in rows]) for columns in chosen}


def second_partials(
    partials: Sequence[Sequence[Expr]],
    variables: Sequence[Symbol],
    multipliers: Sequence[Expr],
    at: dict[Expr, Expr],
) -> list[list[Expr]]:
    """The second partials of f less those of each g times its multiplier, from the first ones."""
    slopes, *normals = partials
    rows = []
    for place, slope in enumerate(slopes):
        own = [
            multiplier * normal[place]
            for multiplier, normal in zip(multipliers, normals, strict=True)
        ]
        rows.append(
            [(slope.diff(v) - sum(each.diff(v) for each in own)).xreplace(at) for v in variables]
        )
    return rows


def tangents(
    rows: Sequence[Sequence[Any]], pivots: Sequence[int], number: Callable[[int], Any]
) -> list[list[Any]]:
    """A basis of the directions at right angles to all rows: one for each column but the pivots.

    It has a 1 in that column, and what this brings is taken back by the pivots.
    """
    square = [[row[k] for k in pivots] for row in rows]
    ways: list[list[Any]] = []
    for free in range(len(rows[0])):
        if free in pivots:
            continue
        taken = by_cramer(square, [-row[free] for row in rows])
        way = [number(int(k == free)) for k in range(len(rows[0]))]
        for place, each in zip(pivots, taken, strict=True):
            way[place] = each
        ways.append(way)
    return ways


def along_ways(second: Sequence[Sequence[Any]], ways: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """A matrix of second partials along some directions."""
    return [
        [
            sum(a * second[i][j] * b for i, a in enumerate(one) for j, b in enumerate(other))
            for other in ways
        ]
        for one in ways
    ]
