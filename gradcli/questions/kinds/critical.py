"""The critical points of a function: where its gradient is zero, or does not exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from gradcli.errors import Span
from gradcli.field.expression import Node
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.messages.note import Note
from gradcli.language.reading import Reading
from gradcli.questions.asking import Answered, Understood, Watcher, ask
from gradcli.questions.command import (
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
from gradcli.questions.extrema.constraints import (
    Constraint,
    apart,
    constraint_text,
    is_region,
    read_constraints,
    read_region,
    with_variables_of,
)
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let
from gradcli.questions.given.boxes import box_names, box_text, read_box, sides_of
from gradcli.questions.messages import failure, note
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.extrema.critical import CriticalAnswer
    from gradcli.calculus.answers.extrema.lagrange import LagrangeAnswer
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names


@dataclass(frozen=True, slots=True)
class Critical:
    """Where is the gradient zero, what are these points, and are they all?

    With a `box`, or a region "x^2 + y^2 <= 4" in its place: those in it, and the
    extreme values there. With a `constraint`, or several with commas between: where the gradient
    is a combination of those of the constraints.
    """

    function: Function
    box: str | None = None
    constraint: str | None = None

    def opened(self) -> Critical:
        """The same question, its function beside the text in which its constants may stand, too."""
        region = self.box if self.box is not None and is_region(self.box) else None
        given = [each for each in (self.constraint, region) if each is not None]
        return replace(self, function=replace(self.function, beside=" ".join(given)))

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read."""
        if self.constraint is not None:
            if self.box is not None:
                raise failure("constraint-and-box", None, None)
            texts = apart(self.constraint)
            whole, more = with_variables_of(texts, "constraint", reading, limits)
            equations = read_constraints(self.constraint, whole, limits)
            notes = (*more, *(each for one in equations for each in one.notes))
            answer = partial(_on_constraints, given=equations)
            return Understood(notes, answer, variables=whole.variables)
        if self.box is not None and is_region(self.box):
            whole, more = with_variables_of((self.box,), "region", reading, limits)
            given = read_region(self.box, whole, limits)
            notes = (*more, *given.notes)
            return Understood(notes, partial(_in_region, given=given), variables=whole.variables)
        if self.box is None:
            return Understood.of(partial(_answer, bounds=None, text=""))
        whole, more = with_variables_of(box_names(self.box), "box", reading, limits)
        bounds = read_box(self.box, whole.variables, limits)
        answer = partial(_answer, bounds=bounds, text=self.box)
        return Understood(more, answer, variables=whole.variables)


def _answer(
    field: ScalarField, *, bounds: tuple[tuple[Node, Node], ...] | None, text: str
) -> Answered:
    from gradcli.calculus.answers.extrema.critical import answer_critical
    from gradcli.narrative.point.held import without_value
    from gradcli.narrative.sheets.tasks import critical_task
    from gradcli.narrative.stories.extrema.critical import (
        critical_headline,
        critical_story,
        labels,
    )
    from gradcli.narrative.stories.extrema.table import csv_rows
    from gradcli.render.json.extrema.critical import critical_body

    if field.held and bounds is not None:
        raise without_value(field)
    sides = None if bounds is None else sides_of(bounds, text)
    answer = answer_critical(field, sides)
    forms = Forms(
        lambda telling: critical_story(answer, telling),
        lambda: critical_headline(answer),
        lambda with_steps: critical_body(answer, with_steps),
        lambda: critical_task(answer),
        columns=len(field.variables),
        table=lambda digits: csv_rows(answer, digits),
        labels=labels(answer),
        remarks=_remarks(answer),
    )
    undecided = bool(field.held) and answer.complete is not True
    return Answered(answer, without_value(field) if undecided else None, forms)


def _on_constraints(field: ScalarField, *, given: Sequence[Constraint]) -> Answered:
    from gradcli.calculus.answers.extrema.lagrange import answer_lagrange
    from gradcli.narrative.point.held import without_value
    from gradcli.narrative.sheets.tasks import lagrange_task
    from gradcli.narrative.stories.extrema.lagrange import (
        lagrange_headline,
        lagrange_labels,
        lagrange_rows,
        lagrange_story,
    )
    from gradcli.render.json.extrema.lagrange import lagrange_body

    if field.held:
        raise without_value(field)
    levels: list[ScalarField] = []
    for each in given:
        levels.append(each.level(field, *(level.function for level in levels)))
    answer = answer_lagrange(field, levels)
    forms = Forms(
        lambda telling: lagrange_story(answer, telling),
        lambda: lagrange_headline(answer),
        lambda with_steps: lagrange_body(answer, with_steps),
        lambda: lagrange_task(answer),
        columns=len(field.variables),
        table=lambda digits: lagrange_rows(answer, digits),
        labels=lagrange_labels(answer),
        remarks=_remarks(answer),
    )
    return Answered(answer, None, forms)


