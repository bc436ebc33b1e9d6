"""Exponents and degrees that are whole numbers and do not look it: x^(ln 4/ln 2) is x^2.

u^2 has a value for each u, and u^v with a v that is not whole for u > 0 alone: so it must be known
which it is before anything is asked of u. So of what a factorial is taken of: (ln 8/ln 2)! is 3!.
It is decided where everything about constants is.

A degree that varies is whole at single points alone: such a root is a power, x^(1/y) for x > 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from typing import Final

from gradcli.calculus.domain.domain import (
    FaultError,
    TooLargeError,
    UnsureError,
    evaluate_exactly,
)
from gradcli.calculus.numbers.constants import whole_number
from gradcli.field import expression as ex
from gradcli.field.substitution import with_parts
from gradcli.frozen import dataclass

_ONE = ex.Number(Fraction(1))


@dataclass(frozen=True, slots=True, eq=False)
class WithWholeExponents:
    """`tree` with whole numbers for such exponents: `numbers` says for which, and what they are.

    `became` gives for a node of the tree as it was what stands in its place.
    """

    tree: ex.Node
    became: Callable[[ex.Node], ex.Node]
    numbers: Mapping[ex.Node, ex.Node]


def with_whole_exponents(tree: ex.Node, variables: Collection[str] = ()) -> WithWholeExponents:
    """The tree with whole numbers for such exponents.

    A root of a degree that varies becomes a power.
    """
    order = list(ex.postorder(tree))
    if all(isinstance(_exponent(node), ex.Number | None) for node in order):
        return WithWholeExponents(tree, lambda node: node, {})
    varying: set[ex.Node] = set()
    whole: dict[ex.Node, ex.Node] = {}
    powers: set[ex.Node] = set()
    for node in order:
        if isinstance(node, ex.Variable) or not varying.isdisjoint(ex.operands(node)):
            varying.add(node)
        match node:
            case ex.Call("root", (_, degree)) if degree in varying:
                # A letter that is no variable is a constant.
                if not ex.variables_of(degree).isdisjoint(variables):
                    powers.add(node)
        exponent = _exponent(node)
        if exponent is not None and exponent not in varying and exponent not in whole:
            number = _as_whole(exponent)
            if number is not None:
                whole[exponent] = number
    if not whole and not powers:
        return WithWholeExponents(tree, lambda node: node, whole)
    done: dict[ex.Node, ex.Node] = {}
    for node in order:
        exponent = _exponent(node)
        if node in powers:
            radicand, degree = (done[part] for part in ex.operands(node))
            done[node] = ex.Power(radicand, ex.Quotient(_ONE, degree, node.span), node.span)
        elif exponent in whole:
            # In this place alone: elsewhere the same constant stays as it was written.
            parts = {**{part: done[part] for part in ex.operands(node)}, exponent: whole[exponent]}
            done[node] = with_parts(node, parts)
        elif all(done[part] is part for part in ex.operands(node)):
            done[node] = node
        else:
            done[node] = with_parts(node, done)
    return WithWholeExponents(done[tree], lambda node: done.get(node, node), whole)


_WITH_EXPONENT: Final = frozenset({"root", "factorial"})


def _exponent(node: ex.Node) -> ex.Node | None:
    if isinstance(node, ex.Power):
        return node.exponent
    if isinstance(node, ex.Call) and node.function in _WITH_EXPONENT:
        return node.arguments[-1]
    return None


def _as_whole(exponent: ex.Node) -> ex.Node | None:
    if not any(isinstance(part, ex.Call | ex.Power) for part in ex.postorder(exponent)):
        # Of rational numbers and e and pi SymPy sees it.
        return None
    try:
        value = evaluate_exactly(exponent, {}).value
    except (FaultError, UnsureError, TooLargeError):
        return None
    number = whole_number(value)
    if number is None:
        return None
    size = ex.Number(Fraction(abs(number)), exponent.span)
    return ex.Negative(size, exponent.span) if number < 0 else size
