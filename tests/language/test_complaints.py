"""What is said about mistakes: the transcripts in examples/errors, and the places pointed at."""

import re
import shlex
import unicodedata
from pathlib import Path

import pytest

from gradcli.errors import GradcliError, Kind
from gradcli.language.reading import read_expression
from gradcli.language.vectors.angles import read_angle
from gradcli.language.vectors.points import read_direction, read_point

# That a coordinate is no real number shows when it is worked out, not when it is read.
AFTER_READING = {"no-real-number"}
EXAMPLES = sorted(
    path
    for path in (Path(__file__).parents[2] / "examples" / "errors").glob("*.txt")
    if path.stem not in AFTER_READING
)


def width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def drawn(error: GradcliError) -> str:
    """The complaint as the command line draws it."""
    lines = [f"error: {error.message}"]
    if error.span is not None:
        assert error.source is not None
        text, span = error.source.text, error.span
        in_expression = error.source.name == "the expression"
        lines.append("  |" if in_expression else f"  | in {error.source.name}:")
        start = text.rfind("\n", 0, span.start) + 1
        line = text[start:].partition("\n")[0]
        before = sum(map(width, text[start : span.start]))
        under = sum(map(width, text[span.start : min(span.end, start + len(line))]))
        lines += [f"  | {line}".rstrip(), f"  | {' ' * before}{'^' * max(1, under)}"]
    if error.help is not None:
        lines.append(f"  = help: {error.help}")
    return "\n".join(lines) + "\n"


def complaint(arguments: list[str]) -> GradcliError:
    """What the readers raise for the arguments of a command."""
    with pytest.raises(GradcliError) as caught:
        reading = read_expression(arguments[1])
        match arguments[2:]:
            case ["--at", text]:
                read_point(text, reading.variables)
            case ["--w", text]:
                read_direction(text, reading.variables)
            case ["--angle", text]:
                read_angle(text)
    return caught.value


def test_there_are_at_least_thirty_examples() -> None:
    assert len(EXAMPLES) >= 30


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_transcript_is_what_is_said(path: Path) -> None:
    command, expected = re.fullmatch(
        r"\$ gradcli (.*?)\n(error: .*)", path.read_text(encoding="utf-8"), re.DOTALL
    ).groups()  # type: ignore[union-attr]
    assert drawn(complaint(shlex.split(command))) == expected


PLACES = [
    ("2(x + 1", Kind.SYNTAX, "("),
    ("((x)", Kind.SYNTAX, "("),
    ("x)", Kind.SYNTAX, ")"),
    ("x + y)", Kind.SYNTAX, ")"),
    ("[x)", Kind.SYNTAX, ")"),
    ("{x", Kind.SYNTAX, "{"),
    ("|x", Kind.SYNTAX, "|"),
    ("(x|", Kind.SYNTAX, "|"),
    (r"\left( x", Kind.SYNTAX, "("),
    (r"\frac{x}", Kind.SYNTAX, ""),
    (r"\begin{cases} x & x > 0", Kind.SYNTAX, r"\begin{cases}"),
    (r"\begin{pmatrix} x \end{pmatrix}", Kind.SYNTAX, r"\begin{pmatrix}"),
    (r"\begin{tikzpicture}", Kind.NAME, r"\begin{tikzpicture}"),
    ("x y if x > 0", Kind.SYNTAX, "if"),
    ("2x otherwise", Kind.SYNTAX, "otherwise"),
    ("x > 0", Kind.SYNTAX, "x > 0"),
    ("{x if y, 1}", Kind.SYNTAX, "y"),
    ("{x if x, 1}", Kind.SYNTAX, "x"),
    ("Piecewise((x > 0, y))", Kind.SYNTAX, "y"),
    ("where(x > 0, x)", Kind.ARITY, "where(x > 0, x)"),
    ("max()", Kind.SYNTAX, "()"),
    ("log(x, 2, 3)", Kind.ARITY, "log(x, 2, 3)"),
    ("ln(x, 2)", Kind.ARITY, "ln(x, 2)"),
    ("ln_2 x", Kind.NAME, "ln_2"),
    ("sin₂ x", Kind.NAME, "sin₂"),
    ("₁x", Kind.SYNTAX, "₁"),
    ("x_{n+1}", Kind.SYNTAX, "_"),
    ("x..y", Kind.SYNTAX, ".."),
    ("f(x, y) = ..x", Kind.SYNTAX, ".."),
    ("1.2.3", Kind.SYNTAX, "1.2."),
    ("x // y", Kind.SYNTAX, "//"),
    ("x + ", Kind.SYNTAX, "+"),
    ("* x", Kind.SYNTAX, "*"),
    ("x ^", Kind.SYNTAX, "^"),
    ("x;y", Kind.SYNTAX, ";"),
    ("x½", Kind.SYNTAX, "½"),
    ("½½", Kind.SYNTAX, "½½"),
    ("(x, y)", Kind.SYNTAX, "(x, y)"),
    ('x "y"', Kind.SYNTAX, '"'),
    ("é x", Kind.SYNTAX, "é"),
    ("x y\u0324", Kind.SYNTAX, "\u0324"),
    ("🙂 + х", Kind.SYNTAX, "🙂"),
    ("x² + х", Kind.NAME, "х"),
    ("Α + 1", Kind.NAME, "Α"),
    ("f(x, x) = x", Kind.NAME, "x"),
    ("f() = x", Kind.SYNTAX, "f()"),
    ("f(x) = y", Kind.NAME, "y"),
    ("f(x, y) = xw", Kind.NAME, "w"),
    ("f(x, y = x", Kind.SYNTAX, "("),
    ("f(x) = f(x) + 1", Kind.NAME, "f"),
    ("x + Infinity", Kind.NAME, "Infinity"),
    ("max x y", Kind.SYNTAX, "max"),
    ("atan2 y x", Kind.SYNTAX, "atan2"),
    ("y(x, t)", Kind.NAME, "y(x, t)"),
    (r"\vec{x}", Kind.SYNTAX, r"\vec"),
    (r"\partial x", Kind.SYNTAX, r"\partial"),
    (r"\frac{dy}{dx}", Kind.SYNTAX, r"\frac{dy}{dx}"),
    ("elu(x)", Kind.NAME, "elu"),
    ("squrt(x)", Kind.NAME, "squrt"),
    ("thta", Kind.NAME, "thta"),
    ("not x", Kind.NAME, "not"),
    ("x ‖y‖", Kind.SYNTAX, "‖"),
    ("ｘ + ｓｉｍ(ｙ)", Kind.NAME, "ｓｉｍ"),
    (r"x + \text{sim}(y)", Kind.NAME, "sim"),
    ("x + y\n  + 2 rate", Kind.NAME, "rate"),
]


