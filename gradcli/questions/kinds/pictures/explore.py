"""A page on which the point and the direction are dragged, and all that follows from them."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gradcli.errors import Source
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates
from gradcli.language.writing import write
from gradcli.questions.asking import Answered, Understood, Watcher, ask
from gradcli.questions.command import (
    AT,
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
from gradcli.questions.drawn.views import Given, given_view
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let
from gradcli.questions.given.arguments import text_in
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text, direction_of, point_of, read_needed, read_way
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector

_LONGEST: Final = 3.0
"""Seconds of computing in which points around the first one are examined."""


@dataclass(frozen=True, slots=True)
class Explore:
    """What is around the point `at`, in a `window` of a `plane`, and how fast along `w`?"""

    function: Function
    at: str | None = None
    w: str | None = None
    window: str | None = None
    plane: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read; it needs a point, and numbers."""
        place = read_needed(self.at, reading, limits, "what the page shows")
        way = read_way(self.w, reading, limits)
        given = given_view(self.window, self.plane, None, reading, limits, of_vectors=False)
        known = {*(() if way is None else way.let), *place.let}
        _refuse_held([name for name in reading.held if name not in known])
        names = given.plane or reading.variables[:2]
        plane = tuple(reading.variables.index(name) for name in names)
        answer = functools.partial(_answer, self, place=place, way=way, plane=plane, given=given)
        return Understood.of(answer, place, way)


def _refuse_held(held: Sequence[str]) -> None:
    """A page works with numbers: a constant without a value is refused."""
    if held:
        values = ",".join(f"{name}={value}" for name, value in zip(held, "235", strict=False))
        how = f"give {'it a value' if len(held) == 1 else 'them values'}: --let {values}"
        names = " and ".join(held)
        raise failure("picture-needs-values", None, None, names=names, how=how)


def _answer(
    asked: Explore,
    field: ScalarField,
    *,
    place: Coordinates,
    way: Coordinates | None,
    plane: Sequence[int],
    given: Given,
) -> Answered:
    from gradcli.calculus.answers.pictures.explore import answer_explore
    from gradcli.narrative.point.refusals import no_gradient
    from gradcli.narrative.stories.pictures.explore import (
        explore_headline,
        explore_story,
        explore_task,
    )
    from gradcli.narrative.stories.pictures.on_a_page import page_figure
    from gradcli.render.explore.page import explore_page
    from gradcli.render.json.pictures.explore import explore_body

    direction = None if way is None else direction_of(way, Source("--w", asked.w or ""))
    until = time.process_time() + _LONGEST
    answer = answer_explore(
        field,
        point_of(place),
        plane,
        given.view().asked.window,
        direction,
        lambda: time.process_time() > until,
    )
    words = _words(asked.function, field)
    forms = replace(
        Forms.of(answer, explore_story, explore_headline, explore_body, explore_task),
        figure=functools.partial(page_figure, answer),
        page=functools.partial(explore_page, answer, words),
    )
    return Answered(answer, no_gradient(field, answer.begins.at), forms)


def _words(function: Function, field: ScalarField) -> tuple[str, ...]:
    """The function as a command line names it."""
    words = [function.text]
    if function.variables is not None:
        words += ["--vars", ",".join(function.variables)]
    if field.let:
        words += ["--let", ",".join(f"{name}={write(value)}" for name, value in field.let.items())]
    return tuple(words)


def explore(
    expression: Expression,
    at: Vector | None = None,
    w: Vector | None = None,
    *,
    window: str | None = None,
    plane: str | None = None,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """A page around the point `at` on which P and `w` are dragged: `.text("html")` is its text.

    In three variables and more it shows the `plane` of two of them, the first two if not said.

    >>> import gradcli
    >>> page = gradcli.explore("x^2 y", at="2,3", w="3,5").text("html")
    >>> page.startswith("<!DOCTYPE html>")
    True

    Raises:
        GradcliError: a text is not understood, or a constant has no value.
    """
    question = Explore(
        Function.given(expression, variables, let),
        as_text(at),
        as_text(w),
        text_in(window, "window", '"x=-2:4, y=0:6"'),
        text_in(plane, "plane", '"x,y"'),
    )
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Explore,
    in_python=explore,
    help="""\
    A web page on which the point P and the direction w are dragged, in one file.

    The level curve through P, the gradient at a right angle to it, the dot product term by term,
    the cosine and both rates follow live. The file needs nothing else and no network. Points in
    the picture at which EXPR has no gradient are examined beforehand, and P snaps to them.
    """,
    example='explore "x^2 y" --at 2,3 --w 3,5 -o page.html',
    more_examples=(
        'explore "sin(x)" --at 1 -o sine.html',
        'explore "x^2 + y z" --at 1,2,3 --plane y,z -o plane.html',
    ),
    is_a_page=True,
    parameters=(
        AT,
        Parameter("w", Shape.COORDINATES, "The direction to begin with: 3,5.", "W"),
        Parameter("window", Shape.TEXT, "What part of the plane to show.", "x=-2:4,y=0:6"),
        Parameter("plane", Shape.TEXT, "The two variables that move.", "x,z"),
    ),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": GRADIENT,
            "steepest": {"$ref": "#/$defs/steepest"},
            "directional": {"$ref": "#/$defs/directional"},
            "window": described(
                {
                    "type": "object",
                    "additionalProperties": {
                        "type": "array",
                        "items": {"type": "number"},
                        "minItems": 2,
                        "maxItems": 2,
                    },
                },
                "From where to where each variable that moves is shown.",
            ),
            "examined": {"type": "array", "items": {"$ref": "#/$defs/examined"}},
            "unexamined": described(
                {"type": "integer", "minimum": 1},
                "At so many more places the gradient seems to be zero, as far as floats tell.",
            ),
            "program": {"$ref": "#/$defs/program"},
        },
        required=("partials", "gradient", "window", "examined", "program"),
        definitions={
            "examined": object_of(
                {
                    "at": list_of("formula"),
                    "approx": {"type": "array", "items": NUMBER},
                    "error": described(
                        NUMBER, "Where no formula is known: how far the texts may be off."
                    ),
                    "differentiable": {"type": ["boolean", "null"]},
                    "code": {"type": "string"},
                    "critical_point": described(
                        {"type": "string"}, "Where the gradient is zero: what the point is."
                    ),
                    "message": {"type": "string"},
                },
                ("at", "approx", "differentiable"),
                "A point where the formula is not smooth, or the gradient zero, examined exactly.",
            ),
            "program": object_of(
                {
                    "inputs": {"type": "integer"},
                    "result": described({"type": "integer"}, "The place of the result."),
                    "values": described(
                        {"type": "array", "items": {"type": "array"}, "minItems": 1},
                        "Each value: its operation, the places of its arguments, a number, and "
                        "the place of the condition under which it is worked out, if there is one.",
                    ),
                },
                ("inputs", "result", "values"),
                "The function as a list of values, each made of earlier ones.",
            ),
        },
    ),
)
