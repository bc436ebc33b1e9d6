"""The rows of a table, as far as a function speaks of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from gradcli.field.expression import Negative, Node, Number
from gradcli.frozen import dataclass


class Reduce(StrEnum):
    """How the values of all rows become one: by their sum, or by their mean."""

    SUM = "sum"
    MEAN = "mean"


def floats_in(cells: Sequence[str]) -> list[float]:
    """The numbers of cells in floats; a program has fractions among them, such as 1/3."""
    try:
        return list(map(float, cells))
    except ValueError:
        return [float(Fraction(cell)) if "/" in cell else float(cell) for cell in cells]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """n rows: the columns that are used, as they were written, each n cells that hold numbers.

    `name` is that of the file, or what stands for it.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    count: int

    def exact(self, row: int) -> dict[str, Fraction]:
        """The numbers of one row, as they were written."""
        return {name: Fraction(cells[row].strip()) for name, cells in self.columns.items()}

    def floats(self) -> dict[str, list[float]]:
        """The columns in floats."""
        return {name: floats_in(cells) for name, cells in self.columns.items()}

    def as_trees(self, row: int) -> dict[str, Node]:
        """The numbers of one row, to be put in for the names of the columns."""
        return {
            name: Number(value) if value >= 0 else Negative(Number(-value))
            for name, value in self.exact(row).items()
        }
