"""How long a step against the gradient may be, beside what f does by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
import sympy

import gradcli
from gradcli.calculus.answers.gradient import answer_gradient
from gradcli.calculus.descent.step_length import StepLengths, step_lengths
from gradcli.language.vectors.points import read_point
from gradcli.questions.points import point_of
from tests.fields import field


def tried(text: str, at: str) -> StepLengths | None:
    of = field(text)
    point = point_of(read_point(at, of.variables))
    found = answer_gradient(of, point).at
    assert found is not None
    assert found.slopes is not None
    return step_lengths(of, point, found.slopes)


# f, P, f and P for Python, the gradient at P.
BY_HAND: list[tuple[str, str, Callable[..., float], tuple[float, ...], tuple[float, ...]]] = [
    ("x^2 y", "2,3", lambda x, y: x * x * y, (2, 3), (12, 4)),
    ("x^2 + 10 y^2", "2,3", lambda x, y: x * x + 10 * y * y, (2, 3), (4, 60)),
    ("abs(x) + y^2", "2,3", lambda x, y: abs(x) + y * y, (2, 3), (1, 6)),
    ("sin(x) + y z", "0,1,2", lambda x, y, z: math.sin(x) + y * z, (0, 1, 2), (1, 2, 1)),
    ("-ln(1 - x)", "1/2", lambda x: -math.log(1 - x), (0.5,), (2,)),
]


@pytest.mark.parametrize(("text", "at", "f", "point", "slopes"), BY_HAND)
def test_the_changes_are_those_of_the_function(
    text: str,
    at: str,
    f: Callable[..., float],
    point: tuple[float, ...],
    slopes: tuple[float, ...],
) -> None:
    found = tried(text, at)
    assert found is not None
    assert found.is_bounded
    predicted = sum(slope**2 for slope in slopes)
    for row in found.rows:
        eta = float(row.rate)
        change = f(*(x - eta * slope for x, slope in zip(point, slopes, strict=True))) - f(*point)
        assert row.change == pytest.approx(change)
        assert row.share == pytest.approx(-change / (eta * predicted))
        assert row.is_short_enough == (-change >= eta * predicted / 2)
    enough = [row.is_short_enough for row in found.rows]
    assert enough == sorted(enough)  # first those that are too long
    assert len(set(enough)) == 2
    rates = [row.rate for row in found.rows]
    assert all(longer == 2 * shorter for longer, shorter in pairwise(rates))


@pytest.mark.parametrize("curvature", [1, 2, 3, 8, 1000, sympy.Rational(1, 7)])
def test_of_a_parabola_the_bound_is_that_of_its_curvature(curvature: sympy.Expr) -> None:
    found = tried(f"({curvature}) x^2/2", "3")
    assert found is not None
    # The halves of 1 that are at most 1/L; twice as long is too long, and from 2/L on f rises.
    assert [row.is_short_enough for row in found.rows] == [
        bool(row.rate <= 1 / sympy.sympify(curvature)) for row in found.rows
    ]
    assert all(
        ((row.change or 0) > 0) == bool(row.rate > 2 / sympy.sympify(curvature))
        for row in found.rows
    )


def test_no_step_is_too_long_on_a_plane() -> None:
    found = tried("3x + 2y", "2,3")
    assert found is not None
    assert not found.is_bounded
    assert [row.share for row in found.rows] == [1, 1]
    page = gradcli.steepest("3x + 2y", at="2,3").text("plain")
    assert "none is too long." in page
    assert "overshoots" not in page


def test_a_step_out_of_the_domain_is_too_long() -> None:
    found = tried("ln(x)", "2")
    assert found is not None
    assert [row.change for row in found.rows[:2]] == [None, None]
    assert "no value" in gradcli.steepest("ln(x)", at="2").text("plain")


def test_a_function_that_jumps_and_one_too_large_have_no_table() -> None:
    assert tried("floor(x) + x^2", "1/2") is None
    assert tried("e^(e^(e^x)) + x", "2") is None
    assert "may a step be" not in gradcli.steepest("floor(x) + x^2", at="1/2").text("plain")


def test_a_page_in_full_says_how_long_a_step_may_be() -> None:
    answer = gradcli.steepest("x^2 y", at="2,3")
    page = " ".join(answer.text("plain").split())
    assert "Their product predicts that f changes by −160η" in page
    assert "0.5 −80 4 f rises 0.25 −40 −10 25% 0.125 −20 −11.375 57%" in page
    assert "η = 0.125 is short enough, and η = 0.25 is too long." in page
