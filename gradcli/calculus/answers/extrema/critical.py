"""Critical points: where the gradient is zero or does not exist, what each is, whether all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr, Rational, Symbol

from gradcli.calculus.answers.checked import checked_gradient
from gradcli.calculus.answers.extrema.classified import CriticalAt, CriticalFamily, Looked
from gradcli.calculus.answers.extrema.region import (
    Competitor,
    Extremes,
    Worked,
    compared,
    competitors,
    corner,
)
from gradcli.calculus.check.verification import Check
from gradcli.calculus.domain.refusal import (
    NoRealNumber,
    NowhereReal,
    PerhapsNowhereReal,
    RefusedError,
)
from gradcli.calculus.extrema.along import Along
from gradcli.calculus.extrema.conditions import conditioned, is_held, value_on
from gradcli.calculus.extrema.enclosed import box_of, holds_in
from gradcli.calculus.extrema.families import covers, merged, plainly
from gradcli.calculus.extrema.found import Coordinate, Enclosed, Family, Place, Where
from gradcli.calculus.extrema.region import (
    MOST_FACED,
    Face,
    Sides,
    faces,
    hull,
    is_continuous,
    is_inside,
    misses,
    repeated,
    within,
)
from gradcli.calculus.extrema.search import Candidates, candidates
from gradcli.calculus.extrema.solve import Names
from gradcli.calculus.extrema.split import as_product
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.put_in import put_in
from gradcli.calculus.rules.gradient import Gradient, gradient, refuse_nowhere
from gradcli.calculus.rules.hessian import Hessian, hessian
from gradcli.field.expression import Negative, Node, Number
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.field.size import size
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass, replace

_DIGITS: Final = 15
_LARGEST_PRODUCT: Final = 60
_REAL: Final = ("t", "s", "r", "q", "p", "u", "v", "a", "b", "c")
_WHOLE: Final = ("k", "m", "n", "j", "l")
_RELATIONS: Final = MappingProxyType(
    {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
)


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A closed box: its faces worked, and the extremes.

    `proved` says that the least and the greatest value are among those compared.
    """

    sides: Sides
    faces: tuple[Worked, ...]
    extremes: Extremes
    proved: bool


@dataclass(frozen=True, slots=True, eq=False)
class CriticalAnswer:
    """All critical points that were found, and `complete`: whether these are all.

    Where a box is asked about, these are the points in it, and `region` has its extremes. Where
    another region is, `around` is a box around it, if one is known.
    """

    field: ScalarField
    gradient: Gradient
    check: Check
    found: Candidates
    points: tuple[CriticalAt, ...]
    families: tuple[CriticalFamily, ...]
    complete: bool | None
    region: Region | None = None
    around: Sides | None = None

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        sure = all(
            each.at is None or each.at.slopes is None or each.at.certified is True
            for each in self.points
        )
        return self.check.passed and sure

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.gradient.components

    @property
    def products(self) -> tuple[Expr | None, ...]:
        """The derivatives as products, where that splits the equations; None for one of no use."""
        is_split = any(len(solved.cases) > 1 for _, solved in self.found.solved)
        return tuple(
            as_product(each, self.field.symbols)
            if is_split and not each.is_Mul and size(each) <= _LARGEST_PRODUCT
            else None
            for each in self.gradient.components
        )

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
        rows.extend(each.part.family.at for each in self.families)
        return [each for row in rows for each in row]


def rounded(of: Enclosed, digits: int = _DIGITS) -> Fraction:
    """The number as a decimal of so many digits, or as many as are known."""
    places = digits - _digits_before(max(abs(of.low), abs(of.high)))
    if of.error:
        places = min(places, -_digits_before(of.error) - 1)
    return round(of.middle, places)


def _digits_before(size: Fraction) -> int:
    """How many digits stand before the point: 2 of 12.3, -1 of 0.0123."""
    if not size:
        return 0
    count = len(str(size.numerator)) - len(str(size.denominator))
    return count + 1 if size >= Fraction(10) ** count else count


