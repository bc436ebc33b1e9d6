"""What the commands have in common: the expression, the bounds, the way to an answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from gradcli.commands.clock import within_time
from gradcli.commands.output.answer import emit, page_for
from gradcli.commands.parameters.options import Options
from gradcli.errors import GradcliError, Kind
from gradcli.language.lex.limits import Limits

if TYPE_CHECKING:
    from gradcli.api import Result, Watcher


def expression_text(given: str | None) -> str:
    """The expression as given; `-` reads it from standard input."""
    if given is None:
        raise GradcliError(
            Kind.USAGE, "an expression is missing", help='write it in quotes: "x^2 y"'
        )
    if given != "-":
        return given
    try:
        # Not sys.stdin.read(): in the C locale that lets bytes through that are no text.
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GradcliError(
            Kind.SYNTAX,
            "standard input is not UTF-8 text",
            help="convert it first, for example with iconv",
        ) from error
    except OSError as error:
        from gradcli.bulk.records import STANDARD_INPUT, unreadable  # noqa: PLC0415  rare

        raise unreadable(STANDARD_INPUT, error) from error
    lines = [line for line in text.splitlines() if line.strip()]
    # A formula may be broken over lines in LaTeX; elsewhere two lines are two expressions.
    if len(lines) > 1 and "\\" not in text and "$" not in text:
        raise GradcliError(
            Kind.USAGE,
            f"standard input holds {len(lines)} lines, and - reads one expression",
            help="gradcli batch answers many; or give them one at a time",
        )
    return text.rstrip("\r\n")


def limits(options: Options) -> Limits:
    """The bounds on the text, as the options set them."""
    return Limits() if options.max_size is None else Limits(size=options.max_size)


def answer(options: Options, ask: Callable[[Watcher | None], Result], *, unit: bool = False) -> int:
    """Ask, and print what comes back; the exit code.

    `ask` is given who wants to know how far the answer is, or None.
    """
    page = page_for(options)
    return within_time(options, lambda: emit(ask(page), options, page, unit=unit))
