"""One partial derivative of a function, or a mixed or repeated one."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.names.name_lists import names_to_differentiate_by
from gradcli.language.reading import Reading
from gradcli.questions.asking import Answered, Understood, Watcher, ask
from gradcli.questions.command import (
    FORMULA,
    Command,
    Keys,
    Parameter,
    Shape,
    described,
    list_of,
)
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let, as_names
from gradcli.questions.messages import failure
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names


@dataclass(frozen=True, slots=True)
class Partial:
    """What is the partial derivative by the variables of `wrt`, taken one after the other?"""

    function: Function
    wrt: tuple[str, ...] | None = None

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
        return Understood((), functools.partial(_answer, names=names))


def _answer(field: ScalarField, *, names: tuple[str, ...]) -> Answered:
    from gradcli.calculus.answers.partial import answer_partial
    from gradcli.narrative.stories.gradient import partial_headline, partial_story
    from gradcli.render.json.partial import partial_body

    answer = answer_partial(field, names)
    forms = Forms.of(answer, partial_story, partial_headline, partial_body)
    return Answered(answer, None, forms)


def partial(
    expression: Expression,
    wrt: Names | None = None,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The partial derivative by `wrt`: one variable, or several to differentiate by in turn.

    Raises:
        GradcliError: the text is not understood, or `wrt` names no variable of the function.
    """
    question = Partial(Function.given(expression, variables, let), as_names(wrt))
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Partial,
    in_python=partial,
    help="""\
    One partial derivative of EXPR, worked: `--wrt x,y` for a mixed one, `--wrt x,x` again.

    EXPR is an expression such as "x^2 y" or "f(x, y) = x^2 y"; `-` reads it from standard input.
    """,
    example='partial "3x y^3" --wrt y',
    more_examples=(
        'partial "x^2 y" --wrt x,y',
        'partial "sin(x)/x" -q -f latex',
        'partial "f(x, y) = x^2 y" --wrt x --steps brief',
    ),
    parameters=(
        Parameter(
            "wrt", Shape.NAMES, "The variable, or several to take in turn.", metavar="x[,y,...]"
        ),
    ),
    keys=Keys(
        properties={
            "partials": described(list_of("partial"), "One after the other."),
            "derivative": described(FORMULA, "The last of them."),
        },
        required=("partials", "derivative"),
    ),
)
