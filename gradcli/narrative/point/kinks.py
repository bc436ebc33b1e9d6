"""A point where a function has a value and no gradient: why, and what there is instead."""

from __future__ import annotations

from typing import assert_never

from gradcli.calculus.domain.verdict import (
    Curved,
    EdgeOfDomain,
    Exists,
    Finite,
    Infinite,
    NotDifferentiable,
    NotLinear,
    OneSided,
    PartialAtPoint,
    PartialMissing,
    Side,
    Undecided,
)
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative import notation
from gradcli.narrative.document import Block, Formula, Table
from gradcli.narrative.point.clauses import Clause, as_sentence
from gradcli.narrative.point.one_sided import (
    number,
    paragraph,
    refused,
    side_cell,
    tends,
    way,
    words,
)


def explain_kink(verdict: NotDifferentiable, field: ScalarField, point: Point) -> tuple[Block, ...]:
    """The reason, the value, what exists along each axis, and what fails."""
    name = field.function
    blocks: list[Block] = [
        refused((f"{name} is not differentiable here: ", *reason_of(verdict, field, point), ".")),
    ]
    value: Clause = ("Its value is ", verdict.value)
    if verdict.continuous:
        blocks.append(paragraph(*value, f", and {name} is continuous here."))
    else:
        blocks.append(paragraph(*value, "."))
    blocks.extend(partials_table(verdict.partials, field))
    match verdict.reason:
        case NotLinear(direction, rate, dot, left):
            by_limit = ("by the limit that defines it, along ", direction)
            rates = [(as_sentence(by_limit), side_cell(rate, "not defined"))]
            if left is not None:
                rates = [
                    (
                        as_sentence((f"slope from the {side}, along ", direction)),
                        side_cell(slope, "not defined"),
                    )
                    for side, slope in (("left", left), ("right", rate))
                ]
            blocks.append(
                Table(
                    (words("rate along "), words("value")),
                    (
                        *rates,
                        (
                            as_sentence(("the partials dotted with ", direction)),
                            as_sentence((dot,)),
                        ),
                    ),
                )
            )
            blocks.append(
                paragraph(
                    "The dot product of the gradient with w is the rate along w only where the "
                    "function is differentiable. Here it would be wrong."
                )
            )
        case Curved(approach):
            blocks.append(
                paragraph(
                    f"The partials exist, but they do not describe {name} near the point: ",
                    *way(approach, field, point),
                    ", what they leave over, divided by the distance, ",
                    tends(approach.limit),
                    *number(approach.limit),
                    " and not to 0.",
                )
            )
        case PartialMissing() | EdgeOfDomain():
            pass
    if verdict.convex_kink:
        blocks.append(_sub_differential(verdict.partials[0]))
    return tuple(blocks)


def _sub_differential(partial: PartialAtPoint) -> Block:
    assert isinstance(partial, OneSided)
    return paragraph(
        "The function is convex, so each slope from ",
        *number(partial.left),
        " to ",
        *number(partial.right),
        " gives a line through this point that nowhere rises above the graph. Together they are "
        "the sub-differential. A machine learning framework picks one of them by convention "
        "(0 for |x| and for ReLU, as a rule); it is not a derivative.",
    )


def reason_of(verdict: NotDifferentiable, field: ScalarField, point: Point) -> Clause:
    """Why there is no gradient, in one clause."""
    match verdict.reason:
        case PartialMissing():
            for variable, partial in zip(field.variables, verdict.partials, strict=True):
                if isinstance(partial, OneSided):
                    return _missing(variable, partial)
            raise AssertionError("a missing partial is one-sided")
        case NotLinear(direction, rate, dot, left):
            return (
                "along w = ",
                direction,
                " the rate " if left is None else " the slope from the right ",
                *(("is ", *number(rate)) if isinstance(rate, Finite) else (_grows(rate),)),
                ", while the partials dotted with w give ",
                dot,
            )
        case Curved(approach):
            return (
                *way(approach, field, point),
                ", the partials do not describe it",
            )
        case EdgeOfDomain(direction):
            if len(direction) == 1:
                side = "left" if direction[0].is_negative else "right"
                return (f"it is not defined to the {side} of the point, however close",)
            return ("it is not defined in the direction ", direction, ", however close")
    assert_never(verdict.reason)


def _grows(rate: Side) -> str:
    positive = isinstance(rate, Infinite) and rate.positive
    return "grows without bound" if positive else "falls without bound"


def _missing(variable: str, partial: OneSided) -> Clause:
    left, right = partial.left, partial.right
    if isinstance(left, Finite) and isinstance(right, Finite):
        return (
            f"as {variable} passes through the point the slope jumps from ",
            left.value,
            " to ",
            right.value,
        )
    if isinstance(left, Infinite) or isinstance(right, Infinite):
        return (f"its slope in {variable} is unbounded at the point",)
    return (f"it has no single slope in {variable}",)


def kink_advice(reason: PartialMissing | NotLinear | Curved | EdgeOfDomain) -> Clause:
    """What to do about it."""
    match reason:
        case EdgeOfDomain():
            return ("choose a point inside the domain",)
        case PartialMissing() | NotLinear() | Curved():
            return ("the full answer shows what does exist there",)
    assert_never(reason)


def partials_table(partials: tuple[PartialAtPoint, ...], field: ScalarField) -> tuple[Block, ...]:
    """What exists along each axis."""
    rows = []
    for variable, partial in zip(field.variables, partials, strict=True):
        letter = (Formula(notation.variable(variable)),)
        match partial:
            case Exists(value):
                both = as_sentence((value,))
                rows.append((letter, both, both, both))
            case OneSided(left, right):
                rows.append(
                    (
                        letter,
                        side_cell(left, "not defined"),
                        side_cell(right, "not defined"),
                        words("does not exist"),
                    )
                )
            case Undecided():
                unsettled = words("not decided")
                rows.append((letter, unsettled, unsettled, unsettled))
    header = ("along", "slope from the left", "slope from the right", "partial")
    return (Table(tuple(words(text) for text in header), tuple(rows)),)
