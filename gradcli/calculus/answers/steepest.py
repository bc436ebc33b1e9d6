"""The direction of steepest ascent at a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Expr

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import (
    certified,
    checked_gradient,
    checked_graph,
    require_writable,
)
from gradcli.calculus.check.certificate import certify_rate, certify_steepest
from gradcli.calculus.check.instances import for_constants
from gradcli.calculus.check.verification import Check
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.rules.directional import RateAlong, rate_along
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.graph import Graph
from gradcli.calculus.rules.steepest import Steepest, steepest
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.frozen import dataclass

if TYPE_CHECKING:
    from gradcli.calculus.answers.picture import Picture
    from gradcli.calculus.descent.step_length import StepLengths


@dataclass(frozen=True, slots=True, eq=False)
class SteepestAnswer:
    """The direction of steepest ascent at a point; `steepest` is None where there is none.

    `along` is the rate along the `direction` that is compared with it, if there is one.
    """

    field: ScalarField
    gradient: Gradient
    check: Check
    at: AtPoint
    steepest: Steepest | None
    certified: bool | None = None
    graph: Graph | None = None
    direction: Direction | None = None
    along: RateAlong | None = None

    @property
    def picture(self) -> Picture | None:
        """The function around the point, drawn when it is asked for; None where it cannot be."""
        from gradcli.calculus.answers.picture import picture  # noqa: PLC0415  few ask for it

        return picture(self.field, self.at, self.direction)

    @property
    def step_lengths(self) -> StepLengths | None:
        """What steps of gradient descent of several lengths do, tried when they are asked for."""
        if self.steepest is None:
            return None
        from gradcli.calculus.descent.step_length import step_lengths  # noqa: PLC0415  few ask

        return step_lengths(self.field, self.at.point, self.steepest.slopes)

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        if not self.check.passed or self.at.certified is not True:
            return False
        return self.steepest is None or self.certified is True

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.gradient.components

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The components of the unit vector; none where no direction is the steepest."""
        return () if self.steepest is None else self.steepest.direction

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        return tuple(from_sympy(value) for value in self.values())

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        names = self.field.variables if self.values() else ()
        return tuple(partial_name("u", name) for name in names)


def answer_steepest(
    field: ScalarField, point: Point, direction: Direction | None = None
) -> SteepestAnswer:
    """The direction of steepest ascent at a point, where the gradient exists and is not zero.

    And beside it the rate along a direction that is not zero, if one is given.
    """
    whole, check = checked_gradient(field)
    at = at_point(whole, point)
    best = confirmed = along = None
    if (
        at.slopes is not None
        and not at.depends_on
        and any(is_zero(slope) is False for slope in at.slopes)
    ):
        best = steepest(at.slopes)
        # A square of what can be written need not be such a number.
        require_writable(field, (*best.direction, best.rate))
        made = [certify_steepest(at.slopes, best.direction, best.rate)]
        if direction is not None:
            along = rate_along(at.slopes, direction.components)
            rate = along.rate
            made.append(
                for_constants(field, lambda f, put: certify_rate(f, point, direction, put(rate)))
            )
        confirmed = certified(made)
    graph = checked_graph(field, field.variables)
    return SteepestAnswer(field, whole, check, at, best, confirmed, graph, direction, along)
