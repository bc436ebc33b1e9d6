"""What can go wrong, as data: a kind, a sentence, the place, and what to do about it.

This is the lowest room of the house; it imports nothing of gradcli and no SymPy, so that a
complaint about the text is made before any mathematics is loaded. Drawing the caret is the
business of `gradcli.render`; choosing the exit code is a table here, because scripts rely on it.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar, get_args

from gradcli import codes
from gradcli.codes import Code
from gradcli.frozen import dataclass
from gradcli.late import pattern


class Kind(StrEnum):
    """The stable names of failures, as they stand in JSON."""

    SYNTAX = "syntax"
    NAME = "name"
    ARITY = "arity"
    DIMENSION = "dimension"
    DOMAIN = "domain"
    NOT_DIFFERENTIABLE = "not_differentiable"
    ZERO_DIRECTION = "zero_direction"
    NO_DIRECTION = "no_direction"
    DIVERGES = "diverges"
    INTERRUPTED = "interrupted"
    LIMIT = "limit"
    USAGE = "usage"
    INTERNAL = "internal"


EXIT_CODES: Final = MappingProxyType(
    {
        Kind.SYNTAX: 2,
        Kind.NAME: 2,
        Kind.ARITY: 2,
        Kind.DIMENSION: 2,
        Kind.USAGE: 2,
        Kind.DOMAIN: 1,
        Kind.NOT_DIFFERENTIABLE: 1,
        Kind.ZERO_DIRECTION: 1,
        Kind.NO_DIRECTION: 1,
        Kind.DIVERGES: 1,
        Kind.LIMIT: 3,
        # Not the user's doing, and none of the four answers above: EX_SOFTWARE of sysexits.h.
        Kind.INTERNAL: 70,
        # As a shell has it of a program that Ctrl-C ended: 128 and the number of the signal.
        Kind.INTERRUPTED: 130,
    }
)


KINDS: Final[Mapping[Code, Kind]] = MappingProxyType(
    {
        code: kind
        for kind, listed in (
            (Kind.SYNTAX, codes.SyntaxCode),
            (Kind.NAME, codes.NameCode),
            (Kind.ARITY, codes.ArityCode),
            (Kind.DIMENSION, codes.DimensionCode),
            (Kind.DOMAIN, codes.DomainCode),
            (Kind.NOT_DIFFERENTIABLE, codes.NotDifferentiableCode),
            (Kind.ZERO_DIRECTION, codes.ZeroDirectionCode),
            (Kind.NO_DIRECTION, codes.NoDirectionCode),
            (Kind.DIVERGES, codes.DivergesCode),
            (Kind.INTERRUPTED, codes.InterruptedCode),
            (Kind.LIMIT, codes.LimitCode),
            (Kind.USAGE, codes.UsageCode),
            (Kind.INTERNAL, codes.InternalCode),
        )
        for code in get_args(listed)
    }
)
"""The kind of failure that each code is."""


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character offsets [start, end) into the text as it was given."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The span from the beginning of this one to the end of `other`."""
        return Span(self.start, other.end)


@dataclass(frozen=True, slots=True)
class Source:
    """A text that was given, and where: `the expression`, `--at`, `--w`, ..."""

    name: str
    text: str


Words: TypeAlias = tuple[str, str | None]
"""What is said, a whole sentence, and what to do about it; {parts} have names, for `str.format`."""

Forms: TypeAlias = Mapping[str, Words]
"""The sentences of one code, each for another form of its parts: for one and for several, ..."""


def form_of(words: Words | Forms, form: str) -> Words:
    """The sentence of a form; the form of a code that has one sentence is empty."""
    return words if isinstance(words, tuple) else words[form]


NO_SOURCE: Final = Source("", "")
"""For what was computed, not typed."""

THE_EXPRESSION: Final = "the expression"
"""What the text of a function is called where it is not one of several."""

_ROOM: Final = 76
_MOST_BESIDES: Final = 8
_Told = TypeVar("_Told")


# As much of a run of figures or letters as is shown of one that would fill a page.
_LONGEST_RUN: Final = 60
_LONG_RUN: Final = pattern(rf"\w{{{_LONGEST_RUN},}}")
_LINE_END: Final = pattern(r"\s*[\n\r\v\f\x85\u2028\u2029]+\s*")


