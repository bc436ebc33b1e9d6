"""A canvas of characters: dots in braille, two by four in each, and text over them.

A cell has one style, that of the most important thing in it. In ASCII a cell is one sign, which
says what is drawn there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.runs import Run, Runs, Style

_BRAILLE: Final = 0x2800
# The bits of a cell, row by row (Unicode, chapter 21.1).
_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
ACROSS: Final = 2
DOWN: Final = 4

_SHADE: Final = "░"
_HEADS: Final = "→↗↑↖←↙↓↘"
_ASCII_HEADS: Final = ">/^\\</v\\"


class Layer(IntEnum):
    """What covers what, from the bottom up."""

    EMPTY = 0
    AREA = 1
    LEVEL = 2
    GUIDE = 3
    CURVE = 4
    OWN = 5
    PROJECTION = 6
    DIRECTION = 7
    GRADIENT = 8
    TEXT = 9


_STYLES: Final = {
    Layer.EMPTY: Style.TEXT,
    Layer.AREA: Style.LEVEL,
    Layer.LEVEL: Style.LEVEL,
    Layer.GUIDE: Style.LEVEL,
    Layer.CURVE: Style.CURVE,
    Layer.OWN: Style.OWN_LEVEL,
    Layer.PROJECTION: Style.PROJECTION,
    Layer.DIRECTION: Style.DIRECTION,
    Layer.GRADIENT: Style.GRADIENT,
    Layer.TEXT: Style.TEXT,
}
# What a cell shows in ASCII.
_SIGNS: Final = {
    Layer.AREA: "~",
    Layer.LEVEL: ".",
    Layer.GUIDE: ":",
    Layer.CURVE: "*",
    Layer.OWN: "o",
    Layer.PROJECTION: "=",
    Layer.DIRECTION: "+",
    Layer.GRADIENT: "#",
}


class Canvas:
    """A rectangle of cells; dots are counted from the lower left."""

    __slots__ = ("bits", "charset", "columns", "layers", "rows", "styles", "texts")

    def __init__(self, columns: int, rows: int, charset: Charset) -> None:
        self.columns = columns
        self.rows = rows
        self.charset = charset
        self.bits = [[0] * columns for _ in range(rows)]
        self.layers = [[Layer.EMPTY] * columns for _ in range(rows)]
        self.texts: dict[tuple[int, int], str] = {}
        self.styles: dict[tuple[int, int], Style] = {}

    @property
    def width(self) -> int:
        """How many dots it is wide."""
        return self.columns * ACROSS

    @property
    def height(self) -> int:
        """How many dots it is high."""
        return self.rows * DOWN

    def dot(self, x: int, y: int, layer: Layer) -> None:
        """Set a dot; what lies outside is left out."""
        if not (0 <= x < self.width and 0 <= y < self.height):
            return
        down = self.height - 1 - y
        row, column = down // DOWN, x // ACROSS
        self.bits[row][column] |= _BITS[down % DOWN][x % ACROSS]
        self.layers[row][column] = max(self.layers[row][column], layer)

    def line(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        layer: Layer,
        begin: int = 0,
        dashes: tuple[int, int] = (1, 0),
    ) -> int:
        """The dots from one place to another; how many there were so far.

        Of the `dashes` the first is how many are set in a row, the second how many are left out.
        """
        length = sum(dashes)
        count = max(round(max(abs(x1 - x0), abs(y1 - y0))), 1)
        for k in range(count):
            if (begin + k) % length < dashes[0]:
                share = k / count
                self.dot(
                    math.floor(x0 + share * (x1 - x0)), math.floor(y0 + share * (y1 - y0)), layer
                )
        return begin + count

    def area(self, low: tuple[float, float], high: tuple[float, float]) -> None:
        """Shade the cells whose middle lies between two places, where nothing is drawn."""
        for row in range(self.rows):
            if low[1] <= self.height - (row + 0.5) * DOWN < high[1]:
                line = self.layers[row]
                for column in range(self.columns):
                    if low[0] <= (column + 0.5) * ACROSS < high[0]:
                        line[column] = max(line[column], Layer.AREA)

    def cell_of(self, x: float, y: float) -> tuple[int, int]:
        """The row and the column of the cell in which a dot is."""
        down = self.height - 1 - math.floor(y)
        return down // DOWN, math.floor(x) // ACROSS

    def is_free(self, row: int, column: int, length: int, above: Layer = Layer.GUIDE) -> bool:
        """Whether text of some length fits there, over nothing more important."""
        if not (0 <= row < self.rows and column >= 0 and column + length <= self.columns):
            return False
        return all(
            (row, each) not in self.texts and self.layers[row][each] <= above
            for each in range(column, column + length)
        )

    def write(self, row: int, column: int, text: str, style: Style) -> None:
        """Put text over what is drawn."""
        for offset, sign in enumerate(text):
            if 0 <= row < self.rows and 0 <= column + offset < self.columns:
                self.texts[row, column + offset] = sign
                self.styles[row, column + offset] = style

    def head(self, x: float, y: float, dx: float, dy: float, layer: Layer) -> None:
        """The head of an arrow at its end, as a sign."""
        eighth = round(math.atan2(dy, dx) / (math.pi / 4)) % 8
        signs = _HEADS if self.charset is Charset.UNICODE else _ASCII_HEADS
        row, column = self.cell_of(x, y)
        if 0 <= row < self.rows and 0 <= column < self.columns:
            self.write(row, column, signs[eighth], _STYLES[layer])
            self.layers[row][column] = max(self.layers[row][column], layer)

    def lines(self) -> Iterator[Runs]:
        """The rows from the top, each as wide as the canvas."""
        for row in range(self.rows):
            runs: list[Run] = []
            for column in range(self.columns):
                text, style = self._cell(row, column)
                if runs and runs[-1].look is style:
                    runs[-1] = Run(runs[-1].text + text, style)
                else:
                    runs.append(Run(text, style))
            yield tuple(runs)

    def _cell(self, row: int, column: int) -> tuple[str, Style]:
        text = self.texts.get((row, column))
        if text is not None:
            return text, self.styles[row, column]
        bits, layer = self.bits[row][column], self.layers[row][column]
        if not bits and layer is not Layer.AREA:
            return " ", Style.TEXT
        if self.charset is Charset.ASCII:
            return _SIGNS[layer], _STYLES[layer]
        if layer is Layer.AREA:
            return _SHADE, _STYLES[layer]
        return chr(_BRAILLE + bits), _STYLES[layer]
