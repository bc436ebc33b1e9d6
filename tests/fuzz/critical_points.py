"""Critical points that are said to be all, attacked by Newton's method from a grid.

    python -m tests.fuzz.critical_points [COUNT [SEED]]

Of the systems of `tests/extrema/test_systems.py` and of COUNT functions at random. Newton's method
takes SymPy's derivatives of the same text in floats and starts from 169 points; where the answer
says that there are no others and no family of points, each point that it converges to has to be
one of those told. What each told point is, is held against values of f around it.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, Final

import sympy

import gradcli
from tests.extrema.test_systems import SYSTEMS

_GRID: Final = [-3 + k / 2 for k in range(13)]
_STEPS: Final = 40
_NEAR: Final = 1e-5
_ROUND: Final = 200


def _random(draw: random.Random) -> str:
    a, b, c = (draw.choice((1, 2, 3, -1, -2, 5)) for _ in range(3))
    return draw.choice(
        (
            f"x^3 + ({a}) y^3 - ({b}) x y + ({c}) x",
            f"x^4 + y^4 - ({a}) x^2 + ({b}) x y + ({c}) y",
            f"x y (x + ({a}) y + ({b}))",
            f"(x^2 - ({a}) y)^2 + ({b}) x",
            f"(x^2 + ({a}) y^2) e^(-x^2 - y^2)",
            f"x^2 y + ({a}) y^2 + ({b}) x^2 + ({c})",
            f"({a}) x/(1 + x^2 + y^2) + ({b}) y/(1 + x^2 + y^2)",
            f"e^x (x^2 - ({a}) y^2)",
            f"x^2 + ({a}) y^2 + ({b}) x y + ({c}) x",
            f"(x - ({a}))^2 (y - ({b}))^2 + ({c}) x y",
        )
    )


def attacked(text: str) -> Iterator[str]:
    """What contradicts the answer to one function."""
    told = gradcli.critical(text).json(steps="none")
    body, names = told["critical"], told["input"]["variables"]
    symbols = [sympy.Symbol(name, real=True) for name in names]
    known = {**dict(zip(names, symbols, strict=True)), "e": sympy.E}
    f = sympy.sympify(told["input"]["read_as"], locals=known)
    slopes = [f.diff(v) for v in symbols]
    value = sympy.lambdify(symbols, f, "math")
    first = sympy.lambdify(symbols, slopes, "math")
    second = sympy.lambdify(symbols, [[s.diff(v) for v in symbols] for s in slopes], "math")
    points = [each["approx"] for each in body["points"]]
    for each in body["points"]:
        yield from _other_kind(text, each, value)
    if body["complete"] is not True or len(names) > 2:
        return
    for start in () if body["families"] else product(_GRID, repeat=len(names)):
        found = _newton(first, second, start)
        if found is not None and not any(math.dist(found, p) < _NEAR for p in points):
            yield f"{text}: {found} is a critical point and not among {points}"
            return


def _newton(
    first: Callable[..., Any], second: Callable[..., Any], start: tuple[float, ...]
) -> list[float] | None:
    """Where it converges to, well inside of the grid, with a matrix that is not singular."""
    at = list(start)
    try:
        for _ in range(_STEPS):
            g, h = first(*at), second(*at)
            if len(at) == 1:
                way = [g[0] / h[0][0]]
            else:
                (a, b), (c, d) = h
                size = a * d - b * c
                way = [(d * g[0] - b * g[1]) / size, (a * g[1] - c * g[0]) / size]
            at = [one - step for one, step in zip(at, way, strict=True)]
            if max(map(abs, at)) > 2 * _GRID[-1]:
                return None
        still = max(map(abs, way)) < 1e-12 * max(1.0, *map(abs, at))
        return at if still and max(map(abs, first(*at))) < 1e-9 else None
    except (ArithmeticError, ValueError):
        return None


def _other_kind(text: str, point: dict[str, Any], value: Callable[..., Any]) -> Iterator[str]:
    draw = random.Random(1)
    at = point["approx"]
    try:
        here = value(*at)
    except (ArithmeticError, ValueError):
        return
    slack = 1e-12 * max(1.0, abs(here))
    for _ in range(_ROUND):
        near = [each + draw.gauss(0, 1e-3) for each in at]
        try:
            change = value(*near) - here
        except (ArithmeticError, ValueError, TypeError):
            continue
        kind = point.get("class")
        if (kind == "minimum" and change < -slack) or (kind == "maximum" and change > slack):
            yield f"{text}: no {kind} at {at}: f changes by {change} to {near}"
            return


def run(count: int, seed: int) -> list[str]:
    """What is contradicted, of the known systems and of so many at random."""
    draw = random.Random(seed)
    texts = [text for text, _ in SYSTEMS] if count else []
    return [
        each for text in (*texts, *(_random(draw) for _ in range(count))) for each in attacked(text)
    ]


def main() -> None:
    """Print what is contradicted."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    found = run(count, seed)
    print("\n".join(found) or "nothing is contradicted")


if __name__ == "__main__":
    main()
