"""What an operation needs, in words: `ln needs x y > 0, here it is -6`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from gradcli.calculus.domain.faults import faults_at
from gradcli.calculus.domain.verdict import Fault
from gradcli.errors import first_few, how_many_more
from gradcli.field.expression import Call, Node, Piecewise, Power, Quotient, variables_of
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.point.clauses import NO_CLAUSE, Clause, Part, as_text, clause


def name_of(piece: Node) -> str:
    """The name of the function in a piece: `ln`."""
    return FUNCTIONS[piece.function].display if isinstance(piece, Call) else ""


def needs(fault: Fault, *, here: bool = True) -> Clause:
    """`ln needs x y > 0, here it is -6`; not `here`, what it needs alone: `ln needs x y > 0`."""
    u = fault.argument
    # Where no condition of a piecewise function holds there is no value to be told.
    value: Part = u if fault.value is None else fault.value
    named: dict[str, Part] = {"function": name_of(fault.piece), "argument": u, "value": value}
    # sqrt(-2): the argument is its own value, and a condition on it would read oddly.
    fixed = not variables_of(u) and fault.value is not None
    needed, found = _needed(fault, fixed=fixed)
    return clause(needed + found if here else needed, **named)


def _needed(fault: Fault, *, fixed: bool) -> tuple[str, str]:
    """What is needed, and what there is here."""
    it_is, its_argument = ", here it is {value}", "; its argument here is {value}"
    u = "a number" if fixed else "{argument}"
    match fault.requirement:
        case Requirement.NOT_ZERO:
            return _not_zero(fault.piece, fixed=fixed)
        case Requirement.POSITIVE:
            return f"{{function}} needs {u} > 0", it_is
        case Requirement.NOT_NEGATIVE:
            return f"{{function}} needs {u} >= 0", it_is
        case Requirement.AT_LEAST_ONE:
            return f"{{function}} needs {u} >= 1", it_is
        case Requirement.WITHIN_ONE:
            return "{function} is defined from -1 to 1 only", its_argument
        case Requirement.STRICTLY_WITHIN_ONE:
            return "{function} is defined between -1 and 1 only", its_argument
        case Requirement.OUTSIDE_ONE:
            return "{function} is not defined between -1 and 1", its_argument
        case Requirement.STRICTLY_OUTSIDE_ONE:
            return "{function} is not defined from -1 to 1", its_argument
        case Requirement.ZERO_TO_ONE:
            return "{function} is defined above 0 and up to 1 only", its_argument
        case Requirement.COSINE_NOT_ZERO:
            return "{function} has a pole where the cosine is 0", its_argument
        case Requirement.SINE_NOT_ZERO:
            return "{function} has a pole where the sine is 0", its_argument
        case Requirement.NOT_BOTH_ZERO:
            return "atan2 needs arguments that are not both 0", ", here both are"
        case Requirement.NOT_ONE:
            return "the base of a logarithm must not be 1", ", here it is 1"
        case Requirement.POSITIVE_EXPONENT:
            return (
                "0 to a power that is not a fixed whole number needs an exponent above 0",
                "; here the exponent is {value}",
            )
        case Requirement.POSITIVE_BASE:
            return (
                "a power whose exponent is not a fixed whole number needs a base that is not "
                "negative",
                "; here the base is {value}",
            )
        case Requirement.WHOLE:
            return "{function} needs a whole number that is not negative", "; here it is {value}"
        case Requirement.SOME_CASE:
            return "none of the conditions of the piecewise function holds", " here"
        case Requirement.NONE if isinstance(fault.piece, Call):
            return "{function} has no value", " here"
        case Requirement.NONE:
            return "this piece has no value", " here"
    assert_never(fault.requirement)


def _not_zero(piece: Node, *, fixed: bool) -> tuple[str, str]:
    it_is = ", here it is {value}"
    u = "a number" if fixed else "{argument}"
    match piece:
        case Quotient() if fixed:
            return "the denominator is 0", ""
        case Quotient():
            return "the denominator {argument} is 0", " here"
        case Power():
            return f"a power with a negative exponent needs {u} != 0", it_is
        case _:
            return f"{{function}} needs {u} != 0", it_is


def faults_beside(fault: Fault, field: ScalarField, point: Point) -> tuple[Fault, ...]:
    """What fails at the point beside the first fault, that of the verdict; each thing once."""
    found = faults_at(field.tree, point.values(field))
    if fault not in found:
        return ()  # the verdict is on a part of the question, as on a partial of f
    said = {as_text(needs(each)): each for each in reversed(found)}
    said.pop(as_text(needs(fault)))
    return tuple(reversed(said.values()))


def all_needs(fault: Fault, others: Sequence[Fault]) -> Clause:
    """Behind the name of a place: `where sqrt needs x >= 0 and ln needs y > 0`."""
    told = [needs(each, here=False) for each in (fault, *others)]
    return clause(_in_a_row(len(told)), **_numbered(told))


def besides(others: Sequence[Fault]) -> Clause:
    """The sentences behind the one on the first fault, each for one more; of very many a few."""
    few, left = first_few(others)
    told = [needs(each) for each in few]
    sentences = [" Besides, {part_0}.", *(f" And {{part_{n}}}." for n in range(1, len(told)))]
    if left:
        sentences.append(f" And {how_many_more(left)}.")
    return clause("".join(sentences), **_numbered(told)) if told else NO_CLAUSE


def _numbered(parts: Sequence[Clause]) -> dict[str, Clause]:
    return {f"part_{place}": part for place, part in enumerate(parts)}


def _in_a_row(count: int) -> str:
    """Places for so many clauses: `{part_0}, {part_1} and {part_2}`."""
    *first, last = (f"{{part_{place}}}" for place in range(count))
    return f"{', '.join(first)} and {last}" if first else last


def advice(fault: Fault, others: Sequence[Fault] = ()) -> Clause:
    """What to do about it, and about the others; empty where no point would help."""
    faults = (fault, *others)
    if any(not variables_of(each.argument) for each in faults):
        return NO_CLAUSE
    wanted = {as_text(place := _wanted(each)): place for each in faults}
    told, left = first_few(list(wanted.values()))
    others_too = ", and likewise for the other conditions" if left else ""
    roots = "; for a real root of a negative number write cbrt or root"
    has_root = any(
        isinstance(each.piece, Power)
        and each.requirement in (Requirement.NOT_NEGATIVE, Requirement.POSITIVE_BASE)
        for each in faults
    )
    template = f"choose a point where {_in_a_row(len(told))}{others_too}{roots if has_root else ''}"
    return clause(template, **_numbered(told))


def _wanted(fault: Fault) -> Clause:
    """Which points would do: behind `where`."""
    u, piece = fault.argument, fault.piece
    match fault.requirement:
        case Requirement.NOT_ZERO:
            return clause("{argument} is not 0", argument=u)
        case Requirement.POSITIVE:
            return clause("{argument} > 0", argument=u)
        case Requirement.NOT_NEGATIVE | Requirement.POSITIVE_BASE:
            return clause(f"{{argument}} {'>' if isinstance(piece, Power) else '>='} 0", argument=u)
        case _:
            pass
    match piece:
        case Power():
            return clause("a power is defined")
        case Piecewise():
            return clause("this piece is defined")
        case _:
            return clause("{function} is defined", function=name_of(piece))
