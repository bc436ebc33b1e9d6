"""All rates of a function at a point in one backward walk through its graph.

Reverse accumulation (Griewank and Walther, Evaluating Derivatives, ch. 3): the forward walk gives
each node its value; the backward walk gives each the rate of f with respect to it, the sum over
the nodes that use it. The cost is that of a few evaluations of f, however many variables there
are. Shape: a tree and n floats in, the value and n floats out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import accumulate
from operator import mul

from gradcli.calculus.numbers.duals import FLOATS, Dual, OutsideError, dual_values, rate_by_operand
from gradcli.field.expression import Node, Product, Sum, Variable, operands, postorder


def rates(tree: Node, at: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """The value of the tree at a point, and its rate by each variable that occurs in it.

    Raises:
        OutsideError: there is no real value, or no rate (a pole, a corner, a jump).
        OverflowError: a number on the way is too large for a float.
    """
    order = list(postorder(tree))
    values = dual_values(order, {name: (value, 0.0) for name, value in at.items()}, FLOATS)
    if tree not in values:
        raise OutsideError
    moving: set[Node] = set()
    for node in order:
        if isinstance(node, Variable) or any(part in moving for part in operands(node)):
            moving.add(node)
    adjoint: dict[Node, float] = {tree: 1.0}
    found: dict[str, float] = {}
    for node in reversed(order):
        rate = adjoint.pop(node, 0.0)
        if isinstance(node, Variable):
            found[node.name] = rate
        elif rate != 0:
            parts = operands(node)
            slopes = _slopes(node, parts, values, moving)
            for part, slope in zip(parts, slopes, strict=True):
                adjoint[part] = adjoint.get(part, 0.0) + rate * slope
    return values[tree][0], found


def _slopes(
    node: Node, parts: Sequence[Node], values: Mapping[Node, Dual], moving: Set[Node]
) -> Sequence[float]:
    """The rate of a node by each of its operands, one slope an operand."""
    match node:
        case Sum():
            return [1.0] * len(parts)
        case Product():
            # The product of the others, by what is before and what is behind.
            factors = [values[part][0] for part in parts]
            before = accumulate(factors[:-1], mul, initial=1.0)
            behind = list(accumulate(reversed(factors[1:]), mul, initial=1.0))
            return [first * last for first, last in zip(before, reversed(behind), strict=True)]
        case _:
            # Not by a constant exponent: (-2)^3 has no rate by the 3.
            return rate_by_operand(node, parts, moving, values)
