"""The answers to the questions: everything computed, nothing put in words.

One module a question: the frozen dataclass that holds what was computed, and the function that
works it out. What every answer must be able to say of itself stands here.
"""

from __future__ import annotations

from typing import Protocol

from sympy import Expr

from gradcli.calculus.check.verification import Check
from gradcli.field.expression import Node
from gradcli.field.scalar_field import ScalarField


def partial_name(function: str, *variables: str) -> str:
    """f_x, f_xy; with names of several letters f_x1_x2."""
    between = "" if all(len(each) == 1 for each in variables) else "_"
    return f"{function}_{between.join(variables)}"


class Answer(Protocol):
    """What every answer has, whatever was asked."""

    @property
    def field(self) -> ScalarField:
        """The function that was asked about."""

    @property
    def check(self) -> Check:
        """What came of checking the derivation against values of the function."""

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The answer alone: at the point where there is one, else formulas.

        Empty where the mathematics says no. Formulas may speak of the parts that have names
        (`Partial.named`); `trees` gives them in the variables alone. With `unit`, a rate is per
        unit of distance.
        """

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name: `f_x`, `f_xy`, `D_w`, `u_x`."""
