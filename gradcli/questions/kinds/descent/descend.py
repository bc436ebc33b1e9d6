"""Gradient descent from a point, step by step."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gradcli.errors import Source
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.messages.note import Note
from gradcli.language.names.name_lists import names_to_differentiate_by
from gradcli.language.reading import Reading
from gradcli.language.vectors.constants import read_number
from gradcli.language.vectors.points import Coordinates, read_point
from gradcli.questions.asking import Answered, Question, Understood, Watcher, ask
from gradcli.questions.command import AT, Command, Parameter, Shape
from gradcli.questions.counts import count_of
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let, as_names
from gradcli.questions.given.arguments import text_in, truth_in
from gradcli.questions.kinds.descent.keys import KEYS, METHODS
from gradcli.questions.kinds.over_rows import DATA, REDUCE, note_on_others
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text, point_of, with_order
from gradcli.questions.result import Forms, Result
from gradcli.questions.tables import Data, Table, columns_in, table_for, with_columns

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.descent.answer import DescendAnswer
    from gradcli.calculus.descent.path import Plan
    from gradcli.calculus.descent.run import Pace
    from gradcli.calculus.descent.surface import ExactNumber
    from gradcli.field.expression import Node
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Value, Vector

DEFAULT_RATE: Final = "0.1"
DEFAULT_RATE_OF_NEWTON: Final = "1"
DEFAULT_ITERATIONS: Final = "100"
DEFAULT_TOLERANCE: Final = "10^(-6)"
_AUTO: Final = "auto"
_WITH_AUTO: Final = ("plain", "newton")


@dataclass(frozen=True, slots=True)
class Descend:
    """Where does gradient descent from `start` lead, step by step?

    `wrt` are the variables that move; `at` has the values of the others. `rate` may be `auto`.
    """

    function: Function
    start: str | None = None
    rate: str | None = None
    iterations: str | None = None
    tolerance: str | None = None
    ascend: bool = False
    method: str | None = None
    subgradient: bool = False
    exact: bool = False
    every: str | None = None
    wrt: tuple[str, ...] | None = None
    at: str | None = None
    data: Data | None = None
    reduce: str | None = None

    def opened(self) -> Question:
        """With a table the descent is on the sum or mean over its rows."""
        if self.data is None:
            if self.reduce is not None:
                raise failure("data-missing", None, None, option=f"--{self.reduce.split(',')[0]}")
            return self
        table = table_for(self.data, self.reduce)
        for name in self.wrt or ():
            if name.strip() in table.columns:
                raise failure("column-is-a-variable", None, None, name=name, file=table.name)
        return _OverRows(with_columns(self.function, table), self, table, str(self.reduce))

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read; it needs a start."""
        return self.read_for(reading, limits, None)

    def read_for(self, reading: Reading, limits: Limits, rows: _Cells | None) -> Understood:
        """The question for the function that was read, over the rows of a table if there is one."""
        by = reading.variables
        if self.wrt is not None:
            by = names_to_differentiate_by(
                self.wrt, reading.function, reading.variables, limits, each_once=True
            )
        start = self._start(reading, by, limits)
        held = self._held(reading, by, limits, start)
        asked, notes = self._asked(limits)
        work = functools.partial(_answer, asked=asked, start=start, held=held, by=by, rows=rows)
        found = Understood.of(work, start)
        # Values of constants are put in before; those of variables that are held are not.
        let = {name: value for name, value in found.let.items() if name in reading.held}
        return replace(found, notes=(*found.notes, *notes), let=let, paced=work)

    def _start(self, reading: Reading, by: tuple[str, ...], limits: Limits) -> Coordinates:
        """The point of --from; that of --at where it can be nothing else."""
        all_move = len(by) == len(reading.variables)
        if self.start is not None and self.at is not None and all_move:
            raise failure("start-missing", None, None, "both")
        given, name = (
            (self.at, "--at") if self.start is None and all_move else (self.start, "--from")
        )
        if given is None:
            raise failure("start-missing", None, None, example=",".join("1" for _ in by))
        others = tuple(each for each in reading.variables if each not in by)
        place = read_point(given, by, name=name, limits=limits, held=(*reading.held, *others))
        return with_order(place, reading)

    def _held(
        self, reading: Reading, by: tuple[str, ...], limits: Limits, start: Coordinates
    ) -> dict[str, Node]:
        """The values of the variables that do not move."""
        others = tuple(each for each in reading.variables if each not in by)
        known = {name: start.let[name] for name in others if name in start.let}
        left = tuple(each for each in others if each not in known)
        if not left:
            return known
        if self.at is None:
            names = f"{' and '.join(left)} {'is' if len(left) == 1 else 'are'}"
            example = ",".join(f"{each}=1" for each in left)
            raise failure("start-missing", None, None, "held", names=names, example=example)
        found = read_point(self.at, left, limits=limits)
        return known | dict(zip(left, found.nodes, strict=True))

    def _asked(self, limits: Limits) -> tuple[_Asked, tuple[Note, ...]]:
        """The numbers of the plan, read."""
        method = "plain" if self.method is None else self.method
        if method not in METHODS:
            raise failure("method-unknown", None, None, given=method)
        rate: Node | None = None
        notes: tuple[Note, ...] = ()
        usual = DEFAULT_RATE_OF_NEWTON if method == "newton" else DEFAULT_RATE
        written = usual if self.rate is None else self.rate
        within = DEFAULT_TOLERANCE if self.tolerance is None else self.tolerance
        if written == _AUTO:
            if method not in _WITH_AUTO:
                raise failure("method-without-rate", None, None, method=method)
        else:
            rate, notes = read_number(written, "--rate", limits)
        tolerance, more = read_number(within, "--tol", limits)
        often = DEFAULT_ITERATIONS if self.iterations is None else self.iterations
        iterations = count_of(often, "steps")
        every = None if self.every is None else count_of(self.every, "steps")
        asked = _Asked(
            method,
            rate,
            written,
            tolerance,
            within,
            iterations,
            every,
            self.ascend,
            self.subgradient,
            self.exact,
            self.iterations is not None,
        )
        return asked, (*notes, *more)


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """The columns of a table that the function speaks of."""

    name: str
    cells: dict[str, Sequence[str]]
    count: int
    reduce: str


