"""The pieces of level curves in one cell: where they meet its sides, and how they run between.

Where a level lies between the values at the ends of a side, it is looked for on the side until it
is found; where it is not (a pole, a jump) there is no point. The two points of a cell are joined
by a line whose middle is held against the function too, and bent where the curve bends (a kink).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from math import isnan
from typing import Final, NamedTuple

from gradcli.calculus.levels.edge import NEAR, last_inside
from gradcli.calculus.levels.grid import Edge, Key
from gradcli.calculus.levels.middle import still_near
from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Place, Polyline, Window
from gradcli.frozen import dataclass

UNITS: Final = 16
"""Into so many units a side of a cell is cut, at the most: one is less than a pixel."""
TOLERANCE: Final = 1e-3
"""How far a point of a curve may be from its level, as a share of the distance to the next one."""
_LOOSE: Final = 0.02  # the same for the middle of a line between two points
_ASIDE: Final = 0.1  # of a cell: where the slope across a line is looked for
_SEEN: Final = 0.08  # of a cell: how far a line may be from its curve, less than a pixel
_UNSEEN: Final = 0.01  # of the rise in a cell: so little off is not seen even where it is flatter
_REACH: Final = 0.6  # of a cell, from its middle: a piece that leads further away is another cell's
_DEEPEST: Final = 5
_SHORT: Final = 0.125  # of a cell: a line that may cut off the corner of a kink
_CORNER: Final = 0.4  # of the distance to the next level: how far it may be off there
_STEP: Final = 1e-3  # of a side of a cell: so far beside a point a function with steps is looked at
_NOISE: Final = 1e-13  # of a level: below, floats and not the function speak
_MEETS: Final = 1e-6  # of the rise in a cell: what is off by less where curves meet is not seen
_HALVINGS: Final = 45
_SECANTS: Final = 12
_NARROW: Final = 1e-6  # so near to one another two places with the values at the ends have a jump


@dataclass(frozen=True, slots=True)
class Jump:
    """The two values between which the function jumps."""

    low: float
    high: float


def root(off: Callable[[float], float], low: float, high: float, within: float) -> float | Jump:
    """Where between 0 and 1 a function, with these values at the two, is 0; or how it jumps."""
    if abs(low) <= within:
        return 0.0
    if abs(high) <= within:
        return 1.0
    a, b, at_a, at_b = 0.0, 1.0, low, high
    side = 0
    for turn in range(_SECANTS + _HALVINGS):
        weight_a, weight_b = at_a, at_b
        if turn < _SECANTS:
            # The Illinois method: the end that stays is given half its weight.
            weight_a, weight_b = (at_a / 2, at_b) if side > 1 else (at_a, at_b)
            if side < -1:
                weight_b = at_b / 2
            share = weight_a / (weight_a - weight_b)
        else:
            share = 0.5
        t = a + (b - a) * share
        if not a < t < b or (b - a < _NARROW and at_a == low and at_b == high):
            break
        found = off(t)
        if isnan(found):
            return Jump(-math.inf, math.inf)
        if abs(found) <= within:
            return t
        if (found > 0) == (at_b > 0):
            b, at_b = t, found
            side = side + 1 if side > 0 else 1
        else:
            a, at_a = t, found
            side = side - 1 if side < 0 else -1
    return Jump(min(at_a, at_b), max(at_a, at_b))


class Vertex(NamedTuple):
    """A corner of a cell, or of what of a cell lies in the domain; its value.

    Thousands are made, and a named tuple is made in a fraction of the time of a dataclass.
    """

    key: Key
    at: Place
    value: float


class Cell(NamedTuple):
    """How many units it is wide, how far its values lie apart; its middle if it is whole."""

    size: int
    rise: float
    middle: Place | None


class Pieces:
    """Finds them; a unit is `dx` wide and `dy` high, and `gaps` are the distances of the levels.

    `jumps` are the sides of cells across which the function jumps, with the two values.
    """

    __slots__ = ("dx", "dy", "flat", "gaps", "jumps", "levels", "values", "window")

    def __init__(
        self,
        values: Values,
        window: Window,
        unit: Place,
        levels: Sequence[float],
        gaps: Sequence[float],
        *,
        flat: bool,
    ) -> None:
        self.values = values
        self.window = window
        self.dx, self.dy = unit
        self.levels = levels
        self.gaps = gaps
        self.flat = flat
        self.jumps: dict[Edge, tuple[float, float]] = {}

    def piece(
        self, start: Place, end: Place, place: int, cell: Cell, meet: Place | None, *, lone: bool
    ) -> Polyline | None:
        """The line from one side of a cell to another, by way of a place to `meet`; None if none.

        The corner of a kink is cut off where the line is a `lone` one, and in the smallest cells.
        """
        bend = None
        if meet is None:
            bend = self.between(start, end, place, cell, _DEEPEST, corner=False)
            meet = self.meeting(cell, place) if bend is None else None
        if meet is not None:
            before = self.between(start, meet, place, cell, _DEEPEST)
            behind = self.between(meet, end, place, cell, _DEEPEST)
            if before is not None and behind is not None:
                bend = (*before, meet, *behind)
        if bend is None and cell.size == 1:
            x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
            near = abs(self.values(x, y) - self.levels[place]) <= _CORNER * self.gaps[place]
            bend = () if near else None
        elif bend is None and lone:
            bend = self.between(start, end, place, cell, _DEEPEST)
        return None if bend is None else (start, *bend, end)

    def meeting(self, cell: Cell, place: int) -> Place | None:
        """Where in a cell curves of a level cross one another: there the slopes are 0."""
        if cell.middle is None:
            return None
        wide, high = self.dx * cell.size, self.dy * cell.size
        found = still_near(self.values, cell.middle, wide, high)
        if found is None or not self.window.holds(found):
            return None
        off = self.values(*found) - self.levels[place]
        return found if abs(off) <= _MEETS * cell.rise else None

    def crossing(self, near: Vertex, far: Vertex, place: int) -> Place | None:
        """The point of a side at which the function has the level; None where it jumps over it."""
        level, edge = self.levels[place], (near.key, far.key)
        jump = self.jumps.get(edge)
        if jump is not None and jump[0] < level < jump[1]:
            return None
        low, high = near.value - level, far.value - level
        if max(abs(low), abs(high)) <= _NOISE * abs(level):
            return None
        found = self.root(near.at, far.at, low, high, place)
        # A corner of a cell with just the level's value may be one of many beside it.
        if not isinstance(found, Jump) and (self.flat or found in (near.at, far.at)):
            return self.off_the_flat(found, near, far, level)
        if isinstance(found, Jump):
            self.jumps[edge] = (found.low + level, found.high + level)
            return None
        return found

    def off_the_flat(self, at: Place, near: Vertex, far: Vertex, level: float) -> Place | None:
        """The place itself; None where it is at the side of an area of that value.

        Where the function keeps its value along the side of the cell alone, as min(x, y) does, a
        curve runs there, and the place is where it begins.
        """
        dx, dy = _STEP * (far.at[0] - near.at[0]), _STEP * (far.at[1] - near.at[1])
        here = self.values(*at)
        kept = [
            (at[0] + sense * dx, at[1] + sense * dy)
            for sense in (1, -1)
            if _is_same(self.values(at[0] + sense * dx, at[1] + sense * dy), here)
        ]
        if not kept:
            return at
        (x, y), *_ = kept
        right, up = _STEP * self.dx * UNITS, _STEP * self.dy * UNITS
        aside = (right, 0.0) if abs(dx) * up < abs(dy) * right else (0.0, up)
        beside = (self.values(x + sense * aside[0], y + sense * aside[1]) for sense in (1, -1))
        if any(_is_same(each, here) for each in beside):
            return None
        (a, b), off = at, near if near.value != level else far
        to_x, to_y = off.at
        for _ in range(_HALVINGS):
            x, y = (a + to_x) / 2, (b + to_y) / 2
            if self.values(x, y) == here:
                a, b = x, y
            else:
                to_x, to_y = x, y
        return a, b

    def root(self, start: Place, end: Place, low: float, high: float, place: int) -> Place | Jump:
        """Where between two places the function has the level; both values are less the level."""
        # Where the function is flat, what is near in value may be far in the drawing.
        level, within = self.levels[place], TOLERANCE * min(self.gaps[place], abs(high - low))
        (x, y), (far_x, far_y) = start, end
        dx, dy, values = far_x - x, far_y - y, self.values
        found = root(lambda t: values(x + t * dx, y + t * dy) - level, low, high, within)
        if isinstance(found, Jump):
            return found
        return start if found == 0 else end if found == 1 else (x + found * dx, y + found * dy)

    def between(
        self,
        start: Place,
        end: Place,
        place: int,
        cell: Cell,
        depth: int,
        *,
        corner: bool = True,
    ) -> Polyline | None:
        """The points that the curve needs between two of its points; None where it breaks.

        Of a `corner` a piece is cut off that is too short to be seen.
        """
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        off = self.values(*middle) - self.levels[place]
        if isnan(off):
            return None
        # In cells, where a side has length 1 whatever the scales of the axes are.
        wide, high = self.dx * cell.size, self.dy * cell.size
        across, up = (end[0] - start[0]) / wide, (end[1] - start[1]) / high
        length = math.hypot(across, up)
        if abs(off) <= _LOOSE * self.gaps[place]:
            if not length or abs(off) <= _UNSEEN * cell.rise:
                return ()
            # Where the function is flat, what is near in value may be far in the drawing.
            by = _ASIDE / length
            side = (middle[0] - by * up * wide, middle[1] + by * across * high)
            other = (middle[0] + by * up * wide, middle[1] - by * across * high)
            rise = abs(self.values(*side) - self.values(*other))
            if abs(off) <= _SEEN / (2 * _ASIDE) * rise:
                return ()
        if depth == 0:
            is_corner = abs(off) <= _CORNER * self.gaps[place]
            return () if corner and is_corner and length <= _SHORT else None
        for share in (0.25, -0.25, 0.5, -0.5, 1.0, -1.0):
            probe = (middle[0] - share * up * wide, middle[1] + share * across * high)
            there = self.values(*probe) - self.levels[place]
            if isnan(there):
                last = last_inside(self.values, middle, probe, off + self.levels[place], NEAR)
                probe, there = last.at, last.value - self.levels[place]
            if (there > 0) == (off > 0):
                continue
            found = self.root(middle, probe, off, there, place)
            if isinstance(found, Jump) or not self.window.holds(found):
                continue
            if cell.middle is not None:
                dx, dy = found[0] - cell.middle[0], found[1] - cell.middle[1]
                if max(abs(dx) / wide, abs(dy) / high) > _REACH:
                    continue
            before = self.between(start, found, place, cell, depth - 1, corner=corner)
            behind = self.between(found, end, place, cell, depth - 1, corner=corner)
            if before is not None and behind is not None:
                return (*before, found, *behind)
            return None
        return None


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= _NOISE * abs(other)
