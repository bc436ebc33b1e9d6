"""Backward through the graph: published worked examples, and the gradient that the rules give."""

from __future__ import annotations

import math
import random
import re

import pytest
from hypothesis import given, settings

import gradcli
from gradcli.calculus.answers.backprop import BackpropAnswer
from gradcli.calculus.numbers.duals import OutsideError
from gradcli.calculus.rules.graph import graph_of
from gradcli.field.intermediates import cut_at_operations
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative.stories.backward.graph import edges_behind
from tests.fields import fields, rates
from tests.schema import VALIDATOR

# The example of the read-me of Andrej Karpathy's micrograd, in the names that it is written in.
MICROGRAD = (
    "let c1 = a + b; let d1 = a b + b^3; let c2 = c1 + c1 + 1; let c3 = c2 + 1 + c2 - a; "
    "let d2 = d1 + d1*2 + relu(b + a); let d3 = d2 + 3 d2 + relu(b - a); let k = c3 - d3; "
    "let f1 = k^2; f1/2 + 10/f1"
)

# "A Step by Step Backpropagation Example" (Matt Mazur, 2015): two inputs, two hidden and two
# output neurons, squared error.
NETWORK = (
    "let h1 = sigmoid(w1 i1 + w2 i2 + b1); let h2 = sigmoid(w3 i1 + w4 i2 + b1); "
    "let o1 = sigmoid(w5 h1 + w6 h2 + b2); let o2 = sigmoid(w7 h1 + w8 h2 + b2); "
    "(t1 - o1)^2/2 + (t2 - o2)^2/2"
)
NETWORK_AT = (
    "i1=0.05, i2=0.10, w1=0.15, w2=0.20, w3=0.25, w4=0.30, w5=0.40, w6=0.45, w7=0.50, w8=0.55, "
    "b1=0.35, b2=0.60, t1=0.01, t2=0.99"
)


def nodes_of(text: str, at: str) -> dict[str, dict[str, float]]:
    body = gradcli.backprop(text, at=at).json(steps="none")
    VALIDATOR.validate(body)
    assert body["verified"] is True
    return {node["name"]: node for node in body["nodes"]}


def test_micrograd() -> None:
    nodes = nodes_of(MICROGRAD, "a=-4, b=2")
    assert f"{nodes['f']['approx']:.4f}" == "24.7041"
    assert f"{nodes['a']['derivative_approx']:.4f}" == "138.8338"
    assert f"{nodes['b']['derivative_approx']:.4f}" == "645.5773"


def test_the_two_two_two_network() -> None:
    nodes = nodes_of(NETWORK, NETWORK_AT)
    values = {"h1": "0.593269992", "h2": "0.596884378", "o1": "0.751365070", "o2": "0.772928465"}
    for name, digits in values.items():
        assert f"{nodes[name]['approx']:.9f}" == digits
    assert f"{nodes['f']['approx']:.9f}" == "0.298371109"
    assert f"{nodes['o1']['derivative_approx']:.9f}" == "0.741365070"
    assert f"{nodes['w5']['derivative_approx']:.9f}" == "0.082167041"
    assert f"{nodes['w1']['derivative_approx']:.9f}" == "0.000438568"


def test_the_circuits_of_the_notes_on_backpropagation() -> None:
    """Stanford's CS231n, "Backpropagation, Intuitions": f = (x + y) z, and a neuron."""
    nodes = nodes_of("let q = x + y; q z", "x=-2, y=5, z=-4")
    assert [nodes[name]["derivative_approx"] for name in ("q", "x", "y", "z")] == [-4, -4, -4, 3]
    neuron = nodes_of("let s = w0 x0 + w1 x1 + w2; sigmoid(s)", "w0=2, w1=-3, w2=-3, x0=-1, x1=-2")
    assert f"{neuron['f']['approx']:.2f}" == "0.73"
    found = [f"{neuron[name]['derivative_approx']:.1f}" for name in ("w0", "w1", "w2", "x0", "x1")]
    assert found == ["-0.2", "-0.4", "0.2", "0.4", "-0.6"]


def test_paths_that_meet_add_up() -> None:
    # z = x^2 y with x = t^2, y = sin t: the multivariable chain rule of the textbooks.
    answer = gradcli.backprop("let x = t^2; let y = sin t; x^2 y")
    edges = answer.json(steps="none")["edges"]
    assert [(edge["from"], edge["to"], edge["local"]) for edge in edges] == [
        ("t", "x", "2*t"),
        ("t", "y", "cos(t)"),
        ("x", "f", "2*x*y"),
        ("y", "f", "x**2"),
    ]
    page = answer.text("plain")
    assert "df/dt = df/dx · dx/dt + df/dy · dy/dt" in page.replace("∂", "d")
    assert "one term a path: through x and y" in page


