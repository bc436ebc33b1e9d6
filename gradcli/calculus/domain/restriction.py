"""What a function asks of its variables, one restriction each."""

from __future__ import annotations

from enum import Enum, auto
from types import MappingProxyType
from typing import Final

from sympy import Expr

from gradcli.field.functions.record import Requirement
from gradcli.frozen import dataclass


class Restriction(Enum):
    """What the function as typed asks of an argument."""

    NOT_ZERO = auto()  # it is divided by
    POSITIVE = auto()  # its logarithm is taken
    NOT_ONE = auto()  # a logarithm is taken to this base
    NOT_NEGATIVE = auto()  # an even root of it is taken
    FRACTIONAL_POWER = auto()  # it is raised to a power that is no whole number: x^(1/3)
    POSITIVE_EXPONENT = auto()  # 0 is raised to it
    POSITIVE_BASE = auto()  # it is raised to a power that varies: x^y
    # By a function, which is asked of numbers u alone with
    WITHIN_ONE = auto()  # |u| <= 1
    STRICTLY_WITHIN_ONE = auto()  # |u| < 1
    AT_LEAST_ONE = auto()  # u >= 1
    OUTSIDE_ONE = auto()  # |u| >= 1
    STRICTLY_OUTSIDE_ONE = auto()  # |u| > 1
    COSINE_NOT_ZERO = auto()
    SINE_NOT_ZERO = auto()
    NOT_BOTH_ZERO = auto()  # of two arguments, by atan2


OF_FUNCTIONS: Final = MappingProxyType(
    {
        Requirement.WITHIN_ONE: Restriction.WITHIN_ONE,
        Requirement.STRICTLY_WITHIN_ONE: Restriction.STRICTLY_WITHIN_ONE,
        Requirement.AT_LEAST_ONE: Restriction.AT_LEAST_ONE,
        Requirement.OUTSIDE_ONE: Restriction.OUTSIDE_ONE,
        Requirement.STRICTLY_OUTSIDE_ONE: Restriction.STRICTLY_OUTSIDE_ONE,
    }
)


OVER: Final = MappingProxyType(
    {
        Requirement.COSINE_NOT_ZERO: Restriction.COSINE_NOT_ZERO,
        Requirement.SINE_NOT_ZERO: Restriction.SINE_NOT_ZERO,
    }
)


RESTRICTIONS: Final = MappingProxyType(
    {**OF_FUNCTIONS, **OVER, Requirement.NOT_ZERO: Restriction.NOT_ZERO}
)


@dataclass(frozen=True, slots=True)
class Lost:
    """`argument` is restricted in the function as typed, and free in its canonical form.

    `function` is the name of the function that asks it, if one of those with a name does;
    `other` is the second argument of one that asks it of two.
    """

    argument: Expr
    restriction: Restriction
    function: str = ""
    other: Expr | None = None

    @property
    def asked_of(self) -> tuple[Expr, ...]:
        """The arguments."""
        return (self.argument,) if self.other is None else (self.argument, self.other)
