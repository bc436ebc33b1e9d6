"""Nudges: what f does when one variable moves a little and the others stand still.

The change per step, (f(P + h e_i) - f(P)) / h, computed with real numbers for shrinking h, next to
the partial derivative that it approaches (the definition of the partial; Stewart, Calculus, 14.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.numbers.constants import decided_float, exactly_at
from gradcli.calculus.numbers.polynomials import Polynomial, in_steps
from gradcli.calculus.rules.gradient import coordinates
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import HALF, difference, power, product, quotient, total
from gradcli.field.forms import parts_of_forms
from gradcli.field.functions import FUNCTIONS
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

STEPS: Final = (sympy.Rational(1, 10), sympy.Rational(1, 100), sympy.Rational(1, 1000))

_REAL_OF_ALL_REALS: Final = frozenset(
    {"Abs", "RealRoot"}
    | {record.sympy or name for name, record in FUNCTIONS.items() if record.is_entire}
)


@dataclass(frozen=True, slots=True, eq=False)
class Nudge:
    """One small step: its size h, f there, the change, and the change per step.

    The three are None where f has no real value at the nudged point.
    """

    step: Expr
    value: Expr | None
    change: Expr | None
    per_step: Expr | None


@dataclass(frozen=True, slots=True, eq=False)
class Nudges:
    """The nudges along one variable, largest step first, and the partial that they approach.

    `value` is f at the point itself.
    """

    variable: str
    value: Expr
    rows: tuple[Nudge, ...]
    partial: Expr


def nudges(
    field: ScalarField, point: Point, value: Expr, slopes: tuple[Expr, ...]
) -> tuple[Nudges, ...]:
    """One table a variable. `value` is f(P), `slopes` are the partials at P, all finite."""
    return tuple(
        nudges_along(field, point, value, variable, slope)
        for variable, slope in zip(field.variables, slopes, strict=True)
    )


def nudges_along(
    field: ScalarField, point: Point, value: Expr, variable: str, slope: Expr
) -> Nudges:
    """The table of one variable."""
    rows = tuple(_nudge(field, point, value, (variable,), step) for step in STEPS)
    return Nudges(variable, value, rows, slope)


@dataclass(frozen=True, slots=True, eq=False)
class JointNudge:
    """One small step h in every variable at once: the change of f, and the sum of the effects.

    `left_over` is the change without that sum, `per_distance` the same divided by the distance.
    """

    step: Expr
    change: Expr
    effects: Expr
    left_over: Expr
    per_distance: Expr


def joint_nudges(
    field: ScalarField, point: Point, value: Expr, slopes: tuple[Expr, ...]
) -> tuple[JointNudge, ...]:
    """The steps of `STEPS` in every variable at once; none where f has no value at one of them."""
    rows: list[JointNudge] = []
    count = sympy.Integer(len(slopes))
    for step in STEPS:
        change = _nudge(field, point, value, field.variables, step).change
        if change is None:
            return ()
        effects = product(total(*slopes), step)
        left_over = difference(change, effects)
        distance = product(power(count, HALF), step)
        rows.append(JointNudge(step, change, effects, left_over, quotient(left_over, distance)))
    return tuple(rows)


def in_rational_steps(
    field: ScalarField, point: Point, moving: tuple[str, ...]
) -> Polynomial | None:
    """f with a step added to the coordinates of `moving`, if that is a short polynomial."""
    values = {name: point.values(field)[name] for name in point.named(field)}
    if not all(each.is_Rational for each in values.values()):
        return None
    start = [Fraction(int(each.p), int(each.q)) for each in values.values()]
    return in_steps(field.tree, tuple(values), start, moving)


_SMALL: Final = tuple(sympy.Rational(1, 10**place) for place in range(2, 7))
_NEAR: Final = 0.05


def small_step(
    field: ScalarField, point: Point, value: Expr, rates_by: Mapping[str, Expr]
) -> Expr | None:
    """A step that is small here: along each variable f changes by its rate times the step.

    The largest of 1/100, 1/1000, ... for which that is true to a twentieth; None where none of
    them is small enough, or where that could not be worked out.
    """
    rates = [decided_float(rate) for rate in rates_by.values()]
    if None in rates:
        return None
    steepest = max(abs(rate) for rate in rates if rate is not None)
    for step in _SMALL:
        h = float(step)
        for variable, rate in zip(rates_by, rates, strict=True):
            nudged = _nudge(field, point, value, (variable,), step)
            change = None if nudged.change is None else decided_float(nudged.change)
            if change is None or rate is None:
                break
            if abs(change - rate * h) > _NEAR * h * (abs(rate) or steepest):
                break
        else:
            return step
    return None


def _nudge(
    field: ScalarField, point: Point, value: Expr, moving: Sequence[str], step: Expr
) -> Nudge:
    at = dict(coordinates(field, point))
    for variable in moving:
        at[variable] = total(at[variable], step)
    moved = value_beside(field, at)
    if moved is None:
        return Nudge(step, None, None, None)
    change = difference(moved, value)
    return Nudge(step, moved, change, quotient(change, step))


def value_beside(field: ScalarField, at: Mapping[str, Expr]) -> Expr | None:
    """f where the variables have these values; None where it is seen to have no real value."""
    value = exactly_at(at)(field.tree)
    if not _is_plainly_real(value) and (value.is_real is False or value.is_finite is False):
        return None
    return value


def _is_plainly_real(number: Expr) -> bool:
    """Whether a number is made of rationals by what has a real value of every real number.

    Of 32 pi/3 SymPy would ask whether it is even, and more.
    """
    return all(map(_keeps_real, parts_of_forms([number])))


def _keeps_real(part: Expr) -> bool:
    if part.is_Function and head(part) != "HeldRoot":
        of_positive = head(part) == "log" and part.args[0].is_Rational and part.args[0].p > 0
        return of_positive or head(part) in _REAL_OF_ALL_REALS
    if part.is_Pow or head(part) == "HeldRoot":
        return bool(part.args[0].is_Rational and part.args[0].p > 0)
    return bool(part.is_Rational or part.is_NumberSymbol or part.is_Add or part.is_Mul)
