"""The range of an operation, from those of its operands."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Final, assert_never

from gradcli.calculus.domain.ranges import EVERYTHING, Range, algebra_of, exactly
from gradcli.field import expression as ex

_RANGES: Final = algebra_of()
_E: Final = Range(Fraction(2718, 1000), Fraction(2719, 1000))


def range_from(node: ex.Node, parts: Sequence[Range]) -> Range:
    """Between which numbers the node lies where its operands lie between these.

    Of a variable and of a function given by cases nothing is known.
    """
    match node:
        case ex.Variable() | ex.Piecewise():
            return EVERYTHING
        case ex.Number(value):
            return exactly(value)
        case ex.Constant(name):
            return _E if name == "e" else _RANGES.pi
        case ex.Negative():
            return _RANGES.negative(parts[0])
        case ex.Sum():
            return reduce(_RANGES.add, parts)
        case ex.Product():
            return reduce(_RANGES.multiply, parts)
        case ex.Quotient():
            return _RANGES.divide(parts[0], parts[1])
        case ex.Power():
            return _RANGES.power(parts[0], parts[1])
        case ex.Call(function):
            return _RANGES.call(function, *parts)
    assert_never(node)


def range_of_tree(tree: ex.Node) -> Range:
    """Between which numbers a formula lies wherever it has a value."""
    ranges: dict[ex.Node, Range] = {}
    for node in ex.postorder(tree):
        ranges[node] = range_from(node, [ranges[part] for part in ex.operands(node)])
    return ranges[tree]
