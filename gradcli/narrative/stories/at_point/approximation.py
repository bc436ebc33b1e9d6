"""How far a function is from a polynomial that approximates it: one step in a sentence, a table."""

from __future__ import annotations

from typing import Final

from sympy import Expr

from gradcli.calculus.numbers.constants import decimal
from gradcli.calculus.point.approximation import Approximation, misses
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.document import Block, Heading, Paragraph, Sentence, Strong, Table
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import sentence
from gradcli.narrative.stories import common

_DIGITS: Final = 8
_LISTED: Final = 2  # coordinates in the head of a column


def one_step(near: Approximation, letter: Box) -> tuple[Block, ...]:
    """At (2.01, 3.01), L is 12.16 and f is 12.160701: they differ by 0.0007."""
    rows = misses(near)
    if not rows:
        return ()
    row, function = rows[1], nt.variable(near.field.function)
    where = [common.approximately(coordinate, _DIGITS) for coordinate in row.beside]
    height = sentence(
        "At ",
        nt.vector(where)
        if len(where) > 1
        else nt.relation(common.names(near.field)[0], "=", where[0]),
        ", ",
        letter,
        " is ",
        common.approximately(row.approximation, _DIGITS),
    )
    if row.value is None or row.error is None:
        return (Paragraph((*height, *sentence(", where ", function, " has no value."))),)
    if row.error == 0:
        return (Paragraph((*height, *sentence(", and so is ", function, "."))),)
    error = common.size_approximately(row.error, 2)
    if _in_short(row.value) == _in_short(row.approximation):
        return (Paragraph((*height, *sentence(", and so is ", function, " but for ", error, "."))),)
    value = common.approximately(row.value, _DIGITS)
    told = sentence(" and ", function, " is ", value, ": they differ by ", error, ".")
    return (Paragraph((*height, *told)),)


def _in_short(value: Expr) -> str | None:
    """The digits that are shown, without the zeros at the end: 1000000.0 is 1000000."""
    text = decimal(value, _DIGITS)
    return text.rstrip("0").rstrip(".") if text is not None and "." in text else text


def how_good(near: Approximation, letter: Box) -> tuple[Block, ...]:
    """f less its approximation after shrinking steps, and that divided by the distance."""
    field = near.field
    if field.held:
        return (common.needs_numbers(field.held, "How good it is nearby is seen in numbers"),)
    rows = misses(near)
    if not rows:
        return ()
    h = nt.variable(Letters.beside(field).pick("hkst"))
    function = nt.variable(field.function)
    distance = nt.variable(Letters.beside(field).without("h", "k", "s", "t").pick("drq"))
    below = distance if near.order == 1 else nt.power_of(distance, nt.number(near.order))
    gap = nt.sum_of([function, nt.negative(letter)])
    header = (
        sentence(h),
        sentence(_moved(near, h)),
        sentence(letter),
        sentence(gap),
        sentence("/ distance") if near.order == 1 else sentence("/ ", below),
    )
    told = []
    for row in rows:
        if row.value is None or row.error is None or row.share is None:
            cells = [sentence("outside the domain")] * 3
            cells.insert(1, sentence(common.approximately(row.approximation, _DIGITS)))
        else:
            cells = [
                sentence(common.approximately(row.value, _DIGITS)),
                sentence(common.approximately(row.approximation, _DIGITS)),
                sentence(common.approximately(row.error, 3)),
                sentence(common.approximately(row.share, 3)),
            ]
        told.append((sentence(common.approximately(row.step)), *cells))
    step = "in the variable" if len(field.variables) == 1 else "in every variable at once"
    caption = (*sentence("A step of ", h, f" {step}: "), *_verdict(near, letter, distance, below))
    heading = sentence("How good the approximation is")
    return (Heading(heading, 2), Table(header, tuple(told), caption))


def _verdict(near: Approximation, letter: Box, distance: Box, below: Box) -> Sentence:
    if near.is_exact:
        return sentence(nt.variable(near.field.function), " is its own approximation.")
    if near.order == 1:
        return sentence(
            "what ",
            letter,
            " misses shrinks faster than the distance from the point. ",
            Strong("Differentiable"),
            " means that this is so for all small steps, not only for these.",
        )
    return sentence(
        "what ",
        letter,
        " misses shrinks faster than ",
        below,
        ", where ",
        distance,
        " is the distance from the point.",
    )


def _moved(near: Approximation, h: Box) -> Box:
    """f(2 + h, 3 + h); in many variables that is too long for the head of a column."""
    coordinates = zip(common.written_point(near.point), near.point.coordinates, strict=True)
    moved = [h if each == 0 else nt.sum_of([written, h]) for written, each in coordinates]
    name = near.field.function
    return nt.value_of(name, moved) if len(moved) <= _LISTED else nt.variable(name)
