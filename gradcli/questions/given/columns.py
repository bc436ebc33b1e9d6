"""Columns of a Python program, as the texts that would stand in a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice
from typing import Any, Final

from gradcli.errors import GradcliError
from gradcli.questions.given.described import described
from gradcli.questions.given.values import value_text
from gradcli.questions.messages import failure, wrong_type

# An iterable may have no end.
_MOST_ROWS: Final = 10_000_000


def columns_of(data: Mapping[Any, Any]) -> dict[str, list[str]]:
    """The columns of a mapping by their names.

    Raises:
        GradcliError: USAGE for a column that is no list; LIMIT for one of too many rows.
    """
    return {str(name): _column(str(name), cells) for name, cells in data.items()}


def file_name_of(data: object) -> str:
    """The name of the file that a table stands in.

    Raises:
        GradcliError: USAGE for what names none.
    """
    name = os.fspath(data) if isinstance(data, os.PathLike) else data
    if isinstance(name, str):
        return name
    raise wrong_type("argument-of-another-type", "data", given=described(data))


def _column(name: str, cells: Any) -> list[str]:
    found = list(map(_cell, islice(_entries(name, cells), _MOST_ROWS + 1)))
    if len(found) > _MOST_ROWS:
        raise failure("file-too-large", None, None, "rows", column=name, rows=_MOST_ROWS)
    return found


def _entries(name: str, cells: Any) -> Iterator[Any]:
    # A text and bytes are one value, and neither a set nor the keys of a mapping are rows.
    if isinstance(cells, Iterable) and not isinstance(
        cells, (str, bytes, bytearray, Set, Mapping, type)
    ):
        try:
            return iter(cells)
        except TypeError:  # an array without axes
            pass
    raise wrong_type("argument-of-another-type", "column", given=described(cells), name=name)


def _cell(cell: Any) -> str:
    """A number as it would stand in a file; a fraction is itself, as `1/3`."""
    try:
        # Of most columns each cell is one of these.
        if type(cell) is int or isinstance(cell, (float, str)):
            return str(cell)
        return value_text(cell)
    except (GradcliError, ValueError):  # what is no number is told by its row
        return described(cell)
