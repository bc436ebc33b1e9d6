"""What is true of a function at a point: the verdict, before any value is printed.

By rules first: where every piece of the tree as written is smooth at its argument's value, the
function is smooth. Only where that fails does the definition decide: one-sided limits along the
axes, and whether (f(P + h) - f(P) - grad . h) / |h| -> 0 in all directions at once.
"""

from __future__ import annotations

from dataclasses import replace

from sympy import Expr

from gradcli.calculus.domain.domain import FaultError, TooLargeError, UnsureError, evaluate_exactly
from gradcli.calculus.domain.refusal import PowerTooLarge, RefusedError
from gradcli.calculus.domain.verdict import (
    Cause,
    NoLimit,
    OutsideDomain,
    Question,
    Rate,
    Smooth,
    Undecided,
    Undefined,
    Verdict,
)
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField

__all__ = ["OutsideDomain", "Smooth", "Undecided", "Undefined", "Verdict", "examine", "rate_along"]


def examine(field: ScalarField, point: Point, *, asked: Direction | None = None) -> Verdict:
    """The verdict on `field` at `point` (one coordinate a variable of the field).

    `asked` is a direction that the reader asks about: what f does along it is evidence, too.

    Constants without a value stay letters: what is said holds for every real number in their place.

    Raises:
        RefusedError: a value at the point has too many digits to be written out.
    """
    values = point.values(field)
    try:
        location = evaluate_exactly(field.tree, values)
    except FaultError as error:
        if error.fault.edge and field.held:
            return Undefined(error.fault, None)
        if error.fault.edge:
            from gradcli.calculus.point import by_limits  # noqa: PLC0415  where no rule holds

            hole = by_limits.at_hole(by_limits.near(field, point), error.fault)
            if hole.removable is None:
                return hole
            return replace(hole, cancelled=_cancelled(field, values))
        return OutsideDomain(error.fault)
    except TooLargeError as error:
        raise RefusedError(PowerTooLarge(field, error.piece)) from None
    except UnsureError as error:
        return Undecided(Question.DEFINED, _cause(error, field))
    if not location.rough:
        return Smooth(location.value)
    if field.held:
        # a|x| has a derivative at 0 for a = 0 alone.
        return Undecided(Question.DIFFERENTIABLE, Cause.CONSTANT_WITHOUT_VALUE)
    from gradcli.calculus.point import by_limits  # noqa: PLC0415  where no rule holds

    near = by_limits.near(field, point)
    if len(near.variables) == 1:
        return by_limits.on_a_line(near, location.value, location.rough[0])
    own = () if asked is None else _both_ways(asked.components)
    return by_limits.in_space(near, location.value, location.rough[0], own)


def _cause(error: UnsureError, field: ScalarField) -> Cause:
    return Cause.CONSTANT_WITHOUT_VALUE if field.held else error.cause


def _both_ways(direction: tuple[Expr, ...]) -> tuple[tuple[Expr, ...], ...]:
    return direction, tuple(-w for w in direction)


def _cancelled(field: ScalarField, values: dict[str, Expr]) -> Expr | None:
    """The canonical form, if it hides the hole that the form as typed has."""
    try:
        form = field.expression
        evaluate_exactly(from_sympy(form), values)
    except (FaultError, UnsureError, TooLargeError, UnrealError):
        return None
    return form


def rate_along(field: ScalarField, point: Point, direction: Direction) -> Rate:
    """The rate of `field` at `point` along `direction`, by the limit that defines it.

    `Exists` carries the rate along w as given and the rate per unit of distance, which is that
    divided by |w|. The limits of `OneSided` are along w as given.
    """
    values = point.values(field)
    try:
        value = evaluate_exactly(field.tree, values).value
    except FaultError as error:
        return NoLimit(error.fault)
    except TooLargeError as error:
        raise RefusedError(PowerTooLarge(field, error.piece)) from None
    except UnsureError as error:
        return Undecided(Question.DEFINED, _cause(error, field))
    if field.held:
        return Undecided(Question.RATE, Cause.CONSTANT_WITHOUT_VALUE)
    from gradcli.calculus.point import by_limits  # noqa: PLC0415  where no rule holds

    return by_limits.rate(by_limits.near(field, point), value, direction.components)
