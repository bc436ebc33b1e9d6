"""What is said beside the answer: notes on how the text was read, and complaints."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gradcli.commands.output.streams import charset_of, width
from gradcli.commands.process import write_stderr

# What only one way out needs is imported there: a start is short, and most starts take one way.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradcli.errors import GradcliError, Source
    from gradcli.language.messages.note import Note


def tell_notes(notes: Sequence[Note], source: Source) -> None:
    """How the texts were read where they could have been read otherwise; on standard error.

    `source` is the expression.
    """
    if not notes:
        return
    from gradcli.render.complaint import remark

    for note in notes:
        write_stderr(
            remark(
                note.message,
                span=note.span,
                source=note.source or source,
                help=note.help,
                width=width(),
                charset=charset_of(sys.stderr),
            )
        )


def tell_shortly(notes: Sequence[Note]) -> None:
    """The same with -q, a line each: data stays alone on standard output."""
    if not notes:
        return
    from gradcli.render.complaint import remark

    for note in notes:
        write_stderr(remark(note.message, charset=charset_of(sys.stderr)))


def complain(error: GradcliError, as_json: bool) -> None:
    """A failure: on standard error, or as JSON on standard output where JSON was asked for."""
    if as_json:
        from gradcli.render.failure import failure
        from gradcli.render.jsonline import json_line

        sys.stdout.write(json_line(failure(error), charset_of(sys.stdout)) + "\n")
        sys.stdout.flush()
        return
    from gradcli.render.complaint import complaint

    write_stderr(complaint(error, width=width(), charset=charset_of(sys.stderr)))
