"""A derivation at a terminal: a line, guessed or not, then the next; and why each holds."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from gradcli.commands.asking import is_short
from gradcli.commands.clock import within_limits
from gradcli.commands.output.answer import drawn
from gradcli.commands.output.messages import tell_notes
from gradcli.commands.parameters.options import DEFAULT_DIGITS
from gradcli.commands.session.terminal import show, typed, worked_apart
from gradcli.language.lex.limits import Limits
from gradcli.questions.asking import read
from gradcli.render.format import Format

# The narrative loads SymPy, and is not needed for a help text.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradcli.commands.parameters.options import Options
    from gradcli.narrative.document import Block
    from gradcli.questions.asking import Question, Read

_PROMPT: Final = "> "
_WHY: Final = ("?", "why")
_QUIT: Final = ("q", "quit", "exit")


def derivation_session(options: Options, question: Question) -> int:
    """Show the lines one by one, each after Enter or a right guess; the exit code."""
    limits = Limits() if options.max_size is None else Limits(size=options.max_size)
    asked = read(question, limits) if is_short(question) else question
    taken: list[str | bytes] = []
    code = within_limits(
        options, lambda take: _prepared(options, asked, limits, take), take=taken.append
    )
    if not taken:
        return code
    walk = json.loads(taken[0])
    from gradcli.narrative.coaching.talk import GOODBYE, THE_WHOLE, welcome_to_the_derivation
    from gradcli.narrative.document import Paragraph

    letters = {letter for turn in walk["turns"] for letter in turn["letters"]}
    ways_out = [each for each in _QUIT if each not in letters]
    sys.stdout.write(f"{walk['opening']}\n")
    show(options, welcome_to_the_derivation(ways_out[0]))
    if not _gone_through(options, walk["turns"], ways_out, limits):
        show(options, Paragraph(GOODBYE))
        return 0
    show(options, Paragraph(THE_WHOLE))
    sys.stdout.write(walk["ending"])
    return int(walk["code"])


def _gone_through(
    options: Options, turns: list[dict[str, Any]], ways_out: list[str], limits: Limits
) -> bool:
    """Show the lines, as they are asked for; False where somebody ends it before the last."""
    place, last, reasons = 0, turns[0], 0
    above = -1
    while place < len(turns):
        turn = turns[place]
        if place != above and turn["before"]:
            sys.stdout.write(f"{turn['before']}\n")
        above = place
        sys.stdout.write(turn["asked"])
        line = typed(_PROMPT)
        if line is None or line.lower() in ways_out:
            return False
        sys.stdout.write("\n")
        if line.lower() in _WHY:
            _tell_why(options, last["laws"], reasons)
            reasons += 1
            continue
        ends = place
        if line:
            if not _is_right(options, turn, line, limits):
                continue
            ends = turn["ends"]
        sys.stdout.write("".join(f"{turns[each]['shown']}\n" for each in sorted({place, ends})))
        last, reasons, place = turn, 0, ends + 1
    return True


def _tell_why(options: Options, laws: list[str], told: int) -> None:
    """Why the next law of a line holds that was not told yet."""
    from gradcli.narrative.coaching.talk import no_more_reasons
    from gradcli.questions.learning.derivation import why

    if told < len(laws):
        show(options, *why(laws[told]).blocks)
    else:
        show(options, no_more_reasons(laws))


def _is_right(options: Options, turn: dict[str, Any], guess: str, limits: Limits) -> bool:
    """Whether a guess is right, which has been said."""
    from gradcli.narrative.coaching.talk import NOTHING_TO_COMPARE
    from gradcli.narrative.document import Paragraph

    if turn["comes_to"] is None:
        show(options, Paragraph(NOTHING_TO_COMPARE))
        return False

    def work(take: Callable[[str], None]) -> int:
        from gradcli.narrative.coaching.marks import of_line
        from gradcli.questions.learning.derivation import compared

        right = compared(guess, turn["comes_to"], tuple(turn["letters"]), limits)
        show(options, *of_line(right).blocks)
        take(json.dumps(right is True))
        return 0

    told = worked_apart(options, work)
    return told is not None and bool(json.loads(told))


def _prepared(
    options: Options, asked: Read | Question, limits: Limits, take: Callable[[str], None]
) -> int:
    """Hand over the whole derivation, drawn line by line."""
    from gradcli.language.writing import write
    from gradcli.narrative.document import Document, Paragraph
    from gradcli.questions.learning.derivation import walk
    from gradcli.render.format import Notation, Vectors
    from gradcli.render.page.notation import in_notation

    found = walk(asked, limits)
    result, chosen = found.result, Format(options.format or "rich")
    tell_notes(result.notes, result.answer.field.source, options.color)

    def page(*blocks: Block) -> str:
        told = in_notation(
            Document(blocks),
            Notation(options.notation),
            Vectors(options.vectors),
            result.answer.field.arguments,
        )
        return drawn(told, options, chosen)

    turns = [
        {
            "before": page(*turn.before) if turn.before else "",
            "asked": page(Paragraph(turn.asked)),
            "shown": page(*turn.shown),
            "laws": turn.laws,
            "comes_to": None if turn.comes_to is None else write(turn.comes_to, turn.letters),
            "letters": turn.letters,
            "ends": turn.ends,
        }
        for turn in found.turns
    ]
    digits = options.decimal or DEFAULT_DIGITS
    ending = found.ending(digits, verbose=options.verbose)
    take(
        json.dumps(
            {
                "opening": page(*found.opening),
                "turns": turns,
                "ending": page(*ending),
                "code": result.exit_code,
            }
        )
    )
    return 0
