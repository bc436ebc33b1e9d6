"""A second way to a derivative, which uses none of the rules: dual numbers.

A dual number a + b eps, eps^2 = 0, carries a value and its rate of change through the arithmetic
of f as it was typed (forward-mode differentiation; Griewank and Walther, Evaluating Derivatives,
ch. 3). To stay apart from the table of laws that it checks, everything is composed of a few
primitives: tan is sin/cos, asinh is a logarithm, asec(u) is acos(1/u). The
compositions are the definitions of the functions.

Shape: tree, values and rates of the variables in; the value and the rate of f out. Numbers are
floats, or mpmath's where more digits are asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, reduce
from types import MappingProxyType
from typing import Any, Final, TypeAlias, assert_never

from mpmath.ctx_mp import MPContext

from gradcli.field.expression import (
    Call,
    Comparison,
    Condition,
    Constant,
    Every,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Some,
    Sum,
    Variable,
    postorder,
    variables_of,
)
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import Function
from gradcli.field.functions.tables import tabulate
from gradcli.frozen import dataclass

Real: TypeAlias = Any  # a float or an mpmath number; both keep the operators' promises
Dual: TypeAlias = tuple[Real, Real]

# Past these a number of e^x, and the angle x brought back to a turn, are only waited for.
_LARGEST_POWER: Final = 2.0**64
_LARGEST_ANGLE: Final = 2.0**1023


class OutsideError(ArithmeticError):
    """The function has no real value here, or no rate (a pole, a corner, a jump)."""


@dataclass(frozen=True, slots=True)
class Primitives:
    """The functions from which all others are composed, at one precision."""

    of_ratio: Callable[[int, int], Real]
    e: Real
    pi: Real
    exp: Callable[[Real], Real]
    log: Callable[[Real], Real]
    sqrt: Callable[[Real], Real]
    sin: Callable[[Real], Real]
    cos: Callable[[Real], Real]
    atan2: Callable[[Real, Real], Real]
    erf: Callable[[Real], Real]
    floor: Callable[[Real], Real]


FLOATS: Final = Primitives(
    lambda above, below: above / below,
    math.e,
    math.pi,
    math.exp,
    math.log,
    math.sqrt,
    math.sin,
    math.cos,
    math.atan2,
    math.erf,
    math.floor,
)


@lru_cache(maxsize=8)
def multiprecision(digits: int) -> Primitives:
    """The same at `digits` decimal digits."""
    context = MPContext()
    context.dps = digits

    def bounded(function: Callable[[Real], Real], most: float) -> Callable[[Real], Real]:
        def of_bounded(x: Real) -> Real:
            if abs(x) > most:
                raise OverflowError
            return function(x)

        return of_bounded

    return Primitives(
        lambda above, below: context.mpf(above) / below,
        +context.e,
        +context.pi,
        bounded(context.exp, _LARGEST_POWER),
        context.log,
        context.sqrt,
        bounded(context.sin, _LARGEST_ANGLE),
        bounded(context.cos, _LARGEST_ANGLE),
        context.atan2,
        context.erf,
        context.floor,
    )


def _plus(a: Dual, b: Dual) -> Dual:
    return a[0] + b[0], a[1] + b[1]


def _times(a: Dual, b: Dual) -> Dual:
    return a[0] * b[0], a[1] * b[0] + a[0] * b[1]


def _over(a: Dual, b: Dual) -> Dual:
    if b[0] == 0:
        raise OutsideError
    ratio = a[0] / b[0]
    return ratio, (a[1] - ratio * b[1]) / b[0]


def _scaled(factor: Real, a: Dual) -> Dual:
    return factor * a[0], factor * a[1]


@dataclass(frozen=True, slots=True)
class _Functions:
    """The functions on dual numbers from which all others are composed.

    Of constants alone a root of 0 is 0, and an angle a half turn; of what varies there is no rate.
    """

    real: Primitives
    of_constants: bool = False

    def exp(self, a: Dual) -> Dual:
        value = self.real.exp(a[0])
        return value, value * a[1]

    def log(self, a: Dual, base: Dual | None = None) -> Dual:
        if a[0] <= 0:
            raise OutsideError
        natural = self.real.log(a[0]), a[1] / a[0]
        return natural if base is None else _over(natural, self.log(base))

    def sqrt(self, a: Dual) -> Dual:
        if self.of_constants and a[0] == 0:
            return a
        if a[0] <= 0:
            raise OutsideError
        value = self.real.sqrt(a[0])
        return value, a[1] / (value + value)

    def root(self, a: Dual, degree: Dual) -> Dual:
        n = degree[0]
        if degree[1] == 0 and a[0] < 0 and n == self.real.floor(n) and n % 2 == 1:
            value, rate = self.root((-a[0], -a[1]), degree)
            return -value, -rate
        if self.of_constants and a[0] == 0 and n > 0:
            return a
        return self.exp(_over(self.log(a), degree))

    def sin(self, a: Dual) -> Dual:
        return self.real.sin(a[0]), self.real.cos(a[0]) * a[1]

    def cos(self, a: Dual) -> Dual:
        return self.real.cos(a[0]), -self.real.sin(a[0]) * a[1]

    def atan2(self, y: Dual, x: Dual) -> Dual:
        square = x[0] * x[0] + y[0] * y[0]
        if square == 0 or (y[0] == 0 and x[0] < 0 and not self.of_constants):
            raise OutsideError
        return self.real.atan2(y[0], x[0]), (x[0] * y[1] - y[0] * x[1]) / square

    def erf(self, a: Dual) -> Dual:
        slope = 2 / self.real.sqrt(self.real.pi) * self.real.exp(-a[0] * a[0])
        return self.real.erf(a[0]), slope * a[1]

    def max(self, *among: Dual) -> Dual:
        return _alone(among, max(value for value, _ in among))

    def min(self, *among: Dual) -> Dual:
        return _alone(among, min(value for value, _ in among))

    def floor(self, a: Dual) -> Dual:
        whole = self.real.floor(a[0])
        if whole == a[0] and a[1] != 0:
            raise OutsideError
        return whole, 0

    def round(self, a: Dual) -> Dual:
        if a[1] == 0:
            return round(a[0]), 0
        return self.floor(_plus(a, (self.real.of_ratio(1, 2), 0)))

    def factorial(self, a: Dual) -> Dual:
        if a[1] != 0 or a[0] != self.real.floor(a[0]) or a[0] < 0:
            raise OutsideError
        return math.factorial(int(a[0])), 0

    def power(self, base: Dual, exponent: Dual) -> Dual:
        n = exponent[0]
        if exponent[1] == 0 and n == self.real.floor(n) and abs(n) < 2**31:
            whole = int(n)
            if base[0] == 0:
                if whole < 1:
                    raise OutsideError
                return 0 * base[0], (base[1] if whole == 1 else 0 * base[1])
            return base[0] ** whole, whole * base[0] ** (whole - 1) * base[1]
        return self.exp(_times(exponent, self.log(base)))

    def own(self) -> Mapping[str, Callable[..., Dual]]:
        """By the canonical names."""
        return {
            "exp": self.exp,
            "log": self.log,
            "sqrt": self.sqrt,
            "root": self.root,
            "sin": self.sin,
            "cos": self.cos,
            "atan2": self.atan2,
            "erf": self.erf,
            "abs": _size,
            "sign": _sign,
            "step": _step,
            "max": self.max,
            "min": self.min,
            "floor": self.floor,
            "round": self.round,
            "factorial": self.factorial,
        }

    def number(self, value: Fraction) -> Dual:
        return self.real.of_ratio(value.numerator, value.denominator), 0

    def at_zero(self, a: Dual, known: Removable, formula: Callable[[Dual], Dual]) -> Dual:
        if a[0] != 0:
            return formula(a)
        if known.slope is None:
            raise OutsideError
        value, slope = self.number(known.value)[0], self.number(known.slope)[0]
        return value * (self.real.pi if known.of_pi else 1), slope * a[1]


def _size(a: Dual) -> Dual:
    if a[0] == 0:
        if a[1] == 0:
            return a  # |u| is as flat as u
        raise OutsideError
    return a if a[0] > 0 else _scaled(-1, a)


def _sign(a: Dual) -> Dual:
    if a[0] == 0:
        raise OutsideError
    return (1 if a[0] > 0 else -1), 0


def _step(a: Dual) -> Dual:
    if a[0] == 0:
        raise OutsideError
    return (1 if a[0] > 0 else 0), 0


def _alone(among: tuple[Dual, ...], extremum: Real) -> Dual:
    winners = [dual for dual in among if dual[0] == extremum]
    if any(dual[1] != winners[0][1] for dual in winners):
        raise OutsideError
    return winners[0]


def _negative(a: Dual) -> Dual:
    return -a[0], -a[1]


def _by_sign(
    a: Dual, formula: Callable[[Dual], Dual], sign: int, other: Callable[[Dual], Dual]
) -> Dual:
    return other(a) if a[0] * sign > 0 else formula(a)


def algebra_of(
    real: Primitives,
    records: Iterable[Function] = FUNCTIONS.values(),
    *,
    of_constants: bool = False,
) -> Algebra[Dual]:
    """The operations and functions on dual numbers at one precision.

    Everything is composed of the few above, by the definitions in the functions' records; their
    derivatives are what is checked, and are not looked at.
    """
    functions = _Functions(real, of_constants)
    return tabulate(
        records,
        functions.own(),
        lambda table: Algebra(
            number=functions.number,
            pi=(real.pi, 0),
            negative=_negative,
            add=_plus,
            multiply=_times,
            divide=_over,
            power=functions.power,
            by_sign=_by_sign,
            at_zero=functions.at_zero,
            functions=table,
        ),
    )


_IN_FLOATS: Final = algebra_of(FLOATS)


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Trees in the order in which their values are worked out; what they share stands in it once.

    `kinds` has for each how its kind is worked out; `has_cases` tells whether a part may be without
    a value and the whole not.
    """

    roots: tuple[Node, ...]
    order: Sequence[Node]
    kinds: Sequence[Callable[[Any, _Place], Dual]]
    has_cases: bool

    @classmethod
    def over(cls, *roots: Node) -> Walk:
        """The walk over one tree or several, which may be taken at many points."""
        # The order of one tree is known already, where somebody has gone through it.
        order = list(postorder(roots[0] if len(roots) == 1 else Sum(roots)))
        if len(roots) != 1:
            del order[-1]
        types = [type(node) for node in order]
        return cls(roots, order, [_OF_KIND[kind] for kind in types], Piecewise in types)


