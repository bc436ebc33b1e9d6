"""Where a function with steps is flat, and where it jumps.

A level set is then no curve but an area. Boxes of the window on which the function is proved to be
one number are put together; where the argument of a step meets the step, a line is traced as level
curves are, and kept where the function jumps across it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import isnan
from typing import Final, TypeAlias

from gradcli.calculus.levels.contours import FINER, level_curves
from gradcli.calculus.levels.grid import Grid, grid
from gradcli.calculus.levels.section import Plane, Values, on_the_plane
from gradcli.calculus.levels.shapes import Place, Plateau, Polyline, Window
from gradcli.calculus.program.borders import Border, BorderKind, borders_of, values_at
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.program import Program
from gradcli.calculus.program.stillness import has_steps_alone, may_stand_still, still_on
from gradcli.calculus.program.values import value_at
from gradcli.field.expression import Node
from gradcli.frozen import dataclass, replace

_INSIDE: Final = 1e-9  # of a box: its edge, on which a step may be taken, is left out
_AROUND: Final = 2.0**-20  # of the window: so near to a place it is looked whether f is flat
_ASIDE: Final = 4e-3  # of the window: from one side of a jump to the other
_HALVINGS: Final = 24
_KEPT: Final = 8  # halvings in which only two values are seen: then there are no others between
_JUMPS: Final = (1e-3, 2.0)  # of the range of the values: less is none, and more is a pole
_SAME: Final = 1e-13
_MOST_STEPS: Final = 40
_MOST_PLATEAUS: Final = 60
_MOST_LOOKS: Final = 12_000  # times the values of the program

Box: TypeAlias = tuple[int, int, int, int]
"""From one column to another, and from one row to another."""


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """What is known of a function with steps on a plane.

    `still` tells whether it is proved to be one number in a window; `sides` are the arguments of
    its steps and conditions: it jumps only where one of them is 0, or with True any whole number.
    In `looks` windows it is looked whether it is. With `alone` the function does nothing but jump.
    """

    still: Callable[[Window], bool]
    sides: tuple[tuple[Values, bool], ...]
    looks: int
    alone: bool


def steps_on(tree: Node, variables: Sequence[str], plane: Plane) -> Steps | None:
    """The steps of a function on a plane; None where it has none.

    Raises:
        OverflowError: a constant is too large for a float.
    """
    program = program_of(tree, variables)
    if not may_stand_still(program):
        return None
    on_box = still_on(program)

    def still(window: Window) -> bool:
        box = [
            _between(base, (window.left * u, window.right * u), (window.bottom * v, window.top * v))
            for base, u, v in zip(plane.base, plane.first, plane.second, strict=True)
        ]
        return on_box(box)

    # |x|/x jumps where its denominator is 0.
    kinds = (BorderKind.STEP, BorderKind.PIECE, BorderKind.DIVISION)
    sides = tuple(
        (_side(program, each, plane), each.whole)
        for each in borders_of(program)
        if each.kind in kinds
    )
    return Steps(still, sides, _MOST_LOOKS // len(program.values), has_steps_alone(program))


def _side(program: Program, border: Border, plane: Plane) -> Values:
    """What is 0, or whole, on a border; not-a-number where that is not told."""

    def looked_up(s: float, t: float) -> float:
        values = values_at(program, plane.point(s, t))
        one = values[border.place]
        other = 0.0 if border.other is None else values[border.other]
        if one is None or other is None:
            return math.nan
        behind = None if border.behind is None else values[border.behind]
        return math.nan if behind is not None and behind > 0 else one - other

    ends = [each for each in (border.place, border.other, border.behind) if each is not None]
    if border.behind is not None or any(program.values[each].guard is not None for each in ends):
        return looked_up
    one, other = (
        on_the_plane(
            value_at(replace(program, values=program.values[: each + 1], result=each)), plane
        )
        for each in (border.place, border.place if border.other is None else border.other)
    )
    return one if border.other is None else lambda s, t: one(s, t) - other(s, t)


def _between(base: float, *parts: tuple[float, float]) -> tuple[float, float]:
    return base + sum(map(min, parts)), base + sum(map(max, parts))


def is_flat_around(steps: Steps, place: Place, window: Window) -> bool:
    """Whether the function is one number on a small box around a place."""
    x, y = place
    wide = max(_AROUND * window.width, 4 * math.ulp(x))
    high = max(_AROUND * window.height, 4 * math.ulp(y))
    return steps.still(Window(x - wide, x + wide, y - high, y + high))


def plateaus(
    values: Values, steps: Steps, sampled: Grid, own: float | None, at: Place
) -> tuple[Plateau, ...]:
    """The areas of a window on which the function is one number, `own` first, then by size.

    `at` is the point of interest, over which no number should stand.

    The one with the `own` value is followed into parts of cells.
    """
    flat = _Flat(values, steps, sampled)
    boxes: dict[float, list[Window]] = {}
    for value, box in flat.boxes(own):
        boxes.setdefault(value, []).append(flat.window_of(box))
    made = [
        Plateau(value, tuple(of), _roomiest(of, sampled.window, at), _is_same(value, own))
        for value, of in boxes.items()
    ]
    made.sort(key=lambda each: (not each.own, -sum(map(_size, each.boxes))))
    return tuple(made[:_MOST_PLATEAUS])


def _is_same(value: float, own: float | None) -> bool:
    return own is not None and math.isclose(value, own, rel_tol=_SAME, abs_tol=_SAME)


def _size(box: Window) -> float:
    return box.width * box.height


def _roomiest(boxes: Sequence[Window], window: Window, avoid: Place) -> Place:
    """The middle of the box with most room in it, in windows."""

    def middle(box: Window) -> Place:
        return ((box.left + box.right) / 2, (box.bottom + box.top) / 2)

    def room(box: Window) -> float:
        x, y = middle(box)
        apart = math.hypot((x - avoid[0]) / window.width, (y - avoid[1]) / window.height)
        return min(box.width / window.width, box.height / window.height, apart)

    return middle(max(boxes, key=room))


def _runs(parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Intervals that do not meet but at their ends, those that do as one."""
    begin, end = min(parts)
    for i, to_i in sorted(parts)[1:]:
        if i != end:
            yield begin, end
            begin = i
        end = to_i
    yield begin, end


