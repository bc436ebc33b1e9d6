"""Parts of a formula that get names, where without names it would be too long to be of use.

A chain of a thousand functions has a derivative of half a million parts as a formula, and of a few
thousand as a graph: most of its parts stand in it hundreds of times. With `let u_1 = ...` each is
said once. Two questions are answered here: which parts of a *function* to name so that its
derivatives stay short (`decomposed`), and which parts of a *result* that is a graph to name so that
it can be written (`with_names`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import Final, assert_never

from gradcli.field import expression as ex
from gradcli.field.substitution import alike_as_one, with_parts, with_values
from gradcli.frozen import dataclass

LONG: Final = 2_000
"""The number of parts beyond which a formula is too long to read: some forty lines."""

_MANY: Final = 10  # partials of that length are too many to be read one after the other
_GROWTH: Final = 20  # how many times larger as a formula than as a graph is too much
_WIDE: Final = 24  # factors of a product that is taken as it is
_GROUP: Final = 10  # factors to a name in one that is wider
_LARGE: Final = 30  # parts of an operand that gets a name
_LARGE_DERIVATIVE: Final = 60  # parts of its derivative, counted in the same way
_WORTH: Final = 12  # parts of what stands more than once in a result, and gets a name


@dataclass(frozen=True, slots=True, eq=False)
class Intermediate:
    """let `name` = `meaning`: a formula in the variables and in the names before it."""

    name: str
    meaning: ex.Node


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition:
    """A function as a small formula of named parts, each a small formula of those before it.

    `values` maps each name to what it stands for, written in the variables alone: one graph, whose
    parts are shared.
    """

    parts: tuple[Intermediate, ...]
    outer: ex.Node
    values: Mapping[str, ex.Node]

    def put_back(self, node: ex.Node) -> ex.Node:
        """The graph of a formula in the names, written in the variables alone."""
        return with_values(node, self.values)


@dataclass(frozen=True, slots=True)
class _Extent:
    """How large a part is written out, how large all its partials are together, its variables."""

    size: int
    partials: int
    variables: frozenset[str]


def slope_name(name: str, variable: str, *, partial: bool) -> str:
    """The name of an intermediate's own derivative: ∂u_1/∂x, du_1/dx of a function of x alone.

    No text can declare such a name, so it is never one of the reader's.
    """
    sign = "∂" if partial else "d"
    return f"{sign}{name}/{sign}{variable}"


def as_slope(name: str) -> tuple[str, str, bool] | None:
    """The two names in that of a derivative and whether it is a partial one; None for others."""
    above, bar, below = name.partition("/")
    return (above[1:], below[1:], name[0] == "∂") if bar else None


_NUMBER: Final = _Extent(1, 0, frozenset())


def decomposed(
    tree: ex.Node, names: Mapping[str, ex.Node] = MappingProxyType({})
) -> Decomposition | None:
    """The function in named parts; None where its gradient is of a length that can be read.

    A gradient is too long when it is far larger written out than the graph of the function, and
    either its partials are long by themselves or there are very many of them. `names` are parts
    that have names already, and keep them.
    """
    if _is_short(tree):
        return None
    order = list(ex.postorder(tree))
    extents: dict[ex.Node, _Extent] = {}
    for node in order:
        extents[node] = _extent(node, extents)
    whole = extents[tree]
    length = max(whole.size, whole.partials)
    bound = LONG * max(1, min(len(whole.variables), _MANY))
    if length <= bound or length <= _GROWTH * len(order):
        return None
    cut = _Cut(extents, {part: name for name, part in names.items()}, whole.variables)
    uses = Counter(part for node in order for part in ex.operands(node))
    for node in order:
        cut.done[node] = cut.rebuilt(node, shared=uses[node] > 1)
    needed = needed_for(cut.parts, cut.done[tree])
    return needed if needed.parts else None


def cut_at(
    tree: ex.Node, names: Mapping[str, ex.Node], held: Collection[str] = ()
) -> Decomposition:
    """The function in the parts that the text itself names, each in terms of those before it.

    A name whose part is a constant, a letter or the whole function is no part; `held` are constants
    with a name.
    """
    named = {part: name for name, part in names.items() if ex.variables_of(part) - {*held}}
    return _cut_where(tree, named.get)


def cut_at_operations(tree: ex.Node, held: Collection[str] = ()) -> Decomposition:
    """The function with a name for each operation on what varies.

    A minus sign, and an operation on constants alone, stay with the operation that uses them.
    """
    fresh = _fresh_names(ex.variables_of(tree))
    moving = {node for node in ex.postorder(tree) if ex.variables_of(node) - {*held}}

    def name_of(node: ex.Node) -> str | None:
        return None if isinstance(node, ex.Negative) or node not in moving else next(fresh)

    return _cut_where(tree, name_of)


def _cut_where(tree: ex.Node, name_of: Callable[[ex.Node], str | None]) -> Decomposition:
    """The function with a name wherever there is one for a node; the whole stays without."""
    parts: list[Intermediate] = []
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(tree):
        new = with_parts(node, done)
        if node is not tree and not isinstance(node, ex.Variable):
            name = name_of(node)
            if name is not None:
                parts.append(Intermediate(name, new))
                new = ex.Variable(name)
        done[node] = new
    return needed_for(parts, done[tree])


def with_names(tree: ex.Node, taken: Collection[str]) -> tuple[tuple[Intermediate, ...], ex.Node]:
    """A result with names for what stands in it more than once, where it is long without them.

    `taken` are names that it may not use.
    """
    order = list(ex.postorder(tree))
    sizes: dict[ex.Node, int] = {}
    for node in order:
        sizes[node] = 1 + sum(sizes[part] for part in ex.operands(node))
    if sizes[tree] <= LONG or sizes[tree] <= 4 * len(order):
        return (), tree
    (tree,) = alike_as_one((tree,))
    order = list(ex.postorder(tree))
    uses = Counter(part for node in order for part in ex.operands(node))
    names = _fresh_names({*taken, *ex.variables_of(tree)})
    parts: list[Intermediate] = []
    done: dict[ex.Node, ex.Node] = {}
    sizes.clear()
    for node in order:
        new = with_parts(node, done)
        sizes[node] = 1 + sum(
            1 if isinstance(done[part], ex.Variable) else sizes[part] for part in ex.operands(node)
        )
        if uses[node] > 1 and sizes[node] >= _WORTH:
            parts.append(Intermediate(next(names), new))
            new = ex.Variable(parts[-1].name)
        done[node] = new
    return tuple(parts), done[tree]


def _fresh_names(taken: Collection[str]) -> Iterator[str]:
    """u_1, u_2, ...; with another letter where a name begins with u already."""
    stems = {name[0] for name in taken}
    stem = next((letter for letter in "uvwpqrstabchk" if letter not in stems), "aux")
    names = (f"{stem}_{place}" for place in count(1))
    return (name for name in names if name not in taken)


def _is_short(tree: ex.Node) -> bool:
    """Whether the gradient cannot be long: no node adds more than its size for each operand."""
    size = 0
    names: set[str] = set()
    stack = [tree]
    while stack:
        node = stack.pop()
        size += 1
        if isinstance(node, ex.Variable):
            names.add(node.name)
        if (size + 1) ** 2 * len(names) > LONG:
            return False
        stack.extend(ex.operands(node))
    return True


def needed_for(parts: Sequence[Intermediate], outer: ex.Node) -> Decomposition:
    """Without the names that nothing uses: what is inside a piecewise function stays as it was."""
    used = set(ex.variables_of(outer))
    kept: list[Intermediate] = []
    for part in reversed(parts):
        if part.name in used:
            kept.append(part)
            used |= ex.variables_of(part.meaning)
    kept.reverse()
    values: dict[str, ex.Node] = {}
    for part in kept:
        values[part.name] = with_values(part.meaning, values)
    return Decomposition(tuple(kept), outer, values)


class _Cut:
    """The walk that cuts a function into named parts, operands first."""

    __slots__ = ("_extents", "_fresh", "_given", "_of_new", "done", "parts")

    def __init__(
        self,
        extents: Mapping[ex.Node, _Extent],
        given: Mapping[ex.Node, str],
        variables: frozenset[str],
    ) -> None:
        self.parts: list[Intermediate] = []
        self.done: dict[ex.Node, ex.Node] = {}
        self._extents = extents
        self._of_new: dict[ex.Node, _Extent] = {}
        self._given = given
        self._fresh = _fresh_names({*variables, *given.values()})

    def rebuilt(self, node: ex.Node, *, shared: bool) -> ex.Node:
        """A node in terms of names, when its operands are done; its name if it is shared."""
        new = self._in_names(node)
        extent = self._of_new[new]
        given = self._given.get(node)
        if given is not None and extent.variables and extent.size > 1:
            return self._named(new, given)
        worth = shared and extent.size >= _WORTH and extent.variables
        return self._named(new) if worth else new

    def _in_names(self, node: ex.Node) -> ex.Node:
        match node:
            case ex.Number() | ex.Constant() | ex.Variable() | ex.Piecewise():
                # The conditions of a piecewise function are for the reader's own variables.
                self._of_new[node] = self._extents[node]
                return node
            case ex.Negative() | ex.Sum():
                return self._measured(with_parts(node, self.done))
            case ex.Product(factors):
                return self._product([self._short(self.done[factor]) for factor in factors])
            case ex.Quotient() | ex.Power() | ex.Call():
                short = {part: self._short(self.done[part]) for part in ex.operands(node)}
                return self._measured(with_parts(node, short))
        assert_never(node)

    def _measured(self, node: ex.Node) -> ex.Node:
        self._of_new[node] = _extent(node, self._of_new)
        return node

    def _short(self, node: ex.Node) -> ex.Node:
        """The node itself, or its name if what is around it would repeat it at length."""
        extent = self._of_new[node]
        derivative = extent.partials / max(len(extent.variables), 1)
        if not extent.variables or (extent.size <= _LARGE and derivative <= _LARGE_DERIVATIVE):
            return node
        return self._named(node)

    def _named(self, node: ex.Node, given: str | None = None) -> ex.Node:
        name = ex.Variable(given or next(self._fresh))
        self.parts.append(Intermediate(name.name, node))
        variables = self._of_new[node].variables
        self._of_new[name] = _Extent(1, len(variables), variables)
        return name

    def _product(self, factors: list[ex.Node]) -> ex.Node:
        """A product of very many as a product of products: the rule repeats all at each factor."""
        if len(set(factors)) > _WIDE:
            while len(factors) > _GROUP:
                factors = [
                    self._named(self._measured(ex.Product(tuple(factors[start : start + _GROUP]))))
                    if len(factors) - start > 1
                    else factors[start]
                    for start in range(0, len(factors), _GROUP)
                ]
        return self._measured(ex.Product(tuple(factors)))


def _extent(node: ex.Node, extents: Mapping[ex.Node, _Extent]) -> _Extent:
    """How large a node and its partials are, from the same of its operands.

    What the rules repeat: of a product each factor beside the slope of every other, of a quotient
    and of a function of something what stands inside it. An operand that occurs twice counts once,
    since like terms and factors are collected.
    """
    match node:
        case ex.Number() | ex.Constant():
            return _NUMBER
        case ex.Variable(name):
            return _Extent(1, 1, frozenset((name,)))
        case ex.Negative(operand):
            part = extents[operand]
            return _Extent(part.size + 1, part.partials, part.variables)
    parts = [extents[part] for part in dict.fromkeys(ex.operands(node))]
    size = 1 + sum(extents[part].size for part in ex.operands(node))
    variables = frozenset[str]().union(*(part.variables for part in parts))
    partials = sum(part.partials for part in parts)
    match node:
        case ex.Sum() | ex.Piecewise():
            pass
        case ex.Product():
            inside = sum(part.size for part in parts)
            partials += sum((inside - part.size) * len(part.variables) for part in parts)
        case ex.Quotient() | ex.Power() | ex.Call():
            partials += (size + 2) * len(variables)
        case _:
            assert_never(node)
    return _Extent(size, partials, variables)
