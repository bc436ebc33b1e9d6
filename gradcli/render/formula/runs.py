"""Pieces of text with what they are, and how many columns they take.

Both text formats are laid out in runs; the plain one drops what a run is, the terminal gives each
look its colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from gradcli.caret import column_width
from gradcli.late import pattern


class Style(StrEnum):
    """What a piece of text is to the eye. The first seven are the roles of signs."""

    VARIABLE = "variable"
    NUMBER = "number"
    CONSTANT = "constant"
    FUNCTION = "function"
    OPERATOR = "operator"
    RELATION = "relation"
    VECTOR = "vector"
    FENCE = "fence"
    TEXT = "text"
    STRONG = "strong"
    CODE = "code"
    RULE = "rule"
    REASON = "reason"
    STEP = "step"
    TITLE = "title"
    PART = "part"
    HEADER = "header"
    CAPTION = "caption"
    RESULT = "result"
    NOTE = "note"
    WARNING = "warning"
    REFUSED = "refused"
    CHECKED = "checked"
    ERROR = "error"
    HELP = "help"
    CARET = "caret"
    GUTTER = "gutter"
    # Of pictures.
    LEVEL = "level"
    OWN_LEVEL = "own level"
    GRADIENT = "gradient"
    DIRECTION = "direction"
    PROJECTION = "projection"
    CURVE = "curve"


class Run(NamedTuple):
    """A piece of text of one look."""

    text: str
    look: Style


Runs: TypeAlias = tuple[Run, ...]


def text_of(runs: Iterable[Run]) -> str:
    """The text alone."""
    return "".join([run.text for run in runs])


# Latin and Greek letters, figures raised and lowered, arrows, operators: one column each, and
# nearly all that a formula is made of.
_NARROW: Final = pattern(
    "[ -\u02ff\u0391-\u03a1\u03a3-\u03ff\u2070\u2071\u2074-\u208e\u2190-\u2307]*"
)


def is_narrow(text: str) -> bool:
    """Whether each sign of the text is known to take one column, without a look at each."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def columns(text: str) -> int:
    """How many terminal columns a text takes: wide signs two, combining and invisible ones none."""
    if is_narrow(text):
        return len(text)
    return sum(column_width(character) for character in text)


def width_of(runs: Iterable[Run]) -> int:
    """How many columns the runs take."""
    return columns(text_of(runs))


def blank(count: int) -> Runs:
    """So many spaces."""
    return (Run(" " * count, Style.TEXT),) if count > 0 else ()
