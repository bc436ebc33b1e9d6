"""The chain of ideas as a lesson on the reader's own function, with a question at each step."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Final

from gradcli.field.expression import Node, Number
from gradcli.frozen import dataclass
from gradcli.language.answers.answers import Shape, read_answer
from gradcli.language.lex.limits import Limits
from gradcli.questions.asking import Read, ask, read
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let
from gradcli.questions.kinds.check import Check
from gradcli.questions.kinds.directional import Directional
from gradcli.questions.kinds.gradient import Gradient
from gradcli.questions.kinds.partial import Partial
from gradcli.questions.kinds.steepest import Steepest
from gradcli.questions.learning.lesson import Lesson
from gradcli.questions.learning.marked import Marked, of_question
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text
from gradcli.questions.result import Result

# The heavy rooms are imported inside functions, after the texts were understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.coaching.screens import Screen, Worked
    from gradcli.narrative.document import Sentence, Table
    from gradcli.questions.given.types import Expression, Names, Vector
    from gradcli.render.failure import Json

EXPRESSION: Final = "x^2 y"
POINT: Final = "2,3"
DIRECTION: Final = "3,5"


@dataclass(frozen=True, slots=True, eq=False)
class Topics:
    """The questions of which the lesson is made, their texts read."""

    function: Function
    at: str
    w: str
    gradient: Read
    directional: Read
    steepest: Read


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A screen of the lesson, the answer to its question, how it comes out, how one is marked."""

    screen: Screen
    answer: Sentence
    working: Sentence
    lines: tuple[str, ...]
    mark: Callable[[str], Marked]


