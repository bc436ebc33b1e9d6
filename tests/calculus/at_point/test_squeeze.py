"""Bounds found by hand: they hold at random steps, and come out as on paper."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
import sympy

from gradcli.calculus.domain.verdict import Differentiable
from gradcli.calculus.point.bounds.squeeze import Squeezed, squeezed
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.point.quotients import left_over
from gradcli.field.scalar_field import Point
from gradcli.field.to_sympy import symbol
from gradcli.language.reading import read_expression
from tests.fields import MANY, field, value_of

# (what is left over, the bound, the constant, the exponent)
BY_HAND = [
    ("h^2 k^2/(h^2+k^2)", "k^2", "1", "2"),
    ("h^4 k/(h^4+k^2)", "h^2/2", "1/2", "2"),
    # 2 and sqrt(2) are powers of one base, and the 3 of |ln u| <= 3/u^(1/8) is another factor 3
    ("2 sqrt(2) h^2 k^2/(h^2+k^2)", "2 sqrt(2) k^2", "2 sqrt(2)", "2"),
    ("h^2 k^2/(2 sqrt(2) (h^2+k^2))", "k^2/(2 sqrt(2))", "1/(2 sqrt(2))", "2"),
    ("3 (h^2+k^4)^(3/4) ln(h^2+k^4)", "9*2^(5/8) (h^2+k^2)^(5/8)", "9*2^(5/8)", "5/4"),
    ("h^6 k/(h^8+k^2)", "h^2/2", "1/2", "2"),
    ("h k (h^2-k^2)/(h^2+k^2)", "|h| |k| + k^2/2", "3/2", "2"),
    ("(h^2+k^2) sin(1/(h^2+k^2))", "h^2+k^2", "1", "2"),
    ("{h^2 sin(1/k) if k != 0, 0 otherwise}", "h^2", "1", "2"),
    ("{h^2 atan(k/h) if h != 0, 0 otherwise}", "pi h^2/2", "pi/2", "2"),
    ("{h^2 k^2 floor(1/(h k)) if h k != 0, 0 otherwise}", "h^2 k^2 + |h| |k|", "2", "2"),
    ("2sin(h) - 2h + h^2 k cos(1/k)", "|h|^3/3 + h^2 |k|", "4/3", "3"),
    ("5 - 5cos(h) + k^3", "5h^2/2 + |k|^3", "7/2", "2"),
    ("{e^k - 1 - k + h^2 sin(1/h) if h != 0, e^k - k - 1 otherwise}", "h^2 + k^2", "2", "2"),
    ("{h - 3k - h + 3k + h^3 cos(1/k) if k != 0, k otherwise}", "|h|^3", "1", "3"),
    ("|h - k|^(3/2)", "2^(3/2) (h^2+k^2)^(3/4)", "2^(3/2)", "3/2"),
    ("sqrt(h^4 + k^4)", "sqrt(2) (h^2+k^2)", "sqrt(2)", "2"),
    ("max(0, k - h^2)^2", "h^4 + 2h^2 |k| + k^2", "4", "2"),
    ("h^2 tanh(k)/2", "h^2 |k|/2", "1/2", "3"),
    ("{sin(h k)/h - k if h != 0, 0 otherwise}", "h^2 |k|^3/6", "1/6", "5"),
    ("{sin(h (k+1))/h - k - 1 if h != 0, 0 otherwise}", "h^2 (|k|+1)^3/6", "4/3", "2"),
    ("{(e^(h k) - 1)/h - k if h != 0, 0 otherwise}", "|h| k^2", "1", "3"),
    ("{(1 - cos(h k))/h^2 if h != 0, k^2/2 otherwise}", "k^2/2", "1/2", "2"),
    ("{h^2 if h != k, k^3 - h^3 + h k otherwise}", "h^2 + k^2", "2", "2"),
    # a factor that is bounded, a denominator that is not a sum of squares
    ("e^h h^7 k/(h^10+k^2)", "3h^2/2", "3/2", "2"),
    ("e^k h^2 k^2/(h^2+k^2)", "3k^2", "3", "2"),
    ("h^2 k^2/(2 + h + k)", "h^2 k^2", "1", "4"),
    ("h^2 k^2/(h^2 + h k + k^2)", "2k^2", "2", "2"),
    ("h^2 k^2/(h^2 + k^2 + (h-k)^2)", "k^2", "1", "2"),
    ("h^4/(h^2/4 + k^2)", "4h^2", "4", "2"),
    ("h^2 k/(|h| + |k|)", "|h| |k|", "1", "2"),
    ("h^6 k^3/(h^6 + k^6)", "|k|^3", "1", "3"),
    ("h^2 k/(h^2 + k^4)^(3/4) h", "|h|^(3/2) |k|", "1", "5/2"),
    # by series, a term further where the first cancel
    ("e^(5k) - 1 - 5k", "25k^2", "25", "2"),
    ("ln(1 + k) - k + h^2", "h^2 + k^2", "2", "2"),
    ("(sqrt(1 + h^2 k^2) - 1)/(h^2 + k^2)", "k^2", "1", "2"),
    ("(e^(h k) - 1 - h k)/(h^2 + k^2)", "k^2", "1", "2"),
    ("{ln(1 + k + h k)/k - 1 - h + k/2 if k != 0, 0 otherwise}", "none", "19/2", "2"),
    ("h k tan(h)/sqrt(h^2 + k^2)", "2|h| |k|", "2", "2"),
    # by Taylor's formula
    ("sqrt(4 + k) - 2 - k/4", "k^2/40", "1/40", "2"),
    # what a case says of the sizes
    ("{k^3/h if |k| < |h|, 0 otherwise}", "k^2", "1", "2"),
    ("{k^3/h if 0 < k < h, 0 otherwise}", "k^2", "1", "2"),
    ("{k^2/h if |k| < h^2, 0 otherwise}", "|h|^3", "1", "3"),
    # logarithms, exponentials, exponents that swing
    ("{exp(-1/(h - k^2)) if h > k^2, 0 otherwise}", "2(h^2 + 2|h| k^2 + k^4)", "8", "2"),
    ("exp(-1/(h^2+k^2))", "2(h^2+k^2)^2", "2", "4"),
    ("{(k-h^2)^2 ln(k-h^2) if k > h^2, 0 otherwise}", "none", "2^(3/2)", "3/2"),
    ("(h^2+k^2)^(3/4) ln(h^2+k^2)", "4 (h^2+k^2)^(5/8)", "4", "5/4"),
    ("{|k|^(3+sin(1/h)) if h != 0, k^2 otherwise}", "k^2", "1", "2"),
]


def _point(at: str) -> Point:
    return Point.of_trees(tuple(read_expression(each, variables=()).tree for each in at.split(",")))


# (the function, the point, what its partials leave over there)
LEFT_OVER = [
    ("max(x,y) + min(x,y)", "0,0", "0"),
    ("max(x,y) min(x,y)", "1,1", "h k"),
    ("max(x,-x) - |x| + y", "0,0", "0"),
    ("min(x,-x) + |x| + y^2", "0,0", "k^2"),
    ("cbrt(x^3) + y", "0,0", "0"),
    ("root(y^5, 5) x", "0,0", "h k"),
    ("|x| sign(x) + y", "0,0", "0"),
    ("{x + y if |x| >= x, 3 otherwise}", "0,0", "0"),
    ("{x y if -x <= |x|, y otherwise}", "0,0", "h k"),
    ("{(x^2-y^2)/(x-y) if x != y, 2x otherwise}", "1,1", "0"),
    ("{(x^3-y^3)/(x-y) if x != y, 3x^2 otherwise}", "0,0", "h^2 + h k + k^2"),
]


@pytest.mark.parametrize(("text", "at", "rest"), LEFT_OVER)
def test_what_is_left_over_has_no_choice_that_comes_to_the_same(
    text: str, at: str, rest: str
) -> None:
    whole = field(text, ("x", "y"))
    found = examine(whole, _point(at))
    assert isinstance(found, Differentiable)
    over = left_over(whole, _point(at), ("h", "k"), found.value, found.gradient)
    wanted = field(rest, ("h", "k"))
    assert over is not None
    for h, k in ((Fraction(1, 7), Fraction(-2, 9)), (Fraction(-1, 3), Fraction(-1, 3))):
        at_step = {symbol("h"): sympy.Rational(h), symbol("k"): sympy.Rational(k)}
        assert over.xreplace(at_step) == wanted.expression.xreplace(at_step)
    assert not over.has(sympy.Max, sympy.Min, sympy.sign)
    assert rest != "0" or over == 0


@pytest.mark.parametrize(("text", "bound", "constant", "exponent"), BY_HAND)
def test_a_bound_is_that_of_a_hand(text: str, bound: str, constant: str, exponent: str) -> None:
    names = ("h", "k")
    found = squeezed(field(text, names).expression, tuple(map(symbol, names)))
    assert found is not None
    # Of a sum that is raised as a whole the bound is its size, constant |h|^exponent.
    if bound != "none":
        assert sympy.simplify(found.bound - field(bound, names).expression) == 0
    assert found.constant == field(constant, names).expression
    assert found.exponent == field(exponent, names).expression


@pytest.mark.parametrize("text", ["a h^2", "h^2 k^2/(a (h^2+k^2))", "h^2 k^2/a"])
def test_a_letter_that_is_no_step_has_no_bound(text: str) -> None:
    whole = field(text, ("h", "k", "a"))
    assert squeezed(whole.expression, tuple(map(symbol, ("h", "k")))) is None


IN_SPACE = ("h^2 k m/(h^4+k^2+m^2)", "h^2 k^2 m/(h^2+k^4+m^2)", "h k m sin(1/(h k))", "|h k m|")


def _holds(found: Squeezed, form: sympy.Expr, names: tuple[str, ...], draw: random.Random) -> None:
    """What is claimed of a bound, at random steps of all lengths for which it is claimed."""
    for _ in range(40):
        # No component is beyond size, so that no step of these is beyond `within`.
        size = 10.0 ** draw.uniform(-6, -0.3) * float(found.within or 1)
        at = {name: Fraction(draw.uniform(-1, 1) * size) for name in names}
        left = abs(value_of(form, at))
        bound = value_of(found.bound * found.beside, at)
        length = MANY.sqrt(sum(MANY.mpf(float(each)) ** 2 for each in at.values()))
        most = value_of(found.constant, {}) * length ** MANY.mpf(float(found.exponent))
        # Of 1 - cos(h k) fewer digits are left than there are.
        assert left <= bound * (1 + MANY.mpf(10) ** -12) + MANY.mpf(10) ** -50
        assert bound <= most * value_of(found.beside, at) * (1 + MANY.mpf(10) ** -12)


@pytest.mark.parametrize("text", [*(row[0] for row in BY_HAND), *IN_SPACE])
def test_a_bound_holds(text: str) -> None:
    names = ("h", "k", "m") if text in IN_SPACE else ("h", "k")
    form = field(text, names).expression
    found = squeezed(form, tuple(map(symbol, names)))
    assert found is not None
    _holds(found, form, names, random.Random(text))


_NUMBERS = ("1", "2", "3", "1/3", "sqrt(2)", "2sqrt(2)", "cbrt(2)", "pi", "e", "sqrt(6)/4")
_FACTORS = (
    *("h", "k", "h^2", "k^3", "|h|^(3/2)", "|k|^(1/2)", "(h + 2k)", "(h^2 + k^2)^(3/4)"),
    *("sin(h)", "sin(h k)", "(1 - cos(h))", "(1 - cos(h k))", "e^(h k)", "(e^h - 1)", "atan(k)"),
    *("ln(h^2 + k^2)", "ln(h^2 + k^4)", "ln|h|", "ln(1 + h)", "(sqrt(1 + h) - 1)"),
)
_BELOW = (
    *("1", "(h^2 + k^2)", "(h^4 + k^2)", "(h^2 - h k + k^2)", "(|h| + |k|)", "sqrt(h^2 + k^2)"),
    *("(3h^2 + k^4)", "(h^6 + k^2)^2", "(2|h| + k^2)", "(h^4 + h^2 k + k^2)", "sqrt(h^4 + k^2)"),
)


def _product(draw: random.Random) -> str:
    factors = " ".join(draw.choices(_FACTORS, k=draw.randint(1, 4)))
    return f"({draw.choice(_NUMBERS)}) {factors}/({draw.choice(_NUMBERS)} * {draw.choice(_BELOW)})"


@pytest.mark.parametrize("seed", range(12))
def test_bounds_of_products_at_random_hold(seed: int) -> None:
    draw, names, count = random.Random(seed), ("h", "k"), 0
    while count < 3:
        text = " + ".join(_product(draw) for _ in range(draw.randint(1, 2)))
        form = field(text, names).expression
        found = squeezed(form, tuple(map(symbol, names)))
        if found is not None:
            count += 1
            _holds(found, form, names, draw)


UNBOUNDED = (
    "h k ln(h + k)",
    "h/k",
    "h^2 k/(h^2-k^2)",
    "e^(5k) - 1 - 4k",
    "h^2/(h^2 - h k + k^2/4)",
    "{k^3/h if |k| > |h|, 0 otherwise}",
    "exp(-1/h)",
    "h^(2 + sin(k))",
    "ln(h^2 + k^2)^k ln(h^2 + k^2)^(1/k)",
    "h+k^2",
)


@pytest.mark.parametrize("text", UNBOUNDED)
def test_where_no_rule_applies_nothing_is_said(text: str) -> None:
    names = ("h", "k")
    assert squeezed(field(text, names).expression, tuple(map(symbol, names))) is None
