"""The text alternative of a picture: all that it shows, with its numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator

from gradcli.calculus.levels.shapes import Arrow, Role, Spacing
from gradcli.calculus.levels.turning import Turning
from gradcli.narrative.document import Sentence, Words
from gradcli.narrative.phrases import enumerated, joined, sentence
from gradcli.narrative.stories.pictures.legend import across, right_angle
from gradcli.narrative.stories.pictures.numbers import about, degrees, way
from gradcli.narrative.stories.pictures.of_levels import (
    LISTED,
    multiples,
    touched,
    unclear,
    undecided,
)
from gradcli.narrative.stories.pictures.of_path import path_told
from gradcli.narrative.stories.pictures.shown import Shown, no_value


def contour_told(shown: Shown) -> Sentence:
    """What the level curves and the arrows show."""
    told = [_window(shown)]
    drawn = shown.drawn
    gradient, w = drawn.arrow(Role.GRADIENT), drawn.arrow(Role.DIRECTION)
    if gradient is not None:
        told.append(_gradient(shown, gradient))
        level = drawn.arrow(Role.LEVEL)
        if level is not None:
            told.append(_level_direction(shown, level, gradient))
    if w is not None and gradient is not None:
        told.append(_direction(shown, w, gradient))
    if shown.picture.path:
        told.append(path_told(shown.picture.path))
    told.extend(_areas(shown))
    if not drawn.plateaus or any(level.lines for level in drawn.levels):
        told.append(_levels(shown))
        told.append(touched(shown))
    if drawn.outside:
        told.append(sentence("In the shaded part ", shown.f, no_value(shown.picture)))
    return joined(told)


def _window(shown: Shown) -> Sentence:
    window = shown.drawn.window
    across, up = shown.axes
    around: Sentence = ()
    if shown.picture.at is not None:
        around = sentence(" around the point ", shown.point)
    return (
        *sentence("Level curves of ", shown.function),
        *around,
        *sentence(
            ", with ",
            across,
            " from ",
            about(window.left),
            " to ",
            about(window.right),
            " and ",
            up,
            " from ",
            about(window.bottom),
            " to ",
            about(window.top),
            ".",
        ),
    )


def _gradient(shown: Shown, gradient: Arrow) -> Sentence:
    x, y = gradient.vector
    angle = math.degrees(math.atan2(y, x))
    return (
        *sentence("An arrow at the point is "),
        *shown.the_gradient,
        *sentence(
            f". It points {way(x, y)}, at {degrees(angle)} from the ",
            shown.axes[0],
            " axis: that way ",
            shown.f,
            " rises fastest, by " if shown.is_whole else " rises fastest in this plane, by ",
            about(math.hypot(x, y)),
            " per unit of distance.",
        ),
    )


def _level_direction(shown: Shown, level: Arrow, gradient: Arrow) -> Sentence:
    return (
        *sentence(
            "It stands at a right angle to the level curve ",
            shown.value,
            " through the point, which runs there ",
        ),
        *across(shown, gradient),
        *sentence(
            f"; in the picture that is {way(*level.vector)}, and the opposite of it. Along the "
            "curve ",
            shown.f,
            " does not change, so in these two directions the rate is 0. ",
        ),
        *right_angle(shown),
        *sentence(
            f". A step of length 1 at an angle to {shown.arrow} leads straight across by the "
            "cosine of that angle, so the rate that way is the highest rate times this cosine."
        ),
    )


def _direction(shown: Shown, w: Arrow, gradient: Arrow) -> Sentence:
    (x, y), (a, b) = w.vector, gradient.vector
    dot, long, high = x * a + y * b, math.hypot(x, y), math.hypot(a, b)
    between = math.degrees(math.acos(max(-1.0, min(1.0, dot / (long * high)))))
    return (
        *sentence("The direction " if shown.is_whole else "There is also "),
        *shown.the_direction(w),
        *sentence(
            " leads " if shown.is_whole else ": it leads ",
            about(x),
            " along ",
            shown.axes[0],
            " and ",
            about(y),
            " along ",
            shown.axes[1],
            f", {way(x, y)}, at an angle of {degrees(between)} to {shown.arrow}: along it ",
            shown.f,
            " changes by ",
            about(dot / long),
            " per unit of distance, which over the whole of it would be ",
            about(dot),
            ".",
        ),
    )


def _levels(shown: Shown) -> Sentence:
    drawn = shown.drawn
    if drawn.unclear:
        return unclear(shown)
    if drawn.constant:
        return sentence(shown.f, " has one and the same value in all of the window.")
    curves = [level.value for level in drawn.levels if level.lines]
    if not curves:
        return sentence("No level curve is drawn.")
    if len(curves) == 1:
        return sentence("One curve is drawn, for the value ", about(curves[0]), ".")
    if len(curves) <= LISTED:
        said = sentence("Curves are drawn for the values ", *enumerated(list(map(about, curves))))
    else:
        ends = (about(min(curves)), " to ", about(max(curves)))
        said = sentence(f"{len(curves)} curves are drawn, for values from ", *ends)
    return (*said, *_spacing(shown), Words("."))


def _areas(shown: Shown) -> Iterator[Sentence]:
    """Where the function is one number, and where it jumps."""
    drawn = shown.drawn
    if drawn.flat:
        yield sentence(
            "On a whole area around the point ",
            shown.value,
            ": its level set there is that area and no curve, and the rate is 0 in every "
            "direction.",
        )
    elif drawn.seems_flat:
        yield undecided(shown)
    elif drawn.plateau is not None:
        yield sentence(
            "On a whole area ", shown.f, " has the value at the point, ", shown.value, "."
        )
    others = sorted(each.value for each in drawn.plateaus if not each.own)
    if others:
        also = "also " if drawn.plateau is not None else ""
        values = list(map(about, others))
        listed: Sentence = sentence(f"{len(others)} values, from ", values[0], " to ", values[-1])
        if len(others) <= LISTED:
            listed = enumerated(values)
        yield (
            *sentence("There are areas on which ", shown.f, f" {also}has one value alone: "),
            *listed,
            Words("."),
        )
    if drawn.jumps:
        yield sentence("Lines are drawn where ", shown.f, " jumps.")


def _spacing(shown: Shown) -> Sentence:
    drawn = shown.drawn
    match drawn.spacing:
        case Spacing.EVEN if drawn.step is not None:
            own = drawn.at.value if drawn.at is not None else None
            besides = own is not None and not _is_multiple(own, drawn.step)
            return (
                *sentence(": "),
                *multiples(drawn.step),
                *sentence(", and the value at the point" if besides else ""),
            )
        case Spacing.QUANTILES:
            return sentence(
                ", not evenly spaced: each strip between two curves takes about the same share of "
                "the window"
            )
        case Spacing.EVEN | Spacing.GIVEN:
            return ()


def _is_multiple(value: float, step: float) -> bool:
    return abs(math.remainder(value, step)) <= 1e-9 * step


def rate_told(shown: Shown, turning: Turning) -> Sentence:
    """What the curve of the rates shows."""
    return sentence(
        "The second drawing shows the rate ",
        shown.rate,
        " at the point, per unit of distance, in the direction ",
        shown.u,
        "" if shown.is_whole else " in this plane",
        ", for each angle ",
        shown.theta,
        " of ",
        shown.u,
        " from the ",
        shown.axes[0],
        " axis: a cosine. It is highest, ",
        about(turning.height),
        f", at {degrees(turning.top)}, the angle of {shown.arrow}; it is 0 at "
        f"{degrees(turning.top - 90)} and {degrees(turning.top + 90)}, and lowest, ",
        about(-turning.height),
        f", at {degrees(turning.top + 180)}.",
    )
