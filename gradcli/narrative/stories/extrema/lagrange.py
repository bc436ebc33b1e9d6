"""`critical --on`: Lagrange's condition worked, the points it leaves, their values compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gradcli.calculus.answers.extrema.lagrange import LagrangeAnswer, OnConstraint
from gradcli.calculus.point.critical import CriticalKind
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.expression import Negative, Sum
from gradcli.field.order import order_of
from gradcli.field.scalar_field import ScalarField
from gradcli.language.writing import write
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box, Subscript
from gradcli.narrative.phrases import enumerated, equals, formula, sentence
from gradcli.narrative.stories import common
from gradcli.narrative.stories.checking import checked
from gradcli.narrative.stories.extrema.by_pieces import by_pieces
from gradcli.narrative.stories.extrema.critical import KINDS
from gradcli.narrative.stories.extrema.places import (
    conditions,
    extreme_line,
    family_box,
    place_box,
    value_sentence,
    where_texts,
)
from gradcli.narrative.stories.extrema.table import number_text
from gradcli.narrative.stories.in_names import Told
from gradcli.narrative.stories.partials import partials_story, reading

_MOST_CASES: Final = 12
_EVERY_POINT: Final = (
    "There are as many constraints as variables, so that where the rank is full every vector is "
    "such a combination: all points that fulfil the constraints are candidates."
)


def lagrange_labels(answer: LagrangeAnswer) -> tuple[tuple[str, ...], ...]:
    """What stands behind the coordinates with -q."""
    rows: list[tuple[str, ...]] = [(_class(each),) for each in answer.points]
    for family in answer.families:
        where = where_texts(family.family, lambda tree: write(tree, answer.field.letters))
        rows.append(("not decided", " and ".join(where)) if where else ("not decided",))
    return tuple(rows)


def _class(point: OnConstraint) -> str:
    if point.on_seam and point.kind is CriticalKind.NOT_DECIDED:
        return "pieces meet"
    return "singular" if point.singular else str(point.kind.value)


def lagrange_rows(
    answer: LagrangeAnswer, digits: int | None
) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """A row a point or family: coordinates, value, multiplier, class, and its condition."""
    field = answer.field
    count = len(answer.constraints)
    columns = [f"multiplier_{k}" for k in range(1, count + 1)] if count > 1 else ["multiplier"]
    header = [*field.variables, field.function, *columns, "class", "where"]

    def rows() -> Iterator[Sequence[str]]:
        for point in answer.points:
            numbers = [number_text(each, digits) for each in point.place]
            value = "" if point.value is None else number_text(point.value, digits)
            found = [number_text(each, digits) for each in point.multipliers] or [""] * count
            yield [*numbers, value, *found, _class(point), ""]
        told = lagrange_labels(answer)[len(answer.points) :]
        for each, (kind, *where) in zip(answer.families, told, strict=True):
            numbers = [number_text(c, digits) for c in each.family.at]
            value = "" if each.value is None else number_text(each.value, digits)
            yield [*numbers, value, *[""] * count, kind, *(where or [""])]

    return header, rows()


def lagrange_headline(answer: LagrangeAnswer) -> Box:
    """(x, y) = (1, 0), (−1, 0)."""
    places = [place_box(each.place, common.DIGITS) for each in answer.points]
    places.extend(family_box(each.family) for each in answer.families)
    letters = common.names(answer.field)
    left = nt.vector(letters) if len(letters) > 1 else letters[0]
    return equals(left, places[0] if len(places) == 1 else nt.listed(places))


def both_sides(constraint: ScalarField) -> tuple[Box, Box]:
    """Both sides of g = c."""
    tree = constraint.tree
    assert isinstance(tree, Sum)
    left, right = tree.terms
    assert isinstance(right, Negative)
    return nt.typeset(left), nt.typeset(right.operand)


def lagrange_story(answer: LagrangeAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """The extreme values and the points, then both gradients, the condition, its solutions."""
    field = answer.field
    sides = [both_sides(each) for each in answer.constraints]
    where = "constraint" if len(sides) == 1 else "constraints"
    called = ["the constraint"] if len(sides) == 1 else ["the constraints", *[""] * len(sides)]
    given = tuple(
        doc.Line(left, "=", right, sentence(name))
        for (left, right), name in zip(sides, called, strict=False)
    )
    normals = "The gradient of the constraint"
    blocks: list[doc.Block] = [
        *reading(field),
        doc.Equations(given),
        *_first(answer, telling, where),
        *partials_story(Told(answer.gradient, None), telling),
        doc.Heading(
            sentence(normals if len(sides) == 1 else "The gradients of the constraints"), 2
        ),
        *normals_of(answer, where),
        doc.Heading(sentence("Lagrange's condition"), 2),
        *condition(answer, telling, where),
    ]
    if telling.comments:
        blocks.extend(solutions(answer, telling, where))
        blocks.extend(_compared(answer))
    blocks.append(checked(answer.check, field, telling))
    more = (
        *sentence(" on "),
        *enumerated([nt.relation(left, "=", right) for left, right in sides]),
    )
    return doc.Document(
        tuple(blocks), asked=common.asked(sentence("The extremes"), field, more=more)
    )


def _first(answer: LagrangeAnswer, telling: common.Telling, where: str) -> tuple[doc.Block, ...]:
    """The extreme values, and the table of points."""
    blocks: list[doc.Block] = []
    extremes = answer.extremes
    lines = [
        extreme_line(what, each, answer.field, telling, f"on the {where}")
        for what, each in (("least", extremes.least), ("greatest", extremes.greatest))
        if each is not None
    ]
    if lines:
        blocks.append(doc.Equations(tuple(lines), result=True))
    multipliers = _multipliers(answer)
    rows = [
        (
            sentence(place_box(each.place, telling.digits)),
            value_sentence(each.value, telling),
            *(
                [value_sentence(multiplier, telling) for multiplier in each.multipliers]
                or [() for _ in multipliers]
            ),
            sentence(_told(each, answer)),
        )
        for each in answer.points
    ]
    for family in answer.families:
        held = conditions(family.family, answer.field)
        at = sentence(family_box(family.family), *(sentence(", ", *held) if held else ()))
        value = value_sentence(family.value, telling)
        rows.append((at, value, *(() for _ in multipliers), ()))
    if rows:
        letters = common.names(answer.field)
        head = nt.vector(letters) if len(letters) > 1 else letters[0]
        header = (
            sentence(head),
            sentence(common.function_value(answer.field)),
            *(sentence(each) for each in multipliers),
            sentence(f"on the {where}"),
        )
        blocks.append(doc.Table(header, tuple(rows)))
    blocks.append(doc.Paragraph(_how_many(answer, where)))
    if not lines or answer.complete is not True:
        blocks.append(doc.Remark(doc.Tone.WARNING, _not_proved(answer)))
    return tuple(blocks)


def _multipliers(answer: LagrangeAnswer) -> tuple[Box, ...]:
    """λ; λ and μ; λ₁, λ₂ and λ₃."""
    taken = answer.field.letters
    free = [each for each in ("lambda", "mu", "nu") if each not in taken]
    count = len(answer.constraints)
    if count <= min(len(free), 2):
        return tuple(map(nt.variable, free[:count]))
    letter = nt.variable(free[0] if free else "Lambda")
    return tuple(Subscript(letter, nt.number(k)) for k in range(1, count + 1))


def _told(point: OnConstraint, answer: LagrangeAnswer) -> str:
    count = len(answer.constraints)
    if point.on_seam:
        return _told_on_seam(point, answer)
    if point.singular and count > 1:
        return "the gradients of the constraints are dependent"
    if point.singular:
        return "the gradient of the constraint is zero"
    if count >= len(answer.field.variables):
        return "a point by itself"
    if point.kind is CriticalKind.SADDLE and len(answer.field.variables) == count + 1:
        return "neither"
    return KINDS[point.kind]


def _told_on_seam(point: OnConstraint, answer: LagrangeAnswer) -> str:
    where = "pieces meet"
    if point.kind is CriticalKind.NOT_DECIDED:
        extremes = answer.extremes
        for what, each in (("least", extremes.least), ("greatest", extremes.greatest)):
            if each is not None and not each.alike and point.place in each.places:
                return f"{what} value, {where}"
        return where
    return f"{KINDS[point.kind]}, {where}"


def _how_many(answer: LagrangeAnswer, where: str) -> doc.Sentence:
    met = sum(each.on_seam for each in answer.points)
    singular = sum(each.singular for each in answer.points)
    count = len(answer.points) - singular - met
    met_families = sum(each.on_seam for each in answer.families)
    families = len(answer.families) - met_families
    if not answer.points and not answer.families:
        if answer.complete:
            return sentence(doc.Strong("No point"), f" of the {where} fulfils the condition.")
        return sentence("No point that fulfils the condition was found.")
    told = _counted(count, families) or "no point"
    fulfil = "fulfils" if count + families < 2 else "fulfil"
    said = sentence(
        doc.Strong(told[0].upper() + told[1:]),
        f" of the {where} {fulfil} Lagrange's condition",
        *((" with ", *enumerated(_multipliers(answer))) if count + families else ()),
    )
    if singular:
        at = "one point" if singular == 1 else f"{singular} points"
        gradients = (
            "the gradient of the constraint is zero"
            if len(answer.constraints) == 1
            else "the gradients of the constraints are linearly dependent"
        )
        said = (*said, *sentence(f", and at {at} {gradients}"))
    if met or met_families:
        said = (*said, *sentence(f", and at {_counted(met, met_families)} pieces meet"))
    return (*said, *sentence("; there are no others." if answer.complete else "."))


def _counted(points: int, families: int) -> str:
    parts: list[str] = []
    if points:
        parts.append("one point" if points == 1 else f"{points} points")
    if families:
        parts.append("a family of points" if families == 1 else f"{families} families of points")
    return " and ".join(parts)


def _not_proved(answer: LagrangeAnswer) -> doc.Sentence:
    if answer.complete is not True:
        return sentence(
            "The equations could not be solved completely, so there may be other such points."
        )
    if not answer.compact:
        subject, it = (
            ("The constraint is", "on it")
            if len(answer.constraints) == 1
            else ("The points of the constraints are", "on them")
        )
        return sentence(
            f"{subject} not known to be bounded, so the function need not have a least or a "
            f"greatest value {it}.",
            " What is said of each point holds near it." if answer.points else "",
        )
    return sentence("Which values are the least and the greatest is not proved.")


def normals_of(answer: LagrangeAnswer, where: str) -> tuple[doc.Block, ...]:
    """∇g = (2x, 2y), g being the left side less the right one."""
    return tuple(block for each in answer.normals for block in _normal_of(each, where))


def _normal_of(normal: Gradient, where: str) -> tuple[doc.Block, ...]:
    order = order_of(normal.field)
    lines = [
        doc.Line(
            common.derivative_name(normal.field, (each.variable,)),
            "=",
            formula(each.derivative, order),
        )
        for each in normal.partials
    ]
    tree = normal.field.tree
    assert isinstance(tree, Sum)
    left, right = tree.terms
    terms = left.terms if isinstance(left, Sum) else (left,)
    value = nt.typeset(Sum((*terms, right)))
    meaning = sentence(
        "Let ",
        equals(common.function_value(normal.field), value),
        f", which is zero on the {where}.",
    )
    return (doc.Paragraph(meaning), doc.Equations(tuple(lines), result=True))


def condition(answer: LagrangeAnswer, telling: common.Telling, where: str) -> tuple[doc.Block, ...]:
    """∇f = λ∇g, component by component."""
    multipliers = _multipliers(answer)
    lines = []
    for place, mine in enumerate(answer.gradient.partials):
        its = [formula(each.partials[place].derivative) for each in answer.normals]
        terms = [_times(one, other) for one, other in zip(multipliers, its, strict=True)]
        lines.append(doc.Line(formula(mine.derivative), "=", nt.sum_of(terms)))
    blocks: list[doc.Block] = []
    if telling.comments:
        said = _why(answer, where) if len(multipliers) == 1 else _why_of_several(answer, where)
        blocks.append(doc.Paragraph(said))
    blocks.append(doc.Equations(tuple(lines)))
    return tuple(blocks)


def _why(answer: LagrangeAnswer, where: str) -> doc.Sentence:
    """The gradient is parallel to that of the constraint."""
    (normal,), (multiplier,) = answer.normals, _multipliers(answer)
    name, other = answer.field.function, normal.field.function
    f, g = nt.gradient_symbol(name), nt.gradient_symbol(other)
    return sentence(
        f"At an extreme value on the {where} the rate of {name} along it is 0, so ",
        f,
        " is at right angles to it. So is ",
        g,
        f", since {other} stays 0 on the {where}. Where ",
        nt.relation(g, "≠", nt.number(0)),
        ", the two are therefore parallel: ",
        equals(f, nt.product_of([multiplier, g])),
        " for some number ",
        multiplier,
        ".",
    )


def _why_of_several(answer: LagrangeAnswer, where: str) -> doc.Sentence:
    """The gradient is a combination of those of the constraints, where these are independent."""
    name = answer.field.function
    others = [nt.gradient_symbol(each.field.function) for each in answer.normals]
    terms = [nt.product_of(each) for each in zip(_multipliers(answer), others, strict=True)]
    count = len(others)
    return sentence(
        f"Where {_listed(answer)} have gradients that are linearly independent (their Jacobian "
        f"matrix, with the rows ",
        *enumerated(others),
        f", has rank {count}), the {where} can be followed in every direction at right angles to "
        f"all of these gradients, and in no other. At an extreme value the rate of {name} is 0 "
        "along each of them, so its own gradient is at right angles to them too, and a combination "
        "of those gradients: ",
        equals(nt.gradient_symbol(name), nt.sum_of(terms)),
        ".",
    )


def _listed(answer: LagrangeAnswer) -> str:
    """g and h; g, h and G."""
    *most, last = (each.field.function for each in answer.normals)
    return f"{', '.join(most)} and {last}"


def _times(multiplier: Box, factor: Box) -> Box:
    return nt.product_of([multiplier, factor], dotted=True)


def solutions(answer: LagrangeAnswer, telling: common.Telling, where: str) -> tuple[doc.Block, ...]:
    """The equations without the multiplier, the cases they come to, the points left aside."""
    if len(answer.strata) > 1:
        return (*by_pieces(answer, telling), *_rank(answer, telling))
    count = len(answer.constraints)
    (stratum,) = answer.strata
    products, levels = stratum.equations[:-count], stratum.equations[-count:]
    lines = [doc.Line(formula(each), "=", nt.number(0)) for each in products]
    blocks: list[doc.Block] = []
    if count >= len(answer.field.variables) > 1:
        blocks.append(doc.Paragraph(sentence(_EVERY_POINT)))
    elif lines:
        rows = count + 1
        why = (
            ": multiply two of these equations by each other's factor of it, and subtract:"
            if count == 1
            else f": of {rows} linearly dependent vectors every determinant of {rows} components "
            "is zero:"
        )
        blocks.append(doc.Paragraph(sentence("Eliminate ", *enumerated(_multipliers(answer)), why)))
    for place, level in enumerate(levels):
        lines.append(
            doc.Line(formula(level), "=", nt.number(0), sentence("" if place else f"the {where}"))
        )
    blocks.append(doc.Equations(tuple(lines)))
    cases = stratum.solved.cases
    for place, case in enumerate(cases[:_MOST_CASES], start=1):
        if not case.equations:
            continue
        shown = [equals(formula(each), nt.number(0)) for each in case.equations]
        label = f"Case {place}: " if len(cases) > 1 else "By elimination they come to "
        said = (*sentence(label), *enumerated(shown), *sentence("."))
        if case.places:
            places = [place_box(each, telling.digits) for each in case.places]
            word = " Solution: " if len(places) == 1 else " Solutions: "
            said = (*said, *sentence(word, *enumerated(places), "."))
        elif not case.families:
            said = (*said, *sentence(" No real solution."))
        blocks.append(doc.Paragraph(said))
    blocks.extend(_rank(answer, telling))
    return tuple(blocks)


def _rank(answer: LagrangeAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """The points at which the condition says nothing, or that there are none."""
    singular = [place_box(each.place, telling.digits) for each in answer.points if each.singular]
    count = len(answer.constraints)
    if count == 1:
        (other,) = (each.field.function for each in answer.normals)
        here = f" the gradient of {other} is zero"
        nowhere = (
            f"There the gradient of {other} is not zero."
            if len(answer.points) == 1
            else f"The gradient of {other} is zero at none of these points."
        )
    else:
        here = (
            f" the gradients of {_listed(answer)} are linearly dependent (the rank is below "
            f"{count})"
        )
        nowhere = (
            f"At each of these points the gradients of {_listed(answer)} are linearly independent: "
            f"the rank is {count}."
        )
    if singular:
        return (
            doc.Paragraph(
                sentence(
                    "At ",
                    *enumerated(singular),
                    f"{here}, and the condition "
                    "says nothing: these points are compared with the others all the same.",
                )
            ),
        )
    met = any(each.on_seam for each in answer.points)
    if answer.complete and answer.points and not met and not (count > 1 and answer.families):
        return (doc.Paragraph(sentence(nowhere)),)
    return ()


def _compared(answer: LagrangeAnswer) -> tuple[doc.Block, ...]:
    """That the extreme values are among those in the table."""
    if answer.extremes.least is None and answer.extremes.greatest is None:
        return ()
    name = answer.field.function
    several = len(answer.constraints) > 1
    subject = "The set of points that fulfil all constraints" if several else "The constraint"
    if not answer.compact:
        verb, what, other = (
            ("grows", "least", "greatest") if answer.grows else ("falls", "greatest", "least")
        )
        return (
            doc.Paragraph(
                sentence(
                    f"{subject} is closed, and {name} is continuous and {verb} without bound far "
                    f"out in every direction: on a closed set that is not bounded it has a {what} "
                    f"value all the same, which is among those in the table. A {other} value "
                    "need not exist."
                )
            ),
        )
    return (
        doc.Paragraph(
            sentence(
                f"{subject} is closed and bounded, and {name} is continuous on it: it "
                "has a least and a greatest value, which are among those in the table."
            )
        ),
    )
