"""The matrix of second partials, as functions and at a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from sympy import Expr

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import certified, checked_gradient, confirmed, weakest
from gradcli.calculus.check.certificate import certify_partials
from gradcli.calculus.check.instances import for_constants
from gradcli.calculus.check.verification import Check, verify
from gradcli.calculus.clean_up.tidy import tidy
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.domain.refusal import RefusedError, TooManySecondPartials
from gradcli.calculus.numbers.constants import exactly_at, is_zero
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.rules.directional import RateAlong, rate_along
from gradcli.calculus.rules.gradient import Gradient, Partial, dot, gradient
from gradcli.calculus.rules.hessian import (
    MOST_VARIABLES,
    Hessian,
    determinant,
    eigenvalues,
    hessian,
)
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.sympy_build import difference, quotient
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass, replace

Entries: TypeAlias = tuple[tuple[Expr, ...], ...]

_UNDECIDED: Final = verdicts.Undecided(
    verdicts.Question.PARTIALS, verdicts.Cause.NEITHER_PROOF_NOR_COUNTEREXAMPLE
)


@dataclass(frozen=True, slots=True, eq=False)
class RowAtPoint:
    """The second partials of one first partial at the point: what is known of each.

    `verdict` is that on the first partial as a function, with its value at the point;
    `by_definition` says that its formula has none there.
    """

    verdict: verdicts.Verdict
    entries: tuple[verdicts.PartialAtPoint, ...]
    by_definition: bool


@dataclass(frozen=True, slots=True, eq=False)
class HessianAtPoint:
    """The matrix at the point, and what follows of it.

    `entries` is None where one of them does not exist or was not decided; the `rows` say which.
    `symmetric` is None where that is open; `by_theorem` says that it had to be symmetric, since the
    first partials are differentiable there. `eigenvalues` are empty where they have no short form,
    and where the matrix is not symmetric.
    """

    rows: tuple[RowAtPoint, ...]
    entries: Entries | None
    symmetric: bool | None
    by_theorem: bool
    determinant: Expr | None
    eigenvalues: tuple[Expr, ...]
    certified: bool | None


@dataclass(frozen=True, slots=True, eq=False)
class CurvatureAlong:
    """w H w, the second derivative along w as given, and the same per unit of distance squared.

    `rows` are the rates of the first partials along w, each row of H dotted with w; `whole` is the
    rate along w of what these come to, the slope along w.
    """

    rows: tuple[RateAlong, ...]
    whole: RateAlong
    per_unit: Expr

    @property
    def value(self) -> Expr:
        """w H w."""
        return self.whole.rate


@dataclass(frozen=True, slots=True, eq=False)
class HessianAnswer:
    """The second partials, each derived, and at the point what they are there.

    `symmetric` says whether the formulas of the matrix were seen to be symmetric. `second` is None
    without a point, and where f is not differentiable. `along` is the curvature along the
    `direction`: None without one, and at a point at which the first partials are not known to be
    differentiable, where w H w need not be the second derivative along w.
    """

    field: ScalarField
    gradient: Gradient
    hessian: Hessian
    check: Check
    symmetric: bool | None
    at: AtPoint | None
    second: HessianAtPoint | None
    direction: Direction | None
    along: CurvatureAlong | None

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        if self.second is None or self.at is None:
            return self.check.passed
        sure = self.at.certified is True and self.second.certified is True
        return self.check.passed and sure

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        second = (each for row in self.hessian.formulas for each in row)
        return (*self.gradient.components, *second)

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The entries row by row: at the point where there is one, else formulas."""
        if self.at is None:
            return tuple(each for row in self.hessian.formulas for each in row)
        if self.second is None or self.second.entries is None:
            return ()
        return tuple(each for row in self.second.entries for each in row)

    def trees(self, *, unit: bool = False) -> tuple[ex.Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        if self.at is None:
            return tuple(each.written for row in self.hessian.rows for each in row)
        return tuple(from_sympy(value) for value in self.values())

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name: f_xy is by x first, then by y."""
        function, variables = self.field.function, self.field.variables
        if not self.values():
            return ()
        return tuple(
            partial_name(function, first, second) for first in variables for second in variables
        )


def answer_hessian(
    field: ScalarField, point: Point | None = None, direction: Direction | None = None
) -> HessianAnswer:
    """The matrix of second partials; at a point its values, and along w the curvature.

    Raises:
        RefusedError: there are too many of them, or a derivation fails its check.
    """
    if len(field.variables) > MOST_VARIABLES:
        raise RefusedError(TooManySecondPartials(MOST_VARIABLES))
    whole, first = checked_gradient(field)
    matrix = hessian(whole)
    check = _checked(whole, matrix, first)
    formulas: Entries | None = matrix.in_variables
    symmetric = None if formulas is None else _is_symmetric(formulas)
    at = None if point is None else at_point(whole, point)
    second = None
    if point is not None and at is not None and at.slopes is not None:
        second = _at(whole, matrix, point, at.verdict, at.slopes)
    entries = formulas
    if at is not None:
        entries = second.entries if second is not None and second.by_theorem else None
    along = None
    if direction is not None and entries is not None:
        along = _along(entries, direction)
    return HessianAnswer(field, whole, matrix, check, symmetric, at, second, direction, along)


def _checked(whole: Gradient, matrix: Hessian, first: Check) -> Check:
    """The check of the first partials and that of each row of second ones."""
    checks = [first]
    for partial, row in zip(whole.partials, matrix.rows, strict=True):
        pairs = [(each.variable, each.written) for each in row]
        checks.append(confirmed(verify(partial.as_field(), pairs), whole.field))
    return weakest(checks)


def _is_symmetric(entries: Sequence[Sequence[Expr]]) -> bool | None:
    """Whether entry [i][j] is entry [j][i] throughout; None where that is not seen."""
    answers: list[bool | None] = []
    for i, row in enumerate(entries):
        for j in range(i):
            rest = difference(row[j], entries[j][i])
            answers.append(True if rest == 0 else None if rest.free_symbols else is_zero(rest))
    if False in answers:
        return False
    return None if None in answers else True


def _at(
    whole: Gradient,
    matrix: Hessian,
    point: Point,
    verdict: verdicts.Verdict,
    slopes: tuple[Expr, ...],
) -> HessianAtPoint:
    rows = tuple(
        _row(partial, row, point, slope, is_smooth=isinstance(verdict, verdicts.Smooth))
        for partial, row, slope in zip(whole.partials, matrix.rows, slopes, strict=True)
    )
    entries: list[tuple[Expr, ...]] = []
    for each in rows:
        numbers = tuple(entry.value for entry in each.entries if isinstance(entry, verdicts.Exists))
        if len(numbers) == len(each.entries):
            entries.append(numbers)
    # First partials that are differentiable at P have equal mixed ones (Young).
    by_theorem = all(
        isinstance(each.verdict, verdicts.Smooth | verdicts.Differentiable) for each in rows
    )
    if len(entries) < len(rows):
        return HessianAtPoint(rows, None, None, by_theorem, None, (), None)
    symmetric = _is_symmetric(entries)
    numeric = not any(each.free_symbols for row in entries for each in row)
    checks = [
        _certified(partial, row, point, slope, numbers)
        for partial, row, slope, numbers in zip(whole.partials, rows, slopes, entries, strict=True)
    ]
    return HessianAtPoint(
        rows,
        tuple(entries),
        symmetric,
        by_theorem,
        determinant(entries),
        eigenvalues(entries) if symmetric and numeric else (),
        certified(checks),
    )


def _row(
    partial: Partial, row: Sequence[Partial], point: Point, slope: Expr, *, is_smooth: bool
) -> RowAtPoint:
    """The partials of a first partial at the point, by the rules where they hold."""
    own = partial.as_field()
    has_pieces = any(isinstance(node, ex.Piecewise) for node in ex.postorder(own.tree))
    if is_smooth and not has_pieces:
        return RowAtPoint(
            verdicts.Smooth(slope), _numbers(gradient(own).at(point)), by_definition=False
        )
    verdict = examine(own, point)
    by_definition = isinstance(verdict, verdicts.Undefined | verdicts.OutsideDomain)
    if by_definition:
        verdict = examine(_filled(partial, point, slope), point)
    match verdict:
        case verdicts.Smooth():
            at = exactly_at(point.values(own))
            entries = _numbers(tuple(at(each.written) for each in row))
        case verdicts.Differentiable(gradient=there):
            entries = _numbers(there)
        case (
            verdicts.NotDifferentiable(partials=partials)
            | verdicts.Discontinuous(partials=partials)
        ):
            entries = tuple(map(_known, partials))
        case verdicts.Undecided() | verdicts.Undefined() | verdicts.OutsideDomain():
            open_ = verdict if isinstance(verdict, verdicts.Undecided) else None
            entries = tuple(open_ or _UNDECIDED for _ in row)
    return RowAtPoint(verdict, entries, by_definition)


def _known(entry: verdicts.PartialAtPoint) -> verdicts.PartialAtPoint:
    """An entry as far as the formula of a first partial can tell.

    Where that has no value on an axis the first partial itself may have one: |x|^3 on x = 0.
    """
    if isinstance(entry, verdicts.OneSided) and any(
        isinstance(side, verdicts.Nowhere | verdicts.Unknown) for side in (entry.left, entry.right)
    ):
        return _UNDECIDED
    return entry


def _numbers(values: Sequence[Expr]) -> tuple[verdicts.PartialAtPoint, ...]:
    return tuple(verdicts.Exists(value, value) for value in values)


def _filled(partial: Partial, point: Point, slope: Expr) -> ScalarField:
    """A first partial with its value at the point, where the formula has none."""
    own = partial.as_field()
    pairs = list(zip(map(ex.Variable, own.variables), point.written, strict=True))
    here = tuple(ex.Comparison(name, "=", coordinate) for name, coordinate in pairs)
    apart = tuple(ex.Comparison(name, "!=", coordinate) for name, coordinate in pairs)
    value = from_sympy(slope)
    known = own.tree.branches if isinstance(own.tree, ex.Piecewise) else ()
    branches: tuple[ex.Branch, ...]
    if len(known) == 1 and _holds_but_at(known[0].condition, own, point):
        branches = (*known, ex.Branch(value, None))
    elif known and known[-1].condition is not None:
        branches = (*known, ex.Branch(value, here[0] if len(here) == 1 else ex.Every(here)))
    else:
        elsewhere = apart[0] if len(apart) == 1 else ex.Some(apart)
        branches = (ex.Branch(own.tree, elsewhere), ex.Branch(value, None))
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


def _certified(
    partial: Partial,
    row: RowAtPoint,
    point: Point,
    slope: Expr,
    numbers: tuple[Expr, ...],
) -> bool | None:
    """Whether difference quotients of a first partial agree with its partials at the point."""
    if row.by_definition:
        return certify_partials(_filled(partial, point, slope), point, numbers)
    return for_constants(
        partial.as_field(),
        lambda field, put: certify_partials(field, point, [put(each) for each in numbers]),
    )


def _along(entries: Entries, direction: Direction) -> CurvatureAlong:
    way = direction.components
    rows = tuple(rate_along(tuple(row), way) for row in entries)
    whole = rate_along(tuple(row.rate for row in rows), way)
    return CurvatureAlong(rows, whole, tidy(quotient(whole.rate, dot(way, way))))
