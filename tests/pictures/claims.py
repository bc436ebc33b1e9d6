"""What a picture claims, held against the function as it was typed, evaluated once more."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import gradcli
from gradcli.calculus.levels.choice import tolerances
from gradcli.calculus.levels.shapes import Role, Trace
from gradcli.calculus.numbers.numeric import FLOATS, evaluate
from gradcli.narrative.document import Panel, PanelKind
from gradcli.render.formula.words import plainly

PIXELS = 480
"""How wide a drawing is: what is less than one pixel in it is not seen."""


def value_of(result: Any, *place: float) -> float:
    """f by a walk over its tree, which shares nothing with the program that draws."""
    field = result.answer.field
    try:
        return float(evaluate(field.tree, dict(zip(field.variables, place, strict=True)), FLOATS))
    except (ArithmeticError, ValueError):
        return math.nan


def broken(text: str, at: str | None = None, w: str | None = None, **asked: Any) -> list[str]:
    """The claims of the picture of a function of two variables that do not hold."""
    result = gradcli.plot(text, at=at, w=w, **asked)
    figure = result.figure()
    if figure is None:
        return ["no picture"]
    contour = next(panel for panel in figure.panels if panel.kind is PanelKind.CONTOUR)
    return broken_in(result, contour)


def is_left_open(panel: Panel) -> bool:
    """Whether the picture says that it is not decided what the level set of P is."""
    return "is not decided" in plainly(panel.alt)


def broken_in(result: Any, panel: Panel) -> list[str]:
    """The claims of a drawing that do not hold."""
    return [
        *_of_levels(result, panel),
        *_of_areas(result, panel),
        *_of_jumps(result, panel),
        *_of_arrows(result, panel),
    ]


def _of_levels(result: Any, panel: Panel) -> Iterator[str]:
    """Each point of a curve is in the window, in the domain, and has the value of its level."""
    gaps = tolerances([level.value for level in panel.levels], math.inf)
    spread = [level.value for level in panel.levels] or [0.0]
    for level, gap in zip(panel.levels, gaps, strict=True):
        within = 2e-3 * (gap if math.isfinite(gap) else max(1.0, abs(spread[0])))
        for line in level.lines[: level.rims]:
            yield from _along_the_edge(result, panel, line)
        for line in level.lines:
            for x, y in line:
                found = value_of(result, x, y)
                if math.isnan(found) and line in level.lines[: level.rims]:
                    found = _beside_it(result, panel, x, y)
                if math.isnan(found):
                    yield f"outside the domain: {x}, {y}"
                elif abs(found - level.value) > within + 1e-9 * abs(level.value):
                    yield f"f is {found} at {x}, {y} on the curve of {level.value}"
        for line in level.lines[level.rims :]:
            yield from _between(result, level.value, gap, line)
            yield from _beside(result, panel, level.value, line)
        if not all(panel.window.holds(at) for line in level.lines for at in line):
            yield f"the curve of {level.value} leaves the window"


def _between(result: Any, value: float, gap: float, line: Any) -> Iterator[str]:
    """What is drawn between two points of a curve is near its level too, and in the domain."""
    if not math.isfinite(gap):
        return
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        found = value_of(result, (x0 + x1) / 2, (y0 + y1) / 2)
        if math.isnan(found):
            yield f"outside the domain between {x0}, {y0} and {x1}, {y1}"
        elif abs(found - value) > 0.5 * gap:
            yield f"f is {found} between {x0}, {y0} and {x1}, {y1} on the curve of {value}"


def _beside_it(result: Any, panel: Panel, x: float, y: float) -> float:
    """The value a rounding away from a place on the edge of the domain."""
    near = [0.0, 1e-12 * panel.window.width, -1e-12 * panel.window.width]
    values = [value_of(result, x + dx, y + dy) for dx in near for dy in near]
    return next((each for each in values if not math.isnan(each)), math.nan)


def _along_the_edge(result: Any, panel: Panel, line: Any) -> Iterator[str]:
    """A line at the edge of the domain has it on one side, and not on the other."""
    for start, end in itertools.pairwise(line):
        sides = [value_of(result, *_aside(panel, start, end, pixels)) for pixels in (-0.5, 0.5)]
        if math.isnan(sides[0]) == math.isnan(sides[1]):
            yield f"no edge of the domain between {start} and {end}"


def _beside(result: Any, panel: Panel, value: float, line: Any) -> Iterator[str]:
    """A curve is no part of an area: on neither side the function keeps the value of the level."""
    for start, end in itertools.pairwise(line):
        for side in (1, -1):
            steps = (_aside(panel, start, end, side * pixels) for pixels in (0.5, 1.0, 1.5, 2.0))
            if all(_is_same(value_of(result, x, y), value) for x, y in steps):
                yield f"beside {start} the value {value} is that of an area, and no curve"
                return


def _aside(panel: Panel, start: Any, end: Any, pixels: float) -> tuple[float, float]:
    """A place so many pixels beside the middle of a line, where one pixel is one each way."""
    wide, high = panel.window.width / PIXELS, panel.window.height / PIXELS
    across, up = (end[0] - start[0]) / wide, (end[1] - start[1]) / high
    by = pixels / (math.hypot(across, up) or 1.0)
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return x - by * up * wide, y + by * across * high


def _is_same(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-13 * max(abs(one), abs(other))


def _of_areas(result: Any, panel: Panel) -> Iterator[str]:
    """On all of a plateau the function has its value, and where P is on one it is told."""
    for plateau in panel.plateaus:
        for box in plateau.boxes:
            for across, up in itertools.product((0.001, 0.31, 0.77, 0.999), repeat=2):
                at = (box.left + across * box.width, box.bottom + up * box.height)
                found = value_of(result, *at)
                if not _is_same(found, plateau.value):
                    yield f"f is {found} at {at} on the plateau of {plateau.value}"
    point = next((dot.at for dot in panel.dots), None)
    if point is None or result.answer.at is None:
        return
    here = value_of(result, *point)
    own = next((each for each in panel.plateaus if each.own), None)
    if own is not None and not _is_same(own.value, here):
        yield f"the plateau of P has the value {own.value}, and f is {here} there"
    turns = [math.tau * k / 16 for k in range(16)]
    near = [
        value_of(
            result,
            point[0] + share * panel.window.width * math.cos(turn),
            point[1] + share * panel.window.height * math.sin(turn),
        )
        for share in (0.01, 0.004)
        for turn in turns
    ]
    corners = itertools.product(
        (panel.window.left, panel.window.right), (panel.window.bottom, panel.window.top)
    )
    # A function that is constant in all of the window is told to be that.
    varies = not all(_is_same(value_of(result, *at), here) for at in corners)
    flat = varies and all(_is_same(f, here) for f in near)
    if flat and own is None and not is_left_open(panel):
        yield f"f is {here} all around P, and no area is told"
    if own is not None and flat and not any(box.holds(point) for box in own.boxes):
        yield "P is not in its area"


def _of_jumps(result: Any, panel: Panel) -> Iterator[str]:
    """Where a jump is drawn the function jumps, within a pixel and a half."""
    for stroke in panel.strokes:
        if stroke.trace is not Trace.JUMP:
            continue
        for start, end in itertools.pairwise(stroke.line):
            across = [value_of(result, *_aside(panel, start, end, k / 20)) for k in range(-30, 31)]
            rises = [abs(b - a) for a, b in itertools.pairwise(across)]
            if not max(rises) > 0.4 * (max(across) - min(across)) > 0:
                yield f"no jump between {start} and {end}"


def _of_arrows(result: Any, panel: Panel) -> Iterator[str]:
    """∇f is drawn along the gradient, and at a right angle to the curve through the point."""
    arrows = {arrow.role: arrow for arrow in panel.arrows}
    gradient = arrows.get(Role.GRADIENT)
    if gradient is None:
        return
    dx, dy = (b - a for a, b in zip(gradient.start, gradient.end, strict=True))
    exact = [float(each.evalf()) for each in result.values()]
    cross = dx * exact[1] - dy * exact[0]
    if abs(cross) > 1e-9 * math.hypot(dx, dy) * math.hypot(*exact) or dx * exact[0] < 0:
        yield f"the arrow {(dx, dy)} is not along {exact}"
    if not panel.window.holds(gradient.end):
        yield "the arrow leaves the window"
    own = next((level for level in panel.levels if level.own), None)
    if own is None or not panel.equal:
        return
    yield from _right_angle(result, panel, gradient.start, exact, own.lines)


def _right_angle(
    result: Any, panel: Panel, at: tuple[float, float], slopes: list[float], lines: Any
) -> Iterator[str]:
    """Near the point its curve is, within a pixel, on the line at a right angle to the gradient.

    So near that the function itself has left its tangent by less than that.
    """
    pixel = panel.window.width / PIXELS
    size = math.hypot(*slopes)
    u, v = slopes[0] / size, slopes[1] / size
    reach = 6 * pixel
    nearest = math.inf
    for x, y in (place for line in lines for place in _dense(line, pixel)):
        ahead, aside = (x - at[0]) * u + (y - at[1]) * v, (y - at[1]) * u - (x - at[0]) * v
        distance = math.hypot(ahead, aside)
        nearest = min(nearest, distance)
        if distance > reach:
            continue
        # Where a curve bends within six pixels, that is what it does.
        bend = abs(value_of(result, at[0] - aside * v, at[1] + aside * u) - value_of(result, *at))
        if abs(ahead) > pixel + 2 * bend / size:
            yield f"at {x}, {y} the curve is {ahead / pixel:.1f} pixels off the right angle"
    if nearest > 1.5 * pixel and not is_left_open(panel):
        yield f"the curve of the point passes it {nearest / pixel:.1f} pixels away"


def _dense(line: Any, step: float) -> Iterator[tuple[float, float]]:
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        count = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / step))
        for k in range(count + 1):
            yield x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count
