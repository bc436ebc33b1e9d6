"""Is the derivation right? Its result against a computation that used none of its rules.

At random points, with random rates of the variables, the rate of f (as typed) is carried along in
dual numbers and compared with what the partials say it is: the sum of each partial times the rate
of its variable. One wrong partial, anywhere, shows at the first point. Floats settle the usual
case; where they disagree, a hundred digits decide.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Final

from gradcli.calculus.domain.decide_jumps import decide_jumps, jumps
from gradcli.calculus.numbers.duals import (
    FLOATS,
    Dual,
    OutsideError,
    Primitives,
    Real,
    Walk,
    dual_roots,
    dual_values,
    multiprecision,
)
from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    context_of,
    evaluate,
    exact_fraction,
    holds,
)
from gradcli.calculus.numbers.numeric import multiprecision as digits_of
from gradcli.field.expression import (
    Call,
    Node,
    Piecewise,
    Variable,
    operands,
    operands_of_condition,
)
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass

POINTS: Final = 3
_ATTEMPTS: Final = 120
# Boxes from which points are drawn, in turn: where most functions live, and then further out.
_RANGES: Final = (
    (0.2, 1.8),
    (-1.8, -0.2),
    (-1.5, 1.5),
    (1.1, 4.0),
    (-0.95, 0.95),
    (-6.0, 6.0),
    (5.0, 60.0),
)
# Where none of them has a point: asin(40x) has values near 0 alone, acos(x + y + 7) left of it.
_ELSEWHERE: Final = ((-0.05, 0.05), (-6.0, -0.2), (-60.0, -5.0), (40.0, 900.0))
_THIN, _THINNEST = 1e-3, 1e-15  # of a box about a step at 0
_ENOUGH: Final = 1e-9
# A number of a hundred digits tells nothing of tan(10^120 pi/7): what more digits move is noise.
_DIGITS: Final = (100, 400, 1600)
_UNMOVED: Final = 1e-9
_ENOUGH_IN_DIGITS: Final = 1e-30
# What more digits move, and is less than this: an exact 0, tan(pi) times something, as rounded.
_NOTHING: Final = 10 ** (_DIGITS[-1] * 4 // 5)  # so many times it is less than 1

_IN_REGIONS: Final = frozenset({"abs", "max", "min", "sign", "step", "floor", "ceil", "round"})


class Outcome(Enum):
    """What the comparison said."""

    PASSED = "passed"
    FAILED = "failed"
    NO_POINT = "no point"  # nowhere found where f has a value and a rate
    SILENT = "silent"  # somewhere f has a rate, and the derivative as given no value


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on a derivation: at how many points it was compared, and how many digits agreed.

    `where` is the point of disagreement, or of silence, when there is one.
    """

    outcome: Outcome
    points: int
    digits: int
    where: Mapping[str, float] | None = None

    @property
    def passed(self) -> bool:
        """Whether the derivation was confirmed."""
        return self.outcome is Outcome.PASSED


class _SilentError(ArithmeticError):
    """The function has a rate here, and the derivative as given has no value."""


def _walk(*trees: Node) -> Walk:
    """The walk over trees for calculating with numbers."""
    walk = Walk.over(*trees)
    return Walk.over(*map(decide_jumps, trees)) if any(map(jumps, walk.order)) else walk


def verify(
    field: ScalarField, partials: Sequence[tuple[str, Node]], *, seed: int = 20260101
) -> Check:
    """Compare partial derivatives with the rates that dual numbers give.

    `partials` are pairs of a variable and the tree of the derivative by it. The points are drawn
    from `seed`, so that an answer says the same thing each time.
    """
    whole = _walk(field.tree)
    names = [name for name, _ in partials]
    derivatives = _walk(*(derivative for _, derivative in partials))
    # Of a function in pieces, points are drawn from all boxes: a piece may have lost its region.
    wanted = len(_RANGES) * 2 if any(map(_has_regions, whole.order)) else 0
    ranges = (*_near_steps(whole), *_RANGES)
    elsewhere = (*_ELSEWHERE, *ranges)
    draw = random.Random(seed)
    points = 0
    digits = 15
    met: list[tuple[float, float]] = []
    all_seen = max(len(ranges), wanted)
    for attempt in range(_ATTEMPTS):
        if attempt >= all_seen:
            # From here on where the function was met.
            ranges = tuple(dict.fromkeys(met)) or elsewhere
        low, high = box = ranges[attempt % len(ranges)]
        at = {name: draw.uniform(low, high) for name in field.letters}
        rates = {name: draw.uniform(0.5, 1.5) for name in names}
        try:
            error = _error_at(whole, derivatives, at, rates)
            still = _of_what_stands_still(derivatives, at, rates) if len(names) > 1 else {}
            if error is not None and still:
                alone = _error_at(whole, derivatives, at, still)
                error = None if alone is None else max(error, alone)
        except _SilentError:
            if _have_values(derivatives, at):
                continue
            return Check(Outcome.SILENT, points, 0, at)
        except (OutsideError, ZeroDivisionError, OverflowError, ValueError):
            continue  # a float that underflowed, too: no such point
        if error is None:
            continue
        if not error <= _ENOUGH:
            if _is_rounded_over_a_jump(whole, at) or _loses_all_digits(derivatives, at):
                continue
            return Check(Outcome.FAILED, points, 0, at)
        met.append(box)
        if points < POINTS:
            points += 1
            digits = min(digits, 15 if error == 0 else int(-math.log10(error)))
        if points == POINTS and attempt >= wanted:
            return Check(Outcome.PASSED, points, digits)
    return Check(Outcome.PASSED if points else Outcome.NO_POINT, points, digits if points else 0)


