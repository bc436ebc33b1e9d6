"""An answer to an exercise, marked: right or not, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gradcli.frozen import dataclass
from gradcli.language.answers.answers import Shape, read_answer
from gradcli.language.lex.limits import Limits
from gradcli.questions.asking import ask
from gradcli.questions.function import DEFAULT_LIMITS, Function
from gradcli.questions.kinds.check import Check
from gradcli.questions.learning.exercises.asked import Solved
from gradcli.questions.learning.exercises.made import Exercise

# The narrative loads SymPy: after the answer was read.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.document import Document

_KINDS: Final = {
    "partial": "partial",
    "grad": "gradient",
    "dir": "dir",
    "steepest": "steepest",
    "hessian": "hessian",
}


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """Whether the answer is right, None where that is undecided, and what is said of it.

    `mistake` is the stable name of the one known mistake that explains it.
    """

    right: bool | None
    said: Document
    mistake: str | None = None


def marked(exercise: Exercise, answer: str, limits: Limits = DEFAULT_LIMITS) -> Marked:
    """The answer, marked; nothing that is said holds the right one.

    Raises:
        GradcliError: the answer is not understood.
    """
    if exercise.rate is not None:
        return _of_step(exercise, answer, limits)
    at = None if exercise.at is None else ",".join(map(str, exercise.at))
    w = None if exercise.w is None else ",".join(map(str, exercise.w))
    wrt = None if exercise.wrt is None else (exercise.wrt,)
    kind = _KINDS[exercise.command]
    return of_question(Check(Function(exercise.expr), answer, wrt, at, w, None, kind), limits)


def of_question(question: Check, limits: Limits = DEFAULT_LIMITS) -> Marked:
    """The answer to any question, marked.

    Raises:
        GradcliError: the answer is not understood.
    """
    from gradcli.calculus.answers.check import CheckAnswer
    from gradcli.narrative.coaching.marks import without_the_answer

    result = ask(question, limits=limits)
    found = result.answer
    assert isinstance(found, CheckAnswer)
    said = without_the_answer(result.document("none"))
    mistake = result.json(steps="none").get("check", {}).get("mistake", {})
    return Marked(found.right, said, mistake.get("name"))


def _of_step(exercise: Exercise, answer: str, limits: Limits) -> Marked:
    """A step of descent: its coordinates are compared, one by one."""
    from gradcli.calculus.equality.compare import compare, decimals_in
    from gradcli.narrative.coaching.marks import of_coordinates

    solved = Solved.of(exercise)
    field = solved.result.answer.field
    given = read_answer(answer, Shape.VECTOR, field.variables, (), limits=limits)
    expected = solved.arrival()
    if len(given.nodes) != len(expected):
        return Marked(False, of_coordinates(field.variables, [], len(given.nodes)))
    found = [
        compare(right, node, (), decimals=decimals_in(node, answer)).equal
        for right, node in zip(expected, given.nodes, strict=True)
    ]
    verdict = False if False in found else (None if None in found else True)
    return Marked(verdict, of_coordinates(field.variables, found, len(found)))
