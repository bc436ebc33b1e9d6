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
from math import isfinite
from typing import Final, TypeAlias

from gradcli.calculus.levels.grid import Grid
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
_HALVINGS: Final = 40
_SHARP: Final = 20  # turns after which only the golden section is left
_GOLDEN: Final = (3 - math.sqrt(5)) / 2
_ASIDE: Final = 0.3  # of a cell: how far beside a straight line a curve may run in it
_SAME: Final = 4  # digits of a cell: nearer, two points are one
_STRIDE: Final = 0.2  # of a cell: from one point to the next where lines of the level cross
_STRIDES: Final = 150
_APART: Final = 0.02
_REACHES: Final = (0.1, 0.02, 0.004)  # cells

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
        finder = _Finder(values, sampled, level.value)
        lines = finder.lines(near) if near else ()
        made.append(_with(level, lines, finder) if lines else level)
    return tuple(made)


def _with(level: Level, lines: Sequence[Polyline], finder: _Finder) -> Level:
    """The level with these lines; what marching squares found of them is left out.

    Where the others cross them marching squares may lose the way.
    """

    def key(at: Place) -> tuple[float, float]:
        x, y = finder.spot(at)
        return round(x, _SAME), round(y, _SAME)

    known = {key(at) for line in lines for at in line}
    pieces = [piece for line in lines for piece in pairwise(map(finder.spot, line))]

    def is_touched(ends: tuple[Place, Place]) -> bool:
        if finder.is_crossed(*ends):
            return False
        if {key(end) for end in ends} & known:
            return True
        (x, y), (to_x, to_y) = map(finder.spot, ends)
        middle = ((x + to_x) / 2, (y + to_y) / 2)
        return any(_is_on(middle, piece) for piece in pieces)

    crossed: list[Polyline] = []
    for line in level.lines:
        for touched, run in groupby(pairwise(line), is_touched):
            if not touched:
                first, *others = run
                crossed.append((*first, *(end for _, end in others)))
    chains = list(
        finder.bridged([[finder.spot(at) for at in line] for line in crossed], crossed=True)
    )
    reaching = [finder.drawn(finder.up_to([*map(finder.spot, line)], chains)) for line in lines]
    return replace(level, lines=(*map(finder.drawn, chains), *reaching), touching=len(reaching))


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

    def spot(self, at: Place) -> _Spot:
        """A place of the window in cells."""
        window = self.sampled.window
        x = (at[0] - window.left) / window.width * self.sampled.columns
        y = (at[1] - window.bottom) / window.height * self.sampled.rows
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
        if abs(here) > REACHED * rise and here == off(_BESIDE * reach) == off(-_BESIDE * reach):
            return None  # a step, from which no way leads down
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
        chains = self.bridged(list(_chains(touches, bends)))
        return tuple(map(self.drawn, chains))

    def is_crossed(self, start: Place, end: Place) -> bool:
        """Whether between two places of the curve the function is larger on one side of it."""
        (x, y), (to_x, to_y) = self.spot(start), self.spot(end)
        length = math.hypot(to_x - x, to_y - y) or 1.0
        across = ((y - to_y) / length * _REACHES[1], (to_x - x) / length * _REACHES[1])
        middle = ((x + to_x) / 2, (y + to_y) / 2)
        sides = (
            self.off((middle[0] + side * across[0], middle[1] + side * across[1]))
            for side in (1, -1)
        )
        return next(sides) * next(sides) < 0

    def drawn(self, chain: Sequence[_Spot]) -> Polyline:
        """The places of a chain, which may be at the edge of the window."""
        window = self.sampled.window
        places = map(self.place, chain)
        return tuple((min(x, window.right), min(y, window.top)) for x, y in places)

    def bridged(self, chains: list[list[_Spot]], *, crossed: bool = False) -> Iterator[list[_Spot]]:
        """The chains, those as one between which a curve of the same level crosses.

        Near it the nodes beside the touched curve have values on both sides of the level.
        """
        while chains:
            chain = chains.pop(0)
            for _ in range(2):
                chain.reverse()
                while chain[0] != chain[-1]:
                    ends = [chain[:1], *chains, *(each[::-1] for each in chains)]
                    found = self._onward(chain, ends, crossed=crossed)
                    if found is None:
                        break
                    number, onward = found
                    chain += onward
                    if number:
                        chains.pop((number - 1) % len(chains))
            yield chain

    def up_to(self, chain: list[_Spot], crossed: Sequence[Sequence[_Spot]]) -> list[_Spot]:
        """The chain, each end led on to the curve of the same level that ends it, if one is near.

        Beside that curve a line of the grid has values on both sides of the level, and no point.
        """
        for _ in range(2):
            chain.reverse()
            before, end = chain[-2:]
            if chain[0] == end:
                break
            length = math.dist(before, end) or 1.0
            way = ((end[0] - before[0]) / length, (end[1] - before[1]) / length)
            far = (end[0] + way[0], end[1] + way[1])
            pieces = (piece for other in crossed for piece in pairwise(other))
            shares = [share for each in pieces if (share := _meeting(end, far, each)) is not None]
            if not shares:
                continue
            reach = min(shares)
            amid = (end[0] + reach / 2 * way[0], end[1] + reach / 2 * way[1])
            if reach > _APART and self._beside(amid, way, crossed=False) is not None:
                chain.append((end[0] + reach * way[0], end[1] + reach * way[1]))
        return chain

    def _onward(
        self, chain: Sequence[_Spot], others: Sequence[list[_Spot]], *, crossed: bool
    ) -> tuple[int, list[_Spot]] | None:
        """What follows on a chain beyond its end, if that leads to the beginning of another.

        And which of the others that is.
        """
        before, end = chain[-2:]
        found: list[_Spot] = []
        missed = 0
        for _ in range(_STRIDES):
            length = math.dist(before, end) or 1.0
            way = ((end[0] - before[0]) / length, (end[1] - before[1]) / length)
            for number, other in enumerate(others):
                dx, dy = other[0][0] - end[0], other[0][1] - end[1]
                apart = math.hypot(dx, dy)
                is_onward = apart <= 2 * _STRIDE and dx * way[0] + dy * way[1] >= 0
                # Not over a pole: y = 0 is a curve of y/(x - 1) on either side of x = 1.
                if is_onward and isfinite(self.off((end[0] + dx / 2, end[1] + dy / 2))):
                    # No piece is so short that no direction can be told of it.
                    whole = [*found, *other]
                    if apart <= _APART:
                        whole = [*found[:-1], *other[not found :]]
                    return number, whole
            by = _STRIDE * (1 + 0.9 * missed)
            spot = self._beside((end[0] + by * way[0], end[1] + by * way[1]), way, crossed)
            if spot is not None:
                found.append(spot)
                before, end, missed = end, spot, 0
            elif missed:  # and not only where the other curve passes
                return None
            else:
                missed = 1
        return None

    def _beside(self, at: _Spot, way: _Spot, crossed: bool) -> _Spot | None:
        """The point of the curve beside a place, so near that no other curve lies between.

        A curve that is crossed has values on both sides of the level beside it.
        """
        if not self._holds(at):
            return None
        across = (-way[1], way[0])
        for reach in _REACHES:
            ahead, back = (
                self.off((at[0] + t * across[0], at[1] + t * across[1])) for t in (reach, -reach)
            )
            rise = min(abs(ahead), abs(back))
            if not rise > 0 or ((ahead > 0) != (back > 0)) != crossed:
                continue
            if crossed:
                spot = self._crossing(at, across, reach, ahead)
            else:
                spot = self._lowest(at, across, reach, rise, 1 if ahead > 0 else -1)
            if spot is not None:
                return spot
        return None

    def _crossing(self, at: _Spot, across: _Spot, reach: float, ahead: float) -> _Spot | None:
        """Where between two places the function has its level; None where it jumps over it."""
        low, high, spot = -reach, reach, at
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            spot = (at[0] + middle * across[0], at[1] + middle * across[1])
            if (self.off(spot) > 0) == (ahead > 0):
                high = middle
            else:
                low = middle
        return spot if abs(self.off(spot)) <= _CUSP * abs(ahead) else None

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


def _meeting(start: _Spot, end: _Spot, piece: tuple[_Spot, _Spot]) -> float | None:
    """After which share of a way it comes to a straight piece of a curve; None if it does not."""
    (x, y), (to_x, to_y) = piece
    (dx, dy), (px, py) = (end[0] - start[0], end[1] - start[1]), (to_x - x, to_y - y)
    below = dx * py - dy * px
    if not below:
        return None
    share = ((x - start[0]) * py - (y - start[1]) * px) / below
    along = ((x - start[0]) * dy - (y - start[1]) * dx) / below
    return share if 0 <= share <= 1 and -_APART <= along <= 1 + _APART else None


def _is_on(at: _Spot, piece: tuple[_Spot, _Spot]) -> bool:
    """Whether a place lies on a straight piece of a curve, as far as a drawing shows."""
    (x, y), (to_x, to_y) = piece
    dx, dy = to_x - x, to_y - y
    square = dx * dx + dy * dy
    share = ((at[0] - x) * dx + (at[1] - y) * dy) / square if square else 0.0
    share = min(1.0, max(0.0, share))
    return math.dist(at, (x + share * dx, y + share * dy)) <= _APART


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
