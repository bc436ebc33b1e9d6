"""From the words of a command line to an answer: the expression, the bounds, the clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Final

import click

from gradcli.commands.messages import A_FILE, failure
from gradcli.commands.output.answer import drawing_of, emit, format_with, page_for
from gradcli.commands.output.pager import pager
from gradcli.commands.output.together import check_together
from gradcli.commands.pace import Pace
from gradcli.commands.parameters.options import Options
from gradcli.commands.process import tell_of_waiting
from gradcli.errors import GradcliError
from gradcli.language.lex.limits import Limits
from gradcli.questions.asking import Question, Read, ask, read
from gradcli.render.format import Format

_STANDARD_INPUT: Final = "standard input"
_MOST: Final = Limits().characters
# Of four bytes a sign, with a mark before them.
_MOST_BYTES: Final = 4 * _MOST + 3
# A text of a few lines is read at once; a mistake in it is told before anything else is loaded.
_SHORT: Final = 400

_AT_THE_TERMINAL: Final = "note: the expression is read from this terminal, to Ctrl-D\n"


def expression_text(given: str | None, output: str | None) -> str:
    """The expression as given; `-` reads it from standard input, which is not the output."""
    if given is None:
        raise failure("expression-missing")
    if given != "-":
        return given
    if output is not None:
        from gradcli.commands.output.files import refuse_overwriting  # noqa: PLC0415  for a file

        refuse_overwriting([given], output)
    tell_of_waiting(_AT_THE_TERMINAL)
    try:
        # Not sys.stdin.read(): in the C locale that lets bytes through that are no text.
        # And not more than an expression may have.
        text = _decoded(sys.stdin.buffer.read(_MOST_BYTES + 1), _STANDARD_INPUT, "")
    except UnicodeDecodeError as error:
        raise failure("text-not-utf-8", file=_STANDARD_INPUT) from error
    except OSError as error:
        from gradcli.bulk.records.lines import STANDARD_INPUT, unreadable  # noqa: PLC0415  rare

        raise unreadable(STANDARD_INPUT, error) from error
    lines = [line for line in text.splitlines() if line.strip()]
    # A formula may be broken over lines in LaTeX; elsewhere two lines are two expressions.
    if len(lines) > 1 and "\\" not in text and "$" not in text:
        raise failure("several-lines", count=len(lines))
    return text.rstrip("\r\n")


def file_text(name: str) -> str:
    """The text of a file; `-` is standard input."""
    from gradcli.questions.tables import bytes_of  # noqa: PLC0415  rare

    shown = _STANDARD_INPUT if name == "-" else name
    most = _MOST_BYTES + 1
    try:
        given = sys.stdin.buffer.read(most) if name == "-" else bytes_of(name, most)
        return _decoded(given, shown, "lines")
    except UnicodeDecodeError as error:
        raise failure("text-not-utf-8", file=shown) from error


def _decoded(given: bytes, name: str, form: str) -> str:
    """The text of what was read; refused where it is more than a text may have."""
    if len(given) > _MOST_BYTES:
        raise failure("text-too-long", form, name=name, most=_MOST)
    return given.decode("utf-8-sig")


def are_short(texts: Iterable[object]) -> bool:
    """Whether it takes no time to read some texts, so that it needs no clock; None is no text."""
    return sum(len(text) for text in texts if isinstance(text, str)) <= _SHORT


def is_short(question: Question) -> bool:
    """Whether it takes no time to read it: with no table, or a short one."""
    given = (getattr(question, name) for name in getattr(question, "__slots__", ()))
    function = question.function
    if not are_short((function.text, function.let, *(function.variables or ()), *given)):
        return False
    data = getattr(question, "data", None)
    if data is None:
        return True
    from gradcli.questions import tables  # noqa: PLC0415  few questions have one

    return tables.is_short(data)


def _read(question: Question, limits: Limits) -> Read:
    """The question as it was read; where it is not understood and names a file, that is said."""
    try:
        return read(question, limits)
    except GradcliError as error:
        text = question.function.text
        if error.source is not None and error.source.text == text and os.path.isfile(text):
            command = click.get_current_context().info_name
            said = A_FILE.format(command=command, name=text)
            error.help = said if error.help is None else f"{error.help}; {said}"
        raise


def answer(
    options: Options,
    question: Question,
    *,
    unit: bool = False,
    draws: Sequence[str] = (),
    is_a_table: bool = False,
    by_steps: bool = False,
) -> int:
    """Ask, and print what comes back; the exit code.

    `draws` are the files that it is drawn in; where it `is_a_table`, it can be written as CSV.
    Where it goes `by_steps`, it may end before its time, and say what there is.
    """
    drawing = drawing_of(options, draws=draws, is_a_table=is_a_table)
    chosen = format_with(options, drawing, is_a_table=is_a_table)
    check_together(options, chosen, unit=unit, pictures=True)
    limits = Limits() if options.max_size is None else Limits(size=options.max_size)
    asked = _read(question, limits) if is_short(question) else question
    from gradcli.commands.clock import within_limits  # noqa: PLC0415  for what was understood

    page = page_for(options, is_a_table=is_a_table)
    writes_all = chosen in (Format.JSON, Format.CSV, Format.TSV) and not options.quiet
    pace = Pace(options.timeout, writes_all=writes_all) if by_steps else None
    return within_limits(
        options,
        lambda to_file: emit(
            ask(asked, limits=limits, watcher=page, pace=pace),
            options,
            page,
            to_file,
            unit=unit,
            drawing=drawing,
            is_a_table=is_a_table,
        ),
        None if page is None or options.no_pager else pager(),
        pace=pace,
    )
