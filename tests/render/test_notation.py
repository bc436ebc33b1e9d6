"""A tree in textbook notation: where parentheses and dots stand, in Unicode and in ASCII."""

from __future__ import annotations

from fractions import Fraction as Rational

import pytest
import sympy
from hypothesis import HealthCheck, assume, given, settings

from gradcli.errors import GradcliError
from gradcli.field.expression import (
    Branch,
    Call,
    Comparison,
    Every,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Some,
    Sum,
    Variable,
)
from gradcli.field.to_sympy import ToSympy
from gradcli.language.reading import read_expression
from gradcli.narrative.box import Box
from gradcli.narrative.notation import (
    absolute,
    applied,
    condition,
    derivative_of,
    dot,
    fenced,
    fraction_of,
    function_name,
    gradient_symbol,
    negative,
    norm,
    number,
    partial_symbol,
    power_of,
    prime,
    product_of,
    relation,
    square_root,
    sum_of,
    typeset,
    value_of,
    variable,
    vector,
)
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.latex import latex
from gradcli.render.formula.linear import linear
from tests.render.samples import TREES, formula

X, Y, Z = Variable("x"), Variable("y"), Variable("z")
ONE, TWO, THREE = (Number(Rational(n)) for n in (1, 2, 3))

TYPED = [
    ("2xy", "2xy", "2xy"),
    ("x^2 y", "x²y", "x^2 y"),
    ("3x/2", "3x/2", "3x/2"),
    ("2*3", "2 · 3", "2 * 3"),
    ("x*2", "x · 2", "x * 2"),
    ("x*3^2", "x · 3²", "x * 3^2"),
    ("rate x", "rate · x", "rate * x"),
    ("2 rate", "2 · rate", "2 * rate"),
    ("x_1 x_2^2", "x₁x₂²", "x_1 x_2^2"),
    ("2 theta x", "2θx", "2 theta x"),
    ("sin x", "sin x", "sin x"),
    ("sin(2x)", "sin(2x)", "sin(2x)"),
    ("sin^2 x", "sin² x", "sin^2 x"),
    ("ln(x)^2", "(ln x)²", "(ln x)^2"),
    ("x sin y", "x sin y", "x sin y"),
    ("sin(x) y", "sin x · y", "sin x * y"),
    ("sin(x) cos(y)", "sin x cos y", "sin x cos y"),
    ("cos(x) ln(y)", "cos x ln y", "cos x ln y"),
    # Two letters that are one, and a logarithm that could be that of the product.
    ("ln(x) sin(y)", "ln x · sin y", "ln x * sin y"),
    ("log(x, 2) cos(y)", "log₂ x · cos y", "log_2 x * cos y"),
    ("ln(2x) sin(y)", "ln(2x) sin y", "ln(2x) sin y"),
    ("x x", "x · x", "x * x"),
    ("x^2 x e^y", "x² · x eʸ", "x^2 * x e^y"),
    ("x_1 x_1^2", "x₁ · x₁²", "x_1 * x_1^2"),
    ("x_1 x_2 x", "x₁x₂x", "x_1 x_2 x"),
    ("e^x e^y", "eˣ eʸ", "e^x e^y"),
    ("ln(x^2+1)", "ln(x² + 1)", "ln(x^2 + 1)"),
    ("exp(x)", "eˣ", "e^x"),
    ("exp(2x)", "e^(2x)", "e^(2x)"),
    ("exp(-x)", "e⁻ˣ", "e^(-x)"),
    ("x^-1", "x⁻¹", "x^(-1)"),
    ("x^(1/2)", "x^(1/2)", "x^(1/2)"),
    ("(x^2)^3", "(x²)³", "(x^2)^3"),
    ("x^y^z", "x^(yᶻ)", "x^(y^z)"),
    ("(-x)^2", "(−x)²", "(-x)^2"),
    ("-x^2", "−x²", "-x^2"),
    ("(x/y)^2", "(x/y)²", "(x/y)^2"),
    ("sqrt(x)", "√x", "sqrt(x)"),
    ("sqrt(x+1)", "√(x + 1)", "sqrt(x + 1)"),
    ("sqrt(x) y", "√x · y", "sqrt(x) * y"),
    ("2 sqrt(3)", "2√3", "2 sqrt(3)"),
    ("cbrt(x)", "∛x", "cbrt(x)"),
    ("root(x+1, 5)", "⁵√(x + 1)", "root(x + 1, 5)"),
    ("|x|", "|x|", "|x|"),
    ("|x| |y|", "|x| · |y|", "|x| * |y|"),
    ("ln(|x|)", "ln|x|", "ln|x|"),
    ("floor(x)", "⌊x⌋", "floor(x)"),
    ("ceil(x/2)", "⌈x/2⌉", "ceil(x/2)"),
    ("log(x, 2)", "log₂ x", "log_2 x"),
    ("atan2(y, x)", "atan2(y, x)", "atan2(y, x)"),
    ("max(x, 0)", "max(x, 0)", "max(x, 0)"),
    ("asin(x)", "arcsin x", "arcsin x"),
    ("asinh(x)", "arsinh x", "arsinh x"),
    ("pi x", "πx", "pi x"),
    ("0.1x", "0.1x", "0.1x"),
    ("x - y", "x − y", "x - y"),
    ("x - (y - z)", "x − (y − z)", "x - (y - z)"),
    ("x + (-y)", "x − y", "x - y"),
    ("(x+1)(y-1)", "(x + 1)(y − 1)", "(x + 1)(y - 1)"),
    ("4(-2)", "4 · (−2)", "4 * (-2)"),
    ("(-2)x", "(−2) · x", "(-2) * x"),
    ("2(-x + 1)", "2(−x + 1)", "2(-x + 1)"),
    ("w e^(x+1)", "w eˣ⁺¹", "w e^(x + 1)"),
    ("y e^(sin(x y))", "y e^(sin(xy))", "y e^(sin(xy))"),
    ("2e^x", "2eˣ", "2e^x"),
    ("x^2 e^x", "x² eˣ", "x^2 e^x"),
    ("(x+1) e^(-y)", "(x + 1) e⁻ʸ", "(x + 1) e^(-y)"),
    ("1/(1 + e^(-s))", "1/(1 + e⁻ˢ)", "1/(1 + e^(-s))"),
    ("2^(-t) + e^(-2t)", "2⁻ᵗ + e^(−2t)", "2^(-t) + e^(-2t)"),
    ("x (-2)", "x · (−2)", "x * (-2)"),
    ("(2x+1)/(y^2+1)", "(2x + 1)/(y² + 1)", "(2x + 1)/(y^2 + 1)"),
    ("1/(2x)", "1/(2x)", "1/(2x)"),
    ("(x/y)/z", "(x/y)/z", "(x/y)/z"),
    ("x/(y/z)", "x/(y/z)", "x/(y/z)"),
    ("(1/2) x", "(1/2)x", "(1/2)x"),
    ("sin(x)/2", "(sin x)/2", "(sin x)/2"),
    ("2/sin(x)", "2/sin x", "2/sin x"),
]


