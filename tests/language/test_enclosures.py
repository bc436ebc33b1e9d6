"""A constant lies between the two floats that are told, and they are near each other."""

from __future__ import annotations

import math
import random

import mpmath
import pytest

from gradcli.errors import GradcliError
from gradcli.field.expression import Node
from gradcli.language.enclosures import enclosure
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

# Each is as Python has it, for mpmath to evaluate with fifty digits.
ONE = ("csc", "sec", "cot", "tan", "sin", "cos", "exp", "log", "sqrt", "sinh", "cosh", "tanh")
MORE = ("coth", "sech", "csch", "atan", "asinh", "erf", "floor", "ceil", "cbrt", "acot", "asec")
FIXED = (
    "csc(2)**2", "1/sin(22)", "tan(11)**5", "cot(3)", "sec(1)**5*tan(1)**2", "2**(-pi)",
    "(-2)**3 + (-2)**4 + (-2)**(-3)", "sin(355)", "1/sin(355)", "cos(1e4)", "sin(pi/2) + cos(pi)",
    "atan2(-1, -2)", "atan2(1, -2)", "atan2(0, 1)", "max(csc(2), sqrt(2))", "min(csc(2), 1)",
    "sinc(333/1000)", "sinc(4)", "sinc(-2)**3", "(1/10)**sinc(2)",
    "abs(cot(3))", "log(2, 3)", "root(5, 3)", "sqrt(2)**20", "acos(1/3)", "asin(1/3)", "acsc(2)",
    "acosh(2)", "atanh(1/3)", "acoth(2)", "asech(1/2)", "acsch(2)", "1/sqrt(pi)/(pi-3)",
)  # fmt: skip


def unbounded(_: Node) -> float:
    return math.inf


# The texts are those of this file, in the notation of both.
def nearly(text: str) -> mpmath.mpf:
    names = {name: getattr(mpmath, name) for name in (*ONE, *MORE) if hasattr(mpmath, name)}
    names |= {"pi": mpmath.pi, "root": lambda x, n: x ** (mpmath.mpf(1) / n), "abs": abs}
    names |= {"ceil": mpmath.ceil, "max": max, "min": min, "atan2": mpmath.atan2}
    names["sinc"] = mpmath.sinc
    inverse = ("acos", "asin", "acsc", "acosh", "atanh", "acoth", "asech", "acsch")
    names |= {name: getattr(mpmath, name) for name in inverse}
    with mpmath.workdps(50):
        return +mpmath.mpf(eval(text, names))


def random_constant(chance: random.Random, depth: int) -> str:
    if not depth:
        return str(chance.randint(1, 30))
    inner = random_constant(chance, depth - 1)
    match chance.randint(0, 4):
        case 0:
            return f"({inner} {chance.choice('+-*/')} {random_constant(chance, depth - 1)})"
        case 1:
            return f"({inner})**{chance.choice(('2', '3', '(-2)', '(-1)'))}"
        case _:
            return f"{chance.choice((*ONE, *MORE))}({inner})"


@pytest.mark.parametrize("text", FIXED)
def test_constants_lie_between_two_floats_near_them(text: str) -> None:
    found = enclosure(read_expression(text).tree, {}, unbounded)
    assert found is not None
    value = nearly(text)
    assert found[0] <= value <= found[1]
    assert found[1] - found[0] <= 1e-6 * max(1, abs(value))


def test_random_constants_lie_between_two_floats() -> None:
    chance = random.Random(16)
    told = 0
    for _ in range(400):
        text = random_constant(chance, chance.randint(1, 4))
        try:
            tree = read_expression(text).tree
            value = nearly(text)
        except (GradcliError, ArithmeticError, TypeError, ValueError):
            continue  # refused, or no real number
        found = enclosure(tree, {}, unbounded)
        if found is not None:
            told += 1
            assert found[0] <= value <= found[1], (text, write(tree), found, value)
    assert told > 150


@pytest.mark.parametrize("text", ["1/sin(pi)", "tan(pi/2)", "log(-1)", "sqrt(sin(pi))", "10**400"])
def test_where_no_two_floats_are_sure_none_are_told(text: str) -> None:
    assert enclosure(read_expression(text).tree, {}, unbounded) is None
