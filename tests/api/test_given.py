"""What Python programs may hand over: every form of a value is read as its text would be."""

from __future__ import annotations

import math
import pickle
import pydoc
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import gradcli
from gradcli.errors import Kind, Span

X, Y = sympy.symbols("x y")
S, POSITIVE = sympy.Symbol("s", real=True), sympy.Symbol("p", positive=True)


def loss(w: Any, b: Any) -> Any:
    return (w - 1) ** 2 * b


POINTS: dict[str, Any] = {
    "tuple": (2, 3),
    "list": [2, 3],
    "range": range(2, 4),
    "by name": {"x": 2, "y": 3},
    "by name, in another order": {"y": 3, "x": 2},
    "by symbol": {X: 2, Y: 3},
    "text": "x=2, y=3",
    "texts": ["2", "sqrt(9)"],
    "floats": (2.0, 3.0),
    "fractions": (Fraction(2), Fraction(6, 2)),
    "decimals": (Decimal("2"), Decimal("3.0")),
    "numbers of SymPy": (sympy.Integer(2), sympy.Float(3)),
    "tuple of SymPy": sympy.Tuple(2, 3),
    "matrix of SymPy": sympy.Matrix([2, 3]),
    "array": np.array([2, 3]),
    "array of floats": np.array([2.0, 3.0]),
    "numbers of NumPy": (np.int64(2), np.float32(3)),
}


@pytest.mark.parametrize("form", POINTS)
def test_a_point_in_every_form(form: str) -> None:
    answer = gradcli.gradient("x^2 y", at=POINTS[form])
    assert [float(sympy.sympify(each)) for each in answer.json()["input"]["at"]] == [2, 3]
    assert answer.lines() == ("12", "4")


@pytest.mark.parametrize("form", POINTS)
def test_a_point_in_numbers_in_every_form(form: str) -> None:
    slope = gradcli.numeric_gradient(lambda x, y: x**2 * y)
    assert slope(POINTS[form]) == (12.0, 4.0)
    assert slope.many([POINTS[form]]).gradients.tolist() == [[12.0, 4.0]]
    over_rows = gradcli.numeric_gradient("k x^2 y", data={"k": [1, 2]}, reduce="sum")
    assert over_rows(POINTS[form]) == (36.0, 12.0)
    assert over_rows.value(POINTS[form]) == over_rows.rate(POINTS[form]).value == 36.0


# What is no point of a function of numbers, and what refuses it: with rows and without alike.
NO_POINTS: list[tuple[tuple[Any, ...], str]] = [
    ((None, 1), "value-of-another-type"),
    ((1j, 1), "value-of-another-type"),
    (([1], [2]), "value-of-another-type"),
    ((None,), "value-of-another-type"),
    (("a", 1), "name-in-a-constant"),
    (("12",), "wrong-number-of-coordinates"),
    ((1, 2, 3), "wrong-number-of-values"),
    ((np.array([1, 2, 3]),), "wrong-number-of-values"),
    (({"x": 1},), "coordinate-not-given"),
    ((float("nan"), 1), "point-not-finite"),
    ((10**400, 1), "beyond-floats"),
    (("1e400", 1), "beyond-floats"),
    ((1e300, 1e300), "beyond-floats"),
]


@pytest.mark.parametrize(("point", "code"), NO_POINTS, ids=str)
def test_a_point_in_numbers_is_refused_alike_with_rows_and_without(
    point: tuple[Any, ...], code: str
) -> None:
    over_rows = gradcli.numeric_gradient("k x^2 y", data={"k": [1, 2]}, reduce="mean")
    without = gradcli.numeric_gradient("x^2 y")
    for ask in (without, over_rows, over_rows.value, over_rows.rate):
        with pytest.raises(gradcli.GradcliError) as caught:
            ask(*point)
        assert caught.value.code == code


def test_rows_that_are_finite_and_their_sum_is_not_are_beyond_floats() -> None:
    both = gradcli.numeric_gradient("k x", data={"k": [1e308, 1e308]}, reduce="sum")
    with pytest.raises(gradcli.GradcliError) as caught:
        both(1)
    assert caught.value.code == "beyond-floats"


