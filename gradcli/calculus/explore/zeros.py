"""Places of a window at which the gradient seems to be zero, in floats: Newton's method.

No statement about critical points: each place is looked at exactly by those who ask for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Final

from gradcli.calculus.explore.window import Range
from gradcli.calculus.program.points import Alone, Rate

_STARTS: Final = 7  # along each axis
_ALONE: Final = 60  # along the one of a function of one variable
_STEPS: Final = 25
_STEP: Final = 1e-6  # of the window: between two slopes that are compared
_STILL: Final = 1e-9  # of the slopes one window further
_NEAR: Final = 1e-13  # of the window: the last step
_SINGULAR: Final = 1e-7
_SAME: Final = 1e-6  # of the window


def still_places(
    rate: Alone,
    start: Sequence[float],
    plane: Sequence[int],
    window: Sequence[Range],
    enough: Callable[[], bool],
) -> Iterator[tuple[float, ...]]:
    """Such places in the plane, each once; not those that lie on a whole curve of them."""
    count = _STARTS if len(plane) > 1 else _ALONE
    sides = [float(each.width) for each in window]
    lows = [float(each.low) for each in window]
    found: list[tuple[float, ...]] = []
    for shares in product(range(count), repeat=len(plane)):
        if enough():
            return
        here = [
            low + (share + 0.37) / count * side
            for low, share, side in zip(lows, shares, sides, strict=True)
        ]
        place = _newton(rate, list(start), plane, here, sides)
        if place is None or not all(
            low <= x <= low + side for low, side, x in zip(lows, sides, place, strict=True)
        ):
            continue
        whole = list(start)
        for axis, x in zip(plane, place, strict=True):
            whole[axis] = x
        if not any(
            all(abs(whole[axis] - old[axis]) < _SAME * side for axis, side in _pairs(plane, sides))
            for old in found
        ):
            found.append(tuple(whole))
            yield tuple(whole)


def _pairs(plane: Sequence[int], sides: Sequence[float]) -> list[tuple[int, float]]:
    return list(zip(plane, sides, strict=True))


def _newton(
    rate: Alone,
    start: list[float],
    plane: Sequence[int],
    here: list[float],
    sides: Sequence[float],
) -> list[float] | None:
    """The place to which Newton's method comes; None where it goes nowhere."""

    def slopes(place: Sequence[float]) -> list[float] | None:
        for axis, x in zip(plane, place, strict=True):
            start[axis] = x
        found = rate(start)
        return [found.gradient[axis] for axis in plane] if isinstance(found, Rate) else None

    for _ in range(_STEPS):
        g = slopes(here)
        if g is None:
            return None
        rows = []
        for k, side in enumerate(sides):
            aside = [x + _STEP * side * (k == axis) for axis, x in enumerate(here)]
            there = slopes(aside)
            if there is None:
                return None
            rows.append([(b - a) / (_STEP * side) for a, b in zip(g, there, strict=True)])
        size = max(abs(each) * side for row in rows for each, side in zip(row, sides, strict=True))
        step = _solved(rows, g)
        if step is None:
            return None
        here = [x - each for x, each in zip(here, step, strict=True)]
        if all(abs(each) < _NEAR * side for each, side in zip(step, sides, strict=True)):
            return here if max(map(abs, g)) <= _STILL * size else None
        if any(abs(each) > side for each, side in zip(step, sides, strict=True)):
            return None
    return None


def _solved(rows: Sequence[Sequence[float]], g: Sequence[float]) -> list[float] | None:
    """The step to where the slopes would be 0 if they were linear; None where that is not told.

    `rows` holds the change of all slopes along each axis in turn.
    """
    if len(rows) == 1:
        bend = rows[0][0]
        return [g[0] / bend] if bend else None
    (a, c), (b, d) = rows
    below = a * d - b * c
    if abs(below) <= _SINGULAR * (abs(a) + abs(b)) * (abs(c) + abs(d)):
        return None
    return [(d * g[0] - b * g[1]) / below, (a * g[1] - c * g[0]) / below]
