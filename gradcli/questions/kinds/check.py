"""Is the answer to a question about a function right, and what went wrong where it is not?"""

from __future__ import annotations

import functools
from itertools import chain
from typing import TYPE_CHECKING, Final

from gradcli.errors import Source, Span
from gradcli.field.expression import Node
from gradcli.field.substitution import with_values_in
from gradcli.frozen import dataclass
from gradcli.language.answers.answers import GivenAnswer, denied_apart, read_answers
from gradcli.language.answers.answers import Shape as AnswerShape
from gradcli.language.answers.lines import Step, read_lines
from gradcli.language.lex.limits import Limits
from gradcli.language.names.name_lists import names_to_differentiate_by
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates
from gradcli.questions.asking import Answered, Understood, Watcher, ask
from gradcli.questions.command import (
    AT,
    FORMULA,
    Command,
    Keys,
    Parameter,
    Shape,
    described,
    object_of,
)
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let, as_names
from gradcli.questions.given.arguments import text_in, truth_in
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text, direction_of, point_of, read_at, read_way
from gradcli.questions.result import Forms, Result

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.questions.given.types import Expression, Names, Vector

KINDS: Final = ("gradient", "partial", "dir", "steepest", "level", "hessian", "tangent")
"""What can be asked for; as in `gradcli.calculus.answers.check.Kind`, which loads SymPy."""

SCALES: Final = ("unit", "as-given")

_SHAPES: Final = {
    "gradient": AnswerShape.VECTOR,
    "partial": AnswerShape.FORMULA,
    "dir": AnswerShape.FORMULA,
    "steepest": AnswerShape.VECTOR,
    "level": AnswerShape.VECTOR,
    "hessian": AnswerShape.MATRIX,
    "tangent": AnswerShape.PLANE,
}
_OF_A_POINT: Final = {
    "steepest": "the steepest direction",
    "level": "the direction without change",
    "tangent": "the tangent",
}
# Right, wrong, undecided.
_EXIT_CODES: Final = {True: 0, False: 1, None: 3}


