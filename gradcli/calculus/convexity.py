"""Convex functions that are seen to be convex from how they are written."""

from __future__ import annotations

from gradcli.calculus.constants import Sign, sign_of
from gradcli.field.canonical import Canonical
from gradcli.field.expression import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    operands,
    postorder,
    variables_of,
)


def is_convex(tree: Node) -> bool:
    """Whether `tree` is built by rules that keep convexity (Boyd and Vandenberghe, 3.2).

    Sums and maxima of convex functions are convex, so are positive multiples; |u|, u^2k and exp
    of an affine u are. False says only that it was not seen.
    """
    affine: set[Node] = set()
    convex: set[Node] = set()
    for node in postorder(tree):
        if _is_affine(node, affine):
            affine.add(node)
            convex.add(node)
        elif _is_convex(node, affine, convex):
            convex.add(node)
    return tree in convex


def _is_affine(node: Node, affine: set[Node]) -> bool:
    match node:
        case Number() | Constant() | Variable():
            return True
        case Negative() | Sum():
            return all(part in affine for part in operands(node))
        case Product(factors):
            varying = [factor for factor in factors if variables_of(factor)]
            return len(varying) <= 1 and all(factor in affine for factor in varying)
        case Quotient(numerator, denominator):
            return numerator in affine and not variables_of(denominator)
        case _:
            return not variables_of(node)


def _is_convex(node: Node, affine: set[Node], convex: set[Node]) -> bool:
    match node:
        case Sum(terms):
            return all(term in convex for term in terms)
        case Product(factors):
            varying = [factor for factor in factors if variables_of(factor)]
            return (
                len(varying) == 1
                and varying[0] in convex
                and all(_is_positive(factor) for factor in factors if factor is not varying[0])
            )
        case Quotient(numerator, denominator):
            return (
                numerator in convex and not variables_of(denominator) and _is_positive(denominator)
            )
        case Power(base, Number(exponent)):
            return base in affine and exponent.denominator == 1 and exponent.numerator % 2 == 0
        case Call("abs" | "exp", (argument,)):
            return argument in affine
        case Call("max", arguments):
            return all(argument in convex for argument in arguments)
        case _:
            return False


def _is_positive(constant: Node) -> bool:
    return sign_of(Canonical()(constant)) is Sign.POSITIVE
