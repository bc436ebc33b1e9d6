"""What is true of a function at a point, its numbers confirmed by difference quotients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

import sympy
from sympy import Expr

from gradcli.calculus.answers.checked import certified, require_writable
from gradcli.calculus.check.certificate import certify_partials, certify_value
from gradcli.calculus.check.instances import for_constants
from gradcli.calculus.check.rest import is_bounded
from gradcli.calculus.check.witness import is_refuted
from gradcli.calculus.domain.verdict import (
    Differentiable,
    Discontinuous,
    NotDifferentiable,
    OutsideDomain,
    Smooth,
    Undecided,
    Undefined,
    Verdict,
)
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.constancy import is_constant_near
from gradcli.calculus.point.critical import (
    LARGEST_TESTED,
    CriticalKind,
    CriticalPoint,
    classify,
)
from gradcli.calculus.point.degenerate import by_form, decide
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.point.repeated.as_function import as_function
from gradcli.calculus.rules.gradient import Gradient, gradient, norm
from gradcli.field.expression import Piecewise, natural_order, postorder
from gradcli.field.scalar_field import Direction, Point
from gradcli.frozen import dataclass, replace

ZERO: Final = sympy.Integer(0)


@dataclass(frozen=True, slots=True, eq=False)
class AtPoint:
    """What is true at the point.

    `value` is f(P) and `slopes` are the partials there; both are None where f is not
    differentiable: there the verdict itself says what exists. `certified` says whether difference
    quotients of f confirm the numbers (None: they could not be formed), `critical` what the
    second-derivative test says where all slopes are 0.
    """

    point: Point
    verdict: Verdict
    value: Expr | None
    slopes: tuple[Expr, ...] | None
    certified: bool | None = None
    critical: CriticalPoint | None = None

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The constants without a value that the gradient depends on, in natural order."""
        found = {each.name for slope in self.slopes or () for each in slope.free_symbols}
        return tuple(sorted(found, key=natural_order))


def at_point(whole: Gradient, point: Point, asked: Direction | None = None) -> AtPoint:
    """What is true at the point, for one who asks about the direction `asked`, if there is one.

    Raises:
        RefusedError: a number there is too large to be written.
    """
    others = {name: node for name, node in point.whole.items() if name in whole.field.held}
    if others:
        whole = gradient(whole.field.with_let(others))
    verdict = examine(whole.field, point, asked=asked)
    match verdict:
        case Smooth(value):
            slopes = _with_zeros(whole.at(point))
        case Differentiable(value, gradient_there):
            slopes = _with_zeros(gradient_there)
        case Discontinuous() | NotDifferentiable():
            # What speaks against the witness is never given out; a "no" has no gradient to certify.
            certified([False if is_refuted(whole.field, point, verdict) else None])
            return AtPoint(point, verdict, None, None)
        case OutsideDomain() | Undefined() | Undecided():
            return AtPoint(point, verdict, None, None)
        case _:
            assert_never(verdict)
    require_writable(whole.field, (value, *slopes))
    if not all(each.is_Rational for each in slopes):
        # The square in the length doubles an exponent.
        require_writable(whole.field, (norm(slopes),))
    confirmed = [
        for_constants(whole.field, lambda f, put: certify_value(f, point, put(value))),
        for_constants(
            whole.field, lambda f, put: certify_partials(f, point, [put(each) for each in slopes])
        ),
    ]
    if isinstance(verdict, Differentiable) and verdict.exponent is not None:
        f, at = whole.field, point.coordinates
        confirmed.append(is_bounded(f.tree, f.variables, at, value, slopes, verdict.exponent))
    critical = None
    if isinstance(verdict, Smooth) and all(slope == 0 for slope in slopes):
        critical = _critical_point(whole, point, value)
    return AtPoint(point, verdict, value, slopes, certified(confirmed), critical)


def _critical_point(whole: Gradient, point: Point, value: Expr) -> CriticalPoint:
    """The second-derivative test, and where it is silent whatever else proves what the point is."""
    tested = _second_derivative_test(whole, point)
    if tested.kind is not CriticalKind.NOT_DECIDED or not tested.minors:
        return tested
    constant = is_constant_near(whole, point)
    if constant:
        tested = replace(tested, constant=True)
    decided = (by_form if constant else decide)(whole.field, point, value)
    return tested if decided is None else replace(tested, kind=decided.kind, proof=decided.proof)


def _second_derivative_test(whole: Gradient, point: Point) -> CriticalPoint:
    """On second partials derived by the same rules."""
    if len(whole.partials) > LARGEST_TESTED:
        return CriticalPoint(CriticalKind.NOT_DECIDED, ())
    hessian: list[Sequence[Expr]] = []
    formulas: list[tuple[Expr, ...]] = []
    for partial in whole.partials:
        slope = partial.as_field()
        if not any(isinstance(node, Piecewise) for node in postorder(slope.tree)):
            row = gradient(slope)
            hessian.append(row.at(point))
            formulas.append(row.components)
            continue
        # Where the pieces of a slope meet, its rules do not hold: sinc' at 0.
        found = as_function(partial, ZERO, point)
        if found.slopes is not None:
            hessian.append(found.slopes)
            continue
        match found.verdict:
            case Smooth():
                hessian.append(gradient(slope).at(point))
            case Differentiable(gradient=there):
                hessian.append(there)
            case _:
                return CriticalPoint(CriticalKind.NOT_DECIDED, ())
    is_whole = len(formulas) == len(hessian)
    return replace(classify(hessian), formulas=tuple(formulas) if is_whole else ())


def _with_zeros(slopes: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """The components, those that are 0 written as 0: sin(pi/5) identities hide a zero well."""
    return tuple(ZERO if is_zero(slope) else slope for slope in slopes)
