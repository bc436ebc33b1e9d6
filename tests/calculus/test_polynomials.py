"""A polynomial in small steps, multiplied out, beside SymPy's own expansion."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy

from gradcli.calculus.numbers.polynomials import in_steps
from tests.fields import field

POLYNOMIALS = [
    ("x^2 y", (2, 3), ("x",)),
    ("x^2 y", (2, 3), ("y",)),
    ("x^2 y", (2, 3), ("x", "y")),
    ("x^3 - 3x + y^2", (1, 0), ("x", "y")),
    ("-(x - y)^3/4 + 0.5 x", (Fraction(1, 2), -1), ("x", "y")),
    ("x y - y x", (1, 1), ("x", "y")),
    ("(x + y) (x - y)/(1/3)", (0, 0), ("x", "y")),
    ("x^(6/2) y", (1, -2), ("x",)),
]


@pytest.mark.parametrize(("text", "start", "moving"), POLYNOMIALS, ids=str)
def test_in_steps(text: str, start: tuple[Fraction, ...], moving: tuple[str, ...]) -> None:
    whole = field(text)
    found = in_steps(whole.tree, whole.variables, [Fraction(each) for each in start], moving)
    assert found is not None
    assert 0 not in found.values()
    steps = {name: sympy.Symbol(f"h_{name}") for name in moving}
    values = {
        symbol: sympy.Rational(Fraction(at)) + steps.get(name, sympy.Integer(0))
        for symbol, name, at in zip(whole.symbols, whole.variables, start, strict=True)
    }
    ours = sympy.Add(
        *(
            sympy.Rational(each)
            * sympy.Mul(*(steps[name] ** power for name, power in zip(moving, powers, strict=True)))
            for powers, each in found.items()
        )
    )
    assert sympy.expand(whole.expression.subs(values, simultaneous=True) - ours) == 0


# (function, why not)
NONE = [
    ("sin(x) y", "a function"),
    ("x/y", "a quotient by what moves"),
    ("x^y", "an exponent that moves"),
    ("sqrt(2) x + y", "a coefficient that is no rational number"),
    ("pi x + y", "the same"),
    ("x^(1/2) + y", "a root"),
    ("x^(-1) + y", "a negative power"),
    ("x^100 y", "longer than anybody reads"),
    ("(x + y)^12", "the same"),
    ("x/(y - y)", "a quotient by 0"),
]


@pytest.mark.parametrize(("text", "why"), NONE, ids=str)
def test_what_is_no_short_polynomial(text: str, why: str) -> None:
    whole = field(text)
    assert in_steps(whole.tree, whole.variables, [Fraction(2), Fraction(3)], ("x", "y")) is None, (
        why
    )
