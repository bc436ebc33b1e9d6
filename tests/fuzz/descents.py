"""Descents drawn at random, against a loop that shares nothing with gradcli.

    python -m tests.fuzz.descents --count 200 --seed 1
    python -m tests.fuzz.descents --further 100000
    python -m tests.fuzz.descents --count 0 --quadratics 300

The loop takes SymPy's derivatives of the same text and the rules of the methods as their papers
have them. With --further it goes on from where descents are said to diverge or to go in a circle,
and looks whether they do. With --quadratics it compares what is claimed of quadratic functions in
one to ten variables with eigenvalues and eigenvectors in fifty digits.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

import mpmath
import sympy

import gradcli

# Texts that gradcli and SymPy read alike; {a} to {c} are numbers.
FUNCTIONS: Final = (
    "({a})*x**2 + ({b})*y**2 + ({c})*x*y",
    "(x - ({a}))**2*({b}) + (y + ({c}))**4",
    "(1 - x)**2 + ({a})*(y - x**2)**2",
    "log(1 + ({a})*x**2 + ({b})*y**2)",
    "sin(({a})*x)*cos(({b})*y) + ({c})*x**2",
    "exp(-({a})*x) + exp(({b})*x) + ({c})*y**2",
    "sqrt(1 + ({a})*x**2 + y**2) + ({b})*cos(y)",
    "x**2/(1 + ({a})*y**2) + ({b})*(y - ({c}))**2",
    "tanh(({a})*x + y)**2 + ({b})*x**2 + ({c})*y**2",
)
# Of which no Hessian is nearly singular: its inverse would lose the digits that are compared.
WITH_HESSIAN: Final = (*FUNCTIONS[:3], FUNCTIONS[5])
METHODS: Final = ("plain", "plain", "momentum", "nesterov", "adam", "newton")
RATES: Final = ("0.01", "0.02", "0.05", "0.1")
_DIGITS: Final = 1e-12
_FAR: Final = 1e6

# Descents and how they end, mostly in a way that is a statement about all further steps.
FOREVER: Final = (
    ("(x - 1)**2 + 6*y**2", (4.0, 1.0), "0.6", "diverges"),
    ("x**2 - y**2", (1.0, 1.0), "0.1", "diverges"),
    ("x**2 - y**2", (0.25, 0.001), "0.5", "diverges"),
    ("x + y", (1.0, 1.0), "0.1", "diverges"),
    ("-x**2", (3.0,), "0.1", "diverges"),
    ("x**4", (5.0,), "0.1", "diverges"),
    ("x**4 - x**2", (4.0,), "0.5", "diverges"),
    ("x**2*y**2", (3.0, 4.0), "1", "diverges"),
    ("x**6 + y**2", (3.0, 1.0), "0.1", "diverges"),
    ("x**3", (-5.0,), "1", "diverges"),
    ("(x*y - 1)**2", (5.0, 7.0), "0.5", "diverges"),
    ("x**2", (3.0,), "1", "cycle"),
    ("x**4/4", (1.0,), "2", "cycle"),
    ("x**2 + y**2", (3.0, 4.0), "1", "cycle"),
    ("x**2/2 + x**4/4", (1.0,), "1", "cycle"),
    ("log(1 + x**2)", (1.0,), "2", "cycle"),
    ("x**4/4 - x**2/2", (0.1,), "1.5", "iterations"),
    ("sqrt(1 + x**2)", (1.0,), "3", "cycle"),
)


class Loop:
    """A descent in floats by SymPy's derivatives."""

    def __init__(self, text: str, method: str, rate: float) -> None:
        x, y = sympy.symbols("x y", real=True)
        function = sympy.sympify(text, locals={"x": x, "y": y})
        self.variables = [each for each in (x, y) if each in function.free_symbols]
        slopes = [function.diff(each) for each in self.variables]
        second = [[each.diff(other) for other in self.variables] for each in slopes]
        self.slopes: Callable[..., Sequence[float]] = sympy.lambdify(self.variables, slopes, "math")
        self.second: Callable[..., Any] = sympy.lambdify(self.variables, second, "math")
        self.method, self.rate, self.count = method, rate, 0
        self.mean = [0.0] * len(self.variables)
        self.square = [0.0] * len(self.variables)

    def after(self, at: Sequence[float]) -> list[float]:
        """The next point."""
        g = self.slopes(*at)
        self.count += 1
        way: Sequence[float] = g
        if self.method in ("momentum", "nesterov"):
            self.mean = [0.9 * v + each for v, each in zip(self.mean, g, strict=True)]
            way = self.mean
            if self.method == "nesterov":
                way = [each + 0.9 * v for each, v in zip(g, self.mean, strict=True)]
        elif self.method == "adam":
            self.mean = [0.9 * m + 0.1 * each for m, each in zip(self.mean, g, strict=True)]
            self.square = [
                0.999 * s + 0.001 * each * each for s, each in zip(self.square, g, strict=True)
            ]
            way = [
                (m / (1 - 0.9**self.count)) / (math.sqrt(s / (1 - 0.999**self.count)) + 1e-8)
                for m, s in zip(self.mean, self.square, strict=True)
            ]
        elif self.method == "newton":
            way = list(sympy.Matrix(self.second(*at)).LUsolve(sympy.Matrix(g)))
        return [one - self.rate * float(each) for one, each in zip(at, way, strict=True)]


