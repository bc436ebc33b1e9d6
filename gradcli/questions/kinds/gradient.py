"""The gradient of a function, and what it is at a point."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.names.name_lists import names_to_differentiate_by
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates
from gradcli.questions.asking import Answered, Question, Understood, Watcher, ask
from gradcli.questions.command import (
    AT,
    FORMULA,
    GRADIENT,
    NUMBER,
    Command,
    Keys,
    Parameter,
    Shape,
    described,
    list_of,
    object_of,
)
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let, as_names
from gradcli.questions.given.arguments import text_in
from gradcli.questions.kinds.over_rows import DATA, REDUCE, gradient_over_rows
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text, point_of, read_at
from gradcli.questions.result import Forms, Result
from gradcli.questions.tables import REDUCTIONS, Data

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.gradient import GradientAnswer
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector
    from gradcli.render.csvtable import CsvTable


@dataclass(frozen=True, slots=True)
class Gradient:
    """What is the gradient, and what is it at the point `at`?

    `wrt` are the variables that move, the others held; without it all do.
    """

    function: Function
    at: str | None = None
    wrt: tuple[str, ...] | None = None
    data: Data | None = None
    reduce: str | None = None

    def opened(self) -> Question:
        """With a table the question is about the sum or mean over its rows."""
        if self.data is not None:
            return gradient_over_rows(self.function, self.at, self.wrt, self.data, self.reduce)
        if self.reduce is not None:
            raise failure("data-missing", None, None, option=f"--{self.reduce.split(',')[0]}")
        return self

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read."""
        place = read_at(self.at, reading, limits)
        by = None
        if self.wrt is not None:
            by = names_to_differentiate_by(
                self.wrt, reading.function, reading.variables, limits, each_once=True
            )
        return Understood.of(functools.partial(_answer, place=place, by=by), place)


def _answer(
    field: ScalarField, *, place: Coordinates | None, by: tuple[str, ...] | None
) -> Answered:
    from gradcli.calculus.answers.gradient import answer_gradient
    from gradcli.narrative.point.refusals import no_gradient
    from gradcli.narrative.sheets.tasks import gradient_task
    from gradcli.narrative.stories.gradient import gradient_headline, gradient_story
    from gradcli.narrative.stories.pictures.on_a_page import page_figure
    from gradcli.render.json.gradient import gradient_body

    point = None if place is None else point_of(place)
    if by is not None and by != field.variables:
        field = field.asked_about(by)
        point = None if point is None else point.of_those(field)
    answer = answer_gradient(field, point)
    forms = replace(
        Forms.of(answer, gradient_story, gradient_headline, gradient_body, gradient_task),
        figure=functools.partial(page_figure, answer),
        table=functools.partial(_table, answer),
    )
    return Answered(answer, no_gradient(field, answer.at), forms)


def _table(answer: GradientAnswer, digits: int | None) -> CsvTable:
    from gradcli.narrative.stories.tables import gradient_rows  # few ask for it

    return gradient_rows(answer, digits)


