"""Bodies of functions as people paste them, in the languages that they write."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

# The program; the function that it is.
MEANT = [
    (
        "def f(x):\n    'Twice.'\n    return 2*x",
        "f(x) = 2*x",
    ),
    (
        'def f(x):\n    r"""Twice,\n    of x."""\n    return 2*x',
        "f(x) = 2*x",
    ),
    (
        'def f(x, y):\n    """The valley."""\n    a = 1 - x\n    b = y - x**2\n'
        "    return a**2 + 100*b**2\n",
        "f(x, y) = (1 - x)**2 + 100*(y - x**2)**2",
    ),
    (
        "def f(x: np.ndarray) -> float:\n    x1, x2 = x[0], x[1]\n    return x1**2 + x2**2",
        "f(x_0, x_1) = x_0**2 + x_1**2",
    ),
    ("def f(x):\n    x1, x2 = x\n    return x1**2 * x2", "f(x_0, x_1) = x_0**2*x_1"),
    ("def f(x): return x**2", "f(x) = x**2"),
    (
        "def f(x):\n    if x > 1:\n        return x\n    elif x > 0:\n        return x**2\n"
        "    return 0",
        "f(x) = Piecewise((x, x > 1), (x**2, x > 0), (0, True))",
    ),
    (
        "def f(x):\n    if x > 0: return x\n    return -x",
        "f(x) = Piecewise((x, x > 0), (-x, True))",
    ),
    (
        "def f(x, y):\n    if x > 0:\n        s = x\n    else:\n        s = -x\n    return s*y",
        "f(x, y) = Piecewise((x, x > 0), (-x, True))*y",
    ),
    (
        "def f(x, y):\n    s = y\n    if x > 0 and y > 0:\n        s = x\n    return s",
        "f(x, y) = Piecewise((x, (x > 0) & (y > 0)), (y, True))",
    ),
    (
        "def f(x, y):\n    if x > 0:\n        if y > 0:\n            return 1\n        return x\n"
        "    return y",
        "f(x, y) = Piecewise((Piecewise((1, y > 0), (x, True)), x > 0), (y, True))",
    ),
    ("def f(x):\n    s = x\n    s = s + 1\n    s *= 2\n    return s**2", "f(x) = ((x + 1)*2)**2"),
    ("def f(x, y):\n    e = x - y\n    return e**2", "f(x, y) = (x - y)**2"),
    (
        "import numpy as np\n\ndef loss(w, b):\n    z = w*2.0 + b\n    return -np.log(z)",
        "loss(w, b) = -log(w*2 + b)",
    ),
    (
        "def f(x,y):\n    # the distance\n    r = (x**2 +\n         y**2)\n    return r ** 0.5",
        "f(x, y) = (x**2 + y**2)**0.5",
    ),
    ("def f(x):\n\tdx = x*2\n\treturn dx**2", "f(x) = (x*2)**2"),
    ("f <- function(x, y) {\n  a <- x^2\n  b <- y + 1\n  a * b\n}", "f(x, y) = x**2*(y + 1)"),
    ("f = function(x, y) { return(x^2 + y) }", "f(x, y) = x**2 + y"),
    (
        "f <- function(x) {\n  if (x > 0) {\n    x^2\n  } else {\n    0\n  }\n}",
        "f(x) = Piecewise((x**2, x > 0), (0, True))",
    ),
    (
        "function y = f(x)\n  a = x(1)^2;  % the first\n  y = a + x(2);\nend",
        "f(x_1, x_2) = x_1**2 + x_2",
    ),
    ("function f(x, y)\n    a = x^2\n    return a*y\nend", "f(x, y) = x**2*y"),
    (
        "function f(x)\n  if x > 0\n    return x\n  else\n    return -x\n  end\nend",
        "f(x) = Piecewise((x, x > 0), (-x, True))",
    ),
    (
        "double f(double x, double y) {\n  double a = x*x; // square\n  return a*y;\n}",
        "f(x, y) = (x*x)*y",
    ),
    (
        "function f(x, y) {\n  const a = Math.sin(x);\n  if (x > 0) { return a*y; }\n"
        "  else return 0;\n}",
        "f(x, y) = Piecewise((sin(x)*y, x > 0), (0, True))",
    ),
    (
        "z = w*x + b\na = 1/(1 + exp(-z))\nL = (a - y)**2",
        "L(b, w, x, y) = (1/(1 + exp(-(w*x + b))) - y)**2",
    ),
    ("u = x^2 + y; v = sin(u); u*v", "f(x, y) = (x**2 + y)*sin(x**2 + y)"),
    ("z = x**2\nz += y\nw = sin(z)", "w(x, y) = sin(x**2 + y)"),
    ("f <- function(x, y) exp(-x^2) * cos(y)", "f(x, y) = exp(-x**2)*cos(y)"),
    ("f = function(x, y) x^2*y", "f(x, y) = x**2*y"),
    ("let f = (x, y) => x * y;", "f(x, y) = x*y"),
    (
        "const loss = (w, b) => {\n  const z = w*2 + b;\n  return Math.pow(z - 1, 2);\n};",
        "loss(w, b) = ((w*2 + b) - 1)**2",
    ),
    ("@np.vectorize\ndef f(x, y):\n    return x*y**2", "f(x, y) = x*y**2"),
    ("@torch.jit.script\ndef f(x):\n    return x**2", "f(x) = x**2"),
    (
        "class Loss:\n    def forward(self, x, y):\n        return (x - y)**2",
        "forward(x, y) = (x - y)**2",
    ),
    (">>> def f(x, y):\n...     return x**2*y", "f(x, y) = x**2*y"),
    ("In [3]: def f(x, y):\n   ...:     return x**2*y", "f(x, y) = x**2*y"),
    ("```python\ndef f(x, y):\n    return x**2*y\n```", "f(x, y) = x**2*y"),
    ("def f(x, y):\n    pass\n    return x*y", "f(x, y) = x*y"),
    ("def f(x, y):\n    global c\n    return x*y", "f(x, y) = x*y"),
    ("def f(x, y):\n    (a, b) = (x + y, x - y)\n    return a*b", "f(x, y) = (x + y)*(x - y)"),
    ("def f(x, y):\n    a = b = x + y\n    return a*b", "f(x, y) = (x + y)*(x + y)"),
    ("def f(x):\n    f = x**2\n    return f", "f(x) = x**2"),
    ("real function f(x, y)\n  f = x**2 + y\nend function", "f(x, y) = x**2 + y"),
    (
        "public static double f(double x, double y) {\n    return Math.pow(x, 2)*y;\n}",
        "f(x, y) = x**2*y",
    ),
    (
        "def f(x):\n    if x < 0: return -x\n    elif 0 <= x < 1: return x**2\n    else: return x",
        "f(x) = Piecewise((-x, x < 0), (x**2, (0 <= x) & (x < 1)), (x, True))",
    ),
    ("def f(x,y):\n    u = x*y; v = x + y\n    return u*v", "f(x, y) = (x*y)*(x + y)"),
    ("f: x^2*y$", "f(x, y) = x**2*y"),
    ("f(x,y) := x^2*y$", "f(x, y) = x**2*y"),
    ("q = 2*a + ...\n    b*c", "q(a, b, c) = 2*a + b*c"),
]

# The program; the code of its refusal; the text that it points at.
REFUSED = [
    ("def f(x):\n    for i in range(3):\n        s += x\n    return s", "loop-in-a-program", "for"),
    ("def f(x):\n    while x > 0:\n        x -= 1\n    return x", "loop-in-a-program", "while"),
    ("def f(x):\n    return x, 2*x", "several-values", "x"),
    ("def f(x):\n    return (x, 2*x)", "several-values", "("),
    ("def f(x):\n    y = x**2", "nothing-returned", "def"),
    ("def f(x):\n    if x > 0:\n        return x", "nothing-returned", "def"),
    ("def f(x):\n    print(x)\n    return x", "statement-without-effect", "print"),
    ("def f(x):\n    y[0] = x\n    return y", "assignment-to-a-part", "y[0]"),
    ("def f(x):\n    a, b = x, 1, 2\n    return a", "several-values", "a"),
    (
        "def f(x):\n    if x > 0\n        return x\n    return 0",
        "colon-missing-in-a-program",
        "return",
    ),
    ("def f(x):\n    if x > 0:\n        s = x\n    return s", "name-in-one-branch", "s"),
    ("def f(x):\n    y =\n    return y", "value-missing-in-a-program", "="),
    ("def f(x):\n    return x\nf(2)", "text-behind-a-program", "f"),
    ("def f(x, y):\n    assert x > 0\n    return x*y", "statement-without-effect", "assert"),
    ("@jax.grad\ndef f(x):\n    return x**2", "statement-without-effect", "@jax.grad"),
    ("f <- function(x) {\n if (x > 0) {\n x \n", "block-not-closed", ""),
]


def read(text: str) -> str:
    reading = read_expression(text)
    formula = write(reading.tree, reading.variables)
    return f"{reading.function}({', '.join(reading.variables)}) = {formula}"


@pytest.mark.parametrize(("program", "meant"), MEANT)
def test_a_program_is_read_as_the_function_that_it_is(program: str, meant: str) -> None:
    assert read(program) == meant


@pytest.mark.parametrize(("program", "code", "place"), REFUSED)
def test_what_is_no_formula_is_refused_at_its_place(program: str, code: str, place: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(program)
    assert caught.value.code == code
    assert caught.value.span is not None
    assert program[caught.value.span.start : caught.value.span.end] == place


def test_a_value_of_the_header_is_put_in_and_said() -> None:
    reading = read_expression("def f(x, a=0.1):\n    return a*x")
    assert [note.code for note in reading.notes] == ["value-of-the-header"]
    assert read("def f(x, a=0.1):\n    return a*x") == "f(x) = 0.1*x"


def test_branches_that_multiply_are_refused_before_the_work() -> None:
    branch = "    if x > {0}:\n        s = s + x\n    if x < -{0}:\n        return s\n"
    codes = []
    for count in (40, 100):
        body = "".join(branch.format(n) for n in range(count))
        with pytest.raises(GradcliError) as caught:
            read_expression(f"def f(x):\n    s = x\n{body}    return s")
        codes.append(caught.value.code)
    assert codes == ["too-many-parts-written-out", "nested-too-deep"]
