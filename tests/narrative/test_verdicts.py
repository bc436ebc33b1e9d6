"""The words for what is true at a point."""

from __future__ import annotations

import json
import pickle
import re

import pytest

import gradcli
from gradcli.calculus.domain.domain import constant_fault
from gradcli.calculus.domain.verdict import Differentiable, Smooth, Verdict
from gradcli.calculus.point.differentiability import examine
from gradcli.errors import Kind
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.document import Document
from gradcli.narrative.point.verdicts import complaint, constant_complaint, explain
from gradcli.render.page.plain import plain
from tests.calculus.at_point.cases import CASES
from tests.calculus.at_point.examined import examined, point
from tests.calculus.at_point.table import Case
from tests.fields import field


def told(text: str, at: str) -> str:
    """The verdict as plain text, in one line."""
    whole, where = field(text), point(at)
    return words_of(examine(whole, where), whole, where)


def words_of(verdict: Verdict, whole: ScalarField, where: Point) -> str:
    blocks = explain(verdict, whole, where)
    return " ".join(plain(Document(blocks), width=400).split())


COMPLAINTS = [
    ("ln(x y)", "-2, 3", Kind.DOMAIN, "ln needs x*y > 0, here it is -6", "ln(x y)"),
    ("1 + sqrt(x)", "-4", Kind.DOMAIN, "sqrt needs x >= 0, here it is -4", "sqrt(x)"),
    ("y/(x-1)", "1, 1", Kind.DOMAIN, "the denominator x - 1 is 0 here", "y/(x-1)"),
    (
        "asin(x)",
        "2",
        Kind.DOMAIN,
        "arcsin is defined from -1 to 1 only; its argument here is 2",
        "asin(x)",
    ),
    (
        "3|x|",
        "0",
        Kind.NOT_DIFFERENTIABLE,
        "f is not differentiable here: as x passes through the point the slope jumps from -3 to 3",
        "|x|",
    ),
    (
        "floor x",
        "2",
        Kind.NOT_DIFFERENTIABLE,
        "f is not continuous here: its value is 2, but coming from the left, it tends to 1",
        "floor x",
    ),
    (
        "{x^3/(x^2+y^2) if x^2+y^2>0, 0 otherwise}",
        "0, 0",
        Kind.NOT_DIFFERENTIABLE,
        "f is not differentiable here: along w = (1, 1) the rate is 1/2, while the partials dotted "
        "with w give 1",
        "x^2+y^2>0",
    ),
    (
        "sqrt(x)",
        "0",
        Kind.NOT_DIFFERENTIABLE,
        "f is not differentiable here: it is not defined to the left of the point, however close",
        "sqrt(x)",
    ),
]


@pytest.mark.parametrize(
    ("text", "at", "said", "also", "advice"),
    [
        (
            "sqrt(x) + ln(y)",
            "-1, -1",
            "f has no value: sqrt needs x ≥ 0, here it is −1. Besides, ln needs y > 0, here it is "
            "−1. Where",
            [("ln needs y > 0, here it is -1", "ln(y)")],
            "choose a point where x >= 0 and y > 0",
        ),
        # What stands above the line has no value, and the line itself is one of the faults.
        (
            "sqrt(x)/y",
            "-1, 0",
            "f has no value: sqrt needs x ≥ 0, here it is −1. Besides, the denominator y is 0 "
            "here.",
            [("the denominator y is 0 here", "sqrt(x)/y")],
            "choose a point where x >= 0 and y is not 0",
        ),
        (
            "1/x + 1/y + asin(z)",
            "0, 0, 2",
            "the denominator x is 0 here. Besides, the denominator y is 0 here. And arcsin is "
            "defined from −1 to 1 only; its argument here is 2.",
            [
                ("the denominator y is 0 here", "1/y"),
                ("arcsin is defined from -1 to 1 only; its argument here is 2", "asin(z)"),
            ],
            "choose a point where x is not 0, y is not 0 and arcsin is defined",
        ),
        # Of what is made of a piece without a value nothing is asked, and one thing is said once.
        ("ln(1/x) + y/x", "0, 1", "the denominator x is 0 here.", [], "x is not 0"),
        # A piece that does not count here is not asked either.
        ("{ln(x) if y > 0, sqrt(x) otherwise}", "-1, -1", "here it is −1. Where", [], "x >= 0"),
        (
            "1/y + {2 if ln(x) > 0, 1/x otherwise}",
            "-1, 0",
            "Besides, ln needs x > 0",
            None,
            "x > 0",
        ),
    ],
)
def test_all_that_fails_at_a_point_is_told(
    text: str, at: str, said: str, also: list[tuple[str, str]] | None, advice: str
) -> None:
    assert said in told(text, at)
    whole, where = field(text), point(at)
    error = complaint(examine(whole, where), whole, where)
    assert error.help is not None
    assert error.help.endswith(advice)
    if also is not None:
        found = [(each.message, each.span) for each in error.also]
        assert [(message, text[span.start : span.end]) for message, span in found if span] == also
    assert pickle.loads(pickle.dumps(error)).also == error.also