def compared(draw: random.Random) -> Iterator[str]:
    """One descent at random; what differs."""
    numbers = {name: draw.choice(("0.5", "1", "1.5", "2", "0.25", "3")) for name in "abc"}
    method = draw.choice(METHODS)
    text = draw.choice(WITH_HESSIAN if method == "newton" else FUNCTIONS).format(**numbers)
    rate = draw.choice(RATES) if method != "newton" else draw.choice(("1", "0.5"))
    start = [round(draw.uniform(-1.5, 1.5), 2) for _ in range(2)]
    steps = draw.randint(5, 30)
    result = gradcli.descend(
        text, start=start, rate=rate, iterations=steps, tolerance=0, method=method
    )
    loop, at = Loop(text, method, float(rate)), start
    for place, visit in enumerate(result.json(steps="none")["descend"]["steps"]):
        if place:
            at = loop.after(at)
        size = max(1.0, *map(abs, at))
        if size > _FAR:
            return
        for one, other in zip(visit["approx"], at, strict=True):
            if abs(one - other) > _DIGITS * size * (10 if method == "newton" else 1):
                yield f"{text} {method} {rate} from {start}, step {place}: {one!r} is {other!r}"
                return


def contradicted(further: int) -> Iterator[str]:
    """Descents that are said to diverge or to go in a circle, and do not."""
    for text, start, rate, expected in FOREVER:
        result = gradcli.descend(text, start=start, rate=rate, iterations=400, tolerance=0)
        told = result.json(steps="none")["descend"]
        # What is proved is said however few steps were asked for.
        said = "diverges" if told.get("claim") == "diverges" else told["ended"]
        told = {**told, "ended": said}
        if said != expected:
            yield f"{text} from {start} with {rate} ends by {said}, not {expected}"
        elif expected != "iterations":
            points = [each["approx"] for each in told["steps"]]
            yield from _goes_on(text, points, float(rate), told, further)


def _goes_on(
    text: str, points: Sequence[Sequence[float]], rate: float, told: dict[str, Any], further: int
) -> Iterator[str]:
    loop = Loop(text, "plain", rate)
    at = list(points[-1])
    period = points[-1 - told.get("period", 0) :]
    reached = max(map(abs, at))
    for step in range(further):
        try:
            at = loop.after(at)
        except OverflowError:
            return
        size = max(map(abs, at))
        if told["ended"] == "diverges":
            if not math.isfinite(size):
                return
            if size < 0.9 * reached:
                yield f"{text}: {step} steps after it was said to diverge it is at {at}"
                return
        elif not any(math.dist(at, each) <= 1e-6 * max(1.0, size) for each in period):
            yield f"{text}: {step} steps after it was said to go in a circle it is at {at}"
            return


