"""The advice of a refusal is followed, and leads on: to an answer, or to another refusal.

The test does what the help says: it declares the names, takes out or adds what it names, or writes
what it quotes where the complaint points. Where the help shows a whole formula as an example, that
example must be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from gradcli.errors import GradcliError, Span
from gradcli.field.functions import SPELLINGS
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.vocabulary import GREEK
from gradcli.language.reading import read_expression

REFUSED = [
    # Sentences.
    "Given f(x,y)=x^2y, find its minimum", "What is x?",
    # Names.
    "price + 2 quantity", "price^2 quantity", "rate x", "speed + 3price", "price - cost_2 speed",
    "f(x, y) = rate x + y", "f(x) = rate x + speed", "f(x,y) = x^2 + u", "f(x) = t^2",
    r"\text{rate} x", "sim(x)", "sine x", "cso(x)", "tangent(x)", "foo(x)", "abc(x)", "one(T)",
    "sinn(x) + y", "f(2)", "f(x, y) = g(x)", "lg x", "not x", "x mod y", "det x", "norm x",
    "const x", "inv(x)", "max_ x", "lambda_ x",
    "f(x, x) = x", "f() = x", "f(x, y = x y", "x1 + x_1", "f(x) = x g(x)",
    # Functions and their arguments.
    "sin", "sin + x", "sin - x", "max x y", "atan2 y x", "log", "sin2 x", "cos2 x + y", "tan-1(x)",
    "max(x)", "min(y)", "atan2(x)", "log(x, 2, 3)", "ln(x, 2)", "ln_2 x", "sin_2 x", "pow(x)",
    "root(x)", "where(x > 0, x)", "ln^-1 x", "f^2(x)", "σ(x)", r"\sigma(wx+b)", "√", "x_ y",
    # Brackets and signs.
    "2(x + 1", "x)", "(x]", "[x)", "{x", "|x", "x + (y", "x +", "* x", "/ x", "x * / y", "x // y",
    "x ^", "x^", "2 3", "1 000 x", "x 3", "(x + 1) 2", "x , y", "1,000 x", "x^{0,5}", "n!!", "x^()",
    "()", "1.2.3", "1.0d0*x", "2j*x", "x & y", "x @ y", "a: b: x", "x -> y -> z", ". x", "x [",
    # Conditions.
    "x y if x > 0", "x > 0", "{x if y, 1}", "{x otherwise, -x if x < 0}", "x if x > 0", "x > 0 ? x",
    "Piecewise((x))", "Piecewise(x, y)", "x^2 y, x = 2", "2 z = x", "z = z x", "Eq(x)",
    "2x otherwise", "if x > 0 then x",
    # Pages and LaTeX.
    r"\frac{x}", r"\sqrt", r"\begin{cases} x & x > 0", r"\sinn x", r"\|x\|", "||Ax - b||",
    "x^2 y, P(1, 2)", 'x "y"', "5% x", "х + 1", "x_{n+1}", "ᵀ", "A x'",
    # Vectors, sums and programs.
    "w^T x", r"\mathbf{x}\cdot\mathbf{y}", "wᵀx", r"\sum_{i=1}^{n} x_i", r"\sum_i x_i", r"\prod x",
    "sum(x)", "(x, y)", "(x,y)·(1,2,3)", "x[i+1]", "x(2, 3)",
    "def f(x):\n    print(x)\n    return x",
    "def f(x):\n    if x > 0\n        return x\n    return 0",
    "let u = x", "let e = 2; e x", "x.foo()",
    # From questions, consoles and homework, each as it was typed.
    "y = 2x + 1 = 3", "exp(x", "x***2", "f'(x)", "∂f/∂x", "∫x dx", "lim x", "∞", "x + oo", "nan",
    "x ± y", r"\binom{n}{k}", "x % 2", "x and y", "None", "A @ B", "x.T", "np.dot(x, y)", "log10",
    "[x, y]", "{1, 2}", "sin^2", "cosinus x", "square(x, y)", "min()", "x else y", "return",
    "while x > 0: x", "import numpy as np", r"\foo{x}", "€x", "x£", "f∘g", "two x", "x times y",
    "x squared plus y", "f(x)=x^2, g(x)=x^3", "f(g(x))", "Re(z)", "antiderivative of x^2",
    # Slips of the pen.
    "lett a = x y; a^2", "lte a = x y; a^2", "let a = x; lt b = y; a b", "sn(2x)", "e^cs(x)",
    "y tn(x)", "f(x) = sn(x)", "cases(x, 1)", "sinus(x)", "wher(x > 0, x, -x)", "lgo(x)",
    "{x if x > 0 adn y > 0, 0 otherwise}", "{x fi x > 0, -x otherwise}",
    "{x iff x > 0, -x otherwise}", "{x if x > 0, -x othrwise}", "{x if x > 0, -x esle}",
    "f[x_, y_] := Module[{a = x^2}, a + y]", "f(x y) = x y", r"\vec{x} + 1", "20°C x",
]  # fmt: skip

Answer = Callable[[], object]

# What an advice says without quoting it: the words, and what is written where it points.
IN_ITS_PLACE = {
    r"own name|name of its own|another letter": "u",
    r"formula of .* in its place|its formula in its place": "(x + 1)",
    r"compare two expressions": "x > 0",
}
LEFT_OUT = (
    r"take it out|leave .* out|keep one of them|formula alone|one expression|one formula"
    r"|with --at|the function itself"
)
QUOTED = (
    r"(?:write|: |, or | or |as in |use |, and |without \w+ )(.+?)"
    r"(?=$| for |, or | or |, and | without |:|; | in | with )"
)


def followed(text: str, error: GradcliError) -> Iterator[Answer]:
    """What the help says to do, done: each way that it names."""
    assert error.help is not None, (text, error.message)
    advice, span = error.help, error.span or Span(len(text), len(text))
    before, pointed, after = text[: span.start], text[span.start : span.end], text[span.end :]

    def reading(
        changed: str, names: list[str] | None = None, held: list[str] | None = None
    ) -> Answer:
        return lambda: read_expression(changed, variables=names, held=held or ())

    if names := re.search(r"(?:--vars |as well: )([^ ;]+(?:, [^ ;]+)*)", advice):
        yield reading(text, re.split(r",\s*", names[1].rstrip(",")))
    if constant := re.search(r"--let (\w+)=", advice):
        yield reading(text, held=[constant[1]])
    for pattern in (r"did you mean (\S+)\?", r"close it with (\S)$", r"type (\S) on"):
        if meant := re.search(pattern, advice):
            yield reading(before + meant[1] + after)
    if added := re.search(r"add (\S+)", advice):
        yield reading(text + added[1])
    for words, instead in IN_ITS_PLACE.items():
        if re.search(words, advice):
            yield reading(before + instead + after)
    if re.search(LEFT_OUT, advice):
        for left in (before + after, before + pointed[:1] + after, before, after):
            yield reading(left)
    for quoted in re.findall(QUOTED, advice):
        written = quoted.strip().replace("*(...)", "*").replace("(...)", "(x)")
        yield reading(before + written + after)
        yield reading(before + pointed + written + after)


# What a reader writes who follows an advice that says more than a rule of this test can do.
BY_HAND = {
    "not x": "{1 if x <= 0, 0 otherwise}",
    "det x": "x_1 x_4 - x_2 x_3",
    "f() = x": "f(x) = x",
    "f(x, y = x y": "f(x, y) = x y",
    "x ^": "x ^ 2",
    "x^": "x^2",
    "x^()": "x^(2)",
    "()": "(x)",
    "1.2.3": "1.2*3",
    "x & y": "{x if x > 0 & y > 0, 0 otherwise}",
    "x [": "x [2]",
    "x y if x > 0": "x y if x > 0 else -x",
    "{x otherwise, -x if x < 0}": "{x if x >= 0, -x if x < 0}",
    "x if x > 0": "x if x > 0 else -x",
    "Piecewise((x))": "Piecewise((x, x > 0), (-x, True))",
    "Piecewise(x, y)": "Piecewise((x, x > 0), (y, True))",
    "Eq(x)": "{1 if Eq(x, 0), x otherwise}",
    "if x > 0 then x": "x if x > 0 else -x",
    r"\|x\|": "abs(x)",
    "||Ax - b||": "abs(Ax - b)",
    r"\mathbf{x}\cdot\mathbf{y}": "x_1 y_1 + x_2 y_2",
    r"\sum_{i=1}^{n} x_i": r"\sum_{i=1}^{3} x_i",
    "(x, y)": "x",
    "(x,y)·(1,2,3)": "(x,y)·(1,2)",
    "x[i+1]": "x_2",
    "x.foo()": "x + 1",
    "f(x, y) = rate x + y": "f(x, y, rate) = rate x + y",
    "f(x) = rate x + speed": "f(x, rate, speed) = rate x + speed",
    "f(x, y) = g(x)": "f(x, y, g) = g(x) + y",
    "f(x) = x g(x)": "f(x, g) = x g(x)",
    "x > 0 ? x": "x > 0 ? x : 0",
    "def f(x):\n    if x > 0\n        return x\n    return 0": (
        "def f(x):\n    if x > 0:\n        return x\n    return 0"
    ),
    "let u = x": "let u = x; sin(u)/u",
    "Given f(x,y)=x^2y, find its minimum": "f(x,y)=x^2y",
    "What is x?": "x",
    "y = 2x + 1 = 3": "2x + 1",
    r"\vec{x} + 1": "x + 1",
    "nan": "{x if x > 0, 0 otherwise}",
    "x and y": "{1 if x > 0 and y > 0, 0 otherwise}",
    "x % 2": "x - 2*floor(x/2)",
    "None": "0",
    "np.dot(x, y)": "x_1*y_1 + x_2*y_2",
    "log10": "log10(x)",
    "[x, y]": "x",
    "{1, 2}": "0.5",
    "sin^2": "sin^2(x)",
    "min()": "min(x, y)",
    "return": "x^2 y",
    "while x > 0: x": "def f(x): return x",
    "import numpy as np": "def f(x): return np.sin(x)",
    "∂f/∂x": "f x",
    "f∘g": "f g",
    "f(x)=x^2, g(x)=x^3": "f(x)=x^2",
    "f(g(x))": "sin(x^2)",
    "Re(z)": "z",
    "cases(x, 1)": "{x if x > 0, -x otherwise}",
    "f[x_, y_] := Module[{a = x^2}, a + y]": "let a = x^2; a + y",
    "f(x y) = x y": "f(x, y) = x y",
    "antiderivative of x^2": "x^2",
}


@pytest.mark.parametrize("text", [text for text in REFUSED if text not in BY_HAND])
def test_advice_that_is_followed_is_read(text: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    ends: list[str] = []
    for answer in followed(text, caught.value):
        try:
            answer()
        except GradcliError as error:
            ends.append(error.code)
        else:
            return
    pytest.fail(f"{caught.value.code}: {caught.value.help} leads to {ends}")


@pytest.mark.parametrize("text", BY_HAND)
def test_what_the_advice_asks_for_is_read(text: str) -> None:
    assert text in REFUSED
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.help
    read_expression(BY_HAND[text])


# What is named for a misspelt word: the likest that is known, or nothing.
NEAREST = {
    "sn": "sin", "nl": "ln", "tahn": "tanh", "tna": "tan", "cso": "cos", "sqr": "sqrt",
    "arcsun": "arcsin", "softpls": "softplus", "alpa": "alpha", "sinn": "sin", "cases": None,
    "no": None, "idea": None, "xy": None, "cat": "cot", "price": None, "mass": None,
}  # fmt: skip


@pytest.mark.parametrize("word", NEAREST)
def test_the_nearest_word_is_a_likely_one(word: str) -> None:
    assert nearest(word, (*SPELLINGS, *GREEK)) == NEAREST[word]


def test_there_are_a_hundred() -> None:
    assert len(REFUSED) >= 100
    assert len({*REFUSED}) == len(REFUSED)


# The advice that names what to declare: with it the text is read, every name as it is meant.
DECLARED = [
    ("price + 2 quantity", ("price", "quantity")),
    ("rate x", ("rate", "x")),
    ("price^2 quantity", ("price", "quantity")),
    ("f(x) = rate x + speed", ("x", "rate", "speed")),
]


@pytest.mark.parametrize(("text", "names"), DECLARED)
def test_all_names_are_declared_at_once(text: str, names: tuple[str, ...]) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    listed = re.search(r"(?:--vars |as well: )([\w, ]+?)(?=$|, or )", caught.value.help or "")
    assert listed is not None
    assert tuple(re.split(r",\s*", listed[1])) == names
    assert read_expression(text, variables=names).variables == names
