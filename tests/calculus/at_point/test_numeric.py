"""The tree evaluated as written: every function, in floats, in many digits, and in intervals."""

from __future__ import annotations

import math
from contextlib import nullcontext
from fractions import Fraction

import pytest

from gradcli.calculus.domain.domain import constant_fault
from gradcli.calculus.numbers.intervals import intervals
from gradcli.calculus.numbers.numeric import FLOATS, OutsideRealsError, evaluate, multiprecision
from gradcli.field.expression import Call, Node, Number, Power, Sum, Variable
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement
from tests.fields import MANY, field
from tests.functions import EXAMPLES

VALUES = {
    **{
        f"{name}({place})": each.number(math, float(Fraction(place)))
        for name, each in EXAMPLES.items()
        if each.text == f"{name}(x)"
        for place in each.places
    },
    "sigmoid(-2)": 1 / (1 + math.exp(2)),
    "sigmoid(3)": 1 / (1 + math.exp(-3)),
    "softplus(2)": math.log(1 + math.exp(2)),
    "softplus(-1)": math.log(1 + math.exp(-1)),
    "sinc(2)": math.sin(2) / 2,
    "sinc(0)": 1,
    "sqrt(2)": 2**0.5,
    "cbrt(-8)": -2.0,
    "root(-32, 5)": -2.0,
    "root(16, 4)": 2.0,
    "exp(1)": math.e,
    "ln 2": math.log(2),
    "log(8, 2)": 3.0,
    **{f"{name}(1/2)": getattr(math, name)(0.5) for name in ("sin", "cos", "tan", "asin", "acos")},
    **{f"{name}(1/2)": getattr(math, name)(0.5) for name in ("atan", "sinh", "cosh", "tanh")},
    **{f"{name}(1/2)": getattr(math, name)(0.5) for name in ("asinh", "atanh", "erf")},
    "acosh(2)": math.acosh(2),
    "cot(1)": 1 / math.tan(1),
    "sec(1)": 1 / math.cos(1),
    "csc(1)": 1 / math.sin(1),
    "acot(2)": math.atan(0.5),
    "acot(-2)": -math.atan(0.5),
    "acot(0)": math.pi / 2,
    "asec(2)": math.acos(0.5),
    "acsc(2)": math.asin(0.5),
    "coth(1)": 1 / math.tanh(1),
    "sech(1)": 1 / math.cosh(1),
    "csch(1)": 1 / math.sinh(1),
    "acoth(2)": math.atanh(0.5),
    "asech(1/2)": math.acosh(2),
    "acsch(2)": math.asinh(0.5),
    "atan2(1, -1)": 3 * math.pi / 4,
    "atan2(-1, -1)": -3 * math.pi / 4,
    "atan2(0, -1)": math.pi,
    "|-3|": 3.0,
    "sign(-3)": -1.0,
    "min(3, 1, 2)": 1.0,
    "max(3, 1, 2)": 3.0,
    "floor(-3/2)": -2.0,
    "ceil(-3/2)": -1.0,
    "round(5/2)": 2.0,
    "round(7/2)": 4.0,
    "step(0)": 1.0,
    "factorial(5)": 120.0,
    "(-2)^3": -8.0,
    "2^(-2)": 0.25,
    "2^0.5": 2**0.5,
    "{1 if 2<1, 7 if 1<2, 1/0 otherwise}": 7.0,
}

OUTSIDE = (
    "1/0",
    "ln(-1)",
    "ln 0",
    "sqrt(-1)",
    "(-1)^(1/2)",
    "0^(-1)",
    "asin(2)",
    "acosh(0)",
    "atanh(1)",
    "acoth(1/2)",
    "asec(1/2)",
    "asech(2)",
    "cot(0)",
    "csch(0)",
    "atan2(0, 0)",
    "root(-1, 2)",
    "factorial(-1)",
    "log(2, 1)",
)


def tree(text: str) -> Node:
    return field(text, variables=()).tree


@pytest.mark.parametrize("text", VALUES)
def test_values(text: str) -> None:
    expected = VALUES[text]
    node = tree(text)
    assert math.isclose(evaluate(node, {}, FLOATS), expected, rel_tol=1e-14)
    assert math.isclose(float(evaluate(node, {}, multiprecision(40))), expected, rel_tol=1e-14)
    enclosed = evaluate(node, {}, intervals(40))
    assert float(enclosed.delta) < 1e-35 * max(1, abs(expected))
    assert math.isclose(float(enclosed.mid), expected, rel_tol=1e-14)


