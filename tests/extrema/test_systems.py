"""Systems grad f = 0 with known solutions: all are found, and `complete` is said where it is so.

The functions are those of the textbooks (Stewart, Calculus, 14.7 and 4.1; Marsden and Tromba,
Vector Calculus, 3.3) and of the collections of test functions for optimisation.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from typing import Any

import pytest
import sympy

import gradcli

X, Y = sympy.symbols("x y", real=True)
PI = sympy.pi


def asked(expression: str, **given: Any) -> dict[str, Any]:
    body: dict[str, Any] = gradcli.critical(expression, **given).json(steps="none")["critical"]
    return body


SYSTEMS: list[tuple[str, dict[str, str]]] = [
    ("x^2 + y^2 - 2x - 6y + 14", {"1,3": "minimum"}),
    ("y^2 - x^2", {"0,0": "saddle"}),
    ("x^4 + y^4 - 4x y + 1", {"-1,-1": "minimum", "0,0": "saddle", "1,1": "minimum"}),
    ("x^2 + x y + y^2 + y", {"1/3,-2/3": "minimum"}),
    ("x y - 2x - 2y - x^2 - y^2", {"-2,-2": "maximum"}),
    (
        "y^3 + 3x^2 y - 6x^2 - 6y^2 + 2",
        {"0,0": "maximum", "0,4": "minimum", "-2,2": "saddle", "2,2": "saddle"},
    ),
    ("x^3 - 12x y + 8y^3", {"0,0": "saddle", "2,1": "minimum"}),
    (
        "x^4 - 2x^2 + y^3 - 3y",
        {
            "0,1": "saddle",
            "0,-1": "maximum",
            "-1,1": "minimum",
            "1,1": "minimum",
            "-1,-1": "saddle",
            "1,-1": "saddle",
        },
    ),
    ("e^x cos(y)", {}),
    ("x y + 1/x + 1/y", {"1,1": "minimum"}),
    ("(x^2 + y^2) e^(y^2 - x^2)", {"0,0": "minimum", "-1,0": "saddle", "1,0": "saddle"}),
    (
        "x y (1 - x - y)",
        {"0,0": "saddle", "1,0": "saddle", "0,1": "saddle", "1/3,1/3": "maximum"},
    ),
    ("x^3 + y^3 - 3x y", {"0,0": "saddle", "1,1": "minimum"}),
    ("x^3 - 3x y^2", {"0,0": "saddle"}),
    ("(y - x^2)(y - 3x^2)", {"0,0": "saddle"}),
    ("x^4 + y^4", {"0,0": "minimum"}),
    ("x^3 + y^2", {"0,0": "saddle"}),
    ("x^2 + y^4", {"0,0": "minimum"}),
    ("x^2 - y^4", {"0,0": "saddle"}),
    ("(1 - x)^2 + 100(y - x^2)^2", {"1,1": "minimum"}),
    ("(x + 2y - 7)^2 + (2x + y - 5)^2", {"1,3": "minimum"}),
    ("0.26(x^2 + y^2) - 0.48x y", {"0,0": "minimum"}),
    ("x^2 + y^2 + z^2 + x y + y z", {"0,0,0": "minimum"}),
    (
        "x^4 + y^4 + z^4 - 4x y z",
        {
            "0,0,0": "saddle",
            "1,1,1": "minimum",
            "-1,-1,1": "minimum",
            "-1,1,-1": "minimum",
            "1,-1,-1": "minimum",
        },
    ),
    ("2x + 3y", {}),
    ("x^3 - 3x", {"-1": "maximum", "1": "minimum"}),
    ("x^4 - 4x^3", {"0": "neither", "3": "minimum"}),
    ("x^3 + x", {}),
    ("x e^x", {"-1": "minimum"}),
    ("x ln(x)", {"exp(-1)": "minimum"}),
    ("x/(x^2 + 1)", {"-1": "minimum", "1": "maximum"}),
    ("e^(-x^2)", {"0": "maximum"}),
    ("x^2 e^(-x)", {"0": "minimum", "2": "maximum"}),
    ("ln(x)/x", {"e": "maximum"}),
    ("x - ln(x)", {"1": "minimum"}),
    ("x^x", {"exp(-1)": "minimum"}),
    ("x + 1/x", {"-1": "maximum", "1": "minimum"}),
    ("cosh(x) - 2x", {"log(2 + sqrt(5))": "minimum"}),
    (
        "x y e^(-x^2 - y^2)",
        {
            "0,0": "saddle",
            "sqrt(2)/2,sqrt(2)/2": "maximum",
            "-sqrt(2)/2,-sqrt(2)/2": "maximum",
            "-sqrt(2)/2,sqrt(2)/2": "minimum",
            "sqrt(2)/2,-sqrt(2)/2": "minimum",
        },
    ),
    ("sqrt(x^2 + y^2 + 1)", {"0,0": "minimum"}),
    ("(x - y)^4 + (x^2 - 1)^2", {"-1,-1": "minimum", "0,0": "saddle", "1,1": "minimum"}),
]


def test_there_are_forty() -> None:
    assert len(SYSTEMS) >= 40


@pytest.mark.parametrize(("expression", "known"), SYSTEMS, ids=[each for each, _ in SYSTEMS])
def test_all_solutions_are_found(expression: str, known: dict[str, str]) -> None:
    found = asked(expression)
    assert {",".join(each["at"]): each["class"] for each in found["points"]} == known
    assert found["families"] == []
    assert found["complete"] is True


@pytest.mark.parametrize(
    ("expression", "kinds"),
    [
        ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", {"minimum": 4, "saddle": 4, "maximum": 1}),
        ("2x^2 - 21/20 x^4 + x^6/6 + x y + y^2", {"minimum": 3, "saddle": 2}),
        (
            "4x^2 - 21/10 x^4 + x^6/3 + x y - 4y^2 + 4y^4",
            {"minimum": 6, "saddle": 7, "maximum": 2},
        ),
    ],
)
def test_solutions_without_formulas_are_all_found(expression: str, kinds: dict[str, int]) -> None:
    found = asked(expression)
    assert Counter(each["class"] for each in found["points"]) == kinds
    assert found["complete"] is True
    assert all(each.get("error", 0) < 1e-12 for each in found["points"])


FAMILIES: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    ("x^2 y", [("0,t", "t > 0", "minimum"), ("0,t", "t < 0", "maximum")]),
    ("(x^2 + y^2 - 1)^2", [("x,y", "x**2 + y**2 = 1", "minimum")]),
    ("(x + y - 1)^2", [("1 - t,t", None, "minimum")]),
    ("cos(x)^2", [("pi*k", None, "maximum"), ("pi*k + pi/2", None, "minimum")]),
    ("x - sin(x)", [("2*pi*k", None, "neither")]),
    ("cos(x + y)", [("2*pi*k - t,t", None, "maximum"), ("2*pi*k - t + pi,t", None, "minimum")]),
]


@pytest.mark.parametrize(("expression", "known"), FAMILIES, ids=[each for each, _ in FAMILIES])
def test_what_fills_a_curve_or_repeats_itself_is_described(
    expression: str, known: list[tuple[str, str | None, str]]
) -> None:
    found = asked(expression)
    told = [(",".join(each["at"]), each.get("where"), each["class"]) for each in found["families"]]
    assert told == known
    assert found["complete"] is True


ROUGH: list[tuple[str, list[str]]] = [
    ("|x|", ["0"]),
    ("|x^2 - 1|", ["-1", "1"]),
    ("sqrt(x)", ["0"]),
    ("cbrt(x)", ["0"]),
    ("sqrt(x^2 + y^2)", ["0,0"]),
    ("x^(2/3) (x - 1)", ["0"]),
    ("max(x^2, 1)", ["-1", "1"]),
    ("{x^2 if x < 0, x if x < 1, 1 otherwise}", ["0", "1"]),
    ("x |x|", []),
    ("|x|^3", []),
    ("1/x", []),
    ("ln(x)", []),
]


@pytest.mark.parametrize(("expression", "known"), ROUGH, ids=[each for each, _ in ROUGH])
def test_points_without_a_gradient_belong_to_it(expression: str, known: list[str]) -> None:
    found = asked(expression)
    rough = [each for each in found["points"] if each.get("differentiable") is False]
    assert [",".join(each["at"]) for each in rough] == known
    assert not any("class" in each for each in rough)
    assert found["complete"] is True


@pytest.mark.parametrize(
    "expression",
    [
        "x sin(x)",
        "sin(x)/x",
        "sin(x^2)",
        "cos(x) + x^2/50",
        "e^x - x^3",
        "floor(x) + x^2",
        "x^2 sin(1/x)",
        "tan(x) - x^2",
        "erf(x) - x^2",
        "x cos(y) + e^(x y)",
    ],
)
def test_what_is_not_proved_is_not_called_complete(expression: str) -> None:
    result = gradcli.critical(expression)
    body = result.json(steps="none")
    assert body["critical"]["complete"] is not True
    assert "not-all-critical-points" in body["note_codes"]
    assert result.error is None


# What SymPy's `solve` says of grad f = 0 (1.14), and a critical point that is not among it.
MISSED: list[tuple[str, sympy.Expr, tuple[Any, ...]]] = [
    ("sin(x)", sympy.sin(X), (-PI / 2,)),
    ("x - 2sin(x)", X - 2 * sympy.sin(X), (-PI / 3,)),
    ("cos(x)^2", sympy.cos(X) ** 2, (-PI,)),
    ("e^x cos(x)", sympy.exp(X) * sympy.cos(X), (5 * PI / 4,)),
    ("sin(x) + sin(y)", sympy.sin(X) + sympy.sin(Y), (PI / 2, -PI / 2)),
    ("sin(x) cos(y)", sympy.sin(X) * sympy.cos(Y), (-PI / 2, 0)),
    ("cos(x + y)", sympy.cos(X + Y), (2 * PI, 0)),
    ("sqrt(x^2 + y^2)", sympy.sqrt(X**2 + Y**2), (0, 0)),
    ("x^(2/3) (x - 1)", X ** sympy.Rational(2, 3) * (X - 1), (0,)),
    ("|x|", sympy.Abs(X), (0,)),
    ("x |x|", X * sympy.Abs(X), (0,)),
]


@pytest.mark.parametrize(
    ("expression", "others"),
    [
        # One point in the searched part, found and proved; one beyond it, by what f is.
        ("x sin(x)", 7),  # tan x = -x has one solution between any two poles of the tangent
        ("sin(x^2)", 65),  # x = 0, and x^2 = pi/2 + k pi up to 100: 2 * 32 + 1
        ("ln(x) sin(x)", None),
    ],
)
def test_more_than_what_was_searched_is_proved_to_be_there(
    expression: str, others: int | None
) -> None:
    result = gradcli.critical(expression)
    found = result.json()["critical"]
    assert found["complete"] is False
    assert others is None or len(found["points"]) == others
    assert result.json()["note_codes"] == ["not-all-critical-points"]
    page = " ".join(result.text().split())
    (names, told) = re.findall(r"more critical points than these: one is (.*?) = (.*?)\. ", page)[0]
    values = [float(each.replace("−", "-")) for each in re.findall(r"[−.\d]+", told)]
    assert max(map(abs, values)) > 10
    slopes = gradcli.numeric_gradient(expression)(values)
    assert max(map(abs, slopes)) < 0.05, names  # six figures of x, and f is as steep as 20


def test_a_search_that_was_not_finished_does_not_deny_what_it_left() -> None:
    page = " ".join(gradcli.critical("cos(x) + y^2 - y^4/3 + sin(x) cos(3x)").text().split())
    assert "some parts of it stayed undecided" in page
    assert "There is no solution" not in page


@pytest.mark.parametrize(
    ("expression", "families", "points"),
    [
        # tan x = -2x has one solution between any two poles of the tangent, and x = 0 is on a curve
        ("x^2 y^2 (y - sin(x))^2", ["t,0", "t,sin(t)", "0,t"], 6),
        ("x^2 (e^x - y)^2 (x y - x - 1)^4", ["t,exp(t)", "x,y", "0,t"], 0),
        ("(x^2 + y^2 - 1)^2 (y - ln(x))^2", ["t,log(t)", "x,y"], 1),
    ],
)
def test_a_case_that_is_not_solved_leaves_the_others(
    expression: str, families: list[str], points: int
) -> None:
    result = gradcli.critical(expression)
    found = result.json(steps="none")["critical"]
    assert {",".join(each["at"]) for each in found["families"]} == set(families)
    assert len(found["points"]) == points
    assert found["complete"] is not True
    for each in found["points"]:
        assert max(map(abs, gradcli.numeric_gradient(expression)(each["approx"]))) < 1e-9
    page = " ".join(result.text().split())
    assert "each was solved exactly" not in page
    assert "No exact solution of th" in page


@pytest.mark.parametrize(("text", "f", "point"), MISSED, ids=[each for each, _, _ in MISSED])
def test_a_point_that_solve_misses(text: str, f: sympy.Expr, point: tuple[Any, ...]) -> None:
    names = sorted(f.free_symbols, key=str)
    assert not any(
        all(
            _agree(solution.get(v, v), at, names, point) for v, at in zip(names, point, strict=True)
        )
        for solution in _solved(f, names)
    )
    found = asked(text)
    assert found["complete"] is True
    assert _covers(found, point)


def _solved(f: sympy.Expr, names: list[sympy.Symbol]) -> list[dict[sympy.Symbol, sympy.Expr]]:
    try:
        solved: list[dict[sympy.Symbol, sympy.Expr]] = sympy.solve(
            [f.diff(v) for v in names], names, dict=True
        )
    except NotImplementedError:
        return []
    return solved


def _agree(
    told: sympy.Expr, at: sympy.Expr, names: list[sympy.Symbol], point: tuple[Any, ...]
) -> bool:
    return sympy.simplify(told.subs(dict(zip(names, point, strict=True))) - at) == 0


def _covers(found: dict[str, Any], point: tuple[Any, ...]) -> bool:
    wanted = [sympy.sympify(each) for each in point]
    for each in found["points"]:
        if all(sympy.sympify(a) == b for a, b in zip(each["at"], wanted, strict=True)):
            return True
    for family in found["families"]:
        letters = [sympy.Symbol(each) for each in family["parameters"]]
        for values in product((-1, 0, 1, *wanted), repeat=len(letters)):
            put = dict(zip(letters, values, strict=True))
            at = [sympy.sympify(each).subs(put) for each in family["at"]]
            if all(a - b == 0 for a, b in zip(at, wanted, strict=True)):
                return True
    return False


@pytest.mark.parametrize(("text", "invented"), [("x^3/x", "0"), ("x^2 y/y + y^2/y - y", "0,0")])
def test_a_point_outside_the_domain_is_none(text: str, invented: str) -> None:
    found = asked(text)
    assert invented not in [",".join(each["at"]) for each in found["points"]]


@pytest.mark.parametrize("text", ["x^5 + y^5 - 5x y + x", "x^6 - 5x^3 + x"])
def test_solve_finds_none_where_there_are_some(text: str) -> None:
    f = sympy.sympify(text.replace("^", "**").replace("5x y", "5*x*y").replace("5x", "5*x"))
    f = f.subs({sympy.Symbol("x"): X, sympy.Symbol("y"): Y})
    assert _solved(f, sorted(f.free_symbols, key=str)) == []
    found = asked(text)
    assert len(found["points"]) >= 2
    assert found["complete"] is True


# Boxes and constraints whose extreme values a textbook works out.

BOXES: list[tuple[str, str, tuple[str, list[str]], tuple[str, list[str]]]] = [
    ("x^2 - 2x y + 2y", "x=0:3,y=0:2", ("0", ["0,0", "2,2"]), ("9", ["3,0"])),
    ("x^4 + y^4 - 4x y + 2", "x=0:3,y=0:2", ("0", ["1,1"]), ("83", ["3,0"])),
    ("x^3 - 3x^2 + 1", "x=-1/2:4", ("-3", ["2"]), ("17", ["4"])),
    ("x - 2sin(x)", "x=0:2pi", ("pi/3 - sqrt(3)", ["pi/3"]), ("sqrt(3) + 5*pi/3", ["5*pi/3"])),
    ("|x| + |y|", "x=-1:2,y=-1:1", ("0", ["0,0"]), ("3", ["2,-1", "2,1"])),
]


@pytest.mark.parametrize(("text", "box", "least", "greatest"), BOXES, ids=[e[0] for e in BOXES])
def test_extremes_on_a_box(
    text: str, box: str, least: tuple[str, list[str]], greatest: tuple[str, list[str]]
) -> None:
    told = asked(text, box=box)["extremes"]
    for each, (value, places) in ((told["minimum"], least), (told["maximum"], greatest)):
        assert each["value"] == value
        assert sorted(",".join(at) for at in each["at"]) == sorted(places)


# Attained along curves that a whole number counts: cos u is -1 where u = pi + 2 k pi.
ALONG_CURVES = [
    ("cos(x^2 + y^2)", "x=-2:2,y=-2:2", ("-1", "0,sqrt(pi)"), ("1", "0,0")),
    ("cos(x^2 - y)", "x=-2:2,y=-2:2", ("-1", None), ("1", "0,0")),
    ("sin(x + y)", "x=-2:2,y=-2:2", ("-1", None), ("1", None)),
    ("(x^2 + y^2 - 1)^2", "x=-2:2,y=-2:2", ("0", "0,1"), ("49", "-2,-2")),
    # Of these circles none meets the box: 2 pi is beyond its corners.
    ("cos(x^2 + y^2)", "x=-1:1,y=-1:1", ("cos(2)", "-1,-1"), ("1", "0,0")),
]


@pytest.mark.parametrize(("text", "box", "least", "greatest"), ALONG_CURVES)
def test_extremes_along_curves_that_a_whole_number_counts(
    text: str, box: str, least: tuple[str, str | None], greatest: tuple[str, str | None]
) -> None:
    told = asked(text, box=box)["extremes"]
    for each, (value, place) in ((told["minimum"], least), (told["maximum"], greatest)):
        assert each["value"] == value
        assert place is None or place in [",".join(at) for at in each["at"]]
    # Inside the box they fill curves.
    assert told["minimum"].get("more", False) is (least[0] in ("-1", "0"))


# On a side of the box there are no values, or none that could have a derivative.
@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("x + ln(y)", "x=-1:1,y=0:2"),
        ("x/y", "x=0:1,y=0:1"),
        ("x^2 + sqrt(y)", "x=-1:1,y=-1:2"),
        ("max(x, 1/y)", "x=0:1,y=0:1"),
    ],
)
def test_a_side_without_values_is_no_refusal(text: str, box: str) -> None:
    told = asked(text, box=box)["extremes"]
    assert told["minimum"] is None
    assert told["maximum"] is None


def test_a_box_is_searched_where_nothing_solves_the_equations() -> None:
    found = asked("x sin(x)", box="x=0:10")
    assert [each["class"] for each in found["points"]] == [
        "minimum",
        "maximum",
        "minimum",
        "maximum",
    ]
    assert found["points"][1]["at"] == ["2.02875783811043"]
    assert found["complete"] is True


def test_extremes_are_not_told_where_the_function_is_not_continuous() -> None:
    assert asked("1/x", box="x=-1:1")["extremes"]["minimum"] is None
    assert asked("sign(x) x^2 + 1", box="x=-1:1")["extremes"]["maximum"] is None


# Branches that meet: the extreme values where f is continuous on the box, else none.

BRANCHES: list[tuple[str, str, tuple[str, str] | None]] = [
    ("{x if x<0; x-5 if x<1; x-20}", "x=-1:3", None),
    ("{x if x<0; x-5}+max(x,-10,-20)", "x=-1:3", None),
    ("{x if x<0; x-5}+|-x|", "x=-1:3", None),
    ("{5 if x=0; x^2}", "x=-1:2", None),
    ("{0 if x=0; x^2}", "x=-1:2", ("0", "4")),
    ("{1 if x<=0 and x>=0; 0}", "x=-1:2", None),
    ("{x if x<1; x^2 if x<2; 2x}", "x=0:3", ("0", "6")),
    ("{x if x<1; x^2 if x<2; 3x}", "x=0:3", None),
    ("{x if x<0; x^2 if x>=0}", "x=-1:2", ("-1", "4")),
    ("x*{1 if x<0; 2}", "x=-1:2", ("-1", "4")),
    ("|{x if x<0; 2x}|", "x=-1:1", ("0", "2")),
    ("|{x if x<0; x+1}|", "x=-1:1", None),
    ("{1 if x<0; -1}*|{1 if x<0; -1}|", "x=-1:1", None),
    ("max(x,-x,x^2-2)", "x=-1:3", ("0", "7")),
    ("{x+y if x<y; 2x}", "x=0:1,y=0:1", ("0", "2")),
    ("{x+y if x<y; 3x}", "x=0:1,y=0:1", None),
    ("{0 if x=0 and y=0; x^2+y^2}", "x=-1:1,y=-1:1", ("0", "2")),
    ("{1 if x=0 and y=0; x^2+y^2}", "x=-1:1,y=-1:1", None),
    ("{x^2 if 0<x; 3 if x=0; x^2 if x<0}", "x=-1:1", None),
    ("{x if x^2<=1; 1 if x>1; -1 if x<-1}", "x=-2:2", ("-1", "1")),
    ("{x if x^2<=1; 1 if x>1; 1 if x<-1}", "x=-2:2", None),
    ("min({x if x<0; 2x}, 1)", "x=-1:2", ("-1", "1")),
    # Without a branch for the rest f has no value there.
    ("{-x^2 if x^2>1}", "x=-2:2", None),
    ("{x^2 if x>=0}", "x=0:2", ("0", "4")),
    ("{x^2 if x>0}", "x=0:2", None),
    ("{x^2 if x!=0}", "x=-1:1", None),
    ("{x^2 if 0<=x<=1; 2-x if 1<x<=2}", "x=0:2", ("0", "1")),
    ("{x^2 if 0<=x<1; 2-x if 1<x<=2}", "x=0:2", None),
    ("{x^2+y^2 if x^2+y^2<1; 1 if x^2+y^2>1}", "x=-1:1,y=-1:1", None),
]


@pytest.mark.parametrize(("text", "box", "values"), BRANCHES, ids=[e[0] for e in BRANCHES])
def test_extremes_are_told_where_branches_join(
    text: str, box: str, values: tuple[str, str] | None
) -> None:
    told = asked(text, box=box)["extremes"]
    ends = tuple(each and each["value"] for each in (told["minimum"], told["maximum"]))
    assert ends == (values or (None, None))


CONSTRAINTS: list[tuple[str, str, tuple[str, list[str]], tuple[str, list[str]]]] = [
    ("x^2 + 2y^2", "x^2 + y^2 = 1", ("1", ["1,0", "-1,0"]), ("2", ["0,1", "0,-1"])),
    (
        "(x - 3)^2 + (y - 1)^2 + (z + 1)^2",
        "x^2 + y^2 + z^2 = 4",
        ("15 - 4*sqrt(11)", ["6*sqrt(11)/11,2*sqrt(11)/11,-2*sqrt(11)/11"]),
        ("15 + 4*sqrt(11)", ["-6*sqrt(11)/11,-2*sqrt(11)/11,2*sqrt(11)/11"]),
    ),
    ("x y", "x^2/8 + y^2/2 = 1", ("-2", ["-2,1", "2,-1"]), ("2", ["2,1", "-2,-1"])),
    # Several constraints, bounded together and not each alone.
    (
        "x + 2y + 3z",
        "x - y + z = 1, x^2 + y^2 = 1",
        ("3 - sqrt(29)", ["2*sqrt(29)/29,-5*sqrt(29)/29,(29 - 7*sqrt(29))/29"]),
        ("3 + sqrt(29)", ["-2*sqrt(29)/29,5*sqrt(29)/29,(29 + 7*sqrt(29))/29"]),
    ),
    (
        "x^2 + y^2 + z^2",
        "z = x^2 + y^2; x + y + z = 12",
        ("72", ["2,2,8"]),
        ("342", ["-3,-3,18"]),
    ),
    ("f(x, y) = x", "x^2 + y^2 = 1, x = 1", ("1", ["1,0"]), ("1", ["1,0"])),
    (
        "x y z",
        "x + y + z = 1, x^2 + y^2 + z^2 = 1, x = y",
        ("-4/27", ["2/3,2/3,-1/3"]),
        ("0", ["0,0,1"]),
    ),
]


@pytest.mark.parametrize(
    ("text", "on", "least", "greatest"), CONSTRAINTS, ids=[e[0] for e in CONSTRAINTS]
)
def test_extremes_on_a_constraint(
    text: str, on: str, least: tuple[str, list[str]], greatest: tuple[str, list[str]]
) -> None:
    found = asked(text, constraint=on)
    told = found["extremes"]
    for each, (value, places) in ((told["minimum"], least), (told["maximum"], greatest)):
        assert each["value"] == value
        assert sorted(",".join(at) for at in each["at"]) == sorted(places)
    assert found["complete"] is True


def test_several_constraints_have_a_multiplier_each_where_their_gradients_are_independent() -> None:
    result = gradcli.critical("x + y + 2z", constraint=["x^2 + y^2 = 2", "y = z"])
    body = result.json()
    assert body["input"]["on"] == ["x^2 + y^2 = 2", "y = z"]
    assert [each["gradient"] for each in body["constraints"]] == [
        ["2*x", "2*y", "0"],
        ["0", "1", "-1"],
    ]
    # Checked by hand: 1 = 2x lambda, 1 = 2y lambda + mu, 2 = -mu, so that y = 3x.
    told = {tuple(each["at"]): each["multipliers"] for each in body["critical"]["points"]}
    assert told == {
        ("sqrt(5)/5", "3*sqrt(5)/5", "3*sqrt(5)/5"): ["sqrt(5)/2", "-2"],
        ("-sqrt(5)/5", "-3*sqrt(5)/5", "-3*sqrt(5)/5"): ["-sqrt(5)/2", "-2"],
    }
    assert "rank is 2" in result.text()
    (point,) = asked("f(x, y) = x", constraint="x^2 + y^2 = 1, x = 1")["points"]
    assert point["singular"] is True
    assert "multipliers" not in point


def test_nothing_is_extreme_on_a_constraint_that_is_not_bounded() -> None:
    found = asked("x + y", constraint="x y = 1")
    assert found["extremes"]["minimum"] is None
    assert {",".join(e["at"]): e["multiplier"] for e in found["points"]} == {
        "1,1": "1",
        "-1,-1": "-1",
    }


def test_a_point_where_the_constraint_has_no_gradient_is_listed() -> None:
    (point,) = asked("f(x, y) = x", constraint="y^2 = x^3")["points"]
    assert point["at"] == ["0", "0"]
    assert point["singular"] is True
    assert "class" not in point


@pytest.mark.parametrize(
    ("text", "given", "variables", "points"),
    [
        ("x", {"constraint": "y^2 = x^3"}, ["x", "y"], ["0,0"]),
        ("x", {"constraint": "x^2 + y^2 = 1"}, ["x", "y"], ["-1,0", "1,0"]),
        ("y", {"constraint": ["x + y = z", "x^2 + z^2 = 1"]}, ["x", "y", "z"], None),
        ("x", {"box": "x^2 + y^2 <= 1"}, ["x", "y"], []),
        ("x^2", {"box": "x=0:1,y=0:1"}, ["x", "y"], []),
        ("y", {"box": {"x": (0, 1), "y": (0, 1)}}, ["x", "y"], []),
    ],
)
def test_the_letters_of_a_constraint_are_variables_too(
    text: str, given: dict[str, Any], variables: list[str], points: list[str] | None
) -> None:
    body = gradcli.critical(text, **given).json(steps="none")
    assert body["input"]["variables"] == variables
    assert "variables-of-the-constraint" in body["note_codes"]
    assert points is None or [",".join(e["at"]) for e in body["critical"]["points"]] == points
    # A header says which they are.
    with pytest.raises(gradcli.GradcliError) as refused:
        gradcli.critical("f(x, u) = x + u", constraint="x + u + y = 1")
    assert refused.value.code == "constraint-has-other-letters"
    for other, box in (("f(x) = x^2", "x=0:1,y=0:1"), ("x^2", "x=0:1,2y=0:1")):
        with pytest.raises(gradcli.GradcliError) as refused:
            gradcli.critical(other, box=box)
        assert refused.value.code == "box-not-understood"


def test_a_constraint_takes_the_constants_that_have_values() -> None:
    found = asked("x + y", constraint="x^2 + y^2 = r^2", let="r=2")
    assert [",".join(e["at"]) for e in found["points"]] == [
        "-sqrt(2),-sqrt(2)",
        "sqrt(2),sqrt(2)",
    ]
    with pytest.raises(gradcli.GradcliError) as refused:
        gradcli.critical("x + y", constraint="x^2 + y^2 = 1", let="r=2")
    assert refused.value.code == "constant-not-used"


def test_constants_without_a_value_are_solved_for_or_asked_for() -> None:
    (point,) = asked("f(x, y) = (x - a)^2 + (y - b)^2")["points"]
    assert (point["at"], point["class"]) == (["a", "b"], "minimum")
    refused = gradcli.critical("f(x) = a x^2 + b x").error
    assert refused is not None
    assert refused.code == "constant-without-value"


def test_a_sweep_goes_on_over_matrices_with_a_column_of_zeros() -> None:
    # y = lambda cos x and x = -lambda, so that tan x = -x.
    points = asked("x y", constraint="sin(x) = y")["points"]
    assert [round(each["approx"][0], 5) for each in points if each["approx"][0] > 1] == [
        2.02876,
        4.91318,
        7.97867,
    ]


SAID = [
    ("sqrt(x)", "0 0 local minimum, edge of the domain", "This equation has no real solution."),
    ("x sqrt(4-x)", "4 0 local minimum, edge of the domain", "comes to x − 8/3 = 0. Solution"),
    ("-sqrt(x - 1) + x", "1 1 local maximum, edge of the domain", "larger than at this point"),
    ("x^3 - 3x", "Where the derivative is zero", "A product is zero exactly where"),
    ("x^3 - 3|x|", "The left side factors. A product", "That lies where f is another piece."),
    ("x^2+y^2+z^2-x y z", "Combined, the equations make", "coefficients 2, 4/2 and 8/4, which"),
    ("x y - x^2-y^2-z^2", "coefficients −2, 3/(−2) and (−6)/3, which are all", "negative."),
    ("sin(x) + cos(y)", "sin² x + cos² x = 1 and sin² y + cos² y = 1, splits", "its determinant 1"),
    ("|x| + |y - 1| + x y", "Where x = 0 or y − 1 = 0, the rules", "there the definition"),
    ("floor(x) + x^2", "Where floor jumps f may have no derivative.", "Such points were not"),
    ("round(x) - ceil(x)", "Where ceil and round jump f may have", "be other critical points."),
]


@pytest.mark.parametrize(("text", "first", "second"), SAID)
def test_why_these_are_all_and_what_they_are(text: str, first: str, second: str) -> None:
    page = " ".join(gradcli.critical(text).text().split())
    assert first in page
    assert second in page
    # One equation, one slope where there is one variable.
    assert ("gradient" not in page) or "y" in text


EDGES = [
    ("sqrt(x)", ["minimum"]),
    ("-sqrt(x)", ["maximum"]),
    ("x^2 - sqrt(2 - x)", ["maximum"]),
    ("arccos(x)", ["maximum", "minimum"]),
    ("x + (1 - x)^(3/2)", ["maximum"]),
    # Alone in its place f(0) is all that there is: nothing is said of it.
    ("sqrt(x^3 - x^2)", [None, "minimum"]),
]


@pytest.mark.parametrize(("text", "kinds"), EDGES)
def test_an_edge_of_the_domain_is_decided_on_its_inner_side(
    text: str, kinds: list[str | None]
) -> None:
    points = gradcli.critical(text).json()["critical"]["points"]
    edges = [each for each in points if not each.get("differentiable", True)]
    assert [each.get("extremum") for each in edges] == kinds


NO_SOLUTION = [
    ("cbrt(x^2)", ["Multiplied by its denominator, the equation comes to", "so 0 is no solution."]),
    ("cbrt((x-1)^2)", ["But at 1 a denominator is 0 in df/dx", "so 1 is no solution."]),
    ("cbrt(x^2)(x-1)", ["But at 0 a denominator is 0 in df/dx", "Solution: 2/5."]),
    ("sqrt(x^2)", ["comes to x = 0. But at 0 a denominator is 0 in df/dx"]),
    (
        "cbrt(x^2+y^2)",
        [
            "But at (0, 0) a denominator is 0 in ∂f/∂x and ∂f/∂y: the formulas have no value "
            "there, so (0, 0) is no solution."
        ],
    ),
    (
        "acos(cos x)",
        ["But at the points 2πk with k whole a denominator is 0 in df/dx", "are no solutions."],
    ),
    ("x^2 ln(x)", ["Solution: e^(−1/2).", "But at 0 the formula of df/dx has no value, so 0 is"]),
    ("cbrt((x^2-1)^2)", ["Solution: 0.", "so 1 is no solution.", "so −1 is no solution."]),
]


@pytest.mark.parametrize(("expression", "said"), NO_SOLUTION)
def test_where_a_denominator_is_0_is_no_solution(expression: str, said: list[str]) -> None:
    told = " ".join(gradcli.critical(expression).text(width=500).split())
    for each in said:
        assert each in told
    for wrong in ("Solution: 0. But", "Solution: 1.", "Solution: (0, 0)."):
        assert wrong not in told


@pytest.mark.parametrize("expression", ["x^3 - 3x y^2", "x/(x^2+1)", "sqrt(x^2+y^2)", "x^(2/3)"])
def test_solutions_at_which_the_formulas_have_values_stay(expression: str) -> None:
    assert "no value" not in gradcli.critical(expression).text(width=500)


WITH_CONSTANTS = (
    *("relu(x) + y^2", "max(x, 1)", "sqrt(max(x, 1))", "max(x, pi)"),
    *("min(-x, -2)", "max(1, 2) x"),
)


@pytest.mark.parametrize("text", WITH_CONSTANTS)
def test_a_constant_among_the_arguments_bounds_nothing(text: str) -> None:
    assert gradcli.critical(text, None, "x + y = 4", variables="x,y").exit_code in (0, 1)
    for region in ("x + y <= 4", "max(x^2, 3) + y^2 <= 9"):
        assert gradcli.critical(text, region, variables="x,y").exit_code in (0, 1)
