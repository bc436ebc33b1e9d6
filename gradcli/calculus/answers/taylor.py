"""The Taylor polynomial at a point."""

from __future__ import annotations

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import (
    checked_gradient,
    confirmed,
    require_writable,
    weakest,
)
from gradcli.calculus.check.verification import Check, verify
from gradcli.calculus.domain.refusal import RefusedError, TooManyTaylorTerms
from gradcli.calculus.domain.verdict import Smooth
from gradcli.calculus.point.taylor import MOST_TERMS, Taylor, count_of_terms, taylor
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class TaylorAnswer:
    """The derivatives at the point and the polynomial that they make.

    `taylor` is None where a derivative does not exist there, or that was not seen.
    """

    field: ScalarField
    gradient: Gradient
    check: Check
    at: AtPoint
    order: int
    taylor: Taylor | None

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        return self.check.passed and (self.taylor is None or self.at.certified is True)

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        if self.taylor is None:
            return self.gradient.components
        return tuple(each.stage.derivative for each in self.taylor.terms if each.stage is not None)

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The polynomial, a formula in the variables; none where there is none."""
        return () if self.taylor is None else (self.taylor.formula,)

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        return tuple(from_sympy(value) for value in self.values())

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        return (f"T_{self.order}",) * len(self.values())


def answer_taylor(field: ScalarField, point: Point, order: int) -> TaylorAnswer:
    """The Taylor polynomial of this degree at a point.

    Raises:
        RefusedError: it would have too many terms, or a derivation fails its check.
    """
    if count_of_terms(len(field.variables), order) > MOST_TERMS:
        raise RefusedError(TooManyTaylorTerms(MOST_TERMS))
    whole, check = checked_gradient(field)
    at = at_point(whole, point)
    found = None
    if at.value is not None and at.slopes is not None:
        is_smooth = isinstance(at.verdict, Smooth)
        found = taylor(field, point, at.value, at.slopes, order, is_smooth=is_smooth)
    if found is not None:
        require_writable(field, (term.coefficient for term in found.terms))
        check = _checked(found, check)
    return TaylorAnswer(field, whole, check, at, order, found)


def _checked(found: Taylor, first: Check) -> Check:
    """The first partials' check, and each later derivative held against the one before it."""
    checks = [first]
    for term in found.terms:
        if term.stage is not None and sum(term.orders) > 1:
            pairs = [(term.stage.variable, term.stage.written)]
            checks.append(confirmed(verify(term.stage.field, pairs), found.field))
    return weakest(checks)
