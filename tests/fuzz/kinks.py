"""Random functions with bends inside bends: where `critical` says that there is no gradient.

    python -m tests.fuzz.kinks COUNT SEED

prints each function of which a point is told that has a gradient, or a kink on a grid is left out
of a list that is whole.
"""

from __future__ import annotations

import random
import sys
from typing import Final

import gradcli
from gradcli.calculus.answers.extrema.critical import CriticalAnswer
from tests.extrema.kinks import left_out, smooth_ones

_PLAIN: Final = (
    *("x", "y", "x+y", "x-y", "2x-y", "x^2", "x y", "y-1", "x+1", "x^2-y", "y^2", "1", "0"),
)
_FORMS: Final = (
    *("|{a}|", "max({a},{b})", "min({a},{b})", "relu({a})", "({a}) + ({b})", "({a}) - ({b})"),
    *("({a})({b})", "({a}) sign({u})", "{{{a} if {u} > 0, {b} otherwise}}"),
    *("{{{a} if {u} > 0 or y > 1, {b} otherwise}}", "{{{a} if 0 < {u} < 1, {b} otherwise}}"),
)
_COMPARED: Final = ("x", "y", "x-1", "x+y", "x-y")
_GRID: Final = (-2.0, -1.0, 0.0, 0.5, 1.0, 2.0)


def _function(draw: random.Random, depth: int) -> str:
    if depth == 0 or draw.random() < 0.2:
        return draw.choice(_PLAIN)
    one, other = (_function(draw, depth - 1) for _ in range(2))
    return draw.choice(_FORMS).format(a=one, b=other, u=draw.choice(_COMPARED))


def found_wrong(count: int, seed: int) -> list[str]:
    """What is wrong of so many functions; one that is refused is none of it."""
    draw = random.Random(seed)
    wrong: list[str] = []
    for _ in range(count):
        text = _function(draw, draw.choice((2, 2, 3)))
        try:
            answer = gradcli.critical(text, variables="x,y").answer
        except gradcli.GradcliError as error:
            assert error.kind in ("limit", "name", "syntax"), text
            continue
        assert isinstance(answer, CriticalAnswer)
        smooth = next(smooth_ones(answer), None)
        if smooth is not None:
            wrong.append(f"{text}: has a gradient at {smooth}")
        missed = next(left_out(answer, _GRID), None) if answer.complete is True else None
        if missed is not None:
            wrong.append(f"{text}: has none at {missed}")
    return wrong


if __name__ == "__main__":
    found = found_wrong(int(sys.argv[1]), int(sys.argv[2]))
    print(*found, f"{len(found)} found", sep="\n")
    sys.exit(bool(found))
