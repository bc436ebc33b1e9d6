"""What a function is by definition, as a tree: `asec(u)` is `acos(1/u)`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from gradcli.field.expression import (
    NOWHERE,
    Branch,
    Call,
    Comparison,
    Constant,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
)
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import Function

_ZERO: Final = Number(Fraction(0))


def definition_of(record: Function, arguments: tuple[Node, ...]) -> Node:
    """The definition of a function that has one, at these arguments."""
    assert record.definition is not None
    made: Node = record.definition(TREES, *arguments)
    return made


def _number(value: Fraction) -> Node:
    size: Node = Number(Fraction(abs(value.numerator)))
    if value.denominator != 1:
        size = Quotient(size, Number(Fraction(value.denominator)))
    return Negative(size) if value < 0 else size


def _caller(name: str) -> Callable[..., Node]:
    return lambda *arguments: Call(name, arguments)


def _at_zero(u: Node, known: Removable, formula: Callable[[Node], Node]) -> Node:
    value = _number(known.value)
    return Piecewise(
        (
            Branch(formula(u), Comparison(u, "!=", _ZERO)),
            Branch(Product((value, Constant("pi"))) if known.of_pi else value, None),
        ),
        NOWHERE,
    )


TREES: Final[Algebra[Node]] = Algebra(
    number=_number,
    pi=Constant("pi"),
    negative=Negative,
    add=lambda a, b: Sum((a, b)),
    multiply=lambda a, b: Product((a, b)),
    divide=Quotient,
    power=Power,
    by_sign=lambda u, formula, _, __: formula(u),
    at_zero=_at_zero,
    functions=MappingProxyType({name: _caller(name) for name in FUNCTIONS}),
)
