"""Candidates for critical points, looked at one by one: the definition decides, and the test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import sympy
from sympy import Expr, Integer

from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.extrema.along import Along, judge
from gradcli.calculus.extrema.conditions import is_held
from gradcli.calculus.extrema.enclosed import (
    apart,
    box_of,
    holds_in,
    in_order,
    kind_in,
    value_in,
)
from gradcli.calculus.extrema.found import Coordinate, DecidedBy, Enclosed, Family, Place
from gradcli.calculus.extrema.pieces.pieces import Piece
from gradcli.calculus.extrema.pieces.seams import FamilyOf
from gradcli.calculus.extrema.solve import at_zeros
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.put_in import put_in
from gradcli.calculus.point.critical import (
    BothSides,
    CriticalKind,
    CriticalPoint,
    LeadingForm,
    OneSign,
    OppositeSigns,
    Proof,
    classify,
)
from gradcli.calculus.point.degenerate import Decided, at_edge, decide
from gradcli.calculus.point.one_sign import extremum_by_form
from gradcli.calculus.rules.gradient import Gradient, gradient
from gradcli.calculus.rules.hessian import Hessian, hessian
from gradcli.field.fast_sympy.sympy_build import UNREAL, difference
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True, eq=False)
class CriticalAt:
    """A critical point. `at` is what is true there, where the coordinates have formulas.

    `differentiable` is False where f has no gradient there, and `kind` is None there; `extremum`
    says what it is as to the values of f alone, if that is known.
    """

    place: Place
    value: Coordinate | None
    differentiable: bool | None
    kind: CriticalKind | None
    decided_by: DecidedBy | None
    at: AtPoint | None
    extremum: CriticalKind | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CriticalFamily:
    """A family, and what is true at the first of its points where all are like this one."""

    part: Along
    first: CriticalAt | None = None


class Looked:
    """Candidates looked at one by one; `unsure` that something was not decided.

    `more` are points that were left over from families.
    """

    __slots__ = ("field", "matrix", "more", "unsure", "whole")

    def __init__(self, whole: Gradient, matrix: Hessian) -> None:
        self.whole = whole
        self.field = whole.field
        self.matrix = matrix
        self.more: list[tuple[Place, Piece | None]] = []
        self.unsure = False

    def along(self, found: FamilyOf) -> list[CriticalFamily]:
        """The points of a family by their kinds."""
        family, piece = found.family, found.piece
        if found.on_seam:
            return [CriticalFamily(Along(family, None, None))]
        own = self.matrix if piece is self.field else hessian(gradient(piece))
        if len(family.integers) == len(family.parameters) and not family.where:
            repeated = self._repeated(family)
            if repeated is not None:
                return [repeated]
        second = own.in_variables
        if second is None:
            return [CriticalFamily(Along(family, None, None))]
        judged = judge(piece.expression, second, family, self.field.symbols)
        parts = [CriticalFamily(each) for each in judged.parts]
        for each in judged.left_over:
            alone = at_zeros(family, each.formula)
            if alone is None:
                part = replace(family, where=(*family.where, each))
                parts.append(CriticalFamily(Along(part, None, None)))
            else:
                self.more.extend((each, None) for each in alone)
        return parts

    def _repeated(self, family: Family) -> CriticalFamily | None:
        """What one of the points is, where f is the same around all of them, but for a constant."""
        field = self.field
        first = dict.fromkeys(family.integers, Integer(0))
        start = tuple(each.xreplace(first) for each in family.at)
        moved = {v: v + a - b for v, a, b in zip(field.symbols, family.at, start, strict=True)}
        change = sympy.expand(put_in(field.expression, moved) - field.expression)
        if change.free_symbols & set(field.symbols) or change.has(*UNREAL):
            return None
        found = self.point(start, None)
        if found is None or found.at is None or found.at.value is None:
            return None
        value = sympy.expand(found.at.value + change)
        return CriticalFamily(Along(family, found.kind, value, decided_by=found.decided_by), found)

    def points(self, places: Sequence[tuple[Place, Piece | None]]) -> tuple[CriticalAt, ...]:
        """Those of the places that are critical points, in order, each once."""
        of = {id(place): piece for place, piece in places}
        groups: list[list[Place]] = []
        for place in in_order([place for place, _ in places]):
            same = next((each for each in groups if not apart(place, each[0])), None)
            if same is None:
                groups.append([place])
            else:
                same.append(place)
        # A solution of several pieces is a point of the one that is f there.
        found = (
            next((at for each in group if (at := self.point(each, of[id(each)]))), None)
            for group in groups
        )
        return tuple(each for each in found if each is not None)

    def point(self, place: Place, piece: Piece | None) -> CriticalAt | None:
        """What is true at a place where the equations hold; None where it is no critical point."""
        if any(isinstance(each, Enclosed) for each in place):
            return self._enclosed(place, piece)
        if any(each.free_symbols for each in place if not isinstance(each, Enclosed)):
            return self._with_letters(place)
        if piece is not None and lies_outside(place, piece, self.field):
            return None
        at = at_point(self.whole, point_of(place))
        match at.verdict:
            case verdicts.Smooth() | verdicts.Differentiable():
                return self._with_slopes(place, at)
            case verdicts.NotDifferentiable(value) | verdicts.Discontinuous(value):
                return CriticalAt(place, value, False, None, None, at, _extremum(at, self.field))
            case verdicts.Undecided():
                self.unsure = True
                return None
            case verdicts.OutsideDomain() | verdicts.Undefined():
                return None
        assert_never(at.verdict)

    def _with_letters(self, place: Place) -> CriticalAt | None:
        """The same where constants without a value stand in the coordinates of a polynomial's."""
        at = dict(zip(self.field.symbols, place, strict=True))
        first, second = self.whole.in_variables, self.matrix.in_variables
        if first is None or second is None:
            self.unsure = True
            return None
        slopes = [sympy.expand(put_in(each, at)) for each in first]
        rows = [[sympy.expand(put_in(each, at)) for each in row] for row in second]
        value = sympy.expand(put_in(self.field.expression, at))
        if any(each != 0 for each in slopes) or value.has(*UNREAL):
            self.unsure = True
            return None
        if any(each.free_symbols for row in rows for each in row):
            return CriticalAt(place, value, True, CriticalKind.NOT_DECIDED, None, None)
        critical = classify(rows)
        by = _decided_by(critical, len(place))
        return CriticalAt(place, value, True, critical.kind, by, None)

    def _with_slopes(self, place: Place, at: AtPoint) -> CriticalAt | None:
        zero = [is_zero(slope) for slope in at.slopes or ()]
        if False in zero:
            return None
        if None in zero:
            self.unsure = True
            return None
        if at.critical is not None:
            by = _decided_by(at.critical, len(place))
            return CriticalAt(place, at.value, True, at.critical.kind, by, at)
        assert at.value is not None
        decided = _decided(self.field, at.point, at.value)
        if decided is None:
            return CriticalAt(place, at.value, True, CriticalKind.NOT_DECIDED, None, at)
        critical = CriticalPoint(decided.kind, (), proof=decided.proof)
        by = _decided_by(critical, len(place))
        return CriticalAt(place, at.value, True, decided.kind, by, replace(at, critical=critical))

    def _enclosed(self, place: Place, piece: Piece | None) -> CriticalAt | None:
        """The same where only bounds of the coordinates are known: they have to settle it."""
        box = box_of(self.field.variables, place)
        told = (
            None
            if piece is None or piece.where is None
            else [holds_in(from_sympy(each.formula), each.relation, box) for each in piece.where]
        )
        if told is not None and False in told:
            return None
        value = value_in(self.field.tree, box)
        if told is None or None in told or value is None:
            self.unsure = True
            return None
        assert piece is not None
        own = self.matrix if piece.field is self.field else hessian(gradient(piece.field))
        kind = kind_in([[each.written for each in row] for row in own.rows], box)
        by = None if kind is CriticalKind.NOT_DECIDED else DecidedBy.TEST
        return CriticalAt(place, value, True, kind, by, None)


