"""Derivatives in the names that the text gives to its parts."""

import pytest
import sympy

from gradcli import backprop, directional, gradient, partial, steepest
from gradcli.questions.result import Result

NEURON = "let z = w x + b; let a = sigmoid(z); L(w, b) = (a - y)^2"


def page(result: Result, *, expand: bool = False) -> str:
    return " ".join(result.text(expand=expand).split())


def test_a_chain_of_parts_is_one_product_of_their_derivatives() -> None:
    told = page(gradient(NEURON))
    assert "∂L/∂w = dL/da · da/dz · ∂z/∂w chain rule" in told
    assert "dL/da = 2(a − y)" in told
    assert "da/dz = σ(z) · (1 − σ(z)) = a(1 − a) since a = σ(z)" in told
    assert "∂L/∂w = 2(a − y) · a(1 − a) · x combine" in told
    assert "da/dz = a(1 − a) as above" in told


def test_parts_of_one_variable_are_added_up_as_the_textbooks_have_it() -> None:
    told = page(partial("let x = t^2; let y = sin t; x^2 y", "t"))
    assert "df/dt = ∂f/∂x · dx/dt + ∂f/∂y · dy/dt chain rule, one term a path" in told
    assert "df/dt = 2xy · 2t + x² · cos t combine" in told
    assert "├─ x = t² ∂f/∂x = 2xy │ └─ t dx/dt = 2t" in told


def test_a_variable_that_stands_in_the_function_itself_is_a_path_of_its_own() -> None:
    told = page(partial("let x = t^2; x^3 + s t", "t"))
    assert "∂f/∂t = ∂f/∂x · dx/dt + s chain rule" in told
    assert "t moves f through x, and directly" in told
    assert "= s directly, the other parts held constant" in told
    one = page(partial("let x = t^2; x^3 + t", "t"))
    assert "df/dt = ∂f/∂x · dx/dt + ∂f/∂t" in one


def test_the_names_are_written_out_when_that_is_asked_for() -> None:
    result = partial("let x = t^2; let y = sin t; x^2 y", "t")
    assert "chain rule, one term a path" not in page(result, expand=True)
    assert "= t³(t cos t + 4 sin t)" in page(result, expand=True)
    assert "written out" in page(backprop(NEURON), expand=True)


def test_answers_for_scripts_are_in_the_variables() -> None:
    result = partial("let x = t^2; let y = sin t; x^2 y", "t")
    (line,) = result.lines()
    body = result.json()["partials"][0]
    assert body["derivative"] == line
    assert "let" not in line
    assert body["in_names"] == "let x = t**2; let y = sin(t); x*(4*t*y + x*cos(t))"
    assert "in_names" not in gradient("x^2 y").json()["partials"][0]
    assert "in_names" not in partial("let u = x^2; u^2 + u", "x,x").json()["partials"][-1]


TEXTS = [
    NEURON,
    "let x = t^2; let y = sin t; x^2 y",
    "let x = s t; let y = s - t; let z = x y; z^2 + x",
    "let r = sqrt(x^2 + y^2); sin(r)/r",
    "let u = x + y; let v = x - y; f(x, y) = u^2 v + k u",
    "let h = max(x, 0); h^2 + y h",
    "let s = x^2; let p = s^2; let q = p + s; p q + x",
    "let c = 3; let u = c x; u^2",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_derivative_in_names_is_the_one_in_the_variables(text: str) -> None:
    result = gradient(text)
    body = result.json()
    letters = [*body["input"]["variables"], *body["input"].get("parameters", ())]
    assert result.answer.verified
    for each in body["partials"]:
        told, written = (_times_t(each[key], letters) for key in ("in_names", "derivative"))
        difference = told.values()[0] - written.values()[0]
        numbers = {
            symbol: sympy.Rational(7 + 4 * place, 5 + place)
            for place, symbol in enumerate(sorted(difference.free_symbols, key=str))
        }
        assert abs(difference.subs(numbers).evalf(30)) < 1e-20


def _times_t(text: str, letters: list[str]) -> Result:
    """What was written, read back: its derivative by a letter that it is multiplied by."""
    lets, between, last = text.rpartition("; ")
    return gradient(f"{lets}{between}({last}) t_9", variables=["t_9", *letters])


def test_rates_are_told_in_the_names_too() -> None:
    told = page(directional("let r = x^2 + y^2; r^2", "3,4"))
    assert "4rx" in told
    assert "df/dr · ∂r/∂x" in page(steepest("let r = x^2 + y^2; r^2", "1,2"))


def test_of_very_many_paths_nothing_is_told_in_names() -> None:
    text = "let a = x + x^2; let b = a + a^2 + x; let c = b + a b + x; let d = c b + a + x; d^2 + a"
    assert "chain rule, one term a path" not in page(gradient(text))
