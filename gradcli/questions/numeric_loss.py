"""The gradient of a sum or mean over the rows of a table, as a function of floats."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gradcli.frozen import dataclass
from gradcli.language.reading import Reading
from gradcli.questions.messages import failure

if TYPE_CHECKING:
    from gradcli.calculus.program.points import Rate


@dataclass(frozen=True, slots=True, eq=False)
class NumericLoss:
    """The gradient over all rows as a function of numbers: one float a variable in, one out.

    Each call takes one pass over the rows; with NumPy all rows are worked out together. Floats,
    neither exact nor checked.
    """

    reading: Reading
    rows: int
    rate: Callable[[Sequence[float]], tuple[Rate | None, int | None]]

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the arguments, in order; the columns are none of them."""
        return self.reading.variables

    def __call__(self, *point: float | Sequence[float]) -> tuple[float, ...]:
        """The partial derivatives at a point, given as numbers or as one sequence of them.

        Raises:
            GradcliError: DIMENSION for another number of coordinates; NOT_DIFFERENTIABLE where
                some row has no gradient there.
        """
        return self._at(point).gradient

    def value(self, *point: float | Sequence[float]) -> float:
        """The sum or mean itself at a point; it is refused where there is no gradient."""
        return self._at(point).value

    def _at(self, point: Sequence[float | Sequence[float]]) -> Rate:
        names = self.reading.variables
        given = point[0] if len(point) == 1 and isinstance(point[0], Sequence) else point
        if len(given) != len(names):
            raise failure(
                "wrong-number-of-values",
                None,
                None,
                "point",
                count=len(names),
                given=len(given),
                variables=", ".join(names),
            )
        at = [float(x) for x in given]  # type: ignore[arg-type]
        where = ", ".join(f"{name} = {x:g}" for name, x in zip(names, at, strict=True))
        if not all(map(math.isfinite, at)):
            raise failure("point-not-finite", None, None, "point", where=where)
        found, row = self.rate(at)
        if found is None:
            where = f"{where}, in row {0 if row is None else row + 1}"
            function = self.reading.function
            raise failure("no-gradient-in-numbers", None, None, function=function, where=where)
        return found
