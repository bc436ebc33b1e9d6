"""Extreme values under a constraint: the points of Lagrange's condition, compared."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import sympy
from sympy import Expr

from gradcli.calculus.answers.checked import checked_gradient, weakest
from gradcli.calculus.answers.extrema.critical import as_number, as_tree, names_for
from gradcli.calculus.answers.extrema.region import Competitor, Extremes, compared
from gradcli.calculus.check.verification import Check
from gradcli.calculus.extrema.constraint import is_compact, parallel, some_point, stationary
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

    `multiplier` is lambda there; None where grad g = 0, and then nothing is said of its `kind`.
    """

    place: Place
    value: Coordinate | None
    multiplier: Coordinate | None
    singular: bool
    kind: CriticalKind


@dataclass(frozen=True, slots=True, eq=False)
class FamilyOnConstraint:
    """A curve or surface of such points, and f on it, where that is constant."""

    family: Family
    value: Expr | None


@dataclass(frozen=True, slots=True, eq=False)
class LagrangeAnswer:
    """The points, whether these are all, and the extreme values where the constraint is compact.

    `constraint` is g less its level, whose zeros are meant. `known` says that of each family of
    points f has one value, and that the family is not empty.
    """

    field: ScalarField
    constraint: ScalarField
    gradient: Gradient
    normal: Gradient
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
        return (*self.gradient.components, *self.normal.components)

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


def answer_lagrange(field: ScalarField, constraint: ScalarField) -> LagrangeAnswer:
    """Where grad f = lambda grad g on the constraint, and what is extreme there.

    Raises:
        RefusedError: a derivation fails its check.
    """
    whole, check = checked_gradient(field)
    normal, other = checked_gradient(constraint)
    level = constraint.expression
    equations = parallel(whole.components, normal.components, level, field.symbols)
    solved = stationary(equations, field.symbols, names_for(field))
    is_smooth = not pieces(constraint).seams and _misses(field, level)
    points: list[OnConstraint] = []
    unsure = False
    for place in _each_once(solved.places):
        found = _point(whole, normal, place)
        unsure = unsure or found is None
        if found is not None and found.value is not None:
            points.append(found)
    families = tuple(FamilyOnConstraint(each, _value_on(field, each)) for each in solved.families)
    complete = solved.complete if is_smooth and not unsure else None
    compact = is_compact(level, field.symbols)
    made = [Competitor(each.place, each.value, None) for each in points if each.value is not None]
    known = True
    for each in families:
        at = some_point(each.family, field.symbols)
        if at is None or each.value is None or each.value.free_symbols:
            known = False  # what may be empty has no value to compare
        else:
            made.append(Competitor(at, each.value, None, one_of_many=True))
    continuous = is_continuous(field, pieces(field), None)
    proved = complete is True and compact and known and continuous
    return LagrangeAnswer(
        field,
        constraint,
        whole,
        normal,
        weakest([check, other]),
        equations,
        solved,
        tuple(points),
        families,
        complete,
        compact,
        known,
        compared(made, (), proved=proved),
    )


def _misses(field: ScalarField, level: Expr) -> bool:
    """Whether the constraint is seen to meet none of the places where f may have no gradient."""
    parts = pieces(field)
    if not parts.seams:
        return True
    if len(parts.choices) > 1 or not parts.known:
        return False
    for seam in parts.seams:
        found = solve((*seam.formulas, level), field.symbols, names_for(field))
        if found.complete is not True or found.places or found.families:
            return False
    return True


