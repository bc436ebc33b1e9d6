"""The direction of steepest ascent, and the rates in the directions around it.

For |u| = 1, grad f . u = |grad f| cos(theta), theta the angle between them (the law of cosines);
so the largest rate is |grad f|, at theta = 0. Here are the numbers; the argument is told by
`gradcli.narrative`.
"""

from __future__ import annotations

import math
from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.rules.gradient import norm
from gradcli.field.fast_sympy.sympy_build import negate, quotient
from gradcli.frozen import dataclass

ANGLES: Final = (0, 30, 60, 90, 120, 150, 180)
"""The angles of the table, in degrees away from the gradient."""


@dataclass(frozen=True, slots=True, eq=False)
class Steepest:
    """At a point with gradient `slopes` != 0: the unit vector along it, and the rate |grad f|.

    `level` is a unit vector at right angles to the gradient, along which the rate is 0 (None in
    one variable, where there is no such direction).
    """

    slopes: tuple[Expr, ...]
    rate: Expr
    direction: tuple[Expr, ...]
    level: tuple[Expr, ...] | None


@dataclass(frozen=True, slots=True)
class AngleRow:
    """One direction u, `degrees` away from the gradient (counter-clockwise), and two numbers.

    `rate` is the dot product grad f . u, `predicted` is |grad f| cos(degrees).
    """

    degrees: int
    direction: tuple[float, float]
    rate: float
    predicted: float


def steepest(slopes: tuple[Expr, ...]) -> Steepest:
    """The direction that maximises grad f . u over |u| = 1. Shape: n >= 1 numbers, not all 0."""
    rate = norm(slopes)
    direction = tuple(quotient(slope, rate) for slope in slopes)
    return Steepest(slopes, rate, direction, _level_direction(slopes))


def _level_direction(slopes: tuple[Expr, ...]) -> tuple[Expr, ...] | None:
    """Two components of the gradient, swapped and one of them negated; zeros elsewhere."""
    if len(slopes) < 2:
        return None
    # Whichever pair holds a component that is not 0 will do; the first such is the simplest.
    first = next(place for place, slope in enumerate(slopes) if is_zero(slope) is False)
    other = first + 1 if first + 1 < len(slopes) else first - 1
    low, high = sorted((first, other))
    level = [sympy.Integer(0)] * len(slopes)
    level[low], level[high] = negate(slopes[high]), slopes[low]
    length = norm(tuple(level))
    return tuple(quotient(component, length) for component in level)


def angle_table(slopes: tuple[float, float]) -> tuple[AngleRow, ...]:
    """The rates at `ANGLES` away from the gradient, in two variables; `slopes` != (0, 0).

    The directions are turned from the gradient's own; the rates are dot products, so the column
    beside them, |grad f| cos(theta), is a prediction that they are seen to keep.
    """
    size = math.hypot(*slopes)
    heading = math.atan2(slopes[1], slopes[0])
    rows = []
    for degrees in ANGLES:
        angle = heading + math.radians(degrees)
        direction = (math.cos(angle), math.sin(angle))
        rate = slopes[0] * direction[0] + slopes[1] * direction[1]
        rows.append(AngleRow(degrees, direction, rate, size * math.cos(math.radians(degrees))))
    return tuple(rows)
