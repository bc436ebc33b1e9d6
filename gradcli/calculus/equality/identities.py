"""Identities of real numbers by which parts cancel where no rule holds: max + min is the sum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

from gradcli.field import expression as ex
from gradcli.frozen import dataclass


class Identity(StrEnum):
    """Which of them holds, for all real u and v."""

    MAXIMUM_AND_MINIMUM = "max(u, v) + min(u, v) = u + v, max(u, v) min(u, v) = u v"
    LARGER_OF_OPPOSITES = "max(u, -u) = |u|"
    CUBE_ROOT_OF_CUBE = "cbrt(u^3) = u"
    ODD_ROOT_OF_POWER = "root(u^n, n) = u, n odd"


@dataclass(frozen=True, slots=True, eq=False)
class Equal:
    """Two formulas that are equal wherever their parts have values, and by which identity."""

    identity: Identity
    left: ex.Node
    right: ex.Node


def identities(tree: ex.Node) -> Iterator[Equal]:
    """Those that are seen in the tree, operands before what is made of them."""
    for node in ex.postorder(tree):
        match node:
            case ex.Sum(terms):
                yield from _of_maximum_and_minimum(terms, ex.Sum)
            case ex.Product(factors):
                yield from _of_maximum_and_minimum(factors, ex.Product)
            case ex.Call("max", (one, ex.Negative(other))) | ex.Call(
                "max", (ex.Negative(other), one)
            ) if ex.are_written_alike(one, other):
                yield Equal(Identity.LARGER_OF_OPPOSITES, node, ex.Call("abs", (one,)))
            case ex.Call("cbrt", (ex.Power(base, ex.Number(exponent)),)) if exponent == 3:
                yield Equal(Identity.CUBE_ROOT_OF_CUBE, node, base)
            case ex.Call("root", (ex.Power(base, ex.Number(exponent)), ex.Number(degree))) if (
                exponent == degree and _is_odd(degree)
            ):
                yield Equal(Identity.ODD_ROOT_OF_POWER, node, base)
            case _:  # a node of which none is known
                pass


def _of_maximum_and_minimum(
    parts: Sequence[ex.Node], together: Callable[[tuple[ex.Node, ...]], ex.Node]
) -> Iterator[Equal]:
    for greatest in parts:
        for least in parts:
            match greatest, least:
                case ex.Call("max", (u, v)), ex.Call("min", ends) if _are_the_same((u, v), ends):
                    both = tuple(each for each in parts if each is greatest or each is least)
                    whole = together((u, v))
                    yield Equal(Identity.MAXIMUM_AND_MINIMUM, together(both), whole)


def _are_the_same(one: Sequence[ex.Node], other: Sequence[ex.Node]) -> bool:
    if len(one) != len(other):
        return False
    return all(map(ex.are_written_alike, one, other)) or all(
        map(ex.are_written_alike, one, reversed(other))
    )


def _is_odd(degree: Fraction) -> bool:
    return degree.denominator == 1 and degree % 2 == 1
