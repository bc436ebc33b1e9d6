"""What a picture claims, held against the function as it was typed, evaluated once more."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import gradcli
from gradcli.calculus.levels.contours import tolerances
from gradcli.calculus.levels.shapes import Role
from gradcli.calculus.numbers.numeric import FLOATS, evaluate
from gradcli.narrative.document import Panel, PanelKind

PIXELS = 480
"""How wide a drawing is: what is less than one pixel in it is not seen."""


def value_of(result: Any, x: float, y: float) -> float:
    """f by a walk over its tree, which shares nothing with the program that draws."""
    field = result.answer.field
    try:
        return float(evaluate(field.tree, dict(zip(field.variables, (x, y), strict=True)), FLOATS))
    except (ArithmeticError, ValueError):
        return math.nan


def broken(text: str, at: str | None = None, w: str | None = None, **asked: Any) -> list[str]:
    """The claims of the picture of a function of two variables that do not hold."""
    result = gradcli.plot(text, at=at, w=w, **asked)
    figure = result.figure()
    if figure is None:
        return ["no picture"]
    contour = next(panel for panel in figure.panels if panel.kind is PanelKind.CONTOUR)
    return [*_of_levels(result, contour), *_of_arrows(result, contour)]


def _of_levels(result: Any, panel: Panel) -> Iterator[str]:
    """Each point of a curve is in the window, in the domain, and has the value of its level."""
    gaps = tolerances([level.value for level in panel.levels], math.inf)
    spread = [level.value for level in panel.levels] or [0.0]
    for level, gap in zip(panel.levels, gaps, strict=True):
        within = 2e-3 * (gap if math.isfinite(gap) else max(1.0, abs(spread[0])))
        for line in level.lines:
            for x, y in line:
                found = value_of(result, x, y)
                if math.isnan(found):
                    yield f"outside the domain: {x}, {y}"
                elif abs(found - level.value) > within + 1e-9 * abs(level.value):
                    yield f"f is {found} at {x}, {y} on the curve of {level.value}"
            yield from _between(result, level.value, gap, line)
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
    if nearest > 1.5 * pixel:
        yield f"the curve of the point passes it {nearest / pixel:.1f} pixels away"


def _dense(line: Any, step: float) -> Iterator[tuple[float, float]]:
    for (x0, y0), (x1, y1) in itertools.pairwise(line):
        count = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / step))
        for k in range(count + 1):
            yield x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count
