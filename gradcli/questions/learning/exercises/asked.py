"""An exercise with its answer: what is asked, the key in a line, and the key worked."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gradcli.field.expression import Node, Number, Quotient
from gradcli.frozen import dataclass, replace
from gradcli.questions.asking import ask
from gradcli.questions.learning.exercises.made import Exercise
from gradcli.questions.learning.exercises.shapes import Topic
from gradcli.questions.result import Result

# The narrative loads SymPy: after the exercises were made.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.gradient import GradientAnswer
    from gradcli.calculus.rules.gradient import Partial as Worked
    from gradcli.narrative.document import Block, Document, Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """An exercise, and the answer to its question, derived and checked as every answer is.

    Of a step of descent it is the gradient at the point, of which the step is made.
    """

    exercise: Exercise
    result: Result

    @staticmethod
    def of(exercise: Exercise) -> Solved:
        """The exercise, solved.

        Raises:
            GradcliError: it has no answer, which only one that somebody wrote into a log has not.
        """
        result = ask(exercise.question())
        if result.error is not None:
            raise result.error
        return Solved(exercise, result)

    @property
    def _rate(self) -> Node | None:
        rate = self.exercise.rate
        if rate is None:
            return None
        above, _, below = rate.partition("/")
        return Quotient(Number(Fraction(above)), Number(Fraction(below)))

    def _gradient(self) -> GradientAnswer:
        from gradcli.calculus.answers.gradient import GradientAnswer

        answer = self.result.answer
        assert isinstance(answer, GradientAnswer)
        return answer

    def task(self) -> Sentence:
        """What is asked: one answer, where the question itself has two."""
        from gradcli.calculus.answers.directional import DirectionalAnswer
        from gradcli.narrative.sheets.tasks import directional_task, step_task

        rate, answer = self._rate, self.result.answer
        if isinstance(answer, DirectionalAnswer):
            return directional_task(answer, one=True)
        return self.result.task() if rate is None else step_task(self._gradient(), rate)

    def short(self) -> Sentence:
        """The answer in a line."""
        from gradcli.narrative.phrases import equals, sentence
        from gradcli.narrative.sheets.steps import step_lines

        rate = self._rate
        if rate is None:
            return self.result.short()
        first, *_, last = step_lines(self._gradient(), rate)
        assert first.left is not None
        return sentence(equals(first.left, last.right))

    def worked(self, steps: str, digits: int) -> Document:
        """The answer, worked."""
        from gradcli.narrative.sheets.steps import worked_step

        page = self.result.document(steps, digits)
        rate = self._rate
        return page if rate is None else worked_step(self._gradient(), rate, page)

    def arrival(self) -> tuple[Node, ...]:
        """Of a step of descent, the point that it leads to."""
        from gradcli.field.from_sympy import from_sympy
        from gradcli.narrative.sheets.steps import arrival

        rate = self._rate
        assert rate is not None
        return tuple(map(from_sympy, arrival(self._gradient(), rate)))

    def trees(self) -> tuple[Node, ...]:
        """The answer alone, as trees."""
        return self.result.answer.trees() if self._rate is None else self.arrival()

    def partials(self) -> tuple[Worked, ...]:
        """The first partials on which the answer rests."""
        from gradcli.calculus.answers.gradient import GradientAnswer
        from gradcli.calculus.answers.partial import PartialAnswer

        answer = self.result.answer
        if isinstance(answer, PartialAnswer):
            return answer.stages[:1]
        assert isinstance(answer, GradientAnswer)
        return tuple(answer.gradient.partials)

    def at_the_point(self, node: Node) -> Node | None:
        """A formula, at the point where there is one; None where it has no value there."""
        from gradcli.field.from_sympy import UnrealError, from_sympy
        from gradcli.field.scalar_field import Point
        from gradcli.field.to_sympy import ToSympy

        if self.exercise.at is None:
            return node
        field = self.result.answer.field
        point = Point.of_trees(tuple(Number(Fraction(each)) for each in self.exercise.at))
        try:
            return from_sympy(ToSympy(point.values(field))(node))
        except (UnrealError, ArithmeticError):
            return None

    def slopes(self) -> tuple[Node, ...]:
        """The gradient at the point."""
        solved = self
        if self.exercise.command not in ("grad", "descend"):
            gradient = replace(self.exercise, topic=Topic.GRADIENT, w=None)
            solved = Solved.of(gradient)
        return solved.result.answer.trees()

    def hints(self) -> list[tuple[Block, ...]]:
        """The hints, one after the other; together they lead to the answer."""
        from gradcli.narrative.coaching.series import hint_series

        return hint_series(self.result.answer, of_step=self._rate is not None)

    def lines(self) -> tuple[str, ...]:
        """The answer alone, as -q prints it."""
        from gradcli.language.writing import write

        if self._rate is None:
            return self.result.lines()
        return tuple(map(write, self.arrival()))

    def json(self, *, key: bool) -> dict[str, Any]:
        """The exercise for scripts, with its answer if the key is wanted."""
        from gradcli.render.json.hint import in_words

        made = self.exercise
        body = made.line() | {"topic": str(made.topic), "level": made.level}
        body |= {"rules": list(made.needs), "task": in_words(self.task())}
        if key:
            body["answer"] = list(self.lines())
        return body
