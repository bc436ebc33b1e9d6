"""The value of a tree as it is written, in floats or in as many digits as are asked for.

This reads the tree itself and not SymPy's form of it, so that it can bear witness against both:
nothing has been cancelled, and a step outside the real numbers is noticed where it happens.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, reduce
from operator import add, mul, neg
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar, assert_never

from mpmath.ctx_mp import MPContext

from gradcli.calculus.numbers.folding import fold_each
from gradcli.field import expression as ex
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.tables import tabulate
from gradcli.frozen import dataclass

T = TypeVar("T")


class OutsideRealsError(ArithmeticError):
    """An operation has no real value there: 1/0, ln(-1), a piecewise function without a case."""


@dataclass(frozen=True, slots=True)
class Arithmetic(Generic[T]):
    """The numbers to calculate with. Every operation may raise `OutsideRealsError`.

    `holds(left, relation, right)` is None where the numbers cannot decide; `merge` makes one
    number of the values of the branches that remain possible then.
    """

    of: Algebra[T]
    e: T
    holds: Callable[[T, str, T], bool | None]
    merge: Callable[[Sequence[T]], T]


def evaluate(root: ex.Node, values: Mapping[str, T], arithmetic: Arithmetic[T]) -> T:
    """The value of `root` where its variables have `values`.

    Raises `OutsideRealsError` where it has none, `OverflowError` where it is too large to be
    held, `KeyError` for a variable without a value.
    """
    return evaluate_each((root,), values, arithmetic)[0]


def evaluate_each(
    roots: Sequence[ex.Node], values: Mapping[str, T], arithmetic: Arithmetic[T]
) -> tuple[T, ...]:
    """The values of several trees, which raise as one does: what they share is evaluated once."""

    def operate(node: ex.Node, parts: tuple[T, ...]) -> T:
        return _operate(node, parts, values, arithmetic)

    def holds(comparison: ex.Comparison, left: T, right: T) -> bool | None:
        return arithmetic.holds(left, comparison.relation, right)

    def merge(_: ex.Piecewise, possible: Sequence[T], covered: bool) -> T:
        if not (possible and covered):
            raise OutsideRealsError
        return arithmetic.merge(possible)

    return fold_each(roots, operate, holds, merge)


def _operate(
    node: ex.Node, parts: tuple[T, ...], values: Mapping[str, T], arithmetic: Arithmetic[T]
) -> T:
    of = arithmetic.of
    match node:
        case ex.Number(value):
            return of.number(value)
        case ex.Constant(name):
            return arithmetic.e if name == "e" else of.pi
        case ex.Variable(name):
            return values[name]
        case ex.Negative():
            return of.negative(parts[0])
        case ex.Sum():
            return reduce(of.add, parts)
        case ex.Product():
            return reduce(of.multiply, parts)
        case ex.Quotient():
            return of.divide(*parts)
        case ex.Power():
            zero = of.number(_ZERO)
            above_zero = arithmetic.holds(parts[0], ">", zero)
            if above_zero is not True and has_varying_exponent(node):
                if arithmetic.holds(parts[0], "<", zero) is not False:
                    raise OutsideRealsError
                if arithmetic.holds(parts[1], ">", zero) is not True:
                    raise OutsideRealsError
            return of.power(*parts)
        case ex.Call(function):
            return of.functions[function](*parts)
        case ex.Piecewise():
            # Piecewise nodes are merged, not operated on.
            raise AssertionError(node)
    assert_never(node)


def has_varying_exponent(node: ex.Power) -> bool:
    """Whether the exponent is no constant; then the base must not be negative.

    (-2)^x is real for whole x alone, which is nothing to take a derivative of.
    """
    return not isinstance(node.exponent, ex.Number) and bool(ex.variables_of(node.exponent))


_ZERO: Final = Fraction(0)
_MOST_BITS: Final = 2**24


# From here on the numbers are `Any`: floats and mpmath's are served by one set of definitions,
# and mpmath has no types.

# exp(2^64) has an exponent that itself needs a page; beyond lies only waiting.
_TOO_LARGE: Final = 2.0**64
# The logarithm of a number between the first of these and its inverse is below 2^10, so a power of
# it with an exponent below the second is not too large.
_ORDINARY_BASE, _ORDINARY_EXPONENT = 2.0**1000, 2.0**54
_FAR_OF_ERF, _MOST_OF_ERF = 900, 1000  # a square, and digits


def acosh(of: Any, x: Any) -> Any:
    """arcosh x for x >= 1 by the functions of a context: near 1 mpmath's own loses half its digits.

    cosh 2v = 1 + 2 sinh^2 v (DLMF 4.35), and x - 1 is exact there.
    """
    return 2 * of.asinh(of.sqrt((x - 1) / 2)) if x < 2 else of.acosh(x)


def is_ordinary_power(size: Any, exponent: Any) -> bool:
    """Whether a power of a number of this size is seen without its logarithm to be not too large.

    With thousands of digits that logarithm takes longer than the power.
    """
    return bool(1 / _ORDINARY_BASE < size < _ORDINARY_BASE and abs(exponent) < _ORDINARY_EXPONENT)


def _require(condition: bool) -> None:
    if not condition:
        raise OutsideRealsError


@dataclass(frozen=True, slots=True)
class _Library:
    """`math`, or an mpmath context, under the same names."""

    of: Any
    number: Callable[[Any], Any]
    floor: Callable[[Any], int]

    def exp(self, x: Any) -> Any:
        if abs(x) > _TOO_LARGE:
            if x < 0:
                return self.number(0)
            raise OverflowError
        return self.of.exp(x)

    def log(self, x: Any, base: Any = None) -> Any:
        _require(x > 0)
        if base is None:
            return self.of.log(x)
        _require(base > 0 and base != 1)
        return self.of.log(x) / self.of.log(base)

    def sqrt(self, x: Any) -> Any:
        _require(x >= 0)
        return self.of.sqrt(x)

    def divide(self, x: Any, y: Any) -> Any:
        _require(y != 0)
        return x / y

    def power(self, x: Any, y: Any) -> Any:
        if x == 0:
            _require(y >= 0)
            # A product of no factors is 1.
            return x * 0 if y > 0 else self.number(1)
        whole = y == self.floor(y)
        _require(x > 0 or whole)
        size = abs(x)
        if not is_ordinary_power(size, y) and abs(y * self.of.log(size)) > _TOO_LARGE:
            raise OverflowError
        return x ** (int(y) if whole else y)

    def root(self, x: Any, degree: Any) -> Any:
        _require(degree == self.floor(degree) and degree > 0)
        if x == 0:
            return x * 0
        if x < 0:
            _require(int(degree) % 2 == 1)
            return -((-x) ** (1 / degree))
        return x ** (1 / degree)

    def _circular(self, function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def bounded(x: Any) -> Any:
            # Reducing the angle costs as many digits as it has before the point.
            if abs(x) > _TOO_LARGE**4:
                raise OverflowError
            return function(x)

        return bounded

    def own(self) -> Mapping[str, Callable[..., Any]]:
        """The functions that the library has, each refusing what is outside its domain."""
        of, one = self.of, self.number(1)

        def within(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
            def of_inside(x: Any) -> Any:
                _require(-1 <= x <= 1)
                return function(x)

            return of_inside

        def cosh(x: Any) -> Any:
            return (self.exp(x) + self.exp(-x)) / 2

        def sinh(x: Any) -> Any:
            return of.sinh(x) if abs(x) < 1 else (self.exp(x) - self.exp(-x)) / 2

        def tanh(x: Any) -> Any:
            return of.tanh(x) if abs(x) < _TOO_LARGE else one if x > 0 else -one

        def of_one_on(x: Any) -> Any:
            _require(x >= 1)
            return acosh(of, x)

        def atanh(x: Any) -> Any:
            _require(-1 < x < 1)
            return of.atanh(x)

        def atan2(y: Any, x: Any) -> Any:
            _require(not (x == 0 and y == 0))
            return of.atan2(y, x)

        def nearest(x: Any) -> Any:
            below = self.floor(x)
            rest = x - below
            up = rest > one / 2 or (rest == one / 2 and below % 2 == 1)
            return self.number(below + 1 if up else below)

        def erf(x: Any) -> Any:
            # Between where its series is short and where it is 1 to all digits, with thousands of
            # these mpmath takes seconds for a value.
            digits = getattr(of, "dps", 0)
            if digits > _MOST_OF_ERF and _FAR_OF_ERF < x * x < 6 * digits:
                raise OverflowError
            return of.erf(x)

        def factorial(x: Any) -> Any:
            _require(x == self.floor(x) and x >= 0)
            if x > 20_000:
                raise OverflowError
            return self.number(math.factorial(int(x)))

        return MappingProxyType(
            {
                "sqrt": self.sqrt,
                "root": self.root,
                "exp": self.exp,
                "log": self.log,
                "sin": self._circular(of.sin),
                "cos": self._circular(of.cos),
                "tan": self._circular(of.tan),
                "asin": within(of.asin),
                "acos": within(of.acos),
                "atan": of.atan,
                "sinh": sinh,
                "cosh": cosh,
                "tanh": tanh,
                "asinh": of.asinh,
                "acosh": of_one_on,
                "atanh": atanh,
                "atan2": atan2,
                "erf": erf,
                "abs": abs,
                "sign": lambda x: self.number((x > 0) - (x < 0)),
                "min": min_of,
                "max": max_of,
                "floor": lambda x: self.number(self.floor(x)),
                "round": nearest,
                "step": lambda x: self.number(1 if x >= 0 else 0),
                "factorial": factorial,
            }
        )

    def fraction(self, value: Fraction) -> Any:
        return self.number(value.numerator) / value.denominator

    def at_zero(self, x: Any, known: Removable, formula: Callable[[Any], Any]) -> Any:
        if x != 0:
            return formula(x)
        return self.fraction(known.value) * (self.of.pi if known.of_pi else 1)

    def arithmetic(self) -> Arithmetic[Any]:
        """These numbers as an `Arithmetic`."""
        return Arithmetic(
            of=tabulate(
                FUNCTIONS.values(),
                self.own(),
                lambda functions: Algebra(
                    number=self.fraction,
                    pi=+self.of.pi,
                    negative=neg,
                    add=add,
                    multiply=mul,
                    divide=self.divide,
                    power=self.power,
                    by_sign=lambda x, formula, sign, other: (
                        other(x) if x * sign > 0 else formula(x)
                    ),
                    at_zero=self.at_zero,
                    functions=functions,
                ),
            ),
            e=self.of.exp(1),
            holds=holds,
            merge=lambda branches: branches[0],
        )


def min_of(*numbers: Any) -> Any:
    """The least of one number or more."""
    return min(numbers)


def max_of(*numbers: Any) -> Any:
    """The greatest of one number or more."""
    return max(numbers)


def holds(left: Any, relation: str, right: Any) -> bool:
    """Whether `left relation right`, for numbers that can be compared."""
    match relation:
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case ">=":
            return bool(left >= right)
        case "=":
            return bool(left == right)
        case "!=":
            return bool(left != right)
    raise AssertionError(relation)


FLOATS: Final[Arithmetic[float]] = _Library(math, float, math.floor).arithmetic()
"""Python's floats: 53 bits."""


@lru_cache(maxsize=16)
def context_of(digits: int) -> Any:
    """An mpmath context of its own that calculates with `digits` decimal digits."""
    context = MPContext()
    context.dps = digits
    return context


def exact_fraction(number: Any) -> Fraction:
    """A number of mpmath, which is a binary fraction.

    Raises:
        OverflowError: as for `fraction_from`.
    """
    return fraction_from(number._mpf_)


def fraction_from(parts: tuple[int, int, int, int]) -> Fraction:
    """A number from its parts, as mpmath holds it, exactly.

    Raises:
        OverflowError: it is infinite, or none, or as large or small as e^(10^300) and its inverse,
            whose figures would fill all memory.
    """
    sign, mantissa, exponent, _ = parts
    if (not mantissa and exponent) or abs(exponent) > _MOST_BITS:
        raise OverflowError
    size = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return -size if sign else size


@lru_cache(maxsize=16)
def multiprecision(digits: int) -> Arithmetic[Any]:
    """mpmath's numbers with `digits` decimal digits."""
    context = context_of(digits)
    return _Library(context, context.mpf, lambda x: int(context.floor(x))).arithmetic()
