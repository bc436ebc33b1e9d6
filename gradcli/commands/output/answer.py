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
from gradcli.frozen import replace
from gradcli.render.format import OF_ENDING, SEPARATORS, Format
from gradcli.render.formula.glyphs import Charset

# What only one way out needs is imported there: a start is short, and most starts take one way.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gradcli.commands.output.page import Page
    from gradcli.narrative.document import Document
    from gradcli.questions.result import Result


def page_for(options: Options, *, is_a_table: bool = False) -> Page | None:
    """The page to write on while the answer is worked out; None where it is written when whole."""
    if options.quiet or options.output is not None or not sys.stdout.isatty():
        return None
    chosen = format_of(options, is_a_table=is_a_table)
    if chosen not in (Format.RICH, Format.PLAIN):
        return None
    from gradcli.commands.output.page import Page

    return Page(lambda document: drawn(document, options, chosen), options)


def emit(
    result: Result,
    options: Options,
    page: Page | None,
    to_file: Callable[[str | bytes], None],
    *,
    unit: bool = False,
    drawing: str | None = None,
    is_a_table: bool = False,
) -> int:
    """Print an answer as the options say, or what of it is not on the page; the exit code.

    `to_file` takes what goes to the file that the options name: where that is a `drawing`, the
    graph of the answer.
    """
    if options.plot:
        result.plot()  # which is refused where there is none
    chosen = Format.PLAIN if drawing is not None else format_of(options, is_a_table=is_a_table)
    if page is not None:
        page.finish(_document(result, options))
    else:
        # The page says it in its place; beside the answer alone it is said here.
        warning = () if result.warning is None else (result.warning,)
        if options.quiet:
            tell_shortly((*result.notes, *result.forms.remarks, *warning), options.color)
        elif chosen is not Format.JSON:
            tell_notes(result.notes, result.answer.field.source, options.color)
            if chosen in SEPARATORS:
                tell_shortly((*result.forms.remarks, *warning), options.color)
        text: str | bytes
        if drawing is not None:
            text = _drawn_alone(result, options, drawing)
        else:
            text = _text(result, options, chosen, unit)
        if options.output is not None:
            to_file(text)
            if chosen is Format.LATEX and not (options.standalone or options.quiet):
                tell_fragment(options.output)
        elif isinstance(text, str):
            sys.stdout.write(text)
    if result.error is not None and chosen is not Format.JSON:
        sys.stdout.flush()
        complain(result.error, options.color)
    return result.exit_code


_DRAWINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".svg": "svg",
        ".dot": "dot",
        ".gv": "dot",
        ".png": "png",
        ".pdf": "pdf",
        ".gif": "gif",
        ".tex": "tex",
    }
)


_OTHER_PICTURES: Final = frozenset({".jpg", ".jpeg", ".webp", ".eps", ".ps", ".bmp", ".tiff"})


def drawing_of(options: Options, *, draws: Sequence[str], is_a_table: bool = False) -> str | None:
    """What is drawn where the name of the file asks for a drawing: one of the forms of `draws`.

    Raises:
        GradcliError: the file cannot be written in its form.
    """
    if options.output is None or options.format is not None:
        return None
    ending = os.path.splitext(options.output)[1].lower()
    found = _DRAWINGS.get(ending)
    if found is None or found not in draws:
        if ending in _OTHER_PICTURES and "png" in draws:
            raise failure("unknown-file-ending", "picture", ending=ending)
        format_of(options, is_a_table=is_a_table)
        return None
    if "dot" in draws and found == "svg":
        from gradcli.questions.drawn.graphs import require_graphviz

        require_graphviz()
    elif found in ("png", "pdf", "gif"):
        from gradcli.questions.drawn.pictures import require_matplotlib

        require_matplotlib()
    return found


def format_with(options: Options, drawing: str | None, *, is_a_table: bool = False) -> Format:
    """The format whose options hold; those of a drawing are none, but for one in LaTeX."""
    if drawing is None:
        return format_of(options, is_a_table=is_a_table)
    return Format.LATEX if drawing == "tex" else Format.PLAIN


def _drawn_alone(result: Result, options: Options, form: str) -> str | bytes:
    """The graph of the answer, or its picture, as a file of this form."""
    if result.forms.figure is None:
        return result.drawing(form, digits=options.decimal or DEFAULT_DIGITS)
    picture = result.plot(notation=options.notation, vectors=options.vectors)
    return picture.file(form, standalone=options.standalone)


