"""A tree as text of the input language, spelled so that Python reads it too.

`read_expression(write(tree))` gives a tree of the same structure, down to two spellings: a fraction
that was computed and has no exact decimal is written as a quotient, and E stands for the constant
where e is a variable.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum
from fractions import Fraction
from typing import assert_never

from gradcli.field.expression import (
    Call,
    Comparison,
    Condition,
    Constant,
    Every,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Some,
    Sum,
    Variable,
    operands_of_condition,
    postorder,
    variables_of,
)


class _Binds(IntEnum):
    """How tightly a written expression holds together."""

    SUM = 1
    NEGATIVE = 2
    PRODUCT = 3
    POWER = 4
    ATOM = 5


_Written = tuple[str, _Binds]


def write(node: Node, declared: Collection[str] = ()) -> str:
    """The text of a tree: `2*x*y`, `x**2`, `28*sqrt(34)/17`, `log(x)`.

    `declared` names the variables of the reader, if it has others than occur in the tree: where
    one is called e, the constant is written E. Each different node is written once; the walk is
    a loop, however deep the tree.
    """
    return _write_all((node,), variables_of(node).union(declared))[id(node)][0]


def write_condition(condition: Condition, declared: Collection[str] = ()) -> str:
    """The text of a condition: `x > 0`, `(x > 0) & (y != 0)`; `declared` as for `write`."""
    parts = operands_of_condition(condition)
    names = frozenset(declared).union(*(variables_of(part) for part in parts))
    return _condition(condition, _write_all(parts, names))


def _write_all(roots: tuple[Node, ...], names: frozenset[str]) -> dict[int, _Written]:
    written: dict[int, _Written] = {}
    for root in roots:
        for node in postorder(root):
            if id(node) not in written:
                written[id(node)] = _one(node, written, names)
    return written


def _one(node: Node, written: dict[int, _Written], names: frozenset[str]) -> _Written:
    """The text of one node, when those of its operands are known."""

    def at_least(operand: Node, tightness: _Binds) -> str:
        text, binds = written[id(operand)]
        return text if binds >= tightness else f"({text})"

    match node:
        case Number(value):
            return _number(value)
        case Constant(name):
            return _constant(name, names), _Binds.ATOM
        case Variable(name):
            return name, _Binds.ATOM
        case Negative(operand):
            return f"-{at_least(operand, _Binds.PRODUCT)}", _Binds.NEGATIVE
        case Sum(terms):
            pieces = [at_least(terms[0], _Binds.NEGATIVE)]
            for term in terms[1:]:
                if isinstance(term, Negative):
                    pieces.append(f"- {at_least(term.operand, _Binds.PRODUCT)}")
                else:
                    pieces.append(f"+ {at_least(term, _Binds.PRODUCT)}")
            return " ".join(pieces), _Binds.SUM
        case Product(factors):
            # A quotient may begin a product (a/b*c), a product in it needs its brackets.
            first = factors[0]
            opens = _Binds.POWER if isinstance(first, Product) else _Binds.PRODUCT
            rest = [at_least(factor, _Binds.POWER) for factor in factors[1:]]
            return "*".join([at_least(first, opens), *rest]), _Binds.PRODUCT
        case Quotient(numerator, denominator):
            above = at_least(numerator, _Binds.PRODUCT)
            return f"{above}/{at_least(denominator, _Binds.POWER)}", _Binds.PRODUCT
        case Power(base, exponent):
            below = at_least(base, _Binds.ATOM)
            return f"{below}**{at_least(exponent, _Binds.POWER)}", _Binds.POWER
        case Call(function, arguments):
            inner = ", ".join(written[id(argument)][0] for argument in arguments)
            return f"{function}({inner})", _Binds.ATOM
        case Piecewise(branches):
            cases = []
            for branch in branches:
                holds = (
                    "True" if branch.condition is None else _condition(branch.condition, written)
                )
                cases.append(f"({written[id(branch.value)][0]}, {holds})")
            return f"Piecewise({', '.join(cases)})", _Binds.ATOM
    assert_never(node)


def _number(value: Fraction) -> _Written:
    """A whole number, an exact decimal, or else a quotient."""
    if value < 0:
        return f"-{_number(-value)[0]}", _Binds.NEGATIVE
    if value.denominator == 1:
        return str(value.numerator), _Binds.ATOM
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    if rest > 1 or places > 40:
        return f"{value.numerator}/{value.denominator}", _Binds.PRODUCT
    digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}", _Binds.ATOM


def _constant(name: str, names: frozenset[str]) -> str:
    """e, or what else says it where a variable is called e."""
    if name not in names:
        return name
    if name == "pi":
        return "acos(-1)"
    return "exp(1)" if "E" in names else "E"


def _condition(condition: Condition, written: dict[int, _Written]) -> str:
    match condition:
        case Comparison(left, relation, right):
            sign = "==" if relation == "=" else relation
            return f"{written[id(left)][0]} {sign} {written[id(right)][0]}"
        case Every(conditions):
            return " & ".join(f"({_condition(part, written)})" for part in conditions)
        case Some(conditions):
            return " | ".join(f"({_condition(part, written)})" for part in conditions)
    assert_never(condition)
