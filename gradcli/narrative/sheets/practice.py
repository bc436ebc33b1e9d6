"""A sheet of exercises made from a seed: how it is headed, and what is said where there are few."""

from __future__ import annotations

from collections.abc import Sequence

from gradcli.frozen import replace
from gradcli.narrative.document import Document, Heading, Remark, Tone
from gradcli.narrative.phrases import sentence
from gradcli.narrative.sheets.sheet import Exercise, Key, sheet


def practice_sheet(
    exercises: Sequence[Exercise], key: Key, level: int, seed: int, wanted: int, *, again: bool
) -> Document:
    """The exercises and their key, the level and the seed above them.

    `again` says that they were asked before: then they are of no one level, and of no seed.
    """
    heading = "Exercises again" if again else f"Exercises, level {level}, seed {seed}"
    made = sheet(exercises, heading, key)
    few = len(exercises)
    if few == wanted:
        return made
    first, *others = made.blocks
    assert isinstance(first, Heading)
    some = {0: "There are no exercises", 1: "There is only one exercise"}.get(
        few, f"There are only {few} exercises"
    )
    said = f"{some} of this topic and level, no two of them alike; another level may have more."
    return replace(made, blocks=(first, Remark(Tone.NOTE, sentence(said)), *others))
