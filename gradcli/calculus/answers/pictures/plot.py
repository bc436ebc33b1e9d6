"""A picture of a function: its level curves, and at a point the gradient and a direction."""

from __future__ import annotations

from sympy import Expr

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import checked_gradient
from gradcli.calculus.answers.picture import Picture, View, picture
from gradcli.calculus.check.verification import Check
from gradcli.calculus.domain.refusal import RefusedError
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class PlotAnswer:
    """The picture, and the gradient that it shows, where a point is given.

    `undrawn` says why there is no picture, where floats are what it lacks.
    """

    field: ScalarField
    gradient: Gradient
    check: Check
    at: AtPoint | None
    direction: Direction | None
    picture: Picture | None
    undrawn: RefusedError | None = None

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        if self.at is None or self.at.slopes is None:
            return self.check.passed
        return self.check.passed and self.at.certified is True

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.gradient.components

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The components of the gradient at the point; none where there is none."""
        return () if self.at is None else self.at.slopes or ()

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        return tuple(from_sympy(value) for value in self.values())

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        partials = self.gradient.partials if self.values() else ()
        return tuple(partial_name(self.field.function, each.variable) for each in partials)


def answer_plot(
    field: ScalarField, point: Point | None, direction: Direction | None, view: View
) -> PlotAnswer:
    """The picture as the view asks for it, and what is true at the point."""
    whole, check = checked_gradient(field)
    at = None if point is None else at_point(whole, point)
    try:
        return PlotAnswer(field, whole, check, at, direction, picture(field, at, direction, view))
    except RefusedError as undrawn:
        return PlotAnswer(field, whole, check, at, direction, None, undrawn)
