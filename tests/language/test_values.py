"""What was read has the value that a person computes by hand, at x = 0.7, y = 1.3, z = -0.4."""

import math
from collections.abc import Callable
from math import cos, e, exp, log, pi, sin, sqrt, tan

import pytest
import sympy

from gradcli.field.to_sympy import ToSympy
from gradcli.language.reading import read_expression

X, Y, Z = 0.7, 1.3, -0.4
Formula = Callable[[float, float, float], float]

VALUES: list[tuple[str, Formula]] = [
    ("2xy", lambda x, y, z: 2 * x * y),
    ("-x^2 y", lambda x, y, z: -(x * x) * y),
    ("(-x)^2", lambda x, y, z: x * x),
    ("-2^2", lambda x, y, z: -4),
    ("x - y - z", lambda x, y, z: (x - y) - z),
    ("x - (y - z)", lambda x, y, z: x - (y - z)),
    ("x/y/z", lambda x, y, z: (x / y) / z),
    ("x/y*z", lambda x, y, z: (x / y) * z),
    ("1/2x", lambda x, y, z: 0.5 * x),
    ("2x/3y", lambda x, y, z: (2 * x / 3) * y),
    ("x^y^2", lambda x, y, z: x ** (y * y)),
    ("2^-x y", lambda x, y, z: 2 ** (-x) * y),
    ("e^-x^2", lambda x, y, z: exp(-(x * x))),
    ("x*-y", lambda x, y, z: -(x * y)),
    ("x--y", lambda x, y, z: x + y),
    ("sin 2x", lambda x, y, z: sin(2 * x)),
    ("sin x cos y", lambda x, y, z: sin(x) * cos(y)),
    ("sin x y", lambda x, y, z: sin(x * y)),
    ("sin x^2", lambda x, y, z: sin(x * x)),
    ("sin^2 x", lambda x, y, z: sin(x) ** 2),
    ("sin^{-1} x", lambda x, y, z: math.asin(x)),
    ("sin(x)^2", lambda x, y, z: sin(x) ** 2),
    ("sin x / y", lambda x, y, z: sin(x) / y),
    ("sin x (1 + y)", lambda x, y, z: sin(x) * (1 + y)),
    ("cos 2πx", lambda x, y, z: cos(2 * pi * x)),
    ("log_2 y", lambda x, y, z: math.log2(y)),
    ("log(y, 3)", lambda x, y, z: log(y, 3)),
    ("log10(y)", lambda x, y, z: math.log10(y)),
    ("ln^2 y", lambda x, y, z: log(y) ** 2),
    ("√(x+1)", lambda x, y, z: sqrt(x + 1)),
    ("∛z", lambda x, y, z: -((-z) ** (1 / 3))),
    (r"\sqrt[4]{y}", lambda x, y, z: y**0.25),
    (r"\sqrt2x", lambda x, y, z: sqrt(2) * x),
    (r"\frac12 x", lambda x, y, z: x / 2),
    (r"\frac{x^2 y}{1+\sqrt{y}}", lambda x, y, z: x * x * y / (1 + sqrt(y))),
    (r"\tan^{-1}\left(\frac{y}{x}\right)", lambda x, y, z: math.atan(y / x)),
    (r"e^{xy}\cos 3z", lambda x, y, z: exp(x * y) * cos(3 * z)),
    (r"\log_{10} y", lambda x, y, z: math.log10(y)),
    ("|z|", lambda x, y, z: 0.4),
    ("2|z|y", lambda x, y, z: 0.8 * y),
    ("||z| - 1|", lambda x, y, z: 0.6),
    ("|x||z|", lambda x, y, z: 0.4 * x),
    ("x³y⁻¹", lambda x, y, z: x**3 / y),
    ("½x", lambda x, y, z: x / 2),
    ("tan x sec y", lambda x, y, z: tan(x) / cos(y)),
    ("sin 30°", lambda x, y, z: 0.5),
    ("2½x", lambda x, y, z: 2.5 * x),
    ("3!x", lambda x, y, z: 6 * x),
    ("max(x, y, z)", lambda x, y, z: y),
    ("atan2(z, x)", lambda x, y, z: math.atan2(z, x)),
    ("{x if x > y, z otherwise}", lambda x, y, z: z),
    ("{x if z < x < y, z otherwise}", lambda x, y, z: x),
    ("x if x > y or z < 0 else z", lambda x, y, z: x),
    ("x E", lambda x, y, z: x * e),
    ("exp(sin(x y)) ln(x^2+y^2+1) / (1+sqrt(x^2+z^4))",
     lambda x, y, z: exp(sin(x * y)) * log(x * x + y * y + 1) / (1 + sqrt(x * x + z**4))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "formula"), VALUES, ids=[text for text, _ in VALUES])
def test_the_value_is_the_one_computed_by_hand(text: str, formula: Formula) -> None:
    tree = read_expression(text, variables=("x", "y", "z")).tree
    values = {"x": sympy.Rational(7, 10), "y": sympy.Rational(13, 10), "z": sympy.Rational(-2, 5)}
    read = float(sympy.N(ToSympy(values)(tree), 20))
    assert read == pytest.approx(formula(X, Y, Z), rel=1e-12)