def test_of_very_many_conditions_that_fail_a_few_are_told_on_the_page() -> None:
    many = " + ".join(f"ln(x_{place})" for place in range(1, 31))
    whole, where = field(many), point(", ".join(["-1"] * 30))
    error = complaint(examine(whole, where), whole, where)
    assert len(error.also) == 29
    assert "And 21 more conditions fail here." in told(many, ", ".join(["-1"] * 30))
    assert str(error).count("= also:") == 9
    assert "= also: 21 more conditions fail here" in str(error)
    assert error.help is not None
    assert error.help.endswith("x_8 > 0, and likewise for the other conditions")


def test_nine_that_fail_besides_are_told_on_the_page_as_in_the_error() -> None:
    many = " + ".join(f"ln(x_{place})" for place in range(1, 11))
    whole, where = field(many), point(", ".join(["-1"] * 10))
    page = told(many, ", ".join(["-1"] * 10))
    assert str(complaint(examine(whole, where), whole, where)).count("= also: ln needs") == 9
    assert page.count("ln needs") == 10
    assert "more conditions" not in page


@pytest.mark.parametrize(("text", "at", "kind", "message", "piece"), COMPLAINTS)
def test_complaints(text: str, at: str, kind: Kind, message: str, piece: str) -> None:
    whole, where = field(text), point(at)
    error = complaint(examine(whole, where), whole, where)
    assert (error.kind, error.message) == (kind, message)
    assert error.exit_code == 1
    assert error.span is not None
    assert error.source is whole.source
    assert text[error.span.start : error.span.end] == piece


TOLD = [
    ("|x|", "0", "from −1 to 1 gives a line through this point that nowhere rises above the graph"),
    ("max(x, 0)", "0", "A machine learning framework picks one of them by convention"),
    ("sin(x)/x", "0", "f tends to 1, from every side"),
    ("sin(x)/x", "0", "continuous and differentiable, with derivative 0"),
    ("x^2/x", "0", "Cancelled, the formula reads x"),
    ("x^2 y/(x^2+y^2)", "0, 0", "but still not differentiable"),
    ("x y/(x^2+y^2)", "0, 0", "Different ways to the point lead to different values"),
    ("tan x", "pi/2", "No value could be put there that would make it continuous"),
    ("x |x|", "0", "differentiable all the same, with derivative 0"),
    ("sqrt(x^4+y^4)", "0, 0", "differentiable all the same, with gradient (0, 0)"),
    ("{x^3/(x^2+y^2) if x^2+y^2>0, 0 otherwise}", "0, 0", "Here it is not"),
    ("x^2", "1", "smooth at the value that it takes here"),
    ("sqrt(x)", "0", "not defined +∞ does not exist"),
]


@pytest.mark.parametrize(("text", "at", "words"), TOLD)
def test_told(text: str, at: str, words: str) -> None:
    assert words in told(text, at)


def test_no_convention_is_mentioned_where_there_is_no_convex_kink() -> None:
    assert "sub-differential" not in told("-|x|", "0")
    assert "sub-differential" not in told("cbrt x", "0")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.text} at {case.at}")
