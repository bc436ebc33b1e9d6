"""The directional derivative of a function: along w, toward a point, or at an angle."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from gradcli.errors import Source, Span
from gradcli.field.expression import Call, Negative, Sum
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
from gradcli.questions.messages import failure
from gradcli.questions.points import (
    as_text,
    direction_of,
    point_of,
    read_at,
    read_place,
    read_way,
)
from gradcli.questions.refusals import refusals
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Value, Vector


@dataclass(frozen=True, slots=True)
class Directional:
    """What is the rate along `w`, `toward` a point (from `at`), or at an `angle`?"""

    function: Function
    at: str | None = None
    w: str | None = None
    toward: str | None = None
    angle: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read; it needs exactly one direction."""
        place = read_at(self.at, reading, limits)
        given = [each for each in (self.w, self.toward, self.angle) if each is not None]
        if given[1:]:
            raise failure("several-directions", None, None)
        if not given:
            count = len(reading.variables)
            example = "3,5" if count == 2 else ",".join("1" * count)
            form = "" if count == 2 else "in space"
            raise failure("direction-missing", None, None, form, example=example)
        way, source = self._way(reading, place, limits)
        answer = functools.partial(_answer, place=place, way=way, source=source)
        return Understood.of(answer, place, way)

    def _way(
        self, reading: Reading, place: Coordinates | None, limits: Limits
    ) -> tuple[Coordinates, Source]:
        """The components as trees, and the text that they come from."""
        if (way := read_way(self.w, reading, limits)) is not None:
            return way, Source("--w", self.w or "")
        if self.angle is not None:
            return _at_angle(self.angle, reading, limits), Source("--angle", self.angle)
        assert self.toward is not None
        way = _toward(self.toward, place, reading, limits)
        return way, Source("--toward", self.toward)


def _at_angle(angle: str, reading: Reading, limits: Limits) -> Coordinates:
    if len(reading.variables) != 2:
        raise failure(
            "angle-in-other-dimensions",
            Span(0, len(angle)),
            Source("--angle", angle),
            function=reading.function,
            count=len(reading.variables),
            variables=", ".join(reading.variables),
        )
    from gradcli.language.vectors.angles import read_angle

    turn = read_angle(angle, limits=limits)
    components = Call("cos", (turn.radians,)), Call("sin", (turn.radians,))
    return Coordinates(components, turn.notes, Source("--angle", angle))


def _toward(
    toward: str, place: Coordinates | None, reading: Reading, limits: Limits
) -> Coordinates:
    if place is None:
        raise failure("toward-without-point", None, None)
    goal = read_place(toward, reading, limits, name="--toward")
    ways = tuple(
        Sum((end, Negative(start))) for end, start in zip(goal.nodes, place.nodes, strict=True)
    )
    from gradcli.calculus.domain.domain import require_real
    from gradcli.field.from_sympy import from_sympy
    from gradcli.field.to_sympy import ToSympy

    # The way from P to Q is shown worked out: (1, 1), not (3 - 2, 4 - 3).
    canonical = ToSympy()
    with refusals():
        require_real(place.nodes, place.source)
        require_real(goal.nodes, goal.source)
        worked_out = tuple(from_sympy(canonical(way)) for way in ways)
    return Coordinates(worked_out, goal.notes, let=goal.let)


def _answer(
    field: ScalarField,
    *,
    place: Coordinates | None,
    way: Coordinates,
    source: Source,
) -> Answered:
    from gradcli.calculus.answers.directional import answer_directional
    from gradcli.narrative.point.refusals import no_rate
    from gradcli.narrative.sheets.tasks import directional_task
    from gradcli.narrative.stories.directional import directional_headline, directional_story
    from gradcli.narrative.stories.pictures.on_a_page import page_figure
    from gradcli.render.json.directional import directional_body

    direction = direction_of(way, source)
    point = None if place is None else point_of(place)
    answer = answer_directional(field, direction, point)
    forms = replace(
        Forms.of(
            answer, directional_story, directional_headline, directional_body, directional_task
        ),
        figure=functools.partial(page_figure, answer),
    )
    return Answered(answer, no_rate(answer), forms)


def directional(
    expression: Expression,
    w: Vector | None = None,
    at: Vector | None = None,
    *,
    toward: Vector | None = None,
    angle: Value | None = None,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The directional derivative along `w`, `toward` a point (from `at`), or at an `angle`.

    `w`, `at` and `toward` are given as the points of `gradient` are: `(3, 5)`, `"3,5"`, by name; an
    angle as `"60deg"`, or in radians.

    Raises:
        GradcliError: a text is not understood; not exactly one direction is given; `toward`
            without `at`; an angle for other than two variables; the zero direction.
    """
    question = Directional(
        Function.given(expression, variables, let),
        as_text(at),
        as_text(w),
        as_text(toward),
        as_text(angle),
    )
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Directional,
    in_python=directional,
    help="""\
    The directional derivative of EXPR, as a dot product laid out term by term.

    Two rates are given, each with its name: the rate along w as given, and the rate per unit of
    distance, which divides by the length of w.
    """,
    example='dir "x^2 y" --at 2,3 --w 3,5',
    more_examples=(
        'dir "x^2 y" --at 2,3 --toward 3,4',
        'dir "x^2 y" --at 2,3 --angle 60deg',
        'dir "x^2 y" --at 2,3 --w "3i + 5j" -q --unit --decimal',
    ),
    parameters=(
        AT,
        Parameter(
            "w",
            Shape.COORDINATES,
            "The direction, one component a variable: 3,5.",
            metavar="W",
            also=("-w", "--direction"),
        ),
        Parameter(
            "toward", Shape.COORDINATES, "The direction from P to Q, instead of --w.", metavar="Q"
        ),
        Parameter(
            "angle",
            Shape.TEXT,
            "In two variables: 60deg or pi/3, instead of --w.",
            metavar="ANGLE",
        ),
    ),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": GRADIENT,
            "directional": {"$ref": "#/$defs/directional"},
        },
        required=("partials", "gradient", "directional"),
        definitions={
            "directional": object_of(
                {
                    "symbolic": described(FORMULA, "The rate along w as given."),
                    "value": described(FORMULA, "The same at the point."),
                    "approx": NUMBER,
                    "norm_w": described(FORMULA, "The length of w."),
                    "terms": described(
                        list_of("formula"),
                        "The contribution of each component of w; their sum is the value.",
                    ),
                    "unit": object_of(
                        {"symbolic": FORMULA, "value": FORMULA, "approx": NUMBER},
                        ("symbolic",),
                        "The rate per unit of distance: divided by the length of w.",
                    ),
                    "angle": described(NUMBER, "Degrees between w and the gradient."),
                    "share": described(
                        NUMBER, "The rate per unit of distance, divided by the highest one."
                    ),
                },
                ("symbolic", "norm_w", "unit"),
                "The directional derivative.",
            )
        },
    ),
    is_a_rate=True,
)
