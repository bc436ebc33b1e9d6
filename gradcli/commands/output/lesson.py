"""Where a page that is no answer becomes characters: the rule book, a hint, a sheet, a lesson."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from gradcli.commands.messages import failure
from gradcli.commands.output.answer import drawn, format_of
from gradcli.commands.output.messages import tell_fragment
from gradcli.commands.output.streams import charset_of
from gradcli.commands.output.together import check_together
from gradcli.commands.parameters.options import DEFAULT_DIGITS, Options
from gradcli.render.format import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gradcli.questions.learning.lesson import Lesson


def refuse_what_does_nothing(
    options: Options,
    command: str,
    more: Iterable[tuple[str, bool]] = (),
    *,
    pictures: bool = False,
    of_a_function: bool = False,
) -> None:
    """Refuse options of answers that such a page has no use for.

    `pictures` says that it has some, `of_a_function` that it is about a function of the user's.

    Raises:
        GradcliError: USAGE, with the option.
    """
    for option, given in (
        ("--names", options.names),
        ("--verbose", options.verbose),
        ("--expand", options.expand),
        ("--vars", options.variables is not None and not of_a_function),
        ("--let", options.let is not None and not of_a_function),
        *more,
    ):
        if given:
            raise failure("command-line", "not with", option=option, other=command)
    check_together(options, format_of(options), unit=False, pictures=pictures)


def write_lesson(lesson: Lesson, options: Options, to_file: Callable[[str], None]) -> int:
    """Write it in the format that was asked for."""
    chosen = format_of(options)
    if chosen is Format.JSON:
        from gradcli.render.jsonline import json_line  # noqa: PLC0415  for one format

        body = list(lesson.lines) if options.quiet else lesson.json()
        text = json_line(body, charset_of(sys.stdout)) + "\n"
    elif options.quiet:
        text = "".join(f"{line}\n" for line in lesson.lines)
    else:
        digits = options.decimal or DEFAULT_DIGITS
        document = lesson.document(digits, notation=options.notation, vectors=options.vectors)
        text = drawn(document, options, chosen)
    if options.output is None:
        sys.stdout.write(text)
        return 0
    to_file(text)
    if chosen is Format.LATEX and not (options.standalone or options.quiet):
        tell_fragment(options.output)
    return 0
