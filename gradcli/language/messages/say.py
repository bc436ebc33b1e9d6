"""From a code and its parts to a failure or a note in words."""

from __future__ import annotations

from gradcli.codes import Code, NoteCode
from gradcli.errors import GradcliError, Source, Span, form_of, in_one_line
from gradcli.language.messages.note import Note

# The words are loaded where something is to be said.
# ruff: noqa: PLC0415


def failure(
    code: Code,
    span: Span | None,
    source: Source | None,
    form: str = "",
    help: str | None = None,  # noqa: A002  the field is called `help` in the JSON interface
    /,
    **parts: object,
) -> GradcliError:
    """The failure of this code, in words.

    `form` chooses one of its sentences where the code has several; `help` stands in the place of
    the usual advice where what to do is known better, and is words already.
    """
    from gradcli.language.messages.failures import FAILURES

    message, usual = form_of(FAILURES[code], form)
    if help is None and usual is not None:
        help = usual.format_map(parts)  # noqa: A001
    return GradcliError(code, message.format_map(parts), span=span, source=source, help=help)


def advice(name: str, /, **parts: object) -> str:
    """What to do, in words, where that is known better than the usual advice says."""
    from gradcli.language.messages.failures import ADVICE

    return ADVICE[name].format_map(parts)


def note(code: NoteCode, span: Span, /, **parts: object) -> Note:
    """The note of this code, in words."""
    from gradcli.language.messages.notes import NOTES

    message, usual = form_of(NOTES[code], "")
    help_ = None if usual is None else in_one_line(usual.format_map(parts), " ")
    return Note(code, in_one_line(message.format_map(parts)), span, help_)
