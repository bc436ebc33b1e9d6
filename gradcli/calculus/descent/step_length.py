"""How long a step against the gradient may be: what the slope predicts, and what f really does.

The rate at P is that of the first moment; for the step to P - eta grad f(P) it predicts that f
falls by eta |grad f(P)|^2. A step is short enough where f falls by at least half of that (the
condition of Armijo and Goldstein; of a quadratic with curvature L along the gradient it says
eta <= 1/L, and from 2/L on f rises).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import sympy
from sympy import Expr

from gradcli.calculus.domain.decide_jumps import jumps
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    context_of,
    evaluate,
    multiprecision,
)
from gradcli.field.expression import postorder
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

ENOUGH: Final = 0.5
"""Which part of the predicted fall is enough."""

_DIGITS: Final = (100, 150)
_SAME: Final = 1e-12  # what a number of the one may differ from that of the other
_NEAR: Final = 20  # a step of the length 10^-20, on which the bending of f is seen
_DOWN: Final = 40  # halvings at most, to the first step that is short enough
_WITHOUT_BENDING: Final = -2
_UP: Final = 12  # doublings at most, to the first one that is not
_LARGEST: Final = 400  # parts of a formula that is evaluated so often
_STRAIGHT: Final = 1e-12  # bending by less is none that so many digits show
_OUTSIDE: Final = (OutsideRealsError, ZeroDivisionError)


@dataclass(frozen=True, slots=True, eq=False)
class StepTried:
    """A rate eta = 2^k, and by how much f changes with it; None where f has no value there.

    `predicted` is the change that the slope at P predicts.
    """

    rate: Expr
    predicted: float
    change: float | None
    share: float | None

    @property
    def is_short_enough(self) -> bool:
        """Whether f falls by at least half of what the slope predicts."""
        return self.share is not None and self.share >= ENOUGH


@dataclass(frozen=True, slots=True, eq=False)
class StepLengths:
    """Rates, the longest first, each half of the one before it; the last ones are short enough.

    `is_bounded` says whether a rate was found that is too long; without one they are the
    shortest and the longest one that were tried.
    """

    rows: tuple[StepTried, ...]
    is_bounded: bool


def step_lengths(field: ScalarField, point: Point, slopes: Sequence[Expr]) -> StepLengths | None:
    """What rates around the longest that is short enough do; None where that is not worked out.

    `slopes` are the partials at the point, which are not all 0. Functions that jump are left out:
    on which side of a jump a point lies is not decided by digits.
    """
    order = list(postorder(field.tree))
    if field.held or len(order) > _LARGEST or any(map(jumps, order)):
        return None
    try:
        tries = _Tries(field, point, slopes)
        return tries.around(tries.first())
    except (*_OUTSIDE, OverflowError, UnrealError):
        return None


class _Tries:
    """The walk from P against the gradient, in two precisions, which must agree."""

    __slots__ = ("_field", "_found", "_starts")

    def __init__(self, field: ScalarField, point: Point, slopes: Sequence[Expr]) -> None:
        self._field = field
        self._found: dict[int, StepTried] = {}
        self._starts = [_Start(field, point, slopes, digits) for digits in _DIGITS]

    def first(self) -> int:
        """The exponent of a rate a little shorter than the curvature along the gradient allows."""
        start = self._starts[0]
        near = start.real.mpf(10) ** -_NEAR / start.real.sqrt(start.fall)
        bends = 2 * (1 - start.share(self._field, near)[1]) / near
        if bends <= _STRAIGHT:
            return _WITHOUT_BENDING
        return math.floor(-float(start.real.log(bends, 2))) - 1

    def around(self, first: int) -> StepLengths | None:
        """From a short step up to the first that is too long, and that one doubled."""
        shortest = first
        while not self.at(shortest).is_short_enough:
            shortest -= 1
            if shortest < first - _DOWN:
                return None
        longest = shortest
        while self.at(longest).is_short_enough:
            longest += 1
            if longest > shortest + _UP:
                return StepLengths((self.at(longest - 1), self.at(shortest)), is_bounded=False)
        rows = tuple(map(self.at, (longest, longest - 1, longest - 2)))
        # Far away f may do anything: a step that is short enough again would teach nothing.
        longer = self.at(longest + 1)
        return StepLengths(rows if longer.is_short_enough else (longer, *rows), is_bounded=True)

    def at(self, exponent: int) -> StepTried:
        """The step with eta = 2^exponent."""
        if exponent not in self._found:
            self._found[exponent] = self._tried(exponent)
        return self._found[exponent]

    def _tried(self, exponent: int) -> StepTried:
        # Not 2^exponent, for which SymPy's core would load more.
        rate = sympy.Rational(2 ** max(exponent, 0), 2 ** max(-exponent, 0))
        predicted = -float(self._starts[0].fall * self._starts[0].real.mpf(2) ** exponent)
        told: list[tuple[float, float]] = []
        for start in self._starts:
            try:
                change, share = start.share(self._field, start.real.mpf(2) ** exponent)
                told.append((float(change), float(share)))
            except _OUTSIDE:
                return StepTried(rate, predicted, None, None)
        (change, share), (again, _) = told
        if not (math.isfinite(change + predicted) and abs(change - again) <= _SAME * abs(again)):
            raise OverflowError  # or too many digits cancel
        return StepTried(rate, predicted, change, share)


class _Start:
    """The point, f there and its gradient, in so many digits."""

    __slots__ = ("arithmetic", "at", "fall", "names", "real", "slopes", "value")

    def __init__(
        self, field: ScalarField, point: Point, slopes: Sequence[Expr], digits: int
    ) -> None:
        self.real: Any = context_of(digits)
        self.arithmetic = multiprecision(digits)
        self.names = field.variables
        self.at = [self._number(each) for each in point.coordinates]
        self.slopes = [self._number(each) for each in slopes]
        self.fall = sum(slope * slope for slope in self.slopes)
        self.value = self._value(field, self.at)

    def share(self, field: ScalarField, rate: Any) -> tuple[Any, Any]:
        """By how much f changes for a rate, and which part of the predicted fall that is."""
        moved = [here - rate * slope for here, slope in zip(self.at, self.slopes, strict=True)]
        change = self._value(field, moved) - self.value
        return change, -change / (rate * self.fall)

    def _number(self, constant: Expr) -> Any:
        return evaluate(from_sympy(constant), {}, self.arithmetic)

    def _value(self, field: ScalarField, at: Sequence[Any]) -> Any:
        return evaluate(field.tree, dict(zip(self.names, at, strict=True)), self.arithmetic)
