"""What is said beside the answer: notes on how the text was read, and complaints."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from gradcli.commands.output.streams import charset_of, wants_colour, width
from gradcli.commands.process import write_stderr

# What only one way out needs is imported there: a start is short, and most starts take one way.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradcli.errors import GradcliError, Source
    from gradcli.language.messages.note import Note
    from gradcli.render.formula.runs import Runs


def tell_notes(notes: Sequence[Note], source: Source, color: str) -> None:
    """How the texts were read where they could have been read otherwise; on standard error.

    `source` is the expression.
    """
    for note in notes:
        _tell(note.message, color, span=note.span, source=note.source or source, help=note.help)


def tell_fragment(name: str) -> None:
    """That a file of LaTeX is no whole document, and what makes one."""
    from gradcli.render.complaint import remark

    write_stderr(
        remark(
            f"{name} holds a fragment, to be put into a document",
            help="--standalone writes a file that compiles as it is",
            width=width(),
            charset=charset_of(sys.stderr),
        )
    )


def tell_shortly(notes: Sequence[Note], color: str) -> None:
    """The same with -q, a line each: data stays alone on standard output."""
    for note in notes:
        _tell(note.message, color)


def complain(error: GradcliError, color: str, *, as_json: bool = False) -> None:
    """A failure: on standard error, or as JSON on standard output where JSON was asked for."""
    if as_json:
        from gradcli.render.failure import failure
        from gradcli.render.jsonline import json_line

        sys.stdout.write(json_line(failure(error), charset_of(sys.stdout)) + "\n")
        sys.stdout.flush()
        return
    from gradcli.render.complaint import complaint, complaint_lines

    columns, charset = width(sys.stderr), charset_of(sys.stderr)
    if _is_for_eyes(color):
        _paint(complaint_lines(error, width=columns, charset=charset), color)
    else:
        write_stderr(complaint(error, width=columns, charset=charset))


def _tell(message: str, color: str, **more: Any) -> None:
    from gradcli.render.complaint import remark, remark_lines

    columns, charset = width(sys.stderr), charset_of(sys.stderr)
    if _is_for_eyes(color):
        _paint(remark_lines(message, width=columns, charset=charset, **more), color)
    else:
        write_stderr(remark(message, width=columns, charset=charset, **more))


def _is_for_eyes(color: str) -> bool:
    """Whether it is read from a terminal, or in colour; a log has each sentence in one line."""
    return sys.stderr.isatty() or wants_colour(color, sys.stderr)


def _paint(lines: list[Runs], color: str) -> None:
    from gradcli.render.page.terminal import coloured

    write_stderr(coloured(lines, colour=wants_colour(color, sys.stderr)))
