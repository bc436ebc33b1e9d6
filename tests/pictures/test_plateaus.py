"""Functions with steps: a level set that is an area is no curve, and the picture says so."""

from __future__ import annotations

from typing import Any

import pytest

import gradcli
from gradcli.calculus.levels.shapes import Area, Level, Trace
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.stillness import may_stand_still, still_on
from gradcli.frozen import replace
from gradcli.language.reading import read_expression
from gradcli.narrative.document import Panel
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.runs import text_of
from gradcli.render.picture.characters import figure_lines
from tests.pictures.claims import broken, broken_in, is_left_open
from tests.schema import VALIDATOR

FLAT: list[tuple[str, str]] = [
    ("floor(x) + floor(y)", "1.5,2.5"),
    ("floor(x y)", "1.2,2"),
    ("round(x) + round(y)", "1.2,0.1"),
    ("ceil(x - y)", "1.2,0.1"),
    ("sign(x) sign(y)", "1,2"),
    ("heaviside(x - y)", "1,-2"),
    ("{1 if x > 0, 0 otherwise}", "1,1"),
    ("{x^2 + y^2 if x^2 + y^2 < 1, 1 otherwise}", "1,1"),
    ("relu(x) + relu(y)", "-1,-1"),
    ("max(0, x y - 1)", "0,0"),
    ("min(1, max(0, x))", "2,1"),
    ("-relu(x)", "-1,0"),
    ("|x|/x", "-1,1"),
    ("|x| - x + |y| - y", "1,2"),
    ("round(x) y", "0.2,2"),
]
BESIDE: list[tuple[str, str]] = [
    # P at the edge of its plateau, or on none.
    ("floor(x y)", "1,2"),
    ("relu(x) + relu(y)", "0,0"),
    ("sign(x - y) + x", "1,2"),
    ("floor(x) + y", "1/2,0"),
    ("|x| + |y|", "1,2"),
    ("relu(x) y", "1,0"),
    ("floor(20 x) + y", "1/3,1"),
    ("tanh(20 x) + |y|", "3,1"),
]


@pytest.mark.parametrize(("text", "at"), [*FLAT, *BESIDE], ids=str)
def test_the_claims_hold(text: str, at: str) -> None:
    assert broken(text, at, variables="x,y") == []


def _panel(text: str, at: str) -> tuple[Any, Panel]:
    result = gradcli.plot(text, at=at, variables="x,y")
    figure = result.figure()
    assert figure is not None
    return result, figure.panels[0]


@pytest.mark.parametrize(("text", "at"), FLAT, ids=str)
def test_the_level_set_of_p_is_told_as_an_area(text: str, at: str) -> None:
    result, panel = _panel(text, at)
    assert [each.own for each in panel.plateaus].count(True) == 1
    if text != "round(x) y":  # which is 0 on a line too
        assert not any(level.lines for level in panel.levels if level.own)
    assert "its level set there is that area and no curve" in result.plot().alt()
    body = result.json()
    VALIDATOR.validate(body)
    told = body["figures"][0]
    assert [each["own"] for each in told["plateaus"] if "own" in each] == [True]
    assert {"plateau"} <= {each["role"] for each in told["legend"]}


@pytest.mark.parametrize(("text", "at"), BESIDE[3:], ids=str)
def test_a_curve_stays_a_curve(text: str, at: str) -> None:
    _, panel = _panel(text, at)
    assert not any(each.own for each in panel.plateaus if text != "relu(x) y")
    assert any(level.lines for level in panel.levels)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("sqrt(x^2)/x", "1,2"),
        ("atan(x) + atan(1/x)", "1,2"),
        ("tanh(30 x) + |y| - |y|", "3,1"),
        ("sin(x)^2 + cos(x)^2 + floor(y)", "1.5,2.5"),
    ],
)
def test_what_only_floats_see_is_left_open(text: str, at: str) -> None:
    result, panel = _panel(text, at)
    assert is_left_open(panel)
    assert "whether its level set is an area or a curve is not decided" in " ".join(
        result.text("plain").split()
    )
    assert broken_in(result, panel) == []