@pytest.mark.parametrize(("typed", "unicode", "ascii_"), TYPED)
def test_what_is_typed_is_set_as_in_a_book(typed: str, unicode: str, ascii_: str) -> None:
    set_as = formula(typed)
    assert linear(set_as) == unicode
    assert linear(set_as, Charset.ASCII) == ascii_
    assert ascii_.isascii()


BUILT: list[tuple[Node, str]] = [
    (Sum((X, Negative(Sum((Y, ONE))))), "x − (y + 1)"),
    (Sum((X, Negative(Negative(Y)))), "x − (−y)"),
    (Sum((Negative(X), Y)), "−x + y"),
    (Product((Negative(X), Y)), "(−x) · y"),
    (Product((X, Sum((Y, ONE)))), "x(y + 1)"),
    (Product((X, Quotient(Y, TWO))), "x · (y/2)"),
    (Product((Product((TWO, X)), Y)), "2xy"),
    (Product((X, Product((TWO, Y)))), "x · 2y"),
    (Negative(Quotient(X, TWO)), "−x/2"),
    (Power(Call("sin", (X,)), THREE), "sin³ x"),
    (Power(Call("asin", (X,)), TWO), "(arcsin x)²"),
    (Power(Call("sin", (X,)), Negative(ONE)), "(sin x)⁻¹"),
    (Power(Call("exp", (X,)), TWO), "(eˣ)²"),
    (Call("factorial", (X,)), "x!"),
    (Call("factorial", (Sum((X, ONE)),)), "(x + 1)!"),
    (Number(Rational(1, 10**40)), "10⁻⁴⁰"),
    (Number(Rational(1, 3)), "1/3"),
    (Number(Rational(5, 4)), "1.25"),
    (Number(Rational(10) ** 5000), "1" + "0" * 5000),
]


@pytest.mark.parametrize(("node", "expected"), BUILT)
def test_trees_that_were_computed(node: Node, expected: str) -> None:
    assert linear(typeset(node)) == expected


