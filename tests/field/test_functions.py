"""One record a function: nothing is left out of it unnoticed, and nothing is needed beside it."""

from __future__ import annotations

import contextlib
import math
import shutil
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy

import gradcli
from gradcli.calculus.numbers.numeric import FLOATS, OutsideRealsError
from gradcli.field.forms import CONSTRUCTORS, SPELLED_OUT, Named
from gradcli.field.functions import FUNCTIONS, by_name, of_families
from gradcli.field.functions.algebra import IncompleteError
from gradcli.field.functions.record import EVERYWHERE, Between, Family, Function, Growth, Parity
from gradcli.field.functions.tables import tabulate
from gradcli.field.to_sympy import symbol

PACKAGE = Path(gradcli.__file__).parent


def _record(name: str, definition: Callable[..., Any]) -> Function:
    return Function(name, name, name, "", definition=definition)


@pytest.mark.parametrize("missing", ["domain", "image", "growth", "derivative"])
def test_a_record_without_a_definition_tells_everything(missing: str) -> None:
    told: dict[str, Any] = {
        "domain": EVERYWHERE,
        "image": Between(Fraction(0), Fraction(1)),
        "growth": Growth.BOUNDED,
        "derivative": lambda of, u, y: y,
    }
    assert Function("f", "f", "f", "", **told).name == "f"
    del told[missing]
    with pytest.raises(IncompleteError, match=missing):
        Function("f", "f", "f", "", **told)


@pytest.mark.parametrize("name", [name for name, each in FUNCTIONS.items() if each.most == 1])
def test_a_record_says_whether_its_function_is_even_or_odd(name: str) -> None:
    function = FLOATS.of.functions[name]
    both: list[tuple[float, float]] = []
    for argument in (0.3, 0.7, 1.25, 2.4, 5.9):
        with contextlib.suppress(OutsideRealsError, ValueError):
            both.append((function(argument), function(-argument)))
    even = bool(both) and all(math.isclose(here, there) for here, there in both)
    odd = bool(both) and all(math.isclose(here, -there) for here, there in both)
    assert FUNCTIONS[name].parity is (Parity.EVEN if even else Parity.ODD if odd else None)


def test_the_functions_of_a_family_are_one_anothers_inverses() -> None:
    for family, back in (
        (Family.CIRCULAR, Family.INVERSE_CIRCULAR),
        (Family.HYPERBOLIC, Family.INVERSE_HYPERBOLIC),
    ):
        assert len(of_families(family)) == len(of_families(back)) == 6
        for record, inverse in zip(of_families(family), of_families(back), strict=True):
            for argument in (0.4, 1.3):
                value = FLOATS.of.functions[record.name](argument)
                assert math.isclose(FLOATS.of.functions[inverse.name](value), argument), record.name


@pytest.mark.parametrize(
    ("definition", "why"),
    [
        (lambda of, u: of.call("sine", u), "sine"),
        (lambda of, u: of.call("atan2", u), "1 arguments"),
        (lambda of, u: of.call("f", u), "one another"),
        (lambda of, u: of.call("floor", u), "floor"),
    ],
)
def test_a_definition_is_tried_when_the_table_is_made(
    definition: Callable[..., Any], why: str
) -> None:
    with pytest.raises(IncompleteError, match=why):
        by_name([*FUNCTIONS.values(), _record("f", definition)])


def test_no_spelling_is_given_twice() -> None:
    with pytest.raises(IncompleteError, match="ln"):
        by_name([*FUNCTIONS.values(), _record("ln", lambda of, u: of.call("log", u))])


def test_a_table_without_a_function_that_is_made_of_no_others_is_refused() -> None:
    own = {name: function for name, function in FLOATS.of.functions.items() if name != "erf"}
    with pytest.raises(IncompleteError, match="erf"):
        tabulate(FUNCTIONS.values(), own, lambda _: FLOATS.of)
    with pytest.raises(IncompleteError, match="erg"):
        tabulate(FUNCTIONS.values(), {**FLOATS.of.functions, "erg": abs}, lambda _: FLOATS.of)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, record in FUNCTIONS.items()
        if record.definition is not None and record.derivative is not None and not record.jumps
    ],
)
def test_a_derivative_is_that_of_the_definition(name: str) -> None:
    """By SymPy's own derivative of the composition, of which our laws know nothing."""
    record = FUNCTIONS[name]
    u = symbol("u")
    composed: Any = record.definition(SPELLED_OUT, u)  # type: ignore[misc]  # there is one
    slope: Any = record.derivative(SPELLED_OUT, u, composed)  # type: ignore[misc]  # likewise
    tried = 0
    for place in (Fraction(2, 7), Fraction(5, 3), Fraction(-3, 4)):
        at = {u: sympy.Rational(place.numerator, place.denominator)}
        by_law, by_sympy = (
            sympy.sympify(form).xreplace(at).evalf(30) for form in (slope, composed.diff(u))
        )
        if by_law.is_real and by_sympy.is_Float:
            assert abs(by_law - by_sympy) < sympy.Float("1e-25")
            tried += 1
    assert tried


