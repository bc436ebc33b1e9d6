"""Derivatives and vectors in each notation, in each format; what is computed stays the same."""

from __future__ import annotations

import pytest

import gradcli as library
from gradcli.questions.result import Result
from gradcli.render.format import Notation, Vectors
from tests.commands.conftest import Gradcli, gradcli

__all__ = ["gradcli"]

RESULTS: dict[str, Result] = {
    "partial": library.partial("x^2 y", "x,y", "2,3"),
    "on a line": library.partial("t^5", "t,t", "1"),
    "often": library.partial("t^9", "t,t,t,t"),
    "indices": library.partial("x_1^2 x_2", "x_1,x_2"),
    "along": library.directional("x^2 y", "3,-1", "2,3"),
    "four": library.gradient("a b c d", at="1,2,3,4"),
    "letters": library.gradient("i j", at="2,3"),
    "named": library.gradient("sin(" * 90 + "x y" + ")" * 90),
    "zero": library.gradient("x^2 + y^2", at="0,0"),
}

# (result, notation, vectors, format, what stands there)
WRITTEN: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    ("partial", "leibniz", "paren", "plain", ("∂²f/∂y∂x(2, 3) = 4", "∂/∂x [x²y]")),
    ("partial", "subscript", "paren", "plain", ("f_xy(2, 3) = 4", "[x²y]_x = ", "changes f_x by")),
    ("partial", "operator", "paren", "plain", ("D₂D₁f(2, 3) = 4", "D₁[x²y] = ")),
    ("partial", "subscript", "paren", "latex", ("f_{xy}(2, 3) &= 4",)),
    ("partial", "operator", "paren", "latex", ("D_2 D_1 f",)),
    ("partial", "subscript", "paren", "markdown", ("f_{xy}",)),
    (
        "partial",
        "subscript",
        "paren",
        "html",
        ("<msub><mi>f</mi><mrow><mi>x</mi><mi>y</mi></mrow></msub>",),
    ),
    ("on a line", "subscript", "paren", "plain", ("f′′(1) = 20", "[t⁵]′ = ")),
    ("on a line", "operator", "paren", "plain", ("D²f(1) = 20", "D[t⁵] = ")),
    ("often", "subscript", "paren", "plain", ("f^(4) = 3024t⁵",)),
    ("often", "operator", "paren", "plain", ("D⁴f = 3024t⁵",)),
    ("indices", "subscript", "paren", "plain", ("f_(x₁, x₂) = 2x₁",)),
    ("indices", "operator", "paren", "plain", ("D₂D₁f = 2x₁",)),
    ("named", "subscript", "paren", "plain", ("(u₁)_x", "f_x = ")),
    ("named", "operator", "paren", "plain", ("D₁u₁", "D₁f = ")),
    (
        "along",
        "leibniz",
        "angle",
        "plain",
        ("w = ⟨3, −1⟩", "∇f(2, 3) = ⟨12, 4⟩", "(x, y) = (2, 3)"),
    ),
    ("along", "leibniz", "angle", "latex", (r"\langle12, 4\rangle",)),
    ("along", "leibniz", "column", "plain", ("w = [3; −1]", "∇f(2, 3) = [12; 4]")),
    ("along", "leibniz", "column", "latex", (r"\begin{bmatrix} 12 \\ 4 \end{bmatrix}",)),
    ("along", "leibniz", "column", "rich", ("⎡12⎤",)),
    ("along", "leibniz", "ijk", "plain", ("w = 3i − j", "∇f(2, 3) = 12i + 4j", "2xy i + x² j")),
    ("along", "leibniz", "ijk", "latex", (r"12\mathbf{i} + 4\mathbf{j}",)),
    ("along", "leibniz", "ijk", "html", ("<mi>𝐢</mi>",)),
    ("along", "subscript", "ijk", "plain", ("∇f = f_x i + f_y j",)),
    ("four", "leibniz", "ijk", "plain", ("24e₁ + 12e₂ + 8e₃ + 6e₄",)),
    ("letters", "leibniz", "ijk", "plain", ("3e₁ + 2e₂",)),
    ("zero", "leibniz", "ijk", "plain", ("∇f(0, 0) = 0",)),
]


@pytest.mark.parametrize(("name", "notation", "vectors", "form", "expected"), WRITTEN, ids=str)
def test_what_stands_there(
    name: str, notation: str, vectors: str, form: str, expected: tuple[str, ...]
) -> None:
    text = RESULTS[name].text(form, notation=notation, vectors=vectors)
    words = " ".join(text.split())
    for each in expected:
        assert each in words


# The page of parts that have names is long, and two ways to set its one vector say enough.
SET = [
    (name, vectors)
    for name in RESULTS
    for vectors in (Vectors if name != "named" else (Vectors.PAREN, Vectors.COLUMN))
]


@pytest.mark.parametrize(("name", "vectors"), SET)
@pytest.mark.parametrize("notation", [Notation.SUBSCRIPT, Notation.OPERATOR])
def test_no_sign_of_the_other_notation_is_left(
    name: str, notation: Notation, vectors: Vectors
) -> None:
    for form in ("plain", "latex", "html"):
        text = RESULTS[name].text(form, notation=notation, vectors=vectors)
        assert "∂" not in text
        assert r"\partial" not in text


def test_only_signs_change() -> None:
    along = RESULTS["along"]
    told = along.document()
    other = along.document(notation="operator", vectors="ijk")
    assert [type(each) for each in told.blocks] == [type(each) for each in other.blocks]
    assert along.document(notation="leibniz", vectors="paren") == told


def test_steepest_descent_keeps_its_point_and_fences_its_vector() -> None:
    text = " ".join(library.steepest("x^2 y", "2,3").text(vectors="ijk").split())
    assert "its next point is (2, 3) − η · (12i + 4j)." in text


# What is written is read.
READ = ["3,5", "(3, 5)", "⟨3, 5⟩", "<3,5>", "[3; 5]", "3i + 5j", r"3\mathbf{i} + 5\mathbf{j}"]


@pytest.mark.parametrize("w", READ)
def test_vectors_are_read_as_they_are_written(w: str) -> None:
    assert library.directional("x^2 y", w, "2,3").lines() == ("56",)


def test_the_options(gradcli: Gradcli) -> None:
    words = ("dir", "x^2 y", "--at", "2,3", "--w", "3,5")
    told = gradcli(*words, "--notation", "subscript", "--vectors", "angle")
    assert "∇f = ⟨f_x, f_y⟩" in told.out
    alone = ("-q", "--notation", "operator", "--vectors", "ijk")
    assert gradcli(*words, *alone).out == "56\n"
    as_json = gradcli(*words, "-f", "json", "--notation", "operator", "--vectors", "column")
    assert as_json.out == gradcli(*words, "-f", "json").out
    refused = gradcli(*words, "--notation", "newton")
    assert refused.code == 2
    assert "leibniz, subscript, operator" in refused.err
