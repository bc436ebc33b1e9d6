"""A sum or a mean over the rows of a table: how the table is given, and its gradient."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from gradcli.errors import Source, Span
from gradcli.field.expression import Negative, Node, Number
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.messages.note import Note
from gradcli.language.names.name_lists import names_to_differentiate_by
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates
from gradcli.questions.asking import Answered, Understood
from gradcli.questions.command import Parameter, Shape
from gradcli.questions.counts import count_of
from gradcli.questions.function import Function
from gradcli.questions.messages import failure
from gradcli.questions.points import point_of, read_at
from gradcli.questions.result import Forms
from gradcli.questions.tables import (
    REDUCTIONS,
    Data,
    Table,
    columns_in,
    table_for,
    with_columns,
)

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.over_rows import OverRows
    from gradcli.field.scalar_field import ScalarField
    from gradcli.render.csvtable import CsvTable

DATA: Final = Parameter(
    "data",
    Shape.TABLE,
    "A table, CSV with a header: its columns are letters of EXPR.",
    "FILE",
)
REDUCE: Final = Parameter(
    "reduce", Shape.ONE_OF, "Of the values of all rows take the {}.", "HOW", choices=REDUCTIONS
)
ROW: Final = Parameter("row", Shape.COUNT, "The row of --data that is put in: 1, 2, ...", "K")


@dataclass(frozen=True, slots=True, eq=False)
class GradientOverRows:
    """What is the gradient of the sum, or mean, of the function over the rows of a table?

    The names of the columns are constants of the function, with other values in each row.
    """

    function: Function
    table: Table
    reduce: str
    at: str | None = None
    wrt: tuple[str, ...] | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read."""
        used = columns_in(reading, self.table)
        cells = self.table.numbers(used)
        place = read_at(self.at, reading, limits)
        by = reading.variables
        if self.wrt is not None:
            by = names_to_differentiate_by(
                self.wrt, reading.function, reading.variables, limits, each_once=True
            )
        answer = functools.partial(
            _answer,
            name=self.table.name,
            cells=cells,
            count=self.table.count,
            reduce=self.reduce,
            by=by,
            place=place,
        )
        found = Understood.of(answer, place)
        notes = (*found.notes, *note_on_others(self.table, used))
        return replace(found, notes=notes)


def gradient_over_rows(
    function: Function,
    at: str | None,
    wrt: tuple[str, ...] | None,
    data: Data,
    reduce: str | None,
) -> GradientOverRows:
    """The question, with the table read.

    Raises:
        GradcliError: the table cannot be read, or it is not said what becomes of its rows.
    """
    table = table_for(data, reduce)
    for name in wrt or ():
        if name.strip() in table.columns:
            raise failure("column-is-a-variable", None, None, name=name, file=table.name)
    return GradientOverRows(with_columns(function, table), table, str(reduce), at, wrt)


def values_of_row(table: Table, names: Sequence[str], row: str) -> dict[str, Node]:
    """The values of the columns in one row.

    Raises:
        GradcliError: there is no such row, or a cell holds no number.
    """
    number, count = count_of(row, "rows"), table.count
    if number > count:
        raise failure("row-missing", None, None, "beyond", row=row, file=table.name, count=count)
    cells = table.numbers(names)
    found = {name: Fraction(cells[name][number - 1].strip()) for name in names}
    return {
        name: Number(value) if value >= 0 else Negative(Number(-value))
        for name, value in found.items()
    }


def note_on_others(table: Table, used: Sequence[str]) -> tuple[Note, ...]:
    """What was left aside is said."""
    others = [name for name in table.columns if name not in used]
    if not others:
        return ()
    *but_last, last = others
    what = f"columns {', '.join(but_last)} and {last} are" if but_last else f"column {last} is"
    said = f"the {what} not used"
    source = Source("--data", table.name)
    return (Note("columns-not-used", said, Span(0, len(table.name)), source=source),)


def _answer(
    field: ScalarField,
    *,
    name: str,
    cells: dict[str, Sequence[str]],
    count: int,
    reduce: str,
    by: tuple[str, ...],
    place: Coordinates | None,
) -> Answered:
    from gradcli.calculus.answers.over_rows import answer_over_rows
    from gradcli.calculus.data.table import Reduce, Rows
    from gradcli.narrative.point.held import without_value
    from gradcli.narrative.sheets.tasks import over_rows_task
    from gradcli.narrative.stories.over_rows import (
        no_gradient_over_rows,
        over_rows_headline,
        over_rows_story,
    )
    from gradcli.render.json.over_rows import over_rows_body

    open_constants = tuple(each for each in field.held if each not in cells)
    if place is not None and open_constants:
        raise without_value(replace(field, held=open_constants))
    rows = Rows(name, cells, count)
    point = None if place is None else point_of(place)
    answer = answer_over_rows(field, rows, Reduce(reduce), by, point)
    forms = replace(
        Forms.of(answer, over_rows_story, over_rows_headline, over_rows_body, over_rows_task),
        table=functools.partial(_table, answer),
    )
    return Answered(answer, no_gradient_over_rows(answer), forms)


def _table(answer: OverRows, digits: int | None) -> CsvTable:
    from gradcli.narrative.stories.tables import over_rows_rows  # few ask for it

    return over_rows_rows(answer, digits)
