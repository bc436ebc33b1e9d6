"""The gradient of a program at one point in floats, and at many points at once with NumPy.

At many points the arithmetic is done without a look at each: what comes out as no finite number,
or stood on the boundary of a piece, is then asked again alone, so that both ways give one answer
at every point, and one reason where there is none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import repeat
from types import MappingProxyType
from typing import Any, Final, NoReturn, TypeAlias

from gradcli.calculus.program.program import Program
from gradcli.calculus.program.source import compiled
from gradcli.calculus.program.walk import walked
from gradcli.frozen import dataclass


class NoGradient(Enum):
    """Why there is no gradient at a point, in numbers."""

    NO_VALUE = "no value"
    NO_SLOPE = "no slope"
    TOO_LARGE = "too large"


_LARGE: Final = 500  # values of a program
_WALKS: Final = 2
LARGEST_FACTORIAL: Final = 170
"""170! is the last that a float holds."""


class NoSlopeError(ArithmeticError):
    """A corner, a step, or the edge of a piece."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A value and the partials, one an input, in floats."""

    value: float
    gradient: tuple[float, ...]


# One point.


def _abs_slope(a: float, u: float) -> float:
    if a == 0 and u != 0:
        raise NoSlopeError
    return u if a > 0 else -u


def _max_slope(place: int, u: float, *among: float) -> float:
    if u == 0 or among[place] < max(among):
        return 0.0
    if among.count(among[place]) > 1:
        raise NoSlopeError
    return u


def _jump(
    value: Callable[[float], float], is_at: Callable[[float], bool]
) -> Callable[[float], float]:
    def at(a: float) -> float:
        if is_at(a):
            raise NoSlopeError
        return value(a)

    return at


def _angle(y: float, x: float) -> float:
    if y == 0 and x <= 0:
        raise NoSlopeError
    return math.atan2(y, x)


def _zero_power(a: float) -> float:
    if a <= 0:
        raise ZeroDivisionError
    return 0.0


def _decided(truth: bool, left: float, right: float) -> bool:
    if left == right:
        raise NoSlopeError
    return truth


def _factorial(a: float) -> float:
    if a < 0 or a != math.floor(a):
        raise ValueError
    if a > LARGEST_FACTORIAL:
        raise OverflowError
    return float(math.factorial(int(a)))


def _nothing() -> NoReturn:
    raise ValueError


FLOATS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {
        "exp": math.exp,
        "log": math.log,
        "sqrt": math.sqrt,
        "sin": math.sin,
        "cos": math.cos,
        "tanh": math.tanh,
        "angle": _angle,
        "erf": math.erf,
        "absolute": abs,
        "abs_slope": _abs_slope,
        "greatest": max,
        "max_slope": _max_slope,
        "zero_power": _zero_power,
        "sign": _jump(lambda a: math.copysign(1.0, a), lambda a: a == 0),
        "step": _jump(lambda a: float(a > 0), lambda a: a == 0),
        "below": _jump(lambda a: float(math.floor(a)), lambda a: a == math.floor(a)),
        "factorial": _factorial,
        "nothing": _nothing,
        "decided": _decided,
    }
)
"""What the operations stand for on floats; where one has no value or no slope it raises."""


def _of_finite(function: Callable[[float], float]) -> Callable[[float], float]:
    """The function, of which a float that has become infinite is no argument."""

    def of(a: float) -> float:
        if not math.isfinite(a):
            raise OverflowError
        return function(a)

    return of


# `math` raises the same ValueError for sin(inf) as for ln(-1).
_WATCHED: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {**FLOATS, **{name: _of_finite(FLOATS[name]) for name in ("sin", "cos", "below")}}
)


Alone: TypeAlias = Callable[[Sequence[float]], Rate | NoGradient]
"""The gradient at a point, which is one finite float an input, or why there is none."""


def at_point(program: Program) -> Alone:
    """The gradient of a program at one point.

    Two that are the greatest together have no slope here, even if they move alike.
    """
    # Whoever asks at many points at once never asks this; nor is what is large compiled for a few.
    walk = cache(lambda: walked(program, FLOATS))
    walks = repeat(walk, _WALKS if len(program.values) > _LARGE else 0)
    compiled_once = cache(lambda: compiled(program, FLOATS, rows=False))
    watched = cache(lambda: compiled(program, _WATCHED, rows=False))

    def without_value(point: Sequence[float]) -> NoGradient:
        try:
            watched()(point)
        except OverflowError:
            return NoGradient.TOO_LARGE
        except ValueError:
            return NoGradient.NO_VALUE
        raise AssertionError(point)

    def rate(point: Sequence[float]) -> Rate | NoGradient:
        try:
            value, gradient = next(walks, compiled_once)()(point)
        except NoSlopeError:
            return NoGradient.NO_SLOPE
        except ZeroDivisionError:
            return NoGradient.NO_VALUE
        except ValueError:
            return without_value(point)
        except OverflowError:
            return NoGradient.TOO_LARGE
        if not (math.isfinite(value) and all(map(math.isfinite, gradient))):
            return NoGradient.TOO_LARGE
        return Rate(value, tuple(gradient))

    return rate
