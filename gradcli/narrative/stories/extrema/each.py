"""What each critical point is, and why."""

from __future__ import annotations

from typing import Final, assert_never

from gradcli.calculus.answers.extrema.classified import CriticalAt
from gradcli.calculus.answers.extrema.critical import CriticalAnswer
from gradcli.calculus.extrema.along import Along
from gradcli.calculus.extrema.found import DecidedBy
from gradcli.calculus.point.critical import CriticalKind
from gradcli.narrative.box import Box
from gradcli.narrative.document import Block, Heading, Paragraph, Sentence, Words
from gradcli.narrative.notation import negative, relation, sum_of, variable
from gradcli.narrative.phrases import formula, sentence
from gradcli.narrative.point.clauses import as_sentence
from gradcli.narrative.point.verdicts import why_no_gradient
from gradcli.narrative.stories.at_point.critical import second_derivative_test
from gradcli.narrative.stories.at_point.matrix import entries_of
from gradcli.narrative.stories.common import Telling, function_value
from gradcli.narrative.stories.extrema.places import (
    conditions,
    family_box,
    is_edge,
    named_place,
    place_box,
)

_MOST_TESTED: Final = 12

_ARE: Final = {
    CriticalKind.MINIMUM: "local minima",
    CriticalKind.MAXIMUM: "local maxima",
    CriticalKind.SADDLE: "saddles",
    CriticalKind.NEITHER: "neither minima nor maxima",
}


def each_point(answer: CriticalAnswer, telling: Telling) -> tuple[Block, ...]:
    """The test at each point, and the proof for each family."""
    field = answer.field
    blocks: list[Block] = []
    known: set[bool] = set()  # why the test holds at an extremum, and why at a saddle
    shown = False
    for point in answer.points[:_MOST_TESTED]:
        is_saddle = point.kind is CriticalKind.SADDLE
        told = _test(point, answer, is_first=not shown, says_why=is_saddle not in known)
        if point.kind is not None:
            known.add(is_saddle)
            shown = True
        if told:
            at = named_place(point.place, field, telling.digits)
            blocks.append(Heading(sentence("The point ", at), 3))
            blocks.extend(told)
    for family in answer.families:
        said = _along(family.part, answer, family.first)
        if said:
            blocks.append(Paragraph(said))
    if not blocks:
        return ()
    return (Heading(sentence("What the critical points are"), 2), *blocks)


def _like_the_first(part: Along, first: CriticalAt, answer: CriticalAnswer) -> Sentence:
    """That f repeats itself, so that one test holds of all."""
    at = place_box(first.place, 6)
    name = variable(answer.field.function)
    if part.kind is None or part.kind is CriticalKind.NOT_DECIDED:
        return sentence(": what these are was not decided.")
    return sentence(
        ": ",
        name,
        " is the same around all of them, but for a constant. ",
        *_why(first, at),
        f"So all are {_ARE[part.kind]}.",
    )


def _why(first: CriticalAt, at: Box) -> Sentence:
    """What the test says at one point, in a line."""
    if first.at is None or first.at.critical is None:
        return ()
    critical = first.at.critical
    if critical.proof is not None or not critical.minors:
        return ()
    if len(critical.hessian) == 1:
        return sentence("At ", at, " the second derivative is ", formula(critical.minors[0]), ". ")
    told = sentence("At ", at, " the matrix of second partials is ", entries_of(critical.hessian))
    if len(critical.minors) != 2:
        return (*told, Words(". "))
    entry, determinant = (formula(each) for each in critical.minors)
    return (
        *told,
        *sentence(": its first entry is ", entry, ", its determinant ", determinant, ". "),
    )


