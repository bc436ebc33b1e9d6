"""The tangent plane, and the linear approximation that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import checked_gradient, checked_graph
from gradcli.calculus.check.verification import Check
from gradcli.calculus.point.approximation import Tangent, tangent
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.graph import Graph
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

if TYPE_CHECKING:
    from gradcli.calculus.answers.picture import Picture


@dataclass(frozen=True, slots=True, eq=False)
class TangentAnswer:
    """The gradient at the point and the tangent plane; None where f is not differentiable."""

    field: ScalarField
    gradient: Gradient
    check: Check
    at: AtPoint
    tangent: Tangent | None
    graph: Graph | None = None

    @property
    def picture(self) -> Picture | None:
        """The function around the point, drawn when it is asked for; None where it cannot be."""
        from gradcli.calculus.answers.picture import picture  # noqa: PLC0415  few ask for it

        return picture(self.field, self.at)

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        return self.check.passed and (self.tangent is None or self.at.certified is True)

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.gradient.components

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The linear approximation, a formula in the variables; none where there is none."""
        return () if self.tangent is None else (self.tangent.linear,)

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        return tuple(from_sympy(value) for value in self.values())

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        return ("L",) * len(self.values())


def answer_tangent(field: ScalarField, point: Point) -> TangentAnswer:
    """The tangent plane at a point."""
    whole, check = checked_gradient(field)
    at = at_point(whole, point)
    if at.value is None or at.slopes is None:
        return TangentAnswer(field, whole, check, at, None)
    graph = checked_graph(field, field.variables)
    return TangentAnswer(field, whole, check, at, tangent(field, point, at.value, at.slopes), graph)
