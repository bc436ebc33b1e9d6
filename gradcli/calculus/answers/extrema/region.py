"""Extreme values on a closed box: the inside, every face and every corner, compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Final

import sympy
from sympy import Expr, Integer, Rational

from gradcli.calculus.answers.extrema.classified import CriticalAt, CriticalFamily
from gradcli.calculus.extrema.conditions import is_held
from gradcli.calculus.extrema.enclosed import bounds_of, box_of, value_in
from gradcli.calculus.extrema.found import Coordinate, Enclosed, Family, Place
from gradcli.calculus.extrema.region import Face, Sides, is_inside
from gradcli.calculus.numbers.constants import Sign, compare, exactly_at
from gradcli.calculus.numbers.intervals import UndecidedError
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass

_SAMPLES: Final = tuple(Rational(k, 8) for k in range(9))
_FROM_THE_MIDDLE: Final = tuple(sorted(_SAMPLES, key=lambda part: abs(2 * part - 1)))
_WHOLE: Final = tuple(Integer(k) for k in (0, 1, -1, 2, -2, 3, -3))
_LARGEST_DEGREE: Final = 2
_MOST_OF_A_SURFACE: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """A face, and what was found on it. `complete` says that nothing else is critical there."""

    face: Face
    gradient: Gradient
    points: tuple[CriticalAt, ...]
    families: tuple[CriticalFamily, ...]
    complete: bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Competitor:
    """A place at which f could be greatest or least, and f there; `on` is the face, or None.

    Where it is one of several points of a `family`, f has this value at all of these.
    """

    place: Place
    value: Coordinate
    on: Face | None
    family: Family | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Extreme:
    """The greatest or least value, and where it is attained.

    With `alike`, values that agree in all digits known are not told apart. With `more` it is
    attained at other points of a family too; it `fills` a curve or a surface, or repeats itself.
    """

    value: Coordinate
    places: tuple[Place, ...]
    alike: bool
    more: bool = False
    fills: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Extremes:
    """What was compared, and the least and the greatest value.

    They are None where it is not proved which they are: f is not seen to be continuous on the box,
    or there may be other critical points, or two values could not be told apart.
    """

    competitors: tuple[Competitor, ...]
    least: Extreme | None
    greatest: Extreme | None


def competitors(
    field: ScalarField,
    points: Sequence[CriticalAt],
    families: Sequence[CriticalFamily],
    on: Face | None,
    sides: Sides,
) -> tuple[list[Competitor], list[Coordinate]]:
    """The values at the points; of families a point of each, and values of which none is known."""
    made: list[Competitor] = []
    loose: list[Coordinate] = []
    for each in points:
        if each.value is not None:
            place = each.place if on is None else on.whole(field, each.place)
            made.append(Competitor(place, each.value, on))
    for family in families:
        value = family.part.value
        if value is None or value.free_symbols:
            # Not differentiable along it: the value varies, and is looked at apart.
            continue
        own = family.part.family
        found = list(islice(_points(own, sides if on is None else on.sides, field, on), 2))
        if found:
            # The box may hold one point of a curve alone, its corner.
            made.append(Competitor(found[0], value, on, own if len(found) > 1 else None))
        else:
            loose.append(value)
    return made, loose


_ALIKE: Final = Fraction(1, 10**25)


def _points(family: Family, sides: Sides, field: ScalarField, on: Face | None) -> Iterator[Place]:
    """Some points of a family in the box, each once."""
    seen: set[Place] = set()
    for place in _in_box(family, sides, _names(field, on)):
        if place not in seen:
            seen.add(place)
            yield place if on is None else on.whole(field, place)


def _in_box(family: Family, sides: Sides, names: tuple[Expr, ...]) -> Iterator[Place]:
    if any(each in names for each in family.parameters):
        yield from _on_a_curve(family, sides, names)
        return
    if not family.parameters:
        return
    low, high = sides[0]
    parts = _FROM_THE_MIDDLE if family.integers else _SAMPLES
    # The whole numbers are parameters, too.
    ranges = {
        each: _WHOLE if each in family.integers else [low + (high - low) * part for part in parts]
        for each in dict.fromkeys((*family.integers, *family.parameters))
    }
    for values in product(*ranges.values()):
        at = dict(zip(ranges, values, strict=True))
        place = tuple(sympy.expand(each.xreplace(at)) for each in family.at)
        if is_inside(place, sides) is not True:
            continue
        if all(is_held(each.formula.xreplace(at), each.relation) for each in family.where):
            yield place


def _on_a_curve(family: Family, sides: Sides, names: tuple[Expr, ...]) -> Iterator[Place]:
    """Points in the box of the curve, or surface, that an equation of the variables is.

    All variables but one get numbers of the box. It is a simple zero in that one, so that there are
    others beside it.
    """
    equations = [each for each in family.where if each.relation == "="]
    if family.at != names or len(equations) != 1 or len(names) > _MOST_OF_A_SURFACE:
        return
    others = [each for each in family.where if each.relation != "="]
    for at, moving in _but_one(family, sides, names):
        for zero in _simple_zeros(equations[0].formula.xreplace(at), moving):
            here = {**at, moving: zero}
            place = tuple(here[name] for name in names)
            if is_inside(place, sides) is True and all(
                is_held(each.formula.xreplace(here), each.relation) for each in others
            ):
                yield place


def _but_one(
    family: Family, sides: Sides, names: tuple[Expr, ...]
) -> Iterator[tuple[dict[Expr, Expr], Expr]]:
    """Numbers for the whole parameters and all variables but one, and that one."""
    ranges = {
        name: [low + (high - low) * part for part in _FROM_THE_MIDDLE]
        for name, (low, high) in zip(names, sides, strict=True)
    }
    for whole in product(_WHOLE, repeat=len(family.integers)):
        numbers = dict(zip(family.integers, whole, strict=True))
        for moving in reversed(names):
            held = [name for name in names if name != moving]
            for values in product(*(ranges[name] for name in held)):
                yield {**numbers, **dict(zip(held, values, strict=True))}, moving


def _simple_zeros(form: Expr, letter: Expr) -> list[Expr]:
    """The real zeros of a formula of degree 1 or 2 that it passes through."""
    if form.free_symbols != {letter} or not form.is_polynomial(letter):
        return []
    poly = sympy.Poly(form, letter)
    if not 1 <= poly.degree() <= _LARGEST_DEGREE:
        return []
    simple = [zero for zero, times in sympy.roots(poly).items() if times == 1 and zero.is_real]
    return sorted(simple, reverse=True)


def _names(field: ScalarField, on: Face | None) -> tuple[Expr, ...]:
    """The variables that are free, in the box or on one of its faces."""
    return field.symbols if on is None else tuple(map(symbol, on.free))


def corner(field: ScalarField, face: Face) -> Competitor | None:
    """f at a corner of the box; None where it has no value."""
    place = face.whole(field, ())
    value = value_at(field, place)
    return None if value is None else Competitor(place, value, face)


def value_at(field: ScalarField, place: Place) -> Coordinate | None:
    """f at a place, exactly where its coordinates are; None where no value is seen."""
    try:
        near = value_in(field.tree, box_of(field.variables, place))
    except UndecidedError:
        return None
    values = dict(zip(field.variables, place, strict=True))
    exact = {name: each for name, each in values.items() if not isinstance(each, Enclosed)}
    if near is None or len(exact) < len(values):
        return near
    return exactly_at(exact)(field.tree)


def compared(made: Sequence[Competitor], loose: Sequence[Coordinate], *, proved: bool) -> Extremes:
    """The least and the greatest of the values."""
    if not made or not proved:
        return Extremes(tuple(made), None, None)
    found: list[Extreme | None] = []
    for sense in (-1, 1):
        best = _best(made, sense)
        beaten = best is not None and all(_sign(each, best.value) in (0, -sense) for each in loose)
        found.append(best if beaten else None)
    return Extremes(tuple(made), found[0], found[1])


def _best(made: Sequence[Competitor], sense: int) -> Extreme | None:
    """The value that no other exceeds (`sense` 1), or falls below (-1)."""
    # A value that is known exactly is told before one that is known to lie between bounds.
    made = sorted(made, key=lambda each: isinstance(each.value, Enclosed))
    for one in made:
        signs = [_sign(other.value, one.value) for other in made]
        if any(sign == sense for sign in signs):
            continue
        same = [other for other, sign in zip(made, signs, strict=True) if sign in (0, None)]
        alike = any(
            sign is None and other is not one for other, sign in zip(made, signs, strict=True)
        )
        if alike and not all(_agree(other.value, one.value) for other in same):
            return None
        places: list[Place] = []
        for other in sorted(same, key=_is_less_plain):
            if other.place not in places and (other.family is None or not places):
                places.append(other.place)
        families = [other.family for other in same if other.family is not None]
        fills = any(family.parameters != family.integers for family in families)
        return Extreme(one.value, tuple(places), alike, bool(families), fills)
    return None


def _is_less_plain(one: Competitor) -> tuple[bool, bool]:
    return isinstance(one.value, Enclosed), one.family is not None


def _sign(one: Coordinate, other: Coordinate) -> int | None:
    """The sign of one - other; None where it is not known."""
    if not isinstance(one, Enclosed) and not isinstance(other, Enclosed):
        sign = compare(one, other)
        return None if sign is Sign.UNDECIDED else sign.value
    try:
        (a, b), (c, d) = bounds_of(one), bounds_of(other)
    except UndecidedError:
        return None
    return -1 if b < c else 1 if a > d else None


def _agree(one: Coordinate, other: Coordinate) -> bool:
    """Whether bounds of two numbers are so narrow that they agree in 25 digits."""
    try:
        (a, b), (c, d) = bounds_of(one), bounds_of(other)
    except UndecidedError:
        return False
    size = max(Fraction(1), abs(a), abs(d))
    return bool(max(b, d) - min(a, c) < _ALIKE * size)
