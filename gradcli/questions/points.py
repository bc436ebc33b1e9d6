"""Points and directions as they are given beside the function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradcli.errors import Source, Span
from gradcli.frozen import replace
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates, read_direction, read_point
from gradcli.questions.messages import failure

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