def test_every_function_is_tried() -> None:
    tried = " ".join(VALUES).replace("|-3|", "abs").replace("ln", "log")
    assert [name for name in FUNCTIONS if name not in tried] == []


@pytest.mark.parametrize("text", OUTSIDE)
def test_outside_the_reals(text: str) -> None:
    for arithmetic in (FLOATS, multiprecision(40), intervals(40)):
        with pytest.raises(OutsideRealsError):
            evaluate(tree(text), {}, arithmetic)


def test_too_large() -> None:
    tower: Node = Number(Fraction(20))
    for _ in range(4):
        tower = Call("exp", (tower,))
    for arithmetic in (multiprecision(40), intervals(40)):
        with pytest.raises(OverflowError):
            evaluate(tower, {}, arithmetic)


def test_deeper_than_the_stack() -> None:
    node: Node = Variable("x")
    for _ in range(20_000):
        node = Sum((node, Variable("x")))
    assert evaluate(node, {"x": 1.0}, FLOATS) == 20_001


@pytest.mark.parametrize(
    ("text", "piece", "requirement"),
    [
        ("sqrt(-2) x", "sqrt(-2)", Requirement.NOT_NEGATIVE),
        ("x + ln(-1)", "ln(-1)", Requirement.POSITIVE),
        ("x/0", "x/0", Requirement.NOT_ZERO),
        ("x/(2-2)", "x/(2-2)", Requirement.NOT_ZERO),
        ("asin(2) x", "asin(2)", Requirement.WITHIN_ONE),
        ("x + 0^(1/2 - 1)", "0^(1/2 - 1)", Requirement.POSITIVE_EXPONENT),
        ("x {1/0 if x > 0, ln(-1) otherwise}", "1/0", Requirement.NOT_ZERO),
        ("{x if ln(-1) > 0, 1 otherwise}", "ln(-1)", Requirement.POSITIVE),
        ("x tan(pi/2)", "tan(pi/2)", Requirement.COSINE_NOT_ZERO),
        ("x/(sqrt(2)sqrt(3)-sqrt(6))", "x/(sqrt(2)sqrt(3)-sqrt(6))", Requirement.NOT_ZERO),
    ],
)
def test_pieces_that_are_never_defined(text: str, piece: str, requirement: Requirement) -> None:
    fault = constant_fault(field(text).tree)
    assert fault is not None
    assert text[fault.piece.span.start : fault.piece.span.end] == piece
    assert fault.requirement is requirement


@pytest.mark.parametrize(
    "text",
    [
        *("sqrt(2) x", "1/x", "sqrt(-x)", "ln(x-x)", "|x|/2"),
        # A product of no factors is 1, of whatever: x^0 in a polynomial, and 0^0.
        *("x^0", "x + 0^0"),
        # One piece without a value leaves the others theirs.
        *("{1/0 if x > 5, x otherwise}", "{x if x < 5, sqrt(-1) otherwise}"),
    ],
)
def test_pieces_that_are_defined_somewhere(text: str) -> None:
    assert constant_fault(field(text).tree) is None


def test_fractions_are_exact() -> None:
    number = multiprecision(40).of.number(Fraction(1, 3))
    assert abs(3 * number - 1) < 1e-39


@pytest.mark.parametrize("exponent", [3, 2**53, 2**54, 2**55, 2**63, 2**65, 2**66, 10**30])
@pytest.mark.parametrize(
    ("root", "times"), [(2, 1), (2, -1), (2, 999), (2, -1001), (2, 5000), (10, 1)]
)
def test_a_power_is_too_large_from_one_size_on_however_that_is_seen(
    root: int, times: int, exponent: int
) -> None:
    # From exp(2^64) on; of an ordinary number and exponent it is seen without the logarithm.
    is_large = abs(times) * exponent * MANY.log(root) > 2**64
    power = Power(Number(Fraction(root) ** times), Number(Fraction(exponent)))
    for arithmetic in (multiprecision(40), multiprecision(2000), intervals(40)):
        with pytest.raises(OverflowError) if is_large else nullcontext():
            evaluate(power, {}, arithmetic)
