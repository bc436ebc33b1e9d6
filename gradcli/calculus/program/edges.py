"""The gradient of a program at many rows in floats, and the rows that stand near an edge.

An edge is where pieces meet, a step or a corner; a float cannot tell whether it is met or only
nearly met, so all rows within a small distance are given, to be looked at exactly. With NumPy all
rows are worked out together, without it one after the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from gradcli.calculus.program.points import FLOATS, NoSlopeError, Rate
from gradcli.calculus.program.program import Operation, Program
from gradcli.calculus.program.rows import arrays, blocks
from gradcli.calculus.program.source import compiled
from gradcli.frozen import dataclass

_NEAR: Final = 1e-9  # of the largest number of a row, or of 1


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums over the rows that are on no edge: the value and the partials, one an input.

    `sizes` are the sums of their absolute values; `doubtful` are the other rows, in order.
    """

    value: float
    partials: tuple[float, ...]
    sizes: tuple[float, ...]
    doubtful: tuple[int, ...]


Summing: TypeAlias = Callable[[Sequence[float | Sequence[float]], int], Sums]
"""The sums over so many rows; an input is a number, or a column of them."""


def off_edges(program: Program) -> Callable[[Sequence[float]], Rate | None]:
    """The value and the gradient at one point; None on an edge, near one, and without a value."""
    near = _Near()
    run = compiled(program, _floats_near_edges(near), rows=False)

    def rate(point: Sequence[float]) -> Rate | None:
        near.within = _NEAR * max(1.0, *map(abs, point))
        return _finite(run, point)

    return rate


def has_edges(program: Program) -> bool:
    """Whether the program has corners, steps, or pieces that meet."""
    return any(value.operation in _WITH_EDGES for value in program.values)


def by_convention(program: Program) -> Callable[[Sequence[float]], Rate | None]:
    """The value and one subgradient of each kink, where pieces meet that have one value there.

    |u| has slope 0 where u = 0, `max` and `min` the mean of the slopes of those that tie, and at
    the edge of a piece the piece counts that has the point. None where there is a step.
    """
    return partial(_finite, compiled(program, _BY_CONVENTION, rows=False))


def _finite(run: Callable[..., Any], point: Sequence[float]) -> Rate | None:
    """What a program gives at a point, where all of it is a finite number."""
    try:
        value, partials = run(point)
    except (ArithmeticError, ValueError):
        return None
    if not (math.isfinite(value) and all(map(math.isfinite, partials))):
        return None
    return Rate(value, tuple(partials))


def _mean_slope(place: int, u: float, *among: float) -> float:
    greatest = max(among)
    return u / among.count(greatest) if among[place] == greatest else 0.0


_BY_CONVENTION: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {
        **FLOATS,
        "decided": lambda truth, left, right: truth,
        "abs_slope": lambda a, u: 0.0 if a == 0 else u if a > 0 else -u,
        "max_slope": _mean_slope,
    }
)

_WITH_EDGES: Final = frozenset(
    {
        Operation.ABS,
        Operation.MAX,
        Operation.SIGN,
        Operation.STEP,
        Operation.FLOOR,
        Operation.CHOICE,
        Operation.LESS,
        Operation.AT_MOST,
        Operation.EQUAL,
        Operation.DIFFERENT,
        Operation.ZERO_POWER,
        Operation.FACTORIAL,
    }
)


def sums_over_rows(program: Program) -> Summing:
    """What sums a program over rows."""
    try:
        import numpy  # noqa: PLC0415  an extra: gradcli[numbers]
    except ImportError:
        return _one_by_one(program)
    return _together(numpy, program)


class _Near:
    """The distance from an edge within which a row counts as on it, for the rows at hand."""

    __slots__ = ("within",)

    def __init__(self) -> None:
        self.within: Any = 0.0


