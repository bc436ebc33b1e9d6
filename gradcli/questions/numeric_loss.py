"""The gradient of a sum or mean over the rows of a table, as a function of floats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gradcli.frozen import dataclass
from gradcli.language.reading import Reading
from gradcli.questions.messages import failure
from gradcli.questions.points import finite_place

if TYPE_CHECKING:
    from gradcli.calculus.program.points import NoGradient, Rate
    from gradcli.questions.given.types import Vector


@dataclass(frozen=True, slots=True, eq=False)
class NumericLoss:
    """The gradient over all rows as a function of numbers: one float a variable in, one out.

    Each call takes one pass over the rows; with NumPy all rows are worked out together. Floats,
    neither exact nor checked.
    """

    reading: Reading
    rows: int
    over_rows: Callable[[Sequence[float]], tuple[Rate | NoGradient, int | None]]

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the arguments, in order; the columns are none of them."""
        return self.reading.variables

    def __call__(self, *point: Vector) -> tuple[float, ...]:
        """The partial derivatives at a point, in any form that the gradient without rows takes.

        Raises:
            GradcliError: DIMENSION for another number of coordinates; NOT_DIFFERENTIABLE where
                some row has no gradient there; LIMIT where a number is too large for a float.
        """
        return self.rate(*point).gradient

    def value(self, *point: Vector) -> float:
        """The sum or mean itself at a point; it is refused where there is no gradient."""
        return self.rate(*point).value

    def rate(self, *point: Vector) -> Rate:
        """Both of them, by one pass over the rows."""
        from gradcli.calculus.program.points import NoGradient, Rate  # noqa: PLC0415

        at, where = finite_place(point, self.reading.variables)
        found, row = self.over_rows(at)
        if isinstance(found, Rate):
            return found
        if row is not None:
            where = f"{where}, in row {row + 1}"
        if found is NoGradient.TOO_LARGE:
            raise failure("beyond-floats", None, None, "value", where=where)
        function = self.reading.function
        raise failure("no-gradient-in-numbers", None, None, function=function, where=where)
