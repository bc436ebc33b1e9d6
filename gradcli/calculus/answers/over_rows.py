"""The gradient of a sum or a mean over the rows of a table, as formulas and at a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import isclose, isfinite
from typing import Final, assert_never

from sympy import Expr, Rational

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.at_point import at_point
from gradcli.calculus.answers.checked import certified, checked_gradient, checked_graph
from gradcli.calculus.check.verification import Check
from gradcli.calculus.data.closed import closed_sum, written_out
from gradcli.calculus.data.sums import (
    MOST_EXACT,
    certain_part,
    decimal_sums,
    exact_sums,
    to_decimal,
)
from gradcli.calculus.data.table import Reduce, Rows
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.domain.refusal import BeyondFloats, RefusedError, SumTooLong
from gradcli.calculus.numbers.constants import nearest_float
from gradcli.calculus.numbers.numeric import FLOATS, evaluate
from gradcli.calculus.point.convexity import is_convex
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.edges import Summing, Sums, sums_over_rows
from gradcli.calculus.rules.gradient import Gradient, Partial, all_known, gradient
from gradcli.calculus.rules.graph import Graph
from gradcli.field.expression import Negative, Node, Number
from gradcli.field.fast_sympy.sympy_build import total
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

MOST_EXAMINED: Final = 40
"""Different rows near an edge that are looked at exactly, one after the other."""

_COMPARED: Final = 20  # rows of which formulas and program are held against one another


@dataclass(frozen=True, slots=True, eq=False)
class AtRows:
    """What is true at the point.

    `value` and `slopes` are those of the sum or mean, None where it has no gradient; `is_exact`
    says whether they are exact, or decimals. `kinks` are the rows whose term has no gradient there,
    `outside` those without a value, `open` those of which neither could be decided. Where there are
    kinks, `is_proved` says that they cannot cancel: there is one alone, or all bend one way.
    `agrees` says that formulas and numbers were compared and agree.
    """

    point: Point
    value: Fraction | None
    slopes: tuple[Fraction, ...] | None
    is_exact: bool
    kinks: tuple[int, ...]
    outside: tuple[int, ...]
    open: tuple[int, ...]
    is_proved: bool
    agrees: bool | None

    def as_tree(self, number: Fraction) -> Node:
        """One of the numbers, as it is typed: a quotient that is exact, or decimals."""
        if self.is_exact:
            return from_sympy(as_rational(number))
        return Negative(Number(-number)) if number < 0 else Number(number)


@dataclass(frozen=True, slots=True, eq=False)
class OverRows:
    """The gradient of one term, in the names of the columns, and what comes of it over all rows.

    `field` is the term: a function of the variables, in which the columns are constants. `by` are
    the variables of which the derivatives were asked for; `graph` has the term in the names of its
    parts, where the text names any.
    """

    field: ScalarField
    gradient: Gradient
    check: Check
    rows: Rows
    reduce: Reduce
    by: tuple[str, ...]
    closed: tuple[Expr, ...] | None
    at: AtRows | None
    graph: Graph | None

    @property
    def partials(self) -> tuple[Partial, ...]:
        """The partials of one term that were asked for, in that order."""
        known = {each.variable: each for each in self.gradient.partials}
        return tuple(known[name] for name in self.by)

    @property
    def slopes(self) -> tuple[Fraction, ...] | None:
        """The derivatives asked for at the point; None where there are none."""
        if self.at is None or self.at.slopes is None:
            return None
        known = dict(zip(self.field.variables, self.at.slopes, strict=True))
        return tuple(known[name] for name in self.by)

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        if self.at is None or self.at.slopes is None:
            return self.check.passed
        return self.check.passed and self.at.agrees is True

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.gradient.components

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The components: numbers at the point, else formulas with the numbers of the rows."""
        if self.at is None:
            return self.closed or ()
        return tuple(map(as_rational, self.slopes or ()))

    def unused(self, *letters: str) -> str:
        """The first of some letters that stands for nothing in the term."""
        taken = {*self.field.letters, *self.field.names, self.field.function}
        return next(each for each in letters if each not in taken)

    @property
    def loss(self) -> str:
        """The name of the sum or mean."""
        return self.unused("L", "S", "M", "J", "E", "L_1", "L_2", "L_3")

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        if self.at is not None and self.at.slopes is None:
            return ()
        return tuple(partial_name(self.loss, each.variable) for each in self.partials)

    @property
    def is_written_out(self) -> bool:
        """Whether the formulas have a term for each row."""
        return self.at is None and self.closed is None and self.rows.count <= MOST_EXACT

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as trees; where the sum has no shorter form, with a term for each row."""
        if self.is_written_out:
            return tuple(
                written_out(each.written, self.rows, self.reduce) for each in self.partials
            )
        if self.at is not None:
            return tuple(map(self.at.as_tree, self.slopes or ()))
        if self.closed is None:
            raise RefusedError(SumTooLong(self.rows.count))
        return tuple(from_sympy(value) for value in self.closed)


def as_rational(number: Fraction) -> Rational:
    """A fraction as SymPy has it."""
    return Rational(number.numerator, number.denominator)


def answer_over_rows(
    field: ScalarField,
    rows: Rows,
    reduce: Reduce,
    by: tuple[str, ...],
    point: Point | None = None,
) -> OverRows:
    """The gradient of one term, and the sum or mean of it; with a point in numbers."""
    whole, check = checked_gradient(field)
    graph = checked_graph(field, by)
    if point is not None:
        try:
            at = at_rows(field, whole, rows, reduce, point)
        except OverflowError:
            raise RefusedError(BeyondFloats(field)) from None
        return OverRows(field, whole, check, rows, reduce, by, None, at, graph)
    known = {each.variable: each.in_variables for each in whole.partials}
    closed = all_known(
        None if (term := known[name]) is None else closed_sum(term, rows, reduce) for name in by
    )
    return OverRows(field, whole, check, rows, reduce, by, closed, None, graph)


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """What was found of the rows near an edge: those that are smooth after all, and the others."""

    smooth: tuple[tuple[Expr, ...], ...]
    kinks: tuple[int, ...]
    outside: tuple[int, ...]
    open: tuple[int, ...]
    is_proved: bool

    def total(self, component: int) -> Expr:
        """The sum over the smooth ones of the value (0), or of a partial."""
        return total(*(each[component] for each in self.smooth))


def _examined(field: ScalarField, point: Point, rows: Rows, among: Sequence[int]) -> _Edges:
    """The rows near an edge, each kind of row looked at exactly once."""
    alike: dict[tuple[Fraction, ...], list[int]] = {}
    for row in among:
        alike.setdefault(tuple(rows.exact(row).values()), []).append(row)
    smooth: list[tuple[Expr, ...]] = []
    kinks: list[int] = []
    outside: list[int] = []
    undecided: list[int] = []
    bends: list[bool] = []
    for number, same in enumerate(alike.values()):
        if number >= MOST_EXAMINED:
            undecided += same
            continue
        term = field.with_let(rows.as_trees(same[0]))
        at = at_point(gradient(term), point)
        if at.value is not None and at.slopes is not None:
            smooth += [(at.value, *at.slopes)] * len(same)
            continue
        match at.verdict:
            case verdicts.NotDifferentiable() | verdicts.Discontinuous():
                kinks += same
                bends.append(is_convex(term.tree))
            case verdicts.OutsideDomain() | verdicts.Undefined():
                outside += same
            case verdicts.Undecided():
                undecided += same
            case verdicts.Smooth() | verdicts.Differentiable():
                raise AssertionError(at.verdict)
            case _:
                assert_never(at.verdict)
    is_proved = bool(kinks) and not undecided and (len(bends) == 1 or all(bends))
    return _Edges(
        tuple(smooth),
        tuple(sorted(kinks)),
        tuple(sorted(outside)),
        tuple(sorted(undecided)),
        is_proved,
    )


def at_rows(
    field: ScalarField, whole: Gradient, rows: Rows, reduce: Reduce, point: Point
) -> AtRows:
    """What is true of the sum or mean at a point.

    Raises:
        OverflowError: a number is too large for a float.
    """
    place = list(map(_as_float, point.coordinates))
    columns = rows.floats()
    summing = sums_over_rows(program_of(field.tree, (*field.variables, *columns)))
    sums = summing((*place, *columns.values()), rows.count)
    doubtful = list(sums.doubtful)
    exact = _exactly(field, rows, point, _others(rows, doubtful))
    if exact is not None:
        doubtful += exact[1]
    edges = _examined(field, point, rows, doubtful)
    if edges.kinks or edges.outside or edges.open:
        return AtRows(
            point,
            None,
            None,
            False,
            edges.kinks,
            edges.outside,
            edges.open,
            edges.is_proved,
            None,
        )
    divisor = rows.count if reduce is Reduce.MEAN else 1
    extra = [edges.total(component) for component in range(1 + len(place))]
    is_exact = exact is not None and all(each.is_Rational for each in extra)
    if exact is not None and is_exact:
        numbers = tuple(
            (one + Fraction(int(other.p), int(other.q))) / divisor
            for one, other in zip(exact[0], extra, strict=True)
        )
    else:
        among = _others(rows, doubtful)
        numbers = tuple(_in_decimals(field, whole, rows, point, sums, among, extra, divisor))
    compared = list(_compared(whole, rows, place, summing, _others(rows, doubtful)))
    if exact is not None and not exact[1]:
        compared += _against(exact[0], sums)
    agrees = certified(compared)
    return AtRows(point, numbers[0], numbers[1:], is_exact, (), (), (), False, agrees)


def _as_float(number: Expr) -> float:
    """The nearest float; OverflowError where there is none."""
    near = nearest_float(number)
    if near is None:
        raise OverflowError
    return near


def _others(rows: Rows, doubtful: Sequence[int]) -> Sequence[int]:
    left = frozenset(doubtful)
    return [row for row in range(rows.count) if row not in left] if left else range(rows.count)


def _exactly(
    field: ScalarField, rows: Rows, point: Point, among: Sequence[int]
) -> tuple[list[Fraction], list[int]] | None:
    """The sums of the value and the partials, where all numbers are rational and rows are few."""
    if rows.count > MOST_EXACT or not all(each.is_Rational for each in point.coordinates):
        return None
    at = {
        name: Fraction(int(each.p), int(each.q))
        for name, each in zip(field.variables, point.coordinates, strict=True)
    }
    return exact_sums(field.tree, at, rows, among)


def _in_decimals(
    field: ScalarField,
    whole: Gradient,
    rows: Rows,
    point: Point,
    sums: Sums,
    among: Sequence[int],
    extra: Sequence[Expr],
    divisor: int,
) -> Iterable[Fraction]:
    """The same in decimals: of few rows by the formulas, of many by the program."""
    more = list(map(_as_float, extra))
    if rows.count <= MOST_EXACT:
        trees = (field.tree, *(each.written for each in whole.partials))
        at = dict(zip(field.variables, point.written, strict=True))
        found = decimal_sums(trees, at, rows, among)
        return (
            to_decimal((one + Fraction(other)) / divisor)
            for one, other in zip(found, more, strict=True)
        )
    totals = (sums.value, *sums.partials[: len(field.variables)])
    return (
        certain_part((one + other) / divisor, size / divisor)
        for one, other, size in zip(totals, more, sums.sizes, strict=False)
    )


def _compared(
    whole: Gradient,
    rows: Rows,
    place: Sequence[float],
    summing: Summing,
    among: Sequence[int],
) -> Iterable[bool | None]:
    """The formulas of the rules on some rows, against the backward pass through these."""
    sample = among[:: max(1, len(among) // _COMPARED)]
    if not sample:
        return
    cells = {name: [column[row] for row in sample] for name, column in rows.columns.items()}
    few = Rows(rows.name, cells, len(sample))
    found = summing((*place, *few.floats().values()), few.count)
    at = dict(zip(whole.field.variables, place, strict=True))
    for number, partial in enumerate(whole.partials):
        by_rules = 0.0
        for row in range(few.count):
            numbers = {name: float(value) for name, value in few.exact(row).items()}
            try:
                by_rules += evaluate(partial.written, at | numbers, FLOATS)
            except (ArithmeticError, ValueError):
                yield None
                return
        yield _near(by_rules, found.partials[number], found.sizes[1 + number])


def _against(exact: Sequence[Fraction], sums: Sums) -> Iterable[bool | None]:
    """Exact sums against those of the backward pass."""
    for one, other, size in zip(exact, (sums.value, *sums.partials), sums.sizes, strict=False):
        yield _near(float(one), other, size)


def _near(one: float, other: float, size: float) -> bool | None:
    """Whether two floats are as near as the terms are large; None where one was too large."""
    if not all(map(isfinite, (one, other, size))):
        return None
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9 * size + 1e-300)
