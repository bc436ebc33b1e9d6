"""`critical`: the points first, then the equations, how they were solved, what each point is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.extrema.classified import CriticalAt
from gradcli.calculus.answers.extrema.critical import CriticalAnswer
from gradcli.calculus.extrema.along import Along
from gradcli.calculus.point.critical import CriticalKind
from gradcli.field.from_sympy import OrderOfSum
from gradcli.field.order import order_of
from gradcli.language.writing import write
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.notation import function_name, listed, number, variable, vector
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.stories import common
from gradcli.narrative.stories.checking import checked
from gradcli.narrative.stories.extrema.each import each_point
from gradcli.narrative.stories.extrema.places import (
    conditions,
    family_box,
    is_edge,
    named_place,
    place_box,
    value_sentence,
    where_texts,
)
from gradcli.narrative.stories.extrema.region import boundary, extremes_first
from gradcli.narrative.stories.extrema.solving import solving
from gradcli.narrative.stories.in_names import Told
from gradcli.narrative.stories.partials import partials_story, reading

KINDS: Final = {
    CriticalKind.MINIMUM: "local minimum",
    CriticalKind.MAXIMUM: "local maximum",
    CriticalKind.SADDLE: "saddle",
    CriticalKind.NEITHER: "neither a minimum nor a maximum",
    CriticalKind.NOT_DECIDED: "not decided",
}


def labels(answer: CriticalAnswer) -> tuple[tuple[str, ...], ...]:
    """What stands behind the coordinates with -q: the class, and of a family its condition."""
    rows: list[tuple[str, ...]] = [
        (_class(each.kind, each.differentiable), *_extremum(each)) for each in answer.points
    ]
    declared = answer.field.letters
    for each in (found.part for found in answer.families):
        told = "constant" if each.constant else _class(each.kind, each.differentiable)
        where = " and ".join(where_texts(each.family, lambda tree: write(tree, declared)))
        rows.append((told, where) if where else (told,))
    return tuple(rows)


def _extremum(point: CriticalAt) -> tuple[str, ...]:
    return () if point.extremum is None else (str(point.extremum.value),)


def _class(kind: CriticalKind | None, differentiable: bool | None) -> str:
    if differentiable is False:
        return "not differentiable"
    return str((kind or CriticalKind.NOT_DECIDED).value)


def critical_headline(answer: CriticalAnswer) -> Box:
    """(x, y) = (1, 1), (−1, −1)."""
    several = len(answer.field.variables) > 1
    names = [variable(name) for name in answer.field.variables]
    left = vector(names) if several else names[0]
    places = [place_box(each.place, common.DIGITS) for each in answer.points]
    places.extend(family_box(each.part.family) for each in answer.families)
    if len(places) == 1:
        return equals(left, places[0])
    return equals(left, listed(places))


def critical_in_short(answer: CriticalAnswer) -> doc.Sentence:
    """(1, 1): saddle; (0, t), t > 0: local minimum."""
    told = [
        sentence(place_box(each.place, common.DIGITS), ": ", told_kind(each))
        for each in answer.points
    ]
    for each in (found.part for found in answer.families):
        where = conditions(each.family, answer.field)
        behind = sentence(", ", *where) if where else ()
        told.append(sentence(family_box(each.family), *behind, ": ", told_family(each)))
    if not told:
        return sentence("none" if answer.complete else "none was found")
    return joined(told, "; ")


def critical_story(answer: CriticalAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """What there is, the partials, the equations and their solutions, each point's test."""
    field = answer.field
    blocks: list[doc.Block] = [
        *reading(field),
        *extremes_first(answer, telling),
        *summary(answer, telling, _region(answer)),
    ]
    blocks.extend(partials_story(Told(answer.gradient, None), telling))
    slope = "gradient" if len(field.variables) > 1 else "derivative"
    blocks.append(doc.Heading(sentence(f"Where the {slope} is zero"), 2))
    blocks.append(equations(answer))
    if telling.comments:
        blocks.extend(solving(answer, telling))
        blocks.extend(each_point(answer, telling))
    blocks.extend(boundary(answer, telling))
    then: doc.Sentence = ()
    several = len(field.arguments) > 1
    if answer.points and all(each.at and each.at.certified for each in answer.points):
        then = sentence(", all 0 there" if several else ", 0 there")
    first = "first " if several and then else ""
    blocks.append(checked(answer.check, field, telling, what=first, then=then))
    return doc.Document(tuple(blocks), asked=common.asked(sentence("The critical points"), field))


def equations(answer: CriticalAnswer) -> doc.Equations:
    """∂f/∂x = 4x³ − 4y = 0."""
    field = answer.field
    order = order_of(field)
    lines = [
        doc.Line(
            common.derivative_name(field, (each.variable,)),
            "=",
            _is_zero(each.derivative, order, whole),
        )
        for each, whole in zip(answer.gradient.partials, answer.products, strict=True)
    ]
    return doc.Equations(tuple(lines))


