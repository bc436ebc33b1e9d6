"""Values put in for the variables, the formula otherwise as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from gradcli.errors import Span
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
    postorder,
)


def with_values(root: Node, values: Mapping[str, Node]) -> Node:
    """The tree of `root` with each variable replaced by its value; nothing is worked out."""
    return with_values_in((root,), values)[0]


def with_values_in(roots: Sequence[Node], values: Mapping[str, Node]) -> tuple[Node, ...]:
    """The same for several trees: what they share stays shared."""
    done: dict[Node, Node] = {}
    for root in roots:
        for node in postorder(root):
            if node in done:
                continue
            if isinstance(node, Variable):
                done[node] = values.get(node.name, node)
            else:
                done[node] = with_parts(node, done)
    return tuple(done[root] for root in roots)


def at_span(root: Node, span: Span) -> Node:
    """The same tree, all of it at one place of a text."""
    done: dict[Node, Node] = {}
    for node in postorder(root):
        done[node] = replace(with_parts(node, done), span=span)
    return done[root]


def with_parts(node: Node, done: Mapping[Node, Node]) -> Node:
    """The same operation on other operands: `done` says what takes the place of each."""
    match node:
        case Number() | Constant() | Variable():
            return node
        case Negative(operand):
            return Negative(done[operand], node.span)
        case Sum(terms):
            return Sum(tuple(done[term] for term in terms), node.span)
        case Product(factors):
            return Product(tuple(done[factor] for factor in factors), node.span)
        case Quotient(numerator, denominator):
            return Quotient(done[numerator], done[denominator], node.span)
        case Power(base, exponent):
            return Power(done[base], done[exponent], node.span)
        case Call(function, arguments):
            return Call(function, tuple(done[argument] for argument in arguments), node.span)
        case Piecewise(branches):
            return Piecewise(
                tuple(
                    Branch(
                        done[branch.value],
                        None if branch.condition is None else _condition(branch.condition, done),
                    )
                    for branch in branches
                )
            )
    assert_never(node)


def _condition(condition: Condition, done: Mapping[Node, Node]) -> Condition:
    match condition:
        case Comparison(left, relation, right):
            return Comparison(done[left], relation, done[right])
        case Every(conditions) | Some(conditions):
            return replace(
                condition, conditions=tuple(_condition(part, done) for part in conditions)
            )
    assert_never(condition)
