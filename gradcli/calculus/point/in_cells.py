"""Differentiability decided cell by cell, and curves along the cells in which it fails.

Where cases change on curves through the point, f(P + h) - f(P) - grad f . h is bounded in each cell
by itself. Where it is not bounded, a curve through that cell shows what is wrong. What is claimed
of a neighbourhood is held against numbers at points of it that are drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.cells.cells import Cell, cells, primitive
from gradcli.calculus.cells.paths import curves, leading
from gradcli.calculus.check.rest import is_bounded
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.limits.expand import along_a_curve
from gradcli.calculus.limits.expansion import Expansion, NoExpansionError, Obstruction
from gradcli.calculus.limits.limits import (
    Neighbourhood,
    along,
    limit_along,
    quotient_along,
    side_of,
)
from gradcli.calculus.limits.on_curve import Curve, on_curve
from gradcli.calculus.limits.waves import swinging
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.numeric import OutsideRealsError, context_of, evaluate, multiprecision
from gradcli.calculus.numbers.orders import TIME
from gradcli.field.expression import Negative, Product, Sum, Variable
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.frozen import dataclass

_REACH: Final = 4
_LARGEST: Final = 10
_SQUARE: Final = Fraction(2)
_FIRST_ORDER: Final = Fraction(1)
# How close to the point a slope is guessed, and how plain it is.
_DIGITS: Final = 150
_STEP: Final = 83
_NEAR: Final = 1e-12
_FINEST: Final = 60
_LARGEST_GUESS: Final = 10**6


@dataclass(frozen=True, slots=True, eq=False)
class Bounded:
    """What the partials leave over is O(|h|^p), p > 1, in each cell by a bound of its own."""

    exponent: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """The cells in which no bound was found; whether f is seen to have a value in all cells."""

    cells: tuple[Cell, ...]
    is_defined: bool = False


def rest_of(near: Neighbourhood, value: Expr, gradient: Sequence[Expr]) -> Neighbourhood:
    """f(P + h) - f(P) - grad f . h as a function near P."""
    over = [
        Negative(Product((from_sympy(slope), Sum((Variable(name), Negative(from_sympy(start)))))))
        for name, start, slope in zip(near.variables, near.point, gradient, strict=True)
        if slope != 0
    ]
    tree = Sum((near.tree, Negative(from_sympy(value)), *over))
    return Neighbourhood(tree, near.variables, near.point)


def in_cells(near: Neighbourhood, value: Expr, gradient: Sequence[Expr]) -> Bounded | Open:
    """Whether grad f . h describes f in every cell of a small neighbourhood."""
    rest = rest_of(near, value, gradient)
    found = cells(rest)
    if found is None:
        return Open(())
    is_defined = all(cell.is_defined for cell in found)
    orders: list[Fraction] = []
    for cell in found:
        if cell.order is None or cell.order <= 1 or not cell.is_defined:
            continue
        # Of what is 0, or smaller than every power, less than that is said.
        orders.append(_SQUARE if cell.order > _LARGEST else cell.order)
    if len(orders) < len(found) or not orders:
        failed = (cell for cell in found if cell.order is None or cell.order <= 1)
        return Open(tuple(failed), is_defined)
    bounded = Bounded(min(orders))
    held = is_bounded(near.tree, near.variables, near.point, value, gradient, bounded.exponent)
    return Open(()) if held is False else bounded


Failure = verdicts.Curved | verdicts.EdgeAlongCurve | verdicts.Approach


def failure_on_curves(
    near: Neighbourhood, value: Expr, gradient: Sequence[Expr] | None, where: Open
) -> Failure | None:
    """A curve on which f does not tend to its value, has none, or is not what grad f . h says.

    Without a gradient only the values of f are looked at.
    """
    if not where.cells:
        return None
    # The edges are made of the same: y = sin(x)/cos(x), where the reader wrote tan.
    near = Neighbourhood(primitive(near.tree), near.variables, near.point)
    for curve in curves(where.cells, near):
        found = _failure_on(near, value, gradient, curve)
        if found is not None:
            return found
    return None


def _failure_on(
    near: Neighbourhood, value: Expr, gradient: Sequence[Expr] | None, curve: Curve
) -> Failure | None:
    first = leading(curve, near)
    if first is None:
        return None
    coefficients, powers = first
    whole = tuple(int(power) if power.denominator == 1 else 1 for power in powers)

    def approach(
        limit: verdicts.Finite | verdicts.Infinite | verdicts.Nowhere,
    ) -> verdicts.Approach:
        return verdicts.Approach(coefficients, whole, limit, curve)

    found = _along(near, curve)
    if found is Obstruction.NOWHERE:
        return verdicts.EdgeAlongCurve(approach(verdicts.Nowhere()))
    signs = along_a_curve(_REACH)
    if isinstance(found, Expansion):
        limit = side_of(found, Fraction(0), signs)
        if isinstance(limit, verdicts.Infinite):
            return approach(limit)
        if isinstance(limit, verdicts.Finite) and is_zero(limit.value - value) is False:
            return approach(limit)
    if gradient is None:
        return None
    rest = _along(rest_of(near, value, gradient), curve)
    if not isinstance(rest, Expansion):
        return None
    least = min(power for power, c in zip(powers, coefficients, strict=True) if c != 0)
    ratio = side_of(rest, least, signs)
    match ratio:
        case verdicts.Finite(number) if number != 0:
            squares = (c**2 for c, p in zip(coefficients, powers, strict=True) if p == least)
            return verdicts.Curved(
                approach(verdicts.Finite(number / sympy.sqrt(sympy.Add(*squares))))
            )
        case verdicts.Infinite():
            return verdicts.Curved(approach(ratio))
    return None


def _along(near: Neighbourhood, curve: Curve) -> Expansion | Obstruction:
    try:
        return along(on_curve(near, curve), (sympy.Integer(1),), (1,))
    except NoExpansionError as error:
        return error.trouble


# One way to the point, where no expansion along it tells enough.


def slope_along(near: Neighbourhood, value: Expr, direction: tuple[Expr, ...]) -> verdicts.Side:
    """The limit of (f(P + t direction) - value)/t, t -> 0+: expanded, squeezed, or refuted."""
    found = quotient_along(near, value, direction)
    if not isinstance(found, verdicts.Unknown):
        return found
    way = tuple(start + w * TIME for start, w in zip(near.point, direction, strict=True))
    line = on_curve(near, way)
    return _squeezed(line, value) or swinging(line, value, _FIRST_ORDER) or found


def limit_on(
    near: Neighbourhood, coefficients: tuple[Expr, ...], powers: tuple[int, ...]
) -> verdicts.Approach:
    """What f tends to along P + (c_i t^p_i), t -> 0+."""
    found = limit_along(near, coefficients, powers)
    if not isinstance(found.limit, verdicts.Unknown):
        return found
    way = tuple(
        start + c * TIME**power
        for start, c, power in zip(near.point, coefficients, powers, strict=True)
    )
    swings = swinging(on_curve(near, way), sympy.S.Zero, Fraction(0))
    return found if swings is None else verdicts.Approach(coefficients, powers, swings)


def _squeezed(line: Neighbourhood, value: Expr) -> verdicts.Finite | None:
    """A slope s for which f - value - s t is bounded by more than the first power of t > 0."""
    for slope in _guesses(line, value):
        rest = rest_of(line, value, (slope,))
        parts = [cell for cell in cells(rest) or () if _is_ahead(cell)]
        orders = [cell.order for cell in parts if cell.is_defined and cell.order is not None]
        if not parts or len(orders) < len(parts) or min(orders) <= 1:
            continue
        held = is_bounded(
            line.tree, line.variables, line.point, value, (slope,), min(orders), senses=(1,)
        )
        if held is not False:
            return verdicts.Finite(slope)
    return None


def _is_ahead(cell: Cell) -> bool:
    return not any(known.form == TIME and known.sign < 0 for known in cell.signs)


def _guesses(line: Neighbourhood, value: Expr) -> Iterator[Expr]:
    """0, and a plain fraction close to a quotient."""
    yield sympy.S.Zero
    arithmetic, context = multiprecision(_DIGITS), context_of(_DIGITS)
    t = context.mpf(2) ** -_STEP
    try:
        there = evaluate(line.tree, {TIME.name: t}, arithmetic)
        quotient = (there - evaluate(from_sympy(value), {}, arithmetic)) / t
    except (OutsideRealsError, OverflowError, UnrealError):
        return
    if abs(quotient) > _LARGEST_GUESS:
        return
    plain = Fraction(int(context.nint(quotient * 2**64)), 2**64).limit_denominator(_FINEST)
    if plain != 0 and abs(quotient - context.mpf(plain.numerator) / plain.denominator) < _NEAR:
        yield sympy.Rational(plain.numerator, plain.denominator)
