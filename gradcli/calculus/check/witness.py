"""Whether numbers speak against what a verdict shows for a "no": a jump, a rate, a curve, an edge.

The tree as written is evaluated in 500 digits, or more where t^2 is added to a coordinate, at
t = 2^-200, 2^-400 and 2^-800 on the way that the verdict names, from the way alone, and what speaks
against it once more in eight times as many. What has settled there on something else refutes it:
what moves far less from the second to the third than before. A logarithm moves more, however small
the number before it, and however large the one beside it. Only ways are looked at whose points are
binary fractions: of others it is a matter of rounding whether y = 3x^2 holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import sympy
from sympy import Expr

from gradcli.calculus.check.depth import orders_of
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.domain.decide_jumps import decide_jumps
from gradcli.calculus.domain.refusal import RefusedError
from gradcli.calculus.numbers.numeric import OutsideRealsError, context_of, evaluate, multiprecision
from gradcli.calculus.numbers.orders import TIME
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.scalar_field import Point, ScalarField

_DIGITS: Final = 250  # for each power of t, and as many beside
_TIMES: Final = (1, 8)
_STEPS: Final = (200, 400, 800)
_SETTLED: Final = 2.0**-20  # of what it moved before
_ROUNDING: Final = 2.0**-700
_APART: Final = 1e-3

# Coordinates of the step at the time t.
_Way = Callable[[Any], Sequence[Any]]


def is_refuted(
    field: ScalarField, point: Point, verdict: verdicts.Discontinuous | verdicts.NotDifferentiable
) -> bool:
    """Whether numbers have settled on something else than the verdict's witness says."""
    if not all(map(_is_binary, (*point.coordinates, *_numbers_of(verdict)))):
        return False
    highest = _highest_power(verdict)
    try:
        # Where e^(x^4 y) - 1 is 0 to so many digits, more of them say what it is.
        return all(
            _Numbers(field, point, verdict.value, times * (1 + highest)).refute(verdict)
            for times in _TIMES
        )
    except (UnrealError, OutsideRealsError, OverflowError, ZeroDivisionError, RefusedError):
        # A number that cannot be worked out says nothing.
        return False


def _numbers_of(verdict: verdicts.Discontinuous | verdicts.NotDifferentiable) -> tuple[Expr, ...]:
    """The numbers of which the points of the way are made."""
    match verdict:
        case (
            verdicts.Discontinuous(approach=approach)
            | verdicts.NotDifferentiable(
                reason=verdicts.Curved(approach) | verdicts.EdgeAlongCurve(approach)
            )
        ):
            if approach.curve is None:
                return approach.coefficients
            polynomials = [at for at in approach.curve if at.is_polynomial(TIME)]
            if len(polynomials) < len(approach.curve):
                return (sympy.nan,)
            return tuple(c for at in polynomials for c in sympy.Poly(at, TIME).coeffs())
        case verdicts.NotDifferentiable(
            reason=verdicts.NotLinear(direction) | verdicts.EdgeOfDomain(direction)
        ):
            return direction
    return ()


def _highest_power(verdict: verdicts.Discontinuous | verdicts.NotDifferentiable) -> int:
    """The highest power of t in the points of the way."""
    match verdict:
        case (
            verdicts.Discontinuous(approach=approach)
            | verdicts.NotDifferentiable(
                reason=verdicts.Curved(approach) | verdicts.EdgeAlongCurve(approach)
            )
        ):
            polynomials = [at for at in approach.curve or () if at.is_polynomial(TIME)]
            degrees = [int(sympy.degree(at, TIME)) for at in polynomials if at.has(TIME)]
            return max((1, *approach.powers, *degrees))
    return 1


def _is_binary(number: Expr) -> bool:
    return bool(number.is_Rational and number.q & (number.q - 1) == 0)


