"""Critical points: where the gradient is zero or does not exist, what each is, whether all."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr, Rational, Symbol

from gradcli.calculus.answers.checked import checked_gradient
from gradcli.calculus.answers.extrema.classified import CriticalAt, CriticalFamily, Looked
from gradcli.calculus.check.verification import Check
from gradcli.calculus.extrema.along import Along
from gradcli.calculus.extrema.found import Coordinate, Enclosed, Family
from gradcli.calculus.extrema.repeated import merged
from gradcli.calculus.extrema.search import Candidates, candidates
from gradcli.calculus.extrema.solve import Names
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.hessian import hessian
from gradcli.field.expression import Negative, Node, Number
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass, replace

_DIGITS: Final = 15
_REAL: Final = ("t", "s", "r", "q", "p", "u", "v", "a", "b", "c")
_WHOLE: Final = ("k", "m", "n", "j", "l")


@dataclass(frozen=True, slots=True, eq=False)
class CriticalAnswer:
    """All critical points that were found, and `complete`: whether these are all."""

    field: ScalarField
    gradient: Gradient
    check: Check
    found: Candidates
    points: tuple[CriticalAt, ...]
    families: tuple[CriticalFamily, ...]
    complete: bool | None

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
    found = candidates(whole, _names(field))
    looked = Looked(whole, matrix)
    families: list[CriticalFamily] = []
    for family in found.families:
        families.extend(looked.along(family))
    for each in found.rough:
        value = _value_on(field, each.family)
        part = Along(each.family, None, value, differentiable=each.differentiable)
        families.append(CriticalFamily(part))
    families = _together(families)
    points = looked.points((*found.places, *looked.more))
    complete = None if looked.unsure else found.complete
    return CriticalAnswer(field, whole, check, found, points, tuple(families), complete)


def _value_on(field: ScalarField, family: Family) -> Expr | None:
    """f on a family, in its parameters."""
    if any(each in field.symbols for each in family.parameters):
        return None
    on = dict(zip(field.symbols, family.at, strict=True))
    value = sympy.expand(field.expression.xreplace(on))
    return None if value.has(sympy.nan, sympy.zoo, sympy.oo, sympy.I) else value


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


def _names(field: ScalarField) -> Names:
    """Names for the parameters of families."""
    taken = {field.function, *field.letters, *field.names}
    return Names(
        tuple(symbol(name) for name in _REAL if name not in taken),
        tuple(Symbol(name, integer=True) for name in _WHOLE if name not in taken),
    )
