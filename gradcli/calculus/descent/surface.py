"""The function that is descended: its value and gradient at a point, exact or in floats."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final, Protocol, assert_never

import sympy
from sympy import Expr

from gradcli.calculus.data.sums import RATIONALS, IrrationalError
from gradcli.calculus.descent.methods import Matrix
from gradcli.calculus.descent.path import Blocked, Real, TooLarge, Vector
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.domain.refusal import RefusedError
from gradcli.calculus.numbers.constants import exactly_at, is_zero, nearest_float
from gradcli.calculus.numbers.duals import OutsideError, Walk, dual_roots
from gradcli.calculus.numbers.numeric import OutsideRealsError, evaluate, multiprecision
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.edges import by_convention, has_edges, off_edges
from gradcli.calculus.program.points import NoGradient, Rate, at_point
from gradcli.calculus.program.program import Operation, Program
from gradcli.calculus.rules.gradient import Gradient, gradient
from gradcli.calculus.rules.hessian import hessian
from gradcli.field.expression import Constant, Negative, Node, Number, postorder
from gradcli.field.scalar_field import Point
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass

_DIGITS: Final = 40
_LOOKED_AT: Final = 200  # points at which the formulas are worked out, too
_MOST_VARIABLES: Final = 6
_LARGEST: Final = 300  # nodes of a formula that is worked out in forty digits
_LARGEST_POWER: Final = 24  # of a fraction
_AGREEMENT: Final = 1e-8


@dataclass(frozen=True, slots=True)
class Seen:
    """The value and the gradient at a point; `by_convention` where f has a kink there."""

    value: Real
    gradient: Vector
    by_convention: bool = False


class Surface(Protocol):
    """A function of `size` variables, and how far its numbers were confirmed."""

    @property
    def size(self) -> int:
        """The number of variables."""

    @property
    def agrees(self) -> bool | None:
        """Whether two computations of the gradient were compared and agree."""

    def at(self, point: Vector) -> Seen | Blocked:
        """The value and the gradient, or why there is none."""

    def beyond(self, point: Vector) -> Seen | None:
        """The value and a subgradient by convention, at a kink."""

    def is_critical(self, point: Vector) -> bool:
        """Whether the gradient is proved to be zero there."""

    def hessian(self, point: Vector) -> Matrix | None:
        """The second partials; None where there are none."""


def tree_of(number: Real) -> Node:
    """A number as it is typed; a float at its shortest decimal."""
    exact = fraction_of(number)
    return Number(exact) if exact >= 0 else Negative(Number(-exact))


def fraction_of(number: Real) -> Fraction:
    """The exact number: a float is taken at its shortest decimal."""
    return number if isinstance(number, Fraction) else Fraction(repr(float(number)))


def point_at(point: Vector) -> Point:
    """The point, as the rules take it."""
    return Point.of_trees(tuple(map(tree_of, point)))


def real_of(constant: Expr) -> Real | None:
    """A constant as a number of a descent; None where it is too large for a float."""
    number = nearest_float(constant)
    if number is not None and constant.is_Rational:
        return Fraction(int(constant.p), int(constant.q))
    return number


@dataclass(frozen=True, slots=True, eq=False)
class ExactNumber:
    """A constant that was given, exact, and as a number of a descent."""

    exact: Expr
    number: Real

    @classmethod
    def of(cls, tree: Node) -> ExactNumber | None:
        """The constant of a tree; None where it is too large for a float."""
        exact = ToSympy()(tree)
        number = real_of(exact)
        return None if number is None else cls(exact, number)


class OfField:
    """A function that is given by its formula."""

    __slots__ = (
        "_alone",
        "_compared",
        "_convention",
        "_has_edges",
        "_left",
        "_off_edges",
        "_off_seconds",
        "_rational",
        "_second",
        "_walk",
        "_whole",
    )

    def __init__(self, whole: Gradient) -> None:
        field = whole.field
        program = program_of(field.tree, field.variables)
        self._whole = whole
        self._walk = Walk.over(field.tree)
        self._off_edges = off_edges(program)
        self._alone = at_point(program)
        self._convention = by_convention(program)
        self._has_edges = has_edges(program)
        self._rational = _stays_rational(field.tree, program)
        size = sum(1 for _ in postorder(field.tree))
        self._left = _LOOKED_AT if self.size <= _MOST_VARIABLES and size <= _LARGEST else 1
        self._compared: list[bool | None] = []
        self._off_seconds: list[Callable[[Sequence[float]], Rate | None]] | None = None
        self._second: Sequence[Sequence[Node]] | None = None

    @property
    def size(self) -> int:
        """The number of variables."""
        return len(self._whole.field.variables)

    @property
    def agrees(self) -> bool | None:
        """Whether the rules agree with the program at the first points."""
        if not self._compared or None in self._compared:
            return None
        return all(self._compared)

    def at(self, point: Vector) -> Seen | Blocked:
        """The value and the gradient, or why there is none."""
        exact = not any(isinstance(each, float) for each in point)
        if exact and (self._has_edges or not self._rational):
            return self._examined(point)
        if exact:
            return self._exactly(point)
        floats = tuple(map(float, point))
        rate = self._off_edges(floats)
        if rate is None:
            return self._looked_at(point, floats)
        return self._confirmed(point, rate)

    def _exactly(self, point: Vector) -> Seen | Blocked:
        """By dual numbers of fractions, unless some number on the way is irrational."""
        names = self._whole.field.variables
        at = dict(zip(names, point, strict=True))
        value, slopes = Fraction(0), []
        try:
            for name in names:
                moving = {each: (number, int(each == name)) for each, number in at.items()}
                ((value, slope),) = dual_roots(self._walk, moving, RATIONALS)
                slopes.append(Fraction(slope))
        except OutsideError:
            return self._examined(point)
        except (IrrationalError, TypeError):
            self._rational = False
            return self._examined(point)
        if self._left > 0:
            self._left -= 1
            by_rules = [real_of(each) for each in self._whole.at(point_at(point))]
            self._compared.append(by_rules == slopes)
        return _if_it_fits(Seen(Fraction(value), tuple(slopes)))

    def _looked_at(self, point: Vector, floats: Sequence[float]) -> Seen | Blocked:
        """A point on an edge or near one, or without a value, or with numbers too large."""
        alone = self._alone(floats)
        if alone is NoGradient.TOO_LARGE:
            return TooLarge.VALUE
        if isinstance(alone, Rate) and not self._has_edges:
            return Seen(alone.value, alone.gradient)
        return self._examined(point)

    def _examined(self, point: Vector) -> Seen | Blocked:
        """By the definition, exactly."""
        place = point_at(point)
        try:
            verdict = examine(self._whole.field, place)
        except (RefusedError, OverflowError):
            return TooLarge.VALUE
        match verdict:
            case verdicts.Smooth(value):
                return self._compared_with(point, _seen(value, self._whole.at(place)))
            case verdicts.Differentiable(value, gradient):
                return self._compared_with(point, _seen(value, gradient))
            case (
                verdicts.OutsideDomain()
                | verdicts.Undefined()
                | verdicts.Discontinuous()
                | verdicts.NotDifferentiable()
                | verdicts.Undecided()
            ):
                return verdict
        assert_never(verdict)

    def _compared_with(self, point: Vector, found: Seen | Blocked) -> Seen | Blocked:
        """What the definition says, held against the program where that has a gradient."""
        rate = self._off_edges(tuple(map(float, point))) if isinstance(found, Seen) else None
        if isinstance(found, Seen) and rate is not None:
            self._compared.append(_near(tuple(map(float, found.gradient)), rate))
        return found

    def _confirmed(self, point: Vector, rate: Rate) -> Seen:
        """The first points in forty digits by the formulas, which have to agree with the program.

        So their values have all the digits of a float also where terms cancel.
        """
        if self._left <= 0:
            return Seen(rate.value, rate.gradient)
        self._left -= 1
        numbers = multiprecision(_DIGITS)
        field = self._whole.field
        at = {
            name: numbers.of.number(fraction_of(each))
            for name, each in zip(field.variables, point, strict=True)
        }
        try:
            value = float(evaluate(field.tree, at, numbers))
            slopes = tuple(
                float(evaluate(partial.written, at, numbers)) for partial in self._whole.partials
            )
        except (OutsideRealsError, OverflowError, ZeroDivisionError):
            self._compared.append(None)
            return Seen(rate.value, rate.gradient)
        self._compared.append(_near(slopes, rate))
        return Seen(value, slopes)

    def beyond(self, point: Vector) -> Seen | None:
        """The value and a subgradient by convention, at a kink."""
        rate = self._convention(tuple(map(float, point)))
        if rate is None:
            return None
        numbers = (rate.value, *rate.gradient)
        if all(isinstance(each, Fraction) for each in point):
            value, *gradient = map(fraction_of, numbers)
            return Seen(value, tuple(gradient), by_convention=True)
        return Seen(rate.value, rate.gradient, by_convention=True)

    def is_critical(self, point: Vector) -> bool:
        """Whether the gradient is proved to be zero there."""
        found = self._examined(point)
        if not isinstance(found, Seen):
            return False
        slopes = self._whole.at(point_at(point))
        return all(is_zero(each) for each in slopes)

    def hessian(self, point: Vector) -> Matrix | None:
        """The second partials; None where there are none."""
        if self._off_seconds is None:
            programs = [
                program_of(each.written, self._whole.field.variables)
                for each in self._whole.partials
            ]
            self._off_seconds = [off_edges(each) for each in programs if has_edges(each)]
        floats = tuple(map(float, point))
        if any(rate(floats) is None for rate in self._off_seconds):
            return self._hessian_on_edge(point)
        if self._second is None:
            rows = hessian(self._whole).rows
            self._second = [[each.written for each in row] for row in rows]
        if all(isinstance(each, Fraction) for each in point):
            at = exactly_at(point_at(point).values(self._whole.field))
            exact = [[real_of(at(each)) for each in row] for row in self._second]
            if all(each is not None for row in exact for each in row):
                return [[each for each in row if each is not None] for row in exact]
        numbers = multiprecision(_DIGITS)
        names = self._whole.field.variables
        values = {
            name: numbers.of.number(fraction_of(each))
            for name, each in zip(names, point, strict=True)
        }
        try:
            return [
                [float(evaluate(each, values, numbers)) for each in row] for row in self._second
            ]
        except (ArithmeticError, ValueError):
            return None

    def _hessian_on_edge(self, point: Vector) -> Matrix | None:
        """Where pieces meet the formulas may have numbers without being second partials."""
        place = point_at(point)
        rows: list[Vector] = []
        for partial in self._whole.partials:
            first = partial.as_field()
            match examine(first, place):
                case verdicts.Smooth():
                    seen = _seen(sympy.Integer(0), gradient(first).at(place))
                case verdicts.Differentiable(value, slopes):
                    seen = _seen(value, slopes)
                case _:
                    return None
            if not isinstance(seen, Seen):
                return None
            rows.append(seen.gradient)
        return rows


def _near(slopes: Sequence[float], rate: Rate) -> bool | None:
    """Whether two gradients agree; where terms cancel, floats may not tell."""
    scale = max(1.0, *map(abs, rate.gradient), abs(rate.value))
    agree = all(
        math.isclose(one, other, rel_tol=_AGREEMENT, abs_tol=_AGREEMENT * scale)
        for one, other in zip(slopes, rate.gradient, strict=True)
    )
    return True if agree else None


def _seen(value: Expr, gradient: Sequence[Expr]) -> Seen | Blocked:
    number, slopes = real_of(value), [real_of(each) for each in gradient]
    if number is None or any(each is None for each in slopes):
        return TooLarge.VALUE
    return _if_it_fits(Seen(number, tuple(each for each in slopes if each is not None)))


def _if_it_fits(seen: Seen) -> Seen | Blocked:
    """The same where floats hold it: the steps may go on in floats."""
    try:
        finite = all(math.isfinite(float(each)) for each in (seen.value, *seen.gradient))
    except OverflowError:
        finite = False
    return seen if finite else TooLarge.VALUE


def _stays_rational(tree: Node, program: Program) -> bool:
    """Whether fractions may be put in: no e and no pi, and no power that makes them very long."""
    if any(isinstance(node, Constant) for node in postorder(tree)):
        return False
    return all(
        value.operation is not Operation.WHOLE_POWER or abs(value.number) <= _LARGEST_POWER
        for value in program.values
    )
