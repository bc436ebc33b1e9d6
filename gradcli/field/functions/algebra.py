"""What a function's definition is written in: operations that every kind of number has.

`lambda of, u: of.divide(of.one, of.call("cos", u))` is the secant of a float, of an interval, of a
dual number, of an expansion, of a range and of a SymPy form: a room that calculates gives an
`Algebra`, and `tabulate` makes the functions of it: those that the algebra has of its own, and all
others by their definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Generic, TypeVar

from gradcli.frozen import dataclass

T = TypeVar("T")


class IncompleteError(TypeError):
    """A function's record, or a table of functions, lacks what it needs."""


@dataclass(frozen=True, slots=True)
class Removable:
    """What a definition u -> f(u) that is 0/0 at u = 0 is there: f(0), f'(0), and |f''| <= `bend`.

    Where `slope` is None the function jumps at 0, and `value` is that at the point alone. `series`
    are the coefficients of its power series, where the definition loses digits near 0: as many as
    a float needs for |u| < 1/2.
    """

    value: Fraction
    slope: Fraction | None = None
    bend: Fraction = Fraction(0)
    of_pi: bool = False
    """Whether the value is so many times pi."""
    series: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Algebra(Generic[T]):
    """Operations, and the functions on the same numbers.

    `by_sign(u, formula, sign, other)` has two formulas for one function, either true of every u:
    for u of that sign `other` keeps the digits that `formula` loses, or does not overflow.
    `at_zero(u, known, formula)` is `known` for u = 0 and the formula of u elsewhere.
    `sister` and `inverted_root` are shorter ways to what `beside` and `over_root` give.
    """

    number: Callable[[Fraction], T]
    pi: T
    negative: Callable[[T], T]
    add: Callable[[T, T], T]
    multiply: Callable[[T, T], T]
    divide: Callable[[T, T], T]
    power: Callable[[T, T], T]
    by_sign: Callable[[T, Callable[[T], T], int, Callable[[T], T]], T]
    at_zero: Callable[[T, Removable, Callable[[T], T]], T]
    functions: Mapping[str, Callable[..., T]]
    sister: Callable[[T, str, T], T] | None = None
    inverted_root: Callable[[T, T], T] | None = None

    def call(self, function: str, *arguments: T) -> T:
        """A function of the table."""
        return self.functions[function](*arguments)

    def beside(self, value: T, function: str, u: T) -> T:
        """A function of u, where `value` is its sister's: the cosine beside the sine."""
        if self.sister is None:
            return self.functions[function](u)
        return self.sister(value, function, u)

    def over_root(self, root: T, u: T) -> T:
        """1/sqrt(u), where `root` is sqrt(u)."""
        return self.reciprocal(root) if self.inverted_root is None else self.inverted_root(root, u)

    @property
    def one(self) -> T:
        """1."""
        return self.number(_ONE)

    def whole(self, number: int) -> T:
        """A whole number."""
        return self.number(Fraction(number))

    def subtract(self, a: T, b: T) -> T:
        """a - b."""
        return self.add(a, self.negative(b))

    def reciprocal(self, a: T) -> T:
        """1/a."""
        return self.divide(self.one, a)

    def half(self, a: T) -> T:
        """a/2."""
        return self.divide(a, self.number(_TWO))

    def one_plus(self, a: T) -> T:
        """1 + a."""
        return self.add(self.one, a)

    def one_less(self, a: T) -> T:
        """1 - a."""
        return self.add(self.one, self.negative(a))

    def square(self, a: T) -> T:
        """a a."""
        return self.multiply(a, a)


_ONE = Fraction(1)
_TWO = Fraction(2)
