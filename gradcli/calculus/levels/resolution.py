"""Whether the values at the nodes of a grid tell what a function does between them.

A wave whose length is that of a cell looks constant on the nodes: between them it takes values that
are not seen on any node around. What floats leave of 0 is another number beside every place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import isnan
from typing import Final

from gradcli.calculus.levels.grid import Grid
from gradcli.calculus.levels.section import Values

_LOOKS: Final = 80
_STRIDES: Final = (0.7548776662466927, 0.5698402909980532)  # which leave no gap (Roberts, 2018)
_TAIL: Final = 0.05  # of the values at either end, which near a pole reach far
_OFF: Final = 0.01  # of the range of the others: what is less is not seen
_BESIDE: Final = (1.1e-7, 0.7e-7)  # of the window: so near to a place a function hardly changes
_SHARE: Final = 0.05  # of the places: at a pole or a kink the function may do what it likes


def tells(values: Values, sampled: Grid) -> bool:
    """Whether nearly everywhere the function lies near its values at the corners of the cell."""
    known = sampled.finite()
    if not known:
        return True
    last = len(known) - 1
    least = _OFF * (known[round((1 - _TAIL) * last)] - known[round(_TAIL * last)])
    window, rows = sampled.window, sampled.values
    seen = off = 0
    for k in range(_LOOKS):
        across, up = ((0.5 + k * stride) % 1 for stride in _STRIDES)
        i, j = int(across * sampled.columns), int(up * sampled.rows)
        corners = (rows[j][i], rows[j][i + 1], rows[j + 1][i], rows[j + 1][i + 1])
        x, y = window.left + across * window.width, window.bottom + up * window.height
        here = values(x, y)
        if isnan(sum(corners)) or isnan(here):
            continue
        low, high = min(corners), max(corners)
        seen += 1
        aside = values(x + _BESIDE[0] * window.width, y + _BESIDE[1] * window.height)
        outside = max(low - here, here - high) > high - low + least
        off += outside or abs(aside - here) > least
    return off < _SHARE * seen or not seen


def tells_on_a_line(
    value: Callable[[float], float], places: Sequence[float], values: Sequence[float]
) -> bool:
    """The same of a function of one variable between places in even distances."""
    known = sorted(each for each in values if not isnan(each))
    if not known:
        return True
    last, width = len(known) - 1, places[-1] - places[0]
    least = _OFF * (known[round((1 - _TAIL) * last)] - known[round(_TAIL * last)])
    seen = off = 0
    for k in range(_LOOKS):
        share = (0.5 + k * _STRIDES[0]) % 1 * (len(places) - 1)
        place = int(share)
        start, end = values[place], values[place + 1]
        x = places[place] + (share - place) * (places[place + 1] - places[place])
        here, aside = value(x), value(x + _BESIDE[0] * width)
        if isnan(start + end) or isnan(here):
            continue
        low, high = min(start, end), max(start, end)
        seen += 1
        outside = max(low - here, here - high) > high - low + least
        off += outside or abs(aside - here) > least
    return off < _SHARE * seen or not seen


def crossings(sampled: Grid, levels: Sequence[float]) -> int:
    """How many pieces of curves the rising levels have in all cells together."""
    return sum(
        bisect_left(levels, max(corners)) - bisect_left(levels, min(corners))
        for below, above in pairwise(sampled.values)
        for corners in zip(below, below[1:], above, above[1:], strict=False)
        if not isnan(sum(corners))
    )
