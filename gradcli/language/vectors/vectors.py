"""The algebra of vectors: sums of them, their multiples and quotients by a number.

2(1, 1)   <3, 4>/5   (i + j)/sqrt(2)   cos 60° i + sin 60° j

A vector in a text becomes a name; what comes out of the grammar is worked out here, component by
component. Nothing is calculated: of 1/sqrt(2) (1, 1) each component is 1/sqrt(2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from gradcli.errors import Span
from gradcli.field import expression as ex

Vector: TypeAlias = tuple[ex.Node, ...]

_MARKS: Final = ("", "_hat", "hat", "_bar")
LETTERS: Final = ("i", "j", "k")
OF_SPACE: Final = frozenset(f"{letter}{mark}" for letter in LETTERS for mark in _MARKS)
"""The names of unit vectors that are used in three dimensions at most."""
ZERO: Final = ex.Number(Fraction(0))
_ONE: Final = ex.Number(Fraction(1))


def unit_vectors(variables: Sequence[str]) -> dict[str, int]:
    """The names of the unit vectors, each with the place of its 1.

    They are i, j, k, with or without a hat or a bar, e_1 and so on, and for the variable x also
    \\hat{x} and e_x.
    """
    names: dict[str, int] = {}
    for place, letter in enumerate(LETTERS):
        names |= dict.fromkeys((f"{letter}{mark}" for mark in _MARKS), place)
    for place in range(max(len(variables), len(LETTERS))):
        names |= {f"e_{place + 1}": place, f"e_hat_{place + 1}": place}
    for place, variable in enumerate(variables):
        stem, _, index = variable.partition("_")
        hat = f"{stem}_hat_{index}" if index else f"{stem}_hat"
        for name in (hat, f"e_{variable}", f"e_hat_{variable}"):
            names.setdefault(name, place)
    return names


def unit(place: int, length: int) -> Vector:
    """The vector with a 1 in one place and 0 elsewhere."""
    return tuple(_ONE if index == place else ZERO for index in range(length))


def worked_out(tree: ex.Node, vectors: Mapping[str, Vector]) -> Vector | Span:
    """The components of a tree in which some variables stand for `vectors`, others for numbers.

    Where it is no vector: the place that makes it none.
    """
    found: dict[ex.Node, Vector] = {}
    for node in ex.postorder(tree):
        if isinstance(node, ex.Variable):
            if node.name in vectors:
                found[node] = vectors[node.name]
            continue
        inside = [part for part in ex.operands(node) if part in found]
        match node:
            case _ if not inside:
                pass
            case ex.Negative():
                found[node] = tuple(map(_negative, found[inside[0]]))
            case ex.Sum(terms):
                if len(inside) < len(terms):
                    return next(term.span for term in terms if term not in found)
                columns = zip(*(found[term] for term in terms), strict=True)
                found[node] = tuple(map(_sum, columns))
            case ex.Product(factors) if len(inside) == 1:
                others = [factor for factor in factors if factor not in found]
                found[node] = tuple(_product(others, each) for each in found[inside[0]])
            case ex.Quotient(above, below) if len(inside) == 1 and above in found:
                found[node] = tuple(_quotient(each, below) for each in found[above])
            case _:
                return node.span
    return found.get(tree, tree.span)


def is_zero(node: ex.Node) -> bool:
    """Whether a component is 0 as it is written."""
    return isinstance(node, ex.Number) and node.value == 0


def _negative(node: ex.Node) -> ex.Node:
    if isinstance(node, ex.Negative):
        return node.operand
    return node if is_zero(node) else ex.Negative(node)


def _sum(terms: Iterable[ex.Node]) -> ex.Node:
    left = tuple(term for term in terms if not is_zero(term))
    if len(left) > 1:
        return ex.Sum(left)
    return left[0] if left else ZERO


def _product(factors: Sequence[ex.Node], component: ex.Node) -> ex.Node:
    if isinstance(component, ex.Negative):
        return _negative(_product(factors, component.operand))
    if is_zero(component) or any(map(is_zero, factors)):
        return ZERO
    rest = tuple(
        factor
        for factor in (*factors, component)
        if not (isinstance(factor, ex.Number) and factor.value == 1)
    )
    if len(rest) == 2 and rest[1] is component and isinstance(rest[0], ex.Quotient):
        part = rest[0].numerator
        if isinstance(part, ex.Number) and part.value == 1:
            return _quotient(component, rest[0].denominator)  # 1/5 (3, 4) is (3/5, 4/5)
    if len(rest) > 1:
        return ex.Product(rest)
    return rest[0] if rest else _ONE


def _quotient(component: ex.Node, below: ex.Node) -> ex.Node:
    if isinstance(component, ex.Negative):
        return _negative(_quotient(component.operand, below))
    return component if is_zero(component) else ex.Quotient(component, below)
