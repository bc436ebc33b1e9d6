"""The borders of a program: where one of its operations has an edge, a corner or a step.

On a border an argument of an operation is 0 (or whole), so all borders are zeros of values that
the program works out anyway. Off them the program is a smooth function; on them only an exact
examination can tell.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType
from typing import Any, Final

from gradcli.calculus.program.points import FLOATS
from gradcli.calculus.program.program import Operation, Program, Value, stands_still
from gradcli.frozen import dataclass


class BorderKind(StrEnum):
    """What an operation does where its argument meets the border."""

    DIVISION = "division"  # a denominator is 0
    EDGE = "edge"  # an argument of a root or a logarithm is 0
    CORNER = "corner"  # what stands between bars is 0, or two arguments of max are equal
    STEP = "step"  # a step is taken
    PIECE = "piece"  # the two sides of a condition are equal


@dataclass(frozen=True, slots=True)
class Border:
    """Where the value in `place` equals that in `other`, or 0 where there is none.

    With `whole`, where it is any whole number; with `behind`, only where the value in that place
    is not positive.
    """

    kind: BorderKind
    place: int
    other: int | None = None
    whole: bool = False
    behind: int | None = None

    def side(self, values: Sequence[float | None]) -> float | None:
        """A number that changes its sign where the border is crossed; None where there is none."""
        value = values[self.place]
        other = 0.0 if self.other is None else values[self.other]
        if value is None or other is None:
            return None
        if self.whole:
            return math.sin(math.pi * value)
        if self.behind is not None:
            x = values[self.behind]
            if x is None or x > 0:
                return None
        return value - other


def borders_of(program: Program) -> tuple[Border, ...]:
    """The borders of a program, each once, in the order of its values."""
    still: set[int] = set()
    found: dict[Border, None] = {}
    for value in program.values:
        if stands_still(value.operation, value.arguments, still):
            still.add(value.place)
        for border in _borders_of(value):
            ends = {border.place} if border.other is None else {border.place, border.other}
            if not ends <= still:
                found.setdefault(border)
    return tuple(found)


def _borders_of(value: Value) -> tuple[Border, ...]:
    match value.operation:
        case Operation.QUOTIENT:
            return (Border(BorderKind.DIVISION, value.arguments[1]),)
        case Operation.WHOLE_POWER if value.number < 0:
            return (Border(BorderKind.DIVISION, value.arguments[0]),)
        case Operation.LOG | Operation.SQRT | Operation.ZERO_POWER:
            return (Border(BorderKind.EDGE, value.arguments[0]),)
        case Operation.ABS:
            return (Border(BorderKind.CORNER, value.arguments[0]),)
        case Operation.MAX:
            pairs = combinations(value.arguments, 2)
            return tuple(Border(BorderKind.CORNER, one, other) for one, other in pairs)
        case Operation.SIGN | Operation.STEP:
            return (Border(BorderKind.STEP, value.arguments[0]),)
        case Operation.FLOOR:
            return (Border(BorderKind.STEP, value.arguments[0], whole=True),)
        case Operation.ATAN2:
            above, beside = value.arguments
            return (Border(BorderKind.STEP, above, behind=beside),)
        case Operation.LESS | Operation.AT_MOST | Operation.EQUAL | Operation.DIFFERENT if (
            value.number
        ):
            one, other = value.arguments
            return (Border(BorderKind.PIECE, one, other),)
        case _:
            return ()


# Every value of a program at a point.


def _step(a: float) -> float:
    return float(a >= 0)


def _sign(a: float) -> float:
    return float((a > 0) - (a < 0))


def _quotient(a: float, b: float) -> float:
    return a / b


_VALUES: Final[Mapping[Operation, Callable[..., Any]]] = MappingProxyType(
    {
        Operation.NEGATIVE: operator.neg,
        Operation.SUM: lambda *terms: math.fsum(terms),
        Operation.PRODUCT: operator.mul,
        Operation.QUOTIENT: _quotient,
        Operation.EXP: math.exp,
        Operation.LOG: math.log,
        Operation.SQRT: math.sqrt,
        Operation.SIN: math.sin,
        Operation.COS: math.cos,
        Operation.TANH: math.tanh,
        Operation.ATAN2: math.atan2,
        Operation.ERF: math.erf,
        Operation.ABS: abs,
        Operation.MAX: max,
        Operation.ZERO_POWER: FLOATS["zero_power"],
        Operation.SIGN: _sign,
        Operation.STEP: _step,
        Operation.FLOOR: lambda a: float(math.floor(a)),
        Operation.FACTORIAL: FLOATS["factorial"],
        Operation.NOTHING: FLOATS["nothing"],
        Operation.LESS: operator.lt,
        Operation.AT_MOST: operator.le,
        Operation.EQUAL: operator.eq,
        Operation.DIFFERENT: operator.ne,
        Operation.NOT: operator.not_,
        Operation.AND: lambda a, b: a and b,
        Operation.OR: lambda a, b: a or b,
        Operation.CHOICE: lambda a, b, c: b if a else c,
    }
)


def values_at(program: Program, point: Sequence[float]) -> list[float | None]:
    """Every value of the program at a point, None where there is none, a border or not.

    A branch that does not count has no values; neither has what a value without one is made of.
    """
    values: list[Any] = []
    for value in program.values:
        values.append(_value_of(value, values, point))
    return values


def _value_of(value: Value, values: Sequence[Any], point: Sequence[float]) -> Any:
    if value.guard is not None and not values[value.guard]:
        return None
    match value.operation:
        case Operation.NUMBER:
            return value.number
        case Operation.INPUT:
            return point[int(value.number)]
        case Operation.CHOICE:
            holds, chosen, other = value.arguments
            return None if values[holds] is None else values[chosen if values[holds] else other]
        case Operation.AND | Operation.OR:
            one, other = (values[each] for each in value.arguments)
            decisive = value.operation is Operation.OR
            return decisive if decisive in (one, other) else None if other is None else one
        case operation:
            arguments = [values[each] for each in value.arguments]
            if None in arguments:
                return None
            if operation is Operation.WHOLE_POWER:
                arguments.append(int(value.number))
            made: Callable[..., Any] = _VALUES.get(operation, operator.pow)
            try:
                found = made(*arguments)
            except (ArithmeticError, ValueError):
                return None
            return found if math.isfinite(found) else None
