"""The program of a function: the same gradient as by the rules, at one point and at many."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Sequence
from typing import Any, get_type_hints

import mpmath
import pytest
from hypothesis import given, settings

from gradcli.calculus.numbers.duals import OutsideError, dual_value
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.numeric import numeric
from gradcli.calculus.program.points import FLOATS, NoGradient, Rate
from gradcli.calculus.program.program import Operation, Program, Value
from gradcli.calculus.program.source import compiled, source_of
from gradcli.calculus.program.walk import walked
from gradcli.calculus.rules.gradient import gradient
from gradcli.field.expression import Node
from gradcli.field.functions import FUNCTIONS
from gradcli.field.scalar_field import ScalarField
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression
from tests.fields import fields

ANY_LENGTH = Limits(characters=10**7, tokens=10**6)


def at(text: str, *point: float, variables: tuple[str, ...] | None = None) -> Rate | NoGradient:
    """The gradient of a text at a point."""
    reading = read_expression(text, variables=variables, limits=ANY_LENGTH)
    a_walk_gives_what_the_source_gives(reading.tree, reading.variables, point)
    return numeric(reading.tree, reading.variables).alone(point)


def a_walk_gives_what_the_source_gives(
    tree: Node, variables: Sequence[str], point: Sequence[float]
) -> None:
    """To the last bit, and with the same complaint where there is no gradient."""
    program = program_of(tree, variables)
    outcomes: list[Any] = []
    for run in (walked(program, FLOATS), compiled(program, FLOATS, rows=False)):
        try:
            value, gradient = run(point)
        except (ArithmeticError, ValueError) as error:
            outcomes.append(type(error))
        else:
            outcomes.append([repr(each + 0.0) for each in (value, *gradient)])
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    ("text", "x", "value", "slope"),
    [
        ("x^2 step(x)", 0, 0, 0),
        ("{x^2 if x >= 0, 0 otherwise}", 0, 0, 0),
        ("{x^2 if x > 0, -x^2 otherwise}", 0, 0, 0),
        ("{x^2 if x >= 1, 2x - 1 otherwise}", 1, 1, 2),
        ("x^3 sign(x)", 0, 0, 0),
        ("(x - 2)^2 floor(x)", 2, 0, 0),
        ("x^2 |x|", 0, 0, 0),
        ("step(x) x^2 + 3 x", 0, 0, 3),
        ("{x^2 if x = 0, x^4 otherwise}", 0, 0, 0),
        ("silu(x)", -800, 0, 0),
        ("exp(x)/exp(x)", 1000, 1, 0),
        ("ln(1 + exp(x))", 800, 800, 1),
    ],
)
def test_where_pieces_meet_smoothly_and_where_floats_overflow_on_the_way(
    text: str, x: float, value: float, slope: float
) -> None:
    found = at(text, x)
    assert isinstance(found, Rate)
    assert found.value == pytest.approx(value, rel=1e-12, abs=1e-300)
    assert found.gradient[0] == pytest.approx(slope, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("x", [1e-12, 1e-7, 1e-4, 0.03, 0.3, 0.499, 0.501, 0.9, 2.5, -0.2, -1e-6])
def test_sinc_keeps_its_digits_near_0(x: float) -> None:
    found = at("sinc(x)", x)
    assert isinstance(found, Rate)
    with mpmath.workdps(60):
        exact = mpmath.mpf(x)
        slope = (mpmath.cos(exact) - mpmath.sin(exact) / exact) / exact
        assert abs(found.gradient[0] / slope - 1) < 5e-15
        assert abs(found.value / (mpmath.sin(exact) / exact) - 1) < 5e-15


@pytest.mark.parametrize(
    ("text", "point", "value", "expected"),
    [
        ("x^2 y", (2, 3), 12, (12, 4)),
        ("x*x*x*y", (2, 3), 24, (36, 8)),
        ("x^x + 0 y", (2, 0), 4, (4 * (1 + math.log(2)), 0)),
        ("(-x)^3/y + 5", (2, -4), 7, (3, 8 / 16)),
        ("max(x, y) + atan2(y, x)", (1, 2), 2 + math.atan2(2, 1), (-0.4, 1.2)),
        ("{x y if x < 0, x + y otherwise}", (1, 2), 3, (1, 1)),
        ("0 sqrt(x - 2) + ln(e) y", (3, 2), 2, (0, 1)),
        # A branch that does not count may have no value there.
        ("{sqrt(x) if x > 0, ln(-x) if x < -1, y otherwise}", (-0.5, 4), 4, (0, 1)),
        ("{sqrt(x) if x > 0, ln(-x) if x < -1, y otherwise}", (-math.e, 4), 1, (-1 / math.e, 0)),
        ("{sqrt(x) if x > 0, ln(-x) if x < -1, y otherwise}", (4, 4), 2, (0.25, 0)),
        # What two branches need is made outside of both.
        ("{sin(x y) if x < 1, 2 sin(x y) if y > 0, 3 sin(x y) otherwise}", (2, 1), None, None),
        # Only the test that decides is looked at: y = 0 is no boundary where x < 0.
        ("{1 if x > 0 and y > 0, x y otherwise}", (-1, 0), 0, (0, -1)),
        ("{x if x < 0 or y > 0, x y otherwise}", (-1, 0), -1, (1, 0)),
        # A factor of 0 takes the corner away; x^0 is 1 at 0 as well.
        ("y |x| + x", (0, 0), 0, (1, 0)),
        ("x^0 + y", (0, 2), 3, (0, 1)),
        ("min(x, x) + y", (1, 1), 2, (1, 1)),
        ("x^(1/3) + cbrt(y)", (8, -8), 0, (1 / 12, 1 / 12)),
        ("sigmoid(x) + softplus(y)", (0, 0), 0.5 + math.log(2), (0.25, 0.5)),
        ("sinc(x) + sinc(y)", (0, 0), 2, (0, 0)),
        ("sigmoid(-x) + y", (800, 1), 1, (0, 1)),
        # A tree may have several nodes of one variable.
        ("let u = x y; u^2 + u", (2, 3), 42, (39, 26)),
        # Equal everywhere around the point, and so no corner.
        ("max(x, |x|) + y", (2, 0), 2, (1, 1)),
        ("max(x + y, y + x)", (2, 1), 3, (1, 1)),
        # A step is constant nearby: its being equal to something is no boundary.
        ("max(floor(x), 0) + y", (0.5, 1), 1, (0, 1)),
        ("floor(x)! y", (3.5, 2), 12, (0, 6)),
        ("(round(x)/2)! y", (3.9, 5), 10, (0, 2)),
        ("{x^2 if floor(x) = 0, 0 otherwise} + y", (0.5, 1), 1.25, (1, 1)),
    ],
)
def test_by_hand(
    text: str,
    point: tuple[float, float],
    value: float | None,
    expected: tuple[float, float] | None,
) -> None:
    found = at(text, *point, variables=("x", "y"))
    assert isinstance(found, Rate)
    if value is None or expected is None:
        x, y = point
        value, expected = 2 * math.sin(x * y), (2 * y * math.cos(x * y), 2 * x * math.cos(x * y))
    assert found.value == pytest.approx(value, abs=1e-12)
    assert found.gradient == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "point", "reason"),
    [
        ("|x - 1|", (1,), NoGradient.NO_SLOPE),
        ("max(x, 2 - x)", (1,), NoGradient.NO_SLOPE),
        ("sign(x)", (0,), NoGradient.NO_SLOPE),
        ("floor(x)", (2,), NoGradient.NO_SLOPE),
        ("round(x)", (0.5,), NoGradient.NO_SLOPE),
        ("{x^2 if x > 0, -x^2 + x otherwise}", (0,), NoGradient.NO_SLOPE),
        ("x sign(x)", (0,), NoGradient.NO_SLOPE),
        ("atan2(x, -1)", (0,), NoGradient.NO_SLOPE),
        ("1/x", (0,), NoGradient.NO_VALUE),
        ("0/x", (0,), NoGradient.NO_VALUE),
        ("ln(x)", (-1,), NoGradient.NO_VALUE),
        ("sqrt(x)", (0,), NoGradient.NO_SLOPE),
        ("cbrt(x)", (0,), NoGradient.NO_SLOPE),
        ("asin(x)", (1,), NoGradient.NO_SLOPE),
        ("x sqrt(y)", (1, 0), NoGradient.NO_SLOPE),
        ("x step(x)", (0,), NoGradient.NO_SLOPE),
        ("step(x) - step(-x)", (0,), NoGradient.NO_SLOPE),
        ("{x^2 if x > 0, 0 if x < 0}", (0,), NoGradient.NO_VALUE),
        ("atan2(x, y)", (0, 0), NoGradient.NO_VALUE),
        ("x^(3/2)", (-1,), NoGradient.NO_VALUE),
        ("0^x", (-1,), NoGradient.NO_VALUE),
        ("{x if x > 0}", (-1,), NoGradient.NO_VALUE),
        ("x!", (2,), NoGradient.NO_SLOPE),
        ("floor(x)! x", (-0.5,), NoGradient.NO_VALUE),
        ("floor(x)! x", (500.5,), NoGradient.TOO_LARGE),
        ("x!", (2.5,), NoGradient.NO_VALUE),
        ("e^(e^x)", (10,), NoGradient.TOO_LARGE),
        ("x^2", (1e200,), NoGradient.TOO_LARGE),
        ("sin(x^2)", (1e200,), NoGradient.TOO_LARGE),
        ("y + cos(x e^x)", (1e3, 1.0), NoGradient.TOO_LARGE),
        ("floor(x^2)", (1e200,), NoGradient.TOO_LARGE),
    ],
)
def test_where_there_is_none(text: str, point: tuple[float, ...], reason: NoGradient) -> None:
    assert at(text, *point) is reason
    reading = read_expression(text)
    found = numeric(reading.tree, reading.variables).together([list(point)])
    assert dict(found.reasons) == {0: reason}
    assert math.isnan(found.values[0])


UNARY = [name for name, function in FUNCTIONS.items() if function.least == 1]


@pytest.mark.parametrize("name", UNARY)
@pytest.mark.parametrize("x", [-2.3, -1.7, -0.6, 0.35, 0.8, 1.6, 2.7])
def test_every_function_of_the_table(name: str, x: float) -> None:
    tree = read_expression(f"{name}(x)").tree
    found = at(f"{name}(x)", x)
    try:
        value, slope = dual_value(tree, {"x": (x, 1.0)})
    except OutsideError:
        assert isinstance(found, NoGradient)
        return
    assert isinstance(found, Rate)
    assert found.value == pytest.approx(value, rel=1e-12)
    assert found.gradient == pytest.approx((slope,), rel=1e-11)


def _finite_gradient(whole: ScalarField, point: dict[str, float]) -> list[float]:
    return [
        dual_value(partial.written, {name: (x, 0.0) for name, x in point.items()})[0]
        for partial in gradient(whole).partials
    ]


@settings(max_examples=60)
@given(fields(largest=12))
def test_the_program_agrees_with_each_partial(whole: ScalarField) -> None:
    point = {name: 0.7 + 0.2 * place for place, name in enumerate(whole.variables)}
    try:
        expected = _finite_gradient(whole, point)
    except (OutsideError, OverflowError, ZeroDivisionError, ValueError):
        return
    found = numeric(whole.tree, whole.variables).alone(list(point.values()))
    if isinstance(found, Rate):
        assert found.gradient == pytest.approx(expected, rel=1e-6, abs=1e-6)


@settings(max_examples=40)
@given(fields(largest=14))
def test_many_points_at_once_are_the_points_alone(whole: ScalarField) -> None:
    rates = numeric(whole.tree, whole.variables)
    points = [
        [-1.3 + 0.25 * ((7 * row + 3 * place) % 11) for place in range(len(whole.variables))]
        for row in range(23)
    ]
    a_walk_gives_what_the_source_gives(whole.tree, whole.variables, points[0])
    together, alone = rates.together(points), rates.alone
    for row, point in enumerate(points):
        match alone(point):
            case Rate(value, slopes):
                assert row not in together.reasons
                assert together.values[row] == pytest.approx(value, rel=1e-12, abs=1e-300)
                assert list(together.gradients[row]) == pytest.approx(slopes, rel=1e-9, abs=1e-12)
            case NoGradient() as reason:
                assert together.reasons[row] is reason


def test_without_numpy_the_rows_are_taken_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_expression("{x y if x < 0, ln(x) + y if y > 1, sqrt(x) otherwise}")
    points = [[1.0, 2.0], [-1.0, 2.0], [0.0, 2.0], [4.0, 0.0]]
    with_numpy = numeric(reading.tree, reading.variables).together(points)
    monkeypatch.setitem(sys.modules, "numpy", None)
    without = numeric(reading.tree, reading.variables).together(points)
    assert dict(without.reasons) == dict(with_numpy.reasons) == {2: NoGradient.NO_VALUE}
    for one, other in zip(with_numpy.gradients, without.gradients, strict=True):
        assert list(one) == pytest.approx(list(other), rel=1e-12, nan_ok=True)


def test_a_program_has_no_text_in_it() -> None:
    """Whatever the input is: its fields are numbers, and members of an enum that we wrote."""
    kinds = get_type_hints(Value)
    assert kinds == {
        "place": int,
        "operation": Operation,
        "arguments": tuple[int, ...],
        "number": float,
        "guard": int | None,
    }
    reading = read_expression("f(quit, x) = {quit^2 if x < pi/3, log(x, 3) + quit otherwise}")
    program = program_of(reading.tree, reading.variables)
    assert get_type_hints(Program) == {
        "inputs": int,
        "values": tuple[Value, ...],
        "result": int,
    }
    for value in program.values:
        assert type(value.number) is float
        assert all(type(place) is int for place in (value.place, *value.arguments))


def test_no_text_of_the_input_is_in_the_source() -> None:
    reading = read_expression(
        "f(quit, import_os) = {sigmoid(quit) if quit < import_os, max(quit, 3) otherwise}"
    )
    allowed = re.compile(
        r"logical_|def|program|return|if|else|not|and|or|decided|greatest|max_slope|exp|log|where"
        r"|[vax]\d*|\d+(\.\d+)?(e[+-]?\d+)?|[\s()\[\]:,=<>!+*/_-]"
    )
    for rows in (False, True):
        source = source_of(program_of(reading.tree, reading.variables), rows=rows)
        assert "quit" not in source
        assert not allowed.sub("", source), source


def test_long_and_deep_functions() -> None:
    many = " + ".join(f"x{place} x{place + 1}" for place in range(1, 3_000))
    found = at(many, *([1.0] * 3_000))
    assert isinstance(found, Rate)
    assert found.gradient == (1.0, *([2.0] * 2_998), 1.0)
    nested = "sin(" * 900 + "x" + ")" * 900
    assert isinstance(at(nested, 1.0), Rate)
    cases = ", ".join(f"{place} x if x < {place}" for place in range(1, 400))
    assert at(f"{{{cases}}}", 250.5) == Rate(251 * 250.5, (251.0,))
    inner = "x"
    for place in range(1, 150):
        inner = f"{{x^2 if x > {200 - place}, {inner} otherwise}}"
    assert at(inner, 0.5) == Rate(0.5, (1.0,))


def test_what_is_shared_is_made_once() -> None:
    reading = read_expression("sin(x y) + sin(x y)^2 + exp(sin(x y))")
    made = [value.operation for value in program_of(reading.tree, reading.variables).values]
    assert made.count(Operation.SIN) == 1


def test_partials_are_derived_when_asked_for() -> None:
    text = " + ".join(f"x{place} x{place + 1}" for place in range(1, 200))
    partials = gradient(ScalarField.of_tree(read_expression(text).tree)).partials
    assert len(partials) == 200
    assert partials[0] is partials[0]
    assert str(partials[-1].derivative) == "x199"
    assert [each.variable for each in partials[1:3]] == ["x2", "x3"]