@settings(max_examples=80)
@given(fields(largest=14))
def test_the_backward_pass_gives_the_gradient(whole: ScalarField) -> None:
    at = {name: 0.7 + 0.2 * place for place, name in enumerate(whole.variables)}
    graph = graph_of(whole, cut_at_operations(whole.tree))
    try:
        _, slopes = rates(whole.tree, at)
        found = {
            name: rates(graph.written_out(derivative), at)[0]
            for name, derivative in zip(whole.variables, graph.gradient, strict=True)
        }
    except OutsideError:
        return
    for name, slope in slopes.items():
        assert math.isclose(found[name], slope, rel_tol=1e-6, abs_tol=1e-6)


def test_the_derivatives_are_in_the_names_that_the_reader_gave() -> None:
    answer = gradcli.backprop("let z = w x + b; let a = sigmoid(z); (a - y)^2", wrt="w")
    edges = {(edge["from"], edge["to"]): edge["local"] for edge in answer.json()["edges"]}
    assert edges["z", "a"] == "a*(1 - a)"
    assert "∂f/∂w = 2ax(1 − a)(a − y)" in answer.text("plain")
    assert "= a(1 − a)   since a = σ(z)" in answer.text("plain")


def test_the_answer_is_the_gradient_in_the_order_asked_for() -> None:
    text = "let z = w x + b; (z - y)^2"
    assert gradcli.backprop(text, at="w=2,x=3,b=1,y=5", wrt="w,b").lines() == ("12", "4")
    assert gradcli.backprop(text, wrt=["b"]).lines() == ("2*(w*x + b) - 2*y",)
    assert gradcli.backprop("x^2 y", at="2,3", nodes="operations").lines() == ("12", "4")


def test_the_cost_is_counted_on_this_graph() -> None:
    page = " ".join(
        gradcli.backprop("let z = w x + b; let a = sigmoid(z); (a - y)^2").text().split()
    )
    assert "uses each of the 6 local derivatives once" in page
    assert "with respect to all 4 variables." in page
    assert "3 for b, 3 for w, 3 for x and 1 for y, 10 in all." in page
    page = " ".join(gradcli.backprop("x + y", nodes="operations").text().split())
    assert (
        "1 for x and 1 for y. That is as many here, since no local derivative serves two variables."
        in page
    )


@pytest.mark.parametrize("seed", range(20))
def test_the_edges_behind_each_variable_are_those_on_its_paths(seed: int) -> None:
    draw = random.Random(seed)
    names = ["x", "y", "z", "t"]
    lets = []
    for place in range(1, 9):
        one, other = draw.sample(names, 2)
        lets.append(f"let u{place} = {one} {other} + sin({one})")
        names.append(f"u{place}")
    answer = gradcli.backprop("; ".join(lets) + f"; {names[-1]} + {names[-2]}^2").answer
    assert isinstance(answer, BackpropAnswer)
    edges = {(e.source, e.target) for node in answer.graph.nodes for e in node.edges}

    def behind(name: str) -> int:
        reached, waiting = set(), [name]
        while waiting:
            place = waiting.pop()
            onward = {edge for edge in edges if edge[0] == place} - reached
            reached |= onward
            waiting += [target for _, target in onward]
        return len(reached)

    found = edges_behind(answer.graph)
    assert found == {name: behind(name) for name in found}
    assert found.keys() <= set(answer.field.variables)


def test_only_the_top_nodes_are_shown() -> None:
    text = "let u = 10 x; let v = y/10; u + v + 3 z"
    page = gradcli.backprop(text, at="1,2,3", top=2).text()
    table = page.split("derivative of f\n")[1].split("\n\n")[0]
    assert [row.split()[0] for row in table.splitlines()] == ["x", "z"]
    assert "The 2 of 6 nodes with the largest derivatives in size:" in page
    page = gradcli.backprop(text, top=2).text()
    table = page.split("derivative of f\n")[1].split("\n\n")[0]
    assert [row.split()[0] for row in table.splitlines()] == ["v", "f"]
    assert "nearest to the result" in page
    assert len(gradcli.backprop(text, top=2).json()["nodes"]) == 6
    assert "The graph\n" not in page


def test_where_there_is_no_gradient() -> None:
    answer = gradcli.backprop("let u = |x|; u y", at="0,1")
    assert answer.error is not None
    assert answer.lines() == ()
    assert answer.json()["differentiable"] is False
    assert "✗ f is not differentiable here" in answer.text("plain").split("Forward")[0]


@pytest.mark.parametrize(
    ("text", "nodes", "code"),
    [("x^2", "named", "no-named-parts"), ("x^2", "leaves", "nodes-unknown")],
)
def test_nodes_that_are_not_there(text: str, nodes: str, code: str) -> None:
    with pytest.raises(gradcli.GradcliError) as caught:
        gradcli.backprop(text, nodes=nodes)
    assert caught.value.code == code


