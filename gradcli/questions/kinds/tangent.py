"""The tangent plane of a function at a point."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates
from gradcli.questions.asking import Answered, Understood, Watcher, ask
from gradcli.questions.command import (
    AT,
    FORMULA,
    GRADIENT,
    NUMBER,
    Command,
    Keys,
    described,
    list_of,
    object_of,
)
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let
from gradcli.questions.points import as_text, point_of, read_needed
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector


@dataclass(frozen=True, slots=True)
class Tangent:
    """Which plane touches the graph of the function at the point `at`?"""

    function: Function
    at: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read; it needs a point."""
        place = read_needed(self.at, reading, limits, "the tangent")
        return Understood.of(functools.partial(_answer, place=place), place)


def _answer(field: ScalarField, *, place: Coordinates) -> Answered:
    from gradcli.calculus.answers.tangent import answer_tangent
    from gradcli.narrative.point.refusals import no_gradient
    from gradcli.narrative.sheets.tasks import tangent_task
    from gradcli.narrative.stories.pictures.on_a_page import page_figure
    from gradcli.narrative.stories.tangent import tangent_headline, tangent_story
    from gradcli.render.json.tangent import tangent_body

    answer = answer_tangent(field, point_of(place))
    forms = replace(
        Forms.of(answer, tangent_story, tangent_headline, tangent_body, tangent_task),
        figure=functools.partial(page_figure, answer),
    )
    return Answered(answer, no_gradient(field, answer.at), forms)


def tangent(
    expression: Expression,
    at: Vector | None = None,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The tangent plane at a point: the linear approximation of the function near it.

    >>> import gradcli
    >>> gradcli.tangent("x^2 y", at="2,3").lines()
    ('12*x + 4*y - 24',)

    Raises:
        GradcliError: a text is not understood. Where the function is not differentiable there is
            no tangent plane, and the result's `error` says so.
    """
    question = Tangent(Function.given(expression, variables, let), as_text(at))
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Tangent,
    in_python=tangent,
    help="""\
    The tangent plane of EXPR at a point, and how well it approximates EXPR nearby.

    In one variable the tangent line. Also the differential, and the normal of the level curve or
    surface through the point.
    """,
    example='tangent "x^2 y" --at 2,3',
    more_examples=('tangent "x^2 y" --at 2,3 -q',),
    parameters=(AT,),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": GRADIENT,
            "value": described(FORMULA, "The function at the point."),
            "tangent": {"$ref": "#/$defs/tangent"},
        },
        required=("partials", "gradient"),
        definitions={
            "tangent": object_of(
                {
                    "symbolic": described(FORMULA, "The linear approximation, multiplied out."),
                    "coefficients": described(
                        list_of("formula"), "What stands before each variable: the gradient there."
                    ),
                    "constant": described(FORMULA, "What stands beside them."),
                    "errors": {
                        "type": "array",
                        "items": object_of(
                            {"h": FORMULA, "error": NUMBER, "per_distance": NUMBER},
                            ("h", "error", "per_distance"),
                            "The function less its approximation after a step of h in every "
                            "variable, and that per unit of distance.",
                        ),
                    },
                },
                ("symbolic", "coefficients", "constant"),
                "The linear approximation at the point.",
            )
        },
        # Where the function is not differentiable, the error says why.
        also={"if": {"not": {"required": ["error"]}}, "then": {"required": ["tangent"]}},
    ),
)