VALUES: list[tuple[Any, str]] = [
    (2, "2"),
    (-3, "-3"),
    (0.1, "1/10"),
    (-0.0, "0"),
    (1e-7, "1/10000000"),
    (2.5e17, "250000000000000000"),
    (0.1 + 0.2, "30000000000000004/100000000000000000"),
    (np.float32(0.1), "1/10"),
    (np.float16(0.1), "1/10"),
    (np.array(0.1), "1/10"),
    (Decimal("0.1"), "1/10"),
    (Decimal("1E+3"), "1000"),
    (Fraction(-1, 3), "-1/3"),
    (np.uint8(7), "7"),
    (sympy.Rational(2, 3), "2/3"),
    (sympy.sqrt(2), "sqrt(2)"),
    (sympy.pi / 4, "pi/4"),
    (sympy.Float(0.1), "1/10"),
    (sympy.Float("0.1", 40), "1/10"),
    (sympy.Float("1e-1000"), f"1/1{'0' * 1000}"),
    (sympy.sin(1) + 0.5, "sin(1) + 1/2"),
    ("1/3", "1/3"),
]


@pytest.mark.parametrize(("value", "exact"), VALUES, ids=repr)
def test_a_number_is_read_exactly(value: Any, exact: str) -> None:
    (found,) = gradcli.gradient("x^2/2", at=value).values()
    assert sympy.simplify(found - sympy.sympify(exact)) == 0
    assert gradcli.gradient("x^2/2", at=[value]) == gradcli.gradient("x^2/2", at={"x": value})


def test_directions_and_angles() -> None:
    by_text = gradcli.dir("x^2 y", w="3,5", at="2,3")
    assert gradcli.dir("x^2 y", w=(3, 5), at=(2, 3)) == by_text
    assert gradcli.dir("x^2 y", w={"y": 5, "x": 3}, at=[2, 3]) == by_text
    assert gradcli.dir("x^2 y", toward=[5, 8], at=(2, 3)).lines() == by_text.lines()
    assert gradcli.dir("x y", angle=sympy.pi / 3) == gradcli.dir("x y", angle="pi/3")
    assert gradcli.steepest("x^2 y", at=(2, 3)) == gradcli.steepest("x^2 y", "2,3")


def test_names_in_every_form() -> None:
    mixed = gradcli.partial("3x y^3", "x,y")
    for names in (["x", "y"], ("x", "y"), (X, Y), "x, y", sympy.Tuple(X, Y)):
        assert gradcli.partial("3x y^3", names) == mixed
        assert gradcli.gradient("y", variables=names).lines() == ("0", "1")
    assert gradcli.partial("3x y^3", X).lines() == ("3*y**3",)


FUNCTIONS: list[tuple[Any, str]] = [
    (X**2 * Y, "x^2 y"),
    (lambda x, y: x**2 * y, "x^2 y"),
    (sympy.Lambda((X, Y), X**2 * Y), "x^2 y"),
    (lambda x, y: 0 * y + x, "f(x, y) = x"),
    (lambda y, x: x / y, "f(y, x) = x/y"),
    (lambda x: 0.5 * x**2, "0.5 x^2"),
    (lambda x: x**0.5, "sqrt(x)"),
    (lambda x: abs(x - 1), "|x - 1|"),
    (abs, "|x|"),
    (sympy.sin, "sin(x)"),
    (lambda x: 3, "f(x) = 3"),
    (sympy.Max(X, Y) + sympy.log(X), "max(x, y) + ln x"),
    (sympy.Piecewise((X, X > 0.5), (-X, True)), "{x if x > 1/2, -x otherwise}"),
    (sympy.Symbol("learning_rate") * X, "learning_rate x"),
    (sympy.Symbol("ab") * X, "f(ab, x) = ab x"),
    (sympy.Symbol("e") * sympy.E, "f(e) = exp(1) e"),
    (sympy.Symbol("theta") ** 2, "θ^2"),
    (sympy.Heaviside(X, 1) * X, "step(x) x"),
    (lambda x, y: sympy.Matrix([x, y]).dot(sympy.Matrix([x, y])), "x^2 + y^2"),
]


