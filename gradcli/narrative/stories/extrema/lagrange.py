"""`critical --on`: Lagrange's condition worked, the points it leaves, their values compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gradcli.calculus.answers.extrema.lagrange import LagrangeAnswer, OnConstraint
from gradcli.calculus.point.critical import CriticalKind
from gradcli.field.expression import Negative, Sum
from gradcli.field.order import order_of
from gradcli.language.writing import write
from gradcli.narrative.box import Box
from gradcli.narrative.document import (
    Block,
    Document,
    Equations,
    Heading,
    Line,
    Paragraph,
    Remark,
    Sentence,
    Strong,
    Table,
    Tone,
)
from gradcli.narrative.notation import (
    gradient_symbol,
    listed,
    number,
    product_of,
    relation,
    typeset,
    variable,
    vector,
)
from gradcli.narrative.phrases import enumerated, equals, formula, sentence
from gradcli.narrative.stories.checking import checked
from gradcli.narrative.stories.common import (
    DIGITS,
    FULLY,
    Telling,
    asked,
    derivative_name,
    function_value,
    names,
)
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


def lagrange_labels(answer: LagrangeAnswer) -> tuple[tuple[str, ...], ...]:
    """What stands behind the coordinates with -q."""
    rows: list[tuple[str, ...]] = [(_class(each),) for each in answer.points]
    for family in answer.families:
        where = where_texts(family.family, lambda tree: write(tree, answer.field.letters))
        rows.append(("not decided", " and ".join(where)) if where else ("not decided",))
    return tuple(rows)


def _class(point: OnConstraint) -> str:
    return "singular" if point.singular else str(point.kind.value)


def lagrange_rows(
    answer: LagrangeAnswer, digits: int | None
) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """A row a point or family: coordinates, value, multiplier, class, and its condition."""
    field = answer.field
    header = [*field.variables, field.function, "multiplier", "class", "where"]

    def rows() -> Iterator[Sequence[str]]:
        for point in answer.points:
            numbers = [number_text(each, digits) for each in point.place]
            value, multiplier = (
                "" if each is None else number_text(each, digits)
                for each in (point.value, point.multiplier)
            )
            yield [*numbers, value, multiplier, _class(point), ""]
        told = lagrange_labels(answer)[len(answer.points) :]
        for found, (kind, *where) in zip(answer.families, told, strict=True):
            numbers = [number_text(each, digits) for each in found.family.at]
            value = "" if found.value is None else number_text(found.value, digits)
            yield [*numbers, value, "", kind, *(where or [""])]

    return header, rows()


def lagrange_headline(answer: LagrangeAnswer) -> Box:
    """(x, y) = (1, 0), (−1, 0)."""
    places = [place_box(each.place, DIGITS) for each in answer.points]
    places.extend(family_box(each.family) for each in answer.families)
    letters = names(answer.field)
    left = vector(letters) if len(letters) > 1 else letters[0]
    return equals(left, places[0] if len(places) == 1 else listed(places))


def both_sides(answer: LagrangeAnswer) -> tuple[Box, Box]:
    """Both sides of g = c."""
    tree = answer.constraint.tree
    assert isinstance(tree, Sum)
    left, right = tree.terms
    assert isinstance(right, Negative)
    return typeset(left), typeset(right.operand)


def lagrange_story(answer: LagrangeAnswer, telling: Telling = FULLY) -> Document:
    """The extreme values and the points, then both gradients, the condition, its solutions."""
    field = answer.field
    left, right = both_sides(answer)
    on = relation(left, "=", right)
    blocks: list[Block] = [
        *reading(field),
        Equations((Line(left, "=", right, sentence("the constraint")),)),
        *_first(answer, telling),
        *partials_story(Told(answer.gradient, None), telling),
        Heading(sentence("The gradient of the constraint"), 2),
        *normal_of(answer, "constraint"),
        Heading(sentence("Lagrange's condition"), 2),
        *condition(answer, telling, "constraint"),
    ]
    if telling.comments:
        blocks.extend(solutions(answer, telling, "constraint"))
        blocks.extend(_compared(answer))
    blocks.append(checked(answer.check, field, telling))
    more = sentence(" on ", on)
    return Document(tuple(blocks), asked=asked(sentence("The extremes"), field, more=more))


def _first(answer: LagrangeAnswer, telling: Telling) -> tuple[Block, ...]:
    """The extreme values, and the table of points."""
    blocks: list[Block] = []
    extremes = answer.extremes
    lines = [
        extreme_line(what, each, answer.field, telling, "on the constraint")
        for what, each in (("least", extremes.least), ("greatest", extremes.greatest))
        if each is not None
    ]
    if lines:
        blocks.append(Equations(tuple(lines), result=True))
    rows = [
        (
            sentence(place_box(each.place, telling.digits)),
            value_sentence(each.value, telling),
            sentence("") if each.multiplier is None else value_sentence(each.multiplier, telling),
            sentence(_told(each, answer)),
        )
        for each in answer.points
    ]
    for family in answer.families:
        where = conditions(family.family, answer.field)
        at = sentence(family_box(family.family), *(sentence(", ", *where) if where else ()))
        rows.append((at, value_sentence(family.value, telling), sentence(""), sentence("")))
    if rows:
        letters = names(answer.field)
        head = vector(letters) if len(letters) > 1 else letters[0]
        header = (
            sentence(head),
            sentence(function_value(answer.field)),
            sentence(_multiplier(answer)),
            sentence("on the constraint"),
        )
        blocks.append(Table(header, tuple(rows)))
    blocks.append(Paragraph(_how_many(answer)))
    if not lines or answer.complete is not True:
        blocks.append(Remark(Tone.WARNING, _not_proved(answer)))
    return tuple(blocks)


def _multiplier(answer: LagrangeAnswer) -> Box:
    taken = answer.field.letters
    return variable("lambda" if "lambda" not in taken else "mu")


def _told(point: OnConstraint, answer: LagrangeAnswer) -> str:
    if point.singular:
        return "the gradient of the constraint is zero"
    if point.kind is CriticalKind.SADDLE and len(answer.field.variables) == 2:
        return "neither"
    return KINDS[point.kind]


def _how_many(answer: LagrangeAnswer) -> Sentence:
    count = sum(not each.singular for each in answer.points)
    singular = len(answer.points) - count
    families = len(answer.families)
    if not count and not families and not singular:
        if answer.complete:
            return sentence(Strong("No point"), " of the constraint fulfils the condition.")
        return sentence("No point that fulfils the condition was found.")
    parts: list[str] = []
    if count:
        parts.append("one point" if count == 1 else f"{count} points")
    if families:
        parts.append("a family of points" if families == 1 else f"{families} families of points")
    told = " and ".join(parts) or "no point"
    fulfil = "fulfils" if count + families < 2 else "fulfil"
    said = sentence(
        Strong(told[0].upper() + told[1:]), f" of the constraint {fulfil} Lagrange's condition"
    )
    if singular:
        at = "one point" if singular == 1 else f"{singular} points"
        said = (*said, *sentence(f", and at {at} the gradient of the constraint is zero"))
    return (*said, *sentence("; there are no others." if answer.complete else "."))


def _not_proved(answer: LagrangeAnswer) -> Sentence:
    if answer.complete is not True:
        return sentence(
            "The equations could not be solved completely, so there may be other such points."
        )
    if not answer.compact:
        return sentence(
            "The constraint is not seen to be bounded, so the function need not have a least or a "
            "greatest value on it",
            ": what is said of each point holds near it." if answer.points else ".",
        )
    return sentence("Which values are the least and the greatest is not proved.")


def normal_of(answer: LagrangeAnswer, where: str) -> tuple[Block, ...]:
    """∇g = (2x, 2y), g being the left side less the right one."""
    normal = answer.normal
    order = order_of(normal.field)
    lines = [
        Line(derivative_name(normal.field, (each.variable,)), "=", formula(each.derivative, order))
        for each in normal.partials
    ]
    tree = normal.field.tree
    assert isinstance(tree, Sum)
    left, right = tree.terms
    terms = left.terms if isinstance(left, Sum) else (left,)
    value = typeset(Sum((*terms, right)))
    meaning = sentence(
        "Let ",
        equals(function_value(normal.field), value),
        f", which is zero on the {where}.",
    )
    return (Paragraph(meaning), Equations(tuple(lines), result=True))


def condition(answer: LagrangeAnswer, telling: Telling, where: str) -> tuple[Block, ...]:
    """∇f = λ∇g, component by component."""
    multiplier = _multiplier(answer)
    f, g = gradient_symbol(answer.field.function), gradient_symbol(answer.normal.field.function)
    lines = [
        Line(formula(mine.derivative), "=", _times(multiplier, formula(its.derivative)))
        for mine, its in zip(answer.gradient.partials, answer.normal.partials, strict=True)
    ]
    name, other = answer.field.function, answer.normal.field.function
    blocks: list[Block] = []
    if telling.comments:
        blocks.append(
            Paragraph(
                sentence(
                    f"Along the {where} {name} changes to first order unless its gradient is at "
                    f"right angles to it, as that of {other} is. So where {name} has an extreme "
                    f"value on the {where} and ",
                    relation(g, "≠", number(0)),
                    ", the two are parallel: ",
                    equals(f, product_of([multiplier, g])),
                    ".",
                )
            )
        )
    blocks.append(Equations(tuple(lines)))
    return tuple(blocks)


def _times(multiplier: Box, factor: Box) -> Box:
    return product_of([multiplier, factor], dotted=True)


def solutions(answer: LagrangeAnswer, telling: Telling, where: str) -> tuple[Block, ...]:
    """The equations without the multiplier, the cases they come to, the points left aside."""
    *products, level = answer.equations
    other = answer.normal.field.function
    multiplier = _multiplier(answer)
    lines = [Line(formula(each), "=", number(0)) for each in products]
    blocks: list[Block] = []
    if lines:
        blocks.append(
            Paragraph(
                sentence(
                    "Eliminating ",
                    multiplier,
                    ": two parallel vectors have proportional components, so that",
                )
            )
        )
    lines.append(Line(formula(level), "=", number(0), sentence(f"the {where}")))
    blocks.append(Equations(tuple(lines)))
    for place, case in enumerate(answer.solved.cases[:_MOST_CASES], start=1):
        if not case.equations:
            continue
        shown = [equals(formula(each), number(0)) for each in case.equations]
        label = f"Case {place}: " if len(answer.solved.cases) > 1 else "They come to "
        said = (*sentence(label), *enumerated(shown), *sentence("."))
        if case.places:
            places = [place_box(each, telling.digits) for each in case.places]
            said = (*said, *sentence(" Solutions: ", *enumerated(places), "."))
        elif not case.families:
            said = (*said, *sentence(" No real solution."))
        blocks.append(Paragraph(said))
    singular = [place_box(each.place, telling.digits) for each in answer.points if each.singular]
    if singular:
        blocks.append(
            Paragraph(
                sentence(
                    "At ",
                    *enumerated(singular),
                    f" the gradient of {other} is zero, and the condition "
                    "says nothing: these points are compared with the others all the same.",
                )
            )
        )
    elif answer.complete:
        told = sentence(f"The gradient of {other} is zero at none of these points.")
        blocks.append(Paragraph(told))
    return tuple(blocks)


def _compared(answer: LagrangeAnswer) -> tuple[Block, ...]:
    """That the extreme values are among those in the table."""
    if answer.extremes.least is None and answer.extremes.greatest is None:
        return ()
    name = answer.field.function
    return (
        Paragraph(
            sentence(
                f"The constraint is closed and bounded, and {name} is continuous on it: it "
                "has a least and a greatest value, which are among those in the table."
            )
        ),
    )
