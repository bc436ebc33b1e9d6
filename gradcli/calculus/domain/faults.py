"""All the pieces of a tree that have no value at a point, where the verdict names the first.

Whoever mends one condition alone would only meet the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from sympy import Expr

from gradcli.calculus.domain.domain import (
    ExactValue,
    FaultError,
    TooLargeError,
    UnsureError,
    operate,
)
from gradcli.calculus.domain.verdict import Fault
from gradcli.calculus.numbers.constants import Sign, compare, sign_of
from gradcli.calculus.numbers.folding import fold
from gradcli.field import expression as ex
from gradcli.field.functions.record import Requirement


class _OpenError(Exception):
    """Which case of a function holds is not known, so neither is what it asks."""


def faults_at(tree: ex.Node, values: Mapping[str, Expr]) -> tuple[Fault, ...]:
    """Every piece of `tree` whose own argument is not what it must be where the variables have
    `values`, in the order in which they are evaluated.

    Of what is made of a piece without a value nothing is asked. Behind a condition that is not
    decided the search ends: what is found are faults, though there may be more.
    """
    found: dict[ex.Node, Fault] = {}

    def at(node: ex.Node, parts: tuple[ExactValue | None, ...]) -> ExactValue | None:
        known = tuple([part for part in parts if part is not None])
        if len(known) < len(parts):
            below = parts[-1]
            # What stands above the line does not matter to a denominator that is 0.
            if isinstance(node, ex.Quotient) and below is not None and _is_zero(below):
                found[node] = Fault(
                    node, node.denominator, Requirement.NOT_ZERO, below.value, edge=True
                )
            return None
        try:
            return operate(node, known, values, {})
        except FaultError as error:
            found[node] = error.fault
        except (UnsureError, TooLargeError):
            pass
        return None

    def holds(
        comparison: ex.Comparison, left: ExactValue | None, right: ExactValue | None
    ) -> bool | None:
        if left is None or right is None:
            raise _OpenError
        sign = compare(left.value, right.value)
        if sign is Sign.UNDECIDED:
            raise _OpenError
        return sign.meets(comparison.relation)

    def merge(
        node: ex.Piecewise, possible: Sequence[ExactValue | None], _covered: bool
    ) -> ExactValue | None:
        if not possible:
            found[node] = Fault(node, node, Requirement.SOME_CASE, None, edge=True)
            return None
        return possible[0]

    with suppress(_OpenError):
        fold(tree, at, holds, merge)
    return tuple(found.values())


def _is_zero(part: ExactValue) -> bool:
    return sign_of(part.value) is Sign.ZERO
