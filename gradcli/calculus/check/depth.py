"""How small a rate a formula can hide at a point: x/10^50 + x^2 has the slope 10^-50 at 0.

A number that is looked for by ever smaller steps is seen only where these are smaller than it. The
numbers of a formula are multiplied with one another, so the orders of ten of what stands in one
product are added up, those under a power as often as it says.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from gradcli.calculus.numbers.constants import SATURATING
from gradcli.calculus.numbers.duals import dual_values, multiprecision
from gradcli.calculus.numbers.numeric import context_of
from gradcli.field.expression import (
    Call,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    operands,
    postorder,
)

_DIGITS: Final = 60
_DEEPEST: Final = 10**4


def depth_of(tree: Node, at: Mapping[str, Any]) -> float:
    """So many orders of ten, up or down, are multiplied in the formula where its letters are `at`.

    Infinite where they are more than can be looked at.
    """
    order = list(postorder(tree))
    letters = {name: (value, 0) for name, value in at.items()}
    try:
        values = dual_values(order, letters, multiprecision(_DIGITS))
    except OverflowError:
        return float("inf")
    depths: dict[Node, float] = {}
    for node in order:
        inner = [depths[part] for part in operands(node)]
        depth = sum(inner) if isinstance(node, Product | Quotient) else max(inner, default=0)
        if isinstance(node, Power) and isinstance(node.exponent, Number):
            depth = depths[node.base] * max(1, abs(float(node.exponent.value)))
        if (found := values.get(node)) is not None:
            depth = max(depth, orders_of(found[0]))
            if isinstance(node, Call) and node.function in SATURATING:
                # tanh(1000 + x) has the slope 10^-868: what is left of 1 is as small.
                depth = max(depth, _orders_left(node.function, values[node.arguments[0]][0]))
        depths[node] = depth
    return depths[tree] if depths[tree] <= _DEEPEST else float("inf")


def orders_of(number: Any) -> float:
    """How many orders of ten a number is from 1, one way or the other."""
    return abs(float(context_of(_DIGITS).log10(abs(number)))) if number else 0.0


def _orders_left(function: str, u: Any) -> float:
    """By how many orders of ten a function differs from its bound at most: about e^(-2u), or so."""
    return float(u * u if function == "erf" else 2 * abs(u)) * math.log10(math.e)
