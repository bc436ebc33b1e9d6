"""A sheet of exercises that are made from a seed, and its key."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gradcli.frozen import replace
from gradcli.questions.learning.exercises.made import Exercise, some
from gradcli.questions.learning.exercises.shapes import Topic
from gradcli.questions.learning.lesson import Lesson
from gradcli.questions.messages import failure

# The narrative and the drawers load SymPy: after the words were understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.document import Block, Document
    from gradcli.questions.learning.scores import Attempt
    from gradcli.render.failure import Json

TOPICS: Final = tuple(str(each) for each in Topic)
LEVELS: Final = 5
KEYS: Final = ("none", "short", "full")
_SEEDS: Final = 100_000


def practice(
    topic: str | None = None,
    level: int = 1,
    *,
    seed: int | None = None,
    count: int = 10,
    key: str = "none",
    steps: str = "full",
) -> Lesson:
    """A sheet of exercises: so many of a topic (or of all in turn) and of a level from 1 to 5.

    The answers come out clean, and no two exercises are alike up to the names of variables and to
    numbers. The same seed gives the same sheet. `key` is `none`, `short` (a line each) or `full`
    (worked; `steps` says how much of the derivations).

    >>> import gradcli
    >>> sheet = gradcli.practice("product", seed=7, count=3)
    >>> len(sheet.lines)
    3

    Raises:
        GradcliError: there is no such topic, level or key.
    """
    if key not in KEYS:
        raise failure("unknown-key-of-exercises", None, None, key=key)
    drawn = new_seed() if seed is None else seed
    return sheet_of(chosen(topic, level, drawn, count), drawn, level, key, steps, count)


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
) -> Lesson:
    """The sheet of these exercises; before it the score of the attempts that are reviewed."""
    from gradcli.questions.learning.exercises.asked import Solved

    solved = [Solved.of(each) for each in exercises]

    def story(digits: int) -> Document:
        from gradcli.narrative.sheets.practice import practice_sheet
        from gradcli.narrative.sheets.sheet import Exercise as Shown
        from gradcli.narrative.sheets.sheet import Key

        shown = [
            Shown(each.task(), each.short(), each.worked(steps, digits) if key == "full" else None)
            for each in solved
        ]
        made = practice_sheet(shown, Key(key), level, seed, wanted)
        if not before:
            return made
        return replace(made, blocks=(*score_of(before, "So far"), *made.blocks))

    def body() -> Json:
        from gradcli.render.failure import SCHEMA

        told: Json = {"schema": SCHEMA, "command": "practice", "seed": seed, "level": level}
        told["exercises"] = [each.json(key=key != "none") for each in solved]
        if len(solved) < wanted:
            told["available"] = len(solved)
        return told

    lines = tuple(json.dumps(each.line()) for each in exercises)
    return Lesson("practice", story, body, lines)