def _in_region(field: ScalarField, *, given: Constraint) -> Answered:
    from gradcli.calculus.answers.extrema.inequality import answer_region
    from gradcli.narrative.point.held import without_value
    from gradcli.narrative.sheets.tasks import region_task
    from gradcli.narrative.stories.extrema.critical import critical_headline, labels
    from gradcli.narrative.stories.extrema.inequality import region_story
    from gradcli.narrative.stories.extrema.table import csv_rows
    from gradcli.render.json.extrema.lagrange import region_body

    if field.held:
        raise without_value(field)
    answer = answer_region(field, given.level(field))
    inner = answer.inner
    forms = Forms(
        lambda telling: region_story(answer, telling),
        lambda: critical_headline(inner),
        lambda with_steps: region_body(answer, with_steps),
        lambda: region_task(answer),
        columns=len(field.variables),
        table=lambda digits: csv_rows(inner, digits),
        labels=labels(inner),
        remarks=_remarks(inner),
    )
    return Answered(answer, None, forms)


def _remarks(answer: CriticalAnswer | LagrangeAnswer) -> tuple[Note, ...]:
    """That there is nothing, or that there may be more."""
    span = Span(0, len(answer.field.source.text))
    is_something = bool(answer.points or answer.families)
    match answer.complete:
        case True:
            return () if is_something else (note("no-critical-points", span),)
        case False:
            box = ",".join(f"{name}=0:20" for name in answer.field.variables)
            return (note("not-all-critical-points", span, "more", box=box),)
        case None:
            form = "perhaps" if is_something else "none"
            return (note("not-all-critical-points", span, form),)