def test_a_backward_pass_agrees_where_a_number_is_nearly_1() -> None:
    result = gradcli.backprop("tan((x^2 y)^(y e^(-20)))", at="cbrt(2),1")
    assert result.error is None and result.answer.verified


def test_a_deep_graph_is_a_table() -> None:
    text = "".join(f"let u{i} = sin(u{i - 1}) + x; " for i in range(2, 40))
    page = gradcli.backprop(f"let u1 = x^2; {text} u39^2", at="1").text("plain")
    assert "Backward, one node at a time" not in page
    assert page.count("sin(u") >= 38 or page.count("sin u") >= 38


def _chain(part: str, count: int) -> str:
    parts = "".join(f"let z{i} = {part.format(i - 1)}; " for i in range(1, count + 1))
    return f"let z0 = x y; {parts}z{count}^2"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (_chain("sin(z{}) + x", 60), (1, 2)),
        (_chain("tanh(z{}/2) - y", 60), (0.5, 0.25)),
        (_chain("sqrt(z{} + 1)", 70), (3, 0.1)),
    ],
    ids=("sines", "hyperbolic tangents", "roots"),
)
def test_of_a_very_deep_graph_the_numbers_are_decimals(text: str, at: tuple[float, ...]) -> None:
    answer = gradcli.backprop(text, at=at, top=3)
    expected = gradcli.numeric_gradient(text)(*at)
    found = [float(line.replace("*10**(", "e").rstrip(")")) for line in answer.lines()]
    assert found == pytest.approx(expected, rel=1e-10, abs=0)
    page, body = answer.text("plain"), answer.json()
    assert "The numbers are decimals" in " ".join(page.split())
    assert re.search("∂f/∂x +≈", page)
    assert (body["exact"], body["verified"]) == (False, True)
    assert all("approx" in node and "value" not in node for node in body["nodes"])
    assert [node["derivative_approx"] for node in body["nodes"][:2]] == pytest.approx(
        expected, rel=1e-10, abs=0
    )


def test_deep_rational_functions_stay_exact_and_what_may_have_a_corner_is_not_passed_over() -> None:
    exact = gradcli.backprop(_chain("z{} + x/2", 60), at=(1, 2))
    assert exact.lines() == ("2048", "64")
    assert "exact" not in exact.json()
    for corner in ("|x|", "x^(3/2)", "max(x, 0)"):
        there = gradcli.backprop(f"{_chain('sin(z{}) + x', 40)} + {corner}", at=(0, 2))
        assert there.error is not None, corner


def test_a_large_graph_without_a_point_is_told_by_its_paths() -> None:
    page = gradcli.backprop(_chain("sin(z{}) + x", 60)).text("plain")
    row = next(line for line in page.splitlines() if line.startswith("  z₅ "))
    assert row.split("  ")[-1].strip() == "∂f/∂z₆ · ∂z₆/∂z₅"
    assert re.search("^  x +variable +the sum over the 61 parts that use it$", page, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("f^2", "2", ("4",)),
        ("f g", "2,3", ("3", "2")),
        ("f(f, g) = f g", "2,3", ("3", "2")),
        ("let g = f^2; g + 1", "2", ("4",)),
    ],
)
def test_a_variable_may_be_called_f(text: str, at: str, expected: tuple[str, ...]) -> None:
    answer = gradcli.backprop(text, at=at)
    assert answer.lines() == expected
    assert answer.text("plain")


@pytest.mark.parametrize("text", ["5", "let u = 3; u"])
def test_a_constant_has_no_edges(text: str) -> None:
    answer = gradcli.backprop(text, at="2", variables=("x",))
    assert answer.lines() == ("0",)
    for form in ("plain", "latex", "markdown", "html"):
        assert answer.text(form)


def test_what_a_variable_does_directly_has_no_name_of_its_own() -> None:
    page = gradcli.backprop("let u = x^2; u^2 + x", at="2").text("plain")
    assert "df/dx = df/du · du/dx + 1" in page.replace("∂", "d")
    assert "= 8 · 4 + 1" in page
    assert "the factors" in page
    assert "∂/∂x [u² + x] = 1   directly, the other parts held constant" in page


@pytest.mark.parametrize(
    ("text", "at", "direct", "of_all_paths"),
    [
        ("let a = x y; let b = a + z; b^2 a", "1,2,3", "∂/∂a [b²a] = 25", "= 45"),
        ("let a = x y; a sin(x)", "1,2", "∂/∂x [a sin x] ≈ 1.0806", "≈ 2.76355"),
    ],
)
def test_no_derivative_has_two_values_on_a_page(
    text: str, at: str, direct: str, of_all_paths: str
) -> None:
    page = gradcli.backprop(text, at=at).text("plain")
    assert direct in page
    assert of_all_paths in page
    told = re.findall(r"(∂f/∂\w) += (-?[\d.]+)$", page, re.MULTILINE)
    assert len(dict(told)) == len(set(told))
