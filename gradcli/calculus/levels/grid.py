"""A function at the corners of the cells that a window is cut into."""

from __future__ import annotations

from math import isnan
from typing import TypeAlias

from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Window
from gradcli.frozen import dataclass

Node: TypeAlias = tuple[int, int]


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
