"""The linear approximation of a function at a point, and how far off such polynomials are.

L(x) = f(P) + f_1(P) (x_1 - p_1) + ... + f_n(P) (x_n - p_n) (Stewart, Calculus, 14.4). That f is
differentiable at P says that f - L, divided by the distance from P, tends to 0.
"""

from __future__ import annotations

from typing import Final

import sympy
from sympy import Expr, Integer

from gradcli.calculus.rules.gradient import coordinates, dot
from gradcli.calculus.rules.nudges import STEPS, value_beside
from gradcli.field.fast_sympy.sympy_build import HALF, difference, power, product, quotient, total
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import LARGEST, size
from gradcli.frozen import dataclass

_ALL_AT_ONCE: Final = 6
"""Variables: of more, the coordinates of the points beside P make no table."""


@dataclass(frozen=True, slots=True, eq=False)
class Approximation:
    """A polynomial `formula` in the variables of `field`, near it to so many orders at `point`."""

    field: ScalarField
    point: Point
    formula: Expr
    order: int

    @property
    def is_exact(self) -> bool:
        """Whether f is seen to be this polynomial itself."""
        whole = self.field.expression
        if size(whole) > LARGEST or not whole.is_polynomial(*self.field.symbols):
            return False
        return bool(sympy.expand(whole) == sympy.expand(self.formula))


@dataclass(frozen=True, slots=True, eq=False)
class Miss:
    """A step h in every variable at once: where it leads, f and its approximation there.

    `error` is f less the approximation, `share` that divided by the distance to the power of the
    order. `value`, `error` and `share` are None where f has no real value there.
    """

    step: Expr
    beside: tuple[Expr, ...]
    approximation: Expr
    value: Expr | None
    error: Expr | None
    share: Expr | None


def misses(near: Approximation) -> tuple[Miss, ...]:
    """How far f is from its approximation after steps of 1/10, 1/100 and 1/1000.

    Shape: a row a step; none of a function of too many variables for the points to be read, nor
    while one of its constants has no value.
    """
    if near.field.held or len(near.field.variables) > _ALL_AT_ONCE:
        return ()
    return tuple(_miss(near, step) for step in STEPS)


def _miss(near: Approximation, step: Expr) -> Miss:
    field = near.field
    at = coordinates(field, near.point)
    beside = {name: total(coordinate, step) for name, coordinate in at.items()}
    there = tuple(beside[name] for name in field.variables)
    approximation = near.formula.xreplace(dict(zip(field.symbols, there, strict=True)))
    value = value_beside(field, beside)
    if value is None:
        return Miss(step, there, approximation, None, None, None)
    error = difference(value, approximation)
    distance = product(step, power(Integer(len(there)), HALF))
    share = quotient(error, power(distance, Integer(near.order)))
    return Miss(step, there, approximation, value, error, share)


@dataclass(frozen=True, slots=True, eq=False)
class Tangent:
    """The linear approximation at `point`, where f has the value `value` and the partials `slopes`.

    `linear` is it multiplied out, a formula in the variables: a number for each variable, and
    `constant` beside them.
    """

    field: ScalarField
    point: Point
    value: Expr
    slopes: tuple[Expr, ...]
    constant: Expr
    linear: Expr

    @property
    def approximation(self) -> Approximation:
        """The same as a formula that is near f."""
        return Approximation(self.field, self.point, self.linear, 1)


def tangent(field: ScalarField, point: Point, value: Expr, slopes: tuple[Expr, ...]) -> Tangent:
    """The linear approximation of f at a point at which it is differentiable."""
    constant = sympy.expand(difference(value, dot(slopes, point.coordinates)))
    linear = total(*map(product, slopes, field.symbols), constant)
    return Tangent(field, point, value, slopes, constant, linear)
