"""The matrix of second partial derivatives, and what it is at a point."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from gradcli.errors import Source
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates
from gradcli.questions.asking import Answered, Understood, Watcher, ask
from gradcli.questions.command import (
    AT,
    FORMULA,
    GRADIENT,
    Command,
    Keys,
    Parameter,
    Shape,
    described,
    list_of,
    object_of,
)
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let
from gradcli.questions.points import as_text, direction_of, point_of, read_at, read_way
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.hessian import HessianAnswer
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector
    from gradcli.render.csvtable import CsvTable


@dataclass(frozen=True, slots=True)
class Hessian:
    """What are the second partials, at the point `at`, and how does f curve along `w`?"""

    function: Function
    at: str | None = None
    w: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read."""
        place = read_at(self.at, reading, limits)
        way = read_way(self.w, reading, limits)
        answer = functools.partial(_answer, place=place, way=way, w=self.w)
        return Understood.of(answer, place, way)


def _answer(
    field: ScalarField, *, place: Coordinates | None, way: Coordinates | None, w: str | None
) -> Answered:
    from gradcli.calculus.answers.hessian import answer_hessian
    from gradcli.narrative.point.refusals import no_second_partials
    from gradcli.narrative.sheets.tasks import hessian_task
    from gradcli.narrative.stories.hessian import hessian_headline, hessian_story
    from gradcli.render.json.hessian import hessian_body

    point = None if place is None else point_of(place)
    direction = None if way is None else direction_of(way, Source("--w", w or ""))
    answer = answer_hessian(field, point, direction)
    columns = len(field.variables)
    forms = replace(
        Forms.of(
            answer, hessian_story, hessian_headline, hessian_body, hessian_task, columns=columns
        ),
        table=functools.partial(_table, answer),
    )
    return Answered(answer, no_second_partials(answer), forms)


def _table(answer: HessianAnswer, digits: int | None) -> CsvTable:
    from gradcli.narrative.stories.tables import hessian_rows  # few ask for it

    return hessian_rows(answer, digits)


def hessian(
    expression: Expression,
    at: Vector | None = None,
    w: Vector | None = None,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The matrix of second partials, its value at a point, and the curvature along w.

    >>> import gradcli
    >>> gradcli.hessian("x^2 y", at="2,3").lines()
    ('6', '4', '4', '0')

    Raises:
        GradcliError: a text is not understood, or the function has too many variables. Second
            partials that do not exist at the point are no exception but the `error` of the result.
    """
    question = Hessian(Function.given(expression, variables, let), as_text(at), as_text(w))
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Hessian,
    in_python=hessian,
    help="""\
    The second partial derivatives of EXPR as a matrix, and with --at what they say there.

    Entry [i][j] is the partial by the j-th variable of the partial by the i-th. At a point also the
    determinant, the eigenvalues where they have a short form, the second-derivative test where the
    gradient is zero, and with --w the curvature along w.
    """,
    example='hessian "x^2 y" --at 2,3',
    more_examples=('hessian "x^2 y" --at 2,3 -q', 'hessian "x^2 y" --at 2,3 -f csv'),
    parameters=(
        AT,
        Parameter("w", Shape.COORDINATES, "A direction, to tell how EXPR curves along it.", "W"),
    ),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": GRADIENT,
            "hessian": {"$ref": "#/$defs/hessian"},
        },
        required=("partials", "gradient", "hessian"),
        definitions={
            "hessian": object_of(
                {
                    "symbolic": {
                        "description": "The second partials, row by row.",
                        "type": "array",
                        "items": list_of("formula"),
                    },
                    "value": {
                        "description": "Their values at the point; null where one does not exist "
                        "or was not decided.",
                        "type": "array",
                        "items": {
                            "type": "array",
                            "items": {"anyOf": [FORMULA, {"type": "null"}]},
                        },
                    },
                    "symmetric": {
                        "description": "Whether the matrix is symmetric; null where that is open.",
                        "type": ["boolean", "null"],
                    },
                    "determinant": FORMULA,
                    "eigenvalues": described(
                        list_of("formula"), "Largest first, where they have a short exact form."
                    ),
                    "critical": {
                        "description": "Whether the gradient is zero at the point.",
                        "type": "boolean",
                    },
                    "class": {
                        "description": "What a critical point is.",
                        "enum": ["minimum", "maximum", "saddle", "neither", "not decided"],
                    },
                    "along": object_of(
                        {
                            "value": described(FORMULA, "w H w, the second derivative along w."),
                            "per_unit": described(FORMULA, "The same for w of length 1."),
                        },
                        ("value", "per_unit"),
                        "How the function curves along w.",
                    ),
                },
                ("symbolic", "symmetric"),
                "The matrix of second partial derivatives.",
            )
        },
    ),
    is_a_table=True,
)
