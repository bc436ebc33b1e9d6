"""A function near a point at which the formula of one of its parts is 0/0: by its power series.

The sinc is smooth, but its derivatives are not so by their formulas, which divide by u, where u is
0. There a derivative of order n is that of c_0 + c_1 u + ... + c_n u^n: what is left out is smaller
than every n-th power of a step (Taylor's theorem), in as many variables as u has.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from sympy import Expr

from gradcli.calculus.domain.domain import FaultError, TooLargeError, UnsureError, evaluate_exactly
from gradcli.calculus.rules.gradient import Partial, gradient, partial
from gradcli.field import expression as ex
from gradcli.field.definitions import polynomial, power_series_of
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import replace

_SECOND: Final = 2


def in_series(field: ScalarField, point: Point, order: int) -> ScalarField | None:
    """A function that has the derivatives of f at the point, up to an order, each by its formula.

    None where f is not seen to be smooth there, and where no part of it needs a series.
    """
    calls = [node for node in ex.postorder(field.tree) if _series_of(node)]
    if not calls:
        return None
    values = point.values(field)
    try:
        if evaluate_exactly(field.tree, values).rough:
            return None
        at_zero = {
            call
            for call in calls
            if evaluate_exactly(ex.operands(call)[0], values).value == 0
            and order < len(_series_of(call))
        }
    except (FaultError, UnsureError, TooLargeError):
        return None
    if not at_zero:
        return None
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(field.tree):
        if node in at_zero:
            (argument,) = ex.operands(node)
            done[node] = polynomial(_series_of(node)[: order + 1], done[argument])
        else:
            done[node] = with_parts(node, done)
    return replace(field, tree=done[field.tree], canonical=ToSympy())


def slopes_in_series(before: Partial, point: Point) -> tuple[Expr, ...] | None:
    """The partials at the point of a partial derivative, where they are those of a series."""
    smooth = in_series(before.field, point, _SECOND)
    if smooth is None:
        return None
    return gradient(partial(smooth, before.variable).as_field()).at(point)


def has_no_value(stage: Partial, point: Point) -> bool:
    """Whether the formula of a partial derivative has no value at the point: it is 0/0 there."""
    try:
        evaluate_exactly(stage.written, point.values(stage.field))
    except FaultError:
        return True
    except (UnsureError, TooLargeError):
        return False
    return False


def _series_of(node: ex.Node) -> tuple[Fraction, ...]:
    return power_series_of(node.function) if isinstance(node, ex.Call) else ()