def quadratic(draw: random.Random) -> Iterator[str]:
    """What is claimed of one quadratic function at random, and what its eigenvalues say."""
    size = draw.choice((1, 2, 3, 3, 4, 5, 6, 7, 8, 10))
    rows = [[draw.randint(-2, 2) for _ in range(size)] for _ in range(size - draw.randint(0, 1))]
    signs = [draw.choice((1, 1, 1, 1, 1, -1)) for _ in rows]
    second = [
        [sum(s * row[i] * row[j] for s, row in zip(signs, rows, strict=True)) for j in range(size)]
        for i in range(size)
    ]
    # With half of them the gradient is zero somewhere, whatever the matrix is.
    minimum = [draw.randint(-2, 2) for _ in range(size)]
    line = [-sum(map(int.__mul__, row, minimum)) for row in second]
    if draw.random() < 0.5:
        line = [draw.choice((0, 0, 1, -2)) for _ in range(size)]
    start = [draw.choice((0, 1, -1, 2)) for _ in range(size)]
    rate = draw.choice(("0.1", "1/4", "0.01", "1", "0.05"))
    sign = draw.choice((1, 1, 1, -1))
    names = [f"x{i + 1}" for i in range(size)]
    terms = [
        *(f"({Fraction(second[i][i], 2)})*{name}^2" for i, name in enumerate(names)),
        *(f"({second[i][j]})*{names[i]}*{names[j]}" for i in range(size) for j in range(i)),
        *(f"({line[i]})*{name}" for i, name in enumerate(names)),
    ]
    text = f"f({', '.join(names)}) = {' + '.join(terms)}"
    told = gradcli.descend(
        text, start=start, rate=rate, iterations=2, tolerance=0, ascend=sign < 0
    ).json(steps="none")["descend"]
    slope = [
        sum(map(int.__mul__, row, start)) + each for row, each in zip(second, line, strict=True)
    ]
    if any(slope):
        yield from _against_eigenvalues(text, told, second, slope, start, Fraction(rate) * sign)


def _against_eigenvalues(
    text: str,
    told: dict[str, Any],
    second: list[list[int]],
    slope: list[int],
    start: list[int],
    rate: Fraction,
) -> Iterator[str]:
    with mpmath.workdps(50):
        size, tiny = len(slope), mpmath.mpf(10) ** -30
        values, vectors = mpmath.eigsy(mpmath.matrix(second))
        shares = [sum(slope[i] * vectors[i, k] for i in range(size)) for k in range(size)]
        factors = [1 - mpmath.mpf(rate.numerator) / rate.denominator * each for each in values]
        # Of an eigenvalue that counts several times any of the eigenvectors may have the part.
        there = [
            any(abs(values[m] - values[k]) < tiny and abs(shares[m]) > tiny for m in range(size))
            for k in range(size)
        ]
        leading_on = [k for k in range(size) if there[k] and abs(factors[k]) > 1 - tiny]
        expected = "converges"
        if leading_on:
            turned = all(abs(factors[k] + 1) < tiny for k in leading_on)
            expected = "alternates" if turned else "diverges"
        if told.get("claim") != expected:
            yield f"{text} from {start} with {rate}: {told.get('claim')} is {expected}"
        elif expected == "converges":
            limit = [
                mpmath.mpf(Fraction(each).numerator) / Fraction(each).denominator
                for each in told["because"]["limit"]
            ]
            for i in range(size):
                way = sum(shares[k] / values[k] * vectors[i, k] for k in range(size) if there[k])
                if abs(start[i] - way - limit[i]) > tiny:
                    yield f"{text} from {start}: the limit is not {told['because']['limit']}"
                    return


def run(count: int, seed: int) -> list[str]:
    """What differs in so many descents."""
    draw = random.Random(seed)
    return [each for _ in range(count) for each in compared(draw)]


def main() -> None:
    """Print what is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--further", type=int, default=0)
    parser.add_argument("--quadratics", type=int, default=0)
    given = parser.parse_args()
    found = run(given.count, given.seed)
    draw = random.Random(given.seed)
    found += [each for _ in range(given.quadratics) for each in quadratic(draw)]
    if given.further:
        found += contradicted(given.further)
    print("\n".join(found) or "nothing differs")


if __name__ == "__main__":
    main()
