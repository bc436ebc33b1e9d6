"""The short run of the pages that are read back; and that the reading can say no."""

from __future__ import annotations

import random

import gradcli
from gradcli.language.reading import read_expression
from gradcli.narrative.document import Document, Equations, Line
from gradcli.narrative.notation import fraction_of, number
from tests.fuzz.pages import MP, OF, formulas_of, is_inside, of_formulas, of_lines, run, slope_at
from tests.narrative.lines import evaluate


def test_no_page_is_at_odds_with_itself() -> None:
    read, found = run(20, 20260101)
    assert found == []
    assert read["read"] >= 15


def test_the_formulas_of_a_page_are_read() -> None:
    page = gradcli.gradient("|x| y^2").document("none")
    assert set(formulas_of(page)) == {"x", "y"}
    tree = read_expression(formulas_of(page)["x"], variables=("x", "y")).tree
    assert evaluate(tree, {"x": MP.mpf(-2), "y": MP.mpf(3)}, OF) == -9


def test_numbers_tell_a_slope_from_a_kink() -> None:
    tree = read_expression("|x| y", variables=("x", "y")).tree
    assert abs(slope_at(tree, {"x": MP.mpf(2), "y": MP.mpf(3)}, "x") - 3) < 1e-12
    assert slope_at(tree, {"x": MP.mpf(0), "y": MP.mpf(3)}, "x") is None
    jump = read_expression("floor(x) y", variables=("x", "y")).tree
    assert not is_inside(jump, {"x": MP.mpf(1), "y": MP.mpf(3)})


def test_a_formula_that_is_another_functions_is_denied() -> None:
    result = gradcli.gradient("x + |y|")
    assert not list(of_formulas(result, random.Random(1)))
    object.__setattr__(result.answer, "field", gradcli.gradient("2x + |y|").answer.field)
    assert list(of_formulas(result, random.Random(1)))


def test_a_line_without_a_value_is_denied_and_a_chain_of_two_values() -> None:
    page = gradcli.gradient("x^2 y", at="2,3").document()
    assert not list(of_lines(page))
    left = number(5)
    for wrong in (fraction_of(number(1), number(0)), number(6)):
        chain = (Line(left, "=", number(5)), Line(None, "=", wrong))
        assert list(of_lines(Document((Equations(chain),))))
