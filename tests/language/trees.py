"""Random trees of the whole grammar, and what of a tree must survive writing and reading."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

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
from gradcli.field.functions import FUNCTIONS

VARIABLES = ("x", "y", "z", "theta", "x_1", "x12", "rate", "learning_rate", "e", "lambda", "S")

numbers = st.one_of(
    st.integers(0, 1000).map(lambda n: Number(Fraction(n))),
    st.decimals(0, 100, places=3).map(lambda d: Number(Fraction(d))),
    st.fractions(0, 10, max_denominator=12).map(Number),
)
leaves: st.SearchStrategy[Node] = st.one_of(
    numbers,
    st.sampled_from([Constant("e"), Constant("pi")]),
    st.sampled_from([Variable(name) for name in VARIABLES]),
)


def _conditions(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Condition]:
    comparisons: st.SearchStrategy[Condition] = st.builds(
        Comparison, nodes, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), nodes
    )
    return st.recursive(
        comparisons,
        lambda inner: st.builds(
            lambda kind, parts: kind(tuple(parts)),
            st.sampled_from([Every, Some]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        max_leaves=3,
    )


def _calls(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.sampled_from(sorted(FUNCTIONS)).flatmap(
        lambda name: st.lists(
            nodes, min_size=FUNCTIONS[name].least, max_size=FUNCTIONS[name].most or 3
        ).map(lambda arguments: Call(name, tuple(arguments)))
    )


def _piecewise(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    conditional = st.lists(st.builds(Branch, nodes, _conditions(nodes)), min_size=1, max_size=3)
    otherwise = st.one_of(st.just([]), nodes.map(lambda value: [Branch(value, None)]))
    return st.tuples(conditional, otherwise).map(lambda two: Piecewise((*two[0], *two[1])))


def _larger(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=2, max_size=4).map(tuple)
    return st.one_of(
        nodes.map(Negative),
        several.map(Sum),
        several.map(Product),
        st.builds(Quotient, nodes, nodes),
        st.builds(Power, nodes, nodes),
        _calls(nodes),
        _piecewise(nodes),
    )


conditions = _conditions(leaves)
trees: st.SearchStrategy[Node] = st.recursive(leaves, _larger, max_leaves=12)


def structure(node: Node | Condition | Branch | None) -> Any:
    """The shape of a tree, without places; a fraction without a decimal is a quotient."""
    match node:
        case None:
            return None
        case Number(value):
            rest = value.denominator
            for prime in (2, 5):
                while rest % prime == 0:
                    rest //= prime
            if rest == 1:
                return value
            return ("Quotient", Fraction(value.numerator), Fraction(value.denominator))
        case Constant(name):
            return ("Constant", name)
        case Variable(name):
            return ("Variable", name)
        case Negative(operand):
            return ("Negative", structure(operand))
        case Sum(parts) | Product(parts) | Piecewise(parts) | Every(parts) | Some(parts):
            return (type(node).__name__, *map(structure, parts))
        case Quotient(above, below):
            return ("Quotient", structure(above), structure(below))
        case Power(base, exponent):
            return ("Power", structure(base), structure(exponent))
        case Call(function, arguments):
            return (function, *map(structure, arguments))
        case Comparison(left, relation, right):
            return (relation, structure(left), structure(right))
        case Branch(value, condition):
            return ("Branch", structure(value), structure(condition))
