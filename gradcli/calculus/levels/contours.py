"""Level curves by marching squares, every point of them held against the function.

The window is cut into cells. Where a level lies between the values at the ends of a cell's side, it
is looked for on the side until it is found; where it is not (a pole, a jump) there is no point. The
two points of a cell are joined by a line whose middle is held against the function too, and bent
where the curve bends (a kink); what cannot be joined stays open. Cells at the edge of the domain
are cut into smaller ones. (Lorensen and Cline, 1987; the saddle is decided by the middle value.)
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import isnan, nan
from typing import Final, NamedTuple

from gradcli.calculus.levels.choice import snapped, tolerances
from gradcli.calculus.levels.edge import (
    NEAR,
    Last,
    edge_between,
    is_edge,
    last_inside,
    on_edge,
    outwards_of,
)
from gradcli.calculus.levels.grid import Edge, Grid, Key, Links, Node, corners_of, put_together
from gradcli.calculus.levels.middle import still_near
from gradcli.calculus.levels.root import Jump, root
from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Level, Place, Polyline, Window
from gradcli.frozen import dataclass, replace

FINER: Final = 4
"""Into so many parts a side of a cell at the edge of the domain is cut."""
TOLERANCE: Final = 1e-3
"""How far a point of a curve may be from its level, as a share of the distance to the next one."""
_LOOSE: Final = 0.02  # the same for the middle of a line between two points
_ASIDE: Final = 0.1  # of a cell: where the slope across a line is looked for
_SEEN: Final = 0.08  # of a cell: how far a line may be from its curve, less than a pixel
_DEEPEST: Final = 5
_SHORT: Final = 0.125  # of a cell: a line that may cut off the corner of a kink
_CORNER: Final = 0.4  # of the distance to the next level: how far it may be off there
_STEP: Final = 1e-3  # of a side of a cell: so far beside a point a function with steps is looked at
_NOISE: Final = 1e-13  # of a level: below, floats and not the function speak
_MEETS: Final = 1e-6  # of the rise in a cell: what is off by less where curves meet is not seen
_HALVINGS: Final = 45
_NEARLY: Final = 0.3  # of the rise in a cell: so near to the edge the level may be that on it


class Vertex(NamedTuple):
    """A corner of a cell, or of what of a cell lies in the domain; its value.

    Thousands are made, and a named tuple is made in a fraction of the time of a dataclass.
    """

    key: Key
    at: Place
    value: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """The curves of each level, by rising levels, and boxes that hold no point of the domain.

    `rims` are those of each level along the edge of the domain.
    """

    levels: tuple[Level, ...]
    rims: tuple[tuple[Polyline, ...], ...]
    outside: tuple[Window, ...]


def level_curves(
    values: Values,
    sampled: Grid,
    levels: Sequence[float],
    own: float | None = None,
    *,
    flat: bool = False,
    closed: Values | None = None,
) -> Drawn:
    """The level curves in the window of the grid, and where in it the function has no value.

    `flat` says that the function may be constant on a part of it: there is no curve in such a part
    nor along its side. With `closed`, the function with a value at the edge of its domain, curves
    that run along the edge are found.
    """
    rising = sorted(set(levels))
    sampled = replace(sampled, values=snapped(sampled.values, rising))
    tracer = _Tracer(values, sampled, rising, flat=flat, closed=closed)
    tracer.march()
    drawn = tuple(
        Level(level, put_together(tracer.links[place]), level == own)
        for place, level in enumerate(rising)
    )
    rims = tuple(map(put_together, tracer.rims))
    return Drawn(drawn, rims, tracer.outside())


class _Tracer:
    """The points found so far, by the sides of cells that they lie on, and the lines between."""

    __slots__ = (
        "closed",
        "dx",
        "dy",
        "edges",
        "empty",
        "fine",
        "flat",
        "gaps",
        "jumps",
        "lasts",
        "levels",
        "links",
        "points",
        "rims",
        "sampled",
        "values",
        "window",
    )

    def __init__(
        self,
        values: Values,
        sampled: Grid,
        levels: Sequence[float],
        *,
        flat: bool,
        closed: Values | None,
    ) -> None:
        self.values = values
        self.closed = closed
        self.flat = flat
        self.sampled = sampled
        self.window = sampled.window
        self.levels = levels
        known = sampled.finite()
        span = known[-1] - known[0] if known else 0.0
        self.gaps = tolerances(levels, span / 10)
        self.dx = self.window.width / (sampled.columns * FINER)
        self.dy = self.window.height / (sampled.rows * FINER)
        self.fine: dict[Node, float] = {}
        self.edges: dict[Edge, Vertex] = {}
        self.lasts: dict[Key, Last] = {}
        self.empty: list[tuple[Node, int]] = []
        self.jumps: dict[Edge, tuple[float, float]] = {}
        self.points: dict[tuple[Edge, int], Place | None] = {}
        self.links: list[Links] = [{} for _ in levels]
        self.rims: list[Links] = [{} for _ in levels]

    def march(self) -> None:
        """Go through all cells."""
        rows = self.sampled.values
        for j in range(self.sampled.rows):
            below, above = rows[j], rows[j + 1]
            for i in range(self.sampled.columns):
                corners = (below[i], below[i + 1], above[i + 1], above[i])
                low, high = min(corners), max(corners)
                if not isnan(sum(corners)):
                    first = bisect_right(self.levels, low)
                    if first < len(self.levels) and self.levels[first] <= high:
                        self.cell((i * FINER, j * FINER), FINER, corners)
                elif all(map(isnan, corners)):
                    self.empty.append(((i * FINER, j * FINER), FINER))
                else:
                    self.in_parts((i * FINER, j * FINER))

    def in_parts(self, corner: Node) -> None:
        """A cell of which a corner is outside of the domain."""
        for j in range(FINER):
            for i in range(FINER):
                node = (corner[0] + i, corner[1] + j)
                nodes = corners_of(node, 1)
                corners = tuple(self.at(each) for each in nodes)
                if not isnan(sum(corners)):
                    self.cell(node, 1, corners)
                elif all(map(isnan, corners)):
                    self.empty.append((node, 1))
                else:
                    vertices = self.inside(nodes, corners)
                    self.polygon(vertices, 1, None)
                    if self.closed is not None:
                        self.along_edge(vertices, self.closed)

    def inside(self, nodes: Sequence[Node], corners: Sequence[float]) -> list[Vertex]:
        """The corners of what of a cell lies in the domain, in order around it."""
        found: list[Vertex] = []
        for k in range(4):
            far = (k + 1) % 4
            if not isnan(corners[k]):
                found.append(Vertex(nodes[k], self.place(nodes[k]), corners[k]))
            if isnan(corners[k]) != isnan(corners[far]):
                ends = (k, far) if isnan(corners[far]) else (far, k)
                found.append(self.last_inside(nodes[ends[0]], nodes[ends[1]], corners[ends[0]]))
        return found

    def last_inside(self, start: Node, end: Node, value: float) -> Vertex:
        """The last place of the domain on the way from a node in it to one outside."""
        found = self.edges.get((start, end))
        if found is None:
            last = last_inside(self.values, self.place(start), self.place(end), value, NEAR)
            found = self.edges[start, end] = Vertex((*start, *end), last.at, last.value)
            self.lasts[found.key] = last
        return found

    def outside(self) -> tuple[Window, ...]:
        """Boxes without a point of the domain, those beside one another as one."""
        boxes: list[Window] = []
        rows: dict[tuple[int, int], list[int]] = {}
        for (i, j), size in self.empty:
            rows.setdefault((j, size), []).append(i)
        for (j, size), begins in sorted(rows.items()):
            begins.sort()
            first = begins[0]
            for begin, following in zip(begins, [*begins[1:], None], strict=True):
                if following == begin + size:
                    continue
                left, bottom = self.place((first, j))
                right, top = self.place((begin + size, j + size))
                boxes.append(Window(left, right, bottom, top))
                first = following if following is not None else first
        return tuple(boxes)

    def at(self, node: Node) -> float:
        i, j = node
        if i % FINER == 0 and j % FINER == 0:
            return self.sampled.values[j // FINER][i // FINER]
        found = self.fine.get(node)
        if found is None:
            found = self.fine[node] = self.values(*self.place(node))
        return found

    def place(self, node: tuple[float, float]) -> Place:
        x, y = self.window.left + node[0] * self.dx, self.window.bottom + node[1] * self.dy
        return (min(x, self.window.right), min(y, self.window.top))

    def cell(self, corner: Node, size: int, corners: Sequence[float]) -> None:
        """Join the points on the sides of one cell, for each level between its values."""
        nodes = corners_of(corner, size)
        vertices = [
            Vertex(node, self.place(node), value)
            for node, value in zip(nodes, corners, strict=True)
        ]
        self.polygon(vertices, size, (corner[0] + size / 2, corner[1] + size / 2))

    def polygon(
        self, vertices: Sequence[Vertex], size: int, middle: tuple[float, float] | None
    ) -> None:
        """The same for any corners in order; `middle` is that of a whole cell."""
        known = [each.value for each in vertices]
        low, high = min(known), max(known)
        first = bisect_right(self.levels, low)
        last = bisect_left(self.levels, high, first)
        if last < len(self.levels) and self.levels[last] == high:
            last += 1
        cell = _Cell(size, high - low, None if middle is None else self.place(middle))
        count = len(vertices)
        for place in range(first, last):
            level = self.levels[place]
            above = [value >= level for value in known]
            crossed = [k for k in range(count) if above[k] != above[(k + 1) % count]]
            meet = None
            if len(crossed) == 2:
                pairs = [(crossed[0], crossed[1])]
            elif cell.middle is not None and crossed:
                turned = (self.values(*cell.middle) >= level) != above[0]
                pairs = [(0, 3), (1, 2)] if turned else [(0, 1), (2, 3)]
                meet = self.meeting(cell, place)
            else:
                continue
            for one, other in pairs:
                self.join(vertices, one, other, place, cell, meet)

    def meeting(self, cell: _Cell, place: int) -> Place | None:
        """Where in a cell curves of a level cross one another: there the slopes are 0."""
        if cell.middle is None:
            return None
        wide, high = self.dx * cell.size, self.dy * cell.size
        found = still_near(self.values, cell.middle, wide, high)
        if found is None or not self.window.holds(found):
            return None
        off = self.values(*found) - self.levels[place]
        return found if abs(off) <= _MEETS * cell.rise else None

    def join(
        self,
        vertices: Sequence[Vertex],
        one: int,
        other: int,
        place: int,
        cell: _Cell,
        meet: Place | None,
    ) -> None:
        """A piece of a curve from one side of a polygon to another, by way of a place to `meet`."""
        ends: list[tuple[Edge, Place | None]] = []
        for k in (one, other):
            near, far = vertices[k], vertices[(k + 1) % len(vertices)]
            if near.key > far.key:
                near, far = far, near
            edge = (near.key, far.key)
            if (edge, place) not in self.points:
                if len(near.key) > 2 and len(far.key) > 2:
                    self.points[edge, place] = self.at_edge(vertices, k, place)
                else:
                    self.points[edge, place] = self.crossing(near, far, place)
            ends.append((edge, self.points[edge, place]))
        (first, start), (second, end) = ends
        if start is None or end is None:
            return
        bend = None
        if meet is None:
            bend = self.between(start, end, place, cell, _DEEPEST, corner=False)
            meet = self.meeting(cell, place) if bend is None else None
        if meet is not None:
            before = self.between(start, meet, place, cell, _DEEPEST)
            behind = self.between(meet, end, place, cell, _DEEPEST)
            if before is not None and behind is not None:
                bend = (*before, meet, *behind)
        if bend is None:
            bend = self.between(start, end, place, cell, _DEEPEST)
        if bend is None:
            return
        line = (start, *bend, end)
        self.links[place].setdefault(first, []).append((second, line))
        self.links[place].setdefault(second, []).append((first, line[::-1]))

    def at_edge(self, vertices: Sequence[Vertex], k: int, place: int) -> Place | None:
        """Where between two places at the edge of the domain a curve meets it.

        The straight way between the two may lead out of the domain.
        """
        near, far = vertices[k], vertices[(k + 1) % len(vertices)]
        outwards = outwards_of(near.at, far.at, (self.dx, self.dy))
        edge, level = edge_between(self.values, near.at, far.at, outwards), self.levels[place]

        def off(share: float) -> float:
            last = edge(share)
            return math.nan if last is None else last.value - level

        low, high = off(0.0), off(1.0)
        if not low * high < 0:
            return None
        share = root(off, low, high, TOLERANCE * self.gaps[place])
        last = None if isinstance(share, Jump) else edge(share)
        return None if last is None else last.at

    def along_edge(self, vertices: Sequence[Vertex], closed: Values) -> None:
        """Pieces of curves that the edge of the domain itself is, in what of a cell lies in it."""
        known = [each.value for each in vertices]
        within = _NEARLY * (max(known) - min(known))
        for k, near in enumerate(vertices):
            far = vertices[(k + 1) % len(vertices)]
            reached = closed(*self.lasts[near.key].beyond) if len(near.key) > 2 else nan
            if isnan(reached) or len(far.key) <= 2:
                continue
            first = bisect_left(self.levels, reached - within)
            for place in range(first, bisect_right(self.levels, reached + within)):
                start, end = (self.on_edge(each, place, closed) for each in (near, far))
                if start is None or end is None:
                    continue
                outwards = outwards_of(start, end, (self.dx, self.dy))
                if start == end or is_edge(self.values, start, end, outwards):
                    one, other = (near.key, near.key), (far.key, far.key)
                    self.rims[place].setdefault(one, []).append((other, (start, end)))
                    self.rims[place].setdefault(other, []).append((one, (end, start)))

    def on_edge(self, near: Vertex, place: int, closed: Values) -> Place | None:
        key = ((near.key, near.key), place)
        if key not in self.points:
            last, level, gap = self.lasts[near.key], self.levels[place], self.gaps[place]
            self.points[key] = on_edge(self.values, closed, last, level, gap)
        return self.points[key]

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
        right, up = _STEP * self.dx * FINER, _STEP * self.dy * FINER
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
        cell: _Cell,
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
            if not length or abs(off) <= _SEEN / 2 * cell.rise:
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
            before = self.between(start, found, place, cell, depth - 1, corner=corner)
            behind = self.between(found, end, place, cell, depth - 1, corner=corner)
            if before is not None and behind is not None:
                return (*before, found, *behind)
            return None
        return None


class _Cell(NamedTuple):
    """How many fine cells it is wide, how far its values lie apart; its middle if it is whole."""

    size: int
    rise: float
    middle: Place | None


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= _NOISE * abs(other)
