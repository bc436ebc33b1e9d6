"""The words for what is true at a point: why there is no gradient, and what there is instead.

Each clause is written once, as words and formulas in a row (`Clause`), and then set either as a
sentence of a document or as one line of text in the input language, for an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias, assert_never

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
    Requirement,
    Rough,
    Side,
    Smooth,
    Undecided,
    Undefined,
    Unknown,
    Verdict,
)
from gradcli.errors import GradcliError, Kind, Span
from gradcli.field.as_written import as_written
from gradcli.field.expression import (
    NOWHERE,
    Call,
    Comparison,
    Node,
    Power,
    Quotient,
    variables_of,
)
from gradcli.field.functions import FUNCTIONS
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.language.writing import write, write_condition
from gradcli.narrative import notation
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
from gradcli.narrative.notation import box

# Words, a piece of the input, or a value.
Part: TypeAlias = str | Node | Comparison | Expr | tuple[Expr, ...]
Clause: TypeAlias = tuple[Part, ...]

_PRETTY: Final = (("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("->", "→"))


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
                    _sentence(
                        _rough_clause(rough)
                        + (
                            ", so no rule gives the gradient here. By the definition ",
                            field.function,
                            " is differentiable all the same: its gradient is ",
                            gradient,
                            ".",
                        )
                    ),
                ),
            )
        case OutsideDomain(fault):
            return (
                _refused((f"{field.function} has no value here: ", *_needs(fault), ".")),
                _paragraph("Where a function has no value there is nothing to differentiate."),
            )
        case Undefined(fault, removable, approaches):
            return _explain_hole(fault, removable, approaches, field, point)
        case Discontinuous(value, partials, _, approach):
            return (
                _refused((f"{field.function} is not continuous here, so it has no gradient.",)),
                _paragraph(
                    "Its value is ",
                    value,
                    ", but ",
                    *_way(approach, field, point),
                    f" it {_tends(approach.limit)}",
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
            return _error(Kind.DOMAIN, field, fault.piece, _needs(fault), _advice(fault))
        case Undefined(fault, removable):
            advice: Clause = _advice(fault)
            if removable is not None:
                advice = (
                    f"{field.function} tends to ",
                    removable.value,
                    " there, but as it is typed it has no value at the point itself",
                )
            return _error(Kind.DOMAIN, field, fault.piece, _needs(fault), advice)
        case Discontinuous(value, _, rough, approach):
            message: Clause = (
                f"{field.function} is not continuous here: its value is ",
                value,
                ", but ",
                *_way(approach, field, point),
                f" it {_tends(approach.limit)}",
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
        _needs(fault),
        ("this piece has no value at any point, so the function has none",),
    )


def _error(
    kind: Kind, field: ScalarField, piece: Node | Comparison, message: Clause, advice: Clause
) -> GradcliError:
    span: Span | None = piece.span if piece.span != NOWHERE else None
    return GradcliError(
        kind,
        _text(message),
        span=span if field.source.text else None,
        source=field.source if field.source.text else None,
        help=_text(advice) or None,
    )


# What an operation needs.


def _name(piece: Node) -> str:
    match piece:
        case Quotient():
            return "a quotient"
        case Power():
            return "a power"
        case Call(function):
            return FUNCTIONS[function].display
        case _:
            return "this piece"


def _needs(fault: Fault) -> Clause:
    """`ln needs x y > 0, here it is -6`."""
    name = _name(fault.piece)
    u: Part = fault.argument
    fixed = not variables_of(fault.argument)
    here: Clause = () if fault.value is None else (", here it is ", fault.value)
    if fixed and fault.value is not None:
        # sqrt(-2): the argument is its own value, and a condition on it would read oddly.
        u, here = "an argument u with u", (", and here u = ", fault.value)
    match fault.requirement:
        case Requirement.NOT_ZERO:
            if isinstance(fault.piece, Quotient) and not fixed:
                return ("the denominator ", u, " is 0 here")
            if isinstance(fault.piece, Quotient):
                return ("the denominator is 0",)
            if isinstance(fault.piece, Power):
                return ("a power with a negative exponent needs ", u, " != 0", *here)
            return (f"{name} needs ", u, " != 0", *here)
        case Requirement.POSITIVE:
            return (f"{name} needs ", u, " > 0", *here)
        case Requirement.NOT_NEGATIVE:
            return (f"{name} needs ", u, " >= 0", *here)
        case Requirement.WITHIN_ONE:
            return (f"{name} is defined from -1 to 1 only; its argument here is ", _value(fault))
        case Requirement.STRICTLY_WITHIN_ONE:
            return (
                f"{name} is defined between -1 and 1 only; its argument here is ",
                _value(fault),
            )
        case Requirement.AT_LEAST_ONE:
            return (f"{name} needs ", u, " >= 1", *here)
        case Requirement.OUTSIDE_ONE:
            return (
                f"{name} is not defined between -1 and 1; its argument here is ",
                _value(fault),
            )
        case Requirement.STRICTLY_OUTSIDE_ONE:
            return (f"{name} is not defined from -1 to 1; its argument here is ", _value(fault))
        case Requirement.ZERO_TO_ONE:
            return (
                f"{name} is defined above 0 and up to 1 only; its argument here is ",
                _value(fault),
            )
        case Requirement.COSINE_NOT_ZERO:
            return (
                f"{name} has a pole where the cosine is 0; its argument here is ",
                _value(fault),
            )
        case Requirement.SINE_NOT_ZERO:
            return (f"{name} has a pole where the sine is 0; its argument here is ", _value(fault))
        case Requirement.NOT_BOTH_ZERO:
            return ("atan2 needs arguments that are not both 0, here both are",)
        case Requirement.NOT_ONE:
            return ("the base of a logarithm must not be 1, here it is 1",)
        case Requirement.POSITIVE_EXPONENT:
            return (
                "0 has a power only for an exponent above 0; here the exponent is ",
                _value(fault),
            )
        case Requirement.POSITIVE_BASE:
            return (
                "a power whose exponent is not a fixed whole number needs a base that is not "
                "negative; here the base is ",
                _value(fault),
            )
        case Requirement.WHOLE:
            return (
                f"{name} needs a whole number that is not negative; here it is ",
                _value(fault),
            )
        case Requirement.SOME_CASE:
            return ("none of the conditions of the piecewise function holds here",)
        case Requirement.NONE:
            return (f"{name} has no value here",)
    assert_never(fault.requirement)


def _value(fault: Fault) -> Part:
    return fault.argument if fault.value is None else fault.value


def _advice(fault: Fault) -> Clause:
    if not variables_of(fault.argument):
        return ()
    u = fault.argument
    match fault.requirement:
        case Requirement.NOT_ZERO:
            return ("choose a point where ", u, " is not 0")
        case Requirement.POSITIVE:
            return ("choose a point where ", u, " > 0")
        case Requirement.NOT_NEGATIVE | Requirement.POSITIVE_BASE:
            if isinstance(fault.piece, Power):
                return (
                    "choose a point where ",
                    u,
                    " > 0; for a real root of a negative number write cbrt or root",
                )
            return ("choose a point where ", u, " >= 0")
        case _:
            return (f"choose a point where {_name(fault.piece)} is defined",)


# Holes.


def _explain_hole(
    fault: Fault,
    removable: Removable | None,
    approaches: tuple[Approach, ...],
    field: ScalarField,
    point: Point,
) -> tuple[Block, ...]:
    name = field.function
    blocks: list[Block] = [_refused((f"{name} has no value here: ", *_needs(fault), "."))]
    if removable is not None:
        blocks.append(
            _paragraph(
                f"The hole can be filled: close to the point {name} tends to ",
                removable.value,
                ", from every side. With that value there it would be continuous",
                *(
                    (" and differentiable, with gradient ", removable.gradient)
                    if removable.gradient is not None
                    else (", but no gradient was found for it even then",)
                ),
                ".",
            )
        )
        if isinstance(fault.piece, Quotient):
            blocks.append(
                _paragraph(
                    "A formula in which the quotient has been cancelled has a value here; the one "
                    "that was typed divides by 0."
                )
            )
        return tuple(blocks)
    known = [at for at in approaches if not isinstance(at.limit, Unknown)]
    if known:
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
    return tuple(blocks)


def _approach_table(approaches: Sequence[Approach], field: ScalarField, point: Point) -> Block:
    rows = tuple(
        (_sentence(_way(at, field, point)), _side(at.limit, "it is not defined"))
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
    return ("along ", along, f", {letter} -> 0 from above,")


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
                            _sentence(("by the limit that defines it, along ", direction)),
                            _side(rate, "not defined"),
                        ),
                        (
                            _sentence(("the partials dotted with ", direction)),
                            _sentence((dot,)),
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
                    " what they leave over, divided by the distance, ",
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
                " the partials do not describe it",
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
                f"The rule for {_name(rough.piece)} does not hold where its argument is ",
                rough.value,
            )


def _partials(partials: tuple[PartialAtPoint, ...], field: ScalarField) -> tuple[Block, ...]:
    """What exists along each axis."""
    rows = []
    for variable, partial in zip(field.variables, partials, strict=True):
        letter = (Formula(notation.variable(variable)),)
        match partial:
            case Exists(value):
                both = _sentence((value,))
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
    header = ("in", "slope from the left", "slope from the right", "partial")
    return (Table(tuple(_words(text) for text in header), tuple(rows)),)


def _side(side: Side, nowhere: str) -> Sentence:
    match side:
        case Finite(value):
            return _sentence((value,))
        case Infinite(positive):
            return _words("+∞" if positive else "−∞")
        case Nowhere():
            return _words(nowhere)
        case Unknown():
            return _words("not decided")
    assert_never(side)


# Setting a clause.


def _words(text: str) -> Sentence:
    return (Words(text),)


def _paragraph(*parts: Part) -> Paragraph:
    return Paragraph(_sentence(parts))


def _refused(clause: Clause) -> Remark:
    return Remark(Tone.REFUSED, _sentence(clause))


def _sentence(clause: Clause) -> Sentence:
    run: list[Words | Formula] = []
    for part in clause:
        match part:
            case str():
                words = part
                for plain, pretty in _PRETTY:
                    words = words.replace(plain, pretty)
                run.append(Words(words))
            case tuple():
                run.append(Formula(notation.vector([box(as_written(entry)) for entry in part])))
            case Comparison():
                run.append(Formula(notation.condition(part)))
            case Expr():
                run.append(Formula(box(as_written(part))))
            case _:
                run.append(Formula(box(part)))
    return tuple(run)


def _text(clause: Clause) -> str:
    run: list[str] = []
    for part in clause:
        match part:
            case str():
                run.append(part)
            case tuple():
                run.append(f"({', '.join(write(as_written(entry)) for entry in part)})")
            case Comparison():
                run.append(write_condition(part))
            case Expr():
                run.append(write(as_written(part)))
            case _:
                run.append(write(part))
    return "".join(run)
