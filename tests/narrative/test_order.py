"""The terms of a sum stand in the order of the reader: w x + b stays w x + b in the results."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.field.from_sympy import from_sympy
from gradcli.field.order import order_of
from gradcli.field.to_sympy import ToSympy
from gradcli.language.writing import write
from tests.benchmarks.corpus import corpus
from tests.fields import field

KEPT = [
    # (function, how it is shown, a result in its order)
    ("w x + b", "f(b, w, x) = wx + b", "∂f/∂w = x"),
    ("(w x + b)^2", "f(b, w, x) = (wx + b)²", "∂f/∂x = 2w(wx + b)"),
    ("sigmoid(w x + b)", "f(b, w, x) = σ(wx + b)", "∂f/∂b = σ(wx + b) · (1 − σ(wx + b))"),
    ("b - 2 a x", "f(a, b, x) = b − 2ax", "∂f/∂a = −2x"),
    ("(b - 2 a x)^3", "f(a, b, x) = (b − 2ax)³", "∂f/∂x = −6a(b − 2ax)²"),
    ("1/(1 + x^2)", "f(x) = 1/(1 + x²)", "df/dx = −2x/(1 + x²)²"),
    ("1/(x^2 + 1)", "f(x) = 1/(x² + 1)", "df/dx = −2x/(x² + 1)²"),
    ("(y + x)^2 x", "f(x, y) = (y + x)²x", "∂f/∂y = 2x(y + x)"),
    # a sum of the same letters with other numbers before them
    ("(w x + b) x", "f(b, w, x) = (wx + b)x", "∂f/∂x = 2wx + b"),
    # a sum within a sum
    ("(y - (w x + b))^2", "f(b, w, x, y) = (y − (wx + b))²", "∂f/∂w = −2x(y − wx − b)"),
    ("ln(z - 2(y + x))", "f(x, y, z) = ln(z − 2(y + x))", "∂f/∂z = 1/(z − 2y − 2x)"),
    ("1/(t - -(s + r))", "f(r, s, t) = 1/(t − (−(s + r)))", "∂f/∂t = −1/(t + s + r)²"),
    # a multiple of a sum that was typed
    ("(w x + b)^2", "f(b, w, x) = (wx + b)²", "∂f/∂b = 2(wx + b)"),
    ("(2x + 1)^2", "f(x) = (2x + 1)²", "df/dx = 4(2x + 1)"),
    ("100(y - x^2)^2", "f(x, y) = 100(y − x²)²", "∂f/∂y = 200(y − x²)"),
    ("(x - y)^2", "f(x, y) = (x − y)²", "∂f/∂y = −2(x − y)"),
    ("(y - (w x + b))^2", "f(b, w, x, y) = (y − (wx + b))²", "∂f/∂b = −2(y − wx − b)"),
    ("(x + y)^2/2", "f(x, y) = (x + y)²/2", "∂f/∂x = x + y"),
    ("3x^2 + 4x", "f(x) = 3x² + 4x", "df/dx = 6x + 4"),
    # no result begins with a minus that the reader's sum does not begin with
    ("(x - y)^2 + x y", "f(x, y) = (x − y)² + xy", "∂f/∂y = 2y − x"),
    ("(-x + y)^3", "f(x, y) = (−x + y)³", "∂f/∂y = 3(−x + y)²"),
]


@pytest.mark.parametrize(("text", "shown", "result"), KEPT)
def test_sums_are_in_the_order_of_the_reader(text: str, shown: str, result: str) -> None:
    page = gradcli.gradient(text).text(width=500)
    assert page.strip().startswith(shown)
    assert result in page


def test_a_second_derivative_keeps_to_it_too() -> None:
    page = gradcli.partial("(w x + b)^3", wrt="x,w").text(width=500)
    assert "∂/∂w [3w(wx + b)²]" in page
    assert "b + wx" not in page
    assert "b + wx" not in gradcli.directional("(w x + b)^2", w="1,2,3").text(width=500)


def test_what_scripts_read_keeps_the_order_of_old() -> None:
    answer = gradcli.gradient("(w x + b)^2")
    assert answer.lines()[2] == "2*w*(b + w*x)"
    assert answer.json()["partials"][2]["derivative"] == "2*w*(b + w*x)"
    assert answer.json()["gradient"]["symbolic"][2] == "2*w*(b + w*x)"


def test_another_order_is_the_same_formula() -> None:
    for text in corpus(60):
        whole = field(text)
        form = whole.expression
        assert ToSympy()(from_sympy(form, order_of(whole))) == ToSympy()(from_sympy(form)), text


def test_a_sum_of_which_nothing_is_known_is_written_as_a_book_does() -> None:
    whole = field("w x + b")
    other = field("b^2 + w x + b", whole.variables).expression
    assert write(from_sympy(other, order_of(whole)), whole.variables) == write(
        from_sympy(other), whole.variables
    )
