"""The gradient as a function of floats, at one point or at very many; it needs no SymPy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.questions.function import (
    DEFAULT_LIMITS,
    Function,
    Let,
    read_function,
    refuse_moving_factorial,
)
from gradcli.questions.messages import failure

if TYPE_CHECKING:
    from gradcli.calculus.program.numeric import Numeric
    from gradcli.calculus.program.rows import Rates


@dataclass(frozen=True, slots=True, eq=False)
class NumericGradient:
    """The gradient as a function of numbers: one float a variable in, one partial a variable out.

    One backward sweep through the program of the function, at the cost of a few evaluations,
    however many variables there are. Floats, neither exact nor checked: for many points or many
    variables.
    """

    reading: Reading
    numeric: Numeric

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return self.reading.variables

    def __call__(self, *point: float | Sequence[float]) -> tuple[float, ...]:
        """The partial derivatives at a point, given as numbers or as one sequence of them.

        Raises:
            GradcliError: DIMENSION for another number of coordinates; NOT_DIFFERENTIABLE where the
                function has no real value or no rate (a pole, a corner, a jump); LIMIT where a
                number on the way is too large for a float.
        """
        from gradcli.calculus.program.points import NoGradient, Rate  # noqa: PLC0415

        names = self.reading.variables
        first: Any = point[0] if len(point) == 1 else None
        given: Sequence[Any] = first if isinstance(first, Sequence) else point
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
        try:
            at = [float(x) for x in given]
        except OverflowError as error:
            raise failure("beyond-floats", None, None, "coordinate") from error
        where = ", ".join(f"{name} = {x:g}" for name, x in zip(names, at, strict=True))
        if not all(map(math.isfinite, at)):
            raise failure("point-not-finite", None, None, "point", where=where)
        match self.numeric.alone(at):
            case Rate(gradient=gradient):
                return gradient
            case NoGradient.TOO_LARGE:
                raise failure("beyond-floats", None, None, "value", where=where)
            case NoGradient():
                raise failure(
                    "no-gradient-in-numbers",
                    None,
                    None,
                    function=self.reading.function,
                    where=where,
                )

    def many(self, points: Any) -> Rates:
        """The values and the gradients at n points: a table of n rows, one column a variable.

        With NumPy (`pip install gradcli[numbers]`) all rows are worked out together, without it
        one after the other, to the same numbers but for their last digits. `values` has n entries
        and `gradients` n rows; where there is no gradient both hold not-a-number, and `reasons`
        maps the row to the reason: a `NoGradient`.

        Raises:
            GradcliError: DIMENSION for rows of another length; USAGE for what is no finite number.
        """
        names = self.reading.variables
        rows = points.tolist() if hasattr(points, "tolist") else list(points)
        if len(names) == 1 and rows and not isinstance(rows[0], Sequence):
            rows = [[row] for row in rows]
        for place, row in enumerate(rows):
            if len(row) != len(names):
                raise failure(
                    "wrong-number-of-values",
                    None,
                    None,
                    "row",
                    count=len(names),
                    place=place,
                    given=len(row),
                    variables=", ".join(names),
                )
            if not all(map(math.isfinite, row)):
                raise failure("point-not-finite", None, None, "row", place=place)
        return self.numeric.together(rows)


def numeric_gradient(
    expression: str,
    *,
    variables: Sequence[str] | None = None,
    let: Let | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> NumericGradient:
    """The gradient as a function of numbers, for many points or very many variables.

    Raises:
        GradcliError: the text is not understood; USAGE where a constant has no value in `let`;
            LIMIT where a constant is too large for a float.
    """
    from gradcli.calculus.program.numeric import numeric  # noqa: PLC0415

    reading = read_function(Function.given(expression, variables, let), limits)
    refuse_moving_factorial(reading)
    if reading.held:
        example = ", ".join(f"{name}=2" for name in reading.held)
        form = "one" if len(reading.held) == 1 else "several"
        names = ", ".join(reading.held)
        raise failure("constant-needs-value", None, None, form, names=names, example=example)
    try:
        return NumericGradient(reading, numeric(reading.tree, reading.variables))
    except OverflowError as error:
        raise failure("beyond-floats", None, None, "constant") from error