def _near_steps(whole: Walk) -> Sequence[tuple[float, float]]:
    """A box about 0 of the size of a step there, as tanh(10^6 x) has one, where one may be seen.

    A long way from it the function is constant to all digits, whatever its rate is said to be.
    """
    if Call not in set(map(type, whole.order)):
        return ()
    varying: set[Node] = set()
    for node in whole.order:
        if isinstance(node, Variable) or not varying.isdisjoint(operands(node)):
            varying.add(node)
    constants = [node for node in whole.order if node not in varying]
    if not constants:
        return ()
    try:
        values = dual_values(constants, {})
    except (ArithmeticError, ValueError):
        return ()
    numbers = [abs(value) for value, _ in values.values() if value]
    width = min((min(each, 1 / each) for each in numbers), default=1)
    return ((-width, width),) if _THINNEST <= width <= _THIN else ()


def _of_what_stands_still(
    derivatives: Walk, at: Mapping[str, float], rates: Mapping[str, float]
) -> dict[str, float]:
    """The rates of the letters by which the derivative is given as 0, if others are not.

    Alone they are held to 0, whatever the others come to: of x + y/10^40 both have to be right.
    """
    moves: list[bool] = []
    for real in (FLOATS, multiprecision(_DIGITS[0])):
        still: dict[str, Dual] = {name: (_exactly(value, real), 0) for name, value in at.items()}
        try:
            moves = [bool(value) for value, _ in dual_roots(derivatives, still, real)]
            break
        except OverflowError:
            continue  # a slope of e^25000 is no float
        except (ArithmeticError, ValueError):
            return {}
    if all(moves) or not any(moves):
        return {}
    return {
        name: 0 if each else rate for (name, rate), each in zip(rates.items(), moves, strict=True)
    }


def _error_at(
    whole: Walk, derivatives: Walk, at: Mapping[str, float], rates: Mapping[str, float]
) -> float | None:
    """The error at a point, in floats, or where they do not agree in digits; None where open."""
    try:
        error = _error(*_compared(whole, derivatives, at, rates, FLOATS))
    except (OverflowError, _SilentError):
        # A thousand factors, and 1/10^316, are no floats; they are numbers of a hundred digits.
        error = math.inf
    if error <= _ENOUGH:
        return error
    found = _error_in_digits(whole, derivatives, at, rates)
    return found if found is None or found <= _ENOUGH_IN_DIGITS else math.inf


