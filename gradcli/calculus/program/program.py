"""The function as a program: a list of values, each made of earlier ones by one operation.

What the tree shares stands in the list once, what is constant is a number, and every function is
spelt out in a few primitive operations. A branch of a piecewise function that does not count may
have no value: what only it needs carries a guard, an earlier value that tells whether it is worked
out at all. (Griewank and Walther, Evaluating Derivatives, 2nd ed., ch. 2: evaluation procedures.)

The places of the values are whole numbers; no text of the input is in a program.
"""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Final

from gradcli.frozen import dataclass


class Operation(IntEnum):
    """What a value is made by; a, b are its arguments, n its number."""

    NUMBER = auto()  # n
    INPUT = auto()  # the variable in place n
    NEGATIVE = auto()  # -a
    SUM = auto()  # a + b + ...
    PRODUCT = auto()  # a b
    QUOTIENT = auto()  # a / b, where b != 0
    WHOLE_POWER = auto()  # a^n, n whole and not 0; a != 0 where n < 0
    EXP = auto()  # e^a
    LOG = auto()  # ln a, where a > 0
    SQRT = auto()  # the square root of a, where a > 0
    SIN = auto()  # sin a
    COS = auto()  # cos a
    TANH = auto()  # tanh a
    ATAN2 = auto()  # the angle of the point (b, a), off the ray a = 0, b <= 0
    ERF = auto()  # erf a
    ABS = auto()  # |a|; no slope where a = 0
    MAX = auto()  # the greatest of a, b, ...; no slope where two are greatest
    ZERO_POWER = auto()  # 0^a = 0, where a > 0
    SIGN = auto()  # -1 or 1, where a != 0
    STEP = auto()  # 0 or 1, where a != 0
    FLOOR = auto()  # the whole number below a, where a is not whole
    FACTORIAL = auto()  # a!, where a is whole and not negative, and stands still
    NOTHING = auto()  # no real value
    # Truth values.
    LESS = auto()  # a < b; undecided where a = b and n = 1
    AT_MOST = auto()  # a <= b; undecided where a = b and n = 1
    EQUAL = auto()  # a = b; undecided where a = b and n = 1
    DIFFERENT = auto()  # a != b; undecided where a = b and n = 1
    NOT = auto()  # not a
    AND = auto()  # a and b
    OR = auto()  # a or b
    CHOICE = auto()  # b where a holds, else c


@dataclass(frozen=True, slots=True)
class Value:
    """One line of a program: the value in `place` is `operation` of the values in `arguments`.

    `guard` is the place of a truth value: where that is false, this value is not worked out. The
    arguments of a value are made under its own guard or under guards of that guard.
    """

    place: int
    operation: Operation
    arguments: tuple[int, ...] = ()
    number: float = 0.0
    guard: int | None = None


_STEPS: Final = frozenset(
    {
        Operation.NUMBER,
        Operation.ZERO_POWER,
        Operation.SIGN,
        Operation.STEP,
        Operation.FLOOR,
        Operation.NOTHING,
    }
)


def stands_still(operation: Operation, arguments: tuple[int, ...], still: set[int]) -> bool:
    """Whether a value is constant around each point where it has one.

    Steps are, and what is made of them; `still` are the places of which that is known.
    """
    return operation in _STEPS or (len(arguments) > 0 and still.issuperset(arguments))


@dataclass(frozen=True, slots=True)
class Program:
    """A real function of `inputs` numbers; `result` is the place of its value."""

    inputs: int
    values: tuple[Value, ...]
    result: int
