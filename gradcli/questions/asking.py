"""The one way from a question to its answer: shells, batches and Python programs all take it.

SymPy is loaded when every text of the question has been read without a complaint, not before: a
mistake is answered at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from gradcli.errors import GradcliError
from gradcli.field.expression import Node
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.messages.note import Note
from gradcli.language.reading import Reading, with_let
from gradcli.questions.function import (
    DEFAULT_LIMITS,
    Function,
    field_of,
    read_function,
    refuse_moving_factorial,
)
from gradcli.questions.given.arguments import check_watcher
from gradcli.questions.refusals import refusals
from gradcli.questions.result import Forms, Result

if TYPE_CHECKING:
    from gradcli.calculus.answers import Answer
    from gradcli.calculus.descent.run import Pace
    from gradcli.field.scalar_field import ScalarField
    from gradcli.language.vectors.points import Coordinates


class Watcher(Protocol):
    """Who wants to know how far an answer is: a page that is written as it comes."""

    def read(self, reading: Reading) -> None:
        """The text was understood as this."""


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """An answer, what the mathematics refuses in it, and how it is told."""

    answer: Answer
    error: GradcliError | None
    forms: Forms


@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """A question of which every text was read.

    `notes` say how the texts beside the function were read; `answer` does the mathematics. `let`
    are values that the texts give to constants of the function, `variables` all those that it has
    where the texts speak of more than it does. Where the work goes step by step, `paced` is it with
    somebody who may end it before its time, and then takes what there is.
    """

    notes: tuple[Note, ...]
    answer: Callable[[ScalarField], Answered]
    let: Mapping[str, Node] = MappingProxyType({})
    paced: Callable[[ScalarField, Pace], Answered] | None = None
    variables: tuple[str, ...] | None = None

    @staticmethod
    def of(answer: Callable[[ScalarField], Answered], *given: Coordinates | None) -> Understood:
        """The same, of what the points and directions beside the function say."""
        texts = [each for each in given if each is not None]
        notes = tuple(note for each in texts for note in each.notes)
        let = {name: value for each in texts for name, value in each.let.items()}
        return Understood(notes, answer, let)


class Question(Protocol):
    """A question about a function, as it was given: texts and nothing else."""

    @property
    def function(self) -> Function:
        """The function that is asked about."""

    def understood(self, reading: Reading, limits: Limits) -> Understood:
        """The question, its texts read for the function that `reading` is.

        Raises:
            GradcliError: a text is not understood, or one is missing.
        """


@dataclass(frozen=True, slots=True)
class BoundedQuestion:
    """A question, and the bounds on its texts: all that an answer depends on."""

    question: Question
    limits: Limits

    def answered(self) -> Result:
        """The answer."""
        return ask(self.question, limits=self.limits)


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A question of which every text was read: the function, and what is asked of it."""

    asked: BoundedQuestion
    reading: Reading
    understood: Understood


def read(question: Question, limits: Limits = DEFAULT_LIMITS) -> Read:
    """Every text of a question, read; SymPy is not loaded.

    Raises:
        GradcliError: a text is not understood, or one is missing.
    """
    question = _with_table(question)
    reading = read_function(question.function, limits)
    understood = question.understood(reading, limits)
    reading = with_let(reading, understood.let, limits)
    if understood.variables is not None:
        reading = replace(reading, variables=understood.variables)
    refuse_moving_factorial(reading)
    if understood.notes:
        reading = replace(reading, notes=(*reading.notes, *understood.notes))
    return Read(BoundedQuestion(question, limits), reading, understood)


def _with_table(question: Question) -> Question:
    """The same question; where it can come with a table, that is read, which names columns.

    Few questions can. They say so by a method `opened`, and are asked by name: an `isinstance` of a
    protocol costs a line of a batch as much as the reading of a short expression.

    Raises:
        GradcliError: the table cannot be read, or what is asked of it is not said.
    """
    opened: Callable[[], Question] | None = getattr(question, "opened", None)
    return question if opened is None else opened()


def ask(
    question: Question | Read,
    *,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
    pace: Pace | None = None,
) -> Result:
    """The answer to a question, as it was given or as it was read.

    Work that goes step by step asks `pace` whether to go on.

    Raises:
        GradcliError: a text is not understood. Where the mathematics says no, that is the `error`
            of the result, which also says what does exist.
    """
    if watcher is not None:
        check_watcher(watcher)
    given = question if isinstance(question, Read) else read(question, limits)
    reading, understood = given.reading, given.understood
    if watcher is not None:
        watcher.read(reading)
    field = field_of(reading)
    with refusals(field):
        if pace is None or understood.paced is None:
            found = understood.answer(field)
        else:
            found = understood.paced(field, pace)
    return Result(found.answer, reading.notes, found.error, found.forms, given.asked)
