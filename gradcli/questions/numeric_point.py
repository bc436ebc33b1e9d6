"""A point that a Python program gives a function of floats, in whatever form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from gradcli.language.vectors.points import read_point
from gradcli.questions.messages import failure
from gradcli.questions.refusals import refusals


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
    from gradcli.questions.given.values import vector_text  # noqa: PLC0415
    from gradcli.questions.points import point_of  # noqa: PLC0415  loads SymPy

    place = read_point(vector_text(given), names)
    with refusals():
        at = [float(each) for each in point_of(place).coordinates]
    if not all(map(math.isfinite, at)):  # of SymPy's numbers, which are finite
        raise OverflowError
    return at
