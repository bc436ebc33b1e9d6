"""A function at the corners of the cells that a window is cut into, and lines through the cells."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import TypeAlias

from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Place, Polyline, Window
from gradcli.frozen import dataclass

Node: TypeAlias = tuple[int, int]
Key: TypeAlias = tuple[int, ...]
"""A node, or the last place of the domain on the way from one node to another."""
Edge: TypeAlias = tuple[Key, Key]
Links: TypeAlias = dict[Edge, list[tuple[Edge, Polyline]]]
"""For each side of a cell the pieces of a curve that lead from it to others."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The values at the corners of the cells, row by row from the bottom."""

    window: Window
    columns: int
    rows: int
    values: tuple[tuple[float, ...], ...]

    def finite(self) -> list[float]:
        """The values that exist, in order of size."""
        return sorted(value for row in self.values for value in row if not isnan(value))


def grid(values: Values, window: Window, columns: int, rows: int) -> Grid:
    """The values of a function at the corners of so many cells."""
    across = [window.left + window.width * i / columns for i in range(columns + 1)]
    up = [window.bottom + window.height * j / rows for j in range(rows + 1)]
    return Grid(window, columns, rows, tuple(tuple(values(s, t) for s in across) for t in up))


def corners_of(corner: Node, size: int) -> tuple[Node, Node, Node, Node]:
    """The corners of a square of so many cells, in order around it."""
    i, j = corner
    return ((i, j), (i + size, j), (i + size, j + size), (i, j + size))


def put_together(links: Links) -> tuple[Polyline, ...]:
    """The lines of a level, put together: those with ends first, then those that close."""
    used: set[Edge] = set()
    made: list[Polyline] = []
    ends = [edge for edge, to in links.items() if len(to) == 1]
    for begin in (*ends, *links):
        if begin in used:
            continue
        line = list(_walk(begin, links, used))
        clean = [point for k, point in enumerate(line) if k == 0 or point != line[k - 1]]
        if len(clean) > 1:
            made.append(tuple(clean))
    return tuple(made)


def _walk(begin: Edge, links: Links, used: set[Edge]) -> Iterator[Place]:
    """The points of one line from a side on; where it closes, the first once more."""
    edge, before = begin, None
    used.add(begin)
    while True:
        onward = [
            (other, line)
            for other, line in links[edge]
            if other not in used or (other == begin and before not in (None, begin))
        ]
        if not onward:
            return
        other, line = onward[0]
        yield from line
        if other in used:
            return
        used.add(other)
        edge, before = other, edge