@dataclass(frozen=True, slots=True, eq=False)
class _OverRows:
    """The same question about the sum or mean over the rows of a table."""

    function: Function
    asked: Descend
    table: Table
    reduce: str

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read."""
        used = columns_in(reading, self.table)
        rows = _Cells(self.table.name, self.table.numbers(used), self.table.count, self.reduce)
        found = self.asked.read_for(reading, limits, rows)
        return replace(found, notes=(*found.notes, *note_on_others(self.table, used)))


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The plan as it was read; `rate` None means backtracking."""

    method: str
    rate: Node | None
    rate_text: str
    tolerance: Node
    tolerance_text: str
    iterations: int
    every: int | None
    ascend: bool
    subgradient: bool
    fractions: bool
    counted: bool


def _answer(
    field: ScalarField,
    pace: Pace | None = None,
    *,
    asked: _Asked,
    start: Coordinates,
    held: dict[str, Node],
    by: tuple[str, ...],
    rows: _Cells | None,
) -> Answered:
    from gradcli.calculus.answers.descent.answer import Given, answer_descend
    from gradcli.calculus.descent.run import no_pace
    from gradcli.narrative.point.held import without_value

    moving = _moving(field, held, by)
    columns = () if rows is None else rows.cells
    if left := tuple(name for name in moving.held if name not in columns):
        raise without_value(replace(moving, held=left))
    _load()
    given = Given(point_of(start), *_plan(asked))
    if rows is not None:
        from gradcli.calculus.answers.descent.over_rows import descend_over_rows
        from gradcli.calculus.data.table import Reduce, Rows

        table = Rows(rows.name, rows.cells, rows.count)
        loss = descend_over_rows(moving, table, Reduce(rows.reduce), given, field, pace or no_pace)
        return _told(loss, asked.every)
    answer = answer_descend(moving, given, field, pace or no_pace)
    return _told(answer, asked.every)