@dataclass(frozen=True, slots=True)
class Check:
    """Is `answer` what is asked for?

    What that is follows from the rest, or is said by `kind`: the gradient, a partial by `wrt`, the
    rate along `w`, and with `at` the value at a point. `scale` asks for one of the two rates.
    """

    function: Function
    answer: str | None = None
    wrt: tuple[str, ...] | None = None
    at: str | None = None
    w: str | None = None
    scale: str | None = None
    kind: str | None = None
    two: bool = False
    work: str | None = None

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question for the function that was read, and the answer to it."""
        if (self.answer is None) == (self.work is None):
            form = "missing" if self.answer is None else "twice"
            raise failure("answer-missing", None, None, form)
        kind = self._kind(reading)
        place = read_at(self.at, reading, limits)
        if place is None and kind in _OF_A_POINT:
            example = ",".join("1" for _ in reading.variables)
            what = _OF_A_POINT[kind]
            raise failure("point-missing", None, None, what=what, example=example)
        way = read_way(self.w, reading, limits)
        if way is None and kind == "dir":
            example = ",".join("1" for _ in reading.variables)
            raise failure("direction-missing", None, None, "w", example=example)
        shape = _SHAPES[kind]
        if shape is AnswerShape.VECTOR and len(reading.variables) == 1:
            shape = AnswerShape.FORMULA
        letters = (*reading.variables, *reading.held, *reading.let)
        wrt = self._wrt(kind, reading, limits)
        steps: tuple[Step, ...] = ()
        if self.work is not None:
            if shape is not AnswerShape.FORMULA:
                raise failure("work-of-one-formula", None, None)
            named = reading.function
            steps = read_lines(self.work, reading.variables, letters, limits, function=named)
        given = (
            None
            if self.answer is None
            else read_answers(
                self.answer,
                shape,
                reading.variables,
                letters,
                by=wrt if kind == "partial" else (),
                limits=limits,
            )
        )
        if given is not None and given.absent:
            counts = {
                "gradient": len(wrt or reading.variables),
                "hessian": len(reading.variables) ** 2,
            }
            if counts.get(kind) != len(given.nodes):
                raise denied_apart(given.source)
        answer = functools.partial(
            _answer,
            kind=kind,
            wrt=wrt,
            place=place,
            way=way,
            w=self.w,
            scale=self._scale(),
            two=self.two,
            given=given,
            steps=steps,
        )
        found = Understood.of(answer, place, way)
        notes = () if given is None else given.notes
        return Understood((*found.notes, *notes), found.answer, found.let)

    def _kind(self, reading: Reading) -> str:
        if self.kind is not None:
            # Along the level of a function of one variable there is no direction.
            one = len(reading.variables) == 1
            kinds = tuple(each for each in KINDS if not (one and each == "level"))
            if self.kind not in kinds:
                source = Source("--kind", self.kind)
                raise failure(
                    "unknown-kind", Span(0, len(self.kind)), source, kinds=", ".join(kinds)
                )
            return self.kind
        if self.w is not None:
            return "dir"
        return "gradient" if self.wrt is None else "partial"

    def _wrt(self, kind: str, reading: Reading, limits: Limits) -> tuple[str, ...]:
        several = len(reading.variables) > 1
        if self.wrt is None and kind == "partial" and several:
            variables = ", ".join(reading.variables)
            example = reading.variables[0]
            raise failure("variable-not-chosen", None, None, variables=variables, example=example)
        if self.wrt is None:
            return reading.variables if kind == "partial" else ()
        return names_to_differentiate_by(
            self.wrt,
            reading.function,
            reading.variables,
            limits,
            each_once=kind == "gradient",
        )

    def _scale(self) -> str | None:
        if self.scale is not None and self.scale not in SCALES:
            raise failure("scale-not-known", None, None, given=self.scale)
        return self.scale


def _answer(
    field: ScalarField,
    *,
    kind: str,
    wrt: tuple[str, ...],
    place: Coordinates | None,
    way: Coordinates | None,
    w: str | None,
    scale: str | None,
    two: bool,
    given: GivenAnswer | None,
    steps: tuple[Step, ...],
) -> Answered:
    from gradcli.calculus.answers.check import (
        Given,
        Kind,
        Scale,
        Task,
        answer_check,
    )
    from gradcli.calculus.answers.diagnosis.diagnose import diagnosed
    from gradcli.calculus.answers.diagnosis.work import answer_work
    from gradcli.calculus.equality.compare import decimals_in
    from gradcli.narrative.stories.marking.check import (
        check_headline,
        check_story,
        check_task,
        no_check,
        word_of,
    )
    from gradcli.render.json.check import check_body

    point = None if place is None else point_of(place)
    direction = None if way is None else direction_of(way, Source("--w", w or ""))
    if kind == "gradient" and wrt and wrt != field.variables:
        field = field.asked_about(wrt)
        point = None if point is None else point.of_those(field)
    task = Task(Kind(kind), wrt, point, direction, None if scale is None else Scale(scale))
    if given is None:
        trees = [(one.line, one.text, _with_let(one.node, field), one.of_function) for one in steps]
        answer = answer_work(field, task, trees, two=two)
    else:
        nodes, *others = (with_values_in(each, field.let) for each in (given.nodes, *given.others))
        decimals = {
            node: places
            for each in (*given.nodes, *chain.from_iterable(given.others))
            for node, places in decimals_in(each, given.source.text).items()
        }
        answer = diagnosed(
            answer_check(
                field,
                task,
                Given(nodes, decimals, given.height, tuple(others), given.denies, given.absent),
            ),
            two=two,
        )
    error = no_check(answer)
    forms = Forms.of(
        answer,
        check_story,
        check_headline,
        check_body,
        check_task,
        word=None if error else word_of(answer),
        exit_code=_EXIT_CODES[answer.right],
    )
    return Answered(answer, error, forms)


def _with_let(node: Node | None, field: ScalarField) -> Node | None:
    return None if node is None else with_values_in((node,), field.let)[0]


def check(
    expression: Expression,
    answer: Vector | None = None,
    *,
    wrt: Names | None = None,
    at: Vector | None = None,
    w: Vector | None = None,
    scale: str | None = None,
    kind: str | None = None,
    two: bool = False,
    work: str | None = None,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """Whether `answer` is the right one, component by component, and what went wrong.

    It is a text, `"3y^3, 9xy^2"`, or numbers as those of a point.

    The known mistake that explains a wrong answer is `answer.mistake` of the result, where exactly
    one does; with `two`, two mistakes in two steps are tried as well. Instead of an answer `work`
    takes a derivation, line by line.

    What was asked follows from the rest: the gradient, with `wrt` a partial derivative, with `w`
    the rate along it (either, unless `scale` is `"unit"` or `"as-given"`), with `at` the value at
    a point; `kind` says `"gradient"`, `"partial"`, `"dir"`, `"steepest"`, `"level"` (a direction in
    which the function does not change), `"hessian"` or `"tangent"`.

    >>> import gradcli
    >>> gradcli.check("3x y^3", "3y^3, 9xy^2").lines()
    ('right',)
    >>> gradcli.check("3x y^3", "9y^2", wrt="x").lines()
    ('wrong',)

    Raises:
        GradcliError: a text is not understood. Where the question has no answer, the `error` of the
            result says why.
    """
    question = Check(
        Function.given(expression, variables, let),
        as_text(answer),
        as_names(wrt),
        as_text(at),
        as_text(w),
        text_in(scale, "scale", '"unit"'),
        text_in(kind, "kind", '"gradient"'),
        truth_in(two, "two"),
        as_text(work),
    )
    return ask(question, limits=limits, watcher=watcher)


_VERDICT: Final = {"enum": [True, False, None]}
_VALUES: Final = {"type": "object", "additionalProperties": FORMULA}
_DECIDED: Final = {"enum": ["algebra", "intervals", "numbers"]}

COMMAND: Final = Command(
    question=Check,
    in_python=check,
    help="""\
    Whether an answer is right, and which known mistake explains a wrong one.

    What was asked follows from the options: the gradient, with --wrt a partial derivative, with --w
    the rate along it, with --at the value at P. Any form is right that is equal; decimals are right
    within one unit of the last digit. Exit code 0: right, 1: wrong, 3: it could not be decided.
    """,
    example='check "3x y^3" --answer "3y^3, 9xy^2"',
    more_examples=(
        'check "3x y^3" --answer "f_y = 9xy^2" --wrt y',
        'check "x^2 y" --at 2,3 --w 3,5 --answer 9.604 --unit',
        'check "x^2 y" --at 2,3 --kind tangent --answer "z = 12x + 4y - 24" -q',
    ),
    table=Parameter(
        "answers",
        Shape.TABLE,
        "A table of answers instead of one: columns student, expr, wrt, at, answer.",
        metavar="FILE",
    ),
    parameters=(
        Parameter(
            "answer",
            Shape.TEXT,
            "The answer to be checked, in any notation: (3y^3, 9xy^2), f_x = ..., 2xy i + x^2 j; "
            "at a point also: does not exist.",
            metavar="ANSWER",
            also=("-a",),
        ),
        Parameter(
            "wrt", Shape.NAMES, "A partial by this variable, or several.", metavar="x[,y,...]"
        ),
        AT,
        Parameter(
            "w",
            Shape.COORDINATES,
            "The rate along this direction: 3,5.",
            metavar="W",
            also=("-w", "--direction"),
        ),
        Parameter(
            "scale",
            Shape.ONE_OF,
            "Of a direction: {} alone is right.",
            metavar="",
            choices=SCALES,
        ),
        Parameter(
            "kind",
            Shape.TEXT,
            "gradient, partial, dir, steepest, level, hessian or tangent.",
            metavar="KIND",
        ),
        Parameter(
            "two",
            Shape.FLAG,
            "Look for two mistakes, where one alone does not explain the answer.",
            metavar="",
        ),
        Parameter(
            "work",
            Shape.LINES,
            "A derivation instead of an answer, line by line; LaTeX too, and - for standard input.",
            metavar="FILE",
        ),
    ),
    keys=Keys(
        properties={"check": {"$ref": "#/$defs/check"}},
        required=(),
        definitions={
            "check": object_of(
                {
                    "right": described(_VERDICT, "null where it could not be decided."),
                    "decided_by": described(
                        _DECIDED, "numbers: agreement at many points, which is no proof."
                    ),
                    "scale": described(
                        {"enum": [*SCALES]}, "With which rate along w the answer was compared."
                    ),
                    "components": {"type": "array", "items": {"$ref": "#/$defs/component"}},
                    "each": described(
                        {
                            "type": "array",
                            "items": object_of(
                                {
                                    "answer": {"type": "array", "items": FORMULA},
                                    "right": _VERDICT,
                                },
                                ("answer", "right"),
                                "One of them.",
                            ),
                        },
                        "Of several answers, as ±: each; the components are those of the first "
                        "that is not right.",
                    ),
                    "work": described(
                        {"type": "array", "items": {"$ref": "#/$defs/worked_step"}},
                        "The steps of a derivation; the component is its first wrong step.",
                    ),
                    "mistake": {"$ref": "#/$defs/mistake"},
                    "second": described(
                        {"$ref": "#/$defs/mistake"}, "Another, where both together explain it."
                    ),
                },
                ("right", "components"),
                "The verdict on an answer.",
            ),
            "worked_step": object_of(
                {
                    "line": {"type": "integer", "minimum": 1},
                    "text": {"type": "string"},
                    "follows": described(
                        _VERDICT, "From the step before it; null where not decided, or not claimed."
                    ),
                    "right": described(_VERDICT, "Whether it is what was asked for."),
                },
                ("line", "text", "follows", "right"),
                "One step of a derivation.",
            ),
            "mistake": object_of(
                {
                    "name": {"type": "string"},
                    "also": described(
                        {"type": "array", "items": {"type": "string"}},
                        "Other mistakes with the same result.",
                    ),
                    "where": described(
                        {"type": "array", "items": {"type": "integer", "minimum": 0}},
                        "The place of the partial (of a second partial both places), and the way "
                        "to the step in its derivation, by places in `from`.",
                    ),
                    "could_be_slip": described(
                        {"type": "boolean"},
                        "Whether one sign, digit, letter or exponent of the right answer, written "
                        "otherwise, gives the same.",
                    ),
                    "explanation": {"type": "string"},
                    "number": object_of(
                        {"of": FORMULA, "taken_as": FORMULA},
                        ("of", "taken_as"),
                        "Of an arithmetic slip: what was worked out, and as what.",
                    ),
                },
                ("name", "also", "where", "could_be_slip", "explanation"),
                "The known mistake that explains a wrong answer: only where one alone does.",
            ),
            "component": object_of(
                {
                    "of": {"type": "string"},
                    "right": _VERDICT,
                    "expected": described(
                        FORMULA, "Also does not exist, or not decided, where that was said of one."
                    ),
                    "given": FORMULA,
                    "decided_by": _DECIDED,
                    "rounded": described(
                        {"const": True}, "Right to within one unit of the last digit given."
                    ),
                    "valueless": described(
                        {"const": True}, "What was given has no value, as 1/0 has none."
                    ),
                    "apart": object_of(
                        {"at": _VALUES},
                        ("at",),
                        "It has no value at any point where what was expected has one, as there.",
                    ),
                    "differs": object_of(
                        {"at": _VALUES, "expected": FORMULA, "given": FORMULA},
                        ("at", "expected", "given"),
                        "A point at which it differs from what was expected.",
                    ),
                    "domain": object_of(
                        {"is": {"enum": ["narrower", "wider", "other"]}, "at": _VALUES},
                        ("is", "at"),
                        "Where a right answer has other values than what was expected.",
                    ),
                },
                ("of", "right", "expected", "given"),
                "One component of an answer.",
            ),
        },
        # Where the question has no answer, the error says why.
        also={"if": {"not": {"required": ["error"]}}, "then": {"required": ["check"]}},
    ),
)
