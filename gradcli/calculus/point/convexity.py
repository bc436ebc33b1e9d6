"""Convex functions that are seen to be convex from how they are written."""

from __future__ import annotations

from enum import IntEnum

from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.field import expression as ex
from gradcli.field.functions import FUNCTIONS
from gradcli.field.to_sympy import ToSympy


class _Shape(IntEnum):
    """What is known of a piece, in rising order of strength."""

    OTHER = 0
    CONVEX = 1
    AFFINE = 2
    FIXED = 3


def is_convex(tree: ex.Node) -> bool:
    """Whether `tree` is built by rules that keep convexity (Boyd and Vandenberghe, 3.2).

    Sums and maxima of convex functions are convex, so are positive multiples; u^2k of an affine u
    is, and so is a function whose record says so, |u| or exp u. False says only that it was not
    seen.
    """
    shapes: dict[ex.Node, _Shape] = {}
    for node in ex.postorder(tree):
        shapes[node] = _shape(node, [shapes[part] for part in ex.operands(node)])
    return shapes[tree] >= _Shape.CONVEX


def _shape(node: ex.Node, parts: list[_Shape]) -> _Shape:
    weakest = min(parts, default=_Shape.FIXED)
    if weakest is _Shape.FIXED and not isinstance(node, ex.Variable):
        return _Shape.FIXED
    match node:
        case ex.Variable():
            return _Shape.AFFINE
        case ex.Negative():
            return _Shape.AFFINE if weakest is _Shape.AFFINE else _Shape.OTHER
        case ex.Sum():
            return weakest
        case ex.Product(factors):
            return _multiple(list(zip(factors, parts, strict=True)))
        case ex.Quotient(_, denominator) if parts[1] is _Shape.FIXED:
            positive = parts[0] is _Shape.AFFINE or _is_positive(denominator)
            return parts[0] if positive else _Shape.OTHER
        case ex.Power(_, ex.Number(exponent)) if parts[0] is _Shape.AFFINE:
            even = exponent.denominator == 1 and exponent.numerator % 2 == 0
            return _Shape.CONVEX if even else _Shape.OTHER
        case ex.Call("max"):
            return min(weakest, _Shape.CONVEX)
        case ex.Call(function) if weakest is _Shape.AFFINE and FUNCTIONS[function].convex:
            return _Shape.CONVEX
        case _:
            return _Shape.OTHER


def _multiple(factors: list[tuple[ex.Node, _Shape]]) -> _Shape:
    """The shape of a product: of one factor that varies, times constants."""
    varying = [shape for _, shape in factors if shape is not _Shape.FIXED]
    if len(varying) > 1 or varying[0] is _Shape.AFFINE:
        return varying[0] if len(varying) == 1 else _Shape.OTHER
    fixed = [factor for factor, shape in factors if shape is _Shape.FIXED]
    return varying[0] if all(map(_is_positive, fixed)) else _Shape.OTHER


def _is_positive(constant: ex.Node) -> bool:
    return sign_of(ToSympy()(constant)) is Sign.POSITIVE
