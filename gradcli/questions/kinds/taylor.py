"""The Taylor polynomial of a function at a point."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from gradcli.frozen import dataclass
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
from gradcli.questions.counts import count_of
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let
from gradcli.questions.points import as_text, point_of, read_needed
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector


DEFAULT_ORDER: Final = 2


@dataclass(frozen=True, slots=True)
class Taylor:
    """Which polynomial of degree `order` is nearest to the function at the point `at`?"""

    function: Function
    at: str | None = None
    order: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read; it needs a point."""
        order = DEFAULT_ORDER if self.order is None else count_of(self.order, "orders")
        place = read_needed(self.at, reading, limits, "the Taylor polynomial")
        return Understood.of(functools.partial(_answer, place=place, order=order), place)


def _answer(field: ScalarField, *, place: Coordinates, order: int) -> Answered:
    from gradcli.calculus.answers.taylor import answer_taylor
    from gradcli.narrative.point.refusals import no_polynomial
    from gradcli.narrative.sheets.tasks import taylor_task
    from gradcli.narrative.stories.taylor import taylor_headline, taylor_story
    from gradcli.render.json.taylor import taylor_body

    answer = answer_taylor(field, point_of(place), order)
    forms = Forms.of(answer, taylor_story, taylor_headline, taylor_body, taylor_task)
    return Answered(answer, no_polynomial(answer), forms)


def taylor(
    expression: Expression,
    at: Vector | None = None,
    order: int = DEFAULT_ORDER,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The Taylor polynomial of degree `order` (1 or more) at a point.

    >>> import gradcli
    >>> gradcli.taylor("cos(x)", at="0", order=4).lines()
    ('x**4/24 - x**2/2 + 1',)

    Raises:
        GradcliError: a text is not understood, or the polynomial has too many terms. Where the
            function is not smooth the result's `error` says so.
    """
    question = Taylor(
        Function.given(expression, variables, let), as_text(at), as_text(order) or "2"
    )
    return ask(question, limits=limits, watcher=watcher)


COMMAND: Final = Command(
    question=Taylor,
    in_python=taylor,
    help="""\
    The Taylor polynomial of EXPR at a point, from derivatives that are worked one by one.

    Of degree 1 it is the tangent plane; the table behind it shows how fast the rest shrinks.
    """,
    example='taylor "cos(x)" --at 0 --order 4',
    more_examples=('taylor "x^2 y" --at 2,3 -q',),
    parameters=(
        AT,
        Parameter("order", Shape.TEXT, "The degree; 2 if it is not given.", "N"),
    ),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": GRADIENT,
            "taylor": {"$ref": "#/$defs/taylor"},
        },
        required=("partials", "gradient"),
        definitions={
            "taylor": object_of(
                {
                    "order": {"type": "integer"},
                    "symbolic": described(FORMULA, "The polynomial, in powers of the steps."),
                    "terms": {
                        "description": "Its terms by their order, those that are 0 included.",
                        "type": "array",
                        "items": object_of(
                            {
                                "orders": {
                                    "description": "How often by each variable.",
                                    "type": "array",
                                    "items": {"type": "integer"},
                                },
                                "derivative": described(FORMULA, "The derivative at the point."),
                                "coefficient": described(FORMULA, "That over the factorials."),
                            },
                            ("orders", "derivative", "coefficient"),
                        ),
                    },
                    "errors": {
                        "type": "array",
                        "items": object_of(
                            {"h": FORMULA, "error": NUMBER, "per_distance": NUMBER},
                            ("h", "error", "per_distance"),
                            "The function less the polynomial after a step of h in every "
                            "variable, and that over the distance to the power of the order.",
                        ),
                    },
                },
                ("order", "symbolic", "terms"),
                "The Taylor polynomial at the point.",
            )
        },
        # Where the function is not smooth, the error says why.
        also={"if": {"not": {"required": ["error"]}}, "then": {"required": ["taylor"]}},
    ),
)
