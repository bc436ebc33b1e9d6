"""Questions of a Python program as the lines that are read."""

from __future__ import annotations

from collections.abc import Iterable

from gradcli.bulk.records.record import Given, Record
from gradcli.errors import GradcliError
from gradcli.questions.given.arguments import questions_in
from gradcli.questions.given.lines import Question, line_of


def given_by(questions: Iterable[Question]) -> Given:
    """The questions, numbered from 1; they are taken one by one, so that there may be no end.

    Raises:
        GradcliError: USAGE for what is no list of questions.
    """
    several = questions_in(questions)
    return Given(_record(number, each) for number, each in enumerate(several, start=1))


def _record(number: int, question: Question) -> Record:
    try:
        return Record(number, line_of(question))
    except GradcliError as error:
        return Record(number, b"", error)
