"""The graph of a backward pass: as a diagram, and what a pass through it costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.backprop import BackpropAnswer
from gradcli.calculus.rules.graph import Edge, Graph, NodeValue
from gradcli.field.size import size
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.notation import relation, typeset, variable
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.stories.common import Telling, approximately, derivative_name, local_name

MOST_DRAWN: Final = 30
"""Nodes of a graph that is drawn on the page; of a larger one the table says enough."""

_IN_A_LABEL: Final = 16  # parts of a formula beside an edge
_MOST_COUNTED: Final = 6  # variables of which each is said how many edges lie behind it


def with_number(name: Box, value: Expr, telling: Telling) -> Box:
    """a = 1/2, or a ≈ 0.880797 of a number that is not rational."""
    if telling.is_exact(value):
        return equals(name, formula(value))
    return relation(name, "≈", approximately(value, telling.digits))


def _of_an_edge(name: Box | None, derivative: Expr, telling: Telling) -> Box:
    """A local derivative, a formula or a number."""
    if derivative.free_symbols or telling.is_exact(derivative):
        return formula(derivative) if name is None else equals(name, formula(derivative))
    number = approximately(derivative, telling.digits)
    return number if name is None else relation(name, "≈", number)


def diagram_of(
    graph: Graph,
    passes: Sequence[NodeValue] | None,
    telling: Telling,
    shown: Sequence[int],
    caption: doc.Sentence = (),
    *,
    slopes: bool = True,
) -> doc.Diagram:
    """The nodes in these places and the edges between them, with numbers where there are any.

    Without `slopes` the derivatives of f with respect to the nodes are left to the reader.
    """
    place = {graph.nodes[each].name: number for number, each in enumerate(shown)}
    vertices, arrows = [], []
    for each in shown:
        node = graph.nodes[each]
        name, slope = variable(node.name), derivative_name(graph.field, (node.name,))
        meaning = None if node.meaning is None else typeset(node.meaning)
        if not slopes:
            notes = []
        elif passes is None:
            notes = [equals(slope, formula(node.derivative))]
        elif meaning is None:
            value = passes[each].value
            meaning = formula(value) if telling.exact else approximately(value, telling.digits)
            notes = [with_number(slope, passes[each].derivative, telling)]
        else:
            numbers = ((name, passes[each].value), (slope, passes[each].derivative))
            notes = [with_number(left, value, telling) for left, value in numbers]
        vertices.append(doc.Vertex(name, meaning, node.meaning is None, tuple(notes)))
        for number, edge in enumerate(node.edges):
            if edge.target not in place:
                continue
            # Beside other paths from a node, df/dx by this one alone would pass for that by all.
            among = edge.target == graph.output and len(node.edges) > 1
            is_long = among and size(edge.local.field.expression) > _IN_A_LABEL
            local = None if is_long else local_name(edge.local.field, edge.source, among=among)
            label = _of_an_edge(
                local,
                edge.derivative if passes is None else passes[each].edges[number].local,
                telling,
            )
            arrows.append(doc.Arrow(place[node.name], place[edge.target], label))
    return doc.Diagram(tuple(vertices), tuple(arrows), caption)


def the_graph(
    answer: BackpropAnswer, telling: Telling, shown: Sequence[int]
) -> tuple[doc.Block, ...]:
    """The graph as a tree below f, and how it is read."""
    # Where nodes are left out, so are paths.
    whole = len(shown) == len(answer.graph.nodes)
    if not whole or len(shown) > MOST_DRAWN or len(answer.graph.parts) < 2:
        return ()
    f = variable(answer.field.function)
    one_path = all(len(node.edges) <= 1 for node in answer.graph.nodes)
    caption = sentence(
        "Under each part stand the nodes in its formula. Beside a node stands a local derivative: "
        "how fast the part above it changes when this node alone is nudged. Multiply the local "
        "derivatives along the path from ",
        f,
        " to a node: that is the derivative of ",
        f,
        " with respect to the node."
        if one_path
        else " with respect to the node. Where several paths lead there, add their products.",
        *_straight(answer.graph),
    )
    return (
        doc.Heading(sentence("The graph"), 2),
        diagram_of(answer.graph, answer.passes, telling, shown, caption),
    )


def _straight(graph: Graph) -> tuple[str | Box, ...]:
    """Why there is a d and not a ∂ in da/dz, beside others that have a ∂."""
    edges = [edge for node in graph.nodes for edge in node.edges]
    alone = [edge for edge in edges if len(edge.local.field.arguments) == 1]
    if not alone or len(alone) == len(edges):
        return ()
    edge = alone[0]
    name = derivative_name(edge.local.field, (edge.source,))
    part, by = variable(edge.target), variable(edge.source)
    return (
        " ",
        name,
        " has a d and no ∂, since ",
        by,
        " is the only node in the formula of ",
        part,
        *_same_as_below(graph, edge),
    )


def _same_as_below(graph: Graph, edge: Edge) -> tuple[str | Box, ...]:
    """That df/du is the ∂f/∂u of the other lines, where no other path leads from f to u."""
    if edge.target != graph.output:
        return (".",)
    return ("; it is the ", derivative_name(graph.field, (edge.source,)), " of the other lines.")


def why_backward(graph: Graph) -> tuple[doc.Block, ...]:
    """Why the contributions add up, and what a backward pass costs, counted on this graph."""
    f = variable(graph.field.function)
    blocks: list[doc.Block] = [
        doc.Heading(sentence("Why this works"), 2),
        doc.Paragraph(
            sentence(
                "Nudge one node a little. Each part that uses it changes by about the nudge times "
                "the local derivative. Each changed part then changes the parts that use it, and "
                "so on up to ",
                f,
                ". For small nudges the effects along all paths add up: this is the chain rule in "
                "several variables. One pass from ",
                f,
                " back to the variables gives all derivatives, since the derivative at a node "
                "needs only those at the parts that use it, and the local derivatives there.",
            )
        ),
    ]
    names = [node.name for node in graph.nodes if node.meaning is None]
    if len(names) > 1:
        blocks.append(doc.Paragraph(_cost(graph, names)))
    return tuple(blocks)


def edges_behind(graph: Graph) -> dict[str, int]:
    """For each variable the number of edges on the paths from it: those of its forward pass."""
    names = [node.name for node in graph.nodes if node.meaning is None]
    # One bit a variable: those of which a node is made.
    made_of = {name: 1 << place for place, name in enumerate(names)}
    counts = [0] * len(names)
    for node in graph.nodes:
        mine = made_of.get(node.name, 0)
        for edge in node.edges:
            made_of[edge.target] = made_of.get(edge.target, 0) | mine
        left = mine if node.edges else 0
        while left:
            lowest = left & -left
            counts[lowest.bit_length() - 1] += len(node.edges)
            left ^= lowest
    return dict(zip(names, counts, strict=True))


def _cost(graph: Graph, names: Sequence[str]) -> doc.Sentence:
    edges = sum(len(node.edges) for node in graph.nodes)
    behind = edges_behind(graph)
    forward = sum(behind.values())
    every = "both variables" if len(names) == 2 else f"all {len(names)} variables"
    f = variable(graph.field.function)
    backward = sentence(
        f"The way back uses each of the {edges} local derivatives once, as in the lines above, and "
        "gives the derivatives with respect to ",
        every,
        ".",
    )
    ahead = sentence(
        "The other way begins at a variable: how fast does each part change, up to ",
        f,
        ", when this variable is nudged? That uses each local derivative on the way, for every "
        "variable anew",
    )
    if len(names) <= _MOST_COUNTED:
        each = [sentence(f"{count} for ", variable(name)) for name, count in behind.items()]
        ahead = (*ahead, *sentence(": "), *joined(each[:-1], ", "), *sentence(" and "), *each[-1])
    total = (
        ". That is as many here, since no local derivative serves two variables."
        if forward == edges
        else f", {forward} in all."
    )
    return (*backward, doc.Words(" "), *ahead, doc.Words(total))
