"""Determinants and small linear systems, of whatever can be added and multiplied.

Of formulas and of intervals alike: Laplace's expansion and Cramer's rule divide by nothing but the
determinant itself, so that no other number has to be known not to be zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def determinant(rows: Sequence[Sequence[Any]]) -> Any:
    """The determinant of a square matrix, expanded along its first row."""
    if len(rows) == 1:
        return rows[0][0]
    total = None
    for place, entry in enumerate(rows[0]):
        rest = [[*row[:place], *row[place + 1 :]] for row in rows[1:]]
        term = entry * determinant(rest) * (-1) ** place
        total = term if total is None else total + term
    return total


def by_cramer(rows: Sequence[Sequence[Any]], right: Sequence[Any]) -> list[Any]:
    """The solution of a system whose determinant is known not to be zero."""
    whole = determinant(rows)
    found = []
    for place in range(len(rows)):
        put = [
            [*row[:place], value, *row[place + 1 :]] for row, value in zip(rows, right, strict=True)
        ]
        found.append(determinant(put) / whole)
    return found
