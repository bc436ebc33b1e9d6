"""Certificates for what is claimed at a point, by numbers that know nothing of the derivation.

The tree as written is evaluated in 60 digits, and difference quotients are formed: of the partials
along the axes, of the rate along w, and for the steepest direction the dot products with a
thousand random unit vectors. Each answer is True, False, or None where it could not be checked.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any, Final

from sympy import Expr

from gradcli.calculus.numeric import OutsideRealsError, context_of, evaluate, multiprecision
from gradcli.field.as_written import NotWritableError, as_written
from gradcli.field.scalar_field import Direction, Point, ScalarField

_DIGITS: Final = 60
# One-sided quotients leave h f''/2, and h divides the rounding of 1e-60.
_STEPS: Final = (10**18, 10**24)
_AGREES: Final = 1e-12
_DIRECTIONS: Final = 1000

_UNCHECKABLE: Final = (
    OutsideRealsError,
    OverflowError,
    NotWritableError,
    KeyError,
    ZeroDivisionError,
)


def certify_partials(field: ScalarField, point: Point, slopes: Sequence[Expr]) -> bool | None:
    """Whether each partial at the point is the limit of its quotients, from both sides.

    Shape: one slope a variable of the field, constants.
    """
    axes = [
        tuple(1 if i == index else 0 for i in range(len(slopes))) for index in range(len(slopes))
    ]
    answers = [
        _quotients_agree(field, point, axis, slope)
        for axis, slope in zip(axes, slopes, strict=True)
    ]
    return _all(answers)


def certify_rate(field: ScalarField, point: Point, direction: Direction, rate: Expr) -> bool | None:
    """Whether the rate along w as given is the limit of (f(P + t w) - f(P)) / t, t -> +-0."""
    try:
        components = [_number(component) for component in direction.components]
    except _UNCHECKABLE:
        return None
    return _quotients_agree(field, point, components, rate)


def certify_value(field: ScalarField, point: Point, value: Expr) -> bool | None:
    """Whether the exact value at the point is that of the tree as written, to 40 digits."""
    try:
        claimed = _number(value)
        found = _at(field, [_number(entry) for entry in point.coordinates])
    except _UNCHECKABLE:
        return None
    return bool(abs(found - claimed) <= context_of(_DIGITS).mpf(10) ** -40 * max(1, abs(claimed)))


def certify_steepest(
    slopes: Sequence[Expr], direction: Sequence[Expr], rate: Expr, *, seed: int = 20260101
) -> bool | None:
    """Whether no one of a thousand random unit vectors has a larger rate than `direction`.

    `direction` is claimed to be the unit vector of steepest ascent and `rate` the rate along it.
    """
    try:
        gradient = [float(_number(slope)) for slope in slopes]
        best = [float(_number(entry)) for entry in direction]
        claimed = float(_number(rate))
    except _UNCHECKABLE:
        return None
    if not all(map(math.isfinite, (*gradient, *best, claimed))) or claimed == 0:
        return None
    slack = 1e-9 * abs(claimed)
    if abs(math.hypot(*best) - 1) > 1e-9 or abs(_dot(gradient, best) - claimed) > slack:
        return False
    draw = random.Random(seed)
    for _ in range(_DIRECTIONS):
        # Independent normal components: every direction is equally likely.
        vector = [draw.gauss(0, 1) for _ in gradient]
        length = math.hypot(*vector)
        if length and _dot(gradient, vector) / length > claimed + slack:
            return False
    return True


def _dot(left: Sequence[float], right: Sequence[float]) -> float:
    return math.fsum(a * b for a, b in zip(left, right, strict=True))


def _all(answers: Sequence[bool | None]) -> bool | None:
    if any(answer is False for answer in answers):
        return False
    return None if any(answer is None for answer in answers) else True


def _number(constant: Expr) -> Any:
    return evaluate(as_written(constant), {}, multiprecision(_DIGITS))


def _at(field: ScalarField, coordinates: Sequence[Any]) -> Any:
    values = dict(zip(field.variables, coordinates, strict=True))
    return evaluate(field.tree, values, multiprecision(_DIGITS))


def _quotients_agree(
    field: ScalarField, point: Point, direction: Sequence[Any], rate: Expr
) -> bool | None:
    """Whether the quotients along `direction` tend to `rate`, for t > 0 and for t < 0.

    A difference that does not shrink with the step is a disagreement; one that does, on a function
    that bends too sharply for these steps, settles nothing.
    """
    context = context_of(_DIGITS)
    errors: list[Any] = []
    try:
        start = [_number(entry) for entry in point.coordinates]
        claimed = _number(rate)
        here = _at(field, start)
        for inverse in _STEPS:
            steps = [sense * context.mpf(1) / inverse for sense in (1, -1)]
            quotients = [
                (_at(field, [x + h * w for x, w in zip(start, direction, strict=True)]) - here) / h
                for h in steps
            ]
            errors.append(max(abs(quotient - claimed) for quotient in quotients))
    except _UNCHECKABLE:
        return None
    size = max(1, abs(claimed))
    if errors[-1] <= _AGREES * size:
        return True
    return None if errors[-1] <= errors[0] / 2 else False
