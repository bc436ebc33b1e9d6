"""What an operation needs, in words: `ln needs x y > 0, here it is -6`."""

from __future__ import annotations

from typing import assert_never

from gradcli.calculus.domain.verdict import Fault, Requirement
from gradcli.field.expression import Call, Node, Power, Quotient, variables_of
from gradcli.field.functions import FUNCTIONS
from gradcli.narrative.point.clauses import Clause, Part


def name_of(piece: Node) -> str:
    """What a piece is called in a sentence: `ln`, `a quotient`, `a power`."""
    match piece:
        case Quotient():
            return "a quotient"
        case Power():
            return "a power"
        case Call(function):
            return FUNCTIONS[function].display
        case _:
            return "this piece"


def needs(fault: Fault) -> Clause:
    """`ln needs x y > 0, here it is -6`."""
    name = name_of(fault.piece)
    u: Part = fault.argument
    value: Part = fault.argument if fault.value is None else fault.value
    fixed = not variables_of(fault.argument)
    here: Clause = () if fault.value is None else (", here it is ", fault.value)
    if fixed and fault.value is not None:
        # sqrt(-2): the argument is its own value, and a condition on it would read oddly.
        u = "a number"
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
            return (f"{name} is defined from -1 to 1 only; its argument here is ", value)
        case Requirement.STRICTLY_WITHIN_ONE:
            return (
                f"{name} is defined between -1 and 1 only; its argument here is ",
                value,
            )
        case Requirement.AT_LEAST_ONE:
            return (f"{name} needs ", u, " >= 1", *here)
        case Requirement.OUTSIDE_ONE:
            return (
                f"{name} is not defined between -1 and 1; its argument here is ",
                value,
            )
        case Requirement.STRICTLY_OUTSIDE_ONE:
            return (f"{name} is not defined from -1 to 1; its argument here is ", value)
        case Requirement.ZERO_TO_ONE:
            return (
                f"{name} is defined above 0 and up to 1 only; its argument here is ",
                value,
            )
        case Requirement.COSINE_NOT_ZERO:
            return (
                f"{name} has a pole where the cosine is 0; its argument here is ",
                value,
            )
        case Requirement.SINE_NOT_ZERO:
            return (f"{name} has a pole where the sine is 0; its argument here is ", value)
        case Requirement.NOT_BOTH_ZERO:
            return ("atan2 needs arguments that are not both 0, here both are",)
        case Requirement.NOT_ONE:
            return ("the base of a logarithm must not be 1, here it is 1",)
        case Requirement.POSITIVE_EXPONENT:
            return (
                "0 to a power that is not a fixed whole number needs an exponent above 0; here "
                "the exponent is ",
                value,
            )
        case Requirement.POSITIVE_BASE:
            return (
                "a power whose exponent is not a fixed whole number needs a base that is not "
                "negative; here the base is ",
                value,
            )
        case Requirement.WHOLE:
            return (
                f"{name} needs a whole number that is not negative; here it is ",
                value,
            )
        case Requirement.SOME_CASE:
            return ("none of the conditions of the piecewise function holds here",)
        case Requirement.NONE:
            return (f"{name} has no value here",)
    assert_never(fault.requirement)


def _value(fault: Fault) -> Part:
    return fault.argument if fault.value is None else fault.value


def advice(fault: Fault) -> Clause:
    """What to do about it; empty where no point would help."""
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
            return (f"choose a point where {name_of(fault.piece)} is defined",)