@pytest.mark.parametrize(("text", "kind", "place"), PLACES, ids=str)
def test_the_caret_stands_under_the_reason(text: str, kind: Kind, place: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    error = caught.value
    assert error.kind is kind
    assert error.span is not None
    assert error.source is not None
    assert error.source.text == text
    assert text[error.span.start : error.span.end] == place


MEANT = [
    ("sim(x)", "sin"),
    ("squrt(x)", "sqrt"),
    ("arctn(x)", "arctan"),
    ("expp(x)", "exp"),
    ("thta", "theta"),
    (r"\alpa x", r"\alpha"),
    (r"\sine x", r"\sin"),
    (r"\fracc{x}{y}", r"\frac"),
    ("sine(x)", "sin"),
    ("f(x, rate) = x + rat", "rate"),
]


@pytest.mark.parametrize(("text", "meant"), MEANT, ids=str)
def test_did_you_mean(text: str, meant: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.help == f"did you mean {meant}?"


@pytest.mark.parametrize("text", ["", " ", "\n", "$$"])
def test_nothing_at_all_is_said_to_be_empty(text: str) -> None:
    with pytest.raises(GradcliError, match="the expression is empty"):
        read_expression(text)


def test_without_variables_a_name_is_refused() -> None:
    with pytest.raises(GradcliError, match="the name x is not declared"):
        read_expression("2x", variables=())


@pytest.mark.parametrize("name", ["", "2", "x y", "x+1", "х"])
def test_what_cannot_be_a_variable_is_refused(name: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression("x", variables=("x", name))
    assert caught.value.kind is Kind.NAME


def test_a_variable_is_declared_once() -> None:
    with pytest.raises(GradcliError, match="declared twice"):
        read_expression("x", variables=("x", "y", "x"))


@pytest.mark.parametrize("declared", [None, ["x"]])
@pytest.mark.parametrize(
    ("text", "pointed_at"),
    [
        ("xln₁", "ln₁"),
        ("xln_2 8", "ln_2"),
        ("xsin_1 x", "sin_1"),
        ("Sin_1 x", "Sin_1"),
        (r"x\ln_1", r"\ln_1"),
        (r"\sin_1 x", r"\sin_1"),
        ("xe5_2", "5_2"),
    ],
)
def test_functions_and_numbers_take_no_subscript(
    text: str, pointed_at: str, declared: list[str] | None
) -> None:
    """Neither a variable of that name nor, worse, the function without it."""
    with pytest.raises(GradcliError, match="takes no subscript") as caught:
        read_expression(text, variables=declared)
    span = caught.value.span
    assert span is not None
    assert text[span.start : span.end] == pointed_at
