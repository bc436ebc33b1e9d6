"""A sheet of exercises that are made from a seed, and its key."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gradcli.frozen import replace
from gradcli.questions.counts import count_of
from gradcli.questions.given.arguments import text_in, text_of, truth_in, whole_in, word_in
from gradcli.questions.given.values import value_text
from gradcli.questions.learning.exercises.made import Exercise, some
from gradcli.questions.learning.exercises.shapes import LEVELS, Topic
from gradcli.questions.learning.lesson import Lesson
from gradcli.questions.messages import failure

# The narrative and the drawers load SymPy: after the words were understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.box import Box
    from gradcli.narrative.document import Block, Document
    from gradcli.questions.learning.exercises.asked import Solved
    from gradcli.questions.learning.exercises.wrong import Choice
    from gradcli.questions.learning.scores import Attempt
    from gradcli.render.failure import Json

TOPICS: Final = tuple(str(each) for each in Topic)
KEYS: Final = ("none", "short", "full")
DEFAULT_KEY: Final = "short"
_SEEDS: Final = 100_000


def practice(
    topic: str | None = None,
    level: int = 1,
    *,
    seed: int | None = None,
    count: int = 10,
    key: str = DEFAULT_KEY,
    steps: str = "full",
    choices: bool = False,
) -> Lesson:
    """A sheet of exercises: so many of a topic (or of all in turn) and of a level from 1 to 5.

    The answers come out clean, and no two exercises are alike up to the names of variables and to
    numbers. The same seed gives the same sheet. `key` is `none`, `short` (a line each) or `full`
    (worked; `steps` says how much of the derivations). With `choices` up to four answers stand
    below each: the wrong ones come of known mistakes.

    >>> import gradcli
    >>> sheet = gradcli.practice("product", seed=7, count=3)
    >>> len(sheet.lines)
    3

    Raises:
        GradcliError: there is no such topic, level or key.
    """
    from gradcli.narrative.steps import Detail

    if text_of(key, "key", '"short"') not in KEYS:
        raise failure("unknown-key-of-exercises", None, None, key=key)
    word_in(Detail, steps, "steps")
    drawn = new_seed() if seed is None else whole_in(seed, "seed")
    count = count_of(value_text(count), "exercises")
    asked = text_in(topic, "topic", '"chain"')
    made = chosen(asked, whole_in(level, "level"), drawn, count)
    return sheet_of(made, drawn, level, key, steps, count, choices=truth_in(choices, "choices"))


def new_seed() -> int:
    """A seed that nobody asked for."""
    return int.from_bytes(os.urandom(4), "big") % _SEEDS


def chosen(topic: str | None, level: int, seed: int, count: int) -> list[Exercise]:
    """The exercises of a sheet, fewer where there are no more.

    Raises:
        GradcliError: there is no such topic or level.
    """
    if topic is not None and topic not in TOPICS:
        raise failure("unknown-topic", None, None, topic=topic, topics=", ".join(TOPICS))
    if not 1 <= level <= LEVELS:
        raise failure("unknown-level", None, None, level=level, most=LEVELS)
    if count < 1:
        raise failure("not-a-count", None, None, given=count, things="exercises")
    return some(None if topic is None else Topic(topic), level, seed, count)


def score_of(attempts: Sequence[Attempt], heading: str) -> tuple[Block, ...]:
    """How it went, by rule."""
    from gradcli.narrative.coaching.talk import summary
    from gradcli.questions.learning.scores import scores

    right = sum(each.right for each in attempts)
    at_once = sum(each.at_once for each in attempts)
    rows = [(each.rule, each.asked, each.at_once) for each in scores(attempts)]
    return summary(heading, len(attempts), right, at_once, rows)


def sheet_of(
    exercises: list[Exercise],
    seed: int,
    level: int,
    key: str,
    steps: str,
    wanted: int,
    before: Sequence[Attempt] | None = None,
    *,
    choices: bool = False,
) -> Lesson:
    """The sheet of these exercises; before it the score of the attempts that are reviewed."""
    from gradcli.questions.learning.exercises.asked import Solved

    again = bool(before) and {*exercises} <= {each.exercise for each in before or ()}
    solved = [Solved.of(each) for each in exercises]
    offered = [_offered(each, seed) if choices else [] for each in solved]

    def story(digits: int) -> Document:
        from gradcli.narrative.sheets.practice import practice_sheet
        from gradcli.narrative.sheets.sheet import Exercise as Shown
        from gradcli.narrative.sheets.sheet import Key

        shown = [
            Shown(
                each.task(),
                each.short(),
                each.worked(steps, digits) if key == "full" else None,
                tuple(_box_of(choice, each) for choice in among),
                _place_of_right(among),
            )
            for each, among in zip(solved, offered, strict=True)
        ]
        made = practice_sheet(shown, Key(key), level, seed, wanted, again=again)
        if not before:
            return made
        return replace(made, blocks=(*score_of(before, "So far"), *made.blocks))

    def body() -> Json:
        from gradcli.render.failure import SCHEMA

        told: Json = {"schema": SCHEMA, "command": "practice", "seed": seed, "level": level}
        told["exercises"] = [
            each.json(key=key != "none") | _choices_of(among, key=key != "none")
            for each, among in zip(solved, offered, strict=True)
        ]
        if len(solved) < wanted:
            told["available"] = len(solved)
        return told

    lines = tuple(json.dumps(each.line()) for each in exercises)
    return Lesson("practice", story, body, lines)


def _offered(solved: Solved, seed: int) -> list[Choice]:
    """The answers to choose among, in an order that the seed gives."""
    from gradcli.questions.learning.exercises.draws import Draws
    from gradcli.questions.learning.exercises.wrong import choices

    return Draws(seed).apart(solved.exercise.expr).shuffled(choices(solved))


def _box_of(choice: Choice, solved: Solved) -> Box:
    """A choice as a formula: a number, a vector, a matrix by its rows."""
    from gradcli.narrative.notation import typeset, vector

    boxes = [typeset(node) for node in choice.nodes]
    if len(boxes) == 1:
        return boxes[0]
    columns = solved.result.forms.columns
    if columns == 1:
        return vector(boxes)
    return vector([vector(boxes[row : row + columns]) for row in range(0, len(boxes), columns)])


def _place_of_right(among: Sequence[Choice]) -> int | None:
    """Which choice is right, where there is one."""
    return next((place for place, each in enumerate(among) if each.mistake is None), None)


def _choices_of(among: Sequence[Choice], *, key: bool) -> Json:
    """The choices for scripts; with the key the right one, and the mistakes of the others."""
    from gradcli.language.writing import write
    from gradcli.narrative.sheets.sheet import letter_of

    if not among:
        return {}
    body: Json = {
        "choices": {
            letter_of(place): [write(node) for node in each.nodes]
            for place, each in enumerate(among)
        }
    }
    if key:
        right = _place_of_right(among)
        assert right is not None
        body["correct"] = letter_of(right)
        body["mistakes"] = {
            letter_of(place): each.mistake
            for place, each in enumerate(among)
            if each.mistake is not None
        }
    return body
