"""What makes parts of a function cancel where no rule holds: max(x, y) + min(x, y) = x + y."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from gradcli.field.expression import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Sum,
    are_written_alike,
    postorder,
)
from gradcli.narrative import notation as nt
from gradcli.narrative.document import Paragraph, Sentence
from gradcli.narrative.phrases import equals, sentence


def identities(tree: Node) -> tuple[Paragraph, ...]:
    """A sentence for each identity of real numbers that is seen in the tree, each of them once."""
    found: list[Sentence] = []
    for node in postorder(tree):
        match node:
            case Sum(terms):
                found.extend(_of_two(terms, Sum))
            case Product(factors):
                found.extend(_of_two(factors, Product))
            case Call("max", (one, Negative(other))) | Call("max", (Negative(other), one)):
                if are_written_alike(one, other):
                    found.append(_size(node, one))
            case Call("cbrt", (Power(base, Number(exponent)),)) if exponent == 3:
                found.append(_root_of_power("The cube root undoes the cube", node, base))
            case Call("root", (Power(base, Number(exponent)), Number(degree))):
                if exponent == degree and _is_odd(degree):
                    found.append(_root_of_power("An odd root undoes its power", node, base))
            case _:
                pass
    return tuple(map(Paragraph, dict.fromkeys(found)))


def _of_two(
    parts: Sequence[Node], together: Callable[[tuple[Node, ...]], Node]
) -> Iterator[Sentence]:
    """max(u, v) + min(u, v) = u + v, and so their product."""
    for greatest in parts:
        for least in parts:
            match greatest, least:
                case Call("max", (u, v)), Call("min", (a, b)) if _are_the_same((u, v), (a, b)):
                    ends = tuple(each for each in parts if each is greatest or each is least)
                    yield sentence(
                        "One of two numbers is their maximum, and the other their minimum: ",
                        equals(nt.typeset(together(ends)), nt.typeset(together((u, v)))),
                        ".",
                    )


def _are_the_same(one: Sequence[Node], other: Sequence[Node]) -> bool:
    return all(map(are_written_alike, one, other)) or all(
        map(are_written_alike, one, reversed(other))
    )


def _size(node: Node, of: Node) -> Sentence:
    absolute = nt.typeset(Call("abs", (of,)))
    return sentence(
        "The larger of a number and its opposite is its absolute value: ",
        equals(nt.typeset(node), absolute),
        ".",
    )


def _root_of_power(says: str, node: Node, base: Node) -> Sentence:
    return sentence(
        says, ", of negative numbers too: ", equals(nt.typeset(node), nt.typeset(base)), "."
    )


def _is_odd(degree: Fraction) -> bool:
    return degree.denominator == 1 and degree % 2 == 1
