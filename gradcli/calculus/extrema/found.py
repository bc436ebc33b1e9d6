"""What a search for critical points finds: points, exact or enclosed, and families of them."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

import sympy
from sympy import Expr, Rational, Symbol

from gradcli.frozen import dataclass


class DecidedBy(StrEnum):
    """What decides the kind of a critical point."""

    TEST = "second-derivative test"
    LEADING_FORM = "leading form"
    CURVES = "two curves"
    BOTH_SIDES = "both sides"
    SIGN = "sign"
    FACTORS = "factors"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A number of which no formula is known: it lies between `low` and `high`."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """The number in the middle, which is off by `error` at most."""
        return (self.low + self.high) / 2

    @property
    def error(self) -> Fraction:
        """Half the width."""
        return (self.high - self.low) / 2


TURNED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""What holds of both sides exchanged, or with another sign."""

Coordinate: TypeAlias = Expr | Enclosed
Place: TypeAlias = tuple[Coordinate, ...]
"""A point, one coordinate a variable."""


def near(coordinate: Coordinate) -> Expr:
    """The number, or a rational one near it."""
    if isinstance(coordinate, Enclosed):
        middle = coordinate.middle
        return Rational(middle.numerator, middle.denominator)
    return coordinate


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """`formula` `relation` 0, of the parameters of a family."""

    formula: Expr
    relation: str

    def compared(self) -> tuple[Expr, str, Expr]:
        """The same as it is said: t < 1 for t - 1 < 0, x > y for x - y > 0."""
        terms = sympy.Add.make_args(self.formula)
        number = sympy.Add(*(each for each in terms if not each.free_symbols))
        others = [each for each in terms if each.free_symbols]
        if len(others) == 1:
            times, single = others[0].as_coeff_Mul(rational=True)
            relation = TURNED.get(self.relation, self.relation) if times < 0 else self.relation
            return single, relation, -number / times
        taken = [each for each in others if each.could_extract_minus_sign()]
        if not number and len(others) == 2 and len(taken) == 1:
            return self.formula - taken[0], self.relation, -taken[0]
        if number.could_extract_minus_sign() and not taken:
            return self.formula - number, self.relation, -number
        return self.formula, self.relation, sympy.Integer(0)


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """The points `at`, one for all values of the parameters with which the conditions hold.

    `integers` are parameters that are whole numbers. Where a parameter is a variable itself, the
    conditions say which points are meant: x and y with x^2 + y^2 - 1 = 0.
    """

    at: tuple[Expr, ...]
    parameters: tuple[Symbol, ...]
    integers: tuple[Symbol, ...] = ()
    where: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """One case of a system: its equations, each 0, and the places and families they come to.

    `solutions` counts the complex solutions, where these are finitely many. Of equations that are
    not solved nothing more is known than what a `search` found, if one was made.
    """

    equations: tuple[Expr, ...]
    places: tuple[Place, ...] = ()
    families: tuple[Family, ...] = ()
    solutions: int | None = None
    is_solved: bool = True
    search: Solved | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """What was found where the formulas are all 0, and an equation has a value of its own."""

    formulas: tuple[Expr, ...]
    places: tuple[Place, ...]
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The solutions of a system of equations, case by case.

    `complete` says that there are no others; None where that is not known. `swept` says that a box
    was searched, and `exhausted` that it holds no others. Nothing is said of what lies outside, but
    for the solution `beyond`: with it `complete` is False. What was found `apart` is none of these.
    """

    cases: tuple[Worked, ...]
    complete: bool | None
    swept: bool = False
    exhausted: bool = False
    beyond: Place | None = None
    apart: tuple[Apart, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """All the points."""
        return tuple(place for case in self.cases for place in case.places)

    @property
    def families(self) -> tuple[Family, ...]:
        """All the families."""
        return tuple(family for case in self.cases for family in case.families)

    @property
    def outside(self) -> Place | None:
        """A solution that was found outside of what was searched."""
        searches = (case.search.beyond for case in self.cases if case.search is not None)
        return next((each for each in (self.beyond, *searches) if each is not None), None)
