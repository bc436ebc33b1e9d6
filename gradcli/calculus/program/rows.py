"""The gradient of a program at many points at once, with NumPy.

The arithmetic is done without a look at each point. What comes out as no finite number, or stood
on the boundary of a piece, is then asked again alone in floats: both ways give the same answer at
every point, and the same reason where there is none. Without NumPy every point is asked alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from gradcli.calculus.program.points import LARGEST_FACTORIAL, Alone, NoGradient, Rate
from gradcli.calculus.program.program import Program
from gradcli.calculus.program.source import compiled
from gradcli.frozen import dataclass

# Numbers that are held at a time, as many as a cache holds.
_HELD: Final = 2**18
_ROWS: Final = 2**14


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Values and gradients at many points, row by row; not-a-number where there is no gradient.

    `values` has n entries, `gradients` n rows with one entry an input: arrays of NumPy, or lists
    where it is not installed. `reasons` says of each row without a gradient why.
    """

    values: Any
    gradients: Any
    reasons: Mapping[int, NoGradient]


class _Ties:
    """Which rows stood on the boundary of a piece in one run of an array program."""

    def __init__(self, numpy: Any) -> None:
        self.numpy = numpy
        self.seen: list[Any] = []

    def decided(self, truth: Any, left: Any, right: Any) -> Any:
        """The truth values, after a look at where the two sides are equal."""
        self.seen.append(left == right)
        return truth


def arrays(numpy: Any, decided: Callable[[Any, Any, Any], Any]) -> Mapping[str, Callable[..., Any]]:
    """What the operations stand for on arrays; not-a-number where a float would be refused."""
    nan, where = math.nan, numpy.where

    def abs_slope(a: Any, u: Any) -> Any:
        return where(a > 0, u, where(a < 0, -u, where(u == 0, 0.0, nan)))

    def greatest(*among: Any) -> Any:
        return numpy.maximum.reduce(numpy.broadcast_arrays(*among))

    def max_slope(place: int, u: Any, *among: Any) -> Any:
        winners = sum((each == greatest(*among)) * 1 for each in among)
        wins = among[place] == greatest(*among)
        return where(wins & (u != 0), where(winners == 1, u, nan), 0.0)

    def below(a: Any) -> Any:
        whole = numpy.floor(a)
        return where(whole == a, nan, whole)

    def factorial(a: float) -> float:
        if not a >= 0 or a != math.floor(a):
            return nan
        return float(math.factorial(int(a))) if a <= LARGEST_FACTORIAL else math.inf

    return MappingProxyType(
        {
            "exp": numpy.exp,
            "log": numpy.log,
            "sqrt": numpy.sqrt,
            "sin": numpy.sin,
            "cos": numpy.cos,
            "tanh": numpy.tanh,
            "angle": lambda y, x: where((y == 0) & (x <= 0), nan, numpy.arctan2(y, x)),
            "erf": numpy.vectorize(math.erf, otypes=[float]),
            "absolute": numpy.abs,
            "abs_slope": abs_slope,
            "greatest": greatest,
            "max_slope": max_slope,
            "zero_power": lambda a: where(a > 0, 0.0, nan),
            "sign": lambda a: where(a == 0, nan, numpy.sign(a)),
            "step": lambda a: where(a == 0, nan, (a > 0) * 1.0),
            "below": below,
            "factorial": numpy.vectorize(factorial, otypes=[float]),
            "nothing": lambda: nan,
            "decided": decided,
            "where": where,
            "logical_not": numpy.logical_not,
            "logical_and": numpy.logical_and,
            "logical_or": numpy.logical_or,
        }
    )


def blocks(program: Program, count: int) -> Iterator[slice]:
    """The rows in blocks whose values fit a cache."""
    step = max(min(_HELD // (len(program.values) + 1), _ROWS), 1)
    for begin in range(0, count, step):
        yield slice(begin, min(begin + step, count))


def at_rows(program: Program, alone: Alone) -> Callable[[Any], Rates]:
    """The function of n points, an n by `inputs` table of finite floats, that gives the gradients.

    `alone` is asked at the points that need a second look.
    """
    try:
        import numpy  # noqa: PLC0415  an extra: gradcli[numbers]
    except ImportError:
        return lambda points: _one_by_one(program, alone, points)
    ties = _Ties(numpy)
    # Many functions are never asked at many points: their second source is written when they are.
    compiled_once = cache(lambda: compiled(program, arrays(numpy, ties.decided), rows=True))

    def rates(points: Any) -> Rates:
        run = compiled_once()
        table = numpy.asarray(points, dtype=float).reshape(-1, program.inputs)
        values = numpy.empty(len(table))
        gradients = numpy.empty(table.shape)
        doubtful: Any = numpy.zeros(len(table), dtype=bool)
        for rows in blocks(program, len(table)):
            ties.seen.clear()
            with numpy.errstate(all="ignore"):
                values[rows], partials = run(tuple(table[rows].T))
            for place, partial in enumerate(partials):
                gradients[rows, place] = partial
            for seen in ties.seen:
                doubtful[rows] |= seen
        doubtful |= ~numpy.isfinite(values) | ~numpy.isfinite(gradients).all(axis=1)
        reasons = {}
        for row in map(int, numpy.flatnonzero(doubtful)):
            match alone(table[row].tolist()):
                case Rate(value, gradient):
                    values[row], gradients[row] = value, gradient
                case NoGradient() as reason:
                    values[row] = gradients[row] = math.nan
                    reasons[row] = reason
        return Rates(values, gradients, MappingProxyType(reasons))

    return rates


def _one_by_one(
    program: Program,
    alone: Alone,
    points: Sequence[Sequence[float]],
) -> Rates:
    values, gradients, reasons = [], [], {}
    for row, point in enumerate(points):
        match alone(point):
            case Rate(value, gradient):
                values.append(value)
                gradients.append(list(gradient))
            case NoGradient() as reason:
                values.append(math.nan)
                gradients.append([math.nan] * program.inputs)
                reasons[row] = reason
    return Rates(values, gradients, MappingProxyType(reasons))