def dual_value(
    tree: Node,
    variables: Mapping[str, Dual],
    real: Primitives = FLOATS,
) -> Dual:
    """The value of the tree and its rate, where each variable has the given value and rate.

    Raises `OutsideError` where there is no real value or no rate; `OverflowError` where a float
    is too small for the number.
    """
    (value,) = dual_roots(Walk.over(tree), variables, real)
    return value


def dual_roots(
    walk: Walk, variables: Mapping[str, Dual], real: Primitives = FLOATS
) -> Sequence[Dual]:
    """The values and rates of the walk's trees, as `dual_value` gives them of one."""
    if walk.has_cases:
        known = dual_values(walk.order, variables, real)
        if any(root not in known for root in walk.roots):
            raise OutsideError
        return [known[root] for root in walk.roots]
    values: dict[Node, Dual] = {}
    here = _place(values, variables, real)
    for node, worked_out in zip(walk.order, walk.kinds, strict=True):
        values[node] = worked_out(node, here)
    return [values[root] for root in walk.roots]


def _place(values: Mapping[Node, Dual], variables: Mapping[str, Dual], real: Primitives) -> _Place:
    return _Place(values, variables, real, _IN_FLOATS if real is FLOATS else algebra_of(real))


class _Known(dict[Node, Dual]):
    """The values so far; what is made of a part without one has none itself."""

    __slots__ = ()

    def __missing__(self, node: Node) -> Dual:
        raise OutsideError