def numbered(variables: Sequence[str], count: int) -> tuple[str, ...]:
    """What the coordinates of so many points are called: x, y; of several x_1, y_1, x_2, y_2."""
    if count == 1:
        return tuple(variables)
    return tuple(f"{name}_{place}" for place in range(1, count + 1) for name in variables)


def as_number(coordinate: Coordinate) -> Expr:
    """The formula, or a decimal near the number."""
    if isinstance(coordinate, Enclosed):
        value = rounded(coordinate)
        return Rational(value.numerator, value.denominator)
    return coordinate


def as_tree(coordinate: Coordinate) -> Node:
    """The same as a tree."""
    if not isinstance(coordinate, Enclosed):
        return from_sympy(coordinate)
    value = rounded(coordinate)
    if value >= 0:
        return Number(value)
    return Negative(Number(-value))


def answer_critical(field: ScalarField, sides: Sides | None = None) -> CriticalAnswer:
    """Solve grad f = 0, and classify each solution; with a closed box also its extremes.

    Raises:
        RefusedError: a derivation fails its check, or there are too many second partials.
    """
    whole, check = checked_gradient(field)
    inner = search(whole, hessian(whole), sides)
    region = None if sides is None else _on_box(whole, inner, sides)
    return CriticalAnswer(
        field, whole, check, inner.found, inner.points, inner.families, inner.complete, region
    )


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """The critical points of a function, in a box where one is given."""

    found: Candidates
    points: tuple[CriticalAt, ...]
    families: tuple[CriticalFamily, ...]
    complete: bool | None


def search(
    whole: Gradient, matrix: Hessian, sides: Sides | None, level: Expr | None = None
) -> Searched:
    """Find the candidates, and look at each; with a `level`, keep those where it is at most 0.

    The box that is given beside a level is one around these.
    """
    field = whole.field
    found = candidates(whole, names_for(field), None if sides is None else hull(sides))
    looked = Looked(whole, matrix)
    families: list[CriticalFamily] = []
    places = list(found.places)
    is_known = True
    for family in found.families:
        counted = None if sides is None else repeated(family.family, sides)
        if counted is not None:
            places.extend((place, None) for place in counted)
            continue
        families.extend(looked.along(family))
    for each in found.rough:
        if _has_no_value_on(field, each.family):
            continue
        value = _value_on(field, each.family)
        for own, there in _with_value(field, each.family, value):
            part = Along(own, None, there, differentiable=each.differentiable)
            families.append(CriticalFamily(part))
    points = looked.points((*places, *looked.more))
    if level is not None:
        below = [is_below(each.place, level, field) for each in points]
        is_known = None not in below
        points = tuple(each for each, lies in zip(points, below, strict=True) if lies)
        families = [part for each in families for part in _below(each, level, field)]
    elif sides is None:
        families = _together(families)
    else:
        inside = [is_inside(each.place, sides) for each in points]
        is_known = None not in inside
        points = tuple(each for each, lies in zip(points, inside, strict=True) if lies)
        families = [part for each in families for part in _in_box(each, field, sides)]
    families = _each_once(families)
    points = tuple(each for each in points if not any(_is_told(each, one) for one in families))
    is_known = is_known and not looked.unsure
    complete = found.complete if is_known else None
    return Searched(found, points, tuple(families), complete)


def _in_box(family: CriticalFamily, field: ScalarField, sides: Sides) -> list[CriticalFamily]:
    """The family as far as it lies in the box; one of whole numbers whole, or not at all."""
    part = family.part
    own = part.family
    if own.integers or any(each in field.symbols for each in own.parameters):
        return [] if misses(own, sides, field.symbols) else [family]
    kept = conditioned(own, within(own, sides), field.symbols)
    return [replace(family, part=replace(part, family=each)) for each in kept]


