"""The matrix of second partials, as functions and at a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

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
from gradcli.calculus.point.repeated.as_function import as_function
from gradcli.calculus.point.repeated.beside import (
    NOT_SEEN,
    as_known,
    by_formula,
    is_partial_around,
    sides_of,
)
from gradcli.calculus.point.repeated.in_series import has_no_value
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
from gradcli.frozen import dataclass

Entries: TypeAlias = tuple[tuple[Expr, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class RowAtPoint:
    """The second partials of one first partial at the point: what is known of each.

    `verdict` is that on the first partial as a function, which is `own`; `by_definition` says that
    its formula does not hold at the point itself, `by_series` that the formula of an entry is 0/0,
    which is taken from a power series.
    """

    own: ScalarField
    verdict: verdicts.Verdict
    entries: tuple[verdicts.PartialAtPoint, ...]
    by_definition: bool = False
    by_series: bool = False


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
    is_smooth = isinstance(verdict, verdicts.Smooth)
    rows = tuple(
        _row(partial, row, point, slope, is_smooth=is_smooth)
        for partial, row, slope in zip(whole.partials, matrix.rows, slopes, strict=True)
    )
    entries: list[tuple[Expr, ...]] = []
    for each in rows:
        numbers = tuple(entry.value for entry in each.entries if isinstance(entry, verdicts.Exists))
        if len(numbers) == len(each.entries):
            entries.append(numbers)
    # Where the first partials exist around P and are differentiable at it (Young).
    by_theorem = all(
        isinstance(each.verdict, verdicts.Smooth | verdicts.Differentiable) for each in rows
    ) and (is_smooth or all(is_partial_around(each, point) for each in whole.partials))
    if len(entries) < len(rows):
        return HessianAtPoint(rows, None, None, by_theorem, None, (), None)
    symmetric = _is_symmetric(entries)
    numeric = not any(each.free_symbols for row in entries for each in row)
    checks = [_certified(row, point, numbers) for row, numbers in zip(rows, entries, strict=True)]
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
        return RowAtPoint(own, verdicts.Smooth(slope), _numbers(gradient(own).at(point)))
    found = as_function(partial, slope, point)
    if found.slopes is not None:
        lost = any(has_no_value(each, point) for each in row)
        return RowAtPoint(own, found.verdict, _numbers(found.slopes), by_series=lost)
    match found.verdict:
        case verdicts.Smooth():
            at = exactly_at(point.values(own))
            entries = _numbers(tuple(at(each.written) for each in row))
        case verdicts.Differentiable(gradient=there):
            entries = _numbers(there)
        case (
            verdicts.NotDifferentiable(partials=partials)
            | verdicts.Discontinuous(partials=partials)
        ):
            entries = tuple(map(by_formula, partials))
        case verdicts.Undecided() | verdicts.Undefined() | verdicts.OutsideDomain():
            open_ = found.verdict if isinstance(found.verdict, verdicts.Undecided) else None
            entries = tuple(open_ or NOT_SEEN for _ in row)
    if not is_smooth:
        entries = tuple(
            as_known(entry, sides_of(partial, point, each.variable))
            for entry, each in zip(entries, row, strict=True)
        )
    return RowAtPoint(found.field, found.verdict, entries, found.by_definition)


def _numbers(values: Sequence[Expr]) -> tuple[verdicts.PartialAtPoint, ...]:
    return tuple(verdicts.Exists(value, value) for value in values)


def _certified(row: RowAtPoint, point: Point, numbers: tuple[Expr, ...]) -> bool | None:
    """Whether difference quotients of a first partial agree with its partials at the point."""
    if row.by_definition:
        return certify_partials(row.own, point, numbers)
    return for_constants(
        row.own, lambda field, put: certify_partials(field, point, [put(each) for each in numbers])
    )


def _along(entries: Entries, direction: Direction) -> CurvatureAlong:
    way = direction.components
    rows = tuple(rate_along(tuple(row), way) for row in entries)
    whole = rate_along(tuple(row.rate for row in rows), way)
    return CurvatureAlong(rows, whole, tidy(quotient(whole.rate, dot(way, way))))
