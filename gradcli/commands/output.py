"""The edge: where an answer becomes characters on a stream or in a file."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Final, TextIO

from gradcli.commands.options import DEFAULT_DIGITS, Options
from gradcli.commands.process import write_stderr
from gradcli.errors import GradcliError, Kind, unwritable
from gradcli.render.formula.glyphs import Charset

# What only one way out needs is imported there: a start is short, and most starts take one way.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gradcli.api import Result
    from gradcli.commands.page import Page
    from gradcli.errors import Source
    from gradcli.language.lex.notes import Note
    from gradcli.narrative.document import Document


def page_for(options: Options) -> Page | None:
    """The page to write on while the answer is worked out; None where it is written when whole."""
    if options.quiet or options.output is not None or not sys.stdout.isatty():
        return None
    chosen = options.format or _format_of_terminal(options)
    if chosen not in ("rich", "plain"):
        return None
    from gradcli.commands.page import Page

    return Page(lambda document: _drawn(document, options, chosen), options)


def emit(result: Result, options: Options, page: Page | None, *, unit: bool = False) -> int:
    """Print an answer as the options say, or what of it is not on the page; the exit code."""
    chosen = options.format or _format_of_terminal(options)
    if page is not None:
        page.finish(_document(result, options))
    else:
        if options.quiet:
            # The page says it in its place; beside the answer alone it is said here.
            warning = () if result.warning is None else (result.warning,)
            _tell_shortly((*result.notes, *warning))
        elif chosen != "json":
            tell_notes(result.notes, result.answer.field.source)
        text = _text(result, options, chosen, unit)
        if options.output is None:
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            write_file(options.output, text)
    if result.error is None:
        return 0
    if chosen != "json" or options.quiet:
        complain(result.error, as_json=False)
    return result.error.exit_code


def _document(result: Result, options: Options) -> Document:
    return result.document(options.steps, options.decimal or DEFAULT_DIGITS)


def _drawn(document: Document, options: Options, chosen: str) -> str:
    from gradcli.render.page.document import Format, render

    return render(
        document,
        Format(chosen),
        width=width(),
        charset=_charset(options),
        colour=wants_colour(options.color, sys.stdout),
        standalone=options.standalone,
    )


def _text(result: Result, options: Options, chosen: str, unit: bool) -> str:
    if options.quiet:
        return "".join(f"{line}\n" for line in _lines(result, options, unit))
    if chosen == "json":
        from gradcli.render.jsonline import json_line

        return json_line(result.json(steps=options.steps), _charset(options)) + "\n"
    return _drawn(_document(result, options), options, chosen)


def _lines(result: Result, options: Options, unit: bool) -> tuple[str, ...]:
    exact = result.lines(unit=unit)
    if options.decimal is None:
        return exact
    from gradcli.calculus.numbers.constants import decimal

    values = result.values(unit=unit)
    return tuple(
        line if value.free_symbols else decimal(value, options.decimal) or line
        for value, line in zip(values, exact, strict=True)
    )


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


def _tell_shortly(notes: Sequence[Note]) -> None:
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


def width() -> int:
    """The columns to write in: COLUMNS, or the terminal's own, or 80."""
    import shutil

    return max(20, shutil.get_terminal_size((80, 24)).columns)


def _charset(options: Options) -> Charset:
    """The signs that the answer may hold: a file is in UTF-8 whatever the terminal is in."""
    return charset_of(sys.stdout) if options.output is None else Charset.UNICODE


# From as many corners of Unicode as are used: what carries all of these carries any.
_SIGNS: Final = "∂√²·≈⁻ₙθ‖⌊✓𝑥"


def charset_of(stream: TextIO) -> Charset:
    """Whether the stream can carry the signs of mathematics, all of them."""
    try:
        _SIGNS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Charset.ASCII
    return Charset.UNICODE


def wants_colour(color: str, stream: TextIO) -> bool:
    """What --color, NO_COLOR (no-color.org), FORCE_COLOR and the stream itself come to."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


# Forms in which a page is wanted and cannot be written: not as plain text under their name.
_NOT_TEXT: Final = frozenset({".pdf", ".docx", ".odt", ".png", ".svg", ".jpg"})


def _format_of_terminal(options: Options) -> str:
    if options.output is not None:
        ending = os.path.splitext(options.output)[1].lower()
        if ending in _NOT_TEXT:
            raise GradcliError(
                Kind.USAGE,
                f"a file that ends with {ending} cannot be written",
                help="use .html, .tex, .md, .json or .txt; a page of HTML prints to PDF",
            )
        by_ending = {".json": "json", ".tex": "latex", ".md": "markdown", ".html": "html"}
        return by_ending.get(ending, "plain")
    on_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return "rich" if on_terminal or options.color == "always" else "plain"


def write_file(name: str, text: str) -> None:
    """Write a file whole or not at all; a device or a pipe is written to as it is."""
    import tempfile
    from pathlib import Path

    given = Path(name)
    try:
        if name.endswith(os.sep):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if given.exists() and not given.is_file():
            given.write_text(text, encoding="utf-8")
            return
        # What a link points to is replaced, not the link.
        target = Path(os.path.realpath(name))
        if target.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.exists() and not os.access(target, os.W_OK):
            # It could be replaced all the same; whoever took the right away did not mean that.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=target.parent, prefix=".gradcli.", delete=False
        ) as file:
            draft = Path(file.name)
            try:
                file.write(text)
                file.flush()
            except OSError:
                draft.unlink()
                raise
        # A draft is made for its owner's eyes only.
        draft.chmod(_mode_of(target))
        draft.replace(target)
    except OSError as error:
        raise unwritable(name, error) from error


def _mode_of(target: Path) -> int:
    """The permissions that a file has, or that a new one would be given here."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
