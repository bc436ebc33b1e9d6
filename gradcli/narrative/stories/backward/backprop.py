"""`backprop`: forward through the graph for the values, backward for the derivatives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.backprop import BackpropAnswer
from gradcli.calculus.numbers.constants import nearest_float
from gradcli.calculus.rules.graph import Edge, EdgeValue, Graph, GraphNode, NodeValue
from gradcli.field.from_sympy import OrderOfSum
from gradcli.field.order import order_of
from gradcli.field.size import size
from gradcli.frozen import replace
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.steps import Detail, steps_of
from gradcli.narrative.stories import common
from gradcli.narrative.stories.backward.graph import MOST_DRAWN, diagram_of, the_graph, why_backward
from gradcli.narrative.stories.checking import Certificate, certificate_of_values, checked
from gradcli.narrative.stories.in_names import (
    DIRECTLY,
    MOST_WORKED,
    in_its_parts,
    local_lines,
    node_names,
)
from gradcli.narrative.stories.partials import reading, slopes_of_less_known

_IN_A_CELL: Final = 16  # parts of a formula, as many as have room in a row of a large table
_IN_A_ROW: Final = 3  # terms of a sum
_WHY_DECIMAL: Final = (
    "The numbers are decimals: functions stand so deep inside one another here that the exact ones "
    "would fill pages."
)


def backprop_story(
    answer: BackpropAnswer, telling: common.Telling = common.FULLY, *, top: int | None = None
) -> doc.Document:
    """The answer; the forward and the backward pass; each edge; why the chain rule adds them up.

    Of the nodes the table and the graph show the `top` ones, or all.
    """
    field, graph = answer.field, answer.graph
    telling = replace(telling, exact=answer.is_exact)
    blocks: list[doc.Block] = [
        *reading(field),
        *in_its_parts(graph),
        *_summary(answer, telling),
    ]
    if not answer.is_exact:
        blocks.append(doc.Paragraph(sentence(_WHY_DECIMAL)))
    if telling.comments:
        blocks.append(doc.Heading(sentence("Forward and backward"), 2))
        blocks.append(doc.Paragraph(_passes_sentence(graph, answer.passes is not None)))
    shown = shown_nodes(answer, top)
    blocks.append(_table(answer, shown, telling))
    tree = the_graph(answer, telling, shown) if telling.comments else ()
    blocks.extend(tree)
    if telling.comments and len(graph.parts) <= MOST_WORKED:
        blocks.extend(_local_derivatives(graph, telling, known=bool(tree)))
        blocks.extend(_backward(graph, answer.passes, telling))
    if answer.at is not None and answer.passes is None:
        blocks.append(
            doc.Heading(
                sentence("At the point ", nt.point_of(common.written_point(answer.at.point))), 2
            )
        )
        blocks.extend(explain(answer.at.verdict, field, answer.at.point))
    if telling.detail is Detail.FULL:
        blocks.extend(why_backward(graph))
    made = (*certificate_of_values(answer.at, field), *_agreement(answer))
    blocks.append(checked(answer.check, field, telling, made))
    return doc.Document(
        tuple(blocks),
        asked=common.asked(
            sentence("The gradient, worked backward,"),
            field,
            None if answer.at is None else answer.at.point,
        ),
    )


def backprop_diagram(
    answer: BackpropAnswer, telling: common.Telling = common.FULLY, *, top: int | None = None
) -> doc.Diagram:
    """The graph, with the numbers at the point where there is one: all nodes, or the `top` ones."""
    telling = replace(telling, exact=answer.is_exact)
    return diagram_of(answer.graph, answer.passes, telling, shown_nodes(answer, top))


def backprop_headline(answer: BackpropAnswer) -> Box:
    """∇f(2, 3) = (12, 4)."""
    at = None if answer.at is None else common.written_point(answer.at.point)
    symbol = nt.gradient_symbol(answer.field.function, at)
    if answer.is_exact:
        return equals(symbol, nt.vector([formula(value) for value in answer.values()]))
    return nt.relation(
        symbol, "≈", nt.vector([common.approximately(value) for value in answer.values()])
    )


def _summary(answer: BackpropAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """The derivatives asked for, in the names of the parts and in numbers."""
    field = answer.field
    lines = []
    if answer.passes is not None and answer.at is not None:
        at = nt.value_of(field.function, common.written_point(answer.at.point))
        whole = next(each.value for each in answer.passes if each.node.name == answer.graph.output)
        lines.append(doc.Line(at, *_number(whole, telling)))
    values = dict(zip(answer.by, answer.values(), strict=True)) if answer.passes else {}
    nodes = {node.name: node for node in answer.graph.nodes}
    # In the order in which they were asked for, as -q has them.
    for node in (nodes[name] for name in answer.by if name in nodes):
        name: Box | None = common.derivative_name(field, (node.name,))
        value = values.get(node.name)
        if telling.expand:
            written = answer.graph.written_out(node.derivative)
            lines.append(doc.Line(name, "=", nt.typeset(written), sentence("written out")))
            name = None
        elif value is None or common.fit_in_a_vector((node.derivative,)):
            lines.append(doc.Line(name, "=", _by_rule_or_paths(answer.graph, node)))
            name = None
        if value is not None and value != node.derivative:
            lines.append(doc.Line(name, *_number(value, telling)))
    blocks: list[doc.Block] = [doc.Equations(tuple(lines), result=True)] if lines else []
    if answer.at is not None and answer.passes is None:
        told = explain(answer.at.verdict, field, answer.at.point)
        blocks.extend([block for block in told if isinstance(block, doc.Remark)][:1])
    unused = [nt.variable(name) for name in answer.by if name not in node_names(answer.graph)]
    if unused:
        does = "does" if len(unused) == 1 else "do"
        blocks.append(
            doc.Paragraph(
                joined(
                    (
                        sentence("The derivative is 0 by "),
                        enumerated(unused),
                        sentence(f", which {does} not occur."),
                    ),
                    "",
                )
            )
        )
    return tuple(blocks)


def _number(value: Expr, telling: common.Telling) -> tuple[str, Box]:
    """A value: exact where it is rational, else its decimal."""
    is_exact = telling.is_exact(value) or value.free_symbols
    return ("=", formula(value)) if is_exact else ("≈", _cell(value, telling))


def _passes_sentence(graph: Graph, with_values: bool) -> doc.Sentence:
    """How the table is read: down for the values, up for the derivatives."""
    f = graph.field.function
    first = sentence(equals(common.derivative_name(graph.field, (f,)), nt.number(1)))
    told = sentence("Each row is a node: a variable or a part. ")
    if with_values:
        told = (
            *told,
            doc.Words("Read the table down for the values: each part is made of rows above. "),
        )
    told = (
        *told,
        *sentence(
            "Read it up for the derivatives of ", nt.variable(f), " (the adjoints): begin at "
        ),
    )
    told = (
        *told,
        *sentence("the bottom with ", *first, ". Each of the others comes from rows below"),
    )
    # The one with the most paths that are short enough to be written here.
    inner = [
        node
        for node in graph.nodes
        if 0 < len(node.edges) <= _IN_A_ROW
        and all(edge.target != graph.output for edge in node.edges)
    ]
    if not inner:
        return (*told, doc.Words("."))
    shown = max(inner, key=lambda node: len(node.edges))
    name = common.derivative_name(graph.field, (shown.name,))
    by_paths = equals(name, _sum([_factors(graph, edge) for edge in shown.edges]))
    return (*told, *sentence(", such as ", by_paths, "."))


def shown_nodes(answer: BackpropAnswer, top: int | None) -> Sequence[int]:
    """The places of the nodes that are shown, in order.

    Of those at a point the ones with the largest derivatives in size, else the nearest to f.
    """
    everyone = range(len(answer.graph.nodes))
    if top is None or top >= len(everyone):
        return everyone
    if answer.passes is None:
        return everyone[-top:]
    sizes = [_size(each.derivative) for each in answer.passes]
    return sorted(sorted(everyone, key=lambda place: -sizes[place])[:top])


def _table(answer: BackpropAnswer, shown: Sequence[int], telling: common.Telling) -> doc.Table:
    """One row a node: what it is, its value, and the derivative of f with respect to it."""
    graph, passes = answer.graph, answer.passes
    derivative = sentence("derivative of ", nt.variable(graph.field.function))
    value = [] if passes is None else [sentence("value")]
    header = [sentence("node"), sentence("formula"), *value, derivative]
    rows = []
    for place in shown:
        node = graph.nodes[place]
        meaning = (
            sentence("variable") if node.meaning is None else sentence(nt.typeset(node.meaning))
        )
        cells = [sentence(nt.variable(node.name)), meaning]
        if passes is None:
            is_wide = not _is_told_whole(graph, node) and len(node.edges) > _IN_A_ROW
            cells.append(
                sentence(f"the sum over the {len(node.edges)} parts that use it")
                if is_wide
                else sentence(_by_rule_or_paths(graph, node))
            )
        else:
            at = passes[place]
            cells += [sentence(_cell(at.value, telling)), sentence(_cell(at.derivative, telling))]
        rows.append(tuple(cells))
    caption: doc.Sentence = ()
    if len(shown) < len(graph.nodes):
        which = (
            "with the largest derivatives in size:"
            if passes is not None
            else "that are nearest to the result:"
        )
        caption = sentence(f"The {len(shown)} of {len(graph.nodes)} nodes {which}")
    return doc.Table(tuple(header), tuple(rows), caption)


def _size(value: Expr) -> float:
    found = nearest_float(value)
    return 0.0 if found is None else abs(found)


def _cell(value: Expr, telling: common.Telling) -> Box:
    return (
        formula(value) if telling.is_exact(value) else common.approximately(value, telling.digits)
    )


def _local_derivatives(
    graph: Graph, telling: common.Telling, *, known: bool
) -> tuple[doc.Block, ...]:
    """Each edge's derivative, worked by the rules: one part by one of its operands.

    What a local derivative is, is `known` where the graph was shown.
    """
    blocks: list[doc.Block] = [doc.Heading(sentence("The local derivatives"), 2)]
    if not known:
        what = (
            "A local derivative says how fast a part changes when one node in its formula is "
            "nudged, the others constant."
        )
        blocks.append(doc.Paragraph(sentence(what)))
    blocks.extend(slopes_of_less_known(graph.field))
    place = 0
    lines: list[doc.Line] = []
    for node in graph.nodes:
        for edge in node.edges:
            place += 1
            steps = steps_of(
                edge.local.derivation, edge.local.field, telling.detail, place, node_names(graph)
            )
            if steps:
                blocks.append(doc.Steps(steps))
            direct = edge.target == graph.output and len(node.edges) > 1
            lines.extend(local_lines(edge, DIRECTLY if direct else ()))
    return (*blocks, doc.Equations(tuple(lines))) if lines else ()


def _backward(
    graph: Graph, passes: Sequence[NodeValue] | None, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """Node by node from the end: what comes from above, times the local derivative, added up."""
    field = graph.field
    if not any(node.edges for node in graph.nodes):
        return ()
    blocks: list[doc.Block] = [doc.Heading(sentence("Backward, one node at a time"), 2)]
    for place in range(len(graph.nodes) - 2, -1, -1):
        node = graph.nodes[place]
        name = common.derivative_name(field, (node.name,))
        whole = formula(node.derivative, _order(node))
        at = None if passes is None else passes[place]
        if all(edge.target == graph.output for edge in node.edges):
            lines = [doc.Line(name, "=", whole, _paths(node, graph.output))]
        else:
            paths = _sum([_factors(graph, edge) for edge in node.edges])
            lines = [
                doc.Line(name, "=", paths, _paths(node, graph.output)),
                doc.Line(None, "=", whole),
            ]
            if at is not None:
                numbers = _sum([_number_factors(graph, each, telling) for each in at.edges])
                sign, rounded = ("=", "") if _all_plain(at) else ("≈", ", rounded")
                lines.append(doc.Line(None, sign, numbers, sentence(f"the factors{rounded}")))
        if at is not None and at.derivative != node.derivative:
            lines.append(doc.Line(None, *_number(at.derivative, telling)))
        blocks.append(doc.Equations(tuple(lines)))
    return tuple(blocks)


def _by_rule_or_paths(graph: Graph, node: GraphNode) -> Box:
    """The derivative of f by a node: its formula, of a large graph by the nodes that use it."""
    if _is_told_whole(graph, node):
        return formula(node.derivative, _order(node))
    return _sum([_factors(graph, edge) for edge in node.edges])


def _order(node: GraphNode) -> tuple[OrderOfSum, ...]:
    """The order of the sums in the parts that use a node."""
    return tuple(order for edge in node.edges for order in order_of(edge.local.field))


def _is_told_whole(graph: Graph, node: GraphNode) -> bool:
    is_small = len(graph.parts) <= MOST_DRAWN or size(node.derivative) <= _IN_A_CELL
    return is_small or not node.edges


def _all_plain(at: NodeValue) -> bool:
    return all(each.local.is_Rational and each.upstream.is_Rational for each in at.edges)


def _factors(graph: Graph, edge: Edge) -> Box:
    """∂f/∂a · ∂a/∂z; along an edge that leads to f itself, the local derivative alone."""
    if edge.target == graph.output:
        return formula(edge.derivative, order_of(edge.local.field))
    return nt.product_of(
        [
            common.derivative_name(graph.field, (edge.target,)),
            common.derivative_name(edge.local.field, (edge.source,)),
        ],
        dotted=True,
    )


def _number_factors(graph: Graph, at: EdgeValue, telling: common.Telling) -> Box:
    if at.edge.target == graph.output:
        return _cell(at.local, telling)
    return nt.product_of([_cell(at.upstream, telling), _cell(at.local, telling)], dotted=True)


def _sum(terms: list[Box]) -> Box:
    return terms[0] if len(terms) == 1 else nt.sum_of(terms)


def _paths(node: GraphNode, output: str) -> doc.Sentence:
    """Why a derivative is this: the chain rule, over the paths that leave the node."""
    if len(node.edges) == 1:
        (edge,) = node.edges
        if edge.target == output:
            return sentence(nt.variable(output), " depends on it directly")
        return sentence(
            "chain rule: outer ", nt.variable(output), ", inner ", nt.variable(edge.target)
        )
    targets = enumerated([nt.variable(edge.target) for edge in node.edges])
    return joined((sentence("chain rule, one term a path: through "), targets), "")


def _agreement(answer: BackpropAnswer) -> tuple[Certificate, ...]:
    """Whether the backward pass gave the gradient that the rules give; decimals were not asked."""
    if answer.passes is None or not answer.is_exact:
        return ()
    return (
        Certificate(
            answer.agrees is True,
            "The backward pass gives the same gradient as the rules of differentiation.",
            "It could not be decided whether the backward pass and the rules agree here.",
        ),
    )
