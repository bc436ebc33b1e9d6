"""A complaint as a reader sees it: what, where (a caret under the text as typed), what to do.

The text comes from outside: nothing in it reaches the terminal as a command, and a caret stands
under the place whatever the width of the signs before it.
"""

from __future__ import annotations

from typing import Final

from gradcli.caret import pointed
from gradcli.errors import NO_SOURCE, THE_EXPRESSION, GradcliError, Source, Span
from gradcli.frozen import dataclass
from gradcli.render.formula.glyphs import Charset, shown
from gradcli.render.formula.runs import Run, Runs, Style, blank, columns, text_of, width_of

_LEAST_WINDOW: Final = 20
_GUTTER: Final = Run("  | ", Style.GUTTER)
_BARE_GUTTER: Final = Run("  |", Style.GUTTER)
_A_COMMAND: Final = ": gradcli "


def complaint(error: GradcliError, *, width: int = 80, charset: Charset = Charset.UNICODE) -> str:
    """The error as plain text that ends with a newline; what is said stays on one line."""
    return as_text(_lines(_of_error(error), width, charset))


def remark(
    message: str,
    *,
    span: Span | None = None,
    source: Source | None = None,
    help: str | None = None,  # noqa: A002  the field is called `help` in the JSON interface
    word: str = "note",
    width: int = 80,
    charset: Charset = Charset.UNICODE,
) -> str:
    """A note (or with `word` a warning) in the layout of a complaint, as plain text."""
    look = Style.WARNING if word == "warning" else Style.NOTE
    return as_text(_lines(_Said(word, look, message, span, source, help), width, charset))


def remark_lines(
    message: str,
    *,
    span: Span | None = None,
    source: Source | None = None,
    help: str | None = None,  # noqa: A002  the field is called `help` in the JSON interface
    word: str = "note",
    width: int = 80,
    charset: Charset = Charset.UNICODE,
) -> list[Runs]:
    """The same as `remark` in lines of runs, for the terminal: none is longer than it need be."""
    look = Style.WARNING if word == "warning" else Style.NOTE
    return _broken(_lines(_Said(word, look, message, span, source, help), width, charset), width)


def complaint_lines(
    error: GradcliError, *, width: int = 80, charset: Charset = Charset.UNICODE
) -> list[Runs]:
    """The error in lines of runs, broken between words; the terminal gives them their colours."""
    return _broken(_lines(_of_error(error), width, charset), width)


def _of_error(error: GradcliError) -> _Said:
    said, also = error.message, tuple(error.besides)
    return _Said("error", Style.ERROR, said, error.span, error.source, error.help, also)


def as_text(lines: list[Runs]) -> str:
    """The lines without their looks."""
    return "".join(f"{text_of(line).rstrip()}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said, and about which place."""

    word: str
    look: Style
    message: str
    span: Span | None
    source: Source | None
    advice: str | None
    also: tuple[str, ...] = ()


def _lines(said: _Said, width: int, charset: Charset) -> list[Runs]:
    message = Run(shown(said.message, charset), Style.STRONG)
    lines: list[Runs] = [(Run(f"{said.word}: ", said.look), message)]
    source = said.source
    if said.span is not None and source is not None and source != NO_SOURCE:
        if source.name and source.name != THE_EXPRESSION:
            lines.append((_GUTTER, Run(f"in {shown(source.name, charset)}:", Style.TEXT)))
        else:
            lines.append((_BARE_GUTTER,))
        line, carets = pointed(
            source.text,
            said.span.start,
            said.span.end,
            room=max(width - len(_GUTTER.text), _LEAST_WINDOW),
            in_ascii=charset is Charset.ASCII,
        )
        lines.append((_GUTTER, Run(line, Style.CODE)))
        lines.append((_GUTTER, Run(carets, Style.CARET)))
    for each in said.also:
        further = Run(shown(each, charset), Style.TEXT)
        lines.append((Run("  = ", Style.GUTTER), Run("also: ", Style.NOTE), further))
    if said.advice:
        advice = Run(shown(said.advice, charset), Style.TEXT)
        lines.append((Run("  = ", Style.GUTTER), Run("help: ", Style.HELP), advice))
    return lines


def _broken(lines: list[Runs], width: int) -> list[Runs]:
    """The lines with those that say something broken between words, under their first word.

    A command line is there to be pasted, and stays whole.
    """
    broken: list[Runs] = []
    for line in lines:
        *before, last = line
        if last.look not in (Style.STRONG, Style.TEXT) or width_of(line) <= width:
            broken.append(line)
            continue
        indent = width_of(before)
        first, *others = _filled(last.text, max(width - indent, _LEAST_WINDOW))
        broken.append((*before, Run(first, last.look)))
        broken.extend((*blank(indent), Run(each, last.look)) for each in others)
    return broken


def _filled(text: str, room: int) -> list[str]:
    said, colon, command = text.partition(_A_COMMAND)
    lines: list[str] = []
    words = (said + colon[:1]).split(" ")
    line = words.pop(0)
    for word in words:
        if columns(f"{line} {word}") <= room:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = word
    lines.append(line)
    return [*lines, f"{_A_COMMAND[2:]}{command}"] if colon else lines
