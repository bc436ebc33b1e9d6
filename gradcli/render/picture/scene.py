"""What the drawings of a panel have in common: ticks on the axes, and where a level is labelled."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from gradcli.calculus.levels.shapes import Level, Mark, Place, Polyline, Window
from gradcli.frozen import dataclass
from gradcli.narrative.document import Panel, PanelKind, Sentence
from gradcli.render.formula.breaking import wrap
from gradcli.render.formula.runs import text_of

_CELLS: Final = 400  # along an axis
_TICKS: Final = 5
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, and the number at it."""

    at: float
    text: str


def ticks(low: float, high: float, count: int = _TICKS) -> tuple[Tick, ...]:
    """Round numbers between two others, about so many."""
    step = _step((high - low) / count)
    if not step or not math.isfinite(step):
        return ()
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    if last - first > 4 * count:
        return ()
    places = [k * step for k in range(first, last + 1)]
    return tuple(Tick(at, text) for at, text in zip(places, _texts(places, step), strict=True))


def _step(size: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is not smaller."""
    if size <= 0 or not math.isfinite(size):
        return 0.0
    power = 10.0 ** math.floor(math.log10(size))
    return next(k * power for k in (1, 2, 5, 10) if k * power >= size * (1 - 1e-9))


def _texts(places: Sequence[float], step: float) -> list[str]:
    """The numbers, all to as many places as tell them apart."""
    largest = max(map(abs, places), default=0.0)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if largest < 1e5 and decimals <= 4:
        return [minus(f"{at:.{decimals}f}") for at in places]
    digits = 1 + max(0, math.ceil(math.log10(max(largest, step) / step)))
    return [number(at, digits) for at in places]


def number(value: float, digits: int = _DIGITS) -> str:
    """A number in a few signs: 12.65, 1.4e−9."""
    text = f"{value:.{digits}g}"
    if "e" in text:
        mantissa, _, exponent = text.partition("e")
        text = f"{mantissa}e{int(exponent)}"
    return minus("0" if text == "-0" else text)


def minus(text: str) -> str:
    """The text with a minus sign where it has a hyphen."""
    return text.replace("-", "−")


def compass(top: float) -> tuple[Tick, ...]:
    """The ticks of the angles: the gradient's, and those at quarters of a turn from it.

    They go on beyond 180°, as an axis does: its two ends are two numbers.
    """
    found = []
    for quarter in (-2, -1, 0, 1, 2):
        at = top + 90 * quarter
        text = f"{at:.1f}".rstrip("0").rstrip(".")
        found.append(Tick(at, minus(f"{'0' if text == '-0' else text}°")))
    return tuple(found)


def ticks_across(panel: Panel, count: int = _TICKS) -> tuple[Tick, ...]:
    """The ticks of the horizontal axis."""
    window = panel.window
    if panel.kind is PanelKind.RATE:
        return compass((window.left + window.right) / 2)
    return ticks(window.left, window.right, count)


def ticks_up(panel: Panel, count: int = _TICKS) -> tuple[Tick, ...]:
    """The ticks of the vertical axis."""
    return ticks(panel.window.bottom, panel.window.top, count)


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """A place on a level curve at which its value can stand, and which way the curve runs there."""

    at: Place
    along: Place


def label_places(level: Level, window: Window, avoid: Sequence[Place]) -> list[LabelPlace]:
    """Where the value of a level can stand, best first: far from `avoid` and from the edge."""
    rated: list[tuple[float, LabelPlace]] = []
    for line in level.lines:
        stride = max(1, len(line) // 24)
        for k in range(stride, len(line) - stride, stride):
            (x0, y0), at, (x1, y1) = line[k - stride], line[k], line[k + stride]
            rated.append((_room(at, window, avoid), LabelPlace(at, (x1 - x0, y1 - y0))))
    return [place for _, place in sorted(rated, key=lambda each: -each[0])]


def _room(at: Place, window: Window, avoid: Iterable[Place]) -> float:
    """How far a place is from the others and from the edge, in windows."""
    x, y = (at[0] - window.left) / window.width, (at[1] - window.bottom) / window.height
    edge = 2.5 * min(x, 1 - x, y, 1 - y)
    apart = (
        math.hypot(x - (a - window.left) / window.width, y - (b - window.bottom) / window.height)
        for a, b in avoid
    )
    return min(edge, min(apart, default=1.0))


def obstacles(panel: Panel) -> list[Place]:
    """Places along the arrows, beside which no value of a level should stand.

    Of the dots of a long path one is enough where many are nearer than anybody sees.
    """
    window = panel.window
    apart = {
        (round(_CELLS * x / window.width), round(_CELLS * y / window.height)): (x, y)
        for x, y in (dot.at for dot in panel.dots)
    }
    found = [*apart.values(), *(each.at for each in panel.plateaus)]
    for arrow in panel.arrows:
        for k in range(1, 6):
            share = k / 5
            found.append(
                (
                    arrow.start[0] + share * (arrow.end[0] - arrow.start[0]),
                    arrow.start[1] + share * (arrow.end[1] - arrow.start[1]),
                )
            )
    return found


def clipped(line: Polyline, window: Window) -> list[Polyline]:
    """The parts of a line that lie in the window."""
    parts: list[Polyline] = []
    part: list[Place] = []
    for start, end in pairwise(line):
        piece = _segment(start, end, window)
        if piece is None:
            continue
        if part and part[-1] == piece[0]:
            part.append(piece[1])
        else:
            if part:
                parts.append(tuple(part))
            part = list(piece)
    if part:
        parts.append(tuple(part))
    return parts


def _segment(start: Place, end: Place, window: Window) -> tuple[Place, Place] | None:
    """The part of a segment in the window (Liang and Barsky, 1984)."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    begin, stop = 0.0, 1.0
    for step, room in (
        (-dx, x - window.left),
        (dx, window.right - x),
        (-dy, y - window.bottom),
        (dy, window.top - y),
    ):
        if step == 0:
            if room < 0:
                return None
            continue
        share = room / step
        if step < 0:
            begin = max(begin, share)
        else:
            stop = min(stop, share)
    if begin > stop:
        return None
    first = start if begin == 0 else (x + begin * dx, y + begin * dy)
    last = end if stop == 1 else (x + stop * dx, y + stop * dy)
    return first, last


def wrapped(text: Sentence, signs: int) -> list[str]:
    """A sentence in lines of about so many signs, of which none ends within a short formula."""
    return [text_of(line) for line in wrap(text, signs)]


RINGS: Final = frozenset({Mark.ZERO, Mark.NUDGE})
"""Dots that are drawn as a ring."""
CORNERS: Final[Mapping[Mark, Polyline]] = MappingProxyType(
    {
        Mark.TOP: ((0.0, 1.3), (-1.2, -0.8), (1.2, -0.8)),
        Mark.LOWEST: ((0.0, -1.3), (-1.2, 0.8), (1.2, 0.8)),
        Mark.DIRECTION: ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)),
        Mark.END: ((0.0, 1.4), (-1.4, 0.0), (0.0, -1.4), (1.4, 0.0)),
    }
)
"""The corners of those that are no discs, of radius 1: each shape is one thing, without colour."""
_HATCHES: Final = 36  # lines across a window and as many down it


def hatching(boxes: Sequence[Window], window: Window) -> list[Polyline]:
    """Slanting lines over an area that is put together of boxes."""
    found: dict[int, list[tuple[float, float]]] = {}
    for box in boxes:
        left, right = ((x - window.left) / window.width for x in (box.left, box.right))
        low, high = ((y - window.bottom) / window.height for y in (box.bottom, box.top))
        first, last = math.ceil((left + low) * _HATCHES), math.floor((right + high) * _HATCHES)
        for k in range(first, last + 1):
            begin, end = max(left, k / _HATCHES - high), min(right, k / _HATCHES - low)
            if begin < end:
                found.setdefault(k, []).append((begin, end))
    return [
        tuple(
            (window.left + x * window.width, window.bottom + (k / _HATCHES - x) * window.height)
            for x in ends
        )
        for k, parts in found.items()
        for ends in _joined(sorted(parts))
    ]


def _joined(parts: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Intervals in order, those that meet as one."""
    made = [parts[0]]
    for begin, end in parts[1:]:
        if begin <= made[-1][1] + 1e-6:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((begin, end))
    return made
