"""One walk for every way of evaluating a tree: numbers, intervals, exact values, expansions.

Operands are folded before what is made of them, each shared node once, and of a piecewise
function only the branches that can matter: a branch that does not hold may be undefined there
without harm. The walk is a loop, so a tree deeper than Python's stack is no danger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, assert_never

from gradcli.field import expression as ex

T = TypeVar("T")

Operate = Callable[[ex.Node, tuple[T, ...]], T]
Holds = Callable[[ex.Comparison, T, T], bool | None]
Merge = Callable[[ex.Piecewise, Sequence[T], bool], T]


def fold(root: ex.Node, operate: Operate[T], holds: Holds[T], merge: Merge[T]) -> T:
    """The value of `root`.

    `operate(node, values)` makes a node's value from those of its operands (any node but a
    piecewise one); `holds(comparison, left, right)` decides a comparison, or is None where it
    cannot; `merge(node, values, covered)` makes the value of a piecewise node from those of the
    branches that could not be ruled out (one, where all was decided; none, where no condition
    holds); `covered` says that one of them surely counts: that none does is a possibility too.
    """
    return fold_each((root,), operate, holds, merge)[0]


def fold_each(
    roots: Sequence[ex.Node], operate: Operate[T], holds: Holds[T], merge: Merge[T]
) -> tuple[T, ...]:
    """The values of several roots: what they share is folded once."""
    values: dict[ex.Node, T] = {}
    truths: dict[ex.Node, list[bool | None]] = {}
    stack: list[ex.Node] = list(reversed(roots))
    while stack:
        node = stack[-1]
        if node in values:
            stack.pop()
            continue
        if isinstance(node, ex.Piecewise):
            known = truths.setdefault(node, [])
            wanted, possible = _possible_branches(node, values, holds, known)
            if wanted:
                stack.extend(reversed(wanted))
                continue
            values[node] = merge(node, possible, known[-1] is True)
            stack.pop()
            continue
        parts = ex.operands(node)
        missing = [part for part in parts if part not in values]
        if missing:
            stack.extend(reversed(missing))
            continue
        values[node] = operate(node, tuple([values[part] for part in parts]))
        stack.pop()
    return tuple([values[root] for root in roots])


def _possible_branches(
    node: ex.Piecewise,
    values: Mapping[ex.Node, T],
    holds: Holds[T],
    truths: list[bool | None],
) -> tuple[list[ex.Node], list[T]]:
    """The nodes that must be folded first, or else the values of the branches that may hold.

    `truths` are those of the first conditions, as far as they are known: the walk comes back here
    once for each condition, and must not begin again each time.
    """
    if not (truths and truths[-1] is True):
        for branch in node.branches[len(truths) :]:
            truth: bool | None = True
            if branch.condition is not None:
                missing, truth = decide(branch.condition, values, holds)
                if missing:
                    return missing, []
            truths.append(truth)
            if truth is True:
                break
    candidates = [
        branch.value
        for branch, truth in zip(node.branches, truths, strict=False)
        if truth is not False
    ]
    wanted = [value for value in candidates if value not in values]
    return wanted, [] if wanted else [values[value] for value in candidates]


def decide(
    condition: ex.Condition, values: Mapping[ex.Node, T], holds: Holds[T]
) -> tuple[list[ex.Node], bool | None]:
    """The truth of `condition`, with the nodes that must be folded before it can be known.

    Parts are read from the left, and a part that settles the whole ends the reading: in
    `x != 0 and 1/x > 2` the second is not looked at where x is 0.
    """
    match condition:
        case ex.Comparison(left, _, right):
            missing = [side for side in (left, right) if side not in values]
            if missing:
                return missing, None
            return [], holds(condition, values[left], values[right])
        case ex.Every(parts):
            return _settle(parts, values, holds, settled_by=False)
        case ex.Some(parts):
            return _settle(parts, values, holds, settled_by=True)
    assert_never(condition)


def _settle(
    parts: tuple[ex.Condition, ...],
    values: Mapping[ex.Node, T],
    holds: Holds[T],
    *,
    settled_by: bool,
) -> tuple[list[ex.Node], bool | None]:
    whole: bool | None = not settled_by
    for part in parts:
        missing, truth = decide(part, values, holds)
        if missing:
            return missing, None
        if truth is settled_by:
            return [], settled_by
        if truth is None:
            whole = None
    return [], whole
