"""What a function's definition is written in: operations that every kind of number has.

`lambda of, u: of.divide(of.one, of.call("cos", u))` is the secant of a float, of an interval, of a
dual number, of an expansion, of a range and of a SymPy form: whoever calculates gives an `Algebra`,
and `tabulate` makes the functions of it: those that the algebra has of its own, and all others by
their definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

from gradcli.frozen import dataclass

if TYPE_CHECKING:
    from gradcli.field.functions.record import Function

T = TypeVar("T")


class IncompleteError(TypeError):
    """A function's record, or somebody's table of functions, lacks what it needs."""


@dataclass(frozen=True, slots=True)
class Removable:
    """What a definition u -> f(u) that is 0/0 at u = 0 is there: f(0), f'(0), and |f''| <= `bend`.

    Where `slope` is None the function jumps at 0, and `value` is that at the point alone.
    """

    value: Fraction
    slope: Fraction | None = None
    bend: Fraction = Fraction(0)
    of_pi: bool = False
    """Whether the value is so many times pi."""


@dataclass(frozen=True, slots=True)
class Algebra(Generic[T]):
    """Operations, and the functions on the same numbers.

    `by_sign(u, right, left)` has two formulas for one function, of which `right` loses no digits
    and does not overflow for u >= 0, and `left` for u < 0; either is true of every u.
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
    by_sign: Callable[[T, Callable[[T], T], Callable[[T], T]], T]
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


def tabulate(
    records: Iterable[Function],
    own: Mapping[str, Callable[..., T]],
    make: Callable[[Mapping[str, Callable[..., T]]], Algebra[T]],
    sharpened: Callable[[Function, Callable[..., T]], Callable[..., T]] = lambda _, composed: (
        composed
    ),
) -> Algebra[T]:
    """The algebra with every function: its own where it has one, else by the definition.

    `make` puts the algebra together around the table of its functions; `sharpened` makes more of
    a composition by what else the record says.

    Raises:
        IncompleteError: a function has neither, or `own` names one that is not in the records.
    """
    table: dict[str, Callable[..., T]] = dict(own)
    algebra = make(MappingProxyType(table))
    strange = set(own)
    for record in records:
        strange.discard(record.name)
        if record.name in own:
            continue
        if record.definition is None:
            raise IncompleteError(f"{record.name} has no definition, and the algebra none for it")
        composed = partial(record.definition, algebra)
        table[record.name] = composed if sharpened is None else sharpened(record, composed)
    if strange:
        raise IncompleteError(f"no function of the language: {', '.join(sorted(strange))}")
    return algebra


def check_definitions(records: Mapping[str, Function]) -> None:
    """Refuse a definition that calls what is not there, or in the end itself, or what jumps.

    A jump inside a function would be hidden from those who decide constants that jump.

    Raises:
        IncompleteError: the definition that cannot be used, and why.
    """
    uses = {name: _called(record, records) for name, record in records.items()}
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise IncompleteError(f"functions are defined by one another: {circle}") from error
    for name, used in uses.items():
        jumping = [each for each in used if records[each].jumps]
        if jumping and not records[name].jumps:
            raise IncompleteError(f"{name} is defined by {jumping[0]}, and must jump as well")


def _called(record: Function, records: Mapping[str, Function]) -> set[str]:
    """The functions that a definition calls."""
    called: set[str] = set()
    if record.definition is None:
        return called

    def caller(name: str, other: Function) -> Callable[..., None]:
        def call(*arguments: None) -> None:
            if len(arguments) < other.least or len(arguments) > (other.most or len(arguments)):
                raise IncompleteError(f"{record.name} calls {name} of {len(arguments)} arguments")
            called.add(name)

        return call

    def nothing(*_: object) -> None:
        return None

    def both(_: None, right: Callable[[None], None], left: Callable[[None], None]) -> None:
        right(None)
        left(None)

    def formula_alone(_: None, __: Removable, formula: Callable[[None], None]) -> None:
        formula(None)

    functions = {name: caller(name, other) for name, other in records.items()}
    calculate: Algebra[None] = Algebra(
        nothing,
        None,
        *(nothing, nothing, nothing, nothing, nothing),
        both,
        formula_alone,
        functions,
    )
    try:
        record.definition(calculate, *[None] * record.least)
    except KeyError as error:
        raise IncompleteError(
            f"{record.name} is defined by {error}, which is no function"
        ) from error
    return called
