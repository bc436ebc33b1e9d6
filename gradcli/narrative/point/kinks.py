"""A point where a function has a value and no gradient: why, and what there is instead."""

from __future__ import annotations

from typing import assert_never

from sympy import Expr

from gradcli.calculus.domain import verdict as verdicts
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative import notation
from gradcli.narrative.document import Block, Formula, Sentence, Table
from gradcli.narrative.point.clauses import Clause, Part, as_sentence, clause
from gradcli.narrative.point.one_sided import (
    curve,
    formula_of,
    is_from_the_left,
    paragraph,
    refused,
    side_cell,
    swing,
    words,
)


def explain_kink(
    verdict: verdicts.NotDifferentiable, field: ScalarField, point: Point
) -> tuple[Block, ...]:
    """The reason, the value, what exists along each axis, and what fails."""
    name = field.function
    blocks: list[Block] = [
        refused(
            "{function} is not differentiable here: {reason}.",
            function=name,
            reason=reason_of(verdict, field, point),
        ),
    ]
    if verdict.continuous:
        blocks.append(
            paragraph(
                "The value of {function} is {value}, and it is continuous here.",
                value=verdict.value,
                function=name,
            )
        )
    else:
        blocks.append(paragraph("Its value is {value}.", value=verdict.value))
    blocks.extend(partials_table(verdict.partials, field))
    match verdict.reason:
        case verdicts.NotLinear(direction, rate, dot, left):
            blocks.append(_rates_table(direction, rate, dot, left))
            blocks.append(
                paragraph(
                    "If the function were differentiable, each rate would be the dot product of "
                    "the partials with the direction. Here it is not."
                )
            )
        case verdicts.Curved(approach):
            blocks.append(_left_over(approach, field, point))
        case verdicts.PartialMissing() | verdicts.EdgeOfDomain() | verdicts.EdgeAlongCurve():
            pass
    if verdict.convex_kink:
        blocks.append(_sub_differential(verdict.partials[0]))
    return tuple(blocks)


def _rates_table(
    direction: tuple[Expr, ...], rate: verdicts.Side, dot: Expr, left: verdicts.Side | None
) -> Block:
    """What the limit gives along a direction, and what the partials would give."""

    def label(template: str) -> Sentence:
        return as_sentence(clause(template, direction=direction))

    if left is None:
        rates = [
            (
                label("from the limit that defines it, along {direction}"),
                side_cell(rate, "not defined"),
            )
        ]
    else:
        rates = [
            (label("slope from the left, along {direction}"), side_cell(left, "not defined")),
            (label("slope from the right, along {direction}"), side_cell(rate, "not defined")),
        ]
    dotted = (label("the dot product of the partials with {direction}"), formula_of(dot))
    return Table((words("rate along "), words("value")), (*rates, dotted))


def _left_over(approach: verdicts.Approach, field: ScalarField, point: Point) -> Block:
    """What the partials leave over along a curve."""
    named = {"function": field.function, **curve(approach, field, point)}
    match approach.limit:
        case verdicts.Finite(limit):
            return paragraph(
                "The partials exist, but they do not describe {function} near the point: "
                "along {curve}, {letter} -> 0 from above, what they leave over, divided by the "
                "distance, tends to {limit} and not to 0.",
                **named,
                limit=limit,
            )
        case verdicts.Infinite(positive=True):
            return paragraph(
                "The partials exist, but they do not describe {function} near the point: "
                "along {curve}, {letter} -> 0 from above, what they leave over, divided by the "
                "distance, grows without bound and not to 0.",
                **named,
            )
        case verdicts.Infinite():
            return paragraph(
                "The partials exist, but they do not describe {function} near the point: "
                "along {curve}, {letter} -> 0 from above, what they leave over, divided by the "
                "distance, falls without bound and not to 0.",
                **named,
            )
        case verdicts.Nowhere() | verdicts.Swinging() | verdicts.Unknown():
            # Only a limit that is known and not 0 is a reason.
            raise AssertionError(approach)
    assert_never(approach.limit)


def _sub_differential(partial: verdicts.PartialAtPoint) -> Block:
    assert isinstance(partial, verdicts.OneSided)
    assert isinstance(partial.left, verdicts.Finite)
    assert isinstance(partial.right, verdicts.Finite)
    return paragraph(
        "The function is convex, so each slope from {left} to {right} gives a line through this "
        "point that nowhere rises above the graph. Together they are the sub-differential. A "
        "machine learning framework picks one of them by convention (0 for |x| and for ReLU, as "
        "a rule); it is not a derivative.",
        left=partial.left.value,
        right=partial.right.value,
    )


