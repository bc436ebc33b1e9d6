"""The verdict on each case of the table, found once for all the tests that ask something of it."""

from __future__ import annotations

import functools

from gradcli.calculus.domain.verdict import Verdict
from gradcli.calculus.point.differentiability import examine
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.language.reading import read_expression
from tests.fields import field


def point(text: str) -> Point:
    """The point that a text means."""
    return Point.of_trees(
        tuple(read_expression(entry, variables=()).tree for entry in text.split(","))
    )


@functools.cache
def examined(text: str, at: str) -> tuple[ScalarField, Point, Verdict]:
    """A function, a point and what is true there; none of these ever changes."""
    whole, where = field(text), point(at)
    return whole, where, examine(whole, where)
