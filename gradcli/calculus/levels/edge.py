"""The edge of the domain: the last places in it, where a level curve meets it or runs along it.

At the edge floats have no sign to look for: a function has a value on one side and none on the
other. The last place with one is found by halving the way that leads out.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from typing import Final, NamedTuple

from gradcli.calculus.levels.grid import Grid
from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Place

NEAR: Final = 10  # halvings of a side of a small cell: its edge is found for the drawing ...
_NEARER: Final = 28  # ... and the value there, where a curve meets it
_FURTHER: Final = (6, 6, 14)  # more of them for a place on which a curve runs along the edge ...
_REACHED: Final = 1e-3  # ... until it is so near to the level, in distances to the next one
_NEARER_BY: Final = 0.9  # to the level, on that way: of x^(1/100) it is 0.86
_STRAIGHT: Final = 0.2  # of a piece of the edge: how far from straight it may be
_OUTWARDS: Final = (0.02, 0.1, 0.4, 1.0)  # of a piece of the edge: how far beside it may run
_SAME: Final = 1e-6  # of the distance to the next level: what a rounding leaves of a root


class Last(NamedTuple):
    """The last place of the domain on a way that leads out of it, its value, and the next place."""

    at: Place
    value: float
    beyond: Place


def last_inside(values: Values, start: Place, end: Place, value: float, halvings: int) -> Last:
    """The last place of the domain from a place in it, with this value, to one outside."""
    (x, y), (to_x, to_y) = start, end
    for _ in range(halvings):
        middle = ((x + to_x) / 2, (y + to_y) / 2)
        there = values(*middle)
        if isnan(there):
            to_x, to_y = middle
        else:
            (x, y), value = middle, there
    return Last((x, y), value, (to_x, to_y))


def edge_between(
    values: Values, start: Place, end: Place, outwards: Place
) -> Callable[[float], Last | None]:
    """The edge near the straight line between two places of it, by the share of the way.

    `outwards` is a step as long as the line and at a right angle to it, out of the domain.
    """
    dx, dy = end[0] - start[0], end[1] - start[1]

    def at(share: float) -> Last | None:
        here = (start[0] + share * dx, start[1] + share * dy)
        value = values(*here)
        sense = -1 if isnan(value) else 1
        for by in _OUTWARDS:
            there = (here[0] + sense * by * outwards[0], here[1] + sense * by * outwards[1])
            found = values(*there)
            if isnan(found) == isnan(value):
                continue
            if isnan(value):
                return last_inside(values, there, here, found, _NEARER)
            return last_inside(values, here, there, value, _NEARER)
        return None

    return at


def on_edge(values: Values, closed: Values, near: Last, level: float, gap: float) -> Place | None:
    """The place of the edge beside a place, where the function has the level on it; None where not.

    `closed` is the function with a value at the edge itself where it has one there: where it only
    comes near to the level, as x ln x does to 0, there is no curve.
    """
    last = near
    for halvings in _FURTHER:
        last = last_inside(values, last.at, last.beyond, last.value, halvings)
        if abs(last.value - level) <= _REACHED * gap:
            break
    # A root of a high degree is far from its last value even there, but nearer than it was.
    here, before = abs(last.value - level), abs(near.value - level)
    at_last = here <= max(_REACHED * gap, _NEARER_BY * before)
    return last.at if at_last and abs(closed(*last.beyond) - level) <= _SAME * gap else None


def is_edge(values: Values, start: Place, end: Place, outwards: Place) -> bool:
    """Whether the edge runs from one place of it to another as straight as a drawing shows."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    dx, dy = _STRAIGHT * outwards[0], _STRAIGHT * outwards[1]
    return isnan(values(x + dx, y + dy)) and not isnan(values(x - dx, y - dy))


def edge_values(closed: Values, sampled: Grid) -> list[float]:
    """The values just outside of the domain: near those at the edge that belongs to it."""
    window, rows = sampled.window, sampled.values
    found = []
    for j, row in enumerate(rows):
        for i, value in enumerate(row):
            if not isnan(value):
                continue
            beside = [
                *row[max(i - 1, 0) : i + 2],
                *(each[i] for each in rows[max(j - 1, 0) : j + 2]),
            ]
            if not all(map(isnan, beside)):
                x = window.left + window.width * i / sampled.columns
                found.append(closed(x, window.bottom + window.height * j / sampled.rows))
    return [each for each in found if not isnan(each)]


def outwards_of(start: Place, end: Place, scale: Place) -> Place:
    """A step as long as that from one place to another, to the right of it as the cells have it."""
    across, up = (end[0] - start[0]) / scale[0], (end[1] - start[1]) / scale[1]
    return up * scale[0], -across * scale[1]
