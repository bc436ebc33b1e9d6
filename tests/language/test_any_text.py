"""Whatever the text: an answer or a complaint about a place in it, and soon."""

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gradcli.errors import GradcliError, Kind
from gradcli.language.reading import read_expression
from gradcli.language.vectors.angles import read_angle
from gradcli.language.vectors.points import read_direction, read_point
from gradcli.language.writing import write

PIECES = [
    *"xyzefnE0123456789 ..,;:!|°+-*/^=<>()[]{}_&$'\"%#@\\\n\t",
    *"хο√∛²³⁻¹₁₂½·×÷−πθλ⟨⟩⌊⌋⌈⌉≤≠∧∨→∞∂ℝ\u200b\u0304ｘ＋",
    "**", "->", ":=", "<=", "!=", "==", "sin", "cos", "ln", "log", "log_2", "exp", "sqrt", "abs",
    "max(", "atan2(", "root(", "factorial", "Piecewise(", "where(", "pow(", " if ", " else ",
    " otherwise", " and ", " or ", "True", "pi", "theta", "x_1", "x1", "rate", "sen", "1e5",
    "2e-3", "sin^{-1}", "9**9", "10^10", r"\frac", r"\sqrt", r"\sqrt[3]", r"\sin", r"\theta",
    r"\left(", r"\right)", r"\left\{", r"\right.", r"\left|", r"\right|", r"\begin{cases}",
    r"\end{cases}", r"\begin{array}{ll}", r"\end{array}", r"\begin{align}", r"\end{align}", r"\\",
    r"\text{if }", r"\operatorname{", r"\cdot", r"\lvert", r"\rvert", r"\log_", r"\mathbf{i}",
    r"\langle", r"\rangle", r"\circ", "f(x, y) = ", "z = ", "lambda x: ", "(x, y) -> ", "(0,0)",
    "3i + 5j", "deg", "x=2", "np.", "dy/dx", r"\hat{y}", "ŷ", "\u0302", "x[0]", "^{(1)}", "⁽²⁾",
    "ᵀ", " # ", "/*", "*/", ">>> ", "12. ", "Exercise 3: ", ", x > 0", "(x>0)", " for ", "where ",
    "?", "sigmoid(", "relu ", "log10", "sh ", "Eq(", r"{x \over y}", r"\not=", "{,}", "x10^",
    "def f(x: a): ", "f[x_] := ", "||", " || ", "∈ ℝ", "sin2 ", "-1(", "E", "@(x) ",
    r"\overset{a}{=}",
]  # fmt: skip

texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.text(max_size=30),
)


def holds(text: str, error: GradcliError) -> None:
    assert error.kind is not Kind.INTERNAL
    assert error.message
    assert not error.message.endswith(".")
    assert "\n" not in f"{error.message}{error.help}"
    assert error.source is not None
    assert error.source.text == text
    if error.span is not None:
        assert 0 <= error.span.start <= error.span.end <= len(text)


@settings(max_examples=800)
@example(r"{rate\theta}_a}_dx")  # found by the fuzzer: a brace closed that was never opened
@given(texts)
def test_an_expression_or_a_complaint(text: str) -> None:
    begun = time.perf_counter()
    try:
        reading = read_expression(text)
    except GradcliError as error:
        holds(text, error)
    else:
        for note in reading.notes:
            assert 0 <= note.span.start <= note.span.end <= len(text)
        written = write(reading.tree, reading.variables)
        again = read_expression(written, variables=reading.variables or ("x",))
        assert write(again.tree, reading.variables) == written
    assert time.perf_counter() - begun < 2


@settings(max_examples=300)
@example("9\n\n.", ("x",))  # found by the fuzzer: a complaint that ran over three lines
@given(texts, st.sampled_from([("x",), ("x", "y"), ("x", "y", "z"), ("e", "rate")]))
def test_a_point_a_direction_an_angle_or_a_complaint(text: str, variables: tuple[str, ...]) -> None:
    for read in (
        lambda: read_point(text, variables).nodes,
        lambda: read_direction(text, variables).nodes,
        lambda: (read_angle(text).radians,),
    ):
        try:
            parts = read()
        except GradcliError as error:
            holds(text, error)
        else:
            assert all(write(part) for part in parts)


@settings(max_examples=300)
@given(texts)
def test_declared_names_are_the_only_variables(text: str) -> None:
    try:
        reading = read_expression(text, variables=("x", "rate"))
    except GradcliError as error:
        holds(text, error)
    else:
        assert reading.variables == ("x", "rate")


def test_any_character_is_read_or_refused() -> None:
    for code in range(0x20, 0x3100):
        text = f"x {chr(code)} y"
        try:
            read_expression(text)
        except GradcliError as error:
            holds(text, error)