@pytest.mark.parametrize(
    ("function", "text"), FUNCTIONS, ids=[f"{at}-{text}" for at, (_, text) in enumerate(FUNCTIONS)]
)
def test_a_function_in_every_form(function: Any, text: str) -> None:
    ours, by_text = gradcli.gradient(function), gradcli.gradient(text)
    assert ours.answer.field.expression.subs(
        dict(zip(ours.answer.field.symbols, by_text.answer.field.symbols, strict=True)),
        simultaneous=True,
    ) == (by_text.answer.field.expression)
    assert ours.notes == ()


def test_a_function_keeps_its_name_and_the_order_of_its_parameters() -> None:
    answer = gradcli.gradient(loss, at={"b": 2, "w": 3})
    assert answer.json()["input"] == {
        "text": "b*(w - 1)**2",
        "read_as": "b*(w - 1)**2",
        "function": "loss",
        "variables": ["w", "b"],
        "at": ["3", "2"],
    }
    assert answer.lines() == ("8", "4")
    assert "∂loss/∂w" in answer.text()
    assert gradcli.gradient(lambda x: x**2).answer.field.function == "f"

    def sin(x: Any) -> Any:
        return x**2

    def w(w: Any) -> Any:
        return w**2

    assert gradcli.gradient(sin).answer.field.function == "f"
    assert gradcli.gradient(w).answer.field.function == "f"


def test_a_function_is_called_and_its_source_is_not_read() -> None:
    made: dict[str, Any] = {}
    exec("def cube(t): return t**3", made)
    assert gradcli.gradient(made["cube"], at=2).lines() == ("12",)