def learn(
    expression: Expression | None = None,
    at: Vector | None = None,
    w: Vector | None = None,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Lesson:
    """Why the gradient is the steepest way up, in ten steps on a function, at a point, along w.

    Without a function it is x^2 y at (2, 3), along (3, 5). Each step ends with a question; the
    answers stand at the end.

    >>> import gradcli
    >>> gradcli.learn().lines[:3]
    ('12', 'x**2', '12, 4')

    Raises:
        GradcliError: a text is not understood, or there is no gradient to speak of at the point.
    """
    function = None if expression is None else Function.given(expression, variables, let)
    return as_lesson(understood(function, as_text(at), as_text(w), limits))


def understood(
    function: Function | None, at: str | None, w: str | None, limits: Limits = DEFAULT_LIMITS
) -> Topics:
    """The questions of the lesson, their texts read.

    Raises:
        GradcliError: a text is not understood, or one is missing.
    """
    if function is None:
        function = Function(EXPRESSION)
        at, w = POINT if at is None else at, DIRECTION if w is None else w
    gradient = read(Gradient(function, at), limits)
    variables = gradient.reading.variables
    if len(variables) < 2:
        raise failure("too-few-variables", None, None)
    if at is None:
        example = ",".join("1" for _ in variables)
        raise failure("point-missing", None, None, what="the steepest direction", example=example)
    along = ",".join("1" for _ in variables) if w is None else w
    directional = read(Directional(function, at, along), limits)
    return Topics(function, at, along, gradient, directional, read(Steepest(function, at), limits))


def as_lesson(topics: Topics) -> Lesson:
    """The whole lesson as a page."""
    from gradcli.narrative.coaching.screens import lesson

    found = parts(topics)
    field = topics.gradient.reading

    def body() -> Json:
        from gradcli.render.failure import SCHEMA
        from gradcli.render.json.hint import in_words

        screens = [
            {
                "title": each.screen.title,
                "question": in_words(each.screen.question),
                "answer": list(each.lines),
                "working": in_words(each.working),
            }
            for each in found
        ]
        given: Json = {"text": topics.function.text, "at": topics.at, "w": topics.w}
        return {"schema": SCHEMA, "command": "learn", "lesson": given, "screens": screens}

    document = lesson(
        [each.screen for each in found],
        [each.answer for each in found],
        [each.working for each in found],
    )
    lines = tuple(", ".join(each.lines) for each in found)
    return Lesson("learn", lambda _: document, body, lines, field.variables)


def parts(topics: Topics, *, plot: bool = False) -> list[Part]:
    """The screens with their answers; with `plot` one of them has a picture, where there is one.

    Raises:
        GradcliError: there is no gradient at the point, or it is zero.
    """
    from gradcli.narrative.coaching.screens import INSIDE, THREE, practised, screens

    gradient, directional = ask(topics.gradient), ask(topics.directional)
    steepest = ask(topics.steepest)
    for each in (gradient, directional, steepest):
        if each.error is not None:
            raise each.error
    worked = _worked(gradient, directional, steepest, plot=plot)
    reading = topics.gradient.reading
    second = reading.variables[1]
    to_practise = Function(practised(reading.function, reading.tree))
    other, practice = ask(Partial(topics.function, (second,))), ask(Gradient(to_practise))
    three, inside = ask(Gradient(Function(THREE), "1,2,3")), ask(Partial(Function(INSIDE)))
    own = partial(Check, topics.function)
    asked = [
        _value(worked, worked.value),
        _question(
            other,
            lambda given: own(given, wrt=(second,), kind="partial"),
        ),
        _question(gradient, lambda given: own(given, at=topics.at, kind="gradient")),
        _question(
            practice,
            lambda given: Check(to_practise, given, kind="gradient"),
        ),
        _question(directional, lambda given: own(given, at=topics.at, w=topics.w, kind="dir")),
        _value(worked, worked.length_of_w),
        _angle(worked),
        _value(worked, worked.largest_rate),
        _question(
            three,
            lambda given: Check(Function(THREE), given, at="1,2,3", kind="gradient"),
        ),
        _question(
            inside,
            lambda given: Check(Function(INSIDE), given, kind="partial"),
        ),
    ]
    how = _workings(worked, other, practice, three, inside)
    return [
        Part(screen, answer, working, lines, mark)
        for screen, working, (answer, lines, mark) in zip(screens(worked), how, asked, strict=True)
    ]


def _workings(
    worked: Worked, other: Result, practice: Result, three: Result, inside: Result
) -> tuple[Sentence, ...]:
    from gradcli.calculus.answers.gradient import GradientAnswer
    from gradcli.calculus.answers.partial import PartialAnswer
    from gradcli.narrative.coaching.workings import workings

    assert isinstance(other.answer, PartialAnswer)
    assert isinstance(practice.answer, GradientAnswer)
    assert isinstance(three.answer, GradientAnswer)
    assert isinstance(inside.answer, PartialAnswer)
    return workings(worked, other.answer, practice.answer, three.answer, inside.answer)


_Asked = tuple["Sentence", tuple[str, ...], Callable[[str], Marked]]


def _worked(gradient: Result, directional: Result, steepest: Result, *, plot: bool) -> Worked:
    from gradcli.calculus.answers.directional import DirectionalAnswer
    from gradcli.calculus.answers.gradient import GradientAnswer
    from gradcli.calculus.answers.steepest import SteepestAnswer
    from gradcli.narrative.coaching.screens import Worked
    from gradcli.narrative.stories.common import Telling
    from gradcli.narrative.stories.pictures.on_a_page import pictured
    from gradcli.narrative.stories.steepest import rates_by_angle

    slopes, along, best = gradient.answer, directional.answer, steepest.answer
    assert isinstance(slopes, GradientAnswer)
    assert isinstance(along, DirectionalAnswer)
    assert isinstance(best, SteepestAnswer)
    picture = pictured(best, Telling(plot=plot))
    rates = _table(steepest)
    if best.steepest is not None and len(best.field.variables) == 2:
        (rates,) = rates_by_angle(best.field, best.at.point, best.steepest) or (rates,)
    return Worked(slopes, along, best, _table(gradient), rates, picture)


def _table(result: Result) -> Table | None:
    """The first table of the page of an answer."""
    from gradcli.narrative.document import Table

    tables = (block for block in result.document().blocks if isinstance(block, Table))
    return next(tables, None)


def _question(result: Result, check: Callable[[str], Check]) -> _Asked:
    """What one of the commands answers."""
    return result.short(), result.lines(), lambda given: of_question(check(given))


def _value(worked: Worked, tree: Node) -> _Asked:
    """A number."""
    from gradcli.language.writing import write
    from gradcli.narrative.notation import typeset
    from gradcli.narrative.phrases import sentence

    letters = worked.gradient.field.letters

    def mark(given: str) -> Marked:
        from gradcli.calculus.equality.compare import compare, decimals_in
        from gradcli.narrative.coaching.marks import of_number

        (node,) = read_answer(given, Shape.FORMULA, letters, letters).nodes
        found = compare(tree, node, letters, decimals=decimals_in(node, given))
        return Marked(found.equal, of_number(found.equal))

    return sentence(typeset(tree)), (write(tree, letters),), mark


def _angle(worked: Worked) -> _Asked:
    """0 degrees: a number, or one with its sign."""
    answer, lines, mark = _value(worked, Number(Fraction(0)))

    def without_sign(given: str) -> Marked:
        bare = given.replace("degrees", "").replace("deg", "").replace("°", "")
        return mark(bare)

    return answer, lines, without_sign
