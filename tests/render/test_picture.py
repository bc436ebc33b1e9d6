"""A graph drawn: as a tree in lines, as DOT, and as SVG by a `dot` that is there or is not."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

import gradcli as library
from gradcli.commands.main import cli
from gradcli.errors import GradcliError
from gradcli.narrative.document import Arrow, Diagram, Document, Vertex
from gradcli.narrative.notation import number, variable
from gradcli.render.format import Format
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.runs import columns
from gradcli.render.page.document import render
from gradcli.render.picture.dot import dot
from tests.commands.conftest import Gradcli, gradcli
from tests.render.samples import formula, words

__all__ = ["gradcli"]

NEURON = "let z = w x + b; let a = sigmoid(z); (a - y)^2"
AT = "w=1,x=2,b=0,y=1"


def chain(length: int) -> Diagram:
    """u1 -> u2 -> ...: each vertex of the one before it, and of the first."""
    vertices = [Vertex(variable("x"), None, True)]
    arrows = []
    for place in range(1, length):
        vertices.append(Vertex(variable(f"u{place}"), formula("x^2 y + sin(x)"), False))
        arrows.append(Arrow(place - 1, place, number(place)))
        if place > 1:
            arrows.append(Arrow(0, place, formula("2x y + cos x")))
    return Diagram(tuple(vertices), tuple(arrows), words("What it shows."))


SHARED = Diagram(
    (
        Vertex(variable("x"), number(2), True, (number(7),)),
        Vertex(variable("q"), formula("x^2"), False),
        Vertex(variable("r"), formula("x y"), False),
        Vertex(variable("f"), formula("x y"), False),
    ),
    (
        Arrow(0, 1, number(4)),
        Arrow(1, 2, number(5)),
        Arrow(1, 3, number(6)),
        Arrow(2, 3, number(8)),
    ),
)


def test_a_vertex_stands_above_its_operands_and_a_shared_one_once_in_full() -> None:
    assert render(Document((SHARED,)), Format.PLAIN) == (
        "    f = xy\n"
        "    ├─ q = x²              6\n"
        "    │  └─ x = 2            4\n"
        "    └─ r = xy              8\n"
        "       └─ q  (see above)   5\n"
    )
    assert "    `- r = xy" in render(Document((SHARED,)), Format.PLAIN, charset=Charset.ASCII)


@pytest.mark.parametrize("width", [30, 40, 80])
@pytest.mark.parametrize("length", [3, 40])
@pytest.mark.parametrize("charset", list(Charset))
def test_the_tree_is_as_wide_as_the_page(width: int, length: int, charset: Charset) -> None:
    text = render(Document((chain(length),)), Format.PLAIN, width=width, charset=charset)
    assert max(map(columns, text.splitlines())) <= width
    assert charset is Charset.UNICODE or text.isascii()
    # A branch that is too deep for the page ends with a sign that it goes on.
    assert ("…" in text or "..." in text) == (length == 40)


def test_dot_has_each_vertex_and_each_arrow_once() -> None:
    text = dot(chain(5))
    assert re.findall(r"^  (n\d) \[", text, re.MULTILINE) == ["n0", "n1", "n2", "n3", "n4"]
    assert len(re.findall(r"^  n\d -> n\d \[", text, re.MULTILINE)) == 7
    assert 'n0 [label="x", shape=ellipse]' in text
    assert text.count("peripheries=2") == 1


def test_what_stands_in_a_label_does_not_end_it() -> None:
    diagram = Diagram((Vertex(variable('a"b\\n\x1b'), None, True),), ())
    assert r'n0 [label="a\"b\\n\\x1b"' in dot(diagram, 'title "quoted"')
    assert r'label="title \"quoted\""' in dot(diagram, 'title "quoted"')


@pytest.mark.parametrize("form", ["markdown", "latex", "html", "plain"])
def test_every_format_of_the_page_has_the_graph(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    text = library.backprop(NEURON, at=AT).text(form)
    inside = text[text.index("The graph") : text.index("The local derivatives")]
    assert inside.count("0.104994") == 1
    assert inside.count("0.238406") == 2


# A program `dot` that draws what it is given as a text, fails, or draws nothing.
DOTS = {
    "draws": "printf '<?xml version=\"1.0\"?>\\n<svg><text>'; "
    "sed 's/&/\\&amp;/g; s/</\\&lt;/g; s/>/\\&gt;/g'; printf '</text></svg>\\n'",
    "fails": "cat >/dev/null; echo 'no memory left' >&2; exit 3",
    "is silent": "cat >/dev/null",
}


@pytest.fixture
def dot_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    def put(does: str | None) -> None:
        folder = tmp_path / "programs"
        folder.mkdir()
        if does is not None:
            program = folder / "dot"
            program.write_text(f"#!/bin/sh\n{DOTS[does]}\n", "utf-8")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        path = f"{folder}:/usr/bin:/bin" if does is not None else str(folder)
        monkeypatch.setenv("PATH", path)

    return put


def test_svg_is_drawn_by_dot(gradcli: Gradcli, dot_that: object, tmp_path: Path) -> None:
    assert callable(dot_that)
    dot_that("draws")
    file = tmp_path / "graph.svg"
    outcome = gradcli("backprop", NEURON, "--at", AT, "-o", str(file))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    drawn = file.read_text("utf-8")
    assert "<svg>" in drawn
    assert "a = σ(z)" in drawn
    page = tmp_path / "page.html"
    assert gradcli("backprop", NEURON, "--at", AT, "-o", str(page)).code == 0
    text = page.read_text("utf-8")
    # The picture stands in the page, without the head of a file; the table stays.
    assert '<figure class="graph">' in text
    assert "<svg>" in text
    assert "<?xml" not in text
    assert "<table>" in text
    assert "<svg>" in library.backprop(NEURON, at=AT)._repr_html_()


def test_without_graphviz_it_is_said_before_anything_is_computed(
    gradcli: Gradcli, dot_that: object, tmp_path: Path
) -> None:
    assert callable(dot_that)
    dot_that(None)
    file = tmp_path / "graph.svg"
    outcome = gradcli("backprop", NEURON, "-o", str(file))
    assert outcome.code == 2
    assert "drawn by the program dot of Graphviz, which is not installed" in outcome.err
    assert "apt install graphviz" in outcome.err
    assert not file.exists()
    with pytest.raises(GradcliError) as caught:
        library.backprop(NEURON).drawing()
    assert caught.value.code == "graphviz-missing"
    assert "<svg" not in library.backprop(NEURON)._repr_html_()


@pytest.mark.parametrize(("does", "why"), [("fails", "no memory left"), ("is silent", "exit")])
def test_a_dot_that_draws_nothing(dot_that: object, does: str, why: str) -> None:
    assert callable(dot_that)
    dot_that(does)
    answer = library.backprop(NEURON)
    with pytest.raises(GradcliError) as caught:
        answer.drawing()
    assert caught.value.code == "graphviz-failed"
    assert why in caught.value.message
    assert "<svg" not in answer.text("html")


def test_a_file_in_dot_needs_no_graphviz(gradcli: Gradcli, tmp_path: Path) -> None:
    file = tmp_path / "graph.dot"
    assert gradcli("backprop", NEURON, "--at", AT, "-o", str(file)).code == 0
    text = file.read_text("utf-8")
    assert text == library.backprop(NEURON, at=AT).drawing("dot")
    assert 'n4 [label="z = wx + b\\nz = 2\\n∂f/∂z ≈ −0.0250311"];' in text
    assert 'n4 -> n5 [label="da/dz ≈ 0.104994"];' in text
    few = gradcli("backprop", NEURON, "--at", AT, "--top", "3", "-o", str(tmp_path / "top.gv"))
    assert few.code == 0
    text = (tmp_path / "top.gv").read_text("utf-8")
    assert re.findall(r"(\w+) \[label", text) == ["n0", "n1", "n2", "n2", "n2"]


@pytest.mark.parametrize("ending", ["svg", "dot"])
def test_other_answers_have_no_graph(ending: str) -> None:
    with pytest.raises(GradcliError) as caught:
        cli.main(["grad", "x", "-o", f"graph.{ending}"], standalone_mode=False)
    assert caught.value.code == "unknown-file-ending"
    with pytest.raises(GradcliError) as caught:
        library.gradient("x").drawing(ending)
    assert caught.value.code == "no-drawing"