def in_one_line(words: str, line_end: str = " ⏎ ") -> str:
    """Words in which a quoted line's end is seen as one, and a run without end is cut short.

    In what is to be typed a line's end is a blank.
    """
    if len(words) > _LONGEST_RUN:
        words = _LONG_RUN.sub(lambda run: f"{run[0][:16]}…{run[0][-16:]}", words)
    return words if words.isprintable() else _LINE_END.sub(line_end, words)


class ReaderHasLeft(Exception):  # noqa: N818  no error: what was wanted was read
    """Whoever reads the answers has enough, as `| head`: no failure, and nothing is to be said."""


@dataclass(frozen=True, slots=True)
class Further:
    """What fails at the same time as an error says, and where in its text."""

    message: str
    span: Span | None


def first_few(told: Sequence[_Told]) -> tuple[Sequence[_Told], int]:
    """The first of very many, and how many are left: one alone is told and not counted."""
    left = len(told) - _MOST_BESIDES
    return (told, 0) if left < 2 else (told[:_MOST_BESIDES], left)


def how_many_more(left: int) -> str:
    """What is said of those that are left."""
    return f"{left:,} more conditions fail here"


class GradcliError(Exception):
    """Every failure that a user can meet: one class, told apart by its `code`.

    The code belongs to one `kind`, which decides the exit code. `span` points into `source.text`;
    `also` is what fails besides; `help` is one sentence that says what to do, where there is
    something to say.
    """

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        span: Span | None = None,
        source: Source | None = None,
        help: str | None = None,  # noqa: A002  the field is called `help` in the JSON interface
        also: tuple[Further, ...] = (),
    ) -> None:
        message = in_one_line(message)
        super().__init__(message)
        self.code: Code = code
        self.message = message
        self.span = span
        self.source = source
        self.help = None if help is None else in_one_line(help, " ")
        self.also = also

    def __str__(self) -> str:
        """The message, the place that it speaks of, and what to do."""
        # Loaded where an error is shown: a command draws it in its own colours.
        from gradcli.caret import harmless, pointed  # noqa: PLC0415

        lines = [harmless(self.message)]
        if self.span is not None and self.source is not None and self.source != NO_SOURCE:
            place = self.source.name
            lines.append("  |" if place == THE_EXPRESSION else f"  | in {harmless(place)}:")
            shown = pointed(
                self.source.text, self.span.start, self.span.end, room=_ROOM, in_ascii=False
            )
            lines.extend(f"  | {line}".rstrip() for line in shown)
        lines.extend(f"  = also: {harmless(message)}" for message in self.besides)
        if self.help:
            lines.append(f"  = help: {harmless(self.help)}")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (self.code, self.message, self.span, self.source, self.help, self.also)
        return _again, (type(self), *parts)

    @property
    def besides(self) -> list[str]:
        """What a reader is told of all that fails besides: the first of very many, and how many."""
        few, left = first_few(self.also)
        told = [each.message for each in few]
        return [*told, how_many_more(left)] if left else told

    @property
    def kind(self) -> Kind:
        """The kind of failure, as it stands in JSON."""
        return KINDS[self.code]

    @property
    def exit_code(self) -> int:
        """What the command ends with."""
        return EXIT_CODES[self.kind]


class WrongTypeError(GradcliError, TypeError):
    """A value of another type than the library takes: for Python programs a `TypeError` too."""


def _again(
    of: type[GradcliError],
    code: Code,
    message: str,
    span: Span | None,
    source: Source | None,
    advice: str | None,
    also: tuple[Further, ...],
) -> GradcliError:
    """An error that was pickled."""
    return of(code, message, span=span, source=source, help=advice, also=also)


def unwritable(name: str, error: OSError) -> GradcliError:
    """What is said of a file or a folder that takes nothing."""
    advice = "name a file in a folder that exists and that you may write to"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        advice = "make room, or name a file in another place"
    return GradcliError(
        "cannot-be-written",
        f"{name} cannot be written: {(error.strerror or str(error)).lower()}",
        help=advice,
    )
