"""What a function tends to on the way to a point, in words."""

from __future__ import annotations

from typing import assert_never

from sympy import Symbol

from gradcli.calculus.domain.verdict import Approach, Finite, Infinite, Nowhere, Side, Unknown
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.document import Paragraph, Remark, Sentence, Tone, Words
from gradcli.narrative.letters import Letters
from gradcli.narrative.point.clauses import Clause, Part, as_sentence


def way(approach: Approach, field: ScalarField, point: Point) -> Clause:
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


def tends(side: Side) -> str:
    """`tends to`, `grows without bound`, ..."""
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


def number(side: Side) -> Clause:
    """The number that is tended to, where there is one."""
    return (side.value,) if isinstance(side, Finite) else ()


def side_cell(side: Side, nowhere: str) -> Sentence:
    """A limit as the cell of a table."""
    match side:
        case Finite(value):
            return as_sentence((value,))
        case Infinite(positive):
            return words("+∞" if positive else "−∞")
        case Nowhere():
            return words(nowhere)
        case Unknown():
            return words("not decided")
    assert_never(side)


def words(text: str) -> Sentence:
    """A sentence without formulas."""
    return (Words(text),)


def paragraph(*parts: Part) -> Paragraph:
    """A paragraph of one clause."""
    return Paragraph(as_sentence(parts))


def refused(clause: Clause) -> Remark:
    """What the mathematics says no to."""
    return Remark(Tone.REFUSED, as_sentence(clause))
