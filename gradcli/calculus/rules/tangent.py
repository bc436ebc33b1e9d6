"""The linear approximation of a function at a point, and how far f is from it nearby.

L(x) = f(P) + f_1(P) (x_1 - p_1) + ... + f_n(P) (x_n - p_n) (Stewart, Calculus, 14.4). That f is
differentiable at P says that f - L, divided by the distance from P, tends to 0.
"""

from __future__ import annotations

from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.rules.gradient import coordinates, dot
from gradcli.calculus.rules.nudges import STEPS, value_beside
from gradcli.field.fast_sympy.sympy_build import HALF, difference, power, product, quotient, total
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import LARGEST, size
from gradcli.frozen import dataclass

_ALL_AT_ONCE: Final = 6
"""Variables: of more, the coordinates of the points beside P make no table."""


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
    def is_exact(self) -> bool:
        """Whether f is seen to be its own approximation: a polynomial of degree 1 or less."""
        whole = self.field.expression
        if whole is None or size(whole) > LARGEST or not whole.is_polynomial(*self.field.symbols):
            return False
        return bool(sympy.expand(whole) == sympy.expand(self.linear))

    def at(self, beside: tuple[Expr, ...]) -> Expr:
        """The approximation at a point of R^n."""
        return total(self.constant, dot(self.slopes, beside))


def tangent(field: ScalarField, point: Point, value: Expr, slopes: tuple[Expr, ...]) -> Tangent:
    """The linear approximation of f at a point at which it is differentiable."""
    constant = sympy.expand(difference(value, dot(slopes, point.coordinates)))
    linear = total(*map(product, slopes, field.symbols), constant)
    return Tangent(field, point, value, slopes, constant, linear)


@dataclass(frozen=True, slots=True, eq=False)
class Miss:
    """A step h in every variable at once: where it leads, f and L there, and how far apart.

    `share` is the difference divided by the distance gone. `value`, `error` and `share` are None
    where f has no real value there.
    """

    step: Expr
    beside: tuple[Expr, ...]
    approximation: Expr
    value: Expr | None
    error: Expr | None
    share: Expr | None


def misses(approximated: Tangent) -> tuple[Miss, ...]:
    """How far f is from its approximation after steps of 1/10, 1/100 and 1/1000.

    Shape: a row a step; none of a function of so many variables that nobody could read the point,
    nor while one of its constants has no value.
    """
    field = approximated.field
    if field.held or len(field.variables) > _ALL_AT_ONCE:
        return ()
    return tuple(_miss(approximated, step) for step in STEPS)


def _miss(approximated: Tangent, step: Expr) -> Miss:
    field = approximated.field
    at = coordinates(field, approximated.point)
    beside = {name: total(coordinate, step) for name, coordinate in at.items()}
    there = tuple(beside.values())
    linear = approximated.at(there)
    value = value_beside(field, beside)
    if value is None:
        return Miss(step, there, linear, None, None, None)
    error = difference(value, linear)
    distance = product(step, power(sympy.Integer(len(there)), HALF))
    return Miss(step, there, linear, value, error, quotient(error, distance))
