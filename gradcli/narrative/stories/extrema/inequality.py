"""`critical --in "g <= c"`: the extremes first, the points inside, the boundary, all compared."""

from __future__ import annotations

from typing import Final

from gradcli.calculus.answers.extrema.inequality import RegionAnswer
from gradcli.calculus.answers.extrema.region import Competitor
from gradcli.narrative import document as doc
from gradcli.narrative.notation import relation, value_of, variable, vector
from gradcli.narrative.phrases import sentence
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.common import FULLY, Telling, asked
from gradcli.narrative.stories.extrema.critical import equations, summary
from gradcli.narrative.stories.extrema.each import each_point
from gradcli.narrative.stories.extrema.lagrange import (
    both_sides,
    condition,
    normals_of,
    solutions,
)
from gradcli.narrative.stories.extrema.places import extreme_line, place_box, value_sentence
from gradcli.narrative.stories.extrema.solving import solving
from gradcli.narrative.stories.in_names import Told
from gradcli.narrative.stories.partials import partials_story, reading

_MOST_ROWS: Final = 30


def region_story(answer: RegionAnswer, telling: Telling = FULLY) -> doc.Document:
    """The extremes and the critical points, then the gradient, the boundary, the comparison."""
    field, inner, edge = answer.field, answer.inner, answer.edge
    left, right = both_sides(*edge.constraints)
    inside = relation(left, "≤", right)
    blocks: list[doc.Block] = [
        *reading(field),
        doc.Equations((doc.Line(left, "≤", right, sentence("the region")),)),
        *_extremes(answer, telling),
        *(() if answer.is_empty else summary(inner, telling, "region")),
        *partials_story(Told(answer.gradient, None), telling),
        doc.Heading(sentence("Where the gradient is zero"), 2),
        equations(inner),
    ]
    if telling.comments:
        blocks.extend(solving(inner, telling))
        if inner.complete and not inner.points and not inner.families:
            blocks.append(doc.Paragraph(sentence("None of the solutions lies in the region.")))
        blocks.extend(each_point(inner, telling))
    blocks.append(doc.Heading(sentence("The boundary of the region"), 2))
    blocks.extend(normals_of(edge, "boundary"))
    if len(field.variables) > 1:
        blocks.extend(condition(edge, telling, "boundary"))
    if telling.comments:
        blocks.extend(solutions(edge, telling, "boundary"))
    blocks.extend(_compared(answer, telling))
    first = next((each.at for each in inner.points if each.at is not None), None)
    blocks.append(checked(answer.check, field, telling, certificate_of_values(first, field)))
    more = sentence(" where ", inside)
    return doc.Document(tuple(blocks), asked=asked(sentence("The extremes"), field, more=more))


def _extremes(answer: RegionAnswer, telling: Telling) -> tuple[doc.Block, ...]:
    extremes = answer.extremes
    lines = [
        extreme_line(what, each, answer.field, telling, "in the region")
        for what, each in (("least", extremes.least), ("greatest", extremes.greatest))
        if each is not None
    ]
    shown = (doc.Equations(tuple(lines), result=True),) if lines else ()
    return shown if len(lines) == 2 else (*shown, doc.Remark(doc.Tone.WARNING, _not_proved(answer)))


def _not_proved(answer: RegionAnswer) -> doc.Sentence:
    name = answer.field.function
    if answer.is_empty:
        return sentence("No point fulfils the inequality: the region is empty.")
    if not answer.bounded:
        return sentence(
            f"The region is not known to be bounded, so {name} need not have a least or a greatest "
            "value in it."
        )
    if answer.proved:
        return sentence("Which value is the extreme one could not be decided for all of them.")
    if not answer.continuous:
        return sentence(
            "Which values are the least and the greatest is not proved: the function is not seen "
            "to be continuous on the whole region."
        )
    return sentence(
        "Which values are the least and the greatest is not proved: there may be other points to "
        "compare, inside or on the boundary."
    )


def _compared(answer: RegionAnswer, telling: Telling) -> tuple[doc.Block, ...]:
    field = answer.field
    rows = answer.extremes.competitors[:_MOST_ROWS]
    if not rows:
        return ()
    blocks: list[doc.Block] = [doc.Heading(sentence("The values compared"), 2)]
    if telling.comments and answer.proved:
        blocks.append(
            doc.Paragraph(
                sentence(
                    "The region is closed and bounded: a continuous function on it has a least and "
                    "a greatest value. Each is attained at a critical point inside, or on the "
                    "boundary at one of the points that were found there."
                )
            )
        )
    names = [variable(name) for name in field.variables]
    head = vector(names) if len(names) > 1 else names[0]
    inside = len(answer.inner.points) + len(answer.inner.families)
    table = tuple(_row(each, k < inside, telling) for k, each in enumerate(rows))
    header = (sentence(head), sentence(value_of(field.function, names)), sentence("where"))
    blocks.append(doc.Table(header, table))
    return tuple(blocks)


def _row(
    each: Competitor, inside: bool, telling: Telling
) -> tuple[doc.Sentence, doc.Sentence, doc.Sentence]:
    where = "critical point" if inside else "boundary"
    if each.family is not None:
        where += ", one of a curve or a surface"
    at = sentence(place_box(each.place, telling.digits))
    return at, value_sentence(each.value, telling), sentence(where)
