"""Hints for a derivative: the next thing to think of, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gradcli.errors import GradcliError, Source, Span
from gradcli.frozen import replace
from gradcli.language.answers.answers import Shape, read_answer
from gradcli.language.lex.limits import Limits
from gradcli.questions.asking import Read, ask, read
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let, as_names, read_function
from gradcli.questions.given.arguments import whole_in
from gradcli.questions.kinds.check import Check
from gradcli.questions.kinds.partial import Partial
from gradcli.questions.learning.lesson import Lesson
from gradcli.questions.messages import failure
from gradcli.questions.points import as_text

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.coaching.told import After
    from gradcli.questions.given.types import Expression, Names

LEVELS: Final = 4


def hint(
    expression: Expression,
    wrt: Names | None = None,
    level: int = 1,
    *,
    after: str | None = None,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Lesson:
    """Hints for the partial derivative by `wrt`, up to a level from 1 to 4.

    The kind of expression, the rule, what its letters stand for, and the derivatives of the parts:
    not before the last does it say anything of what comes out. `after` is a line that was tried:
    where a known mistake explains it, the hints begin at the step in which that enters.

    >>> import gradcli
    >>> gradcli.hint("x^2 sin x", level=3).lines
    ('Here u = x² and v = sin x.',)

    Raises:
        GradcliError: a text is not understood, a derivative of higher order is asked for, or there
            is no such level.
    """
    function = Function.given(expression, variables, let)
    names = as_names(wrt)
    asked = understood(function, names, limits)
    line = tried(function, names, as_text(after), limits)
    return told(asked, whole_in(level, "level"), of_gradient=wrt is None, line=line)


def understood(
    function: Function, wrt: tuple[str, ...] | None, limits: Limits = DEFAULT_LIMITS
) -> Read:
    """The question that the hints are for, its texts read: without `wrt` by the first variable.

    Raises:
        GradcliError: a text is not understood, or more than one derivative is asked for.
    """
    first = wrt or read_function(function, limits).variables[:1]
    asked = read(Partial(function, first), limits)
    if len(first) > 1:
        source = Source("--wrt", ",".join(first))
        span = Span(len(first[0]), len(source.text))
        raise failure(
            "hint-of-higher-order", span, source, order=len(first), first=first[0].strip()
        )
    return asked


def tried(
    function: Function,
    wrt: tuple[str, ...] | None,
    line: str | None,
    limits: Limits = DEFAULT_LIMITS,
) -> Read | None:
    """The question whether a line is the derivative, or the whole gradient, its texts read.

    Raises:
        GradcliError: the line is not understood.
    """
    if line is None:
        return None
    reading = read_function(function, limits)
    names = reading.variables
    letters = (*names, *reading.held, *reading.let)
    try:
        if wrt is None and len(names) > 1:
            given = read_answer(line, Shape.VECTOR, names, letters, limits=limits)
            if len(given.nodes) == len(names):
                return read(Check(function, line, kind="gradient"), limits)
        return read(Check(function, line, (wrt or names)[:1], kind="partial"), limits)
    except GradcliError as error:
        if error.source is not None and error.source.name == "--answer":
            error.source = Source("--after", error.source.text)
        raise


def told(asked: Read, level: int, *, of_gradient: bool, line: Read | None = None) -> Lesson:
    """The hints for a question that was read, and for a line that was tried.

    Raises:
        GradcliError: there is no such level.
    """
    if not 1 <= level <= LEVELS:
        raise failure("unknown-level", None, None, level=level, most=LEVELS)
    from gradcli.calculus.answers.partial import PartialAnswer
    from gradcli.narrative.coaching.told import hint_story
    from gradcli.render.json.hint import hint_body

    after = None if line is None else _after(line)
    if after is not None and after.moving is not None and not after.right:
        question = asked.asked.question
        assert isinstance(question, Partial)
        asked = read(replace(question, wrt=(after.moving,)), asked.asked.limits)
    answer = ask(asked).answer
    assert isinstance(answer, PartialAnswer)
    partial = answer.stages[0]
    body = hint_body(partial, level, after)
    last = body["hints"][-1] if body["hints"] else {"text": body["after"]["said"], "lines": []}
    return Lesson(
        "hint",
        lambda _: hint_story(partial, level, of_gradient=of_gradient, after=after),
        lambda: body,
        (last["text"], *last["lines"]),
        partial.field.arguments,
    )


def _after(line: Read) -> After:
    """Whether a line is right, and where it goes wrong; of a gradient, in which component."""
    from gradcli.calculus.answers.check import CheckAnswer, Kind
    from gradcli.narrative.coaching.told import After
    from gradcli.narrative.stories.marking.explained import step_of

    answer = ask(line).answer
    assert isinstance(answer, CheckAnswer)
    step = None if answer.mistake is None else step_of(answer, answer.mistake)
    if answer.task.kind is not Kind.GRADIENT:
        return After(answer.right, step)
    open_ones = (each for each in answer.components if each.found.equal is answer.right)
    (moving,) = next(open_ones).of
    if step is not None and step.variable != moving:
        step = None
    return After(answer.right, step, moving)
