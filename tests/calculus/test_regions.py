"""Formulas that hold on every open region: read back as they are printed, at points inside.

A piece, a maximum, an absolute value cut space into regions, and a formula may lose one of them
without a word (relu(relu(x)) left of 0). So what is printed is read again, and evaluated.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction

import pytest

import gradcli
from gradcli.calculus.check.verification import Check, Outcome, verify
from gradcli.calculus.numbers.duals import OutsideError, dual_value
from gradcli.calculus.numbers.duals import multiprecision as primitives
from gradcli.calculus.numbers.numeric import FLOATS, evaluate
from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from tests.fields import field

# The function, its derivative at points inside its regions, and why: each a line of hand argument.
REGIONS = [
    ("max(0, max(0, x))", {"-1": "0", "2": "1"}, "the inner maximum is never below 0"),
    ("relu(relu(x))", {"-1": "0", "2": "1"}, "it is relu(x)"),
    ("ln(1 + relu(relu(x)))", {"-1": "0", "1": "1/2"}, "0, then ln(1 + x)"),
    ("max(x^3, |x|^3)", {"-2": "-12", "2": "12"}, "it is |x|^3"),
    (
        "{x^2 if round(x) = 1 and floor(x) = 1, x otherwise}",
        {"0.75": "1", "1.25": "2.5", "1.75": "1"},
        "1 <= x < 3/2",
    ),
    ("{x^2 if ceil(x) = floor(x) + 1, 0 otherwise}", {"-0.5": "-1", "2.5": "5"}, "not whole"),
    ("max(x, {sqrt(x) if x > 0, 0 otherwise})", {"-1": "0", "0.25": "1", "4": "1"}, "sqrt to 1"),
    ("max(x, {ln(x) if x > 1, x otherwise})", {"-1": "1", "0.5": "1", "3": "1"}, "it is x"),
    ("max(0, max(0, max(0, x)))", {"-1": "0", "2": "1"}, "the same once more"),
    ("max(max(x, 0), 0)^2", {"-3": "0", "3": "6"}, "0, then x^2"),
    ("max(x, |x|)", {"-1": "-1", "2": "1"}, "it is |x|"),
    ("min(x, |x|)", {"-1": "1", "2": "1"}, "it is x"),
    ("max(|x|, -x)", {"-1": "-1", "2": "1"}, "it is |x|"),
    ("max(floor(x), 0)", {"-1.5": "0", "0.5": "0", "1.5": "0"}, "constant between whole numbers"),
    ("max(sign(x), step(x))", {"-1": "0", "2": "0"}, "constant left and right of 0"),
    ("min(x^2, x|x|)", {"-2": "4", "3": "6"}, "-x^2 left of 0, x^2 right of it"),
    ("{x^2 if floor(x) = 0, 0 otherwise}", {"0.5": "1", "1.5": "0", "-0.5": "0"}, "0 <= x < 1"),
    ("{x^2 if ceil(x) = 1, 0 otherwise}", {"0.5": "1", "1.5": "0", "-0.5": "0"}, "0 < x <= 1"),
    ("{x if round(x) >= 2, -x otherwise}", {"1.4": "-1", "1.6": "1", "9": "1"}, "from 3/2 on"),
    ("{x if 2 floor(x) - 3 > 0, -x otherwise}", {"1.5": "-1", "2.5": "1"}, "floor(x) >= 2"),
    ("{x if 1 - floor(x) > 0, -x otherwise}", {"0.5": "1", "1.5": "-1"}, "floor(x) <= 0"),
    ("{x if x <= |x|, -x otherwise}", {"-1": "1", "2": "1"}, "x <= |x| always"),
    ("{x if x < |x|, -x otherwise}", {"-1": "1", "2": "-1"}, "x < |x| for x < 0"),
    ("{x if |x| = x, 3x otherwise}", {"-1": "3", "2": "1"}, "|x| = x for x >= 0"),
    ("{5x if sign(x) = 1, x otherwise}", {"-1": "1", "2": "5"}, "sign(x) = 1 for x > 0"),
    ("{5x if max(x, 0) = 0, x otherwise}", {"-1": "5", "2": "1"}, "x <= 0"),
    ("{x if sin(x)^2 + cos(x)^2 >= 1, 3x otherwise}", {"1": "1", "-4": "1"}, "always (Pythagoras)"),
    ("max(asin(sin(x)), x)", {"0.5": "1", "-3": "-1", "4": "1"}, "-pi-x above x left of -pi/2"),
    ("max(acos(cos(x)), x)", {"0.5": "1", "-1": "-1", "4": "1"}, "|x| up to pi, then x"),
    ("sqrt(max(x, 0))", {"-1": "0", "4": "1/4"}, "0, then sqrt(x)"),
    ("cbrt(max(x, 0))", {"-1": "0", "8": "1/12"}, "0, then cbrt(x)"),
    ("max(x, 0)^(1/2)", {"-1": "0", "4": "1/4"}, "0, then sqrt(x)"),
    ("sqrt(x + |x|)", {"-1": "0", "2": "1/2"}, "0, then sqrt(2x)"),
    ("root(x - |x|, 3)", {"1": "0", "-4": "1/6"}, "cbrt(2x), then 0"),
    ("asin(min(1, max(-1, x)))", {"-2": "0", "0": "1", "3": "0"}, "asin, clipped"),
    ("acos(min(x, 1))", {"2": "0", "0": "-1"}, "acos up to 1, then 0"),
    ("sqrt(x step(x))", {"-1": "0", "4": "1/4"}, "0, then sqrt(x)"),
    ("|max(x, 0)|", {"-1": "0", "2": "1"}, "max(x, 0)"),
    ("{x^2 if x > 0, 0 otherwise}^(1/2)", {"-1": "0", "2": "1"}, "max(x, 0)"),
]

PLANES = [
    ("max(min(x, y), y)", "1, 2", "0, 1", "it is y"),
    ("max(min(x, y), y)", "2, 1", "0, 1", "it is y"),
    ("min(y, {1/x if x != 0, 0 otherwise})", "2, 3", "-1/4, 0", "1/2 < 3"),
    ("min(y, {1/x if x != 0, 0 otherwise})", "2, 0", "0, 1", "0 < 1/2"),
    ("relu(min(x, relu(y)))", "1, 2", "1, 0", "0 < x < y"),
    ("relu(min(x, relu(y)))", "3, 2", "0, 1", "0 < y < x"),
    ("relu(min(x, relu(y)))", "-1, 2", "0, 0", "x < 0"),
    ("relu(min(x, relu(y)))", "1, -2", "0, 0", "y < 0"),
    ("min(max(x, y), x)", "2, 1", "1, 0", "it is x"),
    ("min(max(x, y), x)", "1, 2", "1, 0", "it is x"),
    ("max(0, max(0, x y))", "-1, 2", "0, 0", "0 where xy < 0"),
    ("max(0, max(0, x y))", "1, 2", "2, 1", "xy where xy > 0"),
    ("{x if step(x) = step(y), y otherwise}", "-1, -2", "1, 0", "of one sign"),
    ("{x if step(x) = step(y), y otherwise}", "-1, 2", "0, 1", "of two signs"),
    ("max(x, y, |x|)", "2, 1", "1, 0", "x > 0 and x > y"),
    ("max(x, y, |x|)", "-2, 1", "-1, 0", "-x > y"),
    ("max(x, y, |x|)", "-2, 3", "0, 1", "y > |x|"),
    ("sqrt(max(x, y) - y)", "1, 2", "0, 0", "0 where y > x"),
    ("sqrt(max(x, y) - y)", "5, 1", "1/4, -1/4", "sqrt(x - y) where x > y"),
    ("max(x, 0)^(y + 2)", "-1, 1", "0, 0", "0^3 = 0"),
    ("max(x, 0)^(y + 2)", "1, 1", "3, 0", "x^3 times ln x in y"),
]


def at_point(text: str, at: Mapping[str, float]) -> float:
    """What the printed formula is at a point, read back."""
    tree = read_expression(text, variables=sorted(at)).tree
    return float(evaluate(tree, dict(at), FLOATS))


def number(text: str) -> float:
    return float(Fraction(text))


@pytest.mark.parametrize(("text", "slopes", "why"), REGIONS)
def test_every_region_of_a_line_has_its_derivative(
    text: str, slopes: Mapping[str, str], why: str
) -> None:
    answer = gradcli.gradient(text)
    assert answer.answer.check.outcome is Outcome.PASSED
    (printed,) = answer.lines()
    for at, expected in slopes.items():
        assert at_point(printed, {"x": number(at)}) == pytest.approx(number(expected)), why


@pytest.mark.parametrize(("text", "at", "expected", "why"), PLANES)
def test_every_region_of_a_plane_has_its_gradient(
    text: str, at: str, expected: str, why: str
) -> None:
    point = [number(entry) for entry in at.split(",")]
    wanted = [number(entry) for entry in expected.split(",")]
    printed = gradcli.gradient(text).lines()
    found = [at_point(line, dict(zip("xy", point, strict=True))) for line in printed]
    assert found == pytest.approx(wanted), why


# Where two competitors tie on a whole region, forward rates see that they move alike. Of sqrt(0)
# they do not see that the 0 stays, nor of a condition that its sides stay equal, nor of pieces that
# compete: there no gradient is given out in numbers.
IN_NUMBERS = [
    (text, at, expected)
    for text, slopes, _ in REGIONS
    for at, expected in slopes.items()
    if not any(name in text for name in ("sqrt", "cbrt", "root", "asin", "acos", "^(1/2)", "cos("))
    and not ("{" in text and ("|" in text or "max" in text))
]


@pytest.mark.parametrize(("text", "at", "expected"), IN_NUMBERS)
def test_numbers_agree_on_every_region(text: str, at: str, expected: str) -> None:
    assert gradcli.numeric_gradient(text)(number(at)) == pytest.approx((number(expected),))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("max(x, 0)", "0"),
        ("max(x, x^2)", "1"),
        ("|x|", "0"),
        ("{x if x <= 0, 2x otherwise}", "0"),
        ("{5 if x^2 <= 0, x otherwise}", "0"),
        ("sqrt(x^2)", "0"),
        ("max(sqrt(x^2), x)", "0"),
    ],
)
def test_numbers_are_refused_at_a_seam(text: str, at: str) -> None:
    with pytest.raises(GradcliError, match="no gradient in numbers"):
        gradcli.numeric_gradient(text)(number(at))


# The function, its second derivative at points inside its regions.
SECOND = [
    ("max(0, max(0, x))^2", {"-1": "0", "1": "2"}),
    ("relu(relu(x))^3", {"-1": "0", "2": "12"}),
    ("max(x^3, |x|^3)", {"-2": "12", "2": "12"}),
    ("{x^3 if floor(x) = 0, 0 otherwise}", {"0.5": "3", "1.5": "0", "-0.5": "0"}),
    ("{x^2 if x <= |x|, -x otherwise}", {"-1": "2", "2": "2"}),
    ("max(floor(x), 0) x^2", {"-1.5": "0", "2.5": "4"}),
    ("x max(x, |x|)", {"-2": "-2", "3": "2"}),
    ("sqrt(max(x, 0))", {"-1": "0", "4": "-1/32"}),
]


@pytest.mark.parametrize(("text", "slopes"), SECOND)
def test_second_partials_keep_the_regions(text: str, slopes: Mapping[str, str]) -> None:
    result = gradcli.partial(text, "x,x")
    assert result.answer.verified
    (printed,) = result.lines()
    found = [at_point(printed, {"x": number(at)}) for at in slopes]
    assert found == pytest.approx([number(each) for each in slopes.values()])


def test_the_check_sees_a_region_that_is_lost() -> None:
    (lost,) = (read_expression("{1 if x > 0}").tree,)
    check = verify(field("max(x, 0)"), [("x", lost)])
    assert check.outcome is Outcome.SILENT
    assert check.where is not None
    assert check.where["x"] < 0
    assert not check.passed


def test_the_check_does_not_ask_where_the_function_has_no_rate() -> None:
    right = read_expression("{1/x if x > 0}").tree
    function = field("{ln(x) if x > 0}")
    assert verify(function, [("x", right)]) == Check(Outcome.PASSED, 3, 15)


def test_a_condition_that_was_kept_is_said_to_mean_its_inside() -> None:
    answer = gradcli.gradient("max(asin(sin(x)), x)")
    assert any("all around the point" in note for note in answer.json()["notes"])
    assert "all around the point" in answer.text()
    assert "all around" not in gradcli.gradient("max(x, 0)").text()


LEAVES = ("x", "y", "x y", "x^2", "1", "2", "x - y", "x + y - 1", "0")
ONE = (
    "|({})|",
    "relu({})",
    "max({}, 0)",
    "min({}, 1)",
    "sqrt(|({})|)",
    "sign({})",
    "floor({})",
    "-({})",
    "({})^2",
)
TWO = ("max({}, {})", "min({}, {})", "({}) + ({})", "({}) ({})", "{{{} if {} > 0, 1 otherwise}}")


def bent(draw: random.Random, depth: int) -> str:
    """A random function with corners and jumps."""
    if depth == 0:
        return draw.choice(LEAVES)
    if draw.random() < 0.5:
        return draw.choice(ONE).format(bent(draw, depth - 1))
    return draw.choice(TWO).format(bent(draw, depth - 1), bent(draw, depth - 1))


def unconfirmed(text: str, draw: random.Random) -> list[str]:
    """Points inside at which f has a rate, and what is printed has no value or another one."""
    answer = gradcli.gradient(text, variables=("x", "y"))
    if not answer.answer.check.passed:
        return []
    whole = read_expression(text, variables=("x", "y")).tree
    real = primitives(60)
    trees = [read_expression(line, variables=("x", "y")).tree for line in answer.lines()]
    asked = [(whole, "x", trees[0]), (whole, "y", trees[1])]
    # By one variable once more, of what was printed.
    place, again = draw.choice((0, 1)), draw.choice("xy")
    second = gradcli.partial(text, ("xy"[place], again), variables=("x", "y"))
    if second.answer.verified:
        (line,) = second.lines()
        twice = read_expression(line, variables=("x", "y")).tree
        asked.append((trees[place], again, twice))
    numeric = gradcli.numeric_gradient(text, variables=("x", "y"))
    found: list[str] = []
    for _ in range(12):
        at = {name: draw.uniform(-3, 3) for name in "xy"}
        rates: dict[str, float] = {}
        for of, name, derivative in asked:
            moving = {
                each: (real.of_ratio(*x.as_integer_ratio()), real.of_ratio(int(each == name), 1))
                for each, x in at.items()
            }
            try:
                _, rate = dual_value(of, moving, real)
            except OutsideError:
                continue
            if of is whole:
                rates[name] = float(rate)
            try:
                printed = evaluate(derivative, at, FLOATS)
            except ArithmeticError as error:
                found.append(f"{text} by {name} at {at}: {error}")
                continue
            if abs(printed - rate) > 1e-6 * max(1, abs(rate)):
                found.append(f"{text} by {name} at {at}: {printed} is not {rate}")
        try:
            floats = numeric(at)
        except GradcliError:
            continue
        if len(rates) == 2 and floats != pytest.approx((rates["x"], rates["y"])):
            found.append(f"{text} at {at}: in numbers {floats}, not {rates}")
    return found


@pytest.mark.parametrize("seed", range(40))
def test_what_is_printed_has_a_value_inside(seed: int) -> None:
    draw = random.Random(seed)
    assert unconfirmed(bent(draw, 3), draw) == []
