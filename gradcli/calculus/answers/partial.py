"""One partial derivative, or several taken one after the other."""

from __future__ import annotations

from sympy import Expr

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.checked import checked_graph, confirmed
from gradcli.calculus.check.verification import Check, verify
from gradcli.calculus.rules.gradient import Partial, repeated_partial
from gradcli.calculus.rules.graph import Graph
from gradcli.field.expression import Node
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class PartialAnswer:
    """One partial, or a mixed or repeated one: `stages` are differentiated one after the other.

    `graph` has a first partial in the names that the text gives to parts, where it names any.
    """

    field: ScalarField
    stages: tuple[Partial, ...]
    check: Check
    graph: Graph | None = None

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        return self.check.passed

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return tuple(stage.derivative for stage in self.stages)

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The last derivative, as a formula."""
        return (self.stages[-1].derivative,)

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        return (self.stages[-1].written,)

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        variables = (stage.variable for stage in self.stages)
        return (partial_name(self.field.function, *variables),)


def answer_partial(field: ScalarField, variables: tuple[str, ...]) -> PartialAnswer:
    """The partial by the first variable, the result's by the second, and so on; each checked."""
    stages = repeated_partial(field, variables)
    checks = [
        confirmed(verify(stage.field, [(stage.variable, stage.written)]), field) for stage in stages
    ]
    check = min(checks, key=lambda check: (check.passed, check.digits))
    graph = checked_graph(field, variables) if len(stages) == 1 else None
    return PartialAnswer(field, stages, check, graph)