def critical(
    expression: Expression,
    box: str | Mapping[Any, Sequence[Any]] | None = None,
    constraint: str | Sequence[str] | None = None,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The critical points, what each is, and whether these are all.

    With a closed `box`, "x=-2:2, y=0:1" or {"x": (-2, 2), "y": (0, 1)}, or a region that is given
    by one inequality, "x^2 + y^2 <= 4", those in it, and the extreme values there. With
    a `constraint`, "x^2 + y^2 = 1", the points on it at which the gradients are parallel
    (Lagrange's condition), and the extreme values; several in a list, or with commas between.

    >>> import gradcli
    >>> found = gradcli.critical("x^3 - 3x + y^2")
    >>> [(point["at"], point["class"]) for point in found.json()["critical"]["points"]]
    [(['-1', '0'], 'saddle'), (['1', '0'], 'minimum')]

    Raises:
        GradcliError: a text is not understood, or the function has too many variables.
    """
    on = constraint_text(constraint)
    question = Critical(Function.given(expression, variables, let), box_text(box), on)
    return ask(question, limits=limits, watcher=watcher)


_TEXTS: Final = {"type": "array", "items": FORMULA, "minItems": 1}
_CLASS: Final = {
    "description": "What the points are, where the gradient is zero; absent where it is not.",
    "enum": ["minimum", "maximum", "saddle", "neither", "not decided"],
}
_DECIDED_BY: Final = {
    "description": "What decides it.",
    "enum": [
        "second-derivative test",
        "leading form",
        "two curves",
        "both sides",
        "sign",
        "factors",
    ],
}

COMMAND: Final = Command(
    question=Critical,
    in_python=critical,
    help="""\
    The critical points of EXPR: where its gradient is zero, or does not exist.

    Each is classified, and it is said whether these are all. Points that fill a curve or a surface
    are described with parameters. With --in only those in a closed box are asked for, and the least
    and the greatest value there are found: the inside, every edge and every corner are compared.
    --in takes a region such as "x^2 + y^2 <= 4", too: its boundary is worked by Lagrange's method,
    and the extreme values are told where the region is seen to be bounded.
    Equations that have no exact solution are solved in the box, with a proof for each point
    (interval Newton). With --on the points of a curve or surface g = c are asked for at which the
    gradient of EXPR is parallel to that of g (Lagrange's condition). --on again, for a second
    constraint: the points of both at which it is a combination of the two gradients.

    With -q a point a line: its coordinates, a tab, what it is; of a family also for which values
    of its parameters.
    """,
    example='critical "x^4 + y^4 - 4x y + 1"',
    more_examples=(
        'critical "x^2 y" -q',
        'critical "x y (4 - x - y)" --in x=0:4,y=0:4',
        'critical "x^2 + 2y^2" --in "x^2 + y^2 <= 1"',
        'critical "x sin x" --in x=0:10 -q --decimal',
        'critical "x y" --on "x^2 + y^2 = 1"',
        'critical "x + 2y + 3z" --on "x - y + z = 1" --on "x^2 + y^2 = 1"',
    ),
    is_a_table=True,
    parameters=(
        Parameter(
            "box",
            Shape.TEXT,
            'A closed box, or a region "x^2 + y^2 <= 4": the points in it, and the least and the '
            "greatest value there.",
            "BOX",
            called="in",
        ),
        Parameter(
            "constraint",
            Shape.TEXTS,
            'A constraint such as "x^2 + y^2 = 1": Lagrange\'s condition on it. May be repeated.',
            '"g = c"',
            called="on",
        ),
    ),
    keys=Keys(
        properties={
            "partials": list_of("partial"),
            "gradient": GRADIENT,
            "constraint": {"$ref": "#/$defs/constraint"},
            "constraints": {
                "description": "Several constraints; then `constraint` is absent.",
                "type": "array",
                "items": {"$ref": "#/$defs/constraint"},
                "minItems": 2,
            },
            "critical": {"$ref": "#/$defs/critical"},
        },
        required=("partials", "gradient", "critical"),
        definitions={
            "constraint": object_of(
                {
                    "left": FORMULA,
                    "right": FORMULA,
                    "gradient": {"type": "array", "items": FORMULA, "minItems": 1},
                    "compact": {
                        "description": "Whether it is seen to be bounded; of several: whether the "
                        "points that fulfil them all are.",
                        "type": "boolean",
                    },
                    "relation": {
                        "description": "With a region in the place of a box: left <= right.",
                        "const": "<=",
                    },
                },
                ("left", "right", "gradient", "compact"),
                "The constraint g = c or the region g <= c, and the gradient of g.",
            ),
            "critical": object_of(
                {
                    "points": {
                        "type": "array",
                        "items": object_of(
                            {
                                "at": described(
                                    _TEXTS,
                                    "Its coordinates; where one has no short formula, decimals "
                                    "near it.",
                                ),
                                "approx": {"type": "array", "items": NUMBER},
                                "error": {
                                    "description": "How far a coordinate may be off; absent where "
                                    "all are exact.",
                                    "type": "number",
                                },
                                "class": _CLASS,
                                "value": FORMULA,
                                "value_approx": NUMBER,
                                "decided_by": _DECIDED_BY,
                                "differentiable": {
                                    "description": "Only where it is not true: false, or null "
                                    "where that was not decided.",
                                    "type": ["boolean", "null"],
                                },
                                "multiplier": described(
                                    FORMULA, "With a constraint: lambda in Lagrange's condition."
                                ),
                                "multipliers": {
                                    "description": "With several: one for each, in their order.",
                                    "type": "array",
                                    "items": FORMULA,
                                    "minItems": 2,
                                },
                                "singular": {
                                    "description": "That the gradient of the constraint is zero; "
                                    "of several: that their gradients are linearly dependent.",
                                    "const": True,
                                },
                                "pieces_meet": described(
                                    {"const": True},
                                    "With a constraint: that pieces of the function or of a "
                                    "constraint meet there, or one ends, so that Lagrange's "
                                    "condition says nothing.",
                                ),
                                "extremum": {
                                    "description": "What the values say of a point without a "
                                    "gradient.",
                                    "enum": ["minimum", "maximum", "saddle", "neither"],
                                },
                            },
                            ("at", "approx"),
                            "A critical point.",
                        ),
                    },
                    "families": {
                        "description": "Critical points that fill curves, or are repeated.",
                        "type": "array",
                        "items": object_of(
                            {
                                "at": _TEXTS,
                                "parameters": {
                                    "type": "array",
                                    "items": {"type": "string"},
                                    "minItems": 1,
                                },
                                "integers": {
                                    "description": "Those that are whole numbers.",
                                    "type": "array",
                                    "items": {"type": "string"},
                                    "minItems": 1,
                                },
                                "where": {
                                    "description": "For which values; absent where for all.",
                                    "type": "string",
                                },
                                "class": _CLASS,
                                "value": FORMULA,
                                "decided_by": _DECIDED_BY,
                                "constant": {
                                    "description": "That the function does not change around them.",
                                    "const": True,
                                },
                                "differentiable": {"type": ["boolean", "null"]},
                                "pieces_meet": {"const": True},
                            },
                            ("at", "parameters"),
                            "Critical points with parameters.",
                        ),
                    },
                    "extremes": object_of(
                        {
                            "minimum": {"$ref": "#/$defs/extreme"},
                            "maximum": {"$ref": "#/$defs/extreme"},
                            "boundary": {
                                "description": "What was compared on the boundary.",
                                "type": "array",
                                "items": object_of(
                                    {"at": _TEXTS, "value": FORMULA, "value_approx": NUMBER},
                                    ("at", "value"),
                                ),
                            },
                        },
                        ("minimum", "maximum", "boundary"),
                        "The least and the greatest value on the box, region or constraint.",
                    ),
                    "complete": {
                        "description": "True: proved that these are all; false: there are more; "
                        "null: not known.",
                        "type": ["boolean", "null"],
                    },
                },
                ("points", "families", "complete"),
                "The critical points.",
            ),
            "extreme": {
                "description": "A least or greatest value and where; null where it is not proved.",
                "anyOf": [
                    object_of(
                        {
                            "value": FORMULA,
                            "value_approx": NUMBER,
                            "at": {"type": "array", "items": _TEXTS, "minItems": 1},
                            "more": {
                                "description": "That it is attained at other points, too, which "
                                "fill a curve or a surface, or repeat themselves.",
                                "const": True,
                            },
                        },
                        ("value", "at"),
                    ),
                    {"type": "null"},
                ],
            },
        },
    ),
)
