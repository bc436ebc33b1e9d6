"""Where between two values a function takes one, or jumps over it."""

from __future__ import annotations

import math
from collections.abc import Callable
from math import isnan
from typing import Final

from gradcli.frozen import dataclass

_SECANTS: Final = 12
_HALVINGS: Final = 45
_NARROW: Final = 1e-6  # so near to one another two places with the values at the ends have a jump


@dataclass(frozen=True, slots=True)
class Jump:
    """The two values between which the function jumps."""

    low: float
    high: float


def root(off: Callable[[float], float], low: float, high: float, within: float) -> float | Jump:
    """Where between 0 and 1 a function, with these values at the two, is 0; or how it jumps."""
    if abs(low) <= within:
        return 0.0
    if abs(high) <= within:
        return 1.0
    a, b, at_a, at_b = 0.0, 1.0, low, high
    side = 0
    for turn in range(_SECANTS + _HALVINGS):
        weight_a, weight_b = at_a, at_b
        if turn < _SECANTS:
            # The Illinois method: the end that stays is given half its weight.
            weight_a, weight_b = (at_a / 2, at_b) if side > 1 else (at_a, at_b)
            if side < -1:
                weight_b = at_b / 2
            share = weight_a / (weight_a - weight_b)
        else:
            share = 0.5
        t = a + (b - a) * share
        if not a < t < b or (b - a < _NARROW and at_a == low and at_b == high):
            break
        found = off(t)
        if isnan(found):
            return Jump(-math.inf, math.inf)
        if abs(found) <= within:
            return t
        if (found > 0) == (at_b > 0):
            b, at_b = t, found
            side = side + 1 if side > 0 else 1
        else:
            a, at_a = t, found
            side = side - 1 if side < 0 else -1
    return Jump(min(at_a, at_b), max(at_a, at_b))
