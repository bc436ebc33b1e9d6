"""What a picture is made of: windows, level curves, arrows and curves, in floats."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from gradcli.frozen import dataclass

Place: TypeAlias = tuple[float, float]
Polyline: TypeAlias = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a plane that is drawn."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """How far it reaches from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How far it reaches from the bottom to the top."""
        return self.top - self.bottom

    def holds(self, place: Place) -> bool:
        """Whether a place is in it, its edge included."""
        x, y = place
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Spacing(Enum):
    """How the values of the level curves were chosen."""

    EVEN = "even"
    QUANTILES = "quantiles"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Level:
    """The curves in the window on which the function has a value; `own` where it is that at P.

    On both sides of the last so many (`touching`) the function is larger, or smaller. The first so
    many (`rims`) run along the edge of the domain.
    """

    value: float
    lines: tuple[Polyline, ...]
    own: bool = False
    touching: int = 0
    rims: int = 0

    @property
    def touched(self) -> tuple[Polyline, ...]:
        """The lines that the function does not cross."""
        return self.lines[len(self.lines) - self.touching :]

    @property
    def crossed(self) -> tuple[Polyline, ...]:
        """The lines on one side of which the function is larger, and smaller on the other."""
        return self.lines[self.rims : len(self.lines) - self.touching]


@dataclass(frozen=True, slots=True)
class Plateau:
    """An area on which the function is one number, as boxes; `own` where it is the value at P.

    `at` is a place in it with room around for its value to stand.
    """

    value: float
    boxes: tuple[Window, ...]
    at: Place
    own: bool = False


class Area(Enum):
    """The kinds of areas that are shaded: that on which the function has the value at P."""

    PLATEAU = "plateau"


class Role(Enum):
    """What an arrow stands for."""

    GRADIENT = "gradient"
    DIRECTION = "w"
    LEG = "leg"
    PROJECTION = "projection"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow: `vector` is what it stands for, drawn `scale` times as long as it is."""

    role: Role
    start: Place
    end: Place
    vector: Place
    scale: float = 1.0


class Curve(Enum):
    """The two kinds of level curves: that through P, and all others."""

    OWN = "own level"
    OTHER = "level"


class Trace(Enum):
    """What a line that is no level curve stands for."""

    CIRCLE = "unit circle"
    FOOT = "foot"
    RIGHT_ANGLE = "right angle"
    RATE = "rate"
    CURVE = "curve"
    TANGENT = "tangent"
    SECANT = "secant"
    PATH = "path"
    JUMP = "jump"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line that is no level curve; `value` is the number that goes with it, if there is one."""

    trace: Trace
    line: Polyline
    value: float | None = None


class Mark(Enum):
    """What a single place stands for."""

    POINT = "point"
    TOP = "top"
    ZERO = "zero"
    LOWEST = "lowest"
    DIRECTION = "w"
    NUDGE = "nudge"
    STEP = "step"
    END = "end"


@dataclass(frozen=True, slots=True)
class Dot:
    """A single place that is marked."""

    mark: Mark
    at: Place


Sign: TypeAlias = Role | Curve | Trace | Mark | Area
"""All that a legend can speak of."""
