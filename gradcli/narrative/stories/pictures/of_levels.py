"""What is said of the levels in a picture: where they are areas, touched, or not to be told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from gradcli.calculus.levels.shapes import Level, Place, Polyline
from gradcli.narrative.box import Box
from gradcli.narrative.document import Sentence
from gradcli.narrative.phrases import enumerated, joined, sentence
from gradcli.narrative.stories.pictures.numbers import about
from gradcli.narrative.stories.pictures.shown import Shown

LISTED: Final = 12
"""So many values are listed in a sentence."""
_NAMED: Final = 3  # places that are told one by one
_TRIED: Final = 12
_SEEN: Final = 1e-3  # of the window: what is less is not seen


def plateau_told(shown: Shown) -> Sentence:
    """The area with the value at P: around it, or only beside it."""
    if not shown.drawn.flat:
        return sentence("the area on which ", shown.f, " has the value at the point: ", shown.value)
    return sentence(
        "the level set of the point: ",
        shown.value,
        " on the whole area around it, which is no curve; the rate is 0 in every direction",
    )


def undecided(shown: Shown) -> Sentence:
    """Where floats see an area around P and nothing proves it."""
    return sentence(
        "All around the point floats tell no difference from ",
        shown.value,
        ": whether its level set is an area or a curve is not decided, and it is not drawn there.",
    )


def touched(shown: Shown) -> Sentence:
    """Where the function comes to a level and does not cross it; nothing where it nowhere does.

    Or where it ends with it.
    """
    told: list[Sentence] = []
    rims = [about(level.value) for level in shown.drawn.levels if level.rims]
    if rims:
        edge, has, drawn = "Edges", "has the values", "are drawn as level curves"
        if len(rims) == 1:
            edge, has, drawn = "An edge", "is", "is drawn as a level curve"
        where = sentence(f"{edge} of the domain on which ", shown.f, f" {has} ")
        told.append((*where, *enumerated(rims), *sentence(f" {drawn}.")))
    levels = [level for level in shown.drawn.levels if level.touching]
    whole = [level for level in levels if not level.crossed]
    parts = [level for level in levels if level.crossed]
    if whole:
        one = sum(level.touching for level in whole) == 1
        told.append(_beside(shown, f"{'the curve' if one else 'curves'} of ", whole))
    if parts:
        places = [_apart(line, level.crossed) for level in parts for line in level.touched]
        if len(parts) == 1 and len(places) <= _NAMED:
            part, lead = ("part", "leads") if len(places) == 1 else ("parts", "lead")
            through = enumerated([_rounded(shown, each) for each in places])
            where = (*sentence(f" that {lead} through "), *through)
            told.append(_beside(shown, f"the {part} of the curve of ", parts, where))
        else:
            told.append(_beside(shown, "parts of the curves of ", parts))
    return joined(told)


def _beside(shown: Shown, what: str, levels: Sequence[Level], where: Sentence = ()) -> Sentence:
    """Beside curves of these levels the function is larger on both sides, or smaller."""
    values = [about(level.value) for level in levels]
    which = enumerated(values)
    if len(values) > LISTED:
        which = sentence(values[0], " to ", values[-1])
    return (
        *sentence(f"Beside {what}the value{'s'[: len(values) > 1]} "),
        *which,
        *where,
        *sentence(
            ", ",
            shown.f,
            " is larger on both sides, or smaller on both, as far as floating-point numbers tell.",
        ),
    )


def _apart(line: Polyline, others: Sequence[Polyline]) -> Place:
    """A place of a line far from other lines: one at which it is not taken for them."""
    far = [at for other in others for at in other]
    places = line[:: len(line) // _TRIED + 1]
    return max(places, key=lambda at: min(math.dist(at, each) for each in far))


def _rounded(shown: Shown, place: Place) -> Box:
    """A place of the window without the digits that no eye sees."""
    window = shown.drawn.window
    x, y = (
        0.0 if abs(each) < _SEEN * size else each
        for each, size in zip(place, (window.width, window.height), strict=True)
    )
    return shown.components((x, y))


def unclear(shown: Shown) -> Sentence:
    """Where no level curve can be trusted, why none is drawn."""
    return sentence(
        "In this window ",
        shown.f,
        " changes faster from place to place than the picture can follow, or floats do not tell "
        "its values: no level curve is drawn. A smaller window may show more.",
    )


def multiples(step: float) -> Sentence:
    """Multiples of 10."""
    return sentence("whole numbers") if step == 1 else sentence("multiples of ", about(step))
