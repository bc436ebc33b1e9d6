"""The part of a plane, or of a line, that is shown around a point, with round ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from gradcli.calculus.domain.refusal import RefusedError, TooFarForFloats
from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Window
from gradcli.calculus.levels.window import around
from gradcli.frozen import dataclass

_ENDS: Final = 40
"""The ends are multiples of a step of which about so many make the window."""


_RESOLUTION: Final = 1e-9
"""A window narrower than this part of its place would be a few floats wide."""


@dataclass(frozen=True, slots=True)
class Range:
    """The values of one variable from `low` to `high`."""

    low: Fraction
    high: Fraction

    @property
    def width(self) -> Fraction:
        """How far its ends are apart."""
        return self.high - self.low


def ranges_of(window: Window, count: int) -> tuple[Range, ...]:
    """The ranges of a window as it was asked for, along its first axis or along both."""
    ends = ((window.left, window.right), (window.bottom, window.top))
    return tuple(Range(Fraction(low), Fraction(high)) for low, high in ends[:count])


def ranges_around(
    values: Values, place: Sequence[float], value: float | None, slopes: Sequence[float] | None
) -> tuple[Range, ...]:
    """As far around a place as the level curves are worth looking at, along one axis or two."""
    x, y = (*place, 0.0)[:2]
    steep = None if slopes is None else tuple((*slopes, 0.0)[:2])
    chart = around(values, (x, y), value, None if steep is None else (steep[0], steep[1]))
    ranges = ranges_of(chart.window, len(place))
    for of, middle in zip(ranges, place, strict=True):
        if not float(of.width) > _RESOLUTION * abs(middle):
            raise RefusedError(TooFarForFloats())
    return tuple(Range(_rounded(of.low, of.width), _rounded(of.high, of.width)) for of in ranges)


def _rounded(end: Fraction, width: Fraction) -> Fraction:
    step = round_step(float(width) / _ENDS)
    return round(end / step) * step


def round_numbers(of: Range, count: int) -> tuple[Fraction, ...]:
    """The multiples of a round step in a range, `count` of them or a few more."""
    step = round_step(float(of.width) / count)
    first, last = math.ceil(of.low / step), math.floor(of.high / step)
    return tuple(k * step for k in range(first, last + 1))


def round_step(most: float) -> Fraction:
    """The largest of 1, 2 and 5 times a power of ten that is not larger."""
    power = Fraction(10) ** math.floor(math.log10(most))
    return next(each * power for each in (5, 2, 1) if each * power <= most)
