"""Level curves by marching squares, every point of them held against the function.

The window is cut into cells, and the curves into pieces that lead through one cell each. Cells at
the edge of the domain are cut into smaller ones, and so are those through which a curve does not
find its way: where curves of a level cross or touch one another, beside a pole and a jump. What
cannot be joined in the smallest of them stays open. (Lorensen and Cline, 1987; the saddle is
decided by the middle value.)
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from math import isnan, nan
from typing import Final, TypeAlias

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
from gradcli.calculus.levels.pieces import TOLERANCE, UNITS, Cell, Jump, Pieces, Vertex, root
from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Level, Place, Polyline, Window
from gradcli.frozen import dataclass, replace

FINER: Final = 4
"""Into so many parts a side of a cell at the edge of the domain is cut."""
_PART: Final = UNITS // FINER
_MOST_CUT: Final = 300  # cells, for all levels: a picture with more such places is no clearer
_NEARLY: Final = 0.3  # of the rise in a cell: so near to the edge the level may be that on it

_Leaf: TypeAlias = tuple[Node, int, int]
"""A cell by its lower left corner and its width, and the level that is followed through it."""


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
        Level(level, put_together(links), level == own)
        for level, links in zip(rising, tracer.links(), strict=True)
    )
    rims = tuple(map(put_together, tracer.rims))
    return Drawn(drawn, rims, tracer.outside())


class _Tracer:
    """The points found so far, by the sides of cells that they lie on, and the lines between.

    A place in the grid is counted in units, and so are cells.
    """

    __slots__ = (
        "aliases",
        "closed",
        "cut",
        "dx",
        "dy",
        "edges",
        "empty",
        "found",
        "gaps",
        "in_part",
        "lasts",
        "levels",
        "lost",
        "nodes",
        "pieces",
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
        self.sampled = sampled
        self.window = sampled.window
        self.levels = levels
        known = sampled.finite()
        span = known[-1] - known[0] if known else 0.0
        self.gaps = tolerances(levels, span / 10)
        self.dx = self.window.width / (sampled.columns * UNITS)
        self.dy = self.window.height / (sampled.rows * UNITS)
        unit = (self.dx, self.dy)
        self.pieces = Pieces(values, self.window, unit, levels, self.gaps, flat=flat)
        self.nodes: dict[Node, float] = {}
        self.edges: dict[Edge, Vertex] = {}
        self.lasts: dict[Key, Last] = {}
        self.empty: list[tuple[Node, int]] = []
        self.in_part: set[Node] = set()
        self.points: dict[tuple[Edge, int], Place | None] = {}
        self.aliases: dict[tuple[Edge, int], Edge] = {}
        self.found: dict[_Leaf, list[tuple[Edge, Edge, Polyline]]] = {}
        self.lost: deque[_Leaf] = deque()
        self.cut: set[_Leaf] = set()
        self.rims: list[Links] = [{} for _ in levels]

    def march(self) -> None:
        """Go through all cells, and then through the parts of those in which a curve is lost."""
        rows = self.sampled.values
        for j in range(self.sampled.rows):
            below, above = rows[j], rows[j + 1]
            for i in range(self.sampled.columns):
                corners = (below[i], below[i + 1], above[i + 1], above[i])
                low, high = min(corners), max(corners)
                if not isnan(sum(corners)):
                    first = bisect_right(self.levels, low)
                    if first < len(self.levels) and self.levels[first] <= high:
                        self.cell((i * UNITS, j * UNITS), UNITS, corners)
                elif all(map(isnan, corners)):
                    self.empty.append(((i * UNITS, j * UNITS), UNITS))
                else:
                    self.in_parts((i * UNITS, j * UNITS))
        while self.lost and len(self.cut) < _MOST_CUT:
            self.halve(self.lost.popleft())

    def links(self) -> list[Links]:
        """The pieces of each level, by the sides that they lead from and to."""
        made: list[Links] = [{} for _ in self.levels]
        for (_, _, place), pieces in self.found.items():
            links = made[place]
            for one, other, line in pieces:
                first = self.aliases.get((one, place), one)
                second = self.aliases.get((other, place), other)
                links.setdefault(first, []).append((second, line))
                links.setdefault(second, []).append((first, line[::-1]))
        return made

    def in_parts(self, corner: Node) -> None:
        """A cell of which a corner is outside of the domain."""
        self.in_part.add(corner)
        for j in range(0, UNITS, _PART):
            for i in range(0, UNITS, _PART):
                node = (corner[0] + i, corner[1] + j)
                nodes = corners_of(node, _PART)
                corners = tuple(self.at(each) for each in nodes)
                if not isnan(sum(corners)):
                    self.cell(node, _PART, corners)
                elif all(map(isnan, corners)):
                    self.empty.append((node, _PART))
                else:
                    vertices = self.inside(nodes, corners)
                    self.polygon(node, vertices, _PART, None)
                    if self.closed is not None:
                        self.along_edge(vertices, self.closed)

    def whole(self, nodes: Sequence[Node], corners: Sequence[float]) -> list[Vertex]:
        """The corners of a cell that lies in the domain."""
        return [
            Vertex(node, self.place(node), value)
            for node, value in zip(nodes, corners, strict=True)
        ]

    def middle(self, corner: Node, size: int) -> Place:
        """The middle of a cell."""
        return self.place((corner[0] + size / 2, corner[1] + size / 2))

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
        if i % UNITS == 0 and j % UNITS == 0:
            return self.sampled.values[j // UNITS][i // UNITS]
        found = self.nodes.get(node)
        if found is None:
            found = self.nodes[node] = self.values(*self.place(node))
        return found

    def place(self, node: tuple[float, float]) -> Place:
        x, y = self.window.left + node[0] * self.dx, self.window.bottom + node[1] * self.dy
        return (min(x, self.window.right), min(y, self.window.top))

    def cell(self, corner: Node, size: int, corners: Sequence[float]) -> None:
        """Join the points on the sides of one cell, for each level between its values."""
        vertices = self.whole(corners_of(corner, size), corners)
        self.polygon(corner, vertices, size, self.middle(corner, size))

    def polygon(
        self,
        corner: Node,
        vertices: Sequence[Vertex],
        size: int,
        middle: Place | None,
    ) -> None:
        """The same for any corners in order; `middle` is that of a whole cell."""
        known = [each.value for each in vertices]
        low, high = min(known), max(known)
        first = bisect_right(self.levels, low)
        last = bisect_left(self.levels, high, first)
        if last < len(self.levels) and self.levels[last] == high:
            last += 1
        cell = Cell(size, high - low, middle)
        for place in range(first, last):
            self.follow((corner, size, place), vertices, cell)

    def follow(self, leaf: _Leaf, vertices: Sequence[Vertex], cell: Cell) -> None:
        """The pieces of one level through one cell, which is cut if not all of them are found."""
        level = self.levels[leaf[2]]
        above = [each.value >= level for each in vertices]
        crossed = [k for k, each in enumerate(above) if each is not above[k + 1 - len(above)]]
        lone, meet = len(crossed) == 2, None
        if lone:
            pairs = [(crossed[0], crossed[1])]
        elif cell.middle is not None and crossed:
            turned = (self.values(*cell.middle) >= level) != above[0]
            pairs = [(0, 3), (1, 2)] if turned else [(0, 1), (2, 3)]
            meet = self.pieces.meeting(cell, leaf[2])
        else:
            pairs = []
        found = []
        is_lost = bool(crossed) and not pairs
        for pair in pairs:
            (first, start), (second, end) = (self.end(vertices, k, leaf[2]) for k in pair)
            if start is None or end is None:
                # A piece that ends at a jump, or at an area of its value, is followed up to it.
                is_lost = is_lost or (start is None) != (end is None)
                continue
            line = self.pieces.piece(start, end, leaf[2], cell, meet, lone=lone)
            if line is None:
                is_lost = True
            else:
                found.append((first, second, line))
        if found:
            self.found[leaf] = found
        if is_lost and cell.size > 1:
            self.lost.append(leaf)

    def end(self, vertices: Sequence[Vertex], k: int, place: int) -> tuple[Edge, Place | None]:
        """A side of a polygon, and where on it the level is."""
        near, far = vertices[k], vertices[k + 1 - len(vertices)]
        if near.key > far.key:
            near, far = far, near
        edge = (near.key, far.key)
        if (edge, place) not in self.points:
            if len(near.key) > 2 and len(far.key) > 2:
                self.points[edge, place] = self.at_edge(vertices, k, place)
            else:
                self.points[edge, place] = self.pieces.crossing(near, far, place)
        return edge, self.points[edge, place]

    def halve(self, leaf: _Leaf) -> None:
        """Follow the curve through the four parts of a cell instead of the whole."""
        if leaf in self.cut:
            return
        self.cut.add(leaf)
        self.found.pop(leaf, None)
        (i, j), size, place = leaf
        half = size // 2
        for k in range(4):
            self.halve_side(leaf, k)
        for corner in corners_of((i, j), half):
            nodes = corners_of(corner, half)
            corners = tuple(self.at(each) for each in nodes)
            if all(map(isnan, corners)):
                continue
            is_whole = not isnan(sum(corners))
            vertices = (self.whole if is_whole else self.inside)(nodes, corners)
            middle = self.middle(corner, half) if is_whole else None
            known = [each.value for each in vertices]
            cell = Cell(half, max(known) - min(known), middle)
            self.follow((corner, half, place), vertices, cell)

    def halve_side(self, leaf: _Leaf, k: int) -> None:
        """What is known of a side of a cell that is cut holds for the half on which it lies.

        Where the halves tell more than the side, the cell on the other side of it is cut too.
        """
        corner, size, place = leaf
        nodes = corners_of(corner, size)
        near, far = sorted((nodes[k], nodes[(k + 1) % 4]))
        amid = ((near[0] + far[0]) // 2, (near[1] + far[1]) // 2)
        level = self.levels[place]
        low, between, high = (self.at(each) for each in (near, amid, far))
        if isnan(low + between + high):
            return
        changed = [
            edge
            for edge, one, other in (((near, amid), low, between), ((amid, far), between, high))
            if (one >= level) != (other >= level)
        ]
        if not changed:
            return
        whole = ((near, far), place)
        point = self.points.get(whole)
        if len(changed) == 1 and point is not None and self.is_on(point, changed[0]):
            self.points[changed[0], place] = point
            self.aliases[changed[0], place] = self.aliases.get(whole, whole[0])
        elif len(changed) > 1 or point is not None:
            self.cut_beside(leaf, k)

    def is_on(self, point: Place, side: tuple[Node, Node]) -> bool:
        """Whether a point of a side lies on this part of it."""
        (x, y), (to_x, to_y) = map(self.place, side)
        return x <= point[0] <= to_x and y <= point[1] <= to_y

    def cut_beside(self, leaf: _Leaf, k: int) -> None:
        """Have the cell on the other side of a side cut as far as this one."""
        (i, j), size, place = leaf
        right, up = ((0, -1), (1, 0), (0, 1), (-1, 0))[k]
        i, j = i + right * size, j + up * size
        columns, rows = self.sampled.columns * UNITS, self.sampled.rows * UNITS
        if not (0 <= i < columns and 0 <= j < rows):
            return
        wide = UNITS
        if (i // UNITS * UNITS, j // UNITS * UNITS) in self.in_part:
            wide = _PART
        while wide >= size:
            self.lost.append(((i // wide * wide, j // wide * wide), wide, place))
            wide //= 2

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
