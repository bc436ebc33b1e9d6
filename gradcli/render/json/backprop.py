"""`backprop` as JSON."""

from __future__ import annotations

from collections.abc import Collection

from gradcli.calculus.answers.backprop import BackpropAnswer
from gradcli.calculus.rules.graph import EdgeValue, GraphNode, NodeValue
from gradcli.language.writing import write
from gradcli.render.failure import Json
from gradcli.render.json.common import head, is_differentiable, number, text_of


def backprop_body(answer: BackpropAnswer, with_steps: bool) -> Json:
    """The nodes with their formulas and derivatives, the edges with what they carry."""
    body = head("backprop", answer.field, answer.at)
    body["input"]["wrt"] = list(answer.by)
    graph = answer.graph
    declared = frozenset((*answer.field.letters, *(node.name for node in graph.nodes)))
    numbers: dict[str, NodeValue] = {each.node.name: each for each in answer.passes or ()}
    if not answer.is_exact:
        body["exact"] = False
    exact = answer.is_exact
    body["nodes"] = [_node(node, numbers.get(node.name), declared, exact) for node in graph.nodes]
    body["edges"] = []
    for node in graph.nodes:
        values = numbers[node.name].edges if numbers else (None,) * len(node.edges)
        for edge, value in zip(node.edges, values, strict=True):
            body["edges"].append(
                {
                    "from": edge.source,
                    "to": edge.target,
                    "local": text_of(edge.derivative, declared),
                    **(_edge_numbers(value, declared) if exact else {}),
                }
            )
    body["gradient"] = {"symbolic": [write(tree, declared) for tree in answer.in_variables()]}
    if answer.at is not None:
        body["differentiable"] = is_differentiable(answer.at.verdict)
    values_at = answer.values() if answer.at is not None else ()
    if values_at:
        body["gradient"] |= {
            "value": [write(tree, declared) for tree in answer.trees()],
            "approx": [number(value) for value in values_at],
        }
    return body


def _node(node: GraphNode, at: NodeValue | None, declared: Collection[str], exact: bool) -> Json:
    body: Json = {"name": node.name, "derivative": text_of(node.derivative, declared)}
    if node.meaning is not None:
        body["formula"] = write(node.meaning, declared)
    if at is not None:
        body |= {"approx": number(at.value), "derivative_approx": number(at.derivative)}
        if exact:
            body["value"] = text_of(at.value, declared)
            body["derivative_value"] = text_of(at.derivative, declared)
    return body


def _edge_numbers(at: EdgeValue | None, declared: Collection[str]) -> Json:
    if at is None:
        return {}
    return {
        "local_value": text_of(at.local, declared),
        "upstream_value": text_of(at.upstream, declared),
        "contribution_value": text_of(at.contribution, declared),
    }
