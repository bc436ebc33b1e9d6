"""The function as a program: a list of values, each made of earlier ones by one operation.

What the tree shares stands in the list once, what is constant is a number, and every function is
spelt out in a few primitive operations. A branch of a piecewise function that does not count may
have no value: what only it needs carries a guard, an earlier value that tells whether it is worked
out at all. (Griewank and Walther, Evaluating Derivatives, 2nd ed., ch. 2: evaluation procedures.)

The places of the values are whole numbers; no text of the input is in a program.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from gradcli.frozen import dataclass


class Operation(Enum):
    """What a value is made by; a, b are its arguments, n its number."""

    NUMBER = "n"
    INPUT = "the variable in place n"
    NEGATIVE = "-a"
    SUM = "a + b + ..."
    PRODUCT = "a b"
    QUOTIENT = "a / b, where b != 0"
    WHOLE_POWER = "a^n, n whole and not 0; a != 0 where n < 0"
    EXP = "e^a"
    LOG = "ln a, where a > 0"
    SQRT = "the square root of a, where a > 0"
    SIN = "sin a"
    COS = "cos a"
    TANH = "tanh a"
    ATAN2 = "the angle of the point (b, a), off the ray a = 0, b <= 0"
    ERF = "erf a"
    ABS = "|a|; no slope where a = 0"
    MAX = "the greatest of a, b, ...; no slope where two are greatest"
    ZERO_POWER = "0^a = 0, where a > 0"
    SIGN = "-1 or 1, where a != 0"
    STEP = "0 or 1, where a != 0"
    FLOOR = "the whole number below a, where a is not whole"
    NOTHING = "no real value"
    # Truth values.
    LESS = "a < b; undecided where a = b and n = 1"
    AT_MOST = "a <= b; undecided where a = b and n = 1"
    EQUAL = "a = b; undecided where a = b and n = 1"
    DIFFERENT = "a != b; undecided where a = b and n = 1"
    NOT = "not a"
    AND = "a and b"
    OR = "a or b"
    CHOICE = "b where a holds, else c"


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
