"""Points and directions as they are given beside the function."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradcli.errors import Source, Span
from gradcli.frozen import replace
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates, read_direction, read_point
from gradcli.questions.messages import failure
from gradcli.questions.refusals import refusals

if TYPE_CHECKING:
    from gradcli.field.scalar_field import Direction, Point
    from gradcli.questions.given.types import Vector


def as_text(given: Vector | None) -> str | None:
    """A point or a direction of a Python program as the text that is read; None for none.

    Raises:
        GradcliError: USAGE for what is neither a number nor several.
    """
    if given is None or isinstance(given, str):
        return given
    from gradcli.questions.given.values import vector_text  # noqa: PLC0415  for Python alone

    return vector_text(given)


def read_at(at: str | None, reading: Reading, limits: Limits) -> Coordinates | None:
    """The point that `--at` gives; None where none is given."""
    return None if at is None else read_place(at, reading, limits)


def read_place(at: str, reading: Reading, limits: Limits, *, name: str = "--at") -> Coordinates:
    """A point, one coordinate a variable; by name constants may have values in it, too."""
    place = read_point(at, reading.variables, name=name, limits=limits, held=reading.held)
    return with_order(place, reading)


def read_way(w: str | None, reading: Reading, limits: Limits) -> Coordinates | None:
    """The direction that `--w` gives; None where none is given."""
    if w is None:
        return None
    return with_order(read_direction(w, reading.variables, limits=limits), reading)


def with_order(given: Coordinates, reading: Reading) -> Coordinates:
    """The same, and a note on the order where a reader could mean another one."""
    if reading.is_ordered or reading.appearing == reading.variables:
        return given
    from gradcli.language.vectors.order import notes_on_order  # noqa: PLC0415  seldom needed

    return replace(given, notes=(*given.notes, *notes_on_order(given, reading)))


def read_needed(at: str | None, reading: Reading, limits: Limits, what: str) -> Coordinates:
    """The point that `--at` gives, for a question that has no answer without one.

    `what` is what differs from point to point: the tangent, ...

    Raises:
        GradcliError: the point is missing, or not understood.
    """
    place = read_at(at, reading, limits)
    if place is None:
        example = ",".join("1" for _ in reading.variables)
        raise failure("point-missing", None, None, what=what, example=example)
    return place


def point_of(place: Coordinates) -> Point:
    """The point that was read, as the calculus takes it.

    Raises:
        RefusedError: a coordinate is no real number.
    """
    # SymPy is loaded here.
    from gradcli.calculus.domain.domain import require_real  # noqa: PLC0415
    from gradcli.field.scalar_field import Point  # noqa: PLC0415

    require_real(place.nodes, place.source)
    return Point.of_trees(place.nodes)


def direction_of(way: Coordinates, source: Source) -> Direction:
    """The direction that was read, as the calculus takes it.

    Raises:
        RefusedError: a component is no real number.
        GradcliError: the direction is zero.
    """
    # SymPy is loaded here.
    from gradcli.calculus.domain.domain import require_real  # noqa: PLC0415
    from gradcli.calculus.numbers.constants import is_zero  # noqa: PLC0415
    from gradcli.field.scalar_field import Direction  # noqa: PLC0415

    require_real(way.nodes, way.source)
    direction = Direction.of_trees(way.nodes)
    if all(is_zero(component) is True for component in direction.components):
        raise failure("zero-direction", Span(0, len(source.text)), source)
    return direction


def floats_of(point: Sequence[Any], names: tuple[str, ...]) -> list[float]:
    """A point as floats, one a variable.

    Raises:
        GradcliError: it is none, or has another number of coordinates, or one is too large.
    """
    given: Any = point[0] if len(point) == 1 else point
    if isinstance(given, (float, int)):
        given = (given,)
    elif hasattr(given, "tolist") and not getattr(given, "is_Matrix", False):
        given = given.tolist()
    if isinstance(given, (list, tuple)) and len(given) != len(names):
        raise failure(
            "wrong-number-of-values",
            None,
            None,
            "point",
            count=len(names),
            given=len(given),
            variables=", ".join(names),
        )
    try:
        if isinstance(given, (list, tuple)) and all(isinstance(x, (float, int)) for x in given):
            return [float(x) for x in given]
        return _of_exact(given, names)
    except OverflowError as error:
        raise failure("beyond-floats", None, None, "coordinate") from error


def finite_place(point: Sequence[Any], names: tuple[str, ...]) -> tuple[list[float], str]:
    """The same where each coordinate is finite, and the words for where that is.

    Raises:
        GradcliError: as `floats_of`; USAGE for what is infinite or not a number.
    """
    at = floats_of(point, names)
    where = ", ".join(f"{name} = {x:g}" for name, x in zip(names, at, strict=True))
    if not all(map(math.isfinite, at)):
        raise failure("point-not-finite", None, None, "point", where=where)
    return at, where


def _of_exact(given: Any, names: tuple[str, ...]) -> list[float]:
    """The floats nearest to exact numbers: texts, fractions, numbers of SymPy."""
    from gradcli.questions.given.values import vector_text  # noqa: PLC0415  for Python alone

    place = read_point(vector_text(given), names)
    with refusals():
        at = [float(each) for each in point_of(place).coordinates]
    if not all(map(math.isfinite, at)):  # of SymPy's numbers, which are finite
        raise OverflowError
    return at
