"""Critical points: where the gradient is zero or does not exist, what each is, whether all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from sympy import Expr, Rational, Symbol

from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import checked_gradient
from gradcli.calculus.check.verification import Check
from gradcli.calculus.extrema.along import Along, judge
from gradcli.calculus.extrema.enclosed import apart, box_of, in_order, kind_in, value_in
from gradcli.calculus.extrema.found import Coordinate, DecidedBy, Enclosed, Place, Solved
from gradcli.calculus.extrema.solve import at_zeros, solve
from gradcli.calculus.point.critical import (
    BothSides,
    CriticalKind,
    LeadingForm,
    OneSign,
    OppositeSigns,
    Proof,
)
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.hessian import Hessian, hessian
from gradcli.field.expression import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Quotient,
    postorder,
)
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass, replace

_DIGITS: Final = 15
_PARAMETERS: Final = ("t", "s", "r", "q", "p", "u", "v", "a", "b", "c")


@dataclass(frozen=True, slots=True, eq=False)
class CriticalAt:
    """A critical point. `at` is what is true there, where the coordinates have formulas.

    `differentiable` is False where f has no gradient there, and `kind` is None there.
    """

    place: Place
    value: Coordinate | None
    differentiable: bool | None
    kind: CriticalKind | None
    decided_by: DecidedBy | None
    at: AtPoint | None


@dataclass(frozen=True, slots=True, eq=False)
class CriticalAnswer:
    """All critical points that were found, and `complete`: whether these are all."""

    field: ScalarField
    gradient: Gradient
    check: Check
    solved: Solved
    points: tuple[CriticalAt, ...]
    families: tuple[Along, ...]
    complete: bool | None

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        sure = all(each.at is None or each.at.certified is True for each in self.points)
        return self.check.passed and sure

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.gradient.components

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The coordinates, point by point; of one without a formula a decimal near it."""
        return tuple(map(_as_number, self._coordinates()))

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs."""
        return tuple(map(_as_tree, self._coordinates()))

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


def _as_number(coordinate: Coordinate) -> Expr:
    if isinstance(coordinate, Enclosed):
        value = rounded(coordinate)
        return Rational(value.numerator, value.denominator)
    return coordinate


def _as_tree(coordinate: Coordinate) -> Node:
    if not isinstance(coordinate, Enclosed):
        return from_sympy(coordinate)
    value = rounded(coordinate)
    if value >= 0:
        return Number(value)
    return Negative(Number(-value))


def answer_critical(field: ScalarField) -> CriticalAnswer:
    """Solve grad f = 0, and classify each solution.

    Raises:
        RefusedError: a derivation fails its check, or there are too many second partials.
    """
    whole, check = checked_gradient(field)
    matrix = hessian(whole)
    letters = _letters(field)
    solved = solve(whole.components, field.symbols, letters)
    places = list(solved.places)
    families: list[Along] = []
    complete = solved.complete if _is_plain(field) else None
    for family in solved.families:
        judged = judge(field.expression, matrix.formulas, family, field.symbols)
        families.extend(judged.parts)
        for each in judged.left_over:
            alone = at_zeros(family, each.formula)
            if alone is None:
                part = replace(family, where=(*family.where, each))
                families.append(Along(part, None, None))
            else:
                places.extend(alone)
    points = _points(whole, matrix, places)
    return CriticalAnswer(field, whole, check, solved, points, tuple(families), complete)


def _is_plain(field: ScalarField) -> bool:
    """Whether f is a polynomial as it is written: smooth everywhere."""
    return not any(
        isinstance(node, Quotient | Call | Piecewise | Constant)
        or (isinstance(node, Power) and not isinstance(node.exponent, Number))
        for node in postorder(field.tree)
    )


def _letters(field: ScalarField) -> tuple[Symbol, ...]:
    """Names for the parameters of families."""
    taken = {field.function, *field.letters, *field.names}
    return tuple(symbol(name) for name in _PARAMETERS if name not in taken)


def _points(whole: Gradient, matrix: Hessian, places: Sequence[Place]) -> tuple[CriticalAt, ...]:
    kept: list[Place] = []
    for place in in_order(places):
        if all(apart(place, other) for other in kept):
            kept.append(place)
    found = (_critical(whole, matrix, place) for place in kept)
    return tuple(each for each in found if each is not None)


def _critical(whole: Gradient, matrix: Hessian, place: Place) -> CriticalAt | None:
    """What is true at a place where the equations hold; None where f has no value."""
    if any(isinstance(each, Enclosed) for each in place):
        return _enclosed(whole, matrix, place)
    at = at_point(whole, _point(place))
    if at.critical is None:
        return None
    return CriticalAt(place, at.value, True, at.critical.kind, _decided_by(at), at)


def _point(place: Place) -> Point:
    exact = tuple(each for each in place if not isinstance(each, Enclosed))
    return Point(tuple(map(from_sympy, exact)), exact)


def _decided_by(at: AtPoint) -> DecidedBy | None:
    assert at.critical is not None
    if at.critical.kind is CriticalKind.NOT_DECIDED:
        return None
    by = _name_of(at.critical.proof)
    alone = by is DecidedBy.CURVES and len(at.point.coordinates) == 1
    return DecidedBy.BOTH_SIDES if alone else by


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


def _enclosed(whole: Gradient, matrix: Hessian, place: Place) -> CriticalAt | None:
    box = box_of(whole.field.variables, place)
    value = value_in(whole.field.tree, box)
    if value is None:
        return None
    kind = kind_in([[each.written for each in row] for row in matrix.rows], box)
    by = None if kind is CriticalKind.NOT_DECIDED else DecidedBy.TEST
    return CriticalAt(place, value, True, kind, by, None)
