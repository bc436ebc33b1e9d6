"""The builder of trees: structurally equal sub-expressions of one input become one node."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeVar

from gradcli.errors import Source, Span
from gradcli.field.expression import (
    Branch,
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
)
from gradcli.language.lex.limits import Limits, refuse

_Made = TypeVar("_Made", bound=Node | Condition | Branch)


@dataclass(slots=True)
class Builder:
    """Makes each node once; keys are the identities of the operands, so hashing stays flat.

    `meanings` are the parts to which the text has given names.
    """

    source: Source
    limits: Limits
    meanings: dict[str, Node] = field(default_factory=dict)
    made: dict[Hashable, Node | Condition | Branch] = field(default_factory=dict)

    def _share(self, key: Hashable, node: _Made) -> _Made:
        known = self.made.get(key)
        if known is not None:
            return known  # type: ignore[return-value]  # the key begins with the class
        if len(self.made) >= self.limits.size:
            refuse("too-many-parts", node.span, self.source, limit=self.limits.size)
        self.made[key] = node
        return node

    def number(self, value: Fraction, span: Span) -> Node:
        """A number, by its value."""
        # A fraction is slow to hash.
        key = (Number, value.numerator, value.denominator)
        known = self.made.get(key)
        return known if isinstance(known, Number) else self._share(key, Number(value, span))

    def constant(self, name: Literal["e", "pi"], span: Span) -> Node:
        """e or pi."""
        return self._share((Constant, name), Constant(name, span))

    def variable(self, name: str, span: Span) -> Node:
        """A variable, by its name, or the part to which the name was given."""
        meaning = self.meanings.get(name)
        if meaning is not None:
            return meaning
        known = self.made.get((Variable, name))
        if isinstance(known, Variable):
            return known
        return self._share((Variable, name), Variable(name, span))

    @property
    def variables(self) -> frozenset[str]:
        """The names that were read as variables so far."""
        return frozenset(node.name for node in self.made.values() if isinstance(node, Variable))

    def negative(self, operand: Node, span: Span) -> Node:
        """-a"""
        return self._share((Negative, id(operand)), Negative(operand, span))

    def sum(self, terms: list[Node], span: Span) -> Node:
        """a + b + ..., as typed."""
        return self._share((Sum, *map(id, terms)), Sum(tuple(terms), span))

    def product(self, factors: list[Node], span: Span) -> Node:
        """a b ...; a single factor is itself."""
        if len(factors) == 1:
            return factors[0]
        return self._share((Product, *map(id, factors)), Product(tuple(factors), span))

    def quotient(self, numerator: Node, denominator: Node, span: Span) -> Node:
        """a / b"""
        key = (Quotient, id(numerator), id(denominator))
        return self._share(key, Quotient(numerator, denominator, span))

    def power(self, base: Node, exponent: Node, span: Span) -> Node:
        """a ^ b"""
        return self._share((Power, id(base), id(exponent)), Power(base, exponent, span))

    def call(self, function: str, arguments: tuple[Node, ...], span: Span) -> Node:
        """A function of the table."""
        key = (Call, function, *map(id, arguments))
        return self._share(key, Call(function, arguments, span))

    def comparison(
        self,
        left: Node,
        relation: Literal["<", "<=", ">", ">=", "=", "!="],
        right: Node,
        span: Span,
    ) -> Condition:
        """a < b and the like."""
        key = (Comparison, id(left), relation, id(right))
        return self._share(key, Comparison(left, relation, right, span))

    def every(self, conditions: list[Condition], span: Span) -> Condition:
        """All of the conditions."""
        key = (Every, *map(id, conditions))
        return self._share(key, Every(tuple(conditions), span))

    def some(self, conditions: list[Condition], span: Span) -> Condition:
        """Any of the conditions."""
        return self._share((Some, *map(id, conditions)), Some(tuple(conditions), span))

    def branch(self, value: Node, condition: Condition | None, span: Span) -> Branch:
        """One case; no condition for `otherwise`."""
        key = (Branch, id(value), id(condition))
        return self._share(key, Branch(value, condition, span))

    def piecewise(self, branches: list[Branch], span: Span) -> Node:
        """The cases of a piecewise function."""
        key = (Piecewise, *map(id, branches))
        return self._share(key, Piecewise(tuple(branches), span))
