"""Finite sums and products, methods, and pieces, in every notation that is read."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

SQUARES = "x_1**2 + x_2**2 + x_3**2"
POSITIVE = "Piecewise((x**2, x > 0), (0, True))"
NOT_AT_THE_ORIGIN = "Piecewise((x*y, (x != 0) | (y != 0)), (0, (x == 0) & (y == 0)))"

# The text; the formula that is meant; the codes of the notes, each once.
MEANT = [
    (r"\sum_{i=1}^{3} x_i^2", SQUARES, ""),
    (r"\sum\limits_{i=1}^3 x_{i}^{2}", SQUARES, ""),
    ("Σ_{i=1}^3 x_i^2", SQUARES, ""),
    ("∑_(i=1)^3 x_i^2", SQUARES, ""),
    ("sum(x_i^2, i=1..3)", SQUARES, ""),
    ("sum(x_i^2, i, 1, 3)", SQUARES, ""),
    ("Sum[x[i]^2,{i,1,3}]", SQUARES, "index-in-brackets"),
    ("sum(x[i]^2 for i in 1:3)", SQUARES, "index-in-brackets"),
    ("sum(x[i]**2 for i in range(1, 4))", SQUARES, "index-in-brackets"),
    ("sum([x[i]**2 for i in range(1, 4)])", SQUARES, "index-in-brackets"),
    (
        r"\sum_{i=1}^{2} (w x_i+b-y_i)^2",
        "(w*x_1 + b - y_1)**2 + (w*x_2 + b - y_2)**2",
        "",
    ),
    (r"\sum_{i=1}^2 x_i + c", "(x_1 + x_2) + c", "end-of-a-sum"),
    ("Sum(x**k, (k, 0, 2))", "x**0 + x**1 + x**2", ""),
    (r"\sum_{k=1}^{2} kx^k", "1*x**1 + 2*x**2", ""),
    (r"\sum_{k=0}^{1} \frac{x^k}{k!}", "x**0/factorial(0) + x**1/factorial(1)", ""),
    (r"\sum_{i=1}^{2} x_{i+1} x_i", "x_2*x_1 + x_3*x_2", ""),
    ("sum((x[i+1] - x[i])**2 for i in range(1))", "(x_1 - x_0)**2", "index-in-brackets"),
    (
        r"\sum_{i=1}^{2} \sum_{j=1}^{2} a_{ij} x_i x_j",
        "(a_1_1*x_1*x_1 + a_1_2*x_1*x_2) + (a_2_1*x_2*x_1 + a_2_2*x_2*x_2)",
        "",
    ),
    (r"\frac{1}{2}\sum_{i=1}^{2}(x_i-1)^2", "1/2*((x_1 - 1)**2 + (x_2 - 1)**2)", ""),
    (r"\prod_{k=1}^{3} (x-k)", "(x - 1)*(x - 2)*(x - 3)", ""),
    ("prod(x - k, k=1..2)", "(x - 1)*(x - 2)", ""),
    (r"x + \sum_{i=3}^{1} y", "x + 0", ""),
    # Four values of a spreadsheet, and a list that is no sum over an index.
    ("SUM(x, y, 1, 3)", "x + y + 1 + 3", ""),
    ("PRODUCT(x, y, 1, 3)", "x*y*1*3", ""),
    ("sum(x, y, 2, 4)", "x + y + 2 + 4", "number-in-a-list"),
    ("prod(x^2, k, 1, 2)", "x**2*k*1*2", "number-in-a-list"),
    ("prod(k x, k, 1, 2)", "(1*x)*(2*x)", ""),
    # The index stands nowhere in the term, or not where it seems to.
    (r"\sum_{i=1}^{2} x^2", "x**2 + x**2", "index-not-in-the-term"),
    ("sum(x for k in range(2))", "x + x", "index-not-in-the-term"),
    (r"\sum_{i=1}^{2} \xi", "xi + xi", "index-not-in-the-term"),
    (r"\sum_{j=1}^{2} \sum_{i=1}^{1} x_i", "x_1 + x_1", "index-not-in-the-term"),
    (r"\sum_{i=1}^{1} \xi x_i", "xi*x_1", ""),
    (r"\sum_{i=1}^{1} p_i xi", "p_1*xi", "greek-xi"),
    (r"\sum_{i=1}^{1} xi yi", "xi*y*1", "greek-xi"),
    ("sum(sin(i*pi*x), i=1..2)", "sin(1*pi*x) + sin(2*pi*x)", ""),
    # What stands behind a factor with the index is inside of the product.
    (r"\prod_{i=1}^2 x_i y", "(x_1*y)*(x_2*y)", "end-of-a-product"),
    (r"\prod_{i=1}^2 x_i \cdot y", "(x_1*y)*(x_2*y)", "end-of-a-product"),
    (r"\prod_{i=1}^2 x_i / y", "x_1/y*(x_2/y)", "end-of-a-product"),
    (r"\prod_{i=1}^2 |x_i| y", "(abs(x_1)*y)*(abs(x_2)*y)", "end-of-a-product"),
    (
        r"\prod_{i=1}^2 (x_i + 1)^{-2} y",
        "((x_1 + 1)**(-2)*y)*((x_2 + 1)**(-2)*y)",
        "end-of-a-product",
    ),
    (r"\prod_{i=1}^2 \frac{1}{x_i} y", "(1/x_1*y)*(1/x_2*y)", "end-of-a-product"),
    ("∏_{i=1}^2 x_i²/2", "x_1**2/2*(x_2**2/2)", "end-of-a-product"),
    (r"\prod_{i=1}^2 (x_i y)", "(x_1*y)*(x_2*y)", ""),
    (r"\prod_{i=1}^2 y x_i^2", "(y*x_1**2)*(y*x_2**2)", ""),
    (r"\prod_{i=1}^2 \frac{x_i}{y}", "x_1/y*(x_2/y)", ""),
    (r"\prod_{i=1}^2 \left|x_i\right|", "abs(x_1)*abs(x_2)", ""),
    (r"\prod_{i=1}^2 \left|x_i\right| y", "(abs(x_1)*y)*(abs(x_2)*y)", "end-of-a-product"),
    (r"\prod_{i=1}^2 \lfloor x_i \rfloor", "floor(x_1)*floor(x_2)", ""),
    (r"(\prod_{i=1}^2 x_i) y", "(x_1*x_2)*y", ""),
    ("prod(x_i*y, i=1..2)", "(x_1*y)*(x_2*y)", ""),
    ("sum(2*i*x for i in -1:1)", "2*(-1)*x + 2*0*x + 2*1*x", ""),
    # Methods.
    ("x.pow(2)", "x**2", ""),
    ("(x - y).pow(2).sqrt()", "sqrt((x - y)**2)", ""),
    ("-2*x.exp()**2", "-2*exp(x)**2", ""),
    ("x.clamp(0,1)", "min(max(x, 0), 1)", "read-as-function"),
    ("(x,y).mean()", "(x + y)/2", ""),
    ("x**2 + x.log(2)", "x**2 + log(x, 2)", ""),
    ("x**2 + x.min(y)", "x**2 + min(x, y)", ""),
    ("x.sin()", "sin(x)", ""),
    ("y.atan2(x)", "atan2(y, x)", ""),
    # An operator before the formula that it is taken of whole.
    ("d/dx x^2", "x**2", "derivative-left-out"),
    (r"\frac{d}{dx} x^2", "x**2", "derivative-left-out"),
    ("d/dx(x^3)", "x**3", "derivative-left-out"),
    ("d/dx (x+1)(x+2)", "(x + 1)*(x + 2)", "derivative-left-out"),
    ("∂/∂x(x²y)", "x**2*y", "derivative-left-out"),
    (
        r"$\frac{\partial}{\partial x} \left( x^2 y \right)$",
        "x**2*y",
        "derivative-left-out",
    ),
    # The sine of Spanish, Portuguese and Italian books.
    ("sen(x) cos(y)", "sin(x)*cos(y)", ""),
    (r"\sen^2 x", "sin(x)**2", ""),
    (r"\operatorname{sen} x", "sin(x)", ""),
    ("arcsen x", "asin(x)", ""),
    ("senh x", "sinh(x)", ""),
    # Pieces.
    ("if(x>0, x^2, 0)", POSITIVE, ""),
    ("=IF(x>0; x^2; 0)", POSITIVE, ""),
    ("if x>0 then x^2 else 0", POSITIVE, ""),
    ("If[x > 0, x^2, 0]", POSITIVE, ""),
    ("Piecewise[{{x^2, x > 0}}, 0]", POSITIVE, ""),
    ("np.where(x>0, x**2, 0)", POSITIVE, ""),
    (r"\begin{cases} x^2 & \text{si } x>0 \\ 0 & \text{sinon} \end{cases}", POSITIVE, ""),
    (r"\begin{cases} x^2 & \text{se } x>0 \\ 0 & \text{altrimenti} \end{cases}", POSITIVE, ""),
    (r"\begin{cases} x^2 & \text{si } x>0 \\ 0 & \text{en otro caso} \end{cases}", POSITIVE, ""),
    (r"\begin{cases} x^2 & \text{falls } x>0 \\ 0 & \text{sonst} \end{cases}", POSITIVE, ""),
    (r"\begin{cases} x^2 &; x>0 \\ 0 &; \mbox{otherwise} \end{cases}", POSITIVE, ""),
    (
        "if x>1 then x else if x>0 then 1 else 0",
        "Piecewise((x, x > 1), (Piecewise((1, x > 0), (0, True)), True))",
        "",
    ),
    ("x^2*(x>0)", "x**2*Piecewise((1, x > 0), (0, True))", "condition-as-a-factor"),
    ("(x>0)*x^2", "Piecewise((1, x > 0), (0, True))*x**2", "condition-as-a-factor"),
    (r"\begin{cases} xy & (x,y) \ne 0 \\ 0 & (x,y) = 0 \end{cases}", NOT_AT_THE_ORIGIN, ""),
    (
        r"\begin{cases} xy & (x,y) \neq \mathbf{0} \\ 0 & (x,y)=\mathbf{0} \end{cases}",
        NOT_AT_THE_ORIGIN,
        "",
    ),
    ("If[{x,y} != {0,0}, x y, 0]", "Piecewise((x*y, (x != 0) | (y != 0)), (0, True))", ""),
    ("{x if (x, y > 0), 0 otherwise}", "Piecewise((x, (x > 0) & (y > 0)), (0, True))", ""),
    (
        r"\begin{cases} x & x>0 && y>0 \\ 0 & x<0 \end{cases}",
        "Piecewise((x, (x > 0) & (y > 0)), (0, x < 0))",
        "",
    ),
    # Words of cases are names where no cases are.
    (r"\mathrm{se}^2 + x", "se**2 + x", ""),
    (r"\mathrm{et} + x", "et + x", ""),
    (r"\mathrm{Si} x", "Si*x", ""),
    (
        r"\begin{cases} x & x>0 \\ 0 & x \le 0 \end{cases} + \mathrm{si} x",
        "Piecewise((x, x > 0), (0, x <= 0)) + si*x",
        "",
    ),
    (r"\begin{cases} x^2 & \mathrm{si} x>0 \\ 0 & \mathrm{sinon} \end{cases}", POSITIVE, ""),
    (r"\{ x^2 \mathrm{if} x>0, 0 \mathrm{otherwise} \}", POSITIVE, ""),
    (r"\begin{cases} x^2 & \mathrm{~si~} x>0 \\ 0 & \mathrm{else} \end{cases}", POSITIVE, ""),
    # What only sets a formula, and what other programs call it.
    (r"\mathopen{}\left(x\right)\mathclose{}", "x", ""),
    (r"\half x^2", "1/2*x**2", ""),
    (r"\mathopen{(}x + 1\mathclose{)}^2", "(x + 1)**2", ""),
    ("ln x + ln y, (x, y > 0)", "log(x) + log(y)", "condition-left-out"),
    ("ln x + ln y, x, y > 0", "log(x) + log(y)", "condition-left-out"),
    (r"x 2^t z^3\,", "x*2**t*z**3", "number-before-a-power"),
    ("$x2^t$", "x*2**t", "number-before-a-power"),
    ("x 2^t", "x*2**t", "number-before-a-power"),
    ("y 3^x", "y*3**x", "number-before-a-power"),
    ("x 2^(x - 1) + sin(x) 2^x", "x*2**(x - 1) + sin(x)*2**x", "number-before-a-power"),
    (r"\begin{align*} x^2 + \\ y^2 \end{align*}", "x**2 + y**2", ""),
    ("RealAbs[x]", "abs(x)", ""),
    ("PI()*x", "pi*x", ""),
]

# The text; the code of the refusal.
REFUSED = [
    (r"\sum_{i=1}^{n} x_i", "sum-to-a-letter"),
    ("sum(x_i, i=1..n)", "sum-to-a-letter"),
    ("sum(x[i] for i in range(n))", "sum-to-a-letter"),
    (r"\sum_{i=1}^{3} xi^2", "index-at-the-end"),
    ("sum(xi^2, i=1..3)", "index-at-the-end"),
    ("sum(y + xi for i in range(3))", "index-at-the-end"),
    ("sum(log(pi), i=1..3)", "index-at-the-end"),
    ("summation(x, y, 2, 4)", "unknown-function"),
    (r"\sum_i x_i", "summation-sign"),
    (r"\sum_{i=1}^{3}", "summation-sign"),
    ("∏ x", "product-sign"),
    ("^Σ_{i=1}^", "summation-sign"),
    ("\\sum_m_", "summation-sign"),
    ("sum([^2 + x", "operand-expected"),
    ("sum(x_i, i=1..100000)", "too-many-terms"),
    (r"\sum_{i=1}^{900} \sum_{j=1}^{900} x_i y_j", "too-many-tokens"),
    ("x.foo()", "unknown-function"),
    # What the derivative is taken of, or that the text is its value, cannot be said.
    ("d/dx (x^2) + y", "derivative-in-the-formula"),
    ("d/dx f(x) = x^2", "derivative-in-the-formula"),
    ("d/dt x^2", "derivative-in-the-formula"),
    ("x + d/dx x^2", "derivative-in-the-formula"),
    ("d^2/dx^2 x^4", "derivative-in-the-formula"),
    ("d/dx d/dy x y", "derivative-in-the-formula"),
    ("sen2 x", "lost-power"),
    ("x senx", "not-a-word"),
    # Where no program is, a point may be a sign of multiplication.
    ("x.log(2)", "method-or-product"),
    ("a.log(b)", "method-or-product"),
    ("x.sin(x)", "method-or-product"),
    ("2x.cos(y)", "method-or-product"),
    ("x**2 + x.sin(x)", "method-or-product"),
    ("x.root(3)", "method-or-product"),
    ("x.min(y)", "method-or-product"),
    ("x^{0,5}", "decimal-comma-in-braces"),
    (r"5\% x", "unknown-character"),
    ("if x > 0 then x", "if-without-else"),
    ("x 2", "number-behind-a-factor"),
    ("sin(x)2^t", "number-behind-a-factor"),
]


@pytest.mark.parametrize(("text", "meant", "notes"), MEANT)
def test_it_is_read_as_it_is_meant(text: str, meant: str, notes: str) -> None:
    reading = read_expression(text)
    assert write(reading.tree, reading.variables) == meant
    assert " ".join(dict.fromkeys(note.code for note in reading.notes)) == notes


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_has_no_numbers_or_no_meaning_is_refused(text: str, code: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("x.log(2)", "write x*log(2) for the product"),
        ("x.sin(x)", "write x*sin(x) for the product"),
        ("(x + 1).log(x y)", "write (x + 1)*log(x y) for the product"),
        ("x.root(3)", "write root(x, 3)"),
        ("x.min(y)", "write min(x, y)"),
    ],
)
def test_the_advice_on_a_point_before_a_function_can_be_typed(text: str, advice: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.help == advice
    read_expression(advice.removeprefix("write ").removesuffix(" for the product"))
