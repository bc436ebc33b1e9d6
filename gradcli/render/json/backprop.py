"""`backprop` as JSON."""

from __future__ import annotations

from sympy import Expr

from gradcli.calculus.answers.backprop import BackpropAnswer
from gradcli.calculus.rules.graph import EdgeValue, GraphNode, NodeValue
from gradcli.field.from_sympy import Known, from_sympy
from gradcli.language.writing import Texts, write
from gradcli.render.failure import Json
from gradcli.render.json.common import head, is_differentiable, number


class _Formulas:
    """The texts of the formulas of one graph, which share their factors."""

    __slots__ = ("known", "texts")

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.known = Known()

    def text(self, expression: Expr) -> str:
        return self.texts.write(from_sympy(expression, known=self.known))


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
    formulas = _Formulas(Texts(declared))
    body["nodes"] = [_node(node, numbers.get(node.name), formulas, exact) for node in graph.nodes]
    body["edges"] = []
    for node in graph.nodes:
        values = numbers[node.name].edges if numbers else (None,) * len(node.edges)
        for edge, value in zip(node.edges, values, strict=True):
            body["edges"].append(
                {
                    "from": edge.source,
                    "to": edge.target,
                    "local": formulas.text(edge.derivative),
                    **(_edge_numbers(value, formulas) if exact else {}),
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


def _node(node: GraphNode, at: NodeValue | None, formulas: _Formulas, exact: bool) -> Json:
    body: Json = {"name": node.name, "derivative": formulas.text(node.derivative)}
    if node.meaning is not None:
        body["formula"] = formulas.texts.write(node.meaning)
    if at is not None:
        body |= {"approx": number(at.value), "derivative_approx": number(at.derivative)}
        if exact:
            body["value"] = formulas.text(at.value)
            body["derivative_value"] = formulas.text(at.derivative)
    return body


def _edge_numbers(at: EdgeValue | None, formulas: _Formulas) -> Json:
    if at is None:
        return {}
    return {
        "local_value": formulas.text(at.local),
        "upstream_value": formulas.text(at.upstream),
        "contribution_value": formulas.text(at.contribution),
    }
