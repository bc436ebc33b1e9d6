"""A picture of a function: level curves, the gradient at right angles, a direction, its rate."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from gradcli.errors import GradcliError, Source
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates
from gradcli.questions.asking import Answered, Understood, Watcher, ask
from gradcli.questions.command import (
    AT,
    GRADIENT,
    Command,
    Keys,
    Parameter,
    Shape,
)
from gradcli.questions.drawn.pictures import FORMS
from gradcli.questions.drawn.views import Given, given_view, size_of
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let
from gradcli.questions.given.arguments import text_in
from gradcli.questions.given.values import value_text
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text, direction_of, point_of, read_at, read_way
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.pictures.plot import PlotAnswer
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector


@dataclass(frozen=True, slots=True)
class Plot:
    """What does the function look like around `at`, and along `w` from there?

    `window` is the part of the plane that is drawn (x=-2:4,y=0:6), `plane` the two variables along
    its axes, `levels` how many level curves or at which values, `size` the columns and rows that
    the picture takes where it is drawn in characters.
    """

    function: Function
    at: str | None = None
    w: str | None = None
    window: str | None = None
    plane: str | None = None
    levels: str | None = None
    size: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read."""
        place = read_at(self.at, reading, limits)
        if self.w is not None and place is None:
            raise failure("w-without-point", None, None)
        way = read_way(self.w, reading, limits)
        given = given_view(self.window, self.plane, self.levels, reading, limits)
        if given.is_of_vectors and (place is None or way is None):
            raise failure("plane-not-understood", None, None, "vectors")
        answer = functools.partial(
            _answer, place=place, way=way, w=self.w, given=given, size=size_of(self.size)
        )
        return Understood.of(answer, place, way)


def _answer(
    field: ScalarField,
    *,
    place: Coordinates | None,
    way: Coordinates | None,
    w: str | None,
    given: Given,
    size: tuple[int, int] | None,
) -> Answered:
    from gradcli.calculus.answers.pictures.plot import answer_plot
    from gradcli.narrative.stories.pictures.plot import (
        plot_figure,
        plot_headline,
        plot_story,
        plot_task,
    )
    from gradcli.render.json.pictures.plot import plot_body

    direction = None if way is None else direction_of(way, Source("--w", w or ""))
    answer = answer_plot(field, None if place is None else point_of(place), direction, given.view())
    story = functools.partial(plot_story, size=size)
    forms = replace(
        Forms.of(answer, story, plot_headline, plot_body, plot_task),
        figure=functools.partial(plot_figure, answer, size=size),
        is_the_answer=True,
    )
    return Answered(answer, _refused(answer), forms)


def _refused(answer: PlotAnswer) -> GradcliError | None:
    """Why there is no picture, or no gradient in it."""
    from gradcli.narrative.point.held import how_to_give, listed
    from gradcli.narrative.point.refusals import no_gradient
    from gradcli.narrative.refusals import in_words

    if answer.undrawn is not None:
        return in_words(answer.undrawn, answer.field)
    if answer.picture is None:
        names = answer.field.held
        return failure(
            "picture-needs-values", None, None, names=listed(names), how=how_to_give(names)
        )
    return no_gradient(answer.field, answer.at)


def plot(
    expression: Expression,
    at: Vector | None = None,
    w: Vector | None = None,
    *,
    window: str | None = None,
    plane: str | None = None,
    levels: Any = None,
    size: str | None = None,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The level curves around a point, the gradient, and a direction; `result.plot()` draws them.

    >>> import gradcli
    >>> picture = gradcli.plot("x^2 y", at="2,3", w="3,5").plot()
    >>> picture.data()[0]["kind"]
    'contour'

    Raises:
        GradcliError: a text is not understood.
    """
    question = Plot(
        Function.given(expression, variables, let),
        as_text(at),
        as_text(w),
        text_in(window, "window", '"x=-2:4, y=0:6"'),
        text_in(plane, "plane", '"x,y"'),
        None if levels is None else _listed(levels),
        text_in(size, "size", '"100x30"'),
    )
    return ask(question, limits=limits, watcher=watcher)


def _listed(levels: Any) -> str:
    """A number of levels, or their values with commas between and behind."""
    if isinstance(levels, (list, tuple)):
        return ",".join(map(value_text, levels)) + ","
    return value_text(levels)


COMMAND: Final = Command(
    question=Plot,
    in_python=plot,
    help="""\
    The level curves of EXPR around a point, with the gradient at right angles to them.

    With --w also a direction, and beside the curves the rate in every direction, a cosine. Of one
    variable the graph with its tangent and secants; of three and more a plane through the point.
    The picture is shown in characters, or written to a file: -o f.svg, or page.html.
    """,
    example='plot "x^2 y" --at 2,3 --w 3,5',
    more_examples=(
        'plot "x^2 y" --at 2,3 -q --size 60x20',
        'plot "sin(x) cos(y)" --window x=-4:4,y=-3:3 --levels 5',
    ),
    draws=FORMS,
    parameters=(
        AT,
        Parameter("w", Shape.COORDINATES, "A direction to draw: 3,5.", "W"),
        Parameter("window", Shape.TEXT, "What part of the plane to draw.", "x=-2:4,y=0:6"),
        Parameter("plane", Shape.TEXT, "The variables along the axes, or gradient,w.", "x,z"),
        Parameter("levels", Shape.TEXT, "How many level curves, or their values.", "N|a,b,c"),
        Parameter("size", Shape.TEXT, "The size in characters: 100x30.", "COLSxROWS"),
    ),
    keys=Keys(
        properties={"gradient": GRADIENT},
        required=(),
        also={"if": {"not": {"required": ["error"]}}, "then": {"required": ["figures"]}},
    ),
)
