"""Values put in for the variables, the formula otherwise as it was written."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from gradcli.errors import Span
from gradcli.field import expression as ex


def with_values(root: ex.Node, values: Mapping[str, ex.Node]) -> ex.Node:
    """The tree of `root` with each variable replaced by its value; nothing is worked out."""
    return with_values_in((root,), values)[0]


def with_values_in(roots: Sequence[ex.Node], values: Mapping[str, ex.Node]) -> tuple[ex.Node, ...]:
    """The same for several trees: what they share stays shared."""
    done: dict[ex.Node, ex.Node] = {}
    for root in roots:
        for node in ex.postorder(root):
            if node in done:
                continue
            if isinstance(node, ex.Variable):
                done[node] = values.get(node.name, node)
            else:
                done[node] = with_parts(node, done)
    return tuple(done[root] for root in roots)


def alike_as_one(roots: Sequence[ex.Node]) -> tuple[ex.Node, ...]:
    """The same trees, with all nodes of equal structure in them made one: each is walked once."""
    first: dict[Hashable, ex.Node] = {}
    done: dict[ex.Node, ex.Node] = {}
    for root in roots:
        for node in ex.postorder(root):
            if node in done:
                continue
            key = ex.structure_of(node, tuple(done[part] for part in ex.operands(node)))
            if key not in first:
                first[key] = with_parts(node, done)
            done[node] = first[key]
    return tuple(done[root] for root in roots)


def at_span(root: ex.Node, span: Span) -> ex.Node:
    """The same tree, all of it at one place of a text."""
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(root):
        done[node] = replace(with_parts(node, done), span=span)
    return done[root]


def with_parts(node: ex.Node, done: Mapping[ex.Node, ex.Node]) -> ex.Node:
    """The same operation on other operands: `done` says what takes the place of each."""
    match node:
        case ex.Number() | ex.Constant() | ex.Variable():
            return node
        case ex.Negative(operand):
            return ex.Negative(done[operand], node.span)
        case ex.Sum(terms):
            return ex.Sum(tuple(done[term] for term in terms), node.span)
        case ex.Product(factors):
            return ex.Product(tuple(done[factor] for factor in factors), node.span)
        case ex.Quotient(numerator, denominator):
            return ex.Quotient(done[numerator], done[denominator], node.span)
        case ex.Power(base, exponent):
            return ex.Power(done[base], done[exponent], node.span)
        case ex.Call(function, arguments):
            return ex.Call(function, tuple(done[argument] for argument in arguments), node.span)
        case ex.Piecewise(branches):
            return ex.Piecewise(
                tuple(
                    ex.Branch(
                        done[branch.value],
                        None if branch.condition is None else _condition(branch.condition, done),
                    )
                    for branch in branches
                )
            )
    assert_never(node)


def _condition(condition: ex.Condition, done: Mapping[ex.Node, ex.Node]) -> ex.Condition:
    match condition:
        case ex.Comparison(left, relation, right):
            return ex.Comparison(done[left], relation, done[right])
        case ex.Every(conditions) | ex.Some(conditions):
            return replace(
                condition, conditions=tuple(_condition(part, done) for part in conditions)
            )
    assert_never(condition)
