"""A terminal at which somebody reads and types in turn."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gradcli.commands.clock import within_limits
from gradcli.commands.messages import failure
from gradcli.commands.output.answer import drawn, format_of
from gradcli.commands.output.messages import complain
from gradcli.errors import GradcliError
from gradcli.render.format import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gradcli.commands.parameters.options import Options
    from gradcli.narrative.document import Block


def is_session(options: Options) -> bool:
    """Whether somebody reads and types: both at a terminal, in a format for the eye."""
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and not options.quiet
        and options.output is None
        and options.format in (None, "rich", "plain")
    )


def check_session(
    options: Options, command: str, expression: str | None, given: Mapping[str, object]
) -> None:
    """Refuse a session where nobody reads and types, and what has no use in one.

    Raises:
        GradcliError: USAGE, with what stands in the way.
    """
    told = format_of(options)
    for option, is_given in (
        ("-q", options.quiet),
        ("-o", options.output is not None),
        (f"-f {told}", told not in (Format.RICH, Format.PLAIN)),
        ("--names", options.names),
        ("--steps", options.steps_given),
        ("--plot", options.plot is True),
        ("--standalone", options.standalone),
        ("--data", given.get("data") is not None),
        ("- for the expression", expression == "-"),
    ):
        if is_given:
            raise failure("command-line", "not with", option="--interactive", other=option)
    if not is_session(options):
        raise failure("command-line", "no terminal", option="--interactive", command=command)


def show(options: Options, *blocks: Block) -> None:
    """Write blocks of a page, with an empty line behind them."""
    from gradcli.narrative.document import Document  # noqa: PLC0415  not for a help text

    page(options, Document(tuple(blocks)))


def page(options: Options, document: object) -> None:
    """Write a page, with an empty line behind it."""
    from gradcli.narrative.document import Document  # noqa: PLC0415  not for a help text

    assert isinstance(document, Document)
    chosen = Format(options.format or "rich")
    sys.stdout.write(f"{drawn(document, options, chosen)}\n")
    sys.stdout.flush()


def typed(prompt: str) -> str | None:
    """The line that is typed behind a prompt; None at its end, Ctrl-D.

    The line is read as the terminal hands it over: Ctrl-C ends the program in the middle of it.
    """
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stdout.write("\n")
        return None
    return line.strip()


def worked_apart(options: Options, work: Callable[[Callable[[str], None]], int]) -> str | None:
    """Do work on a text that was typed, within its limits; what it hands over.

    None where it fails, which has been said.
    """
    taken: list[str | bytes] = []
    try:
        code = within_limits(options, work, take=taken.append)
    except GradcliError as error:
        complain(error, options.color)
        return None
    if code or not taken:
        return None
    found = taken[0]
    return found if isinstance(found, str) else found.decode()
