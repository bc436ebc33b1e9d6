"""Parts of a function that have options: |u| is u or -u, and a piecewise function a branch.

Each option is f near every point at which its conditions hold. Where two of them meet is a seam.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Final, TypeAlias

from gradcli.field import expression as ex
from gradcli.field.functions import FUNCTIONS
from gradcli.frozen import dataclass, replace

_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)
_TWO: Final = Fraction(2)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A condition of an option: a tree that is compared with 0."""

    tree: ex.Node
    relation: str


Conditions: TypeAlias = tuple[Told, ...] | None


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
    """Each branch that counts on an open region, and where that is."""
    made: Options = []
    before: list[Told] | None = []
    for branch in node.branches:
        condition = branch.condition
        if condition is None:
            made.append((branch.value, None if before is None else tuple(before)))
            return made
        own = told_of(condition)
        if _is_thin(condition):
            continue  # on a seam
        known = None if before is None or own is None else (*before, *own)
        made.append((branch.value, known))
        if _is_thin(condition, outside=True):
            return made  # the branches behind count on a seam alone
        if before is None or own is None or len(own) != 1:
            before = None
        else:
            (only,) = own
            before.append(replace(only, relation=OPPOSITE[only.relation]))
    return made


OPPOSITE: Final = {">": "<", "<": ">", "!=": "=", "=": "!="}


def told_of(condition: ex.Condition) -> tuple[Told, ...] | None:
    """A condition off its seam, as one that holds of all; None for an alternative."""
    match condition:
        case ex.Comparison(left, relation, right):
            strict = relation if relation in ("=", "!=") else relation.rstrip("=")
            return (Told(difference(left, right), strict),)
        case ex.Every(parts):
            told = [told_of(part) for part in parts]
            if any(each is None for each in told):
                return None
            return tuple(one for each in told if each is not None for one in each)
        case ex.Some(parts) if _is_thin(condition, outside=True):
            # x != 0 or y != 0 is x^2 + y^2 != 0.
            told = [told_of(part) for part in parts]
            apart = [ex.Power(one.tree, ex.Number(_TWO)) for each in told for one in each or ()]
            return (Told(ex.Sum(tuple(apart)), "!="),)
        case ex.Some():
            return None


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