def test_a_failure_of_a_function_is_its_own() -> None:
    with pytest.raises(ZeroDivisionError):
        gradcli.gradient(lambda x: x + 1 // 0)


def nested(depth: int) -> Callable[[Any], Any]:
    def function(x: Any) -> Any:
        for _ in range(depth):
            x = sympy.sin(x) * x + 0.5 * x
        return x

    return function


def test_a_graph_is_walked_once() -> None:
    # Written out it has 3^12 parts; each level is three floats of Python.
    slope, rate, value = 1.0, 1 / 3, 1 / 3
    for _ in range(12):
        slope *= math.cos(value) * value + math.sin(value) + 0.5
        value = math.sin(value) * value + 0.5 * value
    (found,) = gradcli.numeric_gradient(nested(12))(rate)
    assert found == pytest.approx(slope, rel=1e-6)


LETS: list[tuple[Callable[[], gradcli.Result], str]] = [
    (lambda: gradcli.gradient(sympy.Symbol("a") * X**2, let={"a": 3}), "3 x^2"),
    (lambda: gradcli.gradient(sympy.Symbol("rate") * X, let={"rate": Fraction(1, 2)}), "x/2"),
    (lambda: gradcli.gradient(lambda x, a: a * x**2, let={"a": 0.5}), "0.5 x^2"),
    (lambda: gradcli.gradient(sympy.Lambda((X, Y), X * Y), let="y = 2"), "2 x"),
    (lambda: gradcli.gradient("a x^2", let={sympy.Symbol("a"): sympy.sqrt(2)}), "sqrt(2) x^2"),
    (lambda: gradcli.gradient(lambda x: sympy.Symbol("a") * x, let={"a": 2}), "2 x"),
]


@pytest.mark.parametrize(("ask", "text"), LETS)
def test_constants_with_values(ask: Callable[[], gradcli.Result], text: str) -> None:
    assert ask().answer.field.variables == ("x",)
    assert ask().lines() == gradcli.gradient(text).lines()


def test_letters_that_are_no_variables_are_said_to_be_held() -> None:
    answer = gradcli.gradient(sympy.Symbol("a") * X**2, variables="x")
    assert answer.lines() == ("2*a*x",)
    assert [note.code for note in answer.notes] == ["name-held"]


def test_what_sympy_knows_of_a_symbol_is_told() -> None:
    (note,) = gradcli.gradient(sympy.sqrt(POSITIVE**2)).notes
    assert note.code == "assumed-in-sympy"
    assert "p" in note.message
    assert gradcli.gradient(S**2).notes == gradcli.gradient(X**2).notes == ()


def starred(*each: Any) -> Any:
    return each[0]


REFUSED: list[tuple[Callable[[], object], str, str]] = [
    (lambda: gradcli.gradient(2), "expression-of-another-type", "2 (int)"),  # type: ignore[arg-type]
    (lambda: gradcli.gradient(None), "expression-of-another-type", "None"),  # type: ignore[arg-type]
    (lambda: gradcli.gradient(b"x"), "expression-of-another-type", "bytes"),  # type: ignore[arg-type]
    (lambda: gradcli.gradient(["x"]), "expression-of-another-type", "list"),  # type: ignore[arg-type]
    (lambda: gradcli.gradient(sympy.Matrix([X])), "expression-of-another-type", "Matrix"),
    (lambda: gradcli.gradient(sympy.Tuple(X)), "expression-of-another-type", "Tuple"),
    (lambda: gradcli.gradient(lambda x: None), "expression-of-another-type", "gives None"),
    (lambda: gradcli.gradient(lambda x: "x"), "expression-of-another-type", "gives 'x'"),
    (lambda: gradcli.gradient(lambda x: [x]), "expression-of-another-type", "gives [x]"),
    (lambda: gradcli.gradient(lambda x: math.sin(2 * x)), "function-not-of-symbols", "sympy.sin"),
    (lambda: gradcli.gradient(lambda x: np.sin(2 * x)), "function-not-of-symbols", "sympy.sin"),
    (lambda: gradcli.gradient(math.sin), "function-not-of-symbols", "sympy.sin"),
    (lambda: gradcli.gradient(lambda x: x if x > 0 else 0), "function-not-of-symbols", "Piecewise"),
    (lambda: gradcli.gradient(lambda x: x ^ 2), "function-not-of-symbols", "x**2"),
    (lambda: gradcli.gradient(lambda x, y: x ^ y), "not-a-sympy-formula", "x**2"),
    (lambda: gradcli.gradient(starred), "function-parameters", "*each"),
    (lambda: gradcli.gradient(lambda x, a=2: a * x), "function-parameters", "a=2"),
    (lambda: gradcli.gradient(lambda: X), "function-parameters", "no parameters"),
    (lambda: gradcli.gradient(dict), "function-parameters", "not known"),
    (lambda: gradcli.gradient(X > 0), "not-a-sympy-formula", "condition"),
    (lambda: gradcli.gradient(sympy.Eq(X, Y)), "not-a-sympy-formula", "condition"),
    (lambda: gradcli.gradient(sympy.LambertW(X)), "not-a-sympy-formula", "LambertW"),
    (lambda: gradcli.gradient(sympy.Function("g")(X)), "not-a-sympy-formula", "g of SymPy"),
    (lambda: gradcli.gradient(sympy.Integral(X, (X, 0, Y))), "not-a-sympy-formula", "Integral"),
    (lambda: gradcli.gradient(sympy.Heaviside(X)), "not-a-sympy-formula", "Heaviside(x, 1)"),
    (lambda: gradcli.gradient(sympy.I * X), "not-a-sympy-formula", "I (ImaginaryUnit)"),
    (lambda: gradcli.gradient(sympy.oo * X), "not-a-sympy-formula", "no real number"),
    (lambda: gradcli.gradient(sympy.Symbol("z", imaginary=True)), "symbol-not-real", "z"),
    (lambda: gradcli.gradient(sympy.Symbol("A", commutative=False)), "symbol-not-real", "A"),
    (lambda: gradcli.gradient(sympy.Symbol("n", integer=True)), "symbol-not-real", "n"),
    (lambda: gradcli.gradient(X + sympy.Symbol("x", real=True)), "symbol-not-real", "two symbols"),
    (lambda: gradcli.gradient(lambda x: x * X), "symbol-not-real", "two symbols"),
    (lambda: gradcli.gradient(sympy.Indexed("a", 1) * X), "not-a-sympy-formula", "IndexedBase"),
    (lambda: gradcli.gradient(sympy.Symbol("sin") * sympy.sin(X)), "name-of-a-function", "sin"),
    (lambda: gradcli.gradient(sympy.Symbol("ab") * X, variables=["x"]), "symbol-not-declared", ""),
    (lambda: gradcli.gradient(sympy.Symbol("a b")), "not-a-name", "a b"),
    (lambda: gradcli.gradient(sympy.Integer(2)), "no-variable", "no variable"),
    (lambda: gradcli.gradient("x", at=object()), "value-of-another-type", "object"),  # type: ignore[arg-type]
    (lambda: gradcli.gradient("x", at=1j), "value-of-another-type", "1j"),  # type: ignore[arg-type]
    (lambda: gradcli.gradient("x", at=True), "value-of-another-type", "True"),
    (lambda: gradcli.gradient("x", at=np.bool_(True)), "value-of-another-type", "True"),
    (lambda: gradcli.gradient("x", at=X), "value-of-another-type", "x (Symbol)"),
    (lambda: gradcli.gradient("x y", at={1, 2}), "value-of-another-type", "set"),  # type: ignore[arg-type]
    (lambda: gradcli.gradient("x y", at=[None, 1]), "value-of-another-type", "None"),  # type: ignore[list-item]
    (lambda: gradcli.gradient("x y", at=[[1], [2]]), "value-of-another-type", "[1]"),  # type: ignore[list-item]
    (lambda: gradcli.gradient("x", at=sympy.I), "not-a-sympy-formula", "real"),
    (lambda: gradcli.gradient("x", at=math.nan), "point-not-finite", "nan"),
    (lambda: gradcli.gradient("x", at=Decimal("Infinity")), "point-not-finite", "Infinity"),
    (lambda: gradcli.gradient("x", at=np.float32("inf")), "point-not-finite", "inf"),
    (lambda: gradcli.gradient("x", at=10**5000), "number-too-long", "4,000"),
    (lambda: gradcli.gradient("x", at=sympy.Float(10) ** 20_000), "number-too-long", "4,000"),
    (lambda: gradcli.gradient("x y", at=["1,2", 3]), "several-expressions", "1,2"),
    (lambda: gradcli.gradient("x y", at={"x": 1}), "coordinate-not-given", "y"),
    (lambda: gradcli.gradient("x y", at={"x": 1, "z": 2}), "name-not-among-variables", "z"),
    (lambda: gradcli.gradient("x y", at={"x": 1, 2: 2}), "names-of-another-type", "2"),
    (lambda: gradcli.gradient("x y", at={"x=1, y": 2}), "names-of-another-type", "x=1"),
    (lambda: gradcli.gradient("x y", at=(1, 2, 3)), "wrong-number-of-coordinates", "three"),
    (lambda: gradcli.gradient("x", variables=3), "names-of-another-type", "3"),  # type: ignore[arg-type]
    (lambda: gradcli.partial("x^2", wrt=()), "variable-missing", "missing"),
    (lambda: gradcli.partial("x y", wrt={"x"}), "names-of-another-type", "{'x'}"),  # type: ignore[arg-type]
    (lambda: gradcli.check("x^2", True, at=1), "value-of-another-type", "True"),
    (lambda: gradcli.hint("x^2", level="2"), "argument-of-another-type", "'2'"),  # type: ignore[arg-type]
    (lambda: gradcli.numeric_gradient("x^2").many(None), "value-of-another-type", "None"),
    (lambda: gradcli.numeric_gradient("x y").many(5.0), "wrong-number-of-values", "2 variables"),
    (lambda: gradcli.numeric_gradient("x y")(None, 1), "value-of-another-type", "None"),  # type: ignore[arg-type]
    (lambda: gradcli.numeric_gradient("x y")({"x": 1}), "coordinate-not-given", "y"),
]


@pytest.mark.parametrize(("ask", "code", "words"), REFUSED)
def test_what_is_not_read_is_refused_with_advice(
    ask: Callable[[], object], code: str, words: str
) -> None:
    with pytest.raises(gradcli.GradcliError) as caught:
        ask()
    error = caught.value
    assert error.code == code
    assert words in str(error)
    # A value of a wrong type is a TypeError for whoever expects one, and nothing else is.
    of_a_type = code.endswith("-type") or code.startswith("function-")
    assert isinstance(error, TypeError) is of_a_type
    assert error.kind is Kind.USAGE or not of_a_type
    # Programs that send errors to each other may send along what they came of.
    for other in (error.__cause__, error.__context__):
        assert str(pickle.loads(pickle.dumps(other))) == str(other)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, str(again)) == (type(error), code, str(error))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=2))
