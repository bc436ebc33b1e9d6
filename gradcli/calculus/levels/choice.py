"""Which level curves are drawn: at multiples of a round number, unless that hides everything."""

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
_CLOSE: Final = 0.3  # of a step: a level so near to the own one is left out
_BEYOND: Final = 0.1  # of a step
_ROUND: Final = 0.2  # of the way to the next level: how far one may be rounded


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values of the levels, rising; where these are even, all but the own are multiples of
    `step`."""

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


def step_below(size: float) -> float:
    """The largest of 1, 2, 2.5 and 5 times a power of ten that is not larger."""
    usual = nice(size)
    leading = float(f"{usual:e}".partition("e")[0])
    return 1.25 * usual if leading == 2 and 1.25 * usual <= size else usual


def choose(
    values: Sequence[float], own: float | None, count: int = USUAL, reach: Sequence[float] = ()
) -> Chosen:
    """The levels for a window in which the function takes these values, in rising order.

    They are multiples of a round number, or where these hide everything round values of quantiles;
    `own`, the value at the point of interest, is one of the levels whatever it is; `reach` are
    values beside these that may be taken too.
    """
    if is_constant(values):
        return Chosen((), Spacing.EVEN)
    even = _evenly(values, own, count, reach)
    if even is not None and not _hides(values, even.values):
        return even
    return Chosen(_at_quantiles(values, own, count), Spacing.QUANTILES)


def _evenly(
    values: Sequence[float], own: float | None, count: int, reach: Sequence[float]
) -> Chosen | None:
    last = len(values) - 1
    low, high = values[round(_TAIL * last)], values[round((1 - _TAIL) * last)]
    if own is not None:
        low, high = min(low, own), max(high, own)
    if high <= low:
        return None
    step = step_below((high - low) / count * 1.5)
    if not step or (high - low) / step > 3 * count:
        return None
    beyond = 1 if reach else 0  # the quantiles leave out what is at the ends
    first, final = math.floor(low / step) - beyond, math.ceil(high / step) + beyond
    # What floats leave of a multiple is not written behind it.
    found = {float(f"{k * step:.15g}") for k in range(first, final + 1)}
    # What lies just beyond all values may be reached between the nodes, or touched.
    ends = (values[0], values[-1], *reach)
    least, most = min(ends) - _BEYOND * step, max(ends) + _BEYOND * step
    inside = {each for each in found if least <= each <= most}
    if own is not None:
        inside = {each for each in inside if abs(each - own) > _CLOSE * step} | {own}
    return Chosen(tuple(sorted(inside)), Spacing.EVEN, step)


def _hides(values: Sequence[float], levels: Sequence[float]) -> bool:
    """Whether one strip between neighbouring levels, or two, take nearly all of the window."""
    cuts = [0, *(bisect_left(values, level) for level in levels), len(values)]
    shares = sorted((b - a) / len(values) for a, b in pairwise(cuts))
    return shares[-1] > _ONE or sum(shares[-2:]) > _TWO


def _at_quantiles(values: Sequence[float], own: float | None, count: int) -> tuple[float, ...]:
    last = len(values) - 1
    found = sorted({values[round(last * k / (count + 1))] for k in range(1, count + 1)})
    inside = sorted(each for each in _rounded(found) if values[0] < each < values[-1])
    if own is None:
        return tuple(inside)
    if inside:
        inside.remove(min(inside, key=lambda each: abs(each - own)))
    return tuple(sorted({*inside, own}))


def _rounded(rising: Sequence[float]) -> set[float]:
    """Each value in as few digits as it stays where it is among the others."""
    found = set()
    for place, value in enumerate(rising):
        beside = rising[max(place - 1, 0) : place + 2]
        gaps = [abs(value - each) for each in beside if each != value]
        within = _ROUND * min(gaps, default=abs(value))
        tried = (float(f"{value:.{digits}g}") for digits in range(1, 16))
        found.add(next((each for each in tried if abs(each - value) <= within), value))
    return found


def snapped(
    rows: Sequence[Sequence[float]], rising: Sequence[float]
) -> tuple[tuple[float, ...], ...]:
    """Values by rows, those that floats alone tell from a level as that level.

    Where a curve runs along a line of nodes, as y = 1 does of |x - y| + x, floats would leave some
    of them on either side of it.
    """

    def near(value: float) -> float:
        place = bisect_left(rising, value)
        for level in rising[max(place - 1, 0) : place + 1]:
            if abs(value - level) <= _NOISE * abs(level):
                return level
        return value

    return tuple(tuple(map(near, row)) for row in rows)


def tolerances(levels: Sequence[float], span: float) -> list[float]:
    """For each level the distance to its nearest neighbour; `span` where it has none."""
    found = []
    for place, level in enumerate(levels):
        near = [
            abs(level - each) for each in levels[max(place - 1, 0) : place + 2] if each != level
        ]
        found.append(min((each for each in near if each), default=span))
    return found
