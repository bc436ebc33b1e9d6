"""A tree as text of the input language, spelled so that Python reads it too.

`read_expression(write(tree))` gives a tree of the same structure, down to two spellings: a fraction
that was computed and has no exact decimal is written as a quotient, and E stands for the constant
where e is a variable.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum
from fractions import Fraction
from itertools import chain
from typing import Final, assert_never

from gradcli.field import expression as ex
from gradcli.field.intermediates import LONG, Intermediate, with_names
from gradcli.language.lex.limits import Limits, refuse

_HUGE: Final = 10 * LONG
_LARGEST_NUMBER: Final = int(Limits().digits * math.log2(10)) + 1  # bits
_OF_CONSTANTS: Final = ("e", "E", "pi")


class _Binds(IntEnum):
    """How tightly a written expression holds together."""

    SUM = 1
    NEGATIVE = 2
    PRODUCT = 3
    POWER = 4
    ATOM = 5


# In Python 3.11 it takes ten times as long to reach a member through its class.
_SUM, _NEGATIVE, _PRODUCT, _POWER, _ATOM = _Binds

_Written = tuple[str, _Binds]


def write(node: ex.Node, declared: Collection[str] = ()) -> str:
    """The text of a tree: `2*x*y`, `x**2`, `28*sqrt(34)/17`, `log(x)`.

    `declared` names the variables of the reader, if it has others than occur in the tree: where
    one is called e, the constant is written E. Each different node is written once; the walk is
    a loop, however deep the tree. What is far longer as a text than as a graph gives names to the
    parts that it repeats: `let u_1 = sin(x); u_1*cos(u_1)`.
    """
    order = tuple(ex.postorder(node))
    short = _short(order, _taken(order, declared))
    if short is not None:
        return short
    parts, rest = with_names(node, declared)
    return write_parts(parts, rest, declared)


class Texts:
    """The texts of trees that share nodes, written one after the other, each node once.

    `declared` names all variables that occur in them.
    """

    __slots__ = ("declared", "names", "sizes", "trees", "written")

    def __init__(self, declared: Collection[str]) -> None:
        self.declared = declared
        self.names = _taken((), declared)
        self.written: dict[int, _Written] = {}
        self.sizes: dict[int, int] = {}
        self.trees: list[ex.Node] = []  # kept: the place of one that is gone may be another's

    def write(self, tree: ex.Node) -> str:
        """The same as `write` gives."""
        self.trees.append(tree)
        stack = [tree]
        while stack:
            node = stack[-1]
            if id(node) in self.written:
                stack.pop()
                continue
            parts = ex.operands(node)
            missing = [part for part in parts if id(part) not in self.written]
            if missing:
                stack.extend(missing)
                continue
            size = self.sizes[id(node)] = 1 + sum(self.sizes[id(part)] for part in parts)
            # What is huge as a tree may be small as a graph.
            is_huge = size > _HUGE
            self.written[id(node)] = (
                ("", _ATOM) if is_huge else _one(node, self.written, self.names)
            )
        size = self.sizes[id(tree)]
        # What has so many parts itself has no names for what it repeats.
        if size <= LONG or _HUGE >= size <= 4 * len({id(part) for part in ex.operands(tree)}):
            return self.written[id(tree)][0]
        return write(tree, self.declared)


def _taken(nodes: Iterable[ex.Node], declared: Collection[str]) -> frozenset[str]:
    """Which of the constants' names are names of variables. There may be thousands of others."""
    occurring = {node.name for node in nodes if isinstance(node, ex.Variable)}
    return frozenset(name for name in _OF_CONSTANTS if name in occurring or name in declared)


def _short(order: Sequence[ex.Node], names: frozenset[str]) -> str | None:
    """The text of the last of the nodes, unless it is so long that it may need names.

    A text has a character for each node at least, so what is short as a text is as a tree.
    """
    written: dict[int, _Written] = {}
    text = ""
    for node in order:
        written[id(node)] = made = _one(node, written, names)
        text = made[0]
        if len(text) > LONG:
            return None
    return text


def write_parts(
    parts: Sequence[Intermediate], rest: ex.Node, declared: Collection[str] = ()
) -> str:
    """The text of a formula that speaks of parts by name, each with what it means before it."""
    trees = (*(part.meaning for part in parts), rest)
    written = _write_all(trees, declared)
    lets = [f"let {part.name} = {written[id(part.meaning)][0]}; " for part in parts]
    return "".join([*lets, written[id(rest)][0]])


