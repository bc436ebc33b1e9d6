"""The expressions that are measured: mixed, made from a fixed seed, the same on every machine.

Sums, products, quotients, powers and chains of the elementary functions, in one to three
variables, two to five levels deep, in a spelling that SymPy's parser reads as well.
"""

from __future__ import annotations

import random
from typing import Final

SEED: Final = 20260101
SIZE: Final = 2000

_NAMES: Final = ("x", "y", "z")
_COMMON: Final = ("sin", "cos", "exp", "log", "sqrt", "tanh")
_ELEMENTARY: Final = (
    "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot",
    "sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh",
    "exp", "log", "sqrt",
)  # fmt: skip
_SHAPES: Final = ("sum", "sum", "product", "product", "call", "call", "power", "quotient")

# How tightly a text holds together, for its brackets.
_SUM, _PRODUCT, _POWER, _ATOM = range(4)
_Written = tuple[str, int]


def corpus(count: int = SIZE, seed: int = SEED) -> tuple[str, ...]:
    """`count` different expressions, each of which contains the variable x."""
    draw = random.Random(seed)
    texts: dict[str, None] = {}
    while len(texts) < count:
        names = _NAMES[: draw.randint(1, 3)]
        text, _ = _expression(draw, names, draw.choice((2, 2, 3, 3, 3, 4, 4, 5)))
        if "x" in text.replace("exp", ""):
            texts[text] = None
    return tuple(texts)


def _bracketed(written: _Written, least: int) -> str:
    text, tightness = written
    return text if tightness >= least else f"({text})"


def _expression(draw: random.Random, names: tuple[str, ...], depth: int) -> _Written:
    if depth == 0 or (depth == 1 and draw.random() < 0.5):
        return draw.choice(names), _ATOM
    inner = [_expression(draw, names, depth - 1)]
    match draw.choice(_SHAPES):
        case "call":
            function = draw.choice(_COMMON if draw.random() < 0.7 else _ELEMENTARY)
            return f"{function}({inner[0][0]})", _ATOM
        case "power":
            exponent = draw.choice((2, 2, 3, 4, 5)) if draw.random() < 0.9 else draw.choice(names)
            return f"{_bracketed(inner[0], _ATOM)}**{exponent}", _POWER
        case "quotient":
            below = _other(draw, names, draw.randint(0, depth - 1), inner)
            return f"{_bracketed(inner[0], _POWER)}/{_bracketed(below, _POWER)}", _PRODUCT
        case "sum":
            inner.append(_other(draw, names, draw.randint(0, depth - 1), inner))
            if draw.random() < 0.5:
                inner.append((str(draw.randint(1, 9)), _ATOM))
            sign = draw.choice((" + ", " - "))
            return sign.join(_bracketed(part, _PRODUCT) for part in inner), _SUM
        case _:
            inner.append(_other(draw, names, draw.randint(0, depth - 1), inner))
            if draw.random() < 0.3:
                inner.insert(0, (str(draw.randint(2, 9)), _ATOM))
            return "*".join(_bracketed(part, _POWER) for part in inner), _PRODUCT


def _other(
    draw: random.Random, names: tuple[str, ...], depth: int, taken: list[_Written]
) -> _Written:
    """A part that is not yet there: x - x and x/x are nobody's exercise."""
    part = _expression(draw, names, depth)
    return part if part not in taken else (str(draw.randint(2, 9)), _ATOM)
