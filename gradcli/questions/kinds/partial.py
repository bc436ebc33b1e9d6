"""One partial derivative of a function, or a mixed or repeated one."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.names.name_lists import names_to_differentiate_by
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates
from gradcli.questions.asking import Answered, Understood, Watcher, ask
from gradcli.questions.command import (
    AT,
    FORMULA,
    NUMBER,
    Command,
    Keys,
    Parameter,
    Shape,
    described,
    list_of,
)
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let, as_names
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text, point_of, read_at
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector


@dataclass(frozen=True, slots=True)
class Partial:
    """What is the partial derivative by the variables of `wrt`, taken one after the other?

    And what is it at the point `at`?
    """

    function: Function
    wrt: tuple[str, ...] | None = None
    at: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read; in one variable `wrt` may be left out."""
        if self.wrt is None and len(reading.variables) > 1:
            raise failure(
                "variable-not-chosen",
                None,
                None,
                variables=", ".join(reading.variables),
                example=reading.variables[0],
            )
        typed = reading.variables if self.wrt is None else self.wrt
        names = names_to_differentiate_by(typed, reading.function, reading.variables, limits)
        place = read_at(self.at, reading, limits)
        return Understood.of(functools.partial(_answer, names=names, place=place), place)


def _answer(field: ScalarField, *, names: tuple[str, ...], place: Coordinates | None) -> Answered:
    from gradcli.calculus.answers.partial import answer_partial
    from gradcli.narrative.point.refusals import no_partial
    from gradcli.narrative.sheets.tasks import partial_task
    from gradcli.narrative.stories.partial import partial_headline, partial_story
    from gradcli.render.json.partial import partial_body

    answer = answer_partial(field, names, None if place is None else point_of(place))
    forms = Forms.of(answer, partial_story, partial_headline, partial_body, partial_task)
    return Answered(answer, no_partial(answer), forms)


def partial(
    expression: Expression,
    wrt: Names | None = None,
    at: Vector | None = None,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The partial derivative by `wrt`: one variable, or several to differentiate by in turn.

    With a point `at`, its value there.

    Raises:
        GradcliError: a text is not understood, or `wrt` names no variable of the function. A
            derivative that does not exist at the point is the `error` of the result.
    """
    question = Partial(Function.given(expression, variables, let), as_names(wrt), as_text(at))
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Partial,
    in_python=partial,
    help="""\
    One partial derivative of EXPR, worked: `--wrt x,y` for a mixed one, `--wrt x,x` again.
    With --at its value there.

    EXPR is an expression such as "x^2 y" or "f(x, y) = x^2 y"; `-` reads it from standard input.
    """,
    example='partial "3x y^3" --wrt y',
    more_examples=(
        'partial "x^2 y" --wrt x,y',
        'partial "sin(x)/x" -q -f latex',
        'partial "f(x, y) = x^2 y" --wrt x --steps brief',
        'partial "x^2 sin(x y)" --wrt x --interactive',
    ),
    parameters=(
        Parameter(
            "wrt", Shape.NAMES, "The variable, or several to take in turn.", metavar="x[,y,...]"
        ),
        AT,
    ),
    keys=Keys(
        properties={
            "partials": described(list_of("partial"), "One after the other."),
            "derivative": described(FORMULA, "The last of them."),
            "value": described(FORMULA, "Its value at the point."),
            "approx": NUMBER,
        },
        required=("partials", "derivative"),
    ),
    is_worked=True,
)
