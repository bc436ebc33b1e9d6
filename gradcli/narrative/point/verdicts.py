"""The words for what is true at a point: why there is no gradient, and what there is instead.

Each clause is written once, as words and formulas in a row (`Clause`), and then set either as a
sentence of a document or as one line of text in the input language, for an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from sympy import Expr

from gradcli.calculus.domain.verdict import (
    Approach,
    Differentiable,
    Discontinuous,
    Fault,
    Finite,
    Infinite,
    NonSmooth,
    NotDifferentiable,
    OutsideDomain,
    Removable,
    Smooth,
    Undecided,
    Undefined,
    Unknown,
    Verdict,
)
from gradcli.errors import GradcliError, Kind, Span
from gradcli.field.expression import (
    NOWHERE,
    Call,
    Comparison,
    Node,
)
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.document import (
    Block,
    Remark,
    Table,
    Tone,
)
from gradcli.narrative.point.clauses import Clause, as_sentence, as_text
from gradcli.narrative.point.kinks import explain_kink, kink_advice, partials_table, reason_of
from gradcli.narrative.point.one_sided import (
    number,
    paragraph,
    refused,
    side_cell,
    tends,
    way,
    words,
)
from gradcli.narrative.point.requirements import advice, name_of, needs


def explain(verdict: Verdict, field: ScalarField, point: Point) -> tuple[Block, ...]:
    """The verdict in words, with everything that does exist there."""
    match verdict:
        case Smooth():
            return (
                paragraph(
                    "Every piece of the formula is smooth at the value that it takes here, so ",
                    field.function,
                    " is differentiable and the rules of derivation give its gradient.",
                ),
            )
        case Differentiable(_, gradient, rough):
            return (
                Remark(
                    Tone.NOTE,
                    as_sentence(
                        (
                            *_rough_clause(rough),
                            ", so no rule gives the gradient here. By the definition ",
                            field.function,
                            " is differentiable all the same, with ",
                            *_gradient(gradient),
                            ".",
                        )
                    ),
                ),
            )
        case OutsideDomain(fault):
            return (
                refused((f"{field.function} has no value: ", *needs(fault), ".")),
                paragraph("Where a function has no value there is nothing to differentiate."),
            )
        case Undefined():
            return _explain_hole(verdict, field, point)
        case Discontinuous(value, partials, _, approach):
            return (
                refused((f"{field.function} is not continuous here, so it has no gradient.",)),
                paragraph(
                    "Its value is ",
                    value,
                    ", but ",
                    *way(approach, field, point),
                    f", it {tends(approach.limit)}",
                    *number(approach.limit),
                    ". A differentiable function is continuous.",
                ),
                *partials_table(partials, field),
            )
        case NotDifferentiable():
            return explain_kink(verdict, field, point)
        case Undecided(what, why):
            return (refused((f"It could not be decided {what}: {why}.",)),)
    assert_never(verdict)


def complaint(verdict: Verdict, field: ScalarField, point: Point) -> GradcliError:
    """The refusal of a verdict that gives no gradient: kind, message, place, and what to do."""
    match verdict:
        case OutsideDomain(fault):
            return _error(Kind.DOMAIN, field, fault.piece, needs(fault), advice(fault))
        case Undefined(fault, removable):
            hint: Clause = advice(fault)
            if removable is not None:
                hint = (
                    f"{field.function} tends to ",
                    removable.value,
                    " there, but as it is typed it has no value at the point itself",
                )
            return _error(Kind.DOMAIN, field, fault.piece, needs(fault), hint)
        case Discontinuous(value, _, rough, approach):
            message: Clause = (
                f"{field.function} is not continuous here: its value is ",
                value,
                ", but ",
                *way(approach, field, point),
                f", it {tends(approach.limit)}",
                *number(approach.limit),
            )
            return _error(Kind.NOT_DIFFERENTIABLE, field, rough.piece, message, ())
        case NotDifferentiable(reason=reason, rough=rough):
            because = reason_of(verdict, field, point)
            return _error(
                Kind.NOT_DIFFERENTIABLE,
                field,
                rough.piece,
                (f"{field.function} is not differentiable here: ", *because),
                kink_advice(reason),
            )
        case Undecided(what, why):
            return _error(
                Kind.NOT_DIFFERENTIABLE,
                field,
                field.tree,
                (f"it could not be decided {what}: {why}",),
                ("write the function or the point in a simpler form",),
            )
        case Smooth() | Differentiable():
            raise AssertionError("there is nothing to complain about")
    assert_never(verdict)


def constant_complaint(fault: Fault, field: ScalarField) -> GradcliError:
    """The refusal of a formula with a piece that has no real value anywhere: sqrt(-2), 1/0."""
    return _error(
        Kind.DOMAIN,
        field,
        fault.piece,
        needs(fault),
        ("this piece has no value at any point, so the function has none",),
    )


def _error(
    kind: Kind, field: ScalarField, piece: Node | Comparison, message: Clause, advice: Clause
) -> GradcliError:
    span: Span | None = piece.span if piece.span != NOWHERE else None
    return GradcliError(
        kind,
        as_text(message),
        span=span if field.source.text else None,
        source=field.source if field.source.text else None,
        help=as_text(advice) or None,
    )


# Holes.


def _explain_hole(verdict: Undefined, field: ScalarField, point: Point) -> tuple[Block, ...]:
    name = field.function
    fault, removable, approaches = verdict.fault, verdict.removable, verdict.approaches
    cancelled = verdict.cancelled
    blocks: list[Block] = [refused((f"{name} has no value: ", *needs(fault), "."))]
    if removable is not None:
        blocks.append(
            paragraph(
                f"The hole can be filled: close to the point {name} tends to ",
                removable.value,
                ", from every side. With that value there it would be continuous",
                *_after_filling(removable),
                ".",
            )
        )
        if cancelled is not None:
            blocks.append(
                paragraph(
                    "Cancelled, the formula reads ",
                    cancelled,
                    ", and that has a value here. It is a different function: the one that was "
                    "typed leaves this point out.",
                )
            )
        return tuple(blocks)
    known = [at for at in approaches if not isinstance(at.limit, Unknown)]
    if any(isinstance(at.limit, Finite | Infinite) for at in known):
        blocks.append(_approach_table(known, field, point))
    limits = [at.limit for at in known]
    if any(isinstance(limit, Infinite) for limit in limits):
        blocks.append(paragraph("No value could be put there that would make it continuous."))
    elif len(limits) > 1 and all(isinstance(limit, Finite) for limit in limits):
        blocks.append(
            paragraph(
                "Different ways to the point lead to different values, so no value could be put "
                "there that would make it continuous."
            )
        )
    elif not known:
        blocks.append(paragraph("No value was found that would make it continuous there."))
    return tuple(blocks)


def _after_filling(removable: Removable) -> Clause:
    if removable.gradient is not None:
        return (" and differentiable, with ", *_gradient(removable.gradient))
    if removable.differentiable is False:
        return (", but still not differentiable",)
    return ("; whether it would be differentiable then could not be decided",)


def _gradient(gradient: tuple[Expr, ...]) -> Clause:
    return ("derivative ", gradient[0]) if len(gradient) == 1 else ("gradient ", gradient)


def _approach_table(approaches: Sequence[Approach], field: ScalarField, point: Point) -> Block:
    rows = tuple(
        (as_sentence(way(at, field, point)), side_cell(at.limit, "it is not defined"))
        for at in approaches
    )
    return Table((words("on the way"), words(f"{field.function} tends to")), rows)


def _rough_clause(rough: NonSmooth) -> Clause:
    match rough.piece:
        case Comparison():
            return ("The point lies where ", rough.piece, " changes over")
        case Call("max" | "min" as name):
            return (f"At this point several arguments of {name} are equal",)
        case _:
            return (
                f"The rule for {name_of(rough.piece)} does not hold where its argument is ",
                rough.value,
            )