def test_a_curve_at_the_side_of_an_area_is_seen_to_be_false() -> None:
    result, panel = _panel("floor(x) + floor(y)", "1.5,2.5")
    along = Level(3.0, (((1.0, 2.0), (1.0, 2.5), (1.0, 2.99)),), own=True)
    assert broken_in(result, replace(panel, levels=(along,)))
    assert broken_in(result, replace(panel, plateaus=()))
    (jump, *_) = (each for each in panel.strokes if each.trace is Trace.JUMP)
    aside = tuple((x + 0.2, y + 0.2) for x, y in jump.line)
    assert broken_in(result, replace(panel, strokes=(replace(jump, line=aside),)))
    larger = replace(panel.plateaus[0], boxes=(panel.window,))
    assert broken_in(result, replace(panel, plateaus=(larger,)))


def test_jumps_are_drawn_and_edges_without_one_are_not() -> None:
    assert sum(
        each.trace is Trace.JUMP for each in _panel("floor(x)+floor(y)", "1/2,1/2")[1].strokes
    )
    for text in ("relu(x) + relu(y)", "{x if x > y, y otherwise}", "1/x + |y|"):
        assert not any(each.trace is Trace.JUMP for each in _panel(text, "1,2")[1].strokes)


def test_every_medium_shows_the_area() -> None:
    result, panel = _panel("relu(x) + relu(y)", "-1,-1")
    figure = result.figure()
    assert panel.label(Area.PLATEAU) is not None
    unicode, ascii_ = (
        "\n".join(text_of(line) for line in figure_lines(figure, 80, charset))
        for charset in (Charset.UNICODE, Charset.ASCII)
    )
    assert "░░░ f = 0 ░░░" in unicode
    assert "~~~ f = 0 ~~~" in ascii_
    assert ascii_.isascii()
    drawn = result.plot().svg()
    assert ">f = 0</text>" in drawn
    assert "on the whole area around it" in drawn
    assert "{$f = 0$}" in str(result.plot().file("tex"))


@pytest.mark.parametrize(
    ("text", "box", "still"),
    [
        ("floor(x) + floor(y)", ((1.1, 1.9), (2.1, 2.9)), True),
        ("floor(x) + floor(y)", ((1.1, 2.1), (2.1, 2.9)), False),
        ("floor(x) + y", ((1.1, 1.9), (2.1, 2.9)), False),
        ("|x|/x + sign(y)", ((-2.0, -1.0), (2.0, 3.0)), True),
        ("(|x| + x)/2 + 0 y", ((-2.0, -1.0), (2.0, 3.0)), True),
        ("{1 if x > 0, y otherwise}", ((0.5, 1.0), (2.0, 3.0)), True),
        ("{1 if x > 0, y otherwise}", ((-1.0, -0.5), (2.0, 3.0)), False),
        ("{1 if x > 0 and y > 0, y otherwise}", ((0.5, 1.0), (2.0, 3.0)), True),
        ("floor(sin(x) + 2) + sign(cos(y))", ((0.5, 1.0), (2.0, 3.0)), True),
        ("max(x, y, 5)", ((0.5, 1.0), (2.0, 3.0)), True),
        # One number in floats, and none in truth.
        ("tanh(x) + sign(y)", ((30.0, 31.0), (2.0, 3.0)), False),
        ("exp(-x^2) + sign(y)", ((40.0, 41.0), (2.0, 3.0)), False),
        ("floor(x) + 10^(-30) y", ((1.1, 1.9), (2.0, 3.0)), False),
        # A part without a value.
        ("floor(x) + 0 ln(y)", ((1.1, 1.9), (-1.0, 3.0)), False),
    ],
)
def test_what_is_proved_to_stand_still(text: str, box: Any, *, still: bool) -> None:
    program = program_of(read_expression(text).tree, ("x", "y"))
    assert may_stand_still(program)
    assert still_on(program)(box) is still


def test_a_smooth_function_is_not_looked_at() -> None:
    assert not may_stand_still(program_of(read_expression("tanh(x) y^2").tree, ("x", "y")))
