"""The gradient of a tree in floats: its program, and what the program leaves open."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

from gradcli.calculus.numbers.duals import FLOATS, OutsideError, Walk, dual_roots
from gradcli.calculus.numbers.numeric import FLOATS as NUMBERS
from gradcli.calculus.numbers.numeric import evaluate
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.points import Alone, NoGradient, Rate, at_point
from gradcli.calculus.program.rows import Rates, at_rows
from gradcli.calculus.program.second_look import in_large_numbers, over_the_ways
from gradcli.field.expression import Call, Node, Piecewise, postorder
from gradcli.frozen import dataclass

_COMPARE: Final = frozenset({"max", "min", "abs"})


@dataclass(frozen=True, slots=True, eq=False)
class Numeric:
    """The gradient as a function of floats, at one point and at many."""

    alone: Alone
    together: Callable[[Any], Rates]


def numeric(tree: Node, variables: Sequence[str]) -> Numeric:
    """The gradient of the tree, its inputs in the order of `variables`."""
    program = program_of(tree, variables)
    run = at_point(program)
    # Two sides of a condition that are equal here, and as steep, may still part.
    may_tie = not any(isinstance(node, Piecewise) for node in postorder(tree)) and any(
        isinstance(node, Call) and node.function in _COMPARE for node in postorder(tree)
    )

    def alone(point: Sequence[float]) -> Rate | NoGradient:
        found = run(point)
        if found is NoGradient.TOO_LARGE:
            found = in_large_numbers(program)(point)
        if found is NoGradient.NO_SLOPE:
            forward = _forward(tree, variables, point) if may_tie else None
            found = forward or over_the_ways(program)(point)
        if found in (NoGradient.NO_SLOPE, NoGradient.NO_VALUE):
            return (
                NoGradient.NO_SLOPE if _has_value(tree, variables, point) else NoGradient.NO_VALUE
            )
        return found

    return Numeric(alone, at_rows(program, alone))


def _has_value(tree: Node, variables: Sequence[str], point: Sequence[float]) -> bool:
    """Whether f has a value at the point; the root of 0 is one, and has no slope."""
    try:
        value = evaluate(tree, dict(zip(variables, point, strict=True)), NUMBERS)
    except (ArithmeticError, ValueError):
        return False
    return math.isfinite(value)


def _forward(tree: Node, variables: Sequence[str], point: Sequence[float]) -> Rate | None:
    """Each variable in turn, forward: of two that tie for a maximum this sees whether they part."""
    at = dict(zip(variables, point, strict=True))
    value, slopes, walk = 0.0, [], Walk.over(tree)
    try:
        for name in variables:
            moving = {each: (x, float(each == name)) for each, x in at.items()}
            ((value, slope),) = dual_roots(walk, moving, FLOATS)
            slopes.append(float(slope))
    except (OutsideError, ArithmeticError, ValueError):
        return None
    return Rate(float(value), tuple(slopes))
