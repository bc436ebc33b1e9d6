"""The words for what is true at a point: why there is no gradient, and what there is instead.

Each clause is written once, as words and formulas in a row (`Clause`), and then set either as a
sentence of a document or as one line of text in the input language, for an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from sympy import Expr, Symbol

from gradcli.calculus.verdict import (
    Approach,
    Curved,
    Differentiable,
    Discontinuous,
    EdgeOfDomain,
    Exists,
    Fault,
    Finite,
    Infinite,
    NotDifferentiable,
    NotLinear,
    Nowhere,
    OneSided,
    OutsideDomain,
    PartialAtPoint,
    PartialMissing,
    Removable,
    Rough,
    Side,
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
from gradcli.narrative import notation
from gradcli.narrative.clauses import Clause, Part, as_sentence, as_text
from gradcli.narrative.document import (
    Block,
    Formula,
    Paragraph,
    Remark,
    Sentence,
    Table,
    Tone,
    Words,
)
from gradcli.narrative.letters import Letters
from gradcli.narrative.requirements import advice, name_of, needs


def explain(verdict: Verdict, field: ScalarField, point: Point) -> tuple[Block, ...]:
    """The verdict in words, with everything that does exist there."""
    match verdict:
        case Smooth():
            return (
                _paragraph(
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
                _refused((f"{field.function} has no value: ", *needs(fault), ".")),
                _paragraph("Where a function has no value there is nothing to differentiate."),
            )
        case Undefined():
            return _explain_hole(verdict, field, point)
        case Discontinuous(value, partials, _, approach):
            return (
                _refused((f"{field.function} is not continuous here, so it has no gradient.",)),
                _paragraph(
                    "Its value is ",
                    value,
                    ", but ",
                    *_way(approach, field, point),
                    f", it {_tends(approach.limit)}",
                    *_number(approach.limit),
                    ". A differentiable function is continuous.",
                ),
                *_partials(partials, field),
            )
        case NotDifferentiable():
            return _explain_kink(verdict, field, point)
        case Undecided(what, why):
            return (_refused((f"It could not be decided {what}: {why}.",)),)
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
                *_way(approach, field, point),
                f", it {_tends(approach.limit)}",
                *_number(approach.limit),
            )
            return _error(Kind.NOT_DIFFERENTIABLE, field, rough.piece, message, ())
        case NotDifferentiable(reason=reason, rough=rough):
            return _error(
                Kind.NOT_DIFFERENTIABLE,
                field,
                rough.piece,
                (f"{field.function} is not differentiable here: ", *_reason(verdict, field, point)),
                _kink_advice(reason),
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
    blocks: list[Block] = [_refused((f"{name} has no value: ", *needs(fault), "."))]
    if removable is not None:
        blocks.append(
            _paragraph(
                f"The hole can be filled: close to the point {name} tends to ",
                removable.value,
                ", from every side. With that value there it would be continuous",
                *_after_filling(removable),
                ".",
            )
        )
        if cancelled is not None:
            blocks.append(
                _paragraph(
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
        blocks.append(_paragraph("No value could be put there that would make it continuous."))
    elif len(limits) > 1 and all(isinstance(limit, Finite) for limit in limits):
        blocks.append(
            _paragraph(
                "Different ways to the point lead to different values, so no value could be put "
                "there that would make it continuous."
            )
        )
    elif not known:
        blocks.append(_paragraph("No value was found that would make it continuous there."))
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
        (as_sentence(_way(at, field, point)), _side(at.limit, "it is not defined"))
        for at in approaches
    )
    return Table((_words("on the way"), _words(f"{field.function} tends to")), rows)


def _way(approach: Approach, field: ScalarField, point: Point) -> Clause:
    """`along (t, t^2), t -> 0`: the curve written out."""
    letter = Letters.beside(field).pick(("t", "s", "r", "q"))
    t = Symbol(letter, real=True)
    along = tuple(
        start + c * t**power
        for start, c, power in zip(
            point.coordinates, approach.coefficients, approach.powers, strict=True
        )
    )
    if len(along) == 1:
        side = "left" if approach.coefficients[0].is_negative else "right"
        return (f"coming from the {side}",)
    return ("along ", along, f", {letter} -> 0 from above")


def _tends(side: Side) -> str:
    match side:
        case Finite():
            return "tends to "
        case Infinite(positive):
            return "grows without bound" if positive else "falls without bound"
        case Nowhere():
            return "is not defined"
        case Unknown():
            return "has no limit that could be found"
    assert_never(side)


def _number(side: Side) -> Clause:
    return (side.value,) if isinstance(side, Finite) else ()


# Kinks.


def _explain_kink(
    verdict: NotDifferentiable, field: ScalarField, point: Point
) -> tuple[Block, ...]:
    name = field.function
    blocks: list[Block] = [
        _refused((f"{name} is not differentiable here: ", *_reason(verdict, field, point), ".")),
    ]
    value: Clause = ("Its value is ", verdict.value)
    if verdict.continuous:
        blocks.append(_paragraph(*value, f", and {name} is continuous here."))
    else:
        blocks.append(_paragraph(*value, "."))
    blocks.extend(_partials(verdict.partials, field))
    match verdict.reason:
        case NotLinear(direction, rate, dot):
            blocks.append(
                Table(
                    (_words("rate along "), _words("value")),
                    (
                        (
                            as_sentence(("by the limit that defines it, along ", direction)),
                            _side(rate, "not defined"),
                        ),
                        (
                            as_sentence(("the partials dotted with ", direction)),
                            as_sentence((dot,)),
                        ),
                    ),
                )
            )
            blocks.append(
                _paragraph(
                    "The dot product of the gradient with w is the rate along w only where the "
                    "function is differentiable. Here it would be wrong."
                )
            )
        case Curved(approach):
            blocks.append(
                _paragraph(
                    f"The partials exist, but they do not describe {name} near the point: ",
                    *_way(approach, field, point),
                    ", what they leave over, divided by the distance, ",
                    _tends(approach.limit),
                    *_number(approach.limit),
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
    return _paragraph(
        "The function is convex, so each slope from ",
        *_number(partial.left),
        " to ",
        *_number(partial.right),
        " gives a line through this point that stays below the graph. Together they are the "
        "sub-differential. A machine learning framework picks one of them (0 for |x| and for ReLU, "
        "as a rule) by convention; it is not a derivative.",
    )


def _reason(verdict: NotDifferentiable, field: ScalarField, point: Point) -> Clause:
    match verdict.reason:
        case PartialMissing():
            for variable, partial in zip(field.variables, verdict.partials, strict=True):
                if isinstance(partial, OneSided):
                    return _missing(variable, partial)
            raise AssertionError("a missing partial is one-sided")
        case NotLinear(direction, rate, dot):
            return (
                "along w = ",
                direction,
                " the rate ",
                *(("is ", *_number(rate)) if isinstance(rate, Finite) else (_grows(rate),)),
                ", while the partials dotted with w give ",
                dot,
            )
        case Curved(approach):
            return (
                *_way(approach, field, point),
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


def _kink_advice(reason: PartialMissing | NotLinear | Curved | EdgeOfDomain) -> Clause:
    match reason:
        case EdgeOfDomain():
            return ("choose a point inside the domain",)
        case PartialMissing() | NotLinear() | Curved():
            return (
                "what does exist there is shown in the full answer; nearby points are answered",
            )
    assert_never(reason)


def _rough_clause(rough: Rough) -> Clause:
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


def _partials(partials: tuple[PartialAtPoint, ...], field: ScalarField) -> tuple[Block, ...]:
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
                        _side(left, "not defined"),
                        _side(right, "not defined"),
                        _words("does not exist"),
                    )
                )
            case Undecided():
                unsettled = _words("not decided")
                rows.append((letter, unsettled, unsettled, unsettled))
    header = ("along", "slope from the left", "slope from the right", "partial")
    return (Table(tuple(_words(text) for text in header), tuple(rows)),)


def _side(side: Side, nowhere: str) -> Sentence:
    match side:
        case Finite(value):
            return as_sentence((value,))
        case Infinite(positive):
            return _words("+∞" if positive else "−∞")
        case Nowhere():
            return _words(nowhere)
        case Unknown():
            return _words("not decided")
    assert_never(side)


def _words(text: str) -> Sentence:
    return (Words(text),)


def _paragraph(*parts: Part) -> Paragraph:
    return Paragraph(as_sentence(parts))


def _refused(clause: Clause) -> Remark:
    return Remark(Tone.REFUSED, as_sentence(clause))
