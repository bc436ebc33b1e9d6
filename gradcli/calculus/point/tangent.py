"""The linear approximation of a function at a point.

L(x) = f(P) + f_1(P) (x_1 - p_1) + ... + f_n(P) (x_n - p_n) (Stewart, Calculus, 14.4). That f is
differentiable at P says that f - L, divided by the distance from P, tends to 0.
"""

from __future__ import annotations

import sympy
from sympy import Expr

from gradcli.calculus.point.approximation import Approximation
from gradcli.calculus.rules.gradient import dot
from gradcli.field.fast_sympy.sympy_build import difference, product, total
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass


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
