"""The loop: one step after the other, until there is a reason to stop."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from gradcli.calculus.descent.methods import Memory, solution, way_of
from gradcli.calculus.descent.path import (
    ENOUGH,
    FIRST_RATE,
    SHRINK,
    Blocked,
    Ending,
    Method,
    Move,
    Path,
    Plan,
    Real,
    RowsOnEdges,
    Stall,
    TooLarge,
    Trial,
    Vector,
    Visit,
    norm,
)
from gradcli.calculus.descent.surface import Seen, Surface, real_of
from gradcli.calculus.domain import verdict as verdicts

Pace: TypeAlias = Callable[[int, int], Ending | None]
"""Told how many steps were taken, of how many at most; says whether to end here, and why."""

WORKED: Final = 3
"""Steps of which every number is kept."""

_LONGEST_DECIMAL: Final = 15
_LONGEST_FRACTION: Final[int] = 10**40
_MOST_TRIALS: Final = 60
_MOST_RISES: Final = 10
_BEYOND: Final = 1e100
_GROWING: Final = 3  # steps, each longer than the one before, that lead beyond every bound
_FAR: Final = 1e6  # how far a run that is proved to diverge is followed
_ROUNDING: Final = 1e-12  # of the values that are compared
_SAME: Final = 1e-9  # points of a cycle that are nearer than this, relatively, are one


def no_pace(steps: int, total: int) -> None:
    """Nobody waits."""


class _Run:
    """One descent while it goes on."""

    __slots__ = (
        "_count_of_level",
        "_count_of_rises",
        "_float_rate",
        "_float_tolerance",
        "_growing",
        "_longest",
        "_mark",
        "_memory",
        "_plan",
        "_rises",
        "_surface",
        "_visits",
    )

    def __init__(self, surface: Surface, plan: Plan) -> None:
        self._surface = surface
        self._plan = plan
        # Floats and fractions together are slow.
        self._float_rate = None if plan.rate is None else float(plan.rate)
        self._float_tolerance = float(plan.tolerance)
        self._memory = Memory.empty(surface.size)
        self._visits: list[Visit] = []
        self._rises: list[int] = []
        self._count_of_rises = 0
        self._count_of_level = 0
        # Brent's search for a cycle keeps one point and compares all after it.
        self._mark: tuple[int, Vector, Memory] | None = None
        self._growing = 0
        self._longest = 0.0

    def end(
        self,
        ending: Ending,
        blocked: Blocked | None = None,
        *,
        period: int = 0,
        stall: Stall | None = None,
    ) -> Path:
        rises = tuple(self._rises)
        return Path(
            self._visits,
            ending,
            rises,
            self._count_of_rises,
            self._count_of_level,
            blocked,
            period,
            stall,
        )

    def path(self, start: Vector, pace: Pace, diverges: bool) -> Path:
        """The whole of it; `diverges` says that this is proved."""
        plan = self._plan
        at = self._kept_short(start)
        seen = self._seen(at)
        for count in range(plan.iterations + 1):
            if not isinstance(seen, Seen):
                return self._stopped(at, seen)
            ended = self._ended_at(at, seen, count)
            if ended is None and count == plan.iterations:
                ended = Ending.ITERATIONS
            if ended is None and diverges and self._is_far(at):
                ended = Ending.DIVERGES
            paced = pace(count, plan.iterations) if ended is None else None
            if ended is not None or paced is not None:
                self._visits.append(_visit(at, seen))
                stall = Stall.ROUNDING if ended is Ending.STALLED else None
                return self.end(ended or paced or Ending.LIMIT, stall=stall)
            back = self._came_back(count, at)
            if back is not None:
                self._visits.append(_visit(at, seen))
                if _are_apart([each.at for each in self._visits[-back:]]):
                    return self.end(Ending.CYCLE, period=back)
                return self.end(Ending.STALLED, stall=Stall.ROUNDING)
            moved = self._move(at, seen, count + 1)
            if isinstance(moved, Stall):
                self._visits.append(_visit(at, seen))
                return self.end(Ending.STALLED, stall=moved)
            after, move = moved
            if not all(map(math.isfinite, after)):
                self._visits.append(_visit(at, seen))
                return self._overflown()
            if not self._memory.is_finite:
                self._visits.append(_visit(at, seen))
                return self.end(Ending.LIMIT, TooLarge.SQUARE)
            self._visits.append(_visit(at, seen, move))
            if after == at:
                self._visits.append(_visit(at, seen))
                return self.end(Ending.STALLED, stall=Stall.ROUNDING)
            self._measure(at, after)
            before, seen, at = seen, self._seen(after), after
            if isinstance(seen, Seen):
                self._compare(before, seen, count + 1)
        raise AssertionError(plan)

    def _seen(self, at: Vector) -> Seen | Blocked:
        found = self._surface.at(at)
        if self._plan.subgradient and _is_kink(found):
            return self._surface.beyond(at) or found
        return found

    def _ended_at(self, at: Vector, seen: Seen, count: int) -> Ending | None:
        """Whether the gradient at a point ends the descent there."""
        if not any(seen.gradient):
            exact = not any(isinstance(each, float) for each in seen.gradient)
            if exact or seen.by_convention or self._surface.is_critical(at):
                return Ending.ZERO_GRADIENT
            return Ending.TOLERANCE if self._plan.tolerance else Ending.STALLED
        tolerance = self._float_tolerance
        if tolerance and norm(seen.gradient) <= tolerance:
            return Ending.TOLERANCE
        return None

    def _stopped(self, at: Vector, blocked: Blocked) -> Path:
        """At a point without a gradient."""
        match blocked:
            case TooLarge():
                return self._overflown(at)
            case verdicts.NotDifferentiable(value=value) | verdicts.Discontinuous(value=value):
                self._visits.append(Visit(at, real_of(value), None))
                return self.end(Ending.NOT_DIFFERENTIABLE, blocked)
            case verdicts.Undecided():
                self._visits.append(Visit(at, None, None))
                return self.end(Ending.NOT_DIFFERENTIABLE, blocked)
            case verdicts.OutsideDomain() | verdicts.Undefined():
                self._visits.append(Visit(at, None, None))
                return self.end(Ending.DOMAIN, blocked)
            case RowsOnEdges(outside=outside):
                there = self._surface.beyond(at) if _is_kink(blocked) else None
                self._visits.append(Visit(at, None if there is None else there.value, None))
                ending = Ending.DOMAIN if outside else Ending.NOT_DIFFERENTIABLE
                return self.end(ending, blocked)
            case verdicts.Smooth() | verdicts.Differentiable():
                raise AssertionError(blocked)
        assert_never(blocked)

    def _overflown(self, at: Vector | None = None) -> Path:
        """A number has become too large for a float: divergence, where it was on the way to it."""
        if at is not None and not self._visits:
            self._visits.append(Visit(at, None, None))
        grew = self._growing >= _GROWING
        return self.end(Ending.DIVERGES if grew else Ending.LIMIT, TooLarge.VALUE)

    def _is_far(self, at: Vector) -> bool:
        size = norm(at)
        return size > _FAR * max(1.0, norm(self._visits[0].at) if self._visits else size)

    def _measure(self, at: Vector, after: Vector) -> None:
        """How many steps on end were longer than the one before."""
        length = norm(tuple(_less(one, other) for one, other in zip(after, at, strict=True)))
        self._growing = self._growing + 1 if length > self._longest else 0
        self._longest = length

    def _came_back(self, count: int, at: Vector) -> int | None:
        """After how many steps a point came back, with all that is remembered."""
        if self._plan.method is Method.ADAM:  # each of its steps is of another rule
            return None
        mark = self._mark
        if mark is not None and mark[1] == at and mark[2] == self._memory:
            return count - mark[0]
        # The mark moves on at each power of two.
        if count & (count - 1) == 0:
            self._mark = (count, at, self._memory)
        return None

    def _move(self, at: Vector, seen: Seen, count: int) -> tuple[Vector, Move] | Stall:
        """The next point, and the step that leads to it."""
        plan = self._plan
        found = way_of(plan.method, seen.gradient, self._memory, count)
        way, parts = found.way, found.parts
        if plan.method is Method.NEWTON:
            matrix = self._surface.hessian(at)
            if matrix is None:
                return Stall.NO_SECOND
            solved = solution(matrix, seen.gradient)
            if solved is None:
                return Stall.SINGULAR
            way = solved
            parts = tuple(map(tuple, matrix)) if count <= WORKED else ()
        self._memory = found.memory
        if plan.rate is None:
            return self._backtracked(at, seen, way, parts)
        rate = self._float_rate if isinstance(at[0], float) else plan.rate
        assert rate is not None
        after = self._kept_short(_stepped(at, rate, way, plan.sign))
        if isinstance(after[0], float) and plan.method is not Method.PLAIN:
            self._memory = self._memory.in_floats()
        return after, Move(plan.rate, way, parts)

    def _backtracked(
        self, at: Vector, seen: Seen, way: Vector, parts: tuple[Vector, ...]
    ) -> tuple[Vector, Move] | Stall:
        """Half the rate until f has fallen enough (Armijo's condition)."""
        sign = self._plan.sign
        slope: Real = Fraction(0)
        for one, other in zip(seen.gradient, way, strict=True):
            slope = _sum(slope, _product(one, other))
        if self._plan.method is Method.NEWTON and not sign * slope > 0:
            return Stall.UPHILL
        rate: Real = FIRST_RATE
        trials: list[Trial] = []
        for _ in range(_MOST_TRIALS):
            if isinstance(at[0], float):
                rate = float(rate)
            after = self._kept_short(_stepped(at, rate, way, sign))
            if not all(map(math.isfinite, after)):
                rate = rate * SHRINK if isinstance(rate, Fraction) else rate / 2
                continue
            tried = self._surface.at(after)
            value = tried.value if isinstance(tried, Seen) else None
            enough = _product(_product(ENOUGH, rate), slope)
            bound = _less(seen.value, enough) if sign > 0 else _sum(seen.value, enough)
            accepted = value is not None and (value <= bound if sign > 0 else value >= bound)
            trials.append(Trial(rate, after, value, bound, accepted))
            if accepted:
                return after, Move(rate, way, parts, tuple(trials))
            rate = rate * SHRINK if isinstance(rate, Fraction) else rate / 2
        return Stall.NO_RATE

    def _kept_short(self, at: Vector) -> Vector:
        """The point as it is while its fractions are short, else in floats."""
        if not isinstance(at[0], float) and all(
            isinstance(each, Fraction) and self._is_short(each) for each in at
        ):
            return at
        try:
            return tuple(map(float, at))
        except OverflowError:
            return tuple(math.inf for _ in at)

    def _is_short(self, number: Fraction) -> bool:
        if self._plan.fractions:
            return max(abs(number.numerator), number.denominator) < _LONGEST_FRACTION
        return is_decimal(number)

    def _compare(self, before: Seen, after: Seen, step: int) -> None:
        """Whether f went the wrong way, or nowhere, by more than the rounding of floats."""
        rise = (
            _less(before.value, after.value)
            if self._plan.ascend
            else _less(after.value, before.value)
        )
        rounding = 0.0
        if isinstance(rise, float):
            rounding = _ROUNDING * max(abs(float(before.value)), abs(float(after.value)))
        if rise > rounding:
            self._count_of_rises += 1
            if len(self._rises) < _MOST_RISES:
                self._rises.append(step)
        elif rise >= -rounding:
            self._count_of_level += 1


def is_decimal(number: Fraction) -> bool:
    """Whether a fraction is a decimal of at most fifteen digits, which a float holds."""
    if abs(number.numerator) >= 10**_LONGEST_DECIMAL * number.denominator:
        return False
    return 10**_LONGEST_DECIMAL % number.denominator == 0 and (
        abs(number.numerator * (10**_LONGEST_DECIMAL // number.denominator))
        < 10 ** (2 * _LONGEST_DECIMAL)
        and len(_digits(number)) <= _LONGEST_DECIMAL
    )


def _digits(number: Fraction) -> str:
    """The significant decimal digits of a number with at most fifteen behind the point."""
    scaled = abs(number.numerator) * (10**_LONGEST_DECIMAL // number.denominator)
    return str(scaled).strip("0")


def _visit(at: Vector, seen: Seen, move: Move | None = None) -> Visit:
    return Visit(at, seen.value, seen.gradient, move, seen.by_convention)


def _is_kink(found: Seen | Blocked) -> bool:
    """Whether f has a value there and is continuous, so that there may be a subgradient."""
    if isinstance(found, RowsOnEdges):
        return not (found.outside or found.open)
    return isinstance(found, verdicts.NotDifferentiable) and found.continuous is True


def _less(one: Real, other: Real) -> Real:
    # Not by `isinstance(..., Fraction)`, which takes longer than the arithmetic.
    if isinstance(one, float) or isinstance(other, float):
        return float(one) - float(other)
    return one - other


def _sum(one: Real, other: Real) -> Real:
    if isinstance(one, float) or isinstance(other, float):
        return float(one) + float(other)
    return one + other


def _product(one: Real, other: Real) -> Real:
    if isinstance(one, float) or isinstance(other, float):
        return float(one) * float(other)
    return one * other


def _stepped(at: Vector, rate: Real, way: Vector, sign: int) -> Vector:
    """The point, less `rate` times the way; with sign -1 the sum of both."""
    signed = rate * sign
    try:
        return tuple(
            _less(one, _product(signed, other)) for one, other in zip(at, way, strict=True)
        )
    except OverflowError:
        return tuple(math.inf for _ in at)


def _are_apart(points: list[Vector]) -> bool:
    """Whether two points differ by more than rounding."""
    first = points[0]
    return any(
        abs(float(_less(one, other))) > _SAME * max(1.0, abs(float(one)))
        for point in points[1:]
        for one, other in zip(first, point, strict=True)
    )


def descend(
    surface: Surface,
    start: Vector,
    plan: Plan,
    pace: Pace = no_pace,
    *,
    diverges: bool = False,
) -> Path:
    """The descent from `start`; `diverges` says that it is proved to."""
    return _Run(surface, plan).path(start, pace, diverges)