def _error_in_digits(
    whole: Walk, derivatives: Walk, at: Mapping[str, float], rates: Mapping[str, float]
) -> float | None:
    """The error in as many digits as show that it is none, or that more would not move it.

    None where it still moves: that settles nothing.
    """
    now: tuple[Real, Real, Real] = (0, 0, 0)
    for digits in _DIGITS:
        before, now = now, _compared(whole, derivatives, at, rates, multiprecision(digits))
        error = _error(*now)
        # Fewer digits than it needs make an unmoved 0 of 1 - tanh(766)^2.
        is_seen = abs(now[0] - now[1]) * 10 ** (digits * 4 // 5) >= 1
        is_seen = is_seen or bool(now[0] and digits == _DIGITS[-1])
        is_unmoved = digits != _DIGITS[0] and all(
            abs(one - other) <= _UNMOVED * abs(one) for one, other in zip(now, before, strict=True)
        )
        if error <= _ENOUGH_IN_DIGITS or (is_seen and is_unmoved):
            return error
    return 0.0 if max(map(abs, now)) * _NOTHING < 1 else None


def _is_rounded_over_a_jump(whole: Walk, at: Mapping[str, float]) -> bool:
    """Whether f jumps so near a point that the digits miss it: floor(tanh(1000) + 0 x)."""
    numbers, digits = intervals(_DIGITS[-1]), digits_of(_DIGITS[0])
    near = context_of(_DIGITS[0])
    exactly = {name: numbers.of.number(Fraction(value)) for name, value in at.items()}
    rounded = {name: near.mpf(value) for name, value in at.items()}

    def is_rounded(node: Node) -> bool:
        below, above = ends(evaluate(node, exactly, numbers))
        return not below == above == exact_fraction(evaluate(node, rounded, digits))

    def is_compared_otherwise(left: Node, right: Node) -> bool:
        sides = [evaluate(side, exactly, numbers) for side in (left, right)]
        about = [evaluate(side, rounded, digits) for side in (left, right)]
        return any(
            numbers.holds(sides[0], sign, sides[1]) is not holds(about[0], sign, about[1])
            for sign in ("<", ">")
        )

    for node in filter(jumps, whole.order):
        try:
            if isinstance(node, Piecewise):
                sides = [
                    side
                    for branch in node.branches
                    if branch.condition is not None
                    for side in operands_of_condition(branch.condition)
                ]
                if any(map(is_compared_otherwise, sides[::2], sides[1::2])):
                    return True
            elif is_rounded(node):
                return True
        except (OutsideRealsError, UndecidedError, OverflowError):
            continue
    return False


def _loses_all_digits(derivatives: Walk, at: Mapping[str, float]) -> bool:
    """Whether of a derivative no digit is certain: cos u - sinc u, where u is 10^-3000.

    No number of digits moves it then, and nothing is refuted by it.
    """
    numbers = intervals(_DIGITS[-1])
    exactly = {name: numbers.of.number(Fraction(value)) for name, value in at.items()}
    for root in derivatives.roots:
        try:
            below, above = ends(evaluate(root, exactly, numbers))
        except UndecidedError:
            return True
        except (OutsideRealsError, OverflowError):
            continue
        if below <= 0 <= above and below < above:
            return True
    return False


def _error(expected: Real, claimed: Real, scale: Real) -> float:
    """|rate by duals - rate by partials|, relative to the size of what was added up."""
    difference = abs(expected - claimed)
    size = max(abs(expected), scale)
    return float(difference / size) if difference else 0.0


def _compared(
    whole: Walk,
    derivatives: Walk,
    at: Mapping[str, float],
    rates: Mapping[str, float],
    real: Primitives,
) -> tuple[Real, Real, Real]:
    """The rate by duals, the rate by the partials, and the size of what was added up for it.

    `rates` has the variables in the order of the derivatives. Each moves the faster the smaller its
    derivative is, so that what they bring is of one size and none is lost beside the others.
    """
    still: dict[str, Dual] = {name: (_exactly(value, real), 0) for name, value in at.items()}
    own = {name: _exactly(rate, real) for name, rate in rates.items()}
    # First, as where f has no value nothing is asked of its derivative.
    expected = _rate(whole, still, own, real)
    try:
        slopes = [value for value, _ in dual_roots(derivatives, still, real)]
    except (OutsideError, ZeroDivisionError) as error:
        raise _SilentError from error
    if len(own) > 1:
        # A letter whose derivative is given as 0 moves as slowly as the slowest, and never fast:
        # beside one that moves faster by e^25000 what the others bring is lost, in any digits.
        steepest = max(1, *map(abs, slopes))
        own = {
            name: rate / (abs(slope) or steepest)
            for (name, rate), slope in zip(own.items(), slopes, strict=True)
        }
        expected = _rate(whole, still, own, real)
    parts = [slope * rate for slope, rate in zip(slopes, own.values(), strict=True)]
    claimed, scale = sum(parts), sum(map(abs, parts))
    if not _is_finite(claimed):
        raise OverflowError
    return expected, claimed, scale


def _rate(whole: Walk, at: Mapping[str, Dual], rates: Mapping[str, Real], real: Primitives) -> Real:
    """The rate of f, where its letters change at those rates."""
    moving = {**at, **{name: (at[name][0], rate) for name, rate in rates.items()}}
    ((_, rate),) = dual_roots(whole, moving, real)
    if not _is_finite(rate):
        raise OverflowError
    return rate


def _exactly(value: float, real: Primitives) -> Real:
    """A float as a number of that precision, to its last digit."""
    return value if real is FLOATS or not value else real.of_ratio(*value.as_integer_ratio())


def _have_values(derivatives: Walk, at: Mapping[str, float]) -> bool:
    """Whether the derivatives have values, though no rates: sign(max(x, 0)) left of 0."""
    context = context_of(_DIGITS[0])
    exact = {name: context.mpf(value) for name, value in at.items()}
    try:
        for root in derivatives.roots:
            evaluate(root, exact, digits_of(_DIGITS[0]))
    except OutsideRealsError:
        return False
    except OverflowError:
        return True
    return True


def _has_regions(node: Node) -> bool:
    """Whether a node is one formula here and another there."""
    return isinstance(node, Piecewise) or (isinstance(node, Call) and node.function in _IN_REGIONS)


def _is_finite(number: Real) -> bool:
    # Not by math.isfinite, which makes a float of a number of any size first.
    return bool(number - number == 0)
