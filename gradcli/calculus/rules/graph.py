"""The chain rule through the graph of a function: from the result back to the variables.

The graph's nodes are the variables and named parts, each a formula of the nodes before it; an edge
carries the local derivative of one part with respect to one of its operands. The derivative of f
with respect to a node is the sum, over the edges out of it, of the local derivative times the
derivative of f with respect to the node that the edge leads to (the chain rule in several
variables; Rumelhart, Hinton and Williams, Nature 323 (1986), call its use backpropagation).

Shape: n variables, m parts and the function itself; one backward pass gives all n + m derivatives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from sympy import Expr, Rational

from gradcli.calculus.clean_up.tidy import tidy
from gradcli.calculus.numbers.constants import exactly_at
from gradcli.calculus.numbers.intervals import ends, intervals
from gradcli.calculus.numbers.numeric import Arithmetic
from gradcli.calculus.numbers.numeric import evaluate as evaluate_tree
from gradcli.calculus.rules.gradient import Partial, partial
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.sympy_build import ONE, ZERO, product, total
from gradcli.field.from_sympy import from_sympy
from gradcli.field.intermediates import Decomposition, Intermediate, cut_at, decomposed
from gradcli.field.scalar_field import ScalarField
from gradcli.field.substitution import with_values
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """From an operand to the part that uses it; `local` is worked by the rules.

    `derivative` is its result, with the part's own name where the rule has the part's value: for
    a = sigmoid(z) it is a (1 - a). `contribution` is what the edge adds to the derivative of f with
    respect to the operand: that times the derivative with respect to the part, in the names of the
    nodes.
    """

    source: str
    target: str
    local: Partial
    derivative: Expr
    contribution: Expr


@dataclass(frozen=True, slots=True, eq=False)
class GraphNode:
    """A variable (`meaning` is None), a part, or the function itself, which is the last node.

    `derivative` is that of f with respect to it, in the names of the nodes; `edges` lead out of
    the node, to the parts that use it.
    """

    name: str
    meaning: ex.Node | None
    edges: tuple[Edge, ...]
    derivative: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The nodes, operands before what is made of them, and what each name stands for."""

    field: ScalarField
    nodes: tuple[GraphNode, ...]
    decomposition: Decomposition

    @property
    def output(self) -> str:
        """The name of the last node: the function's own, unless a variable has it."""
        return self.nodes[-1].name

    @property
    def parts(self) -> tuple[GraphNode, ...]:
        """The named parts, and the function itself."""
        return tuple(node for node in self.nodes if node.meaning is not None)

    @property
    def gradient(self) -> tuple[Expr, ...]:
        """The derivatives with respect to the variables, in their order and in the names."""
        known = {node.name: node.derivative for node in self.nodes}
        return tuple(known.get(name, ZERO) for name in self.field.variables)

    def derivative_by(self, name: str) -> Expr:
        """The derivative with respect to a variable, in the names of the nodes."""
        known = {node.name: node.derivative for node in self.nodes}
        return known.get(name, ZERO)

    def written_out(self, derivative: Expr) -> ex.Node:
        """A derivative in the variables alone, as a graph."""
        return with_values(from_sympy(derivative), self.decomposition.values)


def graph_of(field: ScalarField, decomposition: Decomposition) -> Graph:
    """The graph of a function that is cut into parts, with all derivatives."""
    taken = {*field.letters, *(part.name for part in decomposition.parts)}
    names = (field.function, *"fghFGH")
    output = Intermediate(next(each for each in names if each not in taken), decomposition.outer)
    parts = (*decomposition.parts, output)
    locals_of = {part.name: _locals(part, field.held) for part in parts}
    inside = ex.variables_of(field.tree)
    variables = [name for name in field.variables if name in inside]
    meanings: dict[str, ex.Node | None] = dict.fromkeys(variables)
    meanings |= {part.name: part.meaning for part in parts}
    derivative: dict[str, Expr] = {output.name: ONE}
    users: dict[str, list[tuple[Partial, Expr]]] = {name: [] for name in meanings}
    for part in parts:
        for local in locals_of[part.name]:
            slope = local.derivative if part is output else _in_its_own_name(local)
            users[local.variable].append((local, slope))
    nodes: list[GraphNode] = []
    for name in reversed(meanings):
        edges = [
            Edge(
                name,
                local.field.function,
                local,
                slope,
                product(slope, derivative[local.field.function]),
            )
            for local, slope in users[name]
        ]
        if name != output.name:
            derivative[name] = tidy(total(*(edge.contribution for edge in edges)))
        nodes.append(GraphNode(name, meanings[name], tuple(edges), derivative[name]))
    return Graph(field, tuple(reversed(nodes)), decomposition)


def graph_in_names(field: ScalarField) -> Graph | None:
    """The graph of the parts that the text names; None where it names none.

    Nor where the function is so large that it is taken apart to be derived at all.
    """
    if not field.names or decomposed(field.tree, field.names) is not None:
        return None
    cut = cut_at(field.tree, field.names, field.held)
    return graph_of(field, cut) if cut.parts else None


def _locals(part: Intermediate, held: Sequence[str]) -> tuple[Partial, ...]:
    """The derivative of a part with respect to each of its operands, the others held.

    The constants that the function holds are no operands.
    """
    names = tuple(sorted(ex.variables_of(part.meaning) - {*held}, key=ex.natural_order))
    own = ScalarField.of_tree(part.meaning, function=part.name, variables=names, held=tuple(held))
    return tuple(partial(own, name) for name in names)


