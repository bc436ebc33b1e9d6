"""Formulas in which one sign, digit or exponent was written otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Final

from gradcli.field.expression import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    postorder,
)
from gradcli.field.substitution import with_parts

_MOST: Final = 120
_MOST_REGROUPED: Final = 12
_SISTERS: Final = {"sin": "cos", "cos": "sin"}


def slips_of(root: Node) -> Iterator[Node]:
    """The formula with one such slip, wherever one can be made."""
    order = list(postorder(root))
    made = 0
    for node in order:
        for other in _slips(node):
            yield _with(root, node, other)
            made += 1
            if made >= _MOST:
                return


def miscopied(root: Node) -> Iterator[Node]:
    """The formula copied wrong: with a slip, or with sine and cosine exchanged."""
    yield from slips_of(root)
    for node in postorder(root):
        match node:
            case Call(function, arguments) if function in _SISTERS:
                yield _with(root, node, Call(_SISTERS[function], arguments))


def regrouped(root: Node) -> Iterator[Node]:
    """The formula read with an exponent in another place: sin(x)^2 for sin(x^2), or the other."""
    return islice(_regrouped(root), _MOST_REGROUPED)


def _regrouped(root: Node) -> Iterator[Node]:
    for node in postorder(root):
        match node:
            case Call(function, (Power(base, exponent),)):
                yield _with(root, node, Power(Call(function, (base,)), exponent))
            case Power(Call(function, (argument,)), exponent):
                yield _with(root, node, Call(function, (Power(argument, exponent),)))


def _with(root: Node, old: Node, new: Node) -> Node:
    done: dict[Node, Node] = {}
    for node in postorder(root):
        done[node] = new if node is old else with_parts(node, done)
    return done[root]


def _slips(node: Node) -> Iterator[Node]:
    match node:
        case Number(value):
            for step in (1, -1):
                if value + step > 0:
                    yield Number(value + step)
            if value.denominator == 1 and value >= 10:
                digits = str(value.numerator)
                turned = Number(Fraction(digits[::-1]))
                if turned.value != value and not digits.endswith("0"):
                    yield turned
        case Negative(operand):
            yield operand
        case Sum(terms):
            for place, term in enumerate(terms):
                turned_term = term.operand if isinstance(term, Negative) else Negative(term)
                yield Sum((*terms[:place], turned_term, *terms[place + 1 :]))
        case Power(base, exponent) if not isinstance(exponent, Number):
            if isinstance(exponent, Negative):
                yield Power(base, exponent.operand)
        case Power(base, Number(value)):
            if value == 2:
                yield base
        case Variable() | Call():
            yield Power(node, Number(Fraction(2)))
            yield Negative(node)
        case Constant() | Product() | Quotient() | Piecewise():
            return
