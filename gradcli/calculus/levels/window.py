"""Which part of the plane is drawn: as far as the function bends visibly, and no further.

The measure is how far the function has left its linear approximation: at a distance h from P the
largest |f(P + h u) - f(P) - h grad f . u|, divided by h |grad f|. Where that is small the level
curves are straight lines, where it is large the gradient says nothing of them any more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from math import isnan
from typing import Final

from gradcli.calculus.levels.choice import nice
from gradcli.calculus.levels.grid import grid
from gradcli.calculus.levels.section import Values
from gradcli.calculus.levels.shapes import Place, Window
from gradcli.frozen import dataclass, replace

USUAL: Final = 2.5
"""Half the height of a window where the function is neither straight nor wild in it."""
SHAPE: Final = 1.3
"""How much wider than high a window with equal axes is."""
_STRAIGHT: Final = 0.12
_WILD: Final = 0.95  # a bounded function is 1 off wherever it is far away
_BENT: Final = 0.6  # what is looked for where the usual width is not right
_TAME: Final = 0.8
_SQRT: Final = math.sqrt(2)
_LEAST: Final = -90  # powers of the root of two
_MOST: Final = 120
_NOISE: Final = 1e-11  # of the value at P: below, floats and not the function speak
_UNEQUAL: Final = 25  # from here on one scale for both axes hides what happens along one of them
_COARSE: Final = 12
_CROWDED: Final = 0.05
_HALVINGS: Final = 10
_DOUBLINGS: Final = 8
_SOME: Final = 0.1  # of a window around a place without a value: where there must be one
_ROOM: Final = 1.25  # around what must be in the window
RESOLUTION: Final = 2.0**-30
"""Half a window is never less than this part of its place: it would be a few floats wide."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A window, and whether a step has the same length in it along both axes."""

    window: Window
    equal: bool


def _directions(count: int) -> list[Place]:
    # Not along the axes, on which a function may be straight where it is nowhere else.
    turns = [math.tau * (k + 0.25) / count for k in range(count)]
    return [(math.cos(turn), math.sin(turn)) for turn in turns]


_AROUND: Final = tuple(_directions(8))


@dataclass(frozen=True, slots=True)
class Near:
    """A function around a place where it has a value and a gradient in the plane."""

    values: Values
    at: Place
    value: float
    slopes: Place

    def bend(self, h: float, ways: Sequence[Place]) -> float | None:
        """How far the function leaves its linear approximation at distance h; None if not known."""
        size = max(abs(x * self.slopes[0] + y * self.slopes[1]) for x, y in ways)
        if size == 0 or h * size <= _NOISE * abs(self.value):
            return None
        x, y = self.at
        found = [
            abs(there - self.value - h * (u * self.slopes[0] + v * self.slopes[1]))
            for u, v in ways
            if not isnan(there := self.values(x + h * u, y + h * v))
        ]
        # Half of the ways lead out of the domain: too far.
        if 2 * len(found) <= len(ways):
            return math.inf
        return max(found) / (h * size)

    def reach(self, ways: Sequence[Place]) -> float | None:
        """The distance at which the function is bent enough to see and not too much.

        None where it is straight however far it is followed.
        """
        usual = self.bend(USUAL, ways)
        if usual is not None and _STRAIGHT <= usual <= _WILD:
            return USUAL
        step = 1 if usual is not None and usual < _STRAIGHT else -1
        h, least = USUAL, finest(self.at)
        for _ in range(_MOST if step > 0 else -_LEAST):
            h *= _SQRT if step > 0 else 1 / _SQRT
            if step < 0 and h < least:
                return _SQRT * h
            bend = self.bend(h, ways)
            if bend is None:
                if step < 0:
                    return _SQRT * h
                continue
            if step > 0 and bend >= _BENT:
                return h if math.isfinite(bend) and bend <= _WILD else h / _SQRT
            if step < 0 and bend <= _TAME:
                return h
        return None


