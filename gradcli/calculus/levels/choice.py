"""Which level curves are drawn: evenly spaced in value, unless that would hide everything."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from gradcli.calculus.levels.shapes import Spacing
from gradcli.frozen import dataclass

USUAL: Final = 9
"""How many levels are drawn where nothing is said."""
_ONE: Final = 0.75  # of the window in one strip: the rest of the curves is crowded
_TWO: Final = 0.92  # in two strips
_TAIL: Final = 0.03  # of the values at either end, which near a pole reach far
_NOISE: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values of the levels, rising; `step` is the distance between them where it is even."""

    values: tuple[float, ...]
    spacing: Spacing
    step: float | None = None


def is_constant(values: Sequence[float]) -> bool:
    """Whether rising values are one and the same, but for what floats leave of 0."""
    if not values:
        return True
    low, high = values[0], values[-1]
    return high - low <= _NOISE * max(abs(low), abs(high))


def nice(size: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not larger."""
    power = 10.0 ** math.floor(math.log10(size))
    # 10.0 ** -5 is no power of ten to the last bit; 1 / 10.0 ** 5 is the float nearest to it.
    exponent = round(math.log10(power))
    power = 10.0**exponent if exponent >= 0 else 1 / 10.0**-exponent
    return max((k * power for k in (1, 2, 5) if k * power <= size * (1 + 1e-9)), default=power)


def choose(values: Sequence[float], own: float | None, count: int = USUAL) -> Chosen:
    """The levels for a window in which the function takes these values, in rising order.

    `own` is the value at the point of interest, and one of the levels.
    """
    if is_constant(values):
        return Chosen((), Spacing.EVEN)
    even = _evenly(values, own, count)
    if even is not None and not _hides(values, even.values):
        return even
    return Chosen(_at_quantiles(values, own, count), Spacing.QUANTILES)


def _evenly(values: Sequence[float], own: float | None, count: int) -> Chosen | None:
    last = len(values) - 1
    low, high = values[round(_TAIL * last)], values[round((1 - _TAIL) * last)]
    if own is not None:
        low, high = min(low, own), max(high, own)
    if high <= low:
        return None
    step = nice((high - low) / count * 1.5)
    if not step or (high - low) / step > 3 * count:
        return None
    base = 0.0 if own is None else own
    first, final = math.floor((low - base) / step), math.ceil((high - base) / step)
    found = [base + k * step for k in range(first, final + 1)]
    # Where zero is meant, what floats leave of it is not.
    found = [0.0 if abs(each) < 1e-9 * step else each for each in found]
    inside = [each for each in found if values[0] < each < values[-1] or each == own]
    return Chosen(tuple(inside), Spacing.EVEN, step)


def _hides(values: Sequence[float], levels: Sequence[float]) -> bool:
    """Whether one strip between neighbouring levels, or two, take nearly all of the window."""
    cuts = [0, *(bisect_left(values, level) for level in levels), len(values)]
    shares = sorted((b - a) / len(values) for a, b in pairwise(cuts))
    return shares[-1] > _ONE or sum(shares[-2:]) > _TWO


def _at_quantiles(values: Sequence[float], own: float | None, count: int) -> tuple[float, ...]:
    last = len(values) - 1
    found = {_rounded(values[round(last * k / (count + 1))]) for k in range(1, count + 1)}
    inside = sorted(each for each in found if values[0] < each < values[-1])
    if own is None:
        return tuple(inside)
    if inside:
        inside.remove(min(inside, key=lambda each: abs(each - own)))
    return tuple(sorted({*inside, own}))


def _rounded(value: float) -> float:
    """A value to three digits, so that it can be read."""
    return float(f"{value:.3g}")
