"""Parts of a function that have options: |u| is u or -u, and a piecewise function a branch.

Each option is f near every point at which its conditions hold. Where two of them meet is a seam.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from itertools import combinations, islice, product
from typing import Final, TypeAlias, assert_never

from gradcli.field import expression as ex
from gradcli.field.functions import FUNCTIONS
from gradcli.frozen import dataclass, replace

_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)
_TWO: Final = Fraction(2)
# A branch with more of them is not taken apart.
_MOST_WAYS: Final = 8


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A condition of an option: a tree that is compared with 0."""

    tree: ex.Node
    relation: str


Conjunction: TypeAlias = tuple[Told, ...]
Conditions: TypeAlias = Conjunction | None
Options: TypeAlias = list[tuple[ex.Node, Conditions]]


def options_of(node: ex.Call) -> Options | None:
    """What a call can be near a point off its seams."""
    match node:
        case ex.Call("abs", (u,)):
            return [
                (u, (Told(u, ">"),)),
                (ex.Negative(u), (Told(u, "<"),)),
            ]
        case ex.Call("sign", (u,)):
            one = ex.Number(_ONE)
            return [(one, (Told(u, ">"),)), (ex.Negative(one), (Told(u, "<"),))]
        case ex.Call("step", (u,)):
            return [
                (ex.Number(_ONE), (Told(u, ">"),)),
                (ex.Number(_ZERO), (Told(u, "<"),)),
            ]
        case ex.Call("max" | "min" as name, arguments):
            relation = ">" if name == "max" else "<"
            return [
                (
                    one,
                    tuple(
                        Told(difference(one, other), relation)
                        for other in arguments
                        if other is not one
                    ),
                )
                for one in arguments
            ]
        case _:
            return None


def meeting(node: ex.Call) -> Iterator[tuple[ex.Node, ex.Node]]:
    """What is equal where the options of a call meet."""
    match node:
        case ex.Call("max" | "min", arguments):
            yield from combinations(arguments, 2)
        case ex.Call(_, (u, *_)):
            yield u, ex.Number(_ZERO)


def branches(node: ex.Piecewise) -> Options:
    """Each branch that counts on an open region, and where that is: once for each way to be there.

    x < 0 or y < 0 is one of two ways, and where it fails x > 0 and y > 0 hold.
    """
    made: Options = []
    before: list[Conjunction] | None = [()]
    for branch in node.branches:
        condition = branch.condition
        if condition is None:
            made.extend(_in_each_way(branch.value, before))
            return made
        if _is_thin(condition):
            continue  # on a seam
        own = _ways(condition)
        made.extend(_in_each_way(branch.value, None if before is None else _both(before, own)))
        if _is_thin(condition, outside=True):
            return made  # the branches behind count on a seam alone
        too_many = before is None or len(own) > _MOST_WAYS
        before = None if before is None or too_many else _both(before, _failing(own))
    return made


def _in_each_way(value: ex.Node, ways: list[Conjunction] | None) -> Options:
    """A branch with the conditions of each way to be on it; None where there are too many."""
    if ways is None or len(ways) > _MOST_WAYS:
        return [(value, None)]
    return [(value, way) for way in ways]


OPPOSITE: Final = {">": "<", "<": ">", "!=": "=", "=": "!="}


def _ways(condition: ex.Condition) -> list[Conjunction]:
    """In which ways a condition holds off its seams: all conditions of one of these hold."""
    match condition:
        case ex.Comparison(left, relation, right):
            strict = relation if relation in ("=", "!=") else relation.rstrip("=")
            return [(Told(difference(left, right), strict),)]
        case ex.Every(parts):
            return reduce(_both, map(_ways, parts))
        case ex.Some(parts) if _is_thin(condition, outside=True):
            # x != 0 or y != 0 is x^2 + y^2 != 0.
            apart = [
                ex.Power(one.tree, ex.Number(_TWO))
                for part in parts
                for way in _ways(part)
                for one in way
            ]
            return [(Told(ex.Sum(tuple(apart)), "!="),)]
        case ex.Some(parts):
            return [way for part in parts if not _is_thin(part) for way in _ways(part)]
    assert_never(condition)


def _failing(ways: list[Conjunction]) -> list[Conjunction]:
    """In which ways all of them fail, off their seams."""
    failing: list[Conjunction] = [()]
    for way in ways:
        turned = (replace(one, relation=OPPOSITE[one.relation]) for one in way)
        failing = _both(failing, [(one,) for one in turned if one.relation != "="])
    return failing


def _both(some: list[Conjunction], others: list[Conjunction]) -> list[Conjunction]:
    """The ways in which two conditions hold together; of too many, so many that they are left."""
    return [(*one, *other) for one, other in islice(product(some, others), _MOST_WAYS + 1)]


def difference(one: ex.Node, other: ex.Node) -> ex.Node:
    """What is 0 where both are equal."""
    if isinstance(other, ex.Number) and other.value == 0:
        return one
    return ex.Sum((one, ex.Negative(other)))


def _is_thin(condition: ex.Condition, *, outside: bool = False) -> bool:
    """Whether a condition holds on a seam alone, x = 0 and y = 0; or fails there alone, x != 0."""
    match condition:
        case ex.Comparison(_, relation, _):
            return relation == ("!=" if outside else "=")
        case ex.Every(parts) | ex.Some(parts):
            thin = (_is_thin(part, outside=outside) for part in parts)
            return any(thin) if isinstance(condition, ex.Every) is not outside else all(thin)


def compared(node: ex.Piecewise) -> Iterator[tuple[ex.Comparison, ...]]:
    """What is compared; equalities that hold together stand together."""
    waiting: list[ex.Condition] = [
        branch.condition for branch in node.branches if branch.condition is not None
    ]
    while waiting:
        condition = waiting.pop()
        match condition:
            case ex.Comparison():
                yield (condition,)
            case ex.Every(parts) | ex.Some(parts):
                same = "=" if isinstance(condition, ex.Every) else "!="
                plain = [part for part in parts if isinstance(part, ex.Comparison)]
                if len(plain) == len(parts) and all(each.relation == same for each in plain):
                    yield tuple(plain)
                else:
                    waiting.extend(parts)


def can_jump(node: ex.Node) -> bool:
    """Whether a part may have a value of its own where its options meet: sign(0) is 0."""
    return isinstance(node, ex.Piecewise) or (
        isinstance(node, ex.Call) and FUNCTIONS[node.function].jumps
    )
