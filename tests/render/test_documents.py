"""Whole documents: nothing wraps inside a formula, every format is well-formed and escaped."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gradcli
from gradcli.field.expression import Node
from gradcli.narrative.document import (
    Document,
    Equations,
    Formula,
    Line,
    Paragraph,
    Step,
    Steps,
    Words,
)
from gradcli.narrative.notation import (
    derivative_of,
    dot,
    sum_of,
    typeset,
    value_of,
    variable,
)
from gradcli.render.format import SEPARATORS, Format
from gradcli.render.formula.breaking import break_formula
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.linear import linear, linear_runs
from gradcli.render.formula.runs import Style, columns, text_of
from gradcli.render.page.document import render
from gradcli.render.page.html import html_fragment
from gradcli.render.page.latexdocument import displayed
from gradcli.render.page.terminal import STYLES
from tests.render.samples import DOCUMENT, TREES, formula, multiple_step, power_step, words
from tests.render.test_drawers import balanced

ANSI = re.compile(r"\x1b\[[0-9;]*m")
TEXT_FORMATS = [Format.PLAIN, Format.RICH]


@pytest.mark.parametrize("charset", list(Charset))
@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("format_", TEXT_FORMATS)
def test_no_line_is_wider_than_the_width(format_: Format, width: int, charset: Charset) -> None:
    text = render(DOCUMENT, format_, width=width, charset=charset)
    assert max(map(columns, text.splitlines())) <= width
    assert not any(line != line.rstrip() for line in text.splitlines())
    assert charset is Charset.UNICODE or text.isascii()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_formula_in_a_sentence_is_not_divided(width: int) -> None:
    inline = formula("1/(1 + x^2 + x^3)")
    for before in range(1, 60):
        sentence = (Words("a" * before + " b "), Formula(inline), Words(", and so on."))
        text = render(Document((Paragraph(sentence),)), Format.PLAIN, width=width)
        assert f"{linear(inline)}," in text


@settings(max_examples=60)
@given(TREES, st.integers(24, 120))
def test_a_formula_is_divided_before_a_sign_only(node: Node, width: int) -> None:
    runs = linear_runs(typeset(node))
    pieces = break_formula(runs, width, width - 4)
    whole = text_of(runs)
    assert "".join(map(text_of, pieces)).replace(" ", "") == whole.replace(" ", "")
    if columns(whole) <= width:
        assert len(pieces) == 1
    for place, piece in enumerate(pieces):
        room = width if place == 0 else width - 4
        if columns(text_of(piece)) > room:
            assert not re.search(r" [+−·] ", text_of(piece)[: room - 2][3:]), "could be broken"


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_of_a_sum_begins_inside_a_product(width: int) -> None:
    product = "(x^2 + 1)^3 e^(-x y)"
    runs = linear_runs(formula(" + ".join(f"{place} {product}" for place in range(2, 9))))
    first, *others = map(text_of, break_formula(runs, width, width - 4))
    assert others
    assert all(re.match(r"[+−] [2-9]", piece) for piece in others)
    dotted = sum_of([dot(formula("x^2 + 1"), derivative_of("x", formula("x^3")))] * 5)
    first, *others = map(text_of, break_formula(linear_runs(dotted), width, width - 4))
    assert first.startswith("(x² + 1) · ∂/∂x [x³]")
    assert all(piece.startswith("+ (x² + 1) · ∂") for piece in others)


def test_plain_text_of_a_step() -> None:
    text = render(Document((Steps((multiple_step(),)),)), Format.PLAIN, width=80)
    assert text == (
        "  1  ∂/∂x [x²y] = y · ∂/∂x [x²]   constant multiple rule: (cu)′ = cu′\n"
        "       where c = y, u = x²\n"
        "    1.1  ∂/∂x [x²] = 2x           power rule: (xⁿ)′ = nxⁿ⁻¹\n"
        "           with n = 2\n"
        "  1  ∂/∂x [x²y] = y · 2x\n"
        "                = 2xy             multiplied out\n"
    )


def test_a_reason_without_room_goes_below_its_line() -> None:
    text = render(Document((Steps((multiple_step(),)),)), Format.PLAIN, width=50)
    assert text.splitlines()[:3] == [
        "  1  ∂/∂x [x²y] = y · ∂/∂x [x²]",
        "       constant multiple rule: (cu)′ = cu′",
        "       where c = y, u = x²",
    ]


def test_plain_text_in_ascii() -> None:
    text = render(
        Document((Steps((power_step("1"),)),)), Format.PLAIN, width=80, charset=Charset.ASCII
    )
    assert text == ("  1  d/dx [x^2] = 2x   power rule: (x^n)' = nx^(n - 1)\n       with n = 2\n")


def test_a_table_too_wide_becomes_records() -> None:
    table = next(block for block in DOCUMENT.blocks if type(block).__name__ == "Table")
    wide = render(Document((table,)), Format.PLAIN, width=60).splitlines()
    assert wide[1:3] == [
        "     h   change per step   what that is",
        "   0.1              12.3   near 12",
    ]
    narrow = render(Document((table,)), Format.PLAIN, width=30).splitlines()
    assert "  change per step: 12.3" in narrow


def test_the_terminal_sets_fractions_in_height_and_plain_text_does_not() -> None:
    line = Line(value_of("f", [variable("x")]), "=", formula("x/(x+1)"), words("why"))
    document = Document((Equations((line,)),))
    assert render(document, Format.PLAIN) == "    f(x) = x/(x + 1)   why\n"
    assert render(document, Format.RICH) == (
        "             x\n    f(x) = ─────   why\n           x + 1\n"
    )


def test_colour_changes_nothing_but_colour() -> None:
    plain = render(DOCUMENT, Format.RICH, width=80)
    coloured = render(DOCUMENT, Format.RICH, width=80, colour=True)
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert ANSI.sub("", coloured) == plain
    assert set(STYLES) == set(Style)


@pytest.mark.parametrize("format_", [*TEXT_FORMATS, Format.HTML])
def test_words_carry_no_commands_to_the_terminal(format_: Format) -> None:
    hostile = Document((Paragraph((Words("a\x1b[31mb\x07\u202ec <script> & "),)),))
    text = render(hostile, format_, colour=False)
    assert not set("\x07\u202e\x1b") & set(text) or format_ is Format.HTML
    assert "<script>" not in text or format_ is not Format.HTML


class _Checker(HTMLParser):
    """Every element that opens closes, in order."""

    VOID = frozenset({"meta", "br", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name in ("src", "href") for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("text", [render(DOCUMENT, Format.HTML), html_fragment(DOCUMENT)])
def test_html_is_well_formed_and_loads_nothing(text: str) -> None:
    checker = _Checker()
    checker.feed(text)
    checker.close()
    assert not checker.open
    assert {"h1", "h2", "math", "table", "th", "ol", "li"} <= checker.seen
    assert "script" not in checker.seen
    assert re.findall(r"https?://[^\s\"<]+", text.replace("www.w3.org/1998/Math", "")) == [
        "http:///MathML"
    ] * text.count("<math")
    assert "A &amp; B &lt; C_1" in text
    # A page follows the reader's system; what stands in a notebook follows the notebook.
    assert ("prefers-color-scheme" in text) is ("<!DOCTYPE" in text)


def test_markdown() -> None:
    text = render(DOCUMENT, Format.MARKDOWN)
    assert text.startswith("# The gradient of $f(x)$\n")
    assert text.count("$$") % 2 == 0
    assert r"A & B \< C\_1 % 50 \$ {x} \| \`y\` # \\." in text
    assert "| $0.01$ | $12.03$ | `a\\|b` |" in text
    assert "| ---: | ---: | --- |" in text
    displays = re.findall(r"\$\$\n(.*?)\n\$\$", text, re.S)
    assert len(displays) == text.count("$$") // 2
    for display in displays:
        assert balanced(display)
        assert "$" not in display
        assert not re.search(r"\\\\(?!\n)", display)
        assert "operatorname" not in display


def test_a_paragraph_is_no_list_by_accident() -> None:
    for start, expected in (("1. First", "1\\. First"), ("- x", "\\- x"), ("# x", "\\# x")):
        text = render(Document((Paragraph(words(start)),)), Format.MARKDOWN)
        assert text == f"{expected}\n"


def test_latex_fragment_has_a_row_with_a_reason_for_each_step() -> None:
    text = render(Document((Steps((multiple_step(),)),)), Format.LATEX)
    assert r"\documentclass" not in text
    assert r"\textbf{1}\quad \textbf{constant multiple rule}: $(cu)' = cu'$; where $c" in text
    assert text.count("constant multiple rule") == 1
    assert r"[x^2y] &= y \cdot \frac{\partial}{\partial x} [x^2] \\" not in text
    assert r"&= 2xy && \text{multiplied out}" in text
    assert balanced(text)


def test_a_whole_latex_file_compiles(tmp_path: Path) -> None:
    text = render(DOCUMENT, Format.LATEX, standalone=True)
    assert balanced(text)
    assert text.startswith(r"\documentclass")
    assert text.isascii()
    compiler = shutil.which("pdflatex")
    if compiler is None:
        return  # the checks above are all that can be made without a TeX
    (tmp_path / "answer.tex").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [compiler, "-interaction=nonstopmode", "-halt-on-error", "answer.tex"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    log = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, log[-2000:]
    assert "Overfull" not in log


def test_a_formula_for_a_notebook() -> None:
    assert displayed(formula("x/(y+1)")) == r"$\displaystyle \frac{x}{y + 1}$"


def test_json_and_csv_are_no_forms_of_a_document() -> None:
    with pytest.raises(ValueError, match="not from its document"):
        render(DOCUMENT, Format.JSON)
    for table in SEPARATORS:
        with pytest.raises(ValueError, match="not from its document"):
            render(DOCUMENT, table)


@pytest.mark.parametrize(
    "format_", [each for each in Format if each not in (Format.JSON, *SEPARATORS)]
)
def test_steps_may_lie_deeper_than_the_stack(format_: Format) -> None:
    line = Line(formula("x"), "=", formula("x"))
    step = Step("1", "rule", None, (line,), (), (), ())
    for depth in range(1200):
        closing = (Line(None, "=", formula("x")),)
        step = Step(str(depth), "rule", None, (line,), (), (step,), closing)
    assert render(Document((Steps((step,)),)), format_)


@pytest.mark.parametrize(
    ("command", "text", "given"),
    [
        ("gradient", "x y e^(x y)", {"at": "1,1"}),
        ("hessian", "x^2 y", {"at": "2,3", "w": "3,5"}),
        ("gradient", "{x^2 if x > 0, 0 otherwise}", {"at": "1"}),
        ("partial", "(x^2 + 1)^3/(x - 1)", {"wrt": "x"}),
    ],
)
def test_markdown_says_what_pandoc_and_github_both_read(
    command: str, text: str, given: dict[str, str]
) -> None:
    page = getattr(gradcli, command)(text, **given).text("markdown")
    displays = page.split("$$")[1::2]
    assert any("aligned" in each for each in displays)
    for unknown_to_pandoc in (r"\cr", r"\thinspace", r"\operatorname"):
        assert all(unknown_to_pandoc not in each for each in displays)
    # GitHub keeps the end of a row where the line ends, and no backslash before a sign.
    assert not re.search(r"\\\\(?!\n)|\\[,;:!]", page)


def test_a_closing_step_names_its_reason_once() -> None:
    result = gradcli.partial("(x^2 + 1)^3/(x - 1)", "x")
    for page, heading in (
        (result.text("markdown"), "**1.1** combine, with $w = x^2 + 1$:"),
        (result.text("latex"), r"\textbf{1.1}\quad combine, with $w = x^2 + 1$:"),
    ):
        assert heading in page
        assert page.count("combine") == 2
