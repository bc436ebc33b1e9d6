"""The direction of steepest ascent of a function at a point."""

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
    NUMBER,
    Command,
    Keys,
    Parameter,
    Shape,
    described,
    list_of,
    object_of,
)
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let
from gradcli.questions.points import as_text, direction_of, point_of, read_needed, read_way
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector


@dataclass(frozen=True, slots=True)
class Steepest:
    """In which direction does the function rise fastest at `at`, and how fast along `w`?"""

    function: Function
    at: str | None = None
    w: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read; it needs a point."""
        place = read_needed(self.at, reading, limits, "the steepest direction")
        way = read_way(self.w, reading, limits)
        answer = functools.partial(_answer, place=place, way=way, w=self.w)
        return Understood.of(answer, place, way)


def _answer(
    field: ScalarField, *, place: Coordinates, way: Coordinates | None, w: str | None
) -> Answered:
    from gradcli.calculus.answers.steepest import answer_steepest
    from gradcli.narrative.point.refusals import no_direction
    from gradcli.narrative.sheets.tasks import steepest_task
    from gradcli.narrative.stories.pictures.on_a_page import page_figure
    from gradcli.narrative.stories.steepest import steepest_headline, steepest_story
    from gradcli.render.json.steepest import steepest_body

    direction = None if way is None else direction_of(way, Source("--w", w or ""))
    answer = answer_steepest(field, point_of(place), direction)
    forms = replace(
        Forms.of(answer, steepest_story, steepest_headline, steepest_body, steepest_task),
        figure=functools.partial(page_figure, answer),
    )
    return Answered(answer, no_direction(answer), forms)


def steepest(
    expression: Expression,
    at: Vector | None = None,
    w: Vector | None = None,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The direction of steepest ascent at a point, and why it is the best.

    With `w` it is compared with that direction.

    Raises:
        GradcliError: a text is not understood. Where there is no such direction (the gradient is
            zero or does not exist) the result's `error` says so.
    """
    question = Steepest(Function.given(expression, variables, let), as_text(at), as_text(w))
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Steepest,
    in_python=steepest,
    help="""\
    The direction in which EXPR rises fastest at a point, and an argument why.

    Also the largest, the smallest and the zero rate, and in two variables a table of the rates
    in the directions between. With --w it says how that direction compares with the best.
    """,
    example='steepest "x^2 y" --at 2,3',
    more_examples=(
        'steepest "x^2 y" --at 2,3 --steps none',
        'steepest "x^2 y" --at 2,3 -q --names',
        'steepest "x^2 y" --at 2,3 --w 3,5',
    ),
    parameters=(
        AT,
        Parameter("w", Shape.COORDINATES, "A direction to compare with the best: 3,5.", "W"),
    ),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": GRADIENT,
            "steepest": {"$ref": "#/$defs/steepest"},
            "directional": {"$ref": "#/$defs/directional"},
        },
        required=("partials", "gradient"),
        definitions={
            "steepest": object_of(
                {
                    "direction": described(
                        list_of("formula"),
                        "The unit vector along which the function rises fastest.",
                    ),
                    "rate": described(FORMULA, "The rate along it: the length of the gradient."),
                    "approx": NUMBER,
                    "level": described(
                        list_of("formula"),
                        "In two variables, a unit vector along which the rate is 0.",
                    ),
                    "step_lengths": {
                        "description": "Steps of gradient descent, the longest first: what the "
                        "slope predicts, and by how much the function changes. There where the "
                        "steps are told.",
                        "type": "array",
                        "items": object_of(
                            {
                                "rate": described(FORMULA, "The step size."),
                                "predicted": NUMBER,
                                "change": NUMBER,
                                "share": described(
                                    NUMBER,
                                    "The change by the predicted one. Absent with the change "
                                    "where the function has no value there.",
                                ),
                                "short_enough": {
                                    "description": "Whether the share is at least a half.",
                                    "type": "boolean",
                                },
                            },
                            ("rate", "predicted", "short_enough"),
                            "A step.",
                        ),
                    },
                },
                ("direction", "rate", "approx"),
                "The direction of steepest ascent.",
            )
        },
        # Where there is no such direction, the error says why.
        also={"if": {"not": {"required": ["error"]}}, "then": {"required": ["steepest"]}},
    ),
)
