"""One step of gradient descent as an exercise: where it leads, in a line and worked."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr

from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.field.expression import Node
from gradcli.field.to_sympy import ToSympy
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Binding, Box, Glyph, Role, Row
from gradcli.narrative.document import Block, Document, Equations, Heading, Line
from gradcli.narrative.phrases import formula, sentence
from gradcli.narrative.stories.common import written_point


def arrival(answer: GradientAnswer, rate: Node) -> tuple[Expr, ...]:
    """The point that the step leads to: P − r ∇f(P)."""
    assert answer.at is not None
    canonical = ToSympy()
    start = [canonical(each) for each in answer.at.point.named(answer.field).values()]
    pace = canonical(rate)
    return tuple(place - pace * slope for place, slope in zip(start, answer.values(), strict=True))


def step_lines(answer: GradientAnswer, rate: Node) -> tuple[Line, ...]:
    """(x, y) = (2, 3) − 1/10 · (12, 4) = (4/5, 13/5)."""
    assert answer.at is not None
    field = answer.field
    here = written_point(answer.at.point)
    slopes = nt.vector([formula(each) for each in answer.values()])
    symbolic = nt.gradient_symbol(field.function, here)
    left = nt.point_of([nt.variable(name) for name in field.variables])
    there = nt.point_of([formula(each) for each in arrival(answer, rate)])
    return (
        Line(left, "=", _less(here, rate, symbolic)),
        Line(None, "=", _less(here, rate, slopes)),
        Line(None, "=", there),
    )


def _less(here: Sequence[Box], rate: Node, what: Box) -> Box:
    step = nt.product_of([nt.typeset(rate), what], dotted=True)
    return Row((nt.point_of(here), Glyph("−", Role.OPERATOR), step), Binding.SUM)


def worked_step(answer: GradientAnswer, rate: Node, gradient: Document) -> Document:
    """The gradient worked, and the step."""
    blocks: list[Block] = [
        *gradient.blocks,
        Heading(sentence("The step"), 2),
        Equations(step_lines(answer, rate), result=True),
    ]
    return Document(tuple(blocks))