class _Numbers:
    """f near the point, by numbers."""

    def __init__(self, field: ScalarField, point: Point, value: Expr, times: int) -> None:
        self._tree, self._variables = decide_jumps(field.tree), field.variables
        self._digits = _DIGITS * times
        # Beside 10^400 the last step is 640 digits away.
        largest = max(abs(self._number(each)) for each in (*point.coordinates, value))
        self._digits += int(max(0.0, orders_of(largest)))
        self._start = [self._number(entry) for entry in point.coordinates]
        self._value = self._number(value)

    def _number(self, constant: Expr) -> Any:
        return evaluate(from_sympy(constant), {}, multiprecision(self._digits))

    def refute(self, verdict: verdicts.Discontinuous | verdicts.NotDifferentiable) -> bool:
        """Whether they have settled on something else than is claimed."""
        match verdict:
            case verdicts.Discontinuous(approach=approach):
                return self._settles_elsewhere(self._curve(approach), approach.limit, _as_it_is)
            case verdicts.NotDifferentiable(reason=verdicts.NotLinear(direction, rate)):
                return self._settles_elsewhere(self._ray(direction), rate, self._per_time)
            case verdicts.NotDifferentiable(partials=partials, reason=verdicts.Curved(approach)):
                slopes = [
                    self._number(each.value)
                    for each in partials
                    if isinstance(each, verdicts.Exists)
                ]

                def left_over(there: Any, h: Sequence[Any], _: Any) -> Any:
                    along = sum(slope * step for slope, step in zip(slopes, h, strict=True))
                    length = context_of(self._digits).sqrt(sum(step * step for step in h))
                    return (there - self._value - along) / length

                return self._settles_elsewhere(self._curve(approach), approach.limit, left_over)
            case verdicts.NotDifferentiable(reason=verdicts.EdgeAlongCurve(approach)):
                return self._settles_elsewhere(self._curve(approach), verdicts.Nowhere(), _as_it_is)
            case verdicts.NotDifferentiable(reason=verdicts.EdgeOfDomain(direction)):
                return self._settles_elsewhere(self._ray(direction), verdicts.Nowhere(), _as_it_is)
            case verdicts.NotDifferentiable(partials=partials, reason=verdicts.PartialMissing()):
                return any(
                    self._settles_elsewhere(self._axis(place, sense), side, self._per_step(sense))
                    for place, each in enumerate(partials)
                    if isinstance(each, verdicts.OneSided)
                    for sense, side in ((1, each.right), (-1, each.left))
                )
        return False

    def _per_time(self, there: Any, _: Sequence[Any], t: Any) -> Any:
        return (there - self._value) / t

    def _per_step(self, sense: int) -> Callable[[Any, Sequence[Any], Any], Any]:
        return lambda there, _, t: (there - self._value) / (sense * t)

    def _axis(self, place: int, sense: int) -> _Way:
        return lambda t: [sense * t if i == place else t * 0 for i in range(len(self._start))]

    def _ray(self, direction: tuple[Expr, ...]) -> _Way:
        along = [self._number(w) for w in direction]
        return lambda t: [w * t for w in along]

    def _curve(self, approach: verdicts.Approach) -> _Way:
        if approach.curve is None:
            along = [self._number(c) for c in approach.coefficients]
            return lambda t: [c * t**p for c, p in zip(along, approach.powers, strict=True)]
        trees = [from_sympy(at) for at in approach.curve]
        arithmetic = multiprecision(self._digits)
        return lambda t: [
            evaluate(tree, {TIME.name: t}, arithmetic) - start
            for tree, start in zip(trees, self._start, strict=True)
        ]

    def _settles_elsewhere(
        self, way: _Way, claim: verdicts.Side, looked_at: Callable[[Any, Sequence[Any], Any], Any]
    ) -> bool:
        found: list[Any] = []
        for exponent in _STEPS:
            t = context_of(self._digits).mpf(2) ** -exponent
            h = list(way(t))
            at = [start + step for start, step in zip(self._start, h, strict=True)]
            values = dict(zip(self._variables, at, strict=True))
            try:
                there = evaluate(self._tree, values, multiprecision(self._digits))
            except OutsideRealsError:
                found.append(None)
                continue
            found.append(looked_at(there, h, t))
        values_of_it = [each for each in found if each is not None]
        match claim:
            case verdicts.Nowhere():
                return len(values_of_it) == len(_STEPS)
            case verdicts.Finite(limit) if len(values_of_it) == len(_STEPS):
                return _has_settled(values_of_it) and not _is_near(found[-1], self._number(limit))
            case verdicts.Infinite() if len(values_of_it) == len(_STEPS):
                return _has_settled(values_of_it)
            case verdicts.Finite() | verdicts.Infinite():
                return not values_of_it
        return False


def _as_it_is(there: Any, _: Sequence[Any], __: Any) -> Any:
    return there


def _has_settled(found: Sequence[Any]) -> bool:
    far, near, nearest = found
    before, after = abs(near - far), abs(nearest - near)
    return bool(after <= max(_SETTLED * before, _ROUNDING * max(map(abs, found))))


def _is_near(one: Any, other: Any) -> bool:
    return bool(abs(one - other) <= _APART * max(1, abs(one), abs(other)))
