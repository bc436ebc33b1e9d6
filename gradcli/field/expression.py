"""An expression as it is written: the tree that every room reads.

The tree keeps what was typed: a quotient is a quotient because one was written, `x*x` is not
yet `x^2`, and every node knows its place in the text. SymPy's canonical form of a node is made by
`gradcli.field.symbolic`; this module does not load SymPy, so a mistake in the text is answered
before any mathematics is imported.

Nodes are compared by identity. Equal sub-expressions of one input are one node (the parser shares
them; the span is that of the first), which lets a derivation do shared work once and keeps
hashing flat however deep the tree is. Walks over trees are written as loops (`postorder`), because
a tree may be deeper than Python's stack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, assert_never

from gradcli.errors import Span
from gradcli.frozen import dataclass, field

NOWHERE: Final = Span(0, 0)
"""The place of a node that was computed, not typed."""


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A rational number that is not negative: `2`, `0.1` (read exactly as 1/10)."""

    value: Fraction
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """e = 2.718... or pi = 3.141..."""

    name: Literal["e", "pi"]
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A real variable, or the letter that stands for an inner function in a chain rule."""

    name: str
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Negative:
    """-a; the difference a - b is `Sum((a, Negative(b)))`."""

    operand: Node
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """a + b + ..., two terms or more, in the order of writing."""

    terms: tuple[Node, ...]
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Product:
    """a b ..., two factors or more, in the order of writing."""

    factors: tuple[Node, ...]
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Quotient:
    """a / b."""

    numerator: Node
    denominator: Node
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Power:
    """a ^ b."""

    base: Node
    exponent: Node
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A function of the closed table, by its canonical name: `log`, `asin`, `max`, ..."""

    function: str
    arguments: tuple[Node, ...]
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """a < b and the like; a chain `0 < x < 1` is an `Every` of its links."""

    left: Node
    relation: Literal["<", "<=", ">", ">=", "=", "!="]
    right: Node
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Every:
    """All of the conditions hold (`and`)."""

    conditions: tuple[Condition, ...]
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Some:
    """At least one of the conditions holds (`or`)."""

    conditions: tuple[Condition, ...]
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """One case of a piecewise function; `condition` is None for `otherwise`."""

    value: Node
    condition: Condition | None
    span: Span = field(default=NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Piecewise:
    """The value of the first branch whose condition holds; undefined where none does."""

    branches: tuple[Branch, ...]
    span: Span = field(default=NOWHERE, repr=False)


Condition: TypeAlias = Comparison | Every | Some
Node: TypeAlias = (
    Number | Constant | Variable | Negative | Sum | Product | Quotient | Power | Call | Piecewise
)


def operands_of_condition(condition: Condition) -> tuple[Node, ...]:
    """The expressions that a condition compares, left to right."""
    match condition:
        case Comparison(left, _, right):
            return (left, right)
        case Every(conditions) | Some(conditions):
            return tuple(node for part in conditions for node in operands_of_condition(part))
    assert_never(condition)


def _cases(node: Piecewise) -> tuple[Node, ...]:
    return tuple(
        part
        for branch in node.branches
        for part in (
            branch.value,
            *(() if branch.condition is None else operands_of_condition(branch.condition)),
        )
    )


_NOTHING: Final[Callable[[Any], tuple[Node, ...]]] = lambda _: ()  # noqa: E731  a row of the table
# A table rather than a `match`: every walk over a tree asks this once a node.
_OPERANDS: Final[Mapping[type[Node], Callable[[Any], tuple[Node, ...]]]] = MappingProxyType(
    {
        Number: _NOTHING,
        Constant: _NOTHING,
        Variable: _NOTHING,
        Negative: lambda node: (node.operand,),
        Sum: attrgetter("terms"),
        Product: attrgetter("factors"),
        Quotient: attrgetter("numerator", "denominator"),
        Power: attrgetter("base", "exponent"),
        Call: attrgetter("arguments"),
        Piecewise: _cases,
    }
)


def operands(node: Node) -> tuple[Node, ...]:
    """The expressions that `node` is directly made of, in the order of writing."""
    return _OPERANDS[type(node)](node)


def postorder(root: Node) -> Iterator[Node]:
    """Each different node under `root` once, operands before what is made of them."""
    return iter(_in_order(root))


# Everybody who looks at a tree goes through it so, one after the other.
@lru_cache(maxsize=8)
def _in_order(root: Node) -> tuple[Node, ...]:
    order: list[Node] = []
    done: set[Node] = set()
    # A node with operands is met twice: first to put them above it, then to give it out.
    begun: set[Node] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if node in done:
            continue
        if node not in begun and (parts := _OPERANDS[type(node)](node)):
            begun.add(node)
            stack.append(node)
            stack.extend(parts[::-1])
        else:
            done.add(node)
            order.append(node)
    return tuple(order)


def structure_of(node: Node, parts: Hashable) -> Hashable:
    """What a node has in common with those of equal structure; `parts` is that of its operands."""
    match node:
        case Number(value) | Variable(value) | Constant(value) | Call(value, _):
            return (type(node), value, parts)
        case Piecewise():
            # Its conditions are no operands.
            return node
        case _:
            return (type(node), parts)


def are_written_alike(one: Node, other: Node) -> bool:
    """Whether two trees have the same nodes in the same places."""
    known: dict[Hashable, int] = {}
    numbers: dict[Node, int] = {}
    for node in (*postorder(one), *postorder(other)):
        parts = tuple(numbers[part] for part in operands(node))
        numbers[node] = known.setdefault(structure_of(node, parts), len(known))
    return numbers[one] == numbers[other]


def variables_of(root: Node) -> frozenset[str]:
    """The names of the variables that occur in `root`."""
    return frozenset(node.name for node in postorder(root) if isinstance(node, Variable))


@lru_cache(maxsize=1024)
def natural_order(name: str) -> tuple[tuple[int, int | str], ...]:
    """A sort key in which x2 comes before x10."""
    return tuple(
        (0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", name) if part
    )
