"""An answer, and every form in which it can be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from gradcli.errors import GradcliError, Span
from gradcli.frozen import dataclass, replace
from gradcli.language.messages.note import Note
from gradcli.questions.given.arguments import (
    digits_in,
    format_in,
    separator_in,
    text_of,
    truth_in,
    whole_in,
    word_in,
)
from gradcli.questions.messages import failure
from gradcli.questions.refusals import refusals

_LONGEST_CAPTION = 100
"""Signs below the drawing of a graph."""

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers import Answer
    from gradcli.narrative.box import Box
    from gradcli.narrative.document import Diagram, Document, Figure, Sentence
    from gradcli.narrative.stories.common import Telling
    from gradcli.questions.drawn.pictures import Picture
    from gradcli.render.csvtable import CsvTable
    from gradcli.render.failure import Json
    from gradcli.render.format import Notation, Vectors

Answered = TypeVar("Answered")


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """How an answer is told: a new kind of question has to say each of these.

    `story` is the whole in words and formulas; `headline` one formula, asked for only where the
    answer has values; `json` the object for scripts, with steps or without; `task` the question as
    an exercise puts it; `diagram` the graph where the answer is told by one, `table` its header and
    rows where it is a table, in numbers of so many digits or as they are. `columns` values of the
    answer stand in one line, behind each the label of that line. `remarks` are what has to be
    known of the answer and stands on its page: it is said beside the answer alone. `word` is the
    answer alone where that is no formula, and `exit_code` what a command ends with. `figure` is
    the picture, if there is one; where it `is_the_answer`, it is what stands alone, without words.
    `page` is its HTML where that is more than the story.
    """

    story: Callable[[Telling], Document]
    headline: Callable[[], Box]
    json: Callable[[bool], Json]
    task: Callable[[], Sentence]
    diagram: Callable[[Telling], Diagram] | None = None
    table: Callable[[int | None], CsvTable] | None = None
    page: Callable[[Notation, Vectors], str] | None = None
    columns: int = 1
    labels: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[Note, ...] = ()
    word: str | None = None
    exit_code: int = 0
    figure: Callable[[Telling], Figure | None] | None = None
    is_the_answer: bool = False

    @staticmethod
    def of(
        answer: Answered,
        story: Callable[[Answered, Telling], Document],
        headline: Callable[[Answered], Box],
        json: Callable[[Answered, bool], Json],
        task: Callable[[Answered], Sentence],
        columns: int = 1,
        *,
        word: str | None = None,
        exit_code: int = 0,
    ) -> Forms:
        """The forms of this answer, each made when it is asked for."""
        return Forms(
            partial(story, answer),
            partial(headline, answer),
            partial(json, answer),
            partial(task, answer),
            columns=columns,
            word=word,
            exit_code=exit_code,
        )


class Asked(Protocol):
    """The question of a result."""

    def answered(self) -> Result:
        """The same result, worked out again."""


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """An answer, and every form in which it can be read.

    `answer` holds what was computed (see `gradcli.calculus.answers`); `notes` say how the text
    was read where it could have been read otherwise; `error` is what the mathematics said no to
    (the gradient does not exist there, it is zero), or None. `asked` is the question, which a
    pickled result is answered from anew.

    Two results are equal where the same is asked of the same function and answered alike, however
    the texts were typed: `gradient("x^2 y", at="2,3") == gradient("x**2*y", at=(2, 3))`.
    """

    answer: Answer
    notes: tuple[Note, ...]
    error: GradcliError | None
    forms: Forms
    asked: Asked

    @property
    def exit_code(self) -> int:
        """What a command ends with that gives this answer."""
        return self.forms.exit_code if self.error is None else self.error.exit_code

    @property
    def warning(self) -> Note | None:
        """What must be known of an answer that nothing confirms, or None."""
        from gradcli.narrative.warning import warning_of

        found = warning_of(self.answer)
        if found is None:
            return None
        message, advice = found
        return Note("not-checked", message, Span(0, len(self.answer.field.source.text)), advice)

    def _unconfirmed(self) -> Note:
        """Why an answer is not verified whose derivation is: the page says it in its last line."""
        return Note(
            "not-checked",
            "the numbers at the point could not be compared with difference quotients",
            Span(0, len(self.answer.field.source.text)),
        )

    def document(
        self,
        steps: str = "full",
        digits: int = 6,
        *,
        verbose: bool = False,
        expand: bool = False,
        notation: str = "leibniz",
        vectors: str = "paren",
        plot: bool = False,
    ) -> Document:
        """The answer in words and formulas; `steps` is `none`, `brief` or `full`.

        `digits` is the number of significant digits of the decimals beside exact numbers;
        `verbose` says in full how the answer was checked; with `expand`, names that the text gives
        to parts are written out. `notation` is that of derivatives (`leibniz`, `subscript`,
        `operator`), `vectors` that of vectors (`paren`, `angle`, `column`, `ijk`). With `plot` a
        picture stands behind the answer, where it has one.
        """
        from gradcli.narrative.steps import Detail
        from gradcli.narrative.stories.common import Telling
        from gradcli.render.format import Notation, Vectors
        from gradcli.render.page.notation import in_notation

        field = self.answer.field
        detail = word_in(Detail, steps, "steps")
        count = digits_in(digits)
        chosen = word_in(Notation, notation, "notation"), word_in(Vectors, vectors, "vectors")
        telling = Telling(
            detail,
            count,
            truth_in(verbose, "verbose"),
            expand=truth_in(expand, "expand"),
            plot=truth_in(plot, "plot"),
        )
        with refusals(field):
            story = self.forms.story(telling)
        told = in_notation(story, *chosen, field.arguments)
        return replace(told, title=self._title())

    def drawing(self, format: str = "svg", *, digits: int = 6) -> str:  # noqa: A002  as in `text`
        """The graph of the answer as `svg`, which Graphviz draws, or as `dot`, its language.

        Of a picture, which has no graph, `plot()` gives the files.

        Raises:
            GradcliError: the answer has no graph, or Graphviz is not there or draws nothing.
        """
        from gradcli.narrative.stories.common import Telling
        from gradcli.questions.drawn.graphs import FORMS, draw
        from gradcli.questions.given.described import described
        from gradcli.questions.summary import shortened

        if self.forms.diagram is None or text_of(format, "format", '"svg"') not in FORMS:
            raise failure("no-drawing", None, None, format=described(format))
        count = digits_in(digits)
        with refusals(self.answer.field):
            diagram = self.forms.diagram(Telling(digits=count))
        title = self._title()
        if len(title) > _LONGEST_CAPTION:  # the nodes say what the function is made of
            title = shortened(title.partition(" = ")[0], _LONGEST_CAPTION)
        return draw(diagram, title, format)

    def page(self, *, notation: str = "leibniz", vectors: str = "paren") -> str | None:
        """The page in HTML of an answer that is a page of its own (`explore`); else None."""
        from gradcli.render.format import Notation, Vectors

        if self.forms.page is None:
            return None
        chosen = word_in(Notation, notation, "notation"), word_in(Vectors, vectors, "vectors")
        with refusals(self.answer.field):
            return self.forms.page(*chosen)

    def _title(self) -> str:
        from gradcli.render.page.title import title_of

        return title_of(self.answer.field)

    def headline(self) -> Box:
        """The answer in one formula; where the mathematics says no, the function itself."""
        from gradcli.narrative.stories.common import the_function

        with refusals(self.answer.field):
            if not self.answer.values():
                return the_function(self.answer.field)
            return self.forms.headline()

    def task(self) -> Sentence:
        """The question as an exercise puts it, without the answer."""
        with refusals(self.answer.field):
            return self.forms.task()

    def short(self) -> Sentence:
        """The answer in one line: the headline, or why there is none."""
        from gradcli.narrative.sheets.key import in_one_line

        with refusals(self.answer.field):
            return in_one_line(self.answer, self.headline(), self.error)

    def lines(self, *, unit: bool = False) -> tuple[str, ...]:
        """The answer alone, one value a string, in the input language, exact.

        For a directional derivative the rate along w as given; with `unit` the rate per unit of
        distance.
        """
        from gradcli.language.writing import write

        unit = truth_in(unit, "unit")
        if self.forms.word is not None:
            return (self.forms.word,)
        declared = frozenset(self.answer.field.letters)
        with refusals(self.answer.field):
            return tuple(write(tree, declared) for tree in self.answer.trees(unit=unit))

    def values(self, *, unit: bool = False) -> tuple[Any, ...]:
        """The same as SymPy expressions: at the point where there is one, else formulas.

        Functions that SymPy has no name for are written out: 1/(1 + exp(-x)) for sigmoid(x).
        """
        from gradcli.field.forms import spelled_out
        from gradcli.field.to_sympy import ToSympy, symbol

        unit = truth_in(unit, "unit")
        with refusals(self.answer.field):
            values = self.answer.values(unit=unit)
            own = set(map(symbol, self.answer.field.letters))
            if all(value.free_symbols <= own for value in values):
                return tuple(map(spelled_out, values))
            # A formula that speaks of named parts is of no use without them.
            canonical = ToSympy()
            return tuple(spelled_out(canonical(tree)) for tree in self.answer.trees(unit=unit))

    def figure(self, *, notation: str = "leibniz", vectors: str = "paren") -> Figure | None:
        """The picture of the answer as data; None where it has none."""
        from gradcli.narrative.stories.common import Telling
        from gradcli.render.format import Notation, Vectors
        from gradcli.render.page.notation import figure_in_notation

        field = self.answer.field
        chosen = word_in(Notation, notation, "notation"), word_in(Vectors, vectors, "vectors")
        if self.forms.figure is None:
            return None
        with refusals(field):
            figure = self.forms.figure(Telling(plot=True))
        if figure is None:
            return None
        return figure_in_notation(figure, *chosen, field.arguments)

    def plot(self, *, notation: str = "leibniz", vectors: str = "paren") -> Picture:
        """The picture of the answer, which draws itself in a notebook and prints as text.

        `notation` and `vectors` as for `document`.

        Raises:
            GradcliError: the answer has no picture.
        """
        from gradcli.questions.drawn.pictures import Picture

        figure = self.figure(notation=notation, vectors=vectors)
        if figure is None:
            raise failure("no-picture", None, None)
        return Picture(figure, self._title())

    def csv(self, digits: int | None = None, *, separator: str = ",") -> str:
        """The answer as CSV, a row a line, where it is a table; decimals of so many `digits`.

        `separator` is what stands between two cells.

        Raises:
            GradcliError: it is no table.
        """
        from gradcli.render.csvtable import csv_table

        if self.forms.table is None:
            raise failure("no-table", None, None)
        count = None if digits is None else digits_in(digits)
        between = separator_in(separator)
        with refusals(self.answer.field):
            return csv_table(*self.forms.table(count), separator=between)

    def json(self, *, steps: str = "full", plot: bool = False) -> dict[str, Any]:
        """The object that `--format json` prints (see `gradcli schema`); with `plot` its picture.

        What is asked for a picture has it always.
        """
        from gradcli.narrative.steps import Detail
        from gradcli.render.failure import failure as as_json

        has_steps = word_in(Detail, steps, "steps") is not Detail.NONE
        is_drawn = truth_in(plot, "plot") or self.forms.is_the_answer
        warning = self.warning
        warned = (*self.forms.remarks, *(() if warning is None else (warning,)))
        with refusals(self.answer.field):
            body = self.forms.json(has_steps)
        if is_drawn:
            from gradcli.render.json.pictures.figures import figures_json

            figure = self.figure()
            if figure is not None:
                body["figures"] = figures_json([figure])
        body["verified"] = self.answer.verified
        check = self.answer.check
        if has_steps and check.passed:
            body["checked"] = {"points": check.points, "digits": check.digits}
        if not (body["verified"] or warning or self.error):
            warned = (*warned, self._unconfirmed())
        body["notes"] = [note.message for note in (*self.notes, *warned)]
        if body["notes"]:
            body["note_codes"] = [note.code for note in (*self.notes, *warned)]
        if self.error is None:
            return body
        return body | as_json(self.error)

    def text(
        self,
        format: str = "plain",  # noqa: A002  the option's name
        *,
        steps: str = "full",
        width: int = 80,
        verbose: bool = False,
        expand: bool = False,
        notation: str = "leibniz",
        vectors: str = "paren",
        plot: bool = False,
    ) -> str:
        """The answer in any format of the command line but JSON; the rest as for `document`."""
        from gradcli.render.format import SEPARATORS, Format
        from gradcli.render.page.document import render

        written = format_in(format, tables=True)
        columns = whole_in(width, "width", 1)
        if written in SEPARATORS:
            return self.csv(separator=SEPARATORS[written])
        if written is Format.HTML:
            page = self.page(notation=notation, vectors=vectors)
            if page is not None:
                return page
        document = self.document(
            steps,
            verbose=verbose,
            expand=expand,
            notation=notation,
            vectors=vectors,
            plot=plot,
        )
        return render(document, written, width=columns)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        """One line: what was asked, and the answer."""
        from gradcli.questions.summary import in_one_line

        try:
            said = ", ".join(self.lines()) if self.error is None else self.error.message
            return in_one_line(self.json(steps="none"), said)
        except GradcliError as error:
            return f"<gradcli.Result: {error.message}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return self is other or self._content() == other._content()

    def __hash__(self) -> int:
        from gradcli.language.writing import write

        field = self.answer.field
        return hash((field.function, field.variables, write(field.tree, field.variables)))

    def _content(self) -> dict[str, Any]:
        """What was asked and answered, without the letters in which it was typed."""
        # The derivations follow from the function.
        body = self.json(steps="none")
        body["input"] = {key: each for key, each in body["input"].items() if key != "text"}
        for key in ("notes", "note_codes", "error"):
            body.pop(key, None)
        return body | {"error": self.error and (self.error.code, self.error.message)}

    def __reduce__(self) -> tuple[Any, ...]:
        return _answered_again, (self.asked,)

    def _repr_html_(self) -> str:
        from gradcli.render.page.html import framed, html_fragment

        page = self.page()
        if page is not None:
            return framed(page)
        return html_fragment(self.document(plot=True))

    def _repr_latex_(self) -> str:
        from gradcli.render.page.latexdocument import displayed

        return displayed(self.headline())


def _answered_again(asked: Asked) -> Result:
    """A result that was pickled: its question is what is kept, and the answer follows from it."""
    return asked.answered()
