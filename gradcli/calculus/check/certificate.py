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
from typing import Any, Final

from sympy import Expr, Integer

from gradcli.calculus.domain.decide_jumps import decide_jumps
from gradcli.calculus.numbers.constants import SATURATING
from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import (
    Arithmetic,
    OutsideRealsError,
    context_of,
    evaluate,
    exact_fraction,
    multiprecision,
)
from gradcli.field.expression import Call, postorder, variables_of
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
# Against the rate that is claimed, however small that is; of the rate 0, against the step before.
_AGREES: Final = 1e-12
_FALLS: Final = 1e-6
_NOISE: Final = 1e-40
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


def certify_partials(field: ScalarField, point: Point, slopes: Sequence[Expr]) -> bool | None:
    """Whether each partial at the point is the limit of its quotients, from both sides.

    Shape: one slope a variable of the field, constants. Of very many all are looked at together,
    along a few random directions: the quotients have digits enough that the smallest slope is held
    to as many digits as along its own axis.
    """
    size = len(slopes)
    if size <= _MOST_AXES:
        axes = [tuple(Integer(i == index) for i in range(size)) for index in range(size)]
        return _all(
            [
                _quotients_agree(field, point, axis, slope, slope)
                for axis, slope in zip(axes, slopes, strict=True)
            ]
        )
    try:
        smallest = min((slope for slope in slopes if slope), key=lambda each: abs(_number(each)))
    except (*_UNCHECKABLE, ValueError):
        return None
    draw = random.Random(_SEED)
    mixed = [
        tuple(Integer(draw.choice((-1, 1)) * draw.randint(1, 97)) for _ in slopes)
        for _ in range(_MIXED)
    ]
    return _all(
        [
            _quotients_agree(
                field,
                point,
                along,
                total(*(product(w, slope) for w, slope in zip(along, slopes, strict=True))),
                smallest,
            )
            for along in mixed
        ]
    )


def certify_rate(field: ScalarField, point: Point, direction: Direction, rate: Expr) -> bool | None:
    """Whether the rate along w as given is the limit of (f(P + t w) - f(P)) / t, t -> +-0."""
    return _quotients_agree(field, point, direction.components, rate, rate)


def certify_value(field: ScalarField, point: Point, value: Expr) -> bool | None:
    """Whether the exact value at the point is that of the tree as written, to 40 digits.

    A difference counts when more digits do not move it.
    """
    previous: tuple[Any, Any] | None = None
    for digits in (_DIGITS, 4 * _DIGITS, _MOST_DIGITS):
        try:
            claimed = _number(value, digits)
            start = [_number(entry, digits) for entry in point.coordinates]
            found = _at(field, start, digits)
        except _UNCHECKABLE:
            return None
        near = context_of(digits).mpf(10) ** -40 * max(abs(claimed), abs(found))
        if abs(found - claimed) <= max(near, context_of(digits).mpf(10) ** -40):
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


def _digits_and_unit(field: ScalarField, point: Point, size: Any) -> tuple[int, Any] | None:
    """How many digits the quotients need, and the length against which a step is small.

    The smallest coordinate that is not 0 may be the distance to a pole; the largest number in
    play, and the size of the rate, decide how many digits the difference of two values loses.
    """
    start = [_number(entry) for entry in point.coordinates]
    unit = min([abs(entry) for entry in start if entry] + [context_of(_DIGITS).mpf(1)])
    largest = max(*map(abs, start), 1 / unit, abs(_at(field, start, _DIGITS)))
    lost = int(context_of(_DIGITS).log10(largest)) + 1
    digits = _DIGITS + _SMALLEST + 4 * lost
    if 0 < size < 1:
        digits += 2 * int(-context_of(_DIGITS).log10(size))
    return (digits, unit) if digits <= _MOST_DIGITS else None


def _quotients_agree(
    field: ScalarField, point: Point, direction: Sequence[Expr], rate: Expr, smallest: Expr
) -> bool | None:
    """Whether the quotients along `direction` tend to `rate`, for t > 0 and for t < 0.

    A rate that many numbers make together is held to as many digits as the `smallest` of them.

    Quotients that have settled on another number are a disagreement, unless more digits move them;
    quotients that still move, on a function that bends too sharply for these steps, settle nothing.
    """
    try:
        scale = _digits_and_unit(field, point, abs(_number(smallest)))
        if scale is None:
            return None
        digits, unit = scale
        size = abs(_number(smallest, digits))
        if size * context_of(digits).mpf(10) ** (digits * 3 // 4) < 1:
            size = 0  # sqrt(2) sqrt(3) - sqrt(6), as rounded
        rows = _quotients(field, point, direction, digits, unit, _STEPS)
        answer = _tend(rows, _number(rate, digits), size)
        if answer is not False:
            return answer
        digits += _NEARER[-1] - _SMALLEST
        if digits > _MOST_DIGITS:
            return None
        nearer = _quotients(field, point, direction, digits, unit, _NEARER)
        again = _tend(nearer, _number(rate, digits), size)
    except _UNCHECKABLE:
        return None
    if again is not False:
        return again
    if not _have_settled(rows[-1], nearer[-1], size):
        return None
    step = unit * context_of(digits).mpf(10) ** -_NEARER[-1]
    if _has_constant_within(field, step):
        return None
    allowed = _AGREES * (size or abs(rows[-1][0]))
    differences = (
        _enclosed_quotient(field, point, direction, rate, each, digits) for each in (step, -step)
    )
    return False if any(_is_apart(each, allowed) for each in differences) else None


def _tend(rows: Sequence[Sequence[Any]], claimed: Any, size: Any) -> bool | None:
    """Whether quotients of smaller and smaller steps tend to what is claimed, or to another number.

    A rate that is 0 has no size to compare with: there the quotients have to fall.
    """
    before, last = rows[-2:]
    if size:
        if all(abs(one - claimed) <= _AGREES * size for one in last):
            return True
    elif not any(last):
        return True
    if _have_settled(before, last, size):
        return False
    if not size and all(
        abs(now) <= max(_NOISE, _FALLS * abs(then)) for then, now in zip(before, last, strict=True)
    ):
        return True
    return None


def _have_settled(before: Sequence[Any], last: Sequence[Any], size: Any) -> bool:
    return all(
        abs(now - then) <= _AGREES * max(size, abs(now))
        for then, now in zip(before, last, strict=True)
    )


def _has_constant_within(field: ScalarField, size: Any) -> bool:
    """Whether a constant in it is smaller than that, or that near to a bound.

    e^-5000 may hide a corner that is nearer, and so may 1 - tanh 5000.
    """
    for node in postorder(field.tree):
        if variables_of(node):
            continue
        try:
            value = evaluate(node, {}, multiprecision(_DIGITS))
        except _UNCHECKABLE:
            continue
        saturates = isinstance(node, Call) and node.function in SATURATING
        if 0 < abs(value) <= size or (saturates and abs(value - round(value)) <= size):
            return True
    return False


def _is_apart(difference: Any, allowed: Any) -> bool:
    """Whether an enclosed difference is larger than is allowed; not where it is not enclosed."""
    if difference is None:
        return False
    below, above = ends(difference)
    most = exact_fraction(context_of(_DIGITS).mpf(allowed))
    return below > most or above < -most


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