def _test(
    point: CriticalAt, answer: CriticalAnswer, *, is_first: bool, says_why: bool
) -> tuple[Block, ...]:
    if point.at is not None and point.at.critical is not None:
        critical = point.at.critical
        field, at = answer.field, point.at.point
        return second_derivative_test(field, at, critical, is_first=is_first, says_why=says_why)
    if point.differentiable is False:
        return _without_gradient(point, answer)
    if point.differentiable is not True:
        return ()
    several = len(answer.field.variables) > 1
    what = (
        "signs of the leading principal minors of the second partials"
        if several
        else "sign of the second derivative"
    )
    if point.kind is CriticalKind.NOT_DECIDED or point.kind is None:
        return (
            Paragraph(sentence(f"The {what} {'were' if several else 'was'} not decided here.")),
        )
    kinds = {
        CriticalKind.MINIMUM: "a local minimum",
        CriticalKind.MAXIMUM: "a local maximum",
        CriticalKind.SADDLE: "a saddle",
        CriticalKind.NEITHER: "neither a minimum nor a maximum",
    }
    return (
        Paragraph(
            sentence(
                "Second-derivative test, worked with bounds of the coordinates: the "
                f"{what} {'are' if several else 'is'} certain, so this is {kinds[point.kind]}."
            )
        ),
    )


def _without_gradient(point: CriticalAt, answer: CriticalAnswer) -> tuple[Block, ...]:
    """Why the rules do not hold at a point, and what its value says all the same."""
    if point.at is None:
        return ()
    field = answer.field
    said = why_no_gradient(point.at.verdict, field, point.at.point, here=False)
    told = (*as_sentence(said), Words("."))
    match point.extremum:
        case CriticalKind.MINIMUM | CriticalKind.MAXIMUM:
            is_least = point.extremum is CriticalKind.MINIMUM
            less, least = ("smaller", "minimum") if is_least else ("larger", "maximum")
            where = ", where it has values," if is_edge(point) else ""
            told = (
                *told,
                *sentence(
                    f" Nearby{where} ",
                    variable(field.function),
                    f" is nowhere {less} than at this point: a local {least}.",
                ),
            )
        case CriticalKind.SADDLE | CriticalKind.NEITHER | CriticalKind.NOT_DECIDED | None:
            pass
        case _:
            assert_never(point.extremum)
    return (Paragraph(told),)


def _along(part: Along, answer: CriticalAnswer, first: CriticalAt | None) -> Sentence:
    """Why the points of a family are what they are."""
    field = answer.field
    where = conditions(part.family, field)
    points = sentence(
        "The points ", family_box(part.family), *(sentence(" with ", *where) if where else ())
    )
    if part.constant:
        return (
            *points,
            *sentence(
                ": ",
                variable(field.function),
                " is constant around each of them, so that "
                "each is a minimum and a maximum, neither strict.",
            ),
        )
    if part.differentiable is False:
        return (*points, *sentence(": ", variable(field.function), " is not differentiable there."))
    if first is not None and part.kind is not None:
        return (*points, *_like_the_first(part, first, answer))
    if part.kind is None:
        return (*points, *sentence(": what these are was not decided for all of them at once."))
    told = _ARE[part.kind]
    if part.change is not None and part.value is not None:
        change = relation(
            sum_of([function_value(field), negative(formula(part.value))])
            if part.value != 0
            else function_value(field),
            "=",
            formula(part.change),
        )
        if part.kind in (CriticalKind.MINIMUM, CriticalKind.MAXIMUM):
            never = "negative" if part.kind is CriticalKind.MINIMUM else "positive"
            near = " near each of them" if part.decided_by is DecidedBy.FACTORS else ""
            return (
                *points,
                *sentence(
                    ": ",
                    change,
                    f" is nowhere {never}{near}, and zero on all of them: {told}, not strict ones.",
                ),
            )
        return (
            *points,
            *sentence(": ", change, f" takes both signs near each of them: {told}."),
        )
    if part.across is not None:
        sense = "positive" if part.kind is CriticalKind.MINIMUM else "negative"
        return (
            *points,
            *sentence(
                ": along them the gradient stays zero, so the second derivative is zero in these "
                "directions. Across them it is the sum of the second partials by each variable, ",
                formula(part.across),
                f", which is {sense}: {told}, not strict ones.",
            ),
        )
    return (
        *points,
        *sentence(
            f": the second partials are the same at all of them, and their signs make these {told}."
        ),
    )
