"""The builder of trees: structurally equal sub-expressions of one input become one node."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeVar

from gradcli.errors import Source, Span
from gradcli.field import expression as ex
from gradcli.language.lex.limits import Limits, refuse

_Made = TypeVar("_Made", bound=ex.Node | ex.Condition | ex.Branch)


@dataclass(slots=True)
class Builder:
    """Makes each node once; keys are the identities of the operands, so hashing stays flat.

    `meanings` are the parts to which the text has given names.
    """

    source: Source
    limits: Limits
    meanings: dict[str, ex.Node] = field(default_factory=dict)
    made: dict[Hashable, ex.Node | ex.Condition | ex.Branch] = field(default_factory=dict)

    def _share(self, key: Hashable, node: _Made) -> _Made:
        known = self.made.get(key)
        if known is not None:
            return known  # type: ignore[return-value]  # the key begins with the class
        if len(self.made) >= self.limits.size:
            refuse("too-many-parts", node.span, self.source, limit=self.limits.size)
        self.made[key] = node
        return node

    def number(self, value: Fraction, span: Span) -> ex.Node:
        """A number, by its value."""
        # A fraction is slow to hash.
        key = (ex.Number, value.numerator, value.denominator)
        known = self.made.get(key)
        return known if isinstance(known, ex.Number) else self._share(key, ex.Number(value, span))

    def constant(self, name: Literal["e", "pi"], span: Span) -> ex.Node:
        """e or pi."""
        return self._share((ex.Constant, name), ex.Constant(name, span))

    def variable(self, name: str, span: Span) -> ex.Node:
        """A variable, by its name, or the part to which the name was given."""
        meaning = self.meanings.get(name)
        if meaning is not None:
            return meaning
        known = self.made.get((ex.Variable, name))
        if isinstance(known, ex.Variable):
            return known
        return self._share((ex.Variable, name), ex.Variable(name, span))

    @property
    def variables(self) -> frozenset[str]:
        """The names that were read as variables so far."""
        return frozenset(node.name for node in self.made.values() if isinstance(node, ex.Variable))

    def negative(self, operand: ex.Node, span: Span) -> ex.Node:
        """-a"""
        return self._share((ex.Negative, id(operand)), ex.Negative(operand, span))

    def sum(self, terms: list[ex.Node], span: Span) -> ex.Node:
        """a + b + ..., as typed."""
        return self._share((ex.Sum, *map(id, terms)), ex.Sum(tuple(terms), span))

    def product(self, factors: list[ex.Node], span: Span) -> ex.Node:
        """a b ...; a single factor is itself."""
        if len(factors) == 1:
            return factors[0]
        return self._share((ex.Product, *map(id, factors)), ex.Product(tuple(factors), span))

    def quotient(self, numerator: ex.Node, denominator: ex.Node, span: Span) -> ex.Node:
        """a / b"""
        key = (ex.Quotient, id(numerator), id(denominator))
        return self._share(key, ex.Quotient(numerator, denominator, span))

    def power(self, base: ex.Node, exponent: ex.Node, span: Span) -> ex.Node:
        """a ^ b"""
        return self._share((ex.Power, id(base), id(exponent)), ex.Power(base, exponent, span))

    def call(self, function: str, arguments: tuple[ex.Node, ...], span: Span) -> ex.Node:
        """A function of the table."""
        key = (ex.Call, function, *map(id, arguments))
        return self._share(key, ex.Call(function, arguments, span))

    def comparison(
        self,
        left: ex.Node,
        relation: Literal["<", "<=", ">", ">=", "=", "!="],
        right: ex.Node,
        span: Span,
    ) -> ex.Condition:
        """a < b and the like."""
        key = (ex.Comparison, id(left), relation, id(right))
        return self._share(key, ex.Comparison(left, relation, right, span))

    def every(self, conditions: list[ex.Condition], span: Span) -> ex.Condition:
        """All of the conditions."""
        key = (ex.Every, *map(id, conditions))
        return self._share(key, ex.Every(tuple(conditions), span))

    def some(self, conditions: list[ex.Condition], span: Span) -> ex.Condition:
        """Any of the conditions."""
        return self._share((ex.Some, *map(id, conditions)), ex.Some(tuple(conditions), span))

    def branch(self, value: ex.Node, condition: ex.Condition | None, span: Span) -> ex.Branch:
        """One case; no condition for `otherwise`."""
        key = (ex.Branch, id(value), id(condition))
        return self._share(key, ex.Branch(value, condition, span))

    def piecewise(self, branches: list[ex.Branch], span: Span) -> ex.Node:
        """The cases of a piecewise function."""
        key = (ex.Piecewise, *map(id, branches))
        return self._share(key, ex.Piecewise(tuple(branches), span))