def is_below(place: Place, level: Expr, field: ScalarField) -> bool | None:
    """Whether the level is at most 0 at a point; None where its bounds do not say."""
    exact = {v: c for v, c in zip(field.symbols, place, strict=True) if not isinstance(c, Enclosed)}
    if len(exact) == len(place):
        return is_held(sympy.expand(level.xreplace(exact)), "<=")
    return holds_in(from_sympy(level), "<=", box_of(field.variables, place))


def _below(family: CriticalFamily, level: Expr, field: ScalarField) -> list[CriticalFamily]:
    """The family as far as the level is at most 0."""
    part = family.part
    kept = conditioned(part.family, (Where(level, "<="),), field.symbols)
    return [replace(family, part=replace(part, family=each)) for each in kept]


def _each_once(families: Sequence[CriticalFamily]) -> list[CriticalFamily]:
    """The families with as few conditions as there can be, and none that is part of another."""
    kept: list[CriticalFamily] = []
    for each in families:
        plain = plainly(each.part.family)
        if plain is None:
            continue
        mine = replace(each, part=replace(each.part, family=plain))
        if any(_is_part(mine.part, other.part) for other in kept):
            continue
        kept = [other for other in kept if not _is_part(other.part, mine.part)]
        kept.append(mine)
    return kept


def _is_told(point: CriticalAt, of: CriticalFamily) -> bool:
    """Whether a point is seen to be one of a family without conditions, of which the same holds."""
    family, part = of.part.family, of.part
    if family.where or family.integers or (point.kind, point.value) != (part.kind, part.value):
        return False
    at = {
        form: each
        for form, each in zip(family.at, point.place, strict=True)
        if form in family.parameters and not isinstance(each, Enclosed)
    }
    return len(at) == len(family.parameters) and all(
        not isinstance(each, Enclosed) and is_zero(form.xreplace(at) - each) is True
        for form, each in zip(family.at, point.place, strict=True)
    )


def _is_part(one: Along, other: Along) -> bool:
    """Whether the second says of all points of the first what the first says, and of more."""
    told = [(each.kind, each.value, each.constant, each.differentiable) for each in (one, other)]
    return told[0] == told[1] and covers(other.family, one.family)


def _on_box(whole: Gradient, inner: Searched, sides: Sides) -> Region:
    """The boundary, and the extremes."""
    field = whole.field
    proved = inner.complete is True and is_continuous(field, inner.found.pieces, sides)
    made, loose = competitors(field, inner.points, inner.families, None, sides)
    proved = proved and _add_seams(made, inner.families, field, None, sides)
    if len(field.variables) > MOST_FACED:
        return Region(sides, (), Extremes((), None, None), proved)
    worked: list[Worked] = []
    for face in faces(field.variables, sides):
        if not face.free:
            at = corner(field, face)
            proved = proved and at is not None
            made.extend(() if at is None else (at,))
            continue
        seen = _on_face(face, field)
        if seen is None:
            # As ln y on the side y = 0: f is not continuous on the closed box.
            proved = False
            continue
        restricted, found = seen
        proved = proved and found.complete is True
        worked.append(Worked(face, restricted, found.points, found.families, found.complete))
        more, open_ = competitors(field, found.points, found.families, face, sides)
        made.extend(more)
        loose.extend(open_)
        proved = proved and _add_seams(made, found.families, field, face, face.sides)
    return Region(sides, tuple(worked), compared(made, loose, proved=proved), proved)


def _on_face(face: Face, field: ScalarField) -> tuple[Gradient, Searched] | None:
    """What is found on a face; None where f has no values there that could have a derivative."""
    restricted = gradient(face.restricted(field))
    try:
        refuse_nowhere(restricted.field)
        return restricted, search(restricted, hessian(restricted), face.sides)
    except RefusedError as error:
        if isinstance(error.refusal, NowhereReal | PerhapsNowhereReal | NoRealNumber):
            return None
        raise


