"""Functions without real values: refused where that is proved, and where it is not, not claimed."""

from __future__ import annotations

import json
import time

import pytest

import gradcli
from gradcli.calculus.domain.nowhere import Nowhere
from gradcli.commands.main import run
from gradcli.errors import GradcliError, Kind
from tests.fields import field

# (the function, the piece to blame, why it has no real value with a neighbourhood)
NOWHERE = [
    ("sqrt(-1-x^2)", "sqrt(-1-x^2)", "-1 - x^2 <= -1"),
    ("y ln(-x^2) + 1", "ln(-x^2)", "-x^2 <= 0"),
    ("asin(2+x^2)", "asin(2+x^2)", "2 + x^2 >= 2 > 1"),
    ("acosh(sin(x)/2)", "acosh(sin(x)/2)", "sin(x)/2 <= 1/2 < 1"),
    ("sqrt(-pi-|x|)", "sqrt(-pi-|x|)", "-pi - |x| <= -pi"),
    ("atanh(1+x^2)", "atanh(1+x^2)", "1 + x^2 >= 1"),
    ("ln(min(x,0))", "ln(min(x,0))", "min(x, 0) <= 0"),
    ("(-1-x^2)^y", "(-1-x^2)^y", "a base below 0 to a power that varies"),
    ("x/(y-y)", "x/(y-y)", "y - y = 0"),
    ("1/(1/(x-x))", "1/(x-x)", "x - x = 0, and what is made of it has no value either"),
    ("sqrt(-x^2)", "sqrt(-x^2)", "real for x = 0 alone"),
    ("sqrt(-(x-y)^2)", "sqrt(-(x-y)^2)", "real on the line x = y alone"),
    ("sqrt(-|x|)", "sqrt(-|x|)", "real for x = 0 alone"),
    ("sqrt(-e^x)", "sqrt(-e^x)", "-e^x < 0, and the range only says <= 0"),
    ("acosh(cos(x y))", "acosh(cos(x y))", "real where cos(x y) = 1: no open set"),
    ("acosh(1/(1+x^2))", "acosh(1/(1+x^2))", "real where 1 + x^2 = 1 alone"),
    ("{ln(-x^2) if x > 0, 1/0 otherwise}", "ln(-x^2)", "neither piece has a value"),
]

# (a function with real values, and why a part without them does not settle it)
SOMEWHERE = [
    ("sqrt(-max(x,0)^2)", "0 for x < 0: max(x, 0) is 0 on all of that"),
    ("sqrt(-floor(x)^2)", "0 on [0, 1)"),
    ("sqrt(-(x-|x|)^2)", "0 for x > 0"),
    ("sqrt(-(atan(x) + atan(1/x) - pi/2)^2)", "0 for x > 0: 1/x is not analytic on all of R"),
    ("{1/(x-x) if x > 0, x otherwise}", "x for x <= 0"),
    ("{sqrt(-x^2) if x > 0, x otherwise}", "x for x <= 0"),
    ("1/{0 if x > 0, 2 otherwise}", "1/2 for x <= 0"),
    ("asin(1-x^2)", "1 - x^2 is within [-1, 1] around 1"),
    ("0^x", "0 for x > 0"),
    ("sqrt(x-1)", "real for x >= 1"),
    ("(-2)^2 x", "a whole power of a negative number"),
]


@pytest.mark.parametrize(("text", "piece", "why"), NOWHERE)
def test_what_is_real_nowhere_is_refused(text: str, piece: str, why: str) -> None:
    whole = field(text)
    blamed = Nowhere(whole.tree, whole.canonical).blamed[whole.tree]
    assert text[blamed.span.start : blamed.span.end] == piece, why
    with pytest.raises(GradcliError) as raised:
        gradcli.gradient(text)
    assert raised.value.kind is Kind.DOMAIN


@pytest.mark.parametrize(("text", "why"), SOMEWHERE)
def test_what_is_real_somewhere_is_not_said_to_be_nowhere(text: str, why: str) -> None:
    whole = field(text)
    assert whole.tree not in Nowhere(whole.tree, whole.canonical).blamed, why
    try:
        gradcli.gradient(text)
    except GradcliError as error:
        assert "could not be decided" in error.message, why


# (the function, the point, its gradient there, and the argument for it)
NEIGHBOURHOODS = [
    ("min(x,x)", "3", ("1",), "min(x, x) = x"),
    ("max(x,x)", "2", ("1",), "max(x, x) = x"),
    ("min(x, y) + max(x,x)", "1,2", ("2", "0"), "x + x near (1, 2), where x < y"),
    ("max(y, x, y)", "1,2", ("0", "1"), "y near (1, 2)"),
    ("max({x if y < 3, 1 otherwise}, y)", "2,1", ("1", "0"), "max(x, y) for y < 3, x > y"),
    ("max(x^2, {1/2 if y>2, x otherwise})", "-2,0", ("-4", "0"), "x^2 = 4 > -2 = x"),
    ("y/{0 if x >= y, 1 otherwise}", "0,1", ("0", "1"), "y for x < y"),
    (
        "{x if y>0, y otherwise} * {0 if x>1, y otherwise}^x",
        "1/2,1",
        ("1", "1/4"),
        "x y^x near (1/2, 1): y^x + x y^x ln y = 1, x^2 y^(x-1) = 1/4",
    ),
    ("0^x + y", "1,1", ("0", "1"), "0^x = 0 for x > 0"),
    ("y * 0^(x^2)", "1,1", ("0", "0"), "0^(x^2) = 0 for x > 0"),
    ("{1/0 if x > 5, x otherwise}", "1", ("1",), "x for x <= 5"),
    ("{sqrt(-1) if x > 5, x otherwise}", "1", ("1",), "x for x <= 5"),
    ("{asin(2) if x > 5, x^2 otherwise}", "1", ("2",), "x^2 for x <= 5"),
    ("ln({0 if x > 0, 1 - x otherwise})", "-1", ("-1/2",), "ln(1 - x) for x <= 0"),
    ("x^0 + x", "0", ("1",), "1 + x: a product of no factors is 1"),
    ("0^0 x", "2", ("1",), "x: a product of no factors is 1"),
    ("{x if x < 1, 2 otherwise}^2", "1/2", ("1",), "x^2 for x < 1"),
]