def lies_outside(place: Place, piece: Piece, field: ScalarField) -> bool:
    """Whether f is another piece there."""
    if any(isinstance(each, Enclosed) for each in place):
        return False
    at = dict(zip(field.symbols, place, strict=True))
    return any(
        is_held(each.formula.xreplace(at), each.relation) is False
        and is_zero(each.formula.xreplace(at)) is False
        for each in piece.where or ()
    )


def _extremum(at: AtPoint, field: ScalarField) -> CriticalKind | None:
    """Whether a point without a gradient is a local minimum or maximum, among points of the domain.

    At its edge that is decided in one variable.
    """
    match at.verdict:
        case verdicts.NotDifferentiable(value, reason=verdicts.EdgeOfDomain((outward,))):
            return at_edge(field, at.point, value, outward)
        case verdicts.NotDifferentiable(reason=verdicts.EdgeOfDomain() | verdicts.EdgeAlongCurve()):
            return None
        case verdicts.NotDifferentiable():
            pass
        case _:
            return None
    decided = _decided(field, at.point, at.verdict.value)
    return None if decided is None else decided.kind


def _decided(field: ScalarField, point: Point, value: Expr) -> Decided | None:
    """By the first terms of f - f(P), or by its form: max(x, 0) is nowhere below 0."""
    found = decide(field, point, value)
    if found is not None:
        return found
    change = difference(field.expression, value)
    kind = extremum_by_form(change, field.symbols)
    return None if kind is None else Decided(kind, OneSign(change))


def point_of(place: Place) -> Point:
    """A place of which every coordinate has a formula, as a point."""
    exact = tuple(each for each in place if not isinstance(each, Enclosed))
    return Point(tuple(map(from_sympy, exact)), exact)


def _decided_by(critical: CriticalPoint, dimension: int) -> DecidedBy | None:
    if critical.kind is CriticalKind.NOT_DECIDED:
        return None
    by = _name_of(critical.proof)
    return DecidedBy.BOTH_SIDES if by is DecidedBy.CURVES and dimension == 1 else by


def _name_of(proof: Proof | None) -> DecidedBy:
    match proof:
        case None:
            return DecidedBy.TEST
        case LeadingForm():
            return DecidedBy.LEADING_FORM
        case OppositeSigns():
            return DecidedBy.CURVES
        case BothSides():
            return DecidedBy.BOTH_SIDES
        case OneSign():
            return DecidedBy.SIGN
