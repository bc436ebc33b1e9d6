"""The list of known mistakes, each with an example that is checked when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gradcli.language.lex.suggestions import nearest
from gradcli.narrative.book.mistakes import CLAUSES
from gradcli.questions.asking import ask
from gradcli.questions.function import Function
from gradcli.questions.given.arguments import text_of
from gradcli.questions.kinds.check import Check
from gradcli.questions.learning.lesson import Lesson
from gradcli.questions.learning.mistake_examples import EXAMPLES
from gradcli.questions.messages import failure

# The heavy rooms are imported inside functions, after the names were understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.check import CheckAnswer
    from gradcli.narrative.document import Document
    from gradcli.render.failure import Json


def mistakes(*names: str) -> Lesson:
    """The known mistakes that `check` names, or these, each with an example that is checked.

    >>> import gradcli
    >>> gradcli.mistakes("chain_inner_missing").lines
    ('chain_inner_missing',)

    Raises:
        GradcliError: there is no mistake of that name.
    """
    asked = chosen_mistakes([text_of(each, "mistakes", '"sign_flipped"') for each in names])
    listed = asked or tuple(CLAUSES)

    def story(_: int) -> Document:
        from gradcli.narrative.stories.marking.listed import described, listing

        checked = {name: example(name) for name in listed}
        return described(checked) if asked else listing(checked)

    def body() -> Json:
        from gradcli.render.json.check import mistakes_body

        return mistakes_body({name: example(name) for name in listed})

    return Lesson("mistakes", story, body, listed)


def chosen_mistakes(names: Sequence[str]) -> tuple[str, ...]:
    """The mistakes that were asked for, each once; nothing for all.

    Raises:
        GradcliError: there is no mistake of that name.
    """
    found: dict[str, None] = {}
    for name in names:
        known = name.lower().replace("-", "_").replace(" ", "_")
        if known not in CLAUSES:
            near = nearest(known, CLAUSES)
            form = "" if near is None else "near"
            raise failure("unknown-mistake", None, None, form, name=name, near=near)
        found[known] = None
    return tuple(found)


def example(name: str) -> CheckAnswer:
    """The example of a mistake, checked."""
    from gradcli.calculus.answers.check import CheckAnswer

    given = EXAMPLES[name]
    question = Check(
        Function(given.function),
        given.answer,
        None if given.wrt is None else tuple(given.wrt.split(",")),
        given.at,
        given.w,
        given.scale,
        given.kind,
    )
    answer = ask(question).answer
    assert isinstance(answer, CheckAnswer)
    return answer
