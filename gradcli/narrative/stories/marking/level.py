"""A direction along a level set: at a right angle to the gradient."""

from __future__ import annotations

from typing import Final

from gradcli.calculus.answers.check import CheckAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.equality.sample_points import value_at
from gradcli.field.from_sympy import from_sympy
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Binding, Box, Row
from gradcli.narrative.document import Block, Equations, Line, Paragraph
from gradcli.narrative.phrases import sentence
from gradcli.narrative.stories.common import written_point

VECTOR: Final = nt.variable("v")
_PLANE: Final = 2


def with_the_gradient(answer: CheckAnswer) -> Box:
    """∇f(2, 3) · v."""
    assert answer.task.point is not None
    at = written_point(answer.task.point)
    return nt.dot(nt.gradient_symbol(answer.field.function, at), VECTOR)


def dot_product(answer: CheckAnswer) -> tuple[Block, ...]:
    """The dot product of what was given, where it is not 0."""
    solved = answer.solved
    wrong = [each for each in answer.components if each.found.equal is False]
    if not wrong or wrong[0].of != ("level",):
        return ()
    assert isinstance(solved, SteepestAnswer)
    assert solved.at.slopes is not None
    if wrong[0].found.differs is None:
        return (Paragraph(sentence("The vector 0 has no direction.")),)
    pairs = zip(solved.at.slopes, answer.given.nodes, strict=True)
    terms = [
        nt.product_of(
            [nt.as_factor(nt.typeset(from_sympy(slope))), nt.as_factor(nt.typeset(node))],
            dotted=True,
        )
        for slope, node in pairs
    ]
    value = nt.typeset(from_sympy(value_at(wrong[0].given, {})))
    return (
        Equations((Line(with_the_gradient(answer), "=", nt.sum_of(terms)), Line(None, "=", value))),
    )


def along_the_level(answer: CheckAnswer) -> tuple[Line, ...]:
    """In the plane the unit vectors along the level curve."""
    solved = answer.solved
    assert isinstance(solved, SteepestAnswer)
    best = solved.steepest
    if best is None or best.level is None or len(best.level) != _PLANE:
        return ()
    unit = nt.vector([nt.typeset(from_sympy(each)) for each in best.level])
    return (Line(VECTOR, "=", Row((nt.PLUS_OR_MINUS, unit), Binding.SUM)),)