def write_condition(condition: ex.Condition, declared: Collection[str] = ()) -> str:
    """The text of a condition: `x > 0`, `(x > 0) & (y != 0)`; `declared` as for `write`."""
    return _condition(condition, _write_all(ex.operands_of_condition(condition), declared))


def _write_all(roots: tuple[ex.Node, ...], declared: Collection[str]) -> dict[int, _Written]:
    orders = [tuple(ex.postorder(root)) for root in roots]
    taken = _taken(chain.from_iterable(orders), declared)
    written: dict[int, _Written] = {}
    for node in chain.from_iterable(orders):
        if id(node) not in written:
            written[id(node)] = _one(node, written, taken)
    return written


def _at_least(written: dict[int, _Written], operand: ex.Node, tightness: _Binds) -> str:
    text, binds = written[id(operand)]
    return text if binds >= tightness else f"({text})"


def _one(node: ex.Node, written: dict[int, _Written], names: frozenset[str]) -> _Written:
    """The text of one node, when those of its operands are known."""
    match node:
        case ex.Number(value):
            return _number(value)
        case ex.Constant(name):
            return _constant(name, names), _ATOM
        case ex.Variable(name):
            return name, _ATOM
        case ex.Negative(operand):
            return f"-{_at_least(written, operand, _PRODUCT)}", _NEGATIVE
        case ex.Sum(terms):
            pieces = [_at_least(written, terms[0], _NEGATIVE)]
            for term in terms[1:]:
                if isinstance(term, ex.Negative):
                    pieces.append(f"- {_at_least(written, term.operand, _PRODUCT)}")
                else:
                    pieces.append(f"+ {_at_least(written, term, _PRODUCT)}")
            return " ".join(pieces), _SUM
        case ex.Product(factors):
            # A quotient may begin a product (a/b*c), a product in it needs its brackets.
            first = factors[0]
            opens = _POWER if isinstance(first, ex.Product) else _PRODUCT
            rest = [_at_least(written, factor, _POWER) for factor in factors[1:]]
            return "*".join([_at_least(written, first, opens), *rest]), _PRODUCT
        case ex.Quotient(numerator, denominator):
            above = _at_least(written, numerator, _PRODUCT)
            return f"{above}/{_at_least(written, denominator, _POWER)}", _PRODUCT
        case ex.Power(base, exponent):
            below = _at_least(written, base, _ATOM)
            return f"{below}**{_at_least(written, exponent, _POWER)}", _POWER
        case ex.Call(function, arguments):
            inner = ", ".join(written[id(argument)][0] for argument in arguments)
            return f"{function}({inner})", _ATOM
        case ex.Piecewise(branches):
            cases = []
            for branch in branches:
                holds = (
                    "True" if branch.condition is None else _condition(branch.condition, written)
                )
                cases.append(f"({written[id(branch.value)][0]}, {holds})")
            return f"Piecewise({', '.join(cases)})", _ATOM
    assert_never(node)


def _number(value: Fraction) -> _Written:
    """A whole number, an exact decimal, or else a quotient."""
    if value.numerator < 0:
        return f"-{_number(-value)[0]}", _NEGATIVE
    _refuse_too_long(value)
    if value.denominator == 1:
        return str(value.numerator), _ATOM
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    if rest > 1 or places > 40:
        return f"{value.numerator}/{value.denominator}", _PRODUCT
    digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}", _ATOM


def _refuse_too_long(value: Fraction) -> None:
    """No number is written that could not be read back; Python itself stops at 4,300 digits."""
    if max(value.numerator, value.denominator).bit_length() > _LARGEST_NUMBER:
        refuse("answer-number-too-long", None, None, limit=Limits().digits)


def _constant(name: str, names: frozenset[str]) -> str:
    """e, or what else says it where a variable is called e."""
    if name not in names:
        return name
    if name == "pi":
        return "acos(-1)"
    return "exp(1)" if "E" in names else "E"


def _condition(condition: ex.Condition, written: dict[int, _Written]) -> str:
    match condition:
        case ex.Comparison(left, relation, right):
            sign = "==" if relation == "=" else relation
            return f"{written[id(left)][0]} {sign} {written[id(right)][0]}"
        case ex.Every(conditions):
            return " & ".join(f"({_condition(part, written)})" for part in conditions)
        case ex.Some(conditions):
            return " | ".join(f"({_condition(part, written)})" for part in conditions)
    assert_never(condition)
