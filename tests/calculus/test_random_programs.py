"""Random programs: the names of `let`, many uses of a part, and four ways to one gradient.

The backward pass in floats, the rules, the graph, central differences with 60 digits, and the
reverse mode of autograd agree to twelve digits. Of the 300 programs every tenth goes through the
rules and the graph; `GRADCLI_PROGRAMS=300` takes all of them.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import autograd
import autograd.numpy as anp
import mpmath
import pytest

import gradcli
from gradcli.calculus.numbers.numeric import evaluate, multiprecision

PROGRAMS = 300
SYMBOLIC = int(os.environ.get("GRADCLI_PROGRAMS", "30"))
DIGITS = 60
VARIABLES = ("x", "y", "z")

# Each operation as it is typed, and as it is computed with the functions of a library.
OPERATIONS: Sequence[tuple[str, Callable[[Any, Any, Any], Any]]] = (
    ("{a} + {b}", lambda of, a, b: a + b),
    ("{a} - 3 {b}", lambda of, a, b: a - 3 * b),
    ("{a} {b}", lambda of, a, b: a * b),
    ("{a}/(2 + {b}^2)", lambda of, a, b: a / (2 + b**2)),
    ("sin({a}) {b}", lambda of, a, b: of.sin(a) * b),
    ("cos({a} - {b})", lambda of, a, b: of.cos(a - b)),
    ("tanh({a}) + {b}^2/5", lambda of, a, b: of.tanh(a) + b**2 / 5),
    ("sigmoid({a} + {b})", lambda of, a, b: 1 / (1 + of.exp(-(a + b)))),
    ("exp(tanh({a})) - {b}", lambda of, a, b: of.exp(of.tanh(a)) - b),
    ("ln(1 + {a}^2) {b}", lambda of, a, b: of.log(1 + a**2) * b),
    ("sqrt(2 + {a}^2 + {b}^2)", lambda of, a, b: of.sqrt(2 + a**2 + b**2)),
    ("{a}^3/7 + {b}", lambda of, a, b: a**3 / 7 + b),
)


class Program(NamedTuple):
    """A list of operations on earlier values, and a point."""

    steps: tuple[tuple[str, int, str, str], ...]
    point: tuple[float, ...]

    @property
    def text(self) -> str:
        lines = [
            f"let {name} = {OPERATIONS[operation][0].format(a=a, b=b)}"
            for name, operation, a, b in self.steps
        ]
        last = self.steps[-1][0]
        # Every variable occurs, so that the order of the arguments is known.
        return "; ".join((*lines, f"{last} + x y + z"))

    def value(self, of: Any, arguments: Sequence[Any]) -> Any:
        known = dict(zip(VARIABLES, arguments, strict=True))
        for name, operation, a, b in self.steps:
            known[name] = OPERATIONS[operation][1](of, known[a], known[b])
        return known[self.steps[-1][0]] + known["x"] * known["y"] + known["z"]


def program(seed: int) -> Program:
    draw = random.Random(seed)
    names = list(VARIABLES)
    steps = []
    for place in range(draw.randint(2, 7)):
        operation = draw.randrange(len(OPERATIONS))
        # The last values are used more often, so that most of the program counts.
        a, b = draw.choice(names[-3:]), draw.choice(names)
        names.append(f"u{place + 1}")
        steps.append((names[-1], operation, a, b))
    # Points that are fractions of two digits: floats and exact numbers mean the same by them.
    return Program(tuple(steps), tuple(draw.randint(-64, 64) / 32 for _ in VARIABLES))


def by_differences(each: Program) -> list[Any]:
    """Central differences: of 60 digits the step takes 20, and its square 40."""
    with mpmath.workdps(DIGITS):
        at = [mpmath.mpf(x) for x in each.point]
        h = mpmath.mpf(10) ** -20
        return [
            (
                each.value(mpmath, [*at[:place], at[place] + h, *at[place + 1 :]])
                - each.value(mpmath, [*at[:place], at[place] - h, *at[place + 1 :]])
            )
            / (2 * h)
            for place in range(len(at))
        ]


def agree(found: Sequence[Any], expected: Sequence[Any]) -> bool:
    """To twelve digits of the largest of them: a sum that cancels has fewer of its own."""
    size = max(1, *(abs(each) for each in expected))
    return all(abs(one - other) <= 1e-12 * size for one, other in zip(found, expected, strict=True))


@pytest.mark.parametrize("tens", range(0, PROGRAMS, 10))
def test_the_backward_pass_is_that_of_autograd_and_the_differences(tens: int) -> None:
    for seed in range(tens, tens + 10):
        each = program(seed)
        found = gradcli.numeric_gradient(each.text, variables=VARIABLES)(each.point)
        reverse = autograd.grad(lambda at, each=each: each.value(anp, at))(anp.array(each.point))
        assert agree(found, by_differences(each)), each.text
        assert agree(found, [float(slope) for slope in reverse]), each.text


@pytest.mark.parametrize("seed", range(0, PROGRAMS, PROGRAMS // SYMBOLIC))
def test_the_rules_and_the_graph_give_the_same_formulas(seed: int) -> None:
    each = program(seed)
    numbers = multiprecision(DIGITS)
    at: Mapping[str, Any] = {
        name: numbers.of.number(Fraction(x)) for name, x in zip(VARIABLES, each.point, strict=True)
    }
    expected = by_differences(each)
    for ask in (gradcli.gradient, gradcli.backprop):
        answer = ask(each.text, variables=VARIABLES)
        assert answer.answer.verified
        found = [evaluate(tree, at, numbers) for tree in answer.answer.trees()]
        assert agree(found, expected), (ask.__name__, each.text)
    nodes = gradcli.backprop(each.text, variables=VARIABLES).json(steps="none")["nodes"]
    given = {name for name, *_ in each.steps}
    assert {node["name"] for node in nodes} <= {*VARIABLES, *given, "f"}


def test_the_programs_differ_and_are_not_flat() -> None:
    programs = [program(seed) for seed in range(PROGRAMS)]
    assert len({each.text for each in programs}) > 290
    slopes = [abs(float(slope)) for each in programs for slope in by_differences(each)]
    assert sum(slope > 1e-3 for slope in slopes) > 0.8 * len(slopes)
    assert all(map(math.isfinite, slopes))
