"""`explore`: what the page starts with, exactly, and the points that it knows beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from gradcli.calculus.answers.at_point import ZERO, AtPoint
from gradcli.calculus.answers.pictures.explore import ExploreAnswer, Known, Near, Scene
from gradcli.calculus.domain.verdict import Smooth
from gradcli.calculus.explore.examined import Level
from gradcli.calculus.point.critical import CriticalKind
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories import common
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.extrema.places import place_box
from gradcli.narrative.stories.partials import reading
from gradcli.narrative.stories.pictures.on_a_page import pictured
from gradcli.narrative.stories.summary import critical_sentence, steepest_summary

_DIGITS: Final = 6
_KINDS: Final[Mapping[CriticalKind, tuple[str, str]]] = MappingProxyType(
    {
        CriticalKind.MINIMUM: ("local minimum", "larger"),
        CriticalKind.MAXIMUM: ("local maximum", "smaller"),
        CriticalKind.SADDLE: ("saddle", "larger in some directions and smaller in others"),
    }
)


def explore_headline(answer: ExploreAnswer) -> Box:
    """∇f(2, 3) = (12, 4): what the page starts with."""
    at = answer.begins.at
    components = [formula(value) for value in answer.values()]
    if len(components) == 1:
        name = common.derivative_name(answer.field, answer.field.variables)
        return equals(name, components[0])
    return equals(common.gradient_name(answer.field, at), nt.vector(components))


def explore_task(answer: ExploreAnswer) -> doc.Sentence:
    """Explore f(x, y) = x²y around (x, y) = (2, 3): which direction is the steepest, and why?"""
    return sentence(
        "Explore ",
        common.the_function(answer.field),
        " around ",
        common.named_point(answer.field, answer.begins.at.point),
        ": in which direction does it rise fastest, and why?",
    )


def explore_story(answer: ExploreAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """The answer at the point, the part of the plane that the page shows, and what lies in it."""
    field, at, scene = answer.field, answer.begins.at, answer.scene
    blocks: list[doc.Block] = [
        *reading(field),
        *steepest_summary(answer.begins, telling),
        *pictured(answer, telling),
        doc.Heading(sentence("What the page shows"), 2),
        doc.Paragraph(_shown(field, scene)),
    ]
    if scene.known:
        blocks.append(_examined(field, scene.known))
    if scene.more:
        blocks.append(doc.Paragraph(_unexamined(scene.more)))
    blocks.append(checked(answer.check, field, telling, certificate_of_values(at, field)))
    return doc.Document(
        tuple(blocks),
        asked=common.asked(sentence("A page that shows the gradient"), field, at.point),
    )


def _shown(field: ScalarField, scene: Scene) -> doc.Sentence:
    """x from 0 to 4 and y from 1 to 5, with z held at 2."""
    moving = [
        sentence(nt.variable(field.variables[place]), f" from {_end(of.low)} to {_end(of.high)}")
        for place, of in zip(scene.plane, scene.window, strict=True)
    ]
    told = joined((sentence("Written to a file, -o page.html, it shows"), *_with_and(moving)))
    others = held_in_the_plane(field, scene)
    if others:
        told = (*told, *sentence(", with "), *enumerated(others), *sentence(" held"))
    return (*told, *sentence(". P and the direction are moved there by hand."))


def _with_and(parts: list[doc.Sentence]) -> list[doc.Sentence]:
    return [part if place == 0 else (doc.Words("and "), *part) for place, part in enumerate(parts)]


def _end(end: Fraction) -> str:
    return f"{float(end):.6g}".replace("-", "−")


def held_in_the_plane(field: ScalarField, scene: Scene) -> list[Box]:
    """z = 2: the variables that stand still on the page."""
    named = zip(field.variables, scene.written, strict=True)
    return [
        equals(nt.variable(name), nt.typeset(node))
        for place, (name, node) in enumerate(named)
        if place not in scene.plane
    ]


def _examined(field: ScalarField, points: Sequence[Known]) -> doc.Table:
    rows = tuple(
        (enumerated([place_of(each) for each in group]), told)
        for told, group in by_verdict(field, points)
    )
    return doc.Table(
        (sentence("at"), sentence("what is true there")),
        rows,
        sentence("Points in it that were examined exactly; P snaps to them:"),
    )


def _unexamined(more: int) -> doc.Sentence:
    places, they = ("place", "It was") if more == 1 else ("places", "They were")
    return sentence(
        f"At {more} more {places} in it the gradient seems to be zero, as far as floats tell. "
        f"{they} not examined; ",
        doc.Code("gradcli critical"),
        " looks for all of them.",
    )


def by_verdict(
    field: ScalarField, points: Sequence[Known]
) -> tuple[tuple[doc.Sentence, tuple[Known, ...]], ...]:
    """The points of which the same is true, together."""
    groups: dict[doc.Sentence, tuple[Known, ...]] = {}
    for each in points:
        told = verdict_on(field, each)
        groups[told] = (*groups.get(told, ()), each)
    return tuple(groups.items())


def place_of(each: Known) -> Box:
    """(0, 0), or 0 on a line; decimals where no formula is known."""
    if isinstance(each, Near):
        return place_box(each.place, _DIGITS)
    values = common.written_point(each.point)
    return values[0] if len(values) == 1 else nt.point_of(values)


def verdict_on(field: ScalarField, each: Known) -> doc.Sentence:
    """What is true at a point that was examined, in a sentence."""
    if isinstance(each, Level):
        zeros = (ZERO,) * len(field.variables)
        at = AtPoint(each.point, Smooth(each.value), each.value, zeros, None, each.critical)
        return critical_sentence(field, at)
    if isinstance(each, Near):
        return _near_told(field, each)
    told = explain(each.verdict, field, each.point)
    return next(block.text for block in told if isinstance(block, doc.Remark))


def _near_told(field: ScalarField, each: Near) -> doc.Sentence:
    """What a point is whose coordinates are known to some digits."""
    kind, why = _KINDS[each.kind]
    slope = "gradient" if len(field.variables) > 1 else "derivative"
    return sentence(
        f"Here, to all digits of a float, there is one critical point, at which the {slope} is "
        "zero: it is a ",
        doc.Strong(kind),
        ". Nearby, ",
        nt.function_name(field.function),
        f" is {why}.",
    )


def beginning(
    answer: ExploreAnswer, telling: common.Telling = common.FULLY
) -> tuple[doc.Line, ...]:
    """The exact gradient where the page starts, the highest rate, and the rate along w."""
    field, begins = answer.field, answer.begins
    at = begins.at
    if at.slopes is None:
        return ()
    symbol = common.gradient_name(field, at)
    lines = [doc.Line(symbol, "=", nt.vector([formula(slope) for slope in at.slopes]))]
    if len(at.slopes) == 1:
        lines = [
            doc.Line(common.derivative_name(field, field.variables), "=", formula(at.slopes[0]))
        ]
    elif begins.steepest is not None:
        lines.extend(common.exact_lines(nt.norm(symbol), begins.steepest.rate, telling))
    if begins.along is not None and len(at.slopes) > 1:
        w = common.direction_letter(field)
        lines.extend(common.exact_lines(nt.dot(symbol, w), begins.along.rate, telling))
        unit = nt.fraction_of(nt.dot(symbol, w), nt.norm(w))
        lines.extend(common.exact_lines(unit, begins.along.unit_rate, telling))
    return tuple(lines)
