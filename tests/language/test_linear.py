"""What a text costs grows with its length: twice the text takes twice the steps, of any shape.

A step is a line of Python that is run, or a turn of a loop within one line. What one call of a
regular expression does is not seen here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest

from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression

# What a text repeats; # is another number each time. Behind | stands what ends the text.
SHAPES = [
    "x*y+|x", "x y z+|x", "xy+|x", "ax+|x", "mx+b+|x", "bx+v-ky+|x", "kx+x/m+|x", "dx+dy+|x",
    "nx-m+|x", "ab^2+cd+|x", "xy+w+|x", "xx+|x", "2ab+|x", "x/yz+|x", "a#x+|x", "ax#+by#+|x",
    "x#+|x", "x_#*y_#+|x", "p_#x+|x", "rate*|x", "rate_#*lr_#+|x", "lr*dw+|x", "price+|x",
    "a_2d+|x", "step-x+|x", "step(x)-exp1+|x", "log_y-m+|x", "exp#-x+|x", "max_#-x+|x",
    "2L+|x", "2L+Lx+|x", "2.5f+|x", "1.0f*x**2+|x", "2 xx 3+|x", "2j+|x", "0.1+|x", "1e-5x+|x",
    "x.pow(2)+|x", "x(1)+x(2)+|x", "x(#)+|x", "a#(1)+a#(2)+|x", "x[0]*|x", "x[#]+|x", "_x+|x",
    "x.^2.*y+|x", "x.^y.^2+|x", "x^{y}^2+|x", "x^{y}^|2", "x^|x", "2^x+|x", "x²+|x", "e^2x+|x",
    "e*x+|e", "i*x+|x", "αj*|x", "θx+|x", "|x|+|x", "x!+|x", "-x+|x", "-|x", "x-|x", "e-x+|x",
    "sin(x)*|x", "sin x+|x", "sinx+|x", "sin|x", "max(x,y)+|x", "norm([x,y])+|x", "||(x,y)||+|x",
    "np.exp(x)+|x", "x if x > 0 else |x", "{x if x>0, y otherwise}+|x", "x\n+|x", "x #+|x",
    "(x)+|x", "(x+|x", "[x]*|x", "gamma(x)+|x", "y(x)+|x", "x_{1}^2+|x", r"\frac{x}{y}+|x",
    r"\sqrt{x}+|x", r"\left(x\right)+|x", r"\hat{x}+|x", r"x\,+|x", r"x\cdot y+|x", r"\theta x+|x",
    "let u#=x; |x", "u#=x\n|x", "x, |x", "x; |x", "x = |x", "f(x)=|x", "# |x", "word |x", "x°+|x",
    "5%+|x", r"5\%+|x", "x'+|x", "x.T+|x", "∂|x", "√x+|x", "x_|x", "@(x)|x", "f = @(x) x(1)+|x",
]  # fmt: skip


def _steps(text: str, variables: Sequence[str] | None = None) -> int:
    """How many lines of the language are run to read a text, or to refuse it."""
    count = 0

    def trace(_: FrameType, __: str, ___: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with suppress(GradcliError):
            read_expression(text, variables=variables)
    finally:
        sys.settrace(before)
    return count


def _repeated(shape: str, times: int) -> str:
    piece, _, end = shape.rpartition("|")
    closing = ")" * (piece.count("(") - piece.count(")")) * times
    return "".join(piece.replace("#", str(i + 1)) for i in range(times)) + end + closing


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_text_takes_twice_the_steps(shape: str) -> None:
    _steps(_repeated(shape, 2))  # what is made when it is first asked for
    once, twice = _steps(_repeated(shape, 60)), _steps(_repeated(shape, 120))
    if twice > 2.3 * once:
        # A long text may be the first that asks for a room: by now it is loaded.
        twice = _steps(_repeated(shape, 120))
    assert twice <= 2.3 * once


def test_a_name_is_compared_with_the_declared_ones_once() -> None:
    def steps(count: int) -> int:
        return _steps("price*x+" * count + "x", ["x", *(f"v{i}" for i in range(count))])

    steps(2)
    assert steps(120) <= 2.3 * steps(60)
