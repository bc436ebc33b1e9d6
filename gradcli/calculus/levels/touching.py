"""Level curves on which the function does not cross its level, but touches it from one side.

x = 0 is one of x^2 y at the level 0, and of |x|: no side of a cell has values on both sides of the
level, and marching squares passes over it. Along each line of the grid the function is followed
down to where it is nearest to the level. Where it reaches it, to what floats tell, there is a
point; points at the sides of one cell are joined where the middle between them is one as well.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby, pairwise
from typing import Final, TypeAlias

from gradcli.calculus.levels.contours import Grid
from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Level, Place, Polyline
from gradcli.frozen import dataclass, replace

REACHED: Final = 1e-11
"""How near to its level a function comes that touches it, as a share of its rise to the nodes."""
_NOISE: Final = 1e-12  # of the largest value: what rises by less is what floats leave of nothing
_STEEP: Final = 0.6  # of the larger neighbour: what is higher comes down to no level in between
_BLUNT: Final = 4.0  # what is further above than by the root of the way that is left stays above
_CUSP: Final = 1e-6  # the same share where the function is as steep as a root, and floats are few
_BESIDE: Final = 1e-3  # of the way that is looked at: so near to a point of the curve ...
_LOW: Final = 0.2  # ... a function without a jump there has so small a part of its rise
_TURNS: Final = 90
_SHARP: Final = 20  # turns after which only the golden section is left
_GOLDEN: Final = (3 - math.sqrt(5)) / 2
_ASIDE: Final = 0.3  # of a cell: how far beside a straight line a curve may run in it
_SAME: Final = 4  # digits of a cell: nearer, two points are one
_GAP: Final = 2.5  # cells: where lines of the level cross, both may be missed so far

_Spot: TypeAlias = tuple[float, float]
"""A place in cells: (2.5, 3) lies on the third line from the bottom, amid the third cell of it."""


@dataclass(frozen=True, slots=True)
class _Low:
    """A node, the way along which the function is lowest there, and its rise to either side.

    Lowest is what is nearest to the level: `sense` is -1 where the function is below it.
    """

    node: _Spot
    way: _Spot
    rise: float
    sense: int


@dataclass(frozen=True, slots=True)
class _Touch:
    """A point of the curve, and how far the function rises from it to the nodes beside it."""

    spot: _Spot
    rise: float


def with_touching(values: Values, sampled: Grid, levels: Sequence[Level]) -> tuple[Level, ...]:
    """The levels, each with its lines on both sides of which the function is larger, or smaller.

    `levels` rise, and have the lines that the function crosses.
    """
    lows = _lows(values, sampled, [level.value for level in levels])
    made = []
    for place, level in enumerate(levels):
        near = lows.get(place)
        lines = _Finder(values, sampled, level.value).lines(near) if near else ()
        made.append(_with(level, lines, sampled) if lines else level)
    return tuple(made)


def _with(level: Level, lines: Sequence[Polyline], sampled: Grid) -> Level:
    """The level with these lines; what marching squares found of them is left out."""
    window = sampled.window

    def key(at: Place) -> tuple[float, float]:
        x = (at[0] - window.left) / window.width * sampled.columns
        y = (at[1] - window.bottom) / window.height * sampled.rows
        return round(x, _SAME), round(y, _SAME)

    known = {key(at) for line in lines for at in line}
    crossed: list[Polyline] = []
    for line in level.lines:
        runs = groupby(pairwise(line), lambda ends: key(ends[0]) in known and key(ends[1]) in known)
        for is_known, run in runs:
            if not is_known:
                first, *others = run
                crossed.append((*first, *(end for _, end in others)))
    return replace(level, lines=(*crossed, *lines), touching=len(lines))


@dataclass(frozen=True, slots=True, eq=False)
class _Finder:
    values: Values
    sampled: Grid
    level: float

    def place(self, spot: _Spot) -> Place:
        window = self.sampled.window
        x = window.left + window.width * (spot[0] / self.sampled.columns)
        y = window.bottom + window.height * (spot[1] / self.sampled.rows)
        return x, y

    def _holds(self, spot: _Spot) -> bool:
        return 0 <= spot[0] <= self.sampled.columns and 0 <= spot[1] <= self.sampled.rows

    def off(self, spot: _Spot) -> float:
        """How far from its level the function is."""
        return self.values(*self.place(spot)) - self.level

    def touches(self, lows: Sequence[_Low]) -> list[_Touch]:
        """The points on the lines of the grid, each once."""
        found: dict[_Spot, _Touch] = {}
        for low in lows:
            spot = self._lowest(low.node, low.way, 1.0, low.rise, low.sense)
            if spot is not None and self._holds(spot):
                key = (round(spot[0], _SAME), round(spot[1], _SAME))
                found.setdefault(key, _Touch(spot, low.rise))
        return list(found.values())

    def _lowest(self, at: _Spot, way: _Spot, reach: float, rise: float, sense: int) -> _Spot | None:
        """Where the function reaches its level, so far each way from a place; None if nowhere.

        The next place to look at is in turn the vertex of a parabola, where a line on either side
        would meet the level, and the golden section.
        """

        def off(t: float) -> float:
            return sense * self.off((at[0] + t * way[0], at[1] + t * way[1]))

        low, middle, high = -reach, 0.0, reach
        at_low, here, at_high = off(low), off(middle), off(high)
        for turn in range(_TURNS):
            if abs(here) <= REACHED * rise:
                break
            if not (here <= at_low and here <= at_high):  # or one of them is no number
                return None
            share = (high - low) / reach
            if here < 0 or here > _BLUNT * rise * math.sqrt(share):
                return None
            if here <= _CUSP * rise and share <= _CUSP**2:
                break
            guess = math.nan
            if turn < _SHARP:
                guess = _guess(turn % 4, (low, middle, high), (at_low, here, at_high))
            if not low < guess < high or guess == middle:
                wide = high - middle > middle - low
                guess = middle + _GOLDEN * ((high if wide else low) - middle)
            there = off(guess)
            if there <= here:
                low, high = (middle, high) if guess > middle else (low, middle)
                at_low, at_high = (here, at_high) if guess > middle else (at_low, here)
                middle, here = guess, there
            elif guess > middle:
                high, at_high = guess, there
            else:
                low, at_low = guess, there
        # At a jump a value may be approached from one side, and not be there.
        sides = (off(middle + side * _BESIDE * reach) for side in (1, -1))
        if here > _CUSP * rise or not all(each <= _LOW * rise for each in sides):
            return None
        return at[0] + middle * way[0], at[1] + middle * way[1]

    def lines(self, lows: Sequence[_Low]) -> tuple[Polyline, ...]:
        """The points joined within the cells, and over what the cells leave open."""
        touches = self.touches(lows)
        cells: dict[tuple[int, int], list[int]] = {}
        for number, touch in enumerate(touches):
            for i in _cells_at(touch.spot[0], self.sampled.columns):
                for j in _cells_at(touch.spot[1], self.sampled.rows):
                    cells.setdefault((i, j), []).append(number)
        bends: dict[tuple[int, int], _Spot] = {}
        for numbers in cells.values():
            for pair in combinations(numbers, 2):
                if pair not in bends:
                    bend = self._between(touches[pair[0]], touches[pair[1]], 0.5)
                    if bend is not None:
                        bends[pair] = bend
        degrees = [0] * len(touches)
        for one, other in bends:
            degrees[one] += 1
            degrees[other] += 1
        ends = [number for number, degree in enumerate(degrees) if degree < 2]
        for pair in combinations(ends, 2):
            start, end = touches[pair[0]], touches[pair[1]]
            if pair in bends or math.dist(start.spot, end.spot) > _GAP:
                continue
            met = [self._between(start, end, share) for share in (0.25, 0.75, 0.5)]
            if None not in met and met[2] is not None:
                bends[pair] = met[2]
        return tuple(
            tuple(self._in_window(spot) for spot in chain) for chain in _chains(touches, bends)
        )

    def _in_window(self, spot: _Spot) -> Place:
        """The place of a spot, which may be at the edge."""
        (x, y), window = self.place(spot), self.sampled.window
        return min(x, window.right), min(y, window.top)

    def _between(self, start: _Touch, end: _Touch, share: float) -> _Spot | None:
        """The point of the curve between two others; None where it does not run there."""
        (x, y), (dx, dy) = start.spot, (end.spot[0] - start.spot[0], end.spot[1] - start.spot[1])
        middle, length = (x + share * dx, y + share * dy), math.hypot(dx, dy)
        rise = min(start.rise, end.rise)
        off = self.off(middle)
        if abs(off) <= REACHED * rise:
            return middle
        across = (-dy / length, dx / length)
        return self._lowest(middle, across, _ASIDE * length, rise, 1 if off > 0 else -1)


def _lows(values: Values, sampled: Grid, levels: Sequence[float]) -> dict[int, list[_Low]]:
    """For each level, by its place, the nodes from which the function may come to touch it."""
    window, known = sampled.window, sampled.values
    finite = sampled.finite()
    if not finite:
        return {}
    noise = _NOISE * max(abs(finite[0]), abs(finite[-1]))
    dx, dy = window.width / sampled.columns, window.height / sampled.rows
    found: dict[int, list[_Low]] = {}
    for j, row in enumerate(known):
        y = window.bottom + j * dy
        line = (values(window.left - dx, y), *row, values(window.right + dx, y))
        for i, place, rise, sense in _lows_of(line, levels, noise):
            found.setdefault(place, []).append(_Low((float(i), float(j)), (1.0, 0.0), rise, sense))
    for i, column in enumerate(zip(*known, strict=True)):
        x = window.left + i * dx
        line = (values(x, window.bottom - dy), *column, values(x, window.top + dy))
        for j, place, rise, sense in _lows_of(line, levels, noise):
            found.setdefault(place, []).append(_Low((float(i), float(j)), (0.0, 1.0), rise, sense))
    return found


def _lows_of(
    line: Sequence[float], levels: Sequence[float], noise: float
) -> Iterator[tuple[int, int, float, int]]:
    """Nodes lower than the two beside them, or higher; the levels that may be touched there.

    The line has a value more at either end: those beyond the window.
    """
    for node in range(len(line) - 2):
        before, here, after = line[node : node + 3]
        if here < before and here <= after:
            sense, far = 1, max(before, after)
        elif here > before and here >= after:
            sense, far = -1, min(before, after)
        else:
            continue
        below = here + REACHED * (far - here)
        if sense > 0:
            places = range(bisect_right(levels, below) - 1, -1, -1)
        else:
            places = range(bisect_left(levels, below), len(levels))
        for place in places:
            off, rim = sense * (here - levels[place]), sense * (far - levels[place])
            if off > _STEEP * rim:
                break
            rise = max(min(sense * (before - levels[place]), sense * (after - levels[place])), off)
            if rise > noise:
                yield node, place, rise, sense


def _guess(turn: int, at: tuple[float, float, float], height: tuple[float, float, float]) -> float:
    """Where a curve through three points may have its lowest one."""
    (low, middle, high), (at_low, here, at_high) = at, height
    if turn == 0:
        one, other = (middle - low) * (here - at_high), (middle - high) * (here - at_low)
        if one == other:
            return math.nan
        return middle - ((middle - low) * one - (middle - high) * other) / (2 * (one - other))
    if turn == 1 and at_low > here:
        return middle + here * (middle - low) / (at_low - here)
    if turn == 2 and at_high > here:
        return middle - here * (high - middle) / (at_high - here)
    return math.nan


def _cells_at(at: float, count: int) -> set[int]:
    """The cells in which a coordinate lies: at a node two."""
    near = 10.0**-_SAME
    return {i for i in (math.floor(at - near), math.floor(at + near)) if 0 <= i < count}


def _chains(
    touches: Sequence[_Touch], bends: dict[tuple[int, int], _Spot]
) -> Iterator[list[_Spot]]:
    """The joined points, one after the other: lines with ends first, then closed ones."""
    beside: dict[int, list[int]] = {}
    for one, other in bends:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    left = set(bends)
    for begin in sorted(beside, key=lambda number: len(beside[number]) == 2):
        while True:
            chain, at = [touches[begin].spot], begin
            while True:
                pairs = ((min(at, each), max(at, each)) for each in beside[at])
                pair = next((each for each in pairs if each in left), None)
                if pair is None:
                    break
                left.discard(pair)
                at = pair[0] if pair[1] == at else pair[1]
                chain += [bends[pair], touches[at].spot]
            if len(chain) == 1:
                break
            yield chain
