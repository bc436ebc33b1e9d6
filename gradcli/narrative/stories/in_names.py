"""A derivative in the names that the text gives to its parts: ∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w.

Each factor is the derivative of one part by one of those that it is made of, worked by its own
rule; along a path they are multiplied, and where several paths lead on from a variable, these add
up (the chain rule in several variables: Stewart, Calculus, 14.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Protocol, TypeAlias

from sympy import Expr

from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.graph import Edge, Graph, GraphNode
from gradcli.calculus.rules.regions import is_meant_inside
from gradcli.field.order import order_of
from gradcli.frozen import dataclass
from gradcli.narrative.box import Box
from gradcli.narrative.document import Block, Equations, Line, Paragraph, Sentence, Steps
from gradcli.narrative.notation import number, product_of, sum_of, typeset, variable
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.steps import steps_of
from gradcli.narrative.stories.common import (
    Telling,
    derivative_name,
    function_value,
    local_name,
)

MOST_WORKED: Final = 12
"""Parts whose local derivatives are worked out on the page; beyond that the table says enough."""

MOST_PATHS: Final = 8
"""Paths from a variable whose terms are written side by side."""

DIRECTLY: Final = sentence("directly, the other parts held constant")
_TOGETHER: Final = sentence("combine")
_MULTIPLIED: Final = sentence("multiply")

Path: TypeAlias = tuple[Edge, ...]
"""The edges from a variable to the function, in this order."""


def node_names(graph: Graph) -> frozenset[str]:
    """The names of the nodes, which the letters of the laws leave alone."""
    return frozenset(node.name for node in graph.nodes)


def in_its_parts(graph: Graph | None) -> tuple[Block, ...]:
    """Each part, and the function in terms of them, where there are any."""
    if graph is None or len(graph.parts) < 2:
        return ()
    lines: list[Line] = []
    for node in graph.parts:
        assert node.meaning is not None
        last = node is graph.nodes[-1]
        left = function_value(graph.field) if last else variable(node.name)
        lines.append(Line(left, "=", typeset(node.meaning)))
    told = Paragraph(sentence("In its parts, each made of variables and of parts before it:"))
    return (told, Equations(tuple(lines)))


def local_lines(edge: Edge, reason: Sentence = ()) -> tuple[Line, ...]:
    """da/dz = σ(z)(1 − σ(z)) = a(1 − a); with a `reason` ∂/∂a [b²a] = b²."""
    name = local_name(edge.local.field, edge.source, among=bool(reason))
    worked = Line(name, "=", formula(edge.local.derivative, order_of(edge.local.field)), reason)
    if edge.derivative == edge.local.derivative:
        return (worked,)
    part = equals(variable(edge.target), typeset(edge.local.field.tree))
    return (worked, Line(None, "=", _slope(edge), sentence("since ", part)))


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A gradient as it is told: in the names that the text gives to parts, where there is a graph.

    `formulas` are its components in these names, or else in the variables.
    """

    gradient: Gradient
    graph: Graph | None

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The components as formulas."""
        return self.gradient.components if self.graph is None else self.graph.gradient


class HasGraph(Protocol):
    """An answer that rests on a gradient."""

    @property
    def gradient(self) -> Gradient:
        """The gradient in the variables."""

    @property
    def graph(self) -> Graph | None:
        """The same in the names of parts, where the text names any."""


def as_told(answer: HasGraph, telling: Telling) -> Told:
    """The gradient of an answer in the names of the parts, where it is told so."""
    return Told(answer.gradient, graph_told(answer.graph, telling))


def graph_told(graph: Graph | None, telling: Telling) -> Graph | None:
    """The graph, if its names are kept and it is small enough to be told path by path."""
    return None if telling.expand or graph is None or not _is_small(graph) else graph


def _is_small(graph: Graph) -> bool:
    if len(graph.parts) > MOST_WORKED:
        return False
    # Paths multiply: they are counted before any is walked.
    ways = {graph.output: 1}
    for node in reversed(graph.nodes):
        if node.edges:
            ways[node.name] = sum(ways[edge.target] for edge in node.edges)
    return all(ways.get(name, 0) <= MOST_PATHS for name in graph.field.variables)


class WorkedEdges:
    """The edges whose derivatives stand on the page already: each is worked once."""

    __slots__ = ("_edges",)

    def __init__(self) -> None:
        self._edges: set[int] = set()

    def is_new(self, edge: Edge) -> bool:
        """Whether an edge was not worked before; from now on it was."""
        if id(edge) in self._edges:
            return False
        self._edges.add(id(edge))
        return True


def worked_in_names(
    graph: Graph, name: str, telling: Telling, place: int, worked: WorkedEdges
) -> tuple[Block, ...]:
    """The derivative by one variable: the chain of its factors, each of them, their product."""
    node = next((each for each in graph.nodes if each.name == name), None)
    whole = derivative_name(graph.field, (name,))
    if node is None:
        nothing = sentence(variable(name), " occurs in no part")
        return (Equations((Line(whole, "=", number(0), nothing),), result=True),)
    paths = list(_paths(graph, node))
    blocks: list[Block] = [_chain(graph, whole, paths)]
    if telling.comments and len(paths) > 1:
        blocks.append(_tree(graph, name, paths, telling))
    known: list[Line] = []
    number_of_step = 0
    for edge in dict.fromkeys(edge for path in paths for edge in reversed(path)):
        if not worked.is_new(edge):
            known.append(_again(edge))
            continue
        number_of_step += 1
        steps = steps_of(
            edge.local.derivation,
            edge.local.field,
            telling.detail,
            f"{place}.{number_of_step}",
            node_names(graph) | telling.taken,
        )
        if steps:
            blocks.append(Steps(steps))
        blocks.append(Equations(local_lines(edge, _directly(edge, paths))))
    if known:
        blocks.append(Equations(tuple(known)))
    blocks.append(_put_together(graph, node, paths))
    return (*blocks, *meant_inside([node.derivative]))


def meant_inside(derivatives: Sequence[Expr]) -> tuple[Block, ...]:
    """What the conditions in derivatives mean, where it is not known on which regions they hold."""
    if not is_meant_inside(derivatives):
        return ()
    return (
        Paragraph(
            sentence(
                "A condition counts where it holds all around the point; on which open regions "
                "that is could not be decided."
            )
        ),
    )


def _paths(graph: Graph, node: GraphNode) -> Iterator[Path]:
    """All ways from a node to the function."""
    known = {each.name: each for each in graph.nodes}
    waiting: list[Path] = [(edge,) for edge in reversed(node.edges)]
    while waiting:
        path = waiting.pop()
        target = known[path[-1].target]
        if target.name == graph.output:
            yield path
        waiting.extend((*path, edge) for edge in reversed(target.edges))


def _chain(graph: Graph, whole: Box, paths: Sequence[Path]) -> Equations:
    """∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w, one term a path."""
    terms = [_product([_factor(graph, edge, whole) for edge in reversed(path)]) for path in paths]
    reason = sentence("chain rule" if len(paths) == 1 else "chain rule, one term a path")
    if len(paths) == 1 and len(paths[0]) == 1:
        edge = paths[0][0]
        return Equations((Line(whole, "=", _slope(edge), sentence("directly")),))
    return Equations((Line(whole, "=", sum_of(terms) if len(terms) > 1 else terms[0], reason),))


def _factor(graph: Graph, edge: Edge, whole: Box) -> Box:
    """∂a/∂z; where that would read like the whole derivative, the formula in its place."""
    name = derivative_name(edge.local.field, (edge.source,))
    is_direct = edge.target == graph.output and name == whole
    return _slope(edge) if is_direct else name


def _slope(edge: Edge) -> Box:
    """The derivative along an edge, its sums in the order of the part."""
    return formula(edge.derivative, order_of(edge.local.field))


def _product(factors: Sequence[Box]) -> Box:
    return factors[0] if len(factors) == 1 else product_of(list(factors), dotted=True)


def _directly(edge: Edge, paths: Sequence[Path]) -> Sentence:
    """Of a variable in f itself: its partial with the parts held is not the whole derivative."""
    return DIRECTLY if len(paths) > 1 and (edge,) in paths else ()


def _again(edge: Edge) -> Line:
    name = derivative_name(edge.local.field, (edge.source,))
    return Line(name, "=", _slope(edge), sentence("as above"))


def _put_together(graph: Graph, node: GraphNode, paths: Sequence[Path]) -> Equations:
    """∂L/∂w = 2(a − y) · a(1 − a) · x, and that multiplied out where it is another formula."""
    whole = derivative_name(graph.field, (node.name,))
    terms = [_product([_slope(edge) for edge in reversed(path)]) for path in paths]
    together = sum_of(terms) if len(terms) > 1 else terms[0]
    result = formula(node.derivative, order_of(graph.field))
    if together == result:
        return Equations((Line(whole, "=", result),), result=True)
    lines = (Line(whole, "=", together, _TOGETHER), Line(None, "=", result, _MULTIPLIED))
    return Equations(lines, result=True)


def _tree(graph: Graph, name: str, paths: Sequence[Path], telling: Telling) -> Block:
    """The nodes between a variable and the function, and the derivative along each edge."""
    between = {name, *(edge.target for path in paths for edge in path)}
    shown = [place for place, node in enumerate(graph.nodes) if node.name in between]
    f, x = variable(graph.field.function), variable(name)
    parts = dict.fromkeys(path[0].target for path in paths if path[0].target != graph.output)
    through = enumerated([variable(each) for each in parts])
    if any(path[0].target == graph.output for path in paths):
        through = (*through, *sentence(", and directly"))
    caption = joined(
        (
            sentence(x, " moves ", f, " through "),
            through,
            sentence(
                ": multiply the derivatives along each path from ",
                f,
                " down to ",
                x,
                ", and add the paths up.",
            ),
        ),
        "",
    )
    from gradcli.narrative.stories.backward.graph import (  # noqa: PLC0415  for few functions
        diagram_of,
    )

    return diagram_of(graph, None, telling, shown, caption, slopes=False)