def test_floats_are_read_as_their_texts(point: list[float]) -> None:
    text = ", ".join(map(repr, point))
    assert gradcli.gradient("x + 2y", at=point).json() == gradcli.gradient("x + 2y", at=text).json()


@given(st.lists(st.fractions() | st.integers() | st.decimals("-9", "9"), min_size=2, max_size=2))
def test_exact_numbers_are_read_as_themselves(point: list[Any]) -> None:
    answer = gradcli.gradient("x^2/2 + y^2/2", at=point)
    assert answer.values() == tuple(sympy.Rational(Fraction(each)) for each in point)


ATOMS = st.sampled_from([X, Y, sympy.Integer(2), sympy.Rational(1, 3), sympy.pi, sympy.E])
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, st.sampled_from([2, 3, -1])).map(lambda pair: (pair[0] + 7) ** pair[1]),
        st.tuples(st.sampled_from([sympy.sin, sympy.exp, sympy.atan, sympy.Abs]), inner).map(
            lambda pair: pair[0](pair[1])
        ),
    ),
    max_leaves=8,
)


@given(EXPRESSIONS)
def test_an_expression_of_sympy_is_read_as_what_it_is(expression: Any) -> None:
    if not expression.free_symbols:
        return
    field = gradcli.gradient(expression, variables=[X, Y]).answer.field
    real = {X: sympy.Symbol("x", real=True), Y: sympy.Symbol("y", real=True)}
    at = dict(zip(real.values(), (sympy.Rational(3, 7), sympy.Rational(-5, 3)), strict=True))
    there = field.expression.subs(at) - expression.xreplace(real).subs(at)
    assert abs(sympy.N(there, 30)) < 1e-20 * (1 + abs(sympy.N(field.expression.subs(at), 30)))


