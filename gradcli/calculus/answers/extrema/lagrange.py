"""Extreme values under a constraint: the points of Lagrange's condition, compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, Final

import sympy
from sympy import Expr

from gradcli.calculus.answers.checked import checked_gradient, weakest
from gradcli.calculus.answers.extrema.critical import as_number, as_tree, names_for
from gradcli.calculus.answers.extrema.region import Competitor, Extremes, compared
from gradcli.calculus.check.verification import Check
from gradcli.calculus.extrema.constraint import are_compact, dependent, some_point, stationary
from gradcli.calculus.extrema.enclosed import (
    DIGITS,
    apart,
    box_of,
    in_order,
    kind_of,
    value_in,
)
from gradcli.calculus.extrema.found import Coordinate, Enclosed, Family, Place, Solved
from gradcli.calculus.extrema.pieces import pieces
from gradcli.calculus.extrema.region import is_continuous
from gradcli.calculus.extrema.solve import solve
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.determinants import by_cramer, determinant
from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import OutsideRealsError, evaluate
from gradcli.calculus.point.critical import CriticalKind, classify
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass

_UNREAL: Final = (sympy.zoo, sympy.nan, sympy.oo, sympy.I)
_ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True, eq=False)
class OnConstraint:
    """A point that fulfils Lagrange's condition.

    `multipliers` has lambda there, of several constraints one for each; it is empty where the
    gradients of these are dependent (of one: where grad g = 0), and then nothing is said of its
    `kind`.
    """

    place: Place
    value: Coordinate | None
    multipliers: tuple[Coordinate, ...]
    singular: bool
    kind: CriticalKind


@dataclass(frozen=True, slots=True, eq=False)
class FamilyOnConstraint:
    """A curve or surface of such points, and f on it, where that is constant."""

    family: Family
    value: Expr | None


@dataclass(frozen=True, slots=True, eq=False)
class LagrangeAnswer:
    """The points, whether these are all, and the extreme values where the constraints are compact.

    `constraints` are g less its level, whose zeros are meant, one for each. `known` says that of
    each family of points f has one value, and that the family is not empty.
    """

    field: ScalarField
    constraints: tuple[ScalarField, ...]
    gradient: Gradient
    normals: tuple[Gradient, ...]
    check: Check
    equations: tuple[Expr, ...]
    solved: Solved
    points: tuple[OnConstraint, ...]
    families: tuple[FamilyOnConstraint, ...]
    complete: bool | None
    compact: bool
    known: bool
    extremes: Extremes

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        return self.check.passed

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        normals = (part for each in self.normals for part in each.components)
        return (*self.gradient.components, *normals)

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The coordinates, point by point; of one without a formula a decimal near it."""
        return tuple(map(as_number, self._coordinates()))

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs."""
        return tuple(map(as_tree, self._coordinates()))

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name: x_1, y_1, x_2, y_2."""
        several = len(self.points) + len(self.families) > 1
        return tuple(
            f"{name}_{count}" if several else name
            for count in range(1, len(self.points) + len(self.families) + 1)
            for name in self.field.variables
        )

    def _coordinates(self) -> list[Coordinate]:
        rows = [each.place for each in self.points]
        rows.extend(each.family.at for each in self.families)
        return [each for row in rows for each in row]


