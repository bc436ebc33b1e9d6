"""The rate along a direction, as a function and at a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import (
    certified,
    checked_gradient,
    checked_graph,
    require_writable,
)
from gradcli.calculus.check.certificate import certify_rate
from gradcli.calculus.check.instances import for_constants
from gradcli.calculus.check.verification import Check
from gradcli.calculus.domain.verdict import Exists, Rate
from gradcli.calculus.point import differentiability
from gradcli.calculus.rules.directional import RateAlong, directional_derivative, rate_along
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.graph import Graph
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.frozen import dataclass

if TYPE_CHECKING:
    from gradcli.calculus.answers.picture import Picture


@dataclass(frozen=True, slots=True, eq=False)
class DirectionalAnswer:
    """The rate along `direction`, as a function of the point and at the point asked for.

    `along_at` is the dot product at the point, where f is differentiable there; where it is not,
    `by_limit` is the rate by its definition, the limit of (f(P + t w) - f(P)) / t.
    """

    field: ScalarField
    gradient: Gradient
    check: Check
    direction: Direction
    along: RateAlong
    at: AtPoint | None
    along_at: RateAlong | None
    by_limit: Rate | None
    certified: bool | None = None
    graph: Graph | None = None

    @property
    def in_names(self) -> RateAlong | None:
        """The rate as a function, in the names that the text gives to parts."""
        if self.graph is None:
            return None
        return rate_along(self.graph.gradient, self.direction.components)

    @property
    def picture(self) -> Picture | None:
        """The function around the point, drawn when it is asked for; None where it cannot be."""
        from gradcli.calculus.answers.picture import picture  # noqa: PLC0415  few ask for it

        return None if self.at is None else picture(self.field, self.at, self.direction)

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        return self.check.passed and (self.at is None or self.certified is True)

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.gradient.components

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The rate along w as given, or with `unit` per unit of distance; none where there is none.

        At the point where there is one, by its definition where f is not differentiable there.
        """
        along = self.along if self.at is None else self.along_at
        if along is not None:
            return (along.unit_rate if unit else along.rate,)
        if isinstance(self.by_limit, Exists):
            return (self.by_limit.per_unit if unit else self.by_limit.value,)
        return ()

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        values = self.values(unit=unit)
        if self.at is None:
            return tuple(self.gradient.written(value) for value in values)
        return tuple(from_sympy(value) for value in values)

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        return (f"D_{'u' if unit else 'w'}",) * len(self.values(unit=unit))


def _certify(field: ScalarField, point: Point, direction: Direction, rate: Expr) -> bool | None:
    return for_constants(field, lambda f, put: certify_rate(f, point, direction, put(rate)))


def answer_directional(
    field: ScalarField,
    direction: Direction,
    point: Point | None = None,
) -> DirectionalAnswer:
    """The rate along a direction that is not zero, and with a point its value there."""
    whole, check = checked_gradient(field)
    along = directional_derivative(whole, direction)
    at = None if point is None else at_point(whole, point, direction)
    along_at = by_limit = rate = None
    if at is not None and at.slopes is not None:
        along_at = rate_along(at.slopes, direction.components)
        rate = along_at.rate
    elif at is not None:
        by_limit = differentiability.rate_along(field, at.point, direction)
        rate = by_limit.value if isinstance(by_limit, Exists) else None
    confirmed = None
    if at is not None and rate is not None:
        require_writable(field, (rate,))
        confirmed = certified([_certify(field, at.point, direction, rate)])
    return DirectionalAnswer(
        field,
        whole,
        check,
        direction,
        along,
        at,
        along_at,
        by_limit,
        confirmed,
        checked_graph(field, field.variables),
    )