@pytest.mark.parametrize(("text", "at", "expected", "why"), NEIGHBOURHOODS)
def test_a_neighbourhood_decides(text: str, at: str, expected: tuple[str, ...], why: str) -> None:
    answer = gradcli.gradient(text, at=at)
    assert answer.error is None, why
    assert answer.lines() == expected, why
    assert answer.json()["verified"] is True


def test_a_piece_without_values_has_no_derivative() -> None:
    # asin(2) has no value, so nothing is said for x > 5, not even 0.
    (line,) = gradcli.gradient("{asin(2) if x > 5, x^2 otherwise}").lines()
    assert line == "Piecewise((2*x, x < 5))"


# Real where x = y = 0 alone, which the argument by ranges does not see.
UNSEEN = "sqrt(-x^2 - |y|)"


def test_what_nothing_confirms_says_so_in_json() -> None:
    body = gradcli.gradient(UNSEEN).json()
    assert body["verified"] is False
    assert any("not checked" in note for note in body["notes"])


@pytest.mark.parametrize("command", [["grad"], ["partial", "--wrt", "x"], ["dir", "--w", "1,1"]])
@pytest.mark.parametrize("steps", ["none", "brief", "full"])
def test_what_nothing_confirms_says_so_on_the_page(
    command: list[str], steps: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, UNSEEN, "--steps", steps]) == 0
    out, err = capsys.readouterr()
    assert "Not checked" in out
    assert err == ""


def test_what_nothing_confirms_says_so_beside_the_answer_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["grad", UNSEEN, "-q"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert "not checked" in err
    assert run(["grad", UNSEEN, "-f", "json"]) == 0
    assert any("not checked" in note for note in json.loads(capsys.readouterr().out)["notes"])


# Pieces that do not cover all numbers: where none counts there is no value, nor a comparison.
GAPS = [
    ("max({x if x < 1, x^2 if x > 1}, 3)", "2", ("4",), "x^2 = 4 > 3"),
    ("max({x if x < 1, x^2 if x > 1}, 3)", "0", ("0",), "3 > x = 0"),
    ("min(x^y, {y if y < x, 1 if y > x})", "2,-1", ("0", "1"), "y = -1 < 2^-1"),
    ("{x if {x if x < 1, x^2 if x > 1} < 3, 2x otherwise}", "0", ("1",), "x = 0 < 3"),
    ("{x if {x if x < 1, x^2 if x > 1} < 3, 2x otherwise}", "3", ("2",), "x^2 = 9 > 3"),
    ("max((2+{x if y<0, 1 if y>0})^2, y)", "1,1", ("0", "0"), "9 > y"),
]


@pytest.mark.parametrize(("text", "at", "expected", "why"), GAPS)
def test_pieces_with_a_gap(text: str, at: str, expected: tuple[str, ...], why: str) -> None:
    answer = gradcli.gradient(text, at=at)
    assert answer.lines() == expected, why
    assert answer.json()["verified"] is True


# Quotients of what is proportional near the point.
NEAR = [
    ("ceil(min(x,0.5)/x)", "-1/2", ("0",), "min(x, 1/2)/x = x/x = 1 near -1/2"),
    ("floor((x+y)/(2x+2y)+1/2) x", "1,1", ("1", "0"), "(x+y)/(2x+2y) = 1/2"),
]


@pytest.mark.parametrize(("text", "at", "expected", "why"), NEAR)
def test_proportional_quotients(text: str, at: str, expected: tuple[str, ...], why: str) -> None:
    answer = gradcli.gradient(text, at=at)
    assert answer.error is None, why
    assert answer.lines() == expected, why


def test_a_quotient_of_proportionals_keeps_its_hole() -> None:
    assert gradcli.gradient("floor(x/x)", at="0").error is not None


def test_a_composition_of_roots_is_followed_in_a_moment() -> None:
    # tanh(x^(1/4)) wants the sixteenth derivative of tanh.
    start = time.process_time()
    assert gradcli.gradient("max(tanh(root(x, 4)), x)", at="0").error is not None
    assert time.process_time() - start < 5


def test_a_piece_that_sympy_cannot_build_is_left_out() -> None:
    assert gradcli.gradient("{step(asin(2)) if x > 5, x otherwise}", at="1").lines() == ("1",)
