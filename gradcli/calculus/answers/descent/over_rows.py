"""A descent on a loss: the sum or mean of a term over the rows of a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

from gradcli.calculus.answers.checked import checked_gradient
from gradcli.calculus.answers.descent.answer import (
    DescendAnswer,
    Given,
    answer_descend,
    descended,
)
from gradcli.calculus.answers.over_rows import OverRows, at_rows
from gradcli.calculus.data.closed import closed_sum
from gradcli.calculus.data.table import Reduce, Rows
from gradcli.calculus.descent.methods import Matrix
from gradcli.calculus.descent.path import Blocked, RowsOnEdges, TooLarge, Vector
from gradcli.calculus.descent.run import Pace, no_pace
from gradcli.calculus.descent.surface import Seen, point_at
from gradcli.calculus.domain.refusal import ConstantBeyondFloats, RefusedError
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.edges import Summing, by_convention, sums_over_rows
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.hessian import hessian
from gradcli.field.expression import Node
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import replace

_AGREEMENT: Final = 1e-9


def descend_over_rows(
    term: ScalarField,
    rows: Rows,
    reduce: Reduce,
    given: Given,
    asked: ScalarField,
    pace: Pace = no_pace,
) -> DescendAnswer:
    """The descent on the sum or mean of a term; where that has a short formula, on the formula."""
    whole, check = checked_gradient(term)
    try:
        surface = OfRows(whole, rows, reduce)
    except OverflowError:
        raise RefusedError(ConstantBeyondFloats()) from None
    closed = closed_sum(term.expression, rows, reduce)
    over = OverRows(term, whole, check, rows, reduce, term.variables, None, None, None)
    if closed is not None:
        field = ScalarField.of_expression(closed, function=over.loss, variables=term.variables)
        found = answer_descend(field, given, asked, pace)
        if _is_the_sum(found, surface):
            return replace(found, rows=over, is_closed=True)
    named = replace(term, function=over.loss, held=())
    found = descended(asked, whole, check, surface, given, pace)
    return replace(found, field=named, rows=over)


def _is_the_sum(found: DescendAnswer, surface: OfRows) -> bool:
    """Whether the formula of the sum has the value and the slopes of the rows at the start."""
    start = found.path.start
    seen = surface.at(start.at)
    if not isinstance(seen, Seen) or start.value is None or start.gradient is None:
        return False
    pairs = zip((seen.value, *seen.gradient), (start.value, *start.gradient), strict=True)
    size = max(1.0, *(abs(float(each)) for each in (seen.value, *seen.gradient)))
    return all(
        math.isclose(float(one), float(other), rel_tol=_AGREEMENT, abs_tol=_AGREEMENT * size)
        for one, other in pairs
    )


class OfRows:
    """The sum or mean of a term over rows, in floats."""

    __slots__ = (
        "_agrees",
        "_columns",
        "_convention",
        "_divisor",
        "_is_compared",
        "_reduce",
        "_rows",
        "_second",
        "_sums",
        "_whole",
    )

    def __init__(self, whole: Gradient, rows: Rows, reduce: Reduce) -> None:
        columns = rows.floats()
        names = (*whole.field.variables, *columns)
        program = program_of(whole.field.tree, names)
        self._whole = whole
        self._rows = rows
        self._reduce = reduce
        self._divisor = rows.count if reduce is Reduce.MEAN else 1
        self._columns: Sequence[Sequence[float]] = tuple(columns.values())
        self._sums = sums_over_rows(program)
        self._convention: Callable[[Sequence[float]], Any] = by_convention(program)
        self._second: list[list[Summing]] | None = None
        self._agrees: bool | None = None
        self._is_compared = False

    @property
    def size(self) -> int:
        """The number of variables."""
        return len(self._whole.field.variables)

    @property
    def agrees(self) -> bool | None:
        """Whether the formulas of a term agree with the program, at the start."""
        return self._agrees

    def at(self, point: Vector) -> Seen | Blocked:
        """The value and the gradient, or which rows have none."""
        floats = tuple(map(float, point))
        try:
            sums = self._sums((*floats, *self._columns), self._rows.count)
        except OverflowError:
            return TooLarge.VALUE
        if sums.doubtful or not self._is_compared:
            return self._exactly(point)
        numbers = (sums.value, *sums.partials[: self.size])
        return self._seen(numbers)

    def _exactly(self, point: Vector) -> Seen | Blocked:
        """The rows near an edge looked at exactly, and the formulas compared with the program."""
        try:
            found = at_rows(
                self._whole.field, self._whole, self._rows, self._reduce, point_at(point)
            )
        except OverflowError:
            return TooLarge.VALUE
        if found.value is None or found.slopes is None:
            return RowsOnEdges(found.kinks, found.outside, found.open)
        if not self._is_compared:
            self._agrees, self._is_compared = found.agrees, True
        slopes = found.slopes[: self.size]
        return Seen(float(found.value), tuple(map(float, slopes)))

    def _seen(self, numbers: Sequence[float]) -> Seen | Blocked:
        if not all(map(math.isfinite, numbers)):
            return TooLarge.VALUE
        value, *slopes = (each / self._divisor for each in numbers)
        return Seen(value, tuple(slopes))

    def beyond(self, point: Vector) -> Seen | None:
        """The sum of the values, and of subgradients by convention."""
        floats = tuple(map(float, point))
        totals = [0.0] * (1 + self.size)
        for row in zip(*self._columns, strict=True):
            rate = self._convention((*floats, *row))
            if rate is None:
                return None
            for place, each in enumerate((rate.value, *rate.gradient[: self.size])):
                totals[place] += each
        value, *slopes = (each / self._divisor for each in totals)
        return Seen(value, tuple(slopes), by_convention=True)

    def is_critical(self, point: Vector) -> bool:
        """Floats prove nothing."""
        return False

    def hessian(self, point: Vector) -> Matrix | None:
        """The sums of the second partials; None where some row has none."""
        if self._second is None:
            names = (*self._whole.field.variables, *self._rows.columns)

            def summing(tree: Node) -> Summing:
                return sums_over_rows(program_of(tree, names))

            self._second = [
                [summing(each.written) for each in row] for row in hessian(self._whole).rows
            ]
        floats = tuple(map(float, point))
        found = []
        for row in self._second:
            sums = [each((*floats, *self._columns), self._rows.count) for each in row]
            if any(each.doubtful for each in sums):
                return None
            found.append([each.value / self._divisor for each in sums])
        return found
