"""Extreme values in random regions, held against the values on a grid of 14,641 points.

python -m tests.fuzz.regions [COUNT [SEED]]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import Final

import sympy

import gradcli

_STEPS: Final = 120
_SLACK: Final = 1e-9


def _polynomial(rng: random.Random, degree: int) -> str:
    return " + ".join(
        f"({rng.randint(-3, 3)}) x^{i} y^{j}"
        for i in range(degree + 1)
        for j in range(degree + 1 - i)
    )


def _function(rng: random.Random) -> str:
    k = rng.randint(1, 3)
    return rng.choice(
        (
            _polynomial(rng, 2),
            _polynomial(rng, 3),
            f"e^(-x y) + {k} x",
            f"sin(x) + {k} cos(y)",
            f"(x^2 + y^2 - 1)^2 + {k - 1} x",
            f"(x + {k} y)^2",
            "(x + y)/(x^2 + y^2 + 1)",
            "sqrt(x^2 + y^2)",
        )
    )


def _region(rng: random.Random) -> tuple[str, int]:
    a, b, c = rng.randint(1, 3), rng.randint(1, 3), rng.randint(1, 4)
    level = rng.choice(
        (
            f"{a} (x - 1)^2 + {b} (y + 1)^2",
            f"x^2 + x y + {b} y^2",
            f"x^4 + {a} y^4",
            "x^4 + y^4 - x y",
        )
    )
    return level, c


def _numbers(text: str) -> Callable[[float, float], float]:
    read = gradcli.gradient(text, variables=["x", "y"]).json(steps="none")["input"]["read_as"]
    names = sympy.symbols("x y")
    form = sympy.sympify(read, locals={"x": names[0], "y": names[1], "e": sympy.E})
    of: Callable[[float, float], float] = sympy.lambdify(names, form, "math")
    return of


def main(count: int, seed: int) -> int:
    """Ask `count` questions; the number of those that a point of the grid contradicts."""
    rng = random.Random(seed)
    proved = wrong = 0
    for _ in range(count):
        text, (level, most) = _function(rng), _region(rng)
        region = f"{level} <= {most}"
        body = gradcli.critical(text, box=region, variables=["x", "y"]).json(steps="none")
        extremes = body["critical"]["extremes"]
        if extremes["minimum"] is None or extremes["maximum"] is None:
            continue
        proved += 1
        f, g = _numbers(text), _numbers(level)
        axis = [-4 + 8 * k / _STEPS for k in range(_STEPS + 1)]
        values = [f(x, y) for x in axis for y in axis if g(x, y) <= most]
        low, high = (extremes[each]["value_approx"] for each in ("minimum", "maximum"))
        if values and not low - _SLACK <= min(values) <= max(values) <= high + _SLACK:
            wrong += 1
            print(f"wrong: {text} in {region}: {low} to {high}")
    print(f"{count} asked, {proved} proved, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:3]]
    count, seed = [*given, *(40, 1)[len(given) :]]
    sys.exit(1 if main(count, seed) else 0)
