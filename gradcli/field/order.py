"""The order in which the reader writes the terms of a sum: w x + b stays w x + b in the results.

SymPy's sums have an order of their own, and `from_sympy` writes them as a book does. A page is for
whoever typed the function, and keeps to the order of their sums; what scripts read does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from sympy import Add, Expr

from gradcli.field.expression import Negative, Node, Number, Product, Sum, postorder
from gradcli.field.fast_sympy.sympy_build import negate
from gradcli.field.from_sympy import OrderOfSum
from gradcli.field.scalar_field import ScalarField

_MANY: Final = 2_000  # nodes, beyond which nobody looks for an order
_SUMS: Final = 40


# One page asks for it at each of its formulas.
@lru_cache(maxsize=8)
def order_of(field: ScalarField) -> tuple[OrderOfSum, ...]:
    """The order of each sum of the function, the first one first."""
    nodes = list(islice(postorder(field.tree), _MANY + 1))
    if len(nodes) > _MANY:
        return ()
    sums = [node for node in nodes if isinstance(node, Sum)]
    found: list[OrderOfSum] = []
    for node in sums[:_SUMS]:
        order = OrderOfSum.of(list(_terms(field, node)))
        if len(order.places) > 1 and order not in found:
            found.append(order)
    return tuple(found)


def _terms(field: ScalarField, whole: Sum) -> Iterator[Expr]:
    """The terms as they are read: y, -w x and -b of y - (w x + b)."""
    # Each with whether its sign turns.
    waiting: list[tuple[Node, bool]] = [(whole, False)]
    while waiting:
        node, turns = waiting.pop()
        match node:
            case Sum(terms):
                waiting.extend((term, turns) for term in reversed(terms))
            case Negative(operand):
                waiting.append((operand, not turns))
            case Product((Number(value), Sum() as inner)):
                waiting.append((inner, turns is not (value < 0)))
            case _:
                for part in Add.make_args(field.canonical(node)):
                    yield negate(part) if turns else part
