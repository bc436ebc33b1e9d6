"""The extreme values on a closed box: said first, then the boundary worked and all compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gradcli.calculus.answers.extrema.critical import CriticalAnswer, Region
from gradcli.calculus.answers.extrema.region import Competitor, Worked
from gradcli.calculus.extrema.region import MOST_FACED, Face
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.notation import number, relation, typeset, value_of, variable, vector
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.stories.common import Telling, derivative_name
from gradcli.narrative.stories.extrema.places import (
    conditions,
    extreme_line,
    family_box,
    place_box,
    value_sentence,
)

_MOST_ROWS: Final = 30


def extremes_first(answer: CriticalAnswer, telling: Telling) -> tuple[doc.Block, ...]:
    """The greatest and the least value, before everything else."""
    region = answer.region
    if region is None:
        return ()
    extremes = region.extremes
    where = "in the box" if len(answer.field.variables) > 1 else "in the interval"
    lines = [
        extreme_line(what, extreme, answer.field, telling, where)
        for what, extreme in (("least", extremes.least), ("greatest", extremes.greatest))
        if extreme is not None
    ]
    if lines and extremes.least is not None and extremes.greatest is not None:
        return (doc.Equations(tuple(lines), result=True),)
    return (
        *((doc.Equations(tuple(lines), result=True),) if lines else ()),
        doc.Remark(doc.Tone.WARNING, _not_proved(answer, region)),
    )


def _not_proved(answer: CriticalAnswer, region: Region) -> doc.Sentence:
    if len(answer.field.variables) > MOST_FACED:
        return sentence(
            f"The boundary of a box is worked for up to {MOST_FACED} variables, so the extreme "
            "values are not told."
        )
    if region.proved:
        return sentence("Which value is the extreme one could not be decided for all of them.")
    return sentence(
        "Which values are the least and the greatest is not proved: the function is not known to "
        "be continuous on the whole box, or there may be other points to compare."
    )


def boundary(answer: CriticalAnswer, telling: Telling) -> tuple[doc.Block, ...]:
    """Each edge worked, and all the values in a table."""
    region = answer.region
    if region is None or len(answer.field.variables) > MOST_FACED:
        return ()
    blocks: list[doc.Block] = []
    if region.faces:
        blocks.append(doc.Heading(sentence("The boundary of the box"), 2))
    for worked in region.faces:
        blocks.extend(_face(worked, answer, telling))
    corners = "its ends" if len(answer.field.variables) == 1 else "the corners"
    blocks.append(doc.Heading(sentence("The values compared"), 2))
    if telling.comments:
        blocks.append(
            doc.Paragraph(
                sentence(
                    "A continuous function on a closed box has a least and a greatest value. Each "
                    "is attained at a critical point inside, at such a point of the function along "
                    f"an edge, or at one of {corners}."
                    if len(answer.field.variables) > 1
                    else "A continuous function on a closed interval has a least and a greatest "
                    f"value. Each is attained at a critical point inside, or at one of {corners}."
                )
            )
        )
    rows = [
        (
            sentence(place_box(each.place, telling.digits)),
            value_sentence(each.value, telling),
            _where(each, answer),
        )
        for each in _each_once(region.extremes.competitors)[:_MOST_ROWS]
    ]
    names = [variable(name) for name in answer.field.variables]
    head = vector(names) if len(names) > 1 else names[0]
    value = value_of(answer.field.function, names)
    blocks.append(doc.Table((sentence(head), sentence(value), sentence("where")), tuple(rows)))
    return tuple(blocks)


def _each_once(competitors: Sequence[Competitor]) -> list[Competitor]:
    """Corners of several edges, and points of edges that are critical inside, stand once."""
    kept: list[Competitor] = []
    for each in competitors:
        if all(each.place != other.place for other in kept):
            kept.append(each)
    return kept


def _where(each: Competitor, answer: CriticalAnswer) -> doc.Sentence:
    if each.on is None:
        return sentence("critical point")
    if not each.on.free:
        return sentence("end" if len(answer.field.variables) == 1 else "corner")
    return sentence("where ", *enumerated(_fixed(each.on)))


def _fixed(face: Face) -> list[Box]:
    return [equals(variable(name), formula(value)) for name, value in face.fixed]


def _face(worked: Worked, answer: CriticalAnswer, telling: Telling) -> tuple[doc.Block, ...]:
    """On x = 0: f(0, y) = ..., its derivative, and where that is zero."""
    face, own = worked.face, worked.gradient.field
    known = dict(face.fixed)
    entries = [
        formula(known[name]) if name in known else variable(name) for name in answer.field.variables
    ]
    left = value_of(answer.field.function, entries)
    value = own.expression
    lines = [doc.Line(left, "=", typeset(own.tree))]
    if formula(value) != typeset(own.tree):
        lines.append(doc.Line(None, "=", formula(value)))
    for each in worked.gradient.partials:
        lines.append(
            doc.Line(
                derivative_name(own, (each.variable,)),
                "=",
                formula(each.derivative)
                if each.derivative.is_number
                else equals(formula(each.derivative), number(0)),
            )
        )
    found: list[doc.Sentence] = []
    for point in worked.points:
        names = [variable(name) for name in face.free]
        at = place_box(point.place, telling.digits)
        left_side = vector(names) if len(names) > 1 else names[0]
        found.append(sentence(relation(left_side, "=", at)))
    for family in worked.families:
        where = conditions(family.part.family, own)
        behind = sentence(", ", *where) if where else ()
        found.append(sentence(family_box(family.part.family), *behind))
    if worked.families and not worked.points and all(f.part.constant for f in worked.families):
        said = sentence("It is constant there.")
    elif found:
        zero = "Its derivative is zero at " if len(face.free) == 1 else "Its gradient is zero at "
        said = (*sentence(zero), *joined(found, "; "), *sentence("."))
    elif worked.complete is True:
        said = sentence("It has no critical point there.")
    else:
        said = sentence("No critical point was found there.")
    return (
        doc.Paragraph(sentence("Where ", *enumerated(_fixed(face)), ":")),
        doc.Equations(tuple(lines)),
        doc.Paragraph(said),
    )
