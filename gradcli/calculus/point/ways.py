"""Ways to a point: rays and curves on which a function jumps, or is not what its partials say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final

import sympy
from sympy import Expr, Integer

from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.limits.expand import along_a_curve
from gradcli.calculus.limits.expansion import (
    Expansion,
    NoExpansionError,
    Obstruction,
    add,
    constant,
    negative,
)
from gradcli.calculus.limits.limits import (
    Neighbourhood,
    along,
    mirrored,
    same,
    side_of,
    straight,
)
from gradcli.calculus.limits.uniform_sign import directions
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.in_cells import limit_on, slope_along
from gradcli.calculus.point.seams import along_seams, many_directions, off_plane
from gradcli.calculus.point.sweeps import Sweep, weights

_REACH: Final = 4
_DIAGONALS: Final = 10
_MORE: Final = 8

Ways = tuple[tuple[Expr, ...], ...]
"""Directions."""


def jump(approaches: list[verdicts.Approach], value: Expr) -> verdicts.Approach | None:
    """A way to the point on which f does not tend to its value there."""
    for approach in approaches:
        match approach.limit:
            case verdicts.Infinite():
                return approach
            case verdicts.Finite(limit) if is_zero(limit - value) is False:
                return approach
            case verdicts.Swinging(_, first, second, _) if any(
                isinstance(each.limit, verdicts.Infinite)
                or (
                    isinstance(each.limit, verdicts.Finite)
                    and is_zero(each.limit.value - value) is False
                )
                for each in (first, second)
            ):
                return approach
    return None


def ways_to(near: Neighbourhood, special: Ways = ()) -> list[verdicts.Approach]:
    """What f tends to along some rays and curves; `special` are rays to be tried beside."""
    dimension = len(near.variables)
    rays = [
        limit_on(near, direction, straight(dimension))
        for direction in dict.fromkeys((*_plain_directions(dimension), *special))
    ]
    if dimension != 2:
        return rays
    return rays + [limit_on(near, coefficients, powers) for powers, coefficients in _curves(near)]


def _plain_directions(dimension: int) -> Ways:
    return tuple(islice(directions(dimension), 2 * dimension + _DIAGONALS))


def _curves(near: Neighbourhood) -> Iterator[tuple[tuple[int, ...], tuple[Expr, ...]]]:
    for powers in weights(near):
        for sense in (1, -1):
            yield powers, (Integer(1), Integer(sense))
        for coefficients in along_seams(near, powers):
            yield powers, coefficients


def counterexample(
    near: Neighbourhood,
    value: Expr,
    gradient: tuple[Expr, ...],
    sweeps: Sequence[Sweep],
    special: Ways = (),
) -> verdicts.NotLinear | verdicts.Curved | verdicts.EdgeOfDomain | verdicts.EdgeAlongCurve | None:
    """A direction, or a curve, on which grad . h does not describe f."""
    dimension = len(gradient)
    off = [
        direction
        for powers, found, _ in sweeps
        if powers == straight(dimension) and (direction := off_plane(found, gradient)) is not None
    ]
    if not any(powers == straight(dimension) and found.terms for powers, found, _ in sweeps):
        # Nothing to first order is known of all directions at once: a few more are looked at.
        off.extend(islice(many_directions(dimension), _MORE))
    for direction in dict.fromkeys((*_plain_directions(dimension), *special, *off)):
        rate = slope_along(near, value, direction)
        dot = sympy.Add(*(slope * w for slope, w in zip(gradient, direction, strict=True)))
        match rate:
            case verdicts.Finite(number) if is_zero(number - dot) is False:
                return verdicts.NotLinear(
                    direction, rate, dot, _other_side(near, value, direction, rate)
                )
            case verdicts.Infinite() | verdicts.Swinging():
                return verdicts.NotLinear(
                    direction, rate, dot, _other_side(near, value, direction, rate)
                )
            case verdicts.Nowhere():
                return verdicts.EdgeOfDomain(direction)
    if dimension != 2:
        return None
    swept = [powers for powers, _, _ in sweeps]
    ways = [(powers, (Integer(1), Integer(sense))) for powers in swept for sense in (1, -1)]
    for powers, coefficients in dict.fromkeys((*ways, *_curves(near))):
        reason = _fails_on_curve(near, value, gradient, powers, coefficients)
        if reason is not None:
            return reason
    return None


def _other_side(
    near: Neighbourhood, value: Expr, direction: tuple[Expr, ...], right: verdicts.Side
) -> verdicts.Side | None:
    """The slope from the left; None where it is the same as that from the right."""
    left = mirrored(slope_along(near, value, tuple(-w for w in direction)))
    if isinstance(right, verdicts.Finite):
        return None if same(left, right) else left
    return None if left == right else left


def _fails_on_curve(
    near: Neighbourhood,
    value: Expr,
    gradient: tuple[Expr, ...],
    powers: tuple[int, ...],
    coefficients: tuple[Expr, ...],
) -> verdicts.Curved | verdicts.EdgeAlongCurve | None:
    signs = along_a_curve(_REACH)
    try:
        found = along(near, coefficients, powers, past=Fraction(min(powers)))
    except NoExpansionError as error:
        if error.trouble is not Obstruction.NOWHERE:
            return None
        return verdicts.EdgeAlongCurve(verdicts.Approach(coefficients, powers, verdicts.Nowhere()))
    try:
        change = add(found, negative(constant(value)), signs)
        for slope, c, power in zip(gradient, coefficients, powers, strict=True):
            if slope != 0:
                change = add(change, Expansion(((Fraction(power), -slope * c),)), signs)
    except NoExpansionError:
        return None
    # On the curve |h| is t^min(powers) times something that tends to 1, or to |c| on a ray.
    ratio = side_of(change, Fraction(min(powers)), signs)
    match ratio:
        case verdicts.Finite(number) if number != 0:
            length = sympy.sqrt(
                sympy.Add(
                    *(c**2 for c, p in zip(coefficients, powers, strict=True) if p == min(powers))
                )
            )
            return verdicts.Curved(
                verdicts.Approach(coefficients, powers, verdicts.Finite(number / length))
            )
        case verdicts.Infinite():
            return verdicts.Curved(verdicts.Approach(coefficients, powers, ratio))
    return None