def _moving(field: ScalarField, held: dict[str, Node], by: tuple[str, ...]) -> ScalarField:
    """The function of the variables that move, the others standing still at their values."""
    if by == field.variables:
        return field
    return replace(field.asked_about(by).with_let(held), among=())


def _load() -> None:
    """Load what tells of the steps before the first of them: after Ctrl-C nobody waits for it."""
    import gradcli.narrative.stories.descent.descend
    import gradcli.render.json.descend
    import gradcli.render.page.document
    import gradcli.render.page.layout
    import gradcli.render.page.plain  # noqa: F401


def _told(answer: DescendAnswer, every: int | None) -> Answered:
    from gradcli.narrative.stories.descent.descend import (
        descend_headline,
        descend_story,
        descend_task,
    )
    from gradcli.narrative.stories.descent.endings import no_descent
    from gradcli.narrative.stories.descent.table import csv_rows
    from gradcli.narrative.stories.pictures.on_a_page import page_figure
    from gradcli.render.json.descend import descend_body

    story = functools.partial(descend_story, every=every)
    forms = replace(
        Forms.of(answer, story, descend_headline, descend_body, descend_task),
        table=functools.partial(csv_rows, answer, every),
        figure=functools.partial(page_figure, answer),
    )
    return Answered(answer, no_descent(answer), forms)


def _plan(asked: _Asked) -> tuple[Plan, ExactNumber | None]:
    """The plan in numbers, and the rate as an exact constant."""
    from gradcli.calculus.descent.path import Method, Plan
    from gradcli.calculus.descent.surface import fraction_of

    rate = None
    if asked.rate is not None:
        rate = _number(asked.rate, "--rate", asked.rate_text)
        if rate.number <= 0:
            raise failure("rate-not-positive", None, None, given=asked.rate_text)
    tolerance = _number(asked.tolerance, "--tol", asked.tolerance_text).number
    if tolerance < 0:
        raise failure("tolerance-below-zero", None, None, given=asked.tolerance_text)
    plan = Plan(
        Method(asked.method),
        None if rate is None else rate.number,
        asked.iterations,
        fraction_of(tolerance),
        asked.ascend,
        asked.subgradient,
        asked.fractions,
        asked.counted,
    )
    return plan, rate


def _number(tree: Node, name: str, text: str) -> ExactNumber:
    """The constant that an option gives.

    Raises:
        RefusedError: it is no real number.
        GradcliError: it is too large for a float.
    """
    from gradcli.calculus.descent.surface import ExactNumber
    from gradcli.calculus.domain.domain import require_real

    require_real([tree], Source(name, text))
    found = ExactNumber.of(tree)
    if found is None:
        raise failure("beyond-floats", None, None, "option", option=name, given=text)
    return found


