"""The rate per unit of distance in every direction: a cosine, as the direction turns once round."""

from __future__ import annotations

import math
from typing import Final

from gradcli.calculus.levels.shapes import Dot, Mark, Place, Stroke, Trace, Window
from gradcli.frozen import dataclass

_STEPS: Final = 120
_MARGIN: Final = 1.15
_NOISE: Final = 1e-14  # of the highest rate: what floats leave of 0


@dataclass(frozen=True, slots=True)
class Turning:
    """D_u f against the angle of u: `top` is the angle of the gradient, `height` its length.

    Angles are in degrees, from the first axis counterclockwise; the window has the top in its
    middle, so that an angle may be one turn less or more than a compass has it.
    """

    window: Window
    top: float
    height: float
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]


def turning(slopes: Place, w: Place | None = None) -> Turning:
    """The rates in all directions at a point with these slopes, not both 0."""
    height = math.hypot(*slopes)
    top = math.degrees(math.atan2(slopes[1], slopes[0]))
    angles = [top - 180 + 360 * k / _STEPS for k in range(_STEPS + 1)]
    curve = tuple((angle, rate_at(slopes, angle)) for angle in angles)
    dots = [
        Dot(Mark.LOWEST, (top - 180, -height)),
        Dot(Mark.ZERO, (top - 90, 0.0)),
        Dot(Mark.TOP, (top, height)),
        Dot(Mark.ZERO, (top + 90, 0.0)),
    ]
    if w is not None and w != (0.0, 0.0):
        angle = math.degrees(math.atan2(w[1], w[0]))
        angle = top + (angle - top + 180) % 360 - 180
        rate = rate_at(slopes, angle)
        dots.append(Dot(Mark.DIRECTION, (angle, 0.0 if abs(rate) <= _NOISE * height else rate)))
    window = Window(top - 180, top + 180, -_MARGIN * height, _MARGIN * height)
    return Turning(window, top, height, (Stroke(Trace.RATE, curve),), tuple(dots))


def rate_at(slopes: Place, degrees: float) -> float:
    """The rate along the direction of length 1 at an angle."""
    turn = math.radians(degrees)
    return slopes[0] * math.cos(turn) + slopes[1] * math.sin(turn)
