"""Where the names of arrows stand: beyond the head, off every shaft and P's own curve.

All is measured in the units of the drawing. Places around the head are tried, straight on first,
and the first on which nothing lies is taken, or the one on which the least does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from gradcli.calculus.levels.shapes import Arrow, Place, Role, Trace
from gradcli.frozen import dataclass
from gradcli.narrative.box import Box
from gradcli.narrative.document import Panel

_TURNS: Final = (0, 25, -25, 50, -50, 75, -75, 100, -100, 125, -125)
_ON_CURVE: Final = 3.0  # of what it costs to lie on a shaft
_OUTSIDE: Final = 8.0
_HEAD: Final = 9.0  # how long the head of an arrow is, in points
_STEP: Final = 3.0  # between two places of a line that are looked at


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an arrow, the middle of its place in the drawing, and half its size."""

    arrow: Arrow
    label: Box
    at: Place
    half: Place


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing: where a place of the window is in it, from where to where it reaches, its units.

    `half` is half the width and the height of a label, `unit` how long a typographic point is.
    """

    at: Callable[[Place], Place]
    low: Place
    high: Place
    half: Callable[[Box], Place]
    unit: float = 1.0


def names_of_arrows(panel: Panel, sheet: Sheet) -> list[Name]:
    """The names of the arrows of a panel that have one, the gradient's first."""
    lines = [
        (1.0, _points((sheet.at(each.start), sheet.at(each.end)), sheet.unit))
        for each in panel.arrows
    ]
    lines += [
        (1.0, _head(sheet.at(each.start), sheet.at(each.end), sheet)) for each in panel.arrows
    ]
    lines += [
        (_ON_CURVE, _points([sheet.at(place) for place in line], sheet.unit))
        for level in panel.levels
        if level.own
        for line in level.lines
    ]
    lines += [
        (0.3, _points([sheet.at(place) for place in stroke.line], sheet.unit))
        for stroke in panel.strokes
        if stroke.trace in (Trace.FOOT, Trace.JUMP)
    ]
    found: list[Name] = []
    for arrow in sorted(panel.arrows, key=lambda each: each.role is not Role.GRADIENT):
        label = panel.label(arrow.role)
        if label is None:
            continue
        half = sheet.half(label)
        cost = _costs(lines, found, half, sheet)
        at = min(_around(arrow, half, sheet), key=cost)
        found.append(Name(arrow, label, at, half))
    return found


def _points(line: Sequence[Place], unit: float) -> list[Place]:
    """Places along a line, close together."""
    found = list(line[:1])
    for (x0, y0), (x1, y1) in pairwise(line):
        count = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / (_STEP * unit)))
        found += [
            (x0 + k / count * (x1 - x0), y0 + k / count * (y1 - y0)) for k in range(1, count + 1)
        ]
    return found


def _head(start: Place, end: Place, sheet: Sheet) -> list[Place]:
    """Places in the head of an arrow, which is wider than its shaft."""
    size = math.hypot(end[0] - start[0], end[1] - start[1])
    if not size:
        return []
    u, v = ((b - a) / size * _HEAD * sheet.unit for a, b in zip(start, end, strict=True))
    x, y = end[0] - u, end[1] - v
    return [(x + side * v / 2, y - side * u / 2) for side in (-1, 1)]


def _around(arrow: Arrow, half: Place, sheet: Sheet) -> Iterator[Place]:
    """Middles of a label around the head of an arrow, those straight on first."""
    (x0, y0), (x1, y1) = sheet.at(arrow.start), sheet.at(arrow.end)
    angle = math.atan2(y1 - y0, x1 - x0)
    for gap in (5.0, 12.0):
        for turn in _TURNS:
            u, v = math.cos(angle + math.radians(turn)), math.sin(angle + math.radians(turn))
            # So far that the box of the label ends short of the head.
            reach = min(half[0] / abs(u) if u else math.inf, half[1] / abs(v) if v else math.inf)
            by = reach + gap * sheet.unit
            yield x1 + by * u, y1 + by * v


def _costs(
    lines: Sequence[tuple[float, Sequence[Place]]],
    named: Sequence[Name],
    half: Place,
    sheet: Sheet,
) -> Callable[[Place], float]:
    """How much lies under a label whose middle is at a place."""
    wide, high = half[0] + sheet.unit, half[1] + sheet.unit

    def cost(at: Place) -> float:
        x, y = at
        total = sum(
            weight * sum(abs(a - x) < wide and abs(b - y) < high for a, b in line)
            for weight, line in lines
        )
        for each in named:
            apart = abs(each.at[0] - x) < wide + each.half[0]
            total += 10 * (apart and abs(each.at[1] - y) < high + each.half[1])
        out = (x - wide < sheet.low[0]) + (x + wide > sheet.high[0])
        return total + _OUTSIDE * (out + (y - high < sheet.low[1]) + (y + high > sheet.high[1]))

    return cost
