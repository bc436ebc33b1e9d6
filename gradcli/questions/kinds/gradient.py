"""The gradient of a function, and what it is at a point."""

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
from gradcli.questions.points import as_text, point_of, read_at
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector


@dataclass(frozen=True, slots=True)
class Gradient:
    """What is the gradient, and what is it at the point `at`?

    `wrt` are the variables that move, the others held; without it all do.
    """

    function: Function
    at: str | None = None
    wrt: tuple[str, ...] | None = None

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
    from gradcli.narrative.stories.gradient import gradient_headline, gradient_story
    from gradcli.render.json.gradient import gradient_body

    point = None if place is None else point_of(place)
    if by is not None and by != field.variables:
        field = field.asked_about(by)
        point = None if point is None else point.of_those(field)
    answer = answer_gradient(field, point)
    forms = Forms.of(answer, gradient_story, gradient_headline, gradient_body)
    return Answered(answer, no_gradient(field, answer.at), forms)


def gradient(
    expression: Expression,
    at: Vector | None = None,
    *,
    wrt: Names | None = None,
    variables: Names | None = None,
    let: Let | None = None,
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

    Raises:
        GradcliError: a text is not understood. A gradient that does not exist at the point is no
            exception but the `error` of the result, which also says what does exist.
    """
    question = Gradient(Function.given(expression, variables, let), as_text(at), as_names(wrt))
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Gradient,
    in_python=gradient,
    help="""\
    Every partial derivative of EXPR, the gradient, and with --at its value and meaning there.

    EXPR is an expression such as "x^2 y" or "f(x, y) = x^2 y"; `-` reads it from standard input.
    """,
    example='grad "x^2 y" --at 2,3',
    more_examples=(
        'grad "f(x, y, z) = x y + sin(z)" --steps brief',
        'grad "x^2 y" --at x=2,y=3 -q --names',
        r'grad "\frac{x^2}{y}" -f json',
        'grad "x^2 y" -o gradient.html',
    ),
    parameters=(
        AT,
        Parameter("wrt", Shape.NAMES, "These variables only, the others held.", "x[,y,...]"),
    ),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": GRADIENT,
            "value": described(FORMULA, "The function at the point."),
            "nudges": {"type": "array", "items": {"$ref": "#/$defs/nudges"}},
        },
        required=("partials", "gradient"),
        definitions={
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
            )
        },
    ),
)
