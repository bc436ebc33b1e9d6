"""The directional derivative: the rate of change of f along a vector w.

Two rates go by that name. Along w *as given*, d/dt f(P + t w) at t = 0, it is grad f . w. Per unit
of distance it is that divided by |w|; textbooks mostly mean this one (Stewart, Calculus, 14.6).
Both hold where f is differentiable.
"""

from __future__ import annotations

import math

from sympy import Expr

from gradcli.calculus.clean_up.tidy import tidy
from gradcli.calculus.rules.gradient import Gradient, dot, norm
from gradcli.field.fast_sympy.sympy_build import product, quotient
from gradcli.field.scalar_field import Direction
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class RateAlong:
    """The rate along w = `components`, from the partials (formulas or numbers) `slopes`.

    `contributions` are the terms of the dot product, one a variable; `rate` is their sum, along w
    as given; `length` is |w| > 0; `unit_rate` is the rate per unit of distance.
    """

    slopes: tuple[Expr, ...]
    components: tuple[Expr, ...]
    contributions: tuple[Expr, ...]
    rate: Expr
    length: Expr
    unit_rate: Expr


def rate_along(slopes: tuple[Expr, ...], components: tuple[Expr, ...]) -> RateAlong:
    """Dot the partials with w. Shape: both of one length n; w is not the zero vector."""
    contributions = tuple(
        product(slope, component) for slope, component in zip(slopes, components, strict=True)
    )
    rate = tidy(dot(slopes, components))
    length = norm(components)
    return RateAlong(slopes, components, contributions, rate, length, quotient(rate, length))


def directional_derivative(gradient: Gradient, direction: Direction) -> RateAlong:
    """The rate along `direction` as a function of the point: grad f . w."""
    return rate_along(gradient.components, direction.components)


def degrees_of(cosine: float) -> float:
    """The angle of this cosine, in degrees; what rounding left beyond 1 counts as 1."""
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def cosine_to_gradient(along: RateAlong) -> Expr | None:
    """The cosine of the angle between w and the gradient at a point, which has an angle if not 0.

    It is also the share of the highest rate, |grad f|, that w has per unit of distance.
    """
    if all(slope == 0 for slope in along.slopes):
        return None
    return quotient(along.unit_rate, norm(along.slopes))
