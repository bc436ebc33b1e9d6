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
from typing import Final

from gradcli.calculus.numbers.duals import (
    FLOATS,
    Dual,
    OutsideError,
    Walk,
    dual_roots,
    dual_values,
    rate_by_operand,
)
from gradcli.field.expression import (
    Call,
    Node,
    Piecewise,
    Product,
    Sum,
    Variable,
    operands,
    postorder,
    variables_of,
)

_STEPS: Final = frozenset({"floor", "ceil", "round", "sign", "step"})
_COMPARE: Final = frozenset({"max", "min", "abs"})


def rates(tree: Node, at: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """The value of the tree at a point, and its rate by each variable that occurs in it.

    Raises:
        OutsideError: there is no real value, or no rate (a pole, a corner, a jump).
        OverflowError: a number on the way is too large for a float.
    """
    try:
        return _swept(tree, at)
    except OutsideError:
        # Two that tie for a maximum may move alike, of which no one of them alone knows: each
        # variable in turn, forward, tells.
        return _one_by_one(tree, at)


def _one_by_one(tree: Node, at: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    walk = Walk.over(tree)
    names = sorted(variables_of(tree) & at.keys())
    if any(isinstance(node, Piecewise) for node in walk.order):
        # Two sides of a condition that are equal here, and as steep, may still part.
        raise OutsideError
    if not any(isinstance(node, Call) and node.function in _COMPARE for node in walk.order):
        raise OutsideError
    value, found = 0.0, {}
    for name in names:
        moving = {each: (x, float(each == name)) for each, x in at.items()}
        ((value, rate),) = dual_roots(walk, moving, FLOATS)
        found[name] = float(rate)
    return value, found


def _swept(tree: Node, at: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    order = list(postorder(tree))
    values = dual_values(order, {name: (value, 0.0) for name, value in at.items()}, FLOATS)
    if tree not in values:
        raise OutsideError
    moving: set[Node] = set()
    for node in order:
        moves = isinstance(node, Variable) or any(part in moving for part in operands(node))
        if moves and not _stays(node, moving, values):
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


def _stays(node: Node, moving: Set[Node], values: Mapping[Node, Dual]) -> bool:
    """Whether a node is a step function, and not on a step: then it is constant nearby."""
    if not (isinstance(node, Call) and node.function in _STEPS and node in values):
        return False
    try:
        rate_by_operand(node, operands(node), moving, values)
    except OutsideError:
        return False
    return True


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