def reason_of(verdict: verdicts.NotDifferentiable, field: ScalarField, point: Point) -> Clause:
    """Why there is no gradient, in one clause."""
    match verdict.reason:
        case verdicts.PartialMissing():
            for variable, partial in zip(field.variables, verdict.partials, strict=True):
                if isinstance(partial, verdicts.OneSided):
                    return missing(variable, partial)
            raise AssertionError("a missing partial is one-sided")
        case verdicts.NotLinear():
            return _not_linear(verdict.reason)
        case verdicts.Curved(approach):
            return clause(
                "along {curve}, {letter} -> 0 from above, the partials do not describe it",
                **curve(approach, field, point),
            )
        case verdicts.EdgeOfDomain(direction):
            if len(direction) > 1:
                return clause(
                    "it is not defined in the direction {direction}, however close",
                    direction=direction,
                )
            if is_from_the_left(direction):
                return clause("it is not defined to the left of the point, however close")
            return clause("it is not defined to the right of the point, however close")
        case verdicts.EdgeAlongCurve(approach):
            return clause(
                "it is not defined along {curve}, {letter} -> 0 from above, however close",
                **curve(approach, field, point),
            )
    assert_never(verdict.reason)


def _not_linear(reason: verdicts.NotLinear) -> Clause:
    """The rate along one direction beside what the partials give."""
    named: dict[str, Part] = {"direction": reason.direction, "dot": reason.dot}
    single = reason.left is None
    match reason.rate:
        case verdicts.Finite(rate) if single:
            return clause(
                "along w = {direction} the rate is {rate}, while the partials dotted with w give "
                "{dot}",
                **named,
                rate=rate,
            )
        case verdicts.Finite(rate):
            return clause(
                "along w = {direction} the slope from the right is {rate}, while the partials "
                "dotted with w give {dot}",
                **named,
                rate=rate,
            )
        case verdicts.Infinite(positive=True) if single:
            return clause(
                "along w = {direction} the rate grows without bound, while the partials dotted "
                "with w give {dot}",
                **named,
            )
        case verdicts.Infinite(positive=True):
            return clause(
                "along w = {direction} the slope from the right grows without bound, while the "
                "partials dotted with w give {dot}",
                **named,
            )
        case verdicts.Infinite() if single:
            return clause(
                "along w = {direction} the rate falls without bound, while the partials dotted "
                "with w give {dot}",
                **named,
            )
        case verdicts.Infinite():
            return clause(
                "along w = {direction} the slope from the right falls without bound, while the "
                "partials dotted with w give {dot}",
                **named,
            )
        case verdicts.Swinging():
            return clause(
                "along w = {direction} the change divided by t has no limit as t -> 0 from above, "
                "so there is no rate: {swing}",
                direction=reason.direction,
                swing=swing(reason.rate, "t"),
            )
        case verdicts.Nowhere() | verdicts.Unknown():
            # Only a rate that is known is a reason.
            raise AssertionError(reason)
    assert_never(reason.rate)


def missing(variable: str, partial: verdicts.OneSided) -> Clause:
    """Why there is no partial along one axis."""
    left, right = partial.left, partial.right
    if isinstance(left, verdicts.Finite) and isinstance(right, verdicts.Finite):
        return clause(
            "as {variable} passes through the point the slope jumps from {left} to {right}",
            variable=variable,
            left=left.value,
            right=right.value,
        )
    for side, from_above in ((right, True), (left, False)):
        if isinstance(side, verdicts.Swinging) and from_above:
            return clause(
                "for steps h > 0 in {variable} the change per step has no limit: {swing}",
                variable=variable,
                swing=swing(side, "h"),
            )
        if isinstance(side, verdicts.Swinging):
            return clause(
                "for steps h < 0 in {variable} the change per step has no limit: {swing}",
                variable=variable,
                swing=swing(side, "h", from_below=True),
            )
    if isinstance(left, verdicts.Infinite) or isinstance(right, verdicts.Infinite):
        return clause("its slope in {variable} is unbounded at the point", variable=variable)
    return clause("it has no single slope in {variable}", variable=variable)


def kink_advice(reason: verdicts.Reason) -> Clause:
    """What to do about it."""
    match reason:
        case verdicts.EdgeOfDomain() | verdicts.EdgeAlongCurve():
            return clause("choose a point inside the domain")
        case verdicts.PartialMissing() | verdicts.NotLinear() | verdicts.Curved():
            return clause("the full answer shows what does exist there")
    assert_never(reason)


def partials_table(
    partials: tuple[verdicts.PartialAtPoint, ...], field: ScalarField
) -> tuple[Block, ...]:
    """What exists along each axis."""
    rows = []
    for variable, partial in zip(field.variables, partials, strict=True):
        letter = (Formula(notation.variable(variable)),)
        match partial:
            case verdicts.Exists(value):
                both = formula_of(value)
                rows.append((letter, both, both, both))
            case verdicts.OneSided(left, right):
                rows.append(
                    (
                        letter,
                        side_cell(left, "not defined"),
                        side_cell(right, "not defined"),
                        words("does not exist"),
                    )
                )
            case verdicts.Undecided():
                unsettled = words("not decided")
                rows.append((letter, unsettled, unsettled, unsettled))
    what = "partial" if len(field.arguments) > 1 else "derivative"
    header = ("along", "slope from the left", "slope from the right", what)
    return (Table(tuple(words(text) for text in header), tuple(rows)),)
