"""Exponents and degrees that are whole numbers and do not look it: x^(ln 4/ln 2) is x^2.

u^2 has a value for each u, and u^v with a v that is not whole for u > 0 alone: so it must be known
which it is before anything is asked of u. So of what a factorial is taken of: (ln 8/ln 2)! is 3!.
It is decided where everything about constants is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from gradcli.calculus.domain.domain import (
    FaultError,
    TooLargeError,
    UnsureError,
    evaluate_exactly,
)
from gradcli.calculus.numbers.constants import whole_number
from gradcli.field.expression import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Variable,
    operands,
    postorder,
)
from gradcli.field.substitution import with_parts
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class WithWholeExponents:
    """`tree` with whole numbers for such exponents: `numbers` says for which, and what they are.

    `became` gives for a node of the tree as it was what stands in its place.
    """

    tree: Node
    became: Callable[[Node], Node]
    numbers: Mapping[Node, Node]


def with_whole_exponents(tree: Node) -> WithWholeExponents:
    """The tree with whole numbers for such exponents."""
    order = list(postorder(tree))
    varying: set[Node] = set()
    whole: dict[Node, Node] = {}
    for node in order:
        if isinstance(node, Variable) or not varying.isdisjoint(operands(node)):
            varying.add(node)
        exponent = _exponent(node)
        if exponent is not None and exponent not in varying and exponent not in whole:
            number = _as_whole(exponent)
            if number is not None:
                whole[exponent] = number
    if not whole:
        return WithWholeExponents(tree, lambda node: node, whole)
    done: dict[Node, Node] = {}
    for node in order:
        exponent = _exponent(node)
        if exponent in whole:
            # In this place alone: elsewhere the same constant stays as it was written.
            parts = {**{part: done[part] for part in operands(node)}, exponent: whole[exponent]}
            done[node] = with_parts(node, parts)
        elif all(done[part] is part for part in operands(node)):
            done[node] = node
        else:
            done[node] = with_parts(node, done)
    return WithWholeExponents(done[tree], lambda node: done.get(node, node), whole)


def _exponent(node: Node) -> Node | None:
    match node:
        case Power(_, exponent):
            return exponent
        case Call("root", (_, degree)):
            return degree
        case Call("factorial", (argument,)):
            return argument
    return None


def _as_whole(exponent: Node) -> Node | None:
    if not any(isinstance(part, Call | Power) for part in postorder(exponent)):
        # Of rational numbers and e and pi SymPy sees it.
        return None
    try:
        value = evaluate_exactly(exponent, {}).value
    except (FaultError, UnsureError, TooLargeError):
        return None
    number = whole_number(value)
    if number is None:
        return None
    size = Number(Fraction(abs(number)), exponent.span)
    return Negative(size, exponent.span) if number < 0 else size
