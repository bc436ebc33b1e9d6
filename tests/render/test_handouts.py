"""What goes into a handout: titles, fragments of LaTeX, check marks, Markdown, narrow tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import gradcli as library
from gradcli.questions.result import Result
from gradcli.render.format import Format
from gradcli.render.page.document import render
from tests.commands.conftest import Gradcli, gradcli

__all__ = ["gradcli"]

ASKED: dict[str, tuple[Result, str]] = {
    "grad": (library.gradient("x^2 y", "2,3"), "The gradient of $f(x, y) = x^2y$ at $(2, 3)$"),
    "grad as formulas": (library.gradient("x^2 y"), "The gradient of $f(x, y) = x^2y$"),
    "partial": (
        library.partial("x^2 y", "x", "2,3"),
        r"The partial derivative $\frac{\partial f}{\partial x}$ of $f(x, y) = x^2y$ at $(2, 3)$",
    ),
    "on a line": (
        library.partial("t^2", "t", "3"),
        r"The derivative $\frac{df}{dt}$ of $f(t) = t^2$ at $t = 3$",
    ),
    "dir": (
        library.directional("x^2 y", "3,5", "2,3"),
        "The directional derivative of $f(x, y) = x^2y$ at $(2, 3)$ along $w = (3, 5)$",
    ),
    "steepest": (
        library.steepest("x^2 y", "2,3"),
        "The direction of steepest ascent of $f(x, y) = x^2y$ at $(2, 3)$",
    ),
    "no direction": (
        library.steepest("x^2 + y^2", "0,0"),
        "The direction of steepest ascent of $f(x, y) = x^2 + y^2$ at $(0, 0)$",
    ),
    "backprop": (
        library.backprop("x^2 y", "2,3"),
        "The gradient, worked backward, of $f(x, y) = x^2y$ at $(2, 3)$",
    ),
    "a long function": (
        library.gradient("+".join(f"x^{power}" for power in range(1, 20))),
        "The gradient of $f(x)$",
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_page_has_a_title_that_says_what_was_asked(name: str) -> None:
    result, title = ASKED[name]
    document = result.document()
    whole = render(document, Format.LATEX, standalone=True)
    assert f"\\section*{{{title}}}" in whole
    assert whole.index(r"\section*") < whole.index(r"\begin{align*}")
    assert title not in render(document, Format.LATEX)
    html = render(document, Format.HTML)
    (heading,) = re.findall(r"<h1>(.*?)</h1>", html)
    assert heading.startswith(re.split(r" of \$| \$", title)[0])
    assert html.index("<h1>") < html.index('<div class="equations')


def test_the_title_of_a_handout_is_in_its_notation() -> None:
    document = library.partial("x^2 y", "x").document(notation="subscript")
    assert r"\section*{The partial derivative $f_x$ of" in render(
        document, Format.LATEX, standalone=True
    )


def test_a_fragment_is_said_to_be_one(
    gradcli: Gradcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = gradcli("grad", "x^2 y", "-o", "a.tex")
    assert told.code == 0
    assert "a.tex holds a fragment" in told.err
    assert "--standalone" in told.err
    assert r"\documentclass" not in Path("a.tex").read_text("utf-8")
    whole = gradcli("grad", "x^2 y", "-o", "b.tex", "--standalone")
    assert (whole.code, whole.err) == (0, "")
    assert r"\documentclass" in Path("b.tex").read_text("utf-8")
    assert gradcli("grad", "x^2 y", "-o", "c.html").err == ""


def test_a_check_is_a_check_mark() -> None:
    document = library.gradient("x^2 y").document()
    assert r"\checkmark" in render(document, Format.LATEX)
    # The sign is one of amssymb.
    assert re.search(r"\\usepackage\{.*amssymb", render(document, Format.LATEX, standalone=True))


@pytest.mark.parametrize("name", ASKED)
def test_markdown_is_plain_markdown(name: str) -> None:
    text = ASKED[name][0].text("markdown")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inner)}
    # HTML is lost on the way to another format; lists and code would be misread numbers.
    assert not {"html_block", "html_inline", "ordered_list_open", "code_block"} & kinds
    assert "&" not in re.sub(r"\$\$.*?\$\$|\$[^$]*\$", "", text, flags=re.DOTALL)


def test_a_table_of_angles_stays_one_in_60_columns() -> None:
    lines = library.steepest("x^2 y", "2,3").text(width=60).splitlines()
    assert any(re.match(r" +180° +\(.*\) +−12\.6491 +−12\.6491$", line) for line in lines)
    assert max(map(len, lines)) <= 60
