"""The legend of a picture: what each kind of line, arrow and dot is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from gradcli.calculus.domain.verdict import (
    Discontinuous,
    NotDifferentiable,
    OutsideDomain,
    Undefined,
)
from gradcli.calculus.levels.shapes import Area, Arrow, Curve, Mark, Role, Spacing, Trace
from gradcli.calculus.levels.turning import Turning
from gradcli.field.expression import Node
from gradcli.narrative.document import Entry, Sentence, Words
from gradcli.narrative.notation import (
    fraction_of,
    norm,
    number,
    power_of,
    product_of,
    sum_of,
    typeset,
    variable,
)
from gradcli.narrative.phrases import enumerated, equals, joined, sentence
from gradcli.narrative.stories.pictures.numbers import about, degrees, degrees_on_axis, scale_of
from gradcli.narrative.stories.pictures.of_levels import (
    multiples,
    plateau_told,
    touched,
    unclear,
    undecided,
)
from gradcli.narrative.stories.pictures.of_path import path_entries
from gradcli.narrative.stories.pictures.shown import Shown, no_value

_SEEN: Final = 1e-3  # of the window: a shorter line is none


def legend(shown: Shown) -> list[Entry]:
    """A line for each kind of thing, the most important first."""
    drawn = shown.drawn
    entries: list[Entry] = []
    gradient, w = drawn.arrow(Role.GRADIENT), drawn.arrow(Role.DIRECTION)
    if shown.picture.at is not None:
        entries.append(Entry(Mark.POINT, _point(shown)))
    if shown.picture.path:
        entries.extend(path_entries(shown.picture.path))
    if gradient is not None:
        entries.append(Entry(Role.GRADIENT, _gradient(shown, gradient)))
    if any(level.own and level.lines for level in drawn.levels):
        told = sentence("the level curve of the point: on all of it ", shown.value)
        if gradient is not None and drawn.equal:
            told = (
                *told,
                *sentence(", so the rate along it is 0. At the point it runs "),
                *across(shown, gradient),
                *sentence(". "),
                *right_angle(shown),
            )
        if drawn.plateau is not None:
            told = sentence("curves on which ", shown.value, " too")
        entries.append(Entry(Curve.OWN, told))
    if drawn.plateau is not None:
        entries.append(Entry(Area.PLATEAU, plateau_told(shown)))
    if drawn.jumps:
        entries.append(Entry(Trace.JUMP, sentence("where ", shown.f, " jumps")))
    level = drawn.arrow(Role.LEVEL)
    if level is not None:
        told = sentence("the level direction ", shown.components(level.vector), ": its rate is 0")
        entries.append(Entry(Role.LEVEL, (*told, *_drawn(level.scale))))
    if any(level.lines and not level.own for level in drawn.levels):
        entries.append(Entry(Curve.OTHER, _levels(shown)))
    if w is not None:
        entries.append(Entry(Role.DIRECTION, _direction(shown, w, gradient)))
    projection = drawn.arrow(Role.PROJECTION)
    if projection is not None:
        long = about(math.hypot(*projection.vector))
        told = sentence("the part of ", shown.w, " straight across the curve, ", long, " long")
        if gradient is not None:
            whole = about(math.hypot(*gradient.vector))
            told = (*told, *sentence(": ", whole, " times that is the dot product, too"))
        if w is not None and math.dist(w.end, projection.end) > _SEEN * drawn.window.width:
            told = (
                *told,
                *sentence(". The dotted line from the tip of "),
                *sentence(shown.w, " to it runs as the curve does at the point"),
            )
        entries.append(Entry(Role.PROJECTION, told))
    if drawn.radius is not None:
        told = sentence("the circle of all directions ", shown.u, " of length 1")
        if not shown.is_whole:
            told = sentence("the circle of all directions ", shown.u, " of length 1 in this plane")
        if drawn.radius != 1:
            told = (*told, *_drawn(drawn.radius))
        entries.append(Entry(Trace.CIRCLE, told))
    if shown.picture.turning is not None:
        entries.extend(_rates(shown, shown.picture.turning))
    return entries


def right_angle(shown: Shown) -> Sentence:
    """Why the level curve and the gradient stand at a right angle."""
    return sentence(
        "Seen from close by, the curve is straight and ",
        shown.f,
        " rises like a plane. Split a step into a part along the curve and a part straight across "
        "it: the changes by the two parts add up. The part along changes nothing, so all comes "
        "from the part across. Of all steps of one length, one straight across has the longest "
        f"such part. So the steepest way up, {shown.arrow}, is at a right angle (90°) to the "
        "curve, and the steepest way down is opposite to it",
    )


def across(shown: Shown, gradient: Arrow) -> Sentence:
    """Along (−4, 12), for 12 · (−4) + 4 · 12 = 0; where one number is 0 that is seen."""
    x, y = gradient.vector
    told = sentence("along ", shown.components((-y, x)))
    if not (x and y):
        return told
    terms = [product_of([about(a), about(b)], dotted=True) for a, b in ((x, -y), (y, x))]
    return (*told, *sentence(", for ", equals(sum_of(terms), number(0))))


def _point(shown: Shown) -> Sentence:
    told = sentence("the point ", shown.point)
    at = shown.picture.at
    if at is not None and isinstance(at.verdict, OutsideDomain | Undefined):
        return (*told, *sentence(", at which ", shown.f, " has no value"))
    if at is not None and isinstance(at.verdict, Discontinuous | NotDifferentiable):
        return (*told, *sentence(", at which ", shown.f, " has no gradient"))
    return told


def _gradient(shown: Shown, gradient: Arrow) -> Sentence:
    across, up = shown.axes
    x, y = gradient.vector
    told = shown.the_gradient
    if shown.is_whole:
        told = (*told, *sentence(", the gradient"))
    if shown.picture.axes is not None:
        told = (
            *told,
            *sentence(": ", about(x), " is the rate along ", across, ", ", about(y)),
            *sentence(" that along ", up),
        )
    length = about(math.hypot(x, y))
    told = (
        *told,
        *sentence(
            ". It points the steepest way up"
            if shown.is_whole
            else ". It points the steepest way up in it",
            ", and its length is the rate that way: ",
            length,
            " per unit of distance",
        ),
    )
    if x and y and shown.picture.axes is not None:
        squares = [power_of(about(abs(each)), number(2)) for each in (x, y)]
        whole = sum_of(squares)
        over = whole if length == number(1) else fraction_of(whole, length)
        told = (*told, *sentence(", ", over))
    return (*told, *_drawn(gradient.scale))


def _drawn(scale: float) -> Sentence:
    """How long an arrow is drawn, where that is not its length."""
    if scale == 1:
        return ()
    if scale < 1:
        return sentence(" (drawn at ", scale_of(scale), " of its length)")
    return sentence(" (drawn ", scale_of(scale), " times as long)")


def _levels(shown: Shown) -> Sentence:
    drawn = shown.drawn
    others = "other level curves" if shown.picture.at is not None else "level curves"
    match drawn.spacing:
        case Spacing.EVEN if drawn.step is not None:
            return (*sentence(f"{others}, at "), *multiples(drawn.step))
        case Spacing.QUANTILES:
            return sentence(
                f"{others}, not evenly spaced: even steps would leave most of the window empty"
            )
        case Spacing.EVEN | Spacing.GIVEN:
            return sentence(f"{others}, at the values written on them")


def _direction(shown: Shown, w: Arrow, gradient: Arrow | None) -> Sentence:
    x, y = w.vector
    across, up = shown.axes
    told = (
        *shown.the_direction(w),
        *sentence(": ", about(x), " along ", across, ", ", about(y), " along ", up),
    )
    if gradient is not None:
        (a, b), length = gradient.vector, math.hypot(x, y)
        product = a * x + b * y
        told = (
            *told,
            *sentence(
                f". Its dot product with {shown.arrow} is ",
                about(a * x),
                " from ",
                across,
                " and ",
                about(b * y),
                " from ",
                up,
                ", together ",
                about(product),
                ", which over its length ",
                about(length),
                " is the rate that way: ",
                about(product / length),
                " per unit of distance",
            ),
        )
    return (*told, *_drawn(w.scale))


def _rates(shown: Shown, turning: Turning) -> Iterator[Entry]:
    """The curve of the rates, and the places that are marked on it."""
    plane = "" if shown.is_whole else " of this plane"
    height = about(turning.height)
    told = sentence(
        shown.rate,
        ", the second drawing: how fast ",
        shown.f,
        " changes at the point, per unit of distance, in the direction ",
        shown.u,
        f"{plane} whose angle from the ",
        shown.axes[0],
        " axis is ",
        shown.theta,
        ". It is ",
        height,
        " times the cosine of the angle between ",
        shown.u,
        f" and {shown.arrow}: that cosine is how far ",
        shown.u,
        " leads straight across the level curve, upwards",
    )
    yield Entry(Trace.RATE, told)
    highest = equals(norm(shown.gradient), height) if shown.is_whole else height
    along = f", at {degrees(turning.top)}: along {shown.arrow}"
    yield Entry(Mark.TOP, sentence("its highest value, ", highest, along))
    on_axis = partial(degrees_on_axis, middle=turning.top)
    beside = f"{on_axis(turning.top - 90)} and {on_axis(turning.top + 90)}"
    told = sentence(f"0, at {beside}: along the level curve, at right angles to {shown.arrow}")
    yield Entry(Mark.ZERO, told)
    down = "the steepest way down" if shown.is_whole else "the steepest way down in this plane"
    against = f", at {on_axis(turning.top + 180)}: against {shown.arrow}, {down}"
    yield Entry(Mark.LOWEST, sentence("its lowest, ", about(-turning.height), against))
    way = next((dot.at for dot in turning.dots if dot.mark is Mark.DIRECTION), None)
    if way is not None:
        along = ": along " if shown.is_whole else ": along the part here of "
        beside = f"{degrees(abs(way[0] - turning.top))} from {shown.arrow}"
        told = sentence(about(way[1]), f", at {on_axis(way[0])}, {beside}{along}", shown.w)
        yield Entry(Mark.DIRECTION, told)


def notes(shown: Shown) -> list[Sentence]:
    """What a reader has to know of the drawing itself."""
    drawn, picture = shown.drawn, shown.picture
    told: list[Sentence] = []
    if picture.axes is None:
        across, up = shown.axes
        told.append(
            sentence(
                "The plane through the point along ",
                shown.gradient,
                " and ",
                shown.w,
                ": ",
                across,
                " is the distance from the point along ",
                shown.gradient,
                ", and ",
                up,
                " that at right angles to it, towards ",
                shown.w,
                ".",
            )
        )
    elif picture.others:
        told.append(_held(picture.others))
    if not picture.spans:
        across, up = shown.axes
        told.append(
            sentence(
                "The gradient and ",
                shown.w,
                " span no plane here: that along ",
                across,
                " and ",
                up,
                " is drawn.",
            )
        )
    if not drawn.equal:
        told.append(
            sentence(
                "The axes have different scales: angles are not drawn as they are, and no right "
                "angle is marked."
            )
        )
    elif drawn.arrow(Role.GRADIENT) is not None:
        told.append(sentence("With the level curves, a unit is equally long on both axes."))
    if drawn.unclear:
        told.append(unclear(shown))
    if drawn.constant:
        told.append(
            sentence(shown.f, " is constant in this window: no level curve runs through it.")
        )
    if drawn.seems_flat:
        told.append(undecided(shown))
    told.extend(each for each in [touched(shown)] if each)
    if any(not each.own for each in drawn.plateaus):
        told.append(
            sentence(
                "A number that stands on no curve is the value of ",
                shown.f,
                " on the whole area around it.",
            )
        )
    if drawn.outside:
        told.append(sentence("In the part without curves ", shown.f, no_value(shown.picture)))
    return told


def _held(others: Mapping[str, Node]) -> Sentence:
    """The variables that are not on the axes stand still."""
    values = [equals(variable(name), typeset(value)) for name, value in others.items()]
    held = sentence("Held in this plane: ")
    return joined((held, enumerated(values), (Words("."),)), "")
