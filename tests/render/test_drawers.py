"""Each drawer on its own: LaTeX, MathML, text in height, and formulas deeper than the stack."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction as Rational
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from gradcli.caret import column_width
from gradcli.field.expression import (
    Branch,
    Call,
    Comparison,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
)
from gradcli.narrative.box import Binding, Box, Glyph, Role, Row, Subscript
from gradcli.narrative.notation import (
    derivative_of,
    gradient_symbol,
    negative,
    norm,
    number,
    partial_symbol,
    power_of,
    prime,
    product_of,
    relation,
    typeset,
    variable,
    vector,
)
from gradcli.render.formula.block import reads_better_tall, tall
from gradcli.render.formula.breadth import breadth
from gradcli.render.formula.glyphs import in_ascii
from gradcli.render.formula.latex import escaped, latex
from gradcli.render.formula.linear import linear
from gradcli.render.formula.mathml import mathml
from gradcli.render.formula.runs import columns, is_narrow, text_of
from tests.render.samples import QUOTIENT_LAW, TREES, formula

X = Variable("x")
ONE = Number(Rational(1))
CASES = Piecewise((Branch(X, Comparison(X, ">", ONE)), Branch(ONE, None)))

LATEX = [
    (formula("x^2 y"), "x^2y"),
    (formula("2 theta"), r"2\theta"),
    (formula("theta x"), r"\theta x"),
    (formula("rate x_1"), r"\mathit{rate} \cdot x_1"),
    (formula("x^10"), "x^{10}"),
    (formula("x/(y+1)"), r"\frac{x}{y + 1}"),
    (formula("(x/y)^2"), r"\left( \frac{x}{y} \right)^2"),
    (formula("sin x cos y"), r"\sin x\cos y"),
    (formula("sin(2)^2"), r"\sin^2 2"),
    (formula("sin(2x)"), r"\sin(2x)"),
    (formula("acsc(x)"), r"\operatorname{arccsc} x"),
    (formula("asin(x)"), r"\arcsin x"),
    (formula("|x|"), r"\lvert x\rvert"),
    (formula("floor(x)"), r"\lfloor x\rfloor"),
    (formula("cbrt(x)"), r"\sqrt[3]{x}"),
    (formula("log(x, 2)"), r"\log_2 x"),
    (formula("x - y"), "x - y"),
    (typeset(CASES), r"\begin{cases} x & \text{if }x > 1 \\ 1 & \text{otherwise} \end{cases}"),
    (derivative_of("x", variable("u")), r"\frac{\partial}{\partial x} [u]"),
    (partial_symbol("f", ["x", "y"]), r"\frac{\partial^2f}{\partial x\partial y}"),
    (gradient_symbol("f", [number(2), number(3)]), r"\nabla f(2, 3)"),
    (norm(vector([variable("x"), number(-1)])), r"\lVert(x, -1)\rVert"),
    (prime(variable("u")), "u'"),
    (power_of(prime(variable("u")), number(2)), "(u')^2"),
    (variable("Alpha"), "A"),
    (variable("Gamma"), r"\Gamma"),
    (variable("learning_rate"), r"\mathit{learning}_{\mathit{rate}}"),
    (relation(variable("x"), "≈", number("0.5")), r"x \approx 0.5"),
]


# A letter that is drawn as it stands, and not by its name, has its command all the same.
AS_COMMANDS = (
    (Glyph("ε", Role.VARIABLE), r"\epsilon"),
    (Glyph("θ", Role.CONSTANT), r"\theta"),
    (Glyph("Α", Role.VARIABLE), "A"),
    (Glyph("ο", Role.VARIABLE), "o"),
    (Glyph("Ω", Role.VECTOR), r"\mathbf{\Omega}"),
    (Glyph("0°", Role.NUMBER), r"0^{\circ}"),
    (Glyph("−3", Role.NUMBER), "-3"),
    (Glyph("δx", Role.OPERATOR), r"\delta x"),
    (Row((Glyph("θ", Role.VARIABLE), Glyph("x", Role.VARIABLE)), Binding.ATOM), r"\theta x"),
)


@pytest.mark.parametrize(("drawn", "expected"), AS_COMMANDS)
def test_greek_letters_in_latex_are_commands(drawn: Box, expected: str) -> None:
    assert latex(drawn) == expected


@pytest.mark.parametrize(("drawn", "expected"), LATEX)
def test_latex(drawn: Box, expected: str) -> None:
    assert latex(drawn) == expected


ESCAPES = [
    ("50 % & $1_a", r"50 \% \& \$1\_a"),
    ("x^2 ~ {a}", r"x\textasciicircum{}2 \textasciitilde{} \{a\}"),
    (r"\input{x}", r"\textbackslash{}input\{x\}"),
    ("θ ≤ 2 − x²", r"\ensuremath{\theta} \ensuremath{\le} 2 \ensuremath{-} x\ensuremath{^{2}}"),
    ("é \x1b 数", r"é \texttt{U+001B} \texttt{U+6570}"),
]


@pytest.mark.parametrize(("text", "expected"), ESCAPES)
def test_words_mean_nothing_to_latex(text: str, expected: str) -> None:
    assert escaped(text) == expected


def balanced(text: str) -> bool:
    """Whether braces, \\left and \\right, \\begin and \\end pair up."""
    plain = text.replace(r"\{", "").replace(r"\}", "")
    depth = 0
    for sign in plain:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    pairs = ((r"\left", r"\right"), (r"\begin{", r"\end{"))
    plain = plain.replace(r"\leftarrow", "").replace(r"\rightarrow", "")
    return depth == 0 and all(plain.count(a) == plain.count(b) for a, b in pairs)


@settings(max_examples=60)
@given(TREES)
def test_latex_is_balanced_and_mathml_well_formed(node: Node) -> None:
    drawn = typeset(node)
    assert balanced(latex(drawn))
    ElementTree.fromstring(mathml(drawn))
    picture = tall(drawn)
    assert 0 <= picture.baseline < picture.height
    assert breadth(drawn) > 0


TALL = [
    (formula("x/(y+1)"), ["  x", "─────", "y + 1"]),
    (formula("-(x/(y+1))"), ["    x", "− ─────", "  y + 1"]),
    (formula("(x/(y+1))^2 + x"), ["⎛  x  ⎞²", "⎜─────⎟  + x", "⎝y + 1⎠"]),
    (formula("sqrt(x/(y+1))"), [" _____", "│  x", "│─────", "√y + 1"]),
    (formula("x + ln(1/2)"), ["x + ln(1/2)"]),
    (formula("exp(2x)/(x+1)"), ["  2x", " e", "─────", "x + 1"]),
    (typeset(CASES), ["⎰ x  if x > 1", "⎱ 1  otherwise"]),
    (
        QUOTIENT_LAW,
        ["         u′v − uv′", "(u/v)′ = ─────────", "            v²"],
    ),
]


def _lines(drawn: Box) -> list[str]:
    return [text_of(line).rstrip() for line in tall(drawn).lines]


@pytest.mark.parametrize(("drawn", "lines"), TALL)
def test_formulas_in_height(drawn: Box, lines: list[str]) -> None:
    assert _lines(drawn) == lines


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("x/2", False), ("3x/2", False), ("x/(y+1)", True), ("x^(1/2)", False), ("1/(2x)", True)],
)
def test_height_is_spent_where_it_spares_parentheses(typed: str, expected: bool) -> None:
    assert reads_better_tall(formula(typed)) is expected


def test_a_limit_stands_under_its_sign() -> None:
    approach = Subscript(Glyph("lim", Role.FUNCTION), relation(variable("t"), "→", number(0)))
    assert _lines(approach) == [" lim", "t → 0"]
    assert linear(approach) == "lim_(t → 0)"
    assert latex(approach) == r"\lim_{t \to 0}"
    assert "<munder>" in mathml(approach)


def test_what_nobody_writes_is_said_by_mathml() -> None:
    assert "&#x2062;" in mathml(formula("xy"))
    assert "&#x2061;" in mathml(formula("sin x"))
    assert "<mi>θ</mi>" in mathml(variable("theta"))
    assert "&lt;" in mathml(relation(variable("x"), "<", number(1)))


_NESTINGS: list[Callable[[Node], Node]] = [
    lambda node: Call("sin", (node,)),
    lambda node: Sum((ONE, Negative(node))),
    lambda node: Product((node, Sum((X, ONE)))),
    lambda node: Power(X, node),
    lambda node: Quotient(node, Sum((X, ONE))),
    Negative,
]


@pytest.mark.parametrize("nest", _NESTINGS)
@pytest.mark.parametrize("draw", [linear, latex, mathml, breadth, reads_better_tall])
def test_no_drawer_minds_a_tree_deeper_than_the_stack(
    nest: Callable[[Node], Node], draw: Callable[[Box], object]
) -> None:
    node: Node = X
    for _ in range(1200):
        node = nest(node)
    assert draw(typeset(node)) is not None


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("変数", 4), ("e\u0301", 1), ("x\u200b", 1), ("ｙ", 2), ("\u1100\u1161", 2)],
)
def test_columns_of_text(text: str, width: int) -> None:
    assert columns(text) == width


def test_what_is_known_to_be_narrow_is_narrow() -> None:
    known = [sign for sign in map(chr, range(0x20, sys.maxunicode + 1)) if is_narrow(sign)]
    assert {"x", "θ", "∂", "²", "₁", "−", "·", "√"} <= set(known)
    assert all(column_width(sign) == 1 for sign in known if sign != "\x7f")


def test_a_product_of_negatives_keeps_its_signs() -> None:
    drawn = product_of([negative(variable("x")), negative(variable("y"))])
    assert (linear(drawn), latex(drawn)) == ("(−x) · (−y)", r"(-x) \cdot (-y)")


def test_drawing_loads_neither_sympy_nor_rich() -> None:
    """A complaint is drawn before any mathematics is loaded, and Rich only for colours."""
    program = (
        "import sys, gradcli.render.page.document, gradcli.render.complaint;"
        "print([name for name in ('sympy', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("θ ≤ 2", "theta <= 2"),
        ("x² − y₁", "x^2 - y_1"),
        ("“a” … ✓", '"a" ... ok:'),
        ("数", "\\u6570"),
    ],
)
def test_words_in_ascii(text: str, expected: str) -> None:
    assert in_ascii(text) == expected


@pytest.mark.parametrize(
    ("index", "in_latex", "in_mathml"),
    [
        ("hat", r"\hat{y}", '<mover><mi>y</mi><mo stretchy="false">^</mo></mover>'),
        (
            "bar_i",
            r"\bar{y}_i",
            '<msub><mover><mi>y</mi><mo stretchy="false">¯</mo></mover><mi>i</mi></msub>',
        ),
        ("hats", r"y_{\mathit{hats}}", "<msub><mi>y</mi><mi>hats</mi></msub>"),
    ],
)
def test_a_mark_stands_over_its_letter(index: str, in_latex: str, in_mathml: str) -> None:
    typeset = Subscript(variable("y"), Glyph(index, Role.VARIABLE))
    assert latex(typeset) == in_latex
    assert in_mathml in mathml(typeset)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("phi*(x+1)", r"\phi \cdot (x + 1)"),
        ("f_1*(x+1)", r"f_1 \cdot (x + 1)"),
        ("x_i*x", "x_i x"),
        ("2^x*x", "2^x x"),
        ("x*e*x", r"x\thinspace ex"),
        ("x*y*e^(x y)", r"xy\thinspace e^{xy}"),
        ("2*e^x", "2e^x"),
        ("a*(x+1)", "a(x + 1)"),
    ],
)
def test_latex_joins_nothing_into_another_name(typed: str, expected: str) -> None:
    assert latex(formula(typed)) == expected
