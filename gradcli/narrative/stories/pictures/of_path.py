"""The path of a descent in a picture, in words: over level curves or on a graph."""

from __future__ import annotations

from collections.abc import Sequence

from gradcli.calculus.levels.shapes import Mark, Place, Trace
from gradcli.narrative.box import Box
from gradcli.narrative.document import Entry, Sentence
from gradcli.narrative.notation import vector
from gradcli.narrative.phrases import sentence
from gradcli.narrative.stories.pictures.numbers import about


def path_told(path: Sequence[Place]) -> Sentence:
    """A path leads in 3 steps from (4, 1) to (2, 0.3)."""
    steps, first, last = len(path) - 1, _place(path[0]), _place(path[-1])
    if not steps:
        return sentence("The path is the one point ", first, ".")
    return sentence(f"A path leads in {_counted(steps)} from ", first, " to ", last, ".")


def path_entries(path: Sequence[Place]) -> list[Entry]:
    """Where a descent begins, the way that it takes, and where it ends; nothing of no path."""
    if not path:
        return []
    steps = len(path) - 1
    told = [Entry(Mark.POINT, sentence("the start ", _place(path[0])))]
    if steps:
        told.append(Entry(Trace.PATH, sentence(f"the path, {_counted(steps)}")))
        told.append(Entry(Mark.END, sentence("the last point ", _place(path[-1]))))
    return told


def _counted(steps: int) -> str:
    return "1 step" if steps == 1 else f"{steps:,} steps"


def _place(place: Place) -> Box:
    return vector([about(x) for x in place])