def descend(
    expression: Expression,
    start: Vector | None = None,
    rate: Value | None = None,
    iterations: int | None = None,
    *,
    tolerance: Value | None = None,
    ascend: bool = False,
    method: str | None = None,
    subgradient: bool = False,
    exact: bool = False,
    every: int | None = None,
    wrt: Names | None = None,
    at: Vector | None = None,
    data: Data | None = None,
    reduce: str | None = None,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """Gradient descent from `start`, step by step, until there is a reason to stop.

    `rate` is the same for all steps (0.1 where it is not given; 1 for Newton's method) or "auto",
    which finds one for each step by backtracking. It ends after `iterations` steps (100), or where
    the gradient is no longer than `tolerance` (10^(-6); 0 for none). `method` is plain, momentum,
    nesterov, adam or newton. With `exact`, fractions are kept while they are short; else numbers
    are decimals of fifteen digits and floats. `wrt` names the variables that move, `at` has the
    values of the others; with `data` and `reduce` the descent is on a loss over rows, as for
    `gradient`. `answer.points` of the result is the path in floats.

    >>> import gradcli
    >>> gradcli.descend("(x - 1)^2 + 6 y^2", start=(4, 1), rate=0.1, iterations=2).lines()
    ('2.92', '0.04')

    Raises:
        GradcliError: a text is not understood. Where the descent diverges, leaves the domain or
            comes to a kink, that is the `error` of the result, which has the steps all the same.
    """
    question = Descend(
        Function.given(expression, variables, let),
        as_text(start),
        as_text(rate),
        as_text(iterations),
        as_text(tolerance),
        truth_in(ascend, "ascend"),
        text_in(method, "method", '"momentum"'),
        truth_in(subgradient, "subgradient"),
        truth_in(exact, "exact"),
        as_text(every),
        as_names(wrt),
        as_text(at),
        data,
        text_in(reduce, "reduce", '"mean"'),
    )
    return ask(question, limits=limits, watcher=watcher)


START: Final = Parameter(
    "start",
    Shape.COORDINATES,
    "Where to start: 4,1 or x=4, y=1.",
    "P",
    called="from",
)

COMMAND: Final = Command(
    question=Descend,
    in_python=descend,
    help="""\
    Gradient descent on EXPR from a point: every step with its numbers, why it ends, what is proved.

    Each step goes against the gradient, RATE times its length; the first three are worked, all are
    in a table. It stops where the gradient is zero or no longer than --tol, after --iterations
    steps, and where it diverges, goes in a circle, leaves the domain or comes to a kink. That it
    converges or diverges is said where it is proved: on quadratic functions; of others, where
    second derivatives are bounded, that they fall.

    Methods: plain; momentum (v = 0.9 v + gradient, the step goes along v); nesterov (along the
    gradient + 0.9 v); adam (means of the gradient, 0.9 kept, and of its square, 0.999 kept, and
    10^(-8) against a zero below the line); newton. The rate is 0.1 where none is given, for newton
    1. --rate auto tries 1 and halves it until f falls by 0.0001 of what the slope predicts.
    """,
    example='descend "(x - 1)^2 + 6 y^2" --from 4,1 --rate 0.1',
    more_examples=(
        'descend "(1 - x)^2 + 100 (y - x^2)^2" --from -1,1 --rate auto -n 200',
        'descend "x^4 - x^2" --from 1 -q --decimal',
        'descend "x^2 + y^2" --from 3,4 --rate 1/4 --exact -f csv',
        'descend "(w x + b - y)^2" --data points.csv --mean --from w=0,b=0',
        'descend "(w x - y)^2" --from 0 --wrt w --at x=2,y=3',
        'descend "x + y - e^(x + y)" --from 1,1 --ascend --method momentum',
    ),
    parameters=(
        START,
        Parameter(
            "rate",
            Shape.NUMBER,
            "How far along the gradient, or auto; 0.1 if it is not given, for newton 1.",
            "RATE",
        ),
        Parameter(
            "iterations",
            Shape.COUNT,
            f"The most steps; {DEFAULT_ITERATIONS} if it is not given.",
            "N",
            also=("-n",),
        ),
        Parameter(
            "tolerance",
            Shape.NUMBER,
            "Stop where the gradient is no longer; 10^(-6) if it is not given, 0 for never.",
            "T",
            called="tol",
        ),
        Parameter("ascend", Shape.FLAG, "Go up: along the gradient.", ""),
        Parameter("method", Shape.TEXT, "plain, momentum, nesterov, adam or newton.", "METHOD"),
        Parameter(
            "subgradient",
            Shape.FLAG,
            "Go on at a kink: |u| has slope 0 at 0, max and min the mean of those that tie.",
            "",
        ),
        Parameter("exact", Shape.FLAG, "Keep fractions while they are short.", ""),
        Parameter("every", Shape.COUNT, "In the table each K-th step only.", "K"),
        Parameter("wrt", Shape.NAMES, "These variables move, the others are held.", "x[,y,...]"),
        replace(AT, help="The values of the variables that are held."),
        DATA,
        REDUCE,
    ),
    keys=KEYS,
    is_a_table=True,
    by_steps=True,
)
