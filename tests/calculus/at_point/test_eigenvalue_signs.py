"""The signs of the eigenvalues of symmetric matrices, against mpmath's eigenvalues."""

from __future__ import annotations

import random

import mpmath
import pytest
import sympy

from gradcli.calculus.point.critical import signs_of_eigenvalues

_KNOWN = [
    ([[2]], (1, 0)),
    ([[0]], (0, 0)),
    ([[-3]], (0, 1)),
    ([[0, 1], [1, 0]], (1, 1)),
    ([[1, 2], [2, 4]], (1, 0)),  # singular: the eigenvalues are 0 and 5
    ([[-1, 2], [2, -4]], (0, 1)),
    ([[0, 0], [0, 0]], (0, 0)),
    ([[1, 0, 0], [0, -1, 0], [0, 0, 0]], (1, 1)),
    ([[0, 1, 1], [1, 0, 1], [1, 1, 0]], (1, 2)),  # 2, -1, -1
]


@pytest.mark.parametrize(("rows", "counts"), _KNOWN)
def test_of_matrices_worked_by_hand(rows: list[list[int]], counts: tuple[int, int]) -> None:
    assert signs_of_eigenvalues(sympy.Matrix(rows)) == counts


def test_of_random_matrices() -> None:
    numbers = random.Random(4)
    for size in (2, 3, 4):
        for _ in range(12):
            rows = [[numbers.randint(-3, 3) for _ in range(size)] for _ in range(size)]
            matrix = [[rows[min(i, k)][max(i, k)] for k in range(size)] for i in range(size)]
            values = mpmath.eigsy(mpmath.matrix(matrix), eigvals_only=True)
            above = sum(value > 1e-9 for value in values)
            below = sum(value < -1e-9 for value in values)
            assert signs_of_eigenvalues(sympy.Matrix(matrix)) == (above, below), matrix
