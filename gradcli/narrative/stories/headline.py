"""The answer in one formula, for a place that has room for no more: a notebook's cell.

Each story has a headline of its own; here is what they share.
"""

from __future__ import annotations

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative.box import Box
from gradcli.narrative.notation import gradient_symbol, typeset
from gradcli.narrative.phrases import equals
from gradcli.narrative.stories.common import function_value, written_point


def the_function(field: ScalarField) -> Box:
    """f(x, y) = x²y, where the mathematics says no to what was asked."""
    return equals(function_value(field), typeset(field.tree))


def gradient_name(field: ScalarField, at: AtPoint | None) -> Box:
    """∇f, or ∇f(2, 3) at a point."""
    return gradient_symbol(field.function, None if at is None else written_point(at.point))
