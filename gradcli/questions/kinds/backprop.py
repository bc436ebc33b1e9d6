"""The gradient by backpropagation through the graph of the function."""

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
from gradcli.questions.counts import count_of
from gradcli.questions.drawn.graphs import FORMS
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let, as_names
from gradcli.questions.given.arguments import text_in
from gradcli.questions.kinds.over_rows import DATA, ROW, note_on_others, values_of_row
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text, point_of, read_at
from gradcli.questions.result import Forms, Result
from gradcli.questions.tables import Data, Table, columns_in, table_of, with_columns

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector


@dataclass(frozen=True, slots=True)
class Backprop:
    """What is the gradient, worked back through the graph of the function?

    `nodes` is `named` (the parts that the text names) or `operations`; without it the named parts
    where there are any. `wrt` are the variables whose derivatives are the answer. `top` is how many
    nodes the page and the drawing show. With `data`, a table, its columns have the values of one
    `row`.
    """

    function: Function
    at: str | None = None
    wrt: tuple[str, ...] | None = None
    nodes: str | None = None
    top: str | None = None
    data: Data | None = None
    row: str | None = None

    def opened(self) -> Question:
        """With a table its columns are constants, whose values are those of one row."""
        if self.data is None:
            if self.row is not None:
                raise failure("data-missing", None, None, option="--row")
            return self
        if self.row is None:
            raise failure("row-missing", None, None, "missing")
        table = table_of(self.data)
        return _OfOneRow(with_columns(self.function, table), self, table, self.row)

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read."""
        place = read_at(self.at, reading, limits)
        by = reading.variables
        if self.wrt is not None:
            by = names_to_differentiate_by(self.wrt, reading.function, reading.variables, limits)
        if self.nodes not in (None, "named", "operations"):
            raise failure("nodes-unknown", None, None, given=self.nodes)
        if self.nodes == "named" and not reading.names:
            raise failure("no-named-parts", None, None)
        top = None if self.top is None else count_of(self.top, "nodes")
        answer = functools.partial(_answer, by=by, nodes=self.nodes, top=top, place=place)
        return Understood.of(answer, place)


@dataclass(frozen=True, slots=True, eq=False)
class _OfOneRow:
    """The same question, in which the columns of a table have the values of one row."""

    function: Function
    asked: Backprop
    table: Table
    row: str

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read."""
        found = self.asked.understood(reading, limits)
        used = columns_in(reading, self.table)
        let = {**found.let, **values_of_row(self.table, used, self.row)}
        return replace(found, let=let, notes=(*found.notes, *note_on_others(self.table, used)))


def _answer(
    field: ScalarField,
    *,
    by: tuple[str, ...],
    nodes: str | None,
    top: int | None,
    place: Coordinates | None,
) -> Answered:
    from gradcli.calculus.answers.backprop import Nodes, answer_backprop
    from gradcli.narrative.point.refusals import no_gradient
    from gradcli.narrative.sheets.tasks import backprop_task
    from gradcli.narrative.stories.backward.backprop import (
        backprop_diagram,
        backprop_headline,
        backprop_story,
    )
    from gradcli.render.json.backprop import backprop_body

    chosen = None if nodes is None else Nodes(nodes)
    answer = answer_backprop(field, by, chosen, None if place is None else point_of(place))
    story = functools.partial(backprop_story, top=top)
    forms = replace(
        Forms.of(answer, story, backprop_headline, backprop_body, backprop_task),
        diagram=functools.partial(backprop_diagram, answer, top=top),
    )
    return Answered(answer, no_gradient(field, answer.at), forms)


def backprop(
    expression: Expression,
    at: Vector | None = None,
    *,
    wrt: Names | None = None,
    nodes: str | None = None,
    top: int | None = None,
    data: Data | None = None,
    row: int | None = None,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The gradient by the chain rule through the graph, whose nodes are the parts that let names.

    >>> import gradcli
    >>> gradcli.backprop("let z = x y; z^2 + z", at="2,3").lines()
    ('39', '26')

    Raises:
        GradcliError: a text is not understood. A gradient that does not exist at the point is no
            exception but the `error` of the result.
    """
    question = Backprop(
        Function.given(expression, variables, let),
        as_text(at),
        as_names(wrt),
        text_in(nodes, "nodes", '"operations"'),
        as_text(top),
        data,
        as_text(row),
    )
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Backprop,
    in_python=backprop,
    help="""\
    The gradient of EXPR worked backward through its graph, as backpropagation does it.

    The nodes are the parts that EXPR names with let, or else its operations. Forward, each node
    gets its value (with --at); backward, the derivative of the result with respect to it. The
    graph is written to a file with -o graph.svg (drawn by Graphviz), graph.dot or page.html.
    """,
    example='backprop "let z = x y; z^2 + z" --at 2,3',
    more_examples=(
        'backprop "x^2 y" --at 2,3 --nodes operations',
        'backprop "let z = x y; z^2 + z" --at 2,3 -q',
    ),
    draws=FORMS,
    parameters=(
        AT,
        Parameter("wrt", Shape.NAMES, "The variables whose derivatives are wanted.", "x[,y,...]"),
        Parameter("nodes", Shape.TEXT, "named (the parts of let) or operations.", "KIND"),
        Parameter(
            "top",
            Shape.COUNT,
            "Show so many nodes: at a point those with the largest derivatives.",
            "N",
        ),
        DATA,
        ROW,
    ),
    keys=Keys(
        properties={
            "nodes": list_of("node"),
            "edges": {"type": "array", "items": {"$ref": "#/$defs/edge"}},
            "gradient": GRADIENT,
            "exact": {
                "type": "boolean",
                "description": "False where the numbers of a deep graph are decimals.",
            },
        },
        required=("nodes", "edges", "gradient"),
        definitions={
            "node": object_of(
                {
                    "name": {"type": "string"},
                    "formula": described(FORMULA, "In the names before it; absent of a variable."),
                    "value": FORMULA,
                    "approx": NUMBER,
                    "derivative": described(FORMULA, "Of the function by this node, in the names."),
                    "derivative_value": FORMULA,
                    "derivative_approx": NUMBER,
                },
                ("name", "derivative"),
                "A variable, a part, or the function itself, which is the last.",
            ),
            "edge": object_of(
                {
                    "from": {"type": "string"},
                    "to": {"type": "string"},
                    "local": described(FORMULA, "The derivative of `to` with respect to `from`."),
                    "local_value": FORMULA,
                    "upstream_value": FORMULA,
                    "contribution_value": FORMULA,
                },
                ("from", "to", "local"),
                "What a node is directly made of; contributions add up to a node's derivative.",
            ),
        },
    ),
)
