"""The gradient as a function of floats, for many points; it needs no SymPy."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gradcli.errors import GradcliError
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading
from gradcli.questions.function import DEFAULT_LIMITS, Function, read_function


@dataclass(frozen=True, slots=True, eq=False)
class NumericGradient:
    """The gradient as a function of numbers: one float a variable in, one partial a variable out.

    One backward sweep over the graph of the function, at the cost of a few evaluations, however
    many variables there are. Floats, neither exact nor checked: for many points or many variables.
    """

    reading: Reading

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return self.reading.variables

    def __call__(self, *point: float) -> tuple[float, ...]:
        """The partial derivatives at a point.

        Raises:
            GradcliError: DIMENSION for another number of coordinates; NOT_DIFFERENTIABLE where the
                function has no real value or no rate (a pole, a corner, a jump); LIMIT where a
                number on the way is too large for a float.
        """
        from gradcli.calculus.numbers.duals import OutsideError  # noqa: PLC0415
        from gradcli.calculus.numbers.sweep import rates  # noqa: PLC0415

        names = self.reading.variables
        if len(point) != len(names):
            raise GradcliError(
                "wrong-number-of-values",
                f"the function has {len(names)} variables, and the point has {len(point)}",
                help=f"give one number for each of {', '.join(names)}",
            )
        where = f"at {', '.join(f'{name} = {x:g}' for name, x in zip(names, point, strict=True))}"
        at = {name: float(x) for name, x in zip(names, point, strict=True)}
        if not all(map(math.isfinite, at.values())):
            raise GradcliError(
                "point-not-finite", f"there is no point {where}", help="give finite numbers"
            )
        try:
            _, found = rates(self.reading.tree, at)
            if not all(map(math.isfinite, found.values())):
                raise OverflowError
        except (OutsideError, ZeroDivisionError, ValueError) as error:
            raise GradcliError(
                "no-gradient-in-numbers",
                f"{self.reading.function} has no gradient in numbers {where}",
                help="gradient() says what is true at the point, and why",
            ) from error
        except OverflowError as error:
            raise GradcliError(
                "beyond-floats", f"a number is too large for a float {where}"
            ) from error
        return tuple(found.get(name, 0.0) for name in names)


def numeric_gradient(
    expression: str,
    *,
    variables: Sequence[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> NumericGradient:
    """The gradient as a function of numbers, for many points or very many variables.

    Raises:
        GradcliError: the text is not understood.
    """
    return NumericGradient(read_function(Function.given(expression, variables), limits))