def dual_values(
    order: Iterable[Node], variables: Mapping[str, Dual], real: Primitives = FLOATS
) -> dict[Node, Dual]:
    """The value and rate of each node, in postorder; those without one are left out."""
    values = _Known()
    here = _place(values, variables, real)
    for node in order:
        # A branch that does not count may be outside its domain: failures wait until they are used.
        try:
            values[node] = _OF_KIND[type(node)](node, here)
        except OutsideError:  # free, where `suppress` is not
            continue
    return values


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a node is worked out: what is known of its parts, its letters, and how to calculate."""

    values: Mapping[Node, Dual]
    variables: Mapping[str, Dual]
    real: Primitives
    of: Algebra[Dual]


def _of_power(node: Power, here: _Place) -> Dual:
    base, exponent = here.values[node.base], here.values[node.exponent]
    if base == (0, 0) and not (variables_of(node.base) and variables_of(node.exponent)):
        return _power_of_zero(node, exponent, here.real)
    return here.of.power(base, exponent)


def _of_call(node: Call, here: _Place) -> Dual:
    parts = [here.values[argument] for argument in node.arguments]
    try:
        return here.of.functions[node.function](*parts)
    except OutsideError:
        if variables_of(node):
            raise
        # asin has no rate at 1, and asin(1) is a number.
        return algebra_of(here.real, of_constants=True).functions[node.function](*parts)


def _of_cases(node: Piecewise, here: _Place) -> Dual:
    for branch in node.branches:
        if branch.condition is None or _holds(branch.condition, here.values):
            return here.values[branch.value]
    raise OutsideError


# A table rather than a `match`, as for the operands: a line of a batch asks this a hundred times.
_OF_KIND: Final[Mapping[type[Node], Callable[[Any, _Place], Dual]]] = MappingProxyType(
    {
        Number: lambda node, here: (here.real.of_ratio(*node.value.as_integer_ratio()), 0),
        Constant: lambda node, here: (here.real.e if node.name == "e" else here.real.pi, 0),
        Variable: lambda node, here: here.variables[node.name],
        Negative: lambda node, here: _negative(here.values[node.operand]),
        Sum: lambda node, here: reduce(_plus, [here.values[term] for term in node.terms]),
        Product: lambda node, here: reduce(_times, [here.values[each] for each in node.factors]),
        Quotient: lambda node, here: _over(
            here.values[node.numerator], here.values[node.denominator]
        ),
        Power: _of_power,
        Call: _of_call,
        Piecewise: _of_cases,
    }
)


def _power_of_zero(node: Power, exponent: Dual, real: Primitives) -> Dual:
    """0^v, where the base is the constant 0 or the exponent is constant; 0^0 is a product of none.

    At a point where a base that varies is 0 for an instant, a constant whole exponent is needed.
    """
    n, is_constant = exponent[0], not variables_of(node.exponent)
    if n == 0 and is_constant:
        return real.of_ratio(1, 1), 0
    if n > 0 and (not variables_of(node.base) or n == real.floor(n)):
        return real.of_ratio(0, 1), 0
    raise OutsideError


def _holds(condition: Condition, values: Mapping[Node, Dual]) -> bool:
    match condition:
        case Comparison(left, relation, right):
            return _compare(values[left], relation, values[right])
        case Every(conditions):
            return all(_holds(part, values) for part in conditions)
        case Some(conditions):
            return any(_holds(part, values) for part in conditions)
    assert_never(condition)


def _compare(left: Dual, relation: str, right: Dual) -> bool:
    if left[0] == right[0]:
        if left[1] != right[1]:
            raise OutsideError  # on the boundary of a piece, and moving across it
        return relation in ("<=", ">=", "=")
    less = bool(left[0] < right[0])
    return relation == "!=" or (less if relation in ("<", "<=") else not less and relation != "=")