CONDITIONS = [
    (Comparison(X, ">=", ONE), "x ≥ 1"),
    (Comparison(X, "!=", Y), "x ≠ y"),
    (Every((Comparison(ONE, "<", X), Comparison(X, "<=", TWO))), "1 < x ≤ 2"),
    (Every((Comparison(X, ">", ONE), Comparison(Y, "<", TWO))), "x > 1 and y < 2"),
    (
        Every((Some((Comparison(X, "=", ONE), Comparison(Y, "=", ONE))), Comparison(Z, ">", ONE))),
        "(x = 1 or y = 1) and z > 1",
    ),
]


@pytest.mark.parametrize(("node", "expected"), CONDITIONS)
def test_conditions(node: Comparison | Every | Some, expected: str) -> None:
    assert linear(condition(node)) == expected


def test_cases_say_when_each_line_holds() -> None:
    branches = (Branch(Power(X, TWO), Comparison(X, ">", ONE)), Branch(ONE, None))
    assert linear(typeset(Piecewise(branches))) == "{x² if x > 1; 1 otherwise}"


x, y, u, v, f = (variable(name) for name in "xyuvf")
BUILDERS: list[tuple[Box, str]] = [
    (derivative_of("x", formula("x^2 y")), "∂/∂x [x²y]"),
    (derivative_of("x", x, partial=False), "d/dx [x]"),
    (dot(y, derivative_of("x", x)), "y · ∂/∂x [x]"),
    (product_of([derivative_of("x", u), v]), "∂/∂x [u] · v"),
    (partial_symbol("f", ["x"]), "∂f/∂x"),
    (partial_symbol("f", ["x", "y"]), "∂²f/∂x∂y"),
    (partial_symbol("f", ["x", "x"]), "∂²f/∂x²"),
    (partial_symbol("f", ["x"], partial=False), "df/dx"),
    (dot(partial_symbol("f", ["x"]), number(3)), "∂f/∂x · 3"),
    (gradient_symbol("f"), "∇f"),
    (gradient_symbol("f", [number(2), number(3)]), "∇f(2, 3)"),
    (value_of("f", [number(-1), number(Rational(1, 2))]), "f(−1, 1/2)"),
    (vector([x, negative(y)]), "(x, −y)"),
    (norm(vector([x, y])), "‖(x, y)‖"),
    (absolute(x), "|x|"),
    (square_root(number(34)), "√34"),
    (fenced(x), "(x)"),
    (prime(u), "u′"),
    (prime(product_of([u, v])), "(uv)′"),
    (applied(prime(f), [u]), "f′(u)"),
    (function_name("loss"), "loss"),
    (number("-0.25"), "−0.25"),
    (sum_of([x, negative(y), number(-2)]), "x − y − 2"),
    (sum_of([]), "0"),
    (product_of([]), "1"),
    (product_of([sum_of([x, y]), number(-2)]), "(x + y) · (−2)"),
    (power_of(sum_of([x, y]), number(2)), "(x + y)²"),
    (fraction_of(sum_of([x, y]), number(2)), "(x + y)/2"),
    (relation(relation(x, "=", y), "≈", number("0.5")), "x = y ≈ 0.5"),
]


@pytest.mark.parametrize(("built", "expected"), BUILDERS)
def test_builders_know_precedence(built: Box, expected: str) -> None:
    assert linear(built) == expected


def test_a_shared_memo_sets_no_part_twice() -> None:
    inner = Power(X, TWO)
    drawn: dict[Node, Box] = {}
    first = typeset(Call("sin", (inner,)), drawn)
    typeset(Product((inner, Call("sin", (inner,)))), drawn)
    assert typeset(inner, drawn) is drawn[inner]
    assert any(set_as is first for set_as in drawn.values())


SLOW_DRAWS = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def _means_the_same(node: Node, text: str) -> bool:
    try:
        # Read first: the language refuses powers that SymPy would not come back from.
        again = read_expression(text, variables=["x", "y", "rate", "theta", "x_1"])
        meant = ToSympy()(node)
        assume(not meant.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I))
    except GradcliError as refused:
        limits = ("exponent", "digits", "angle", "power of a sum")
        assume(not any(word in refused.message for word in limits))
        raise
    return bool(ToSympy()(again.tree) == meant)


@settings(max_examples=60, suppress_health_check=SLOW_DRAWS)
@given(TREES)
def test_a_line_can_be_read_in_one_way_only(node: Node) -> None:
    """What is printed, typed in again, is the same function: no parenthesis is missing."""
    for text in (linear(typeset(node)), linear(typeset(node), Charset.ASCII), latex(typeset(node))):
        assert _means_the_same(node, text), text
