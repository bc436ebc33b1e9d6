"""What is said between the exercises of a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gradcli.narrative.document import Block, Code, Heading, Paragraph, Sentence, Table
from gradcli.narrative.phrases import sentence
from gradcli.narrative.rulebook import title


def welcome(count: int, level: int, seed: int, *, again: bool) -> Block:
    """How it goes, before the first exercise; `again` says that they were asked before."""
    what = f"{count} exercises" if count > 1 else "One exercise"
    which = f"{what} again." if again else f"{what} of level {level}, seed {seed}."
    return Paragraph(
        sentence(
            f"{which} Type your answer, such as ",
            Code("2x y"),
            " or ",
            Code("(2x y, x^2)"),
            "; Enter or ",
            Code("?"),
            " for a hint, ",
            Code("!"),
            " for the worked answer, ",
            Code("skip"),
            " for the next one, ",
            Code("quit"),
            " or Ctrl-D to end.",
        )
    )


def numbered(place: int, count: int) -> Block:
    """Above an exercise."""
    return Heading(sentence(f"Exercise {place} of {count}"), 2)


NO_MORE_HINTS: Final[Sentence] = sentence(
    "There are no more hints. ", Code("!"), " shows the answer."
)
STUCK: Final[Sentence] = sentence("Try again; ", Code("?"), " gives a hint.")
NOTHING_DONE: Final[Sentence] = sentence("Nothing was answered. Until next time.")


def summary(
    heading: str, asked: int, right: int, at_once: int, rows: Sequence[tuple[str, int, int]]
) -> tuple[Block, ...]:
    """How many were right, and each rule: how often it was needed, and right at once."""
    first = f"{right} of {asked} right, {at_once} of them at once and without a hint."
    blocks: list[Block] = [Heading(sentence(heading), 2), Paragraph(sentence(first))]
    if rows:
        header = tuple(sentence(each) for each in ("rule", "needed", "right at once"))
        cells = tuple(
            (sentence(title(rule)), sentence(str(needed)), sentence(str(good)))
            for rule, needed, good in rows
        )
        blocks.append(Table(header, cells))
        worst, needed, good = rows[0]
        if good < needed:
            again = f"gradcli rules {worst}"
            blocks.append(Paragraph(sentence("Worth another look: ", Code(again), ".")))
    return tuple(blocks)


WELCOME_TO_THE_LESSON: Final[Sentence] = sentence(
    "Ten short screens, each with a question. Type your answer; Enter shows it and goes on; ",
    Code("quit"),
    " or Ctrl-D ends.",
)
THE_END: Final[Sentence] = sentence(
    "This is the whole chain of ideas. ",
    Code("gradcli practice"),
    " has exercises, ",
    Code("gradcli rules"),
    " the laws and why they hold.",
)


def welcome_to_the_derivation(way_out: str) -> Block:
    """How it goes, before the first line; `way_out` is what ends it."""
    return Paragraph(
        sentence(
            "The derivation comes a line at a time. Enter shows the next line; type what you "
            "think it comes to, and it is marked first; ",
            Code("?"),
            " says why the last line holds, ",
            Code(way_out),
            " or Ctrl-D ends.",
        )
    )


def no_more_reasons(rules: Sequence[str]) -> Block:
    """After the reason of the last law of a line."""
    listed = ", ".join(map(title, rules))
    return Paragraph(sentence(f"That is all of this line: {listed}. Enter goes on."))


NOTHING_TO_COMPARE: Final[Sentence] = sentence(
    "This line speaks of a part by its name, and a guess cannot be compared with it."
)
THE_WHOLE: Final[Sentence] = sentence("That was the whole derivation.")
GOODBYE: Final[Sentence] = sentence("Until next time.")
