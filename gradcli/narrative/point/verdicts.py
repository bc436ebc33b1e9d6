"""The words for what is true at a point: why there is no gradient, and what there is instead.

Each sentence is written whole, with named places for formulas (`clause`), and then set either as a
sentence of a document or as one line of text in the input language, for an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from sympy import Expr

from gradcli.calculus.domain import verdict as verdicts
from gradcli.codes import Code
from gradcli.errors import Further, GradcliError, Span
from gradcli.field import expression as ex
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative import document as doc
from gradcli.narrative.point.clauses import (
    NO_CLAUSE,
    Clause,
    Part,
    as_sentence,
    as_text,
    clause,
)
from gradcli.narrative.point.held import without_value
from gradcli.narrative.point.kinks import (
    explain_kink,
    kink_advice,
    missing,
    partials_table,
    reason_of,
)
from gradcli.narrative.point.one_sided import (
    on_the_way,
    paragraph,
    refused,
    side_cell,
    way,
    words,
)
from gradcli.narrative.point.requirements import (
    advice,
    all_needs,
    besides,
    faults_beside,
    name_of,
    needs,
)
from gradcli.narrative.point.undecided import complain_undecided, explain_undecided


def explain(verdict: verdicts.Verdict, field: ScalarField, point: Point) -> tuple[doc.Block, ...]:
    """The verdict in words, with everything that does exist there."""
    name = field.function
    match verdict:
        case verdicts.Smooth():
            return (
                paragraph(
                    "Every piece of the formula is smooth at the value that it takes here, so "
                    "{function} is differentiable and the rules of derivation give its gradient.",
                    function=name,
                ),
            )
        case verdicts.Differentiable(_, gradient, rough):
            return (doc.Remark(doc.Tone.NOTE, as_sentence(_all_the_same(field, gradient, rough))),)
        case verdicts.OutsideDomain(fault):
            return (
                _without_value(fault, field, point),
                paragraph("Where a function has no value there is nothing to differentiate."),
            )
        case verdicts.Undefined():
            return _explain_hole(verdict, field, point)
        case verdicts.Discontinuous(value, partials, _, approach):
            return (
                refused(
                    "{function} is not continuous here, so it is not differentiable.", function=name
                ),
                paragraph(
                    "Its value is {value}, but {behaviour}. A differentiable function is "
                    "continuous.",
                    value=value,
                    behaviour=on_the_way(approach, field, point),
                ),
                *partials_table(partials, field),
                *_vector_of_partials(partials),
            )
        case verdicts.NotDifferentiable():
            return explain_kink(verdict, field, point)
        case verdicts.Undecided():
            return (doc.Remark(doc.Tone.REFUSED, as_sentence(explain_undecided(verdict))),)
    assert_never(verdict)


def _without_value(fault: verdicts.Fault, field: ScalarField, point: Point) -> doc.Block:
    """All for which there is no value: to mend the first alone would not do."""
    return refused(
        "{function} has no value: {why}.{besides}",
        function=field.function,
        why=needs(fault),
        besides=besides(faults_beside(fault, field, point)),
    )


def _vector_of_partials(partials: tuple[verdicts.PartialAtPoint, ...]) -> tuple[doc.Block, ...]:
    """What the partials are worth where all of them exist at a jump."""
    if len(partials) < 2 or not all(isinstance(partial, verdicts.Exists) for partial in partials):
        return ()
    return (
        paragraph(
            "All partials exist all the same. Some books call their vector the gradient also here; "
            "on this page a gradient is only where the function is differentiable, so there is "
            "none."
        ),
    )


def why_no_gradient(
    verdict: verdicts.Verdict, field: ScalarField, point: Point, *, here: bool = True
) -> Clause:
    """Why there is no gradient; not `here`, behind the name of a place: "where ln needs x > 0"."""
    place = " here" if here else ""
    match verdict:
        case verdicts.OutsideDomain(fault) | verdicts.Undefined(fault) if here:
            return needs(fault)
        case verdicts.OutsideDomain(fault) | verdicts.Undefined(fault):
            return all_needs(fault, faults_beside(fault, field, point))
        case verdicts.Discontinuous(value, approach=approach):
            return clause(
                f"{{function}} is not continuous{place}: its value is {{value}}, but {{behaviour}}",
                function=field.function,
                value=value,
                behaviour=on_the_way(approach, field, point),
            )
        case verdicts.NotDifferentiable():
            return clause(
                f"{{function}} is not differentiable{place}: {{reason}}",
                function=field.function,
                reason=reason_of(verdict, field, point),
            )
        case verdicts.Undecided():
            return complain_undecided(verdict)
        case verdicts.Smooth() | verdicts.Differentiable():
            raise AssertionError("there is nothing to complain about")
    assert_never(verdict)


def complaint(verdict: verdicts.Verdict, field: ScalarField, point: Point) -> GradcliError:
    """The refusal of a verdict that gives no gradient: kind, message, place, and what to do."""
    message = why_no_gradient(verdict, field, point)
    match verdict:
        case verdicts.OutsideDomain(fault):
            others = faults_beside(fault, field, point)
            hint = advice(fault, others)
            return _error("outside-domain", field, fault.piece, message, hint, others)
        case verdicts.Undefined(fault, removable):
            others = faults_beside(fault, field, point)
            hint = advice(fault, others)
            if removable is not None:
                hint = clause(
                    "{function} tends to {value} there, but as it is typed it has no value at the "
                    "point itself",
                    function=field.function,
                    value=removable.value,
                )
            return _error("undefined-at-the-point", field, fault.piece, message, hint, others)
        case verdicts.Discontinuous(rough=rough):
            return _error("jump", field, rough.piece, message, NO_CLAUSE)
        case verdicts.NotDifferentiable(reason=reason, rough=rough):
            return _error("kink", field, rough.piece, message, kink_advice(reason))
        case verdicts.Undecided(cause=verdicts.Cause.CONSTANT_WITHOUT_VALUE):
            return without_value(field)
        case verdicts.Undecided():
            return _error(
                "not-decided",
                field,
                field.tree,
                message,
                clause("write the function or the point in a simpler form"),
            )
        case verdicts.Smooth() | verdicts.Differentiable():
            raise AssertionError("there is nothing to complain about")
    assert_never(verdict)


def partial_complaint(
    verdict: verdicts.Verdict, field: ScalarField, variable: str, point: Point
) -> GradcliError:
    """The refusal of one partial that does not exist at the point."""
    match verdict:
        case (
            verdicts.NotDifferentiable(partials=partials)
            | verdicts.Discontinuous(partials=partials)
        ):
            partial = partials[field.variables.index(variable)]
            if isinstance(partial, verdicts.OneSided) and len(field.variables) > 1:
                message = clause(
                    "{function} has no partial derivative with respect to {variable} here: {why}",
                    function=field.function,
                    variable=variable,
                    why=missing(variable, partial),
                )
                exists = clause("the full answer shows what does exist there")
                return _error("kink", field, verdict.rough.piece, message, exists)
        case _:
            pass
    return complaint(verdict, field, point)


def constant_complaint(fault: verdicts.Fault, field: ScalarField) -> GradcliError:
    """The refusal of a formula with a piece that has no real value anywhere: sqrt(-2), 1/0."""
    return _error(
        "constant-outside-domain",
        field,
        fault.piece,
        needs(fault),
        clause("this piece has no value at any point, so the function has none"),
    )


def _error(
    code: Code,
    field: ScalarField,
    piece: ex.Node | ex.Comparison,
    message: Clause,
    advice: Clause,
    others: Sequence[verdicts.Fault] = (),
) -> GradcliError:
    return GradcliError(
        code,
        as_text(message),
        span=_span(piece, field),
        source=field.source if field.source.text else None,
        help=as_text(advice) or None,
        also=tuple([Further(as_text(needs(each)), _span(each.piece, field)) for each in others]),
    )


def _span(piece: ex.Node | ex.Comparison, field: ScalarField) -> Span | None:
    """Where a piece stands in the text that was typed, if one was."""
    return piece.span if field.source.text and piece.span != ex.NOWHERE else None


# Holes.


def _explain_hole(
    verdict: verdicts.Undefined, field: ScalarField, point: Point
) -> tuple[doc.Block, ...]:
    name = field.function
    fault, removable, approaches = verdict.fault, verdict.removable, verdict.approaches
    cancelled = verdict.cancelled
    blocks: list[doc.Block] = [_without_value(fault, field, point)]
    if removable is not None:
        blocks.append(doc.Paragraph(as_sentence(_filled(name, removable))))
        if cancelled is not None:
            blocks.append(
                paragraph(
                    "Cancelled, the formula reads {cancelled}, and that has a value here. It is a "
                    "different function: the one that was typed leaves this point out.",
                    cancelled=cancelled,
                )
            )
        return tuple(blocks)
    known = [at for at in approaches if not isinstance(at.limit, verdicts.Unknown)]
    if any(isinstance(at.limit, verdicts.Finite | verdicts.Infinite) for at in known):
        blocks.append(_approach_table(known, field, point))
    limits = [at.limit for at in known]
    for at in known:
        if isinstance(at.limit, verdicts.Swinging):
            said = on_the_way(at, field, point)
            blocks.append(paragraph("Close to the point, {said}.", said=said))
            break
    if any(isinstance(limit, verdicts.Infinite | verdicts.Swinging) for limit in limits):
        blocks.append(paragraph("No value could be put there that would make it continuous."))
    elif len(limits) > 1 and all(isinstance(limit, verdicts.Finite) for limit in limits):
        blocks.append(
            paragraph(
                "Different ways to the point lead to different values, so no value could be put "
                "there that would make it continuous."
            )
        )
    elif not known:
        blocks.append(paragraph("No value was found that would make it continuous there."))
    return tuple(blocks)


def _filled(name: str, removable: verdicts.Removable) -> Clause:
    """What the function would be with a value in the hole."""
    named: dict[str, Part] = {"function": name, "value": removable.value}
    match removable.gradient, removable.differentiable:
        case (slope,), _:
            return clause(
                "The hole can be filled: close to the point {function} tends to {value}, from "
                "every side. With that value there it would be continuous and differentiable, "
                "with derivative {slope}.",
                **named,
                slope=slope,
            )
        case tuple() as gradient, _:
            return clause(
                "The hole can be filled: close to the point {function} tends to {value}, from "
                "every side. With that value there it would be continuous and differentiable, "
                "with gradient {gradient}.",
                **named,
                gradient=gradient,
            )
        case None, False:
            return clause(
                "The hole can be filled: close to the point {function} tends to {value}, from "
                "every side. With that value there it would be continuous, but still not "
                "differentiable.",
                **named,
            )
        case _:
            return clause(
                "The hole can be filled: close to the point {function} tends to {value}, from "
                "every side. With that value there it would be continuous; whether it would be "
                "differentiable then could not be decided.",
                **named,
            )


def _approach_table(
    approaches: Sequence[verdicts.Approach], field: ScalarField, point: Point
) -> doc.Block:
    rows = tuple(
        (as_sentence(way(at, field, point)), side_cell(at.limit, "it is not defined"))
        for at in approaches
    )
    return doc.Table((words("on the way"), words(f"{field.function} tends to")), rows)


def _all_the_same(
    field: ScalarField, gradient: tuple[Expr, ...], rough: verdicts.NonSmooth
) -> Clause:
    """A rule fails at the point, and the function is differentiable all the same."""
    named: dict[str, Part | Clause] = {
        "no_rule": _rough_clause(rough, field),
        "function": field.function,
    }
    if len(gradient) == 1:
        return clause(
            "{no_rule}, so the rules alone do not give the derivative here. By the definition "
            "{function} is differentiable all the same, with derivative {slope}.",
            **named,
            slope=gradient[0],
        )
    return clause(
        "{no_rule}, so the rules alone do not give the gradient here. By the definition "
        "{function} is differentiable all the same, with gradient {gradient}.",
        **named,
        gradient=gradient,
    )


def _rough_clause(rough: verdicts.NonSmooth, field: ScalarField) -> Clause:
    """Why the rules say nothing: a main clause."""
    match rough.piece:
        case ex.Comparison():
            whole = _whole(rough.piece, field)
            if whole is not None:
                return clause(
                    "In the condition {condition}, {part} changes between true and false at the "
                    "point",
                    condition=whole,
                    part=rough.piece,
                )
            return clause(
                "The condition {condition} changes between true and false at the point",
                condition=rough.piece,
            )
        case ex.Call("max" | "min" as name):
            return clause("At this point several arguments of {function} are equal", function=name)
        case ex.Call():
            return clause(
                "The rule for {function} does not hold where its argument is {value}",
                function=name_of(rough.piece),
                value=rough.value,
            )
        case _:
            return clause(
                "The rule for a power does not hold where its argument is {value}",
                value=rough.value,
            )


def _whole(comparison: ex.Comparison, field: ScalarField) -> ex.Every | ex.Some | None:
    """The condition of a branch that a comparison is a part of: x ≠ 0 or y ≠ 0."""
    conditions = (
        branch.condition
        for node in ex.postorder(field.tree)
        if isinstance(node, ex.Piecewise)
        for branch in node.branches
    )
    return next(
        (
            whole
            for whole in conditions
            if isinstance(whole, ex.Every | ex.Some) and _is_part(comparison, whole)
        ),
        None,
    )


def _is_part(comparison: ex.Comparison, condition: ex.Condition) -> bool:
    match condition:
        case ex.Comparison():
            return condition is comparison
        case ex.Every(conditions) | ex.Some(conditions):
            return any(_is_part(comparison, each) for each in conditions)
    assert_never(condition)