def _is_zero(derivative: Expr, order: Sequence[OrderOfSum], whole: Expr | None) -> Box:
    if derivative.is_number:
        return formula(derivative)
    shown = equals(formula(derivative if whole is None else whole, order), number(0))
    return shown if whole is None else equals(formula(derivative, order), shown)


def summary(
    answer: CriticalAnswer, telling: common.Telling, region: str | None
) -> tuple[doc.Block, ...]:
    """The points in a table, and whether these are all, in a region that has a name or at all."""
    field = answer.field
    rows = [
        (
            sentence(place_box(each.place, telling.digits)),
            value_sentence(each.value, telling),
            sentence(told_kind(each)),
        )
        for each in answer.points
    ]
    rows.extend(_family_row(each.part, answer, telling) for each in answer.families)
    blocks: list[doc.Block] = []
    if rows:
        names = [variable(name) for name in field.variables]
        head = vector(names) if len(names) > 1 else names[0]
        header = (sentence(head), sentence(common.function_value(field)), sentence("what it is"))
        blocks.append(doc.Table(header, tuple(rows)))
    blocks.append(doc.Paragraph(_how_many(answer, region)))
    if answer.complete is not True:
        blocks.append(doc.Remark(doc.Tone.WARNING, _not_all(answer, telling)))
    return tuple(blocks)


def told_kind(point: CriticalAt) -> str:
    """What stands in the table for a point."""
    if point.differentiable is False:
        kind = "" if point.extremum is None else f"{KINDS[point.extremum]}, "
        return f"{kind}edge of the domain" if is_edge(point) else f"{kind}not differentiable"
    return KINDS[point.kind or CriticalKind.NOT_DECIDED]


def _family_row(
    part: Along, answer: CriticalAnswer, telling: common.Telling
) -> tuple[doc.Sentence, doc.Sentence, doc.Sentence]:
    where = conditions(part.family, answer.field)
    at = sentence(family_box(part.family), *(sentence(", ", *where) if where else ()))
    return at, value_sentence(part.value, telling), sentence(told_family(part))


def told_family(part: Along) -> str:
    """The same for a family."""
    if part.constant:
        return "constant around it"
    if part.differentiable is False:
        return "not differentiable"
    return KINDS[part.kind or CriticalKind.NOT_DECIDED]


def _how_many(answer: CriticalAnswer, region: str | None) -> doc.Sentence:
    count = len(answer.points)
    name = variable(answer.field.function)
    slope = "gradient" if len(answer.field.variables) > 1 else "derivative"
    if not count and not answer.families:
        if answer.complete and region is not None:
            return sentence(
                doc.Strong("No critical point"), " of ", name, f" lies in the {region}."
            )
        if answer.complete:
            return sentence(
                doc.Strong("No critical point"), f": the {slope} of ", name, " is zero nowhere."
            )
        return sentence("No critical point of ", name, " was found.")
    parts = []
    if count:
        parts.append("one critical point" if count == 1 else f"{count} critical points")
    if answer.families:
        families = "a family of them" if count else "a family of critical points"
        more = len({id(each.part.family.at) for each in answer.families})
        parts.append(
            families
            if more == 1
            else f"{more} {families.removeprefix('a ').replace('family', 'families')}"
        )
    whole = " and ".join(parts)
    if answer.complete:
        where = f" in the {region}" if region is not None else ""
        if answer.families:
            return sentence(name, " has ", doc.Strong(whole), f"{where}, and no others.")
        is_flat = region is None and all(each.differentiable for each in answer.points)
        means = f": there its {slope} is zero, and nowhere else" if is_flat else ""
        return sentence(name, " has exactly ", doc.Strong(whole), f"{where}{means}.")
    return sentence("Found: ", doc.Strong(whole), ".")


def _region(answer: CriticalAnswer) -> str | None:
    if answer.region is None:
        return None
    return "box" if len(answer.field.variables) > 1 else "interval"


def _not_all(answer: CriticalAnswer, telling: common.Telling) -> doc.Sentence:
    if answer.complete is False:
        beyond = (one.outside for _, one in answer.found.solved if one.outside is not None)
        at = named_place(next(beyond), answer.field, telling.digits)
        return sentence("There are more critical points than these: one is ", at, ".")
    steps = sorted(answer.found.pieces.steps)
    if steps:
        named = enumerated([function_name(name) for name in steps])
        jump = " jump" if len(steps) > 1 else " jumps"
        return sentence(
            *("Where ", *named, jump, " ", function_name(answer.field.function)),
            " may have no derivative. Such points were not looked for, so there may be other "
            "critical points.",
        )
    return sentence(
        "The equations could not be solved completely, so there may be other critical points."
    )
