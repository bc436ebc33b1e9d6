"""How each method makes the way of a step of the gradient and of what it remembers.

The rules are those of the papers as PyTorch has them: momentum keeps v = beta v + g and goes along
v; Nesterov's goes along g + beta v; Adam divides the mean of the gradients by the root of the mean
of their squares, both corrected for having begun at 0 (Kingma and Ba, 2015, algorithm 1). Newton's
way solves H way = g.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeAlias, assert_never

from gradcli.calculus.descent.path import (
    EPSILON,
    MEAN_KEPT,
    MOMENTUM,
    SQUARE_KEPT,
    Method,
    Real,
    Vector,
)
from gradcli.frozen import dataclass

Matrix: TypeAlias = Sequence[Sequence[Real]]


@dataclass(frozen=True, slots=True)
class Memory:
    """What a method remembers: the velocity or mean of gradients, and that of their squares."""

    mean: Vector
    square: Vector

    @classmethod
    def empty(cls, size: int) -> Memory:
        """Before the first step all is 0."""
        return cls((0,) * size, (0,) * size)

    @property
    def is_finite(self) -> bool:
        """Whether no float in it has overflown: a step divided by that would be 0."""
        kept = (*self.mean, *self.square)
        return all(math.isfinite(each) for each in kept if isinstance(each, float))

    def in_floats(self) -> Memory:
        """The same, no longer exact."""
        return Memory(tuple(map(float, self.mean)), tuple(map(float, self.square)))


@dataclass(frozen=True, slots=True)
class Way:
    """The way of a step, and what is remembered after it."""

    way: Vector
    memory: Memory
    parts: tuple[Vector, ...] = ()


def way_of(method: Method, gradient: Vector, memory: Memory, count: int) -> Way:
    """The way of step `count`, 1 or more, of a method that needs no more than gradients."""
    match method:
        case Method.PLAIN | Method.NEWTON:
            return Way(gradient, memory)
        case Method.MOMENTUM:
            velocity = _kept(MOMENTUM, memory.mean, gradient)
            return Way(velocity, Memory(velocity, ()), (velocity,))
        case Method.NESTEROV:
            velocity = _kept(MOMENTUM, memory.mean, gradient)
            return Way(_kept(MOMENTUM, velocity, gradient), Memory(velocity, ()), (velocity,))
        case Method.ADAM:
            return _adam(gradient, memory, count)
    assert_never(method)


def _kept(share: Real, before: Vector, now: Vector) -> Vector:
    return tuple(_times(share, old) + new for old, new in zip(before, now, strict=True))


def _times(share: Real, number: Real) -> Real:
    """A product; of a float and a fraction that of floats, which is far faster."""
    return float(share) * number if isinstance(number, float) else share * number


def _adam(gradient: Vector, memory: Memory, count: int) -> Way:
    keep, keep_square = float(MEAN_KEPT), float(SQUARE_KEPT)
    now = tuple(map(float, gradient))
    mean = tuple(keep * old + (1 - keep) * new for old, new in zip(memory.mean, now, strict=True))
    square = tuple(
        keep_square * old + (1 - keep_square) * new * new
        for old, new in zip(memory.square, now, strict=True)
    )
    whole, whole_square = 1 - keep**count, 1 - keep_square**count
    way = tuple(
        (one / whole) / (math.sqrt(two / whole_square) + float(EPSILON))
        for one, two in zip(mean, square, strict=True)
    )
    return Way(way, Memory(mean, square), (mean, square))


def solution(matrix: Matrix, right: Vector) -> Vector | None:
    """x with matrix x = right, by elimination with the largest pivot; None where it is singular."""
    size = len(right)
    rows: list[list[Any]] = [[*row, each] for row, each in zip(matrix, right, strict=True)]
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(rows[i][k]))
        if rows[pivot][k] == 0:
            return None
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for below in rows[k + 1 :]:
            factor = below[k] / rows[k][k]
            if factor:
                for j in range(k, size + 1):
                    below[j] -= factor * rows[k][j]
    found: list[Any] = [0] * size
    for k in reversed(range(size)):
        rest = sum((rows[k][j] * found[j] for j in range(k + 1, size)), start=rows[k][k] * 0)
        found[k] = (rows[k][size] - rest) / rows[k][k]
    return tuple(found)