def gradient(
    expression: Expression,
    at: Vector | None = None,
    *,
    wrt: Names | None = None,
    variables: Names | None = None,
    let: Let | None = None,
    data: Data | None = None,
    reduce: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The gradient, and its value at a point.

    The function is a text, a SymPy expression, or a Python function of symbols, which is called
    with one symbol a parameter (its source is not read). The point is `(2, 3)`, `{"x": 2, "y": 3}`,
    `"2,3"` or `"x=2, y=3"`; in one variable also `2`. Every number is exact: a float is taken at
    its shortest decimal, as a shell would hand it over, so that 0.1 is 1/10.

    `wrt` names the variables that move, where the others are to be held; `let` gives values to
    constants, the letters beside those of a header or of `variables`: `"a=3"` or `{"a": 3}`.

    >>> import gradcli
    >>> gradcli.gradient("x^2 y", at="2,3").lines()
    ('12', '4')
    >>> gradcli.gradient(lambda x, y: x**2 * y, at=(0.1, 3)).lines()
    ('3/5', '1/100')

    With `data`, the name of a file or columns by their names, the columns are constants, and the
    gradient is that of the `sum` or `mean` (`reduce`) over the rows:

    >>> points = {"x": [1, 2, 3], "y": [2, 4, 5]}
    >>> gradcli.gradient("(w x + b - y)^2", at="b=0,w=1", data=points, reduce="mean").lines()
    ('-10/3', '-22/3')

    Raises:
        GradcliError: a text is not understood. A gradient that does not exist at the point is no
            exception but the `error` of the result, which also says what does exist.
    """
    question = Gradient(
        Function.given(expression, variables, let),
        as_text(at),
        as_names(wrt),
        data,
        text_in(reduce, "reduce", '"mean"'),
    )
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Gradient,
    in_python=gradient,
    help="""\
    Every partial derivative of EXPR, the gradient, and with --at its value and meaning there.

    EXPR is an expression such as "x^2 y" or "f(x, y) = x^2 y"; `-` reads it from standard input.
    With --data the letters that are columns stand for the numbers of a row, and the gradient is
    that of the --mean or --sum over all rows.
    """,
    example='grad "x^2 y" --at 2,3',
    more_examples=(
        'grad "f(x, y, z) = x y + sin(z)" --steps brief',
        'grad "x^2 y" --at x=2,y=3 -q --names',
        r'grad "\frac{x^2}{y}" -f json',
        'grad "x^2 y" --at 2,3 -f csv',
        'grad "x^2 y" -o gradient.html',
        'grad "(w x + b - y)^2" --data points.csv --mean --at w=1,b=0',
        'grad "x^2 sin(x y)" --interactive',
    ),
    parameters=(
        AT,
        Parameter("wrt", Shape.NAMES, "These variables only, the others held.", "x[,y,...]"),
        DATA,
        REDUCE,
    ),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": {
                "anyOf": [GRADIENT, {"$ref": "#/$defs/numbers_over_rows"}],
            },
            "data": {"$ref": "#/$defs/data"},
            "value": described(FORMULA, "The function at the point."),
            "nudges": {"type": "array", "items": {"$ref": "#/$defs/nudges"}},
        },
        required=("partials", "gradient"),
        also={
            "if": {"not": {"required": ["data"]}},
            "then": {"properties": {"gradient": GRADIENT}},
        },
        definitions={
            "data": object_of(
                {
                    "file": {"type": "string"},
                    "columns": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                    "rows": {"type": "integer", "minimum": 1},
                    "reduce": {"enum": list(REDUCTIONS)},
                    "exact": described({"type": "boolean"}, "Whether the numbers are exact."),
                    **{
                        name: described(
                            {"type": "array", "items": {"type": "integer"}, "minItems": 1}, meaning
                        )
                        for name, meaning in (
                            ("kinks", "Rows whose term has no gradient at the point."),
                            ("outside", "Rows whose term has no value at the point."),
                            ("undecided", "Rows of which neither could be decided."),
                        )
                    },
                },
                ("file", "columns", "rows", "reduce"),
                "The table: partials are of one term, in the letters of the columns.",
            ),
            "numbers_over_rows": {
                **object_of(
                    {
                        "value": {"type": "array", "items": FORMULA, "minItems": 1},
                        "approx": {"type": "array", "items": NUMBER, "minItems": 1},
                        "norm": FORMULA,
                    },
                    (),
                    "The gradient of a sum or mean over rows, at a point.",
                ),
                "not": {"required": ["symbolic"]},
            },
            "nudges": object_of(
                {
                    "variable": {"type": "string"},
                    "steps": {
                        "type": "array",
                        "items": object_of(
                            {"h": FORMULA, "change": NUMBER, "per_step": NUMBER},
                            ("h", "change", "per_step"),
                        ),
                    },
                },
                ("variable", "steps"),
                "What the function really does for small steps in one variable.",
            ),
        },
    ),
    is_a_table=True,
    is_worked=True,
)
