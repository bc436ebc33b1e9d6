"""How a text was read where it could have been read otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from gradcli.codes.notes import NoteCode
from gradcli.errors import Source, Span


@dataclass(frozen=True, slots=True)
class Note:
    """How a text was read where it could have been read otherwise.

    `source` is that text, or None for the expression.
    """

    code: NoteCode
    message: str
    span: Span
    help: str | None = None
    source: Source | None = None