TOY = """

LEARNING = (
    *LEARNING,
    Function(
        "versin",
        "versin",
        r"\\operatorname{versin}",
        "1 - cos x",
        parity=Parity.EVEN,
        definition=lambda of, u: of.one_less(of.call("cos", u)),
    ),
    Function(
        "tent",
        "tent",
        r"\\operatorname{tent}",
        "1 - |x|",
        parity=Parity.EVEN,
        definition=lambda of, u: of.one_less(of.call("abs", u)),
    ),
)
"""

WALK = """
import math
from fractions import Fraction
import sympy
import gradcli
from gradcli.calculus.domain.ranges import image, range_of
from gradcli.calculus.limits.expand import along_a_curve, expand
from gradcli.calculus.numbers.duals import dual_value
from gradcli.calculus.numbers.intervals import intervals
from gradcli.calculus.numbers.numeric import FLOATS, evaluate, multiprecision
from gradcli.field.expression import Call, Number, Variable
from gradcli.field.from_sympy import from_sympy
from gradcli.field.to_sympy import ToSympy, symbol
from gradcli.language.writing import write

x = Variable("x")
tree = Call("versin", (x,))
at_two = Call("versin", (Number(Fraction(2)),))
wanted = 1 - math.cos(2)

assert abs(evaluate(at_two, {}, FLOATS) - wanted) < 1e-15
assert abs(evaluate(at_two, {}, multiprecision(30)) - wanted) < 1e-15
enclosed = evaluate(at_two, {}, intervals(30))
assert enclosed.a <= wanted + 1e-15 and enclosed.b >= wanted - 1e-15 and enclosed.delta < 1e-25
value, rate = dual_value(tree, {"x": (2.0, 1.0)})
assert abs(value - wanted) < 1e-15 and abs(rate - math.sin(2)) < 1e-15
near = expand(tree, ["x"], [sympy.Integer(0)], [sympy.Integer(1)], [1], along_a_curve(4))
assert near.terms[0] == (Fraction(2), sympy.Rational(1, 2))
values = image("versin", [range_of(-math.inf, math.inf)])
assert (values.low, values.high) == (0, 2)

form = ToSympy()(tree)
assert str(form) == "versin(x)" and form.is_real is not False
assert write(from_sympy(form)) == "versin(x)"

answer = gradcli.gradient("x versin(x)", at="2")
assert answer.warning is None and answer.error is None, (answer.warning, answer.error)
assert answer.answer.at.certified is True
(line,) = gradcli.gradient("x versin(x)").lines()
assert line == "x*sin(x) + versin(x)", line
assert gradcli.partial(line, wrt="x").lines() == ("x*cos(x) + 2*sin(x)",)
(formula,) = gradcli.gradient("x versin(x)").values()
own = symbol("x")
assert formula == own * sympy.sin(own) + 1 - sympy.cos(own)
for format in ("plain", "latex", "markdown", "html"):
    assert "versin" in answer.text(format)
assert answer.json()["verified"] is True, answer.json()
assert "tent" in gradcli.gradient("tent(x)", at="1").text("plain")
assert "slope jumps from 1 to -1" in gradcli.gradient("tent(x)", at="0").error.message
assert gradcli.gradient("tent(x)^2", at="3").lines() == ("4",)
assert gradcli.gradient("1/versin(x)", at="0").error.kind == "domain"
assert gradcli.rules("product").lines
assert gradcli.check("versin(x)", "sin(x)").lines() == ("right",)
assert "written out by its definition" in gradcli.partial("versin(x)", wrt="x").text("plain")
print("walked")
"""


def test_a_function_made_of_others_needs_a_record_and_nothing_else(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "gradcli", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "gradcli/field/functions/learning.py").open("a") as file:
        file.write(TOY)
    done = subprocess.run(
        [sys.executable, "-c", WALK], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == "walked\n", done.stderr


def test_values_are_for_anybody_who_has_sympy() -> None:
    x, y = symbol("x"), symbol("y")
    (slope,) = gradcli.gradient("softplus(x)").values()
    assert slope == 1 / (1 + sympy.exp(-x))
    for text in ("sigmoid(x y)", "softplus(x) sinc(y)"):
        for value in gradcli.gradient(text).values():
            assert not value.has(Named)
            assert value.free_symbols <= {x, y}


def test_sinc_is_smooth_where_its_formula_is_not_defined() -> None:
    answer = gradcli.gradient("sinc(x y)", at="0,2")
    assert answer.lines() == ("0", "0")
    assert answer.error is None
    assert gradcli.gradient("sinc(x)", at="0").json()["critical_point"] == "maximum"


def test_what_sympy_asks_of_a_function_of_ours_has_an_end() -> None:
    inner = CONSTRUCTORS["sigmoid"](symbol("x") ** (sympy.root(6, 6) ** 5 / 108))
    assert inner.is_extended_positive is None
    assert sympy.asech(inner).args == (inner,)
