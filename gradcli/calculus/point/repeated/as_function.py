"""A partial derivative as a function, at a point at which f need not be smooth by the rules."""

from __future__ import annotations

from sympy import Expr

from gradcli.calculus.domain.domain import FaultError, TooLargeError, UnsureError, evaluate_exactly
from gradcli.calculus.domain.verdict import OutsideDomain, Smooth, Undefined, Verdict
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.point.repeated.in_series import slopes_in_series
from gradcli.calculus.rules.gradient import Partial
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.sympy_build import difference
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True, eq=False)
class AsFunction:
    """A partial derivative as a function near a point: `field`, and the verdict on it there.

    `by_definition` says that its formula does not hold at the point itself, where it has no value
    or not that of the partial: the `field` has the partial's there. `slopes` are its own partials
    at the point where it is smooth and they are those of a power series, its formulas being 0/0.
    """

    field: ScalarField
    verdict: Verdict
    by_definition: bool
    slopes: tuple[Expr, ...] | None = None


def as_function(
    partial: Partial, value: Expr, point: Point, *, asked: Direction | None = None
) -> AsFunction:
    """A partial that has this value at the point, to be differentiated there.

    Beside the point its formula is taken for it (`gradcli.calculus.point.repeated.beside`).

    Raises:
        RefusedError: a value at the point has too many digits to be written out.
    """
    own = partial.as_field()
    slopes = slopes_in_series(partial, point)
    if slopes is not None:
        return AsFunction(own, Smooth(value), by_definition=False, slopes=slopes)
    verdict = examine(own, point, asked=asked)
    # What is smooth at the point has the limit of the derivatives beside it, and this is its value.
    if isinstance(verdict, Smooth):
        return AsFunction(own, verdict, by_definition=False)
    has_value = not isinstance(verdict, Undefined | OutsideDomain)
    if has_value and not _differs(own, point, value):
        return AsFunction(own, verdict, by_definition=False)
    filled = _filled(own, point, value, has_value=has_value)
    return AsFunction(filled, examine(filled, point, asked=asked), by_definition=True)


def _differs(own: ScalarField, point: Point, value: Expr) -> bool:
    """Whether a formula is seen to have another value at the point."""
    try:
        told = evaluate_exactly(own.tree, point.values(own)).value
    except (FaultError, UnsureError, TooLargeError):
        return False
    rest = difference(told, value)
    return not rest.free_symbols and is_zero(rest) is False


def _filled(own: ScalarField, point: Point, value: Expr, *, has_value: bool) -> ScalarField:
    """The same with this value at the point; `has_value` says that it has one already."""
    pairs = list(zip(map(ex.Variable, own.variables), point.written, strict=True))
    here = tuple(ex.Comparison(name, "=", coordinate) for name, coordinate in pairs)
    apart = tuple(ex.Comparison(name, "!=", coordinate) for name, coordinate in pairs)
    there = from_sympy(value)
    known = own.tree.branches if isinstance(own.tree, ex.Piecewise) else ()
    branches: tuple[ex.Branch, ...]
    at_point = ex.Branch(there, here[0] if len(here) == 1 else ex.Every(here))
    if known and has_value:
        # The first case that holds counts.
        branches = (at_point, *known)
    elif len(known) == 1 and _holds_but_at(known[0].condition, own, point):
        branches = (*known, ex.Branch(there, None))
    elif known and known[-1].condition is not None:
        branches = (*known, at_point)
    else:
        elsewhere = apart[0] if len(apart) == 1 else ex.Some(apart)
        branches = (ex.Branch(own.tree, elsewhere), ex.Branch(there, None))
    return replace(own, tree=ex.Piecewise(branches), canonical=ToSympy())


def _holds_but_at(condition: ex.Condition | None, field: ScalarField, point: Point) -> bool:
    """Whether a condition is that some coordinate is not that of the point: x != 0 or y != 0."""
    parts = condition.conditions if isinstance(condition, ex.Some) else (condition,)
    apart: set[str] = set()
    canonical = ToSympy()
    at = dict(zip(field.variables, point.coordinates, strict=True))
    for part in parts:
        if not isinstance(part, ex.Comparison) or part.relation != "!=":
            return False
        if not isinstance(part.left, ex.Variable) or part.left.name not in at:
            return False
        name = part.left.name
        if is_zero(difference(canonical(part.right), at[name])) is not True:
            return False
        apart.add(name)
    return apart == set(at)
