"""The lesson at a terminal: a screen, its question, the answer that is typed, the next screen."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

from gradcli.commands.clock import within_limits
from gradcli.commands.output.answer import drawn, has_plot
from gradcli.commands.session.terminal import show, typed, worked_apart
from gradcli.questions.learning.learn import Part, Topics, parts
from gradcli.render.format import Format

# The narrative loads SymPy, and is not needed for a help text.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradcli.commands.parameters.options import Options

_PROMPT: Final = "> "
_SHOW: Final = ("", "?", "!")
_QUIT: Final = ("quit", "exit", "q")


def lesson_session(options: Options, topics: Callable[[], Topics]) -> int:
    """Show the screens one by one; a question is asked until it is answered, or Enter shows it.

    What the screens hold, such as how an answer is marked, goes through no pipe: they are made in
    this process, when another has shown that they can be within the limits.
    """
    code = within_limits(options, lambda _: _made(options, topics))
    if code:
        return code
    from gradcli.narrative.coaching.screens import screen_blocks
    from gradcli.narrative.coaching.talk import GOODBYE, THE_END, WELCOME_TO_THE_LESSON
    from gradcli.narrative.document import Paragraph, Strong, Words

    found = parts(topics(), plot=has_plot(options))
    show(options, Paragraph(WELCOME_TO_THE_LESSON))
    for number, part in enumerate(found, start=1):
        question = (Strong("Question."), Words(" "), *part.screen.question)
        show(options, *screen_blocks(part.screen, number), Paragraph(question))
        if not _asked(options, part):
            show(options, Paragraph(GOODBYE))
            return 0
    show(options, Paragraph(THE_END))
    return 0


def _made(options: Options, topics: Callable[[], Topics]) -> int:
    parts(topics(), plot=has_plot(options))
    return 0


def _asked(options: Options, part: Part) -> bool:
    """Ask until the answer is right, or shown; False at the end of the lesson."""
    from gradcli.narrative.coaching.screens import worked_out
    from gradcli.narrative.document import Paragraph, Words

    while True:
        line = typed(_PROMPT)
        if line is None or line.lower() in _QUIT:
            return False
        sys.stdout.write("\n")
        if line in _SHOW:
            told = worked_out(part.answer, part.working)
            show(options, Paragraph((Words("The answer is "), *told)))
            return True
        if _is_right(options, part, line):
            return True


def _is_right(options: Options, part: Part, answer: str) -> bool:
    def work(take: Callable[[str], None]) -> int:
        found = part.mark(answer)
        chosen = Format(options.format or "rich")
        sys.stdout.write(f"{drawn(found.said, options, chosen)}\n")
        take(json.dumps(found.right is True))
        return 0

    told = worked_apart(options, work)
    return told is not None and bool(json.loads(told))
