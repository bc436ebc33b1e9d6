"""What a page on which P and w are dragged starts from, and what it has to know beforehand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from sympy import Expr

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.steepest import SteepestAnswer, answer_steepest
from gradcli.calculus.check.verification import Check
from gradcli.calculus.domain.refusal import (
    ConstantBeyondFloats,
    PointBeyondFloats,
    RefusedError,
    TooManyOperations,
)
from gradcli.calculus.explore.examined import Examined, Level, examined_points, level_points
from gradcli.calculus.explore.window import Range, ranges_around, ranges_of
from gradcli.calculus.extrema.enclosed import box_of, kind_in
from gradcli.calculus.extrema.found import Enclosed, Place
from gradcli.calculus.extrema.newton import Swept, approached, system_of
from gradcli.calculus.levels.grid import grid
from gradcli.calculus.levels.plateaus import plateaus, steps_on
from gradcli.calculus.levels.section import along_axes, values_on
from gradcli.calculus.levels.shapes import Plateau, Window
from gradcli.calculus.numbers.constants import nearest_float
from gradcli.calculus.point.critical import CriticalKind
from gradcli.calculus.program.borders import Border, BorderKind, borders_of
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.program import Program
from gradcli.calculus.program.values import value_at
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.frozen import dataclass

if TYPE_CHECKING:
    from gradcli.calculus.answers.picture import Picture

_CELLS: Final = 96  # along each side: as many as the page has
_MOST_BOXES: Final = 600
MOST_OPERATIONS: Final = 1500
"""More than the page could work out many thousand times, and hold in its size."""


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """A point at which the gradient is zero, of whose coordinates no formula is known.

    It is proved to be the only one at a `place` of these bounds; `floats` are near it.
    """

    place: Place
    floats: tuple[float, ...]
    kind: CriticalKind


Known: TypeAlias = Examined | Level | Near


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What is shown: a plane through the point, the part of it, and what lies in it.

    `written` and `start` are the coordinates of the point, as they were typed and in floats;
    `plane` are the places of the variables that move, one or two, and `window` their ranges;
    `program` works out the function and its gradient, `borders` are where it is not smooth as a
    formula, `examined` points on them with their verdicts, and `level` and `near` points at which
    the gradient is zero; at so many places `more` it seems to be, and they were not examined.
    On each of the `areas` the function is proved to be one number.
    """

    written: tuple[Node, ...]
    start: tuple[float, ...]
    plane: tuple[int, ...]
    window: tuple[Range, ...]
    program: Program
    borders: tuple[Border, ...]
    examined: tuple[Examined, ...]
    level: tuple[Level, ...]
    near: tuple[Near, ...] = ()
    more: int = 0
    areas: tuple[Plateau, ...] = ()

    @property
    def known(self) -> tuple[Known, ...]:
        """All points that were examined."""
        return (*self.examined, *self.level, *self.near)


@dataclass(frozen=True, slots=True, eq=False)
class ExploreAnswer:
    """The exact answer at the point where the page starts, and what is shown around it."""

    begins: SteepestAnswer
    scene: Scene

    @property
    def field(self) -> ScalarField:
        """The function."""
        return self.begins.field

    @property
    def check(self) -> Check:
        """What came of checking the derivation against values of the function."""
        return self.begins.check

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        return self.begins.verified

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.begins.formulas

    @property
    def picture(self) -> Picture | None:
        """The same part of the same plane as a picture that stands still."""
        # Few ask for it.
        from gradcli.calculus.answers.picture import View, picture  # noqa: PLC0415
        from gradcli.calculus.levels.contour import Asked  # noqa: PLC0415

        begins, scene = self.begins, self.scene
        names = [self.field.variables[place] for place in scene.plane]
        ends = [(float(of.low), float(of.high)) for of in scene.window]
        (left, right), (bottom, top) = ends if len(ends) > 1 else (*ends, (-math.inf, math.inf))
        plane = (names[0], names[1]) if len(names) > 1 else None
        view = View(Asked(Window(left, right, bottom, top)), plane)
        return picture(self.field, begins.at, begins.direction, view)

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The gradient at the point where the page starts; none where there is no gradient."""
        return self.begins.at.slopes or ()

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs in the variables alone."""
        return tuple(from_sympy(value) for value in self.values())

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        names = self.field.variables if self.values() else ()
        return tuple(partial_name(self.field.function, name) for name in names)


