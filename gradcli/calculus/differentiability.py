"""What is true of a function at a point: the verdict, before any value is printed.

By rules first: where every piece of the tree as written is smooth at its argument's value, the
function is smooth. Only where that fails does the definition have to decide.
"""

from __future__ import annotations

from gradcli.calculus.domain import FaultError, UnsureError, locate
from gradcli.calculus.verdict import (
    OutsideDomain,
    Smooth,
    Undecided,
    Undefined,
    Verdict,
)
from gradcli.field.scalar_field import Point, ScalarField

__all__ = ["OutsideDomain", "Smooth", "Undecided", "Undefined", "Verdict", "examine"]


def examine(field: ScalarField, point: Point) -> Verdict:
    """The verdict on `field` at `point` (one coordinate a variable of the field)."""
    values = dict(zip(field.variables, point.coordinates, strict=True))
    try:
        location = locate(field.tree, values)
    except FaultError as error:
        if error.fault.edge:
            return Undefined(error.fault, None)
        return OutsideDomain(error.fault)
    except UnsureError as error:
        return Undecided("whether the function is defined there", error.why)
    if not location.rough:
        return Smooth(location.value)
    return Undecided("whether the function is differentiable there", "no rule settles it")
