"""The formats in which an answer can be written; their drawers are loaded when they draw."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Final

MOST_DIGITS: Final = 1_000
"""As many significant digits are worked out of a decimal at most."""


class Format(StrEnum):
    """What `--format` takes."""

    RICH = "rich"
    PLAIN = "plain"
    JSON = "json"
    LATEX = "latex"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    TSV = "tsv"

    @classmethod
    def _missing_(cls, value: object) -> Format | None:
        """The format that is meant by the ending of its files, or by a word for plain text."""
        return ALSO.get(value) if isinstance(value, str) else None


class Notation(StrEnum):
    """What `--notation` takes: ∂f/∂x, f_x or D_1 f."""

    LEIBNIZ = "leibniz"
    SUBSCRIPT = "subscript"
    OPERATOR = "operator"


class Vectors(StrEnum):
    """What `--vectors` takes: (12, 4), ⟨12, 4⟩, one above the other, 12i + 4j."""

    PAREN = "paren"
    ANGLE = "angle"
    COLUMN = "column"
    IJK = "ijk"


ALSO: Final = MappingProxyType(
    {"md": Format.MARKDOWN, "tex": Format.LATEX, "text": Format.PLAIN, "txt": Format.PLAIN}
)
"""Other names that are accepted for formats."""

OF_ENDING: Final = MappingProxyType(
    {
        ".json": Format.JSON,
        ".tex": Format.LATEX,
        ".md": Format.MARKDOWN,
        ".html": Format.HTML,
        ".csv": Format.CSV,
        ".tsv": Format.TSV,
    }
)
"""What a file is written as whose name ends so; any other holds plain text."""

SEPARATORS: Final = MappingProxyType({Format.CSV: ",", Format.TSV: "\t"})
"""What stands between two cells, in the formats of tables."""
