"""What of a function is to be drawn, as it is given: a window, a plane, levels, a size."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gradcli.field.expression import Node
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.language.vectors.points import read_point
from gradcli.late import pattern
from gradcli.questions.given.boxes import read_box
from gradcli.questions.messages import failure

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.picture import View

_SIZE: Final = pattern(r"\s*(\d{1,4})\s*[x×*,]\s*(\d{1,4})\s*", re.ASCII)
_COUNT: Final = pattern(r"\s*\+?(\d{1,3})\s*", re.ASCII)
_OF_VECTORS: Final = ("gradient", "w")
_NARROWEST: Final = 20
_LOWEST: Final = 8
_MOST_LEVELS: Final = 50
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Given:
    """The texts of the options, read: `bounds` of the window, one pair an axis, and the levels."""

    bounds: tuple[tuple[Node, Node], ...] | None
    plane: tuple[str, str] | None
    count: int | None
    levels: tuple[Node, ...]

    @property
    def is_of_vectors(self) -> bool:
        """Whether the plane is that of the gradient and w."""
        return self.plane == _OF_VECTORS

    def view(self) -> View:
        """The same in floats.

        Raises:
            GradcliError: a bound is no number, or a window is empty, or wider than any float.
        """
        from gradcli.calculus.answers.picture import View
        from gradcli.calculus.levels.contour import Asked
        from gradcli.calculus.levels.shapes import Window

        levels = tuple(map(_number, self.levels))
        if self.bounds is None:
            return View(Asked(None, self.count, levels), self.plane)
        ends = [(_number(low), _number(high)) for low, high in self.bounds]
        if any(low >= high for low, high in ends):
            raise failure("window-empty", None, None)
        if any(math.isinf(high - low) for low, high in ends):
            raise failure("window-empty", None, None, "too wide")
        # On a line the heights are those of the function.
        (left, right), (bottom, top) = ends if len(ends) > 1 else (*ends, (-math.inf, math.inf))
        return View(Asked(Window(left, right, bottom, top), self.count, levels), self.plane)


def given_view(
    window: str | None,
    plane: str | None,
    levels: str | None,
    reading: Reading,
    limits: Limits,
    *,
    of_vectors: bool = True,
) -> Given:
    """The texts of the options, read; `of_vectors` where a plane may be that of gradient and w.

    Raises:
        GradcliError: one of them is not understood.
    """
    names = None if plane is None else _plane(plane, reading.variables, of_vectors=of_vectors)
    axes = reading.variables[:2] if names is None else names
    count, values = _levels(levels, limits)
    bounds = (
        None
        if window is None
        else read_box(window, axes, limits, "--window", "window-not-understood")
    )
    return Given(bounds, names, count, values)


def size_of(size: str | None) -> tuple[int, int] | None:
    """Columns and rows: 100x30.

    Raises:
        GradcliError: they are not understood, or too few.
    """
    if size is None:
        return None
    found = _SIZE.fullmatch(size)
    if found is None or int(found[1]) < _NARROWEST or int(found[2]) < _LOWEST:
        raise failure(
            "size-not-understood", None, None, given=size, columns=_NARROWEST, rows=_LOWEST
        )
    return int(found[1]), int(found[2])


def _plane(plane: str, variables: Sequence[str], *, of_vectors: bool) -> tuple[str, str]:
    names = tuple(each.strip() for each in plane.split(","))
    if {*names} == {*_OF_VECTORS} and of_vectors:
        return _OF_VECTORS
    if len(names) == 2 and names[0] != names[1] and {*names} <= {*variables}:
        return names[0], names[1]
    listed = ", ".join(variables)
    form = "names" if of_vectors else "of a page"
    raise failure("plane-not-understood", None, None, form, given=plane, variables=listed)


def _levels(levels: str | None, limits: Limits) -> tuple[int | None, tuple[Node, ...]]:
    """How many levels, or which."""
    if levels is None:
        return None, ()
    found = _COUNT.fullmatch(levels)
    entries = [each for each in levels.split(",") if each.strip()]
    count = int(found[1]) if found is not None else len(entries)
    if not 1 <= count <= _MOST_LEVELS:
        raise failure("levels-not-understood", None, None, given=levels, most=_MOST_LEVELS)
    if found is not None:
        return count, ()
    return None, tuple(_constant(each, "--levels", limits) for each in entries)


def _constant(text: str, name: str, limits: Limits) -> Node:
    """A constant such as -2, 1/2 or 2 pi."""
    (node,) = read_point(text, ("x",), name=name, limits=limits).nodes
    return node


def _number(node: Node) -> float:
    """A constant as a float."""
    from gradcli.calculus.numbers.constants import Sign, nearest_float, sign_of
    from gradcli.calculus.numbers.numeric import FLOATS, evaluate
    from gradcli.field.to_sympy import ToSympy
    from gradcli.language.writing import write
    from gradcli.questions.summary import shortened

    try:
        found = float(evaluate(node, {}, FLOATS))
    except (ArithmeticError, ValueError):
        # Of 1/10^320 the denominator alone is no float.
        value = ToSympy()(node)
        found = nearest_float(value) or math.nan
        if math.isnan(found) and sign_of(value) is not Sign.UNDECIDED:
            told = shortened(write(node), _LONGEST)
            raise failure(
                "beyond-floats", None, None, "option", given=told, option="a bound"
            ) from None
    if not math.isfinite(found):
        raise failure("point-not-finite", None, None, "value", part="bound", given=write(node))
    return found
