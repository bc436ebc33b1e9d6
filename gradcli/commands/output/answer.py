"""Where an answer becomes characters on a stream or in a file."""

from __future__ import annotations

import os
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gradcli.commands.messages import failure
from gradcli.commands.output.messages import complain, tell_fragment, tell_notes, tell_shortly
from gradcli.commands.output.streams import charset_of, wants_colour, width
from gradcli.commands.parameters.options import DEFAULT_DIGITS, Options
from gradcli.render.format import OF_ENDING, Format
from gradcli.render.formula.glyphs import Charset

# What only one way out needs is imported there: a start is short, and most starts take one way.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gradcli.commands.output.page import Page
    from gradcli.narrative.document import Document
    from gradcli.questions.result import Result


def page_for(options: Options) -> Page | None:
    """The page to write on while the answer is worked out; None where it is written when whole."""
    if options.quiet or options.output is not None or not sys.stdout.isatty():
        return None
    chosen = format_of(options)
    if chosen not in (Format.RICH, Format.PLAIN):
        return None
    from gradcli.commands.output.page import Page

    return Page(lambda document: drawn(document, options, chosen), options)


def emit(
    result: Result,
    options: Options,
    page: Page | None,
    to_file: Callable[[str], None],
    *,
    unit: bool = False,
    drawing: str | None = None,
) -> int:
    """Print an answer as the options say, or what of it is not on the page; the exit code.

    `to_file` takes what goes to the file that the options name: where that is a `drawing`, the
    graph of the answer.
    """
    chosen = Format.PLAIN if drawing is not None else format_of(options)
    if page is not None:
        page.finish(_document(result, options))
    else:
        if options.quiet:
            # The page says it in its place; beside the answer alone it is said here.
            warning = () if result.warning is None else (result.warning,)
            tell_shortly((*result.notes, *result.forms.remarks, *warning), options.color)
        elif chosen is not Format.JSON:
            tell_notes(result.notes, result.answer.field.source, options.color)
        if drawing is not None:
            text = result.drawing(drawing, digits=options.decimal or DEFAULT_DIGITS)
        else:
            text = _text(result, options, chosen, unit)
        if options.output is None:
            sys.stdout.write(text)
        else:
            to_file(text)
            if chosen is Format.LATEX and not (options.standalone or options.quiet):
                tell_fragment(options.output)
    if result.error is not None and chosen is not Format.JSON:
        sys.stdout.flush()
        complain(result.error, options.color)
    return result.exit_code


_DRAWINGS: Final[Mapping[str, str]] = MappingProxyType({".svg": "svg", ".dot": "dot", ".gv": "dot"})


def drawing_of(options: Options, *, draws: bool) -> str | None:
    """What is drawn where the name of the file asks for a drawing: svg or dot.

    Raises:
        GradcliError: the file cannot be written in its form.
    """
    if options.output is None or options.format is not None:
        return None
    ending = os.path.splitext(options.output)[1].lower()
    found = _DRAWINGS.get(ending) if draws else None
    if found is None:
        format_of(options)
    elif found == "svg":
        from gradcli.questions.drawings import require_graphviz

        require_graphviz()
    return found


def _document(result: Result, options: Options) -> Document:
    digits = options.decimal or DEFAULT_DIGITS
    return result.document(
        options.steps,
        digits,
        verbose=options.verbose,
        expand=options.expand,
        notation=options.notation,
        vectors=options.vectors,
    )


def drawn(document: Document, options: Options, chosen: Format) -> str:
    """A document in a format that is no JSON, for where it goes."""
    from gradcli.render.page.document import render

    return render(
        document,
        chosen,
        width=width(),
        charset=_charset(options),
        colour=wants_colour(options.color, sys.stdout),
        standalone=options.standalone,
    )


def _text(result: Result, options: Options, chosen: Format, unit: bool) -> str:
    if options.quiet:
        from gradcli.commands.output.alone import alone

        return alone(result, options, chosen, _charset(options), unit=unit)
    if chosen is Format.JSON:
        from gradcli.render.jsonline import json_line

        return json_line(result.json(steps=options.steps), _charset(options)) + "\n"
    return drawn(_document(result, options), options, chosen)


def _charset(options: Options) -> Charset:
    """The signs that the answer may hold: a file is in UTF-8 whatever the terminal is in."""
    return charset_of(sys.stdout) if options.output is None else Charset.UNICODE


# Forms in which a page is wanted and cannot be written: not as plain text under their name.
_NOT_TEXT: Final = frozenset({".pdf", ".docx", ".odt", ".png", ".jpg", *_DRAWINGS})
_TABLES: Final = frozenset({".csv", ".tsv"})


def format_of(options: Options) -> Format:
    """What was asked for, else what the name of the file says, else what the terminal shows."""
    if options.format is not None:
        return Format(options.format)
    if options.output is not None:
        ending = os.path.splitext(options.output)[1].lower()
        if ending in _NOT_TEXT:
            raise failure("unknown-file-ending", "page", ending=ending)
        if ending in _TABLES:
            raise failure("unknown-file-ending", "table", ending=ending)
        return OF_ENDING.get(ending, Format.PLAIN)
    on_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return Format.RICH if on_terminal or options.color == "always" else Format.PLAIN
