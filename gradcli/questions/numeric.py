"""The gradient as a function of floats, at one point or at very many; it needs no SymPy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.writing import write
from gradcli.questions.function import (
    DEFAULT_LIMITS,
    Function,
    Let,
    read_function,
    refuse_moving_factorial,
)
from gradcli.questions.given.arguments import text_in
from gradcli.questions.messages import failure
from gradcli.questions.numeric_loss import NumericLoss
from gradcli.questions.points import finite_place, floats_of
from gradcli.questions.summary import function_in_one_line
from gradcli.questions.tables import Data, Table, columns_in, table_for, with_columns

if TYPE_CHECKING:
    from gradcli.calculus.program.numeric import Numeric
    from gradcli.calculus.program.rows import Rates
    from gradcli.questions.given.types import Expression, Names, Vector


@dataclass(frozen=True, slots=True, eq=False)
class NumericGradient:
    """The gradient as a function of numbers: one float a variable in, one partial a variable out.

    One backward sweep through the program of the function, at the cost of a few evaluations,
    however many variables there are. Floats, neither exact nor checked: for many points or many
    variables.
    """

    reading: Reading
    numeric: Numeric

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return self.reading.variables

    def __repr__(self) -> str:
        """One line: the function whose gradient it is."""
        reading = self.reading
        text = write(reading.tree, reading.variables)
        said = function_in_one_line(reading.function, reading.variables, text)
        return f"<numeric_gradient of {said}>"

    def __call__(self, *point: Vector) -> tuple[float, ...]:
        """The partial derivatives at a point.

        The point is given as numbers, as one sequence of them, by name (`{"x": 2, "y": 3}`) or as
        text: `slope(2, 3)`, `slope([2, 3])`.

        Raises:
            GradcliError: DIMENSION for another number of coordinates; NOT_DIFFERENTIABLE where the
                function has no real value or no rate (a pole, a corner, a jump); LIMIT where a
                number on the way is too large for a float.
        """
        from gradcli.calculus.program.points import NoGradient, Rate  # noqa: PLC0415

        at, where = finite_place(point, self.reading.variables)
        match self.numeric.alone(at):
            case Rate(gradient=gradient):
                return gradient
            case NoGradient.TOO_LARGE:
                raise failure("beyond-floats", None, None, "value", where=where)
            case NoGradient():
                raise failure(
                    "no-gradient-in-numbers",
                    None,
                    None,
                    function=self.reading.function,
                    where=where,
                )

    def many(self, points: Any) -> Rates:
        """The values and the gradients at n points: a table of n rows, one column a variable.

        With NumPy (`pip install gradcli[numbers]`) all rows are worked out together, without it
        one after the other, to the same numbers but for their last digits. `values` has n entries
        and `gradients` n rows; where there is no gradient both hold not-a-number, and `reasons`
        maps the row to the reason: a `NoGradient`.

        Raises:
            GradcliError: DIMENSION for rows of another length; USAGE for what is no finite number.
        """
        names = self.reading.variables
        given = points.tolist() if hasattr(points, "tolist") else points
        # What is no table is told as what stands in one is.
        is_table = isinstance(given, Iterable) and not isinstance(given, (str, bytes))
        rows = list(given) if is_table else [given]
        if len(names) == 1 and rows and not isinstance(rows[0], (Sequence, Mapping)):
            rows = [[row] for row in rows]
        for place, row in enumerate(rows):
            if not _are_floats(row):
                rows[place] = row = floats_of((row,), names)  # noqa: PLW2901  put in its place
            if len(row) != len(names):
                raise failure(
                    "wrong-number-of-values",
                    None,
                    None,
                    "row",
                    count=len(names),
                    place=place,
                    given=len(row),
                    variables=", ".join(names),
                )
            if not all(map(math.isfinite, row)):
                raise failure("point-not-finite", None, None, "row", place=place)
        return self.numeric.together(rows)


def _are_floats(row: Any) -> bool:
    return isinstance(row, (list, tuple)) and all(type(each) in (float, int) for each in row)


@overload
def numeric_gradient(
    expression: Expression,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> NumericGradient: ...


@overload
def numeric_gradient(
    expression: Expression,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    data: Data,
    reduce: str,
    limits: Limits = DEFAULT_LIMITS,
) -> NumericLoss: ...


def numeric_gradient(
    expression: Expression,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    data: Data | None = None,
    reduce: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> NumericGradient | NumericLoss:
    """The gradient as a function of numbers, for many points or very many variables.

    With `data`, the name of a file or columns by their names, it is the gradient of the `sum` or
    the `mean` (`reduce`) over the rows, as a function of the letters that are no columns.

    Raises:
        GradcliError: the text is not understood; USAGE where a constant has no value in `let`, or
            the table is not readable; LIMIT where a constant is too large for a float.
    """
    from gradcli.calculus.program.numeric import numeric  # noqa: PLC0415

    function = Function.given(expression, variables, let)
    reduce = text_in(reduce, "reduce", '"mean"')
    if data is None and reduce is not None:
        raise failure("data-missing", None, None, option="reduce")
    table = None if data is None else table_for(data, reduce)
    if table is not None:
        function = with_columns(function, table)
    reading = read_function(function, limits)
    refuse_moving_factorial(reading)
    columns = () if table is None else columns_in(reading, table)
    held = [name for name in reading.held if name not in columns]
    if held:
        example = ", ".join(f"{name}=2" for name in held)
        form = "one" if len(held) == 1 else "several"
        names = ", ".join(held)
        raise failure("constant-needs-value", None, None, form, names=names, example=example)
    try:
        whole = numeric(reading.tree, (*reading.variables, *columns))
        if table is None:
            return NumericGradient(reading, whole)
        return _over_rows(reading, whole, table, columns, reduce == "mean")
    except OverflowError as error:
        raise failure("beyond-floats", None, None, "constant") from error


def _over_rows(
    reading: Reading, whole: Numeric, table: Table, columns: Sequence[str], is_mean: bool
) -> NumericLoss:
    from gradcli.calculus.data.table import floats_in  # noqa: PLC0415
    from gradcli.calculus.program.build import program_of  # noqa: PLC0415
    from gradcli.calculus.program.edges import sums_over_rows  # noqa: PLC0415
    from gradcli.calculus.program.points import NoGradient, Rate  # noqa: PLC0415

    cells = [floats_in(each) for each in table.numbers(columns).values()]
    summing = sums_over_rows(program_of(reading.tree, (*reading.variables, *columns)))
    divisor = table.count if is_mean else 1

    def rate(point: Sequence[float]) -> tuple[Rate | NoGradient, int | None]:
        try:
            sums = summing((*point, *cells), table.count)
        except OverflowError:  # as without NumPy, where the rows are added up one after the other
            return NoGradient.TOO_LARGE, None
        value, slopes = sums.value, list(sums.partials[: len(point)])
        for row in sums.doubtful:
            found = whole.alone((*point, *(column[row] for column in cells)))
            if not isinstance(found, Rate):
                return found, row
            value += found.value
            slopes = [one + other for one, other in zip(slopes, found.gradient, strict=False)]
        if not all(map(math.isfinite, (value, *slopes))):
            return NoGradient.TOO_LARGE, None
        return Rate(value / divisor, tuple(slope / divisor for slope in slopes)), None

    return NumericLoss(reading, table.count, rate)