LINES: list[tuple[Callable[[], object], str]] = [
    (lambda: gradcli.gradient("x^2 y", at=(2, 3)), "<grad of f(x, y) = x**2*y at (2, 3): 12, 4>"),
    (lambda: gradcli.dir("x y", (1, 2)), "<dir of f(x, y) = x*y along (1, 2): 2*x + y>"),
    (
        lambda: gradcli.gradient("|x|", at=0),
        "<grad of f(x) = abs(x) at (0): f is not differentiable here: as x passes through the "
        "point the slo…>",
    ),
    (lambda: gradcli.numeric_gradient(loss), "<numeric_gradient of loss(w, b) = b*(w - 1)**2>"),
]


@pytest.mark.parametrize(("make", "line"), LINES)
def test_an_object_is_shown_in_one_line(make: Callable[[], object], line: str) -> None:
    assert repr(make()) == line


def test_the_line_of_a_large_object_is_a_line() -> None:
    text = " + ".join(f"x{n} x{n + 1}" for n in range(1, 60))
    for shown in (repr(gradcli.gradient(text)), repr(gradcli.numeric_gradient(text))):
        assert len(shown) <= 120
        assert "\n" not in shown


def test_an_error_shows_the_place_and_what_to_do() -> None:
    with pytest.raises(gradcli.GradcliError) as caught:
        gradcli.gradient("x^2 y + sim(x)")
    assert str(caught.value) == (
        "sim is not a function that gradcli knows\n"
        "  |\n"
        "  | x^2 y + sim(x)\n"
        "  |         ^^^\n"
        "  = help: did you mean sin?"
    )
    with pytest.raises(gradcli.GradcliError) as caught:
        gradcli.gradient("x y", at="2,q")
    assert "  | in --at:\n  | 2,q\n  |   ^" in str(caught.value)
    bare = gradcli.GradcliError("point-missing", "a\x1bb", span=Span(0, 1))
    assert str(bare) == r"a\x1bb"


