"""Hints: each level says its own, and none before the last tells the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

import gradcli as library
from gradcli.calculus.rules.gradient import Partial, partial
from gradcli.errors import GradcliError
from gradcli.field.expression import postorder
from gradcli.narrative.box import Box
from gradcli.narrative.coaching.hints import Hint, hints
from gradcli.narrative.document import Formula
from gradcli.narrative.notation import typeset
from gradcli.narrative.phrases import formula
from gradcli.render.formula.linear import linear
from tests.commands.conftest import Gradcli
from tests.commands.conftest import gradcli as command
from tests.fields import field
from tests.schema import VALIDATOR

gradcli = command

OUTER = (
    "({})^3", "sin({})", "cos({})", "e^({})", "ln({})", "sqrt({})", "2^({})", "arctan({})",
    "tan({})", "sinh({})", "1/({})", "5/({})^2", "-({})", "({})^x", "log({}, 2)", "|{}|",
    "max({}, x)", "root({}, 3)", "sigmoid({})", "y ({})", "({})/y", "x ({})", "({})/x",
    "x^2 + {}", "atan2({}, y)", "{} - sin x", "3y x^2 ({})",
)  # fmt: skip
INNER = ("x^2 + 1", "x^2 y", "3x + y", "x sin x", "e^x + y", "x", "x^2/(y + x)", "ln(x) + x y")
FUNCTIONS = [outer.format(inner) for outer in OUTER for inner in INNER]


def formulas_in(hint: Hint) -> Iterator[Box]:
    """Every formula that a hint holds."""
    yield from (each.box for each in hint.text if isinstance(each, Formula))
    for line in hint.lines:
        yield line.right
        if line.left is not None:
            yield line.left


def answers(worked: Partial) -> set[str]:
    """The derivative, as it may be written."""
    tidy = worked.derivative
    raw = worked.derivation.derivative
    return {linear(formula(each)) for each in (tidy, raw)} | {linear(typeset(worked.written))}


def test_no_hint_before_the_last_tells_the_answer() -> None:
    told = 0
    for text in FUNCTIONS:
        worked = partial(field(text), "x")
        parts = {worked.field.canonical(each) for each in postorder(worked.field.tree)}
        if worked.derivative in parts:
            continue  # the answer stands in the question itself, as 3 does in 3x
        told += 1
        for hint in hints(worked.derivation, worked.field)[:3]:
            shown = {linear(each) for each in formulas_in(hint)}
            assert not shown & answers(worked), text
            assert not any(f"= {answer}" in each for each in shown for answer in answers(worked)), (
                text
            )
    assert told > 180


def test_the_last_hint_leads_to_the_answer() -> None:
    """What it says of the parts is their derivative; a rule with one part gives the whole."""
    for text, last in {
        "x^2 sin x": ["d/dx [x²] = 2x", "d/dx [sin x] = cos x"],
        "sin(x^2)": ["d/du [sin u] = cos u", "d/dx [x²] = 2x"],
        "x^5": ["d/dx [x⁵] = 5x⁴"],
        "x^2 + sin x": ["d/dx [x²] = 2x"],
        "7 x^3": ["d/dx [x³] = 3x²"],
    }.items():
        body = library.hint(text, level=4).json()
        VALIDATOR.validate(body)
        assert body["hints"][-1]["lines"] == last


HIGHER = (("x^2 y^3", "y,y", 2), ("x^2 y^3", "x,y", 2), ("x^2", "x,x", 2), ("x y z", "x,y,z", 3))


@pytest.mark.parametrize(("expression", "wrt", "order"), HIGHER)
def test_hints_are_for_a_first_derivative(
    gradcli: Gradcli, expression: str, wrt: str, order: int
) -> None:
    for more in ((), ("--after", "2x")):
        outcome = gradcli("hint", expression, "--wrt", wrt, *more)
        assert (outcome.code, outcome.out) == (2, "")
        assert f"and this one is of order {order}" in outcome.err
        assert f"ask for the first, --wrt {wrt[0]}, and then" in outcome.err
    for names in (wrt, tuple(wrt.split(","))):
        with pytest.raises(GradcliError) as caught:
            library.hint(expression, wrt=names)
        assert caught.value.code == "hint-of-higher-order"


@pytest.mark.parametrize(
    ("text", "level", "said"),
    [
        ("x^2 sin x", 1, "a product of 2 factors, each with x in it"),
        ("x^2 sin x", 2, "Use the product rule (′ means the derivative with respect to x):"),
        ("x^2 sin x", 3, "Here u = x² and v = sin x."),
        ("3y x^2 e^x", 3, "3y stays in front. Here u = x² and v = eˣ."),
        ("-cos(x^3)", 2, "The minus sign in front stays as it is. Use the chain rule"),
        ("cos(x^3)", 3, "The outer function is cos u, the inner one u = x³."),
        ("x^y", 1, "a fixed power of x itself"),
        ("y^x", 1, "an exponential, with a fixed base"),
        ("x^x", 1, "x in the base and in the exponent"),
        ("1/(x + 1)", 1, "with x below the line only"),
        ("(x + 1)/y", 1, "a fraction with no x below the line"),
        ("sin x", 3, "gradcli rules sin"),
        ("x^2 + y", 1, "one of them without x"),
        ("1/x^3", 3, "It is x⁻³."),
        ("{x if x > 0, x^2 otherwise}", 1, "made of pieces"),
        ("min(x, x^2)", 1, "the least of 2 parts"),
    ],
)
def test_what_a_level_says(text: str, level: int, said: str) -> None:
    assert said in library.hint(text, "x", level).lines[0]


def test_the_hints_on_a_page(gradcli: Gradcli) -> None:
    outcome = gradcli("hint", "x^2 sin(x y)", "--level", "2")
    assert (outcome.code, outcome.err) == (0, "")
    assert "Begin with ∂f/∂x" in outcome.out
    assert "Hint 2." in outcome.out
    assert "Hint 3." not in outcome.out
    outcome = gradcli("hint", "x^2 sin(x y)", "--wrt", "y", "-f", "json")
    body = json.loads(outcome.out)
    VALIDATOR.validate(body)
    assert body["input"]["wrt"] == ["y"]
    assert [each["level"] for each in body["hints"]] == [1]
    for format_ in ("latex", "markdown", "html", "rich"):
        assert "Hint 1." in gradcli("hint", "x^2", "-f", format_).out
    assert gradcli("hint", "x^2 sin x", "--level", "3", "-q").lines == [
        "Here u = x² and v = sin x."
    ]


def test_what_is_refused(gradcli: Gradcli) -> None:
    assert gradcli("hint", "x^2 +").code == 2
    assert gradcli("hint", "x^2", "--wrt", "z").code == 2
    assert gradcli("hint", "x^2", "--level", "5").code == 2
    with pytest.raises(GradcliError, match="no level 7"):
        library.hint("x", level=7)


@pytest.mark.parametrize(
    ("text", "line", "right", "said"),
    [
        ("x^2 sin(3x)", "2x sin(3x) + x^2 cos(3x)", False, "in this step: d/dx [sin(3x)]"),
        ("x^2 sin(3x)", "6x cos(3x)", False, "in this step: d/dx [x² sin(3x)]"),
        ("x^2 sin(3x)", "7", False, "Begin with the whole function"),
        ("x^2 sin(3x)", "2x sin(3x) + 3x^2 cos(3x)", True, "The line is right"),
    ],
)
def test_after_a_line_the_hints_begin_where_it_goes_wrong(
    text: str, line: str, right: bool, said: str
) -> None:
    lesson = library.hint(text, level=3, after=line)
    body = lesson.json()
    VALIDATOR.validate(body)
    assert body["after"]["right"] is right
    assert said in body["after"]["said"]
    assert len(body["hints"]) == (0 if right else 3)
    assert "cos(3x)" not in lesson.text().replace(line, "")


def test_a_line_that_is_not_understood(gradcli: Gradcli) -> None:
    outcome = gradcli("hint", "x^2", "--after", "2x +")
    assert outcome.code == 2
    assert "in --after:" in outcome.err
    outcome = gradcli("hint", "sin(3x)", "--after", "cos(3x)")
    assert "The outer function" not in outcome.out
    assert "It goes wrong in this step: d/dx [sin(3x)]." in outcome.out


def test_the_sign_of_the_one_term_that_moves_is_kept() -> None:
    said = " ".join(library.hint("2y^2 - 4x y", wrt="x", level=4).text("plain").split())
    assert "The term with x is −4xy;" in said
    assert "worked here, without its sign; what is constant adds 0: ∂/∂x [4xy] = 4y" in said


@pytest.mark.parametrize(
    ("line", "right", "moving", "said"),
    [
        ("3y^3, 9y^2", False, "y", "The component for y is not ∂g/∂y. It goes wrong in this step:"),
        ("<9x y^2, 3y^3>", False, "x", "The component for x is not ∂g/∂x. Begin with"),
        ("g_x = 3y^3, g_y = 9x y^2", True, "x", "The line is right: it is ∇g."),
        ("9y^2", False, "x", "The line is not ∂g/∂x."),
    ],
)
def test_after_a_whole_gradient_the_hints_are_for_its_first_wrong_component(
    line: str, right: bool, moving: str, said: str
) -> None:
    lesson = library.hint("g(x, y) = 3x y^3", after=line)
    body = lesson.json()
    VALIDATOR.validate(body)
    assert body["input"]["wrt"] == [moving]
    assert body["after"]["right"] is right
    assert said in body["after"]["said"]
    assert ("Begin with ∂g/∂x, where" in lesson.text()) == (line == "9y^2")
