"""Parts of a case that stay between two numbers wherever the case counts: `cos(1/x)` where x != 0.

1/x has no expansion that is uniform in the direction: on the y-axis it has no value. But where the
condition of a case says that x is not 0, cos(1/x) is a number between -1 and 1, and no more needs
to be known for x^2 cos(1/x) to be O(|h|^2) (the squeeze). A power whose exponent is such a number,
|y|^(3 + sin(1/x)), lies below |y|^2 where |y| < 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, reduce
from types import MappingProxyType
from typing import Final, assert_never

from sympy import Expr, Mul

from gradcli.calculus.domain.of_parts import range_from
from gradcli.calculus.domain.ranges import Range
from gradcli.field import expression as ex
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass

_OPPOSITE: Final = MappingProxyType(
    {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}
)


@dataclass(frozen=True, slots=True, eq=False)
class Swings:
    """A tree in which letters stand for what swings, and the least value of each as an exponent.

    A letter that is no exponent has None: all that is known of it is that it is bounded.
    """

    tree: ex.Node
    letters: Mapping[str, Fraction | None]


@lru_cache(maxsize=8)
def with_swings(tree: ex.Node) -> Swings:
    """The tree with letters for what is seen to swing; the tree itself where nothing is."""
    done: dict[ex.Node, ex.Node] = {}
    letters: dict[str, Fraction | None] = {}
    canonical = ToSympy()
    for node in ex.postorder(tree):
        if not isinstance(node, ex.Piecewise):
            same = all(done[part] is part for part in ex.operands(node))
            done[node] = node if same else with_parts(node, done)
            continue
        before: frozenset[Expr] = frozenset()
        branches: list[ex.Branch] = []
        for branch in node.branches:
            own: frozenset[Expr] = frozenset()
            if branch.condition is not None:
                own = _not_zero(branch.condition, canonical, holds=True)
            value = _Case(before | own, canonical, letters).rewritten(branch.value)
            branches.append(replace(branch, value=value))
            if branch.condition is not None:
                before |= _not_zero(branch.condition, canonical, holds=False)
        whole = replace(node, branches=tuple(branches))
        changed = any(
            new.value is not old.value for new, old in zip(branches, node.branches, strict=True)
        )
        done[node] = whole if changed else node
    return Swings(done[tree], MappingProxyType(letters))


def _not_zero(condition: ex.Condition, canonical: ToSympy, *, holds: bool) -> frozenset[Expr]:
    """What is not 0 where the condition holds, or where it does not."""
    match condition:
        case ex.Comparison(left, relation, right):
            if (relation if holds else _OPPOSITE[relation]) not in ("<", ">", "!="):
                return frozenset()
            difference = canonical(left) - canonical(right)
            # Of a product that is not 0 no factor is.
            factors = {part.base if part.is_Pow else part for part in Mul.make_args(difference)}
            return frozenset({difference, -difference, *factors})
        case ex.Every(parts) | ex.Some(parts):
            known = [_not_zero(part, canonical, holds=holds) for part in parts]
            if isinstance(condition, ex.Every) == holds:
                return frozenset[Expr]().union(*known)
            return reduce(frozenset.intersection, known)
    assert_never(condition)


class _Case:
    """The value of one case, and what is not 0 where the case counts."""

    __slots__ = ("_canonical", "_defined", "_letters", "_not_zero", "_ranges", "_wild")

    def __init__(
        self,
        not_zero: frozenset[Expr],
        canonical: ToSympy,
        letters: dict[str, Fraction | None],
    ) -> None:
        self._not_zero = not_zero
        self._canonical = canonical
        self._letters = letters
        self._ranges: dict[ex.Node, Range] = {}
        self._defined: set[ex.Node] = set()
        # What has a denominator, or a logarithm, of which the condition alone says that it is well.
        self._wild: set[ex.Node] = set()

    def rewritten(self, value: ex.Node) -> ex.Node:
        """The value with letters in it."""
        if not self._not_zero:
            return value
        done: dict[ex.Node, ex.Node] = {}
        for node in ex.postorder(value):
            ranges = [self._ranges[part] for part in ex.operands(node)]
            self._ranges[node] = range_from(node, ranges)
            if self._is_defined(node):
                self._defined.add(node)
            parts = ex.operands(node)
            if self._is_guarded(node) or not self._wild.isdisjoint(parts):
                self._wild.add(node)
            same = all(done[part] is part for part in parts)
            done[node] = node if same else with_parts(node, done)
            if node not in self._wild or node not in self._defined:
                continue
            match node:
                case ex.Call() if self._is_bounded(node):
                    done[node] = self._letter(None)
                case ex.Power(base, exponent) if exponent in self._wild:
                    least = self._ranges[exponent].low
                    if isinstance(least, Fraction) and least > 0 and self._is_bounded(exponent):
                        done[node] = ex.Power(done[base], self._letter(least), node.span)
        return done[value]

    def _letter(self, least: Fraction | None) -> ex.Variable:
        # No variable of a reader has a space in its name.
        name = f"swing {len(self._letters) + 1}"
        self._letters[name] = least
        return ex.Variable(name)

    def _is_bounded(self, node: ex.Node) -> bool:
        found = self._ranges[node]
        return -math.inf < found.low and found.high < math.inf

    def _is_guarded(self, node: ex.Node) -> bool:
        match node:
            case ex.Quotient(_, denominator):
                return self._ranges[denominator].low <= 0 <= self._ranges[denominator].high
            case ex.Call("log"):
                return True
        return False

    def _is_not_zero(self, node: ex.Node) -> bool:
        found = self._ranges[node]
        if found.low > 0 or found.high < 0:
            return True
        match node:
            case ex.Negative(operand) | ex.Call("abs" | "sqrt", (operand,)):
                return self._is_not_zero(operand)
            case ex.Product(factors) if all(map(self._is_not_zero, factors)):
                return True
            case ex.Power(base, ex.Number()):
                return self._is_not_zero(base)
        return self._canonical(node) in self._not_zero

    def _is_defined(self, node: ex.Node) -> bool:
        """Whether the node has a value wherever the case counts."""
        if not self._defined.issuperset(ex.operands(node)):
            return False
        match node:
            case (
                ex.Number()
                | ex.Constant()
                | ex.Variable()
                | ex.Negative()
                | ex.Sum()
                | ex.Product()
            ):
                return True
            case ex.Quotient(_, denominator):
                return self._is_not_zero(denominator)
            case ex.Power(_, ex.Number(exponent)) if exponent.denominator == 1:
                return True
            case ex.Power(base, exponent):
                return self._ranges[base].low >= 0 and self._ranges[exponent].low > 0
            case ex.Call("sqrt", (argument,)):
                return self._ranges[argument].low >= 0
            case ex.Call("log", (argument,)):
                return self._ranges[argument].low >= 0 and self._is_not_zero(argument)
            case ex.Call(function):
                domain = FUNCTIONS[function].domain
                return domain is not None and domain.requirement is Requirement.NONE
        return False