def answer_lagrange(field: ScalarField, constraints: Sequence[ScalarField]) -> LagrangeAnswer:
    """Where grad f = lambda grad g on the constraints, and what is extreme there.

    Raises:
        RefusedError: a derivation fails its check.
    """
    whole, check = checked_gradient(field)
    found = [checked_gradient(each) for each in constraints]
    normals = tuple(normal for normal, _ in found)
    levels = tuple(each.expression for each in constraints)
    components = [each.components for each in normals]
    equations = dependent(whole.components, components, levels, field.symbols)
    solved = stationary(equations, levels, field.symbols, names_for(field))
    is_smooth = not any(pieces(each).seams for each in constraints) and _misses(field, levels)
    points: list[OnConstraint] = []
    unsure = False
    for place in _each_once(solved.places):
        at = _point(whole, normals, place)
        unsure = unsure or at is None
        if at is not None and at.value is not None:
            points.append(at)
    families = tuple(FamilyOnConstraint(each, _value_on(field, each)) for each in solved.families)
    complete = solved.complete if is_smooth and not unsure else None
    compact = are_compact(levels, field.symbols)
    made = [Competitor(each.place, each.value, None) for each in points if each.value is not None]
    known = True
    for each in families:
        one = some_point(each.family, field.symbols)
        if one is None or each.value is None or each.value.free_symbols:
            known = False  # what may be empty has no value to compare
        else:
            made.append(Competitor(one, each.value, None, one_of_many=True))
    continuous = is_continuous(field, pieces(field), None)
    proved = complete is True and compact and known and continuous
    return LagrangeAnswer(
        field,
        tuple(constraints),
        whole,
        normals,
        weakest([check, *(other for _, other in found)]),
        equations,
        solved,
        tuple(points),
        families,
        complete,
        compact,
        known,
        compared(made, (), proved=proved),
    )


def _misses(field: ScalarField, levels: Sequence[Expr]) -> bool:
    """Whether the constraints are seen to meet none of the places where f may have no gradient."""
    parts = pieces(field)
    if not parts.seams:
        return True
    if len(parts.choices) > 1 or not parts.known:
        return False
    for seam in parts.seams:
        found = solve((*seam.formulas, *levels), field.symbols, names_for(field))
        if found.complete is not True or found.places or found.families:
            return False
    return True