def _each_once(places: Sequence[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in in_order(places):
        if all(apart(place, other) for other in kept):
            kept.append(place)
    return kept


def _point(whole: Gradient, normal: Gradient, place: Place) -> OnConstraint | None:
    """What is true at a solution; without a value where it is none, None where that is unknown."""
    field = whole.field
    if any(isinstance(each, Enclosed) for each in place):
        return _enclosed(whole, normal, place)
    at = {v: c for v, c in zip(field.symbols, place, strict=True) if not isinstance(c, Enclosed)}
    value = field.expression.xreplace(at)
    slopes = [each.xreplace(at) for each in whole.components]
    normals = [each.xreplace(at) for each in normal.components]
    level = normal.field.expression.xreplace(at)
    if any(each.has(*_UNREAL) for each in (value, level, *slopes, *normals)):
        return OnConstraint(place, None, None, False, CriticalKind.NOT_DECIDED)
    held = [is_zero(level)]
    n = len(slopes)
    held.extend(
        is_zero(slopes[i] * normals[j] - slopes[j] * normals[i]) for i in range(n) for j in range(i)
    )
    if False in held:
        return OnConstraint(place, None, None, False, CriticalKind.NOT_DECIDED)
    zeros = [is_zero(each) for each in normals]
    if None in held or None in zeros:
        return None
    value = sympy.expand(value)
    if all(zeros):
        return OnConstraint(place, value, None, True, CriticalKind.NOT_DECIDED)
    pivot = zeros.index(False)
    multiplier = sympy.radsimp(sympy.expand(slopes[pivot] / normals[pivot]))
    rows = _restricted(whole, normal, multiplier, normals, pivot, at)
    kind = classify(rows).kind if rows else CriticalKind.NOT_DECIDED
    return OnConstraint(place, value, multiplier, False, kind)


def _restricted(
    whole: Gradient,
    normal: Gradient,
    multiplier: Expr,
    normals: Sequence[Expr],
    pivot: int,
    at: dict[Expr, Expr],
) -> list[list[Expr]]:
    """The second partials of f - lambda g along the directions that the constraint leaves free."""
    own = whole.field.symbols
    second = [
        [(f.diff(v) - multiplier * g.diff(v)).xreplace(at) for v in own]
        for f, g in zip(whole.components, normal.components, strict=True)
    ]
    ways = _tangents(normals, pivot)
    return [
        [
            sympy.expand(
                sum(a * second[i][j] * b for i, a in enumerate(one) for j, b in enumerate(other))
            )
            for other in ways
        ]
        for one in ways
    ]


def _tangents(normals: Sequence[Expr], pivot: int) -> list[list[Expr]]:
    """e_j - (g_j/g_i) e_i for the other variables, i being the pivot."""
    ways: list[list[Expr]] = []
    for j in range(len(normals)):
        if j == pivot:
            continue
        way = [sympy.Integer(int(k == j)) for k in range(len(normals))]
        way[pivot] = -normals[j] / normals[pivot]
        ways.append(way)
    return ways


def _enclosed(whole: Gradient, normal: Gradient, place: Place) -> OnConstraint | None:
    """The same in bounds."""
    field = whole.field
    box = box_of(field.variables, place)
    numbers = intervals(DIGITS)
    value = value_in(field.tree, box)
    if value is None:
        return None
    try:
        slopes = [evaluate(each.written, box, numbers) for each in whole.partials]
        normals = [evaluate(each.written, box, numbers) for each in normal.partials]
        own = field.symbols
        second = [
            [
                (
                    evaluate(from_sympy(f.diff(v)), box, numbers),
                    evaluate(from_sympy(g.diff(v)), box, numbers),
                )
                for v in own
            ]
            for f, g in zip(whole.components, normal.components, strict=True)
        ]
    except (OutsideRealsError, UndecidedError, OverflowError):
        return None
    zero = numbers.of.number(_ZERO)
    pivots = [k for k, each in enumerate(normals) if numbers.holds(each, "!=", zero)]
    if not pivots:
        return None
    pivot = pivots[0]
    multiplier = slopes[pivot] / normals[pivot]
    ways = [
        [
            -normals[j] / normals[pivot] if k == pivot else numbers.of.number(Fraction(int(k == j)))
            for k in range(len(normals))
        ]
        for j in range(len(normals))
        if j != pivot
    ]
    rows: list[list[Any]] = []
    for one in ways:
        row: list[Any] = []
        for other in ways:
            total = zero
            for i, a in enumerate(one):
                for j, b in enumerate(other):
                    f, g = second[i][j]
                    total = total + a * (f - multiplier * g) * b
            row.append(total)
        rows.append(row)
    kind = kind_of(rows)
    return OnConstraint(place, value, Enclosed(*ends(multiplier)), False, kind)


def _value_on(field: ScalarField, family: Family) -> Expr | None:
    """f on a family; on the zeros of one polynomial what is left of f when it is divided by it."""
    if any(each in field.symbols for each in family.parameters):
        own = field.symbols
        if len(family.where) != 1 or not family.where[0].formula.is_polynomial(*own):
            return None
        level, f = family.where[0].formula, field.expression
        if f.is_polynomial(*own):
            rest = sympy.rem(f, level, *own)
        else:
            sums = [each for each in f.atoms(sympy.Add) if each.is_polynomial(*own)]
            rest = f.xreplace({each: sympy.rem(each, level, *own) for each in sums})
        return None if rest.free_symbols or rest.has(*_UNREAL) else rest
    on = dict(zip(field.symbols, family.at, strict=True))
    return sympy.expand(field.expression.xreplace(on))
