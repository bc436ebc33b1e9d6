"""Whole questions that ended as a defect, or in a refusal of what has an answer."""

from __future__ import annotations

import math

import pytest

import gradcli
from gradcli.calculus.check.witness import is_refuted
from gradcli.calculus.domain.verdict import (
    Discontinuous,
    EdgeOfDomain,
    NotDifferentiable,
    Undecided,
)
from gradcli.calculus.point.differentiability import examine
from gradcli.errors import GradcliError
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.language.reading import read_expression

# (function, point, gradient, why)
NEAR_A_KINK = [
    ("|x - 1/10^200|", "0", ("-1",), "0 lies left of the corner"),
    ("|x + exp(-1000)|", "0", ("1",), "0 lies right of the corner"),
    ("|x - exp(-2000)|", "0", ("-1",), "0 lies left of the corner"),
    ("|x + exp(-5000)|", "0", ("1",), "0 lies right of the corner"),
    ("max(x, 2x - 10^(-2500))", "0", ("1",), "x is the greater for x < 10^-2500"),
    ("max(x, 10^(-300))", "0", ("0",), "the constant is greater nearby"),
    ("sqrt((x - 10^(-150))^2)", "0", ("-1",), "0 lies left of the corner"),
    ("floor(x + 10^(-250))", "0", ("0",), "10^-250 off the jump"),
    ("|x + exp(-3000)| + y", "0,1", ("1", "1"), "0 lies right of the corner"),
    ("max(x, exp(-4000))", "0", ("0",), "the constant is greater nearby"),
]


@pytest.mark.parametrize(("text", "at", "slopes", "why"), NEAR_A_KINK)
def test_a_corner_that_is_very_near_refutes_nothing(
    text: str, at: str, slopes: tuple[str, ...], why: str
) -> None:
    assert gradcli.gradient(text, at=at).lines() == slopes, why


def test_a_pole_that_is_very_near_refutes_nothing() -> None:
    # tan(pi/2 + h) = -cot h, so the slope is 1/sin(h)^2.
    (slope,) = gradcli.gradient("tan(x)", at="pi/2+1e-100").lines()
    assert slope == f"csc(1/1{'0' * 100})**2"


# sqrt(2) + sqrt(3) squared is 5 + 2 sqrt(6): SymPy cannot tell this 0 from a very small number.
ZERO_IN_ROOTS = "(sqrt(2) + sqrt(3) - sqrt(5 + 2 sqrt(6)))"


@pytest.mark.parametrize(
    ("text", "at", "slope"),
    [
        (f"max({ZERO_IN_ROOTS}, x)", "1", "1"),
        (f"max({ZERO_IN_ROOTS}, x)", "-1", "0"),
        (f"min({ZERO_IN_ROOTS}, 3 - pi) + x", "1", "1"),
        (f"max({ZERO_IN_ROOTS}, -pi, x)", "1/7", "1"),
    ],
)
def test_a_zero_that_is_hard_to_see_is_a_real_number(text: str, at: str, slope: str) -> None:
    assert gradcli.gradient(text, at=at).lines() == (slope,)


def test_at_a_zero_that_is_hard_to_see_the_greater_of_two_has_a_corner() -> None:
    assert gradcli.gradient(f"max({ZERO_IN_ROOTS}, x)", at="0").json()["differentiable"] is False


AS_POWERS = [
    ("7^x", "4.913", 7**4.913 * math.log(7), "7^x ln 7"),
    ("x^7.5", "2", 7.5 * 2**6.5, "7.5 x^6.5"),
    ("2^x", "1000.001", 2**1000.001 * math.log(2), "2^x ln 2"),
    ("x^2.3456789", "3.21", 2.3456789 * 3.21**1.3456789, "n x^(n-1)"),
    ("5^(x^2)", "1.2345", 2.469 * 5 ** (1.2345**2) * math.log(5), "2x 5^(x^2) ln 5"),
    ("x^(1/1000000007)", "2", 2 ** (1 / 1000000007 - 1) / 1000000007, "n x^(n-1)"),
]


@pytest.mark.parametrize(("text", "at", "slope", "why"), AS_POWERS)
def test_a_power_is_written_as_a_power(text: str, at: str, slope: float, why: str) -> None:
    result = gradcli.gradient(text, at=at)
    assert result.answer.at.certified
    assert float(result.values()[0]) == pytest.approx(slope, rel=1e-12), why


@pytest.mark.parametrize("text", ["x^x", "(x^2+6)^(33333333333333333/50000000000000000)"])
def test_an_exponent_of_many_digits_is_no_reason_to_refuse(text: str) -> None:
    assert gradcli.gradient(text, at="2.3456").answer.at.certified


def test_a_power_that_fills_books_is_refused() -> None:
    with pytest.raises(GradcliError, match="too many digits"):
        gradcli.gradient("7^x", at="100000")