def _picture_alone(result: Result, options: Options, chosen: Format) -> str:
    """The picture without a word beside it; nothing where there is none."""
    from gradcli.narrative.document import Document

    if chosen is Format.JSON:
        from gradcli.render.failure import failure as as_json
        from gradcli.render.jsonline import json_line

        body = result.json(steps="none")
        missing = {} if result.error is None else as_json(result.error)
        return json_line(body.get("figures") or missing, _charset(options)) + "\n"
    figure = result.figure(notation=options.notation, vectors=options.vectors)
    if figure is None:
        return ""
    bare = replace(figure, legend=(), notes=())
    return drawn(Document((bare,)), options, chosen)


def has_plot(options: Options) -> bool:
    """Whether there is a picture on the page: where one can be shown, unless it is said."""
    if options.plot is not None:
        return options.plot
    chosen = format_of(options, is_a_table=True)
    if chosen is Format.RICH:
        # Not where a transcript is asked for with --color always, or the lines are short.
        on_terminal = options.output is None and sys.stdout.isatty()
        return on_terminal and width() >= _NARROWEST
    return chosen is Format.HTML or (chosen is Format.LATEX and options.standalone)


_NARROWEST: Final = 60
"""Columns that a picture on a page needs, where nobody asked for one."""


def as_a_page(options: Options, command: str) -> Options:
    """The same options, with HTML as the format of an answer that is a page, if none is said.

    Raises:
        GradcliError: the page would go to a terminal.
    """
    options = _in_what_form(options, command)
    chosen = None if options.format is None else Format(options.format)
    if chosen is Format.HTML and not options.quiet:
        for option, given in (
            ("--steps", options.steps_given),
            ("--verbose", options.verbose),
            ("--expand", options.expand),
        ):
            if given:
                raise failure("command-line", "not with", option=option, other="a page to explore")
    return options


def _in_what_form(options: Options, command: str) -> Options:
    """HTML where nothing else is asked for, by -f, -q or the name of the file."""
    if options.format is not None or options.quiet:
        return options
    if options.output is None and sys.stdout.isatty():
        raise failure("page-to-terminal", command=command)
    if options.output is not None and format_of(options) not in (Format.PLAIN, Format.HTML):
        return options
    if options.output is not None and options.output.lower().endswith(".txt"):
        return options
    return replace(options, format=Format.HTML.value)


def _document(result: Result, options: Options) -> Document:
    digits = options.decimal or DEFAULT_DIGITS
    return result.document(
        options.steps,
        digits,
        verbose=options.verbose,
        expand=options.expand,
        notation=options.notation,
        vectors=options.vectors,
        plot=has_plot(options),
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
    if options.quiet and result.forms.is_the_answer:
        return _picture_alone(result, options, chosen)
    if options.quiet:
        from gradcli.commands.output.alone import alone

        return alone(result, options, chosen, _charset(options), unit=unit)
    if chosen in SEPARATORS:
        return result.csv(options.decimal, separator=SEPARATORS[chosen])
    if chosen is Format.JSON:
        from gradcli.render.jsonline import json_line

        return (
            json_line(result.json(steps=options.steps, plot=bool(options.plot)), _charset(options))
            + "\n"
        )
    page = None
    if chosen is Format.HTML:
        page = result.page(notation=options.notation, vectors=options.vectors)
    return drawn(_document(result, options), options, chosen) if page is None else page


def _charset(options: Options) -> Charset:
    """The signs that the answer may hold: a file is in UTF-8 whatever the terminal is in."""
    return charset_of(sys.stdout) if options.output is None else Charset.UNICODE


# Forms in which a page is wanted and cannot be written: not as plain text under their name.
_NOT_TEXT: Final = frozenset({".pdf", ".docx", ".odt", ".png", ".jpg", *_DRAWINGS} - {".tex"})


def format_of(options: Options, *, is_a_table: bool = False) -> Format:
    """What was asked for, else what the name of the file says, else what the terminal shows.

    Raises:
        GradcliError: the answer cannot be written so; CSV and TSV hold none but what `is_a_table`.
    """
    if options.format is not None:
        found = Format(options.format)
        if found in SEPARATORS and not is_a_table:
            raise failure("unknown-file-ending", "table", ending=found.upper())
        return found
    if options.output is not None:
        ending = os.path.splitext(options.output)[1].lower()
        if ending in _NOT_TEXT:
            raise failure("unknown-file-ending", "page", ending=ending)
        found = OF_ENDING.get(ending, Format.PLAIN)
        if found in SEPARATORS and not is_a_table:
            raise failure("unknown-file-ending", "table", ending=ending)
        return found
    on_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return Format.RICH if on_terminal or options.color == "always" else Format.PLAIN