def _add_seams(
    made: list[Competitor],
    families: Sequence[CriticalFamily],
    field: ScalarField,
    on: Face | None,
    sides: Sides,
) -> bool:
    """Add what is found along curves without gradients; whether all is known of them."""
    for family in families:
        value = family.part.value
        if value is not None and not value.free_symbols:
            continue
        more = _along_seam(family.part, field, on, sides)
        if more is None:
            return False
        made.extend(more)
    return True


def _along_seam(
    part: Along, field: ScalarField, on: Face | None, sides: Sides
) -> list[Competitor] | None:
    """Where f is greatest or least along a curve without gradients; None where that is not known.

    Its ends lie on the boundary, on other curves of this kind, or are points without a gradient.
    What lies beyond them is no harm: the value is that of f.
    """
    family, value = part.family, part.value
    if value is None or not value.free_symbols or len(family.parameters) != 1 or family.integers:
        return None
    (letter,) = family.parameters
    place = next((k for k, each in enumerate(family.at) if each == letter), None)
    if place is None:
        return None
    along = ScalarField.of_expression(value, variables=(letter.name,))
    try:
        whole = gradient(along)
        found = search(whole, hessian(whole), (sides[place],))
    except RefusedError:
        return None
    if found.complete is not True or found.families:
        return None
    made: list[Competitor] = []
    for each in found.points:
        (at,) = each.place
        if each.value is None or isinstance(at, Enclosed):
            return None
        here = tuple(form.xreplace({letter: at}) for form in family.at)
        if is_inside(here, sides) is True:
            made.append(Competitor(here if on is None else on.whole(field, here), each.value, on))
    return made


def _value_on(field: ScalarField, family: Family) -> Expr | None:
    """f on a family, in its parameters."""
    if any(each in field.symbols for each in family.parameters):
        return None
    value = value_on(field.expression, family, field.symbols)
    return None if value.has(*UNREAL) else value


def _with_value(
    field: ScalarField, family: Family, value: Expr | None
) -> list[tuple[Family, Expr | None]]:
    """The points of a family at which f has a value, and that: of {y if x > 3} those with x > 3."""
    cases = set() if value is None else value.atoms(sympy.Piecewise)
    if value is None or not cases:
        return [(family, value)]
    where: list[Where] = []
    chosen: dict[Expr, Expr] = {}
    for each in cases:
        (of, condition), *others = each.args
        needed = sympy.And.make_args(condition)
        if others or condition == sympy.true or not all(one.is_Relational for one in needed):
            # One of several: what is known of it stands in the value.
            return [(family, value)]
        chosen[each] = of
        where.extend(Where(one.lhs - one.rhs, _RELATIONS[one.rel_op]) for one in needed)
    there = sympy.expand(value.xreplace(chosen))
    return [(each, there) for each in conditioned(family, where, field.symbols)]


def _has_no_value_on(field: ScalarField, family: Family) -> bool:
    """Whether f is seen to have a value nowhere on a family: on the seam of a case without it."""
    on = dict(zip(field.symbols, family.at, strict=True))
    return put_in(field.expression, on) is sympy.nan


def _together(families: list[CriticalFamily]) -> list[CriticalFamily]:
    """The families, those of one kind and value that differ by half a period as one."""
    kept: list[CriticalFamily] = []
    for each in families:
        for place, other in enumerate(kept):
            one, two = other.part, each.part
            if (one.kind, one.value, one.decided_by) != (two.kind, two.value, two.decided_by):
                continue
            family = merged(one.family, two.family)
            if family is not None:
                kept[place] = replace(other, part=replace(one, family=family))
                break
        else:
            kept.append(each)
    return kept if len(kept) == len(families) else _together(kept)


def names_for(field: ScalarField) -> Names:
    """Names for the parameters of families."""
    taken = {field.function, *field.letters, *field.names}
    return Names(
        tuple(symbol(name) for name in _REAL if name not in taken),
        tuple(Symbol(name, integer=True) for name in _WHOLE if name not in taken),
    )