def test_each_verdict_has_words_and_none_is_a_programmers(case: Case) -> None:
    whole, where, verdict = examined(case.text, case.at)
    text = words_of(verdict, whole, where)
    assert text
    if not isinstance(verdict, Smooth | Differentiable):
        error = complaint(verdict, whole, where)
        text += f" {error.message} {error.help or ''}"
    for word in ("zoo", "nan", "None", "(value=", "Undecided", "  ", ".."):
        assert word not in text.replace("nano", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sqrt(-2) x", "sqrt needs a number >= 0, here it is -2"),
        ("ln(-1) x", "ln needs a number > 0, here it is -1"),
        ("x/0", "the denominator is 0"),
    ],
)
def test_pieces_that_are_never_defined(text: str, message: str) -> None:
    whole = field(text)
    fault = constant_fault(whole.tree)
    assert fault is not None
    error = constant_complaint(fault, whole)
    assert (error.kind, error.message) == (Kind.DOMAIN, message)


# The bound of |f(P + h) - f(P) - grad f . h| / |h|, r = |h|: (function, bound as printed, why).
BOUNDS_WITH_LOGARITHMS = [
    ("x atan(ln(x^2 + y^2))", "√(h² + k²)/ln(1/√(h² + k²))", "arctan u + pi/2 is at most 1/|u|"),
    ("x y/(sqrt(x^2 + y^2) ln(x^2 + y^2))", "≤ 1/|ln(h² + k²)|", "|xy| <= r^2"),
    ("(x^2 + y^2)^(3/4) ln(x^2 + y^2)", "≤ 4(h² + k²)^(1/8)", "r^(1/2) ln r against r^(1/4)"),
    ("(x^2 + y^2)^(3/4) ln(x^2 + y^2)^2", "≤ 36(h² + k²)^(1/8)", "the same"),
    ("(x^2 + y^2)^(2/3)/ln(x^2 + y^2)", "≤ (h² + k²)^(1/6)", "r^(1/3)/ln r against r^(1/3)"),
    ("(x^2 + y^2)^(5/8) ln(x^2 + y^2)", "≤ 6(h² + k²)^(1/16)", "r^(1/4) ln r against r^(1/8)"),
    ("|x|^(3/2) ln(x^2 + y^2)", "≤ 4(h² + k²)^(1/8)", "as for r^(3/2)"),
]


@pytest.mark.parametrize(("formula", "bound", "why"), BOUNDS_WITH_LOGARITHMS)
def test_a_bound_with_a_logarithm_is_written_as_one(formula: str, bound: str, why: str) -> None:
    result = gradcli.gradient(f"{{{formula} if (x,y) != (0,0), 0 otherwise}}", at="0,0")
    page = result.text("plain", width=120)
    assert bound in page, why
    # Exponents inside are told apart from powers by 10^-12 and by 1/1000.
    told = page + json.dumps(result.json())
    assert not re.search(r"\d{12}/\d{12}|\d99/\d000", told)


# (function, point, what is left over, why): off the point one of its coordinates is another.
OFF_THE_POINT = [
    ("{x + x^2 y^2/(x^2+y^2) if (x,y)!=(0,0), 0 otherwise}", "0,0", "h²k²/(h² + k²)", "(0, 0)"),
    (
        "{(x-1)^2 (y-2)^2/((x-1)^2+(y-2)^2) if x != 1 or y != 2, 0 otherwise}",
        "1,2",
        "h²k²/(h² + k²)",
        "(1, 2)",
    ),
    ("{x^2 y z/(x^4+y^2+z^2) if (x,y,z) != (0,0,0), 0}", "0,0,0", "h²km/(h⁴ + k² + m²)", "three"),
]


@pytest.mark.parametrize(("text", "at", "rest", "why"), OFF_THE_POINT)
def test_what_is_left_over_is_told_without_the_case_of_the_point(
    text: str, at: str, rest: str, why: str
) -> None:
    page = gradcli.gradient(text, at=at).text("plain", width=120)
    assert f"|{rest}|/" in page, why