def _together(numpy: Any, program: Program) -> Summing:
    seen: list[Any] = []
    near = _Near()
    run = compiled(program, _arrays_near_edges(numpy, seen, near), rows=True)

    def sums(inputs: Sequence[Any], count: int) -> Sums:
        given = [each if isinstance(each, float) else numpy.asarray(each, float) for each in inputs]
        totals = numpy.zeros((2, 1 + program.inputs))
        doubtful: list[int] = []
        for block in blocks(program, count):
            seen.clear()
            size = block.stop - block.start
            rows = [
                numpy.full(size, each) if isinstance(each, float) else each[block] for each in given
            ]
            largest = numpy.maximum.reduce([numpy.abs(each) for each in rows], initial=1.0)
            near.within = _NEAR * largest
            with numpy.errstate(all="ignore"):
                value, partials = run(tuple(rows))
            found = numpy.empty((1 + program.inputs, block.stop - block.start))
            for place, each in enumerate((value, *partials)):
                found[place] = each
            unsure = ~numpy.isfinite(found).all(axis=0)
            for each in seen:
                unsure |= each
            if unsure.any():
                doubtful += [block.start + int(row) for row in numpy.flatnonzero(unsure)]
                found = found[:, ~unsure]
            # Rows that are finite may add up to more than the largest float.
            with numpy.errstate(all="ignore"):
                totals[0] += found.sum(axis=1)
                totals[1] += numpy.abs(found).sum(axis=1)
        value, *partials = totals[0].tolist()
        return Sums(value, tuple(partials), tuple(totals[1].tolist()), tuple(doubtful))

    return sums


def _arrays_near_edges(
    numpy: Any, seen: list[Any], near: _Near
) -> Mapping[str, Callable[..., Any]]:
    own = arrays(numpy, lambda truth, left, right: truth)

    def decided(truth: Any, left: Any, right: Any) -> Any:
        seen.append(numpy.abs(left - right) <= near.within)
        return truth

    def abs_slope(a: Any, u: Any) -> Any:
        seen.append((numpy.abs(a) <= near.within) & (u != 0))
        return numpy.where(a < 0, -u, u)

    def max_slope(place: int, u: Any, *among: Any) -> Any:
        greatest = own["greatest"](*among)
        winners = sum((greatest - each <= near.within) * 1 for each in among)
        seen.append((winners > 1) & (u != 0))
        return numpy.where(among[place] == greatest, u, 0.0)

    def at_zero(name: str) -> Callable[[Any], Any]:
        def of(a: Any) -> Any:
            seen.append(numpy.abs(a) <= near.within)
            return own[name](a)

        return of

    def below(a: Any) -> Any:
        seen.append(numpy.abs(a - numpy.round(a)) <= near.within)
        return numpy.floor(a)

    return {
        **own,
        "decided": decided,
        "abs_slope": abs_slope,
        "max_slope": max_slope,
        "sign": at_zero("sign"),
        "step": at_zero("step"),
        "below": below,
    }


def _one_by_one(program: Program) -> Summing:
    near = _Near()
    run = compiled(program, _floats_near_edges(near), rows=False)

    def sums(inputs: Sequence[Any], count: int) -> Sums:
        values: list[list[float]] = [[] for _ in range(1 + program.inputs)]
        doubtful = []
        rows = zip(
            *([each] * count if isinstance(each, float) else each for each in inputs), strict=True
        )
        for row, point in enumerate(rows):
            near.within = _NEAR * max(1.0, *map(abs, point))
            try:
                value, partials = run(point)
            except (ArithmeticError, ValueError):
                doubtful.append(row)
                continue
            if not (math.isfinite(value) and all(map(math.isfinite, partials))):
                doubtful.append(row)
                continue
            for place, each in enumerate((value, *partials)):
                values[place].append(each)
        value, *partials = map(math.fsum, values)
        sizes = tuple(math.fsum(map(abs, each)) for each in values)
        return Sums(value, tuple(partials), sizes, tuple(doubtful))

    return sums


def _floats_near_edges(near: _Near) -> Mapping[str, Callable[..., Any]]:
    """What the operations stand for on floats; near an edge each raises."""

    def decided(truth: bool, left: float, right: float) -> bool:
        if abs(left - right) <= near.within:
            raise NoSlopeError
        return truth

    def abs_slope(a: float, u: float) -> float:
        if abs(a) <= near.within and u != 0:
            raise NoSlopeError
        return u if a > 0 else -u

    def max_slope(place: int, u: float, *among: float) -> float:
        greatest = max(among)
        if u != 0 and sum(greatest - each <= near.within for each in among) > 1:
            raise NoSlopeError
        return u if among[place] == greatest else 0.0

    def at_zero(name: str) -> Callable[[float], float]:
        def of(a: float) -> float:
            if abs(a) <= near.within:
                raise NoSlopeError
            return float(FLOATS[name](a))

        return of

    def below(a: float) -> float:
        if abs(a - round(a)) <= near.within:
            raise NoSlopeError
        return float(math.floor(a))

    return {
        **FLOATS,
        "decided": decided,
        "abs_slope": abs_slope,
        "max_slope": max_slope,
        "sign": at_zero("sign"),
        "step": at_zero("step"),
        "below": below,
    }