# What is not known along an axis is not nowhere: all of these are differentiable, or bounded by
# what is, and no expansion tells.
NOT_NOWHERE = [
    ("{x^2 y^0 cos(1/x) if x!=0, 0 otherwise}", "0,0", "y^0 = 1: at most x^2"),
    ("{x^2 + 0^(2+sin(1/x)) if x!=0, 0 otherwise}", "0", "2 + sin >= 1, so 0^v = 0: x^2"),
    ("{|y|^(3+sin(1/x)) if x!=0, y^2 otherwise}", "0,0", "at most y^2"),
    ("{x^2 + 0^(3+cos(1/x)) if x!=0, 0 otherwise}", "0", "3 + cos >= 2: x^2"),
    ("{x^2 (y-y)^0 sin(1/x) if x!=0, 0 otherwise}", "0,0", "a product of no factors: at most x^2"),
    ("{x^2 z^0 y^0 cos(1/x) if x!=0, 0 otherwise}", "0,0,0", "at most x^2"),
]


@pytest.mark.parametrize(("text", "at", "why"), NOT_NOWHERE)
def test_unknown_is_not_nowhere(text: str, at: str, why: str) -> None:
    verdict = gradcli.gradient(text, at=at).answer.at.verdict
    if isinstance(verdict, NotDifferentiable):
        assert not isinstance(verdict.reason, EdgeOfDomain), why
    assert not isinstance(verdict, NotDifferentiable) or isinstance(verdict, Undecided), why


# Of x - y < z - 3x SymPy's canonical form has a canonical form of its own, which has the first.
SETTLED = [
    ("max(x - y, z - 3x)", "1,0,0", ("1", "-1", "0"), "1 > -3: it is x - y"),
    ("max(atan2(2, z^2), z - 3x)", "0,0,0", ("0", "0", "0"), "pi/2 > 0, and its slope at 0 is 0"),
    ("min(x + atan2(2, z^2), z - 3x)", "1,0,0", ("-3", "0", "1"), "-3 < 1 + pi/2"),
    ("{x if x - y < z - 3x, y otherwise}", "1,0,0", ("0", "1", "0"), "1 > -3: it is y"),
    ("max(x - y, z - 3x, 2 - x)", "-2,0,0", ("-3", "0", "1"), "6 is more than -2 and 4"),
]


@pytest.mark.parametrize(("text", "at", "slopes", "why"), SETTLED)
def test_conditions_settle(text: str, at: str, slopes: tuple[str, ...], why: str) -> None:
    assert gradcli.gradient(text, at=at, variables=("x", "y", "z")).lines() == slopes, why


DEFECTS = [
    ("{atan2(y, 1/y) if x > 5, y otherwise}", "0,0"),
    ("min(x, erf(1/(y-y)))", "1,1"),
    ("max(x, tanh(1/(y-y)))", "1,1"),
    ("min(x, erf(ln(y-y)))", "1,1"),
    ("max(x, sech(1/(x-x)))", "1"),
    ("sinc({x if x > 1, y if y != 2})", "3,1"),
    ("sinc({x if x > y, y if x < y - 1}) + x", "3,1"),
    ("cos(x) + sinc({y if 2 < y})", "1,3"),
    ("{x if sqrt(sign(y)) > 0, y otherwise}", "1,2"),
    ("{x if ln(sign(y)) >= 0, y otherwise}", "1,-2"),
    ("{x if acos(2 sign(y)) > 0, y otherwise}", "1,2"),
    ("{x if 0 < sqrt(sign(y)) x, x y otherwise}", "1,2"),
    ("max(sqrt(sign(y)), x)", "1/2,2"),
    ("{1/x if x > 5, tan(1/x) if x > 3, y otherwise}", "0,0"),
    ("min(x, atanh(1/(y-y)))", "1,1"),
    ("max(x, acosh(y-y))", "1,1"),
]


@pytest.mark.parametrize(("text", "at"), DEFECTS)
def test_no_defect(text: str, at: str) -> None:
    try:
        gradcli.gradient(text, at=at).json()
    except GradcliError as error:
        assert error.kind.value != "internal"


# Each ended in a defect: in a letter of another walk, in a value of pieces among competitors, in
# logarithms that cancel in a leading form. The values at the points are read off by hand.
OF_RANDOM_FUNCTIONS = [
    ("min(floor({x y/x^2 if x != 0, x y otherwise}), 1)", "0,0", None),
    ("floor({x y/x^2 if x != 0, x y otherwise})", "0,0", None),
    ("exp(max(max(2, x y), {x y if 1 != x y, 0 if x = 0}))", "0,1", ["0", "0"]),
    ("max(3, x + y, {x + y if x != y, 1 if x = 0})", "0,1", ["0", "0"]),
    ("max(3, x + y, {x + y if x != y, 1 if x = 0})", "0,5", ["1", "1"]),
    ("min(-5, x - y, {x - y if 1 != x y, 0 if y = 0})", "0,1", ["0", "0"]),
    ("atan2(y^2, x^2 + y^2) ln(1 + x^4)/{ln(1 + x^4) if |y - x^2| >= 0, 1}", "1/2,0", ["0", "0"]),
    ("y^2 ln(8)/ln(2) - x y ln(17)/ln(2)", "0,0", ["0", "0"]),
]

