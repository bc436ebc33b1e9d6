"""The Taylor polynomial of a function at a point, from partial derivatives worked one by one.

T_N(x) is the sum of f^(m)(P)/m! (x - P)^m over all multi-indices m of order N or less, with m! the
product of the factorials (Marsden and Tromba, Vector Calculus, 3.2). Where the derivatives below
the order N are differentiable at P, f - T_N, divided by the distance to the power N, tends to 0.
"""

from __future__ import annotations

from itertools import product as every
from math import comb, factorial, prod
from typing import Final, assert_never

from sympy import Expr, Integer, Rational

from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.numbers.constants import exactly_at
from gradcli.calculus.point.approximation import Approximation
from gradcli.calculus.point.differentiability import examine
from gradcli.calculus.point.repeated.beside import is_partial_around
from gradcli.calculus.point.repeated.in_series import has_no_value, in_series
from gradcli.calculus.rules.gradient import Partial, partial
from gradcli.field.expression import Piecewise, postorder
from gradcli.field.fast_sympy.sympy_build import difference, power, product, total
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

MOST_TERMS: Final = 84
"""Terms of a polynomial that is still worked: order 6 in three variables."""

Orders = tuple[int, ...]
"""How often by each variable."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One term: f differentiated `orders`, its value at the point, and that over m!.

    `stage` is the derivative that was worked, by the last of the variables; None for f itself.
    """

    orders: Orders
    stage: Partial | None
    derivative: Expr
    coefficient: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Taylor:
    """The polynomial of degree `order` or less at `point`; its terms by their order.

    `formula` is it in powers of the steps from the point; `by_series` says that formulas of the
    derivatives are 0/0, which are taken from a power series.
    """

    field: ScalarField
    point: Point
    order: int
    terms: tuple[Term, ...]
    formula: Expr
    by_series: bool = False

    @property
    def approximation(self) -> Approximation:
        """The same as a formula that is near f."""
        return Approximation(self.field, self.point, self.formula, self.order)


def count_of_terms(variables: int, order: int) -> int:
    """How many terms the polynomial has at most."""
    return comb(variables + order, order)


def taylor(
    field: ScalarField,
    point: Point,
    value: Expr,
    slopes: tuple[Expr, ...],
    order: int,
    *,
    is_smooth: bool,
) -> Taylor | None:
    """The Taylor polynomial of a function with this value and these slopes at the point.

    `is_smooth` says that the function is smooth there, and with it each derivative in one formula.
    None where one of its derivatives below the order is not seen to be differentiable there.
    """
    zero = (0,) * len(field.variables)
    stages: dict[Orders, Partial] = {}
    known = in_series(field, point, order) if is_smooth else None
    in_powers: dict[Orders, Partial] = {}
    terms = [Term(zero, None, value, value)]
    for orders in _multi_indices(len(field.variables), order):
        last = max(place for place, times in enumerate(orders) if times)
        before = tuple(times - (place == last) for place, times in enumerate(orders))
        own = stages[before].as_field() if before in stages else field
        stage = stages[orders] = partial(own, field.variables[last])
        if known is not None:
            smooth = in_powers[before].as_field() if before in in_powers else known
            in_powers[orders] = partial(smooth, field.variables[last])
        if before == zero:
            derivative: Expr | None = slopes[last]
        elif known is not None:
            derivative = exactly_at(point.values(field))(in_powers[orders].written)
        else:
            derivative = _value(own, stage, point, last, is_smooth=is_smooth)
        if derivative is None:
            return None
        if not is_smooth and sum(orders) < order and not is_partial_around(stage, point):
            return None
        share = Rational(1, prod(map(factorial, orders)))
        terms.append(Term(orders, stage, derivative, product(share, derivative)))
    formula = _formula(field, point, terms)
    lost = known is not None and any(has_no_value(each, point) for each in stages.values())
    return Taylor(field, point, order, tuple(terms), formula, lost)


def _multi_indices(count: int, order: int) -> list[Orders]:
    """Those of order 1 and more, by their order; of one order the first variables come first."""
    found = [each for each in every(range(order + 1), repeat=count) if 0 < sum(each) <= order]
    return sorted(found, key=lambda each: (sum(each), [-times for times in each]))


def _value(
    own: ScalarField, stage: Partial, point: Point, place: int, *, is_smooth: bool
) -> Expr | None:
    """The partial of a derivative at the point, by the rules where they hold."""
    verdict: verdicts.Verdict | None = None
    if not is_smooth or any(isinstance(node, Piecewise) for node in postorder(own.tree)):
        verdict = examine(own, point)
    match verdict:
        case None | verdicts.Smooth():
            return exactly_at(point.values(own))(stage.written)
        case verdicts.Differentiable(gradient=there):
            return there[place]
        case (
            verdicts.OutsideDomain()
            | verdicts.Undefined()
            | verdicts.Discontinuous()
            | verdicts.NotDifferentiable()
            | verdicts.Undecided()
        ):
            return None
    assert_never(verdict)


def _formula(field: ScalarField, point: Point, terms: list[Term]) -> Expr:
    steps = [
        difference(symbol, start)
        for symbol, start in zip(field.symbols, point.coordinates, strict=True)
    ]
    return total(
        *(
            product(
                term.coefficient,
                *(
                    power(step, Integer(times))
                    for step, times in zip(steps, term.orders, strict=True)
                    if times
                ),
            )
            for term in terms
        )
    )
