"""Each step from what the rules gave to the form in which it is given says what was done."""

from __future__ import annotations

import pytest

import gradcli

SAID = [
    ("x/(1-x)^2", "= (1 + x)/(1 − x)³ cancel the common factor"),
    ("sin(x)/x^2", "= (x cos x − 2 sin x)/x³ cancel the common factor"),
    ("(x^2-4)/(x+2)", "= 1 cancel the common factor"),
    ("x/(1+x^2)", "= (1 − x²)/(1 + x²)² simplify"),
    ("ln(x)/x", "= (1 − ln x)/x² simplify"),
    ("x e^x", "= (x + 1) eˣ take out the common factor"),
    ("ln(x^y)", "= y/x add the exponents of one base"),
    ("x|x|", "= 2|x| since |u| sign u = u and u sign u = |u|"),
    ("arctan(tan x)", "= 1 since sec² u − tan² u = 1"),
    ("arsinh(sinh x)", "= 1 since cosh² u − sinh² u = 1"),
    ("arcsin(sin x)", "= (cos x)/|cos x| since sin² u + cos² u = 1"),
    ("arccos((1-x^2)/(1+x^2))", "since √(u²) = |u|"),
    # the u of an identity is none of the reader's letters
    ("arctan(tan u)", "= 1 since sec² v − tan² v = 1"),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_step_says_what_was_done(text: str, said: str) -> None:
    assert said in " ".join(gradcli.gradient(text).text(width=500).split())
