"""Points on the borders of a function that are examined exactly, before anybody goes there.

Lines across the window are followed in floats, and where one meets a border the place is refined.
Where it looks like a simple number (a fraction, a part of pi, a square root) the point with that
exact number is examined; where it was none after all, the function is found smooth there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Final

from sympy import Expr

from gradcli.calculus.domain.verdict import Smooth, Undecided, Verdict
from gradcli.calculus.explore.window import Range, round_numbers
from gradcli.calculus.explore.zeros import still_places
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.critical import CriticalKind, CriticalPoint, classify
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.program.borders import Border, borders_of, values_at
from gradcli.calculus.program.points import Alone, Rate, at_point
from gradcli.calculus.program.program import Program
from gradcli.calculus.rules.gradient import Gradient, gradient
from gradcli.field import expression as ex
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

MOST_EXAMINED: Final = 8
_LINES: Final = 6  # across the window, each way, or a few more
_SAMPLES: Final = 40  # on each of them
_ALONE: Final = 240  # on the one line of a function of one variable
_HALVINGS: Final = 60
_NEAR: Final = 1e-11
_FINE: Final = 24  # round coordinates along each axis at which the gradient is looked at
_MOST_LEVEL: Final = 24
_DENOMINATOR: Final = 60
_OF_PI: Final = 12
_RADICAND: Final = 30
_BELOW: Final = 12
_WHOLE: Final = 6
_SQUARE: Final = 2000
_LARGEST_LOG: Final = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """A point, and what is true of the function there: that it is smooth is left out."""

    point: Point
    floats: tuple[float, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """A point at which the gradient is zero, exactly, and what it is by the second partials."""

    point: Point
    floats: tuple[float, ...]
    value: Expr
    critical: CriticalPoint


@dataclass(frozen=True, slots=True, eq=False)
class LevelPoints:
    """The points at which the gradient is zero that were found.

    `exact` have formulas for their coordinates; at the places of `loose`, in floats, it seems to be
    zero, and at so many `more`, which were not looked at any further.
    """

    exact: tuple[Level, ...]
    loose: tuple[tuple[float, ...], ...]
    more: int


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A line across the window along one variable, the others at exact numbers."""

    along: int
    across: Mapping[int, ex.Node]
    start: tuple[float, ...]
    samples: tuple[Fraction, ...]

    def at(self, moved: float) -> tuple[float, ...]:
        here = list(self.start)
        here[self.along] = moved
        return tuple(here)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Exact coordinates of the moving variables, and the borders that seem to meet there."""

    coordinates: tuple[ex.Node, ...]
    floats: tuple[float, ...]
    borders: frozenset[Border]

    @property
    def cost(self) -> tuple[int, float]:
        """The less, the sooner it is examined: points where borders cross, and simple numbers."""
        return (-len(self.borders), sum(_height(each) for each in self.coordinates))


def examined_points(
    field: ScalarField,
    program: Program,
    point: Point,
    floats: Sequence[float],
    plane: Sequence[int],
    window: Sequence[Range],
    enough: Callable[[], bool],
) -> tuple[tuple[Border, ...], tuple[Examined, ...]]:
    """Points of the window at which the function is not smooth, as an exact examination finds.

    And the borders, but those on which it was found smooth wherever it was examined: sinc has a
    denominator, and no pole. What it takes to examine a point is not known before: no further one
    is begun when it is `enough`.
    """
    borders = borders_of(program)
    found: dict[tuple[ex.Node, ...], _Candidate] = {}
    for line in _lines(point, floats, plane, window):
        for candidate in _meetings(program, borders, line, point):
            same = found.get(candidate.coordinates, candidate)
            both = same.borders | candidate.borders
            found[same.coordinates] = _Candidate(same.coordinates, same.floats, both)
    chosen = _spread(sorted(found.values(), key=lambda each: each.cost), plane, window)
    examined = []
    smooth: set[Border] = set()
    rough: set[Border] = set()
    for candidate in chosen:
        if enough():
            break
        here = Point.of_trees(candidate.coordinates)
        verdict = examine(field, here)
        (smooth if isinstance(verdict, Smooth) else rough).update(candidate.borders)
        if not isinstance(verdict, Smooth | Undecided):
            examined.append(Examined(here, candidate.floats, verdict))
    return tuple(each for each in borders if each not in smooth - rough), tuple(examined)


def level_points(
    whole: Gradient,
    program: Program,
    point: Point,
    floats: Sequence[float],
    plane: Sequence[int],
    window: Sequence[Range],
    enough: Callable[[], bool],
) -> LevelPoints:
    """Points in the window at which the gradient is zero, exactly: those with round coordinates
    first, then those whose coordinates look like roots, parts of pi, powers of e or logarithms.

    Points of which the second partials do not say what they are may lie on a whole curve of such
    points, and are left out.
    """
    rate = at_point(program)
    found: list[Level] = []
    seen: set[tuple[float, ...]] = set()
    loose: list[tuple[float, ...]] = []
    more = 0
    for places, here in _candidates(rate, floats, plane, window, enough):
        slopes = rate(here)
        small = isinstance(slopes, Rate) and max(map(abs, slopes.gradient)) <= _NEAR
        if not small or any(_is_at(here, old, plane, window) for old in seen):
            continue
        if enough() or len(found) + len(loose) == _MOST_LEVEL:
            seen.add(here)
            more += 1
            continue
        if None in places:
            loose.append(here)
            continue
        known = dict(zip(plane, places, strict=True))
        written = [known.get(axis) or own for axis, own in enumerate(point.written)]
        level = _level(whole, Point.of_trees(tuple(written)), here)
        if level is not None:
            seen.add(here)
            found.append(level)
    return LevelPoints(tuple(found), tuple(loose), more)


def _candidates(
    rate: Alone,
    floats: Sequence[float],
    plane: Sequence[int],
    window: Sequence[Range],
    enough: Callable[[], bool],
) -> Iterator[tuple[tuple[ex.Node | None, ...], tuple[float, ...]]]:
    """Coordinates in the plane, None where they are not known exactly, and the place in floats."""
    count = _FINE if len(plane) > 1 else _ALONE
    for places in product(*(round_numbers(each, count) for each in window)):
        here = list(floats)
        for axis, each in zip(plane, places, strict=True):
            here[axis] = float(each)
        yield tuple(map(number, places)), tuple(here)
    for place in still_places(rate, floats, plane, window, enough):
        yield tuple(_simple(place[axis]) or _less_simple(place[axis]) for axis in plane), place


def _is_at(
    one: Sequence[float], other: Sequence[float], plane: Sequence[int], window: Sequence[Range]
) -> bool:
    return all(
        abs(one[axis] - other[axis]) < 1e-6 * float(of.width)
        for axis, of in zip(plane, window, strict=True)
    )


def _level(whole: Gradient, point: Point, floats: tuple[float, ...]) -> Level | None:
    verdict = examine(whole.field, point)
    if not isinstance(verdict, Smooth) or any(
        is_zero(each) is not True for each in whole.at(point)
    ):
        return None
    rows = []
    for partial in whole.partials:
        slope = partial.as_field()
        if not isinstance(examine(slope, point), Smooth):
            return None
        rows.append(gradient(slope).at(point))
    critical = classify(rows)
    if critical.kind is CriticalKind.NOT_DECIDED:
        return None
    return Level(point, floats, verdict.value, critical)


def _lines(
    point: Point, floats: Sequence[float], plane: Sequence[int], window: Sequence[Range]
) -> Iterator[_Line]:
    if len(plane) == 1:
        yield _Line(plane[0], {}, tuple(floats), round_numbers(window[0], _ALONE))
        return
    for place, along in enumerate(plane):
        other = plane[1 - place]
        across = window[1 - place]
        own = point.written[other]
        fixed = {number(each): float(each) for each in round_numbers(across, _LINES)}
        for node, value in {own: floats[other], **fixed}.items():
            start = list(floats)
            start[other] = value
            samples = round_numbers(window[place], _SAMPLES)
            yield _Line(along, {other: node}, tuple(start), samples)


def _meetings(
    program: Program, borders: Sequence[Border], line: _Line, point: Point
) -> Iterator[_Candidate]:
    """Where a line meets borders, as exact points."""
    before: list[float | None] = [None] * len(borders)
    last = 0.0
    for sample in line.samples:
        moved = float(sample)
        values = values_at(program, line.at(moved))
        for place, border in enumerate(borders):
            side = border.side(values)
            earlier, before[place] = before[place], side
            if side is None:
                continue
            if abs(side) < _NEAR:
                yield _candidate(line, moved, number(sample), border, point)
            elif earlier is not None and earlier * side < 0 and abs(earlier) >= _NEAR:
                met = _refined(program, border, line, last, moved)
                node = None if met is None else _simple(met)
                if met is not None and node is not None:
                    yield _candidate(line, met, node, border, point)
        last = moved


def _candidate(
    line: _Line, moved: float, node: ex.Node, border: Border, point: Point
) -> _Candidate:
    known = {**line.across, line.along: node}
    coordinates = tuple(known.get(place, own) for place, own in enumerate(point.written))
    return _Candidate(coordinates, line.at(moved), frozenset({border}))


def _refined(
    program: Program, border: Border, line: _Line, low: float, high: float
) -> float | None:
    """Where the border is crossed between two places on different sides of it."""

    def side(moved: float) -> float | None:
        return border.side(values_at(program, line.at(moved)))

    start = side(low)
    if start is None:
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        here = side(middle)
        if here is None:
            return None
        if here == 0:
            return middle
        if (here > 0) == (start > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _simple(value: float) -> ex.Node | None:
    """The simple exact number that this float seems to be, or None."""
    within = _NEAR * max(1.0, abs(value))
    plain = Fraction(value).limit_denominator(_DENOMINATOR)
    if abs(float(plain) - value) < within:
        return number(plain)
    turns = Fraction(value / math.pi).limit_denominator(_OF_PI)
    if abs(float(turns) * math.pi - value) < within:
        return _times(turns, ex.Constant("pi"))
    square = Fraction(value * value).limit_denominator(_RADICAND)
    if square > 0 and abs(math.sqrt(square) - abs(value)) < within:
        return _with_root(0, square.numerator * square.denominator, square.denominator, value)
    return None


def _less_simple(value: float) -> ex.Node | None:
    """(3 + √7)/4 and its like, a power of e or a logarithm; None where it is none."""
    within = _NEAR * max(1.0, abs(value))
    for below in range(1, _BELOW + 1):
        for whole in range(-_WHOLE * below, _WHOLE * below + 1):
            rest = below * value - whole
            square = round(rest * rest)
            if not whole or not 0 < square <= _SQUARE:
                continue
            if abs(math.sqrt(square) - abs(rest)) < below * within:
                return _with_root(whole, square, below, rest)
    size = abs(value)
    power = Fraction(math.log(size)).limit_denominator(_RADICAND) if size else Fraction(0)
    if power and abs(math.exp(power) - size) < within:
        made: ex.Node = (
            ex.Constant("e") if power == 1 else ex.Power(ex.Constant("e"), number(power))
        )
        return made if value > 0 else ex.Negative(made)
    base = Fraction(math.exp(value)).limit_denominator(_RADICAND) if size < _LARGEST_LOG else None
    if base and abs(math.log(base) - value) < within:
        return ex.Call("log", (number(base),))
    return None


def _with_root(whole: int, square: int, below: int, sign: float) -> ex.Node:
    """(whole ± √square)/below, with no square left below the root."""
    outer = max(k for k in range(1, math.isqrt(square) + 1) if square % (k * k) == 0)
    inner, shared = square // outer**2, math.gcd(whole, outer, below)
    whole, outer, below = whole // shared, outer // shared, below // shared
    root: ex.Node = ex.Call("sqrt", (number(Fraction(inner)),))
    if outer > 1:
        root = ex.Product((number(Fraction(outer)), root))
    negative = sign < 0 and whole <= 0
    above = ex.Negative(root) if sign < 0 < whole else root
    if whole:
        above = ex.Sum((number(Fraction(abs(whole) if negative else whole)), above))
    made = above if below == 1 else ex.Quotient(above, number(Fraction(below)))
    return ex.Negative(made) if negative else made


def number(value: Fraction) -> ex.Node:
    """A fraction as a tree: -1/2 is the negative of a quotient."""
    if value < 0:
        return ex.Negative(number(-value))
    if value.denominator == 1:
        return ex.Number(value)
    return ex.Quotient(ex.Number(Fraction(value.numerator)), ex.Number(Fraction(value.denominator)))


def _times(factor: Fraction, of: ex.Node) -> ex.Node:
    if factor < 0:
        return ex.Negative(_times(-factor, of))
    above = of if factor.numerator == 1 else ex.Product((ex.Number(Fraction(factor.numerator)), of))
    if factor.denominator == 1:
        return above
    return ex.Quotient(above, ex.Number(Fraction(factor.denominator)))


def _height(node: ex.Node) -> float:
    """How far a number is from the simplest, 0."""
    match node:
        case ex.Negative(operand):
            return _height(operand) + 0.5
        case ex.Number(value):
            return math.log2(1 + value.numerator) + (0.0 if value.denominator == 1 else 8.0)
        case ex.Quotient(above, below):
            return _height(above) + 2 * _height(below)
        case _:
            return 6.0


def _spread(
    candidates: Sequence[_Candidate], plane: Sequence[int], window: Sequence[Range]
) -> list[_Candidate]:
    """The first of them, none too near to one that was taken for the same border."""
    chosen: list[_Candidate] = []
    for candidate in candidates:
        if len(chosen) == MOST_EXAMINED:
            break
        if all(_apart(candidate, other, plane, window) for other in chosen):
            chosen.append(candidate)
    return chosen


def _apart(
    one: _Candidate, other: _Candidate, plane: Sequence[int], window: Sequence[Range]
) -> bool:
    distance = max(
        abs(one.floats[place] - other.floats[place]) / float(range_.width)
        for place, range_ in zip(plane, window, strict=True)
    )
    return distance > 0.1 or (distance > 0.02 and not one.borders <= other.borders)
