"""A point that a program refuses in floats, looked at again.

Where a number on the way is too large for a float, the program runs with numbers of 53 bits and any
exponent. Where it stands on the edge of a piece, at a step or at a corner, it runs once for each
way to leave the point: every one of these runs is that of a smooth function, and around the point f
is one or the other of them. If all have one value and one gradient there, f has that gradient; so
x^2 step(x) has one at 0, and x step(x) has none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, TypeVar

from mpmath import MPContext

from gradcli.calculus.program.points import FLOATS, NoGradient, NoSlopeError, Rate
from gradcli.calculus.program.program import Program
from gradcli.calculus.program.source import compiled

T = TypeVar("T")

_MOST_WAYS: Final = 64
_LARGEST_EXPONENT: Final = 2.0**64
_LARGEST_ANGLE: Final = 1e300


class _Ways:
    """One way to leave the point: what was chosen at each tie, in the order of the run."""

    __slots__ = ("choices", "counts")

    def __init__(self, choices: Sequence[int]) -> None:
        self.choices = list(choices)
        self.counts: list[int] = []

    def choose(self, *among: T) -> T:
        place = len(self.counts)
        self.counts.append(len(among))
        if place == len(self.choices):
            self.choices.append(0)
        return among[self.choices[place]]

    def following(self) -> list[int] | None:
        """The choices of the next way, or None after the last."""
        choices = self.choices[: len(self.counts)]
        while choices and choices[-1] + 1 == self.counts[len(choices) - 1]:
            choices.pop()
        if not choices:
            return None
        choices[-1] += 1
        return choices

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """What the operations stand for, each tie going as was chosen."""
        choose = self.choose

        def decided(truth: bool, left: float, right: float) -> bool:
            return choose(False, True) if left == right else truth

        def abs_slope(a: float, u: float) -> float:
            if a == 0 and u != 0:
                return choose(u, -u)
            return u if a > 0 else -u

        def angle(y: float, x: float) -> float:
            if y == 0 and x < 0:
                return choose(math.pi, -math.pi)
            return float(FLOATS["angle"](y, x))

        def below(a: float) -> float:
            whole = float(math.floor(a))
            return choose(whole - 1, whole) if whole == a else whole

        return {
            **FLOATS,
            "decided": decided,
            "abs_slope": abs_slope,
            "angle": angle,
            "below": below,
            "sign": lambda a: choose(-1.0, 0.0, 1.0) if a == 0 else math.copysign(1.0, a),
            "step": lambda a: choose(0.0, 1.0) if a == 0 else float(a > 0),
        }


def over_the_ways(program: Program) -> Callable[[Sequence[float]], Rate | NoGradient]:
    """The gradient at a point on an edge: where it is that of each way to leave the point."""

    def rate(point: Sequence[float]) -> Rate | NoGradient:
        choices: list[int] | None = []
        only: Rate | None = None
        for _ in range(_MOST_WAYS):
            assert choices is not None
            ways = _Ways(choices)
            try:
                value, gradient = compiled(program, ways.functions(), rows=False)(point)
            except (NoSlopeError, ZeroDivisionError, ValueError):
                return NoGradient.NO_SLOPE
            except OverflowError:
                return NoGradient.TOO_LARGE
            found = Rate(value, tuple(gradient))
            if not all(map(math.isfinite, (value, *gradient))):
                return NoGradient.TOO_LARGE
            if only is not None and found != only:
                return NoGradient.NO_SLOPE
            only = found
            choices = ways.following()
            if choices is None:
                return found
        return NoGradient.NO_SLOPE

    return rate


@lru_cache(maxsize=1)
def _large_numbers() -> tuple[Callable[[float], Any], Mapping[str, Callable[..., Any]]]:
    """Numbers of 53 bits and any exponent, and what the operations stand for on them."""
    of = MPContext()

    def exp(a: Any) -> Any:
        if abs(a) > _LARGEST_EXPONENT:
            raise OverflowError
        return of.exp(a)

    def circular(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def of_an_angle(a: Any) -> Any:
            if abs(a) > _LARGEST_ANGLE:
                raise OverflowError
            return function(a)

        return of_an_angle

    def log(a: Any) -> Any:
        if a <= 0:
            raise ValueError
        return of.log(a)

    def sqrt(a: Any) -> Any:
        if a < 0:
            raise ValueError
        return of.sqrt(a)

    def below(a: Any) -> Any:
        whole = of.floor(a)
        if whole == a:
            raise NoSlopeError
        return whole

    def angle(y: Any, x: Any) -> Any:
        if y == 0 and x <= 0:
            raise NoSlopeError
        return of.atan2(y, x)

    return of.mpf, MappingProxyType(
        {
            **FLOATS,
            "exp": exp,
            "log": log,
            "sqrt": sqrt,
            "sin": circular(of.sin),
            "cos": circular(of.cos),
            "tanh": of.tanh,
            "erf": of.erf,
            "angle": angle,
            "below": below,
        }
    )


def in_large_numbers(program: Program) -> Callable[[Sequence[float]], Rate | NoGradient]:
    """The gradient at a point on whose way a number is too large, if floats hold the gradient."""
    number, functions = _large_numbers()

    def rate(point: Sequence[float]) -> Rate | NoGradient:
        try:
            run = compiled(program, functions, rows=False)
            value, gradient = run([number(x) for x in point])
            found = Rate(float(value), tuple(map(float, gradient)))
        except NoSlopeError:
            return NoGradient.NO_SLOPE
        except (ZeroDivisionError, ValueError):
            return NoGradient.NO_VALUE
        except OverflowError:
            return NoGradient.TOO_LARGE
        if not all(map(math.isfinite, (found.value, *found.gradient))):
            return NoGradient.TOO_LARGE
        return found

    return rate