class _Flat:
    """Cells whose corners all have one value, and beside them parts of cells."""

    __slots__ = ("counts", "dx", "dy", "looks", "sampled", "steps", "values", "window")

    def __init__(self, values: Values, steps: Steps, sampled: Grid) -> None:
        self.values = values
        self.steps = steps
        self.sampled = sampled
        self.window = sampled.window
        self.dx = self.window.width / (sampled.columns * FINER)
        self.dy = self.window.height / (sampled.rows * FINER)
        self.counts = self._counted()
        self.looks = steps.looks

    def _counted(self) -> list[list[int]]:
        """How many cells with equal corners lie to the left of and below each node."""
        rows = self.sampled.values
        counts = [[0] * (self.sampled.columns + 1)]
        for below, above in pairwise(rows):
            line, so_far = [0], 0
            for i in range(self.sampled.columns):
                so_far += below[i] == below[i + 1] == above[i] == above[i + 1]
                line.append(so_far + counts[-1][i + 1])
            counts.append(line)
        return counts

    def boxes(self, own: float | None) -> Iterator[tuple[float, Box]]:
        """Boxes that do not meet but at their sides, each with its value."""
        whole = self._in((0, self.sampled.columns, 0, self.sampled.rows))
        rows: dict[tuple[float, int, int], list[tuple[int, int]]] = {}
        at_own = [box for value, box in whole if _is_same(value, own)]
        parts = self._beside(at_own, own)
        for value, (i, to_i, j, to_j) in whole:
            for low in range(j, to_j, FINER):
                rows.setdefault((value, low, low + FINER), []).append((i, to_i))
        for value, (i, to_i, j, to_j) in parts:
            rows.setdefault((value, j, to_j), []).append((i, to_i))
        # What ends in a row, to be gone on with where the next one has the same ends.
        ending: dict[tuple[float, int, int, int], int] = {}
        for (value, j, to_j), runs in sorted(rows.items()):
            for begin, end in _runs(runs):
                low = ending.pop((value, begin, end, j), j)
                ending[value, begin, end, to_j] = low
        for (value, begin, end, to_j), low in ending.items():
            yield value, (begin, end, low, to_j)

    def _in(self, cells: Box) -> list[tuple[float, Box]]:
        i, to_i, j, to_j = cells
        counts = self.counts
        flat = counts[to_j][to_i] - counts[j][to_i] - counts[to_j][i] + counts[j][i]
        if not flat:
            return []
        if flat == (to_i - i) * (to_j - j):  # else some corner has another value
            fine = (FINER * i, FINER * to_i, FINER * j, FINER * to_j)
            value = self._value(fine)
            if value is not None:
                return [(value, fine)]
        if to_i - i == to_j - j == 1:
            return []
        across = (i, (i + to_i + 1) // 2, to_i)
        up = (j, (j + to_j + 1) // 2, to_j)
        return [
            each
            for left, right in pairwise(across)
            for low, high in pairwise(up)
            if left < right and low < high
            for each in self._in((left, right, low, high))
        ]

    def _beside(self, whole: Sequence[Box], own: float | None) -> Iterator[tuple[float, Box]]:
        """Parts of the cells at the side of an area."""
        flat = {
            (i, j)
            for box in whole
            for i in range(box[0] // FINER, box[1] // FINER)
            for j in range(box[2] // FINER, box[3] // FINER)
        }
        beside = {
            (i + di, j + dj)
            for i, j in flat
            for di in (-1, 0, 1)
            for dj in (-1, 0, 1)
            if 0 <= i + di < self.sampled.columns and 0 <= j + dj < self.sampled.rows
        }
        for i, j in sorted(beside - flat):
            cell = (FINER * i, FINER * i + FINER, FINER * j, FINER * j + FINER)
            yield from self._parts(cell, own)

    def _parts(self, box: Box, own: float | None) -> Iterator[tuple[float, Box]]:
        i, j, half = box[0], box[2], (box[1] - box[0]) // 2
        for left in (i, i + half):
            for low in (j, j + half):
                part = (left, left + half, low, low + half)
                value = self._value(part, own)
                if value is not None:
                    yield value, part
                elif half > 1:
                    yield from self._parts(part, own)

    def _value(self, box: Box, own: float | None = None) -> float | None:
        """The value of the function on a box; None where it is not seen to have only one.

        With an `own` value also where it is another.
        """
        if self.looks <= 0:
            return None
        window = self.window_of(box)
        value = self.values((window.left + window.right) / 2, (window.bottom + window.top) / 2)
        if isnan(value) or (own is not None and not _is_same(value, own)):
            return None
        self.looks -= 1
        right, up = _INSIDE * window.width, _INSIDE * window.height
        inside = Window(
            window.left + right, window.right - right, window.bottom + up, window.top - up
        )
        return value if self.steps.still(inside) else None

    def window_of(self, box: Box) -> Window:
        """The part of the window that a box takes."""
        i, to_i, j, to_j = box
        left, bottom = self.window.left, self.window.bottom
        return Window(
            left + i * self.dx,
            min(left + to_i * self.dx, self.window.right),
            bottom + j * self.dy,
            min(bottom + to_j * self.dy, self.window.top),
        )


def jumps(values: Values, steps: Steps, sampled: Grid) -> tuple[Polyline, ...]:
    """The lines across which the function jumps."""
    window, known = sampled.window, sampled.finite()
    if not known or known[0] == known[-1]:
        return ()
    sizes = (_JUMPS[0] * (known[-1] - known[0]), _JUMPS[1] * (known[-1] - known[0]))
    found: list[Polyline] = []
    for side, whole in steps.sides:
        drawn = grid(side, window, sampled.columns, sampled.rows)
        seen = drawn.finite()
        if not seen:
            continue
        levels = [0.0]
        if whole:
            first, last = math.ceil(seen[0]), math.floor(seen[-1])
            if last - first > _MOST_STEPS:
                continue
            levels = [float(k) for k in range(first, last + 1)]
        for level in level_curves(side, drawn, levels).levels:
            for line in level.lines:
                found.extend(_where_it_jumps(values, line, window, sizes))
    return tuple(found)


def _where_it_jumps(
    values: Values, line: Polyline, window: Window, sizes: tuple[float, float]
) -> Iterator[Polyline]:
    """The parts of a line across which the function jumps."""
    part: list[Place] = []
    before = None
    for start, end in pairwise(line):
        before = _jump(values, start, end, window, before)
        if before is not None and sizes[0] < abs(before[1] - before[0]) < sizes[1]:
            part = [*part, end] if part else [start, end]
        elif part:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _jump(
    values: Values, start: Place, end: Place, window: Window, before: tuple[float, float] | None
) -> tuple[float, float] | None:
    """The values between which the function jumps from one side of a segment to the other.

    They may be so near to one another that it does not jump. Where the places a little beside the
    segment have the two values of the jump at the segment `before`, it goes on.
    """
    across, up = (end[0] - start[0]) / window.width, (end[1] - start[1]) / window.height
    length = math.hypot(across, up)
    if not length:
        return None
    # Away from the ends and the middle, where another step may meet this one.
    x, y = start[0] + 0.45 * (end[0] - start[0]), start[1] + 0.45 * (end[1] - start[1])
    by = _ASIDE / length
    right, above = -by * up * window.width, by * across * window.height
    a, b = -1.0, 1.0
    at_a, at_b = values(x - right, y - above), values(x + right, y + above)
    if (at_a, at_b) == before:
        return before
    kept = 0
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        there = values(x + middle * right, y + middle * above)
        kept = kept + 1 if there in (at_a, at_b) else 0
        if kept == _KEPT:
            break
        if isnan(there) or isnan(at_a) or isnan(at_b):
            return None
        if abs(there - at_a) >= abs(at_b - there):
            b, at_b = middle, there
        else:
            a, at_a = middle, there
    return at_a, at_b
