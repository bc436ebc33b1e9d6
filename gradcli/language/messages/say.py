"""From a code and its parts to a failure or a note in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from gradcli.codes import Code
from gradcli.codes.notes import NoteCode
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


_MOST_OF_A_KIND: Final = 10
"""After so many notes of a kind a reader has stopped reading them."""


def once(notes: Iterable[Note]) -> Iterator[Note]:
    """Equal notes as one, with the number of their places, and of each kind the first few."""
    from gradcli.language.messages.notes import AT_PLACES, MORE_PLACES

    places: dict[tuple[str, Source | None], set[Span]] = {}
    first: list[Note] = []
    for note in notes:
        key = (note.message, note.source)
        if key not in places:
            first.append(note)
        places.setdefault(key, set()).add(note.span)
    of_a_kind: Counter[NoteCode] = Counter()
    more: dict[NoteCode, tuple[Note, int]] = {}
    for note in first:
        of_a_kind[note.code] += 1
        count = len(places[note.message, note.source])
        if of_a_kind[note.code] > _MOST_OF_A_KIND:
            left, others = more.get(note.code, (note, 0))
            more[note.code] = left, others + count
        elif count > 1:
            yield replace(note, message=AT_PLACES.format(message=note.message, count=count))
        else:
            yield note
    for note, count in more.values():
        message = MORE_PLACES.format(message=note.message, count=count - 1)
        yield replace(note, message=message) if count > 1 else note
