"""Certificates for what is claimed at a point, by numbers that know nothing of the derivation.

The tree as written is evaluated in 60 digits, and difference quotients are formed: of the partials
along the axes, of the rate along w, and for the steepest direction the dot products with a
thousand random unit vectors. Each answer is True, False, or None where it could not be checked.

A value or a quotient is denied only where intervals deny it: in any number of digits tanh 1000 may
be rounded to 1, and step(tanh x - 1) is then 1 where it is 0.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any, Final, TypeAlias

from sympy import Expr, Integer

from gradcli.calculus.check.depth import depth_of, orders_of
from gradcli.calculus.domain.decide_jumps import decide_jumps
from gradcli.calculus.numbers.intervals import UndecidedError, intervals
from gradcli.calculus.numbers.numeric import (
    Arithmetic,
    OutsideRealsError,
    context_of,
    evaluate,
    exact_fraction,
    multiprecision,
)
from gradcli.field.fast_sympy.sympy_build import product, total
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField

_DIGITS: Final = 60
_MOST_DIGITS: Final = 3000
# One-sided quotients leave h f''/2 for h = 10^-18, 10^-30 and 10^-80 of the unit; the last is past
# what any written constant hides nearby, short of one of eighty digits.
_STEPS: Final = (18, 30, 80)
_SMALLEST: Final = _STEPS[-1]
# Before a number is refuted it is looked at from as near as no written constant can be hidden:
# |x - 10^-200| at 0 has its corner past the steps above, e^-1000 is 10^-434.
_NEARER: Final = (700, 1000, 1200)
# Against the rate that is claimed, however small that is, and against the step before.
_AGREES: Final = 1e-12
_FALLS: Final = 1e-6
_SLACK: Final = 1e-9
_DIRECTIONS: Final = 1000
_MOST_AXES: Final = 40  # of more variables the axes are not taken one by one
_MIXED: Final = 4  # random directions that are taken then
_SEED: Final = 20260102

_UNCHECKABLE: Final = (
    OutsideRealsError,
    OverflowError,
    UnrealError,
    ZeroDivisionError,
)


def certify_partials(
    field: ScalarField, point: Point, slopes: Sequence[Expr], *, rounded: bool = False
) -> bool | None:
    """Whether each partial at the point is the limit of its quotients, from both sides.

    Shape: one slope a variable of the field, constants, which may be `rounded`. Of very many all
    are looked at together, along a few random directions: the quotients have digits enough that
    each slope is held to as many digits as along its own axis.
    """
    size = len(slopes)
    if size <= _MOST_AXES:
        axes = [tuple(Integer(i == index) for i in range(size)) for index in range(size)]
        claims: list[_Claim] = [
            (axis, slope, (slope,)) for axis, slope in zip(axes, slopes, strict=True)
        ]
    else:
        draw = random.Random(_SEED)
        mixed = [
            tuple(Integer(draw.choice((-1, 1)) * draw.randint(1, 97)) for _ in slopes)
            for _ in range(_MIXED)
        ]
        claims = [
            (w, total(*(product(of, slope) for of, slope in zip(w, slopes, strict=True))), slopes)
            for w in mixed
        ]
    return _claims_agree(field, point, claims, rounded=rounded)


def certify_rate(field: ScalarField, point: Point, direction: Direction, rate: Expr) -> bool | None:
    """Whether the rate along w as given is the limit of (f(P + t w) - f(P)) / t, t -> +-0."""
    return _claims_agree(field, point, [(direction.components, rate, (rate,))])


def certify_value(field: ScalarField, point: Point, value: Expr) -> bool | None:
    """Whether the exact value at the point is that of the tree as written, to 40 digits.

    A difference counts when more digits do not move it.
    """
    try:
        depth = max(_depth(field, point), orders_of(_number(value)))
    except _UNCHECKABLE:
        return None
    # Of what is 0 the rounding is left, which is smaller than any number that the formula hides.
    first = int(_DIGITS + 3 * min(depth, _MOST_DIGITS))
    least = context_of(first).mpf(10) ** -int(40 + min(depth, _MOST_DIGITS))
    previous: tuple[Any, Any] | None = None
    for digits in (first, 4 * first, _MOST_DIGITS):
        if digits > _MOST_DIGITS:
            continue
        try:
            claimed = _number(value, digits)
            start = [_number(entry, digits) for entry in point.coordinates]
            found = _at(field, start, digits)
        except _UNCHECKABLE:
            return None
        near = context_of(digits).mpf(10) ** -40 * max(abs(claimed), abs(found))
        if abs(found - claimed) <= max(near, least):
            return True
        moved = previous is None or any(
            abs(now - then) > near for now, then in zip((found, claimed), previous, strict=True)
        )
        if not moved and _is_apart(_enclosed_value(field, point, value, digits), near):
            return False
        previous = found, claimed
    return None


def certify_steepest(
    slopes: Sequence[Expr], direction: Sequence[Expr], rate: Expr, *, seed: int = 20260101
) -> bool | None:
    """Whether no one of a thousand random unit vectors has a larger rate than `direction`.

    `direction` is claimed to be the unit vector of steepest ascent and `rate` the rate along it.
    """
    try:
        claimed = _number(rate)
        if claimed <= 0:
            return None if claimed == 0 else False
        # In units of that rate, which may be too small for a float, or too large.
        gradient = [float(_number(slope) / claimed) for slope in slopes]
        best = [float(_number(entry)) for entry in direction]
    except _UNCHECKABLE:
        return None
    if not all(map(math.isfinite, (*gradient, *best))):
        return None
    if abs(math.hypot(*best) - 1) > _SLACK or abs(_dot(gradient, best) - 1) > _SLACK:
        return False
    draw = random.Random(seed)
    for _ in range(_DIRECTIONS):
        # Independent normal components: every direction is equally likely.
        vector = [draw.gauss(0, 1) for _ in gradient]
        length = math.hypot(*vector)
        if length and _dot(gradient, vector) / length > 1 + _SLACK:
            return False
    return True


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(left, right, strict=True))


def _all(answers: Sequence[bool | None]) -> bool | None:
    if any(answer is False for answer in answers):
        return False
    return None if any(answer is None for answer in answers) else True


def _number(constant: Expr, digits: int = _DIGITS) -> Any:
    return evaluate(from_sympy(constant), {}, multiprecision(digits))


def _at(field: ScalarField, coordinates: Sequence[Any], digits: int) -> Any:
    values = dict(zip(field.variables, coordinates, strict=True))
    return evaluate(decide_jumps(field.tree), values, multiprecision(digits))


# A direction, the rate along it that is claimed, and the slopes of which that is made.
_Claim: TypeAlias = tuple[Sequence[Expr], Expr, Sequence[Expr]]


def _claims_agree(
    field: ScalarField, point: Point, claims: Sequence[_Claim], *, rounded: bool = False
) -> bool | None:
    """Whether the quotients along each direction tend to the rate that is claimed."""
    try:
        hidden = _depth(field, point)
        return _all(
            [_quotients_agree(field, point, claim, hidden, rounded=rounded) for claim in claims]
        )
    except _UNCHECKABLE:
        return None


def _depth(field: ScalarField, point: Point) -> float:
    at = dict(zip(field.variables, map(_number, point.coordinates), strict=True))
    return depth_of(decide_jumps(field.tree), at)


def _digits_and_unit(field: ScalarField, point: Point) -> tuple[float, Any]:
    """How many digits are lost near the point, and the length against which a step is small.

    The smallest coordinate that is not 0 may be the distance to a pole; the largest number in
    play decides how many digits the difference of two values loses.
    """
    start = [_number(entry) for entry in point.coordinates]
    unit = min([abs(entry) for entry in start if entry] + [context_of(_DIGITS).mpf(1)])
    largest = max(*map(abs, start), 1 / unit, abs(_at(field, start, _DIGITS)))
    return 4 * (orders_of(largest) + 1), unit


def _quotients_agree(
    field: ScalarField, point: Point, claim: _Claim, hidden: float, *, rounded: bool
) -> bool | None:
    """Whether the quotients along a direction tend to its rate, for t > 0 and for t < 0.

    The steps are smaller than any number that the formula hides: what such a one leaves over does
    not fall with them. Where they cannot be, a rate is held to its first digits, and 0 to none.

    Quotients that have settled on another number are a disagreement, unless more digits move them;
    quotients that still move, on a function that bends too sharply for these steps, settle nothing.
    """
    direction, rate, slopes = claim
    lost, unit = _digits_and_unit(field, point)
    depth = max(orders_of(_number(each)) for each in (*slopes, *direction))

    def digits_for(step: float, depth: float) -> int:
        return int(_DIGITS + step + depth + lost + min(hidden, _MOST_DIGITS))

    is_seen = digits_for(_SMALLEST + depth + hidden, depth + hidden) <= _MOST_DIGITS
    if is_seen:
        depth += hidden
    nearer = math.ceil(depth)
    digits = min(digits_for(_SMALLEST + nearer, nearer), _MOST_DIGITS)
    nothing = context_of(digits).mpf(10) ** -(40 + nearer)
    sizes = [abs(_number(slope, digits)) for slope in slopes]
    sizes = [size for size in sizes if size > nothing]  # sqrt(2) sqrt(3) - sqrt(6) is 0
    size = min(sizes, default=0)
    if not is_seen and len(sizes) < len(slopes):
        return None

    def gaps(steps: Sequence[int], digits: int) -> list[list[Any]]:
        claimed = _number(rate, digits)
        rows = _quotients(field, point, direction, digits, unit, steps)
        return [[one - claimed for one in row] for row in rows]

    def is_enclosed(step: Any, gap: Any, digits: int) -> bool:
        """Whether it is no rounding that leaves so little: (e^x - 1)/x is 1 in too few digits."""
        found = _enclosed_quotient(field, point, direction, rate, step, digits)
        most = max(nothing, 2 * abs(gap), 0 if falling else _AGREES * size)
        return found is None or max(map(abs, _bounds(found, digits))) <= most

    falling = is_seen and not rounded
    first: list[list[Any]] = []
    for more in (1, 2, 4):
        digits = min(digits_for(more * (_SMALLEST + nearer), nearer), _MOST_DIGITS)
        first = gaps([step + nearer for step in _STEPS], digits)
        step = unit * context_of(digits).mpf(10) ** -(_SMALLEST + nearer)
        if _are_closed(first, size, nothing, falling=falling):
            if all(map(is_enclosed, (step, -step), first[-1], (digits, digits))):
                return True
        elif _have_settled(first[-2], first[-1], nothing):
            break
    else:
        return None
    digits = digits_for(more * _NEARER[-1], nearer)
    if digits > _MOST_DIGITS or hidden > _NEARER[-1]:
        return None
    last = gaps(_NEARER, digits)
    settled = _have_settled(last[-2], last[-1], nothing) and _have_settled(
        first[-1], last[-1], nothing
    )
    if not settled:
        return None
    step = unit * context_of(digits).mpf(10) ** -_NEARER[-1]
    differences = (
        _enclosed_quotient(field, point, direction, rate, each, digits) for each in (step, -step)
    )
    return False if any(_is_apart(each, nothing) for each in differences) else None


def _are_closed(gaps: Sequence[Sequence[Any]], size: Any, nothing: Any, *, falling: bool) -> bool:
    """Whether what quotients differ by from what is claimed is small against that, and falls."""
    before, last = gaps[-2:]
    small = bool(size) and all(abs(now) <= _AGREES * size for now in last)
    falls = all(
        abs(now) <= max(nothing, _FALLS * abs(then)) for then, now in zip(before, last, strict=True)
    )
    return (small or not size) and (falls or (small and not falling))


def _have_settled(before: Sequence[Any], last: Sequence[Any], nothing: Any) -> bool:
    """Whether on one side they differ by the same as before."""
    return any(
        abs(now) > nothing and abs(now - then) <= _AGREES * abs(now)
        for then, now in zip(before, last, strict=True)
    )


def _is_apart(difference: Any, allowed: Any) -> bool:
    """Whether an enclosed difference is larger than is allowed; not where it is not enclosed."""
    if difference is None:
        return False
    below, above = _bounds(difference, _DIGITS)
    return bool(below > allowed or above < -allowed)


def _bounds(interval: Any, digits: int) -> list[Any]:
    """Both ends of an interval as they are: a fraction of e^(-10^300) would fill all memory."""
    return [context_of(digits).make_mpf(end) for end in interval._mpi_]


def _enclosed_value(field: ScalarField, point: Point, value: Expr, digits: int) -> Any:
    """f(P) - `value`, enclosed; None where that is not possible."""
    numbers = intervals(digits)
    try:
        return _enclosed_at(field, point, None, digits) - _enclosed(value, numbers)
    except (*_UNCHECKABLE, UndecidedError):
        return None


def _enclosed_quotient(
    field: ScalarField, point: Point, along: Sequence[Expr], rate: Expr, step: Any, digits: int
) -> Any:
    """(f(P + t w) - f(P)) / t - `rate` for one t, enclosed; None where that is not possible."""
    numbers = intervals(digits)
    t = numbers.of.number(exact_fraction(step))
    try:
        there = _enclosed_at(field, point, [t * _enclosed(w, numbers) for w in along], digits)
        change = there - _enclosed_at(field, point, None, digits)
        return numbers.of.divide(change, t) - _enclosed(rate, numbers)
    except (*_UNCHECKABLE, UndecidedError):
        return None


def _enclosed(constant: Expr, numbers: Arithmetic[Any]) -> Any:
    return evaluate(from_sympy(constant), {}, numbers)


def _enclosed_at(field: ScalarField, point: Point, step: Sequence[Any] | None, digits: int) -> Any:
    numbers = intervals(digits)
    at = [_enclosed(entry, numbers) for entry in point.coordinates]
    if step is not None:
        at = [x + h for x, h in zip(at, step, strict=True)]
    return evaluate(decide_jumps(field.tree), dict(zip(field.variables, at, strict=True)), numbers)


def _quotients(
    field: ScalarField,
    point: Point,
    direction: Sequence[Expr],
    digits: int,
    unit: Any,
    steps: Sequence[int],
) -> list[list[Any]]:
    """The quotients of each step, forwards and backwards."""
    start = [_number(entry, digits) for entry in point.coordinates]
    along = [_number(component, digits) for component in direction]
    here = _at(field, start, digits)
    sizes = [unit * context_of(digits).mpf(10) ** -exponent for exponent in steps]
    return [
        [(_at(field, _moved(start, along, step), digits) - here) / step for step in (size, -size)]
        for size in sizes
    ]


def _moved(start: Sequence[Any], along: Sequence[Any], step: Any) -> list[Any]:
    return [x + step * w for x, w in zip(start, along, strict=True)]
