"""Extreme values under a constraint: the points of Lagrange's condition, compared."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import sympy
from sympy import Expr

from gradcli.calculus.answers.checked import checked_gradient, weakest
from gradcli.calculus.answers.extrema.critical import as_number, as_tree, names_for, numbered
from gradcli.calculus.answers.extrema.region import Competitor, Extremes, compared
from gradcli.calculus.answers.extrema.seams import (
    along_ways,
    kind_where_pieces_meet,
    minors,
    second_partials,
    tangents,
)
from gradcli.calculus.answers.extrema.strata import Stratum, lies_beside, lies_in, strata
from gradcli.calculus.check.verification import Check
from gradcli.calculus.extrema.conditions import conditioned
from gradcli.calculus.extrema.constraint import are_compact, is_bounded, some_point
from gradcli.calculus.extrema.enclosed import (
    DIGITS,
    apart,
    box_of,
    in_order,
    kind_of,
    value_in,
)
from gradcli.calculus.extrema.families import covers, is_empty, plainly
from gradcli.calculus.extrema.found import Coordinate, Enclosed, Family, Place
from gradcli.calculus.extrema.pieces.pieces import pieces
from gradcli.calculus.extrema.region import is_continuous
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.determinants import by_cramer
from gradcli.calculus.numbers.factoring import remainder
from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import OutsideRealsError, evaluate
from gradcli.calculus.numbers.put_in import put_in
from gradcli.calculus.point.critical import CriticalKind, classify
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.expression import Node
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass, replace

_ZERO: Final = Fraction(0)


@dataclass(frozen=True, slots=True, eq=False)
class OnConstraint:
    """A point that fulfils Lagrange's condition.

    `multipliers` has lambda there, of several constraints one for each; it is empty where the
    gradients of these are dependent (of one: where grad g = 0), and then nothing is said of its
    `kind`. It is empty `on_seam`, too, where pieces of f or of the constraints meet.
    """

    place: Place
    value: Coordinate | None
    multipliers: tuple[Coordinate, ...]
    singular: bool
    kind: CriticalKind
    on_seam: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class FamilyOnConstraint:
    """A curve or surface of such points, and f on it, where that is constant."""

    family: Family
    value: Expr | None
    on_seam: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LagrangeAnswer:
    """The points, whether these are all, and the extreme values where the constraints are compact.

    `constraints` are g less its level, whose zeros are meant, one for each. `known` says that of
    each family of points f has one value, and that the family is not empty. With `grows` f is as
    large as one likes in all directions far out, so that it has a least value on every closed set;
    where that is False, as small, and a greatest. `strata` are what was
    solved: one system, or where functions are made of pieces one for each, and those of the seams.
    """

    field: ScalarField
    constraints: tuple[ScalarField, ...]
    gradient: Gradient
    normals: tuple[Gradient, ...]
    check: Check
    strata: tuple[Stratum, ...]
    points: tuple[OnConstraint, ...]
    families: tuple[FamilyOnConstraint, ...]
    complete: bool | None
    compact: bool
    known: bool
    extremes: Extremes
    grows: bool | None = None

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
        return numbered(self.field.variables, len(self.points) + len(self.families))

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
    found_on = strata(whole, normals, names_for(field))
    closed = all(map(_is_continuous, constraints))
    points: list[OnConstraint] = []
    families: list[FamilyOnConstraint] = []
    sure, kept = True, []
    for each in found_on:
        at, is_known = _points_of(each, found_on, (field, *constraints))
        along, is_told = _families_of(each)
        is_known = is_known and is_told
        points.extend(at)
        families.extend(along)
        sure = sure and is_known and each.solved.complete is True
        told = tuple(one.place for one in at), tuple(one.family for one in along)
        kept.append(replace(each, places=told[0], families=told[1]))
    points, families = _each_once(points), _unequal(families)
    complete = True if sure else None
    compact = closed and are_compact(levels, field.symbols)
    made = [Competitor(each.place, each.value, None) for each in points if each.value is not None]
    known = True
    for told_of in families:
        one = some_point(told_of.family, field.symbols)
        if one is None or told_of.value is None or told_of.value.free_symbols:
            known = False  # what may be empty has no value to compare
        else:
            made.append(Competitor(one, told_of.value, None, told_of.family))
    proved = complete is True and closed and known and _is_continuous(field)
    extremes = compared(made, (), proved=proved)
    grows = None
    if not compact:
        grows = _grows(field)
        extremes = Extremes(
            extremes.competitors,
            extremes.least if grows is True else None,
            extremes.greatest if grows is False else None,
        )
    return LagrangeAnswer(
        field,
        tuple(constraints),
        whole,
        normals,
        weakest([check, *(other for _, other in found)]),
        tuple(kept),
        tuple(points),
        tuple(families),
        complete,
        compact,
        known,
        extremes,
        grows,
    )


def _grows(field: ScalarField) -> bool | None:
    """Whether f grows without bound in every direction; False where it falls so, None else."""
    if is_bounded(field.expression, field.symbols):
        return True
    return False if is_bounded(sympy.expand(-field.expression), field.symbols) else None


def _is_continuous(field: ScalarField) -> bool:
    """Whether it is seen to be continuous everywhere."""
    return is_continuous(field, pieces(field), None)


def _points_of(
    stratum: Stratum, among: Sequence[Stratum], whole: Sequence[ScalarField]
) -> tuple[list[OnConstraint], bool]:
    """The points of a stratum, and whether all are known. The `whole` are made of the pieces."""
    points: list[OnConstraint] = []
    is_known = True
    for place in stratum.solved.places:
        lies = lies_in(place, stratum)
        if lies is False:
            continue
        found = None
        if lies is not None:
            found = _on_seam(place, among, whole) if stratum.seams else _point(stratum, place)
        is_known = is_known and found is not None
        if found is not None and found.value is not None:
            points.append(found)
    return points, is_known


def _families_of(stratum: Stratum) -> tuple[list[FamilyOnConstraint], bool]:
    """The families of a stratum, and whether all are known: none is told that may be empty."""
    field = stratum.whole.field
    found: list[FamilyOnConstraint] = []
    is_known = True
    for each in stratum.solved.families:
        value = _value_on(field, each)
        for kept in conditioned(each, stratum.where, field.symbols):
            plain = plainly(kept)
            if plain is None or is_empty(plain):
                continue
            if plain.where == each.where or some_point(plain, field.symbols) is not None:
                found.append(FamilyOnConstraint(plain, value, bool(stratum.seams)))
            else:
                is_known = False
    return found, is_known


def _unequal(families: Sequence[FamilyOnConstraint]) -> list[FamilyOnConstraint]:
    """The families, none that is part of another with the same value."""
    kept: list[FamilyOnConstraint] = []
    for each in families:
        if not any(each.value == one.value and covers(one.family, each.family) for one in kept):
            kept.append(each)
    return kept


def _each_once(points: Sequence[OnConstraint]) -> list[OnConstraint]:
    """In order of their coordinates."""
    of = {id(each.place): each for each in points}
    kept: list[Place] = []
    for place in in_order([each.place for each in points]):
        if all(apart(place, other) for other in kept):
            kept.append(place)
    return [of[id(place)] for place in kept]


def _point(stratum: Stratum, place: Place) -> OnConstraint | None:
    """What is true at a solution; without a value where it is none, None where that is unknown."""
    whole, normals, partials = stratum.whole, stratum.normals, stratum.slopes
    field = whole.field
    if partials is None:
        return None
    if any(isinstance(each, Enclosed) for each in place):
        return _enclosed(whole, normals, partials, place)
    at = {v: c for v, c in zip(field.symbols, place, strict=True) if not isinstance(c, Enclosed)}
    value = put_in(field.expression, at)
    slopes, *rows = [[put_in(each, at) for each in row] for row in partials]
    levels = [put_in(each.field.expression, at) for each in normals]
    entries = (entry for row in rows for entry in row)
    none = OnConstraint(place, None, (), False, CriticalKind.NOT_DECIDED)
    if any(each.has(*UNREAL) for each in (value, *levels, *slopes, *entries)):
        return none
    held = [is_zero(each) for each in levels]
    held.extend(is_zero(each) for each in minors([slopes, *rows]).values())
    if False in held:
        return none
    zeros = {columns: is_zero(each) for columns, each in minors(rows).items()}
    pivots = next((columns for columns, each in zeros.items() if each is False), None)
    if None in held or (pivots is None and None in zeros.values()):
        return None
    value = sympy.expand(value)
    if pivots is None:
        return OnConstraint(place, value, (), True, CriticalKind.NOT_DECIDED)
    turned = [[row[k] for row in rows] for k in pivots]
    solved = by_cramer(turned, [slopes[k] for k in pivots])
    multipliers = tuple(sympy.radsimp(sympy.expand(each)) for each in solved)
    ways = tangents(rows, pivots, sympy.Integer)
    second = second_partials(partials, field.symbols, multipliers, at)
    restricted = [[sympy.expand(each) for each in row] for row in along_ways(second, ways)]
    kind = classify(restricted).kind if restricted else CriticalKind.NOT_DECIDED
    return OnConstraint(place, value, multipliers, False, kind)


def _on_seam(
    place: Place, among: Sequence[Stratum], whole: Sequence[ScalarField]
) -> OnConstraint | None:
    """The same where pieces meet: what f does along each of them decides, on a curve."""
    field, *constraints = whole
    none = OnConstraint(place, None, (), False, CriticalKind.NOT_DECIDED, on_seam=True)
    if any(isinstance(each, Enclosed) for each in place):
        value = value_in(field.tree, box_of(field.variables, place))
        # A branch may have other values on its edge.
        is_known = value is not None and all(_is_continuous(each) for each in constraints)
        return replace(none, value=value) if is_known else None
    at = {v: c for v, c in zip(field.symbols, place, strict=True) if not isinstance(c, Enclosed)}
    exact, *levels = (put_in(each.expression, at) for each in whole)
    unreal = any(each.has(*UNREAL) for each in (exact, *levels))
    held = [False] if unreal else [is_zero(each) for each in levels]
    if False in held:
        return none
    if None in held:
        return None
    near = [each for each in among if not each.seams and lies_beside(at, each) is not False]
    formulas = {(each.whole.field.expression, *each.levels) for each in near}
    rows = [each.slopes for each in near[:1]]
    slopes = (put_in(s, at) for each in rows for row in each or () for s in row)
    is_smooth = None not in rows and not any(each.has(*UNREAL) for each in slopes)
    if len(formulas) == 1 and is_smooth and all(lies_beside(at, each) for each in near):
        return _point(near[0], place)  # another part of the function alone bends there
    return replace(none, value=sympy.expand(exact), kind=kind_where_pieces_meet(near, at, exact))


def _enclosed(
    whole: Gradient,
    normals: Sequence[Gradient],
    first: Sequence[Sequence[Expr]],
    place: Place,
) -> OnConstraint | None:
    """The same in bounds."""
    field = whole.field
    box = box_of(field.variables, place)
    numbers = intervals(DIGITS)
    value = value_in(field.tree, box)
    if value is None:
        return None

    def bounds(partials: Gradient) -> list[Any]:
        return [evaluate(each.written, box, numbers) for each in partials.partials]

    def second(partials: Sequence[Expr]) -> list[list[Any]]:
        return [
            [evaluate(from_sympy(each.diff(v)), box, numbers) for v in field.symbols]
            for each in partials
        ]

    try:
        slopes, rows = bounds(whole), [bounds(each) for each in normals]
        of_f, *of_g = map(second, first)
    except (OutsideRealsError, UndecidedError, OverflowError):
        return None
    zero = numbers.of.number(_ZERO)
    determinants = minors(rows)
    pivots = next((k for k, each in determinants.items() if numbers.holds(each, "!=", zero)), None)
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
    ways = tangents(rows, pivots, lambda each: numbers.of.number(Fraction(each)))
    restricted = along_ways(whole_form, ways)
    kind = kind_of(restricted) if restricted else CriticalKind.NOT_DECIDED
    try:
        told = tuple(Enclosed(*ends(each)) for each in multipliers)
    except OverflowError:
        return None
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
            rest = remainder(f, levels, own)
        else:
            sums = [each for each in f.atoms(sympy.Add) if each.is_polynomial(*own)]
            rest = f.xreplace({each: remainder(each, levels, own) for each in sums})
        return None if rest.free_symbols or rest.has(*UNREAL) else rest
    on = dict(zip(field.symbols, family.at, strict=True))
    value = sympy.expand(put_in(field.expression, on))
    return None if value.has(*UNREAL) else value
