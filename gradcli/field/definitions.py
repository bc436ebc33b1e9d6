"""What a function is by definition, as a tree: `asec(u)` is `acos(1/u)`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Final

from gradcli.field import expression as ex
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import Function
from gradcli.frozen import replace

_ZERO: Final = ex.Number(Fraction(0))


def definition_of(record: Function, arguments: tuple[ex.Node, ...]) -> ex.Node:
    """The definition of a function that has one, at these arguments."""
    assert record.definition is not None
    made: ex.Node = record.definition(TREES, *arguments)
    return made


@cache
def power_series_of(name: str) -> tuple[Fraction, ...]:
    """The first coefficients c_0, c_1, ... of a function that is 0/0 at 0 by its definition."""
    record, u = FUNCTIONS[name], ex.Variable("u")
    if record.definition is None or record.most != 1:
        return ()
    known: dict[ex.Node, tuple[Fraction, ...]] = {}

    def at_zero(v: ex.Node, removable: Removable, formula: Callable[[ex.Node], ex.Node]) -> ex.Node:
        made = _at_zero(v, removable, formula)
        known[made] = removable.series if v is u else ()
        return made

    return known.get(record.definition(replace(TREES, at_zero=at_zero), u), ())


def polynomial(coefficients: Sequence[Fraction], u: ex.Node) -> ex.Node:
    """c_0 + c_1 u + c_2 u^2 + ..., without the terms that are 0."""
    terms = [
        ex.Product((_number(each), ex.Power(u, ex.Number(Fraction(exponent)))))
        for exponent, each in enumerate(coefficients)
        if each
    ]
    return ex.Sum(tuple(terms)) if terms else _ZERO


def _number(value: Fraction) -> ex.Node:
    size: ex.Node = ex.Number(Fraction(abs(value.numerator)))
    if value.denominator != 1:
        size = ex.Quotient(size, ex.Number(Fraction(value.denominator)))
    return ex.Negative(size) if value < 0 else size


def _caller(name: str) -> Callable[..., ex.Node]:
    return lambda *arguments: ex.Call(name, arguments)


def _at_zero(u: ex.Node, known: Removable, formula: Callable[[ex.Node], ex.Node]) -> ex.Node:
    value = _number(known.value)
    return ex.Piecewise(
        (
            ex.Branch(formula(u), ex.Comparison(u, "!=", _ZERO)),
            ex.Branch(ex.Product((value, ex.Constant("pi"))) if known.of_pi else value, None),
        ),
        ex.NOWHERE,
    )


TREES: Final[Algebra[ex.Node]] = Algebra(
    number=_number,
    pi=ex.Constant("pi"),
    negative=ex.Negative,
    add=lambda a, b: ex.Sum((a, b)),
    multiply=lambda a, b: ex.Product((a, b)),
    divide=ex.Quotient,
    power=ex.Power,
    by_sign=lambda u, formula, _, __: formula(u),
    at_zero=_at_zero,
    functions=MappingProxyType({name: _caller(name) for name in FUNCTIONS}),
)