ASKED: dict[str, Callable[[], gradcli.Result]] = {
    "grad": lambda: gradcli.gradient("x^2 y", at=(2, 3)),
    "without a point": lambda: gradcli.gradient("x^2 y"),
    "partial": lambda: gradcli.partial("x^2 y", "x"),
    "dir": lambda: gradcli.dir("x^2 y", (3, 5), at=(2, 3)),
    "steepest": lambda: gradcli.steepest("x^2 y", at=(2, 3)),
    "backprop": lambda: gradcli.backprop("let z = x y; z^2", at=(2, 3)),
    "explore": lambda: gradcli.explore("x^2 y", at=(2, 3), w=(3, 5)),
    "a function": lambda: gradcli.gradient(loss, at=(2, 3)),
    "a note": lambda: gradcli.gradient(POSITIVE**2),
    "no gradient": lambda: gradcli.gradient("|x|", at=0),
    "limits": lambda: gradcli.gradient("x", limits=gradcli.Limits(size=50)),
    "deep": lambda: gradcli.gradient(f"{'sin(' * 20}x{')' * 20}", at=1),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_result_is_pickled_and_compared_by_what_it_says(name: str) -> None:
    answer = ASKED[name]()
    again = pickle.loads(pickle.dumps(answer))
    assert again is not answer
    assert again == answer
    assert hash(again) == hash(answer)
    assert again.text("plain") == answer.text("plain")
    assert again.notes == answer.notes
    others = [make() for other, make in ASKED.items() if other != name]
    assert answer not in others
    assert answer != answer.lines()


def test_results_are_equal_however_they_were_typed() -> None:
    answer = gradcli.gradient("x^2 y", at="2,3")
    alike = gradcli.gradient("f(x, y) = x**2*y", at=[2, 3])
    assert alike == answer
    assert len({answer, alike}) == 1
    assert gradcli.gradient("g(x, y) = x^2 y", at="2,3") != answer
    assert gradcli.gradient("x^2 y", at="2,3", variables="y,x") != answer


def test_the_names_of_the_commands_are_names_of_the_library() -> None:
    assert gradcli.grad is gradcli.gradient
    assert gradcli.dir is gradcli.directional
    # A star does not take Python's own `dir` away.
    assert "dir" not in gradcli.__all__


def test_help_lists_the_functions() -> None:
    code = "import gradcli, sys; dir(gradcli); print('sympy' in sys.modules, 'rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
    shown = re.sub(".\b", "", pydoc.render_doc(gradcli, renderer=pydoc.plaintext))
    functions = shown.partition("\nFUNCTIONS\n")[2].partition("\nDATA\n")[0]
    assert "dir" in dir(gradcli)
    for name in gradcli.__all__:
        assert name in dir(gradcli)
        if name[0].islower():
            assert re.search(rf"^    {name}( = \w+)?\(", functions, re.MULTILINE), name
            # And the table at the top.
            assert name in shown.partition("PACKAGE CONTENTS")[0]


def test_a_batch_takes_the_same_points() -> None:
    (answer,) = gradcli.batch([{"expr": "x^2 y", "at": (2, Fraction(6, 2))}], jobs=1)
    assert answer["gradient"]["value"] == ["12", "4"]


def test_an_answer_is_given_as_a_point_is() -> None:
    assert gradcli.check("x^2", 2, at=1).lines() == ("right",)
    assert gradcli.check("x^2 y", (12, 4), at=(2, 3)).lines() == ("right",)