def _each_once(places: Sequence[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in in_order(places):
        if all(apart(place, other) for other in kept):
            kept.append(place)
    return kept


def _point(whole: Gradient, normals: Sequence[Gradient], place: Place) -> OnConstraint | None:
    """What is true at a solution; without a value where it is none, None where that is unknown."""
    field = whole.field
    if any(isinstance(each, Enclosed) for each in place):
        return _enclosed(whole, normals, place)
    at = {v: c for v, c in zip(field.symbols, place, strict=True) if not isinstance(c, Enclosed)}
    value = field.expression.xreplace(at)
    slopes = [each.xreplace(at) for each in whole.components]
    rows = [[each.xreplace(at) for each in normal.components] for normal in normals]
    levels = [each.field.expression.xreplace(at) for each in normals]
    entries = (entry for row in rows for entry in row)
    none = OnConstraint(place, None, (), False, CriticalKind.NOT_DECIDED)
    if any(each.has(*_UNREAL) for each in (value, *levels, *slopes, *entries)):
        return none
    held = [is_zero(each) for each in levels]
    held.extend(is_zero(each) for each in _minors([slopes, *rows]).values())
    if False in held:
        return none
    zeros = {columns: is_zero(each) for columns, each in _minors(rows).items()}
    pivots = next((columns for columns, each in zeros.items() if each is False), None)
    if None in held or (pivots is None and None in zeros.values()):
        return None
    value = sympy.expand(value)
    if pivots is None:
        return OnConstraint(place, value, (), True, CriticalKind.NOT_DECIDED)
    turned = [[row[k] for row in rows] for k in pivots]
    solved = by_cramer(turned, [slopes[k] for k in pivots])
    multipliers = tuple(sympy.radsimp(sympy.expand(each)) for each in solved)
    ways = _tangents(rows, pivots, sympy.Integer)
    second = _second(whole, normals, multipliers, at)
    restricted = [[sympy.expand(each) for each in row] for row in _along(second, ways)]
    kind = classify(restricted).kind if restricted else CriticalKind.NOT_DECIDED
    return OnConstraint(place, value, multipliers, False, kind)


def _minors(rows: Sequence[Sequence[Any]]) -> dict[tuple[int, ...], Any]:
    """The determinants of as many columns as there are rows, by the columns."""
    chosen = combinations(range(len(rows[0])), len(rows))
    return {columns: determinant([[row[k] for k in columns] for row in rows]) for columns in chosen}


def _second(
    whole: Gradient, normals: Sequence[Gradient], multipliers: Sequence[Expr], at: dict[Expr, Expr]
) -> list[list[Expr]]:
    """The second partials of f less those of each g times its multiplier."""
    rows = []
    for place, slope in enumerate(whole.components):
        own = [
            multiplier * normal.components[place]
            for multiplier, normal in zip(multipliers, normals, strict=True)
        ]
        rows.append(
            [
                (slope.diff(v) - sum(each.diff(v) for each in own)).xreplace(at)
                for v in whole.field.symbols
            ]
        )
    return rows


def _tangents(
    rows: Sequence[Sequence[Any]], pivots: Sequence[int], number: Callable[[int], Any]
) -> list[list[Any]]:
    """A basis of the directions at right angles to all rows: one for each column but the pivots.

    It has a 1 in that column, and what this brings is taken back by the pivots.
    """
    square = [[row[k] for k in pivots] for row in rows]
    ways: list[list[Any]] = []
    for free in range(len(rows[0])):
        if free in pivots:
            continue
        taken = by_cramer(square, [-row[free] for row in rows])
        way = [number(int(k == free)) for k in range(len(rows[0]))]
        for place, each in zip(pivots, taken, strict=True):
            way[place] = each
        ways.append(way)
    return ways


def _along(second: Sequence[Sequence[Any]], ways: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """A matrix of second partials along some directions."""
    return [
        [
            sum(a * second[i][j] * b for i, a in enumerate(one) for j, b in enumerate(other))
            for other in ways
        ]
        for one in ways
    ]


def _enclosed(whole: Gradient, normals: Sequence[Gradient], place: Place) -> OnConstraint | None:
    """The same in bounds."""
    field = whole.field
    box = box_of(field.variables, place)
    numbers = intervals(DIGITS)
    value = value_in(field.tree, box)
    if value is None:
        return None

    def bounds(partials: Gradient) -> list[Any]:
        return [evaluate(each.written, box, numbers) for each in partials.partials]

    def second(partials: Gradient) -> list[list[Any]]:
        return [
            [evaluate(from_sympy(each.diff(v)), box, numbers) for v in field.symbols]
            for each in partials.components
        ]

    try:
        slopes, rows = bounds(whole), [bounds(each) for each in normals]
        of_f, of_g = second(whole), [second(each) for each in normals]
    except (OutsideRealsError, UndecidedError, OverflowError):
        return None
    zero = numbers.of.number(_ZERO)
    minors = _minors(rows)
    pivots = next((k for k, each in minors.items() if numbers.holds(each, "!=", zero)), None)
    if pivots is None:
        return None
    multipliers = by_cramer([[row[k] for row in rows] for k in pivots], [slopes[k] for k in pivots])
    whole_form = [
        [
            entry - sum(m * g[i][j] for m, g in zip(multipliers, of_g, strict=True))
            for j, entry in enumerate(row)
        ]
        for i, row in enumerate(of_f)
    ]
    ways = _tangents(rows, pivots, lambda each: numbers.of.number(Fraction(each)))
    restricted = _along(whole_form, ways)
    kind = kind_of(restricted) if restricted else CriticalKind.NOT_DECIDED
    told = tuple(Enclosed(*ends(each)) for each in multipliers)
    return OnConstraint(place, value, told, False, kind)


def _value_on(field: ScalarField, family: Family) -> Expr | None:
    """f on a family; on the zeros of polynomials what is left of f when it is divided by them."""
    if any(each in field.symbols for each in family.parameters):
        own = field.symbols
        levels, f = [each.formula for each in family.where], field.expression
        if not all(
            each.relation == "=" and each.formula.is_polynomial(*own) for each in family.where
        ):
            return None
        if f.is_polynomial(*own):
            rest = sympy.reduced(f, levels, *own)[1]
        else:
            sums = [each for each in f.atoms(sympy.Add) if each.is_polynomial(*own)]
            rest = f.xreplace({each: sympy.reduced(each, levels, *own)[1] for each in sums})
        return None if rest.free_symbols or rest.has(*_UNREAL) else rest
    on = dict(zip(field.symbols, family.at, strict=True))
    return sympy.expand(field.expression.xreplace(on))
