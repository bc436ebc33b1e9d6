"""A point where no rule holds: limits along ways to it, and bounds around it, decide.

In one variable the two rays are the whole neighbourhood. In several a proof comes first: where f is
differentiable no way to the point need be tried.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Final, TypeVar, assert_never

import sympy
from sympy import Expr, Integer

from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.domain.decide_jumps import decide_jumps
from gradcli.calculus.domain.refusal import RefusedError
from gradcli.calculus.limits.expansion import (
    Expansion,
    Signs,
)
from gradcli.calculus.limits.limits import (
    Neighbourhood,
    mirrored,
    same,
    straight,
)
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.bounds.proof import exponent_by_a_bound
from gradcli.calculus.point.bounds.vanishing import has_values_around, vanishing
from gradcli.calculus.point.convexity import is_convex
from gradcli.calculus.point.in_cells import (
    Bounded,
    Open,
    failure_on_curves,
    in_cells,
    limit_on,
    slope_along,
)
from gradcli.calculus.point.quotients import left_over
from gradcli.calculus.point.seams import along_seams
from gradcli.calculus.point.sweeps import (
    exponent_of_rest,
    scalings,
    sweeps,
    tends_to,
)
from gradcli.calculus.point.ways import Ways, counterexample, jump, ways_to
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.substitution import with_values
from gradcli.field.to_sympy import symbol
from gradcli.frozen import replace

T = TypeVar("T")

_FIRST_REACH: Final = 2
_REACH: Final = 4


def near(field: ScalarField, point: Point) -> Neighbourhood:
    """The function near the point, its jumping constants decided: floor(tanh 1000) is 0."""
    try:
        tree = decide_jumps(field.tree)
    except RefusedError:
        tree = field.tree
    return Neighbourhood(tree, field.variables, point.coordinates)


def rate(near: Neighbourhood, value: Expr, direction: tuple[Expr, ...]) -> verdicts.PartialAtPoint:
    """The rate along a direction, by the limit that defines it."""
    right = slope_along(near, value, direction)
    left = mirrored(slope_along(near, value, tuple(-w for w in direction)))
    if isinstance(right, verdicts.Finite) and same(left, right):
        length = sympy.sqrt(sympy.Add(*(w**2 for w in direction)))
        return verdicts.Exists(right.value, right.value / length)
    if isinstance(left, verdicts.Unknown) and isinstance(right, verdicts.Unknown):
        return verdicts.Undecided(verdicts.Question.RATE, right.cause)
    if (
        isinstance(left, verdicts.Finite)
        and isinstance(right, verdicts.Finite)
        and same(left, right) is None
    ):
        return verdicts.Undecided(verdicts.Question.EQUAL_RATES, verdicts.Cause.EQUALITY)
    return verdicts.OneSided(left, right)


def _axis(dimension: int, index: int, sense: int = 1) -> tuple[Expr, ...]:
    return tuple(Integer(sense if i == index else 0) for i in range(dimension))


# One variable: the two rays are the whole neighbourhood.


def on_a_line(near: Neighbourhood, value: Expr, rough: verdicts.NonSmooth) -> verdicts.Verdict:
    """The verdict on a function of one variable, of which a piece is rough at the point."""
    partial = rate(near, value, (Integer(1),))
    approaches = [limit_on(near, (Integer(sense),), (1,)) for sense in (-1, 1)]
    way = jump(approaches, value)
    if way is not None:
        return verdicts.Discontinuous(value, (partial,), rough, way)
    match partial:
        case verdicts.Exists(slope):
            return verdicts.Differentiable(value, (slope,), rough)
        case verdicts.Undecided(cause=cause):
            return verdicts.Undecided(verdicts.Question.DIFFERENTIABLE, cause)
        case verdicts.OneSided(left, right):
            for sense, side in ((-1, left), (1, right)):
                if isinstance(side, verdicts.Nowhere):
                    edge = verdicts.EdgeOfDomain((Integer(sense),))
                    return verdicts.NotDifferentiable(value, (partial,), rough, edge, None)
            if not _is_certain(partial):
                return verdicts.Undecided(
                    verdicts.Question.DIFFERENTIABLE, verdicts.Cause.ONE_SIDED_LIMIT
                )
            # Where the change per step has a limit, the change tends to 0.
            continuous = (
                isinstance(left, verdicts.Finite) and isinstance(right, verdicts.Finite)
            ) or all(
                isinstance(at.limit, verdicts.Finite) and is_zero(at.limit.value - value) is True
                for at in approaches
            )
            return verdicts.NotDifferentiable(
                value,
                (partial,),
                rough,
                verdicts.PartialMissing(),
                continuous or None,
                convex_kink=isinstance(left, verdicts.Finite)
                and isinstance(right, verdicts.Finite)
                and is_convex(near.tree),
            )


# Several variables.


def in_space(
    near: Neighbourhood, value: Expr, rough: verdicts.NonSmooth, asked: Ways = ()
) -> verdicts.Verdict:
    """The verdict on a function of several variables, of which a piece is rough at the point."""
    dimension = len(near.variables)
    partials = tuple(rate(near, value, _axis(dimension, index)) for index in range(dimension))
    verdict = _in_space(near, value, rough, partials, asked)
    if not isinstance(verdict, verdicts.Undecided) or dimension == 2:
        return verdict
    return _in_planes(near, value, rough, partials) or verdict


def _in_space(
    near: Neighbourhood,
    value: Expr,
    rough: verdicts.NonSmooth,
    partials: tuple[verdicts.PartialAtPoint, ...],
    asked: Ways,
) -> verdicts.Verdict:
    dimension = len(near.variables)
    slopes = tuple(partial.value for partial in partials if isinstance(partial, verdicts.Exists))
    # A proof first: where f is differentiable no way to the point need be tried.
    swept = sweeps(near, (straight(dimension),), _FIRST_REACH)
    decided: Bounded | Open = Open(())
    if len(slopes) == dimension:
        for powers, found, signs in swept:
            exponent = exponent_of_rest(powers, found, value, slopes, signs)
            if exponent is not None:
                return verdicts.Differentiable(value, slopes, rough, exponent)
        by_hand = exponent_by_a_bound(near, value, slopes)
        if by_hand is not None:
            return verdicts.Differentiable(value, slopes, rough, by_hand)
        decided = in_cells(near, value, slopes)
        if isinstance(decided, Bounded):
            return verdicts.Differentiable(value, slopes, rough, decided.exponent)
    special = (*asked, *along_seams(near, straight(dimension)))
    continuous = any(tends_to(found, value, signs) for _, found, signs in swept) or None
    way = None if continuous else jump(ways_to(near, special), value)
    if way is not None:
        return verdicts.Discontinuous(value, partials, rough, way)
    for index, partial in enumerate(partials):
        if isinstance(partial, verdicts.OneSided):
            for sense, side in ((-1, partial.left), (1, partial.right)):
                if isinstance(side, verdicts.Nowhere):
                    edge = verdicts.EdgeOfDomain(_axis(dimension, index, sense))
                    return verdicts.NotDifferentiable(value, partials, rough, edge, None)
    if not continuous:
        swept = sweeps(near, scalings(near), _REACH)
        continuous = any(tends_to(found, value, signs) for _, found, signs in swept) or None
    if any(isinstance(partial, verdicts.OneSided) and _is_certain(partial) for partial in partials):
        return verdicts.NotDifferentiable(
            value, partials, rough, verdicts.PartialMissing(), continuous
        )
    if len(slopes) < dimension:
        return verdicts.Undecided(verdicts.Question.PARTIALS, verdicts.Cause.LIMIT_ALONG_AN_AXIS)
    for powers, found, signs in swept:
        exponent = exponent_of_rest(powers, found, value, slopes, signs)
        if exponent is not None:
            return verdicts.Differentiable(value, slopes, rough, exponent)
    reason = counterexample(near, value, slopes, swept, special)
    if reason is not None:
        return verdicts.NotDifferentiable(value, partials, rough, reason, continuous)
    assert isinstance(decided, Open)
    match failure_on_curves(near, value, slopes, decided):
        case verdicts.Approach() as way:
            return verdicts.Discontinuous(value, partials, rough, way)
        case verdicts.Curved() | verdicts.EdgeAlongCurve() as reason:
            return verdicts.NotDifferentiable(value, partials, rough, reason, continuous)
    factors = _factors_left_over(near, value, slopes)
    if factors and (decided.is_defined or has_values_around(near)):
        return verdicts.Differentiable(value, slopes, rough, factors=factors)
    return verdicts.Undecided(
        verdicts.Question.DIFFERENTIABLE, verdicts.Cause.NEITHER_PROOF_NOR_COUNTEREXAMPLE
    )


def _factors_left_over(
    near: Neighbourhood, value: Expr, slopes: tuple[Expr, ...]
) -> tuple[Expr, ...]:
    """What tends to 0 in what the partials leave over: a component of the step times that."""
    field = ScalarField.of_tree(near.tree, variables=near.variables)
    point = Point(tuple(map(from_sympy, near.point)), near.point)
    letters = tuple(f"h_{name}" for name in near.variables)
    rest = left_over(field, point, letters, value, slopes)
    found = None if rest is None else vanishing(rest, tuple(map(symbol, letters)))
    return () if found is None else tuple(factor for _, factor in found.factors)


def _in_planes(
    near: Neighbourhood,
    value: Expr,
    rough: verdicts.NonSmooth,
    partials: tuple[verdicts.PartialAtPoint, ...],
) -> verdicts.Discontinuous | verdicts.NotDifferentiable | None:
    """A "no" that is seen in a plane along two axes: a "yes" in space would be one in each."""
    dimension = len(near.variables)
    for kept in combinations(range(dimension), 2):
        put = {
            near.variables[place]: from_sympy(near.point[place])
            for place in range(dimension)
            if place not in kept
        }
        plane = Neighbourhood(
            with_values(near.tree, put),
            tuple(near.variables[place] for place in kept),
            tuple(near.point[place] for place in kept),
        )
        match in_space(plane, value, rough):
            case verdicts.Discontinuous(approach=approach):
                way = _lifted_way(approach, kept, near.point)
                return verdicts.Discontinuous(value, partials, rough, way)
            case verdicts.NotDifferentiable(reason=reason):
                lifted = _lifted(reason, kept, near.point)
                if lifted is not None:
                    return verdicts.NotDifferentiable(value, partials, rough, lifted, None)
    return None


def _lifted(
    reason: verdicts.Reason, kept: tuple[int, ...], point: tuple[Expr, ...]
) -> verdicts.Reason | None:
    """The reason in space; that a partial is missing is seen there without a plane."""
    match reason:
        case verdicts.PartialMissing():
            return None
        case verdicts.NotLinear(direction=direction) | verdicts.EdgeOfDomain(direction=direction):
            return replace(reason, direction=_placed(direction, kept, (Integer(0),) * len(point)))
        case verdicts.Curved(approach) | verdicts.EdgeAlongCurve(approach):
            return replace(reason, approach=_lifted_way(approach, kept, point))
    assert_never(reason)


def _lifted_way(
    approach: verdicts.Approach, kept: tuple[int, ...], point: tuple[Expr, ...]
) -> verdicts.Approach:
    count = len(point)
    curve = None if approach.curve is None else _placed(approach.curve, kept, point)
    return verdicts.Approach(
        _placed(approach.coefficients, kept, (Integer(0),) * count),
        _placed(approach.powers, kept, (1,) * count),
        approach.limit,
        curve,
    )


def _placed(entries: tuple[T, ...], kept: tuple[int, ...], rest: tuple[T, ...]) -> tuple[T, ...]:
    """The entries at the places that were kept, among the rest."""
    placed = list(rest)
    for place, entry in zip(kept, entries, strict=True):
        placed[place] = entry
    return tuple(placed)


def _is_certain(partial: verdicts.OneSided) -> bool:
    """Whether the two sides, as far as they are known, already rule a partial out."""
    sides = (partial.left, partial.right)
    return (
        any(isinstance(side, verdicts.Infinite | verdicts.Swinging) for side in sides)
        or same(*sides) is False
    )


# Holes: f has no value there, but may have a limit.


def at_hole(near: Neighbourhood, fault: verdicts.Fault) -> verdicts.Undefined:
    """What f tends to at a point where it has no value."""
    dimension = len(near.variables)
    if dimension == 1:
        approaches = [limit_on(near, (Integer(sense),), (1,)) for sense in (-1, 1)]
        left, right = (approach.limit for approach in approaches)
        if isinstance(right, verdicts.Finite) and same(left, right):
            partial = rate(near, right.value, (Integer(1),))
            match partial:
                case verdicts.Exists(slope):
                    filled = verdicts.Removable(right.value, (slope,), differentiable=True)
                case verdicts.OneSided() if _is_certain(partial):
                    filled = verdicts.Removable(right.value, None, differentiable=False)
                case _:
                    filled = verdicts.Removable(right.value, None, differentiable=None)
            return verdicts.Undefined(fault, filled, tuple(approaches))
        return verdicts.Undefined(fault, None, tuple(approaches))
    for powers, found, signs in sweeps(near, scalings(near), _REACH):
        limit = dict(found.terms).get(Fraction(0), Integer(0))
        if not limit.free_symbols and tends_to(found, limit, signs):
            return verdicts.Undefined(fault, _filled(near, powers, found, limit, signs))
    return verdicts.Undefined(fault, None, _parting(ways_to(near)))


def _filled(
    near: Neighbourhood, powers: tuple[int, ...], found: Expansion, value: Expr, signs: Signs
) -> verdicts.Removable:
    dimension = len(powers)
    partials = [rate(near, value, _axis(dimension, index)) for index in range(dimension)]
    if any(isinstance(partial, verdicts.OneSided) and _is_certain(partial) for partial in partials):
        return verdicts.Removable(value, None, differentiable=False)
    slopes = tuple(partial.value for partial in partials if isinstance(partial, verdicts.Exists))
    if len(slopes) < dimension:
        return verdicts.Removable(value, None, differentiable=None)
    if exponent_of_rest(powers, found, value, slopes, signs) is not None:
        return verdicts.Removable(value, slopes, differentiable=True)
    fails = counterexample(near, value, slopes, [(powers, found, signs)])
    return verdicts.Removable(value, None, differentiable=None if fails is None else False)


def _parting(approaches: list[verdicts.Approach]) -> tuple[verdicts.Approach, ...]:
    """Two ways on which f behaves differently, or one on which it grows without bound."""
    known = [
        at for at in approaches if not isinstance(at.limit, (verdicts.Unknown, verdicts.Nowhere))
    ]
    for first, second in combinations(known, 2):
        if isinstance(first.limit, verdicts.Infinite) and first.limit == second.limit:
            continue
        if same(first.limit, second.limit) is False:
            return first, second
    return tuple(at for at in known if isinstance(at.limit, verdicts.Infinite))[:1]
