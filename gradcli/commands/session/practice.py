"""Exercises asked one at a time: answers are marked, hints given, and the score told."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from gradcli.commands.clock import within_limits
from gradcli.commands.output.answer import drawn
from gradcli.commands.session.terminal import page, show, typed, worked_apart
from gradcli.frozen import replace
from gradcli.questions.learning.exercises.asked import Solved
from gradcli.questions.learning.exercises.made import Exercise
from gradcli.questions.learning.scores import Attempt, next_of, to_review
from gradcli.render.format import Format

# The narrative loads SymPy, and is not needed for a help text.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradcli.commands.parameters.options import Options

_PROMPT: Final = "> "
_HINT: Final = ("", "?", "hint")
_SHOW: Final = ("!", "answer")
_SKIP: Final = ("skip", "next")
_QUIT: Final = ("quit", "exit", "q")
_PATIENCE: Final = 2


def session(
    options: Options,
    make: Callable[[], Sequence[Exercise]],
    seed: int,
    level: int,
    log: str | None,
    before: Sequence[Attempt] | None = None,
) -> int:
    """Make them and ask them, and tell the score; what went wrong decides which one comes next.

    `before` are attempts of a log, whose score is told first.
    """
    made: list[str | bytes] = []
    code = within_limits(options, lambda take: _made(make, take), take=made.append)
    if not made:
        return code
    assert isinstance(made[0], bytes)
    exercises: Sequence[Exercise] = pickle.loads(made[0])
    from gradcli.narrative.coaching.talk import NOTHING_DONE, numbered, welcome
    from gradcli.narrative.document import Paragraph
    from gradcli.questions.learning.practice import score_of

    if before:
        show(options, *score_of(before, "So far"))
    again = before is not None and bool(to_review(before))
    show(options, welcome(len(exercises), level, seed, again=again))
    left, attempts = list(exercises), list[Attempt]()
    while left:
        exercise = next_of(left, attempts)
        left.remove(exercise)
        show(options, numbered(len(attempts) + 1, len(exercises)))
        attempt, is_last = _ask(options, exercise)
        if is_last and not attempt.answers:
            # What was only looked at counts for nothing, what was tried as it does elsewhere.
            break
        attempts.append(attempt)
        if log is not None:
            _write_down(log, attempt, seed)
        if is_last:
            break
    if not attempts:
        show(options, Paragraph(NOTHING_DONE))
        return 0
    show(options, *score_of(attempts, "How it went"))
    return 0


def _made(make: Callable[[], Sequence[Exercise]], take: Callable[[str | bytes], None]) -> int:
    take(pickle.dumps(make()))
    return 0


def _ask(options: Options, exercise: Exercise) -> tuple[Attempt, bool]:
    """One exercise, until it is right or left; and whether the session ends with it."""
    from gradcli.narrative.coaching.talk import NO_MORE_HINTS, STUCK
    from gradcli.narrative.document import Paragraph

    solved = Solved.of(exercise)
    hints = solved.hints()
    show(options, Paragraph(solved.task()))
    so_far = Attempt(exercise, (), right=False)
    while True:
        line = typed(_PROMPT)
        if line is None or line.lower() in _QUIT:
            return so_far, True
        sys.stdout.write("\n")
        if line.lower() in _HINT:
            if so_far.hints < len(hints):
                show(options, *hints[so_far.hints])
                so_far = replace(so_far, hints=so_far.hints + 1)
            else:
                show(options, Paragraph(NO_MORE_HINTS))
        elif line.lower() in _SHOW:
            page(options, solved.worked("full", options.decimal or 6))
            return so_far, False
        elif line.lower() in _SKIP:
            return so_far, False
        else:
            found = _marked(options, exercise, line)
            if found is None:
                sys.stdout.write("\n")
                continue
            named = (found["mistake"],) if found["mistake"] else ()
            so_far = replace(
                so_far,
                answers=(*so_far.answers, line),
                right=bool(found["right"]),
                mistakes=(*so_far.mistakes, *named),
            )
            if so_far.right:
                return so_far, False
            if len(so_far.answers) >= _PATIENCE:
                show(options, Paragraph(STUCK))


def _marked(options: Options, exercise: Exercise, answer: str) -> dict[str, str] | None:
    """Whether an answer is right, which has been said; None where it was not understood."""

    def work(take: Callable[[str], None]) -> int:
        from gradcli.questions.learning.marked import marked

        found = marked(exercise, answer)
        chosen = Format(options.format or "rich")
        sys.stdout.write(f"{drawn(found.said, options, chosen)}\n")
        take(json.dumps({"right": found.right is True, "mistake": found.mistake}))
        return 0

    told = worked_apart(options, work)
    found: dict[str, str] | None = None if told is None else json.loads(told)
    return found


def _write_down(log: str, attempt: Attempt, seed: int) -> None:
    """One line more in the log."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    with open(log, "a", encoding="utf-8") as file:
        file.write(f"{attempt.line(seed, when)}\n")
