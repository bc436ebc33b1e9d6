"""How large a SymPy form is."""

from __future__ import annotations

from typing import Final

from sympy import Expr

# Beyond this many nodes a result is left as the rules gave it: tidying it would help no reader.
LARGEST: Final = 120


def size(expression: Expr, bound: int = LARGEST + 1) -> int:
    """The number of nodes of the expression, counted up to `bound`."""
    count = 0
    stack = [expression]
    while stack and count < bound:
        count += 1
        stack.extend(stack.pop().args)
    return count
