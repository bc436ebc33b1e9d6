"""The questions of a file, or of a program, as exercises on a sheet.

They are read as `gradcli batch` reads them. A sheet is whole or it is not made: where one question
is not understood, the place is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from gradcli.bulk.messages import failure
from gradcli.bulk.question import asked_of
from gradcli.bulk.records.of_programs import given_by
from gradcli.bulk.records.record import Source
from gradcli.errors import GradcliError
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.messages.note import Note
from gradcli.questions.asking import ask
from gradcli.questions.function import DEFAULT_LIMITS
from gradcli.questions.given.arguments import (
    digits_in,
    format_in,
    text_of,
    truth_in,
    whole_in,
    word_in,
)
from gradcli.questions.given.lines import Question
from gradcli.questions.result import Result

# The narrative and the drawers load SymPy: after the questions were read.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.document import Document


KEYS: Final = ("none", "short", "full")
TITLE: Final = "Worksheet"


@dataclass(frozen=True, slots=True)
class Answered:
    """An exercise: its answer, and how much of the derivation its key tells, where that is said.

    `notes` are on what the question says beside.
    """

    result: Result
    steps: str | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet of exercises, and every form in which it can be read."""

    exercises: tuple[Answered, ...]
    title: str
    key: str

    def document(
        self,
        steps: str = "full",
        digits: int = 6,
        *,
        verbose: bool = False,
        expand: bool = False,
        notation: str = "leibniz",
        vectors: str = "paren",
    ) -> Document:
        """The sheet in words and formulas; what is said of a full key, as `Result.document`."""
        from gradcli.narrative.document import Document, Paragraph
        from gradcli.narrative.sheets.sheet import Exercise, Key, sheet
        from gradcli.narrative.steps import Detail
        from gradcli.render.format import Notation, Vectors
        from gradcli.render.page.notation import in_notation

        key = Key(self.key)
        digits = digits_in(digits)
        detail = word_in(Detail, steps, "steps")
        verbose, expand = truth_in(verbose, "verbose"), truth_in(expand, "expand")
        chosen = word_in(Notation, notation, "notation"), word_in(Vectors, vectors, "vectors")
        exercises = []
        for each in self.exercises:
            result = each.result
            letters = result.answer.field.arguments
            said = Document((Paragraph(result.task()), Paragraph(result.short())))
            told = in_notation(said, *chosen, letters)
            task, short = (block.text for block in told.blocks if isinstance(block, Paragraph))
            worked = None
            if key is Key.FULL:
                worked = result.document(
                    each.steps or detail,
                    digits,
                    verbose=verbose,
                    expand=expand,
                    notation=notation,
                    vectors=vectors,
                )
            exercises.append(Exercise(task, short, worked))
        return sheet(exercises, self.title, key)

    def text(
        self,
        format: str = "plain",  # noqa: A002  the option's name
        *,
        steps: str = "full",
        width: int = 80,
        standalone: bool = False,
        notation: str = "leibniz",
        vectors: str = "paren",
    ) -> str:
        """The sheet in any format of the command line but JSON; the rest as for `document`."""
        from gradcli.render.page.document import render

        written = format_in(format, json=False)
        columns = whole_in(width, "width", 1)
        standalone = truth_in(standalone, "standalone")
        document = self.document(steps, notation=notation, vectors=vectors)
        return render(document, written, width=columns, standalone=standalone)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        """One line: what it is called, and how long it is."""
        return f"<worksheet {self.title!r}: {len(self.exercises)} exercises, key {self.key}>"

    def _repr_html_(self) -> str:
        from gradcli.render.page.html import html_fragment

        return html_fragment(self.document())


def worksheet(questions: Iterable[Question], *, key: str = "none", title: str = TITLE) -> Worksheet:
    """A sheet of exercises with its key: `none`, `short` (a line each) or `full` (worked).

    A question is what a line of `gradcli batch` is: a mapping such as
    `{"command": "dir", "expr": "x^2 y", "at": [2, 3], "w": [3, 5]}`, or the text of one as JSON.

    >>> import gradcli
    >>> print(gradcli.worksheet([{"expr": "x^2 y", "at": [2, 3]}], key="short"), end="")
    Worksheet
    <BLANKLINE>
      1. Find the gradient of f(x, y) = x²y at (x, y) = (2, 3).
    <BLANKLINE>
    Key
    <BLANKLINE>
      1. ∇f(2, 3) = (12, 4)

    Raises:
        GradcliError: a question is not understood, or there is none; the message says which.
    """
    given = given_by(questions)
    exercises, failures = answered(given, lambda number: f"question {number}", up_to_a_failure=True)
    if failures:
        raise failures[0]
    return made(exercises, key, title)


def made(exercises: Iterable[Answered], key: str, title: str) -> Worksheet:
    """The sheet of these exercises.

    Raises:
        GradcliError: USAGE for no exercises, and for a key that there is not.
    """
    listed = tuple(exercises)
    if text_of(key, "key", '"short"') not in KEYS:
        raise failure("unknown-key-of-a-sheet", key=key)
    if not listed:
        raise failure("no-questions")
    return Worksheet(listed, text_of(title, "title", '"Week 3"'), key)


def answered(
    source: Source,
    place: Callable[[int], str],
    limits: Limits = DEFAULT_LIMITS,
    *,
    lenient: bool = False,
    up_to_a_failure: bool = False,
) -> tuple[list[Answered], list[GradcliError]]:
    """The exercises, and what is wrong with the questions that are none; `place` names a line.

    All questions are taken, or those up to the first that is none.
    """
    exercises: list[Answered] = []
    failures: list[GradcliError] = []
    while (record := source.take()) is not None:
        try:
            if record.refusal is not None:
                raise record.refusal
            asked = asked_of(record.text, lenient=lenient)
            result = ask(asked.question, limits=limits)
            exercises.append(Answered(result, asked.steps, asked.notes))
        except GradcliError as error:
            error.message = f"{place(record.number)}: {error.message}"
            failures.append(error)
            if up_to_a_failure:
                break
    return exercises, failures