# (function, point, gradient, why): rounded to any number of digits tanh 1000 is 1.
NEARLY_AT_A_BOUND = [
    ("step(tanh(x) - 1) + x", "1000", ("1",), "tanh < 1"),
    ("floor(tanh(x)) + x", "1000", ("1",), "floor is 0 nearby"),
    ("floor(-tanh(x)) + 2x", "1000", ("2",), "floor is -1 nearby"),
    ("step(erf(x) - 1) + x", "50", ("1",), "erf < 1"),
    ("floor(erf(x))", "40", ("0",), "0 < erf 40 < 1"),
    ("step(atan(x) - pi/2)", "10^400", ("0",), "arctan < pi/2"),
    ("step(1 - sigmoid(x)) + x", "3000", ("1",), "the sigmoid is below 1"),
    ("step(softplus(x) - x) + x", "1500", ("1",), "ln(1 + e^-x) > 0"),
    ("step(1 - coth(x)) + x", "900", ("1",), "coth > 1"),
    ("max(tanh(x) - 1, 0)", "800", ("0",), "0 is the greater"),
    ("max(sigmoid(x) - 1, 0)", "1000", ("0",), "0 is the greater"),
    ("min(erf(x), 1)", "100", ("2*exp(-10000)/sqrt(pi)",), "erf is the less"),
    ("|tanh(x) - 1| + x + sech(x)^2", "700", None, "the slope is 1 and a rest"),
    ("{x if tanh(x) < 1, x^2 otherwise}", "900", ("1",), "the first case holds"),
    ("ceil(exp(-1000)) x", "1", ("1",), "e^-1000 > 0"),
    ("floor(tanh(1000)) + x", "1", ("1",), "floor is 0"),
]


@pytest.mark.parametrize(("text", "at", "slopes", "why"), NEARLY_AT_A_BOUND)
def test_what_differs_from_its_bound_by_less_than_digits_show(
    text: str, at: str, slopes: tuple[str, ...] | None, why: str
) -> None:
    result = gradcli.gradient(text, at=at)
    assert result.json(steps="none")["differentiable"] is True, why
    assert slopes is None or result.lines() == slopes, why


# (command, function, rest of the question): how random questions ended as a defect.
OF_RANDOM_QUESTIONS = [
    ("check", "atanh(x)/10", {"at": "1e400", "w": "2", "answer": "sinc(x)"}),
    ("check", "|651873972013/10^40|", {"variables": "x", "at": "1e400", "answer": "x"}),
    ("check", "asec(y/cot(y))", {"answer": "sinh(y)"}),
    ("check", "sinc({y if x <= 1, x if x = y})", {"answer": "sqrt(ln 2), acsch(x)"}),
    ("check", "root(cot(y^2 + x), 3) - y", {"at": "10^9, 1", "answer": "-y, x"}),
    ("gradient", "asech(y/(log_2(868975534067) + y))", {"at": "sqrt(2)"}),
    ("gradient", "atanh((y/x)^exp(x))", {"at": "1e400, 0"}),
    ("gradient", "atan2(-2/3, 10)/(100!)^x", {}),
    ("gradient", "softplus({y if x = x, y if x = x})", {"at": "e, e"}),
    ("plot", "step(x^y)", {}),
    ("critical", "acos(x^3 coth(y))", {}),
    ("critical", "erf(cbrt(x) - root(y, x))", {"box": "x=-1:ln 2, y=0:2^(1/3)"}),
    ("hessian", "sinc(x^1000)", {"at": "1/2"}),
    ("gradient", "{y^2 if erf(y) != 0, x otherwise}", {"at": "0,0", "variables": "x,y"}),
    ("hessian", "{y^2 if erf(y) != 0, x otherwise}", {"at": "0,0", "variables": "x,y"}),
    ("critical", "(pi + 1/x)^3 y", {}),
    ("critical", "min((pi + 1/x)^5, ln(y))", {"box": "x=-1:1, y=0:2"}),
]


@pytest.mark.parametrize(("name", "text", "rest"), OF_RANDOM_QUESTIONS)
def test_what_random_questions_ended_in(name: str, text: str, rest: dict[str, str]) -> None:
    try:
        result = getattr(gradcli, name)(text, **rest)
    except GradcliError as error:
        assert error.exit_code in (1, 3)
        return
    body = result.json()
    assert body["verified"] or body["notes"]
    assert result.text("html").startswith("<")