def around(values: Values, at: Place, value: float | None, slopes: Place | None) -> Chart:
    """The window around a place."""
    wide, high, equal = SHAPE * USUAL, USUAL, True
    if value is not None and slopes is not None and slopes != (0.0, 0.0):
        near = Near(values, at, value, slopes)
        found = near.reach(_AROUND)
        high = found or USUAL
        wide = SHAPE * high
        across = near.reach(((1.0, 0.0), (-1.0, 0.0))) if slopes[0] else None
        up = near.reach(((0.0, 1.0), (0.0, -1.0))) if slopes[1] else None
        if across and up and not 1 / _UNEQUAL < across / up < _UNEQUAL:
            wide, high, equal = across, up, False
    return Chart(_uncrowded(values, at, value, wide, high), equal)


def _uncrowded(values: Values, at: Place, value: float | None, wide: float, high: float) -> Window:
    """A window of that size, or a smaller one where what happens happens near the place alone."""
    if value is None:
        return _with_values(values, at, wide, high)
    x, y = at
    window, least = Window(x - wide, x + wide, y - high, y + high), finest(at)
    for _ in range(_HALVINGS):
        if min(wide, high) / 2 < least:
            return window
        known = grid(values, window, _COARSE, _COARSE).finite()
        enough = 2 * len(known) > (_COARSE + 1) ** 2
        if enough and not _is_crowded(known, value):
            return window
        wide, high = wide / 2, high / 2
        window = Window(x - wide, x + wide, y - high, y + high)
    return window


def _with_values(values: Values, at: Place, wide: float, high: float) -> Window:
    """Around a place without a value a window of that size, or one large enough to hold some."""
    x, y = at
    for k in range(_DOUBLINGS):
        across, up = wide * 2.0**k, high * 2.0**k
        window = Window(x - across, x + across, y - up, y + up)
        if len(grid(values, window, _COARSE, _COARSE).finite()) > _SOME * (_COARSE + 1) ** 2:
            return window
    return Window(x - wide, x + wide, y - high, y + high)


def finest(at: Place) -> float:
    """Half of the narrowest window around a place in which floats tell the places apart."""
    return RESOLUTION * max(map(abs, at))


def told_apart(chart: Chart, at: Place) -> Chart:
    """The chart, or one so much larger that floats tell its places apart."""
    (x, y), window = at, chart.window
    wide, high = window.width / 2, window.height / 2
    if chart.equal:
        if min(wide, high) >= finest(at):
            return chart
        high = max(high, finest(at))
        wide = max(SHAPE * high, wide)
    else:
        least = (RESOLUTION * abs(x), RESOLUTION * abs(y))
        if wide >= least[0] and high >= least[1]:
            return chart
        wide, high = max(wide, least[0]), max(high, least[1])
    return replace(chart, window=Window(x - wide, x + wide, y - high, y + high))


def _is_crowded(known: Sequence[float], value: float | None) -> bool:
    """Whether nearly all values are one, and that at the place quite another."""
    tail = len(known) // 20
    low, middle, high = known[tail], known[len(known) // 2], known[-1 - tail]
    return value is not None and high - low < _CROWDED * abs(value - middle)


def holding(places: Iterable[Place], window: Window, *, equal: bool) -> Window:
    """The window, or one that also holds these places with some room around."""
    held = list(places)
    if all(window.holds(each) for each in held):
        return window
    xs = [x for x, _ in held]
    ys = [y for _, y in held]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if equal:
        high = max(wide / SHAPE, high, window.height / 2)
        wide = SHAPE * high
    # All of them may stand above one another, or side by side.
    wide, high = _ROOM * (wide or window.width / 2), _ROOM * (high or window.height / 2)
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return Window(x - wide / 2, x + wide / 2, y - high / 2, y + high / 2)


def drawn_length(length: float, least: float, most: float) -> float:
    """The scale at which a length is drawn: 1 where it fits, else one that can be said."""
    if least <= length <= most:
        return 1.0
    goal = most if length > most else (least + most) / 2
    return nice(goal / length)
