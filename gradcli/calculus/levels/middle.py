"""A place at which the slopes are 0: the middle of a window, or where curves of a level cross.

A few steps of Newton's method on differences of values: enough to draw by, and no statement about
critical points.
"""

from __future__ import annotations

import math
from typing import Final

from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Place

_STARTS: Final[tuple[Place, ...]] = (
    (0.0, 0.0),
    (0.3, -0.4),
    (1.0, 1.0),
    (-1.0, 1.0),
    (1.0, -1.0),
    (-1.0, -1.0),
    (2.5, 1.7),
    (-2.5, -1.7),
)
_STEPS: Final = 25
_STEP: Final = 1e-4
_FAR: Final = 20.0
_STILL: Final = 1e-5  # of the slopes one step of length 1 away
_ROUND: Final = 1e-6
_BESIDE: Final = 0.501  # of a cell: it reaches half as far


def middle(values: Values) -> Place | None:
    """The first such place that is found, from the origin on."""
    for start in _STARTS:
        found = _newton(values, start)
        if found is not None:
            x, y = (round(each) if abs(each - round(each)) < _ROUND else each for each in found)
            return (float(x), float(y))
    return None


def still_near(values: Values, at: Place, wide: float, high: float) -> Place | None:
    """Such a place in the cell of this size around a place, or just beside it."""
    found = _newton(lambda u, v: values(at[0] + u * wide, at[1] + v * high), (0.0, 0.0))
    if found is None or max(map(abs, found)) > _BESIDE:
        return None
    return at[0] + found[0] * wide, at[1] + found[1] * high


def _newton(values: Values, start: Place) -> Place | None:
    x, y = start
    for _ in range(_STEPS):
        (gx, gy), (xx, xy, yy) = _differences(values, x, y)
        size = math.hypot(gx, gy)
        if math.isnan(size):
            return None
        if size <= _STILL * (abs(xx) + abs(xy) + abs(yy)):
            return (x, y)
        below = xx * yy - xy * xy
        if not below:
            return None
        dx, dy = (yy * gx - xy * gy) / below, (xx * gy - xy * gx) / below
        long = math.hypot(dx, dy)
        shrink = min(1.0, 1.0 / long) if long else 1.0
        x, y = x - shrink * dx, y - shrink * dy
        if math.hypot(x, y) > _FAR:
            return None
    return None


def _differences(values: Values, x: float, y: float) -> tuple[Place, tuple[float, float, float]]:
    """The slopes and the second differences, from nine values."""
    h = _STEP
    here = values(x, y)
    right, left, up, down = (
        values(x + h, y),
        values(x - h, y),
        values(x, y + h),
        values(x, y - h),
    )
    mixed = values(x + h, y + h) - values(x + h, y - h) - values(x - h, y + h)
    mixed += values(x - h, y - h)
    slopes = ((right - left) / (2 * h), (up - down) / (2 * h))
    seconds = ((right - 2 * here + left) / h**2, mixed / (4 * h**2), (up - 2 * here + down) / h**2)
    return slopes, seconds
