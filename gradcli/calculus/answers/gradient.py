"""The gradient, as a function and at a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Expr

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import checked_gradient, checked_graph
from gradcli.calculus.check.verification import Check
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.graph import Graph
from gradcli.calculus.rules.nudges import JointNudge, Nudges, joint_nudges, nudges
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

if TYPE_CHECKING:
    from gradcli.calculus.answers.picture import Picture


@dataclass(frozen=True, slots=True, eq=False)
class GradientAnswer:
    """The gradient, and what it is at the point that was asked for."""

    field: ScalarField
    gradient: Gradient
    check: Check
    at: AtPoint | None
    graph: Graph | None = None

    @property
    def nudges(self) -> tuple[Nudges, ...]:
        """Small steps around the point along each variable, worked out when they are asked for.

        None while a constant has no value: then there are no numbers to be compared.
        """
        known = self._in_numbers()
        return () if known is None else nudges(self.field, *known)

    @property
    def joint_nudges(self) -> tuple[JointNudge, ...]:
        """Small steps in all variables at once, worked out when they are asked for."""
        known = self._in_numbers()
        return () if known is None else joint_nudges(self.field, *known)

    def _in_numbers(self) -> tuple[Point, Expr, tuple[Expr, ...]] | None:
        at = self.at
        if at is None or at.value is None or at.slopes is None:
            return None
        return None if at.point.without_value(self.field) else (at.point, at.value, at.slopes)

    @property
    def picture(self) -> Picture | None:
        """The function around the point, drawn when it is asked for; None where it cannot be."""
        from gradcli.calculus.answers.picture import picture  # noqa: PLC0415  few ask for it

        return None if self.at is None else picture(self.field, self.at)

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
        """The components: at the point where there is one, and none where there is no gradient."""
        if self.at is None:
            return self.gradient.components
        return self.at.slopes or ()

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        if self.at is None:
            return tuple(partial.written for partial in self.gradient.partials)
        return tuple(from_sympy(value) for value in self.values())

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        partials = self.gradient.partials if self.values() else ()
        return tuple(partial_name(self.field.function, each.variable) for each in partials)


def answer_gradient(field: ScalarField, point: Point | None = None) -> GradientAnswer:
    """The gradient, and with a point its value there."""
    whole, check = checked_gradient(field)
    at = None if point is None else at_point(whole, point)
    return GradientAnswer(field, whole, check, at, checked_graph(field, field.variables))
