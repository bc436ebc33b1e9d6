"""The conditions of families: none that another implies, and no family twice."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
import sympy

import gradcli
from gradcli.calculus.extrema.families import plainly
from gradcli.calculus.extrema.found import Family, Where
from gradcli.calculus.extrema.search import is_verified

T, S = sympy.symbols("t s", real=True)


@pytest.mark.parametrize(
    ("formula", "relation", "said"),
    [
        (T - 1, "<", (T, "<", 1)),
        (2 - 3 * T, ">=", (T, "<=", sympy.Rational(2, 3))),
        (-T, ">", (T, "<", 0)),
        (T**2 - 1, "!=", (T**2, "!=", 1)),
        (T - S, ">", (T, ">", S)),
        (sympy.pi - T, "=", (T, "=", sympy.pi)),
        (T**2 + S**2 - 1, "<", (T**2 + S**2, "<", 1)),
        (T**2 + S**2 + 1, ">", (T**2 + S**2 + 1, ">", 0)),
        (T - S + 1, ">", (T - S + 1, ">", 0)),
        (T * (S - 1), ">", (T * (S - 1), ">", 0)),
    ],
)
def test_a_condition_is_said_with_its_number_apart(
    formula: sympy.Expr, relation: str, said: tuple[sympy.Expr, str, sympy.Expr]
) -> None:
    assert Where(formula, relation).compared() == said


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ([(T, "!="), (T, ">")], [(T, ">")]),
        ([(T, "<"), (T, "!=")], [(T, "<")]),
        ([(T, ">"), (2 * T, ">")], [(T, ">")]),
        ([(T, ">"), (-T, "<")], [(T, ">")]),
        ([(T, ">="), (T, "!=")], [(T, ">")]),
        ([(T, "!="), (T, "<=")], [(T, "<")]),
        ([(T, ">="), (T, "<=")], [(T, "=")]),
        ([(T - 2, ">"), (T, ">"), (T - 1, "!=")], [(T - 2, ">")]),
        ([(T - 2, ">="), (T**2 - 1, ">")], [(T - 2, ">=")]),
        ([(T**2 - 2, "="), (T, ">"), (T - 1, ">")], [(T**2 - 2, "="), (T - 1, ">")]),
        ([(T, ">"), (T * (T - 1), "!=")], [(T, ">"), (T - 1, "!=")]),
        ([(T - sympy.pi, ">"), (T - 3, ">")], [(T - sympy.pi, ">")]),
        ([(S * T, "!="), (S * T, ">")], [(S * T, ">")]),
        ([(S * T - 1, ">"), (S * T, ">")], [(S * T - 1, ">")]),
        ([(T, ">"), (S * T, "!=")], [(T, ">"), (S, "!=")]),
        ([(sympy.sin(T), "!="), (sympy.sin(T), "<")], [(sympy.sin(T), "<")]),
        ([(T, ">"), (S, ">")], [(T, ">"), (S, ">")]),
        ([(T + 1, ">"), (T, "!=")], [(T + 1, ">"), (T, "!=")]),
        ([(T + 1, ">="), (T - 1, "<=")], [(T + 1, ">="), (T - 1, "<=")]),
        ([(T, ">"), (T, "<")], None),
        ([(T - 2, ">"), (T - 1, "<=")], None),
        ([(S + T, "="), (S + T - 1, ">")], None),
    ],
)
def test_what_another_condition_implies_is_left_out(
    told: list[tuple[sympy.Expr, str]], plain: list[tuple[sympy.Expr, str]] | None
) -> None:
    found = plainly(Family((T, S), (T, S), where=tuple(Where(*each) for each in told)))
    kept = None if found is None else [(each.formula, each.relation) for each in found.where]
    assert kept == plain


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        ("x^2/y", ["0,t minimum t > 0", "0,t maximum t < 0"]),
        ("x/y * min(x, x)", ["0,t minimum t > 0", "0,t maximum t < 0"]),
        ("x^2/(2 - 3y)", ["0,t minimum t < 2/3", "0,t maximum t > 2/3"]),
        # What the maximum is on both sides of the line x = 0, it is on it.
        ("y max(x^2, 0)", ["0,0 saddle", "0,t minimum t > 0", "0,t maximum t < 0"]),
    ],
)
def test_each_family_stands_once(expression: str, rows: list[str]) -> None:
    found = gradcli.critical(expression, variables=["x", "y"])
    body = found.json(steps="none")["critical"]
    told = [
        " ".join((",".join(each["at"]), each["class"], each.get("where", ""))).strip()
        for each in (*body["points"], *body["families"])
    ]
    assert told == rows
    assert body["complete"] is True


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        ("x^2 (y^2+z^2+1)", ["0,t,s minimum"]),
        ("x^2 (y^2-y z+z^2+1)", ["0,t,s minimum"]),
        ("x^2 (y^2+z^2+2y+5)", ["0,t,s minimum"]),
        ("x^2 (y^2 z^2+1)", ["0,t,s minimum"]),
        ("-x^2 (y^2+z^2+1)/(1+y^2)", ["0,t,s maximum"]),
        ("x^3 (y^2+z^2+1)", ["0,t,s saddle"]),
        ("x^2 (y^2+z^2+1)^2", ["0,t,s minimum"]),
        ("{x^2 if y^2-y z+z^2+1<0; x^2+1}", ["0,t,s minimum"]),
        (
            "-x^2 (y^2+z^2)",
            ["t,0,0 maximum", "0,t,s maximum"],
        ),
        # Some square is 0 only where another is not: nothing is said of what may be empty.
        (
            "x^2 (y^4+y^2 z^2-2y z+2)",
            [
                "0,t,s minimum s**2*t**2 - 2*s*t + t**4 + 2 > 0",
                "0,t,s not decided s**2*t**2 - 2*s*t + t**4 + 2 <= 0",
            ],
        ),
        # Both signs are there, also far from 0.
        (
            "x^2 (y z-2000000)",
            [
                "0,t,s minimum s*t > 2000000",
                "0,t,s maximum s*t < 2000000",
                "0,t,s not decided s*t = 2000000",
            ],
        ),
        (
            "x^2 (y^2+z^2-1)",
            [
                "0,t,s minimum s**2 + t**2 > 1",
                "0,t,s maximum s**2 + t**2 < 1",
                "0,t,s not decided s**2 + t**2 = 1",
            ],
        ),
    ],
)
def test_what_has_no_point_is_no_family(expression: str, rows: list[str]) -> None:
    body = gradcli.critical(expression).json(steps="none")["critical"]
    told = [
        " ".join((",".join(each["at"]), each["class"], each.get("where", ""))).strip()
        for each in body["families"]
    ]
    assert told == rows


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        ("(e^x - y)^2", ["t,exp(t) minimum 0"]),
        ("(y - sin(x))^2 + 1", ["t,sin(t) minimum 1"]),
        ("e^(-(y - cos(x))^2)", ["t,cos(t) maximum 1"]),
        ("(x - ln(y))^2", ["log(t),t minimum 0 t > 0"]),
        (
            "z^2 log(x, y) log(y, x)",  # no base is 1
            ["t,s,0 minimum 0 s > 0 and s != 1 and t > 0 and t != 1"],
        ),
        # What it is divided by has the sign that counts, and is no polynomial.
        ("y^2/(e^x - 2)", ["t,0 minimum 0 exp(t) > 2", "t,0 maximum 0 exp(t) < 2"]),
        ("y^2/sin(x)", ["t,0 minimum 0 sin(t) > 0", "t,0 maximum 0 sin(t) < 0"]),
        ("y^2 log(x, x)", ["t,0 minimum 0 t > 0 and t != 1"]),
        ("(y - z^2)^2 + (x - sin(z))^2", ["sin(t),t**2,t minimum 0"]),
        ("x^2 (y - sin(x))^2", ["t,sin(t) minimum 0", "0,t minimum 0"]),
        # x y = e^x has points: the two sides are 3 and e at (1, 3), 1 and e at (1, 1).
        ("(x y - e^x)^2", ["x,y minimum 0 x*y = exp(x)"]),
        (
            "sin(x^2 + y^2)",
            [
                "x,y maximum 1 -2*pi*k + x**2 + y**2 - pi/2 = 0",
                "x,y minimum -1 -2*pi*k + x**2 + y**2 + pi/2 = 0",
            ],
        ),
        (
            "(x^2 + y^2 - 1)^2 + sin(z)",
            [
                "0,0,2*pi*k + pi/2 maximum 2",
                "0,0,2*pi*k - pi/2 saddle 0",
                "x,y,2*pi*k + pi/2 not decided 1 x**2 + y**2 = 1",
                "x,y,2*pi*k - pi/2 minimum -1 x**2 + y**2 = 1",
            ],
        ),
    ],
)
def test_curves_that_are_no_polynomials_are_described(expression: str, rows: list[str]) -> None:
    body = gradcli.critical(expression).json(steps="none")["critical"]
    assert body["complete"] is True
    told = [
        " ".join(
            (",".join(each["at"]), each["class"], each.get("value", ""), each.get("where", ""))
        ).strip()
        for each in body["families"]
    ]
    assert told == rows


def test_of_slopes_that_have_no_value_at_any_sample_nothing_is_verified() -> None:
    slope = S / (T * (3 * T - 1) * (T + 2))
    family = Family((T, sympy.Integer(0)), (T,))
    x, y = sympy.symbols("x y", real=True)
    assert is_verified(family, [slope.xreplace({T: x, S: y + 1})], [x, y]) is False
    assert is_verified(family, [y / (x - 1)], [x, y]) is True


def test_a_jump_on_a_line_is_not_called_smooth() -> None:
    # sign(x^2) y is y but on the line x = 0, where it is 0.
    body = gradcli.critical("sign(x^2) y").json(steps="none")["critical"]
    assert body["complete"] is None


@pytest.mark.parametrize(
    ("text", "on", "rows"),
    [
        (
            "x^2 + y^2",
            "x^2 + y^2 = 1",
            ["x,y,f,multiplier,class,where", "x,y,1,,not decided,x**2 + y**2 = 1"],
        ),
        ("f(x, y) = x", "x = 0", ["x,y,f,multiplier,class,where", "0,t,0,,not decided,"]),
        (
            "x y",
            "x = y",
            ["x,y,f,multiplier,class,where", "0,0,0,0,minimum,"],
        ),
    ],
)
def test_families_on_a_constraint_are_rows_of_the_table(
    text: str, on: str, rows: list[str]
) -> None:
    assert gradcli.critical(text, constraint=on).csv().splitlines() == rows


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        (
            "x^2 + y^2",
            {"constraint": "x^2 + y^2 = 1"},
            "the least value on the constraint, also at other points, which fill a curve",
        ),
        (
            "x^2 y^2",
            {"box": "x=-1:1, y=-1:1"},
            "(0, −1) and (0, 1), and at other points, which fill a curve or a surface",
        ),
        ("x^2", {"box": "x=-1:2"}, "the least value in the interval"),
    ],
)
def test_where_an_extreme_value_is_attained(text: str, given: dict[str, str], said: str) -> None:
    assert said in " ".join(gradcli.critical(text, **given).text().split())


def test_nothing_is_said_of_points_that_are_not_there() -> None:
    page = gradcli.critical("f(x, y) = x", constraint="x = 0").text()
    assert "have a least or a greatest value on it." in " ".join(page.split())
    page = gradcli.critical("x + y", constraint="x y = 1").text()
    assert "value on it. What is said of each point holds near it." in " ".join(page.split())


# Curves of critical points in textbooks (Stewart 14.7, Marsden and Tromba 3.3), and their kinds.
CURVES: list[tuple[str, list[str]]] = [
    ("(x^2+y^2) e^(-x^2-y^2)", ["0,0 minimum", "x,y maximum x**2 + y**2 = 1"]),
    ("x y e^(-x y)", ["0,0 saddle", "x,y maximum x*y = 1"]),
    ("x y + e^(-x y)", ["t,0 minimum", "0,t minimum"]),
    ("x y - ln(x y)", ["x,y minimum x*y = 1"]),
    (
        "x y/(1+x^2 y^2)",
        ["0,0 saddle", "x,y maximum x*y = 1", "x,y minimum x*y = -1"],
    ),
    (
        "x^2 y e^(-x^2)",
        ["0,0 saddle", "0,t minimum t > 0", "0,t maximum t < 0"],
    ),
    ("x^3 e^y", ["0,t saddle"]),
    (
        "x^2 cos(y)",
        [
            "0,t minimum cos(t) > 0",
            "0,t maximum cos(t) < 0",
            "0,t not decided cos(t) = 0",
        ],
    ),
    (
        "(x^2+y^2+z^2) e^(-x^2-y^2-z^2)",
        ["0,0,0 minimum", "x,y,z maximum x**2 + y**2 + z**2 = 1"],
    ),
    ("e^y - y e^x", ["0,0 saddle"]),
    # Across these curves the second derivative is 0, or changes its sign.
    (
        "(x-y)^3 e^(x y)",
        ["-sqrt(6)/2,sqrt(6)/2 saddle", "sqrt(6)/2,-sqrt(6)/2 saddle", "t,t saddle"],
    ),
    (
        "(x^2+y^2-1)^3 e^x",
        [
            "-3 - sqrt(10),0 saddle",
            "sqrt(10) - 3,0 minimum",
            "x,y not decided x**2 + y**2 = 1",
        ],
    ),
]


@pytest.mark.parametrize(("expression", "rows"), CURVES, ids=[each for each, _ in CURVES])
def test_what_a_curve_is(expression: str, rows: list[str]) -> None:
    body = gradcli.critical(expression).json(steps="none")["critical"]
    told = [
        " ".join((",".join(each["at"]), each["class"], each.get("where", ""))).strip()
        for each in (*body["points"], *body["families"])
    ]
    assert told == rows
    assert body["complete"] is True


@pytest.mark.parametrize("expression", [row[0] for row in CURVES if "z" not in row[0]])
def test_the_values_beside_a_curve_say_the_same(expression: str) -> None:
    """Near points of each curve that is a minimum or a maximum, in floats."""
    result = gradcli.critical(expression)
    f = sympy.lambdify(
        sympy.symbols("x y"), sympy.sympify(result.json()["input"]["read_as"], {"e": sympy.E})
    )
    for family in result.json(steps="none")["critical"]["families"]:
        if family["class"] not in ("minimum", "maximum"):
            continue
        sense = 1 if family["class"] == "minimum" else -1
        where = family.get("where", "")
        for t in (-2.5, -0.7, 0.3, 1.4):
            if where in _CURVES_AT:
                place = _CURVES_AT[where](t)
            else:
                put = {sympy.Symbol("t"): t}
                told = where.replace(" = ", " == ")
                if where and not bool(sympy.sympify(told).subs(put)):
                    continue
                place = tuple(float(sympy.sympify(each).subs(put)) for each in family["at"])
            beside = [
                (place[0] + 1e-3 * math.cos(angle), place[1] + 1e-3 * math.sin(angle))
                for angle in range(12)
            ]
            changes = [(f(*each) - f(*place)) * sense for each in beside]
            assert min(changes) > -1e-13, (family, place)
            assert max(changes) > 1e-9


_CURVES_AT: dict[str, Callable[[float], tuple[float, float]]] = {
    "x**2 + y**2 = 1": lambda t: (math.cos(t), math.sin(t)),
    "x*y = 1": lambda t: (t, 1 / t),
    "x*y = -1": lambda t: (t, -1 / t),
}
