"""A descent as data: the points, the steps between them, and why it ended."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

from gradcli.calculus.domain.verdict import Verdict
from gradcli.frozen import dataclass

Real: TypeAlias = Fraction | float
"""A number of a descent: exact as long as it is a fraction, else a float."""

Vector: TypeAlias = tuple[Real, ...]


class Ending(StrEnum):
    """Why a descent ended."""

    ZERO_GRADIENT = "zero_gradient"
    TOLERANCE = "tolerance"
    ITERATIONS = "iterations"
    DIVERGES = "diverges"
    CYCLE = "cycle"
    DOMAIN = "domain"
    NOT_DIFFERENTIABLE = "not_differentiable"
    STALLED = "stalled"
    INTERRUPTED = "interrupted"
    LIMIT = "limit"


class Stall(StrEnum):
    """Why there is no further step although the gradient is not small."""

    ROUNDING = "rounding"  # the step is too small to change a float
    NO_RATE = "no_rate"  # backtracking found none that is accepted
    SINGULAR = "singular"  # Newton's step: the Hessian has no inverse
    NO_SECOND = "no_second_partials"  # Newton's step: there is no Hessian, or none is known
    UPHILL = "uphill"  # Newton's step leads the other way


@dataclass(frozen=True, slots=True)
class RowsOnEdges:
    """Rows, numbered from 0, of which the term has no gradient at the point, or no value.

    `open` are those of which neither was decided.
    """

    kinks: tuple[int, ...]
    outside: tuple[int, ...]
    open: tuple[int, ...]


class TooLarge(StrEnum):
    """A number is too large for a float: of the steps, or the square of a slope."""

    VALUE = "value"
    SQUARE = "square"


Blocked: TypeAlias = Verdict | RowsOnEdges | TooLarge
"""Why there is no gradient at a point."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A rate that was tried: the value of f where it leads, None where there is none."""

    rate: Real
    at: Vector
    value: Real | None
    bound: Real
    accepted: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A step: `rate` times `way` is taken away from the point (with --ascend added to it).

    `parts` are the running means that the way is made of, by the method; `trials` are the rates
    that backtracking tried, the last one taken.
    """

    rate: Real
    way: Vector
    parts: tuple[Vector, ...] = ()
    trials: tuple[Trial, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """A point, what f and its gradient are there, and the step that was taken from it.

    `by_convention` says that f has a kink there, and the gradient is what --subgradient puts in its
    place.
    """

    at: Vector
    value: Real | None
    gradient: Vector | None
    move: Move | None = None
    by_convention: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether all of its numbers are exact."""
        numbers = (*self.at, self.value, *(self.gradient or ()))
        return not any(isinstance(each, float) for each in numbers)


_MOST_LEFT: Final = 1_000
"""Steps of an interrupted run that are written one by one."""


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The whole descent: its points in order, the last one without a step.

    `rises` are the steps after which f was larger (with --ascend smaller), numbered from 1, the
    first few of them, and `count_of_rises` how many there were; after `count_of_level` f was the
    same, as far as floats can tell. `blocked` is why there is no
    gradient at the last point; `period` is how many steps a cycle takes, and `stall` why there was
    no further step.
    """

    visits: Sequence[Visit]
    ending: Ending
    rises: tuple[int, ...] = ()
    count_of_rises: int = 0
    count_of_level: int = 0
    blocked: Blocked | None = None
    period: int = 0
    stall: Stall | None = None

    @property
    def steps(self) -> int:
        """How many steps were taken."""
        return len(self.visits) - 1

    @property
    def apart(self) -> int:
        """Of how many points one is written: all, but of a long run that was interrupted.

        Whoever interrupts it waits for what there is, and that is not much longer to write the
        longer it has become.
        """
        apart = 1
        if self.ending is Ending.INTERRUPTED:
            while self.steps > _MOST_LEFT * apart:
                apart *= 10
        return apart

    @property
    def written(self) -> Sequence[int]:
        """The places of the points that are written where all are asked for, and the last."""
        return sorted({*range(0, len(self.visits), self.apart), self.steps})

    @property
    def last_place(self) -> int:
        """The number of the last point at which f has a value, where there is one."""
        has_value = self.visits[-1].value is not None or len(self.visits) == 1
        return len(self.visits) - (1 if has_value else 2)

    @property
    def last(self) -> Visit:
        """The last point at which f has a value, where there is one."""
        return self.visits[self.last_place]

    @property
    def start(self) -> Visit:
        """The first point."""
        return self.visits[0]

    @property
    def points(self) -> tuple[tuple[float, ...], ...]:
        """The points in floats, in order: what a picture of the path is drawn through."""
        return tuple(tuple(map(float, each.at)) for each in self.visits)


class Method(StrEnum):
    """How the way of a step is made of gradients."""

    PLAIN = "plain"
    MOMENTUM = "momentum"
    NESTEROV = "nesterov"
    ADAM = "adam"
    NEWTON = "newton"


MOMENTUM: Final = Fraction(9, 10)
"""What momentum keeps of the way of the step before (beta)."""

MEAN_KEPT: Final = Fraction(9, 10)
"""What Adam keeps of the mean of the gradients (beta_1)."""

SQUARE_KEPT: Final = Fraction(999, 1000)
"""What Adam keeps of the mean of their squares (beta_2)."""

EPSILON: Final = Fraction(1, 10**8)
"""What Adam adds to the root of that mean, so that nothing is divided by 0."""

FIRST_RATE: Final = Fraction(1)
"""The rate that backtracking tries first; each further one is half as large."""

SHRINK: Final = Fraction(1, 2)
ENOUGH: Final = Fraction(1, 10**4)
"""The share of the predicted change that must come (Armijo's condition)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked: `rate` None means backtracking; `iterations` is the most steps, which may
    be no number that somebody `counted` out, but the usual one.

    `digits` is how long a fraction may be to stay one; with `fractions` it may be any fraction,
    else only what is a decimal of so many digits.
    """

    method: Method
    rate: Real | None
    iterations: int
    tolerance: Fraction
    ascend: bool = False
    subgradient: bool = False
    fractions: bool = False
    counted: bool = True

    @property
    def sign(self) -> int:
        """1 where f is to fall, -1 where it is to rise."""
        return -1 if self.ascend else 1


def norm(vector: Vector) -> float:
    """The length of a vector in floats."""
    return math.hypot(*map(_as_float, vector))


def _as_float(number: Real) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.inf
