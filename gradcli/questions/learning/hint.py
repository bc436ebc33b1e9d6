"""Hints for a derivative: the next thing to think of, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gradcli.language.lex.limits import Limits
from gradcli.questions.asking import Read, ask, read
from gradcli.questions.function import DEFAULT_LIMITS, Function, Let, as_names
from gradcli.questions.kinds.partial import Partial
from gradcli.questions.learning.lesson import Lesson
from gradcli.questions.messages import failure

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.questions.given.types import Expression, Names

LEVELS: Final = 4


def hint(
    expression: Expression,
    wrt: Names | None = None,
    level: int = 1,
    *,
    variables: Names | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Lesson:
    """Hints for the partial derivative by `wrt`, up to a level from 1 to 4.

    The kind of expression, the rule, what its letters stand for, and the derivatives of the parts:
    not before the last does it say anything of what comes out.

    >>> import gradcli
    >>> gradcli.hint("x^2 sin x", level=3).lines
    ('Here u = x² and v = sin x.',)

    Raises:
        GradcliError: a text is not understood, or there is no such level.
    """
    function = Function.given(expression, variables, let)
    return told(understood(function, as_names(wrt), limits), level, of_gradient=wrt is None)


def understood(
    function: Function, wrt: tuple[str, ...] | None, limits: Limits = DEFAULT_LIMITS
) -> Read:
    """The question that the hints are for, its texts read: without `wrt` by the first variable.

    Raises:
        GradcliError: a text is not understood.
    """
    from gradcli.questions.function import read_function

    first = wrt or read_function(function, limits).variables[:1]
    return read(Partial(function, first), limits)


def told(asked: Read, level: int, *, of_gradient: bool) -> Lesson:
    """The hints for a question that was read.

    Raises:
        GradcliError: there is no such level.
    """
    if not 1 <= level <= LEVELS:
        raise failure("unknown-level", None, None, level=level, most=LEVELS)
    from gradcli.calculus.answers.partial import PartialAnswer
    from gradcli.narrative.coaching.told import hint_story
    from gradcli.render.json.hint import hint_body

    answer = ask(asked).answer
    assert isinstance(answer, PartialAnswer)
    partial = answer.stages[0]
    hints = hint_body(partial, level)["hints"]
    last = hints[-1]
    return Lesson(
        "hint",
        lambda _: hint_story(partial, level, of_gradient=of_gradient),
        lambda: hint_body(partial, level),
        (last["text"], *last["lines"]),
        partial.field.arguments,
    )
