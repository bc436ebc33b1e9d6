"""The answer in one formula, for a place that has room for no more: a notebook's cell."""

from __future__ import annotations

from typing import assert_never

from gradcli.calculus.answers import (
    Answer,
    DirectionalAnswer,
    GradientAnswer,
    PartialAnswer,
    SteepestAnswer,
    values_of,
)
from gradcli.field.scalar_field import Point
from gradcli.narrative.box import Application, Binding, Box, Glyph, Role, Row, Subscript
from gradcli.narrative.notation import (
    dot,
    fraction_of,
    function_name,
    gradient_symbol,
    listed,
    norm,
    typeset,
    vector,
)
from gradcli.narrative.phrases import equals, formula
from gradcli.narrative.stories.common import derivative_name, function_value, written_point


def headline(answer: Answer) -> Box:
    """∂f/∂x = 2xy, ∇f(2, 3) = (12, 4), ∇f(2, 3) · (3, 5) = 56, or the steepest direction.

    Where the mathematics says no, the function itself.
    """
    field = answer.field
    values = [formula(value) for value in values_of(answer)]
    if not values:
        return equals(function_value(field), typeset(field.tree))
    match answer:
        case PartialAnswer(stages=stages):
            name = derivative_name(field, [stage.variable for stage in stages])
            return equals(name, values[0])
        case GradientAnswer(at=at):
            return equals(
                _gradient(field.function, None if at is None else at.point), vector(values)
            )
        case DirectionalAnswer(at=at, direction=direction):
            components = [typeset(node) for node in direction.written]
            if answer.by_limit is not None and at is not None:
                # Not differentiable there, so the rate is no dot product but D_w f(P).
                operator = Subscript(Glyph("D", Role.OPERATOR), listed(components))
                head = Row((operator, function_name(field.function)), Binding.ATOM)
                at_point = Application(head, listed(written_point(at.point)), fenced=True)
                return equals(at_point, values[0])
            symbol = _gradient(field.function, None if at is None else at.point)
            return equals(dot(symbol, vector(components)), values[0])
        case SteepestAnswer(at=at):
            symbol = _gradient(field.function, at.point)
            return equals(fraction_of(symbol, norm(symbol)), vector(values))
    assert_never(answer)


def _gradient(function: str, point: Point | None) -> Box:
    return gradient_symbol(function, None if point is None else written_point(point))