def answer_explore(
    field: ScalarField,
    point: Point,
    plane: Sequence[int],
    window: Window | None = None,
    direction: Direction | None = None,
    enough: Callable[[], bool] = lambda: False,
) -> ExploreAnswer:
    """The answer at the point, and the plane around it in which the other variables are held.

    Without a `window` one is chosen. Points in it are examined until it is `enough`.
    """
    try:
        program = program_of(field.tree, field.variables)
    except OverflowError:
        raise RefusedError(ConstantBeyondFloats()) from None
    if len(program.values) > MOST_OPERATIONS:
        raise RefusedError(TooManyOperations(MOST_OPERATIONS))
    begins = answer_steepest(field, point, direction)
    return ExploreAnswer(begins, _scene(begins, program, point, plane, window, enough))


def _scene(
    begins: SteepestAnswer,
    program: Program,
    point: Point,
    plane: Sequence[int],
    window: Window | None,
    enough: Callable[[], bool],
) -> Scene:
    field = begins.field
    found = [nearest_float(each) for each in point.coordinates]
    start = tuple(each for each in found if each is not None)
    if len(start) < len(found):
        raise RefusedError(PointBeyondFloats())
    if window is None:
        ranges = _chosen(begins.at, program, start, plane)
    else:
        ranges = ranges_of(window, len(plane))
    borders, examined = examined_points(field, program, point, start, plane, ranges, enough)
    level = level_points(begins.gradient, program, point, start, plane, ranges, enough)
    near = _enclosed(begins.gradient, program, level.loose, ranges, enough)
    return Scene(
        point.written,
        start,
        tuple(plane),
        ranges,
        program,
        borders,
        examined,
        level.exact,
        near,
        level.more,
        _areas(field, start, plane, ranges),
    )


def _areas(
    field: ScalarField, start: Sequence[float], plane: Sequence[int], window: Sequence[Range]
) -> tuple[Plateau, ...]:
    """The areas of the plane on which the function is one number; none of those in many parts."""
    if len(plane) == 1:
        return ()
    section = along_axes(start, plane[0], plane[1])
    steps = steps_on(field.tree, field.variables, section)
    if steps is None:
        return ()
    values = values_on(field.tree, field.variables, section)
    across, up = window
    shown = Window(float(across.low), float(across.high), float(up.low), float(up.high))
    found = plateaus(values, steps, grid(values, shown, _CELLS, _CELLS), None, section.place(start))
    areas: list[Plateau] = []
    room = _MOST_BOXES
    for each in found:
        if len(each.boxes) <= room:
            room -= len(each.boxes)
            areas.append(each)
    return tuple(areas)


def _enclosed(
    whole: Gradient,
    program: Program,
    loose: Sequence[tuple[float, ...]],
    window: Sequence[Range],
    enough: Callable[[], bool],
) -> tuple[Near, ...]:
    """Zeros of the gradient beside these places, each proved to be there and alone.

    Of a function without corners and steps, of which bounds of the slopes tell all.
    """
    smooth = all(each.kind in _SMOOTH_BESIDE for each in borders_of(program))
    if not loose or not smooth or len(whole.field.variables) > len(window) or enough():
        return ()
    system = system_of(whole)
    found: list[Near] = []
    for floats in loose:
        if enough():
            break
        box = tuple(
            (Fraction(x) - of.width / 1000, Fraction(x) + of.width / 1000)
            for x, of in zip(floats, window, strict=True)
        )
        for place in approached(system, Swept((), (box,), 0)).places:
            kind = kind_in(system.second, box_of(whole.field.variables, place))
            if kind is not CriticalKind.NOT_DECIDED:
                middle = tuple(float(each.middle) for each in place if isinstance(each, Enclosed))
                found.append(Near(place, middle, kind))
    return tuple(found)


_SMOOTH_BESIDE: Final = (BorderKind.DIVISION, BorderKind.EDGE)


def _chosen(
    at: AtPoint, program: Program, start: Sequence[float], plane: Sequence[int]
) -> tuple[Range, ...]:
    """The window that the level curves of the plane ask for."""
    value = value_at(program)

    def in_the_plane(*place: float) -> float:
        moved = list(start)
        for axis, each in zip(plane, place, strict=False):
            moved[axis] = each
        return value(moved)

    here = None if at.value is None else nearest_float(at.value)
    slopes = [nearest_float(at.slopes[axis]) for axis in plane] if at.slopes is not None else []
    known = [each for each in slopes if each is not None]
    steep = known if known and len(known) == len(plane) else None
    return ranges_around(in_the_plane, [start[axis] for axis in plane], here, steep)