def _in_its_own_name(local: Partial) -> Expr:
    """The derivative of a part, written with the part's name for its value."""
    value = local.field.expression
    if value.is_Function or (value.is_Pow and not value.exp.is_number):
        return local.derivative.xreplace({value: symbol(local.field.function)})
    return local.derivative


@dataclass(frozen=True, slots=True, eq=False)
class EdgeValue:
    """The numbers of an edge at a point: local derivative, what comes from above, their product."""

    edge: Edge
    local: Expr
    upstream: Expr
    contribution: Expr


@dataclass(frozen=True, slots=True, eq=False)
class NodeValue:
    """The numbers of a node at a point: its value, the derivative of f by it, and its edges."""

    node: GraphNode
    value: Expr
    derivative: Expr
    edges: tuple[EdgeValue, ...]


def evaluate(graph: Graph, values: Mapping[str, Expr]) -> Sequence[NodeValue]:
    """Forward through the graph, then backward, in exact numbers; `values` are the variables'.

    The function is smooth at the point: then every part has a value and every edge a derivative.
    """
    forward = dict(values)
    for node in graph.parts:
        assert node.meaning is not None
        forward[node.name] = exactly_at(forward)(node.meaning)
    at = exactly_at(forward)
    backward: dict[str, Expr] = {}
    found: list[NodeValue] = []
    for node in reversed(graph.nodes):
        edges = []
        for edge in node.edges:
            local, upstream = at(from_sympy(edge.derivative)), backward[edge.target]
            edges.append(EdgeValue(edge, local, upstream, product(local, upstream)))
        whole = total(*(edge.contribution for edge in edges)) if edges else ONE
        backward[node.name] = whole
        found.append(NodeValue(node, forward[node.name], whole, tuple(edges)))
    return tuple(reversed(found))


# A longest path over so many nodes, added up over all nodes, and the exact numbers are too long.
_DEEP: Final = 600
# What has a slope wherever its value and the formula of its derivative have one.
_SMOOTH: Final = frozenset(
    {"exp", "log", "sqrt", "cbrt", "sin", "cos", "tan", "asin", "acos", "atan"}
    | {"sinh", "cosh", "tanh", "asinh", "sigmoid", "softplus", "erf"}
)
_DIGITS: Final = (60, 200)
_CERTAIN: Final = Fraction(1, 10**45)


def is_deep(graph: Graph) -> bool:
    """Whether functions stand so deep inside one another that exact numbers would be no help.

    Those of rational functions are rational, and stay exact.
    """
    depth: dict[str, int] = {}
    for node in graph.nodes:
        depth[node.name] = depth.get(node.name, 0) + 1
        for edge in node.edges:
            depth[edge.target] = max(depth.get(edge.target, 0), depth[node.name])
    return sum(depth.values()) > _DEEP and any(
        isinstance(node, ex.Call) for node in ex.postorder(graph.field.tree)
    )


def evaluate_in_decimals(graph: Graph, values: Mapping[str, Expr]) -> Sequence[NodeValue] | None:
    """The same numbers to some forty digits, each enclosed; None where they are not.

    Only of what is smooth wherever the formulas have values: then the numbers prove that f is.
    """
    if not all(map(_is_smooth_where_it_has_a_value, ex.postorder(graph.field.tree))):
        return None
    for digits in _DIGITS:
        try:
            found = _enclosed(graph, values, intervals(digits))
        except ArithmeticError:  # no enclosure with so many digits, or no real value
            continue
        if found is not None:
            return found
    return None


def _is_smooth_where_it_has_a_value(node: ex.Node) -> bool:
    match node:
        case ex.Piecewise():
            return False
        case ex.Call(function):
            return function in _SMOOTH
        case ex.Power(base, exponent):
            # u^(3/2) ends at u = 0, and its slope there is 0 by the formula.
            is_whole = isinstance(exponent, ex.Number) and exponent.value.denominator == 1
            return is_whole or isinstance(base, ex.Constant)
        case _:
            return True


def _enclosed(
    graph: Graph, values: Mapping[str, Expr], numbers: Arithmetic[Any]
) -> Sequence[NodeValue] | None:
    of = numbers.of
    forward = {name: evaluate_tree(from_sympy(each), {}, numbers) for name, each in values.items()}
    for node in graph.parts:
        assert node.meaning is not None
        forward[node.name] = evaluate_tree(node.meaning, forward, numbers)
    backward: dict[str, Any] = {graph.output: of.number(Fraction(1))}
    found: list[NodeValue] = []
    for node in reversed(graph.nodes):
        edges: list[EdgeValue] = []
        for edge in node.edges:
            local = evaluate_tree(from_sympy(edge.derivative), forward, numbers)
            upstream = backward[edge.target]
            added = of.multiply(local, upstream)
            known = backward.get(node.name)
            backward[node.name] = added if known is None else of.add(known, added)
            decimals = [_middle(each) for each in (local, upstream, added)]
            if None in decimals:
                return None
            edges.append(EdgeValue(edge, *decimals))
        value, slope = _middle(forward[node.name]), _middle(backward[node.name])
        if value is None or slope is None:
            return None
        found.append(NodeValue(node, value, slope, tuple(edges)))
    return tuple(reversed(found))


def _middle(interval: Any) -> Expr | None:
    """The middle of an enclosure that leaves no digit of interest open."""
    try:
        low, high = ends(interval)
    except OverflowError:
        return None
    if high - low > _CERTAIN * max(abs(low), abs(high)):
        return None
    middle = (low + high) / 2
    return Rational(middle.numerator, middle.denominator)
