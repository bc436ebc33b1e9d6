"""The value of a program at one point in floats, without its gradient, thousands of times."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from gradcli.calculus.program.points import FLOATS
from gradcli.calculus.program.program import Program
from gradcli.calculus.program.source import compiled_value

# Where two pieces meet there is no slope, but there is a value.
_VALUES: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {
        **FLOATS,
        "angle": math.atan2,
        "sign": lambda a: math.copysign(1.0, a) if a else 0.0,
        "step": lambda a: float(a >= 0),
        "below": lambda a: float(math.floor(a)),
        "decided": lambda truth, left, right: truth,
    }
)


def value_at(program: Program) -> Callable[[Sequence[float]], float]:
    """The value at a point; not-a-number where there is no real one, or one beyond floats."""
    run = compiled_value(program, _VALUES)

    def value(point: Sequence[float]) -> float:
        try:
            found = run(point)
        except (ArithmeticError, ValueError):
            return math.nan
        return found if math.isfinite(found) else math.nan

    return value
