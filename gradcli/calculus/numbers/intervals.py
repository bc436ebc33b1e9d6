"""Intervals: two numbers between which the true value lies for certain.

Sums, products, quotients, whole powers and square roots are those of mpmath's interval context,
which rounds outwards, and so are its sine and cosine. What else it has is not rounded outwards
where the true value is very near a short number (e^(10^-30) is 1 there to 25 digits, at both ends):
that, and the functions that it lacks, are taken at both ends and widened by more than mpmath's
error. Beyond a thousand digits its series for the exponential function, sine and cosine lose some
of the last ones near 0 (at 2,400 digits one, at 21,000 thirteen): there everything is worked out
with more. An interval that straddles a boundary of a function's domain decides nothing, and
says so with `UndecidedError`: more digits may help.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from operator import add, mul, neg
from types import MappingProxyType
from typing import Any

from mpmath.ctx_iv import MPIntervalContext

from gradcli.calculus.numbers.numeric import (
    Arithmetic,
    OutsideRealsError,
    acosh,
    context_of,
    fraction_from,
    is_ordinary_power,
)
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import Function
from gradcli.field.functions.tables import tabulate

# An angle that is brought back to a turn in a moment: it has some 1,200 digits before its point.
_LARGEST_ANGLE_BITS = 4096
_LARGEST_EXPONENT = 2.0**64
# From so many digits on mpmath's last ones are not right everywhere; and the share of more.
_LOSING = 1000
_MORE = 50


class UndecidedError(ArithmeticError):
    """The intervals are too wide to know whether an operation is defined."""


@lru_cache(maxsize=16)
def intervals(digits: int) -> Arithmetic[Any]:
    """Intervals whose ends carry `digits` decimal digits."""
    return _Intervals(digits).arithmetic()


def ends(interval: Any) -> tuple[Fraction, Fraction]:
    """Both ends of an interval, exactly.

    Raises:
        OverflowError: as for `fraction_from`.
    """
    low, high = interval._mpi_
    return fraction_from(low), fraction_from(high)


class _Intervals:
    """The operations; `of` is the interval context, `near` an ordinary one a little finer."""

    __slots__ = ("digits", "margin", "near", "number", "of")

    def __init__(self, digits: int) -> None:
        self.of: Any = MPIntervalContext()
        more = digits // _MORE if digits > _LOSING else 0
        self.of.dps = digits + more
        self.near: Any = context_of(digits + more + 15)
        self.digits = digits
        self.margin = self.near.mpf(10) ** (-digits - 5)
        # Trees are evaluated in box after box, and their numbers stay the same.
        self.number = lru_cache(maxsize=256)(self._enclosed)

    def ends(self, x: Any) -> tuple[Any, Any]:
        """Both ends as ordinary numbers."""
        below, above = x._mpi_
        return self.near.make_mpf(below), self.near.make_mpf(above)

    def between(self, below: Any, above: Any) -> Any:
        """The interval from one ordinary number to another."""
        return self.of.mpf([below, above])

    def _enclosed(self, value: Fraction) -> Any:
        """A rational number, enclosed."""
        if value.denominator == 1:
            return self.of.mpf(value.numerator)
        return self.of.mpf(value.numerator) / self.of.mpf(value.denominator)

    def whole(self, x: Any) -> int | None:
        """The whole number that `x` is exactly, if it is one."""
        below, above = self.ends(x)
        if below == above and below == self.near.floor(below):
            return int(below)
        return None

    def monotone(self, function: Callable[[Any], Any], sense: int = 1) -> Callable[[Any], Any]:
        """A monotone function, rising (`sense` 1) or falling (-1), taken at both ends."""

        def enclose(x: Any) -> Any:
            below, above = (function(end) for end in self.ends(x)[::sense])
            margin = self.margin
            return self.between(
                below - margin * (abs(below) + margin), above + margin * (abs(above) + margin)
            )

        return enclose

    def widened(self, x: Any) -> Any:
        """The interval widened by more than mpmath's error where it does not round outwards.

        The sign of an end stays what it was.
        """
        margin = self.margin
        below, above = self.ends(x)
        return self.between(below - margin * abs(below), above + margin * abs(above))

    def require(self, x: Any, relation: str, bound: int) -> None:
        """Raise unless `x relation bound` for the whole interval."""
        truth = self.holds(x, relation, self.of.mpf(bound))
        if truth is None:
            raise UndecidedError
        if not truth:
            raise OutsideRealsError

    def holds(self, x: Any, relation: str, y: Any) -> bool | None:
        """Whether the relation holds for all numbers of both intervals, or for none, or neither."""
        (a, b), (c, d) = self.ends(x), self.ends(y)
        match relation:
            case "<":
                return True if b < c else False if a >= d else None
            case "<=":
                return True if b <= c else False if a > d else None
            case ">":
                return self.holds(y, "<", x)
            case ">=":
                return self.holds(y, "<=", x)
            case "=":
                return True if a == b == c == d else False if b < c or a > d else None
            case "!=":
                equal = self.holds(x, "=", y)
                return None if equal is None else not equal
        raise AssertionError(relation)

    def merge(self, branches: Sequence[Any]) -> Any:
        """The least interval around all."""
        ends = [self.ends(branch) for branch in branches]
        return self.between(min(end[0] for end in ends), max(end[1] for end in ends))

    def divide(self, x: Any, y: Any) -> Any:
        self.require(y, "!=", 0)
        return x / y

    def exp(self, x: Any) -> Any:
        below, above = self.ends(x)
        if above > _LARGEST_EXPONENT:
            raise OverflowError
        if below < -_LARGEST_EXPONENT:
            # An exponent of more digits would itself take a page.
            nearest = self.near.mpf(max(above, -_LARGEST_EXPONENT))
            return self.between(0, self.ends(self.exp(self.between(nearest, nearest)))[1])
        wide = self.ends(self.widened(self.of.exp(x)))
        ends = zip((below, above), wide, strict=True)
        return self.between(*(self.near.mpf(1) if end == 0 else value for end, value in ends))

    def log(self, x: Any, base: Any = None) -> Any:
        self.require(x, ">", 0)
        if base is not None:
            return self.divide(self.log(x), self.log(base))
        return self.of.mpf(0) if self.whole(x) == 1 else self.widened(self.of.log(x))

    def sqrt(self, x: Any) -> Any:
        below, above = self.ends(x)
        if above < 0:
            raise OutsideRealsError
        if below < 0:
            raise UndecidedError
        return self.of.sqrt(x)

    def power(self, x: Any, y: Any) -> Any:
        exponent = self.whole(y)
        if exponent is not None:
            size = max(abs(end) for end in self.ends(x))
            is_large = size != 0 and not is_ordinary_power(size, exponent)
            if is_large and abs(exponent * self.near.log(size)) > _LARGEST_EXPONENT:
                raise OverflowError
            if exponent >= 0:
                return x**exponent
            self.require(x, "!=", 0)
            return self.of.mpf(1) / x ** (-exponent)
        if self.whole(x) == 0:
            self.require(y, ">", 0)
            return self.of.mpf(0)
        self.require(x, ">", 0)
        return self.exp(y * self.log(x))

    def root(self, x: Any, degree: Any) -> Any:
        count = self.whole(degree)
        if count is None or count < 1:
            raise OutsideRealsError
        if count % 2 == 0:
            self.sqrt(x)

        def real_root(end: Any) -> Any:
            return -self.near.root(-end, count) if end < 0 else self.near.root(end, count)

        return self.monotone(real_root)(x)

    def absolute(self, x: Any) -> Any:
        below, above = self.ends(x)
        if below >= 0:
            return x
        if above <= 0:
            return -x
        return self.between(0, max(-below, above))

    def stepwise(self, function: Callable[[Any], int]) -> Callable[[Any], Any]:
        """A rising function with whole values: the values at both ends enclose it exactly."""

        def enclose(x: Any) -> Any:
            below, above = self.ends(x)
            return self.between(function(below), function(above))

        return enclose

    def inside(self, x: Any, function: Callable[[Any], Any], sense: int) -> Any:
        """`function` where -1 <= x <= 1."""
        self.require(x, ">=", -1)
        self.require(x, "<=", 1)
        return self.monotone(function, sense)(x)

    def circular(self, function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """`function`, for angles that can be reduced in reasonable time."""
        largest = self.near.ldexp(1, _LARGEST_ANGLE_BITS)

        def bounded(x: Any) -> Any:
            if max(abs(end) for end in self.ends(x)) > largest:
                raise OverflowError
            return function(x)

        return bounded

    def by_sign(
        self, x: Any, formula: Callable[[Any], Any], sign: int, other: Callable[[Any], Any]
    ) -> Any:
        below, above = self.ends(x)
        return other(x) if (above < 0 if sign < 0 else below > 0) else formula(x)

    def at_both_ends(self, record: Function, composed: Callable[..., Any]) -> Callable[..., Any]:
        """A composition that is known to be monotone, from its enclosures at both ends."""
        if record.monotony is None:
            return composed

        def enclose(x: Any) -> Any:
            try:
                return self.merge([composed(self.between(end, end)) for end in self.ends(x)])
            except OutsideRealsError:
                return composed(x)

        return enclose

    def at_zero(self, x: Any, known: Removable, formula: Callable[[Any], Any]) -> Any:
        value = self.number(known.value) * (self.of.pi if known.of_pi else 1)
        below, above = self.ends(x)
        if below == above == 0:
            return value
        if known.slope is None or below > 0 or above < 0:
            return formula(x)
        # Taylor's formula with its remainder.
        bend = self.number(known.bend / 2)
        rest = self.between(-self.ends(bend)[1], self.ends(bend)[1])
        return value + self.number(known.slope) * x + rest * x**2

    def own(self) -> Mapping[str, Callable[..., Any]]:
        """The functions that need more than their definitions, or are narrower without them."""
        of, near = self.of, self.near
        is_exact = self.digits <= _LOSING

        def of_one_on(x: Any) -> Any:
            self.require(x, ">=", 1)
            return self.monotone(lambda end: acosh(near, end))(x)

        def atanh(x: Any) -> Any:
            self.require(x, ">", -1)
            self.require(x, "<", 1)
            return self.monotone(near.atanh)(x)

        def atan2(y: Any, x: Any) -> Any:
            if self.whole(y) == 0:
                self.require(x, "!=", 0)
                return of.mpf(0) if self.holds(x, ">", of.mpf(0)) else +of.pi
            if self.holds(x, ">", of.mpf(0)):
                return self.monotone(near.atan)(y / x)
            quarter = of.pi / 2
            above = self.holds(y, ">", of.mpf(0))
            if above is None:
                raise UndecidedError
            return (quarter if above else -quarter) - self.monotone(near.atan)(self.divide(x, y))

        def nearest(end: Any) -> int:
            below = int(near.floor(end))
            rest = end - below
            return below + (1 if rest > 0.5 or (rest == 0.5 and below % 2 == 1) else 0)

        def factorial(x: Any) -> Any:
            count = self.whole(x)
            if count is None or count < 0:
                raise OutsideRealsError
            if count <= 1000:
                return of.mpf(int(near.factorial(count)))
            return self.widened(of.gamma(x + 1))

        return MappingProxyType(
            {
                "sqrt": self.sqrt,
                "root": self.root,
                "exp": self.exp,
                "log": self.log,
                "sin": self.circular(of.sin if is_exact else lambda x: self.widened(of.sin(x))),
                "cos": self.circular(of.cos if is_exact else lambda x: self.widened(of.cos(x))),
                "asin": lambda x: self.inside(x, near.asin, 1),
                "acos": lambda x: self.inside(x, near.acos, -1),
                "atan": self.monotone(near.atan),
                "tanh": self.monotone(near.tanh),
                "asinh": self.monotone(near.asinh),
                "acosh": of_one_on,
                "atanh": atanh,
                "atan2": atan2,
                "erf": self.monotone(near.erf),
                "abs": self.absolute,
                "sign": self.stepwise(lambda end: (end > 0) - (end < 0)),
                "min": lambda *xs: -self.greatest([-x for x in xs]),
                "max": lambda *xs: self.greatest(xs),
                "floor": self.stepwise(lambda end: int(near.floor(end))),
                "round": self.stepwise(nearest),
                "step": self.stepwise(lambda end: int(end >= 0)),
                "factorial": factorial,
            }
        )

    def greatest(self, numbers: Sequence[Any]) -> Any:
        ends = [self.ends(x) for x in numbers]
        return self.between(max(end[0] for end in ends), max(end[1] for end in ends))

    def arithmetic(self) -> Arithmetic[Any]:
        """These intervals as an `Arithmetic`."""
        return Arithmetic(
            of=tabulate(
                FUNCTIONS.values(),
                self.own(),
                lambda functions: Algebra(
                    number=self.number,
                    pi=+self.of.pi,
                    negative=neg,
                    add=add,
                    multiply=mul,
                    divide=self.divide,
                    power=self.power,
                    by_sign=self.by_sign,
                    at_zero=self.at_zero,
                    functions=functions,
                ),
                self.at_both_ends,
            ),
            e=self.exp(self.of.mpf(1)),
            holds=self.holds,
            merge=self.merge,
        )
