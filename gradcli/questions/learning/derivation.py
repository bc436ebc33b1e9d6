"""A derivation that is worked in turns: its lines, why each holds, and a guess at one compared."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from gradcli.frozen import dataclass
from gradcli.language.answers.answers import Shape, read_answer
from gradcli.language.lex.limits import Limits
from gradcli.questions.asking import Question, Read, ask
from gradcli.questions.function import DEFAULT_LIMITS

# The narrative loads SymPy: after the texts were read.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.coaching.turns import Turn
    from gradcli.narrative.document import Block, Document
    from gradcli.questions.result import Result


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """A derivation in turns, and the answer in which it ends.

    `opening` is the function, and what must be known before its first derivative.
    """

    opening: tuple[Block, ...]
    turns: tuple[Turn, ...]
    result: Result

    def ending(self, digits: int, *, verbose: bool) -> tuple[Block, ...]:
        """The answer as its page begins with it, and how it was checked."""
        from gradcli.narrative.document import Heading, Remark

        blocks = self.result.document("none", digits, verbose=verbose, expand=True).blocks
        told = [block for block in blocks if block not in self.opening]
        summary = tuple(takewhile(lambda block: not isinstance(block, Heading), told))
        checked = blocks[-1:] if isinstance(blocks[-1], Remark) else ()
        return (*summary, *(each for each in checked if each not in summary))


def walk(asked: Read | Question, limits: Limits = DEFAULT_LIMITS) -> Walk:
    """The lines of a partial derivative, or of all those of a gradient.

    Raises:
        GradcliError: the mathematics has no answer.
    """
    from gradcli.calculus.answers.gradient import GradientAnswer
    from gradcli.calculus.answers.partial import PartialAnswer
    from gradcli.narrative.coaching.turns import turns_of
    from gradcli.narrative.stories.common import FULLY
    from gradcli.narrative.stories.partial import in_turn
    from gradcli.narrative.stories.partials import before_partials, reading

    result = ask(asked, limits=limits)
    answer = result.answer
    if isinstance(answer, PartialAnswer):
        stages, after = answer.stages, in_turn([each.variable for each in answer.stages])
    else:
        assert isinstance(answer, GradientAnswer)
        stages, after = tuple(answer.gradient.partials), ()
    turns = turns_of(stages, in_turn=isinstance(answer, PartialAnswer))
    opening = (*reading(answer.field), *before_partials(stages, FULLY), *after)
    return Walk(opening, tuple(turns), result)


def why(law: str) -> Document:
    """Why a law holds, from the rule book."""
    from gradcli.narrative.book.chapter import why_it_holds
    from gradcli.narrative.document import Document

    return Document(tuple(why_it_holds(law)))


def compared(
    guess: str, comes_to: str, letters: tuple[str, ...], limits: Limits = DEFAULT_LIMITS
) -> bool | None:
    """Whether a guess is what a line comes to, in the same letters; None where it is undecided.

    Raises:
        GradcliError: the guess is not understood.
    """
    given = read_answer(guess, Shape.FORMULA, letters, letters, name="the guess", limits=limits)
    from gradcli.calculus.equality.compare import compare, decimals_in

    (line,) = read_answer(comes_to, Shape.FORMULA, letters, letters).nodes
    (node,) = given.nodes
    return compare(line, node, letters, decimals=decimals_in(node, guess)).equal