# A degree that is none of 1, 2, 3, ... makes a root of nothing.
@pytest.mark.parametrize(
    "text", ["root(y, 1/2)", "root(y, -2)", "x + root(y, sqrt(2))", "root(y, 1e-9)", "root(y, 0)"]
)
def test_a_root_without_a_degree_has_no_derivative(text: str) -> None:
    with pytest.raises(GradcliError) as raised:
        gradcli.gradient(text)
    assert raised.value.code == "no-real-values"


@pytest.mark.parametrize(("text", "at", "slopes"), OF_RANDOM_FUNCTIONS)
def test_what_random_functions_ended_in(text: str, at: str, slopes: list[str] | None) -> None:
    body = gradcli.gradient(text, at=at).json(steps="none")
    assert body["differentiable"] is (slopes is not None)
    assert body["gradient"].get("value") == slopes


# (function, point, class of the verdict, why): what is seen in a plane through the point.
SEEN_IN_A_PLANE = [
    (
        "sign({1 - x if {x y - z^2 if y z >= 0, x^2 + y^2 otherwise} >= 0, z^2 otherwise})",
        "0,0,0",
        "Discontinuous",
        "on (t, -t, 0) the inner condition fails, and sign 0 is 0",
    ),
    (
        "sqrt(|u|) + {x y u if x^2 + y^2 != 1, 0 if x = 0}/{2 if z u >= 0, 2 otherwise}",
        "0,1,2,-1",
        "NotDifferentiable",
        "no value on the circle, off x = 0",
    ),
]


@pytest.mark.parametrize(("text", "at", "kind", "why"), SEEN_IN_A_PLANE)
def test_a_no_is_seen_in_a_plane(text: str, at: str, kind: str, why: str) -> None:
    names = ("x", "y", "z", "u")[: at.count(",") + 1]
    field = ScalarField.of_tree(read_expression(text, variables=names).tree, variables=names)
    entries = (read_expression(entry, variables=()).tree for entry in at.split(","))
    point = Point.of_trees(tuple(entries))
    verdict = examine(field, point)
    assert type(verdict).__name__ == kind, why
    assert isinstance(verdict, Discontinuous | NotDifferentiable)
    assert not is_refuted(field, point, verdict)


# arcsec u = pi/2 - arcsin(1/u), so arcsec(csc x) = pi/2 - arcsin(sin x).
@pytest.mark.parametrize(
    ("at", "value"), [("-7/3", "3pi/2 - 7/3"), ("-1", "pi/2 + 1"), ("1", "pi/2 - 1")]
)
def test_an_inverse_of_a_reciprocal_is_folded_rightly(at: str, value: str) -> None:
    result = gradcli.tangent("asec(csc(x))", at=at)
    slope = {"-7/3": 1, "-1": -1, "1": -1}[at]
    assert gradcli.gradient("asec(csc(x))", at=at).lines() == (str(slope),)
    (there,) = gradcli.gradient(f"t ({value})", at="1").lines()
    assert result.json()["value"] == there


# (function, point, slope, why)
FOLDED = [
    ("asin(sin(x))", "2", "-1", "pi - x from pi/2 to 3pi/2"),
    ("acos(sin(x))", "2", "1", "x - pi/2 from pi/2 to 3pi/2"),
    ("atan(cot(x))", "4", "-1", "3pi/2 - x from pi to 2pi"),
    ("acos(cos(x))", "4", "-1", "2pi - x from pi to 2pi"),
]


@pytest.mark.parametrize(("text", "at", "slope", "why"), FOLDED)
def test_an_inverse_of_its_function_is_a_line(text: str, at: str, slope: str, why: str) -> None:
    assert gradcli.gradient(text, at=at).lines() == (slope,), why


# Numbers that the language has no end of digits for, at the point alone.
BEYOND = [
    ("partial", ("coth(x)",), {"wrt": "x,x,x", "at": "1e400"}),
    ("partial", ("erf(y)",), {"wrt": "y", "at": "1e400"}),
    ("partial", ("e^(x^2)",), {"wrt": "x,x", "at": "10^20"}),
    ("gradient", ("erf(y)",), {"at": "1e400"}),
    ("directional", ("|x| + e^y",), {"at": "0, 10^20", "w": "0, 1"}),
    ("taylor", ("coth(x)",), {"at": "10^20"}),
]


@pytest.mark.parametrize(("name", "texts", "options"), BEYOND)
def test_a_number_that_could_not_be_read_again_is_not_printed(
    name: str, texts: tuple[str, ...], options: dict[str, str]
) -> None:
    with pytest.raises(GradcliError) as refused:
        getattr(gradcli, name)(*texts, **options)
    assert refused.value.code == "number-too-large-at-the-point"
