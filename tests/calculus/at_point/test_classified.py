"""Critical points of textbooks: what they are, among them those of which the test says nothing."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest
import sympy

import gradcli
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.numbers.numeric import evaluate, multiprecision
from gradcli.calculus.point.critical import (
    BothSides,
    CriticalKind,
    CriticalPoint,
    LeadingForm,
    OnCurve,
    OneSign,
    OppositeSigns,
)
from gradcli.field.from_sympy import from_sympy

# (function, critical point, what it is, why)
PLAIN = [
    (
        "x^2 + y^2 - 2x - 6y + 14",
        "1,3",
        "minimum",
        "Stewart 14.7, example 1: 4 + (x-1)^2 + (y-3)^2",
    ),
    ("y^2 - x^2", "0,0", "saddle", "Stewart 14.7, example 2"),
    ("x^4 + y^4 - 4 x y + 1", "0,0", "saddle", "Stewart 14.7, example 3"),
    ("x^4 + y^4 - 4 x y + 1", "1,1", "minimum", "Stewart 14.7, example 3"),
    ("x^4 + y^4 - 4 x y + 1", "-1,-1", "minimum", "Stewart 14.7, example 3"),
    ("x^3 - 12 x y + 8 y^3", "0,0", "saddle", "D = -144"),
    ("x^3 - 12 x y + 8 y^3", "2,1", "minimum", "D = 432 and f_xx = 12"),
    ("x y (1 - x - y)", "0,0", "saddle", "D = -1"),
    ("x y (1 - x - y)", "1/3,1/3", "maximum", "D = 1/3 and f_xx = -2/3"),
    ("x y (1 - x - y)", "1,0", "saddle", "D = -1"),
    ("e^x cos(y)", "0,0", None, "no critical point: e^x cos y rises along x"),
    ("y cos(x)", "pi/2,0", "saddle", "D = -1"),
    ("(x^2 + y^2) e^(y^2 - x^2)", "0,0", "minimum", "f >= 0 = f(0, 0)"),
    ("(x^2 + y^2) e^(y^2 - x^2)", "1,0", "saddle", "D = -16/e^2"),
    ("(x^2 + y^2) e^(y^2 - x^2)", "-1,0", "saddle", "even in x"),
    ("x^2 y e^(-x^2 - y^2)", "1,1/sqrt(2)", "maximum", "the greatest value, at a smooth point"),
    ("x^2 y e^(-x^2 - y^2)", "1,-1/sqrt(2)", "minimum", "odd in y"),
    ("sin(x) + sin(y) + sin(x + y)", "pi/3,pi/3", "maximum", "3 sqrt(3)/2"),
    ("sin(x) sin(y)", "pi/2,pi/2", "maximum", "the value is 1"),
    ("sin(x) sin(y)", "0,0", "saddle", "xy to second order"),
    ("sin(x) sin(y)", "pi,pi", "saddle", "(x - pi)(y - pi) to second order"),
    ("x^3 - 3x", "1", "minimum", "f'' = 6"),
    ("x^3 - 3x", "-1", "maximum", "f'' = -6"),
    ("x e^(-x)", "1", "maximum", "f'' = -1/e"),
    ("x^2 + y^2 + z^2", "0,0,0", "minimum", "a sum of squares"),
    ("x^2 + y^2 - z^2", "0,0,0", "saddle", "two signs"),
    ("-x^2 - 2y^2 - 3z^2 + x y", "0,0,0", "maximum", "minors -2, 7, -42"),
    ("x y + y z + z x", "0,0,0", "saddle", "eigenvalues 2, -1, -1"),
    ("2x^3 + x y^2 + 5x^2 + y^2", "0,0", "minimum", "Hessian diag(10, 2)"),
    ("2x^3 + x y^2 + 5x^2 + y^2", "-5/3,0", "maximum", "Hessian diag(-10, -4/3)"),
    ("2x^3 + x y^2 + 5x^2 + y^2", "-1,2", "saddle", "D = -16"),
    ("(1 - x)^2 + 100 (y - x^2)^2", "1,1", "minimum", "Rosenbrock"),
    ("ln(1 + x^2 + y^2)", "0,0", "minimum", "Hessian diag(2, 2)"),
    ("x/(1 + x^2)", "1", "maximum", "1/2 is the greatest value"),
    ("cos(x) + cos(y)", "0,0", "maximum", "2 is the greatest value"),
    ("cos(x) + cos(y)", "0,pi", "saddle", "one up, one down"),
    ("cosh(x) - cos(y)", "0,0", "minimum", "Hessian diag(1, 1)"),
    ("x^2 - x y + y^2 - 2x + y", "1,0", "minimum", "D = 3"),
    ("4 + x^3 + y^3 - 3 x y", "1,1", "minimum", "D = 27"),
    ("4 + x^3 + y^3 - 3 x y", "0,0", "saddle", "D = -9"),
]

# At these the matrix of second partials is singular.
DEGENERATE = [
    ("x^3", "0", "neither", OppositeSigns, "the cube has the sign of x"),
    ("x^4", "0", "minimum", BothSides, "f^(4) = 24"),
    ("-x^6", "0", "maximum", BothSides, "f^(6) < 0"),
    ("cos(x) + x^2/2", "0", "minimum", BothSides, "1 + x^4/24 - ..."),
    ("sin(x) - x", "0", "neither", OppositeSigns, "-x^3/6 + ..."),
    ("(x - 2)^5 + 7", "2", "neither", OppositeSigns, "odd"),
    ("x^4 + y^4", "0,0", "minimum", LeadingForm, "a sum of fourth powers"),
    ("-x^4 - y^4", "0,0", "maximum", LeadingForm, "its opposite"),
    ("x^4 - y^4", "0,0", "saddle", OppositeSigns, "up along x, down along y"),
    ("x^2 + y^4", "0,0", "minimum", LeadingForm, "x^2 and y^4 of equal weight"),
    ("x^2 + y^3", "0,0", "saddle", OppositeSigns, "y^3 changes sign"),
    ("(y - x^2)(y - 3x^2)", "0,0", "saddle", OppositeSigns, "Peano: below 0 along y = 2x^2"),
    ("(y - x^2)^2", "0,0", "minimum", OneSign, "a square, 0 along the parabola"),
    ("y^2 - x^3", "0,0", "saddle", OppositeSigns, "the cusp"),
    ("x^3 - 3 x y^2", "0,0", "saddle", OppositeSigns, "the monkey saddle"),
    ("x^4 - 6 x^2 y^2 + y^4", "0,0", "saddle", OppositeSigns, "the real part of (x + iy)^4"),
    ("x^2 y^2", "0,0", "minimum", OneSign, "a square"),
    ("x y/(x^2 + y^2)", "1,1", "maximum", OneSign, "1/2 - (x-y)^2/(2(x^2+y^2))"),
    ("(x - y)^2/(x - 3y)", "1,1", "maximum", OneSign, "a square over what is -2 there"),
    ("x^3 y", "0,0", "saddle", OppositeSigns, "the sign of xy"),
    ("x^2 - 2 x y + y^2", "0,0", "minimum", OneSign, "(x - y)^2"),
    ("(x - y)^2 - x^4", "0,0", "saddle", OppositeSigns, "-x^4 along y = x"),
    ("(x - 1)^4 + (y + 2)^6", "1,-2", "minimum", LeadingForm, "weights 3 and 2"),
    ("x^4 + y^4 + z^4", "0,0,0", "minimum", LeadingForm, "a sum of fourth powers"),
    ("x y z", "0,0,0", "saddle", OppositeSigns, "the sign of the product"),
    ("x^2 y^2 (1 - x - y)", "0,0", "minimum", OneSign, "a square times what is 1 there"),
    ("exp(-x^4 - y^4)", "0,0", "maximum", LeadingForm, "1 - x^4 - y^4 + ..."),
    ("x^2 + 2 x y^2 + y^4 + y^5", "0,0", "saddle", OppositeSigns, "y^5 along x = -y^2"),
    ("x^2 - 2 x y + y^2 + x^4 + y^4", "0,0", "minimum", OneSign, "(x - y)^2 and fourth powers"),
    ("-(x + 2y)^2/3 - y^4", "0,0", "maximum", OneSign, "the square completed, and its rest"),
    ("(x - y)^2 + 2(x - y) + 1 + (x-1)^4", "1,2", "minimum", OneSign, "(x - y + 1)^2 and (x-1)^4"),
    ("x^2 - 2 x y + y^2 + 3 x^4", "0,0", "minimum", OneSign, "one term beside the square"),
    ("cos(x y)", "0,0", "maximum", OneSign, "the cosine is at most 1"),
    ("e^(x^2 y^2)", "0,0", "minimum", OneSign, "e^u is at least 1 where u is not below 0"),
    ("2^(-x^2 y^2)", "0,0", "maximum", OneSign, "2^u is at most 1 where u is not above 0"),
    ("(1/2)^(x^2 y^4)", "0,0", "maximum", OneSign, "the base is below 1"),
    ("(x - y)^2 - x^4", "0,0", "saddle", OppositeSigns, "-x^4 on the line y = x"),
    ("(x - y)^2 + x^3", "0,0", "saddle", OppositeSigns, "x^3 on the line y = x"),
    ("x^2 + x y z", "0,0,0", "saddle", OppositeSigns, "-y^2 z^2/4 along x = -yz/2"),
    ("z^2 - 3x y z + 2x^2 y^2", "0,0,0", "saddle", OppositeSigns, "(z - xy)(z - 2xy)"),
    ("(x - y^2)^2 - z^4", "0,0,0", "saddle", OppositeSigns, "-z^4 along the axis of z"),
    ("(x - y^2)(x - 2y^2) + z^4", "0,0,0", "saddle", OppositeSigns, "Peano's, and z^4"),
]

# No proof of ours: the honest answer.
OPEN = [
    ("f(x, y) = a x^4 + y^4", "0,0", "a minimum or a saddle, as a is"),
    ("x^2 + x y z + y^2 z^2", "0,0,0", "(x + yz/2)^2 and 3 y^2 z^2/4: a minimum, not strict"),
    ("sin(x)^2 cos(y) + e^(-x^4)", "0,0", "1 + x^2 times what is near 1: a minimum, not strict"),
]


def test_there_are_sixty_of_which_twenty_are_degenerate_and_no_more_than_five_open() -> None:
    rows = [row[:2] for row in (*PLAIN, *DEGENERATE, *OPEN)]
    decided = sum(kind is not None for _, _, kind, *_ in (*PLAIN, *DEGENERATE))
    assert len({*rows}) >= 60
    assert len({row[:2] for row in DEGENERATE}) >= 20
    assert decided >= 55


@cache
def answered(text: str, at: str) -> GradientAnswer:
    answer = gradcli.gradient(text, at=at).answer
    assert isinstance(answer, GradientAnswer)
    return answer


def critical(text: str, at: str) -> CriticalPoint | None:
    at_point = answered(text, at).at
    assert at_point is not None
    return at_point.critical


@pytest.mark.parametrize(("text", "at", "kind", "why"), PLAIN)
def test_what_the_second_derivative_test_decides(
    text: str, at: str, kind: str | None, why: str
) -> None:
    found = critical(text, at)
    assert (None if found is None else found.kind.value) == kind, why
    assert found is None or found.proof is None


@pytest.mark.parametrize(("text", "at", "kind", "proof", "why"), DEGENERATE)
def test_what_is_decided_by_other_means(
    text: str, at: str, kind: str, proof: type, why: str
) -> None:
    found = critical(text, at)
    assert found is not None
    assert found.kind.value == kind, why
    assert isinstance(found.proof, proof), why
    if isinstance(found.proof, OneSign):
        answer = answered(text, at)
        assert answer.at is not None
        point = dict(zip(answer.field.symbols, answer.at.point.coordinates, strict=True))
        f = answer.field.expression
        assert sympy.simplify(found.proof.change - f + f.subs(point)) == 0, found.proof.change


@pytest.mark.parametrize(("text", "at", "why"), OPEN)
def test_what_has_no_proof_is_left_open(text: str, at: str, why: str) -> None:
    found = critical(text, at)
    assert found is not None
    assert found.kind is CriticalKind.NOT_DECIDED, why


@pytest.mark.parametrize(("text", "at"), [row[:2] for row in DEGENERATE])
def test_numbers_around_the_point_do_not_contradict(text: str, at: str) -> None:
    """Values to fifty digits, at random points near by or on the curves of the proof."""
    found = critical(text, at)
    assert found is not None
    if isinstance(found.proof, OppositeSigns):
        for sense, way in ((1, found.proof.up), (-1, found.proof.down)):
            assert all(sense * _change(text, at, _on(way, t)) > 0 for t in (0.01, 0.001, 0.0001))
        return
    sense = 1 if found.kind is CriticalKind.MINIMUM else -1
    draw = random.Random(20260101)
    count = len(at.split(","))
    for _ in range(200):
        size = 10.0 ** draw.uniform(-3, -1)
        steps = [size * draw.uniform(-1, 1) ** draw.choice((1, 3)) for _ in range(count)]
        assert sense * _change(text, at, steps) > -1e-40


def _on(way: OnCurve, t: float) -> list[float]:
    return [float(c) * t**power for c, power in zip(way.coefficients, way.powers, strict=True)]


def _change(text: str, at: str, steps: list[float]) -> Any:
    """f(P + steps) - f(P)."""
    answer = answered(text, at)
    assert answer.at is not None
    numbers = multiprecision(50)
    names = answer.field.variables
    point = [evaluate(from_sympy(each), {}, numbers) for each in answer.at.point.coordinates]
    moved = [start + step for start, step in zip(point, steps, strict=True)]
    here, there = (dict(zip(names, each, strict=True)) for each in (point, moved))
    return evaluate(answer.field.tree, there, numbers) - evaluate(answer.field.tree, here, numbers)


@pytest.mark.parametrize(
    ("text", "at", "kind"),
    [
        ("sech(y^2 - x - 3)", "1,2", "maximum"),
        ("cosh(y^2 - x - 3)", "1,2", "minimum"),
        ("1/(1 + (y^2 - x - 3)^4)", "1,2", "maximum"),
        ("e^(-(y^2 - x - 3)^2)", "1,2", "maximum"),
    ],
)
def test_what_the_form_shows_is_not_searched_along_curves(
    text: str, at: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their terms along a hundred curves, with letters for the direction, took six seconds."""

    def searched(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("gradcli.calculus.point.degenerate._opposite_signs", searched)
    assert gradcli.gradient(text, at=at).json()["critical_point"] == kind
