"""Points as they are given beside the function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import Coordinates, read_point

if TYPE_CHECKING:
    from gradcli.field.scalar_field import Point


def read_at(at: str | None, reading: Reading, limits: Limits) -> Coordinates | None:
    """The point that `--at` gives, one coordinate a variable; None where none is given."""
    return None if at is None else read_point(at, reading.variables, limits=limits)


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
